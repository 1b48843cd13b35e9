"""Turning points: the corners of an area, numbered as they were entered, with the leg to the next one."""

import math
from typing import Final, NamedTuple

import numpy as np
import shapely

from landrelease.geometry.utm import Utm, utm_at

_FULL: Final = 360.0


class Turning(NamedTuple):
    """
    One corner of an area.

    Attributes
    ----------
    number : int
        From 1, through all rings.
    ring : int
        From 1: the outline, then its holes, then the next part.
    lon, lat : float
        Degrees, WGS84.
    easting, northing : float
        Metres in the UTM zone.
    leg_m : float
        Distance to the next corner of the ring, metres in that plane.
    bearing : float
        Grid bearing to it, degrees from grid north by east.
    """

    number: int
    ring: int
    lon: float
    lat: float
    easting: float
    northing: float
    leg_m: float
    bearing: float


def turning_points(area: shapely.Geometry) -> tuple[Utm, list[Turning]]:
    """
    List the corners of an area.

    Parameters
    ----------
    area
        Polygon or polygons, longitude and latitude.

    Returns
    -------
    tuple
        The UTM zone of its middle, and the corners in order; none for what is no polygon.

    Examples
    --------
    >>> utm, found = turning_points(shapely.from_wkt("POLYGON ((21 0, 21.001 0, 21.001 0.001, 21 0))"))
    >>> utm.name, len(found), round(found[0].easting), round(found[0].leg_m, 1), round(found[0].bearing)
    ('UTM 34N', 3, 500000, 111.3, 90)
    """
    middle = shapely.centroid(area)
    utm = utm_at(middle.x, middle.y)
    rings = shapely.get_rings(shapely.get_parts(shapely.get_parts([area])))
    found: list[Turning] = []
    for number, ring in enumerate(rings, start=1):
        lonlat = shapely.get_coordinates(ring)
        metres = utm.forward(lonlat)
        step = np.diff(metres, axis=0)
        for (lon, lat), (east, north), (dx, dy) in zip(
            lonlat[:-1].tolist(), metres[:-1].tolist(), step.tolist(), strict=True
        ):
            bearing = math.degrees(math.atan2(dx, dy)) % _FULL
            found.append(Turning(len(found) + 1, number, lon, lat, east, north, math.hypot(dx, dy), bearing))
    return utm, found
