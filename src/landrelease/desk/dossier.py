"""The dossier of a task: everything that a unit must know before it begins, each statement with its record."""

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

import shapely

from landrelease.desk.reading import Reading
from landrelease.desk.site import Site, before, known_as, site_of
from landrelease.desk.tasks import case_named
from landrelease.desk.views import store_view
from landrelease.programme import gate, nearby
from landrelease.programme.case import Case
from landrelease.programme.division import land_of
from landrelease.programme.ordering import Known, ordered_near, question_of
from landrelease.programme.reason import Reason
from landrelease.programme.roll import Fact, latest, plain
from landrelease.programme.span import ALWAYS
from landrelease.records.change import Correction
from landrelease.records.kinds import kind_of, replacement_of
from landrelease.register.store import Store

NEAR_M: Final = 2000.0
"""How far away the work of others is named, metres."""


class Neighbour(NamedTuple):
    """
    Work of others near a task.

    Attributes
    ----------
    task, unit : str
        Ids.
    days : str
        Days of work, see `span.Span.text`.
    distance_m : float
        Shortest distance between the two areas.
    record : str
        Id of the order record.
    fact : Fact
        The other task.
    """

    task: str
    unit: str
    days: str
    distance_m: float
    record: str
    fact: Fact


class Dossier(NamedTuple):
    """
    What is known of a task before work begins.

    Attributes
    ----------
    case : Case
        The task with its moves.
    site : Site
        Where it is.
    hazards : tuple of Fact
        Hazards that it is to deal with.
    unit, rotation, request : Fact or None
        Who is ordered, in which term, and on whose request.
    agreements : tuple of Fact
        Agreements of the unit's organisation.
    answer : Answer, Reason or None
        What the gate says of the order; a reason where it cannot be asked; None where nobody is ordered.
    neighbours : tuple of Neighbour
        Work of others, the nearest first.
    history : tuple of Fact
        What happened on this land before.
    names : dict
        Names of organisations by id.
    records : tuple of tuple
        Kind and id of every record behind it.
    """

    case: Case
    site: Site
    hazards: tuple[Fact, ...]
    unit: Fact | None
    rotation: Fact | None
    request: Fact | None
    agreements: tuple[Fact, ...]
    answer: gate.Answer | Reason | None
    neighbours: tuple[Neighbour, ...]
    history: tuple[Fact, ...]
    names: dict[str, str]
    records: tuple[tuple[str, str], ...] = ()


def dossier_of(register: Reading, task: str) -> Dossier:
    """
    Gather the dossier of a task.

    Parameters
    ----------
    register
        An open register.
    task
        Id of the task.

    Returns
    -------
    Dossier
        Everything in force that belongs to it.

    Raises
    ------
    UnknownIdError
        Where no accepted record describes the task.
    """
    known = known_as(register.store)
    case = case_named(known, task)
    site = site_of(register.store, known, case)
    unit = latest(known.roll.called("unit", case.unit)) if case.unit else None
    hazards = (latest(known.roll.called("hazard", name)) for name in hazards_of(case))
    found = Dossier(
        case=case,
        site=site,
        hazards=tuple(one for one in hazards if one is not None),
        unit=unit,
        rotation=_called(known, "rotation", case.order.record.rotation if case.order else None),
        request=_called(known, "request", case.task.record.request),
        agreements=tuple(agreements_of(known, unit, case)),
        answer=_asked(known, case),
        neighbours=tuple(_neighbours(known, case)),
        history=tuple(before(known, case, site)),
        names=organisations(known),
    )
    return found._replace(records=_behind(register.store, found))


def hazards_of(case: Case) -> list[str]:
    """
    List the hazards that a task names.

    Parameters
    ----------
    case
        The task.

    Returns
    -------
    list of str
        Ids, each once.
    """
    return list(dict.fromkeys(plain(name) for name in (case.task.record.area_id or "").split(";") if plain(name)))


def agreements_of(known: Known, unit: Fact | None, case: Case) -> Iterator[Fact]:
    """
    List the agreements under which a unit works.

    Parameters
    ----------
    known
        What is known.
    unit
        The unit.
    case
        Its task.

    Yields
    ------
    Fact
        The one that its rotation names, else those that its organisation is a party of; the last word of each.
    """
    if unit is None:
        return
    rotation = _called(known, "rotation", case.order.record.rotation if case.order else None)
    named = plain(rotation.record.agreement) if rotation else ""
    party = plain(unit.record.organisation)
    found = known.roll.naming("organisation", party, "agreement") if party else []
    names = [named] if named else sorted({plain(fact.record.id) for fact in found})
    for name in names:
        last = latest(known.roll.called("agreement", name))
        if last is not None:
            yield last


def organisations(known: Known) -> dict[str, str]:
    """
    List the names of organisations.

    Parameters
    ----------
    known
        What is known.

    Returns
    -------
    dict
        Id to name.
    """
    facts = known.roll.all("organisation")
    return {plain(fact.record.id): fact.record.name or fact.record.short_name or "" for fact in facts}


def _behind(store: Store, found: Dossier) -> tuple[tuple[str, str], ...]:
    """List the records that a dossier rests on: kind and id, each once, ordered."""
    single = (found.case.task, found.unit, found.rotation, found.request)
    facts: list[Fact] = [one for one in single if one is not None]
    for many in (found.hazards, found.agreements, found.history, found.site.features):
        facts += many
    reasons = found.answer.reasons if isinstance(found.answer, gate.Answer) else ()
    names = {fact.id for fact in facts} | {move.fact.id for move in found.case.moves}
    return kinds_of(store, names | {one.record for one in reasons} | {one.record for one in found.neighbours})


def kinds_of(store: Store, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """
    Tell the kinds of records.

    Parameters
    ----------
    store
        An open store.
    names
        Record ids.

    Returns
    -------
    tuple of tuple
        Kind and id of each, ordered; a correction has the kind of what it corrects.
    """
    view, found = store_view(store), []
    for name in set(names):
        record = view.record(name)
        if record is not None:
            found.append((kind_of(replacement_of(record) if isinstance(record, Correction) else record), name))
    return tuple(sorted(found))


def _called(known: Known, kind: str, name: str | None) -> Fact | None:
    return latest(known.roll.called(kind, plain(name))) if plain(name) else None


def _asked(known: Known, case: Case) -> gate.Answer | Reason | None:
    if case.order is None:
        return None
    question: Any = question_of(case.order, case)
    return question if isinstance(question, Reason) else gate.answer(question, known.roll, known.rules)


def _neighbours(known: Known, case: Case) -> list[Neighbour]:
    mine = land_of([case.task], known.plane)
    if mine is None:
        return []
    found = [
        Neighbour(other.case.id, other.unit, other.days.text, distance, other.case.order.id, other.case.task)
        for other in ordered_near(nearby.Work(case, case.unit, ALWAYS, mine[0]), known, NEAR_M)
        if other.case.order is not None and (distance := float(shapely.distance(mine[0], other.land))) <= NEAR_M
    ]
    return sorted(found, key=lambda one: (one.distance_m, one.task))
