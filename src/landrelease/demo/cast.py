"""Who and where: the invented operators, units and places, the label that every row carries, and the dice."""

import zlib
from typing import Final, NamedTuple

import numpy as np

LABEL: Final = "SYNTHETIC"
"""Word that every name, remark and file of the example carries."""

SEED: Final = 2024
"""Seed of the example that the command builds."""

YEARS: Final = (2019, 2020, 2021, 2022, 2023, 2024)

CENTRE: Final = (-25.0, 40.0)
"""Longitude and latitude of the province: open Atlantic north of the Azores, no land within 200 km."""

UTM: Final = "EPSG:32626"
"""What surveyors of the example work in: WGS84 / UTM zone 26N, metres."""

UTM_ORIGIN: Final = (670_700.0, 4_429_700.0)
"""Easting and northing of the province's own zero point, metres."""

WGS84: Final = "EPSG:4326"

BOUNDARY_SET: Final = "SYN-districts-2019"

CENTRE_ID: Final = "SYN-ORG-MAC"
KESTREL: Final = "SYN-ORG-A"
MERIDIAN: Final = "SYN-ORG-B"
ENGINEERS: Final = "SYN-ORG-C"


class Organisation(NamedTuple):
    """
    An invented organisation.

    Attributes
    ----------
    id : str
        As the files write it.
    name : str
        Full name, with the label.
    short_name : str
        As it is called.
    role : str
        What it does in the example.
    """

    id: str
    name: str
    short_name: str
    role: str


class Unit(NamedTuple):
    """
    An invented unit.

    Attributes
    ----------
    id : str
        As the files write it.
    organisation : str
        Whose it is.
    methods : tuple of str
        Capability codes of the work that it does in the example.
    """

    id: str
    organisation: str
    methods: tuple[str, ...]


ORGANISATIONS: Final = (
    Organisation(CENTRE_ID, f"Marrow Sound Mine Action Centre ({LABEL})", "MSMAC", "coordination centre"),
    Organisation(KESTREL, f"Kestrel Land Survey and Clearance ({LABEL})", "Kestrel", "operator"),
    Organisation(MERIDIAN, f"Meridian Ground ({LABEL})", "Meridian", "operator"),
    Organisation(ENGINEERS, f"Engineer Contingent of the Third State ({LABEL})", "Engineers", "operator"),
)
UNITS: Final = (
    Unit("SYN-A1", KESTREL, ("nts",)),
    Unit("SYN-A2", KESTREL, ("manual-clearance", "ts")),
    Unit("SYN-A3", KESTREL, ("mechanical", "manual-clearance")),
    Unit("SYN-B1", MERIDIAN, ("ts", "animal")),
    Unit("SYN-B2", MERIDIAN, ("manual-clearance",)),
    Unit("SYN-B3", MERIDIAN, ("bac", "eod-level-2")),
    Unit("SYN-C1", ENGINEERS, ("nts", "ts", "manual-clearance")),
    Unit("SYN-C2", ENGINEERS, ("bac", "eod-level-3")),
)
DISTRICTS: Final = ("Upper Tarn", "Lower Tarn", "Osk Plain", "Brenn", "Salt Marches", "Hollin")
_HEADS: Final = ("Mar", "Vel", "Tor", "Osk", "Kal", "Ren", "Bri", "Sol", "Dun", "Hal", "Ner", "Pel", "Gar", "Ilm")
_TAILS: Final = ("ovik", "adal", "emund", "orra", "ewick", "asted", "ilmar", "umbra", "entor", "ashaw")


def dice(seed: int, topic: str) -> np.random.Generator:
    """
    Give the random stream of one topic, so that a new topic never changes what another one throws.

    Parameters
    ----------
    seed
        Seed of the whole example.
    topic
        Any text; the same text gives the same stream.

    Returns
    -------
    numpy.random.Generator
        A fresh stream.

    Examples
    --------
    >>> bool(dice(1, "river").random() == dice(1, "river").random())
    True
    >>> bool(dice(1, "river").random() == dice(1, "roads").random())
    False
    """
    return np.random.Generator(np.random.PCG64([seed, zlib.crc32(topic.encode())]))


def place_names(throw: np.random.Generator, count: int) -> list[str]:
    """
    Invent different names of places.

    Parameters
    ----------
    throw
        Random stream.
    count
        How many, at most 140.

    Returns
    -------
    list of str
        Names with the label.

    Examples
    --------
    >>> all(name.endswith("(SYNTHETIC)") for name in place_names(dice(1, "names"), 3))
    True
    """
    pairs = [head + tail for head in _HEADS for tail in _TAILS]
    chosen = throw.permutation(len(pairs))[:count]
    return [f"{pairs[index]} ({LABEL})" for index in chosen]


def unit_of(organisation: str, method: str) -> Unit:
    """
    Find the unit of an organisation that does a kind of work.

    Parameters
    ----------
    organisation
        Id of the organisation.
    method
        Capability code.

    Returns
    -------
    Unit
        The first that has it.

    Examples
    --------
    >>> unit_of("SYN-ORG-B", "bac").id
    'SYN-B3'
    """
    return next(unit for unit in UNITS if unit.organisation == organisation and method in unit.methods)
