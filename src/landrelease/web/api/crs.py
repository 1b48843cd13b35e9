"""The reference systems in which OGC API - Features takes and gives coordinates."""

from functools import cache
from typing import Any, Final

import numpy as np
import shapely
from pyproj import Transformer

from landrelease.records.text import tr
from landrelease.web.api.cql import FilterError

CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_EPSG: Final = "http://www.opengis.net/def/crs/EPSG/0/"
KNOWN: Final = (CRS84, f"{_EPSG}4326", f"{_EPSG}3857")
"""Longitude and latitude; latitude and longitude; the metres of web maps."""
_LON, _LAT = 180.0, 90.0


def checked(crs: str, parameter: str) -> str:
    """
    Refuse systems that are not offered.

    Parameters
    ----------
    crs
        Address of a system; empty for longitude and latitude.
    parameter
        Who names it.

    Returns
    -------
    str
        One of `KNOWN`.

    Raises
    ------
    FilterError
        Where it is another.
    """
    crs = (crs or CRS84).strip("[]").replace("https://", "http://")
    if crs not in KNOWN:
        raise FilterError(tr("{parameter}: there are {known}").format(parameter=parameter, known=", ".join(KNOWN)))
    return crs


def to_degrees(shapes: Any, crs: str) -> Any:
    """
    Bring shapes into longitude and latitude.

    Parameters
    ----------
    shapes
        A shape, or an array of them.
    crs
        Their system, one of `KNOWN`.

    Returns
    -------
    shapely.Geometry or ndarray
        The same shapes.

    Examples
    --------
    >>> to_degrees(shapely.Point(43.5, 18.2), "http://www.opengis.net/def/crs/EPSG/0/4326")
    <POINT (18.2 43.5)>
    """
    return _moved(shapes, crs, back=True)


def from_degrees(shapes: Any, crs: str) -> Any:
    """
    Bring shapes in longitude and latitude into a system.

    Parameters
    ----------
    shapes
        A shape, or an array of them.
    crs
        One of `KNOWN`.

    Returns
    -------
    shapely.Geometry or ndarray
        The same shapes, with the axes in the order of the system.
    """
    return _moved(shapes, crs, back=False)


def _moved(shapes: Any, crs: str, *, back: bool) -> Any:
    if crs == CRS84:
        return shapes
    if crs == KNOWN[1]:
        return shapely.transform(shapes, lambda at: at[:, ::-1])
    way = _mercator(back=back)
    return shapely.transform(shapes, lambda at: np.column_stack(way.transform(at[:, 0], at[:, 1])))


_FARTHEST: Final = 1e9


@cache
def _mercator(*, back: bool) -> Transformer:
    systems = ("EPSG:3857", "OGC:CRS84") if back else ("OGC:CRS84", "EPSG:3857")
    return Transformer.from_crs(*systems, always_xy=True)


def boxes(text: str, crs: str) -> list[shapely.Geometry]:
    """
    Read the parameter ``bbox``.

    Parameters
    ----------
    text
        Four numbers, or six with heights, divided by commas.
    crs
        Their system.

    Returns
    -------
    list of shapely.Geometry
        One box in longitude and latitude; two where it crosses the line of 180 degrees.

    Raises
    ------
    FilterError
        Where it is no box.

    Examples
    --------
    >>> [box.bounds for box in boxes("170,0,-170,10", CRS84)]
    [(170.0, 0.0, 180.0, 10.0), (-180.0, 0.0, -170.0, 10.0)]
    """
    x0, y0, x1, y1 = _corners(text)
    if crs == KNOWN[1]:
        x0, y0, x1, y1 = y0, x0, y1, x1
    if y0 > y1 or (x0 > x1 and crs == KNOWN[2]):
        raise FilterError(tr("bbox: the lower corner comes first"))
    if crs == KNOWN[2]:
        return [to_degrees(shapely.box(x0, y0, x1, y1), crs)]
    if x0 > x1:
        return [shapely.box(x0, y0, _LON, y1), shapely.box(-_LON, y0, x1, y1)]
    return [shapely.box(x0, y0, x1, y1)]


def _corners(text: str) -> tuple[float, float, float, float]:
    try:
        numbers = np.array([float(part) for part in text.split(",")])
    except ValueError:
        numbers = np.zeros(0)
    if len(numbers) not in {4, 6} or not np.isfinite(numbers).all() or (abs(numbers) > _FARTHEST).any():
        raise FilterError(tr("bbox: give four numbers divided by commas, or six with heights"))
    half = len(numbers) // 2
    x0, y0, x1, y1 = numbers[[0, 1, half, half + 1]].tolist()
    return x0, y0, x1, y1
