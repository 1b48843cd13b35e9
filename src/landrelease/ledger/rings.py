"""Rings out of boundary pieces: what bounds each label, head to tail, shells and the holes in them."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.geometry.overlay import WIDEST_UNITS, Pieces
from landrelease.ledger.closing import CLOSE, POLYGONS
from landrelease.ledger.nodes import led_to_grid

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Loops(NamedTuple):
    """
    Closed rings around labelled land.

    Attributes
    ----------
    x, y : ndarray of int64
        The corners through which they go, grid units.
    vertex : ndarray of int64
        Corners, ring by ring, first repeated last.
    start : ndarray of int64
        Where each ring begins in `vertex`, with its length at the end.
    twice : ndarray of float64
        Twice the area of each ring, square nanometres, negative for a hole.
    order : ndarray of int64
        Rings that bound land from outside, one per parcel, then those that are holes.
    label : ndarray of int64
        Label of each shell.
    shell_of : ndarray of int64
        Position of each hole's shell among the shells.
    outline : ndarray of int64
        Where the corners in `vertex` lie, nanometres, x and y in turn.
    """

    x: Ints
    y: Ints
    vertex: Ints
    start: Ints
    twice: Floats
    order: Ints
    label: Ints
    shell_of: Ints
    outline: Ints

    def outlines(self) -> list[bytes]:
        """
        Give the bytes of each shell's vertices, which name it.

        Returns
        -------
        list of bytes
            Nanometres as little-endian 64-bit integers, one item per shell.
        """
        data, cuts = self.outline.astype("<i8", copy=False).tobytes(), (16 * self.start).tolist()
        return [data[cuts[ring] : cuts[ring + 1]] for ring in self.order[: len(self.label)].tolist()]

    def polygons(self, chosen: Ints) -> tuple[list[bytes], Ints, Floats]:
        """
        Give the polygons of shells.

        Parameters
        ----------
        chosen
            All shells, by position, in the order that is wanted.

        Returns
        -------
        packed : list of bytes
            One polygon per shell, the shell and then its holes, as `geometry.rings.pack` writes it.
        box : ndarray of int64
            Least x, least y, greatest x, greatest y of each, grid units.
        area_m2 : ndarray of float64
            Area of each shell less its holes.
        """
        shells, holes, vertices = len(chosen), len(self.shell_of), len(self.vertex)
        scratch = np.empty(shells, np.int64), np.empty(holes, np.int64)
        words, begin = np.empty(2 * vertices + holes + 2 * shells, np.int64), np.zeros(shells + 1, np.int64)
        box, area = np.empty((shells, 4), np.int64), np.empty(shells)
        rings = (self.vertex, self.start, self.twice, self.order, self.shell_of)
        POLYGONS(vertices, *rings, chosen, self.x, self.y, *scratch, words, begin, box.reshape(-1), area)
        data, cuts = words.astype("<i8", copy=False).tobytes(), (8 * begin).tolist()
        return [data[one:other] for one, other in pairwise(cuts)], box, np.round(area, 6)


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
    >>> empty = np.zeros((0, 4), np.int64)
    >>> len(loops_of(Pieces(empty, none, none, none, none), none, none, np.zeros(1, bool)).label)
    0
    """
    at = np.flatnonzero(left != right)
    led = led_to_grid(pieces.ends[at], left[at], right[at])
    count = 2 * len(led.first)
    x, y = led.corner.T
    scratch, corners = tuple(np.empty((10, count), np.int64)), tuple(np.zeros((3, len(x)), np.int64))
    vertex, outline, start = np.empty(2 * count, np.int64), np.empty(4 * count, np.int64), np.zeros(count + 1, np.int64)
    (label, order, shell_of), twice = np.empty((3, count), np.int64), np.empty(count)
    spans = np.abs(led.corner[led.last] - led.corner[led.first]).max(initial=0)
    run = CLOSE.in_lists if spans >= WIDEST_UNITS else lambda *columns: CLOSE(count, *columns)
    columns = (*led[1:], wanted.astype(np.int64), x, y, scratch, corners)
    rings, shells, holes = run(*columns, vertex, outline, start, label, order, shell_of, twice)
    start, order, shell_of = start[: rings + 1], order[: shells + holes], shell_of[:holes]
    vertex, outline = vertex[: start[-1]], outline[: 2 * start[-1]]
    return loops_from(x, y, vertex, outline, start, twice[:rings], order, label, shell_of)


def loops_from(  # noqa: PLR0913, PLR0917 - what `closing.close` sets
    x: Ints, y: Ints, vertex: Ints, outline: Ints, start: Ints, twice: Floats, order: Ints, label: Ints, shell_of: Ints
) -> Loops:
    """
    Put holes into their shells where following the edges did not tell.

    Parameters
    ----------
    x, y
        Corners, grid units.
    vertex, outline, start, twice, order, label, shell_of
        As `closing.close` sets them, cut down to what was set.

    Returns
    -------
    Loops
        As in `loops_of`.

    Examples
    --------
    Used through `loops_of`.
    """
    shells = len(order) - len(shell_of)
    found = Loops(x, y, vertex, start, twice, order, label[order[:shells]], shell_of, outline)
    several = np.flatnonzero(shell_of < 0)
    if len(several):
        _put_into_shells(found, several, label[order[shells:]])
    return found


def _put_into_shells(loops: Loops, several: Ints, label: Ints) -> None:
    """Find for each hole whose label has several shells the smallest of them around it."""
    import shapely  # noqa: PLC0415 - few folds need it

    shells = len(loops.label)
    for n in several.tolist():
        low, high = np.searchsorted(loops.label, label[n], "left"), np.searchsorted(loops.label, label[n], "right")
        choices = np.arange(low, high)
        outlines = [shapely.Polygon(_ring(loops, c)) for c in choices]
        empty = shapely.Polygon(_ring(loops, shells + n))
        inside = empty.representative_point()
        larger = [(p.area, c) for p, c in zip(outlines, choices, strict=True) if p.area > empty.area]  # no island in it
        around = [(area, c) for area, c in larger if outlines[c - low].contains(inside)]
        loops.shell_of[n] = min(around)[1] if around else choices[0]


def _ring(loops: Loops, at: int) -> Ints:
    ring = loops.order[at]
    corners = loops.vertex[loops.start[ring] : loops.start[ring + 1]]
    return np.column_stack((loops.x[corners], loops.y[corners]))
