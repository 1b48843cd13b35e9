"""Where ordnance lies: mine belts along the front, mined roads and positions, strike footprints, a town, paths.

A site is what is truly there: a tight core on the evidence, and the wider area that a first survey would suspect.
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon

from landrelease.demo import cast, outline
from landrelease.demo.province import Province, district_at
from landrelease.demo.trace import Points, along, length, wander

WANTED = {"front": 156, "road": 44, "position": 44, "strike": 72, "town": 44, "path": 34, "store": 18}
"""How many sites of each sort the example has; together 412, and the mistakes add a few hazards of their own."""

_DEPTHS = {"front": 0.2, "road": 0.2, "position": 0.15, "strike": 0.3, "town": 0.5, "path": 0.2, "store": 0.5}
_TRIES = 60


class Site(NamedTuple):
    """
    One place with ordnance.

    Attributes
    ----------
    number : int
        From 1, in the order of discovery.
    sort : str
        Key of `WANTED`.
    core : Polygon
        Tight on the evidence, metres.
    outer : Polygon
        What a first survey suspects; holds the core.
    contamination : str
        Codes with ``;``.
    required_depth_m : float
        To which it must be cleared.
    district : str
        Id of the district of its middle.
    urgency : float
        0 to 1: how near people live.
    """

    number: int
    sort: str
    core: Polygon
    outer: Polygon
    contamination: str
    required_depth_m: float
    district: str
    urgency: float


class _Sketch(NamedTuple):
    core: Polygon
    outer: Polygon
    contamination: str


def build(province: Province) -> tuple[Site, ...]:
    """
    Throw all sites of a province.

    Parameters
    ----------
    province
        The land.

    Returns
    -------
    tuple of Site
        As many as `WANTED` says, of all sorts in turn.
    """
    sorts = [[(sort, sketch) for sketch in _chosen(province, sort)] for sort in WANTED]
    mixed = [pair for turn in zip_longest(*sorts) for pair in turn if pair is not None]
    people = np.array([[place.at.x, place.at.y] for place in province.settlements])
    return tuple(_site(province, people, number, *pair) for number, pair in enumerate(mixed, start=1))


def _site(province: Province, people: Points, number: int, sort: str, sketch: _Sketch) -> Site:
    middle = sketch.core.representative_point()
    away = float(np.hypot(*(people - (middle.x, middle.y)).T).min())
    district = district_at(province.districts, middle).id
    urgency = float(np.exp(-away / 1_800.0))
    return Site(number, sort, sketch.core, sketch.outer, sketch.contamination, _DEPTHS[sort], district, urgency)


def _chosen(province: Province, sort: str) -> list[_Sketch]:
    throw = cast.dice(province.seed, f"site-{sort}")
    inside = province.outline.buffer(-250.0)
    kept: list[_Sketch] = []
    for sketch in _SORTS[sort](throw, province):
        if len(kept) == WANTED[sort]:
            break
        sound = outline.usable(sketch.core, inside) and outline.usable(sketch.outer, inside)
        if sound and sketch.outer.contains(sketch.core) and not _crowded(sketch.outer, kept):
            kept.append(sketch)
    return kept


def _crowded(shape: Polygon, kept: list[_Sketch]) -> bool:
    shared = sum(shape.intersection(other.outer).area for other in kept)
    return bool(shared > 0.08 * shape.area)


def _front(throw: np.random.Generator, province: Province) -> Iterator[_Sketch]:
    reach = length(province.front)
    rows = [(side, deep) for deep in (0.0, 150.0, 310.0, 480.0) for side in (1.0, -1.0)]
    for side, deep in rows:
        station = float(throw.uniform(100.0, 500.0))
        while station < reach - 600.0:
            span = (station, station + float(throw.uniform(180.0, 620.0) * (0.7 if deep else 1.0)))
            beside = side * (240.0 + deep + float(throw.normal(0.0, 22.0)))
            half = float(throw.uniform(13.0, 26.0))
            kind = "AP;AV" if throw.random() < 0.4 else "AP"
            yield _belts(throw, province.front, span, beside, half, kind)
            station = span[1] + float(throw.uniform(150.0, 750.0) * (1.0 if not deep else 1.9))


def _belts(
    throw: np.random.Generator, trace: Points, span: tuple[float, float], beside: float, half: float, kind: str
) -> _Sketch:
    core = outline.belt(throw, trace, span, beside, half)
    wider = (span[0] - float(throw.uniform(25.0, 70.0)), span[1] + float(throw.uniform(25.0, 70.0)))
    return _Sketch(core, outline.belt(throw, trace, wider, beside, half * float(throw.uniform(1.9, 2.8))), kind)


def _road(throw: np.random.Generator, province: Province) -> Iterator[_Sketch]:
    front = LineString(province.front)
    for _ in range(_TRIES * WANTED["road"]):
        road = province.roads[int(throw.integers(len(province.roads)))]
        start = float(throw.uniform(0.0, max(1.0, length(road) - 400.0)))
        spot = along(road, np.array([start]))[0]
        if front.distance(Point(spot)) < 5_000.0 and throw.random() < np.exp(-front.distance(Point(spot)) / 1_800.0):
            span = (start, start + float(throw.uniform(120.0, 460.0)))
            yield _belts(throw, road, span, float(throw.normal(0.0, 6.0)), float(throw.uniform(8.0, 13.0)), "AV")


def _position(throw: np.random.Generator, province: Province) -> Iterator[_Sketch]:
    reach = length(province.front)
    for _ in range(_TRIES * 4):
        side = float(throw.choice([-1.0, 1.0]))
        hill = along(
            province.front,
            np.array([throw.uniform(500.0, reach - 500.0)]),
            side * float(throw.uniform(1_100.0, 2_900.0)),
        )[0]
        ring = _ring(throw, hill, float(throw.uniform(110.0, 210.0)))
        whole, gap = length(ring), float(throw.uniform(40.0, 90.0))
        arcs = int(throw.integers(2, 4))
        for arc in range(arcs):
            span = (whole * arc / arcs + gap, whole * (arc + 1) / arcs - gap)
            yield _belts(throw, ring, span, 0.0, float(throw.uniform(8.0, 13.0)), "AP")


def _ring(throw: np.random.Generator, hill: Points, radius_m: float) -> Points:
    angle = np.linspace(0.0, 2.0 * np.pi, 37)
    radius = radius_m * (1.0 + 0.12 * np.cos(2.0 * angle + float(throw.uniform(0.0, 6.28))))
    return np.asarray(hill + np.column_stack([np.cos(angle), np.sin(angle)]) * radius[:, None])


def _strike(throw: np.random.Generator, province: Province) -> Iterator[_Sketch]:
    reach = length(province.river)
    for _ in range(_TRIES):
        target = along(province.river, np.array([throw.uniform(0.12, 0.88) * reach]), float(throw.normal(0.0, 650.0)))[
            0
        ]
        heading = float(throw.uniform(0.0, np.pi))
        flight = np.array([np.cos(heading), np.sin(heading)])
        for drop in range(int(throw.integers(5, 10))):
            middle = target + flight * (drop * throw.uniform(330.0, 430.0)) + throw.normal(0.0, 75.0, 2)
            yield _footprints(throw, middle, heading + float(throw.normal(0.0, 0.06)))


def _footprints(throw: np.random.Generator, middle: Points, heading: float) -> _Sketch:
    half = (float(throw.uniform(105.0, 190.0)), float(throw.uniform(55.0, 90.0)))
    core = outline.footprint(throw, middle, heading, half, int(throw.integers(12, 21)))
    wide = float(throw.uniform(1.35, 1.75))
    outer = outline.footprint(throw, middle, heading, (half[0] * wide, half[1] * wide), int(throw.integers(10, 17)))
    return _Sketch(core, outer, "CMR;UXO" if throw.random() < 0.12 else "CMR")


def _town(throw: np.random.Generator, province: Province) -> Iterator[_Sketch]:
    town, heading = province.settlements[0].at, float(throw.uniform(0.0, 0.8))
    streets = np.array([[np.cos(heading), np.sin(heading)], [-np.sin(heading), np.cos(heading)]])
    cells = [(i, j) for i in range(-6, 7) for j in range(-5, 6)]
    for index in throw.permutation(len(cells)):
        i, j = cells[int(index)]
        middle = np.array([town.x, town.y]) + np.array([i * 190.0, j * 150.0]) @ streets
        if throw.random() < np.exp(-((i / 5.0) ** 2) - (j / 4.5) ** 2):
            half = (float(throw.uniform(34.0, 62.0)), float(throw.uniform(26.0, 46.0)))
            core = outline.block(throw, middle, heading, half)
            outer = outline.block(throw, middle, heading, (half[0] + 24.0, half[1] + 20.0))
            yield _Sketch(core, _holding(outer, core), "UXO;AXO" if throw.random() < 0.2 else "UXO")


def _holding(outer: Polygon, core: Polygon) -> Polygon:
    if outer.contains(core):
        return outer
    whole = shapely.union(outer, core.buffer(8.0, join_style="mitre")).simplify(1.0)
    return Polygon(np.round(np.asarray(whole.exterior.coords), 2))


def _path(throw: np.random.Generator, province: Province) -> Iterator[_Sketch]:
    front = LineString(province.front)
    villages = sorted(province.settlements[1:], key=lambda place: float(front.distance(place.at)))[:6]
    for turn in range(_TRIES * 4):
        place = villages[turn % len(villages)].at
        heading = float(throw.uniform(0.0, 6.28))
        start = np.array([place.x, place.y]) + np.array([np.cos(heading), np.sin(heading)]) * throw.uniform(
            120.0, 700.0
        )
        end = start + np.array([np.cos(heading), np.sin(heading)]) * throw.uniform(90.0, 330.0)
        trace = wander(throw, start, end, 22.0, 7.0)
        span = (12.0, length(trace) - 12.0)
        yield _belts(throw, trace, span, 0.0, float(throw.uniform(6.0, 11.0)), "improvised")


def _store(throw: np.random.Generator, province: Province) -> Iterator[_Sketch]:
    reach = length(province.front)
    for _ in range(_TRIES * WANTED["store"]):
        side = float(throw.choice([-1.0, 1.0]))
        beside = side * float(throw.uniform(900.0, 3_400.0))
        middle = along(province.front, np.array([throw.uniform(0.0, reach)]), beside)[0]
        heading, half = (
            float(throw.uniform(0.0, 3.1)),
            (float(throw.uniform(22.0, 48.0)), float(throw.uniform(18.0, 34.0))),
        )
        core = outline.block(throw, middle, heading, half)
        outer = outline.footprint(throw, middle, heading, (half[0] * 2.3, half[1] * 2.6), int(throw.integers(9, 14)))
        yield _Sketch(core, _holding(outer, core), "AXO;UXO")


_SORTS = {
    "front": _front,
    "road": _road,
    "position": _position,
    "strike": _strike,
    "town": _town,
    "path": _path,
    "store": _store,
}
