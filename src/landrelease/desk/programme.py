"""The programme on one screen: who is ready, who works where, what is late and why, what runs out."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from landrelease.desk.orders import known_now, known_whole
from landrelease.desk.partners import actions_of, alias_rows
from landrelease.desk.reading import Reading
from landrelease.desk.tasks import task_rows
from landrelease.desk.views import EVER
from landrelease.programme.moves import OPEN
from landrelease.programme.ordering import Known
from landrelease.programme.readiness import Readiness, endings, members, readiness_of, units
from landrelease.programme.roll import Roll, latest, plain
from landrelease.programme.span import iso, possible
from landrelease.programme.training import standings, verdict_of
from landrelease.records.times import interval

SOON_DAYS: Final = 30
"""Days ahead in which what runs out is shown."""
_RELEASED: Final = ("cancelled_m2", "reduced_m2", "cleared_m2")
NO_UNIT: Final = "-"
"""Contributor of results that name no unit, or a unit of no known organisation."""


def unit_rows(
    register: Reading, *, on: str, organisation: str | None = None, known: Known | None = None
) -> list[dict[str, Any]]:
    """
    List the units with what each may do on a day.

    Parameters
    ----------
    register
        An open register.
    on
        ISO date.
    organisation
        Only units of this organisation: what a contributing state sees of its own.
    known
        What was gathered already, as `known_whole` gives it.

    Returns
    -------
    list of dict
        ``unit``, ``name``, ``also`` (other names in use that day), ``organisation``, ``ready``, ``may``, ``barred``,
        ``waiting``, ``until``, ``rotation``,
        ``rotation_until`` and ``people``.
    """
    known = known or known_whole(register.store, EVER)
    day = interval(on).last
    found = (readiness_of(unit, day, known.roll, known.rules) for unit in units(known.roll))
    also: dict[str, list[str]] = {}
    for row in alias_rows(register, on=on):
        if row["of"] == "unit":
            also.setdefault(row["subject"], []).append(row["name"])
    rows = [_unit_row(one, also.get(one.unit, [])) for one in found]
    return [row for row in rows if organisation is None or row["organisation"] == plain(organisation)]


def _unit_row(one: Readiness, also: list[str]) -> dict[str, Any]:
    record = one.record.record if one.record else None
    return {
        "unit": one.unit,
        "name": record.name if record else None,
        "also": also,
        "organisation": plain(record.organisation) if record else "",
        "ready": one.ready,
        "may": list(one.may),
        "barred": list(one.barred),
        "waiting": list(one.waiting),
        "until": one.until,
        "rotation": one.rotation,
        "rotation_until": one.rotation_until,
        "people": one.people,
    }


def member_rows(register: Reading, unit: str, *, on: str) -> list[dict[str, Any]]:
    """
    List the members of a unit on a day with their certificates.

    Parameters
    ----------
    register
        An open register.
    unit
        Its id.
    on
        ISO date.

    Returns
    -------
    list of dict
        ``person``, ``role``, ``rank``, ``certificates`` that stand that day, and ``record``.
    """
    roll, day = known_now(register.store, EVER).roll, interval(on).last
    valid: dict[str, list[str]] = {}
    for one in standings(roll, day):
        if one.state == "valid":
            shown = f"{one.fact.record.discipline or '?'} {one.fact.record.level or ''}".strip()
            system = f" ({one.fact.record.system})" if one.fact.record.system else ""
            valid.setdefault(plain(one.fact.record.person), []).append(shown + system)
    return [
        {
            "person": plain(fact.record.person),
            "role": fact.record.role,
            "rank": fact.record.rank,
            "certificates": valid.get(plain(fact.record.person), []),
            "record": fact.id,
        }
        for fact in members(unit, day, roll)
    ]


def certificate_rows(register: Reading, *, on: str, state: str | None = None) -> list[dict[str, Any]]:
    """
    List the certificates as they stand on a day.

    Parameters
    ----------
    register
        An open register.
    on
        ISO date.
    state
        Only those of this state: ``valid``, ``expired``, ``not-yet``, ``suspended`` or ``revoked``.

    Returns
    -------
    list of dict
        ``certificate``, ``person``, ``discipline``, ``level``, ``modules``, ``system``, ``state``, ``until`` and
        ``record``, those that end first first.
    """
    found = standings(known_now(register.store, EVER).roll, interval(on).last)
    return [
        {
            "certificate": one.fact.record.id,
            "person": one.fact.record.person,
            "discipline": one.fact.record.discipline,
            "level": one.fact.record.level,
            "modules": list(one.fact.record.modules),
            "system": one.fact.record.system,
            "state": one.state,
            "until": iso(one.until),
            "record": one.fact.id,
        }
        for one in found
        if state is None or one.state == state
    ]


def session_rows(register: Reading, *, people: Collection[str] | None = None) -> list[dict[str, Any]]:
    """
    List the training sessions with their results.

    Parameters
    ----------
    register
        An open register.
    people
        Only results of these persons, and only sessions that have any: what a contributing state sees of its own.

    Returns
    -------
    list of dict
        ``session``, ``course``, ``version``, ``centre``, ``from``, ``to``, ``people``, ``passed``, ``failed`` and
        ``certificates``; a person who failed and passed later counts as passed.
    """
    roll = known_now(register.store, EVER).roll
    rows = []
    for fact in roll.all("session"):
        name = plain(fact.record.id)
        results: dict[str, str] = {}
        for one in roll.naming("session", name, "assessment"):
            person = plain(one.record.person)
            if people is None or person in people:
                verdict = verdict_of(one, roll) or plain(one.record.result)
                results[person] = "pass" if "pass" in {verdict, results.get(person)} else verdict
        counted = Counter(results.values())
        given = [plain(one.record.person) for one in roll.naming("session", name, "certificate")]
        mine = [person for person in given if people is None or person in people]
        if people is not None and not results and not mine:
            continue
        rows.append(
            {
                "session": name,
                "course": fact.record.course,
                "version": fact.record.version,
                "centre": fact.record.centre,
                "from": fact.record.from_,
                "to": fact.record.to,
                "people": len(results),
                "passed": counted["pass"],
                "failed": counted["fail"],
                "certificates": len(mine),
            }
        )
    return rows


def equivalence_rows(register: Reading) -> list[dict[str, Any]]:
    """
    List the decisions about what certificates of other systems count as.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    list of dict
        ``equivalence``, ``system``, ``discipline``, ``level``, ``modules``, ``counts_as_discipline``,
        ``counts_as_level``, ``counts_as_modules``, ``from``, ``to``, ``status``, ``organisation`` (who decided),
        ``conditions`` and ``record``, by date.
    """
    return [
        {
            "equivalence": plain(fact.record.id),
            "system": fact.record.system,
            "discipline": fact.record.discipline,
            "level": fact.record.level,
            "modules": list(fact.record.modules),
            "counts_as_discipline": fact.record.counts_as_discipline,
            "counts_as_level": fact.record.counts_as_level,
            "counts_as_modules": list(fact.record.counts_as_modules),
            "from": fact.record.from_,
            "to": fact.record.to,
            "status": fact.record.status,
            "organisation": fact.record.organisation,
            "conditions": fact.record.conditions,
            "record": fact.id,
        }
        for fact in known_now(register.store, EVER).roll.all("equivalence")
    ]


def late_rows(tasks: Iterable[Mapping[str, Any]], roll: Roll, *, on: str) -> list[dict[str, Any]]:
    """
    List what is late on a day, and why.

    Parameters
    ----------
    tasks
        As `task_rows` gives them for that day, those that are only requested too.
    roll
        Statements in force, for action points.
    on
        ISO date.

    Returns
    -------
    list of dict
        ``what``, ``id``, ``days`` late and ``why``, the latest first.
    """
    day = interval(on).last
    rows = [row for task in tasks for row in _late_task(task, day)]
    for action in actions_of(roll, on=on):
        late = _days_late(action["due"], day)
        if action["status"] == "open" and late > 0:
            rows.append({"what": "action", "id": action["action"], "days": late, "why": action["text"] or ""})
    return sorted(rows, key=lambda row: (-row["days"], row["what"], row["id"]))


def _late_task(task: Mapping[str, Any], day: int) -> Iterable[dict[str, Any]]:
    if task["state"] == "requested" and (late := _days_late(task["to"], day)) > 0:
        yield {"what": "request", "id": task["request"], "days": late, "why": "no task has been made of it"}
    elif task["state"] == "planned" and (late := _days_late(task["from"], day)) > 0:
        yield {"what": "task", "id": task["task"], "days": late, "why": "nobody is ordered to it"}
    elif task["state"] in OPEN - {"planned"} and (late := _days_late(task["to"], day)) > 0:
        why = task["stopped"] or f"it is {task['state']}"
        yield {"what": "task", "id": task["task"], "days": late, "why": why}


def _days_late(due: str | None, day: int) -> int:
    days = possible(due)
    return day - days.last if days else 0


def share_rows(register: Reading, *, year: int | None = None, **period: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """
    Show the land released per contributor; every square metre once, shares add up to the whole.

    Parameters
    ----------
    register
        An open register.
    year
        The year; else give ``from_`` and ``to``.
    **period
        As `Register.statement` takes them.

    Returns
    -------
    list of dict
        ``contributor`` (organisation of the unit), ``cancelled_m2``, ``reduced_m2``, ``cleared_m2``, ``released_m2``
        and ``share`` of the released land, 0 to 1; the last row is the ``total``.
    """
    statement = register.statement(by="unit", year=year, **period)
    roll: Roll = known_now(register.store, EVER).roll
    sums: dict[str, dict[str, Decimal]] = {}
    for row in statement.rows:
        if row["unit"] == "total":
            continue
        unit = latest(roll.called("unit", row["unit"])) if row["unit"] else None
        name = plain(unit.record.organisation) if unit and unit.record.organisation else NO_UNIT
        mine, total = sums.setdefault(name, defaultdict(Decimal)), sums.setdefault("total", defaultdict(Decimal))
        for kind in _RELEASED:
            mine[kind] += row["movements"][kind]
            total[kind] += row["movements"][kind]
    whole = sum(sums.get("total", {}).values(), Decimal(0))
    idle = {name for name, one in sums.items() if not any(one.values())}
    names = [*sorted(sums.keys() - {"total"} - idle), "total"]
    return [_share(name, sums.get(name, {}), whole) for name in names]


def _share(name: str, sums: Mapping[str, Decimal], whole: Decimal) -> dict[str, Any]:
    parts = {kind: sums.get(kind, Decimal(0)) for kind in _RELEASED}
    released = sum(parts.values(), Decimal(0))
    share = float(released / whole) if whole else None
    return {"contributor": name, **parts, "released_m2": released, "share": share}


def status(register: Reading, *, on: str, organisation: str | None = None) -> dict[str, Any]:
    """
    Gather what the programme's people ask every morning.

    Parameters
    ----------
    register
        An open register.
    on
        ISO date of that morning.
    organisation
        Only what concerns units of this organisation.

    Returns
    -------
    dict
        ``on``; ``units`` as `unit_rows`; ``tasks`` that are open, as `task_rows`; ``states`` of all tasks, counted;
        ``late`` as `late_rows`; ``ending`` within `SOON_DAYS`.
    """
    known = known_whole(register.store, EVER)
    ready = unit_rows(register, on=on, organisation=organisation, known=known)
    mine = {row["unit"] for row in ready}
    whose = mine | _people(mine, on, known.roll)
    tasks = [row for row in task_rows(register, on=on, known=known) if organisation is None or row["unit"] in mine]
    late = late_rows(tasks, known.roll, on=on)
    ending = [
        {"until": iso(one.last), "what": one.what, "about": one.about, "detail": one.detail, "record": one.record}
        for one in endings(interval(on).last, SOON_DAYS, known.roll, known.rules)
        if organisation is None or one.about in whose
    ]
    return {
        "on": on,
        "units": ready,
        "tasks": [row for row in tasks if row["state"] in OPEN],
        "states": dict(sorted(Counter(row["state"] for row in tasks).items())),
        "late": [row for row in late if organisation is None or row["what"] == "task"],
        "ending": ending,
    }


def _people(mine: Iterable[str], on: str, roll: Roll) -> set[str]:
    return {plain(fact.record.person) for unit in mine for fact in members(unit, interval(on).last, roll)}
