"""Rough metres for checks of plausibility: degrees scaled at one latitude, right to about 0.1 % over a few kilometres.

Areas that are booked never come from here: they are computed exactly by the ledger.
"""

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def per_degree(latitude: ArrayLike) -> tuple[Floats, Floats]:
    """
    Tell the length of one degree on the WGS84 ellipsoid.

    Parameters
    ----------
    latitude
        Degrees north.

    Returns
    -------
    tuple of ndarray
        Metres in one degree of longitude and of latitude (series to the third term, right to a few centimetres).

    Examples
    --------
    >>> east, north = per_degree(60.0)
    >>> round(float(east)), round(float(north))
    (55800, 111412)
    """
    phi = np.radians(np.asarray(latitude, dtype=np.float64))
    east = 111_412.84 * np.cos(phi) - 93.5 * np.cos(3 * phi) + 0.118 * np.cos(5 * phi)
    north = 111_132.92 - 559.82 * np.cos(2 * phi) + 1.175 * np.cos(4 * phi)
    return east, north


def area_m2(shapes: NDArray[np.object_]) -> Floats:
    """
    Estimate the areas of shapes.

    Parameters
    ----------
    shapes
        Geometries in longitude and latitude, or none.

    Returns
    -------
    ndarray
        Square metres; zero for points, lines, none, and coordinates that are no numbers.

    Examples
    --------
    >>> float(area_m2(np.array([shapely.box(18, 43, 18.001, 43.001), None])).round(-1)[0])
    9060.0
    """
    bounds = shapely.bounds(shapes)
    with np.errstate(invalid="ignore", over="ignore"):
        east, north = per_degree((bounds[:, 1] + bounds[:, 3]) / 2)
        areas = np.abs(shapely.area(shapes) * east * north)
    return np.where(np.isfinite(areas), areas, 0.0)


def gap_m(first: Floats, second: Floats) -> Floats:
    """
    Measure the gap between bounding boxes.

    Parameters
    ----------
    first
        Boxes as west, south, east, north, degrees; shape (n, 4) or (4,).
    second
        Boxes to compare with, of a shape that broadcasts.

    Returns
    -------
    ndarray
        Metres between the boxes, zero where they touch.

    Examples
    --------
    >>> float(gap_m(np.array([18.0, 43.0, 18.1, 43.1]), np.array([18.0, 43.2, 18.1, 43.3])).round(-2))
    11100.0
    """
    first, second = np.asarray(first), np.asarray(second)
    wide = np.maximum(0.0, np.maximum(second[..., 0] - first[..., 2], first[..., 0] - second[..., 2]))
    high = np.maximum(0.0, np.maximum(second[..., 1] - first[..., 3], first[..., 1] - second[..., 3]))
    east, north = per_degree((first[..., 1] + second[..., 3]) / 2)
    return np.asarray(np.hypot(wide * east, high * north))


def in_metres(shape: shapely.Geometry, latitude: float) -> shapely.Geometry:
    """
    Scale a shape from degrees to metres.

    Parameters
    ----------
    shape
        Geometry in longitude and latitude.
    latitude
        Latitude at which the scale is right; one for all shapes that are compared.

    Returns
    -------
    shapely.Geometry
        The shape in metres east and north of the zero point.

    Examples
    --------
    >>> round(in_metres(shapely.Point(1, 0), 0.0).x)
    111319
    """
    east, north = per_degree(latitude)
    return shapely.transform(shape, lambda xy: xy * np.array([float(east), float(north)]))
