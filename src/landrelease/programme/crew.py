"""Who and what a unit works with: its rotation, people, assets and medical support."""

from collections import Counter

from landrelease.checks.settings_gate import MEDICAL, PEOPLE, TOOLS
from landrelease.programme.question import Question
from landrelease.programme.reason import Reason, reason
from landrelease.programme.roll import Fact, Roll, latest, plain
from landrelease.programme.rules import Rules
from landrelease.programme.span import Span, barred, granted, iso, uncovered
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
        missing = missing_of(fact, roll)
        if missing:
            earlier = fact.record.follows or "?"
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
    newest: dict[str, Fact] = {}
    for fact in roll.naming("unit", question.unit, "rotation"):
        newest[plain(fact.record.id) or fact.id] = fact
    found = []
    for name, fact in newest.items():
        span = granted(fact.record.from_, fact.record.to)
        if span is None or (question.rotation and name != plain(question.rotation)):
            continue
        if span.meet(question.span).first <= span.meet(question.span).last:
            found.append((fact, span))
    return sorted(found, key=lambda pair: pair[1])


def missing_of(rotation: Fact, roll: Roll) -> list[str]:
    """
    List what a rotation did not take over from the one that it follows.

    Parameters
    ----------
    rotation
        A rotation.
    roll
        Statements in force.

    Returns
    -------
    list of str
        Names of fields without a word, ``takeover`` where there is no record at all; empty where nothing is missing
        or it follows nobody.
    """
    if not rotation.record.follows:
        return []
    earlier = plain(rotation.record.follows)
    takeovers = [
        fact
        for fact in roll.naming("rotation", rotation.record.id or "", "takeover")
        if plain(fact.record.incoming) == plain(rotation.record.id) and plain(fact.record.outgoing) == earlier
    ]
    last = latest(takeovers)
    if last is None:
        return ["takeover"]
    return [name for name in (*TAKEN_OVER, *_SIGNED) if not plain(getattr(last.record, name))]


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
    for person in question.people:
        spans = [span for _, span in memberships(person, question, roll)]
        found += [reason("not-a-member", person=person, days=gap.text) for gap in uncovered(question.span, spans)]
    roles = Counter(role_of(person, question, roll) for person in question.people)
    for role, least in rules.people(question.activity, question.first).items():
        if roles[role] < least:
            behind = rules.behind(PEOPLE + question.activity, question.first)
            found.append(reason("too-few", behind, role=role, n=str(roles[role]), least=str(least)))
    return found or [reason("crew-complete", n=str(len(question.people)), days=question.span.text)]


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
    unit, found = plain(question.unit), []
    for fact in roll.naming("person", person, "member"):
        record = fact.record
        rotation = latest(roll.called("rotation", record.rotation)) if record.rotation else None
        of_unit = plain(record.unit) == unit or (rotation is not None and plain(rotation.record.unit) == unit)
        duty = granted(rotation.record.from_, rotation.record.to) if rotation else None
        own = granted(record.from_ or (iso(duty.first) if duty else record.date), record.to)
        if of_unit and own is not None:
            found.append((fact, own.meet(duty) if duty else own))
    return found


def role_of(person: str, question: Question, roll: Roll) -> str:
    """
    Name the role of a person in the unit on the first day.

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
    str
        Code of the list ``member_role``; empty where it is not known.
    """
    found = [fact for fact, span in memberships(person, question, roll) if span.holds(question.first)]
    return plain(found[-1].record.role) if found else ""


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
    for name in question.assets:
        asset = latest(roll.called("asset", name), iso(question.last))
        if asset is not None:
            types[plain(asset.record.type)] += 1
        found += _unfit(name, asset, question, roll)
    for kind, least in rules.tools(question.activity, question.first).items():
        if types[kind] < least:
            behind = rules.behind(TOOLS + question.activity, question.first)
            found.append(reason("too-few-tools", behind, type=kind, n=str(types[kind]), least=str(least)))
    return found or [reason("tools-fit", n=str(len(question.assets)), days=question.span.text)]


def _unfit(name: str, asset: Fact | None, question: Question, roll: Roll) -> list[Reason]:
    if asset is None:
        return [reason("tool-unfit", asset=name, days=question.span.text)]
    record = asset.record
    if plain(record.unit) != plain(question.unit):
        return [reason("tool-of-others", asset.id, asset=name)]
    found = []
    handler = plain(record.handler)
    if handler and handler not in {plain(person) for person in question.people}:
        found.append(reason("handler-not-named", asset.id, asset=name, person=handler))
    fit = granted(record.from_ or record.tested, record.to) if record.state == "serviceable" else None
    broken = [
        barred(fact.record.date, None)
        for fact in roll.called("asset", name)
        if fact.record.warns and (fact.record.date or "") >= (record.date or "")
    ]
    last = min((span.first for span in broken), default=question.last + 1) - 1
    spans = [Span(fit.first, min(fit.last, last))] if fit else []
    return found + [
        reason("tool-unfit", asset.id, asset=name, days=gap.text) for gap in uncovered(question.span, spans)
    ]


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
    unit = latest(roll.called("unit", question.unit), iso(question.last))
    facts = [fact for fact, _ in on_duty(question, roll) if fact.record.medical] or ([unit] if unit else [])
    least = rules.medical(question.first)
    found = []
    for fact in facts:
        level = plain(fact.record.medical) or "none"
        if _LEVELS.get(level, -1) >= _LEVELS.get(least, 0):
            found.append(reason("medical-enough", fact.id, level=level))
        else:
            found.append(reason("medical-too-little", fact.id, level=level, least=least))
    behind = rules.behind(MEDICAL, question.first)
    return found or [reason("medical-too-little", behind, level="none", least=least)]
