"""The land of a synthetic nation: hazards in clusters, and the shapes that later reports draw on them.

Everything is drawn from one seeded generator and nothing is taken from a real place. The shapes imitate what makes
real registers hard: strips that overlap by an eighth, one metre of survey noise and so slivers everywhere, a datum
slip on one report in a hundred, rings that cross themselves.
"""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

Geometries = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

WEST, EAST, SOUTH, NORTH = 43.0, 48.0, 33.0, 37.0
CONFIRM, CLEAR, REDUCE, CANCEL, REOPEN = range(5)
MOST_FOLLOW_UPS: Final = 8

_METRES_PER_DEGREE: Final = 111_320.0
_MEAN_HAZARD_M2: Final = 40_000.0
_SPREAD: Final = 1.2
_STRIP_OVERLAP: Final = 0.125
_DATUM_SLIP_M: Final = (-91.0, -112.0)
_DATUM_SLIPS: Final = 0.01
_CROSSED_RINGS: Final = 0.01
_CONFIRM_FIRST: Final = 0.5
_LATER_UNTIL: Final = (0.55, 0.78, 0.94)
_SMALLEST_PART_M2: Final = 1.0
_FEWEST_VERTICES_TO_SPOIL: Final = 6


class Hazards(NamedTuple):
    """
    Hazards, one entry each: where they lie and what they look like there.

    Attributes
    ----------
    cluster_lon, cluster_lat : ndarray
        Centre of the cluster, degrees.
    lon, lat : ndarray
        Origin of the hazard's local frame, degrees.
    turn : ndarray
        Rotation of the local frame, radians.
    shape : ndarray of Polygon
        Outline in local metres, long axis along x.
    """

    cluster_lon: Floats
    cluster_lat: Floats
    lon: Floats
    lat: Floats
    turn: Floats
    shape: Geometries


class FollowUps(NamedTuple):
    """
    Later reports on hazards, one entry each.

    Attributes
    ----------
    hazard : ndarray
        Index of the hazard.
    number : ndarray
        0 for the first follow-up of a hazard, then 1, 2 ...
    kind : ndarray
        `CONFIRM`, `CLEAR`, `REDUCE`, `CANCEL` or `REOPEN`.
    shape : ndarray of Polygon, MultiPolygon or empty
        The land that the report speaks of, in the local metres of its hazard.
    """

    hazard: Ints
    number: Ints
    kind: Ints
    shape: Geometries


def hazards(rng: np.random.Generator, count: int) -> Hazards:
    """
    Draw hazards in clusters of log-normal size.

    Parameters
    ----------
    rng
        Source of randomness.
    count
        How many hazards.

    Returns
    -------
    Hazards
        `count` hazards, those of one cluster together; star polygons of 5 to 30 vertices whose areas are log-normal
        around 40,000 m².
    """
    size = np.maximum(1, rng.lognormal(np.log(20), 1.1, count)).astype(np.int64)
    size = size[: int(np.searchsorted(np.cumsum(size), count)) + 1]
    centre = np.c_[rng.uniform(WEST, EAST, len(size)), rng.uniform(SOUTH, NORTH, len(size))]
    cluster = np.repeat(np.arange(len(size)), size)[:count]
    spread_m = (170 * np.sqrt(size) + 150)[cluster]
    lon, lat = centre[cluster].T
    offset = rng.normal(0, 1, (2, count)) * spread_m / _METRES_PER_DEGREE
    return Hazards(
        cluster_lon=lon,
        cluster_lat=lat,
        lon=lon + offset[0] / np.cos(np.radians(lat)),
        lat=lat + offset[1],
        turn=rng.uniform(0, np.pi, count),
        shape=_stars(rng, count),
    )


