"""Which audience reads which field: the table of `fields.txt` against the marks, and against what leaves the house."""

import math
import re
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, NamedTuple

import msgspec
import pytest
from litestar.testing import TestClient
from mapbox_vector_tile import decode

from landrelease.accounts.account import Profile
from landrelease.accounts.opening import Accounts
from landrelease.accounts.origin import Origin
from landrelease.accounts.password import Cost
from landrelease.desk.looking import group_of
from landrelease.desk.opening import init, open_register
from landrelease.desk.upkeep import UNREVIEWED, refresh
from landrelease.publish.redaction.fields import personal, redacted
from landrelease.records import format1
from landrelease.records.base import Record
from landrelease.records.change import Decision
from landrelease.records.codes import AUDIENCES
from landrelease.records.kinds import KINDS
from landrelease.records.marks import field_marks
from landrelease.records.shape import Shape
from landrelease.web.actor import Actor
from landrelease.web.api.layers import LAYERS
from landrelease.web.app import application
from landrelease.web.book import now
from landrelease.web.conf import conf_of
from landrelease.web.counts import counted_rows, groupings, kinds
from landrelease.web.policy import ROLES

TABLE: Final = Path(__file__).with_name("fields.txt")
KINDS_AND_SHAPE: Final = {**KINDS, "shape": Shape}


def table() -> dict[tuple[str, str], tuple[str, bool]]:
    """Kind and field to the lowest audience and whether the value is personal."""
    found = {}
    kind = ""
    for line in TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith(("#", " ")):
            kind = line
        elif line.startswith(" "):
            audience, *names = line.split()
            found |= {(kind, name.rstrip("*")): (audience, name.endswith("*")) for name in names}
    return found


INTENT: Final = table()


def test_every_field_is_written_out_in_the_table_as_it_is_marked():
    marked = {
        (kind, name): (mark.audience, mark.personal)
        for kind, made in KINDS_AND_SHAPE.items()
        for name, mark in field_marks(made).items()
    }
    assert {key: marked.get(key) for key in INTENT} == INTENT
    assert marked.keys() - INTENT.keys() == set(), "fields without a word in fields.txt"


def allowed(kind: str, audience: str, *, sealed: bool) -> set[str]:
    """Fields that an audience reads, by the table alone."""
    reached = AUDIENCES[: AUDIENCES.index(audience) + 1]
    return {name for (of, name), (low, _) in INTENT.items() if of == kind and low in reached} & {
        name for (of, name), (_, is_personal) in INTENT.items() if of == kind and is_personal == sealed
    }


def whole(kind: str) -> dict[str, object]:
    """A record in which every field holds something."""
    inner = {name: f"value of {name}" for of, name in INTENT if of == "shape"}
    fields: dict[str, object] = {name: f"value of {name}" for of, name in INTENT if of == kind}
    fields |= {"shape": inner} if "shape" in fields else {}
    if kind == "correction":
        fields["replacement"] = {"kind": "hazard", "id": "H-1"}
    return fields


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("kind", KINDS)
def test_an_audience_is_given_the_fields_of_the_table_and_no_other(kind, audience):
    told = msgspec.json.encode({"format": 1, "kind": kind, **whole(kind)})
    given = redacted(told, audience, state="accepted")
    expected = allowed(kind, audience, sealed=False)
    if not allowed("shape", audience, sealed=False):
        expected -= {"shape"}
    assert set(given) - {"format", "kind"} == expected
    assert set(given.get("shape", {})) == (allowed("shape", audience, sealed=False) if "shape" in expected else set())


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_personal_value_is_given_to_those_whom_the_table_names(kind, audience):
    values = {name: "A. Example" for of, name in INTENT if of == kind}
    assert set(personal(kind, values, audience)) == allowed(kind, audience, sealed=True)


# ---- through pages, the API and the layers: a record of each kind in which every field holds something ----

DRAWER: Final = Path(__file__).resolve().parents[1] / "specimens" / "format-1"
BESIDE: Final = {"format", "kind", "shape", "replacement", "sealed", "author", "recorded", "recorded_claimed"}
"""Members that the page of a record shows elsewhere than among its rows."""
WRITER: Final = "A. Writer"


def specimen(kind: str) -> Record:
    """The record of the drawer with every field; a file belongs to the hazard, since files go with their records."""
    found = format1.decode((DRAWER / f"{kind}-full.json").read_bytes())
    return msgspec.structs.replace(found, about=(id_of(specimen("hazard")),)) if kind == "attachment" else found


def id_of(record: Record) -> str:
    return format1.identity(format1.encode(record))


