"""Readiness: what a unit may do on a day, what keeps it from more, and what runs out soon."""

from typing import NamedTuple

from landrelease.programme import accredited, crew
from landrelease.programme.question import Question
from landrelease.programme.roll import Fact, Roll, latest, plain
from landrelease.programme.rules import Rules
from landrelease.programme.span import LATEST, iso
from landrelease.programme.training import standings


class Readiness(NamedTuple):
    """
    A unit on a day.

    Attributes
    ----------
    unit : str
        Its id.
    record : Fact or None
        The unit as it is described.
    rotation : str
        Rotation on duty; empty where none is.
    rotation_until : str
        Last day of that rotation, ISO date; empty where it is open.
    may : tuple of str
        Capabilities for which it is accredited.
    barred : tuple of str
        Capabilities in which it is suspended or withdrawn.
    waiting : tuple of str
        Capabilities applied for or provisional, and those that it is made for without any accreditation.
    until : str
        First day after which one of its accreditations ends, ISO date; empty where all are open.
    people : int
        Members on that day.
    """

    unit: str
    record: Fact | None
    rotation: str
    rotation_until: str
    may: tuple[str, ...]
    barred: tuple[str, ...]
    waiting: tuple[str, ...]
    until: str
    people: int

    @property
    def ready(self) -> bool:
        """Whether it may do anything at all that day."""
        return bool(self.may)


def readiness_of(unit: str, day: int, roll: Roll, rules: Rules) -> Readiness:
    """
    Tell what a unit may do on a day.

    Parameters
    ----------
    unit
        Its id.
    day
        Day number.
    roll
        Statements in force.
    rules
        Settings in force.

    Returns
    -------
    Readiness
        What it may do by its accreditation; the gate looks at all else for each order.

    Examples
    --------
    >>> from landrelease.programme.roll import Held
    >>> readiness_of("team-3", 738000, Held([]), Rules(lambda key, day: None)).ready
    False
    """
    facts = roll.naming("unit", unit, "accreditation")
    record = latest(roll.called("unit", unit), iso(day))
    made_for = set(record.record.capabilities) if record else set()
    known = sorted({plain(fact.record.capability) for fact in facts} | made_for)
    said = {what: _standing(unit, what, day, roll, rules) for what in known if what}
    duty = crew.on_duty(Question(unit, "", day, day), roll)
    rotation, span = (duty[0][0], duty[0][1]) if duty else (None, None)
    ends = sorted(last for standing, last in said.values() if standing == "accredited" and last < LATEST)
    return Readiness(
        unit,
        record,
        plain(rotation.record.id) if rotation else "",
        iso(span.last) if span else "",
        tuple(what for what, (standing, _) in said.items() if standing == "accredited"),
        tuple(what for what, (standing, _) in said.items() if standing in {"suspended", "withdrawn"}),
        tuple(what for what, (standing, _) in said.items() if standing in {"provisional", "none"}),
        iso(ends[0]) if ends else "",
        len(members(unit, day, roll)),
    )


def _standing(unit: str, activity: str, day: int, roll: Roll, rules: Rules) -> tuple[str, int]:
    """Standing on a day, and the last day on which it stays so."""
    question = Question(unit, activity, day, LATEST)
    for stretch in accredited.stretches(question.span, accredited.all_steps(question, roll, rules)):
        return stretch.standing, stretch.span.last
    return "none", LATEST


def members(unit: str, day: int, roll: Roll) -> list[Fact]:
    """
    List the members of a unit on a day, through its rotations too.

    Parameters
    ----------
    unit
        Its id.
    day
        Day number.
    roll
        Statements in force.

    Returns
    -------
    list of Fact
        Memberships, each person once, ordered by person.
    """
    question = Question(unit, "", day, day)
    named = list(roll.naming("unit", unit, "member"))
    for fact, _span in crew.on_duty(question, roll):
        named += roll.naming("rotation", fact.record.id or "", "member")
    people = sorted({plain(fact.record.person) for fact in named if fact.record.person})
    found = []
    for person in people:
        here = [fact for fact, span in crew.memberships(person, question, roll) if span.holds(day)]
        found += here[-1:]
    return found


class Ending(NamedTuple):
    """
    Something that runs out.

    Attributes
    ----------
    last : int
        Its last day.
    what : str
        ``accreditation``, ``certificate`` or ``rotation``.
    about : str
        Unit or person.
    detail : str
        Capability, discipline or rotation.
    record : str
        Id of the record.
    """

    last: int
    what: str
    about: str
    detail: str
    record: str


def endings(day: int, within_days: int, roll: Roll, rules: Rules) -> list[Ending]:
    """
    List what runs out soon.

    Parameters
    ----------
    day
        Day number of today.
    within_days
        How many days to look ahead.
    roll
        Statements in force.
    rules
        Settings in force.

    Returns
    -------
    list of Ending
        Ordered by last day.
    """
    limit = day + within_days
    found = []
    for unit in units(roll):
        question = Question(unit, "", day, day)
        for fact, span in crew.on_duty(question, roll):
            if span.last <= limit:
                found.append(Ending(span.last, "rotation", unit, plain(fact.record.id), fact.id))
        for what in readiness_of(unit, day, roll, rules).may:
            steps = accredited.all_steps(Question(unit, what, day, LATEST), roll, rules)
            stretch = accredited.stretches(Question(unit, what, day, LATEST).span, steps)[0]
            if stretch.span.last <= limit:
                found.append(Ending(stretch.span.last, "accreditation", unit, what, stretch.record))
    for one in standings(roll, day):
        if one.state == "valid" and one.until <= limit:
            record = one.fact.record
            shown = f"{record.discipline or '?'} {record.level or ''}".strip()
            found.append(Ending(one.until, "certificate", plain(record.person), shown, one.fact.id))
    return sorted(found)


def units(roll: Roll) -> list[str]:
    """
    List the units.

    Parameters
    ----------
    roll
        Statements in force.

    Returns
    -------
    list of str
        Their ids, ordered.
    """
    return sorted({plain(fact.record.id) for fact in roll.all("unit") if plain(fact.record.id)})
