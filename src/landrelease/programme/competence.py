"""Competence of people: certificates by discipline, level and modules; other systems count by decision only."""

from collections.abc import Iterable

from landrelease.checks.settings_gate import Need
from landrelease.programme.crew import role_of
from landrelease.programme.question import Question
from landrelease.programme.reason import Reason, reason
from landrelease.programme.roll import Fact, Roll, plain
from landrelease.programme.rules import Rules
from landrelease.programme.span import Span, barred, granted, uncovered
from landrelease.records.codes import LISTS

_RANK = {level: rank for rank, level in enumerate(LISTS["competence_level"])}


def check(question: Question, roll: Roll, rules: Rules) -> list[Reason]:
    """
    Look at the certificates of every person named, for the role that the person has in the unit.

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
        For each person; a role that needs no certificate has none.
    """
    needs = rules.needs(question.activity, question.first)
    found: list[Reason] = []
    for person in question.people:
        found += _off_work(person, question.span, roll)
        role = role_of(person, question, roll)
        need = needs.get(role or "*")
        if need is not None:
            found += certified(person, need, question.span, roll)
    return found


def certified(person: str, need: Need, days: Span, roll: Roll) -> list[Reason]:
    """
    Tell whether a person is certified for something on every one of some days.

    Parameters
    ----------
    person
        Id of the person.
    need
        Discipline, level and modules.
    days
        The days.
    roll
        Statements in force.

    Returns
    -------
    list of Reason
        One for each certificate that counts, and one for each stretch of days without any.
    """
    what = f"{need.discipline} {need.level}"
    facts = roll.naming("person", person, "certificate")
    ended = {plain(fact.record.id): fact for fact in facts if fact.record.warns and fact.record.id}
    found, spans = [], []
    for fact in facts:
        record = fact.record
        if record.warns or record.discipline is None:
            continue
        span = granted(record.from_ or record.date, record.to)
        for shown, valid in _worth(fact, need, roll) if span else ():
            held = span.meet(valid).meet(_before(ended.get(plain(record.id)))) if span else valid
            if held.first <= held.last:
                spans.append(held)
                if held.meet(days).first <= held.meet(days).last:
                    found.append(_yes(person, what, shown, fact, held.meet(days)))
    gaps = uncovered(days, spans)
    found += [reason("not-certified", person=person, what=what, days=gap.text) for gap in gaps]
    if gaps:
        found += [reason("certificate-revoked", fact.id, person=person, what=what) for fact in ended.values()]
        found += [
            reason("no-equivalence", fact.id, person=person, system=fact.record.system)
            for fact in facts
            if fact.record.system and not fact.record.warns and not _equivalences(fact, need, roll)
        ]
    return found


def _yes(person: str, what: str, system: str, fact: Fact, span: Span) -> Reason:
    if system:
        return reason("counts-as-equal", fact.id, person=person, system=system, what=what)
    return reason("certified", fact.id, person=person, what=what, days=span.text)


def _before(ending: Fact | None) -> Span:
    """Days on which a certificate stood before it was revoked or suspended."""
    if ending is None:
        return barred(None, None)
    end = barred(ending.record.from_ or ending.record.date, None)
    return Span(barred(None, None).first, end.first - 1)


def _worth(fact: Fact, need: Need, roll: Roll) -> list[tuple[str, Span]]:
    """List as what a certificate counts: itself, or by a decision on its system, with the days of that decision."""
    record = fact.record
    if not record.system:
        enough = _reaches(record.discipline, record.level, record.modules, need)
        return [("", barred(None, None))] if enough else []
    return [(record.system, span) for span in _equivalences(fact, need, roll)]


def _equivalences(fact: Fact, need: Need, roll: Roll) -> list[Span]:
    """Days on which decisions of the authority make a certificate of another system count as what is needed."""
    record = fact.record
    decided = [one for one in roll.all("equivalence") if plain(one.record.system) == plain(record.system)]
    ends = [barred(one.record.date or one.record.from_, None) for one in decided if one.record.warns]
    last = min((span.first for span in ends), default=barred(None, None).last + 1) - 1
    return [
        Span(span.first, min(span.last, last))
        for one in decided
        if not one.record.warns
        and _covers(one.record, record)
        and _reaches(one.record.counts_as_discipline, one.record.counts_as_level, one.record.counts_as_modules, need)
        and (span := granted(one.record.from_ or one.record.date, one.record.to)) is not None
    ]


def _covers(decision: Fact | object, certificate: object) -> bool:
    """Tell whether a decision speaks about a certificate: same discipline, at least its level, all its modules."""
    asked = Need(
        getattr(decision, "discipline", "") or "",
        getattr(decision, "level", "") or "",
        frozenset(getattr(decision, "modules", ())),
    )
    return _reaches(
        getattr(certificate, "discipline", None),
        getattr(certificate, "level", None),
        getattr(certificate, "modules", ()),
        asked,
    )


def _reaches(discipline: str | None, level: str | None, modules: Iterable[str], need: Need) -> bool:
    same = plain(discipline) == need.discipline
    high = _RANK.get(plain(level), -1) >= _RANK.get(need.level, 0)
    return same and high and need.modules <= {plain(module) for module in modules}


def _off_work(person: str, days: Span, roll: Roll) -> list[Reason]:
    found = []
    for fact in roll.naming("person", person, "lapse"):
        span = barred(fact.record.from_ or fact.record.date, fact.record.to).meet(days)
        if span.first <= span.last:
            found.append(reason("person-lapsed", fact.id, person=person, days=span.text, why=fact.record.reason or "?"))
    return found
