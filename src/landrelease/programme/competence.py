"""Competence of people: certificates by discipline, level and modules; other systems count by decision only."""

from collections.abc import Iterable

from landrelease.checks.settings_gate import Need
from landrelease.programme.crew import people_of, roles_of
from landrelease.programme.question import Question
from landrelease.programme.reason import Reason, reason
from landrelease.programme.roll import Fact, Roll, plain
from landrelease.programme.rules import Rules
from landrelease.programme.span import LATEST, Span, barred, granted, uncovered
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
    if not needs:
        return [reason("competence-unknown", activity=question.activity)]
    found: list[Reason] = []
    for person in people_of(question):
        found += _off_work(person, question.span, roll)
        asked = [need for role in roles_of(person, question, roll) or {"": []} for need in _asked(role, needs)]
        for need in dict.fromkeys(asked):
            found += certified(person, need, question.span, roll)
    return found or [reason("no-certificate-asked", activity=question.activity)]


def _asked(role: str, needs: dict[str, Need]) -> list[Need]:
    """List what a role must have; a role that is not known everything that any role must have, unless `*` says it."""
    if role:
        return [needs[role]] if role in needs else []
    return [needs["*"]] if "*" in needs else list(needs.values())


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
    standing = [fact for fact in facts if not fact.record.warns]
    found, spans, ended = [], [], {}
    for fact in standing:
        record = fact.record
        span = granted(record.from_ or record.date, record.to)
        endings = _endings(fact, facts, roll)
        ended.update({ending.id: ending for ending in endings})
        for shown, valid in _worth(fact, need, roll) if span else ():
            for held in _left(span.meet(valid) if span else valid, endings):
                spans.append(held)
                if not held.meet(days).empty:
                    found.append(_yes(person, what, shown, fact, held.meet(days)))
    gaps = uncovered(days, spans)
    found += [reason("not-certified", person=person, what=what, days=gap.text) for gap in gaps]
    if gaps:
        ended.update({fact.id: fact for fact in facts if fact.record.warns})
        found += [reason("certificate-revoked", name, person=person, what=what) for name in sorted(ended)]
        found += [
            reason("no-equivalence", fact.id, person=person, system=fact.record.system)
            for fact in standing
            if fact.record.system and not _equivalences(fact, need, roll)
        ]
    return found


def _endings(fact: Fact, facts: Iterable[Fact], roll: Roll) -> list[Fact]:
    """List what revokes or suspends a certificate: by its serial number, or without one that leads anywhere."""
    serial = plain(fact.record.id)
    named = [one for one in roll.called("certificate", serial) if one.record.warns] if serial else []
    serials = {plain(one.record.id) for one in facts if not one.record.warns} - {""}
    loose = [one for one in facts if one.record.warns and plain(one.record.id) not in serials]
    about = {plain(fact.record.discipline), ""}
    return named + [one for one in loose if plain(one.record.discipline) in about]


def _left(span: Span, endings: Iterable[Fact]) -> list[Span]:
    """Days that are left of a certificate; what is revoked stays so, what is suspended until the end of that."""
    bars = []
    for one in endings:
        bar = barred(one.record.from_ or one.record.date, one.record.to)
        bars.append(bar if one.record.status == "suspended" else Span(bar.first, LATEST))
    return uncovered(span, bars)


def _yes(person: str, what: str, system: str, fact: Fact, span: Span) -> Reason:
    if system:
        return reason("counts-as-equal", fact.id, person=person, system=system, what=what)
    return reason("certified", fact.id, person=person, what=what, days=span.text)


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
    found = []
    for one in decided:
        made = one.record
        worth = _reaches(made.counts_as_discipline, made.counts_as_level, made.counts_as_modules, need)
        span = granted(made.from_ or made.date, made.to)
        if made.status == "granted" and worth and span is not None and _covers(made, record):
            found.append(Span(span.first, min([span.last, *(end.first - 1 for end in ends)])))
    return [span for span in found if not span.empty]


def _covers(decision: object, certificate: object) -> bool:
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
    high = _RANK.get(plain(level), -1) >= _RANK.get(need.level, len(_RANK))
    return same and high and need.modules <= {plain(module) for module in modules}


def _off_work(person: str, days: Span, roll: Roll) -> list[Reason]:
    found = []
    for fact in roll.naming("person", person, "lapse"):
        span = barred(fact.record.from_ or fact.record.date, fact.record.to).meet(days)
        if span.first <= span.last:
            found.append(reason("person-lapsed", fact.id, person=person, days=span.text, why=fact.record.reason or "?"))
    return found
