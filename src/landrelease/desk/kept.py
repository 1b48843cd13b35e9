"""Derived rows: how the desk keeps what the ledger computed, as bytes that a rebuild makes again.

Whoever changes what is written here raises `layout.LAYOUT`, so that no version reads the rows of another.
"""

from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np
import numpy.typing as npt

from landrelease.ledger.columns import FACTS, Columns, columns_from, facts_bytes
from landrelease.ledger.entry import Entry
from landrelease.ledger.fold import Postings
from landrelease.ledger.machine import LIMB
from landrelease.ledger.parcels import Faces
from landrelease.ledger.statement import OWN_AREA
from landrelease.register.rows import Row

Ints = npt.NDArray[np.int64]
GRID_PER_M = 10_000
_NAMED = [2, 4]
"""Facts of a parcel that are records."""
CELL = np.dtype([("cell", "u1"), ("high", "<i8"), ("low", "<i4")])


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """
    What the register keeps of an entry in force beside its rings and postings.

    Attributes
    ----------
    entry : Entry
        The entry.
    day : int
        Day on which it folds.
    box : tuple of int or None
        Least x, least y, greatest x, greatest y, grid units; None for an entry without a polygon.
    """

    entry: Entry
    day: int
    box: tuple[int, int, int, int] | None = None

    @property
    def mapped(self) -> bool:
        """Whether it has a polygon."""
        return self.box is not None

    @property
    def folds(self) -> bool:
        """Whether it takes part in the fold of mapped land."""
        return self.box is not None and not self.entry.progress


class KeptFace(msgspec.Struct, frozen=True, array_like=True):
    """
    What the register keeps of a parcel beside its rings; the four places of a row are mines, cluster, other, all.

    Attributes
    ----------
    area_m2 : float
        Area in the plane.
    status, since, depth_um : tuple of int
        As in `parcels.Faces`.
    record, depth_record, history : tuple of int
        As in `parcels.Faces`, but the seqs of the records, 0 where there is none.
    """

    area_m2: float
    status: tuple[int, int, int, int]
    since: tuple[int, int, int, int]
    record: tuple[int, int, int, int]
    depth_um: tuple[int, int, int, int]
    depth_record: tuple[int, int, int, int]
    history: tuple[int, ...]


_ENCODE = msgspec.msgpack.Encoder().encode
_DECODE_KEPT = msgspec.msgpack.Decoder(Kept).decode
_DECODE_FACE = msgspec.msgpack.Decoder(KeptFace).decode


def kept_bytes(kept: Kept) -> bytes:
    """
    Write an entry for keeping.

    Parameters
    ----------
    kept
        The entry.

    Returns
    -------
    bytes
        A row of `columns.FACTS`, so that a fold need not read the words, then the whole entry.

    Examples
    --------
    >>> entry = Entry("ab", 1, 10, 10, "", 7, ("H",))
    >>> kept_from(kept_bytes(Kept(entry, 10))) == Kept(entry, 10)
    True
    """
    return facts_bytes(kept.entry, kept.day, mapped=kept.mapped) + _ENCODE(kept)


def kept_from(data: bytes) -> Kept:
    """
    Read a kept entry.

    Parameters
    ----------
    data
        What `kept_bytes` gave.

    Returns
    -------
    Kept
        The entry.
    """
    return _DECODE_KEPT(memoryview(data)[FACTS.itemsize :])


def facts_of(data: bytes) -> bytes:
    """
    Cut out of a kept entry what the fold reads.

    Parameters
    ----------
    data
        What `kept_bytes` gave.

    Returns
    -------
    bytes
        A row of `columns.FACTS`.

    Examples
    --------
    >>> entry = Entry("ab", 1, 10, 10, "", 7, ("H",))
    >>> facts_of(kept_bytes(Kept(entry, 10))) == facts_bytes(entry, 10, mapped=False)
    True
    """
    return data[: FACTS.itemsize]


