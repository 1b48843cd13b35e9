"""The two readings of a shape whose rings are invalid, by the rule of the design (section 3)."""

from contextlib import suppress
from typing import NamedTuple

import numpy as np
import shapely

from landrelease.geometry.ragged import Objects

_Point = tuple[float, float]
_Ring = list[_Point]
_POLYGON = 3


class Readings(NamedTuple):
    """
    What invalid shapes may mean: MultiPolygons in grid units, valid there.

    Attributes
    ----------
    larger : ndarray
        Union of both readings of each shape [k], possibly empty.
    smaller : ndarray
        Their intersection [k], possibly empty.
    """

    larger: Objects
    smaller: Objects


def readings(shapes: Objects) -> Readings:
    """
    Read invalid shapes both ways.

    By its lines, land changes at every line; by its structure, exteriors enclose and holes are taken out. The same
    rings give the same readings, wherever they start and however they are ordered.

    Parameters
    ----------
    shapes
        Polygons and MultiPolygons [k] with whole coordinates (grid units), invalid.

    Returns
    -------
    Readings
        Both put together, with vertices on the grid; empty where GEOS can read a shape in neither way, which leaves a
        hazard in the unmapped account and a release without land.

    Examples
    --------
    Two parts overlap by a square of 10: the lines give a hole there, the structure gives land.

    >>> twins = "MULTIPOLYGON (((0 0, 20 0, 20 20, 0 20, 0 0)), ((10 10, 30 10, 30 30, 10 30, 10 10)))"
    >>> both = readings(np.array([shapely.from_wkt(twins)]))
    >>> both.larger[0].area, both.smaller[0].area
    (700.0, 600.0)
    """
    try:
        return _readings(shapes)
    except shapely.errors.GEOSException:
        alone = [_readings_of_one(shapes[row : row + 1]) for row in range(len(shapes))]
        return Readings(*(np.concatenate(column) for column in zip(*alone, strict=True)))


def _readings_of_one(shape: Objects) -> Readings:
    for step in (_readings, _readings_on_grid):
        with suppress(shapely.errors.GEOSException):
            return step(shape)
    nothing: Objects = np.array([shapely.MultiPolygon()], dtype=object)
    return Readings(nothing, nothing)


def _readings(shapes: Objects) -> Readings:
    lines, structure = _both(shapes)
    return Readings(_on_grid(shapely.union(lines, structure)), _on_grid(shapely.intersection(lines, structure)))


def _readings_on_grid(shapes: Objects) -> Readings:
    """Put the readings on the grid before they are put together: crossings a hair apart fall together there."""
    lines, structure = (_on_grid(reading) for reading in _both(shapes))
    return Readings(_on_grid(shapely.union(lines, structure)), _on_grid(shapely.intersection(lines, structure)))


def _both(shapes: Objects) -> tuple[Objects, Objects]:
    drawn = _normal(shapes)
    lines = shapely.make_valid(drawn, method="linework")
    return _polygonal(lines), _polygonal(shapely.make_valid(drawn, method="structure", keep_collapsed=False))


def _on_grid(shapes: Objects) -> Objects:
    return _polygonal(shapely.set_precision(_polygonal(shapes), grid_size=1))


def _polygonal(shapes: Objects) -> Objects:
    """Polygonal parts of each geometry as one MultiPolygon."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)
    polygon = shapely.get_type_id(parts) == _POLYGON
    out: Objects = np.full(len(shapes), shapely.MultiPolygon(), dtype=object)
    shapely.multipolygons(parts[polygon], indices=owner[inner][polygon], out=out)
    return out


def normal(shape: shapely.Geometry) -> shapely.Geometry:
    """
    Give any rings, valid or not, one start, one direction and one order.

    Parameters
    ----------
    shape
        Polygon or MultiPolygon.

    Returns
    -------
    shapely.Geometry
        A MultiPolygon that does not depend on how the rings were started, directed or ordered; which rings are
        exteriors stays as drawn.

    Examples
    --------
    >>> print(normal(shapely.from_wkt("POLYGON ((2 2, 0 2, 2 0, 0 0, 2 2))")))
    MULTIPOLYGON (((0 0, 2 0, 0 2, 2 2, 0 0)))
    """
    drawn: shapely.Geometry = _normal(np.array([shape], dtype=object))[0]
    return drawn


def _normal(shapes: Objects) -> Objects:
    parts, shape_of = shapely.get_parts(shapes, return_index=True)
    rings, part_of = shapely.get_rings(parts, return_index=True)
    vertices = shapely.get_coordinates(rings).tolist()
    ends = np.cumsum(shapely.get_num_coordinates(rings)).tolist()
    drawn: list[list[_Ring]] = [[] for _ in parts]
    for part, first, last in zip(part_of.tolist(), [0, *ends], ends, strict=False):
        drawn[part].append(_normal_ring(vertices[first:last]))
    polygons: list[list[tuple[_Ring, list[_Ring]]]] = [[] for _ in shapes]
    for shape, (exterior, *holes) in zip(shape_of.tolist(), drawn, strict=True):
        polygons[shape].append((exterior, sorted(holes)))
    return _built([sorted(one) for one in polygons])


def _built(drawn: list[list[tuple[_Ring, list[_Ring]]]]) -> Objects:
    """Make a MultiPolygon of each list of exteriors and their holes."""
    polygons = [(exterior, *holes) for one in drawn for exterior, holes in one]
    rings = [ring for polygon in polygons for ring in polygon]
    vertices = np.array([vertex for ring in rings for vertex in ring], dtype=np.float64).reshape(-1, 2)
    lines = shapely.linearrings(vertices, indices=np.repeat(np.arange(len(rings)), list(map(len, rings))))
    made = shapely.polygons(lines, indices=np.repeat(np.arange(len(polygons)), list(map(len, polygons))))
    out: Objects = np.full(len(drawn), shapely.MultiPolygon(), dtype=object)
    shapely.multipolygons(made, indices=np.repeat(np.arange(len(drawn)), list(map(len, drawn))), out=out)
    return out


def _normal_ring(closed: list[list[float]]) -> _Ring:
    ring = [(x, y) for x, y in closed[:-1]]
    least = min(_least_rotation(ring), _least_rotation(ring[::-1]))
    return [*least, least[0]]


def _least_rotation(ring: _Ring) -> _Ring:
    """Rotate to the least sequence, in one pass although a vertex may come several times."""
    lowest = min(ring)
    if ring.count(lowest) == 1:
        begin = ring.index(lowest)
        return ring[begin:] + ring[:begin]
    size, one, other, same = len(ring), 0, 1, 0
    while max(one, other, same) < size:
        left, right = ring[(one + same) % size], ring[(other + same) % size]
        if left == right:
            same += 1
            continue
        one, other = (one + same + 1, other) if left > right else (one, other + same + 1)
        other += one == other
        same = 0
    begin = min(one, other)
    return ring[begin:] + ring[:begin]
