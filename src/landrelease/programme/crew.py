"""Who and what a unit works with: its rotation, people, assets and medical support."""

from collections import Counter
from functools import reduce

from landrelease.checks.settings_gate import MEDICAL, PEOPLE, TOOLS
from landrelease.programme.history import history
from landrelease.programme.question import Question
from landrelease.programme.reason import Reason, reason
from landrelease.programme.roll import Fact, Roll, latest, plain
from landrelease.programme.rules import Rules
from landrelease.programme.span import ALWAYS, LATEST, Span, barred, granted, iso, possible, uncovered
from landrelease.records.codes import LISTS

TAKEN_OVER = ("open_work", "unfinished_lanes", "open_nonconformities", "marking_state", "explosives")
"""What a takeover must say something about."""
_SIGNED = ("signed_outgoing", "signed_incoming")
_LEVELS = {level: rank for rank, level in enumerate(LISTS["medical_level"])}


def check_rotation(question: Question, roll: Roll, _rules: Rules) -> list[Reason]:
    """
    Look for rotations on duty on every day, each with a complete takeover from the one before.

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
        One for each rotation on duty and each stretch of days without any.
    """
    found, spans = [], []
    for fact, span in on_duty(question, roll):
        name = fact.record.id or "?"
        missing = missing_of(fact, roll, max(span.first, question.first))
        if missing:
            earlier = plain(fact.record.follows) or "?"
            found.append(reason("not-taken-over", fact.id, rotation=name, earlier=earlier, missing=", ".join(missing)))
        found.append(reason("on-duty", fact.id, rotation=name, days=span.meet(question.span).text))
        spans.append(span)
    return found + [reason("no-rotation", days=gap.text) for gap in uncovered(question.span, spans)]


def on_duty(question: Question, roll: Roll) -> list[tuple[Fact, Span]]:
    """
    List the rotations of the unit that are on duty on any day asked about.

    Parameters
    ----------
    question
        The question.
    roll
        Statements in force.

    Returns
    -------
    list of tuple
        Rotation and its days; where the question names one, only that.
    """
    found = []
    named = roll.naming("unit", question.unit, "rotation")
    for name in sorted({plain(fact.record.id) for fact in named} - {""}):
        if not plain(question.rotation) or name == plain(question.rotation):
            found += duty_of(name, question.unit, roll)
    meeting = [(fact, span) for fact, span in found if not span.meet(question.span).empty]
    return sorted(meeting, key=lambda pair: pair[1])


def duty_of(name: str, unit: str, roll: Roll) -> list[tuple[Fact, Span]]:
    """
    List the days on which a rotation of a unit is surely on duty.

    Parameters
    ----------
    name
        Id of the rotation.
    unit
        Id of the unit.
    roll
        Statements in force.

    Returns
    -------
    list of tuple
        A record of the rotation and its days; none where it is not known, is another unit's or has no first day. Of
        several records a later one replaces an earlier one from its date on; where dates do not tell, only days count
        that all of them hold.
    """
    found = []
    for days, facts in history(roll.called("rotation", name), ALWAYS):
        spans = [granted(fact.record.from_, fact.record.to) for fact in facts if plain(fact.record.unit) == plain(unit)]
        known = [span for span in spans if span is not None]
        if known and len(known) == len(facts):
            sure = reduce(Span.meet, known, days)
            found += [] if sure.empty else [(facts[-1], sure)]
    return found


def missing_of(rotation: Fact, roll: Roll, day: int = LATEST) -> list[str]:
    """
    List what a rotation did not take over from the one that it follows.

    Parameters
    ----------
    rotation
        A rotation.
    roll
        Statements in force.
    day
        Day on which it must be taken over.

    Returns
    -------
    list of str
        Names of fields without a word, ``takeover`` where there is no record that day, ``follows`` where it does not
        say whom it follows though the unit had a rotation before; empty where nothing is missing or it is the first.
    """
    earlier = plain(rotation.record.follows)
    if not earlier:
        return ["follows"] if _had_earlier(rotation, roll) else []
    takeovers = [
        fact
        for fact in roll.naming("rotation", rotation.record.id or "", "takeover")
        if plain(fact.record.incoming) == plain(rotation.record.id) and plain(fact.record.outgoing) == earlier
    ]
    last = latest(fact for fact in takeovers if _by(fact, day))
    if last is None:
        return ["takeover"]
    missing = [name for name in (*TAKEN_OVER, *_SIGNED) if not plain(getattr(last.record, name))]
    one_hand = plain(last.record.signed_outgoing) == plain(last.record.signed_incoming)
    return missing + (["signed_incoming"] if one_hand and not missing else [])