def columns_of_kept(rows: Sequence[bytes]) -> Columns:
    """
    Read kept entries as columns.

    Parameters
    ----------
    rows
        What `kept_bytes` gave.

    Returns
    -------
    Columns
        Of all of them; their words are read only where they are asked for.

    Examples
    --------
    >>> entry = Entry("ab", 1, 10, 10, "", 7, ("H",))
    >>> columns_of_kept([kept_bytes(Kept(entry, 10))]).facts["mapped"].tolist()
    [0]
    """
    return columns_from(map(facts_of, rows), lambda n: kept_from(rows[n]).entry)


def cells_bytes(postings: Postings, count: int) -> list[bytes]:
    """
    Write the postings of entries.

    Parameters
    ----------
    postings
        Of all of them.
    count
        How many entries there are.

    Returns
    -------
    list of bytes
        Per entry its cells in order, 13 bytes each.

    Examples
    --------
    >>> one = np.array([1])
    >>> [row.hex() for row in cells_bytes(Postings(one, one, -one, one), 2)]
    ['', '01ffffffffffffffff01000000']
    """
    table = np.empty(len(postings.row), CELL)
    table["cell"], table["high"], table["low"] = postings[1:]
    ends = (np.searchsorted(postings.row, np.arange(count + 1)) * CELL.itemsize).tolist()
    data = table.tobytes()
    return [data[begin:end] for begin, end in pairwise(ends)]


def own_area_bytes(area: int) -> bytes:
    """
    Write the area of a progress report, which moves nothing.

    Parameters
    ----------
    area
        Its own area, 1e-9 m².

    Returns
    -------
    bytes
        One cell.

    Examples
    --------
    >>> len(own_area_bytes(5))
    13
    """
    row = np.zeros(1, CELL)
    row["cell"], row["high"], row["low"] = OWN_AREA, area >> LIMB, area & ((1 << LIMB) - 1)
    return row.tobytes()


def cells_from(rows: Sequence[bytes]) -> tuple[Ints, Ints, Ints, Ints]:
    """
    Read the postings of entries.

    Parameters
    ----------
    rows
        What `cells_bytes` gave.

    Returns
    -------
    tuple of ndarray
        Position of the entry, cell, high and low part of each posting.

    Examples
    --------
    >>> [part.tolist() for part in cells_from([b"", own_area_bytes(5)])]
    [[1], [29], [0], [5]]
    """
    table = np.frombuffer(b"".join(rows), CELL)
    lengths = np.fromiter((len(row) for row in rows), np.int64, len(rows)) // CELL.itemsize
    return (
        np.repeat(np.arange(len(rows)), lengths),
        table["cell"].astype(np.int64),
        table["high"].astype(np.int64),
        table["low"].astype(np.int64),
    )


def face_rows(faces: Faces, seqs: Ints) -> list[Row]:
    """
    Write parcels for keeping.

    Parameters
    ----------
    faces
        Drawn parcels.
    seqs
        Seqs of the records in the order in which they were given to the fold, and 0 at the end.

    Returns
    -------
    list of Row
        Seq of the home record, the parcel's id as a number, what is kept of it, and its rings as `rings.pack` writes
        them; in the order given.

    Examples
    --------
    Used through `derive.whole`.
    """
    seq_of = seqs[faces.at]
    past, cuts = seq_of[faces.past].tolist(), faces.past_start.tolist()
    facts = faces.state.copy()
    facts[:, _NAMED] = seq_of[facts[:, _NAMED]]
    told = [(*rows, past[begin:end]) for rows, (begin, end) in zip(facts.tolist(), pairwise(cuts), strict=True)]
    parcels = zip(faces.no.tolist(), faces.label.tolist(), faces.area_m2.tolist(), faces.packed, strict=True)
    return [(past[cuts[label]], no, _ENCODE((area, *told[label])), rings) for no, label, area, rings in parcels]


def face_from(data: bytes) -> KeptFace:
    """
    Read a kept parcel.

    Parameters
    ----------
    data
        What `face_rows` gave.

    Returns
    -------
    KeptFace
        The parcel without its rings.
    """
    return _DECODE_FACE(data)
