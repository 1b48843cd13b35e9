"""The exact arrangement of overlapping shapes: their edges cut at every crossing, and who lies on either side.

Shapes are integer rings on the 0.1 mm grid, interior on the left, in an order that means something to the caller. Every
edge is cut where another shape's boundary meets it. A cut is the exact rational crossing of the two original edges,
rounded once to the nanometre, so that it is one and the same point whichever edge is looked at, and does not depend on
what else is there. Which shapes cover a piece on its left and right is decided by exact integer signs, also where edges
coincide or pass through a vertex.

How the sides are found: for the directed line through an edge, a shape's boundary crosses the line moved a hair to the
left wherever one end of a boundary edge is strictly left and the other is not; likewise for the right. Counting the
crossings ahead of a point tells whether that side of the point is inside, without any tolerance.

The one function `pieces` is written once: it runs as it stands for small inputs, and compiled for large ones.
"""

import math
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.geometry.compiled import Loop
from landrelease.geometry.neighbours import Neighbours
from landrelease.geometry.rings import Rings

Ints = npt.NDArray[np.int64]

NM_PER_UNIT = 100_000
WIDEST_UNITS = 2**30
"""Neighbours further apart than this (107 km) overflow 64-bit products and take the uncompiled, unbounded path."""


class Pieces(NamedTuple):
    """
    Boundary pieces of an arrangement, each once, with the shapes that cover either side.

    Attributes
    ----------
    ends : ndarray of int64, shape (p, 4)
        Where each piece begins and ends, x and y each, nanometres in the plane.
    left : ndarray of int64
        Shapes covering the left of each piece, ascending, one piece after the other.
    left_start : ndarray of int64, shape (p + 1,)
        Where each piece's part of `left` begins.
    right : ndarray of int64
        Shapes covering the right.
    right_start : ndarray of int64, shape (p + 1,)
        Where each piece's part of `right` begins.
    """

    ends: Ints
    left: Ints
    left_start: Ints
    right: Ints
    right_start: Ints

    @property
    def start(self) -> Ints:
        """Where each piece begins."""
        return self.ends[:, :2]

    @property
    def end(self) -> Ints:
        """Where each piece ends."""
        return self.ends[:, 2:]


def boxes_of(rings: Rings) -> Ints:
    """
    Compute the bounding box of each shape.

    Parameters
    ----------
    rings
        Shapes, none of them without a ring.

    Returns
    -------
    ndarray of int64, shape (k, 4)
        Least x, least y, greatest x, greatest y in grid units.

    Examples
    --------
    >>> xy = np.array([[0, 0], [4, 0], [4, 3], [0, 0]])
    >>> boxes_of(Rings(xy, np.array([0, 4]), np.array([0, 1]))).tolist()
    [[0, 0, 4, 3]]
    """
    box = np.empty((len(rings.owner_start) - 1, 4), np.int64)
    BOUNDS(len(rings.xy), rings.xy.ravel(), rings.ring_start, rings.owner_start, box.reshape(-1))
    return box


def bounds(xy: Any, ring_start: Any, owner_start: Any, box: Any) -> None:
    """
    Bound each shape: the loop behind `boxes_of`.

    Parameters
    ----------
    xy
        Vertices, x and y in turn.
    ring_start, owner_start
        As in `Rings`.
    box
        Four numbers a shape; set.

    Examples
    --------
    >>> box = [0] * 4
    >>> bounds([0, 0, 4, 0, 4, 3, 0, 0], [0, 4], [0, 1], box); box
    [0, 0, 4, 3]
    """
    for k in range(len(owner_start) - 1):
        first = ring_start[owner_start[k]]
        x0, y0 = xy[2 * first], xy[2 * first + 1]
        x1, y1 = x0, y0
        for v in range(first, ring_start[owner_start[k + 1]]):
            x, y = xy[2 * v], xy[2 * v + 1]
            x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
        box[4 * k], box[4 * k + 1], box[4 * k + 2], box[4 * k + 3] = x0, y0, x1, y1


