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
from landrelease.geometry.order import ascending, before
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
    return led_to_grid(np.concatenate([edges.start, edges.end], axis=1), edges.left, edges.right)


def led_to_grid(ends: Ints, left: Ints, right: Ints) -> Led:
    """
    Lead edges as `on_grid` does, where both their ends stand in one row.

    Parameters
    ----------
    ends
        Where each begins and ends, shape (p, 4), nanometres.
    left, right
        Labels.

    Returns
    -------
    Led
        As in `on_grid`.
    """
    count = len(ends)
    room = 2 * count + 16
    while True:
        corner, out = np.empty((2, 2 * count), np.int64), np.empty((4, room), np.int64)
        scratch = tuple(np.empty((6, 2 * count), np.int64)), np.empty(2 * count), np.empty(2 * room, np.int64)
        corners, written = LEAD(count, ends.ravel(), left, right, scratch, *corner, *out)
        if written >= 0:
            return Led(corner[:, :corners].T, *out[:, :written])
        room *= 2


def lead(
    lines: Any, left: Any, right: Any, scratch: Any,
    at_x: Any, at_y: Any, begin: Any, end: Any, on_left: Any, on_right: Any,
) -> tuple[int, int]:  # fmt: skip
    """
    Lead each edge through the corners whose cells it enters, until it enters none: the loop behind `on_grid`.

    Parameters
    ----------
    lines
        Four numbers an edge: x and y of its start, and of its end, nanometres.
    left, right
        Labels.
    scratch
        Six columns with two places for each edge, one more for how far along it corners lie, and room for parts that
        are still to do.
    at_x, at_y
        Corners, grid units, ordered by both; set.
    begin, end, on_left, on_right
        Corners at both ends, and labels, of each part; set.

    Returns
    -------
    tuple of int
        How many corners there are, and how many parts; -1 parts where the room is used up.

    Examples
    --------
    Used through `on_grid`.
    """
    (hits, number, near_x, near_y, order, room), along, todo = scratch
    corners = meet(lines, near_x, near_y, order, room, at_x, at_y, number)
    x, y = at_x[:corners], at_y[:corners]
    written = 0
    for e in range(len(left)):
        ax, ay, bx, by = lines[4 * e], lines[4 * e + 1], lines[4 * e + 2], lines[4 * e + 3]
        first, last = number[2 * e], number[2 * e + 1]
        count = entered(x, y, NM_PER_UNIT, ax, ay, bx, by, first, last, hits)
        put_along(x, y, ax, ay, bx, by, hits, along, count)
        depth = push(first, last, hits, count, todo, 0)
        whole = count == 0 and x[first] * NM_PER_UNIT == ax and y[first] * NM_PER_UNIT == ay
        whole = whole and x[last] * NM_PER_UNIT == bx and y[last] * NM_PER_UNIT == by
        while depth > 0:
            depth -= 1
            a, b = todo[2 * depth], todo[2 * depth + 1]
            count = 0
            if not whole:  # on the grid half a cell is the unit, and this is exact for edges up to four kilometres
                count = entered(x, y, 2, 2 * x[a], 2 * y[a], 2 * x[b], 2 * y[b], a, b, hits)
            if count == 0:
                if written == len(begin):
                    return corners, -1
                begin[written], end[written] = a, b
                on_left[written], on_right[written] = left[e], right[e]
                written += 1
                continue
            if 2 * (depth + count + 1) > len(todo):
                return corners, -1
            ends = (x[a] * NM_PER_UNIT, y[a] * NM_PER_UNIT, x[b] * NM_PER_UNIT, y[b] * NM_PER_UNIT)
            put_along(x, y, ends[0], ends[1], ends[2], ends[3], hits, along, count)
            depth = push(a, b, hits, count, todo, depth)
    return corners, written


def meet(lines: Any, near_x: Any, near_y: Any, order: Any, room: Any, at_x: Any, at_y: Any, number: Any) -> int:
    """
    Round the ends of edges to the grid, and number the corners where they lie.

    Parameters
    ----------
    lines
        As in `lead`.
    near_x, near_y, order, room
        Scratch, a place for each end.
    at_x, at_y
        Corners, grid units, each once, ordered by both; set.
    number
        Corner of each end; set.

    Returns
    -------
    int
        How many corners there are.

    Examples
    --------
    >>> x, y, number, scratch = [0] * 4, [0] * 4, [0] * 4, [[0] * 4 for _ in range(4)]
    >>> meet([9 * 10**5, 0, 0, 10**5, 0, 10**5 + 7, 0, 0], *scratch, x, y, number), x[:3], y[:3], number
    (3, [0, 0, 9], [0, 1, 0], [2, 1, 1, 0])
    """
    ends = len(lines) // 2
    for n in range(ends):
        near_x[n] = (lines[2 * n] + HALF_NM) // NM_PER_UNIT
        near_y[n] = (lines[2 * n + 1] + HALF_NM) // NM_PER_UNIT
        order[n] = n
    ascending(order, room, ends, near_x, near_y, near_y)
    count = 0
    for n in range(ends):
        mine = order[n]
        if count == 0 or at_x[count - 1] != near_x[mine] or at_y[count - 1] != near_y[mine]:
            at_x[count], at_y[count] = near_x[mine], near_y[mine]
            count += 1
        number[mine] = count - 1
    return count


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


LEAD = Loop(lead, before, ascending, meet, entered, put_along, push, writes=6)
