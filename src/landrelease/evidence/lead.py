"""Leads: places that documents name and that somebody has to follow up; a lead is never a hazard or a release."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from landrelease.evidence.candidate import Candidate, candidates
from landrelease.evidence.event import Event
from landrelease.evidence.gazetteer import Place, gazetted
from landrelease.evidence.language import Language
from landrelease.evidence.origin import Origins

FOLLOWED: Final = ("mine-clearance", "casualty", "ordnance-find", "handover")
"""Kinds of event that speak of ordnance in the ground somewhere."""
_NAME: Final = r"[A-ZÀ-ÞЀ-Я][\w’'-]+"
_DIGITS: Final = 12
LEAD: Final = "lead-"
"""How the id of a lead begins."""
Gazetteer = Callable[[str], Iterable[Place]]


class Lead(NamedTuple):
    """
    A place to be followed up.

    Attributes
    ----------
    id : str
        Made of the kind and the place, so that the same lead is known again when more documents name it.
    place : str
        As documents name it.
    kind : str
        Kind of the event told of it.
    documents : tuple of str
        Ids of the documents that name it.
    passages : tuple of str
        Where they do.
    candidates : tuple of Candidate
        Places of the register and of the gazetteer, the likeliest first; a person chooses.
    """

    id: str
    place: str
    kind: str
    documents: tuple[str, ...]
    passages: tuple[str, ...]
    candidates: tuple[Candidate, ...]


def leads(origins: Origins, places: Iterable[Place], country: str = "", gazetteer: Gazetteer = gazetted) -> list[Lead]:
    """
    List the leads of documents.

    Parameters
    ----------
    origins
        The documents.
    places
        The places of the register.
    country
        Country of the programme; empty where it is not known.
    gazetteer
        Finds the places of the world that have a name.

    Returns
    -------
    list of Lead
        One for each place and kind of event.

    Examples
    --------
    >>> from landrelease.evidence.account import Item
    >>> told = Origins([Item("a", "The army cleared mines in the Ebor Region, the Post said.", publisher="Post")])
    >>> here = [Place("X-1", "Ebor", "admin_area", "register")]
    >>> [(one.place, [two.id for two in one.candidates]) for one in leads(told, here, gazetteer=lambda name: [])]
    [('Ebor Region', ['X-1'])]
    """
    here = list(places)
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for event in origins.events:
        if event.kind in FOLLOWED:
            for name, place, passage in _named(origins, event):
                found[event.kind, _core(place)].append((name, place, passage))
    return [
        _lead(_id(kind, core), kind, rows, tuple(candidates(core, [*here, *gazetteer(core)], country, part=True)))
        for (kind, core), rows in found.items()
    ]


def _id(kind: str, core: str) -> str:
    return f"{LEAD}{hashlib.sha256(f'{kind} {core}'.encode()).hexdigest()[:_DIGITS]}"


def _named(origins: Origins, event: Event) -> Iterable[tuple[str, str, str]]:
    for name in event.documents:
        account = origins.accounts[origins.by_id[name]]
        for line in account.lines:
            if event.kind in line.kinds and account.language is not None:
                for place in places_in(line.passage.text, account.language):
                    yield name, place, line.passage.text


def places_in(text: str, language: Language) -> list[str]:
    """
    List the parts of countries that a text names with their kind.

    Parameters
    ----------
    text
        Any text.
    language
        Its rules.

    Returns
    -------
    list of str
        As they stand.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> places_in("from Upper Ebor district to the province of Tarn", languages()["en"])
    ['Upper Ebor district', 'province of Tarn']
    """
    units, binding = (f"(?i:{language.found[name].pattern})" for name in ("place.units", "place.of"))
    named = rf"{_NAME}(?: {_NAME})*"
    if language.words["names"]:
        return [match.group() for match in re.finditer(rf"{units} \w+", text)]
    return [
        match.group()
        for match in re.finditer(rf"{named} {units}|{units} (?:{binding} |d[’'])(?:[Ll][’'])?{named}", text)
    ]


def _core(place: str) -> str:
    """Leave the kind of a place away: the words that are written as names in every mention."""
    words = [word for word in re.findall(r"[\w’'-]+", place) if word[0].isupper()] or place.split()[1:]
    return " ".join(words[:-1] if len(words) > 1 and not place.rpartition(" ")[2][0].islower() else words).casefold()


def _lead(known_as: str, kind: str, rows: Sequence[tuple[str, str, str]], likely: tuple[Candidate, ...]) -> Lead:
    return Lead(
        known_as,
        rows[0][1],
        kind,
        tuple(dict.fromkeys(row[0] for row in rows)),
        tuple(dict.fromkeys(row[2] for row in rows)),
        likely,
    )
