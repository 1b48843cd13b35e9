"""Bytes of the file changed under SQLite: found, refused, or without any effect on what is read."""

import random
import shutil

import pytest

from landrelease.register import errors
from landrelease.register.sqlite import SqliteStore

from ..specimens import hazard  # noqa: TID252 - the folders of this room share it
from . import plunder

PAGE = 4096


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    path = tmp_path_factory.mktemp("file") / "a.register"
    plunder.register(path)
    with SqliteStore(path) as store, store.writing("a") as batch:
        batch.add_many(hazard(number, remarks="x" * 300) for number in range(10, 60))
    return path


def judged(path):
    """Codes of the findings, or the refusal to open."""
    try:
        return plunder.codes(path)
    except (errors.RegisterDamagedError, errors.NotARegisterError, errors.NewerFormatError) as refusal:
        return {type(refusal).__name__}


def test_a_changed_byte_is_found_or_changes_nothing(original, tmp_path, long_run):
    """Only the clock of a batch is outside: no hash covers it."""
    chance = random.Random(2)
    good, before = original.read_bytes(), plunder.content(original, received=False)
    path = tmp_path / "a.register"
    found = 0
    for _ in range(4000 if long_run else 200):
        data = bytearray(good)
        place = chance.randrange(len(data))
        data[place] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        if judged(path):
            found += 1
        else:
            assert plunder.content(path, received=False) == before, place
        for side in ("-wal", "-shm"):
            path.with_name(path.name + side).unlink(missing_ok=True)
    assert found > 50


@pytest.mark.parametrize("seed", range(10))
def test_pages_exchanged_are_found(original, tmp_path, seed):
    chance = random.Random(seed)
    data = bytearray(original.read_bytes())
    one, two = chance.sample(range(1, len(data) // PAGE), 2)
    first, second = slice(one * PAGE, (one + 1) * PAGE), slice(two * PAGE, (two + 1) * PAGE)
    assert data[first] != data[second]
    data[first], data[second] = data[second], data[first]
    (tmp_path / "a.register").write_bytes(data)
    assert judged(tmp_path / "a.register")


@pytest.mark.parametrize("pages", [1, 2, 5, 20])
def test_pages_lost_at_the_end_are_found(original, tmp_path, pages):
    data = original.read_bytes()
    (tmp_path / "a.register").write_bytes(data[: -pages * PAGE])
    assert judged(tmp_path / "a.register") == {"RegisterDamagedError"}


def test_a_change_under_an_open_register_is_found(original, tmp_path):
    """The open store has the page in its memory; `verify` looks at the file."""
    path = tmp_path / "a.register"
    shutil.copy(original, path)
    data = original.read_bytes()
    place = data.index(b"x" * 300)
    with SqliteStore(path) as store:
        assert store.count() == 57
        assert len(list(store.records())) == 57
        with path.open("r+b") as file:
            file.seek(place)
            file.write(b"y")
        assert {fault.code for fault in store.verify_bytes()} == {"record"}


def test_the_journal_of_another_register_does_no_quiet_harm(original, tmp_path):
    """SQLite brings in any journal that is whole in itself; what comes of it is found."""
    path, other = tmp_path / "a.register", tmp_path / "other.register"
    shutil.copy(original, path)
    with SqliteStore.create(other) as store:
        with store.writing("a") as batch:
            batch.add_many(hazard(number) for number in range(1000, 1100))
        shutil.copy(other.with_name(other.name + "-wal"), path.with_name(path.name + "-wal"))
    with SqliteStore(original) as store:
        kept = store.root()
    try:
        found = plunder.codes(path, kept)
    except (errors.RegisterDamagedError, errors.NotARegisterError):
        return
    assert found


def test_a_journal_of_rubbish_is_ignored(original, tmp_path):
    path = tmp_path / "a.register"
    shutil.copy(original, path)
    path.with_name(path.name + "-wal").write_bytes(random.Random(1).randbytes(100_000))
    with SqliteStore(original) as store:
        kept = store.root()
    assert plunder.codes(path, kept) == set()
