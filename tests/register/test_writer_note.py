"""Who holds the lock."""

import os
import subprocess
import sys

import msgspec
import pytest

from landrelease.register import errors, writer_note
from landrelease.register.sqlite import SqliteStore

from .specimens import hazard

HOLD = """
import sys
from landrelease.register.sqlite import SqliteStore
store = SqliteStore(sys.argv[1])
with store.writing("A. Clerk") as batch:
    batch.add(b'{"format":1,"kind":"hazard","id":"of the other"}')
    print("writing", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "a.register"
    SqliteStore.create(made).close()
    return made


@pytest.fixture
def other(path):
    """Another process in the middle of a batch."""
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "writing\n"
        yield process
        process.kill()


def test_the_second_writer_waits_and_is_told_who_writes(path, other):
    with SqliteStore(path, patience_s=0.2) as store:
        with pytest.raises(errors.RegisterLockedError) as told, store.writing("B. Clerk"):
            pass
        message = str(told.value)
        assert "waited 0.2 seconds" in message
        assert f"Process {other.pid} on " in message
        assert "acting as A. Clerk) since 20" in message
        assert store.count() == 0


def test_the_second_writer_goes_on_when_the_first_has_ended(path, other):
    other.stdin.write("\n")
    other.stdin.flush()
    with SqliteStore(path) as store:
        with store.writing("B. Clerk") as batch:
            batch.add(hazard(1))
        assert store.count() == 2


def test_a_killed_writer_blocks_nobody_and_its_note_is_not_believed(path, other):
    other.kill()
    other.wait()
    assert writer_note.note_path(path).exists()
    assert f"names process {other.pid}" in writer_note.holder(path)
    assert "has ended" in writer_note.holder(path)
    with SqliteStore(path, patience_s=0) as store:
        with store.writing("B. Clerk") as batch:
            batch.add(hazard(1))
        assert store.count() == 1
    assert not writer_note.note_path(path).exists()


def test_the_note_goes_with_the_batch_that_fails(path):
    def fail():
        with SqliteStore(path) as store, store.writing("a"):
            assert writer_note.note_path(path).exists()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not writer_note.note_path(path).exists()


def test_two_stores_of_one_process_wait_for_each_other_too(path):
    with (
        SqliteStore(path) as one,
        SqliteStore(path, patience_s=0) as two,
        one.writing("A. Clerk"),
        pytest.raises(errors.RegisterLockedError, match=f"Process {os.getpid()} "),
        two.writing("B. Clerk"),
    ):
        pass


@pytest.mark.parametrize("content", [None, b"", b"{", b'{"pid":"x"}'])
def test_without_a_note_nobody_is_named(path, content):
    if content is not None:
        writer_note.note_path(path).write_bytes(content)
    assert writer_note.holder(path).startswith("The holder left no note")


def test_a_process_of_another_machine_is_not_looked_for(path):
    elsewhere = writer_note.Holder(1, "another-machine", "a", "b", "2025-01-01T00:00:00.000Z")
    writer_note.note_path(path).write_bytes(msgspec.json.encode(elsewhere))
    assert writer_note.holder(path) == (
        "Process 1 on another-machine holds it (login a, acting as b) since 2025-01-01T00:00:00.000Z."
    )


def test_a_note_that_cannot_be_written_hinders_nobody(path, monkeypatch):
    monkeypatch.setattr("landrelease.register.writer_note.note_path", lambda register: register / "no" / "such")
    with SqliteStore(path) as store:
        with store.writing("a") as batch:
            batch.add(hazard(1))
        assert store.count() == 1
