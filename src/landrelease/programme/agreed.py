"""What the state or organisation behind a unit agreed to: capability, caveats, depth, orders, territory."""

from types import MappingProxyType
from typing import Final

import shapely

from landrelease.geometry.geojson import geometry_of
from landrelease.programme.history import history, organisations_of
from landrelease.programme.question import Question
from landrelease.programme.reason import Reason, reason
from landrelease.programme.roll import Fact, Roll, latest, plain
from landrelease.programme.rules import Rules
from landrelease.programme.span import ALWAYS, Span, granted, iso, possible, uncovered
from landrelease.records.codes import LISTS

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
_AREAS: Final = (shapely.Polygon, shapely.MultiPolygon)


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
    for facts, span in terms(question, roll):
        against = [one for fact in facts for one in _against(fact, question)]
        found += against or [one for fact in facts for one in _for(fact, question)]
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


def terms(question: Question, roll: Roll) -> list[tuple[tuple[Fact, ...], Span]]:
    """
    List the terms that bind on the days asked about.

    Parameters
    ----------
    question
        The question.
    roll
        Statements in force.

    Returns
    -------
    list of tuple
        Records of one agreement that all bind on some days, and these days. Where it cannot be told which of two
        amendments binds, both do: what is not signed in both, or offered by both, is not agreed.
    """
    found = []
    for organisation, days in organisations_of(question.unit, question.span, roll):
        for line in _lines(organisation, roll) if organisation else ():
            for span, facts in history(line, days, _effective):
                binding = _binding(facts, organisation, question).meet(span)
                if not binding.empty:
                    found.append((facts, binding))
    return sorted(found, key=lambda pair: (pair[1], [fact.id for fact in pair[0]]))


def _lines(organisation: str, roll: Roll) -> list[list[Fact]]:
    """List the agreements of an organisation, each with its amendments, also those that no longer name it."""
    lines: list[dict[str, Fact]] = []
    for fact in roll.naming("organisation", organisation, "agreement"):
        if organisation in {plain(party) for party in fact.record.parties} and not any(fact.id in one for one in lines):
            lines.append(_line(fact, roll))
    return [[fact for fact in line.values() if fact.record.status != "draft"] for line in lines]


def _line(fact: Fact, roll: Roll) -> dict[str, Fact]:
    line, names, todo = {fact.id: fact}, set[str](), [fact]
    while todo:
        record = todo.pop().record
        for name in sorted({plain(record.id), plain(record.amends)} - names - {""}):
            names.add(name)
            more = [*roll.called("agreement", name), *roll.naming("agreement", name, "agreement")]
            more = [one for one in more if name in {plain(one.record.id), plain(one.record.amends)}]
            todo += [one for one in more if one.id not in line]
            line |= {one.id: one for one in more}
    return line


def _effective(fact: Fact) -> Span:
    """Days from which a record of an agreement can count: its date or, if that is later and it ends nothing, `from`."""
    record = fact.record
    date, begins = possible(record.date), possible(record.from_)
    if record.status != "ended" and date and begins and begins.first > date.last:
        date = begins
    return date or begins or ALWAYS


def _binding(facts: tuple[Fact, ...], organisation: str, question: Question) -> Span:
    days = ALWAYS if facts else Span(1, 0)
    for fact in facts:
        record = fact.record
        span = granted(record.from_ or record.date, record.to)
        parties = {plain(party) for party in record.parties}
        offers = plain(question.activity) in {plain(capability) for capability in record.capabilities}
        if record.status != "signed" or span is None or organisation not in parties or not offers:
            return Span(1, 0)
        days = days.meet(span)
    return days


def _for(fact: Fact, question: Question) -> list[Reason]:
    name = _name(fact)
    found = [reason("agreed", fact.id, agreement=name, capability=question.activity)]
    return found + [reason("manner-limited", fact.id, agreement=name, caveat=one) for one in fact.record.caveats]


def _against(fact: Fact, question: Question) -> list[Reason]:
    record, name = fact.record, _name(fact)
    found = [
        reason("caveat", fact.id, agreement=name, caveat=caveat)
        for caveat in record.caveats
        if caveat not in LISTS["caveat"] or question.activity in FORBIDS.get(caveat, ())
    ]
    limit = record.depth_limit_m
    if limit is not None and not (question.depth_m is not None and question.depth_m <= limit):
        depth = "?" if question.depth_m is None else f"{question.depth_m:g}"
        found.append(reason("too-deep", fact.id, agreement=name, limit=f"{limit:g}", depth=depth))
    authority = plain(record.tasking_authority)
    if authority and authority != plain(question.authority):
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
    judged = [(facts, span, [_holds(fact, question, roll) for fact in facts]) for facts, span in terms(question, roll)]
    inside = [(facts, span) for facts, span, held in judged if all(held)]
    outside = [fact for facts, _, held in judged for fact, holds in zip(facts, held, strict=True) if not holds]
    gaps = uncovered(question.span, [span for _, span in inside])
    found = [reason("inside", fact.id, agreement=_name(fact)) for facts, _ in inside for fact in facts]
    if not gaps:
        return found
    found += [reason("outside", fact.id, agreement=_name(fact)) for fact in outside]
    organisation = organisation_of(question, roll) or "?"
    return found + [
        reason("no-agreement", organisation=organisation, capability=question.activity, days=gap.text)
        for gap in gaps
        if not outside
    ]


def _holds(fact: Fact, question: Question, roll: Roll) -> bool:
    """Tell whether the territory holds the area, of an invalid area in every reading and between."""
    land = _territory(fact, roll)
    if land is None:
        return True
    area = question.area
    if area is not None and not shapely.is_valid(area):
        area = shapely.union_all([area.envelope, *_readings(area)])
    return bool(shapely.covers(land, area))


def _readings(land: shapely.Geometry) -> list[shapely.Geometry]:
    """Read rings both ways, by their lines and by their structure."""
    return [shapely.make_valid(land, method=way, keep_collapsed=way == "linework") for way in ("linework", "structure")]


def _territory(fact: Fact, roll: Roll) -> shapely.Geometry | None:
    """Land of an agreement: its shape and its administrative areas; None where it names none."""
    areas = [latest(roll.called("admin_area", name)) for name in fact.record.admin_areas]
    shapes = [fact.record.shape, *(area.record.shape for area in areas if area is not None)]
    if fact.record.shape is None and not fact.record.admin_areas:
        return None
    land = [shape for shape in geometry_of(shapes) if isinstance(shape, _AREAS)]
    return shapely.union_all([shapely.intersection(*_readings(shape)) for shape in land])
