"""Rings as somebody drew them, and the one form that land has whichever way it was drawn."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from landrelease.geometry.ragged import Ints, Objects, starts, turns, within

_FEWEST = 4


class Drawing(NamedTuple):
    """
    Rings of many polygons: any start, any direction, any order.

    Attributes
    ----------
    xy : ndarray
        Vertices int64 [v, 2], grid units, every ring closed.
    ring_start : ndarray
        First vertex of each ring, int64 [r + 1].
    polygon_start : ndarray
        First ring of each polygon, its exterior, int64 [p + 1].
    owner : ndarray
        Shape of each polygon, int64 [p], not decreasing.
    shapes : int
        How many shapes there are.
    """

    xy: Ints
    ring_start: Ints
    polygon_start: Ints
    owner: Ints
    shapes: int


def lines_of(parts: Objects) -> tuple[NDArray[np.float64], Ints, Ints]:
    """
    Take polygons apart.

    Parameters
    ----------
    parts
        Polygons, none empty.

    Returns
    -------
    tuple
        Coordinates [v, 2] without height or measure, first vertex of each ring [r + 1], first ring of each polygon.

    Examples
    --------
    >>> import shapely
    >>> _, ring_start, polygon_start = lines_of(np.array([shapely.box(0, 0, 2, 1)]))
    >>> ring_start.tolist(), polygon_start.tolist()
    ([0, 5], [0, 1])
    """
    import shapely  # noqa: PLC0415 - reading prepared rings back needs no Shapely

    rings, polygon = shapely.get_rings(parts, return_index=True)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    ring_start = starts(np.bincount(ring, minlength=len(rings)))
    return coordinates, ring_start, starts(np.bincount(polygon, minlength=len(parts)))


def polygons_of(drawing: Drawing) -> Objects:
    """
    Make a Shapely polygon of each polygon drawn.

    Parameters
    ----------
    drawing
        Rings.

    Returns
    -------
    ndarray
        Polygons [p] in grid units; they need not be valid.

    Examples
    --------
    >>> flat = np.array([[0, 0], [2, 0], [2, 1], [0, 0]])
    >>> print(polygons_of(Drawing(flat, np.array([0, 4]), np.array([0, 1]), np.array([0]), 1))[0])
    POLYGON ((0 0, 2 0, 2 1, 0 0))
    """
    return polygons_from(drawing.xy.astype(np.float64), drawing.ring_start, drawing.polygon_start)


def polygons_from(xy: NDArray[np.float64], ring_start: Ints, polygon_start: Ints) -> Objects:
    """
    Make a Shapely polygon of the rings of each polygon.

    Parameters
    ----------
    xy
        Vertices [v, 2], every ring closed.
    ring_start
        First vertex of each ring [r + 1].
    polygon_start
        First ring of each polygon, its exterior [p + 1].

    Returns
    -------
    ndarray
        Polygons [p]; they need not be valid.

    Examples
    --------
    >>> print(polygons_from(np.array([[0, 0], [2, 0], [2, 1.5], [0, 0]]), np.array([0, 4]), np.array([0, 1]))[0])
    POLYGON ((0 0, 2 0, 2 1.5, 0 0))
    """
    import shapely  # noqa: PLC0415 - reading prepared rings back needs no Shapely

    if len(polygon_start) == 1:
        return np.zeros(0, dtype=object)
    ring = np.repeat(np.arange(len(ring_start) - 1), np.diff(ring_start))
    lines = shapely.linearrings(xy, indices=ring)
    polygon = np.repeat(np.arange(len(polygon_start) - 1), np.diff(polygon_start))
    polygons: Objects = shapely.polygons(lines, indices=polygon)
    return polygons


def cleaned(drawing: Drawing) -> Drawing:
    """
    Leave out repeated vertices, and rings that have fallen together on the grid.

    Parameters
    ----------
    drawing
        Rings.

    Returns
    -------
    Drawing
        Rings of at least three different neighbours; a polygon goes with its exterior.

    Examples
    --------
    >>> twice = np.array([[0, 0], [2, 0], [2, 0], [2, 1], [0, 0], [7, 7], [7, 7], [7, 7], [7, 7]])
    >>> both = Drawing(twice, np.array([0, 5, 9]), np.array([0, 1, 2]), np.array([0, 1]), 2)
    >>> cleaned(both).xy.tolist(), cleaned(both).owner.tolist()
    ([[0, 0], [2, 0], [2, 1], [0, 0]], [0])
    """
    fresh = np.ones(len(drawing.xy), dtype=bool)
    x, y = drawing.xy.T
    fresh[1:] = (x[1:] != x[:-1]) | (y[1:] != y[:-1])
    fresh[drawing.ring_start[:-1]] = True
    ring_size = np.diff(starts(fresh.astype(np.int64))[drawing.ring_start])
    if fresh.all() and (ring_size >= _FEWEST).all():
        return drawing
    ring_counts = np.diff(drawing.polygon_start)
    polygon = np.repeat(np.arange(len(drawing.owner)), ring_counts)
    whole = ring_size >= _FEWEST
    alive = whole[drawing.polygon_start[:-1]]
    whole &= alive[polygon]
    fresh &= np.repeat(whole, np.diff(drawing.ring_start))
    return Drawing(
        drawing.xy[fresh],
        starts(ring_size[whole]),
        starts(np.bincount(polygon[whole], minlength=len(alive))[alive]),
        drawing.owner[alive],
        drawing.shapes,
    )


def canonical(drawing: Drawing) -> tuple[Ints, Ints, Ints]:
    """
    Give valid rings their one form: land on the left, least vertex first, parts and holes in order.

    Parameters
    ----------
    drawing
        Clean rings that are valid in the plane; of rings that are not, the form depends on the drawing.

    Returns
    -------
    tuple
        Vertices [v, 2], first vertex of each ring [r + 1], first ring of each shape [k + 1].

    Examples
    --------
    >>> square = np.array([[1, 1], [0, 1], [0, 0], [1, 0], [1, 1]])
    >>> canonical(Drawing(square, np.array([0, 5]), np.array([0, 1]), np.array([0]), 1))[0].tolist()
    [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
    """
    ring_counts = np.diff(drawing.polygon_start)
    owner_counts = np.bincount(np.repeat(drawing.owner, ring_counts), minlength=drawing.shapes)
    if not len(drawing.owner):
        return drawing.xy, drawing.ring_start, starts(owner_counts)
    exterior = np.zeros(len(drawing.ring_start) - 1, dtype=bool)
    exterior[drawing.polygon_start[:-1]] = True
    step = np.where((turns(drawing.xy, drawing.ring_start) > 0) == exterior, 1, -1)
    least = _least_vertices(drawing)
    order = _ring_order(drawing, exterior, least, step)
    size = np.diff(drawing.ring_start)[order]
    turn = np.repeat(least[order], size) + np.repeat(step[order], size) * within(size)
    take = np.repeat(drawing.ring_start[order], size) + turn % np.repeat(size - 1, size)
    return drawing.xy[take], starts(size), starts(owner_counts)


def _least_vertices(drawing: Drawing) -> Ints:
    """Place of the least vertex (by x, then y) of each ring, counted from the ring's first."""
    x, y, begin = drawing.xy[:, 0], drawing.xy[:, 1], drawing.ring_start[:-1]
    size = np.diff(drawing.ring_start)
    leftmost = np.flatnonzero(x == np.repeat(np.minimum.reduceat(x, begin), size))
    ring = np.searchsorted(begin, leftmost, side="right") - 1
    order = np.lexsort((leftmost, y[leftmost], ring))
    first = np.flatnonzero(np.diff(ring[order], prepend=-1))
    least: Ints = leftmost[order[first]] - begin
    return least


def _ring_keys(drawing: Drawing, least: Ints, step: Ints) -> Ints:
    """Least vertex and the one after it, of each ring [r, 4]: two rings of a valid shape never share both."""
    begin, size = drawing.ring_start[:-1], np.diff(drawing.ring_start) - 1
    return np.hstack((drawing.xy[begin + least], drawing.xy[begin + (least + step) % size]))


def _ring_order(drawing: Drawing, exterior: NDArray[np.bool_], least: Ints, step: Ints) -> Ints:
    """Shapes as given, in each the parts by their exteriors, in each part the exterior first and the holes by key."""
    if len(least) == len(drawing.owner) and (drawing.owner[1:] != drawing.owner[:-1]).all():  # one ring to each shape
        return np.arange(len(least), dtype=np.int64)
    keys = _ring_keys(drawing, least, step)
    by_polygon = keys[drawing.polygon_start[:-1]]
    polygons = np.lexsort((*by_polygon.T[::-1], drawing.owner))
    rank = np.empty(len(polygons), dtype=np.int64)
    rank[polygons] = np.arange(len(polygons))
    return np.lexsort((*keys.T[::-1], ~exterior, np.repeat(rank, np.diff(drawing.polygon_start))))
