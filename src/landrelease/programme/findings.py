"""What the programme itself sees: work that was not allowed, tasks that must stop, moves that do not follow."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import shapely

from landrelease.checks.finding import Finding
from landrelease.programme import accredited, gate
from landrelease.programme.case import Case, accepted_releases, case_of
from landrelease.programme.crew import missing_of
from landrelease.programme.division import land_of
from landrelease.programme.ordering import Known, days_of, question_of, too_near
from landrelease.programme.question import Question
from landrelease.programme.reason import Reason
from landrelease.programme.roll import Fact, Roll, latest, plain
from landrelease.programme.rules import Rules
from landrelease.programme.span import Span, barred
from landrelease.programme.training import training_findings
from landrelease.records.times import interval

_GRAMS = 6
"""Digits behind the point to which amounts of explosives are compared: sums of decimals are never quite exact."""
WORK = ("progress", "completion", "release", "survey")
"""Kinds that report work of a unit."""


def programme_findings(known: Known) -> list[Finding]:
    """
    Look over units, tasks and orders.

    Parameters
    ----------
    known
        What is known.

    Returns
    -------
    list of Finding
        In no order.
    """
    cases = list(cases_of(known.roll))
    found = list(work_not_allowed(known))
    for case in cases:
        found += _of_case(case, known)
    return [*found, *_takeovers(known.roll), *_explosives(known.roll), *training_findings(known.roll)]


def cases_of(roll: Roll) -> Iterator[Case]:
    """
    Follow every task.

    Parameters
    ----------
    roll
        Statements in force.

    Yields
    ------
    Case
        Ordered by the task's id.
    """
    for name in task_names(roll):
        case = case_of(name, roll)
        if case is not None:
            yield case


def task_names(roll: Roll) -> list[str]:
    """
    Name every task.

    Parameters
    ----------
    roll
        Statements in force.

    Returns
    -------
    list of str
        Their ids, ordered; a task without one is nobody's.

    Examples
    --------
    >>> from landrelease.programme.roll import Held
    >>> task_names(Held([]))
    []
    """
    return sorted({plain(fact.record.id) for fact in roll.all("task")} - {""})


def work_not_allowed(known: Known) -> Iterator[Finding]:
    """
    Find reports of work on days on which the unit was not accredited for it.

    Parameters
    ----------
    known
        What is known.

    Yields
    ------
    Finding
        ``work-not-allowed``, one for each report.
    """
    answers: dict[Question, list[Reason]] = {}
    for fact in known.roll.all(*WORK):
        question = worked(fact.record, known.roll)
        if question and question not in answers:
            answers[question] = against(question, known.roll, known.rules)
        refusals = answers[question] if question else []
        if question and refusals:
            params: dict[str, str | int | float] = {
                "unit": question.unit,
                "activity": question.activity,
                "days": question.span.text,
                "grounds": grounds(refusals),
            }
            yield Finding("work-not-allowed", (fact.id, *_records(refusals)), params=params)


def worked(record: Any, roll: Roll) -> Question | None:  # noqa: ANN401 - any record
    """
    Read which unit did what when from a report of work.

    Parameters
    ----------
    record
        A record of `WORK`.
    roll
        Statements in force, for the task: its activity, and its unit where the report names none.

    Returns
    -------
    Question or None
        None where no unit, no day or nothing that was done can be made out.
    """
    task = plain(getattr(record, "task", None))
    unit = plain(getattr(record, "unit", None)) or (_ordered_unit(task, roll) if task else "")
    day = record.date or record.date_from
    if not unit or not day:
        return None
    described = latest(roll.called("task", task)) if task and not plain(record.method) else None
    activity = plain(record.method) or (plain(described.record.activity) if described else "")
    if not activity:
        return None
    try:
        first, last = interval(record.date_from or day).first, interval(day).last
    except ValueError:
        return None
    return Question(unit, activity, min(first, last), last)


def _ordered_unit(task: str, roll: Roll) -> str:
    case = case_of(task, roll)
    return case.unit if case else ""


def against(question: Question, roll: Roll, rules: Rules) -> list[Reason]:
    """
    List what speaks against work as far as accreditation goes.

    Parameters
    ----------
    question
        The question.
    roll
        Statements in force.
    rules
        Settings in force.

    Returns
    -------
    list of Reason
        Empty where the unit was accredited on every day.
    """
    return [one for one in accredited.check(question, roll, rules) if not one.allows]


def grounds(reasons: Iterable[Reason]) -> str:
    """
    Say reasons in one line.

    Parameters
    ----------
    reasons
        Reasons.

    Returns
    -------
    str
        Their texts.

    Examples
    --------
    >>> grounds([])
    ''
    """
    return " ".join(one.text for one in reasons)


def _records(reasons: Iterable[Reason]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.record for one in reasons if one.record))


def stopped(case: Case, known: Known, day: int | None = None) -> list[Reason]:
    """
    Tell why a task that is ordered must not be worked on, for any of its days.

    Parameters
    ----------
    case
        The task.
    known
        What is known.
    day
        Only its days from this one on count: a suspension that was lifted before stops nothing.

    Returns
    -------
    list of Reason
        Empty where nothing speaks against it, nobody is ordered, or none of its days is left.
    """
    if case.order is None or not case.at_work:
        return []
    question = question_of(case.order, case)
    if isinstance(question, Reason):
        return [question]
    if day is not None and day > question.last:
        return []
    question = question._replace(first=max(question.first, day or question.first))
    return list(gate.answer(question, known.roll, known.rules).refusals)


def _of_case(case: Case, known: Known) -> Iterator[Finding]:
    reasons = stopped(case, known)
    if reasons and case.order:
        params: dict[str, str | int | float] = {"task": case.id, "unit": case.unit, "grounds": grounds(reasons)}
        yield Finding("task-stopped", (case.order.id, *_records(reasons)), params=params)
    near = too_near(case.order, case, known) if case.order and case.at_work else []
    if near and case.order:
        params = {"task": case.id, "unit": case.unit, "grounds": grounds(near)}
        yield Finding("work-collides", (case.order.id, *_records(near)), params=params)
    for move in case.moves:
        if move.own_work:
            yield Finding("own-work-inspected", (move.fact.id,), params={"task": case.id})
        elif not move.in_turn:
            params = {"task": case.id, "state": move.before, "move": move.move}
            yield Finding("move-out-of-turn", (move.fact.id,), params=params)
    yield from _outside_order(case)
    yield from _released(case, known.roll)
    yield from _exceeded(case, known)


def _outside_order(case: Case) -> Iterator[Finding]:
    """Find work by another unit than the one ordered, or on other days."""
    for move in case.moves:
        if move.move not in {"progress", "complete"} or move.order is None or not move.in_turn:
            continue
        order, report = move.order, move.fact.record
        asked, days = days_of(order, case), _days_of(report)
        other = bool(plain(report.unit)) and plain(report.unit) != plain(order.record.unit)
        early_or_late = isinstance(asked, Span) and days is not None and not _within(days, asked)
        if other or (early_or_late and move.move == "progress"):
            params: dict[str, str | int | float] = {
                "task": case.id,
                "unit": plain(report.unit) or "?",
                "days": days.text if days else "?",
                "ordered": plain(order.record.unit) or "?",
                "ordered_days": asked.text if isinstance(asked, Span) else "?",
            }
            yield Finding("work-outside-order", (move.fact.id, order.id), params=params)


def _days_of(report: Any) -> Span | None:  # noqa: ANN401 - a report of work
    try:
        return barred(report.date_from or report.date, report.date)
    except ValueError:
        return None


def _within(days: Span, others: Span) -> bool:
    return others.first <= days.first and days.last <= others.last


def _released(case: Case, roll: Roll) -> Iterator[Finding]:
    """Find land released without an inspection that passed since the last report of completion, or one that failed."""
    passed = False
    for move in (one for one in case.moves if one.in_turn):
        if move.move in {"complete", "pass", "fail"}:
            passed = move.move == "pass"
    facts = accepted_releases(case.completion, roll).values() if case.completion else ()
    accepted = sorted({fact.id for found in facts for fact in found})
    if accepted and not passed:
        yield Finding("released-without-inspection", tuple(accepted), params={"task": case.id})


def _exceeded(case: Case, known: Known) -> Iterator[Finding]:
    worked_m2 = sum(move.fact.record.area_m2 or 0 for move in case.moves if move.move == "progress")
    land = land_of([case.task], known.plane) if worked_m2 else None
    if land is not None and worked_m2 > (area := float(shapely.area(land[0]))):
        params: dict[str, str | int | float] = {"task": case.id, "worked_m2": worked_m2, "area_m2": area}
        yield Finding("progress-exceeds-task", (case.task.id,), params=params)


def _takeovers(roll: Roll) -> Iterator[Finding]:
    newest = {plain(fact.record.id) or fact.id: fact for fact in roll.all("rotation")}
    for fact in newest.values():
        missing = missing_of(fact, roll)
        if missing:
            params: dict[str, str | int | float] = {
                "rotation": fact.record.id or "?",
                "earlier": fact.record.follows or "?",
                "missing": ", ".join(missing),
            }
            yield Finding("takeover-incomplete", (fact.id,), params=params)


def _explosives(roll: Roll) -> Iterator[Finding]:
    """Find explosives that were neither used nor returned when the work was over, or used without being drawn."""
    moved: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in roll.all("explosives"):
        moved[plain(fact.record.task), plain(fact.record.item), plain(fact.record.measure)].append(fact)
    for (task, item, measure), facts in sorted(moved.items()):
        case = case_of(task, roll) if task else None
        total = {
            kind: sum(fact.record.quantity or 0 for fact in facts if plain(fact.record.movement) == kind)
            for kind in ("drawn", "used", "returned")
        }
        left = round(total["drawn"] - total["used"] - total["returned"], _GRAMS)
        over = case is None or not case.at_work
        unsaid = any(fact.record.quantity is None or plain(fact.record.movement) not in total for fact in facts)
        if left < 0 or (over and left) or unsaid:
            what = f"{item or '?'} ({measure or '?'})"
            params: dict[str, str | int | float] = {"task": task or "?", "item": what, **total}
            yield Finding("explosives-unbalanced", (facts[0].id,), params=params)
