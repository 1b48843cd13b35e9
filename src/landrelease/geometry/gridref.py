"""Grid references: UTM with its zone, and the military grid (MGRS), both on WGS84."""

import re
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from landrelease.geometry.crs import read_crs, transformer
from landrelease.records.text import tr

Floats: TypeAlias = NDArray[np.float64]

_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_BAND_DEG = 8
_SOUTHERNMOST = -80
_ZONES = 60
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_EVEN_ZONE_ROWS = 5
_COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
_SQUARE_M = 100_000.0
_CYCLES_M = np.arange(5) * 2_000_000.0
_OVERHANG_DEG = 1.0
_EASTINGS = (100_000.0, 900_000.0)
_NORTHERNMOST = 10_000_000.0
_FIRST_NORTHERN = "N"
_HALVES = ("NORTH", "SOUTH", "N", "S")
_WORDS = re.compile(r"\b(?:UTM|ZONE|WGS ?84)\b")
_NUMBER = r"(\d{5,8}(?:\.\d+)?)"
_MGRS = re.compile(rf"(\d{{1,2}})([{_BANDS}])([A-HJ-NP-Z])([{_ROWS}])((?:\d\d){{0,5}})")
_UTM = re.compile(
    rf"(\d{{1,2}}) ?([{_BANDS}]|NORTH|SOUTH)[ ,;]+(?:E ?)?{_NUMBER} ?(?:ME|E|M)?[ ,;]+(?:N ?)?{_NUMBER} ?(?:MN|N|M)?"
)


class GridError(ValueError):
    """A grid reference that names no place, or two."""


class GridPlace(NamedTuple):
    """
    The place of a grid reference.

    Attributes
    ----------
    lon : float
        Longitude, degrees.
    lat : float
        Latitude, degrees.
    step_m : float
        Size of the last digit, metres.
    """

    lon: float
    lat: float
    step_m: float


def read_mgrs(text: str) -> GridPlace | None:
    """
    Read an MGRS reference; its place is the south-western corner of the square that it names, as other tools take it.

    Parameters
    ----------
    text
        Zone, band, square and an even number of digits, with or without blanks.

    Returns
    -------
    GridPlace or None
        The place, None where the text has another form.

    Raises
    ------
    GridError
        Where there is no such square in that zone and band.

    Examples
    --------
    >>> place = read_mgrs("31U FU 2873 0492")
    >>> round(place.lon, 4), round(place.lat, 4), place.step_m
    (4.8913, 52.3794, 10.0)
    >>> read_mgrs("31U JU 2873 0492")
    Traceback (most recent call last):
    ...
    landrelease.geometry.gridref.GridError: `31U JU 2873 0492`: zone 31, band U has no square JU; check the letters
    """
    found = _MGRS.fullmatch("".join(text.upper().split()))
    if found is None:
        return None
    zone, band, column, row, digits = found.groups()
    half = len(digits) // 2
    step_m = _SQUARE_M / 10**half
    corner = (_COLUMNS[(int(zone) - 1) % 3].find(column) + 1) * _SQUARE_M
    base = (_ROWS.index(row) - (0 if int(zone) % 2 else _EVEN_ZONE_ROWS)) % len(_ROWS) * _SQUARE_M
    easting, northings = corner + int(digits[:half] or 0) * step_m, base + int(digits[half:] or 0) * step_m + _CYCLES_M
    if corner and 1 <= int(zone) <= _ZONES:
        lon, lat = _lonlat(int(zone), easting, northings, northern=band >= _FIRST_NORTHERN)
        for place in np.flatnonzero(_in_band(lat, band)).tolist():
            return GridPlace(float(lon[place]), float(lat[place]), step_m)
    msg = tr("`{text}`: zone {zone}, band {band} has no square {square}; check the letters")
    raise GridError(msg.format(text=text, zone=zone, band=band, square=column + row))


def read_utm(text: str) -> GridPlace | None:
    """
    Read a UTM reference: zone with band letter or hemisphere, easting, northing.

    Parameters
    ----------
    text
        Such as ``34T 327500 4887000`` or ``34 north 327500 mE 4887000 mN``.

    Returns
    -------
    GridPlace or None
        The place, None where the text has another form.

    Raises
    ------
    GridError
        Where the numbers lie outside the zone, or ``S`` may mean the band (north of the equator) or the south.

    Examples
    --------
    >>> place = read_utm("34T 327500 4887000.5")
    >>> round(place.lon, 4), round(place.lat, 4), place.step_m
    (18.8442, 44.1159, 0.1)
    >>> read_utm("20S 431000 4272000")
    Traceback (most recent call last):
    ...
    landrelease.geometry.gridref.GridError: `20S 431000 4272000`: S may be the band (north of the equator) or the \
southern half of the earth; write 20 north or 20 south
    """
    found = _UTM.fullmatch(" ".join(_WORDS.sub(" ", text.upper()).split()))
    if found is None:
        return None
    zone, half, easting, northing = int(found[1]), found[2], float(found[3]), float(found[4])
    if not (1 <= zone <= _ZONES and _EASTINGS[0] <= easting <= _EASTINGS[1] and northing <= _NORTHERNMOST):
        msg = tr("`{text}`: no place of a UTM zone (1 to 60, easting 100000 to 900000, northing up to 10000000)")
        raise GridError(msg.format(text=text))
    lon, lat = _lonlat(zone, easting, np.array([northing]), northern=_northern(text, half, zone, easting, northing))
    if half not in _HALVES and not _in_band(lat, half).any():
        msg = tr("`{text}`: the northing lies outside band {band}; check the letter and the numbers")
        raise GridError(msg.format(text=text, band=half))
    return GridPlace(float(lon[0]), float(lat[0]), 10.0 ** -len(found[4].partition(".")[2]))


def _northern(text: str, half: str, zone: int, easting: float, northing: float) -> bool:
    if half == "S":
        _, lat = _lonlat(zone, easting, np.array([northing]), northern=True)
        if _in_band(lat, half).any():
            msg = tr(
                "`{text}`: S may be the band (north of the equator) or the southern half of the earth; write {zone} "
                "north or {zone} south"
            )
            raise GridError(msg.format(text=text, zone=zone))
    return half == "NORTH" or (half not in _HALVES and half >= _FIRST_NORTHERN) or half == "N"


def _in_band(lat: Floats, band: str) -> NDArray[np.bool_]:
    """Tell which latitudes lie in a band; a square may overhang it, and the last band is half as high again."""
    south = _SOUTHERNMOST + _BANDS.index(band) * _BAND_DEG
    height = _BAND_DEG * (1.5 if band == _BANDS[-1] else 1)
    inside: NDArray[np.bool_] = (lat >= south - _OVERHANG_DEG) & (lat <= south + height + _OVERHANG_DEG)
    return inside


def _lonlat(zone: int, easting: float, northings: Floats, *, northern: bool) -> tuple[Floats, Floats]:
    utm = transformer(read_crs(f"EPSG:{(32_600 if northern else 32_700) + zone}"))
    lon, lat = utm.transform(np.full_like(northings, easting), northings)
    return lon, lat
