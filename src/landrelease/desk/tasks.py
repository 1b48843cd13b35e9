"""Tasks at the desk: what is planned, who works where, what each task went through, and the orders that move it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec
import shapely

from landrelease.desk import answers, orders, upkeep
from landrelease.desk.errors import BadRequestError, UnknownIdError
from landrelease.desk.orders import known_now
from landrelease.desk.persons import names_of
from landrelease.desk.reading import Reading
from landrelease.desk.register import Register
from landrelease.desk.views import EVER
from landrelease.programme import ordering
from landrelease.programme.case import Case, case_of
from landrelease.programme.division import land_of
from landrelease.programme.findings import stopped, task_names
from landrelease.programme.moves import ORDERED, STATES
from landrelease.programme.reason import Reason
from landrelease.programme.roll import Fact, Roll, plain
from landrelease.programme.span import LATEST
from landrelease.records import format1
from landrelease.records.tasking import Order
from landrelease.records.times import interval


class Given(NamedTuple):
    """
    What became of an order.

    Attributes
    ----------
    id : str
        Id of the order record.
    decision : str
        Id of the decision that accepts it; empty where it is only proposed.
    """

    id: str
    decision: str


def task_rows(
    register: Reading,
    *,
    state: str | None = None,
    unit: str | None = None,
    on: str | None = None,
    known: ordering.Known | None = None,
) -> list[dict[str, Any]]:
    """
    List the tasks.

    Parameters
    ----------
    register
        An open register.
    state
        Only those in this state.
    unit
        Only those to which this unit is ordered.
    on
        As they stood at the end of this day, and what stops them from then on; all that is known without.
    known
        What was gathered already, as `orders.known_whole` gives it.

    Returns
    -------
    list of dict
        ``task``, ``name``, ``activity``, ``state``, ``unit``, ``from``, ``to``, ``area_m2``, ``worked_m2``,
        ``priority``, ``request``, ``requested``, ``days_to_order``, ``idle_days`` and ``stopped``, ordered by task;
        requests of which no task was made stand last, without one.

    Raises
    ------
    BadRequestError
        Where there is no such state, or the day is none.
    """
    if state is not None and state not in STATES:
        msg = f"--state {state}: there are {', '.join(STATES)}"
        raise BadRequestError(msg)
    day = None if on is None else answers.day_of(on, 0)
    until = answers.iso(LATEST if day is None else day)
    known = known or orders.known_whole(register.store, EVER)
    cases = [case for name in task_names(known.roll) if (case := case_of(name, known.roll, until)) is not None]
    rows = [_row(case, known, day) for case in cases] + _unanswered(cases, known.roll, until)
    return [row for row in rows if state in {None, row["state"]} and (unit is None or row["unit"] == plain(unit))]


def _unanswered(cases: Iterable[Case], roll: Roll, day: str) -> list[dict[str, Any]]:
    """List the requests of which nobody made a task."""
    answered = {plain(case.task.record.request) for case in cases}
    asked = {plain(fact.record.id): fact for fact in reversed(roll.all("request")) if (fact.record.date or "") <= day}
    return [
        {
            **dict.fromkeys(("task", "name"), ""),
            **dict.fromkeys(("from", "area_m2", "worked_m2", "days_to_order", "idle_days")),
            "to": fact.record.wanted,
            "activity": fact.record.activity,
            "state": "requested",
            "unit": "",
            "priority": fact.record.priority,
            "request": name,
            "requested": fact.record.date,
            "stopped": "",
        }
        for name, fact in sorted(asked.items())
        if name not in answered
    ]


def _row(case: Case, known: ordering.Known, day: int | None = None) -> dict[str, Any]:
    task, order = case.task.record, case.order.record if case.order else None
    land = land_of([case.task], known.plane)
    issued = case.first("issue")
    return {
        "task": case.id,
        "name": task.name,
        "activity": task.activity,
        "state": case.state,
        "unit": case.unit,
        "from": (order and order.from_) or task.from_,
        "to": (order and order.to) or task.to,
        "area_m2": round(float(shapely.area(land[0])), 1) if land else None,
        "worked_m2": sum(move.fact.record.area_m2 or 0 for move in case.moves if move.move == "progress") or None,
        "priority": task.priority,
        "request": plain(task.request),
        "requested": case.requested or None,
        "days_to_order": days_between(case.requested, issued),
        "idle_days": days_between(issued, case.first("progress")),
        "stopped": "; ".join(one.text for one in stopped(case, known, day)),
    }


def days_between(first: str, last: str) -> int | None:
    """
    Count the days from one day to another.

    Parameters
    ----------
    first, last
        ISO dates.

    Returns
    -------
    int or None
        None where either is missing or only known by month or year: a figure must not be more exact than its dates.

    Examples
    --------
    >>> days_between("2025-02-01", "2025-03-01"), days_between("2025-02", "2025-03-01"), days_between("", "2025")
    (28, None, None)
    """
    try:
        days = interval(first), interval(last)
    except ValueError:
        return None
    exact = all(one.first == one.last for one in days)
    return days[1].first - days[0].first if exact else None


def story_of(register: Reading, task: str) -> dict[str, Any]:
    """
    Tell everything about one task.

    Parameters
    ----------
    register
        An open register.
    task
        Its id.

    Returns
    -------
    dict
        The row of `task_rows`, ``description`` (the task record), ``moves`` with who, when and why, and
        ``stopped`` with the reasons.

    Raises
    ------
    UnknownIdError
        Where no accepted record describes it.
    """
    known = known_now(register.store, EVER)
    case = case_named(known, task)
    people = names_of(register.store)
    return {
        **_row(case, known),
        "record": case.task.id,
        "description": msgspec.json.decode(msgspec.json.encode(case.task.record)),
        "moves": [_move(move, people) for move in case.moves],
        "stopped": [{"code": one.code, "text": one.text, "record": one.record} for one in stopped(case, known)],
    }


def stops_of(register: Reading, task: str) -> list[Reason]:
    """
    Tell why nobody may work on a task, as reasons of which each still names its units and tasks.

    Parameters
    ----------
    register
        An open register.
    task
        Its id.

    Returns
    -------
    list of Reason
        As `programme.findings.stopped`.

    Raises
    ------
    UnknownIdError
        Where no accepted record describes it.
    """
    known = known_now(register.store, EVER)
    return stopped(case_named(known, task), known)


def case_named(known: ordering.Known, task: str) -> Case:
    """
    Find a task.

    Parameters
    ----------
    known
        What is known.
    task
        Its id.

    Returns
    -------
    Case
        With all its moves.

    Raises
    ------
    UnknownIdError
        Where no accepted record describes it.
    """
    case = case_of(task, known.roll)
    if case is None:
        msg = f"no accepted record describes task {task!r}"
        raise UnknownIdError(msg, "`landrelease task list` shows those that there are")
    return case


def _move(move: Any, people: Mapping[str, str]) -> dict[str, Any]:  # noqa: ANN401 - a move
    record = move.fact.record
    return {
        "day": move.day,
        "move": move.move,
        "before": move.before,
        "after": move.after,
        "in_turn": move.in_turn,
        "unit": getattr(record, "unit", None),
        "who": people.get(record.author, record.author),
        "why": getattr(record, "reason", None) or record.remarks,
        "record": move.fact.id,
    }


def order_of(register: Register, task: str, **parts: Any) -> Order:  # noqa: ANN401 - fields of an order
    """
    Write an order as people give it: today's unless a day is said.

    Parameters
    ----------
    register
        An open register, for its clock and time zone.
    task
        Id of the task.
    **parts
        Fields of `records.tasking.Order`.

    Returns
    -------
    Order
        Without author and time.
    """
    said = {name: tuple(value) if isinstance(value, list | tuple) else value for name, value in parts.items() if value}
    return msgspec.structs.replace(Order(task=task, date=register.today()), **said)


def refusals_of(register: Register, order: Order) -> list[Reason]:
    """
    Tell what speaks against an order, before anybody gives it.

    Parameters
    ----------
    register
        An open register.
    order
        The order, without author and time.

    Returns
    -------
    list of Reason
        Empty where it may be given now.

    Raises
    ------
    BadRequestError
        Where the action is none.
    """
    return _refusals(register.at_once(), order)


def _refusals(moment: Register, order: Order, recorded: str | None = None) -> list[Reason]:
    if order.action not in ORDERED:
        msg = f"{order.action!r} is no action of an order; `landrelease kinds order` lists them"
        raise BadRequestError(msg)
    as_written = msgspec.structs.replace(order, author=moment.mine() or "", recorded=moment.stamp(recorded))
    change = ordering.Change((Fact("", as_written),))
    return ordering.judge(change, known_now(moment.store, moment.stamp()), as_written.author)


def give(register: Register, order: Order, *, accept_as: str | None = None, recorded: str | None = None) -> Given:
    """
    Propose an order, and accept it where somebody else is named who decides.

    Parameters
    ----------
    register
        An open register.
    order
        The order, without author and time.
    accept_as
        Who accepts it; it stays proposed without.
    recorded
        A claimed moment of recording.

    Returns
    -------
    Given
        Ids of the order and of the decision.

    Raises
    ------
    OrderRefusedError
        Where it may not be given; nothing is written then.
    BadRequestError
        Where the action is none.
    """
    moment = register.at_once()
    found = _refusals(moment, order, recorded)
    orders.refuse([orders.Refused("", order, found)] if found else [])
    decided: list[str] = []
    with register.writing() as batch:
        name = batch.add(format1.encode(moment.stamped(batch, order, recorded))).id
        if accept_as is None:
            upkeep.refresh(register.store, batch, [name])
        else:
            decided = moment.by(accept_as).decide_in(batch, [name], "accept", None, recorded=recorded, fresh=[name])
    return Given(name, decided[0] if decided else "")
