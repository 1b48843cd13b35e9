"""A journal that was left behind: what lay only in it is missed by whoever kept the running root."""

import shutil

import pytest

from landrelease.desk.opening import open_register

BORIS = "Борис Иванов"


@pytest.fixture
def parted(run, process, province, sheet, wkt, tmp_path):
    """A register whose last import lies in its journal alone, since a reader keeps it open; and the root it printed."""
    row = {"record": "hazard", "status": "suspected", "date": "2022-05-01", "id": "S-1", "wkt": wkt(18.2, 44)}
    more = sheet("more.csv", row)
    with open_register(province) as reader:
        assert reader.store.count()
        assert process("import", province, more, "--crs", "EPSG:4326", "--accept-as", BORIS).code == 0
        root = run("verify", province).out.split()[-1]
        for side in ("", "-wal"):
            shutil.copy(f"{province}{side}", f"{tmp_path}/copy.register{side}")
    return tmp_path / "copy.register", root


def test_a_copy_with_its_journal_is_the_register(run, parted):
    register, root = parted
    assert run("verify", register, "--root", root).code == 0


def test_a_copy_without_its_journal_is_found_by_a_kept_root(run, parted, stored):
    register, root = parted
    register.with_name("copy.register-wal").unlink()
    done = run("verify", register, "--root", root)
    assert done.code == 1
    assert f"kept-root: {root} is no root of this history: records were taken away since" in done.out
    assert len(done.out.splitlines()) == 1
    assert "S-1" not in {record.get("id") for record in stored(register).values()}


def test_without_a_kept_root_nobody_can_tell(run, parted):
    register, _ = parted
    register.with_name("copy.register-wal").unlink()
    assert run("verify", register).code == 0
