"""Whether an order may be given: the gate, the state of the task, locks, division, and work of others nearby."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import shapely

from landrelease.geometry.geojson import geometry_of
from landrelease.geometry.plane import Plane
from landrelease.programme import division, gate, nearby
from landrelease.programme.case import Case, Move, amended, case_of, move_of
from landrelease.programme.moves import AT_WORK, GATED, STOPS
from landrelease.programme.moves import after as after_move
from landrelease.programme.places import KINDS, Places
from landrelease.programme.question import Question
from landrelease.programme.reason import Reason, reason
from landrelease.programme.roll import Fact, Roll, plain
from landrelease.programme.rules import Rules
from landrelease.programme.span import Span
from landrelease.programme.supposed import Supposed
from landrelease.records.times import instant, interval, stamp

_TERMS = ("unit", "rotation", "from_", "to", "people", "assets")


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
    places : callable or None
        Gives the places of all tasks, when they are needed; they are read from the roll without.
    """

    roll: Roll
    rules: Rules
    plane: Plane | None
    now: str
    places: Callable[[], Places] | None = None


class Change(NamedTuple):
    """
    What would be different with orders that are not in force yet, or no longer.

    Attributes
    ----------
    added : tuple of Fact
        Orders that would come in force.
    gone : tuple of Fact
        Orders that would no longer be.
    """

    added: tuple[Fact, ...]
    gone: tuple[Fact, ...] = ()


def judge(change: Change, known: Known, acting: str = "") -> list[Reason]:
    """
    Judge orders that are not in force yet.

    Parameters
    ----------
    change
        What comes in force, and in the place of what.
    known
        What is known.
    acting
        Person id of who gives it: own locks do not count, nor do those of the order's author.

    Returns
    -------
    list of Reason
        Against it; empty where it may be given.

    Notes
    -----
    The case of each task is followed as it would be. An order must be in turn on its own day, turn no other move out
    of turn, and the gate must allow whatever work it sends a unit to; so must it where an order ends that kept a unit
    from work.
    """
    then = known._replace(roll=Supposed(known.roll, change.added, {fact.id for fact in change.gone}))
    found: list[Reason] = []
    for order in change.added:
        found += _locked(order, known, acting)
        found += _in_turn(order, known, then)
        if division.is_division(order.record):
            found += division.check(order, known.roll, known.plane)
    for task in _tasks_of(change, known.roll):
        found += _turned_out(task, change, known, then)
        found += _allowed(task, change, known, then)
    return list({(one.code, one.record, one.text): one for one in found}.values())


def _tasks_of(change: Change, roll: Roll) -> list[str]:
    """Name the tasks that orders move: a merge also those that it does not name itself."""
    found = set()
    for fact in (*change.added, *change.gone):
        found.add(plain(fact.record.task))
        if fact.record.action == "merge":
            found |= set(division.parents_of(fact, roll))
    return sorted(found)


def _locked(order: Fact, known: Known, acting: str) -> list[Reason]:
    task = plain(order.record.task)
    if move_of(order.record) in STOPS:
        return []  # what stops work waits for nobody
    return [
        reason("locked", fact.id, task=task, until=fact.record.until or "?", why=fact.record.reason or "?")
        for fact in known.roll.naming("task", task, "lock")
        if fact.record.author not in {acting, order.record.author} and _ends(fact) > known.now
    ]


def _ends(lock: Fact) -> str:
    """Read the moment at which a lock ends: the end of its own day where it says none that can be read."""
    for text in (lock.record.until, lock.record.date, lock.record.recorded[:10]):
        try:
            return stamp(instant(text or ""))
        except ValueError:
            continue
    return ""


def _in_turn(order: Fact, known: Known, then: Known) -> Iterator[Reason]:
    for task in _tasks_of(Change((order,)), known.roll):
        after = case_of(task, then.roll)
        if after is None:
            yield reason("task-unknown", task=task or "?")
            continue
        move = next((one for one in after.moves if one.fact.id == order.id), None)
        if move is None or not (move.in_turn or _void(move)):
            state = move.before if move else after.state
            said = plain(order.record.action) or "?"
            yield reason("out-of-turn", _behind(after, move), task=task, state=state, move=said)


def _void(move: Move) -> bool:
    """Tell whether a split or merge follows, but for the tasks that it names: `division` says what is wrong there."""
    return move.move in {"split", "merge"} and bool(after_move(move.before, move.move))