class Shown(NamedTuple):
    """A register of specimens, served."""

    served: Any
    ids: dict[str, str]


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """A register that holds a specimen of every kind, all accepted, and one person for each audience."""
    path = tmp_path_factory.mktemp("fields") / "specimens.register"
    with init(path, programme="fields", acting=WRITER, plane=(18, 44)) as register, register.writing() as batch:
        added = {kind: batch.add(format1.encode(specimen(kind))).id for kind in KINDS if kind != "programme"}
        reviewed = [name for kind, name in added.items() if kind not in UNREVIEWED]
        accept = Decision(
            verdict="accept", about=tuple(reviewed), author="p-000000000001", recorded="2025-01-01T00:00:00.000Z"
        )
        refresh(register.store, batch, [*added.values(), batch.add(format1.encode(accept)).id])
    with open_register(path) as register:
        added["programme"] = next(name for name, _ in register.records(["programme"]))
    conf = conf_of(str(path), requests_per_minute=1_000_000)
    with Accounts(conf.accounts, cost=Cost(rounds=1, memory_kib=8, lanes=1)) as accounts:
        yield Shown(SimpleNamespace(accounts=accounts, app=application(conf, accounts)), added)


@pytest.fixture(scope="module")
def as_audience(shown):
    """A client of somebody with every role who reads as an audience, for the organisation of the specimens."""

    def client(audience: str) -> TestClient:
        kept = shown.served.accounts
        found = kept.roster.named(audience)
        if found is None:
            profile = Profile(audience, "A. Reader", frozenset(ROLES), audience, organisation="org-1")
            found = kept.roster.add(profile, now=now())
            kept.passwords.set(found.id, "four plain words here", now=now())
            kept.roster.put(found.id, "active", now=now())
        answer = TestClient(shown.served.app, base_url="http://localhost.local", raise_server_exceptions=False)
        answer.cookies.set("session", kept.signing.enter(found.id, Origin("127.0.0.1", "t"), now=now()).token)
        return answer

    return client


def is_told(kind: str, audience: str) -> bool:
    """
    Whether an audience may know of a specimen at all.

    Below operators not of what names records that are not there; of a publication where it was made for them.
    """
    reached = AUDIENCES[: AUDIENCES.index(audience) + 1]
    if kind == "publication":
        return specimen(kind).audience in reached
    return "operator" in reached or kind not in {"decision", "correction", "withdrawal"}


def inside(kind: str, audience: str, *names: str) -> set[str]:
    """Of some fields those that an audience reads, by the table; a shape of which nothing is left does not stand."""
    found = allowed(kind, audience, sealed=False) & set(names)
    return found if allowed("shape", audience, sealed=False) else found - {"shape"}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_api_tells_an_audience_the_fields_of_the_table_and_no_other(shown, as_audience, audience):
    client = as_audience(audience)
    listed = {one["id"]: one["record"] for one in client.get("/api/records?limit=500").json()["records"]}
    for kind, name in shown.ids.items():
        answer = client.get(f"/api/records/{name}")
        assert (answer.status_code == 200, name in listed) == (is_told(kind, audience),) * 2, kind
        if not is_told(kind, audience):
            continue
        alone = answer.json()["record"]
        expected = inside(kind, audience, *msgspec.json.decode(format1.encode(specimen(kind))))
        if kind != "programme":
            assert set(alone) - {"format", "kind"} == expected, kind
        assert set(alone) - {"format", "kind"} <= inside(kind, audience, *(field for _, field in INTENT)), kind
        assert listed[name] == alone, kind
        assert set(alone.get("shape", {})) <= inside("shape", audience, *(field for _, field in INTENT)), kind


def plain(groups: set[str]) -> set[str]:
    """Groups with whole numbers written the one way: a program may read 84.0 as 84."""
    return {re.sub(r"\.0\b", "", one) for one in groups}


def said_of(kind: str, record: dict[str, Any], field: str) -> set[str]:
    """What a record shows in a field; where it shows nothing, what goes without saying may stand there."""
    silent = {one.encode_name: one.default for one in msgspec.structs.fields(KINDS[kind])}[field]
    unsaid = set() if field in record or silent is msgspec.NODEFAULT else {group_of(silent)}
    return {group_of(record.get(field)), *unsaid}


