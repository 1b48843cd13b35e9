"""Kill -9 of a real writer at any moment: what it was told is durable is there, and nothing is half there."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from landrelease.register.sqlite import SqliteStore

WORKER = Path(__file__).with_name("worker.py")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX systems")


def killed_while(path: Path, seed: int, task: str, delay_s: float) -> list[tuple[str, int]]:
    """Run the worker, kill it after a while, give what it said is durable."""
    command = [sys.executable, str(WORKER), str(path), str(seed), task]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        first = process.stdout.readline()
        time.sleep(delay_s)
        process.send_signal(signal.SIGKILL)
        lines = [first, *process.stdout]
        assert process.stderr.read() == ""
    said = [line.split() for line in lines if line.endswith("\n")]
    return [(root, int(count)) for root, count in said]


def check(path: Path, said: list[tuple[str, int]]) -> None:
    """What was said is durable, is there; what is there, is whole."""
    root, count = said[-1]
    with SqliteStore(path) as store:
        assert store.verify_bytes(root) == []
        assert store.count() >= count
        assert {root for root, _ in said} <= {batch.root for batch in store.batches()} | {"00" * 32}
        seqs = list(range(1, store.count() + 1))
        assert [row[0] for row in store.read("land")] == seqs
        assert store.near(0, 0, 1e9, 1) == seqs


def rounds(folder: Path, seed: int, tasks: Sequence[str]) -> int:
    """Kill one worker after the other on one register; give how many batches they finished."""
    path = folder / f"{seed}.register"
    SqliteStore.create(path).close()
    chance = random.Random(seed)
    finished = 0
    for number, task in enumerate(tasks):
        said = killed_while(path, seed + number, task, chance.uniform(0, 0.25))
        check(path, said)
        finished += len(said) - 1
    path.unlink()
    return finished


def test_killed_while_adding(tmp_path, long_run):
    assert sum(rounds(tmp_path, 100 * number, ["add"] * 9) for number in range(16 if long_run else 2)) > 0


def test_killed_while_rebuilding(tmp_path, long_run):
    for number in range(7 if long_run else 1):
        rounds(tmp_path, 100 * number + 50, ["add", "add", *["rebuild"] * 6])


CREATE = """
import sys
from landrelease.register.sqlite import SqliteStore
print("begin", flush=True)
number = 0
while True:
    SqliteStore.create(f"{sys.argv[1]}/{number}.register").close()
    number += 1
"""


def test_killed_while_creating(tmp_path):
    """A register is there whole, or there is none of its name."""
    with subprocess.Popen([sys.executable, "-c", CREATE, str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        time.sleep(0.2)
        process.kill()
    made = sorted(tmp_path.glob("*.register"))
    assert made
    for path in made:
        with SqliteStore(path) as store:
            assert store.verify_bytes() == []
