"""Postings apart by administrative area: only land that a boundary crosses is looked at again."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from landrelease.geometry.neighbours import neighbours
from landrelease.geometry.overlay import arrange, boxes_of
from landrelease.geometry.rings import Rings, of_polygons, to_polygons
from landrelease.ledger.book import taken
from landrelease.ledger.entry import Entry
from landrelease.ledger.events import DefaultDepth, in_order, no_default
from landrelease.ledger.loops import TALLY_PLACES
from landrelease.ledger.machine import WIDTH, scratch_for

Ints = npt.NDArray[np.int64]
Objects = npt.NDArray[np.object_]
TILE_UNITS = 500_000_000
"""Boundaries are cut into squares of 50 km first, so that exact arithmetic fits 64 bits (`overlay.WIDEST_UNITS`)."""


class Split(NamedTuple):
    """
    Postings of some entries, apart by place.

    Attributes
    ----------
    row : ndarray of int64
        Entry of each posting.
    place : ndarray of int64
        Its place; the number of places for land outside all of them.
    cell, high, low : ndarray of int64
        As in `statement.Books`.
    """

    row: Ints
    place: Ints
    cell: Ints
    high: Ints
    low: Ints


def places_of(rings: Rings, areas: Objects) -> Ints:
    """
    Find the one place that each shape lies in wholly.

    Parameters
    ----------
    rings
        Shapes.
    areas
        Polygons of the places, grid units.

    Returns
    -------
    ndarray of int64
        Number of the place; the number of places for a shape that touches none; -1 for one that a boundary crosses.

    Examples
    --------
    >>> rings = of_polygons(np.array([shapely.box(1, 1, 2, 2), shapely.box(3, 3, 9, 9), shapely.box(20, 20, 21, 21)]))
    >>> places_of(rings, np.array([shapely.box(0, 0, 5, 5)])).tolist()
    [0, -1, 1]
    """
    shapes = to_polygons(rings)
    found = np.full(len(shapes), len(areas), np.int64)
    if not len(areas) or not len(shapes):
        return found
    tree = shapely.STRtree(shapes)
    touched, shape = tree.query(areas, predicate="intersects")
    found[shape] = -1
    shapely.prepare(areas)
    inside = shapely.contains_properly(areas[touched], shapes[shape])
    once = np.bincount(shape, minlength=len(shapes)) == 1
    sure = inside & once[shape]
    found[shape[sure]] = touched[sure]
    return found


def split(
    entries: Sequence[Entry],
    rings: Rings,
    days: Sequence[int],
    areas: Objects,
    wanted: Ints,
    default_depth: DefaultDepth = no_default,
) -> Split:
    """
    Fold some entries again, apart by place.

    Parameters
    ----------
    entries
        The entries wanted and all whose boxes meet theirs.
    rings
        Their shapes.
    days
        Day on which each folds.
    areas
        Polygons of the places, grid units; where two overlap the first counts.
    wanted
        Positions of the entries whose postings are wanted.
    default_depth
        The programme's required depth by class and day.

    Returns
    -------
    Split
        Postings of the wanted entries, `row` being positions in `entries`.

    Examples
    --------
    Used through `desk.places`; see ``tests/ledger/test_places.py``.
    """
    order, events = in_order(entries, default_depth, days)
    ordered = taken(rings, np.asarray(order, dtype=np.int64))
    tiles, place_of = _tiles(areas, boxes_of(ordered))
    shapes = _together(ordered, of_polygons(tiles))
    box = boxes_of(shapes)
    pieces = arrange(shapes, neighbours(box), np.arange(len(box)))
    back = np.zeros(len(order), np.int64)
    back[order] = np.arange(len(order))
    pair_start, pair = _pairs(box[: len(order)], box[len(order) :], place_of, back[wanted], len(areas))
    high, low = np.zeros(len(pair) * WIDTH, np.int64), np.zeros(len(pair) * WIDTH, np.int64)
    sides = (pieces.left, pieces.left_start, pieces.right, pieces.right_start)
    deepest = max(int(np.diff(start).max(initial=1)) for start in (pieces.left_start, pieces.right_start))
    scratch = tuple(scratch_for(deepest))
    TALLY_PLACES(len(pieces.ends), pieces.ends.ravel(), *sides, *events, scratch, pair_start, pair, place_of, high, low)
    at = np.flatnonzero((high != 0) | (low != 0))
    owner = np.repeat(np.arange(len(order)), np.diff(pair_start))[at // WIDTH]
    return Split(np.asarray(order, np.int64)[owner], pair[at // WIDTH], at % WIDTH, high[at], low[at])


def _tiles(areas: Objects, box: Ints) -> tuple[Objects, Ints]:
    """Cut the places into squares, those that any shape's box meets; the first place wins where two overlap."""
    low, high = box[:, :2].min(axis=0, initial=0), box[:, 2:].max(axis=0, initial=0)
    columns, rows = (np.arange(a // TILE_UNITS, b // TILE_UNITS + 1) for a, b in zip(low, high, strict=True))
    corner = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2) * TILE_UNITS
    squares = shapely.box(*corner.T, *(corner + TILE_UNITS).T)
    used = np.unique(shapely.STRtree(squares).query(shapely.box(*box.T.astype(float)))[1])
    place, square = shapely.STRtree(squares[used]).query(areas, predicate="intersects")
    cut = shapely.set_precision(shapely.intersection(areas[place], squares[used][square]), 1)
    parts, index = shapely.get_parts(cut, return_index=True)
    polygons = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    order = np.argsort(-place[index[polygons]], kind="stable")
    return parts[polygons][order], place[index[polygons]][order].astype(np.int64)


def _together(first: Rings, second: Rings) -> Rings:
    return Rings(
        np.concatenate([first.xy, second.xy]),
        np.concatenate([first.ring_start[:-1], second.ring_start + len(first.xy)]),
        np.concatenate([first.owner_start[:-1], second.owner_start + len(first.ring_start) - 1]),
    )


def _pairs(box: Ints, tile_box: Ints, place_of: Ints, wanted: Ints, outside: int) -> tuple[Ints, Ints]:
    """List for each wanted event the places that it may lie in, and last the number for outside."""
    lists: list[list[int]] = [[] for _ in range(len(box))]
    tree = shapely.STRtree(shapely.box(*tile_box.T.astype(float)))
    event, tile = tree.query(shapely.box(*box[wanted].T.astype(float)))
    for e, t in zip(wanted[event].tolist(), tile.tolist(), strict=True):
        lists[e].append(int(place_of[t]))
    for e in wanted.tolist():
        lists[e] = [*sorted(set(lists[e])), outside]
    start = np.concatenate([[0], np.cumsum([len(row) for row in lists])]).astype(np.int64)
    return start, np.asarray([place for row in lists for place in row], dtype=np.int64)
