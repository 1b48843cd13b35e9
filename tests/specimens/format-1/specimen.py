"""
How the specimen register of format 1 was made, once: ``python specimen.py``.

It writes ``specimen.register``, ``specimen.root`` and ``specimen.json`` beside itself, and only where they are absent:
a released specimen is never made again. Clock and salts are fixed, so the same version makes the same records and the
same root; a later version may write other bytes, which is why the file is kept and not made by the tests.
"""

import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import msgspec
import shapely

from landrelease.desk import upkeep
from landrelease.desk.changing import attach, correct, withdraw
from landrelease.desk.opening import open_register
from landrelease.desk.reading import Reading
from landrelease.desk.register import Register
from landrelease.geometry.geojson import shape_of_wkt
from landrelease.records import format1
from landrelease.records.base import Record
from landrelease.records.context import Person, Programme, Setting
from landrelease.records.finds import Accident, Ordnance
from landrelease.records.land import Hazard, Release, Survey
from landrelease.records.seal import Payload, commitment
from landrelease.records.shape import Shape
from landrelease.register.sqlite import SqliteStore

HERE = Path(__file__).parent
BEGIN = dt.datetime(2025, 1, 31, 9, 30, tzinfo=dt.UTC)
CLASSES = ("all", "mines", "cluster", "other")
LEFT_OUT = ("programme-bare.json", "hazard-order.json")
"""The first has no id and no moment, so it would be the earliest and rule; the second no register takes in."""
SEALED = Payload("name", bytes(range(16)), "A. Example")
"""What the sealed names of the other specimens say."""


def box(west: float, south: float, east: float, north: float, more: str = "") -> Shape:
    """Draw a rectangle of degrees, `more` being its holes."""
    outline = f"({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south})"
    return shape_of_wkt(f"POLYGON ({outline}{more})")


HOLE = ", (18.035 44.005, 18.035 44.01, 18.04 44.01, 18.04 44.005, 18.035 44.005)"
BOW_TIE = "POLYGON ((18.1 44, 18.11 44.01, 18.11 44, 18.1 44.01, 18.1 44))"
STORY: tuple[Record, ...] = (
    Hazard(id="H-1", status="suspected", date="2020-01-10", contamination=("AP",), evidence="two mines seen",
           organisation="ORG-1", method="nts", shape=box(18, 44, 18.02, 44.01)),
    Hazard(id="H-2", status="confirmed", date="2020-02", contamination=("AP", "CMR"), evidence="strike",
           required_depth_m=0.2, organisation="ORG-1", name="Воћњак", shape=box(18.03, 44, 18.05, 44.02, HOLE)),
    Hazard(id="H-3", status="suspected", date="2020", evidence="interview", shape=shape_of_wkt("POINT (18.07 44.05)")),
    Hazard(id="H-4", status="suspected", date="2020-03-01", evidence="interview", stated_m2=5000,
           contamination=("UXO",)),
    Hazard(id="H-5", status="suspected", date="2020-04-01", contamination=("AP",), evidence="an invalid ring",
           shape=shape_of_wkt(BOW_TIE)),
    Hazard(id="H-6", status="suspected", date="2020-05-01", contamination=("UXO",), evidence="entered twice",
           shape=box(18.12, 44, 18.13, 44.01)),
    Release(id="R-1", status="cleared", date="2021-05-01", area_id="H-1", unit="T-1", organisation="ORG-1",
            method="manual-clearance", depth_m=0.25, shape=box(18, 44, 18.01, 44.01)),
    Release(id="R-2", status="reduced", date="2021-06-01", area_id="H-2", unit="T-2", organisation="ORG-2",
            method="ts", depth_m=0.3, shape=box(18.03, 44, 18.04, 44.02)),
    Release(id="R-3", status="cancelled", date="2021-06-15", area_id="H-1", organisation="ORG-1", method="nts",
            shape=box(18.018, 44, 18.02, 44.01)),
    Release(id="R-4", status="cleared", date="2021-06-20", organisation="ORG-2", method="bac", scope=("UXO",),
            depth_m=0.5, shape=box(18.2, 44, 18.202, 44.01)),
    Release(id="R-5", status="cleared", date="2021-07-01", area_id="H-2", depth_m=0.1, method="manual-clearance",
            shape=box(18.045, 44, 18.05, 44.02)),
    Release(id="R-6", status="cleared", date="2021-08-01", area_id="H-2", depth_m=0.3, stage="progress",
            method="manual-clearance", shape=box(18.04, 44.015, 18.045, 44.02)),
    Hazard(id="H-7", status="confirmed", date="2022-03-01", contamination=("AP",), evidence="a mine found",
           shape=box(18.001, 44.001, 18.003, 44.003)),
    Survey(id="Y-1", date="2020-01-09", method="nts", result="evidence", shape=shape_of_wkt("POINT (18.01 44.005)")),
    Ordnance(id="O-1", date="2021-04-20", category="AP", quantity=3, action="destroyed",
             shape=shape_of_wkt("POINT (18.005 44.005)")),
    Accident(id="A-1", date="2022-02-27", shape=shape_of_wkt("POINT (18.002 44.002)")),
    Setting(id="T-1", key="required_depth_m.mines", value=0.2, source="national standard 09.10", from_="2021-01-01"),
)  # fmt: skip
FULL = ("setting", "organisation", "admin_area", "settlement", "hazard", "survey", "ordnance", "accident")
"""Kinds of which the record with every field is accepted too."""


