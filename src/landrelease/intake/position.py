"""Positions in tables: a `wkt` column, or `lon` and `lat`, become geometries."""

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import shapely

from landrelease.geometry.notation import Axis, NotationError, read_angle
from landrelease.intake import number
from landrelease.intake.cell import text_of
from landrelease.intake.fault import IntakeError
from landrelease.intake.shapes import Shapes, from_wkt
from landrelease.intake.table import Column
from landrelease.records.shape import WGS84

_SRID: Final = re.compile(r"\s*SRID\s*=\s*(\d+)\s*;\s*(.*)", re.IGNORECASE | re.DOTALL)


class Place(NamedTuple):
    """
    Where a table keeps its positions.

    Attributes
    ----------
    wkt : str
        Name of the column of well-known text; empty where there is none.
    lon, lat : str
        Names of the columns of longitude and latitude, or of easting and northing.
    decimals : int or None
        How many decimals of `lon` and `lat` are kept, of a source that does not always write as many; None for all.
    """

    wkt: str = ""
    lon: str = ""
    lat: str = ""
    decimals: int | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """
        Name the columns of the position.

        Returns
        -------
        tuple of str
            Those that are given.
        """
        return tuple(filter(None, (self.wkt, self.lon, self.lat)))


class Positions(NamedTuple):
    """
    The geometries of a table.

    Attributes
    ----------
    shapes : Shapes or None
        Geometries [n]; none where the table has no positions.
    crs : str or None
        What the columns themselves say of their reference system.
    stated : bool
        Whether the texts name it, rather than the form of the columns.
    """

    shapes: Shapes | None = None
    crs: str | None = None
    stated: bool = False


def place_of(names: Mapping[str, Any], given: Place = Place()) -> Place:  # noqa: B008 - immutable
    """
    Find the columns of positions by the names of the plain form, in any case.

    Parameters
    ----------
    names
        Names of the columns.
    given
        Columns that a profile names; they go first.

    Returns
    -------
    Place
        Names as the table writes them; `wkt` before `lon` and `lat` where it has both.

    Examples
    --------
    >>> [place_of(names).columns for names in ({"WKT": 0, "Lon": 0, "LAT": 0}, {"Lon": 0, "LAT": 0}, {"lon": 0})]
    [('WKT',), ('Lon', 'LAT'), ()]
    """
    if given.columns:
        return given
    plain = {name.strip().casefold(): name for name in reversed(list(names))}
    if "wkt" in plain:
        return Place(wkt=plain["wkt"])
    return Place(lon=plain["lon"], lat=plain["lat"]) if {"lon", "lat"} <= set(plain) else Place()


def positions(columns: Mapping[str, Column], place: Place, name: str, *, degrees: bool = True) -> Positions:
    """
    Read the positions of a table.

    Parameters
    ----------
    columns
        Column name to cells [n].
    place
        Which columns hold the positions.
    name
        Name of the file, for faults.
    degrees
        Whether `lon` and `lat` hold degrees, since no other system is given; ``18,250`` can then only be one thing.

    Returns
    -------
    Positions
        Geometries; `lon` and `lat` are WGS84 degrees by the definition of the plain form, unless a system is given.

    Raises
    ------
    IntakeError
        ``crs-conflict`` where texts of one column name different systems.
    """
    if place.wkt:
        return _from_wkt(columns[place.wkt], name)
    if place.lon:
        return _from_pairs(columns[place.lon], columns[place.lat], degrees=degrees, decimals=place.decimals)
    return Positions()


def _from_wkt(cells: Column, name: str) -> Positions:
    texts = [text_of(cell) for cell in cells]
    crs = None
    if any(text and text[:4].upper() == "SRID" for text in texts):
        texts, crs = _without_srid(texts, name)
    return Positions(from_wkt(texts), crs, crs is not None)


def _without_srid(texts: list[str | None], name: str) -> tuple[list[str | None], str]:
    parts = [_SRID.fullmatch(text) if text else None for text in texts]
    systems = sorted({f"EPSG:{part[1]}" for part in parts if part})
    if len(systems) > 1 or any(text and not part for text, part in zip(texts, parts, strict=True)):
        raise IntakeError(name, "crs-conflict", declared=", ".join(systems), given="?")
    return [part[2] if part else None for part in parts], systems[0]


def _from_pairs(lon: Column, lat: Column, *, degrees: bool, decimals: int | None) -> Positions:
    cells = [[text_of(cell) for cell in column] for column in (lon, lat)]
    decimal = number.decimal_of(text for column in cells for text in column if text)
    xs = [_coordinate(text, "lon", decimal, degrees=degrees) for text in cells[0]]
    ys = [_coordinate(text, "lat", decimal, degrees=degrees) for text in cells[1]]
    whole = np.array([x is not None and y is not None for x, y in zip(xs, ys, strict=True)], dtype=bool)
    geometry = np.full(len(xs), None, dtype=object)
    xy = np.array([(x, y) for x, y, good in zip(xs, ys, whole, strict=True) if good], dtype=float).reshape(-1, 2)
    geometry[whole] = shapely.points(xy if decimals is None else xy.round(decimals))
    said = [" ".join(filter(None, pair)) for pair in zip(*cells, strict=True)]
    unread = {at: said[at] for at in np.flatnonzero(~whole).tolist() if said[at]}
    return Positions(Shapes(geometry, unread, frozenset()), WGS84)


def _coordinate(text: str | None, axis: Axis, decimal: str, *, degrees: bool) -> float | None:
    """Read a number, or degrees as people write them; none where it is neither, or can be read in two ways."""
    if text is None:
        return None
    if degrees and not decimal and number.is_doubtful(text):
        return float(text.replace(",", "."))
    found = number.parse(text, decimal)
    if found is not None or not degrees:
        return found
    try:
        return read_angle(text, axis)
    except NotationError:
        return None
