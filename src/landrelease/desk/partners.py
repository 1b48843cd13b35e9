"""Partners at the desk: agreements and their terms, meetings and what became of their decisions, other names."""

from typing import Any

from landrelease.desk.errors import UnknownIdError
from landrelease.desk.reading import Reading
from landrelease.desk.rolling import StoreRoll
from landrelease.programme.roll import Fact, Roll, latest, plain
from landrelease.programme.span import barred
from landrelease.records.times import interval


def agreement_rows(register: Reading, *, on: str) -> list[dict[str, Any]]:
    """
    List the agreements as they stand on a day.

    Parameters
    ----------
    register
        An open register.
    on
        ISO date.

    Returns
    -------
    list of dict
        One per agreement in its last version up to that day: ``agreement``, ``name``, ``state`` (in force, not yet,
        over, draft, ended), ``parties``, ``from``, ``to``, ``capabilities``, ``caveats``, ``depth_limit_m``,
        ``tasking_authority`` and ``record``.
    """
    roll = StoreRoll(register.store)
    names = sorted({plain(fact.record.amends) or plain(fact.record.id) for fact in roll.all("agreement")})
    found = []
    for name in names:
        fact = latest(agreement_versions(name, roll), on)
        if fact is not None:
            found.append(_agreement(name, fact, on))
    return found


def agreement_versions(name: str, roll: Roll) -> list[Fact]:
    """
    List the versions of an agreement: itself, later records of its id, and those that amend it.

    Parameters
    ----------
    name
        Id of the agreement.
    roll
        Statements in force.

    Returns
    -------
    list of Fact
        By date.
    """
    amending = [fact for fact in roll.naming("agreement", name, "agreement") if plain(fact.record.amends) == name]
    unique = {fact.id: fact for fact in [*roll.called("agreement", name), *amending]}
    return sorted(unique.values(), key=lambda fact: (fact.record.date or "", fact.record.recorded, fact.id))


def _agreement(name: str, fact: Fact, on: str) -> dict[str, Any]:
    record = fact.record
    return {
        "agreement": name,
        "name": record.name,
        "state": _state(record, on),
        "parties": list(record.parties),
        "from": record.from_,
        "to": record.to,
        "capabilities": list(record.capabilities),
        "caveats": list(record.caveats),
        "depth_limit_m": record.depth_limit_m,
        "tasking_authority": record.tasking_authority,
        "record": fact.id,
    }


def _state(record: Any, on: str) -> str:  # noqa: ANN401 - an agreement
    if record.status != "signed":
        return record.status or "draft"
    day = interval(on).last
    if record.from_ and interval(record.from_).first > day:
        return "not-yet"
    return "over" if record.to and interval(record.to).last < day else "in-force"


def meeting_rows(register: Reading) -> list[dict[str, Any]]:
    """
    List the meetings.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    list of dict
        ``meeting``, ``date``, ``name``, ``place``, ``parties``, ``participants``, ``decisions`` and ``open_actions``
        (numbers), by date.
    """
    roll = StoreRoll(register.store)
    found = []
    for fact in roll.all("meeting"):
        name = plain(fact.record.id)
        people = roll.naming("meeting", name, "participant")
        open_ = [one for one in actions_of(roll, name) if one["status"] == "open"]
        found.append(
            {
                "meeting": name,
                "date": fact.record.date,
                "name": fact.record.name,
                "place": fact.record.place,
                "parties": sorted({plain(one.record.party) for one in people if one.record.party}),
                "participants": len(people),
                "decisions": len(roll.naming("meeting", name, "resolution")),
                "open_actions": len(open_),
            }
        )
    return found


