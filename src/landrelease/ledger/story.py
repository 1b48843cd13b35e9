"""The story of one point of land: what each record that covers it did there, oldest first."""

from collections.abc import Sequence

import msgspec
import numpy as np

from landrelease.geometry.rings import Rings
from landrelease.ledger.entry import Entry
from landrelease.ledger.events import DefaultDepth, in_order, no_default
from landrelease.ledger.machine import ALL, CELLS, NOTES, STATUS, scratch_for, walk
from landrelease.ledger.statement import SLOT_NAMES, posting_of
from landrelease.records import codes

NOTE_CODES = (
    "release-too-shallow",
    "hazard-recorded-after-release",
    "release-names-no-hazard",
    "hazard-during-clearance",
    "same-day",
)
"""Findings that the cells from `machine.NOTES` on stand for, in their order."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """
    What one record did to a point.

    Attributes
    ----------
    record : str
        Id of the record.
    day : int
        Day on which it folds.
    claimed : str
        Status that it claims.
    movements : dict
        Class (or ``all``) to the movement there; absent where nothing moved.
    status : dict
        Class (or ``all``) to the status after it.
    findings : tuple of str
        Codes of what was doubtful about it here.
    """

    record: str
    day: int
    claimed: str
    movements: dict[str, str]
    status: dict[str, str]
    findings: tuple[str, ...] = ()


def covering(rings: Rings, x: int, y: int) -> list[int]:
    """
    Find the shapes that cover a point of the grid; a point on an edge belongs to the shape whose land is on its left.

    Parameters
    ----------
    rings
        Shapes.
    x, y
        The point, grid units.

    Returns
    -------
    list of int
        Positions of the shapes.

    Examples
    --------
    >>> square = np.array([[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]])
    >>> one = Rings(square, np.array([0, 5]), np.array([0, 1]))
    >>> covering(one, 1, 1), covering(one, 3, 1)
    ([0], [])
    """
    found = []
    for shape in range(len(rings.owner_start) - 1):
        begin, end = rings.ring_start[rings.owner_start[shape : shape + 2]]
        part = rings.xy[begin:end]
        a, b = part[:-1], part[1:]
        same = np.ones(len(a), bool)
        inner = rings.ring_start[rings.owner_start[shape] + 1 : rings.owner_start[shape + 1]] - begin
        same[inner - 1] = False
        rises, falls = (a[:, 1] <= y) & (b[:, 1] > y), (a[:, 1] > y) & (b[:, 1] <= y)
        turn = (b[:, 0] - a[:, 0]) * (y - a[:, 1]) - (b[:, 1] - a[:, 1]) * (x - a[:, 0])
        crossed = same & ((rises & (turn > 0)) | (falls & (turn < 0)))
        if int(crossed.sum()) % 2:
            found.append(shape)
    return found


def story(entries: Sequence[Entry], days: Sequence[int], default_depth: DefaultDepth = no_default) -> list[Step]:
    """
    Tell what each of the entries that cover a point did there.

    Parameters
    ----------
    entries
        Entries in force that cover the point and move land.
    days
        Day on which each folds.
    default_depth
        The programme's required depth by class and day.

    Returns
    -------
    list of Step
        In canonical order.

    Examples
    --------
    >>> suspected = Entry("a", 1, 10, 10, "", 1, ("H",))
    >>> [step.movements for step in story([suspected], [10])]
    [{'mines': 'newly_suspected', 'all': 'newly_suspected'}]
    >>> story([], [])
    []
    """
    order, events = in_order(entries, default_depth, days)
    columns = (events.table.tolist(), events.names.tolist())
    scratch = [table.tolist() for table in scratch_for(max(len(order), 1))]
    members = list(range(len(order)))
    walk(*columns, members, 0, len(order), *scratch)
    steps = scratch[-1]
    moved: dict[int, dict[str, str]] = {}
    doubts: dict[int, list[str]] = {}
    for at in range(1, steps[0], 2):
        event, cell = steps[at], steps[at + 1]
        if cell >= NOTES:
            doubts.setdefault(event, []).append(NOTE_CODES[cell - NOTES])
            continue
        name = posting_of(entries[order[event]].kind, cell % CELLS)[2]
        moved.setdefault(event, {})[SLOT_NAMES[cell // CELLS]] = name
    return [
        Step(
            record=entries[index].id,
            day=days[index],
            claimed=codes.STATUSES[entries[index].kind],
            movements=moved.get(event, {}),
            status=status_after(columns, members[: event + 1]),
            findings=tuple(doubts.get(event, ())),
        )
        for event, index in enumerate(order)
    ]


def status_after(columns: tuple[list[int], list[int]], members: list[int]) -> dict[str, str]:
    """
    Tell the status of a point once some events have folded.

    Parameters
    ----------
    columns
        Event table, and the keys that releases name, as `events.Events` has them.
    members
        Events that cover the point, ascending.

    Returns
    -------
    dict
        Hazard class or ``all`` to its status.

    Examples
    --------
    >>> _, events = in_order([Entry("a", 1, 10, 10, "", 1, ("H",))])
    >>> columns = events.table.tolist(), events.names.tolist()
    >>> status_after(columns, [0])["all"], status_after(columns, [])["all"]
    ('suspected', 'none')
    """
    group, state, steps = (table.tolist() for table in scratch_for(len(members)))
    walk(*columns, members, 0, len(members), group, state, steps)
    return {SLOT_NAMES[slot]: codes.STATUSES[state[STATUS + slot]] for slot in range(ALL + 1)}
