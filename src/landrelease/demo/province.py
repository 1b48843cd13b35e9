"""The land of the example: outline, river, former front line, roads, districts and settlements, all invented.

Coordinates are metres east and north of the province's own zero point (`cast.UTM_ORIGIN`), rounded to centimetres as a
surveyor would write them.  The place is open sea on purpose: nobody can take the example for real ground.
"""

from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon

from landrelease.demo import cast
from landrelease.demo.trace import Points, wander

_HALF = (22_000.0, 15_000.0)
_SETTLEMENTS = 40
_APART_M = 2_600.0


class District(NamedTuple):
    """
    One administrative area.

    Attributes
    ----------
    id : str
        As the files write it.
    name : str
        With the label.
    land : Polygon
        Metres.
    """

    id: str
    name: str
    land: Polygon


class Settlement(NamedTuple):
    """
    A town, village or hamlet.

    Attributes
    ----------
    id : str
        As the files write it.
    name : str
        With the label.
    at : Point
        Metres.
    population : int
        People.
    district : str
        Id of its district.
    """

    id: str
    name: str
    at: Point
    population: int
    district: str


class Province(NamedTuple):
    """
    The land before anybody surveyed it.

    Attributes
    ----------
    seed : int
        What it was thrown from.
    outline : Polygon
        Border, metres.
    river : ndarray
        Trace from west to east, shape (n, 2).
    front : ndarray
        Trace of the former front line.
    roads : tuple of ndarray
        Traces between settlements.
    districts : tuple of District
        Six, a coverage of the outline.
    settlements : tuple of Settlement
        The town first.
    """

    seed: int
    outline: Polygon
    river: Points
    front: Points
    roads: tuple[Points, ...]
    districts: tuple[District, ...]
    settlements: tuple[Settlement, ...]


def build(seed: int = cast.SEED) -> Province:
    """
    Throw a province.

    Parameters
    ----------
    seed
        Any integer from zero on; the same seed gives the same land.

    Returns
    -------
    Province
        Six districts, forty settlements, a river, a front line and the roads.

    Examples
    --------
    >>> land = build(7)
    >>> len(land.districts), len(land.settlements)
    (6, 40)
    """
    outline = _outline(cast.dice(seed, "outline"))
    throw = cast.dice(seed, "traces")
    river = wander(throw, np.array([-26_000.0, 1_800.0]), np.array([26_000.0, -2_600.0]), 260.0, 1_900.0)
    front = wander(throw, np.array([-18_500.0, 9_000.0]), np.array([18_800.0, -9_600.0]), 120.0, 1_700.0)
    districts = _districts(throw, outline, river)
    settlements = _settlements(cast.dice(seed, "settlements"), outline, river, front, districts)
    roads = _roads(cast.dice(seed, "roads"), settlements)
    return Province(seed, outline, river, front, roads, districts, settlements)


def _outline(throw: np.random.Generator) -> Polygon:
    angle = np.linspace(0.0, 2.0 * np.pi, 72, endpoint=False)
    waves = np.arange(2, 10)
    noise = np.cos(np.outer(angle, waves) + throw.uniform(0.0, 6.28, waves.size)) @ (0.07 / (waves - 1.0) ** 0.6)
    corner = (np.abs(np.cos(angle)) ** 3 + np.abs(np.sin(angle)) ** 3) ** (-1.0 / 3.0)
    radius = corner * (1.0 + noise)
    ring = np.column_stack([np.cos(angle), np.sin(angle)]) * _HALF * radius[:, None]
    return Polygon(np.round(ring, 2))


def _districts(throw: np.random.Generator, outline: Polygon, river: Points) -> tuple[District, ...]:
    ridges = [
        wander(throw, np.array([x + 900.0, 21_000.0]), np.array([x - 700.0, -21_000.0]), 350.0, 900.0)
        for x in (-7_200.0, 7_600.0)
    ]
    lines = [outline.exterior, *(LineString(line) for line in (river, *ridges))]
    cut = shapely.set_precision(shapely.unary_union(lines), 0.01)
    faces = [face for face in shapely.get_parts(shapely.polygonize([cut])) if face.within(outline.buffer(1.0))]
    faces.sort(key=lambda face: (face.centroid.y < 0.0, face.centroid.x))
    return tuple(
        District(f"SYN-D-{number}", f"{name} ({cast.LABEL})", face)
        for number, (name, face) in enumerate(zip(cast.DISTRICTS, faces, strict=True), start=1)
    )


def _settlements(
    throw: np.random.Generator, outline: Polygon, river: Points, front: Points, districts: tuple[District, ...]
) -> tuple[Settlement, ...]:
    water, inside = LineString(river), outline.buffer(-1_200.0)
    meeting = shapely.intersection(water, LineString(front)).representative_point()
    spots = [Point(meeting.x + 700.0, meeting.y + 1_150.0)]
    while len(spots) < _SETTLEMENTS:
        spot = Point(throw.uniform(-1.1, 1.1, 2) * _HALF)
        near = float(np.exp(-water.distance(spot) / 3_500.0))
        if inside.contains(spot) and throw.random() < 0.3 + near and min(map(spot.distance, spots)) > _APART_M:
            spots.append(spot)
    names = cast.place_names(throw, _SETTLEMENTS)
    people = [18_400, *np.maximum(30, throw.lognormal(6.0, 0.9, _SETTLEMENTS - 1)).astype(int).tolist()]
    homes = [district_at(districts, spot).id for spot in spots]
    return tuple(
        Settlement(f"SYN-T-{i + 1:02d}", names[i], shapely.transform(spot, _centimetres), people[i], homes[i])
        for i, spot in enumerate(spots)
    )


def district_at(districts: tuple[District, ...], spot: Point) -> District:
    """
    Find the district of a point, the nearest one for a point outside.

    Parameters
    ----------
    districts
        Those of the province.
    spot
        Metres.

    Returns
    -------
    District
        The first of those at the least distance.

    Examples
    --------
    >>> land = build(7)
    >>> district_at(land.districts, land.settlements[0].at).id == land.settlements[0].district
    True
    """
    return min(districts, key=lambda district: float(district.land.distance(spot)))


def _roads(throw: np.random.Generator, settlements: tuple[Settlement, ...]) -> tuple[Points, ...]:
    xy = np.array([[place.at.x, place.at.y] for place in settlements])
    apart = np.hypot(*(xy[:, None, :] - xy[None, :, :]).T)
    joined, links = {0}, []
    while len(joined) < len(xy):
        near, far = min(
            ((i, j) for i in sorted(joined) for j in range(len(xy)) if j not in joined), key=lambda pair: apart[pair]
        )
        joined.add(far)
        links.append((near, far))
    return tuple(wander(throw, xy[i], xy[j], 150.0, 0.03 * float(apart[i, j])) for i, j in links)


def _centimetres(xy: Points) -> Points:
    return np.round(xy, 2)
