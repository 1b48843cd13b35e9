"""Accreditation of a unit for an activity, day by day: suspensions win, days are inclusive, unknown is no."""

from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import product
from typing import Any, NamedTuple

from landrelease.programme.crew import duty_of
from landrelease.programme.history import history, organisations_of
from landrelease.programme.question import Question
from landrelease.programme.reason import Reason, reason
from landrelease.programme.roll import Fact, Roll, latest, plain
from landrelease.programme.rules import Rules
from landrelease.programme.span import ALWAYS, Span, barred, granted, possible

_GRANTS = {"accredited", "provisional"}
_BARS = {"suspended", "withdrawn", "unclear"}
_CODES = {
    "accredited": "accredited",
    "provisional": "accredited",
    "none": "not-accredited",
    "unclear": "accreditation-unclear",
}
_WAITING = {"applied", "desk-review", "refused"}
_KNOWN = {*_GRANTS, *_BARS, *_WAITING, "reinstated"}


class Step(NamedTuple):
    """
    One record of an accreditation with the days on which it speaks.

    Attributes
    ----------
    status : str
        Code of the list ``accreditation_status``; ``unclear`` for one that is not in it.
    span : Span
        Its days.
    record : str
        Id of the record.
    said : Span or None
        Days on which it can have been said: what lifts a prohibition must surely have been said after it. The first
        day of `span` where it is None.
    body : str
        Id of the accrediting body: what one body prohibits no other lifts.
    about : str
        ``unit``, or the id of the organisation that it is about.
    capability : str
        Its capability; empty where it is about all of them.
    """

    status: str
    span: Span
    record: str
    said: Span | None = None
    body: str = ""
    about: str = "unit"
    capability: str = ""

    @property
    def when(self) -> Span:
        """Days on which it can have been said."""
        return self.said or Span(self.span.first, self.span.first)


class Stretch(NamedTuple):
    """
    Days on end with one standing.

    Attributes
    ----------
    span : Span
        The days.
    standing : str
        ``accredited``, ``provisional``, ``suspended``, ``withdrawn``, ``unclear`` or ``none``.
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
    what = plain(question.activity)
    if not rules.known(what, question.first):
        return [reason("capability-unknown", capability=what)]
    facts = _facts(question, roll, rules)
    counting, left = _counting(facts, question, rules)
    steps = _steps(counting, question, roll, rules)
    found, records = [], {fact.id: fact.record for fact in facts}
    for stretch in stretches(question.span, steps):
        found += _said(stretch, what, rules, records)
    if any(not one.allows for one in found):
        found += left
    if any(one.code in {"not-accredited", "only-provisional"} for one in found):
        found += _why_not(facts, what)
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
    counting, _left = _counting(_facts(question, roll, rules), question, rules)
    return _steps(counting, question, roll, rules)


def _facts(question: Question, roll: Roll, rules: Rules) -> list[Fact]:
    named = [*roll.naming("unit", question.unit, "accreditation"), *_by_rotation(question, roll)]
    return [fact for fact in named if _speaks(fact, plain(question.activity), rules, question)]


def _steps(counting: Iterable[Fact], question: Question, roll: Roll, rules: Rules) -> list[Step]:
    steps = [step for line in _lines(counting) for step in _of_line(line, roll, rules, question)]
    return steps + _of_the_organisation(question, roll, rules)


def _by_rotation(question: Question, roll: Roll) -> list[Fact]:
    """List what bars a rotation of the unit and does not name the unit; what allows must name it."""
    rotations = {plain(fact.record.id) for fact in roll.naming("unit", question.unit, "rotation")} - {""}
    found = [fact for name in sorted(rotations) for fact in roll.naming("rotation", name, "accreditation")]
    return [fact for fact in found if not plain(fact.record.unit) and fact.record.status not in _GRANTS | _WAITING]


def _lines(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Put records together that grant under one id; all others stand alone."""
    lines: dict[str, list[Fact]] = {}
    for fact in facts:
        name = plain(fact.record.id) if fact.record.status in _GRANTS else ""
        lines.setdefault(f"id {name}" if name else fact.id, []).append(fact)
    return list(lines.values())


