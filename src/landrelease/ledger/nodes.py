"""Corners of the map on the grid: no edge passes one nearer than half a grid unit without going through it.

Crossings are exact to the nanometre, and an edge that is straight in the plane is written in degrees with corners in
between that lie up to `straight.OFF_M` off it. Two edges nearer to each other than that could cross on the map. So
every corner is moved to the grid, and every edge is led through the corners whose grid cell it passes: what lies
between is drawn as nothing. The books know nothing of this.

The method is iterated snap rounding (D. Halperin and E. Packer, 2002, after J. D. Hobby, 1999). Boxes of records lie on
the grid, so a corner whose cell an edge passes belongs to a record whose box meets the box of the edge's own.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.geometry.compiled import Loop
from landrelease.geometry.overlay import NM_PER_UNIT
from landrelease.geometry.ragged import numbered

Ints = npt.NDArray[np.int64]
HALF_NM = NM_PER_UNIT // 2


class Edges(NamedTuple):
    """
    Boundary pieces with a label on either side.

    Attributes
    ----------
    start, end : ndarray of int64, shape (p, 2)
        Nanometres in the plane.
    left, right : ndarray of int64
        Labels.
    """

    start: Ints
    end: Ints
    left: Ints
    right: Ints

    def of(self, chosen: npt.NDArray[np.bool_]) -> "Edges":
        """
        Take some of the edges.

        Parameters
        ----------
        chosen
            Which ones.

        Returns
        -------
        Edges
            These only.
        """
        return Edges(*(column[chosen] for column in self))


def on_grid(edges: Edges) -> Edges:
    """
    Lead edges through the corners whose grid cells they pass.

    Parameters
    ----------
    edges
        Boundary pieces that meet at their ends only.

    Returns
    -------
    Edges
        All corners on the grid; edges without a length are left out.

    Examples
    --------
    >>> edge, spike = [[0, 0], [10**9, 0]], [[5 * 10**8, 40_000], [5 * 10**8, 10**9]]
    >>> ends = np.array([edge, spike])
    >>> one = np.ones(2, np.int64)
    >>> sorted(on_grid(Edges(ends[:, 0], ends[:, 1], one, 0 * one)).end.tolist())
    [[500000000, 0], [500000000, 1000000000], [1000000000, 0]]
    """
    corner = _rounded(np.concatenate([edges.start, edges.end]))
    corner = corner[np.unique(numbered(corner), return_index=True)[1]]
    corner = corner[np.lexsort((corner[:, 1], corner[:, 0]))]
    done: list[Edges] = []
    unit = 1
    while len(edges.start):
        through, at = _touched(edges, corner, unit)
        unit = HALF_NM
        parts, owner = _led(edges, through, corner[at])
        moved = (edges.start != _rounded(edges.start)).any(axis=1) | (edges.end != _rounded(edges.end)).any(axis=1)
        bent = (moved | (np.bincount(owner, minlength=len(edges.start)) > 1))[owner]
        done.append(parts.of(~bent))
        edges = parts.of(bent)
    return Edges(*(np.concatenate(columns) for columns in zip(*done, strict=True))) if done else edges


def _rounded(nm: Ints) -> Ints:
    rounded: Ints = (nm + HALF_NM) // NM_PER_UNIT * NM_PER_UNIT
    return rounded


def _touched(edges: Edges, corner: Ints, unit: int) -> tuple[Ints, Ints]:
    """List the edges that pass the cell of a corner, and the corners; on the grid half a cell is the unit."""
    columns = tuple(np.ascontiguousarray(part // unit) for part in (*corner.T, *edges.start.T, *edges.end.T))
    half = np.array([HALF_NM // unit])
    count = np.zeros(len(edges.start), np.int64)
    TOUCHES(len(count), columns, half, count, count[:0])
    found = np.zeros(count.sum(), np.int64)
    TOUCHES(len(count), columns, half, np.zeros_like(count), found)
    return np.repeat(np.arange(len(count)), count), found


def _led(edges: Edges, through: Ints, corner: Ints) -> tuple[Edges, Ints]:
    """Divide edges at corners, their own ends on the grid among them; returns the parts and the edge of each."""
    begin, whole = edges.start[through], edges.end[through] - edges.start[through]
    along = ((corner - begin).astype(float) * whole).sum(axis=1)
    order = np.lexsort((corner[:, 1], corner[:, 0], along, through))
    through, corner = through[order], corner[order]
    ends = (_rounded(edges.start), _rounded(edges.end))
    inner = (corner != ends[0][through]).any(axis=1) & (corner != ends[1][through]).any(axis=1)
    through, corner = through[inner], corner[inner]
    owner = np.concatenate([np.arange(len(edges.start)), through])
    place = np.argsort(owner, kind="stable")
    owner = owner[place]
    start = np.concatenate([ends[0], corner])[place]
    last = np.append(owner[1:] != owner[:-1], True)
    end = np.where(last[:, None], ends[1][owner], np.roll(start, -1, axis=0))
    wide = (start != end).any(axis=1)
    return Edges(start, end, edges.left[owner], edges.right[owner]).of(wide), owner[wide]


def touches(columns: Any, half: Any, count: Any, found: Any) -> None:
    """
    Find the corners whose cells each edge enters: the loop behind `on_grid`.

    An edge that only touches the outside of a cell does not enter it. On the grid, in units of half a cell, this is
    exact for edges up to four kilometres.

    Parameters
    ----------
    columns
        Six: x and y of the corners, ordered by both; x and y of the edges' starts; x and y of their ends.
    half
        One number: half the side of a cell.
    count
        How many corners each edge passes; added to.
    found
        The corners, edge after edge; set, or empty where they are only counted.

    Examples
    --------
    Used through `on_grid`.
    """
    x, y, ax, ay, bx, by = columns
    reach = half[0]
    written = 0
    for e in range(len(ax)):
        low, high = min(ax[e], bx[e]) - reach, max(ax[e], bx[e]) + reach
        bottom, top = min(ay[e], by[e]) - reach, max(ay[e], by[e]) + reach
        dx, dy = float(bx[e] - ax[e]), float(by[e] - ay[e])
        most = reach * (abs(dx) + abs(dy))
        at, end = 0, len(x)
        while at < end:  # the first corner that is not too far left
            middle = (at + end) // 2
            if x[middle] <= low:
                at = middle + 1
            else:
                end = middle
        while at < len(x) and x[at] < high:
            if bottom < y[at] < top and abs(float(x[at] - ax[e]) * dy - float(y[at] - ay[e]) * dx) < most:
                if len(found):
                    found[written] = at
                written += 1
                count[e] += 1
            at += 1


TOUCHES = Loop(touches, writes=2)
