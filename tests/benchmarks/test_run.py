"""The one command, from the command line to the page."""

import subprocess
import sys

import pytest

pytest.importorskip("pyarrow", reason="the bench needs its extra: pip install -e .[bench]")

from benchmarks.engines import Entry

from benchmarks import run


@pytest.mark.usefixtures("small")
def test_one_command_runs_engines_side_by_side(data, tmp_path, capfd):
    written = tmp_path / "table.md"
    options = ["--peers", "floor,python", "--records", "300", "--rounds", "2", "--only", "fold,start"]
    run.main([*options, "--data", str(data), "--output", str(written)])
    page, progress = capfd.readouterr()
    assert written.read_text() == page
    assert page.startswith(
        "# Bench\n\n`python -m benchmarks.run --records 300 --rounds 2 --only fold,start --peers floor,python`"
    )
    assert "cores" in page
    assert "| 300 | floor (Shapely" in page
    assert "| 300 | python -c pass (" in page
    assert "ours" in page
    order = [line.split(":")[0] for line in progress.splitlines() if "floor" in line or "fold 300 ours" in line]
    assert order[:2] == ["fold 300 floor, round 1", "fold 300 ours, round 1"]
    assert "fold 300 floor, round 2" in order


def test_missing_inputs_are_generated(tmp_path):
    inputs = run.inputs_of(tmp_path, 40, 3)
    assert inputs.complete
    assert inputs.folder.name == "v1-seed3-n40"


def test_an_engine_that_takes_too_long_is_stopped(small):
    sample = run._sample(Entry("fold", "floor", "fold"), small, small, 0.01)
    assert sample.absent == "stopped after 0 s"


def test_an_engine_that_fails_says_so(small, tmp_path):
    sample = run._sample(Entry("fold", "floor", "fold"), type(small)(tmp_path), small, 60)
    assert sample.absent.startswith("failed: FileNotFoundError")


def test_an_unknown_task_is_refused_by_name():
    found = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--only", "folding"],
        capture_output=True,
        text=True,
        cwd=run._ROOT,
        check=False,
    )
    assert found.returncode == 2
    assert "unknown: folding; there are agree, fold, parcels, accept, asof, import, start" in found.stderr