def _stars(rng: np.random.Generator, count: int) -> Geometries:
    vertices = rng.integers(5, 31, count)
    owner = np.repeat(np.arange(count), vertices)
    angle = 2 * np.pi * (running(vertices) + rng.uniform(-0.35, 0.35, len(owner))) / vertices[owner]
    radius = np.clip(1 + 0.25 * rng.normal(size=len(owner)), 0.35, 1.8)
    stretch = np.sqrt(rng.uniform(1, 4, count))[owner]
    x, y = radius * np.cos(angle) * stretch, radius * np.sin(angle) / stretch
    unit_area = shapely.area(shapely.polygons(shapely.linearrings(np.c_[x, y], indices=owner)))
    wanted = np.clip(rng.lognormal(np.log(_MEAN_HAZARD_M2) - _SPREAD**2 / 2, _SPREAD, count), 400, 3e6)
    scale = np.sqrt(wanted / unit_area)[owner]
    return valid(shapely.polygons(shapely.linearrings(np.c_[x * scale, y * scale], indices=owner)))


def running(counts: Ints) -> Ints:
    """
    Count from zero within each group.

    Parameters
    ----------
    counts
        Size of each group.

    Returns
    -------
    ndarray
        As many numbers as all groups have members.

    Examples
    --------
    >>> running(np.array([2, 0, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    starts = np.cumsum(counts) - counts
    return np.arange(int(counts.sum())) - np.repeat(starts, counts)


def valid(shapes: Geometries) -> Geometries:
    """
    Make invalid shapes valid by reading their lines even-odd, as the peers do by default.

    Parameters
    ----------
    shapes
        Shapes of any kind.

    Returns
    -------
    ndarray
        The same shapes, those that were invalid replaced.
    """
    spoiled = ~shapely.is_valid(shapes)
    shapes = shapes.copy()
    shapes[spoiled] = shapely.make_valid(shapes[spoiled])
    return shapes


def follow_ups(rng: np.random.Generator, places: Hazards) -> FollowUps:
    """
    Draw what later reports say about hazards: confirm, clear and reduce in strips, cancel one end, reopen a spot.

    Parameters
    ----------
    rng
        Source of randomness.
    places
        The hazards.

    Returns
    -------
    FollowUps
        None to eight per hazard, ordered by hazard and number.
    """
    each = rng.integers(0, MOST_FOLLOW_UPS + 1, len(places.shape))
    hazard, number = np.repeat(np.arange(len(each)), each), running(each)
    kind = _kinds(rng, number)
    whole, box = places.shape[hazard], shapely.bounds(places.shape)[hazard]
    strips = np.maximum(each[hazard], 2) + rng.integers(0, 3, len(hazard))
    shape = shapely.intersection(whole, _strips(rng, box, number, strips, kind == CANCEL))
    height = box[:, 3] - box[:, 1]
    confirm, reopen = kind == CONFIRM, kind == REOPEN
    shape[confirm] = shapely.buffer(whole[confirm], -0.04 * height[confirm], join_style="mitre", mitre_limit=2)
    along = box[:, 0] + (box[:, 2] - box[:, 0]) * rng.uniform(0.3, 0.7, len(hazard))
    spot = shapely.points(along, (box[:, 1] + box[:, 3]) / 2)
    shape[reopen] = shapely.buffer(spot[reopen], np.minimum(0.15 * height[reopen], 25) + 3, quad_segs=3)
    return FollowUps(hazard, number, kind, shape)


def _kinds(rng: np.random.Generator, number: Ints) -> Ints:
    draw = rng.random(len(number))
    confirm = (number == 0) & (draw < _CONFIRM_FIRST)
    later = np.searchsorted(_LATER_UNTIL, draw, side="right") + CLEAR
    return np.where(confirm, CONFIRM, later)


def _strips(
    rng: np.random.Generator, box: Floats, number: Ints, strips: Ints, one_end: npt.NDArray[np.bool_]
) -> Geometries:
    """Cut strips across the long axis, each overlapping its neighbours; or one end of the hazard where `one_end`."""
    west, south, east, north = box.T
    width = east - west
    step = width / strips
    slack = _STRIP_OVERLAP * step * rng.uniform(0.8, 1.2, (2, len(width)))
    start, stop = west + number * step - slack[0], west + (number + 1) * step + slack[1]
    share, at_start = width * rng.uniform(0.2, 0.6, len(width)), rng.integers(0, 2, len(width)) == 0
    start = np.where(one_end, np.where(at_start, west - 1, east - share), start)
    stop = np.where(one_end, np.where(at_start, west + share, east + 1), stop)
    return np.asarray(shapely.box(start, south - 1, stop, north + 1))


def polygonal(shapes: Geometries) -> tuple[Geometries, Ints]:
    """
    Keep the polygonal parts of shapes that are worth a report.

    Parameters
    ----------
    shapes
        Shapes of any kind, in metres.

    Returns
    -------
    shapes : ndarray of Polygon or MultiPolygon
        What is left, in order.
    kept : ndarray of int
        Index of each in the input; a shape without a part of at least 1 m² is left out.
    """
    parts, owner = shapely.get_parts(shapes, return_index=True)
    good = (shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & (shapely.area(parts) > _SMALLEST_PART_M2)
    parts, owner = parts[good], owner[good]
    kept, index = np.unique(owner, return_inverse=True)
    whole = shapely.multipolygons(parts, indices=index)
    single = shapely.get_num_geometries(whole) == 1
    whole[single] = shapely.get_geometry(whole[single], 0)
    return whole, kept


def surveyed(rng: np.random.Generator, shapes: Geometries, hazard: Ints, places: Hazards) -> Geometries:
    """
    Put shapes of the local frames on the ground, with the errors of survey, datum and typing.

    Parameters
    ----------
    rng
        Source of randomness.
    shapes
        Polygons and multipolygons in local metres.
    hazard
        The hazard whose frame each shape is drawn in.
    places
        The hazards.

    Returns
    -------
    ndarray
        The shapes in longitude and latitude, rounded to 1e-7 degree; about one ring in a hundred crosses itself.
    """
    vertices = shapely.get_num_coordinates(shapes)
    owner = np.repeat(np.arange(len(shapes)), vertices)
    phase = rng.uniform(0, 2 * np.pi, len(shapes))[owner]
    x, y = (shapely.get_coordinates(shapes) + rng.normal(0, 1.5, (len(shapes), 2))[owner]).T
    x, y = x + 1.2 * np.sin(y * 0.31 + phase), y + 1.2 * np.sin(x * 0.27 + phase)
    place = hazard[owner]
    cosine, sine = np.cos(places.turn[place]), np.sin(places.turn[place])
    slip = (rng.random(len(shapes)) < _DATUM_SLIPS)[owner]
    east_m = cosine * x - sine * y + slip * _DATUM_SLIP_M[0]
    north_m = sine * x + cosine * y + slip * _DATUM_SLIP_M[1]
    lon = places.lon[place] + east_m / (_METRES_PER_DEGREE * np.cos(np.radians(places.lat[place])))
    lat = places.lat[place] + north_m / _METRES_PER_DEGREE
    simple = shapely.get_num_interior_rings(shapes) == 0
    simple &= shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON
    typed = _crossed(rng, np.asarray(np.round(np.c_[lon, lat], 7)), vertices, simple)
    return np.asarray(shapely.set_coordinates(shapes.copy(), typed))


def _crossed(rng: np.random.Generator, points: Floats, vertices: Ints, simple: npt.NDArray[np.bool_]) -> Floats:
    """Swap two neighbouring vertices in one simple ring out of a hundred, so that it crosses itself."""
    spoiled = np.flatnonzero(
        (rng.random(len(vertices)) < _CROSSED_RINGS) & simple & (vertices >= _FEWEST_VERTICES_TO_SPOIL)
    )
    first = (np.cumsum(vertices) - vertices)[spoiled] + 1 + rng.integers(0, vertices[spoiled] - 4)
    crossed = points.copy()
    crossed[first], crossed[first + 1] = points[first + 1], points[first]
    return crossed