@pytest.mark.parametrize("audience", ["public", "donor", "partner", "contributor", "authority"])
def test_counts_are_grouped_by_what_the_records_show_to_an_audience(shown, as_audience, audience):
    listed = as_audience(audience).get("/api/records?limit=500").json()["records"]
    reader = Actor(audience=audience, organisation="org-1", roles=frozenset(ROLES))
    days = 0
    with open_register(shown.served.app.state.conf.address) as register, register.store.reading():
        for kind in kinds(reader):
            mine = [one["record"] for one in listed if one["kind"] == kind]
            for field in set(groupings(reader, kind)) - {"year", "admin"}:
                told = {row["group"] for row in counted_rows(register, reader, kind, field, None)[:-1]}
                known = set[str]().union(*(said_of(kind, one, field) for one in mine))
                assert plain(told) <= plain(known), (kind, field)
                days += sum(re.match(r"\d{4}-\d\d-\d\d", one) is not None for one in told)
            years = {row["group"] for row in counted_rows(register, reader, kind, "year", None)[:-1]}
            assert years <= {one.get("date", "")[:4] for one in mine}, kind
    assert (days == 0) == (audience in {"public", "donor", "partner"})


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_page_of_a_record_tells_an_audience_the_fields_of_the_table_and_no_other(shown, as_audience, audience):
    client = as_audience(audience)
    for kind, name in ((kind, name) for kind, name in shown.ids.items() if is_told(kind, audience)):
        text = client.get(f"/records/{name}").text
        rows = re.search(r'<dl class="facts">(.*?)</dl>', text, re.DOTALL)[1]
        marks = field_marks(KINDS[kind])
        expected = inside(kind, audience, *msgspec.json.decode(format1.encode(specimen(kind)))) - BESIDE
        if kind != "programme":
            meanings = sorted(marks[field].meaning.rstrip(".") for field in expected)
            assert sorted(map(unescape, re.findall("<dt>(.*?)</dt>", rows))) == meanings, kind
        assert ("record-map" in text) <= bool(inside("shape", audience, "wgs84")), kind


@pytest.mark.parametrize("audience", AUDIENCES)
def test_names_of_persons_reach_those_whom_the_table_names(shown, as_audience, audience):
    client = as_audience(audience)
    with open_register(shown.served.app.state.conf.address) as register:
        person = next(name for name, _ in register.records(["person"]) if name != shown.ids["person"])
    told = [WRITER in client.get(f"/records/{person}").text, WRITER in client.get(f"/api/records/{person}").text]
    assert told == [bool(allowed("person", audience, sealed=True))] * 2


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_layer_tells_an_audience_the_fields_of_the_table_and_no_other(as_audience, audience):
    client = as_audience(audience)
    layers = {one["id"] for one in client.get("/ogc/collections").json()["collections"]}
    kinds = {layer.id: layer.kind for layer in LAYERS if layer.kind}
    assert layers & set(kinds) == (set(kinds) if inside("shape", audience, "wgs84") else set())
    for layer in layers & set(kinds):
        features = client.get(f"/ogc/collections/{layer}/items").json()["features"]
        assert len(features) == 1, layer
        told = {"id" if name == "source_id" else name for name in features[0]["properties"]}
        held = msgspec.json.decode(format1.encode(specimen(kinds[layer])))
        flat = {name for name, value in held.items() if not isinstance(value, dict)} | {"recorded_claimed"}
        assert told == inside(kinds[layer], audience, *flat), layer


def test_a_stranger_is_given_no_record_and_no_layer_of_a_programme_that_publishes_nothing(shown):
    client = TestClient(shown.served.app, base_url="http://localhost.local", raise_server_exceptions=False)
    client.follow_redirects = False
    for name in shown.ids.values():
        assert client.get(f"/api/records/{name}").status_code == 401
        assert client.get(f"/records/{name}").headers["location"].startswith("/sign-in?next=")
    assert client.get("/ogc/collections").json()["collections"] == []
    found = {client.get(f"/ogc/collections/{layer.id}/items").status_code for layer in LAYERS}
    assert found == {404}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_tile_tells_parcels_and_records_to_those_who_read_positions_and_cells_to_others(shown, as_audience, audience):
    data = as_audience(audience).get(tile_at(14)).content
    layers = decode(data, default_options={"y_coord_down": True})
    told = {name for layer in layers.values() for feature in layer["features"] for name in feature["properties"]}
    exact = bool(inside("shape", audience, "wgs84"))
    few = set() if audience == "public" else {"status", "from", "to"}  # this programme publishes nothing
    assert told == few | ({"area_m2", "record", "parcel"} if exact else set())
    assert any(name[:16].encode() in data for name in shown.ids.values()) is exact


def tile_at(z: int) -> str:
    """Address of the tile in which the specimens lie."""
    lon, lat = 18.1005, 43.5005
    north = math.asinh(math.tan(math.radians(lat))) / math.pi
    return f"/tiles/all/{z}/{int((lon + 180) / 360 * 2**z)}/{int((1 - north) / 2 * 2**z)}.mvt"