def _turned_out(task: str, change: Change, known: Known, then: Known) -> Iterator[Reason]:
    """Find moves that would no longer follow: a stop may make reports look late, but never undoes a split or merge."""
    before, after = case_of(task, known.roll), case_of(task, then.roll)
    if before is None or after is None:
        return
    gone, added = {fact.id for fact in change.gone}, {fact.id for fact in change.added}
    goes_on = any(one.fact.id in added and one.in_turn and one.move not in STOPS for one in after.moves)
    followed = {one.fact.id for one in after.moves if one.in_turn} | gone
    for one in before.moves:
        binds = one.move in {"split", "merge"} or (goes_on and one.move != "release")
        if one.in_turn and binds and one.fact.id not in followed:
            yield reason("turns-others-out", one.fact.id, task=task, move=one.move, day=one.day)


def _behind(case: Case, move: Move | None) -> str:
    earlier = case.moves[: case.moves.index(move)] if move else case.moves
    turned = [one for one in earlier if one.in_turn]
    return turned[-1].fact.id if turned else case.task.id


def _allowed(task: str, change: Change, known: Known, then: Known) -> list[Reason]:
    """Ask the gate about the work to which a change sends a unit, and look for work nearby."""
    before, after = case_of(task, known.roll), case_of(task, then.roll)
    if after is None:
        return []
    asked = {
        fact.id: _terms_in(after, fact)
        for fact in change.added
        if move_of(fact.record) in GATED and plain(fact.record.task) == task
    }
    if after.order is not None and after.at_work and not _worked_so(before, after):
        asked[after.order.id] = after.order
    found: list[Reason] = []
    for terms in asked.values():
        found += _may(terms, after, then)
    return found


def _terms_in(case: Case, order: Fact) -> Fact:
    """Take an order with what it leaves out: as it stands on its own day, or at the end where it is out of turn."""
    move = next((one for one in case.moves if one.fact.id == order.id and one.in_turn), None)
    return move.order if move and move.order else amended(case.order, order)


def _worked_so(before: Case | None, after: Case) -> bool:
    if before is None or not before.at_work or before.order is None or after.order is None:
        return False
    return all(getattr(before.order.record, name) == getattr(after.order.record, name) for name in _TERMS)


def _may(terms: Fact, case: Case, known: Known) -> list[Reason]:
    question = question_of(terms, case)
    if isinstance(question, Reason):
        return [question]
    found = list(gate.answer(question, known.roll, known.rules).refusals)
    return found + too_near(terms, case, known)


def too_near(order: Fact, case: Case, known: Known) -> list[Reason]:
    """
    Look for work of others near the work of an order.

    Parameters
    ----------
    order
        The order, whole.
    case
        Its task.
    known
        What is known.

    Returns
    -------
    list of Reason
        Empty where nothing is too near, or the task has no place.
    """
    work = nearby.work_of(case, order, known.plane)
    if work is None:
        return []
    return nearby.check(work, ordered_near(work, known), known.roll, known.rules, known.plane)


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
    if not plain(order.record.unit):
        return reason("order-without-unit", order.id)
    if not plain(task.activity):
        return reason("task-without-activity", case.task.id, task=case.id)
    days = days_of(order, case)
    if isinstance(days, Reason):
        return days
    shapes = geometry_of([task.shape])
    return Question(
        plain(order.record.unit),
        plain(task.activity),
        *days,
        tuple(order.record.people),
        tuple(order.record.assets),
        shapely.make_valid(shapes[0]) if shapes[0] is not None else None,
        task.required_depth_m,
        plain(order.record.rotation),
        plain(task.tasking_authority) or plain(order.record.organisation),
    )


def days_of(order: Fact, case: Case) -> Span | Reason:
    """
    Read the days of work of an order; those of its task where it says none.

    Parameters
    ----------
    order
        The order.
    case
        Its task.

    Returns
    -------
    Span or Reason
        What keeps them from being read.
    """
    first, last = order.record.from_ or case.task.record.from_, order.record.to or case.task.record.to
    if not first or not last:
        return reason("order-without-days", order.id)
    try:
        days = Span(interval(first).first, interval(last).last)
    except ValueError:
        return reason("days-unreadable", order.id, days=f"{first}..{last}")
    return reason("days-reversed", order.id, first=first, last=last) if days.last < days.first else days


def _placed(known: Known) -> Places:
    return Places((fact.record for fact in known.roll.all(*KINDS)), known.plane)


def ordered_near(work: nearby.Work, known: Known, within_m: float = 0.0) -> Iterator[nearby.Work]:
    """
    List the work that is ordered near other work.

    Parameters
    ----------
    work
        The other work.
    known
        What is known.
    within_m
        How near, metres, where that is farther than what rules and maps of tasks reach.

    Yields
    ------
    Work
        Of every other task near it on which a unit may be, or was and will be.
    """
    places = known.places() if known.places else _placed(known)
    for task in sorted(places.near(work.land, work.case.id, max(within_m, places.reach_m(known.rules)))):
        case = case_of(task, known.roll)
        if case is not None and case.order is not None and case.state in {*AT_WORK, "suspended"}:
            other = nearby.work_of(case, case.order, known.plane)
            if other is not None:
                yield other
