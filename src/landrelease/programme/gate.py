"""The gate: whether a unit may do an activity, with these people and tools, here, on these days."""

from collections.abc import Callable, Iterable
from types import MappingProxyType
from typing import Final, NamedTuple

import shapely

from landrelease.checks.settings_gate import ITEMS
from landrelease.programme import accredited, agreed, competence, crew
from landrelease.programme.looked import Looked
from landrelease.programme.question import Question
from landrelease.programme.reason import Reason, reason
from landrelease.programme.roll import Roll
from landrelease.programme.rules import Rules
from landrelease.programme.span import Span
from landrelease.records.text import marked as _
from landrelease.records.text import tr


class Answer(NamedTuple):
    """
    The answer of the gate.

    Attributes
    ----------
    allowed : bool
        Whether every demanded item was checked and none speaks against the work.
    reasons : tuple of Reason
        All of them, those against the work first.
    unchecked : tuple of str
        Items that were not looked at: not demanded, or nothing was given to look at.
    """

    allowed: bool
    reasons: tuple[Reason, ...]
    unchecked: tuple[str, ...]

    @property
    def refusals(self) -> tuple[Reason, ...]:
        """The reasons against the work."""
        return tuple(one for one in self.reasons if not one.allows)


def answer(question: Question, roll: Roll, rules: Rules) -> Answer:
    """
    Answer a question from the statements in force; nothing else is looked at, no clock and no file.

    Parameters
    ----------
    question
        Who, what, when, with whom, with what, where.
    roll
        Statements in force.
    rules
        Settings in force.

    Returns
    -------
    Answer
        Yes only where every demanded item was checked and speaks for the work on every day.

    Notes
    -----
    Source: domain practice of joint programmes, in which accreditation is by unit, capability and rotation; what is
    demanded, and every figure, is a setting of the programme.

    Examples
    --------
    >>> from landrelease.programme.roll import Held
    >>> asked = Question("team-3", "manual-clearance", 738000, 738000)
    >>> found = answer(asked, Held([]), Rules(lambda key, day: None))
    >>> found.allowed, [one.code for one in found.reasons]
    (False, ['not-accredited', 'unit-unknown'])
    """
    if question.span.empty:
        return Answer(allowed=False, reasons=(reason("no-days"),), unchecked=ITEMS)
    reasons: list[Reason] = []
    unchecked: set[str] = set()
    roll = Looked(roll)
    for span in _between(question.span, rules.begins):
        found, left = _on_days(question._replace(first=span.first, last=span.last), roll, rules)
        reasons += found
        unchecked |= left
    ordered = tuple(sorted(_unique(reasons), key=lambda one: one.allows))
    allowed = bool(ordered) and all(one.allows for one in ordered)
    return Answer(allowed, ordered, tuple(item for item in ITEMS if item in unchecked))


def _between(days: Span, edges: Iterable[int]) -> list[Span]:
    """Cut days where settings change."""
    starts = [days.first, *sorted({edge for edge in edges if days.first < edge <= days.last})]
    return [Span(first, last) for first, last in zip(starts, [*(s - 1 for s in starts[1:]), days.last], strict=True)]


def _on_days(question: Question, roll: Roll, rules: Rules) -> tuple[list[Reason], set[str]]:
    """Answer for days on which the same settings hold."""
    demanded = rules.demands(question.first)
    doubts = rules.doubts(question.activity, question.first)
    reasons = [reason("setting-unusable", record, key=key) for key, record in doubts]
    unchecked = set(ITEMS) - set(demanded)
    for item in demanded:
        why = _nothing_to_check(item, question)
        if why:
            unchecked.add(item)
            reasons.append(reason("demanded-unchecked", item=item, why=tr(why)))
        else:
            reasons += CHECKS[item](question, roll, rules)
    return reasons, unchecked


def _unique(reasons: Iterable[Reason]) -> list[Reason]:
    return list({(one.code, one.record, one.text): one for one in reasons}.values())


def _nothing_to_check(item: str, question: Question) -> str:
    if item in {"certificates", "people"} and not question.people:
        return _("no people are named")
    if item == "tools" and not question.assets:
        return _("no assets are named")
    if item == "area" and (question.area is None or shapely.is_empty(question.area)):
        return _("no area is given")
    return ""


CHECKS: Final[MappingProxyType[str, Callable[[Question, Roll, Rules], list[Reason]]]] = MappingProxyType(
    {
        "accreditation": accredited.check,
        "rotation": crew.check_rotation,
        "certificates": competence.check,
        "people": crew.check_people,
        "tools": crew.check_tools,
        "agreement": agreed.check,
        "medical": crew.check_medical,
        "area": agreed.check_area,
    }
)
"""What looks at each item."""
