"""A disk that really is full, a file that may not grow: refused, undone, and the register goes on."""

import os
import subprocess
import sys

import pytest

from landrelease.register import errors
from landrelease.register.sqlite import SqliteStore

FILL = """
import sys
from landrelease.register import errors
from landrelease.register.sqlite import SqliteStore

def fill(path):
    with SqliteStore(path) as store:
        print(store.root(), flush=True)
        for step in range(100_000):
            with store.writing("a") as batch:
                batch.add_many(
                    b'{"format":1,"kind":"hazard","id":"%d","remarks":"%s"}' % (100 * step + part, b"x" * 500)
                    for part in range(100)
                )
            print(store.root(), flush=True)

try:
    fill(sys.argv[1])
except errors.RegisterError as fault:
    print(type(fault).__name__, flush=True)
"""
LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))\n" + FILL
SMALL = 'mount -t tmpfs -o size=3m none "$1" && cp "$2" "$1/a.register" && "$3" -c "$4" "$1/a.register"; cp "$1"/* "$5"'


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "a.register"
    SqliteStore.create(made).close()
    return made


def check(path, output):
    """The last root that was said is there, and the register takes records again."""
    *roots, fault = output.split()
    with SqliteStore(path) as store:
        assert store.root() == roots[-1]
        assert store.verify_bytes(roots[0]) == []
        with store.writing("a") as batch:
            batch.add(b'{"format":1,"kind":"hazard","id":"after"}')
        assert store.verify_bytes(roots[-1]) == []
    assert len(roots) > 1
    return fault


@pytest.mark.skipif(os.name != "posix", reason="limits of files are of POSIX systems")
def test_a_file_that_may_not_grow(path):
    done = subprocess.run([sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert check(path, done.stdout) == errors.DiskFaultError.__name__


def test_a_disk_of_three_megabytes(path, tmp_path, own_mounts):
    for name in ("disk", "after"):
        (tmp_path / name).mkdir()
    arguments = [tmp_path / "disk", path, sys.executable, FILL, tmp_path / "after"]
    done = subprocess.run(
        [*own_mounts, "sh", "-c", SMALL, "sh", *arguments], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert check(tmp_path / "after" / "a.register", done.stdout) == errors.DiskFullError.__name__
