"""The map: pieces of land that have one status and one history, as rings that fit each other without gap or overlap.

The pieces of the exact arrangement whose two sides have different histories are followed around into rings. Every
node is one and the same point of the grid for all parcels that meet there, so neighbours share whole edges.
"""

import hashlib
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.geometry.overlay import Pieces
from landrelease.geometry.rings import Rings, unpack
from landrelease.ledger.covers import Covers
from landrelease.ledger.events import Events
from landrelease.ledger.loops import FACTS, LABELS
from landrelease.ledger.machine import SLOTS, E, scratch_for
from landrelease.ledger.rings import Loops, loops_of

Ints = npt.NDArray[np.int64]
_HALF = 2**63


class Told(NamedTuple):
    """
    Histories that parcels may have, told once each; as in `Faces`.

    Attributes
    ----------
    state : ndarray of int64, shape (m, 5, 4)
        What holds now.
    past_start, past, moved : ndarray of int64
        What moved the land, and to what.
    """

    state: Ints
    past_start: Ints
    past: Ints
    moved: Ints


class Faces(NamedTuple):
    """
    Parcels with their state in every slot; slots are mines, cluster, other, all.

    Attributes
    ----------
    no : ndarray of int64
        Stable id as a number, see `parcel_id`: a hash of the outline and of the past.
    label : ndarray of int64
        Which of the histories that follow each parcel has.
    packed : list of bytes
        One polygon each, its shell and then its holes, on the grid of the plane, as `geometry.rings.pack` writes it.
    box : ndarray of int64
        Least x, least y, greatest x, greatest y of each, grid units.
    area_m2 : ndarray of float64
        Area in the programme's plane.
    state : ndarray of int64, shape (m, 5, 4)
        Per history and slot the status number, the day on which it began, the record named, the deepest done depth
        (micrometres, -1 where none is stated), and the record of that depth. Records are numbered as in `names`, -1 is
        none.
    past_start : ndarray of int64
        Where the past of each history begins, with their number at the end.
    past : ndarray of int64
        Records that moved the land, oldest first.
    moved : ndarray of int64
        Per record of the past the day on which it folds, from bit `DAY_FROM` on, and below that the status of every
        slot from then on, `STATUS_BITS` bits each, the first slot lowest; 32 bits up to the year 2871.
    names : list of str
        Ids of the records of this part in canonical order, and an empty one at the end.
    at : ndarray of int64
        Positions of the same records as they were given to the fold, and -1 at the end.
    """

    no: Ints
    label: Ints
    packed: list[bytes]
    box: Ints
    area_m2: npt.NDArray[np.float64]
    state: Ints
    past_start: Ints
    past: Ints
    moved: Ints
    names: list[str]
    at: Ints

    @property
    def id(self) -> list[str]:
        """Ids in sixteen hexadecimal digits."""
        return [parcel_id(no) for no in self.no.tolist()]

    @property
    def rings(self) -> Rings:
        """The polygons."""
        return unpack(self.packed)

    @property
    def home(self) -> list[str]:
        """The first record that gave the land of each a status; the whole parcel lies on it."""
        return [records[0] for records in self.history]

    @property
    def status(self) -> Ints:
        """Status number per slot."""
        found: Ints = self.state[self.label, 0]
        return found

    @property
    def since(self) -> Ints:
        """Day per slot on which the status began."""
        found: Ints = self.state[self.label, 1]
        return found

    @property
    def record(self) -> list[tuple[str, ...]]:
        """Record named per slot; empty where there is none."""
        return self._named(self.state[self.label, 2])

    @property
    def depth_um(self) -> Ints:
        """Deepest done depth per slot, micrometres, -1 where none is stated."""
        found: Ints = self.state[self.label, 3]
        return found

    @property
    def depth_record(self) -> list[tuple[str, ...]]:
        """Record with the deepest done depth per slot."""
        return self._named(self.state[self.label, 4])

    @property
    def history(self) -> list[tuple[str, ...]]:
        """Records that moved the land of each, oldest first."""
        return self._of_pasts(self._named(self.past))

    @property
    def moves(self) -> list[tuple[int, ...]]:
        """What each record of the history did, as in `moved`."""
        return self._of_pasts(self.moved.tolist())

    def _named(self, at: Ints) -> list[Any]:
        return _tuples(np.array(self.names, dtype=object)[at].tolist())

    def _of_pasts(self, values: list[Any]) -> list[tuple[Any, ...]]:
        cuts = self.past_start.tolist()
        return [tuple(values[cuts[label] : cuts[label + 1]]) for label in self.label.tolist()]


