"""All land of a view, ready to be cut into tiles: where each parcel lies on the web map, and its periods.

A tile of a whole country asks about every parcel there is. So the first such tile reads the outlines of all land and
keeps them, as long as the view is kept; that is what tiles are made from, never a tile. A tile of a small place that
comes before reads only what lies near it.
"""

from copy import copy
from dataclasses import dataclass, field
from threading import RLock
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from landrelease.desk.outline import Outlines
from landrelease.desk.versions import DM_PER_M, Known, with_periods
from landrelease.geometry.drawing import polygons_from
from landrelease.geometry.plane import GRID_PER_M, Plane
from landrelease.geometry.ragged import starts, within
from landrelease.ledger.parcels import parcel_id
from landrelease.ledger.versions import Periods
from landrelease.publish.tilegrid import UNITS_PER_M, Tile, world
from landrelease.register.store import Store

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


class Whole(NamedTuple):
    """
    All parcels of a class.

    Attributes
    ----------
    outlines : Outlines
        What is known of each.
    box : ndarray of float64, shape (n, 4)
        Least x and y, greatest x and y, units of the tile of zoom 0.
    periods : Periods
        When each had which status.
    start : ndarray of int64
        Where the periods of each begin, with their number at the end.
    """

    outlines: Outlines
    box: Floats
    periods: Periods
    start: Ints


@dataclass
class _Read:
    """What was read of all land, shared by every handle of an atlas, filled by one thread at a time."""

    lock: RLock = field(default_factory=RLock)
    outlines: Outlines | None = None
    of_class: dict[str, Whole] = field(default_factory=dict)


class Atlas:
    """
    The land of a view, for many tiles.

    Parameters
    ----------
    known
        The moment of the view. Where the register changes, a new one is needed.
    within
        Land in the programme's plane, metres, to which the map is confined: only parcels that touch it are there, and
        these whole. None for all land.
    """

    def __init__(self, known: Known, within: shapely.Geometry | None = None) -> None:
        self.known = known
        self.within = within
        self._read = _Read()

    def through(self, store: Store) -> "Atlas":
        """
        Read the same land through another handle of the register, such as that of another thread.

        Parameters
        ----------
        store
            Another open store of the register, in the same state.

        Returns
        -------
        Atlas
            What one of both reads of all land, the other has too.
        """
        found = copy(self)
        found.known = self.known._replace(store=store)
        return found

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
        near = tile.z >= NEAR_FROM and self.within is None and self._read.outlines is None
        if plane is not None and near:
            whole: Whole | None = _whole(_sorted(self.known.outlines(tile.rectangle(plane))), plane, klass)
        else:
            whole = self.whole(klass)
        if plane is None or whole is None:
            return Lying(self._outlines, with_periods(self._outlines, klass)[1], np.zeros((0, 4)))
        x0, y0, x1, y1 = tile.window(plane)
        box = whole.box
        seen = np.flatnonzero((box[:, 0] <= x1) & (box[:, 2] >= x0) & (box[:, 1] <= y1) & (box[:, 3] >= y0))
        counts = np.diff(whole.start)[seen]
        period = np.repeat(whole.start[seen], counts) + within(counts)
        spans = Periods(*(column[period] for column in whole.periods))
        outlines = whole.outlines._replace(home=whole.outlines.home[seen], rows=whole.outlines.rows[seen])
        placed = tile.placed(box[seen].reshape(-1, 2), plane).reshape(-1, 4)
        return Lying(outlines, spans._replace(parcel=np.repeat(np.arange(len(seen)), counts)), placed)

    @property
    def _outlines(self) -> Outlines:
        with self._read.lock:
            if self._read.outlines is None:
                self._read.outlines = self._touching(_sorted(self.known.outlines()))
            return self._read.outlines

    def _touching(self, found: Outlines) -> Outlines:
        """Leave the parcels that touch the land to which the map is confined."""
        if self.within is None:
            return found
        x0, y0, x1, y1 = (np.array(self.within.bounds) if not self.within.is_empty else np.full(4, np.nan)) * DM_PER_M
        box = found.rows["box"]
        found = found.take(
            np.flatnonzero((box[:, 0] <= x1) & (box[:, 2] >= x0) & (box[:, 1] <= y1) & (box[:, 3] >= y0))
        )
        rings = self.known.rings(found.home, found.rows["no"])
        shapes = polygons_from(rings.xy / GRID_PER_M, rings.ring_start, rings.owner_start)
        shapely.prepare(self.within)
        return found.take(np.flatnonzero(shapely.intersects(self.within, shapes)))

    def whole(self, klass: str) -> Whole | None:
        """
        Read all land of a class; kept for whoever asks next.

        Parameters
        ----------
        klass
            Hazard class, or ``all``.

        Returns
        -------
        Whole or None
            None where there is no land yet.
        """
        with self._read.lock:
            if klass not in self._read.of_class and self.plane:
                self._read.of_class[klass] = _whole(self._outlines, self.plane, klass)
            return self._read.of_class.get(klass)

    def names(self, klass: str) -> list[str]:
        """
        Name all parcels of a class.

        Parameters
        ----------
        klass
            Hazard class, or ``all``.

        Returns
        -------
        list of str
            Ids of parcels.
        """
        whole = self.whole(klass)
        return [] if whole is None else [parcel_id(no) for no in whole.outlines.rows["no"].tolist()]

    def days(self, klass: str) -> tuple[int, int] | None:
        """
        Tell when land first had a status, and when one last changed.

        Parameters
        ----------
        klass
            Hazard class, or ``all``.

        Returns
        -------
        tuple of int or None
            First and last day as `date.toordinal` counts; None where there is no land.
        """
        whole = self.whole(klass)
        if whole is None or not len(whole.periods.first):
            return None
        return int(whole.periods.first.min()), int(whole.periods.first.max())

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
        whole = self.whole(klass)
        return np.zeros((0, 4)) if whole is None else whole.box


def _sorted(outlines: Outlines) -> Outlines:
    return outlines.take(np.argsort(outlines.rows["no"]))


def _whole(outlines: Outlines, plane: Plane, klass: str) -> Whole:
    found, spans = with_periods(outlines, klass)
    start = starts(np.bincount(spans.parcel, minlength=len(found.home)))
    return Whole(found, _boxes(found.rows["box"] / DM_PER_M, plane), spans, start)


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
