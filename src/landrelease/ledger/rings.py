"""Rings out of boundary pieces: what bounds each label, head to tail, shells and the holes in them."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.geometry.overlay import NM_PER_UNIT, WIDEST_UNITS, Pieces
from landrelease.geometry.ragged import starts, within
from landrelease.geometry.rings import Rings
from landrelease.ledger.closing import CLOSE
from landrelease.ledger.nodes import Edges, Led, on_grid

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_NM2_PER_M2 = 1e18


class Loops(NamedTuple):
    """
    Closed rings around labelled land.

    Attributes
    ----------
    xy : ndarray of int64, shape (v, 2)
        Vertices, grid units, ring by ring, first repeated last.
    start : ndarray of int64
        First vertex of each ring, with the number of vertices at the end.
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
    start: Ints
    shell: Ints
    label: Ints
    hole: Ints
    hole_of: Ints
    area_m2: Floats

    def outlines(self) -> list[bytes]:
        """
        Give the bytes of each shell's vertices, which name it.

        Returns
        -------
        list of bytes
            Nanometres as little-endian 64-bit integers, one item per shell.
        """
        data = (self.xy * NM_PER_UNIT).astype("<i8").tobytes()
        cuts = list(pairwise((16 * self.start).tolist()))
        return [data[begin:end] for begin, end in (cuts[ring] for ring in self.shell.tolist())]

    def polygons(self, order: Ints) -> Rings:
        """
        Give the polygons of shells.

        Parameters
        ----------
        order
            Which shells, by position.

        Returns
        -------
        Rings
            One polygon per shell: the shell, then its holes.
        """
        counts = np.bincount(self.hole_of, minlength=len(self.shell))
        holes = self.hole[np.argsort(self.hole_of, kind="stable")]
        ring = (
            np.insert(self.shell, np.repeat(np.arange(1, len(counts) + 1), counts), holes) if len(holes) else self.shell
        )
        lengths = (1 + counts)[order]
        ring = ring[np.repeat(starts(1 + counts)[:-1][order], lengths) + within(lengths)]
        vertices = np.diff(self.start)[ring]
        xy = self.xy[np.repeat(self.start[ring], vertices) + within(vertices)]
        return Rings(xy, starts(vertices), starts(lengths))


def loops_of(pieces: Pieces, left: Ints, right: Ints, wanted: npt.NDArray[np.bool_]) -> Loops:
    """
    Build the rings around every label.

    Parameters
    ----------
    pieces
        Boundary pieces.
    left, right
        Label on either side of each piece, 0 for land without any.
    wanted
        Whether the rings of each label are wanted; the first is False.

    Returns
    -------
    Loops
        Rings begin at their least vertex (x, then y), so that the same land gives the same bytes; shells are ordered
        by label and least vertex, so are the holes of each.

    Examples
    --------
    >>> none = np.zeros(0, np.int64)
    >>> empty = np.zeros((0, 2), np.int64)
    >>> len(loops_of(Pieces(empty, empty, none, none, none, none), none, none, np.zeros(1, bool)).shell)
    0
    """
    at = np.flatnonzero(left != right)
    led = on_grid(Edges(pieces.start[at], pieces.end[at], left[at], right[at]))
    if not wanted[1:].all():  # their corners lead edges all the same
        led = led._replace(
            left=np.where(wanted[led.left], led.left, 0), right=np.where(wanted[led.right], led.right, 0)
        )
    vertex, start, label, twice = _closed(led)
    shell, hole = np.flatnonzero(twice > 0), np.flatnonzero(twice < 0)
    first, second = vertex[start[:-1]], vertex[start[:-1] + 1]
    shell = shell[np.lexsort((first[shell], label[shell]))]
    hole = hole[np.lexsort((second[hole], first[hole], label[hole]))]
    xy = led.corner[vertex]
    hole_of = _shells_of(xy, start, shell, hole, label)
    area = twice / (2 * _NM2_PER_M2)
    total = area[shell]
    np.add.at(total, hole_of, area[hole])
    return Loops(xy, start, shell, label[shell], hole, hole_of, np.round(total, 6))


def _closed(led: Led) -> tuple[Ints, Ints, Ints, Floats]:
    """Corners of the rings, where each begins, and label and twice the area of each."""
    count = 2 * len(led.first)
    x, y = (np.ascontiguousarray(column) for column in led.corner.T)
    scratch, corners = tuple(np.zeros((10, count), np.int64)), tuple(np.zeros((3, len(x)), np.int64))
    vertex, start, label, twice = np.zeros(2 * count, np.int64), *np.zeros((2, count + 1), np.int64), np.zeros(count)
    spans = np.abs(led.corner[led.last] - led.corner[led.first]).max(initial=0)
    run = CLOSE.in_lists if spans >= WIDEST_UNITS else lambda *columns: CLOSE(count, *columns)
    rings = run(*led[1:], x, y, scratch, corners, vertex, start, label, twice)
    return vertex[: start[rings]], start[: rings + 1], label[:rings], twice[:rings]


def _shells_of(xy: Ints, start: Ints, shell: Ints, hole: Ints, label: Ints) -> Ints:
    """Find for each hole the smallest shell of its label around it."""
    low = np.searchsorted(label[shell], label[hole], "left")
    high = np.searchsorted(label[shell], label[hole], "right")
    found = low.copy()
    several = np.flatnonzero(high - low > 1)
    if not len(several):
        return found
    import shapely  # noqa: PLC0415 - few folds need it

    for n in several:
        choices = np.arange(low[n], high[n])
        outlines = [shapely.Polygon(_ring(xy, start, shell[c])) for c in choices]
        empty = shapely.Polygon(_ring(xy, start, hole[n]))
        inside = empty.representative_point()
        larger = [(p.area, c) for p, c in zip(outlines, choices, strict=True) if p.area > empty.area]  # no island in it
        around = [(area, c) for area, c in larger if outlines[c - low[n]].contains(inside)]
        found[n] = min(around)[1] if around else choices[0]
    return found


def _ring(xy: Ints, start: Ints, ring: int) -> Ints:
    return xy[start[ring] : start[ring + 1]]
