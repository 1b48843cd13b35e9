"""A frozen publication: its file can be trusted, and the next one says which of its figures are others now, and why."""

import datetime as dt
import hashlib

import msgspec
import numpy as np
import pytest
import shapely

from landrelease.desk.errors import BadRequestError, OwnRecordError
from landrelease.desk.opening import create
from landrelease.geometry.geojson import shape
from landrelease.publish.given import given_of
from landrelease.publish.publishing import publish_form
from landrelease.publish.snapshot import changes_since, freeze, set_root, snapshot_of, snapshot_text
from landrelease.records.change import Correction, Withdrawal
from landrelease.records.context import Programme
from landrelease.records.land import Hazard, Release

FIRST, LATER = "2024-02-01T00:00:00.000Z", "2024-08-01T00:00:00.000Z"
CLEARED = ("F2", "Total", "Cleared, m²")


def square(west, width=0.01):
    return shape(np.array([shapely.box(west, 44.0, west + width, 44.01)], dtype=object), "EPSG:4326")[0]


def hazard(name, west):
    return Hazard(id=name, status="confirmed", date="2020-01-01", contamination=("AP",), shape=square(west))


def cleared(name, west, width):
    return Release(id=name, status="cleared", method="manual-clearance", date="2023-06-01", depth_m=0.2, scope=("AP",),
                   shape=square(west, width))  # fmt: skip


@pytest.fixture
def register(tmp_path):
    """Two hazards, two clearances of 2023, as they were known in spring 2024."""
    clock = lambda: dt.datetime(2025, 1, 1, tzinfo=dt.UTC)  # noqa: E731 - a clock that stands
    with create(tmp_path / "a.register", Programme(id="XY", plane=(18.0, 44.0)), acting="Ana", clock=clock) as made:
        put(
            made,
            FIRST,
            hazard("H-1", 18.0),
            hazard("H-2", 18.1),
            cleared("R-1", 18.0, 0.004),
            cleared("R-2", 18.1, 0.002),
        )
        yield made


def put(register, recorded, *records):
    ids = register.append_all(records, recorded=recorded)
    register.accept(ids, author="Boris", recorded=recorded)
    return ids


def of_2023(register, **more):
    return freeze(register, "apmbc-article-7", 2023, approved_by=["Boris"], **more)[0]


def id_of(register, source):
    return next(name for name, record in register.records(["release", "hazard"]) if record.id == source)


def test_a_publication_keeps_figures_records_knowledge_and_who_approved(register):
    made = of_2023(register, known_at=FIRST)
    assert (made.known_at, made.programme, made.audience) == (FIRST, "XY", "authority")
    assert made.root == register.store.root()
    assert made.author.startswith("p-")
    assert made.author not in made.approved_by
    figure = next(one for one in made.figures if one.place == CLEARED)
    assert figure.value == sum(figure.records.values())
    assert set(figure.records) == {id_of(register, "R-1"), id_of(register, "R-2")}
    text = snapshot_text(made)
    assert snapshot_of(text.encode(), "article-7.json") == made
    assert "Ana" not in text
    assert "it may hold explosive ordnance" in text


def test_whoever_changes_a_digit_is_found_out(register):
    text = snapshot_text(of_2023(register))
    more = text.replace('"form":', '"remark": "added later",\n "form":')
    for wrong in (text.replace('"year": 2023', '"year": 2022'), text[:-20], "{}", more):
        with pytest.raises(BadRequestError, match=r"article-7\.json: it is no publication, or it was changed"):
            snapshot_of(wrong.encode(), "article-7.json")


def test_a_frozen_file_is_named_as_those_before_were_and_what_audiences_get_by_all_that_stands_in_it(register):
    """Files were first named by the fields that a version knew; they must stay what they are."""
    made = of_2023(register)
    first = hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(made, id=""))).hexdigest()
    assert made.id == first
    given = publish_form(register, "apmbc-article-7", 2023, audience="partner", approved_by=["Boris"]).given
    assert given_of(given.encode(), "given.json").approvals == 1
    with pytest.raises(BadRequestError, match="it was changed since it was frozen"):
        given_of(given.replace('"approvals": 1', '"approvals": 2').encode(), "given.json")


def test_nobody_approves_their_own_publication_and_strangers_are_refused(register):
    with pytest.raises(OwnRecordError, match="cannot be the only one who approves"):
        freeze(register, "apmbc-article-7", 2023, approved_by=["Ana"])
    with pytest.raises(BadRequestError, match="nobody named Carla ever acted"):
        freeze(register, "apmbc-article-7", 2023, approved_by=["Carla"])


def test_the_next_publication_says_what_changed_and_through_what(register):
    before = of_2023(register, known_at=FIRST)
    assert changes_since(register, before, FIRST) == []
    outline = msgspec.json.decode(square(18.0, 0.003).wgs84)
    smaller = {"kind": "release", "id": "R-1", "status": "cleared", "date": "2023-06-01", "scope": ["AP"],
               "depth_m": 0.2, "method": "manual-clearance", "shape": {"wgs84": outline}}  # fmt: skip
    correction = Correction(corrects=id_of(register, "R-1"), reason="drawn too wide", replacement=smaller)
    withdrawal = Withdrawal(withdraws=id_of(register, "R-2"), reason="duplicate", evidence="one sheet")
    late, corrected, _ = put(register, LATER, cleared("R-3", 18.105, 0.002), correction, withdrawal)
    after = of_2023(register, earlier=before)
    assert after.since == before.id
    change = next(one for one in after.changes if (one.part, one.row, one.column) == CLEARED)
    now = next(one for one in after.figures if one.place == CLEARED)
    published = next(one.value for one in before.figures if one.place == CLEARED)
    assert (change.before, change.after) == (published, now.value)
    assert {(one.record, one.how, one.kind, one.reason) for one in change.why} == {
        (late, "came", "release", ""),
        (corrected, "came", "correction", "drawn too wide"),
        (id_of(register, "R-1"), "went", "correction", "drawn too wide"),
        (id_of(register, "R-2"), "went", "withdrawal", "duplicate"),
    }


def test_the_root_stands_for_the_set_of_records_known_then(register):
    put(register, LATER, cleared("R-3", 18.105, 0.002))
    known = sorted(name for name, record in register.records() if record.recorded <= FIRST)
    assert set_root(register, FIRST) == hashlib.sha256("".join(f"{name}\n" for name in known).encode()).hexdigest()
    assert set_root(register, FIRST) != set_root(register, LATER)
