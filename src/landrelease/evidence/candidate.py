"""Candidates for a name of a place: what it may mean, how well each fits and why; a person chooses, nothing does."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from landrelease.evidence.gazetteer import Place
from landrelease.records.text import marked as _
from landrelease.records.text import tr

_LIKE: Final = 0.5
"""Share of the words of two names that agree from which on one may be meant."""
_OTHER_NAME: Final = 0.9
_OTHER_ENDING: Final = 0.7
_ELSEWHERE: Final = 0.8
_OTHER_KIND: Final = 0.8
_NEAR: Final = 0.15
"""Difference of two scores up to which nobody should take the first for granted."""
REASONS: Final = {
    "same-name": _("the same name"),
    "other-name": _("another of its names"),
    "other-ending": _("a name that begins so"),
    "part-of-name": _("part of the name"),
    "register": _("a place of the register"),
    "same-country": _("in the country of the programme"),
    "elsewhere": _("in another country"),
    "other-kind": _("a settlement, though a part of a country is named"),
}
"""Why a place may be meant: code to words."""


class Candidate(NamedTuple):
    """
    A place that may be meant.

    Attributes
    ----------
    id : str
        Its id, see `gazetteer.Place`.
    name : str
        Its name.
    score : float
        From 0 to 1; 1 where the names are equal.
    kind : str
        ``admin_area`` or ``settlement``.
    known_by : str
        ``register`` or ``gazetteer``.
    country : str
        Three-letter code, where it is known.
    lon, lat : float or None
        Where, as the gazetteer says.
    why : tuple of str
        Keys of `REASONS`.
    """

    id: str
    name: str
    score: float
    kind: str = ""
    known_by: str = "register"
    country: str = ""
    lon: float | None = None
    lat: float | None = None
    why: tuple[str, ...] = ()

    @property
    def reasons(self) -> list[str]:
        """Why it may be meant, in words."""
        return [tr(REASONS[code]) for code in self.why]


def candidates(name: str, places: Iterable[Place], country: str = "", *, part: bool = False) -> list[Candidate]:
    """
    Rank the places that a name may mean.

    Parameters
    ----------
    name
        The name, without the word for its kind.
    places
        Places of the register and of the gazetteer.
    country
        Country of the programme; empty where it is not known.
    part
        Whether the name is that of a part of a country, as ``Kursk`` in ``Kursk Region``.

    Returns
    -------
    list of Candidate
        The likeliest first: by score, those of the register, and by population; all of them, since a person chooses.

    Examples
    --------
    >>> towns = [Place("g:1", "Tripoli", "settlement", "gazetteer", "LBY"), Place("g:2", "Tripoli", "settlement",
    ...     "gazetteer", "LBN"), Place("R-1", "Upper Tripoli", "admin_area", "register", "LBN")]
    >>> [(one.id, one.score, one.why[0]) for one in candidates("tripoli", towns, "LBN")]
    [('g:2', 1.0, 'same-name'), ('g:1', 0.8, 'same-name'), ('R-1', 0.5, 'part-of-name')]
    >>> ambiguous(candidates("tripoli", towns)), ambiguous(candidates("tripoli", towns, "LBN"))
    (True, False)
    """
    found = []
    for place in places:
        score, how = _likeness(name.casefold(), place)
        if score < _LIKE:
            continue
        where = _where(place, country)
        other = "other-kind" if part and place.kind == "settlement" else ""
        score *= (_ELSEWHERE if where == "elsewhere" else 1.0) * (_OTHER_KIND if other else 1.0)
        found.append((place, round(score, 3), tuple(code for code in (how, where, other) if code)))
    ordered = sorted(found, key=lambda one: (-one[1], one[0].known_by != "register", -one[0].population, one[0].id))
    return [
        Candidate(one.id, one.name, score, one.kind, one.known_by, one.country, one.lon, one.lat, why)
        for one, score, why in ordered
    ]


def ambiguous(found: Sequence[Candidate]) -> bool:
    """
    Tell whether more than one place may well be meant.

    Parameters
    ----------
    found
        Candidates, the likeliest first.

    Returns
    -------
    bool
        Whether the second fits nearly as well as the first.

    Examples
    --------
    >>> ambiguous([Candidate("a", "Ebor", 1.0)]), ambiguous([Candidate("a", "Ebor", 1.0), Candidate("b", "Ebor", 0.9)])
    (False, True)
    """
    return len(found) > 1 and found[0].score - found[1].score <= _NEAR


def _where(place: Place, country: str) -> str:
    if place.known_by == "register":
        return "register"
    if not country or not place.country:
        return ""
    return "same-country" if place.country == country else "elsewhere"


def _likeness(name: str, place: Place) -> tuple[float, str]:
    theirs = place.name.casefold()
    if name == theirs:
        return 1.0, "same-name"
    if name in {one.casefold() for one in place.also}:
        return _OTHER_NAME, "other-name"
    if place.known_by == "gazetteer":
        return _OTHER_ENDING, "other-ending"
    mine, other = set(name.split()), set(theirs.split())
    return len(mine & other) / max(len(mine | other), 1), "part-of-name"