def _of_line(line: list[Fact], roll: Roll, rules: Rules, question: Question) -> Iterator[Step]:
    """Read records under one id: a later one replaces an earlier one; where dates do not tell, only what all grant."""
    if len(line) == 1:
        yield from steps_of(line[0], roll, rules, question)
        return
    for days, facts in history(line, question.span, _given):
        told = [list(steps_of(fact, roll, rules, question)) for fact in facts]
        for steps in product(*told):
            least = min(steps, key=lambda step: (step.status == "accredited", step.record))
            yield least._replace(span=reduce(Span.meet, (step.span for step in steps), days))


def _given(fact: Fact) -> Span:
    return possible(fact.record.date) or possible(fact.record.from_) or ALWAYS


def _why_not(facts: Iterable[Fact], what: str) -> list[Reason]:
    found = []
    for fact in facts:
        if fact.record.status in {"applied", "desk-review"}:
            found.append(reason("only-applied", fact.id, capability=what))
        elif fact.record.status == "refused":
            found.append(reason("refused", fact.id))
    return found


def _speaks(fact: Fact, what: str, rules: Rules, question: Question) -> bool:
    """Tell whether a record is about a capability; what bars one that is unknown or not named bars every one."""
    record = fact.record
    named = plain(record.capability)
    if named == what:
        return True
    harmless = record.status in _GRANTS | _WAITING
    return not harmless and (not named or not rules.known(named, question.first))


def _of_the_organisation(question: Question, roll: Roll, rules: Rules) -> list[Step]:
    """List what bars an organisation, and with it its units; what it may do says nothing about a unit."""
    found = []
    for holder, days in organisations_of(question.unit, question.span, roll):
        for fact in roll.naming("organisation", holder, "accreditation") if holder else ():
            record = fact.record
            about = plain(record.holder) == holder and not plain(record.unit)
            if about and record.status not in _WAITING | {"provisional"} and _concerns(fact, question, rules):
                steps = steps_of(fact, roll, rules, question)
                found += [step._replace(span=step.span.meet(days), about=f"organisation {holder}") for step in steps]
    return found


def _concerns(fact: Fact, question: Question, rules: Rules) -> bool:
    return not plain(fact.record.capability) or _speaks(fact, plain(question.activity), rules, question)


def _counting(facts: Iterable[Fact], question: Question, rules: Rules) -> tuple[list[Fact], list[Reason]]:
    """Leave out what grants nothing here, and say why; what bars always counts."""
    counting, left = [], []
    for fact in facts:
        why = _leaves_out(fact, question, rules) if fact.record.status in _GRANTS | {"reinstated"} else None
        if why is None:
            counting.append(fact)
        else:
            left.append(why)
    return counting, left


