"""Advice on evidence: explicit rules that propose a suspected or confirmed area or a survey; a person decides."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from landrelease.evidence.gathering import Case, Weighed
from landrelease.evidence.weight import CONFIRMED
from landrelease.records.text import marked as _
from landrelease.records.text import tr

OPEN: Final = ("suspected", "confirmed")
RANK: Final = ("unchanged", "survey", *OPEN)
"""What can be advised, the stronger last."""


class Rule(NamedTuple):
    """
    A rule of advice.

    Attributes
    ----------
    code : str
        Its name, for ever.
    advises : str
        What it asks for; empty where it only says how something was counted.
    text : str
        What it saw, with `{items}`.
    why : str
        Why the rule exists.
    picks : callable
        Gives the items of a case on which it rests; none where it does not apply.
    """

    code: str
    advises: str
    text: str
    why: str
    picks: Callable[[Case], Sequence[Weighed]]


class Reason(NamedTuple):
    """
    A rule that applied.

    Attributes
    ----------
    rule : str
        Its code.
    advises : str
        What it asks for.
    items : tuple of str
        Names of the items on which it rests.
    records : tuple of str
        Their records.
    """

    rule: str
    advises: str
    items: tuple[str, ...]
    records: tuple[str, ...]

    @property
    def text(self) -> str:
        """What the rule saw, in words."""
        return tr(RULES[self.rule].text).format(items=", ".join(self.items))

    @property
    def why(self) -> str:
        """Why the rule exists, in words."""
        return tr(RULES[self.rule].why)


class Proposal(NamedTuple):
    """
    What is proposed for a hazard or a place; nothing follows from it until a person writes a record.

    Attributes
    ----------
    case : Case
        What was looked at.
    advice : str
        ``confirmed`` (a CHA), ``suspected`` (an SHA), ``survey``, or ``unchanged``.
    reasons : tuple of Reason
        Why.
    """

    case: Case
    advice: str
    reasons: tuple[Reason, ...]


def advise(case: Case) -> Proposal:
    """
    Apply every rule to a case.

    The strongest advice counts. A hazard that is open already as the evidence says stays as it is, and no evidence
    lowers it; where evidence stands on both sides, a survey is asked for all the same.

    Parameters
    ----------
    case
        Items that belong together.

    Returns
    -------
    Proposal
        The advice with the rules that applied, in their order.

    Examples
    --------
    >>> from landrelease.records.evidence import Evidence
    >>> seen = Weighed("a", "E-1", Evidence(type="ordnance-seen"), "direct", "direct", "2", ("MAG",))
    >>> for status in ("", "suspected", "confirmed", "released"):
    ...     advise(Case("H-1", status, (seen,), frozenset())).advice
    'confirmed'
    'confirmed'
    'unchanged'
    'confirmed'
    >>> advise(Case("H-1", "", (seen,), frozenset())).reasons[0].text
    'Direct evidence: E-1.'
    """
    reasons = [
        Reason(rule.code, rule.advises, tuple(one.name for one in items), tuple(one.record for one in items))
        for rule in RULES.values()
        for items in (rule.picks(case),)
        if items
    ]
    wanted = max((reason.advises for reason in reasons if reason.advises), key=RANK.index, default="unchanged")
    if wanted in OPEN and case.status in OPEN and OPEN.index(wanted) <= OPEN.index(case.status):
        sides = any(reason.rule == "both-sides" for reason in reasons)
        wanted = "survey" if sides else "unchanged"
    return Proposal(case, wanted, tuple(reasons))


def _weighing(*weights: str) -> Callable[[Case], Sequence[Weighed]]:
    return lambda case: [one for one in _for(case) if one.weight in weights]


def _for(case: Case) -> list[Weighed]:
    return [one for one in case.items if one.record not in case.against]


def _only_leads(case: Case) -> Sequence[Weighed]:
    """Leads where nothing else gives reason to suspect anything."""
    return [] if _weighing(*_POSITIVE)(case) else _weighing("lead")(case)


def _speaking_against(case: Case) -> list[Weighed]:
    return [
        one for one in case.items if one.weight != "none" and (one.counted == "negative" or one.record in case.against)
    ]


def _nothing_but_against(case: Case) -> Sequence[Weighed]:
    """Pick what speaks against, where nothing speaks for the hazard and there is one."""
    return [] if _weighing(*_POSITIVE, "lead")(case) or not case.status else _speaking_against(case)


def _both_sides(case: Case) -> Sequence[Weighed]:
    against = _speaking_against(case)
    return [*_weighing(*_POSITIVE)(case), *against] if against and _weighing(*_POSITIVE)(case) else []


def _not_yet_judged(case: Case) -> Sequence[Weighed]:
    return [one for one in _doubted_or_unjudged(case) if not one.said.information_grade]


def _doubted(case: Case) -> Sequence[Weighed]:
    return [one for one in _doubted_or_unjudged(case) if one.said.information_grade]


def _doubted_or_unjudged(case: Case) -> list[Weighed]:
    return [one for one in _for(case) if one.counted == "direct" and one.weight == "indirect"]


def _read_down(case: Case) -> Sequence[Weighed]:
    return [one for one in case.items if one.said.information_grade == CONFIRMED and one.grade != CONFIRMED]


def _after_release(case: Case) -> Sequence[Weighed]:
    return _weighing(*_POSITIVE)(case) if case.status == "released" else []


_POSITIVE: Final = ("direct", "indirect")
RULES: Final = {
    rule.code: rule
    for rule in (
        Rule(
            "direct-evidence", "confirmed", _("Direct evidence: {items}."),
            _("An area is confirmed (CHA) on direct evidence."), _weighing("direct"),
        ),
        Rule(
            "indirect-evidence", "suspected", _("Indirect evidence: {items}."),
            _("An area is suspected (SHA) on indirect evidence."), _weighing("indirect"),
        ),
        Rule(
            "only-leads", "survey", _("Nothing but documents tell of it: {items}."),
            _("What the media say opens a follow-up; it makes no hazard by itself."), _only_leads,
        ),
        Rule(
            "only-negative", "survey", _("Nothing but evidence against it: {items}."),
            _("Land is cancelled by a survey and its decision, never by evidence alone."), _nothing_but_against,
        ),
        Rule(
            "both-sides", "survey", _("Evidence on both sides: {items}."),
            _("Evidence against never outweighs evidence for ordnance; somebody has to look at the land."), _both_sides,
        ),
        Rule(
            "not-yet-judged", "", _("Direct by its type, counted as indirect because nobody graded it: {items}."),
            _("Whoever reads a report judges it before it confirms anything."), _not_yet_judged,
        ),
        Rule(
            "doubted", "", _("Direct by its type, counted as indirect for its grade: {items}."),
            _("Doubtful information gives reason to suspect, and confirms nothing."), _doubted,
        ),
        Rule(
            "improbable", "", _("Not counted, because it was graded improbable: {items}."),
            _("What is known speaks against it; it stays on record."),
            lambda case: [one for one in case.items if one.weight == "none"],
        ),
        Rule(
            "one-origin", "", _("Graded 1, read as 2, for want of two independent origins: {items}."),
            _("Grade 1 needs two origins that do not know each other."), _read_down,
        ),
        Rule(
            "after-release", "", _("Seen on land that was released: {items}."),
            _("Evidence on released land opens it again; the release stays on record."), _after_release,
        ),
    )
}  # fmt: skip
"""Code to rule, in the order in which they are read out."""
