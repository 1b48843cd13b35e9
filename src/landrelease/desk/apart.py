"""Who works where on a day, and how far apart: what a programme must see before work of two units collides."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import shapely

from landrelease.desk.orders import known_whole
from landrelease.desk.reading import Reading
from landrelease.desk.site import placed
from landrelease.desk.views import EVER
from landrelease.programme import nearby
from landrelease.programme.case import case_of
from landrelease.programme.findings import task_names
from landrelease.programme.moves import AT_WORK
from landrelease.programme.nearby import Work
from landrelease.programme.ordering import Known
from landrelease.programme.reason import Reason
from landrelease.programme.span import Span
from landrelease.records.times import interval

WITHIN_M: Final = 2000.0
"""How near to each other work of two units is named, metres."""


class Pair(NamedTuple):
    """
    Work of two tasks near each other.

    Attributes
    ----------
    first, second : str
        Ids of the tasks.
    distance_m : float
        Shortest distance between their areas.
    reasons : tuple of Reason
        What speaks against working on both that day; empty where nothing does.
    """

    first: str
    second: str
    distance_m: float
    reasons: tuple[Reason, ...]


class Day(NamedTuple):
    """
    The work of one day.

    Attributes
    ----------
    rows : list of dict
        ``task``, ``name``, ``activity``, ``state``, ``unit``, ``days``, ``record`` of the order, and ``place`` (shapely
        geometry, longitude and latitude), by task.
    pairs : list of Pair
        Those against which something speaks first, then the nearest.
    """

    rows: list[dict[str, Any]]
    pairs: list[Pair]


def day_of_work(register: Reading, *, on: str, within_m: float = WITHIN_M) -> Day:
    """
    Show who works where on a day.

    Parameters
    ----------
    register
        An open register.
    on
        ISO date.
    within_m
        How near work of two units must be to be named, metres.

    Returns
    -------
    Day
        Work that is ordered for that day, as the tasks stood then.
    """
    known, day = known_whole(register.store, EVER), interval(on).last
    works = list(_works(known, on, day))
    pairs = sorted(_pairs(works, known, within_m), key=lambda one: (not one.reasons, one.distance_m, one[:2]))
    return Day([_row(work) for work in works], pairs)


def _works(known: Known, on: str, day: int) -> Iterator[Work]:
    for name in task_names(known.roll):
        case = case_of(name, known.roll, on)
        if case is not None and case.order is not None and case.state in {*AT_WORK, "suspended"}:
            work = nearby.work_of(case, case.order, known.plane)
            if work is not None and work.days.holds(day):
                yield work._replace(days=Span(day, day))


def _pairs(works: list[Work], known: Known, within_m: float) -> Iterator[Pair]:
    tree = shapely.STRtree([work.land for work in works])
    for at, work in enumerate(works):
        near = sorted(int(one) for one in tree.query(work.land, predicate="dwithin", distance=within_m) if one > at)
        for other in (works[one] for one in near):
            reasons = tuple(nearby.check(work, [other], known.roll, known.rules, known.plane))
            if reasons or other.unit != work.unit:
                distance = float(shapely.distance(work.land, other.land))
                yield Pair(work.case.id, other.case.id, distance, reasons)


def _row(work: Work) -> dict[str, Any]:
    task, order = work.case.task.record, work.case.order
    return {
        "task": work.case.id,
        "name": task.name,
        "activity": task.activity,
        "state": work.case.state,
        "unit": work.unit,
        "from": (order and order.record.from_) or task.from_,
        "to": (order and order.record.to) or task.to,
        "record": order.id if order else "",
        "place": placed(work.case.task),
    }