class Clock:
    """A minute passes with every look."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(minutes=1)
        return self.now


def person(name: str, salt: int, **more: str) -> tuple[bytes, Payload]:
    """Somebody whose name is sealed, as the desk enters who is new."""
    payload = Payload("name", bytes([salt]) * 16, name)
    sealed = commitment(payload)
    stamp = "2025-01-31T09:30:00.000Z"
    names = {"id": f"p-{sealed[:12]}", "author": f"p-{sealed[:12]}"}
    return format1.encode(Person(**names, recorded=stamp, sealed={"name": sealed}, **more)), payload


def drawer(register: Register) -> list[str]:
    """Take in every record of the drawer as it lies there."""
    data = [path.read_bytes() for path in sorted(HERE.glob("*-*.json")) if path.name not in LEFT_OUT]
    with register.writing() as batch:
        full = format1.identity((HERE / "person-full.json").read_bytes())
        added = [batch.add(one, [SEALED] if format1.identity(one) == full else ()).id for one in data]
        batch.sign(full, "key-1", bytes(range(64)))
        upkeep.refresh(register.store, batch, added)
    return [format1.identity((HERE / f"{kind}-full.json").read_bytes()) for kind in FULL]


def tell(register: Register, boris: Register) -> None:
    """Write the story: proposals, decisions of all sorts, a correction, a withdrawal, an attachment."""
    register.append(
        Programme(id="S-1", name="Северна област", country="BIH", time_zone="Europe/Sarajevo", plane=(18.0, 44.0)),
        recorded="2024-01-01T08:00Z",
    )
    boris.accept(drawer(register))
    names = dict(zip((record.id for record in STORY), register.append_all(STORY), strict=True))
    boris.decide([names["R-4"]], "return", "which hazard?")
    boris.accept([name for source, name in names.items() if source != "H-4"])
    boris.decide([names["H-4"]], "reject", "no source")
    boris.accept([names["H-4"]], reason="the source was found")
    fixed = correct(register, names["H-2"], {"required_depth_m": "0.25"}, reason="typing", evidence="field book p. 12")
    gone = withdraw(register, [names["H-6"]], reason="duplicate", evidence="same sheet scanned twice")
    boris.accept([fixed, *gone])
    waiting = [
        Hazard(id=name, status="suspected", date="2023-01-01", evidence="seen") for name in ("W-1", "W-2", "W-3")
    ]
    _, returned, rejected = register.append_all(waiting)
    boris.decide([returned], "return", "no shape")
    boris.decide([rejected], "reject", "no source")
    sheet = HERE / "report.txt"
    sheet.write_text("Completion report 1\nСеверна област\n", encoding="utf-8")
    attach(register, sheet, [names["R-1"]], caption="report as signed")
    sheet.unlink()


def make(path: Path) -> None:
    """Write the register."""
    clock = Clock()
    people = [person("Ana Kovač", 1), person("Борис Иванов", 2, role="reviewer"), person("C. Forgotten", 3)]
    with SqliteStore.create(path, clock=lambda: clock().strftime("%Y-%m-%dT%H:%M:%S.000Z")) as store:
        with store.writing("specimen") as batch:
            ids = [batch.add(data, [payload]).id for data, payload in people]
            upkeep.refresh(store, batch, ids)
        ana, boris, _ = (json.loads(data)["id"] for data, _ in people)
        register = Register(store, acting=ana, clock=clock)
        tell(register, register.by(boris))
        with store.writing("specimen") as batch:
            batch.erase(ids[2], "name", who=ana, when="2025-02-01T10:00:00.000Z", why="asked for")
    database = apsw.Connection(str(path))
    database.execute("PRAGMA journal_mode = DELETE; VACUUM; PRAGMA journal_mode = WAL").fetchall()
    database.close()


def statements(register: Reading) -> Iterator[dict[str, Any]]:
    """Statements of every class and every way to part them."""
    questions: list[dict[str, Any]] = [
        *({"klass": klass, "from_": "2019", "to": "2022"} for klass in CLASSES),
        *({"by": by, "year": 2021} for by in ("operator", "method", "unit", "admin", "class")),
        {"year": 2022, "known_at": "2025-01-31T09:48Z"},
    ]
    for question in questions:
        yield {"asked": question, "rows": register.statement(**question).rows}


def maps(register: Reading) -> Iterator[dict[str, Any]]:
    """Land now and on a day that is past."""
    for klass, day in (("all", None), ("all", "2021-05-31"), ("mines", None)):
        land = register.land(klass=klass, as_of=day)
        shapes = [json.loads(text) for text in shapely.to_geojson(land.geometry)]
        rows = [row | {"geometry": shape} for row, shape in zip(land.rows(), shapes, strict=True)]
        yield {"asked": {"klass": klass, "as_of": day}, "rows": rows}


def answers(register: Reading) -> bytes:
    """
    What the register says, as it is kept beside it.

    Parameters
    ----------
    register
        The specimen.

    Returns
    -------
    bytes
        JSON; amounts are exact numbers.
    """
    found = {"statement": list(statements(register)), "land": list(maps(register))}
    return msgspec.json.format(msgspec.json.Encoder(decimal_format="number").encode(found), indent=1) + b"\n"


if __name__ == "__main__":
    made = HERE / "specimen.register"
    if made.exists():
        sys.exit("the specimen is there, and is never made again")
    make(made)
    with open_register(made) as opened:
        (HERE / "specimen.root").write_text(opened.store.root() + "\n", encoding="ascii")
        (HERE / "specimen.json").write_bytes(answers(opened))