def meeting_story(register: Reading, meeting: str) -> dict[str, Any]:
    """
    Tell everything about one meeting.

    Parameters
    ----------
    register
        An open register.
    meeting
        Its id.

    Returns
    -------
    dict
        ``meeting``, ``date``, ``name``, ``place``, ``agenda``, ``participants`` (with the party each spoke for, rank
        and office of that day), ``decisions`` with what they led to, and ``actions``.

    Raises
    ------
    UnknownIdError
        Where no accepted record describes it.
    """
    roll = StoreRoll(register.store)
    fact = latest(roll.called("meeting", meeting))
    if fact is None:
        msg = f"no accepted record describes meeting {meeting!r}"
        raise UnknownIdError(msg, "`landrelease meeting list` shows those that there are")
    return {
        "meeting": plain(meeting),
        "date": fact.record.date,
        "name": fact.record.name,
        "place": fact.record.place,
        "agenda": list(fact.record.agenda),
        "minutes": fact.record.minutes,
        "record": fact.id,
        "participants": [
            {
                "person": one.record.person,
                "party": one.record.party,
                "rank": one.record.rank,
                "office": one.record.office,
                "role": one.record.role,
                "record": one.id,
            }
            for one in roll.naming("meeting", meeting, "participant")
        ],
        "decisions": [
            {
                "decision": one.record.id,
                "agenda_item": one.record.agenda_item,
                "text": one.record.text,
                "led_to": list(one.record.led_to),
                "record": one.id,
            }
            for one in roll.naming("meeting", meeting, "resolution")
        ],
        "actions": actions_of(roll, meeting),
    }


def action_rows(register: Reading, *, on: str) -> list[dict[str, Any]]:
    """
    List the action points of all meetings as they stood at the end of a day.

    Parameters
    ----------
    register
        An open register.
    on
        ISO date.

    Returns
    -------
    list of dict
        As `actions_of`.
    """
    return actions_of(StoreRoll(register.store), on=on)


def actions_of(roll: Roll, meeting: str | None = None, *, on: str = "9999-12-31") -> list[dict[str, Any]]:
    """
    List action points in their last version.

    Parameters
    ----------
    roll
        Statements in force.
    meeting
        Only those of this meeting.
    on
        As they stood at the end of this day.

    Returns
    -------
    list of dict
        ``action``, ``meeting``, ``text``, ``owner``, ``party``, ``due``, ``status``, ``led_to`` and ``record``, by due
        day.
    """
    facts = roll.naming("meeting", meeting, "action_point") if meeting else roll.all("action_point")
    newest: dict[str, Fact] = {}
    for fact in facts:
        if (fact.record.date or "") <= on:
            newest[plain(fact.record.id) or fact.id] = fact
    rows = [
        {
            "action": name,
            "meeting": fact.record.meeting,
            "text": fact.record.text,
            "owner": fact.record.owner,
            "party": fact.record.party,
            "due": fact.record.due,
            "status": fact.record.status or "open",
            "led_to": list(fact.record.led_to),
            "record": fact.id,
        }
        for name, fact in newest.items()
    ]
    return sorted(rows, key=lambda row: (row["due"] or "9999", row["action"]))


def alias_rows(register: Reading, *, on: str | None = None) -> list[dict[str, Any]]:
    """
    List the other names of units, organisations and places; those of persons stay sealed.

    Parameters
    ----------
    register
        An open register.
    on
        Only names in use on this day, ISO date.

    Returns
    -------
    list of dict
        ``of``, ``subject``, ``name``, ``type``, ``source``, ``language``, ``from``, ``to`` and ``record``, by subject.
    """
    rows = [
        {
            "of": plain(fact.record.of),
            "subject": plain(fact.record.subject),
            "name": fact.record.name,
            "type": fact.record.type,
            "source": fact.record.source,
            "language": fact.record.language,
            "from": fact.record.from_,
            "to": fact.record.to,
            "record": fact.id,
        }
        for fact in StoreRoll(register.store).all("alias")
        if fact.record.name and (on is None or barred(fact.record.from_, fact.record.to).holds(interval(on).last))
    ]
    return sorted(rows, key=lambda row: (row["of"], row["subject"], row["name"]))
