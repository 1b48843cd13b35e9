"""The rules of the tests themselves: in CI a skip fails, slow tests wait for the long run."""

import os
import shutil
import subprocess
import sys

import pytest

TESTS = {
    "test_a.py": """
        import pytest
        def test_good(): pass
        def test_skipped(): pytest.skip("no browser here")
        @pytest.mark.slow
        def test_slow(): pass
        """,
    "test_b.py": """
        import pytest
        pytest.skip("nothing of this", allow_module_level=True)
        """,
}


@pytest.fixture
def run(tmp_path, root):
    """Run two small test modules under our conftest and settings, with other surroundings."""
    shutil.copy(root / "tests" / "conftest.py", tmp_path)
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\nmarkers = slow: waits\naddopts = -p no:cacheprovider -p no:randomly\n"
    )
    for name, text in TESTS.items():
        lines = (line[8:] for line in text.splitlines())
        (tmp_path / name).write_text("\n".join(lines))

    def chosen(**surroundings):
        kept = {name: value for name, value in os.environ.items() if name not in {"CI", "LANDRELEASE_LONG"}}
        command = [sys.executable, "-m", "pytest", "-q", str(tmp_path)]
        done = subprocess.run(
            command, cwd=tmp_path, env=kept | surroundings, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout

    return chosen


def test_a_laptop_may_skip(run):
    code, shown = run()
    assert code == 0
    assert "1 passed, 2 skipped, 1 deselected" in shown


def test_ci_may_not_skip_and_says_why(run):
    code, shown = run(CI="true")
    assert code != 0
    assert "CI skips nothing, and this would be: Skipped: nothing of this" in shown


def test_ci_may_not_skip_a_single_test(run, tmp_path):
    (tmp_path / "test_b.py").unlink()
    code, shown = run(CI="true")
    assert code == 1
    assert "CI skips nothing, and this would be: Skipped: no browser here" in shown
    assert "1 failed, 1 passed" in shown


def test_the_long_run_takes_slow_tests(run):
    assert "2 passed, 2 skipped" in run(LANDRELEASE_LONG="1")[1]
