"""Origins at the desk: what the documents of a register rest on, and what each of them says."""

import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from landrelease.desk.errors import UnknownIdError
from landrelease.desk.reading import Reading
from landrelease.desk.register import Register
from landrelease.desk.rolling import StoreRoll
from landrelease.desk.sources import OUT, Kept, kept_sources
from landrelease.desk.views import store_view
from landrelease.evidence.account import Item
from landrelease.evidence.beside import Point, beside
from landrelease.evidence.candidate import Candidate, ambiguous, candidates
from landrelease.evidence.derivation import Derived, derivations
from landrelease.evidence.event import Event
from landrelease.evidence.gazetteer import Place, gazetted
from landrelease.evidence.lead import LEAD, Lead, leads
from landrelease.evidence.origin import Origins
from landrelease.evidence.statement import Statement, clashes_of_speakers, statements
from landrelease.ledger.force import state_of
from landrelease.programme.roll import plain
from landrelease.records.tasking import Request
from landrelease.records.text import tr

_DIGITS: Final = 12


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
    return told_of(kept_sources(register), places_of(register), followed(register), country_of(register))


def told_of(
    kept: list[Kept], places: Sequence[Place], known: Mapping[str, str] = MappingProxyType({}), country: str = ""
) -> dict[str, Any]:
    """
    Count the independent origins behind documents.

    Parameters
    ----------
    kept
        The documents.
    places
        The places of the register.
    known
        Id of each lead that is followed up already to the request for it.
    country
        Country of the programme; empty where it is not known.

    Returns
    -------
    dict
        As `origins_of`.
    """
    found = study(kept)
    said, edges = statements(found), derivations(found)
    events = [_event(found, event, said) for event in found.events]
    lead = events[0] if events else {"kind": "", "documents": [], "independent_origins": 0, "origins": []}
    return {
        "documents": [_document(one, found, edges) for one in kept],
        "lead": {"kind": lead["kind"], "documents": lead["documents"]},
        "independent_origins": lead["independent_origins"],
        "origins": lead["origins"],
        "events": events,
        "statements": [one._asdict() for one in said],
        "clashes": [
            {"about": words, "statements": [_side(one), _side(other)]}
            for one, other, words in clashes_of_speakers(said)
        ],
        "leads": [_lead(one, known) for one in leads(found, places, country)],
    }


def _lead(one: Lead, known: Mapping[str, str]) -> dict[str, Any]:
    return {
        **one._asdict(),
        "candidates": [candidate(two) for two in one.candidates],
        "ambiguous": ambiguous(one.candidates),
        "state": "followed-up" if one.id in known else "open",
        "request": known.get(one.id),
    }


def followed(register: Reading) -> dict[str, str]:
    """
    Find the leads for which a survey was asked.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    dict
        Id of each lead to the id of its request, unless that was rejected or withdrawn.
    """
    view = store_view(register.store)
    return {
        record.id: name
        for name, record in register.records(["request"])
        if (record.id or "").startswith(LEAD) and state_of(view, name) not in OUT
        if record.id is not None
    }


def follow_up(register: Register, names: Sequence[str], *, recorded: str | None = None) -> dict[str, str]:
    """
    Ask for a survey of what documents tell of: one request for each lead that is open.

    Parameters
    ----------
    register
        An open register.
    names
        Ids of leads; every open one where none is named.
    recorded
        A claimed moment of recording.

    Returns
    -------
    dict
        Id of each lead to the id of the new request, which waits for a decision like any other.

    Raises
    ------
    UnknownIdError
        Where no document leads there.
    """
    found = {one["id"]: one for one in origins_of(register)["leads"]}
    unknown = sorted(set(names) - found.keys())
    if unknown:
        msg = tr("no document leads to {lead}").format(lead=unknown[0])
        raise UnknownIdError(msg, tr("`landrelease evidence origins -o json` lists the leads"))
    wanted = [one for key, one in found.items() if one["state"] == "open" and (key in names or not names)]
    asked = [_request(one, register.today()) for one in wanted]
    made = register.append_all(asked, recorded=recorded) if asked else []
    return {one["id"]: record for one, record in zip(wanted, made, strict=True)}


def _request(lead: Mapping[str, Any], day: str) -> Request:
    """Write what is asked for; the words of documents stay sealed where they are, and only their ids are named."""
    told = f"{lead['kind']} in {lead['place']}, told by {', '.join(lead['documents'])}"
    return Request(id=lead["id"], date=day, activity="nts", reason="documents tell of it", remarks=told)


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
            one.said.archive_sha256 or "",
            one.said.url or "",
        )
        for one in kept
    )


def places_of(register: Reading) -> list[Place]:
    """
    List the places of a register that have a name.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    list of Place
        Administrative areas and settlements.
    """
    return [
        Place(plain(fact.record.id), fact.record.name, kind, "register")
        for kind in ("admin_area", "settlement")
        for fact in StoreRoll(register.store).all(kind)
        if fact.record.id and fact.record.name
    ]


def country_of(register: Reading) -> str:
    """
    Name the country of the programme.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    str
        Three-letter code; empty where it is not known.
    """
    return register.frame().programme.country or ""


def candidate(one: Candidate) -> dict[str, Any]:
    """
    Tell of a place that may be meant.

    Parameters
    ----------
    one
        The candidate.

    Returns
    -------
    dict
        Its fields, and ``reasons`` in words.
    """
    return {**one._asdict(), "why": list(one.why), "reasons": one.reasons}


def places_called(register: Reading, name: str) -> dict[str, Any]:
    """
    Find the places that a name may mean, in the register and in the gazetteer.

    Parameters
    ----------
    register
        An open register.
    name
        A name.

    Returns
    -------
    dict
        ``candidates``, the likeliest first, each with score and reasons, and whether the name is ``ambiguous``.
    """
    found = candidates(name, [*places_of(register), *gazetted(name)], country_of(register))
    return {"name": name, "ambiguous": ambiguous(found), "candidates": [candidate(one) for one in found]}


def _document(one: Kept, found: Origins, edges: list[Derived]) -> dict[str, Any]:
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
            for edge in edges
            if edge.document == name
        ],
        "state": one.state,
        "record": one.record,
    }


def _event(found: Origins, event: Event, said: list[Statement]) -> dict[str, Any]:
    sides = beside(found, event, said)
    resting = found.of(event)
    known = {name for one in resting for name in one.documents}
    named = " ".join((event.kind, *sorted(event.documents)))
    return {
        "id": f"event-{hashlib.sha256(named.encode()).hexdigest()[:_DIGITS]}",
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