def _by(takeover: Fact, day: int) -> bool:
    date = possible(takeover.record.date)
    return date is not None and date.last <= day


def _had_earlier(rotation: Fact, roll: Roll) -> bool:
    begins = barred(rotation.record.from_, None).first
    others = roll.naming("unit", rotation.record.unit or "", "rotation")
    return any(
        plain(fact.record.id) != plain(rotation.record.id) and barred(fact.record.from_, None).first < begins
        for fact in others
    )


def check_people(question: Question, roll: Roll, rules: Rules) -> list[Reason]:
    """
    Look whether the people named belong to the unit on every day, and enough of each role are there.

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
        Against: people of others, roles with too few. For: that all is well.
    """
    found = []
    for person in people_of(question):
        spans = [span for _, span in memberships(person, question, roll)]
        found += [reason("not-a-member", person=person, days=gap.text) for gap in uncovered(question.span, spans)]
        found += _elsewhere(person, question, roll)
    least = rules.people(question.activity, question.first)
    enough = _filled([_roles_throughout(person, question, roll) for person in people_of(question)], least)
    for role, asked in least.items():
        if enough[role] < asked:
            behind = rules.behind(PEOPLE + question.activity, question.first)
            found.append(reason("too-few", behind, role=role, n=str(enough[role]), least=str(asked)))
    return found or [reason("crew-complete", n=str(len(people_of(question))), days=question.span.text)]


def people_of(question: Question) -> list[str]:
    """
    List the people of a question, each once.

    Parameters
    ----------
    question
        The question.

    Returns
    -------
    list of str
        Ids in one Unicode form.

    Examples
    --------
    >>> people_of(Question("u", "bac", 1, 1, people=("p-1", "p-1 ", "p-2")))
    ['p-1', 'p-2']
    """
    return list(dict.fromkeys(plain(person) for person in question.people))


def _elsewhere(person: str, question: Question, roll: Roll) -> list[Reason]:
    found = []
    for fact, unit, _ in _places(person, roll):
        span = barred(fact.record.from_ or fact.record.date, fact.record.to).meet(question.span)
        spans = [span.meet(duty) for duty in _duties(fact, unit, roll)] if unit != plain(question.unit) else []
        found += [
            reason("in-two-units", fact.id, person=person, unit=unit, days=one.text) for one in spans if not one.empty
        ]
    return found


def _filled(roles: list[set[str]], least: dict[str, int]) -> Counter[str]:
    """Count people by role, each for one: whoever has several fills where most are missing."""
    found: Counter[str] = Counter()
    for held in sorted(roles, key=len):
        asked = sorted(held & set(least), key=lambda role: (found[role] - least[role], role))
        found.update(asked[:1])
    return found


def _roles_throughout(person: str, question: Question, roll: Roll) -> set[str]:
    roles = roles_of(person, question, roll)
    return {role for role, spans in roles.items() if not uncovered(question.span, spans)}


def memberships(person: str, question: Question, roll: Roll) -> list[tuple[Fact, Span]]:
    """
    List when a person belongs to the unit, by itself or through one of its rotations.

    Parameters
    ----------
    person
        Id of the person.
    question
        The question, for the unit.
    roll
        Statements in force.

    Returns
    -------
    list of tuple
        Membership and its days; a membership without a beginning begins with its rotation.
    """
    return [(fact, span) for fact, unit, span in _places(person, roll) if span and unit == plain(question.unit)]


def _places(person: str, roll: Roll) -> list[tuple[Fact, str, Span | None]]:
    """List where a person is: membership, unit and the sure days; None where there are none."""
    found: list[tuple[Fact, str, Span | None]] = []
    for fact in roll.naming("person", person, "member"):
        record, unit = fact.record, plain(fact.record.unit)
        if not unit and plain(record.rotation):
            rotation = latest(roll.called("rotation", record.rotation))
            unit = plain(rotation.record.unit) if rotation else ""
        spans = [_own(fact, duty) for duty in _duties(fact, unit, roll)]
        found += [(fact, unit, span) for span in spans] or [(fact, unit, None)]
    return found


