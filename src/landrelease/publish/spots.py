"""Marks for land too small to draw: at every zoom every parcel leaves one, and no open land is hidden by released land.

Parcels that stand in one small cell share a mark. On each day it shows the gravest status that there is in the cell:
confirmed before suspected, both before any release. Where a tile would hold too many marks the cells grow.
"""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.ledger.versions import FOR_EVER
from landrelease.publish.tilegrid import PIXEL
from landrelease.publish.vectortile import EXTENT

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
GRAVEST: Final = np.array([2, 1, 3, 4, 5])
"""Status numbers, the gravest first."""
FINEST: Final = PIXEL // 4
_SHIFT: Final = 32
_WIDEST: Final = 2 * EXTENT


class Spots(NamedTuple):
    """
    Periods in which a place shows a status.

    Attributes
    ----------
    xy : ndarray of float64, shape (n, 2)
        Where it stands, tile units.
    status, first, end : ndarray of int64
        As in `ledger.versions.Periods`.
    area_m2 : ndarray of int64
        The most land of that status that there is at one time in the period, square metres.
    parcel : ndarray of int64
        Position of the parcel; -1 where several share the mark.
    period : ndarray of int64
        Position of the period; -1 where several share the mark.
    """

    xy: Floats
    status: Ints
    first: Ints
    end: Ints
    area_m2: Ints
    parcel: Ints
    period: Ints


def thinned(spots: Spots, most: int) -> Spots:
    """
    Let marks in one cell share one, in cells as small as may be.

    Parameters
    ----------
    spots
        Marks of single parcels.
    most
        How many there may be; cells grow until there are no more, or one cell holds the tile.

    Returns
    -------
    Spots
        In an order that depends on the marks alone; on every day each cell shows the gravest status in it.

    Examples
    --------
    >>> two = Spots(np.array([[9.0, 9], [9.2, 9.1]]), np.array([5, 1]), np.array([10, 20]), np.array([99, 30]),
    ...     np.array([7, 8]), np.array([0, 1]), np.array([0, 1]))
    >>> [column.tolist() for column in thinned(two, 10)[1:5]]
    [[5, 1, 5], [10, 20, 30], [20, 30, 99], [7, 8, 7]]
    """
    side = FINEST
    while side < _WIDEST and len(np.unique(_cell(spots.xy, side))) > most:  # each cell will have a mark at least
        side *= 2
    found = shared(spots, side)
    while len(found.status) > most and side < _WIDEST:
        side *= 2
        found = shared(found, side)
    return found


def _cell(xy: Floats, side: int) -> Ints:
    """Give each place of the tile the number of its cell."""
    column, row = (xy / side).astype(np.int64).T
    number: Ints = column * (EXTENT // side + 1) + row
    return number


def shared(spots: Spots, side: int) -> Spots:
    """
    Let marks in one cell share one.

    Parameters
    ----------
    spots
        Marks.
    side
        Side of a cell, tile units.

    Returns
    -------
    Spots
        Those that stand alone as they were, then those shared.
    """
    cell = np.unique(_cell(spots.xy, side), return_inverse=True)[1].ravel().astype(np.int64)
    several = _several(cell, spots.parcel)[cell]
    if not several.any():
        return spots
    alone = Spots(*(part[~several] for part in spots))  # type: ignore[arg-type]  # a tuple forgets which part is which
    together = swept(Spots(*(part[several] for part in spots)), cell[several])  # type: ignore[arg-type]  # the same
    return Spots(*(np.concatenate(pair) for pair in zip(alone, together, strict=True)))


def _several(cell: Ints, parcel: Ints) -> npt.NDArray[np.bool_]:
    """Tell of each cell whether several parcels stand in it."""
    least = np.full(cell.max(initial=-1) + 1, FOR_EVER)
    most = np.full(len(least), -2)
    np.minimum.at(least, cell, parcel)
    np.maximum.at(most, cell, parcel)
    found: npt.NDArray[np.bool_] = (least != most) | (least < 0)
    return found


def swept(spots: Spots, cell: Ints) -> Spots:
    """
    Go through the days of each cell and note what is gravest.

    Parameters
    ----------
    spots
        Marks.
    cell
        Number of the cell of each, from 0 without gaps.

    Returns
    -------
    Spots
        For each cell its periods in the order of time, in the middle of its marks; none of a single parcel.

    Examples
    --------
    >>> day = np.array([10, 20])
    >>> two = Spots(np.zeros((2, 2)), np.array([1, 2]), day, np.array([30, 25]), day, day, day)
    >>> [column.tolist() for column in swept(two, np.array([0, 0]))[1:4]]
    [[1, 2, 1], [10, 20, 25], [20, 25, 30]]
    """
    middle = _middles(spots.xy, cell)
    rank = np.argsort(GRAVEST)[spots.status - 1]
    seen = _seen(spots, cell, rank)
    spots, cell, rank = Spots(*(part[seen] for part in spots)), cell[seen], rank[seen]  # type: ignore[arg-type]  # the same
    key = np.concatenate([cell << _SHIFT | spots.first, cell << _SHIFT | spots.end])
    turns, at = np.unique(key, return_inverse=True)
    at = at.ravel().astype(np.int64) * len(GRAVEST) + np.tile(rank, 2)
    count = _running(at, np.repeat([1, -1], len(cell)), len(turns))
    area = _running(at, np.concatenate([spots.area_m2, -spots.area_m2]), len(turns))
    some = count.any(axis=1)
    gravest = np.where(some, (count > 0).argmax(axis=1), len(GRAVEST))
    of, day = turns >> _SHIFT, turns & (1 << _SHIFT) - 1
    begins = np.ones(len(turns), bool)
    begins[1:] = (of[1:] != of[:-1]) | (gravest[1:] != gravest[:-1])
    run = np.flatnonzero(begins)
    end = np.append(day[run[1:]], 0)
    shown = np.append(area, np.zeros((len(area), 1), np.int64), axis=1)[np.arange(len(turns)), gravest]
    most = np.maximum.reduceat(shown, run)
    keep = gravest[run] < len(GRAVEST)  # a cell's last turn shows nothing, so every run kept has its end
    run, end, most = run[keep], end[keep], most[keep]
    none = np.full(len(run), -1)
    return Spots(middle[of[run]], GRAVEST[gravest[run]], day[run], end, most, none, none)


def _seen(spots: Spots, cell: Ints, rank: Ints) -> npt.NDArray[np.bool_]:
    """Leave out what begins after graver land of the cell that stays: it is never seen, and most of a country is so."""
    seen = np.ones(len(cell), bool)
    for graver in range(len(GRAVEST) - 1):
        stays = (rank == graver) & (spots.end == FOR_EVER)
        since = np.full(cell.max(initial=-1) + 1, FOR_EVER)
        np.minimum.at(since, cell[stays], spots.first[stays])
        seen &= (rank <= graver) | (spots.first < since[cell])
    return seen


def _running(at: Ints, steps: Ints, rows: int) -> Ints:
    """Sum steps up to each turn, by status; a cell's steps cancel out before the next begins."""
    table = np.zeros(rows * len(GRAVEST), np.int64)
    np.add.at(table, at, steps)
    return table.reshape(rows, len(GRAVEST)).cumsum(axis=0)


def _middles(xy: Floats, cell: Ints) -> Floats:
    weight = np.maximum(np.bincount(cell), 1)
    return np.column_stack([np.bincount(cell, xy[:, axis]) / weight for axis in (0, 1)])