def _tuples(rows: list[Any]) -> list[Any]:
    return [tuple(row) if isinstance(row, list) else row for row in rows]


def parcel_number(parcel: str) -> int:
    """
    Turn the id of a parcel into a number that is ordered as ids are.

    Parameters
    ----------
    parcel
        Sixteen hexadecimal digits.

    Returns
    -------
    int
        63 bits and a sign.

    Examples
    --------
    >>> parcel_number("0" * 16) < parcel_number("8" + "0" * 15) == 0
    True
    """
    return int(parcel, 16) - _HALF


def parcel_id(number: int) -> str:
    """
    Turn a number back into the id of a parcel.

    Parameters
    ----------
    number
        What `parcel_number` gave.

    Returns
    -------
    str
        The id.

    Examples
    --------
    >>> parcel_id(parcel_number("00c0ffee00c0ffee"))
    '00c0ffee00c0ffee'
    """
    return f"{number + _HALF:016x}"


def draw(
    pieces: Pieces, covers: Covers, events: Events, names: Sequence[str], at: Ints, homes: npt.NDArray[np.bool_]
) -> Faces:
    """
    Draw the parcels of an arrangement.

    Parameters
    ----------
    pieces
        Arrangement of the shapes of exactly these events.
    covers
        Who covers its sides.
    events
        Event table.
    names
        Ids of the records in the order of the events.
    at
        Positions of the records as they were given to the fold.
    homes
        Whether the parcels are wanted whose home each event is.

    Returns
    -------
    Faces
        Ordered by home, then id.

    Examples
    --------
    Used through `book.fold_columns`; see ``tests/ledger/test_parcels.py`` for worked cases.
    """
    label, told = _labels(covers, events)
    left, right = label[covers.side]
    return faces_of(
        loops_of(pieces, left, right, np.append(False, homes[told.past[told.past_start[:-1]]])), told, names, at
    )


def faces_of(loops: Loops, told: Told, names: Sequence[str], at: Ints) -> Faces:
    """
    Give parcels their ids, and put them in order.

    Parameters
    ----------
    loops
        Rings around them.
    told
        What is told of their labels.
    names, at
        As in `draw`.

    Returns
    -------
    Faces
        As in `draw`.

    Examples
    --------
    Used through `draw`.
    """
    ids, cuts = [names[event] for event in told.past.tolist()], told.past_start.tolist()
    written = ["".join(ids[begin:end]).encode() for begin, end in pairwise(cuts)]
    labels = (loops.label - 1).tolist()
    number = [
        int.from_bytes(hashlib.sha256(outline + written[label]).digest()[:8]) - _HALF
        for outline, label in zip(loops.outlines(), labels, strict=True)
    ]
    order = sorted(range(len(labels)), key=lambda n: (ids[cuts[labels[n]]], number[n]))
    packed, box, area_m2 = loops.polygons(np.array(order, np.int64))
    return Faces(
        np.array([number[n] for n in order], np.int64),
        np.array([labels[n] for n in order], np.int64),
        packed, box, area_m2, *told, [*names, ""], np.append(at, -1),
    )  # fmt: skip


def _labels(covers: Covers, events: Events) -> tuple[Ints, Told]:
    """Give numbers to the histories of covers, 0 for land without any status; what is told of each but 0."""
    count, room = len(covers.start) - 1, len(covers.member)
    scratch = tuple(scratch_for(len(events.table) // E))
    label, mark, bucket = np.empty(count, np.int64), np.empty(3 * count, np.int64), np.zeros(2 * count + 1, np.int64)
    found, start = np.empty((count, FACTS * SLOTS), np.int64), np.zeros(count + 1, np.int64)
    past, moved = np.empty((2, room), np.int64)
    columns = (*covers[:2], *events, scratch, bucket, mark, label)
    count = LABELS(room, *columns, found.reshape(-1), start, past, moved)
    past, moved = past[: start[count]], moved[: start[count]]
    return label, Told(found[:count].reshape(-1, FACTS, SLOTS), start[: count + 1], past, moved)
