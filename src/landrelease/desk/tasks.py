"""Tasks at the desk: what is planned, who works where, what each task went through, and the orders that move it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec
import shapely

from landrelease.desk import orders, upkeep
from landrelease.desk.errors import BadRequestError, UnknownIdError
from landrelease.desk.orders import known_now
from landrelease.desk.persons import names_of
from landrelease.desk.reading import Reading
from landrelease.desk.register import Register
from landrelease.desk.views import EVER, store_view
from landrelease.programme import ordering
from landrelease.programme.case import Case, case_of
from landrelease.programme.division import land_of
from landrelease.programme.findings import cases_of, stopped
from landrelease.programme.moves import ORDERED, STATES
from landrelease.programme.reason import Reason
from landrelease.programme.roll import Fact, plain
from landrelease.programme.roll import names_of as named_in
from landrelease.records import format1
from landrelease.records.change import Correction
from landrelease.records.kinds import PROGRAMME_KINDS, kind_of, replacement_of
from landrelease.records.tasking import Order

_BEARING = PROGRAMME_KINDS - {"order", "progress", "completion", "inspection", "handover"}
"""Kinds that can make the gate change its answer about work that is ordered."""


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
    register: Reading, *, state: str | None = None, unit: str | None = None, on: str = "9999-12-31"
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
        As they stood at the end of this day.

    Returns
    -------
    list of dict
        ``task``, ``name``, ``activity``, ``state``, ``unit``, ``from``, ``to``, ``area_m2``, ``worked_m2``,
        ``priority`` and ``stopped``, ordered by task.

    Raises
    ------
    BadRequestError
        Where there is no such state.
    """
    if state is not None and state not in STATES:
        msg = f"--state {state}: there are {', '.join(STATES)}"
        raise BadRequestError(msg)
    known = known_now(register.store, EVER)
    cases = (case_of(case.id, known.roll, on) for case in cases_of(known.roll))
    return [
        _row(case, known)
        for case in cases
        if case is not None and (state is None or case.state == state) and (unit is None or case.unit == plain(unit))
    ]


def _row(case: Case, known: ordering.Known) -> dict[str, Any]:
    task, order = case.task.record, case.order.record if case.order else None
    land = land_of([case.task], known.plane)
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
        "stopped": "; ".join(one.text for one in stopped(case, known)),
    }


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
        The row of `task_rows`, ``description`` (the task record), ``moves`` with who, when and why, ``splits`` and
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
        msg = f"no accepted record describes task {task!r}; `landrelease task list` shows those that there are"
        raise UnknownIdError(msg)
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
    return msgspec.convert({"task": task, "date": register.today(), **said}, Order, from_attributes=True)


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
    if order.action not in ORDERED:
        msg = f"{order.action!r} is no action of an order; `landrelease kinds order` lists them"
        raise BadRequestError(msg)
    moment = register.at_once()
    as_written = msgspec.structs.replace(order, author=moment.mine() or "", recorded=moment.stamp(recorded))
    change = ordering.Change((Fact("", as_written),))
    found = ordering.judge(change, known_now(register.store, moment.stamp()), as_written.author)
    orders.refuse([orders.Refused("", order, found)] if found else [])
    decided: list[str] = []
    with register.writing() as batch:
        name = batch.add(format1.encode(moment.stamped(batch, order, recorded))).id
        if accept_as is None:
            upkeep.refresh(register.store, batch, [name])
        else:
            decided = moment.by(accept_as).decide_in(batch, [name], "accept", None, recorded=recorded, fresh=[name])
    return Given(name, decided[0] if decided else "")


def stopped_by(register: Reading, records: Iterable[str]) -> list[tuple[Case, list[Reason]]]:
    """
    List the tasks that must stop, or not begin, because of some records.

    Parameters
    ----------
    register
        An open register.
    records
        Ids of records that were just accepted.

    Returns
    -------
    list of tuple
        Task and what speaks against it, ordered by task.
    """
    known, view = known_now(register.store, EVER), store_view(register.store)
    said = ((name, view.record(name)) for name in records)
    statements = [(name, replacement_of(one) if isinstance(one, Correction) else one) for name, one in said if one]
    tasks = {task for name, one in statements if kind_of(one) in _BEARING for task in _tasks_of(Fact(name, one), known)}
    cases = (case_of(task, known.roll) for task in sorted(tasks))
    return [(case, reasons) for case in cases if case is not None and (reasons := stopped(case, known))]


def _tasks_of(fact: Fact, known: ordering.Known) -> set[str]:
    """Find the tasks whose orders name what a record is about."""
    asked = set(named_in(fact.record))
    units = {name for kind, name in asked if kind == "unit"}
    for kind, name in asked:
        if kind == "rotation":
            units |= {plain(one.record.unit) for one in known.roll.called("rotation", name)}
        if kind == "organisation":
            units |= {plain(one.record.id) for one in known.roll.all("unit") if plain(one.record.organisation) == name}
    asked |= {("unit", unit) for unit in units}
    found = [
        order
        for kind, name in sorted(asked)
        if kind in {"unit", "person", "asset", "task"}
        for order in known.roll.naming(kind, name, "order")
    ]
    return {plain(order.record.task) for order in found}
