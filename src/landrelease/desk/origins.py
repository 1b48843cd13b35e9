"""Origins at the desk: what the documents of a register rest on, and what each of them says."""

from typing import Any

from landrelease.desk.reading import Reading
from landrelease.desk.rolling import StoreRoll
from landrelease.desk.sources import Kept, kept_sources
from landrelease.evidence.account import Item
from landrelease.evidence.beside import Point, beside
from landrelease.evidence.lead import leads
from landrelease.evidence.origin import Event, Origins
from landrelease.evidence.statement import Statement, clashes_of_speakers, statements
from landrelease.programme.roll import plain


def origins_of(register: Reading) -> dict[str, Any]:
    """
    Count the independent origins behind the documents of a register.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    dict
        ``documents`` (with what each was made from), ``lead`` (the event of which most documents tell first),
        ``independent_origins`` and ``origins`` of that event, the same for all ``events``, ``statements`` with their
        own origins, ``clashes`` of speakers and ``leads`` that wait for somebody who follows them up. Of each event it
        says how each document tells it, what is agreed, what is contradicted, and what stands in one only.
    """
    return told_of(kept_sources(register), _places(register))


def told_of(kept: list[Kept], places: dict[str, str]) -> dict[str, Any]:
    """
    Count the independent origins behind documents.

    Parameters
    ----------
    kept
        The documents.
    places
        Id of each known place to its name.

    Returns
    -------
    dict
        As `origins_of`.
    """
    found = study(kept)
    said = statements(found)
    events = [_event(found, event, said) for event in found.events]
    lead = events[0] if events else {"kind": "", "documents": [], "independent_origins": 0, "origins": []}
    return {
        "documents": [_document(one, found) for one in kept],
        "lead": {"kind": lead["kind"], "documents": lead["documents"]},
        "independent_origins": lead["independent_origins"],
        "origins": lead["origins"],
        "events": events,
        "statements": [one._asdict() for one in said],
        "clashes": [
            {"about": words, "statements": [_side(one), _side(other)]}
            for one, other, words in clashes_of_speakers(said)
        ],
        "leads": [
            {**one._asdict(), "candidates": [two._asdict() for two in one.candidates]} for one in leads(found, places)
        ],
    }


def study(kept: list[Kept]) -> Origins:
    """
    Read documents.

    Parameters
    ----------
    kept
        The documents.

    Returns
    -------
    Origins
        Their events and origins, the documents by the ids of their sources.
    """
    return Origins(
        Item(
            one.said.id or one.record,
            one.text,
            one.said.title or "",
            one.said.publisher or "",
            one.said.published or "",
            one.said.language or "",
        )
        for one in kept
    )


def _places(register: Reading) -> dict[str, str]:
    facts = StoreRoll(register.store).all("admin_area", "settlement")
    return {plain(fact.record.id): fact.record.name for fact in facts if fact.record.id and fact.record.name}


def _document(one: Kept, found: Origins) -> dict[str, Any]:
    name = one.said.id or one.record
    account = found.accounts[found.by_id[name]]
    return {
        "id": name,
        "title": one.said.title,
        "publisher": one.said.publisher,
        "published": one.said.published,
        "url": one.said.url,
        "language": one.said.language or (account.language.code if account.language else None),
        "read": account.language is not None,
        "tells_of": [event.kind for event in found.events if name in event.documents],
        "derived_from": [
            {"document": edge.of, "how": edge.how, "shared": round(edge.shared, 3)}
            for edge in found.derived
            if edge.document == name
        ],
        "state": one.state,
        "record": one.record,
    }


def _event(found: Origins, event: Event, said: list[Statement]) -> dict[str, Any]:
    sides = beside(found, event, said)
    resting = found.of(event)
    known = {name for one in resting for name in one.documents}
    return {
        "kind": event.kind,
        "documents": list(event.documents),
        "independent_origins": len(resting),
        "origins": [{"name": one.name, "also": list(one.also), "documents": list(one.documents)} for one in resting],
        "origin_unknown": [name for name in event.documents if name not in known],
        "told": [side._asdict() for side in sides.told],
        "agreed": [_point(point) for point in sides.agreed],
        "contradicted": [_point(point) for point in sides.contradicted],
        "only_in_one": [one._asdict() for one in sides.alone],
    }


def _point(point: Point) -> dict[str, Any]:
    return {"kind": point.kind, "value": point.value, "sides": [side._asdict() for side in point.sides]}


def _side(one: Any) -> dict[str, Any]:  # noqa: ANN401 - a statement
    return {"document": one.document, "speaker": one.speaker, "passage": one.passage}