def arrange(rings: Rings, near: Neighbours, todo: Ints) -> Pieces:
    """
    Cut the edges of some shapes at all crossings with their neighbours.

    Parameters
    ----------
    rings
        All shapes; those in `todo` and their neighbours are read.
    near
        Neighbours of each shape.
    todo
        Shapes whose edges are cut.

    Returns
    -------
    Pieces
        Each piece once: where edges coincide it belongs to the shape that comes first.

    Examples
    --------
    Two unit squares that share half an edge; the shared piece is given once.

    >>> from landrelease.geometry.neighbours import neighbours
    >>> from landrelease.geometry.rings import Rings
    >>> xy = np.array([[0, 0], [2, 0], [2, 2], [0, 2], [0, 0], [2, 1], [4, 1], [4, 3], [2, 3], [2, 1]])
    >>> rings = Rings(xy, np.array([0, 5, 10]), np.array([0, 1, 2]))
    >>> cut = arrange(rings, neighbours(boxes_of(rings)), np.array([0, 1]))
    >>> len(cut.start), int((np.diff(cut.left_start) + np.diff(cut.right_start) == 2).sum())
    (9, 1)
    """
    box = np.ascontiguousarray(boxes_of(rings).T)
    offsets = (rings.ring_start, rings.owner_start)
    columns = (*np.ascontiguousarray(rings.xy.T), *offsets, *box, *near)
    degree, busiest, widest = ROOM(len(near.other), *offsets, box, *near)
    scratch = (*np.empty((2, degree), np.int64), *np.empty((4, busiest), np.int64))
    found: list[Pieces] = []
    room = _room(rings, len(todo))
    cut = PIECES.in_lists if widest >= WIDEST_UNITS else partial(PIECES, room // 3)
    while len(todo) or not found:
        buffers = [np.empty(size, np.int64) for size in (4 * room, 4 * room, room + 1, 4 * room, room + 1)]
        finished, made = cut(*columns, todo, *scratch, *buffers)
        found.append(_trimmed(buffers, made))
        todo = todo[finished:]
        room = 2 * room if finished == 0 else room
    return found[0] if len(found) == 1 else _joined(found)


def _room(rings: Rings, todo: int) -> int:
    """Room for the pieces of so many shapes, as a rule."""
    return 3 * len(rings.xy) * todo // max(len(rings.owner_start) - 1, 1) + 64


def _trimmed(buffers: list[Ints], made: int) -> Pieces:
    """Cut the buffers down to what was written."""
    ends, left, left_start, right, right_start = buffers
    left_start, right_start = left_start[: made + 1], right_start[: made + 1]
    ends = ends[: 4 * made].reshape(-1, 4)
    return Pieces(ends, left[: left_start[made]], left_start, right[: right_start[made]], right_start)


def _joined(found: list[Pieces]) -> Pieces:
    """Put the parts of one arrangement together."""
    lefts = np.cumsum([0] + [len(part.left) for part in found])
    rights = np.cumsum([0] + [len(part.right) for part in found])
    return Pieces(
        np.concatenate([part.ends for part in found]),
        np.concatenate([part.left for part in found]),
        np.concatenate([[0], *(part.left_start[1:] + base for part, base in zip(found, lefts[:-1], strict=True))]),
        np.concatenate([part.right for part in found]),
        np.concatenate([[0], *(part.right_start[1:] + base for part, base in zip(found, rights[:-1], strict=True))]),
    )


def room_for(ring_start: Any, owner_start: Any, box: Any, near_start: Any, near: Any) -> tuple[int, int, int]:
    """
    Tell how much room cutting takes.

    Parameters
    ----------
    ring_start, owner_start
        As in `Rings`.
    box
        Four columns: least x, least y, greatest x, greatest y of each shape.
    near_start, near
        Neighbours.

    Returns
    -------
    tuple of int
        Most neighbours of one shape, most vertices of all neighbours of one, greatest side of the box around any two.

    Examples
    --------
    >>> room_for([0, 5, 10], [0, 1, 2], [[0, 2], [0, 0], [3, 4], [1, 1]], [0, 1, 2], [1, 0])
    (1, 5, 4)
    """
    degree, busiest, widest = 0, 0, 0
    for k in range(len(near_start) - 1):
        vertices = 0
        for n in range(near_start[k], near_start[k + 1]):
            other = near[n]
            vertices += ring_start[owner_start[other + 1]] - ring_start[owner_start[other]]
            for side in range(2):
                low, high = min(box[side][k], box[side][other]), max(box[side + 2][k], box[side + 2][other])
                widest = max(widest, high - low)
        degree, busiest = max(degree, near_start[k + 1] - near_start[k]), max(busiest, vertices)
    return int(degree), int(busiest), int(widest)


def _compare(n1: int, d1: int, n2: int, d2: int) -> int:
    """Sign of n1/d1 - n2/d2 for 0 <= n < d, exact, by Euclid's steps: nothing grows."""
    a, b = n1 / d1, n2 / d2
    if a < b - 1e-12:
        return -1
    if a > b + 1e-12:
        return 1
    sign = 1
    while True:
        q1, q2 = n1 // d1, n2 // d2
        if q1 != q2:
            return sign if q1 > q2 else -sign
        r1, r2 = n1 - q1 * d1, n2 - q2 * d2
        if r1 == 0 or r2 == 0:
            if r1 == r2:
                return 0
            return sign if r2 == 0 else -sign
        n1, d1, n2, d2 = d1, r1, d2, r2
        sign = -sign


def _round_at(origin: int, along: int, n: int, d: int) -> int:
    """Nearest nanometre (half up) of origin + along * n / d, all in grid units, exact."""
    whole = along * 100_000
    nearest = math.floor(whole * (n / d) + 0.5)
    rest = n * whole - nearest * d
    while 2 * rest >= d:
        nearest += 1
        rest -= d
    while 2 * rest < -d:
        nearest -= 1
        rest += d
    return origin * 100_000 + nearest


def _sort_cuts(num: Any, den: Any, who: Any, side: Any, count: int) -> None:
    """Sort the first `count` cuts along the edge, by insertion."""
    for i in range(1, count):
        j = i
        while j > 0 and _compare(num[j - 1], den[j - 1], num[j], den[j]) > 0:
            num[j - 1], num[j] = num[j], num[j - 1]
            den[j - 1], den[j] = den[j], den[j - 1]
            who[j - 1], who[j] = who[j], who[j - 1]
            side[j - 1], side[j] = side[j], side[j - 1]
            j -= 1


def _emit(me: int, near: Any, count: int, inside: Any, out: Any, at: int, bit: int) -> int:  # noqa: PLR0913, PLR0917
    """Write the shapes that cover one side from `at` on, ascending; `me` covers the left of its own edges."""
    mine = bit == 1
    for n in range(count):
        if mine and near[n] > me:
            out[at] = me
            at += 1
            mine = False
        if inside[n] & bit:
            out[at] = near[n]
            at += 1
    if mine:
        out[at] = me
        at += 1
    return at


def pieces(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917 - one loop nest that is compiled as a whole
    x: Any, y: Any, ring_start: Any, owner_start: Any, x0: Any, y0: Any, x1: Any, y1: Any,
    near_start: Any, near: Any, todo: Any,
    who: Any, inside: Any, num: Any, den: Any, cut: Any, side: Any,
    ends: Any, left: Any, left_start: Any, right: Any, right_start: Any,
) -> Any:  # fmt: skip
    """
    Cut edges: the loop behind `arrange`, on columns that are all lists or all int64 arrays.

    Parameters
    ----------
    x, y
        Vertices in grid units.
    ring_start, owner_start
        Offsets as in `Rings`.
    x0, y0, x1, y1
        Bounding boxes.
    near_start, near
        Neighbours.
    todo
        Shapes whose edges are cut.
    who, inside
        Scratch, one place per neighbour of the busiest shape.
    num, den, cut, side
        Scratch, one place per boundary edge of all neighbours of the busiest shape.

    ends, left, left_start, right, right_start
        Room for the result: four numbers a piece, and the shapes on either side with their offsets.

    Returns
    -------
    tuple of int
        How many of `todo` are done, and how many pieces that makes; fewer than all where the room is used up.
    """
    full = len(left)
    room = len(left_start) - 1
    left_start[0], right_start[0] = 0, 0
    done = 0
    lefts = 0
    rights = 0
    for finished in range(len(todo)):
        me = todo[finished]
        before = done
        for ring in range(owner_start[me], owner_start[me + 1]):
            for v in range(ring_start[ring], ring_start[ring + 1] - 1):
                px, py, qx, qy = x[v], y[v], x[v + 1], y[v + 1]
                dx, dy = qx - px, qy - py
                low_x, high_x, low_y, high_y = min(px, qx), max(px, qx), min(py, qy), max(py, qy)
                met = 0
                count = 0
                # STEP 1: who meets this edge's box, where do they cross its line, and on which side
                for n in range(near_start[me], near_start[me + 1]):
                    k = near[n]
                    if x0[k] > high_x or x1[k] < low_x or y0[k] > high_y or y1[k] < low_y:
                        continue
                    ahead = 0
                    for other in range(owner_start[k], owner_start[k + 1]):
                        w = ring_start[other]
                        a = dx * (y[w] - py) - dy * (x[w] - px)
                        for w in range(ring_start[other], ring_start[other + 1] - 1):
                            b = dx * (y[w + 1] - py) - dy * (x[w + 1] - px)
                            if (a > 0 and b > 0) or (a < 0 and b < 0):
                                a = b
                                continue
                            flags = (1 if (a > 0) != (b > 0) else 0) + (2 if (a < 0) != (b < 0) else 0)
                            if flags:
                                d = b - a
                                t = (x[w] - px) * (y[w + 1] - y[w]) - (y[w] - py) * (x[w + 1] - x[w])
                                if d < 0:
                                    d, t = -d, -t
                                if t > 0:
                                    ahead ^= flags
                                    if t < d:
                                        num[count] = t
                                        den[count] = d
                                        cut[count] = met
                                        side[count] = flags
                                        count += 1
                            a = b
                    who[met] = k
                    inside[met] = ahead
                    met += 1
                # STEP 2: walk along the edge from cut to cut
                _sort_cuts(num, den, cut, side, count)
                ax, ay = px * 100_000, py * 100_000
                at = 0
                while at <= count:
                    if at < count:
                        bx = _round_at(px, dx, num[at], den[at])
                        by = _round_at(py, dy, num[at], den[at])
                    else:
                        bx, by = qx * 100_000, qy * 100_000
                    shared = ax == bx and ay == by
                    for n in range(met):
                        if who[n] < me and (inside[n] == 1 or inside[n] == 2):
                            shared = True
                    if not shared:
                        if done == room or lefts + met >= full or rights + met >= full:
                            return finished, before
                        ends[4 * done] = ax
                        ends[4 * done + 1] = ay
                        ends[4 * done + 2] = bx
                        ends[4 * done + 3] = by
                        lefts = _emit(me, who, met, inside, left, lefts, 1)
                        rights = _emit(-1, who, met, inside, right, rights, 2)
                        done += 1
                        left_start[done] = lefts
                        right_start[done] = rights
                    if at < count:
                        inside[cut[at]] ^= side[at]
                        while at + 1 < count and _compare(num[at], den[at], num[at + 1], den[at + 1]) == 0:
                            at += 1
                            inside[cut[at]] ^= side[at]
                    ax, ay = bx, by
                    at += 1
    return len(todo), done


BOUNDS = Loop(bounds, writes=1)
ROOM = Loop(room_for, writes=0)
PIECES = Loop(pieces, _compare, _round_at, _sort_cuts, _emit, writes=5)
