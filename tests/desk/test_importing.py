"""An import whose records are stored while the next are written: whole or not at all, wherever a fault comes."""

import threading

import pytest

from landrelease.desk.importing import Wish, import_files
from landrelease.intake import writing
from landrelease.records.format1 import RecordError
from landrelease.register.errors import DiskFullError
from landrelease.register.sqlite_batch import SqliteBatch

PART, ROWS = 10, 35


@pytest.fixture
def sheet(tmp_path, monkeypatch):
    """A file of four parts."""
    monkeypatch.setattr(writing, "_PART", PART)
    lines = [f'hazard,H-{n},suspected,2023-05-01,"POINT ({18 + n / 100} 44)"' for n in range(ROWS)]
    file = tmp_path / "rows.csv"
    file.write_text("\n".join(["record,id,status,date,wkt", *lines]))
    return file


def test_records_stand_in_the_order_of_the_file(register, sheet):
    before = register.store.count()
    (taken,) = import_files(register, [sheet], Wish(crs="EPSG:4326"))
    stored = [name for _seq, name, _data in register.store.records()][before:]
    assert stored == taken.ids == [verdict.record for verdict in taken.verdicts]
    assert [record.id for _, record in register.records() if getattr(record, "id", "").startswith("H-")] == [
        f"H-{n}" for n in range(ROWS)
    ]
    assert register.verify() == []


@pytest.mark.parametrize("part", range(4))
def test_a_disk_that_fails_in_a_part_keeps_none_of_them(register, sheet, monkeypatch, part):
    """What came before it is undone, what comes behind it is not written."""
    count, calls, whole = register.store.count(), [], SqliteBatch.add_ready
    full = DiskFullError("a.register", detail="")

    def add_ready(batch, items):
        if threading.current_thread() is threading.main_thread():
            return whole(batch, items)
        calls.append(part)
        if len(calls) > part:
            raise full
        return whole(batch, items)

    monkeypatch.setattr(SqliteBatch, "add_ready", add_ready)
    with pytest.raises(DiskFullError):
        import_files(register, [sheet], Wish(crs="EPSG:4326"))
    assert (register.store.count(), len(calls)) == (count, part + 1)
    monkeypatch.undo()
    assert register.verify() == []


@pytest.mark.parametrize("part", range(4))
def test_a_fault_in_writing_a_part_ends_the_thread_and_keeps_none_of_them(register, sheet, monkeypatch, part):
    count, parts, encode_all = register.store.count(), [], writing.encode_all

    def refuse(records):
        parts.append(records)
        if len(parts) > part:
            raise RecordError
        return encode_all(records)

    monkeypatch.setattr(writing, "encode_all", refuse)
    threads = threading.active_count()
    with pytest.raises(RecordError):
        import_files(register, [sheet], Wish(crs="EPSG:4326"))
    assert (register.store.count(), threading.active_count()) == (count, threads)
    monkeypatch.undo()
    assert register.verify() == []
