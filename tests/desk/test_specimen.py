"""
The specimen register of every released format: whole, readable and of the same answers for ever.

``tests/specimens/format-1`` holds it with the root and the answers of the day on which it was made, and the program
that made it. It is never opened itself, only copies are; it is never made again.
"""

import hashlib
import json
import shutil
import sqlite3  # noqa: TID251 - any SQLite must be able to read a register
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
import shapely

from landrelease.desk import layout
from landrelease.desk.errors import LayoutError
from landrelease.desk.opening import open_register
from landrelease.desk.register import Register
from landrelease.ledger.table import Parcels
from landrelease.records import format1
from landrelease.records.kinds import KINDS, kind_of
from landrelease.records.marks import field_marks

DRAWER = Path(__file__).resolve().parents[1] / "specimens" / "format-1"
ROOT = (DRAWER / "specimen.root").read_text(encoding="ascii").strip()
ANSWERS = json.loads((DRAWER / "specimen.json").read_bytes(), parse_float=Decimal)
SHA256 = "2f9a9b6c5595f3e5f907e2e2e4610a8e45382f38518f6700a02d75347ca657f3"
OF_THE_DAY = tuple(KINDS)[: tuple(KINDS).index("accident") + 1]
"""Kinds that there were on that day; later ones have their specimens as single files beside it."""
NEARLY = 1e-8
"""A millimetre in degrees: shapes are drawn to a tenth of it, and the last digits are the machine's."""
OUTDATED = "a rebuild writes other rows from the same records than it did: raise `layout.LAYOUT`, or mend the change"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the file."""
    return Path(shutil.copy(DRAWER / "specimen.register", tmp_path / "specimen.register"))


@pytest.fixture
def register(copied: Path) -> Iterator[Register]:
    """A copy, open, with derived tables of the present layout."""
    with open_register(copied, acting="office", any_layout=True) as opened:
        if layout.fault(opened.store):
            opened.rebuild()
        yield opened


def test_the_file_is_small_and_the_one_that_was_released():
    data = (DRAWER / "specimen.register").read_bytes()
    assert hashlib.sha256(data).hexdigest() == SHA256
    assert len(data) < 200_000
    assert sorted(path.name for path in DRAWER.glob("specimen.*")) == [
        "specimen.json", "specimen.py", "specimen.register", "specimen.root",
    ]  # fmt: skip


def test_nothing_is_wrong_with_it(copied):
    """As it was made; a later layout of the derived tables is the only thing that may be said of it."""
    with open_register(copied, any_layout=True) as opened:
        number = layout.found_in(opened.store)
        faults = opened.verify(ROOT)
        assert opened.store.root() == ROOT
    if number == str(layout.LAYOUT):
        assert faults == [], OUTDATED
        return
    assert [fault.partition(": ")[0] for fault in faults] == ["layout"]
    with pytest.raises(LayoutError, match="an earlier version wrote the derived tables"):
        open_register(copied)


def test_a_rebuild_leaves_nothing_wrong(register):
    register.rebuild()
    assert register.verify(ROOT) == []
    assert register.store.root() == ROOT


def test_derived_tables_without_a_number_are_refused_and_made_anew(copied):
    with closing(sqlite3.connect(copied)) as db:
        db.execute("DELETE FROM state WHERE seq = 0")
        db.execute("UPDATE posting SET head = substr(head, 9)")
        db.commit()
    with pytest.raises(LayoutError, match="landrelease rebuild"):
        open_register(copied)
    with open_register(copied, acting="office", any_layout=True) as opened:
        assert [fault.partition(": ")[0] for fault in opened.verify(ROOT)] == ["layout"]
        opened.rebuild()
    with open_register(copied) as opened:
        assert opened.verify(ROOT) == []
        check(opened)


# ---- records ----


def test_any_sqlite_reads_its_records(copied):
    with closing(sqlite3.connect(copied)) as db:
        rows = db.execute("SELECT id, bytes FROM record ORDER BY seq").fetchall()
    assert len(rows) > 60
    assert [name for name, data in rows if hashlib.sha256(data).hexdigest() != name] == []


@pytest.mark.parametrize("kind", OF_THE_DAY)
def test_records_of_every_kind_are_read_with_every_field_that_they_had(kind, register):
    data = [data for _, _, data in register.store.records([kind])]
    records = [format1.decode(one) for one in data]
    assert {kind_of(record) for record in records} == {kind}
    full = json.loads((DRAWER / f"{kind}-full.json").read_bytes())
    assert (DRAWER / f"{kind}-full.json").read_bytes() in data
    assert set(full) <= {"format", "kind", *field_marks(KINDS[kind])}
    for one, record in zip(data, records, strict=True):
        members = json.loads(one)
        known = {name: value for name, value in members.items() if not name.startswith("later_")}
        assert holds(json.loads(format1.encode(record)), known)


def test_decisions_of_all_sorts_are_in_force(register):
    (hazard,) = (head for head in register.store.heads(kinds=["hazard"]) if head.source_id == "H-6")
    states = {row[0]: row[2].decode() for row in register.store.read("state") if row[0]}
    assert set(states.values()) == {"accepted", "corrected", "proposed", "rejected", "returned", "withdrawn"}
    assert states[hazard.seq] == "withdrawn"
    assert {head.source_id for head in register.store.heads(seqs=states) if states[head.seq] == "returned"} == {"W-2"}


def test_personal_values_attachments_and_signatures_are_there(register):
    store = register.store
    values = {row.value: row.reason for name, _ in register.records(["person"]) for row in store.payloads(name)}
    assert values == {"Ana Kovač": None, "Борис Иванов": None, "A. Example": None, None: "asked for"}
    (held,) = (record for _, record in register.records(["attachment"]) if record.file_name == "report.txt")
    assert store.blob(held.sha256) == "Completion report 1\nСеверна област\n".encode()
    person = format1.identity((DRAWER / "person-full.json").read_bytes())
    assert store.signatures(person) == [("key-1", bytes(range(64)))]
    assert b"Forgotten" not in (DRAWER / "specimen.register").read_bytes()


# ---- answers ----


def test_statements_and_land_are_those_of_the_day_on_which_it_was_made(register):
    check(register)


def test_statements_and_land_are_the_same_after_a_rebuild(register):
    register.rebuild()
    check(register)


def check(register: Register) -> None:
    """What was answered once is answered still; an answer may say more than it did, not something else."""
    for kept in ANSWERS["statement"]:
        assert holds(written(register.statement(**kept["asked"]).rows), kept["rows"]), kept["asked"]
    for kept in ANSWERS["land"]:
        assert alike(register.land(**kept["asked"]), kept["rows"]), kept["asked"]
    assert len(ANSWERS["land"][0]["rows"]) > 10


def written(answer: Any) -> Any:
    """An answer as JSON gives it, numbers exact."""
    return json.loads(msgspec.json.Encoder(decimal_format="number").encode(answer), parse_float=Decimal)


def alike(land: Parcels, kept: list[dict[str, Any]]) -> bool:
    shapes = shapely.from_geojson([json.dumps(row["geometry"], default=float) for row in kept])
    said = [{name: value for name, value in row.items() if name != "geometry"} for row in kept]
    return holds(written(land.rows()), said) and bool(shapely.equals_exact(land.geometry, shapes, NEARLY).all())


def holds(now: Any, kept: Any) -> bool:
    """Whether all that was said is said still, lists entry by entry."""
    if isinstance(kept, dict):
        return isinstance(now, dict) and all(name in now and holds(now[name], kept[name]) for name in kept)
    if isinstance(kept, list):
        return len(now) == len(kept) and all(map(holds, now, kept))
    return bool(now == kept)


def test_an_answer_that_says_something_else_is_seen():
    kept = {"rows": [{"area": Decimal("1.5"), "shape": [1, 2]}]}
    assert holds({"rows": [{"area": Decimal("1.5"), "shape": [1, 2], "more": 1}]}, kept)
    assert not holds({"rows": [{"area": Decimal("1.6"), "shape": [1, 2]}]}, kept)
    assert not holds({"rows": []}, kept)
    assert not holds({"rows": [{"shape": [1, 2]}]}, kept)
