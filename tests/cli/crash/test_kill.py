"""Kill -9 of the command at work: what it reported as done is there, a file is in whole or not at all."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from landrelease.desk.opening import open_register
from landrelease.register.store import Store

WORKER = Path(__file__).with_name("worker.py")
VERBS = ("import", "accept", "rebuild", "import", "accept", "rebuild", "correct")
SPAN_S = {"import": 0.15, "accept": 0.08, "rebuild": 0.15, "correct": 0.06}
"""About as long as each takes, so that the moment may fall anywhere in it."""
LIVES, ROUNDS, FEW = 20, 10, 5
pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX systems")


def killed_during(register: Path, seed: int, verb: str, chance: random.Random) -> list[dict[str, Any]]:
    """Let the worker work, kill it in or after one of those verbs, give what it said."""
    command = [sys.executable, str(WORKER), str(register), str(seed), verb]
    before = chance.randrange(4)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        lines = []
        while before >= 0:
            lines.append(process.stdout.readline())
            before -= json.loads(lines[-1] or process.stderr.read()).get("begins") == verb
        time.sleep(chance.uniform(0, SPAN_S[verb]))
        process.send_signal(signal.SIGKILL)
        lines += process.stdout
        assert process.stderr.read() == ""
    assert process.returncode == -signal.SIGKILL
    return [json.loads(line) for line in lines if line.endswith("\n")]


def check(register: Path, said: list[dict[str, Any]]) -> None:
    """What was said to be durable, is there; what is there, is whole, and what follows from it is written."""
    told = [line for line in said if "root" in line]
    with open_register(register) as opened:
        store = opened.store
        assert store.verify_bytes(told[-1]["root"]) == []
        assert {line["root"] for line in told} <= {batch.root for batch in store.batches()}
        assert store.count() >= told[-1]["count"]
        ids = {name for line in told for name in line["ids"]}
        assert ids <= set(store.seq_of(ids))
        assert torn(store) == []
        assert opened.differences() == []


def torn(store: Store) -> list[str]:
    """Files of which some rows are there and some not, or in another batch, or accepted and not."""
    batch_of = {entry.seq: entry.batch for entry in store.log()}
    rows: dict[str, list[int]] = {}
    for head in store.heads(kinds=["hazard", "release"]):
        rows.setdefault(head.organisation, []).append(head.seq)
    found = []
    for file, seqs in rows.items():
        batches = {batch_of[seq] for seq in seqs}
        links = store.links_to(store.id_of(seqs).values())
        accepted = {link.target for link in links if link.how == "about" and batch_of[link.source_seq] in batches}
        if len(seqs) != int(file.rpartition("-")[2]) or len(batches) != 1 or len(accepted) not in {0, len(seqs)}:
            found.append(file)
    return found


@pytest.mark.parametrize("life", [0, *(pytest.param(life, marks=pytest.mark.slow) for life in range(1, LIVES))])
def test_killed_at_any_moment(life, entry, tmp_path, long_run):
    register = tmp_path / "a.register"
    assert entry("init", register, "--programme", "XY-2025", "--plane", "18,44").code == 0
    chance = random.Random(life)
    said: list[dict[str, Any]] = []
    within: Counter[str] = Counter()
    note = register.with_name("a.register-writer")  # who writes removes it just before the commit
    for number in range(ROUNDS if long_run else FEW):
        at = life * ROUNDS + number
        note.unlink(missing_ok=True)
        said += killed_during(register, at, VERBS[at % len(VERBS)], chance)
        within[f"{said[-1].get('begins', 'between')}{', writing' if note.exists() else ''}"] += 1
        check(register, said)
    print(f"life {life}: {sum(within.values())} rounds; killed in {dict(within)}")  # noqa: T201 - shown by -rP
    assert not long_run or any(where.endswith("writing") for where in within)
    assert entry("verify", register, "--root", said[-1 if "root" in said[-1] else -2]["root"]).code == 0


def test_a_torn_file_would_be_seen(entry, empty, sheet, wkt):
    """The test of the test: two rows of three, and a file of which one row is accepted."""
    row = {"record": "hazard", "status": "suspected", "date": "2022-05-01", "method": "nts", "evidence": "seen"}
    wrong = row | {"method": "manual-clearance", "status": "reduced", "record": "release"}
    torn_, half, whole = (f"file-0-{number}-of-{size}" for number, size in ((1, 3), (2, 2), (3, 1)))
    given = ((torn_, row), (torn_, row), (half, row), (half, wrong), (whole, row))
    rows = [more | {"organisation": file, "id": f"X-{n}", "wkt": wkt(18, 44)} for n, (file, more) in enumerate(given)]
    path = sheet("in.csv", *rows)
    assert entry("import", empty, path, "--crs", "EPSG:4326", "--as", "ana", "--accept-as", "boris").code == 0
    with open_register(empty) as opened:
        assert torn(opened.store) == [torn_, half]
