"""Splitting and merging of tasks: the land of the new ones is the land of the old ones, no more and no less."""

from collections.abc import Sequence
from typing import Final

import shapely

from landrelease.geometry.geojson import geometry_of
from landrelease.geometry.plane import GRID_PER_M, Plane
from landrelease.programme.reason import Reason, reason
from landrelease.programme.roll import Fact, Roll, latest, plain
from landrelease.records.tasking import Order

TOLERANCE_M: Final = 0.001
"""Distance within which boundaries of old and new tasks count as one, metres: corners are written in degrees."""


def check(order: Fact, roll: Roll, plane: Plane | None) -> list[Reason]:
    """
    Look whether a split or merge conserves the area.

    Parameters
    ----------
    order
        An order whose action is ``split`` or ``merge``.
    roll
        Statements in force.
    plane
        The programme's plane.

    Returns
    -------
    list of Reason
        Against it; empty where the area is conserved.
    """
    children = [latest(roll.called("task", name)) for name in order.record.into]
    known = [child for child in children if child is not None]
    if not known or len(known) < len(children):
        missing = ", ".join(name for name, child in zip(order.record.into, children, strict=True) if child is None)
        return [reason("successor-unknown", order.id, tasks=missing or "?")]
    parents = [latest(roll.called("task", name)) for name in sorted(_parents(known))]
    if plain(order.record.task) not in _parents(known) or None in parents:
        return [reason("successor-names-others", order.id, task=plain(order.record.task))]
    return _conserved(order, [one for one in parents if one is not None], known, plane)


def _parents(children: Sequence[Fact]) -> set[str]:
    return {plain(name) for child in children for name in child.record.parents}


def _conserved(order: Fact, old: Sequence[Fact], new: Sequence[Fact], plane: Plane | None) -> list[Reason]:
    before, after = land_of(old, plane), land_of(new, plane)
    if before is None or after is None:
        return [reason("task-without-area", order.id)]
    union = shapely.union_all(before).buffer(0), shapely.union_all(after).buffer(0)
    apart = shapely.symmetric_difference(*union)
    length = shapely.length(union[0]) + shapely.length(union[1])
    overlap = sum(float(shapely.area(one)) for one in after) - float(shapely.area(union[1]))
    differs = float(shapely.area(apart))
    if max(differs, overlap) > TOLERANCE_M * length:
        return [reason("area-not-conserved", order.id, apart=f"{differs:.1f}", overlap=f"{overlap:.1f}")]
    return []


def land_of(tasks: Sequence[Fact], plane: Plane | None) -> list[shapely.Geometry] | None:
    """
    Draw the land of tasks in the programme's plane.

    Parameters
    ----------
    tasks
        Tasks.
    plane
        The plane.

    Returns
    -------
    list or None
        Metres; None where a task has no area, or there is no plane.
    """
    shapes = geometry_of([fact.record.shape for fact in tasks])
    if plane is None or any(shape is None or not shapely.get_dimensions(shape) > 1 for shape in shapes):
        return None
    return [
        shapely.transform(shapely.make_valid(shape), lambda part: plane.forward(part) / GRID_PER_M) for shape in shapes
    ]


def is_division(record: object) -> bool:
    """
    Tell whether an order splits or merges.

    Parameters
    ----------
    record
        Any record.

    Returns
    -------
    bool
        True for these two actions only.

    Examples
    --------
    >>> is_division(Order(action="split")), is_division(Order(action="issue"))
    (True, False)
    """
    return isinstance(record, Order) and record.action in {"split", "merge"}
