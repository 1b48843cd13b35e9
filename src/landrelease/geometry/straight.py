"""Land of the plane in degrees, for maps: edges straight in the plane get points in between where they are long.

Who reads a map in longitude and latitude draws a straight line between two vertices, which is not the straight line
of the plane: a kilometre apart they lie centimetres off each other half-way. So that neighbours in the plane stay
neighbours in degrees, every edge whose middle would lie further off than `OFF_M` is divided, by a rule that looks at
its two ends alone and in one order, whichever side asks.
"""

import numpy as np
import numpy.typing as npt

from landrelease.geometry.drawing import polygons_from
from landrelease.geometry.plane import NM_PER_GRID, Plane
from landrelease.geometry.ragged import Objects, starts
from landrelease.geometry.rings import Rings

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
OFF_M = 2.5e-5
"""Furthest that an edge in degrees may lie off the edge in the plane, metres."""
_BENT = 0.1
"""Most that lines straight in the plane bend on the ground up to 600 km from its centre, in the Earth's curvature."""
_EARTH_M = 6.37e6
_M_PER_DEGREE = 111_320.0


def polygons_in_degrees(rings: Rings, plane: Plane) -> Objects:
    """
    Make the polygons of a map.

    Parameters
    ----------
    rings
        One polygon per owner: its shell, then its holes; grid units.
    plane
        The programme's plane.

    Returns
    -------
    ndarray of shapely.Polygon
        Longitude and latitude, degrees.

    Examples
    --------
    >>> corner = np.array([[0, 0], [8021, 0], [8021, 8021], [0, 0]])
    >>> land = polygons_in_degrees(Rings(corner, np.array([0, 4]), np.array([0, 1])), Plane(18, 44))
    >>> [round(side, 9) for side in land[0].bounds[:2]]
    [18.0, 44.0]
    """
    lengths = np.diff(rings.ring_start)
    lonlat, ring = in_degrees(rings.xy * NM_PER_GRID, np.repeat(np.arange(len(lengths)), lengths), plane)
    return polygons_from(lonlat, starts(np.bincount(ring, minlength=len(lengths))), rings.owner_start)


def in_degrees(xy: Ints, ring: Ints, plane: Plane) -> tuple[Floats, Ints]:
    """
    Write closed rings of the plane in longitude and latitude.

    Parameters
    ----------
    xy
        Vertices, nanometres, ring after ring, each with its first vertex repeated last.
    ring
        Ring of each vertex, ascending.
    plane
        The programme's plane.

    Returns
    -------
    lonlat : ndarray of float64, shape (n, 2)
        Vertices with those added, degrees.
    ring : ndarray of int64, shape (n,)
        Ring of each.

    Examples
    --------
    >>> ends = np.array([[0, 10**12], [10**12, 10**12], [0, 10**12]])
    >>> len(in_degrees(ends, np.zeros(3, np.int64), Plane(18, 44))[0]) > 3
    True
    >>> in_degrees(np.zeros((0, 2), np.int64), np.zeros(0, np.int64), Plane(18, 44))[0].shape
    (0, 2)
    """
    lonlat = plane.inverse(xy)
    edge = np.flatnonzero(ring[1:] == ring[:-1])
    span = np.hypot(*(xy[edge + 1] - xy[edge]).astype(np.float64).T)
    furthest = np.maximum(np.abs(lonlat[edge, 1]), np.abs(lonlat[edge + 1, 1]))  # the same from either end
    edge = edge[span * span * _curvature(furthest) > OFF_M * 8e18]
    first, last = xy[edge], xy[edge + 1]
    turned = (first[:, 0] > last[:, 0]) | ((first[:, 0] == last[:, 0]) & (first[:, 1] > last[:, 1]))
    low, high = np.where(turned[:, None], last, first), np.where(turned[:, None], first, last)
    off = plane.inverse(low + (high - low) // 2) - (lonlat[edge] + lonlat[edge + 1]) / 2
    latitude = np.where(turned, lonlat[edge + 1, 1], lonlat[edge, 1])
    off_m = np.hypot(off[:, 0] * np.cos(np.radians(latitude)), off[:, 1]) * _M_PER_DEGREE
    parts = np.maximum(np.ceil(np.sqrt(off_m / OFF_M)), 1).astype(np.int64)
    added = parts - 1
    if not added.any():
        return lonlat, ring
    owner = np.repeat(np.arange(len(edge)), added)
    step = np.arange(len(owner)) - np.repeat(np.cumsum(added) - added, added) + 1
    share = np.where(turned[owner], parts[owner] - step, step)
    middle = low[owner] + (high[owner] - low[owner]) * share[:, None] // parts[owner][:, None]
    at = edge[owner] + 1
    return np.insert(lonlat, at, plane.inverse(middle), axis=0), np.insert(ring, at, ring[at])


def _curvature(latitude: Floats) -> Floats:
    """Bound how much a line that is straight in degrees bends in the plane, 1/m: most along a parallel."""
    bound: Floats = (1.2 * np.tan(np.radians(latitude)) + _BENT) / _EARTH_M
    return bound
