"""The files of the house: every test here walks them."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """Top folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def kept_files() -> list[Path]:
    """All files that git keeps or would keep; without git all but what is hidden or made."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        made = {"out", "_build", "__pycache__", "node_modules"}
        return [
            path
            for path in sorted(ROOT.rglob("*"))
            if path.is_file() and not any(part in made or part.startswith(".") for part in path.relative_to(ROOT).parts)
        ]
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
