"""A writer that works until somebody kills it: ``python worker.py REGISTER SEED TASK``.

It says on its standard output what it was told is durable, one line for each batch: the root and the number of records.
"""

import random
import sys
from collections.abc import Iterator

from landrelease.register.rows import Box
from landrelease.register.sqlite import SqliteStore


def record(number: int, size: int) -> bytes:
    """A hazard of about so many bytes."""
    return b'{"format":1,"kind":"hazard","id":"%d","origin":"%d","remarks":"%s"}' % (number, number, b"x" * size)


def acceptance(number: int) -> bytes:
    """A decision; the link it leaves is part of the index."""
    return b'{"format":1,"kind":"decision","verdict":"accept","about":["%064x"]}' % number


def say(store: SqliteStore) -> None:
    """Report what is durable."""
    sys.stdout.write(f"{store.root()} {store.count()}\n")
    sys.stdout.flush()


def add(store: SqliteStore, chance: random.Random) -> None:
    """Take in batches of all sizes with their derived rows; every third one is an acceptance of single records."""
    while True:
        first = store.count() + 1
        count = chance.choice((1, 1, 3, 50, 3000))
        with store.writing("worker") as batch:
            for seq in range(first, first + count):
                batch.add(acceptance(seq) if seq % 3 == 0 else record(seq, chance.randrange(900)))
            batch.put("land", ((seq, 0, b"head", b"body" * 50) for seq in range(first, first + count)))
            batch.put_boxes(Box(seq, seq, seq + 1, 0, 1) for seq in range(first, first + count))
            if chance.random() < 0.3:
                batch.add_blob(chance.randbytes(chance.randrange(200_000)))
        say(store)


def rebuild(store: SqliteStore, chance: random.Random) -> None:
    """Make all derived rows anew, over and over."""
    while True:
        with store.writing("worker") as batch:
            batch.rebuild_index()
            batch.clear("land")
            batch.clear("box")
            batch.put("land", rows(store, chance))
            batch.put_boxes(Box(seq, seq, seq + 1, 0, 1) for seq in range(1, store.count() + 1))
        say(store)


def rows(store: SqliteStore, chance: random.Random) -> Iterator[tuple[int, int, bytes, bytes]]:
    """One derived row for each record."""
    body = chance.randbytes(200)
    return ((seq, 0, b"head", body) for seq in range(1, store.count() + 1))


if __name__ == "__main__":
    with SqliteStore(sys.argv[1]) as opened:
        say(opened)
        {"add": add, "rebuild": rebuild}[sys.argv[3]](opened, random.Random(int(sys.argv[2])))
