"""What is marked for others leaves by no door: canaries in every field of every kind, looked for in every product.

A canary is a value that stands nowhere else. Each field above the public's class has its own: in texts a word, in
numbers a number, in positions the coordinates themselves; personal values have theirs beside the record. Then every
door makes its product for every audience, the product is taken apart to the last text, and nothing may be found that
its audience may not read.
"""

import contextlib
import gzip
import io
import json
import re
import shutil
import sqlite3  # noqa: TID251 - any SQLite reads a GeoPackage
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click
import mapbox_vector_tile
import msgspec
import numpy as np
import pyogrio
import pytest
import shapely
from litestar.testing import TestClient
from pmtiles.reader import MmapSource, all_tiles
from pypdf import PdfReader

from landrelease.accounts.account import Profile
from landrelease.accounts.opening import Accounts
from landrelease.accounts.origin import Origin
from landrelease.accounts.password import Cost
from landrelease.cli import main as command
from landrelease.desk.opening import init, open_register
from landrelease.desk.persons import names_of
from landrelease.desk.publications import publications
from landrelease.desk.upkeep import UNREVIEWED, refresh
from landrelease.publish import redaction
from landrelease.publish.redaction.audience import may_read, reads_exactly
from landrelease.records import format1
from landrelease.records.change import Decision
from landrelease.records.codes import AUDIENCES
from landrelease.records.kinds import KINDS
from landrelease.records.marks import Mark, field_marks
from landrelease.records.seal import Payload, commitment
from landrelease.records.shape import Shape
from landrelease.web.app import application
from landrelease.web.book import now
from landrelease.web.conf import conf_of
from landrelease.web.policy import ROLES

DRAWER = Path(__file__).resolve().parents[1] / "specimens" / "format-1"
SETTINGS = {
    "public.published": True,
    "public.layers": "land-open;land-released;figures;accidents;risk-education",
    "public.hotline": "+000 000 111",
    "public.small_count": 3,
    "public.iati_organisation": "XM-EXAMPLE",
}
STRUCTURE = {"task", "author", "sealed", "recorded", "origin", "about", "sha256", "kind", "format"}
"""Members by which records hang together; what they hold is hashes and ids that a canary would break."""
AUTHOR, ORIGIN = "p-77aa77aa77aa", "sha256:beefbeef"
PLACES = (18.1234567, 43.7654321)
POSITION = field_marks(Shape)["wgs84"]
"""Ids of records are for those who may read positions."""


class Canary(NamedTuple):
    """A value that stands nowhere else."""

    kind: str
    field: str
    mark: Mark
    said: str


class Planted(NamedTuple):
    """A register in which every field above the public's class holds a canary."""

    register: Path
    canaries: list[Canary]
    corners: np.ndarray


