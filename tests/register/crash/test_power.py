"""The power is cut, or the disk is full, at any call: nothing acknowledged is lost, nothing is half there."""

import random
from contextlib import suppress

import pytest

from landrelease.register import connection, errors
from landrelease.register.sqlite import SqliteStore

from .power import Disk, Write, closed, redo, undo
from .worker import acceptance, record

CALLS = 10_000
"""About what the whole work takes: the power may go anywhere in it, or not at all."""


@pytest.fixture
def disk(request):
    made = Disk(f"disk of {request.node.name}")
    yield made
    made.unregister()


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "a.register"
    with SqliteStore.create(made) as store, store.writing("a") as batch:
        batch.add_many(record(number, 300) for number in range(5))
    return made


def work(store, chance, acknowledged):
    """Batches of all sizes until the disk fails; some are large enough that the journal is brought in."""
    for _ in range(12):
        first = store.count() + 1
        with store.writing("a") as batch:
            for seq in range(first, first + chance.choice((1, 5, 60))):
                batch.add(acceptance(seq) if seq % 3 == 0 else record(seq, chance.randrange(900)))
            batch.put("land", [(seq, 0, b"h", b"b" * 300) for seq in range(first, store.count() + 1)])
            if chance.random() < 0.4:
                batch.add_blob(chance.randbytes(1_500_000))
        acknowledged.append((store.root(), store.count()))
    with store.writing("a") as batch:
        batch.rebuild_index()


def cut(path, disk, seed, after):
    """Work until the power goes at a seeded call; give what was acknowledged, leave what the disk holds in a folder."""
    chance = random.Random(seed)
    acknowledged, store = [], None
    with suppress(errors.DiskFaultError):
        store = SqliteStore(path, vfs=disk.name)
        disk.cut_at = disk.calls + chance.randrange(CALLS)
        work(store, random.Random(seed), acknowledged)
        store.close()
    after.mkdir()
    disk.images(after, chance)
    disk.cut_at = -1
    closed(store)
    return acknowledged


def lost(path, acknowledged):
    """What is wrong with the register as the disk holds it."""
    with SqliteStore(path) as store:
        root, count = acknowledged[-1] if acknowledged else (store.batches()[0].root, 5)
        faults = [fault.code for fault in store.verify_bytes(root)]
        whole = [row[0] for row in store.read("land")] == list(range(6, store.count() + 1))
        return [*faults, *(["derived"] if not whole else []), *(["count"] if store.count() < count else [])]


def cuts(path, disk, tmp_path, count):
    """Losses of many cuts, all from the same beginning."""
    good = path.read_bytes()
    for seed in range(count):
        path.write_bytes(good)
        disk.calls, disk.unsynced = 0, {}
        acknowledged = cut(path, disk, seed, tmp_path / f"after-{seed}")
        for side in ("", "-wal", "-shm", "-writer"):
            path.with_name(path.name + side).unlink(missing_ok=True)
        yield lost(tmp_path / f"after-{seed}" / path.name, acknowledged)


def test_a_power_cut_loses_nothing_that_was_acknowledged(path, disk, tmp_path, long_run):
    assert [found for found in cuts(path, disk, tmp_path, 300 if long_run else 24) if found] == []


def test_the_same_cuts_do_harm_without_full_synchronisation(path, disk, tmp_path, monkeypatch):
    """The test of the test: a journal that is not synced at every commit loses batches that were acknowledged."""
    pragmas = tuple(pragma.replace("= FULL", "= NORMAL") for pragma in connection._PRAGMAS)
    assert pragmas != connection._PRAGMAS
    monkeypatch.setattr(connection, "_PRAGMAS", pragmas)
    assert any("kept-root" in found for found in cuts(path, disk, tmp_path, 24))


def test_a_full_disk_undoes_the_batch_and_the_register_goes_on(path, disk, long_run):
    store = SqliteStore(path, vfs=disk.name)
    chance = random.Random(1)
    for number in range(100 if long_run else 12):
        before = store.root()
        disk.calls, disk.room_again_at = 0, -1
        disk.full_at = chance.randrange(1, CALLS // 12)
        with pytest.raises(errors.DiskFullError, match="the disk is full"):
            endless(store, number)
        disk.full_at = -1
        assert before in {batch.root for batch in store.batches()}
        assert store.verify_bytes(before) == []
    with store.writing("a") as batch:
        batch.add(record(-1, 10))
    assert store.verify_bytes() == []
    store.close()


def endless(store, number):
    """Add until there is no room."""
    for step in range(1000):
        with store.writing("a") as batch:
            batch.add_many(record(1_000_000 + 10_000 * number + 50 * step + part, 500) for part in range(50))


def test_the_disk_tears_as_it_should():
    """The test of the test: undo takes back, redo keeps whole sectors."""
    image = bytearray(b"a" * 1024)
    write = Write(256, b"a" * 768, b"b" * 1024, 1024)
    image[256:1280] = write.after
    undo(image, write)
    assert image == b"a" * 1024
    results = set()
    for seed in range(50):
        torn = bytearray(image)
        redo(torn, write, random.Random(seed))
        results.add(bytes(torn))
    assert bytes(image) in results
    assert len(results) == 4
