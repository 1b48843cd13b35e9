"""The layout of the derived rows has a number: written with the first of them, refused where it is another."""

import pytest

from landrelease.desk import layout, upkeep
from landrelease.desk.errors import LayoutError
from landrelease.desk.opening import open_register
from landrelease.desk.register import Register
from landrelease.records import format1
from landrelease.register.address import create_store

LATER = (0, 0, b"layout", b"%d" % (layout.LAYOUT + 1))


def number(store):
    return store.read("state", [0])


def renumber(store, *rows):
    with store.writing("another version") as batch:
        batch.drop("state", [0])
        batch.put("state", rows)


def test_the_first_batch_of_a_register_writes_the_number(tmp_path, hazard):
    with create_store(tmp_path / "b.register") as store:
        assert number(store) == []
        assert upkeep.differences(store) == []
        with store.writing("sync") as batch:
            upkeep.refresh(store, batch, [batch.add(format1.encode(hazard())).id])
        assert number(store) == [layout.NUMBER]
        assert upkeep.differences(store) == []


def test_a_rebuild_writes_the_number_also_where_there_are_no_records(tmp_path):
    with create_store(tmp_path / "b.register") as store:
        Register(store, acting="office").rebuild()
        assert number(store) == [layout.NUMBER]
        assert upkeep.differences(store) == []


@pytest.mark.parametrize("rows", [(), (LATER,), ((0, 0, b"layout", b"\xff"),)])
def test_a_register_that_was_open_already_writes_nothing_beside_rows_of_another_layout(rows, register, hazard):
    renumber(register.store, *rows)
    before = register.store.root()
    with pytest.raises(LayoutError, match="landrelease rebuild"):
        register.append(hazard())
    assert register.store.root() == before
    register.rebuild()
    register.append(hazard())
    assert upkeep.differences(register.store) == []


def test_a_register_of_another_layout_is_open_for_those_who_need_only_its_records(register, hazard, tmp_path):
    name = register.append(hazard())
    renumber(register.store, LATER)
    with pytest.raises(LayoutError, match="a later version"):
        open_register(register.store.address)
    with open_register(register.store.address, any_layout=True) as records_only:
        assert name in dict(records_only.records())
        records_only.store.backup(tmp_path / "copy.register")
    with open_register(tmp_path / "copy.register", any_layout=True) as copied:
        assert [fault.partition(": ")[0] for fault in copied.verify()] == ["layout"]
        copied.rebuild()
        assert copied.verify() == []
    open_register(tmp_path / "copy.register").close()


def test_a_stray_row_beside_the_number_is_found(register):
    renumber(register.store, layout.NUMBER, (0, 1, b"proposed", b""))
    assert upkeep.differences(register.store) == ["derived table `state`: 1 record differs from a rebuild (?)"]