def _leaves_out(fact: Fact, question: Question, rules: Rules) -> Reason | None:
    record, bodies = fact.record, rules.bodies(question.first)
    if bodies and plain(record.organisation) not in bodies:
        return reason("body-does-not-count", fact.id, body=record.organisation or "?")
    if granted(record.from_ or record.date, record.to) is None:
        return reason("accreditation-undated", fact.id)
    if plain(question.rotation) and plain(record.rotation) and plain(record.rotation) != plain(question.rotation):
        return reason("other-rotation", fact.id, rotation=record.rotation)
    limit, depth = record.depth_limit_m, question.depth_m
    if limit is not None and not (depth is not None and depth <= limit):
        asked = "?" if depth is None else f"{depth:g}"
        return reason("accredited-less-deep", fact.id, limit=f"{limit:g}", depth=asked)
    return None


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

    Notes
    -----
    A withdrawal has no end, whatever ``to`` it copied: what ends it is a later accreditation. A prohibition bars from
    the first day that it can mean; what is to lift it must have been said after the last.
    """
    record = fact.record
    first = record.from_ or record.date
    status = record.status if record.status in _KNOWN else "unclear"
    own = Step(status, ALWAYS, fact.id, _when(fact), plain(record.organisation), capability=plain(record.capability))
    if status in _GRANTS | {"reinstated"}:
        for span in _valid(fact, rules, question):
            for duty in _on_duty(record.rotation, question, roll):
                yield own._replace(span=span.meet(duty))
    elif status not in _WAITING:
        yield own._replace(span=barred(first, None if status == "withdrawn" else record.to))


def _valid(fact: Fact, rules: Rules, question: Question) -> Iterator[Span]:
    record = fact.record
    first = record.from_ or record.date
    span = granted(first, record.to)
    days = rules.validity_days(question.first)
    if span is not None and not plain(record.to) and days is not None and record.status in _GRANTS:
        span = Span(span.first, min(span.last, barred(first, None).first + days - 1))
    if span is not None:
        yield span


def _when(fact: Fact) -> Span:
    """Days on which a record can have been said: between its date and its first day, any where one is unreadable."""
    dates = [plain(text) for text in (fact.record.date, fact.record.from_) if plain(text)]
    spans = [possible(date) for date in dates]
    known = [span for span in spans if span is not None]
    if not known or len(known) < len(spans):
        return ALWAYS
    return Span(min(span.first for span in known), max(span.last for span in known))


def _on_duty(rotation: str | None, question: Question, roll: Roll) -> list[Span]:
    """Days to which an accreditation is limited by its rotation; none where the rotation is not known."""
    if not plain(rotation):
        return [ALWAYS]
    return [span for _, span in duty_of(plain(rotation), question.unit, roll)]


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
    A withdrawal takes every accreditation but one that the same body gave later; a suspension bars until its end, or
    while a later reinstatement by the same body holds. Both win over every accreditation of the same day.

    Examples
    --------
    >>> standing_on(5, [Step("suspended", Span(4, 9), "s"), Step("reinstated", Span(5, 99), "r")])
    ('none', '')
    """
    now = [step for step in steps if step.span.holds(day)]
    grants = [step for step in now if step.about == "unit" and step.status in _GRANTS]
    for bar in (step for step in now if step.status in _BARS):
        left = [grant for grant in grants if _lifted(bar, grant, now)]
        if not left and (grants or not _lifted(bar, None, now)):
            return bar.status, bar.record
        grants = left
    for status in ("accredited", "provisional"):
        for step in grants:
            if step.status == status:
                return status, step.record
    return "none", ""


def _lifted(bar: Step, grant: Step | None, now: Iterable[Step]) -> bool:
    """Tell whether a prohibition no longer stands against an accreditation."""
    if bar.status == "withdrawn" and bar.about == "unit":
        return grant is not None and grant.status == "accredited" and _answers(grant, bar)
    ends = {"withdrawn": "accredited", "suspended": "reinstated"}.get(bar.status)
    return any(step.status == ends and _answers(step, bar) for step in now)


def _answers(step: Step, bar: Step) -> bool:
    same = step.body == bar.body and step.about == bar.about
    return same and step.when.first > bar.when.last and (not bar.capability or step.capability == bar.capability)


def _said(stretch: Stretch, capability: str, rules: Rules, records: dict[str, Any]) -> list[Reason]:
    days = stretch.span.text
    if stretch.standing == "provisional" and not rules.provisional_counts(stretch.span.first):
        return [reason("only-provisional", stretch.record, days=days)]
    code = _CODES.get(stretch.standing, stretch.standing)
    found = [reason(code, stretch.record, capability=capability, days=days)]
    conditions = plain(records[stretch.record].conditions) if code == "accredited" else ""
    return found + ([reason("on-conditions", stretch.record, conditions=conditions)] if conditions else [])


def _off_work(question: Question, roll: Roll) -> list[Reason]:
    found = []
    for fact in roll.naming("unit", question.unit, "lapse"):
        span = barred(fact.record.from_ or fact.record.date, fact.record.to).meet(question.span)
        if not fact.record.person and span.first <= span.last:
            found.append(reason("unit-stands-down", fact.id, days=span.text))
    return found
