"""Areas on the ellipsoid, and what a source states beside what its shape measures."""

import math

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import Geod

from landrelease.geometry.ragged import Geometries

UNITS_M2: dict[str, float] = {
    "mm2": 1e-6,
    "sqft": 0.09290304,
    "m2": 1.0,
    "dunum": 1_000.0,
    "jerib": 2_000.0,
    "acre": 4_046.8564224,
    "ha": 10_000.0,
    "km2": 1_000_000.0,
}
"""Units of area in which mine action reports come, in square metres; a dunum is the metric one."""

_ELLIPSOID = Geod(ellps="WGS84")
_ALIKE = 0.02
_MOST_OF_THEM = 0.8


def geodesic_area(wgs84: Geometries) -> NDArray[np.float64]:
    """
    Measure geometries on the WGS84 ellipsoid, with geodesics for edges.

    It is independent of the plane in which land is booked, and serves to check it: for edges up to a kilometre and
    land within 300 km of the plane's centre both agree within a millionth.

    Parameters
    ----------
    wgs84
        Valid geometries [k] in longitude and latitude.

    Returns
    -------
    ndarray
        Square metres [k]; 0 for what has no area, nan where a coordinate is no number.

    Examples
    --------
    >>> geodesic_area([shapely.box(18, 44, 18.001, 44.001), shapely.Point(18, 44), None]).round(2).tolist()
    [8911.82, 0.0, 0.0]
    """
    shapes = np.asarray(wgs84, dtype=object)
    areas = [0.0 if shape is None else sum(map(_polygon_area, _polygons(shape))) for shape in shapes.tolist()]
    return np.array(areas, dtype=np.float64)


def _polygons(shape: shapely.Geometry) -> list[shapely.Polygon]:
    if isinstance(shape, shapely.Polygon):
        return [] if shape.is_empty else [shape]
    return [part for item in getattr(shape, "geoms", ()) for part in _polygons(item)]


def _polygon_area(polygon: shapely.Polygon) -> float:
    exterior, *holes = (_ring_area(ring) for ring in shapely.get_rings(polygon))
    return exterior - sum(holes)


def _ring_area(ring: shapely.LinearRing) -> float:
    lon, lat = shapely.get_coordinates(ring).T
    return abs(float(_ELLIPSOID.polygon_area_perimeter(lon, lat)[0]))


def stated_difference(stated_m2: ArrayLike, computed_m2: ArrayLike) -> NDArray[np.float64]:
    """
    Compare areas that a source states with those that its shapes measure.

    Parameters
    ----------
    stated_m2
        Stated areas [k], nan where none is stated.
    computed_m2
        Computed areas [k].

    Returns
    -------
    ndarray
        Difference as a share of the computed area [k]: 0.05 where five hundredths too much is stated, nan where nothing
        is, infinite where the shape has no area.

    Examples
    --------
    >>> stated_difference([10_500, 0, 7, float("nan")], [10_000, 10, 0, 5]).tolist()
    [0.05, -1.0, inf, nan]
    """
    stated, computed = np.asarray(stated_m2, dtype=np.float64), np.asarray(computed_m2, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        share: NDArray[np.float64] = (stated - computed) / computed
    share[(stated == 0) & (computed == 0)] = 0.0
    return share


def likely_unit(stated: ArrayLike, computed_m2: ArrayLike) -> str | None:
    """
    Guess the unit of a column of stated areas, to tell a person that it may not be square metres.

    Parameters
    ----------
    stated
        Numbers as they stand in the column [k].
    computed_m2
        Computed areas of the same rows, square metres.

    Returns
    -------
    str or None
        The only unit of `UNITS_M2` in which at least four fifths of the rows agree within two hundredths, else None;
        rows without a number or without an area do not count.

    Examples
    --------
    >>> likely_unit([1.0, 2.5, 0.8], [10_010, 24_900, 8_000])
    'ha'
    >>> likely_unit([1.0, 777.0], [10_000, 24_900]) is None
    True
    """
    numbers, computed = np.asarray(stated, dtype=np.float64), np.asarray(computed_m2, dtype=np.float64)
    counted = (numbers > 0) & (computed > 0)
    if not counted.any():
        return None
    ratio = np.log(computed[counted] / numbers[counted])
    for unit, in_m2 in UNITS_M2.items():
        if (np.abs(ratio - math.log(in_m2)) < _ALIKE).mean() >= _MOST_OF_THEM:
            return unit
    return None
