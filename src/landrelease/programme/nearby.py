"""Work of others in the same days: too near, on the way, inside an exclusion zone, or beside a demolition."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import shapely

from landrelease.geometry.geojson import geometry_of
from landrelease.geometry.plane import GRID_PER_M, Plane
from landrelease.programme.case import Case
from landrelease.programme.division import land_of
from landrelease.programme.reason import Reason, reason
from landrelease.programme.roll import Fact, Roll, plain
from landrelease.programme.rules import Rules
from landrelease.programme.span import Span, barred

DEMOLITION = "demolition"


class Work(NamedTuple):
    """
    Work that is ordered, or is about to be.

    Attributes
    ----------
    case : Case
        The task.
    unit : str
        Id of the unit.
    days : Span
        Days of work.
    land : shapely geometry
        Its area in the programme's plane, metres.
    """

    case: Case
    unit: str
    days: Span
    land: shapely.Geometry


def work_of(case: Case, order: Fact, plane: Plane | None) -> Work | None:
    """
    Tell where and when an order lets its unit work.

    Parameters
    ----------
    case
        The task.
    order
        The order.
    plane
        The programme's plane.

    Returns
    -------
    Work or None
        None where the task has no area; a missing day is taken from the task, and else is open.
    """
    land = land_of([case.task], plane)
    if land is None:
        return None
    first = order.record.from_ or case.task.record.from_
    last = order.record.to or case.task.record.to
    return Work(case, plain(order.record.unit), barred(first, last), land[0])


def check(work: Work, others: Iterable[Work], roll: Roll, rules: Rules, plane: Plane | None) -> list[Reason]:
    """
    Look for work of other units that is too near to some work.

    Parameters
    ----------
    work
        The work that is about to be ordered.
    others
        Work that is ordered already; that of the same unit is left alone.
    roll
        Statements in force, for what lies on the maps of the tasks.
    rules
        Settings in force, for safety distances.
    plane
        The programme's plane.

    Returns
    -------
    list of Reason
        Against it; empty where nothing is too near.
    """
    found: list[Reason] = []
    for other in others:
        shared = work.days.meet(other.days)
        if other.case.id == work.case.id or shared.first > shared.last:
            continue
        if other.unit != work.unit:
            found += _too_near(work, other, shared, rules)
        for one, far in ((work, other), (other, work)):
            found += _features(one, far, shared, roll, plane)
    return found


def _too_near(work: Work, other: Work, shared: Span, rules: Rules) -> Iterator[Reason]:
    activities = (plain(one.case.task.record.activity) for one in (work, other))
    least = max(rules.safety_distance_m(activity, shared.first) for activity in activities)
    distance = float(shapely.distance(work.land, other.land))
    if distance < least:
        yield reason(
            "too-near",
            other.case.order.id if other.case.order else other.case.task.id,
            unit=other.unit,
            task=other.case.id,
            days=shared.text,
            distance=f"{distance:.0f}",
            least=f"{least:g}",
        )


def _features(owner: Work, other: Work, shared: Span, roll: Roll, plane: Plane | None) -> Iterator[Reason]:
    """See what the map of one task holds that the work of the other comes into."""
    for fact in roll.naming("task", owner.case.id, "task_feature"):
        land = _place(fact, plane)
        if land is None:
            continue
        kind, task = plain(fact.record.type), owner.case.id
        distance, least = float(shapely.distance(land, other.land)), fact.record.distance_m or 0.0
        if kind == DEMOLITION:
            days = barred((fact.record.starts or "")[:10], (fact.record.ends or "")[:10] or None).meet(shared)
            if days.first <= days.last and distance < least:
                yield reason(
                    "demolition-near",
                    fact.id,
                    task=task,
                    days=days.text,
                    distance=f"{distance:.0f}",
                    least=f"{least:g}",
                )
        elif kind == "access-route" and shapely.intersects(land, other.land):
            yield reason("route-through-work", fact.id, task=task, days=shared.text)
        elif kind == "exclusion-zone" and shapely.intersects(land, other.land):
            yield reason("exclusion-zone", fact.id, task=task)


def _place(fact: Fact, plane: Plane | None) -> shapely.Geometry | None:
    shape = geometry_of([fact.record.shape])[0]
    if shape is None or plane is None:
        return None
    moved: shapely.Geometry = shapely.transform(shape, lambda part: plane.forward(part) / GRID_PER_M)
    return moved
