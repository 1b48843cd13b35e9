"""Traverses: ground fixed by bearings and distances from a known point, as minefield records describe it.

The chain runs from a reference point or benchmark to the start point and from there around the perimeter back to it.
Legs are kept as measured. The last leg tells the misclosure; it is reported, and spread over the legs (compass rule of
Bowditch) only where somebody asks for it. A magnetic bearing without its declination is refused: it may turn a
perimeter by tens of degrees.
"""

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from landrelease.records.text import tr

Floats = NDArray[np.float64]

FULL_CIRCLE: dict[str, float] = {"degree": 360.0, "gon": 400.0, "mil-6400": 6400.0, "mil-6000": 6000.0}
"""How many of each unit make a full circle: NATO's mil is the 6,400th part, that of Soviet instruments the 6,000th."""

LEAST_LIMIT_M = 2.0
LIMIT_SHARE = 0.01
_ELLIPSOID = Geod(ellps="WGS84")
_FEWEST = 3
_PLUMB_DEG = 90.0


class TraverseError(ValueError):
    """
    A traverse that gives no ground, or whose bearings lack what they need.

    Parameters
    ----------
    message
        Where, what, and the way out.
    code
        Code of the finding, where the catalogue has one.
    **params
        Values that the texts of the finding name.

    Attributes
    ----------
    code : str
        Code of the finding; empty where the catalogue has none.
    params : dict
        Values that its texts name.

    Examples
    --------
    >>> TraverseError("no declination", "bearing-without-declination").code
    'bearing-without-declination'
    """

    def __init__(self, message: str, code: str = "", **params: float) -> None:
        super().__init__(message)
        self.code = code
        self.params = params


class Leg(NamedTuple):
    """
    One measured leg.

    Attributes
    ----------
    bearing : float
        Direction from the point before, in the unit of the `Compass`, clockwise.
    distance_m : float
        Distance along the slope, metres.
    slope_deg : float
        Slope of the line, degrees; 0 where the distance is horizontal.
    """

    bearing: float
    distance_m: float
    slope_deg: float = 0.0


class Compass(NamedTuple):
    """
    What the bearings of a traverse are counted from and in.

    Attributes
    ----------
    north : str
        ``true``, ``magnetic`` or ``grid``.
    unit : str
        One of `FULL_CIRCLE`.
    correction_deg : float or None
        Angle from true north to that north, east positive: the declination of a magnetic, the convergence of a grid
        bearing. A true bearing has none.
    """

    north: Literal["true", "magnetic", "grid"]
    unit: str = "degree"
    correction_deg: float | None = None

    def true_deg(self, bearing: float) -> float:
        """
        Turn a bearing as read into one from true north.

        Parameters
        ----------
        bearing
            In `unit`.

        Returns
        -------
        float
            Degrees, 0 to 360.

        Raises
        ------
        TraverseError
            Where the correction is missing (or stated of a true bearing), the unit unknown, or the bearing beyond a
            full circle.

        Examples
        --------
        >>> Compass("magnetic", "mil-6400", 4.5).true_deg(1600)
        94.5
        >>> Compass("magnetic").true_deg(90)
        Traceback (most recent call last):
        ...
        landrelease.geometry.traverse.TraverseError: a magnetic bearing needs its declination (degrees, east \
positive): look it up for the place and the year
        """
        circle = FULL_CIRCLE.get(self.unit)
        if circle is None or not 0 <= bearing <= circle:
            msg = tr("bearing {bearing} {unit}: needed is one of {units}, from 0 to a full circle")
            raise TraverseError(msg.format(bearing=bearing, unit=self.unit, units=", ".join(FULL_CIRCLE)))
        return (bearing * 360.0 / circle + self._correction()) % 360.0

    def _correction(self) -> float:
        given = self.correction_deg
        if self.north == "true":
            if given:
                msg = tr("a true bearing has no correction: say magnetic or grid, or leave the correction out")
                raise TraverseError(msg)
            return 0.0
        if given is None or not math.isfinite(given):
            need = {
                "magnetic": tr("a magnetic bearing needs its declination"),
                "grid": tr("a grid bearing needs the convergence of the grid"),
            }[self.north]
            msg = need + tr(" (degrees, east positive): look it up for the place and the year")
            raise TraverseError(msg, "bearing-without-declination")
        return given


class Traverse(NamedTuple):
    """
    A walked traverse.

    Attributes
    ----------
    approach : ndarray
        Longitude and latitude of the points before the start point, from the origin [n, 2].
    perimeter : ndarray
        Longitude and latitude of the start point and the turning points as measured [m, 2]; the last repeats the start
        point where the traverse was closed on the ground.
    length_m : float
        Length of the perimeter's legs, horizontal metres.
    misclosure_m : float
        Distance from the start point to where the last leg ends; nan where no leg leads back.
    """

    approach: Floats
    perimeter: Floats
    length_m: float
    misclosure_m: float

    @property
    def limit_m(self) -> float:
        """
        Misclosure that is still taken without asking: 2 m, or a hundredth of the perimeter where that is more.

        Examples
        --------
        >>> Traverse(np.empty((0, 2)), np.empty((0, 2)), 500.0, 0.4).limit_m
        5.0
        """
        return max(LEAST_LIMIT_M, LIMIT_SHARE * self.length_m)

    @property
    def precision(self) -> float:
        """
        Perimeter for each metre of misclosure; infinite where it closes exactly.

        Examples
        --------
        >>> Traverse(np.empty((0, 2)), np.empty((0, 2)), 500.0, 0.4).precision
        1250.0
        """
        return self.length_m / self.misclosure_m if self.misclosure_m else math.inf


