"""Storing the records of a file by parts: the first are stored while the next are written."""

from collections.abc import Iterable
from concurrent.futures import Executor, Future
from itertools import compress
from operator import attrgetter
from queue import SimpleQueue
from typing import NamedTuple

from landrelease.intake.writing import Part, Writing
from landrelease.records.seal import Payload
from landrelease.register.batch import Batch
from landrelease.register.index import heads_of
from landrelease.register.ready import Ready, ready


def storing(beside: Executor, batch: Batch, writing: Writing) -> Future[dict[str, int]]:
    """
    Write records while the first of them are stored.

    Everything that needs Python's lock is done here, so that the thread that stores seldom waits for it.

    Parameters
    ----------
    beside
        Gives one thread to the store, which nobody else may use until the result is asked for.
    batch
        The transaction.
    writing
        The records, made and not yet written.

    Returns
    -------
    Future
        Id of each record to its place in the register; after a fault nothing more is stored.
    """
    written: SimpleQueue[_Storable | None] = SimpleQueue()
    try:
        places = beside.submit(_stored, batch, iter(written.get, None))
        for part in writing.parts():
            written.put(_storable(part))
    finally:
        written.put(None)
    return places


class _Storable(NamedTuple):
    """Records of a part with their personal values, and all others ready to be stored."""

    sealed: list[tuple[bytes, tuple[Payload, ...]]]
    others: Ready


def _storable(part: Part) -> _Storable:
    plain = [not values for values in part.payloads]
    sealed = [(data, values) for data, values in zip(part.data, part.payloads, strict=True) if values]
    heads = heads_of(list(compress(part.records, plain)))
    return _Storable(sealed, ready(list(compress(part.data, plain)), list(compress(part.ids, plain)), heads))


def _stored(batch: Batch, parts: Iterable[_Storable]) -> dict[str, int]:
    """Add records, of each part those with personal values first; gives where each is."""
    places: dict[str, int] = {}
    for sealed, others in parts:
        added = [batch.add(data, values) for data, values in sealed]
        added += batch.add_ready(others)
        places.update(map(attrgetter("id", "seq"), added))
    return places
