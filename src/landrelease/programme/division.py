"""Splitting and merging of tasks: the land of the new ones is the land of the old ones, no more and no less."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import shapely

from landrelease.geometry.geojson import geometry_of
from landrelease.geometry.plane import GRID_PER_M, Plane
from landrelease.programme.case import case_of
from landrelease.programme.reason import Reason, reason
from landrelease.programme.roll import Fact, Roll, latest, plain
from landrelease.records.tasking import Order

TOLERANCE_M: Final = 0.001
"""Distance within which boundaries of old and new tasks count as one, metres: corners are written in degrees."""
_STEP_DEG: Final = 0.0005
"""Length of a piece of an edge that is straight in degrees: it bends by less than a tenth of a millimetre."""


class Apart(NamedTuple):
    """
    By how much old and new land differ.

    Attributes
    ----------
    apart_m2 : float
        Land that only one of them holds, square metres.
    overlap_m2 : float
        Land that new tasks hold twice.
    length_m : float
        Length of all boundaries, along which corners may be off by `TOLERANCE_M`.
    """

    apart_m2: float
    overlap_m2: float
    length_m: float

    @property
    def conserved(self) -> bool:
        """Whether the land is the same as far as corners in degrees can tell."""
        return max(self.apart_m2, self.overlap_m2) <= TOLERANCE_M * self.length_m


def check(order: Fact, roll: Roll, plane: Plane | None) -> list[Reason]:
    """
    Look whether a split or merge conserves the area.

    Parameters
    ----------
    order
        An order whose action is ``split`` or ``merge``.
    roll
        Statements in force, without the order.
    plane
        The programme's plane.

    Returns
    -------
    list of Reason
        Against it; empty where the area is conserved.
    """
    names = list(dict.fromkeys(plain(name) for name in order.record.into if plain(name)))
    children = [latest(roll.called("task", name)) for name in names]
    known = [child for child in children if child is not None]
    if not known or len(known) < len(children):
        missing = ", ".join(name for name, child in zip(names, children, strict=True) if child is None)
        return [reason("successor-unknown", order.id, tasks=missing or "?")]
    parents = parents_of(order, roll)
    old = [latest(roll.called("task", name)) for name in parents]
    if plain(order.record.task) not in parents or None in old or not _same_parents(known, parents):
        return [reason("successor-names-others", order.id, task=plain(order.record.task))]
    found = _numbers(order, names, parents)
    found += _in_use(names, roll)
    before = [one for one in old if one is not None]
    return found + _shallow(before, known) + _conserved(order, before, known, plane)


def parents_of(order: Fact, roll: Roll) -> list[str]:
    """
    Name the tasks that a split or merge takes the land of.

    Parameters
    ----------
    order
        The order.
    roll
        Statements in force.

    Returns
    -------
    list of str
        Ids, ordered; those that the new tasks name.
    """
    children = (latest(roll.called("task", name)) for name in order.record.into)
    return sorted({plain(name) for child in children if child for name in child.record.parents if plain(name)})


def _same_parents(children: Sequence[Fact], parents: Sequence[str]) -> bool:
    return all({plain(name) for name in child.record.parents} == set(parents) for child in children)


def _numbers(order: Fact, into: Sequence[str], parents: Sequence[str]) -> list[Reason]:
    many, few = (into, parents) if order.record.action == "split" else (parents, into)
    if len(many) > 1 and len(few) == 1:
        return []
    return [reason("successors-wrong-in-number", order.id, into=", ".join(into), parents=", ".join(parents))]


def _in_use(names: Sequence[str], roll: Roll) -> list[Reason]:
    """Refuse new tasks that have a life of their own already, or took land before."""
    cases = [case for name in names if (case := case_of(name, roll)) is not None]
    return [
        reason("successor-in-use", case.task.id, task=case.id, state=case.state)
        for case in cases
        if case.state != "waiting"
    ]


def _shallow(old: Sequence[Fact], new: Sequence[Fact]) -> list[Reason]:
    least = max((fact.record.required_depth_m or 0.0 for fact in old), default=0.0)
    return [
        reason("successor-asks-less", fact.id, task=plain(fact.record.id), depth=f"{depth:g}", least=f"{least:g}")
        for fact in new
        if (depth := fact.record.required_depth_m or 0.0) < least
    ]


def _conserved(order: Fact, old: Sequence[Fact], new: Sequence[Fact], plane: Plane | None) -> list[Reason]:
    found = differing(old, new, plane)
    if found is None:
        return [reason("task-without-area", order.id)]
    if found.conserved:
        return []
    return [reason("area-not-conserved", order.id, apart=f"{found.apart_m2:.1f}", overlap=f"{found.overlap_m2:.1f}")]


def differing(old: Sequence[Fact], new: Sequence[Fact], plane: Plane | None) -> Apart | None:
    """
    Measure by how much the land of tasks differs.

    Parameters
    ----------
    old, new
        Tasks.
    plane
        The programme's plane.

    Returns
    -------
    Apart or None
        The lesser difference of two readings: edges straight in the plane, as the ledger reads them, or straight in
        degrees, as programs that cut areas in degrees do. None where a task has no area.
    """
    readings = []
    for straight in (False, True):
        before, after = land_of(old, plane, in_degrees=straight), land_of(new, plane, in_degrees=straight)
        if before is None or after is None:
            return None
        readings.append(_apart(before, after))
    return min(readings, key=lambda one: max(one.apart_m2, one.overlap_m2))


def _apart(before: Sequence[shapely.Geometry], after: Sequence[shapely.Geometry]) -> Apart:
    union = [shapely.union_all(shapely.buffer(land, 0)) for land in (before, after)]
    return Apart(
        float(shapely.area(shapely.symmetric_difference(*union))),
        max(0.0, sum(float(shapely.area(one)) for one in after) - float(shapely.area(union[1]))),
        float(shapely.length(union[0]) + shapely.length(union[1])),
    )


def land_of(tasks: Sequence[Fact], plane: Plane | None, *, in_degrees: bool = False) -> list[shapely.Geometry] | None:
    """
    Draw the land of tasks in the programme's plane.

    Parameters
    ----------
    tasks
        Tasks.
    plane
        The plane.
    in_degrees
        Whether edges are straight in degrees rather than in the plane.

    Returns
    -------
    list or None
        Metres; None where a task has no area, or there is no plane.
    """
    shapes = geometry_of([fact.record.shape for fact in tasks])
    if plane is None or any(shape is None or not shapely.area(shapely.make_valid(shape)) > 0 for shape in shapes):
        return None
    return [drawn(shapely.segmentize(shape, _STEP_DEG) if in_degrees else shape, plane) for shape in shapes]


def drawn(shape: shapely.Geometry, plane: Plane) -> shapely.Geometry:
    """
    Draw a shape in the programme's plane.

    Parameters
    ----------
    shape
        Longitude and latitude.
    plane
        The plane.

    Returns
    -------
    shapely geometry
        Metres; an invalid ring is made valid.
    """
    moved: shapely.Geometry = shapely.transform(
        shapely.make_valid(shape), lambda part: plane.forward(part) / GRID_PER_M
    )
    return moved


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
