"""What the state or organisation behind a unit agreed to: capability, caveats, depth, orders, territory."""

from types import MappingProxyType
from typing import Final

import shapely

from landrelease.geometry.geojson import geometry_of
from landrelease.programme.question import Question
from landrelease.programme.reason import Reason, reason
from landrelease.programme.roll import Fact, Roll, latest, plain
from landrelease.programme.rules import Rules
from landrelease.programme.span import Span, barred, granted, iso, uncovered

FORBIDS: Final = MappingProxyType(
    {
        "no-render-safe": frozenset({"eod-level-3", "eod-level-3plus", "iedd"}),
        "no-demolition": frozenset({"eod-level-1", "eod-level-2", "eod-level-3", "eod-level-3plus"}),
        "no-mines": frozenset({"manual-clearance", "mechanical", "animal", "ts"}),
        "no-iedd": frozenset({"iedd"}),
        "no-machines": frozenset({"mechanical"}),
    }
)
"""Caveat to the activities that it rules out; a caveat on the manner of work, such as no-night, rules out none."""


def check(question: Question, roll: Roll, _rules: Rules) -> list[Reason]:
    """
    Look for agreements in force on every day that offer the activity, and for what they rule out.

    Parameters
    ----------
    question
        The question.
    roll
        Statements in force.
    _rules
        Settings in force.

    Returns
    -------
    list of Reason
        For each agreement; and one for each stretch of days without any.
    """
    found, spans = [], []
    for fact, span in in_force(question, roll):
        against = _against(fact, question)
        found += against or [reason("agreed", fact.id, agreement=_name(fact), capability=question.activity)]
        spans += [] if against else [span]
    organisation = organisation_of(question, roll) or "?"
    gaps = [] if found and not spans else uncovered(question.span, spans)
    return found + [
        reason("no-agreement", organisation=organisation, capability=question.activity, days=gap.text) for gap in gaps
    ]


def organisation_of(question: Question, roll: Roll) -> str:
    """
    Name the organisation that a unit belongs to.

    Parameters
    ----------
    question
        The question.
    roll
        Statements in force.

    Returns
    -------
    str
        Its id; empty where no record says so.
    """
    unit = latest(roll.called("unit", question.unit), iso(question.last))
    return plain(unit.record.organisation) if unit else ""


def in_force(question: Question, roll: Roll) -> list[tuple[Fact, Span]]:
    """
    List the agreements of the unit's organisation that are in force on any day and offer the activity.

    Parameters
    ----------
    question
        The question.
    roll
        Statements in force.

    Returns
    -------
    list of tuple
        Agreement and its days; amended terms count from the day of the amendment.
    """
    organisation = organisation_of(question, roll)
    if not organisation:
        return []
    versions: dict[str, list[Fact]] = {}
    for fact in roll.naming("organisation", organisation, "agreement"):
        if organisation in {plain(party) for party in fact.record.parties}:
            versions.setdefault(plain(fact.record.amends) or plain(fact.record.id) or fact.id, []).append(fact)
    found = []
    for line in versions.values():
        for n, fact in enumerate(line):
            span = granted(fact.record.from_ or fact.record.date, fact.record.to)
            after = line[n + 1] if n + 1 < len(line) else None
            if fact.record.status == "signed" and span and question.activity in fact.record.capabilities:
                span = span.meet(_until(after))
                if span.meet(question.span).first <= span.meet(question.span).last:
                    found.append((fact, span))
    return found


def _until(later: Fact | None) -> Span:
    always = barred(None, None)
    if later is None or later.record.status == "draft":
        return always
    return Span(always.first, barred(later.record.date or later.record.from_, None).first - 1)


def _against(fact: Fact, question: Question) -> list[Reason]:
    record, name = fact.record, _name(fact)
    found = [
        reason("caveat", fact.id, agreement=name, caveat=caveat)
        for caveat in record.caveats
        if question.activity in FORBIDS.get(caveat, ())
    ]
    limit = record.depth_limit_m
    if limit is not None and question.depth_m is not None and question.depth_m > limit:
        found.append(reason("too-deep", fact.id, agreement=name, limit=f"{limit:g}", depth=f"{question.depth_m:g}"))
    authority = plain(record.tasking_authority)
    if authority and question.authority and authority != plain(question.authority):
        found.append(reason("other-tasking-authority", fact.id, agreement=name, authority=authority))
    return found


def _name(fact: Fact) -> str:
    return plain(fact.record.id) or fact.id[:12]


def check_area(question: Question, roll: Roll, _rules: Rules) -> list[Reason]:
    """
    Look whether the area lies in the territory of an agreement.

    Parameters
    ----------
    question
        The question, with its area.
    roll
        Statements in force.
    _rules
        Settings in force.

    Returns
    -------
    list of Reason
        One for each agreement; one whose territory holds the area is enough. An agreement that names no territory
        holds everywhere.
    """
    judged = [(fact, _territory(fact, roll)) for fact, _ in in_force(question, roll)]
    if not judged:
        return [
            reason(
                "no-agreement",
                organisation=organisation_of(question, roll) or "?",
                capability=question.activity,
                days=question.span.text,
            )
        ]
    inside = [fact for fact, land in judged if land is None or land.covers(question.area)]
    if inside:
        return [reason("inside", fact.id, agreement=_name(fact)) for fact in inside]
    return [reason("outside", fact.id, agreement=_name(fact)) for fact, _ in judged]


def _territory(fact: Fact, roll: Roll) -> shapely.Geometry | None:
    """Land of an agreement: its shape and its administrative areas; None where it names none."""
    areas = [latest(roll.called("admin_area", name)) for name in fact.record.admin_areas]
    shapes = [fact.record.shape, *(area.record.shape for area in areas if area is not None)]
    if fact.record.shape is None and not fact.record.admin_areas:
        return None
    land = [shape for shape in geometry_of(shapes) if shape is not None]
    return shapely.union_all([shapely.make_valid(shape) for shape in land])
