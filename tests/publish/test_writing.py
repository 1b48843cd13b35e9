"""Files appear whole or not at all."""

import pytest

from landrelease.publish.writing import OutputError, replacing


def test_the_target_is_replaced_when_the_block_ends_well(tmp_path):
    target = tmp_path / "land.csv"
    target.write_text("old")
    with replacing(target) as path:
        assert path.name == target.name
        path.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_after_a_fault_the_old_file_stands_and_nothing_is_left(tmp_path):
    target = tmp_path / "land.csv"
    target.write_text("old")

    def write_half():
        with replacing(target) as path:
            path.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_a_database_that_somebody_has_open_is_not_replaced(tmp_path, ending):
    target = tmp_path / "land.gpkg"
    beside = tmp_path / f"land.gpkg{ending}"
    beside.write_bytes(b"")
    with (
        pytest.raises(
            OutputError, match=rf"land\.gpkg{ending} lies beside it.*Close it there, or write to another name"
        ),
        replacing(target),
    ):
        pytest.fail("the block must not run")


def test_an_absent_folder_is_named(tmp_path):
    with (
        pytest.raises(OutputError, match=r"its folder .*absent does not exist"),
        replacing(tmp_path / "absent" / "land.csv"),
    ):
        pytest.fail("the block must not run")
