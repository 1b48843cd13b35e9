"""Entries as columns of numbers: what the fold reads of each, so that a large fold never reads their words."""

import hashlib
import struct
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.ledger.entry import Entry

FACTS = np.dtype(
    [
        ("kind", "u1"), ("mask", "u1"), ("progress", "u1"), ("mapped", "u1"), ("long", "u1"),
        ("names", "<u4"), ("versions", "<u4"), ("day", "<i4"), ("first", "<i4"), ("work_from", "<i4"),
        ("depth_um", "<i8"), ("recorded", "S24"), ("source", ">u8", (2,)), ("key", "<i8", (2,)),
    ]
)  # fmt: skip
"""What the fold reads of an entry, packed, as in `Entry`. `mapped` is 1 where it has a polygon, `names` says how many
keys it has, `source` how its source id begins, `key` how the hash of its first key begins; `long` is 1 where `recorded`
does not fit its place here."""
_PACK = struct.Struct("<5B2I3iq24s16s16s").pack
_STAMP_BYTES, _SOURCE_BYTES = 24, 16
_NO_KEY = bytes(16)


class Columns(NamedTuple):
    """
    Entries as the fold reads them.

    Attributes
    ----------
    facts : structured ndarray
        One row of `FACTS` per entry.
    entry : callable
        Gives the entry at a position, where its words are needed after all.
    """

    facts: npt.NDArray[np.void]
    entry: Callable[[int], Entry]

    def take(self, chosen: npt.NDArray[np.int64]) -> "Columns":
        """
        Take some of the entries.

        Parameters
        ----------
        chosen
            Their positions.

        Returns
        -------
        Columns
            These only, in that order.
        """
        places = chosen.tolist()
        return Columns(self.facts[chosen], lambda n: self.entry(places[n]))


def facts_bytes(entry: Entry, day: int, *, mapped: bool = True) -> bytes:
    """
    Pack what the fold reads of an entry.

    Parameters
    ----------
    entry
        The entry.
    day
        Day on which it folds.
    mapped
        Whether it has a polygon.

    Returns
    -------
    bytes
        One row of `FACTS`.

    Examples
    --------
    >>> len(facts_bytes(Entry("ab", 1, 10, 10, "", 7, ("H",)), 10)) == FACTS.itemsize
    True
    """
    recorded = entry.recorded.encode("utf-8", "surrogatepass")
    source = entry.source_id.encode("utf-8", "surrogatepass")
    long = len(recorded) > _STAMP_BYTES or b"\0" in recorded
    return _PACK(
        entry.kind, entry.mask, entry.progress, mapped, long, len(entry.keys), entry.versions,
        day, entry.first, entry.work_from, entry.depth_um, recorded[:_STAMP_BYTES], source[:_SOURCE_BYTES],
        key_bytes(entry.keys[0]) if entry.keys else _NO_KEY,
    )  # fmt: skip


def key_bytes(key: str) -> bytes:
    """
    Shorten a claim key to 128 bits that stand for it.

    Parameters
    ----------
    key
        The key.

    Returns
    -------
    bytes
        The first 16 of its SHA-256.

    Examples
    --------
    >>> key_bytes("H-1") == key_bytes("H-1"), len(key_bytes(""))
    (True, 16)
    """
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()[:16]


def columns_of(entries: Sequence[Entry], days: Sequence[int]) -> Columns:
    """
    Lay entries out in columns.

    Parameters
    ----------
    entries
        Entries in any order.
    days
        Day on which each folds.

    Returns
    -------
    Columns
        In the same order.

    Examples
    --------
    >>> columns_of([Entry("ab", 1, 10, 10, "", 7, ("H",))], [10]).facts["mask"].tolist()
    [7]
    """
    return columns_from(map(facts_bytes, entries, days), entries.__getitem__)


def columns_from(rows: Any, entry: Callable[[int], Entry]) -> Columns:  # noqa: ANN401 - any iterable of bytes
    """
    Read packed rows.

    Parameters
    ----------
    rows
        What `facts_bytes` gave, one per entry.
    entry
        Gives the entry at a position.

    Returns
    -------
    Columns
        In the same order.

    Examples
    --------
    >>> len(columns_from([], [].__getitem__).facts)
    0
    """
    return Columns(np.frombuffer(b"".join(rows), FACTS), entry)
