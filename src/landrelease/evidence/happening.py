"""Something that happened, as one source tells it, made ready to be compared with what others tell."""

import math
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from unicodedata import combining, normalize

from landrelease.records.base import Record
from landrelease.records.kinds import kind_of
from landrelease.records.times import interval

_WORD: Final = re.compile(r"\w+")
_PLAIN: Final = "plain"
_LEAST: Final = 3
_MINES: Final = frozenset({"AP", "AV", "improvised", "mine"})
_REMNANTS: Final = frozenset({"UXO", "AXO", "CMR", "other", "ERW"})
DEVICES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "mine": _MINES,
        "ERW": _REMNANTS,
        "UXO": frozenset({"UXO", "CMR", "ERW"}),
        "AXO": frozenset({"AXO", "ERW"}),
        "IED": frozenset({"IED", "improvised"}),
        "improvised": frozenset({"improvised", "IED", "AP", "mine"}),
    }
)
"""Code of a device to those that another source may call the same thing."""
COUNTED: Final = ("killed", "injured", "quantity")
TOLD: Final = ("outcome", "sex", "age_group", "civilian_status", "model", "area_id", "task")
"""Fields that are compared as they are; what is unknown is compared with nothing."""


class Happening(NamedTuple):
    """
    An event or person, as one source tells of it.

    Attributes
    ----------
    id : str
        Id of the record.
    kind : str
        Kind of record; only records of one kind are compared.
    source : str
        Whose word it is: two rows of one source are two things.
    first, last : int
        Days on which it may have happened.
    point : tuple of float or None
        Longitude and latitude.
    words : frozenset of str
        Words of the place, where it is told in words.
    device : str
        Code of what exploded or was found; empty where unknown.
    counts : mapping
        Numbers that the source states.
    told : mapping
        What else it states of the person or item.
    """

    id: str
    kind: str
    source: str
    first: int
    last: int
    point: tuple[float, float] | None = None
    words: frozenset[str] = frozenset()
    device: str = ""
    counts: Mapping[str, int] = MappingProxyType({})
    told: Mapping[str, str] = MappingProxyType({})


def happening_of(name: str, record: Record, point: tuple[float, float] | None) -> Happening | None:
    """
    Make a record ready to be compared.

    Parameters
    ----------
    name
        Id of the record.
    record
        A casualty, an accident or ordnance.
    point
        Where it lies, in longitude and latitude.

    Returns
    -------
    Happening or None
        None where the record has no date that can be read: without one nothing says that two are the same.

    Examples
    --------
    >>> from landrelease.records.finds import Accident
    >>> happening_of("ab", Accident(date="2024-05", category="AP", killed=1), None).counts
    mappingproxy({'killed': 1})
    >>> happening_of("ab", Accident(), None) is None
    True
    """
    try:
        days = interval(record.date or "")
    except ValueError:
        return None
    said: dict[str, Any] = {field: getattr(record, field, None) for field in (*COUNTED, *TOLD, "category", "place")}
    return Happening(
        name,
        kind_of(record),
        source_of(record),
        days.first,
        days.last,
        point,
        words_of(said["place"]),
        _known(said["category"]),
        MappingProxyType({field: int(said[field]) for field in COUNTED if said[field] is not None}),
        MappingProxyType({field: _known(said[field]) for field in TOLD if _known(said[field])}),
    )


def _known(value: Any) -> str:  # noqa: ANN401 - whatever a field holds
    return "" if value in {None, "unknown"} else str(value)


def source_of(record: Record) -> str:
    """
    Say whose word a record is.

    Parameters
    ----------
    record
        A record.

    Returns
    -------
    str
        The table that it came from, who reports, and the documents that it names; of records entered by hand that say
        none of it, who wrote them.

    Examples
    --------
    >>> from landrelease.records.casualties import Casualty
    >>> source_of(Casualty(origin="plain/casualty/org-1|C-1", organisation="org-1")), source_of(Casualty(author="p-1"))
    ('|org-1|', 'p-1')
    """
    table = (record.origin or "").split("/", 1)[0]
    documents = ";".join(sorted(getattr(record, "sources", ())))
    said = f"{'' if table == _PLAIN else table}|{record.organisation or ''}|{documents}"
    return record.author if said == "||" else said


def words_of(text: str | None) -> frozenset[str]:
    """
    Take the words of a place, so that spelling with and without accents agrees.

    Parameters
    ----------
    text
        The place in words.

    Returns
    -------
    frozenset of str
        Words of three letters or more, without accents, in lower case.

    Examples
    --------
    >>> sorted(words_of("Vereda Caño Blanco; TAME (81794)"))
    ['81794', 'blanco', 'cano', 'tame', 'vereda']
    """
    plain = "".join(sign for sign in normalize("NFD", text or "") if not combining(sign))
    return frozenset(word for word in _WORD.findall(plain.casefold()) if len(word) >= _LEAST)


EARTH_M: Final = 6_371_008.8


def metres_apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """
    Measure the way between two points on a sphere, near enough to say whether two reports mean one place.

    Parameters
    ----------
    one, other
        Longitude and latitude.

    Returns
    -------
    float
        Metres, right to half a per cent.

    Examples
    --------
    >>> round(metres_apart((179.9, 0), (-179.9, 0)) / 1000)
    22
    """
    chord = math.dist(on_sphere(one), on_sphere(other))
    return 2 * EARTH_M * math.asin(min(1.0, chord / (2 * EARTH_M)))


def on_sphere(point: tuple[float, float]) -> tuple[float, float, float]:
    """
    Place a point in space, so that near the poles and the date line near is near.

    Parameters
    ----------
    point
        Longitude and latitude.

    Returns
    -------
    tuple of float
        Metres from the middle of the earth, three axes.

    Examples
    --------
    >>> [round(value) for value in on_sphere((90, 0))]
    [0, 6371009, 0]
    """
    lon, lat = map(math.radians, point)
    return EARTH_M * math.cos(lat) * math.cos(lon), EARTH_M * math.cos(lat) * math.sin(lon), EARTH_M * math.sin(lat)
