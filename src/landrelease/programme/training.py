"""Training: who passed what, whose certificate stands until when, and what is wrong about a session or certificate."""

from collections.abc import Iterator
from typing import NamedTuple

from landrelease.checks.finding import Finding
from landrelease.checks.settings_gate import Need
from landrelease.programme.competence import certified
from landrelease.programme.roll import Fact, Roll, latest, plain
from landrelease.programme.span import LATEST, Span, barred, granted, iso
from landrelease.records.times import interval

INSTRUCTION = Need("instruction", "1", frozenset())
"""What an instructor must be certified for, beside the discipline that is taught."""


class Standing(NamedTuple):
    """
    A certificate on a day.

    Attributes
    ----------
    fact : Fact
        The certificate.
    state : str
        ``valid``, ``expired``, ``not-yet``, ``suspended`` or ``revoked``.
    until : int
        Last day on which it stands; `span.LATEST` for an open end.
    """

    fact: Fact
    state: str
    until: int


def verdict_of(assessment: Fact, roll: Roll) -> str:
    """
    Judge an assessment by its scores: a critical error, a failed practical or too low a theory result fails.

    Parameters
    ----------
    assessment
        An assessment.
    roll
        Statements in force, for the course of its session.

    Returns
    -------
    str
        ``pass``, ``fail``, or empty where it holds no scores.

    Examples
    --------
    >>> from landrelease.programme.roll import Held
    >>> from landrelease.records.training import Assessment
    >>> verdict_of(Fact("a", Assessment(practical="pass", critical_errors=1)), Held([]))
    'fail'
    """
    record = assessment.record
    if record.critical_errors or record.practical == "fail":
        return "fail"
    course = course_of(record.session, roll)
    least = course.record.theory_pass_percent if course else None
    if record.theory_percent is not None and least is not None and record.theory_percent < least:
        return "fail"
    scored = record.practical == "pass" or record.theory_percent is not None
    return "pass" if scored else ""


def course_of(session: str | None, roll: Roll) -> Fact | None:
    """
    Find the course of a session, in the version that was taught.

    Parameters
    ----------
    session
        Id of the session.
    roll
        Statements in force.

    Returns
    -------
    Fact or None
        None where the session or the course is not known.
    """
    held = latest(roll.called("session", session)) if session else None
    if held is None or not held.record.course:
        return None
    versions = roll.called("course", held.record.course)
    same = [fact for fact in versions if plain(fact.record.version) == plain(held.record.version)]
    return latest(same or versions)


def standing_of(certificate: Fact, roll: Roll, day: int) -> Standing:
    """
    Tell how a certificate stands on a day.

    Parameters
    ----------
    certificate
        A certificate that was issued.
    roll
        Statements in force, for its revocation.
    day
        Day number.

    Returns
    -------
    Standing
        State and last day.
    """
    record = certificate.record
    span = granted(record.from_ or record.date, record.to) or Span(LATEST, LATEST)
    ends = [fact for fact in roll.called("certificate", record.id) if fact.record.warns] if record.id else []
    last = min((barred(fact.record.from_ or fact.record.date, None).first - 1 for fact in ends), default=span.last)
    until = min(last, span.last)
    if day < span.first:
        return Standing(certificate, "not-yet", until)
    if ends and day > last:
        return Standing(certificate, plain(ends[0].record.status), until)
    return Standing(certificate, "valid" if day <= until else "expired", until)


def standings(roll: Roll, day: int) -> list[Standing]:
    """
    Tell how all certificates stand on a day.

    Parameters
    ----------
    roll
        Statements in force.
    day
        Day number.

    Returns
    -------
    list of Standing
        Ordered by last day, then by person and serial number.
    """
    found = [standing_of(fact, roll, day) for fact in roll.all("certificate") if not fact.record.warns]
    return sorted(
        found, key=lambda one: (one.until, one.fact.record.person or "", one.fact.record.id or "", one.fact.id)
    )


def training_findings(roll: Roll) -> Iterator[Finding]:
    """
    Look over sessions, assessments and certificates.

    Parameters
    ----------
    roll
        Statements in force.

    Yields
    ------
    Finding
        In no order.
    """
    for fact in roll.all("session"):
        yield from _session(fact, roll)
    for fact in roll.all("assessment"):
        judged = verdict_of(fact, roll)
        if fact.record.result == "pass" and judged == "fail":
            yield Finding("passed-against-scores", (fact.id,), params={"person": fact.record.person or "?"})
        if fact.record.examiner and plain(fact.record.examiner) == plain(fact.record.person):
            yield Finding("examined-by-self", (fact.id,), params={"person": fact.record.person or "?"})
    for fact in roll.all("certificate"):
        yield from _certificate(fact, roll)


def _days_of(fact: Fact) -> Span | None:
    try:
        first = interval(fact.record.from_ or fact.record.date or "").first
        return Span(first, interval(fact.record.to or fact.record.from_ or fact.record.date or "").last)
    except ValueError:
        return None


def _session(fact: Fact, roll: Roll) -> Iterator[Finding]:
    days = _days_of(fact)
    if days is None:
        return
    centre = plain(fact.record.centre)
    if centre and not _centre_accredited(centre, days, roll):
        yield Finding("centre-not-accredited", (fact.id,), params={"centre": centre, "days": days.text})
    for person in fact.record.instructors:
        lacking = [one for one in certified(person, INSTRUCTION, days, roll) if not one.allows]
        if lacking:
            params: dict[str, str | int | float] = {"person": person, "days": days.text}
            yield Finding("instructor-not-qualified", (fact.id,), params=params)


def _centre_accredited(centre: str, days: Span, roll: Roll) -> bool:
    """Tell whether a centre is accredited as such on every day, and not suspended or withdrawn."""
    facts = [
        fact
        for fact in roll.naming("organisation", centre, "accreditation")
        if plain(fact.record.holder) == centre and not fact.record.unit
    ]
    bars = [barred(fact.record.from_ or fact.record.date, fact.record.to) for fact in facts if fact.record.warns]
    barred_now = any(bar.meet(days).first <= bar.meet(days).last for bar in bars)
    grants = (
        granted(fact.record.from_ or fact.record.date, fact.record.to)
        for fact in facts
        if fact.record.status == "accredited"
    )
    whole = any(span is not None and span.meet(days) == days for span in grants)
    return whole and not barred_now


def _certificate(fact: Fact, roll: Roll) -> Iterator[Finding]:
    record = fact.record
    if record.warns or record.system:
        return
    if record.session:
        mine = [
            one
            for one in roll.naming("session", record.session, "assessment")
            if plain(one.record.person) == plain(record.person)
        ]
        passed = any((verdict_of(one, roll) or plain(one.record.result)) == "pass" for one in mine)
        if not passed:
            params: dict[str, str | int | float] = {"person": record.person or "?", "session": record.session}
            yield Finding("certificate-without-pass", (fact.id,), params=params)
    course = course_of(record.session, roll) or (
        latest(roll.called("course", record.course)) if record.course else None
    )
    span = granted(record.from_ or record.date, record.to)
    if course is not None and course.record.valid_days and span is not None:
        longest = span.first + course.record.valid_days - 1
        if span.last > longest:
            params = {"person": record.person or "?", "last": iso(longest), "days": course.record.valid_days}
            yield Finding("certificate-too-long", (fact.id, course.id), params=params)
