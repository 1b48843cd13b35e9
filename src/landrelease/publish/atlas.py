"""All land of a view, ready to be cut into tiles: where each parcel lies on the web map, and its periods.

A tile of a whole country asks about every parcel there is. So the first such tile reads the outlines of all land and
keeps them, as long as the view is kept; that is what tiles are made from, never a tile. A tile of a small place that
comes before reads only what lies near it.
"""

from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.desk.outline import Outlines
from landrelease.desk.versions import DM_PER_M, Known, with_periods
from landrelease.geometry.plane import Plane
from landrelease.geometry.ragged import starts, within
from landrelease.ledger.versions import Periods
from landrelease.publish.tilegrid import UNITS_PER_M, Tile, world

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
NEAR_FROM: Final = 11
"""Zoom from which a tile is small enough to read only the land near it."""


class Lying(NamedTuple):
    """
    Parcels that may be seen in a tile, ordered by id.

    Attributes
    ----------
    outlines : Outlines
        What is known of each; the moves are those of all land, into which the periods point.
    periods : Periods
        When each had which status.
    box : ndarray of float64, shape (n, 4)
        Least x and y, greatest x and y, tile units; what lies outside by less than a pixel may be in it.
    """

    outlines: Outlines
    periods: Periods
    box: Floats


class _Whole(NamedTuple):
    """Parcels of a class: outlines, where they lie on the web map, periods, and where those of each begin."""

    outlines: Outlines
    box: Floats
    periods: Periods
    start: Ints


class Atlas:
    """
    The land of a view, for many tiles.

    Parameters
    ----------
    known
        The moment of the view. Where the register changes, a new one is needed.
    """

    def __init__(self, known: Known) -> None:
        self.known = known
        self._of_class: dict[str, _Whole] = {}

    @property
    def plane(self) -> Plane | None:
        """The programme's plane; None where there is no land yet."""
        return self.known.frame.plane

    def lying(self, tile: Tile, klass: str) -> Lying:
        """
        Find the parcels that may be seen in a tile.

        Parameters
        ----------
        tile
            The tile.
        klass
            Hazard class, or ``all``.

        Returns
        -------
        Lying
            Those that had a status in the class at some time.
        """
        plane = self.plane
        if plane is None:
            return Lying(self._outlines, with_periods(self._outlines, klass)[1], np.zeros((0, 4)))
        near = tile.z >= NEAR_FROM and "_outlines" not in self.__dict__
        whole = _whole(_sorted(self.known.outlines(tile.rectangle(plane))), plane, klass) if near else self._all(klass)
        x0, y0, x1, y1 = tile.window(plane)
        box = whole.box
        seen = np.flatnonzero((box[:, 0] <= x1) & (box[:, 2] >= x0) & (box[:, 1] <= y1) & (box[:, 3] >= y0))
        counts = np.diff(whole.start)[seen]
        period = np.repeat(whole.start[seen], counts) + within(counts)
        spans = Periods(*(column[period] for column in whole.periods))
        outlines = whole.outlines._replace(home=whole.outlines.home[seen], rows=whole.outlines.rows[seen])
        placed = tile.placed(box[seen].reshape(-1, 2), plane).reshape(-1, 4)
        return Lying(outlines, spans._replace(parcel=np.repeat(np.arange(len(seen)), counts)), placed)

    @cached_property
    def _outlines(self) -> Outlines:
        return _sorted(self.known.outlines())

    def _all(self, klass: str) -> _Whole:
        if klass not in self._of_class and self.plane:
            self._of_class[klass] = _whole(self._outlines, self.plane, klass)
        return self._of_class[klass]

    def boxes(self, klass: str) -> Floats:
        """
        Give the boxes of all land on the map of the world.

        Parameters
        ----------
        klass
            Hazard class, or ``all``.

        Returns
        -------
        ndarray of float64, shape (n, 4)
            Least x and y, greatest x and y, units of the tile of zoom 0; x runs on past the antimeridian.
        """
        return self._all(klass).box if self.plane else np.zeros((0, 4))


def _sorted(outlines: Outlines) -> Outlines:
    return outlines.take(np.argsort(outlines.rows["no"]))


def _whole(outlines: Outlines, plane: Plane, klass: str) -> _Whole:
    found, spans = with_periods(outlines, klass)
    start = starts(np.bincount(spans.parcel, minlength=len(found.home)))
    return _Whole(found, _boxes(found.rows["box"] / DM_PER_M, plane), spans, start)


def _boxes(metres: Floats, plane: Plane) -> Floats:
    """Place boxes of the plane on the map of the world, turned as the plane's axes are there."""
    lonlat = plane.sketched((metres[:, :2] + metres[:, 2:]) / 2)
    middle = world(lonlat, plane)
    latitude = np.radians(lonlat[:, 1])
    size = (metres[:, 2:] - metres[:, :2]) * (UNITS_PER_M / np.cos(latitude))[:, None] / 2
    turn = np.radians((lonlat[:, 0] - plane.lon + 180) % 360 - 180) * np.sin(latitude)
    along, across = np.abs(np.cos(turn)), np.abs(np.sin(turn))
    half = np.column_stack([size[:, 0] * along + size[:, 1] * across, size[:, 0] * across + size[:, 1] * along])
    return np.hstack([middle - half, middle + half])
