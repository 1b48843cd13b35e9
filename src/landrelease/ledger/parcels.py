"""The map: pieces of land that have one status and one history, as rings that fit each other without gap or overlap.

The pieces of the exact arrangement whose two sides have different histories are followed around into rings. Every
node is one and the same point of the grid for all parcels that meet there, so neighbours share whole edges.
"""

import hashlib
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.geometry.overlay import Pieces
from landrelease.geometry.rings import Rings
from landrelease.ledger.events import Events
from landrelease.ledger.loops import LABELS
from landrelease.ledger.machine import DAY, NEED, SLOTS, STATUS_BITS, E, scratch_for
from landrelease.ledger.rings import Loops, loops_of

Ints = npt.NDArray[np.int64]
STATE = 4 * SLOTS + 1
DAY_FROM = SLOTS * STATUS_BITS
"""Lowest bit of the day in a move, see `Faces`."""


class Faces(NamedTuple):
    """
    Parcels with their state in every slot; slots are mines, cluster, other, all.

    Attributes
    ----------
    id : list of str
        Stable id: a hash of the outline and of the past.
    home : list of str
        The first record that gave the land a status; the whole parcel lies on it.
    rings : Rings
        One polygon each, its shell and then its holes, on the grid of the plane.
    area_m2 : ndarray of float64
        Area in the programme's plane.
    status, since : ndarray of int64, shape (n, 4)
        Status number, and day on which it began.
    record, depth_record : list of tuple of str
        Record named per slot, and the one with the deepest done depth; empty where there is none.
    depth_um : ndarray of int64, shape (n, 4)
        Deepest done depth per slot, micrometres, -1 where none is stated.
    history : list of tuple of str
        Records that moved the land, oldest first.
    moves : list of tuple of int
        Per record of the history the day on which it folds, from bit `DAY_FROM` on, and below that the status of every
        slot from then on, `STATUS_BITS` bits each, the first slot lowest; 32 bits up to the year 2871.
    """

    id: list[str]
    home: list[str]
    rings: Rings
    area_m2: npt.NDArray[np.float64]
    status: Ints
    since: Ints
    record: list[tuple[str, ...]]
    depth_um: Ints
    depth_record: list[tuple[str, ...]]
    history: list[tuple[str, ...]]
    moves: list[tuple[int, ...]]


def draw(pieces: Pieces, events: Events, names: Sequence[str], homes: npt.NDArray[np.bool_]) -> Faces:
    """
    Draw the parcels of an arrangement.

    Parameters
    ----------
    pieces
        Arrangement of the shapes of exactly these events.
    events
        Event table.
    names
        Ids of the records in the order of the events.
    homes
        Whether the parcels are wanted whose home each event is.

    Returns
    -------
    Faces
        Ordered by home, then id.

    Examples
    --------
    Used through `book.fold`; see ``tests/ledger/test_parcels.py`` for worked cases.
    """
    label, state, past, after = _labels(pieces, events)
    wanted = np.array([False, *(homes[part[0]] for part in past)])
    loops = loops_of(pieces, label[0], label[1], wanted)
    return _faces(loops, state, past, after, events, names)


def _labels(pieces: Pieces, events: Events) -> tuple[Ints, Ints, list[Ints], list[Ints]]:
    """Give numbers to the histories on either side, 0 for land without any status; what is told of each but 0."""
    sides = 2 * len(pieces.start)
    deepest = max(int(np.diff(start).max(initial=1)) for start in (pieces.left_start, pieces.right_start))
    label, bucket, mark = np.zeros(sides, np.int64), np.zeros(2 * sides + 1, np.int64), np.zeros(3 * sides, np.int64)
    found, past = np.zeros(sides * STATE, np.int64), np.zeros(len(pieces.left) + len(pieces.right), np.int64)
    after = np.zeros_like(past)
    columns = (pieces.left, pieces.left_start, pieces.right, pieces.right_start, *events)
    count = LABELS(sides, *columns, tuple(scratch_for(deepest)), bucket, mark, label, found, past, after)
    state = found[: count * STATE].reshape(count, STATE)
    parts = [slice(begin, end) for begin, end in pairwise([0, *state[:, -1].tolist()])]
    return label.reshape(2, -1), state, [past[part] for part in parts], [after[part] for part in parts]


def _faces(loops: Loops, state: Ints, past: list[Ints], after: list[Ints], events: Events, ids: Sequence[str]) -> Faces:
    names = np.array([*ids, ""], dtype=object)
    depth = np.append(events.table.reshape(-1, E)[:, NEED], -1)
    day = np.append(events.table.reshape(-1, E)[:, DAY], 0)
    rows = state[loops.label - 1] if len(state) else np.zeros((0, STATE), np.int64)
    told = [tuple(names[part].tolist()) for part in past]
    written = ["".join(records).encode() for records in told]
    moved = [tuple(((day[part] << DAY_FROM) + held).tolist()) for part, held in zip(past, after, strict=True)]
    labels = (loops.label - 1).tolist()
    history = [told[label] for label in labels]
    identity = [
        hashlib.sha256(outline + written[label]).hexdigest()[:16]
        for outline, label in zip(loops.outlines(), labels, strict=True)
    ]
    home = [records[0] for records in history]
    order = sorted(range(len(home)), key=lambda n: (home[n], identity[n]))
    rows = rows[order]
    deepest = rows[:, 3 * SLOTS : 4 * SLOTS]
    return Faces(
        [identity[n] for n in order],
        [home[n] for n in order],
        loops.polygons(np.array(order, np.int64)),
        loops.area_m2[order],
        rows[:, :SLOTS],
        day[rows[:, SLOTS : 2 * SLOTS]],
        [tuple(row) for row in names[rows[:, 2 * SLOTS : 3 * SLOTS]].tolist()],
        depth[deepest],
        [tuple(row) for row in names[deepest].tolist()],
        [history[n] for n in order],
        [moved[labels[n]] for n in order],
    )
