"""Whether an order may be given: the gate, the state of the task, locks, division, and work of others nearby."""

from collections.abc import Iterable
from typing import NamedTuple

import shapely

from landrelease.geometry.geojson import geometry_of
from landrelease.geometry.plane import Plane
from landrelease.programme import division, gate, nearby
from landrelease.programme.case import Case, amended, case_of
from landrelease.programme.moves import AT_WORK, GATED, after
from landrelease.programme.question import Question
from landrelease.programme.reason import Reason, reason
from landrelease.programme.roll import Fact, Roll, plain
from landrelease.programme.rules import Rules
from landrelease.records.times import interval


class Known(NamedTuple):
    """
    What is known when an order is judged.

    Attributes
    ----------
    roll : Roll
        Statements in force, without the order.
    rules : Rules
        Settings in force.
    plane : Plane or None
        The programme's plane.
    now : str
        Moment of the judgement, as `times.stamp` writes it; locks end by it.
    """

    roll: Roll
    rules: Rules
    plane: Plane | None
    now: str


def judge(order: Fact, known: Known, acting: str = "", *, corrects: bool = False) -> list[Reason]:
    """
    Judge an order that is not in force yet.

    Parameters
    ----------
    order
        The order.
    known
        What is known.
    acting
        Person id of who gives it: own locks do not count.
    corrects
        Whether it stands in the place of an order that is in force, so that its turn is past.

    Returns
    -------
    list of Reason
        Against it; empty where it may be given.
    """
    task, move = plain(order.record.task), plain(order.record.action)
    case = case_of(task, known.roll)
    if case is None:
        return [reason("task-unknown", task=task or "?")]
    found = _locked(case, known, acting)
    if not corrects and not after(case.state, move):
        found.append(reason("out-of-turn", _behind(case), task=task, state=case.state, move=move or "?"))
    if division.is_division(order.record):
        found += division.check(order, known.roll, known.plane)
    if move in GATED:
        found += _gated(order, case, known)
    return found


def _behind(case: Case) -> str:
    turned = [move for move in case.moves if move.in_turn]
    return turned[-1].fact.id if turned else case.task.id


def _locked(case: Case, known: Known, acting: str) -> list[Reason]:
    return [
        reason("locked", fact.id, task=case.id, until=fact.record.until or "", why=fact.record.reason or "?")
        for fact in known.roll.naming("task", case.id, "lock")
        if fact.record.author != acting and (fact.record.until or "") > known.now
    ]


def _gated(order: Fact, case: Case, known: Known) -> list[Reason]:
    terms = amended(case.order, order)
    question = question_of(terms, case)
    if isinstance(question, Reason):
        return [question]
    found = list(gate.answer(question, known.roll, known.rules).refusals)
    work = nearby.work_of(case, terms, known.plane)
    return found + (nearby.check(work, ordered_work(known), known.roll, known.rules, known.plane) if work else [])


def question_of(order: Fact, case: Case) -> Question | Reason:
    """
    Turn an order into the question for the gate.

    Parameters
    ----------
    order
        The order.
    case
        Its task.

    Returns
    -------
    Question or Reason
        What keeps it from being asked, where something is missing.
    """
    task = case.task.record
    first, last = order.record.from_ or task.from_, order.record.to or task.to
    if not plain(order.record.unit):
        return reason("order-without-unit", order.id)
    if not plain(task.activity):
        return reason("task-without-activity", case.task.id, task=case.id)
    if not first or not last:
        return reason("order-without-days", order.id)
    shapes = geometry_of([task.shape])
    return Question(
        plain(order.record.unit),
        plain(task.activity),
        interval(first).first,
        interval(last).last,
        tuple(order.record.people),
        tuple(order.record.assets),
        shapely.make_valid(shapes[0]) if shapes[0] is not None else None,
        task.required_depth_m,
        plain(order.record.rotation),
        plain(task.tasking_authority) or plain(order.record.organisation),
    )


def ordered_work(known: Known) -> Iterable[nearby.Work]:
    """
    List the work that is ordered now.

    Parameters
    ----------
    known
        What is known.

    Yields
    ------
    Work
        Of every task on which a unit may be.
    """
    tasks = {plain(fact.record.task) for fact in known.roll.all("order")}
    for task in sorted(tasks):
        case = case_of(task, known.roll)
        if case is not None and case.order is not None and case.state in {*AT_WORK, "suspended"}:
            work = nearby.work_of(case, case.order, known.plane)
            if work is not None:
                yield work
