"""The map: pieces of land that have one status and one history, as rings that fit each other without gap or overlap.

The pieces of the exact arrangement whose two sides have different histories are followed around into rings. Every
node is one and the same point of the grid for all parcels that meet there, so neighbours share whole edges.
"""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.geometry.overlay import NM_PER_UNIT, Pieces
from landrelease.geometry.ragged import numbered, starts, within
from landrelease.geometry.rings import Rings
from landrelease.ledger.events import Events
from landrelease.ledger.loops import HISTORIES, LABELS
from landrelease.ledger.machine import DAY, NEED, SLOTS, E, scratch_for
from landrelease.ledger.rings import Loops, loops_of

Ints = npt.NDArray[np.int64]
STATE = 4 * SLOTS + 1


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


def draw(pieces: Pieces, events: Events, names: Sequence[str]) -> Faces:
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

    Returns
    -------
    Faces
        Ordered by home, then id.

    Examples
    --------
    Used through `book.fold`; see ``tests/ledger/test_parcels.py`` for worked cases.
    """
    left, right, members, start = _labels(pieces, events)
    state, past = _states(events, members, start)
    loops = loops_of(pieces, left, right)
    return _faces(loops, state, past, events, names)


def _labels(pieces: Pieces, events: Events) -> tuple[Ints, Ints, Ints, Ints]:
    """Give every history found on either side a number; 0 is land without any status."""
    hashes = np.concatenate(
        [_hashes(pieces.left, pieces.left_start, events), _hashes(pieces.right, pieces.right_start, events)]
    )
    label = numbered(np.concatenate([np.zeros((1, 3), np.int64), hashes]))
    _, first, label = np.unique(np.where(label == label[0], -1, label), return_index=True, return_inverse=True)
    label = label.ravel()[1:].astype(np.int64)
    count = len(pieces.start)
    members: list[Ints] = []
    for index in first[1:] - 1:
        side, starts, at = (
            (pieces.left, pieces.left_start, index)
            if index < count
            else (pieces.right, pieces.right_start, index - count)
        )
        members.append(side[starts[at] : starts[at + 1]])
    lengths = [len(part) for part in members]
    start = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    joined = np.concatenate(members) if members else np.zeros(0, np.int64)
    return label[:count], label[count:], joined, start


def _hashes(side: Ints, start: Ints, events: Events) -> Ints:
    out = np.zeros(3 * (len(start) - 1), np.int64)
    scratch = tuple(scratch_for(int(np.diff(start).max(initial=1))))
    LABELS(len(start), side, start, *events, scratch, out)
    return out.reshape(-1, 3)


def _states(events: Events, members: Ints, start: Ints) -> tuple[Ints, list[Ints]]:
    """State and past of each label but 0."""
    count = len(start) - 1
    found = np.zeros(count * STATE, np.int64)
    past = np.zeros(len(members), np.int64)
    scratch = tuple(scratch_for(int(np.diff(start).max(initial=1))))
    HISTORIES(count, members, start, *events, scratch, found, past)
    state = found.reshape(count, STATE)
    ends = state[:, -1]
    return state, np.split(past[: ends[-1]], ends[:-1]) if count else []


def _faces(loops: Loops, state: Ints, past: list[Ints], events: Events, ids: Sequence[str]) -> Faces:
    names = np.array([*ids, ""], dtype=object)
    depth = np.append(events.table.reshape(-1, E)[:, NEED], -1)
    day = np.append(events.table.reshape(-1, E)[:, DAY], 0)
    rows = state[loops.label - 1] if len(state) else np.zeros((0, STATE), np.int64)
    history = [tuple(names[past[label - 1]].tolist()) for label in loops.label.tolist()]
    identity = [
        hashlib.sha256(outline + "".join(records).encode()).hexdigest()[:16]
        for outline, records in zip(loops.outlines(), history, strict=True)
    ]
    home = [records[0] for records in history]
    order = sorted(range(len(home)), key=lambda n: (home[n], identity[n]))
    rows = rows[order]
    deepest = rows[:, 3 * SLOTS : 4 * SLOTS]
    return Faces(
        [identity[n] for n in order],
        [home[n] for n in order],
        _rings(loops, np.array(order, np.int64)),
        loops.area_m2[order],
        rows[:, :SLOTS],
        day[rows[:, SLOTS : 2 * SLOTS]],
        [tuple(row) for row in names[rows[:, 2 * SLOTS : 3 * SLOTS]].tolist()],
        depth[deepest],
        [tuple(row) for row in names[deepest].tolist()],
        [history[n] for n in order],
    )


def _rings(loops: Loops, order: Ints) -> Rings:
    """Shells in an order, each followed by its holes."""
    holes = loops.hole[np.argsort(loops.hole_of, kind="stable")]
    counts = np.bincount(loops.hole_of, minlength=len(loops.shell))
    ring = np.insert(loops.shell, np.repeat(np.arange(1, len(counts) + 1), counts), holes)
    owner = starts(1 + counts)
    lengths = (1 + counts)[order]
    ring = ring[np.repeat(owner[:-1][order], lengths) + within(lengths)]
    begin = starts(np.bincount(loops.ring_index, minlength=int(ring.max(initial=-1)) + 1))
    vertices = np.diff(begin)[ring]
    xy = loops.xy[np.repeat(begin[:-1][ring], vertices) + within(vertices)] // NM_PER_UNIT
    return Rings(xy, starts(vertices), starts(lengths))
