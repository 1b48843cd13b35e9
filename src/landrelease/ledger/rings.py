"""Rings out of boundary pieces: what bounds each label, head to tail, shells and the holes in them."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from landrelease.geometry.overlay import Pieces
from landrelease.geometry.ragged import numbered
from landrelease.ledger.loops import TRACE

Ints = npt.NDArray[np.int64]
_NM2_PER_M2 = 1e18


class Loops(NamedTuple):
    """
    Closed rings around labelled land, nanometres.

    Attributes
    ----------
    xy : ndarray of int64, shape (v, 2)
        Vertices, ring by ring, first repeated last.
    ring_index : ndarray of int64
        Ring of each vertex.
    shell : ndarray of int64
        Rings that bound land from outside, one per parcel.
    label : ndarray of int64
        Label of each shell.
    hole, hole_of : ndarray of int64
        Rings that are holes, and the position of each one's shell in `shell`.
    area_m2 : ndarray of float64
        Area of each shell less its holes.
    """

    xy: Ints
    ring_index: Ints
    shell: Ints
    label: Ints
    hole: Ints
    hole_of: Ints
    area_m2: npt.NDArray[np.float64]

    def outlines(self) -> Iterator[bytes]:
        """
        Give the bytes of each shell's vertices, which name it.

        Yields
        ------
        bytes
            Little-endian 64-bit integers, shell after shell.
        """
        ends = np.searchsorted(self.ring_index, np.arange(self.ring_index.max(initial=-1) + 2))
        for ring in self.shell.tolist():
            yield self.xy[ends[ring] : ends[ring + 1]].astype("<i8").tobytes()


def loops_of(pieces: Pieces, left: Ints, right: Ints) -> Loops:
    """
    Build the rings around every label.

    Parameters
    ----------
    pieces
        Boundary pieces.
    left, right
        Label on either side of each piece, 0 for land that is not drawn.

    Returns
    -------
    Loops
        Rings begin at their least vertex (x, then y), so that the same land gives the same bytes.

    Examples
    --------
    >>> none = np.zeros(0, np.int64)
    >>> empty = np.zeros((0, 2), np.int64)
    >>> len(loops_of(Pieces(empty, empty, none, none, none, none), none, none).shell)
    0
    """
    differ = left != right
    keep_left, keep_right = differ & (left > 0), differ & (right > 0)
    start = np.concatenate([pieces.start[keep_left], pieces.end[keep_right]])
    end = np.concatenate([pieces.end[keep_left], pieces.start[keep_right]])
    label = np.concatenate([left[keep_left], right[keep_right]])
    follow = _followers(start, end, label)
    ring_of = np.full(len(follow), -1, np.int64)
    order = np.zeros(len(follow), np.int64)
    TRACE(len(follow) // 8, follow, ring_of, order)
    return _closed(*_wide(*_simple(start, ring_of[order], order)), label)


def _followers(start: Ints, end: Ints, label: Ints) -> Ints:
    """For each edge the next one around its label."""
    node = numbered(np.concatenate([start, end]))
    count, many = len(start), int(node.max(initial=0)) + 1
    leaving, arriving = label * many + node[:count], label * many + node[count:]
    order = np.argsort(leaving, kind="stable")
    keys = leaving[order]
    low, high = np.searchsorted(keys, arriving, "left"), np.searchsorted(keys, arriving, "right")
    follow = order[np.minimum(low, max(count - 1, 0))] if count else order
    busy = np.flatnonzero(high - low > 1)
    busy = busy[np.argsort(low[busy], kind="stable")]
    for edges in np.split(busy, np.flatnonzero(np.diff(low[busy])) + 1) if len(busy) else []:
        leave = order[low[edges[0]] : high[edges[0]]]
        for arrival, departure in _corners(start, end, edges.tolist(), leave.tolist()):
            follow[arrival] = departure
    return follow.astype(np.int64)


def _corners(start: Ints, end: Ints, arrive: list[int], leave: list[int]) -> Iterator[tuple[int, int]]:
    """
    Pair the edges of one label that arrive at a node with those that leave it there.

    Clockwise from an edge that arrives, its corner of land ends at the next edge that leaves. Where an edge leaves the
    way that another came, both bound a corner without width, or the ends of two corners: whichever leaves no edge over.
    """
    back, out = (start[arrive] - end[arrive]).astype(float), (end[leave] - start[leave]).astype(float)
    rays: dict[float, tuple[list[int], list[int]]] = {}
    for side, edges, way in ((0, arrive, back), (1, leave, out)):
        for edge, angle in zip(edges, np.arctan2(way[:, 1], way[:, 0]).tolist(), strict=True):
            rays.setdefault(-angle, ([], []))[side].append(edge)
    circle = [rays[angle] for angle in sorted(rays)]
    first = max(range(len(circle)), key=lambda n: len(circle[n][0]) - len(circle[n][1]))
    waiting: list[int] = []
    over: list[int] = []
    for arrived, left in circle[first:] + circle[:first]:
        while arrived or left:
            if left and waiting:
                yield waiting.pop(), left.pop()
            elif arrived:
                waiting.append(arrived.pop())
            else:
                over.append(left.pop())
    yield from zip(waiting, over, strict=True)


def _simple(start: Ints, ring: Ints, order: Ints) -> tuple[Ints, Ints, Ints]:
    """Split rings that pass a node twice, so that each touches itself nowhere; returns vertices, ring and edge."""
    xy = start[order]
    if not len(xy):
        return xy, ring, order
    place = ring * (len(xy) + 1) + numbered(xy)
    _, first, counts = np.unique(place, return_index=True, return_counts=True)
    twice = np.unique(ring[first[counts > 1]])
    if not len(twice):
        return xy, ring, order
    ring = ring.copy()
    following = int(ring.max()) + 1
    bounds = np.searchsorted(ring, np.stack([twice, twice + 1]))
    for low, high in bounds.T.tolist():
        following = _split(xy, ring, low, high, following)
    again = np.argsort(ring, kind="stable")
    _, ring = np.unique(ring[again], return_inverse=True)
    return xy[again], ring.ravel().astype(np.int64), order[again]


def _wide(xy: Ints, ring: Ints, order: Ints) -> tuple[Ints, Ints, Ints]:
    """Leave out rings of two edges: land whose sides were rounded to one line."""
    kept = np.bincount(ring, minlength=1)[ring] > 2  # noqa: PLR2004 - no land has fewer than three sides
    if not kept.all():
        xy, order = xy[kept], order[kept]
        ring = np.unique(ring[kept], return_inverse=True)[1].ravel().astype(np.int64)
    return xy, ring, order


def _split(xy: Ints, ring: Ints, low: int, high: int, following: int) -> int:
    """Give a number of its own to every loop that closes at a node met before."""
    path: list[int] = []
    seen: dict[tuple[int, int], int] = {}
    for at in range(low, high):
        point = (int(xy[at, 0]), int(xy[at, 1]))
        if point in seen:
            loop = path[seen[point] :]
            del path[seen[point] :]
            for inside in loop:
                ring[inside] = following
                seen.pop((int(xy[inside, 0]), int(xy[inside, 1])), None)
            following += 1
        seen[point] = len(path)
        path.append(at)
    return following


def _closed(xy: Ints, ring: Ints, order: Ints, label: Ints) -> Loops:
    """Start each ring at its least vertex, close it, and tell shells from holes."""
    count = int(ring.max(initial=-1)) + 1
    begin = np.searchsorted(ring, np.arange(count + 1))
    length = np.diff(begin)
    least = np.lexsort((xy[:, 1], xy[:, 0], ring))[begin[:-1]] if count else begin[:-1]
    shift = np.repeat(least - begin[:-1], length)
    place = np.arange(len(xy)) - begin[ring] if count else ring
    turned = xy[begin[ring] + (place + shift) % length[ring]] if count else xy
    closing = np.insert(turned, begin[1:], turned[begin[:-1]], axis=0) if count else turned
    index = np.repeat(np.arange(count), length + 1)
    area = _areas(closing, index, count)
    shell, hole = np.flatnonzero(area > 0), np.flatnonzero(area < 0)
    of_ring = label[order[begin[:-1]]] if count else ring
    rank = np.lexsort((_column(closing, index, shell, 1), _column(closing, index, shell, 0), of_ring[shell]))
    shell = shell[rank]
    hole_of = _shells_of(closing, index, shell, hole, of_ring)
    total = area[shell]
    np.add.at(total, hole_of, area[hole])
    return Loops(closing, index, shell, of_ring[shell], hole, hole_of, np.round(total, 6))


def _column(xy: Ints, index: Ints, rings: Ints, axis: int) -> Ints:
    values: Ints = xy[np.searchsorted(index, rings), axis]
    return values


def _areas(xy: Ints, index: Ints, count: int) -> npt.NDArray[np.float64]:
    """Signed area of each closed ring in square metres, about its own first vertex."""
    if not count:
        return np.zeros(0)
    local = (xy - xy[np.searchsorted(index, index)]).astype(np.float64)
    same = index[1:] == index[:-1]
    cross = (local[:-1, 0] * local[1:, 1] - local[1:, 0] * local[:-1, 1])[same]
    total: npt.NDArray[np.float64] = np.bincount(index[1:][same], cross, minlength=count) / (2 * _NM2_PER_M2)
    return total


def _shells_of(xy: Ints, index: Ints, shell: Ints, hole: Ints, label: Ints) -> Ints:
    """Find for each hole the smallest shell of its label around it."""
    if not len(hole):
        return np.zeros(0, np.int64)
    low, high = np.searchsorted(label[shell], label[hole], "left"), np.searchsorted(label[shell], label[hole], "right")
    found = low.copy()
    for n in np.flatnonzero(high - low > 1):
        choices = np.arange(low[n], high[n])
        outlines = [shapely.Polygon(_ring(xy, index, shell[c])) for c in choices]
        empty = shapely.Polygon(_ring(xy, index, hole[n]))
        inside = empty.representative_point()
        larger = [(p.area, c) for p, c in zip(outlines, choices, strict=True) if p.area > empty.area]  # no island in it
        around = [(area, c) for area, c in larger if outlines[c - low[n]].contains(inside)]
        found[n] = min(around)[1] if around else choices[0]
    return found


def _ring(xy: Ints, index: Ints, ring: int) -> Ints:
    begin, end = np.searchsorted(index, [ring, ring + 1])
    return xy[begin:end]