def canary_of(number: int, value: Any) -> Any:
    """Something of the same type that stands nowhere else; None where the type leaves no room for it."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return 7_310_000 + number
    if isinstance(value, str) and not re.match(r"\d{4}|[0-9a-f]{64}", value):
        return f"Quokka{number:04d}"
    return [canary_of(number, value[0])] if isinstance(value, list) and value and isinstance(value[0], str) else None


def planted_record(kind: str, start: int) -> tuple[bytes, list[Canary], list[Payload]]:
    """The specimen of a kind with a canary in every field that has room for one, and those of its personal values."""
    told = json.loads((DRAWER / f"{kind}-full.json").read_bytes())
    found: list[Canary] = []
    for name, mark in field_marks(KINDS[kind]).items():
        if name not in told or name in STRUCTURE or mark.codes or mark.names or mark.audience == "public":
            continue
        value = canary_of(start + len(found), told[name])
        tried = told | {name: value}
        if value is None or not accepted(tried):
            continue
        told = tried
        found.append(Canary(kind, name, mark, str(value[0] if isinstance(value, list) else value)))
    payloads = []
    told["sealed"] = {}
    for name, mark in field_marks(KINDS[kind]).items():
        if mark.personal:
            payloads.append(Payload(name, bytes(16), f"Bilby{start + len(payloads):04d}"))
            told["sealed"][name] = commitment(payloads[-1])
            found.append(Canary(kind, name, mark, payloads[-1].value))
    told |= {"author": AUTHOR, "origin": ORIGIN} | ({"task": "S-1"} if "task" in told else {})
    return placed(told), found, payloads


def accepted(told: dict[str, Any]) -> bool:
    try:
        format1.decode(msgspec.json.encode(told))
    except (msgspec.MsgspecError, ValueError):
        return False
    return True


def placed(told: dict[str, Any]) -> bytes:
    """Move the shape of a record to a place of this test, so that its corners stand nowhere else."""
    shape = told.get("shape")
    if shape and "wgs84" in shape:
        at = np.array(PLACES) + (0.0003137 if told["kind"] == "release" else 0.0)
        drawn = shapely.from_geojson(json.dumps(shape["wgs84"]))
        first = shapely.get_coordinates(drawn)[0]
        shape["wgs84"] = json.loads(shapely.to_geojson(shapely.transform(drawn, lambda xy: xy - first + at)))
        shape["entered"] = None
        told["shape"] = {name: one for name, one in shape.items() if name == "wgs84"}
    return format1.encode(format1.decode(msgspec.json.encode(told)))


@pytest.fixture(scope="module")
def planted(tmp_path_factory) -> Planted:
    path = tmp_path_factory.mktemp("doors") / "planted.register"
    marks = field_marks(KINDS["hazard"])
    canaries = [
        Canary("every kind", name, marks[name], said) for name, said in (("author", AUTHOR), ("origin", ORIGIN))
    ]
    shapes = []
    with init(path, programme="doors", acting="A. Writer", plane=(18, 44)) as register, register.writing() as batch:
        added = {}
        for kind in KINDS:
            if kind in {"programme", "withdrawal", "correction", "decision", "lock", "resolution", "alias"}:
                continue  # they would take what others say out of the land, or stand for it
            data, mine, payloads = planted_record(kind, len(canaries))
            added[batch.add(data, payloads).id] = kind
            canaries += mine
            shape = json.loads(data).get("shape")
            shapes += [shapely.from_geojson(json.dumps(shape["wgs84"]))] if shape else []
        accept = Decision(
            verdict="accept",
            about=tuple(name for name, kind in added.items() if kind not in UNREVIEWED),
            author="p-000000000001",
            recorded="2025-01-01T00:00:00.000Z",
        )
        refresh(register.store, batch, [*added, batch.add(format1.encode(accept)).id])
    canaries += [Canary(kind, "id of the record", POSITION, name[:12]) for name, kind in added.items()]
    say(path)
    return Planted(path, canaries, np.round(shapely.get_coordinates(shapes), 7))


def say(path: Path) -> None:
    from landrelease.records.context import Setting  # noqa: PLC0415

    with open_register(path, acting="Ada Office") as one:
        ids = [one.append(Setting(key=key, value=value, from_="2020-01-01")) for key, value in SETTINGS.items()]
    with open_register(path, acting="Bo Review") as other:
        other.accept(ids)


# ---- a product, taken apart ----


class Product(NamedTuple):
    """All that can be read out of a product."""

    text: str
    corners: np.ndarray


def apart(path: Path) -> Product:
    texts, corners = [path.name], []
    for text, xy in taken(path):
        texts.append(text)
        corners.append(xy)
    return Product("\n".join(texts), np.round(np.concatenate([*corners, np.zeros((0, 2))]), 7))


def taken(path: Path) -> Iterator[tuple[str, np.ndarray]]:
    """Texts and corners of a file: its bytes, what is packed in it, and what readers of its format find."""
    data, ending = path.read_bytes(), path.suffix
    yield data.decode("utf-8", "replace"), numbers(data) if ending in {".csv", ".json", ".geojson", ".kml"} else NONE
    if ending in {".kmz", ".xlsx"}:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield name + archive.read(name).decode("utf-8", "replace"), numbers(archive.read(name))
    elif ending == ".pdf":
        yield from pdf(path)
    elif ending == ".pmtiles":
        yield from tiles(path)
    elif ending in {".gpkg", ".fgb", ".gpx"}:
        yield from layers(path)
    if ending == ".gpkg":
        with contextlib.closing(sqlite3.connect(path)) as file:
            yield "\n".join(map(repr, file.iterdump())), NONE


NONE = np.zeros((0, 2))
PAIR = re.compile(rb"(-?\d{1,3}\.\d{4,})[ ,]+(-?\d{1,2}\.\d{4,})")


def numbers(data: bytes) -> np.ndarray:
    return np.array([[float(lon), float(lat)] for lon, lat in PAIR.findall(data)]).reshape(-1, 2)


def layers(path: Path) -> Iterator[tuple[str, np.ndarray]]:
    for name, form in pyogrio.list_layers(path):
        if form is not None:
            _, _, wkb, values = pyogrio.raw.read(path, layer=name)
            shapes = shapely.get_coordinates(shapely.from_wkb(wkb)) if wkb is not None else NONE
            yield repr([one.tolist() for one in values]) + repr(pyogrio.read_info(path, layer=name)), shapes


def tiles(path: Path) -> Iterator[tuple[str, np.ndarray]]:
    with path.open("rb") as file:
        for _, data in all_tiles(MmapSource(file)):
            packed = gzip.decompress(data)
            yield packed.decode("utf-8", "replace") + repr(mapbox_vector_tile.decode(packed)), NONE


def pdf(path: Path) -> Iterator[tuple[str, np.ndarray]]:
    read = PdfReader(path)
    yield repr(read.metadata) + repr(read.xmp_metadata and read.xmp_metadata.dc_title), NONE
    for name, held in read.attachments.items():
        yield name + repr(held), NONE
    for page in read.pages:
        yield page.extract_text(), NONE
        yield page.get_contents().get_data().decode("latin-1"), NONE


# ---- the doors ----

LAND = ("csv", "json", "geojson", "gpkg", "fgb", "kml", "kmz", "gpx", "pmtiles")
FORMS = (
    "apmbc-article-7.csv", "apmbc-article-7.xlsx", "apmbc-article-7.pdf", "ccm-article-7.html", "5w.hxl.csv",
    "article-5-extension.html", "landmine-monitor.csv", "mine-action-review.xlsx", "iati-results.xml",
)  # fmt: skip
DOORS: dict[str, list[str]] = {
    **{f"land.{ending}": ["land", "--audience", "{}", "-o"] for ending in LAND},
    **{f"map.{ending}": ["map", "--audience", "{}", "--language", "en,uk", "-o"] for ending in ("pdf", "svg")},
    "upright.pdf": ["map", "--audience", "{}", "--orientation", "portrait", "--paper", "A4", "-o"],
    **{f"statement.{ending}": ["statement", "--audience", "{}", "-o"] for ending in ("csv", "json", "xlsx")},
    "by-area.csv": ["statement", "--by", "admin", "--audience", "{}", "-o"],
    "by-operator.csv": ["statement", "--by", "operator", "--audience", "{}", "-o"],
    **{
        name: ["form", name.split(".")[0], "--year", "2024", "--despite", "a test", "--audience", "{}", "-o"]
        for name in FORMS
    },
}
FOR_ONE: dict[str, dict[str, list[str]]] = {
    "operator": {
        "page.html": ["page"],
        "calendar.ics": ["task", "calendar", "-o"],
        "completion.pdf": ["task", "certificate", "S-1", "--kind", "completion", "-o"],
        "handover.pdf": ["task", "certificate", "S-1", "--kind", "handover", "-o"],
        "handover.json": ["task", "certificate", "S-1", "--kind", "handover", "-o"],
        "dossier.pdf": ["task", "dossier", "S-1", "-o"],
        "dossier.gpkg": ["task", "dossier", "S-1", "-o"],
        "dossier.gpx": ["task", "dossier", "S-1", "-o"],
    },
    "authority": {
        "origins.html": ["evidence", "origins", "-o"],
        "origins.json": ["evidence", "origins", "-o"],
        "proposals.json": ["evidence", "propose", "-o"],
    },
}
"""Doors that make one product only, and the audience of whose class it is: what a team takes along, what is signed."""


def made(register: Path, words: list[str], target: Path, audience: str) -> Path | None:
    """Go through a door; None where it refuses."""
    verbs = 2 if words[0] in {"task", "evidence"} else 1
    argv = [*words[:verbs], str(register), *words[verbs:], str(target)]
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        try:
            command.root.main([one.replace("{}", audience) for one in argv], standalone_mode=False)
        except Exception as fault:  # noqa: BLE001 - a door that says no is shut; what it says is looked at as well
            target.with_suffix(".said").write_text(str(fault))
            return None
    return target


def leaks(planted: Planted, path: Path, audience: str) -> list[str]:
    product = apart(path)
    plain = re.sub(r"(?<=\d)[\u202f\u00a0 ,](?=\d{3})", "", product.text)
    found = [
        f"{one.kind}.{one.field} ({one.mark.audience})"
        for one in planted.canaries
        if (not may_read(audience, one.mark.audience)) and one.said in plain
    ]
    if not reads_exactly(audience):
        exact = {tuple(xy) for xy in planted.corners.tolist()}
        found += ["a position"] if exact & {tuple(xy) for xy in product.corners.tolist()} else []
        found += ["a position as text"] if any(f"{edge:.7f}"[:9] in product.text for edge in PLACES) else []
    return found


@pytest.mark.parametrize("audience", AUDIENCES)
def test_nothing_above_an_audience_leaves_by_any_door(planted, tmp_path, audience):
    doors = DOORS | FOR_ONE.get(audience, {})
    told = {name: made(planted.register, words, tmp_path / name, audience) for name, words in doors.items()}
    shut = {name for name, path in told.items() if path is None}
    assert shut <= ({"by-area.csv"} if audience == "public" else set()), shut
    found = {name: leaks(planted, path, audience) for name, path in told.items() if path is not None}
    assert {name: one for name, one in found.items() if one} == {}


def test_nothing_above_the_public_leaves_with_the_site(planted, tmp_path):
    folder = tmp_path / "site"
    assert made(planted.register, ["site"], folder, "public") == folder
    files = [one for one in folder.rglob("*") if one.is_file()]
    assert len(files) > 20
    assert {str(one): found for one in files if (found := leaks(planted, one, "public"))} == {}


# ---- publications: their files, their pages, and what programs get of them ----


class Left(NamedTuple):
    """A register that published something for every audience, and the files that left."""

    register: Path
    files: dict[str, list[Path]]
    persons: list[Canary]
    records: list[str]


@pytest.fixture(scope="module")
def left(planted, tmp_path_factory) -> Left:
    folder = tmp_path_factory.mktemp("left")
    path = Path(shutil.copy(planted.register, folder / "left.register"))
    with open_register(path) as register:
        name = next(name for name, _ in register.records(["release"]))
        cleared = register.statement(year=2024).rows[0]["movements"]["cleared_m2"]
        mark = field_marks(KINDS["publication"])["approved_by"]
        persons = [
            Canary("publication", "approved_by", mark, one)
            for one, told in names_of(register.store).items()
            if told in {"Ada Office", "Bo Review"}
        ]
    text = folder / "text.txt"
    text.write_text(
        f"In 2024 teams cleared [{cleared / 10_000:.2f} ha](ledger:cleared;year=2024). It rests on "
        f"[one report](record:{name}).\n", encoding="utf-8",
    )  # fmt: skip
    words = ["publish", "--audience", "{}", "--as", "Ada Office", "--approved-by", "Bo Review"]
    files = {}
    for audience in AUDIENCES:
        told = ["--communique", str(text), "--title", f"For {audience}"]
        doors = {
            "article-7.json": ["apmbc-article-7", "--year", "2024", "--layout", "guide", "--despite", "a test"],
            "again.json": ["apmbc-article-7", "--year", "2024", "--layout", "guide", "--despite", "a test"],
            "press.html": told,
            "press.json": told,
        }
        files[audience] = [
            made(path, ["publish", *more, *words[1:], "-o"], folder / f"{audience}-{name}", audience)
            for name, more in doors.items()
            if name != "again.json" or audience in {"partner", "operator"}
        ]
    with open_register(path) as register:
        last = {(one.said.audience, one.said.type): one.record for one in publications(register)}
        shown = {"public", "partner", "operator", "authority"}
        mine = {name for (audience, _), name in last.items() if audience in shown}
        copies = [name for name, one in register.records(["attachment"]) if mine.intersection(one.about)]
        records = [*sorted(mine), *copies]
    return Left(path, files, persons, records)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_nothing_above_an_audience_leaves_with_a_publication(planted, left, audience):
    assert None not in left.files[audience]
    everything = planted._replace(canaries=[*planted.canaries, *left.persons])
    told = {path.name: leaks(everything, path, audience) for path in left.files[audience]}
    assert {name: found for name, found in told.items() if found} == {}
    for path in left.files[audience]:
        assert f"For the audience {audience}" in path.read_text("utf-8")


@pytest.fixture(scope="module")
def as_reader(left):
    """A client of somebody with every role who reads as an audience; of a stranger where none is named."""
    conf = conf_of(str(left.register), requests_per_minute=1_000_000)
    with Accounts(conf.accounts, cost=Cost(rounds=1, memory_kib=8, lanes=1)) as accounts:
        app = application(conf, accounts)

        def client(audience: str) -> TestClient:
            found = TestClient(app, base_url="http://localhost.local", raise_server_exceptions=False)
            if audience:
                made = accounts.roster.add(Profile(audience, "A. Reader", frozenset(ROLES), audience), now=now())
                accounts.passwords.set(made.id, "four plain words here", now=now())
                accounts.roster.put(made.id, "active", now=now())
                found.cookies.set("session", accounts.signing.enter(made.id, Origin("127.0.0.1", "t"), now=now()).token)
            return found

        yield client


FORM = "form=apmbc-article-7&year=2024&despite=a+test"
PAGES = (
    "/public", "/public/land.json", "/statement/publications", "/api/publications", f"/statement/forms?{FORM}",
    "/api/forms/apmbc-article-7?year=2024", "/programme/evidence", "/api/evidence",
    *(f"/statement/forms/export.{ending}?{FORM}" for ending in ("csv", "xlsx", "pdf")),
)  # fmt: skip
ENDINGS = {
    "application/json": ".json", "application/pdf": ".pdf", "application/geo+json": ".geojson", "text/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}  # fmt: skip


@pytest.mark.parametrize("audience", ["", "partner", "operator"])
def test_nothing_above_an_audience_is_shown_of_publications_and_forms(planted, left, as_reader, tmp_path, audience):
    client = as_reader(audience)
    asked = {name[:12] for name in left.records}
    canaries = [one for one in [*planted.canaries, *left.persons] if one.said not in asked]
    told = [f"/{page}/{name}{more}" for name in left.records for page, more in (
        ("statement/publications", ""), ("statement/publications", "/file"), ("records", "/file"), ("records", ""),
        ("api/publications", ""), ("api/publications", "/file"),
    )]  # fmt: skip
    given = []
    for at, place in enumerate([*PAGES, *told]):
        answer = client.get(place)
        assert answer.status_code < 500, place
        given += [place] if answer.status_code == 200 else []
        path = tmp_path / f"{at}{ENDINGS.get(answer.headers.get('content-type', '').partition(';')[0], '.txt')}"
        path.write_bytes(answer.content)
        assert leaks(planted._replace(canaries=canaries), path, audience or "public") == [], place
    assert len([place for place in given if place in told]) > (8 if audience else -1)


WEB: dict[str, str] = {
    "map.pdf": "/api/map.pdf?audience={}&language=en&beside=uk",
    "map.png": "/api/map.png?audience={}&bbox=18.1,43.7,18.2,43.8",
    "task.pdf": "/api/map.pdf?audience={}&task=S-1",
    "land.pmtiles": "/land/export.pmtiles",
    "land.kmz": "/land/export.kmz",
    "dossier.gpx": "/programme/tasks/S-1/dossier.gpx",
    "paper.html": "/map/paper?audience={}",
    "site.html": "/statement/site",
    "site.zip": "/api/site.zip?language=en",
}


@pytest.fixture(scope="module")
def client_of(planted, tmp_path_factory):
    """Somebody with every role who reads as an audience, of the web application over the planted register."""
    register = Path(shutil.copy(planted.register, tmp_path_factory.mktemp("served") / "planted.register"))
    conf = conf_of(str(register), requests_per_minute=1_000_000)
    with Accounts(conf.accounts, cost=Cost(rounds=1, memory_kib=8, lanes=1)) as accounts:
        app = application(conf, accounts)

        def client(audience: str) -> TestClient[Any]:
            profile = Profile(audience, "A. Reader", frozenset(ROLES), audience, organisation="org-1")
            account = accounts.roster.add(profile, now=now())
            accounts.passwords.set(account.id, "four plain words here", now=now())
            accounts.roster.put(account.id, "active", now=now())
            found = TestClient(app, base_url="http://localhost.local", raise_server_exceptions=False)
            found.cookies.set("session", accounts.signing.enter(account.id, Origin("127.0.0.1", "t"), now=now()).token)
            return found

        yield client
        app.state.jobs.close()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_nothing_above_an_audience_leaves_by_the_doors_of_the_web_application(planted, client_of, tmp_path, audience):
    client, found, shut = client_of(audience), {}, set()
    for name, address in WEB.items():
        answer = client.get(address.format(audience))
        path = tmp_path / name if answer.status_code == 200 else tmp_path / f"{name}.said"
        path.write_bytes(answer.content)
        shut |= {name} if answer.status_code != 200 else set()
        files = [path]
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as site:
                site.extractall(tmp_path / "site")
            files = [one for one in (tmp_path / "site").rglob("*") if one.is_file()]
        found |= {str(one): leaks(planted, one, "public" if path.suffix == ".zip" else audience) for one in files}
    assert {name: one for name, one in found.items() if one} == {}
    exact, publishes = reads_exactly(audience), may_read(audience, "authority")
    assert shut - {"task.pdf"} == {
        *(() if exact else ("land.pmtiles", "land.kmz")),
        *(() if may_read(audience, "quality") else ("dossier.gpx",)),
        *(() if publishes else ("site.html", "site.zip")),
    }
    assert ("task.pdf" in shut) >= (not exact)


def present(whole: str, said: str) -> set[str]:
    return {form for form in (said, said.encode().hex()) if form in whole or form.upper() in whole}


def test_every_command_is_a_door_in_the_table():
    page = (Path(redaction.__file__).parents[1] / "README.md").read_text("utf-8").partition("## Doors")[2]
    named = set(re.findall(r"`([a-z-]+)(?: [a-z]+)?`", page.partition("## Papers")[0]))
    commands = command.root.list_commands(click.Context(command.root))
    assert set(commands) - named == set()
    for name in commands:
        found = command.root.get_command(click.Context(command.root), name)
        if any("--audience" in one.opts for one in found.params):
            assert re.search(rf"\| `{name}` \| any \|", page), name


def test_the_canaries_are_alive(planted, tmp_path):
    """A search that finds nothing where everything stands would prove nothing."""
    copy = Path(shutil.copy(planted.register, tmp_path / "whole.gpkg"))
    with contextlib.closing(sqlite3.connect(copy)) as file:
        whole = "\n".join(map(repr, file.iterdump()))
    kinds = {one.kind for one in planted.canaries}
    assert [
        one for one in planted.canaries if one.said not in whole and one.said.encode().hex() not in whole.lower()
    ] == []
    assert len(planted.canaries) > 150
    assert kinds >= {"hazard", "release", "survey", "accident", "person", "task", "unit", "source", "accreditation"}
    assert planted.register.stat().st_size > 0
    exact = made(planted.register, DOORS["land.geojson"], tmp_path / "land.geojson", "operator")
    told = leaks(planted, exact, "public")
    assert {"hazard.id of the record (operator)", "a position", "a position as text"} == set(told)
    dossier = made(planted.register, FOR_ONE["operator"]["dossier.pdf"], tmp_path / "dossier.pdf", "operator")
    assert len(leaks(planted, dossier, "public")) > 10
