"""Work of others in the same days: too near, on the way, inside an exclusion zone, or beside a demolition."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import shapely

from landrelease.geometry.geojson import geometry_of
from landrelease.geometry.plane import Plane
from landrelease.programme.case import Case
from landrelease.programme.division import drawn
from landrelease.programme.reason import Reason, reason
from landrelease.programme.roll import Fact, Roll, plain
from landrelease.programme.rules import Rules
from landrelease.programme.span import ALWAYS, Span, barred

ROUTE, ZONE, DEMOLITION = "access-route", "exclusion-zone", "demolition"


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
        Its area, line or point in the programme's plane, metres.
    """

    case: Case
    unit: str
    days: Span
    land: shapely.Geometry


class Marked(NamedTuple):
    """
    Something on the map of a task that others must heed.

    Attributes
    ----------
    fact : Fact
        The record.
    kind : str
        `ROUTE`, `ZONE` or `DEMOLITION`.
    land : shapely geometry
        Where, in the programme's plane.
    """

    fact: Fact
    kind: str
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
        None where the task has no place; a missing day is taken from the task, and else is open.
    """
    land = _place(case.task, plane)
    if land is None:
        return None
    first = order.record.from_ or case.task.record.from_
    last = order.record.to or case.task.record.to
    return Work(case, plain(order.record.unit), _days(first, last), land)


def check(work: Work, others: Iterable[Work], roll: Roll, rules: Rules, plane: Plane | None) -> list[Reason]:
    """
    Look for work of other units that is too near to some work.

    Parameters
    ----------
    work
        The work that is about to be ordered.
    others
        Work that is ordered already; of the same unit only what lies on the map counts.
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
    mine = marked_on(work.case.id, roll, plane)
    for other in others:
        shared = work.days.meet(other.days)
        if other.case.id == work.case.id or shared.first > shared.last:
            continue
        if other.unit != work.unit:
            found += _too_near(work, other, shared, rules)
        theirs = marked_on(other.case.id, roll, plane)
        found += _on_map(work, mine, _ground(other, theirs), shared, rules)
        found += _on_map(other, theirs, _ground(work, mine), shared, rules)
    return found


def marked_on(task: str, roll: Roll, plane: Plane | None) -> list[Marked]:
    """
    List what lies on the map of a task and others must heed.

    Parameters
    ----------
    task
        Its id.
    roll
        Statements in force.
    plane
        The programme's plane.

    Returns
    -------
    list of Marked
        Routes, exclusion zones and demolitions that have a place.
    """
    placed = ((fact, _place(fact, plane)) for fact in roll.naming("task", task, "task_feature"))
    found = [Marked(fact, plain(fact.record.type), land) for fact, land in placed if land is not None]
    return [one for one in found if one.kind in {ROUTE, ZONE, DEMOLITION}]


def _ground(work: Work, marked: Iterable[Marked]) -> shapely.Geometry:
    """Take all land on which the people of a task are: where they work, and the way there."""
    return shapely.union_all([work.land, *(one.land for one in marked if one.kind == ROUTE)])


def _too_near(work: Work, other: Work, shared: Span, rules: Rules) -> Iterator[Reason]:
    least = max(_least(one, shared, rules) for one in (work, other))
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


def _least(work: Work, shared: Span, rules: Rules) -> float:
    activity = plain(work.case.task.record.activity)
    return max(rules.safety_distance_m(activity, day) for day in shared)


def _on_map(
    owner: Work, marked: Iterable[Marked], ground: shapely.Geometry, shared: Span, rules: Rules
) -> Iterator[Reason]:
    """See what the map of one task holds that the people of another come into."""
    task = owner.case.id
    for one in marked:
        distance, asked = float(shapely.distance(one.land, ground)), one.fact.record.distance_m
        if one.kind == DEMOLITION:
            least = _least(owner, shared, rules) if asked is None else asked
            days = _days((one.fact.record.starts or "")[:10], (one.fact.record.ends or "")[:10]).meet(shared)
            if days.first <= days.last and distance < least:
                yield reason(
                    "demolition-near",
                    one.fact.id,
                    task=task,
                    days=days.text,
                    distance=f"{distance:.0f}",
                    least=f"{least:g}",
                )
        elif distance <= (asked or 0.0):
            code = "route-through-work" if one.kind == ROUTE else "exclusion-zone"
            yield reason(code, one.fact.id, task=task, days=shared.text)


def _days(first: str | None, last: str | None) -> Span:
    """Read days on which work may be; what cannot be read may be any."""
    try:
        return barred(first or None, last or None)
    except ValueError:
        return ALWAYS


def _place(fact: Fact, plane: Plane | None) -> shapely.Geometry | None:
    shape = geometry_of([fact.record.shape])[0]
    if shape is None or plane is None or shapely.is_empty(shape):
        return None
    return drawn(shape, plane)
