"""Land as integer rings: the form in which the register keeps prepared shapes and the ledger reads them.

Each ring is closed (its first vertex stands again at the end) and has its land on the left: exteriors run
counter-clockwise, holes clockwise. Each starts at its least vertex (by x, then y); the parts of a shape stand in the
order of their exteriors, each followed by its holes in order. So equal land, drawn with the same vertices, has equal
bytes, whatever the start vertex, direction, ring order or part order of the drawing.

Bytes of one shape, little-endian 64-bit integers: number of rings, vertices of each ring, then x and y of each vertex.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from landrelease.geometry.compiled import Loop
from landrelease.geometry.drawing import Drawing, canonical, cleaned, lines_of, polygons_of
from landrelease.geometry.ragged import (
    NANO_M2_PER_TWICE,
    Geometries,
    Ints,
    Objects,
    crosses,
    exact_twice_area,
    extremes,
    starts,
    too_large,
    turns,
    within,
)

_WORD = np.dtype("<i8")


class Rings(NamedTuple):
    """
    Rings of many shapes.

    Attributes
    ----------
    xy : ndarray
        Vertices int64 [v, 2], grid units.
    ring_start : ndarray
        First vertex of each ring, int64 [r + 1], with the number of vertices at the end.
    owner_start : ndarray
        First ring of each shape, int64 [k + 1], with the number of rings at the end; equal neighbours mean a shape
        without land.
    """

    xy: Ints
    ring_start: Ints
    owner_start: Ints


def of_polygons(polygons: Geometries) -> Rings:
    """
    Take the rings of polygons whose coordinates are grid units.

    Parameters
    ----------
    polygons
        Valid Polygons and MultiPolygons, None or empty where a shape has no land.

    Returns
    -------
    Rings
        Canonical rings, one owner per polygon given.

    Examples
    --------
    >>> import shapely
    >>> of_polygons([shapely.box(0, 0, 2, 1), None]).owner_start.tolist()
    [0, 1, 1]
    """
    import shapely  # noqa: PLC0415 - reading prepared rings back needs no Shapely

    shapes = np.asarray(polygons, dtype=object)
    parts, owner = shapely.get_parts(shapes, return_index=True)
    full = ~shapely.is_empty(parts)
    coordinates, ring_start, polygon_start = lines_of(parts[full])
    xy = np.rint(coordinates).astype(np.int64)
    drawing = Drawing(xy, ring_start, polygon_start, owner[full].astype(np.int64), len(shapes))
    return Rings(*canonical(cleaned(drawing)))


def to_polygons(rings: Rings) -> Objects:
    """
    Make polygons of rings, in grid units.

    Parameters
    ----------
    rings
        Canonical rings.

    Returns
    -------
    ndarray
        A Polygon or MultiPolygon for each shape [k], None where it has no land.

    Examples
    --------
    >>> import shapely
    >>> print(to_polygons(of_polygons([shapely.box(0, 0, 2, 1)]))[0])
    POLYGON ((0 0, 2 0, 2 1, 0 1, 0 0))
    """
    shapes = len(rings.owner_start) - 1
    exterior = turns(rings.xy, rings.ring_start) > 0
    owner = np.repeat(np.arange(shapes), np.diff(rings.owner_start))[exterior]
    polygon_start = np.append(np.flatnonzero(exterior), len(exterior))
    polygons = polygons_of(Drawing(rings.xy, rings.ring_start, polygon_start, owner, shapes))
    return gather(polygons, owner, shapes)


def gather(polygons: Objects, owner: Ints, shapes: int) -> Objects:
    """
    Put single polygons together by shape.

    Parameters
    ----------
    polygons
        Polygons [p].
    owner
        Shape of each, not decreasing [p].
    shapes
        How many shapes there are.

    Returns
    -------
    ndarray
        A Polygon where a shape has one part, a MultiPolygon where it has several, None where it has none.

    Examples
    --------
    >>> import shapely
    >>> two = np.array([shapely.box(0, 0, 1, 1), shapely.box(5, 0, 6, 1)])
    >>> gather(two, np.array([1, 1]), 2)[1].geom_type
    'MultiPolygon'
    """
    import shapely  # noqa: PLC0415 - reading prepared rings back needs no Shapely

    out: Objects = np.full(shapes, None, dtype=object)
    parts = np.bincount(owner, minlength=shapes)
    several = parts[owner] > 1
    out[owner[~several]] = polygons[~several]
    many = np.flatnonzero(parts > 1)
    if len(many):
        out[many] = shapely.multipolygons(polygons[several], indices=np.searchsorted(many, owner[several]))
    return out


def areas(rings: Rings) -> list[int]:
    """
    Measure each shape exactly.

    Parameters
    ----------
    rings
        Canonical rings.

    Returns
    -------
    list of int
        Area of each shape [k] in the plane, units of 1e-9 m² (a grid unit squared is 1e-8 m², and twice the area of an
        integer ring is an integer, so nothing is rounded); 0 without land.

    Examples
    --------
    >>> import shapely
    >>> areas(of_polygons([shapely.box(0, 0, 10_000, 10_000), None]))
    [1000000000, 0]
    """
    out = [0] * (len(rings.owner_start) - 1)
    full = np.flatnonzero(np.diff(rings.owner_start))
    if not len(full):
        return out
    begin = rings.ring_start[rings.owner_start[full]]
    twice = np.add.reduceat(crosses(rings.xy, rings.ring_start), begin)
    for shape, area in zip(full.tolist(), (twice * NANO_M2_PER_TWICE).tolist(), strict=True):
        out[shape] = area
    for shape in full[too_large(*extremes(rings.xy, begin))].tolist():
        out[shape] = NANO_M2_PER_TWICE * _exact_twice_area(rings, shape)
    return out


def _exact_twice_area(rings: Rings, shape: int) -> int:
    cuts = rings.ring_start[rings.owner_start[shape] : rings.owner_start[shape + 1] + 1].tolist()
    return sum(exact_twice_area(rings.xy[a:b]) for a, b in pairwise(cuts))


def boxes(rings: Rings) -> Ints:
    """
    Bound each shape.

    Parameters
    ----------
    rings
        Any rings.

    Returns
    -------
    ndarray
        Least x, least y, greatest x, greatest y [k, 4], grid units; (0, 0, -1, -1) without land.

    Examples
    --------
    >>> import shapely
    >>> boxes(of_polygons([shapely.box(3, 4, 5, 6), None])).tolist()
    [[3, 4, 5, 6], [0, 0, -1, -1]]
    """
    out = np.tile(np.array([0, 0, -1, -1], dtype=np.int64), (len(rings.owner_start) - 1, 1))
    full = np.flatnonzero(np.diff(rings.owner_start))
    if len(full):
        out[full] = np.hstack(extremes(rings.xy, rings.ring_start[rings.owner_start[full]]))
    return out


def pack(rings: Rings) -> bytes:
    """
    Write the rings of one shape as bytes.

    Parameters
    ----------
    rings
        Canonical rings of exactly one shape.

    Returns
    -------
    bytes
        See the head of this module.

    Raises
    ------
    ValueError
        Where there are several shapes or none.

    Examples
    --------
    >>> import shapely
    >>> len(pack(of_polygons([shapely.box(0, 0, 1, 1)])))
    96
    """
    (packed,) = pack_all(rings)
    return packed


def pack_all(rings: Rings) -> list[bytes]:
    """
    Write the rings of every shape as bytes.

    Parameters
    ----------
    rings
        Canonical rings.

    Returns
    -------
    list of bytes
        One for each shape [k]; of a shape without land it says that there are no rings.

    Examples
    --------
    >>> import shapely
    >>> [len(one) for one in pack_all(of_polygons([shapely.box(0, 0, 1, 1), None]))]
    [96, 8]
    """
    ring_counts = np.diff(rings.owner_start)
    coordinate_counts = 2 * np.diff(rings.ring_start[rings.owner_start])
    begin = starts(1 + ring_counts + coordinate_counts)
    words = np.empty(begin[-1], dtype=_WORD)
    words[begin[:-1]] = ring_counts
    words[np.repeat(begin[:-1] + 1, ring_counts) + within(ring_counts)] = np.diff(rings.ring_start)
    words[np.repeat(begin[:-1] + 1 + ring_counts, coordinate_counts) + within(coordinate_counts)] = rings.xy.reshape(-1)
    data, cuts = words.tobytes(), (begin * _WORD.itemsize).tolist()
    return [data[a:b] for a, b in pairwise(cuts)]


def unpack(packed: Sequence[bytes | None]) -> Rings:
    """
    Read the rings of many shapes back from bytes.

    Parameters
    ----------
    packed
        What `pack` wrote; None or empty bytes for a shape without land.

    Returns
    -------
    Rings
        Canonical rings, one owner per item.

    Examples
    --------
    >>> import shapely
    >>> unpack([pack(of_polygons([shapely.box(0, 0, 1, 1)])), None]).owner_start.tolist()
    [0, 1, 1]
    """
    pieces = [piece or b"" for piece in packed]
    words = np.frombuffer(b"".join(pieces), dtype=_WORD).astype(np.int64, copy=False)
    begin = starts(np.fromiter(map(len, pieces), np.int64, len(pieces)) // _WORD.itemsize)
    ring_counts = np.zeros(len(pieces) + 1, dtype=np.int64)
    full = np.flatnonzero(np.diff(begin))
    ring_counts[full + 1] = words[begin[full]]
    owner_start = np.cumsum(ring_counts)
    ring_start = np.zeros(owner_start[-1] + 1, dtype=np.int64)
    xy = np.empty((len(words) - len(full) - owner_start[-1]) // 2 * 2, dtype=np.int64)
    SPREAD(len(words), words, begin, owner_start, xy, ring_start)
    return Rings(xy.reshape(-1, 2), ring_start, owner_start)


def spread(words: Any, begin: Any, owner_start: Any, xy: Any, ring_start: Any) -> None:
    """
    Take packed shapes apart: the loop behind `unpack`.

    Parameters
    ----------
    words
        The numbers of all shapes.
    begin
        Where each shape begins in `words`, with their number at the end.
    owner_start
        As in `Rings`.
    xy, ring_start
        Vertices, x and y in turn, and where each ring begins, 0 at first; set.

    Examples
    --------
    Used through `unpack`.
    """
    placed = 0
    for shape in range(len(owner_start) - 1):
        first, rings = begin[shape] + 1, owner_start[shape + 1] - owner_start[shape]
        for ring in range(rings):
            at = owner_start[shape] + ring
            ring_start[at + 1] = ring_start[at] + words[first + ring]
        for n in range(first + rings, begin[shape + 1]):
            xy[placed] = words[n]
            placed += 1


SPREAD = Loop(spread, writes=2)