def _duties(member: Fact, unit: str, roll: Roll) -> list[Span]:
    if not plain(member.record.rotation):
        return [ALWAYS]
    return [span for _, span in duty_of(plain(member.record.rotation), unit, roll)]


def _own(member: Fact, duty: Span) -> Span | None:
    record = member.record
    begins = record.from_ or (iso(duty.first) if plain(record.rotation) else record.date)
    span = granted(begins, record.to)
    return span.meet(duty) if span is not None else None


def roles_of(person: str, question: Question, roll: Roll) -> dict[str, list[Span]]:
    """
    List the roles of a person in the unit on the days asked about.

    Parameters
    ----------
    person
        Id of the person.
    question
        The question.
    roll
        Statements in force.

    Returns
    -------
    dict
        Code of the list ``member_role`` to its days; the empty code for a role that is not known.
    """
    found: dict[str, list[Span]] = {}
    for fact, span in memberships(person, question, roll):
        if not span.meet(question.span).empty:
            role = plain(fact.record.role)
            found.setdefault(role if role in LISTS["member_role"] else "", []).append(span)
    return found


def check_tools(question: Question, roll: Roll, rules: Rules) -> list[Reason]:
    """
    Look whether the assets named are the unit's and fit on every day, and enough of each type are there.

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
        Against: what is unfit, of others, or missing. For: that all is well.
    """
    found: list[Reason] = []
    types: Counter[str] = Counter()
    assets = list(dict.fromkeys(plain(name) for name in question.assets))
    for name in assets:
        chapters = history(roll.called("asset", name), question.span)
        types.update({plain(fact.record.type) for fact in chapters[-1].facts[-1:]})
        for days, facts in chapters:
            found += _unfit(name, facts, days, question)
    for kind, least in rules.tools(question.activity, question.first).items():
        if types[kind] < least:
            behind = rules.behind(TOOLS + question.activity, question.first)
            found.append(reason("too-few-tools", behind, type=kind, n=str(types[kind]), least=str(least)))
    return found or [reason("tools-fit", n=str(len(assets)), days=question.span.text)]


def _unfit(name: str, facts: tuple[Fact, ...], days: Span, question: Question) -> list[Reason]:
    """Say what is wrong with an asset on some days, by any of the records that may tell about it then."""
    if not facts:
        return [reason("tool-unfit", asset=name, days=days.text)]
    found = []
    for fact in facts:
        record = fact.record
        if plain(record.unit) != plain(question.unit):
            found.append(reason("tool-of-others", fact.id, asset=name))
            continue
        handler = plain(record.handler)
        if (handler or record.type == "animal") and handler not in people_of(question):
            found.append(reason("handler-not-named", fact.id, asset=name, person=handler or "?"))
        fit = granted(record.from_ or record.tested, record.to) if record.state == "serviceable" else None
        gaps = uncovered(days, [fit] if fit else [])
        found += [reason("tool-unfit", fact.id, asset=name, days=gap.text) for gap in gaps]
    return found


def check_medical(question: Question, roll: Roll, rules: Rules) -> list[Reason]:
    """
    Look at the medical support of the rotations on duty, or of the unit where these say nothing.

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
        One for each.
    """
    duties = on_duty(question, roll)
    facts = [fact for fact, _ in duties if plain(fact.record.medical)]
    silent = len(facts) < len(duties) or uncovered(question.span, [span for _, span in duties])
    if silent:
        facts += [fact for _, told in history(roll.called("unit", question.unit), question.span) for fact in told]
    least = rules.medical(question.first)
    found = []
    for fact in facts:
        level = plain(fact.record.medical) or "none"
        if _LEVELS.get(level, -1) >= _LEVELS.get(least, len(_LEVELS)):
            found.append(reason("medical-enough", fact.id, level=level))
        else:
            found.append(reason("medical-too-little", fact.id, level=level, least=least))
    behind = rules.behind(MEDICAL, question.first)
    return found or [reason("medical-too-little", behind, level="none", least=least)]
