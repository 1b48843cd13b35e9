"""An import that the disk cannot hold, at the door: a sentence, a code, nothing applied, and the register goes on."""

import os
import subprocess
import sys

import pytest

from landrelease.register import errors

BORIS = "Борис Иванов"
LIMITED = """
import resource, sys
from landrelease.cli.main import main
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
main()
"""
SMALL = """
mount -t tmpfs -o size=2m none "$1" && cp "$2" "$1/a.register" || exit 1
"$3" -m landrelease import "$1/a.register" "$4" --crs EPSG:4326 --as ana --accept-as boris; echo "exit $?" >&2
"$3" -m landrelease return "$1/a.register" "$5" --reason redraw --as "$7" >&2; echo "exit $?" >&2
cp "$1"/* "$6"
"""


@pytest.fixture
def large(sheet, wkt):
    """Some three megabytes of records."""
    return sheet(
        "large.csv",
        *(
            {"record": "hazard", "status": "suspected", "date": "2022-05-01", "id": f"L-{number}", "evidence": "seen",
             "method": "nts", "contamination": "AP", "remarks": "x" * 2000, "wkt": wkt(19 + 0.01 * number, 44, 0.005)}
            for number in range(1500)
        ),
    )  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="limits of files are of POSIX systems")
def test_an_import_into_a_file_that_may_not_grow(run, province, large, rows):
    before, root = rows(province), run("verify", province).out.split()[-1]
    line = ("import", province, large, "--crs", "EPSG:4326", "--as", "ana", "--accept-as", "boris")
    done = subprocess.run([sys.executable, "-c", LIMITED, *line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (errors.DiskFaultError.exit_code, "")
    assert done.stderr.startswith(f"landrelease: {province}: the disk refused to read or write: ")
    assert "A batch goes in whole or not at all" in done.stderr
    assert "Traceback" not in done.stderr
    assert rows(province) == before
    assert run("verify", province, "--root", root).code == 0
    assert run(*line).code == 0
    assert run("verify", province, "--root", root).code == 0


def test_an_import_on_a_disk_without_room(run, province, large, rows, id_of, own_mounts):
    before, root, name = rows(province), run("verify", province).out.split()[-1], id_of(province, "H-1")
    tmp_path = province.parent
    for folder in ("disk", "after"):
        (tmp_path / folder).mkdir()
    arguments = [tmp_path / "disk", province, sys.executable, large, name, tmp_path / "after", BORIS]
    line = [*own_mounts, "sh", "-c", SMALL, "sh", *arguments]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        f"landrelease: {tmp_path}/disk/a.register: the disk is full.",
        "A batch goes in whole or not at all: it was undone.",
        "Make room, then do the same again.",
        f"exit {errors.DiskFullError.exit_code}",
        *done.stderr.splitlines()[4:-1],
        "exit 0",
    ]
    after = tmp_path / "after" / "a.register"
    assert run("verify", after, "--root", root).code == 0
    assert len(rows(after)["record"]) == len(before["record"]) + 1
    assert run("import", after, large, "--crs", "EPSG:4326", "--as", "ana").code == 0
    assert run("verify", after, "--root", root).code == 0