def walk(
    origin: Sequence[float], approach: Sequence[Leg], perimeter: Sequence[Leg], compass: Compass, *, closed: bool
) -> Traverse:
    """
    Walk the legs of a traverse.

    Parameters
    ----------
    origin
        Longitude and latitude of the reference point or benchmark, degrees.
    approach
        Legs from there to the start point; none where the origin is the start point.
    perimeter
        Legs from the start point around the ground.
    compass
        What the bearings are counted from and in.
    closed
        Whether the last leg leads back to the start point.

    Returns
    -------
    Traverse
        The points as measured.

    Raises
    ------
    TraverseError
        Where a leg cannot be walked, or too few turning points are left to enclose ground.

    Examples
    --------
    >>> legs = [Leg(0, 100), Leg(90, 100), Leg(180, 100), Leg(270, 99)]
    >>> square = walk((18, 44), [Leg(45, 20)], legs, Compass("true"), closed=True)
    >>> square.perimeter.shape, round(square.misclosure_m, 2), round(square.precision)
    ((5, 2), 1.0, 398)
    """
    if len(perimeter) - closed < _FEWEST - 1:
        msg = tr("{legs} legs enclose no ground: at least three turning points are needed")
        raise TraverseError(msg.format(legs=len(perimeter)))
    before = _walked(origin, approach, compass)
    around = _walked(before[-1], perimeter, compass)
    length_m = sum(_horizontal(leg) for leg in perimeter)
    misclosure_m = float(_ELLIPSOID.inv(*around[0], *around[-1])[2]) if closed else math.nan
    return Traverse(before[:-1], around, length_m, misclosure_m)


def _walked(origin: Sequence[float] | Floats, legs: Sequence[Leg], compass: Compass) -> Floats:
    points = [(float(origin[0]), float(origin[1]))]
    for number, leg in enumerate(legs, start=1):
        if not (0 < leg.distance_m < math.inf and abs(leg.slope_deg) < _PLUMB_DEG):
            msg = tr("leg {number}: {distance} m at a slope of {slope} degrees is no leg")
            raise TraverseError(msg.format(number=number, distance=leg.distance_m, slope=leg.slope_deg))
        lon, lat, _ = _ELLIPSOID.fwd(*points[-1], compass.true_deg(leg.bearing), _horizontal(leg))
        points.append((lon, lat))
    return np.array(points)


def _horizontal(leg: Leg) -> float:
    return leg.distance_m * math.cos(math.radians(leg.slope_deg))


def ground(traverse: Traverse, limit_m: float | None = None, *, adjust: bool = False) -> shapely.Polygon:
    """
    Make the polygon that a traverse encloses.

    Parameters
    ----------
    traverse
        What `walk` gave.
    limit_m
        Misclosure beyond which no polygon is made; that of the traverse where none is given. A national standard may
        set another.
    adjust
        Whether to spread the misclosure over the turning points by the way walked to each (compass rule of Bowditch);
        without it they stay as measured and the last leg is dropped.

    Returns
    -------
    shapely.Polygon
        In longitude and latitude, from the start point on.

    Raises
    ------
    TraverseError
        Where the misclosure is beyond the limit, or is to be spread and is not known.

    Examples
    --------
    >>> legs = [Leg(0, 100), Leg(90, 100), Leg(180, 100), Leg(270, 90)]
    >>> open_square = walk((18, 44), [], legs, Compass("true"), closed=True)
    >>> ground(open_square)
    Traceback (most recent call last):
    ...
    landrelease.geometry.traverse.TraverseError: the traverse misses its start by 10.0 m of 390 m (limit 3.9 m): a leg \
is wrong or was written wrongly; check the legs, or state a higher limit and why
    >>> len(ground(open_square, limit_m=12, adjust=True).exterior.coords)
    5
    """
    limit_m = traverse.limit_m if limit_m is None else limit_m
    if traverse.misclosure_m > limit_m:
        msg = tr(
            "the traverse misses its start by {missed:.1f} m of {length:.0f} m (limit {limit:.1f} m): a leg is wrong "
            "or was written wrongly; check the legs, or state a higher limit and why"
        )
        told = msg.format(missed=traverse.misclosure_m, length=traverse.length_m, limit=limit_m)
        said = {"misclosure_m": traverse.misclosure_m, "perimeter_m": traverse.length_m}
        raise TraverseError(told, "traverse-misclosed", **said)
    if not adjust:
        closed = math.isfinite(traverse.misclosure_m)
        return shapely.Polygon(traverse.perimeter[:-1] if closed else traverse.perimeter)
    if not math.isfinite(traverse.misclosure_m):
        msg = tr("no leg leads back to the start point: there is no misclosure to spread")
        raise TraverseError(msg)
    return shapely.Polygon(_adjusted(traverse.perimeter)[:-1])


def _adjusted(points: Floats) -> Floats:
    """Move each point by its share of the misclosure, that of the way to it, in metres east and north of the start."""
    lon, lat = points.T
    start = np.full(len(points), points[0, 0]), np.full(len(points), points[0, 1])
    bearing, _, distance = _ELLIPSOID.inv(*start, lon, lat)
    east_north = np.column_stack((np.sin(np.radians(bearing)), np.cos(np.radians(bearing)))) * distance[:, None]
    walked = np.concatenate(([0.0], np.cumsum(_ELLIPSOID.line_lengths(lon, lat))))
    east_north -= east_north[-1] * (walked / walked[-1])[:, None]
    east, north = east_north.T
    moved = _ELLIPSOID.fwd(*start, np.degrees(np.arctan2(east, north)), np.hypot(east, north))
    return np.column_stack(moved[:2])
