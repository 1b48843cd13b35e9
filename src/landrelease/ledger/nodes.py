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
    ends = _rounded(np.concatenate([edges.start, edges.end]))
    ends = ends[np.lexsort((ends[:, 1], ends[:, 0]))]
    corner = ends[np.append(True, (ends[1:] != ends[:-1]).any(axis=1))] if len(ends) else ends
    done: list[Edges] = []
    unit = 1
    while len(edges.start):
        whole = edges._replace(start=_rounded(edges.start), end=_rounded(edges.end))
        through, at = _entered(edges, whole, corner, unit)
        settled = (whole.start == edges.start).all(axis=1) & (whole.end == edges.end).all(axis=1)
        bent = np.zeros(len(settled), bool)
        bent[through] = True
        done.append(whole.of(settled & ~bent))
        edges = _joined(whole.of(~settled & ~bent), _led(edges, whole, through, corner[at]))
        edges = edges.of((edges.start != edges.end).any(axis=1))
        unit = HALF_NM
    return _joined(*done) if done else edges


def _joined(*parts: Edges) -> Edges:
    return Edges(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _rounded(nm: Ints) -> Ints:
    rounded: Ints = (nm + HALF_NM) // NM_PER_UNIT * NM_PER_UNIT
    return rounded


def _entered(edges: Edges, whole: Edges, corner: Ints, unit: int) -> tuple[Ints, Ints]:
    """List the edges that enter the cell of a corner which is no end of theirs, and the corners."""
    lines = (*corner.T, *edges.start.T, *edges.end.T, *whole.start.T, *whole.end.T)
    columns = tuple(np.ascontiguousarray(part // unit) for part in lines)  # on the grid half a cell is the unit
    half = np.array([HALF_NM // unit])
    count = np.zeros(len(edges.start), np.int64)
    ENTRIES(len(count), columns, half, count, count[:0])
    found = np.zeros(count.sum(), np.int64)
    if len(found):
        ENTRIES(len(count), columns, half, np.zeros_like(count), found)
    return np.repeat(np.arange(len(count)), count), found


def _led(edges: Edges, whole: Edges, through: Ints, corner: Ints) -> Edges:
    """Divide the edges that enter cells at the corners of these, in the order in which they lie along the edge."""
    begin, span = edges.start[through], edges.end[through] - edges.start[through]
    along = ((corner - begin).astype(float) * span).sum(axis=1)
    order = np.lexsort((corner[:, 1], corner[:, 0], along, through))
    bent = np.unique(through)
    owner = np.concatenate([bent, through[order]])
    place = np.argsort(owner, kind="stable")
    owner = owner[place]
    start = np.concatenate([whole.start[bent], corner[order]])[place]
    last = np.append(owner[1:] != owner[:-1], True)[: len(owner)]
    end = np.where(last[:, None], whole.end[owner], np.roll(start, -1, axis=0))
    return Edges(start, end, edges.left[owner], edges.right[owner])


def entries(columns: Any, half: Any, count: Any, found: Any) -> None:
    """
    Find the corners whose cells each edge enters: the loop behind `on_grid`.

    An edge that only touches the outside of a cell does not enter it. On the grid, in units of half a cell, this is
    exact for edges up to four kilometres.

    Parameters
    ----------
    columns
        Ten: x and y of the corners, ordered by both; of the edges' starts; of their ends; and of starts and ends on the
        grid, which are no entries.
    half
        One number: half the side of a cell.
    count
        How many cells each edge enters; added to.
    found
        The corners, edge after edge; set, or empty where they are only counted.

    Examples
    --------
    Used through `on_grid`.
    """
    x, y, ax, ay, bx, by, cx, cy, ex, ey = columns
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
            own = (x[at] == cx[e] and y[at] == cy[e]) or (x[at] == ex[e] and y[at] == ey[e])
            near = bottom < y[at] < top and not own
            if near and abs(float(x[at] - ax[e]) * dy - float(y[at] - ay[e]) * dx) < most:
                if len(found):
                    found[written] = at
                written += 1
                count[e] += 1
            at += 1


ENTRIES = Loop(entries, writes=2)
