"""Accreditation of a unit for an activity, day by day: suspensions win, days are inclusive, unknown is no."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from landrelease.programme.question import Question
from landrelease.programme.reason import Reason, reason
from landrelease.programme.roll import Fact, Roll, latest, plain
from landrelease.programme.rules import Rules
from landrelease.programme.span import ALWAYS, Span, barred, granted, iso

_GRANTS = {"accredited", "provisional"}
_BARS = {"suspended", "withdrawn"}


class Step(NamedTuple):
    """
    One record of an accreditation with the days on which it speaks.

    Attributes
    ----------
    status : str
        Code of the list ``accreditation_status``.
    span : Span
        Its days.
    record : str
        Id of the record.
    """

    status: str
    span: Span
    record: str


class Stretch(NamedTuple):
    """
    Days on end with one standing.

    Attributes
    ----------
    span : Span
        The days.
    standing : str
        ``accredited``, ``provisional``, ``suspended``, ``withdrawn`` or ``none``.
    record : str
        Id of the record that decides; empty where there is none.
    """

    span: Span
    standing: str
    record: str


def check(question: Question, roll: Roll, rules: Rules) -> list[Reason]:
    """
    Look at the accreditation of the unit, on every day of the question.

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
        One for each stretch of days with one standing, and for records that do not count.
    """
    what = question.activity
    if not rules.known(what, question.first):
        return [reason("capability-unknown", capability=what)]
    facts = _facts(question, roll)
    counting, found = _counting(facts, question, rules)
    steps = [step for fact in counting for step in steps_of(fact, roll, rules, question)]
    found += [reason("accreditation-undated", fact.id) for fact in counting if _undated(fact)]
    for stretch in stretches(question.span, steps):
        found += _said(stretch, what, rules)
    if any(one.code == "not-accredited" for one in found):
        found += [reason("only-applied", fact.id, capability=what) for fact in _asked(facts)]
        found += [reason("refused", fact.id) for fact in facts if fact.record.status == "refused"]
        if latest(roll.called("unit", question.unit)) is None:
            found.append(reason("unit-unknown", unit=question.unit))
    return found + _off_work(question, roll)


def all_steps(question: Question, roll: Roll, rules: Rules) -> list[Step]:
    """
    Read every record that decides on the accreditation of the unit for the activity.

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
    list of Step
        What `stretches` takes.
    """
    counting, _found = _counting(_facts(question, roll), question, rules)
    return [step for fact in counting for step in steps_of(fact, roll, rules, question)]


def _facts(question: Question, roll: Roll) -> list[Fact]:
    named = roll.naming("unit", question.unit, "accreditation")
    mine = [fact for fact in named if plain(fact.record.capability) == question.activity]
    return mine + _of_the_organisation(question, roll)


def _asked(facts: Iterable[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.record.status in {"applied", "desk-review"}]


def _of_the_organisation(question: Question, roll: Roll) -> list[Fact]:
    """List what bars the organisation, and with it its units; what it may do says nothing about a unit."""
    unit = latest(roll.called("unit", question.unit), iso(question.last))
    if unit is None or not unit.record.organisation:
        return []
    found = roll.naming("organisation", unit.record.organisation, "accreditation")
    holder = plain(unit.record.organisation)
    return [
        fact
        for fact in found
        if plain(fact.record.holder) == holder
        and not fact.record.unit
        and fact.record.status in {*_BARS, "reinstated"}
        and plain(fact.record.capability) in {"", question.activity}
    ]


def _counting(facts: Iterable[Fact], question: Question, rules: Rules) -> tuple[list[Fact], list[Reason]]:
    """Leave out what other bodies grant, and what is for another rotation; what bars always counts."""
    bodies = rules.bodies(question.first)
    counting, found = [], []
    for fact in facts:
        record = fact.record
        if record.status in _GRANTS | {"reinstated"}:
            if bodies and plain(record.organisation) not in bodies:
                found.append(reason("body-does-not-count", fact.id, body=record.organisation or "?"))
                continue
            if question.rotation and record.rotation and plain(record.rotation) != plain(question.rotation):
                continue
        counting.append(fact)
    return counting, found


def _undated(fact: Fact) -> bool:
    return fact.record.status in _GRANTS and granted(fact.record.from_ or fact.record.date, None) is None


def steps_of(fact: Fact, roll: Roll, rules: Rules, question: Question) -> Iterator[Step]:
    """
    Read the days of an accreditation record.

    Parameters
    ----------
    fact
        An accreditation in force.
    roll
        Where its rotation is looked up.
    rules
        Settings in force.
    question
        The question.

    Yields
    ------
    Step
        None where it says nothing about any day.
    """
    record = fact.record
    first = record.from_ or record.date
    if record.status in _BARS:
        yield Step(record.status, barred(first, record.to), fact.id)
    elif record.status in _GRANTS | {"reinstated"}:
        span = granted(first, record.to)
        if span is None:
            return
        days = rules.validity_days(question.first)
        if not record.to and days is not None and record.status in _GRANTS:
            span = Span(span.first, span.first + days - 1)
        for duty in _on_duty(record.rotation, roll):
            yield Step(record.status, span.meet(duty), fact.id)


def _on_duty(rotation: str | None, roll: Roll) -> list[Span]:
    """Days to which an accreditation is limited by its rotation; none where the rotation is not known."""
    if not rotation:
        return [ALWAYS]
    spans = (granted(fact.record.from_, fact.record.to) for fact in roll.called("rotation", rotation))
    return [span for span in spans if span is not None]


def stretches(days: Span, steps: list[Step]) -> list[Stretch]:
    """
    Cut days where the standing changes.

    Parameters
    ----------
    days
        The days asked about.
    steps
        Records of one unit and capability.

    Returns
    -------
    list of Stretch
        In order, together all the days.

    Examples
    --------
    >>> steps = [Step("accredited", Span(1, 9), "a"), Step("suspended", Span(4, 5), "s")]
    >>> [(one.span.first, one.span.last, one.standing) for one in stretches(Span(2, 11), steps)]
    [(2, 3, 'accredited'), (4, 5, 'suspended'), (6, 9, 'accredited'), (10, 11, 'none')]
    """
    edges = {days.first} | {edge for step in steps for edge in (step.span.first, step.span.last + 1)}
    starts = sorted(edge for edge in edges if days.holds(edge))
    found: list[Stretch] = []
    for first, last in zip(starts, [*(start - 1 for start in starts[1:]), days.last], strict=True):
        standing, record = standing_on(first, steps)
        if found and found[-1][1:] == (standing, record):
            found[-1] = Stretch(Span(found[-1].span.first, last), standing, record)
        else:
            found.append(Stretch(Span(first, last), standing, record))
    return found


def standing_on(day: int, steps: list[Step]) -> tuple[str, str]:
    """
    Tell the standing on one day.

    Parameters
    ----------
    day
        Day number.
    steps
        Records of one unit and capability.

    Returns
    -------
    standing : str
        As in `Stretch`.
    record : str
        The record that decides.

    Notes
    -----
    A withdrawal holds until a later accreditation, a suspension until its end or a later reinstatement; both win over
    every accreditation of the same day.

    Examples
    --------
    >>> standing_on(5, [Step("suspended", Span(4, 9), "s"), Step("reinstated", Span(5, 99), "r")])
    ('none', '')
    """
    now = [step for step in steps if step.span.holds(day)]
    for status, ends in (("withdrawn", {"accredited"}), ("suspended", {"reinstated"})):
        for step in now:
            lifted = any(other.status in ends and step.span.first < other.span.first <= day for other in steps)
            if step.status == status and not lifted:
                return status, step.record
    for status in ("accredited", "provisional"):
        for step in now:
            if step.status == status:
                return status, step.record
    return "none", ""


def _said(stretch: Stretch, capability: str, rules: Rules) -> list[Reason]:
    days = stretch.span.text
    if stretch.standing == "provisional" and not rules.provisional_counts(stretch.span.first):
        return [reason("only-provisional", stretch.record, days=days)]
    code = {"accredited": "accredited", "provisional": "accredited", "none": "not-accredited"}.get(
        stretch.standing, stretch.standing
    )
    return [reason(code, stretch.record, capability=capability, days=days)]


def _off_work(question: Question, roll: Roll) -> list[Reason]:
    found = []
    for fact in roll.naming("unit", question.unit, "lapse"):
        span = barred(fact.record.from_ or fact.record.date, fact.record.to).meet(question.span)
        if not fact.record.person and span.first <= span.last:
            found.append(reason("unit-stands-down", fact.id, days=span.text))
    return found
