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


class Led(NamedTuple):
    """
    Edges from corner to corner of the grid.

    Attributes
    ----------
    corner : ndarray of int64, shape (c, 2)
        Corners, grid units, each once, ordered by x, then y.
    first, last : ndarray of int64
        Corner at which each edge begins and ends.
    left, right : ndarray of int64
        Labels.
    """

    corner: Ints
    first: Ints
    last: Ints
    left: Ints
    right: Ints

    @property
    def start(self) -> Ints:
        """Where each edge begins, nanometres."""
        return self.corner[self.first] * NM_PER_UNIT

    @property
    def end(self) -> Ints:
        """Where each edge ends, nanometres."""
        return self.corner[self.last] * NM_PER_UNIT


def on_grid(edges: Edges) -> Led:
    """
    Lead edges through the corners whose grid cells they pass.

    Parameters
    ----------
    edges
        Boundary pieces that meet at their ends only.

    Returns
    -------
    Led
        All corners on the grid; edges without a length are left out.

    Examples
    --------
    >>> edge, spike = [[0, 0], [10**9, 0]], [[5 * 10**8, 40_000], [5 * 10**8, 10**9]]
    >>> ends = np.array([edge, spike])
    >>> one = np.ones(2, np.int64)
    >>> on_grid(Edges(ends[:, 0], ends[:, 1], one, 0 * one)).end.tolist()
    [[500000000, 0], [1000000000, 0], [500000000, 1000000000]]
    """
    count = len(edges.start)
    ends = np.concatenate([edges.start, edges.end])
    corner, number = _corners((ends + HALF_NM) // NM_PER_UNIT)
    x, y = (np.ascontiguousarray(column) for column in corner.T)
    lines = tuple(np.ascontiguousarray(column) for column in (*edges.start.T, *edges.end.T))
    columns = (x, y, lines, number[:count], number[count:], edges.left, edges.right)
    room = 2 * count + 16
    while True:
        out = np.zeros((4, room), np.int64)
        scratch = (np.zeros(len(x), np.int64), np.zeros(len(x)), np.zeros(2 * room, np.int64))
        written = LEAD(count, *columns, scratch, *out)
        if written >= 0:
            return Led(corner, *out[:, :written])
        room *= 2


def _corners(ends: Ints) -> tuple[Ints, Ints]:
    """Each place once, ordered by x, then y, and the number of the place of each end."""
    order = np.lexsort((ends[:, 1], ends[:, 0]))
    placed = ends[order]
    fresh = np.ones(len(ends), bool)
    fresh[1:] = (placed[1:] != placed[:-1]).any(axis=1)
    number = np.empty(len(ends), np.int64)
    number[order] = np.cumsum(fresh) - 1
    return placed[fresh], number


def lead(
    x: Any, y: Any, lines: Any, first: Any, last: Any, left: Any, right: Any, scratch: Any,
    begin: Any, end: Any, on_left: Any, on_right: Any,
) -> int:  # fmt: skip
    """
    Lead each edge through the corners whose cells it enters, until it enters none: the loop behind `on_grid`.

    Parameters
    ----------
    x, y
        Corners, grid units, ordered by both.
    lines
        Four columns: x and y of the edges' starts, and of their ends, nanometres.
    first, last
        Corners nearest to the two ends.
    left, right
        Labels.
    scratch
        Room for the corners that one edge enters, for how far along it they lie, and for parts that are still to do.
    begin, end, on_left, on_right
        Corners at both ends, and labels, of each part; set.

    Returns
    -------
    int
        How many parts there are; -1 where the room is used up.

    Examples
    --------
    Used through `on_grid`.
    """
    hits, along, todo = scratch
    written = 0
    for e in range(len(first)):
        ax, ay, bx, by = lines[0][e], lines[1][e], lines[2][e], lines[3][e]
        count = entered(x, y, NM_PER_UNIT, ax, ay, bx, by, first[e], last[e], hits)
        put_along(x, y, ax, ay, bx, by, hits, along, count)
        depth = push(first[e], last[e], hits, count, todo, 0)
        whole = count == 0 and x[first[e]] * NM_PER_UNIT == ax and y[first[e]] * NM_PER_UNIT == ay
        whole = whole and x[last[e]] * NM_PER_UNIT == bx and y[last[e]] * NM_PER_UNIT == by
        while depth > 0:
            depth -= 1
            a, b = todo[2 * depth], todo[2 * depth + 1]
            count = 0
            if not whole:  # on the grid half a cell is the unit, and this is exact for edges up to four kilometres
                count = entered(x, y, 2, 2 * x[a], 2 * y[a], 2 * x[b], 2 * y[b], a, b, hits)
            if count == 0:
                if written == len(begin):
                    return -1
                begin[written], end[written] = a, b
                on_left[written], on_right[written] = left[e], right[e]
                written += 1
                continue
            if 2 * (depth + count + 1) > len(todo):
                return -1
            ends = (x[a] * NM_PER_UNIT, y[a] * NM_PER_UNIT, x[b] * NM_PER_UNIT, y[b] * NM_PER_UNIT)
            put_along(x, y, ends[0], ends[1], ends[2], ends[3], hits, along, count)
            depth = push(a, b, hits, count, todo, depth)
    return written


def entered(x: Any, y: Any, unit: int, ax: int, ay: int, bx: int, by: int, first: int, last: int, hits: Any) -> int:
    """
    List the corners whose cells an edge enters, its own ends left out.

    An edge that only touches the outside of a cell does not enter it.

    Parameters
    ----------
    x, y
        Corners, grid units, ordered by both.
    unit
        How many of the edge's units make a grid unit.
    ax, ay, bx, by
        The edge.
    first, last
        Corners that are its ends.
    hits
        Room for the corners; set.

    Returns
    -------
    int
        How many there are.

    Examples
    --------
    >>> hits = [0, 0, 0]
    >>> entered([0, 5, 9], [0, 0, 0], 2, 0, 0, 18, 0, 0, 2, hits), hits
    (1, [1, 0, 0])
    """
    reach = unit // 2
    low, high = min(ax, bx) - reach, max(ax, bx) + reach
    bottom, top = min(ay, by) - reach, max(ay, by) + reach
    dx, dy = float(bx - ax), float(by - ay)
    most = reach * (abs(dx) + abs(dy))
    at, end = 0, len(x)
    while at < end:  # the first corner that is not too far left
        middle = (at + end) // 2
        if x[middle] * unit <= low:
            at = middle + 1
        else:
            end = middle
    count = 0
    while at < len(x) and x[at] * unit < high:
        near = bottom < y[at] * unit < top and at not in (first, last)
        if near and abs(float(x[at] * unit - ax) * dy - float(y[at] * unit - ay) * dx) < most:
            hits[count] = at
            count += 1
        at += 1
    return count


def put_along(x: Any, y: Any, ax: int, ay: int, bx: int, by: int, hits: Any, along: Any, count: int) -> None:
    """
    Put corners in the order in which they lie along an edge; those at one height stay as they are.

    Parameters
    ----------
    x, y
        Corners, grid units.
    ax, ay, bx, by
        The edge, nanometres.
    hits
        Some corners, put in order.
    along
        Room for how far along each lies.
    count
        How many there are.

    Examples
    --------
    >>> hits = [0, 1]
    >>> put_along([2, 5], [0, 0], 10**6, 0, 0, 0, hits, [0.0, 0.0], 2); hits
    [1, 0]
    """
    dx, dy = float(bx - ax), float(by - ay)
    for n in range(count):
        corner = hits[n]
        far = float(x[corner] * NM_PER_UNIT - ax) * dx + float(y[corner] * NM_PER_UNIT - ay) * dy
        at = n
        while at > 0 and along[at - 1] > far:
            along[at], hits[at] = along[at - 1], hits[at - 1]
            at -= 1
        along[at], hits[at] = far, corner


def push(first: int, last: int, hits: Any, count: int, todo: Any, depth: int) -> int:
    """
    Divide an edge at some corners; its first part is put on top, parts without a length nowhere.

    Parameters
    ----------
    first, last
        Corners that are its ends.
    hits, count
        Corners along it, and how many there are.
    todo
        Pairs of corners, set from `depth` on.
    depth
        How many pairs there are already.

    Returns
    -------
    int
        How many pairs there are now.

    Examples
    --------
    >>> todo = [0] * 4
    >>> push(3, 8, [5], 1, todo, 0), todo
    (2, [5, 8, 3, 5])
    """
    end = last
    for n in range(count, -1, -1):
        begin = hits[n - 1] if n > 0 else first
        if begin != end:
            todo[2 * depth], todo[2 * depth + 1] = begin, end
            depth += 1
        end = begin
    return depth


LEAD = Loop(lead, entered, put_along, push, writes=4)
