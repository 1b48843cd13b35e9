"""Two at the command line at once: who comes second is told by whom and since when, and who only reads never waits."""

import os
import subprocess
import sys
from contextlib import contextmanager

import pytest

from landrelease.register.errors import RegisterLockedError
from landrelease.register.sqlite import SqliteStore

ANA, BORIS = "Ana Kovač", "Борис Иванов"
HELD = """
import sys
from landrelease.cli.main import main
from landrelease.desk import importing
checked = importing._checked
def slowly(*args):
    print("writing", file=sys.stderr, flush=True)
    sys.stdin.readline()
    return checked(*args)
importing._checked = slowly
main()
"""


@contextmanager
def importing(register, path):
    """A real import in a process of its own, which holds the lock until it is told to go on."""
    line = [sys.executable, "-c", HELD, "import", register, path, "--crs", "EPSG:4326", "--as", ANA]
    surroundings = {**os.environ, "PYTHONUTF8": "1"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": surroundings}
    with subprocess.Popen(line, text=True, **pipes) as process:
        assert process.stderr.readline() == "writing\n"
        yield process
        out, err = process.communicate("go on\n")
        assert (process.returncode, err) == (0, "")
        assert "1 new" in out


@pytest.fixture
def patience_s(long_run, monkeypatch):
    """How long a second writer waits: less than the ten seconds of the command, but in the long run."""
    patience = 10.0 if long_run else 0.3
    monkeypatch.setitem(SqliteStore.__init__.__kwdefaults__, "patience_s", patience)
    return patience


def test_a_second_writer_is_told_who_imports(run, province, sheet, wkt, rows, patience_s):
    row = {"record": "hazard", "status": "suspected", "date": "2022-05-01", "id": "S-1", "wkt": wkt(18.2, 44)}
    name, before = run("find", province, "H-1", "-o", "csv").rows[0]["id"], rows(province)
    line = ("return", province, name, "--reason", "redraw", "--as", BORIS)
    with importing(province, sheet("more.csv", row)) as first:
        done = run(*line)
        assert (done.code, done.out) == (RegisterLockedError.exit_code, "")
        what, why, cure = done.err.splitlines()
        assert what.startswith(
            f"landrelease: {province}: somebody else is writing; waited {patience_s:g} seconds. Process {first.pid} "
        )
        assert ANA in what
        assert why == "One writer at a time keeps every batch whole."
        assert cure.endswith("try again; nothing of yours was written.")
        assert rows(province) == before
        for verb in ("land", "statement", "queue", "log", "verify"):
            assert run(verb, province).code == 0
    assert run(*line).code == 0
    assert len(rows(province)["record"]) == len(before["record"]) + 2
    assert run("verify", province).code == 0
