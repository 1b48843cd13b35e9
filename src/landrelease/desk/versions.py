"""Versions of parcels: the land near a place through all its time, for a map whose reader chooses the day.

`land` draws one day. Here each parcel of all that is known comes with the periods in which it had which status, so that
who holds them shows any day without asking again: the parcels whose period holds a day are the land of that day.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.desk.answers import since, slot_of
from landrelease.desk.derive import Changes
from landrelease.desk.frame import Frame
from landrelease.desk.outline import GRID_PER_DM, Outlines, outlines_from
from landrelease.desk.views import EVER
from landrelease.geometry.plane import GRID_PER_M, Plane
from landrelease.geometry.ragged import Objects
from landrelease.geometry.rings import Rings, unpack
from landrelease.geometry.straight import polygons_in_degrees
from landrelease.ledger.parcels import parcel_id
from landrelease.ledger.versions import Periods, periods
from landrelease.register.rows import Row
from landrelease.register.store import Store

Ints = npt.NDArray[np.int64]
Rectangle = tuple[float, float, float, float]
EVERYWHERE: Final = (-1e8, -1e8, 1e8, 1e8)
"""A rectangle that holds every plane."""
DM_PER_M = GRID_PER_M // GRID_PER_DM


class Known(NamedTuple):
    """
    What was known at a moment, made ready for many questions about it.

    Attributes
    ----------
    store : Store
        The open store.
    frame : Frame
        The programme in that view.
    changes : Changes or None
        What differs from the derived tables of now; None where nothing does.
    """

    store: Store
    frame: Frame
    changes: Changes | None

    def outlines(self, rectangle: Rectangle | None = None) -> Outlines:
        """
        Read the outlines of the parcels that may lie in a rectangle.

        Parameters
        ----------
        rectangle
            Least x, least y, greatest x, greatest y, metres of the programme's plane; None for all land.

        Returns
        -------
        Outlines
            Those whose boxes meet the rectangle, in an order of this register's own.
        """
        found = outlines_from(self._outline_rows(rectangle))
        if rectangle is None:
            return found
        box = found.rows["box"]
        x0, y0, x1, y1 = (value * DM_PER_M for value in rectangle)
        meets = (box[:, 0] <= x1) & (box[:, 2] >= x0) & (box[:, 1] <= y1) & (box[:, 3] >= y0)
        return found if meets.all() else found.take(np.flatnonzero(meets))

    def _outline_rows(self, rectangle: Rectangle | None) -> list[Row]:
        store, changes = self.store, self.changes
        homes = store.near(*(rectangle or EVERYWHERE))
        if changes is None:
            return store.read("key", [-seq for seq in homes])
        rows = store.read("key", [-seq for seq in homes if seq not in changes.faces])
        return sorted((*rows, *changes.outlines.values()), reverse=True)

    def rings(self, home: Ints, no: Ints) -> Rings:
        """
        Read the rings of parcels.

        Parameters
        ----------
        home
            Seq of the record that is the home of each.
        no
            Id of each as a number.

        Returns
        -------
        Rings
            One owner for each, in their order: the shell, then the holes; grid units.
        """
        homes = set(home.tolist())
        fresh = self.changes.faces if self.changes else {}
        rows = self.store.read("parcel", sorted(homes - fresh.keys()))
        rows += [row for home in homes & fresh.keys() for row in fresh[home]]
        body = {(seq, no): rings for seq, no, _, rings in rows}
        return unpack([body[place] for place in zip(home.tolist(), no.tolist(), strict=True)])


class Versions(NamedTuple):
    """
    Parcels of one class with all their periods.

    Attributes
    ----------
    klass : str
        Hazard class, or ``all``.
    plane : Plane or None
        The programme's plane; None where there is no land yet.
    id : ndarray of str
        Stable id of each parcel.
    area_m2 : ndarray of float64
        Its area in the plane.
    rings : Rings
        Its rings, grid units of the plane.
    periods : Periods
        When it had which status; `parcel` counts from 0.
    record : ndarray of str
        Id of the record that began each period.
    """

    klass: str
    plane: Plane | None
    id: npt.NDArray[np.object_]
    area_m2: npt.NDArray[np.float64]
    rings: Rings
    periods: Periods
    record: npt.NDArray[np.object_]

    def on(self, day: int) -> tuple[Ints, Ints]:
        """
        Choose the land of a day.

        Parameters
        ----------
        day
            As `date.toordinal` counts.

        Returns
        -------
        parcel : ndarray of int64
            Positions of the parcels that have a status then.
        status : ndarray of int64
            Their status numbers.
        """
        held = np.flatnonzero((self.periods.first <= day) & (day < self.periods.end))
        return self.periods.parcel[held], self.periods.status[held]

    def polygons(self) -> Objects:
        """
        Make the polygons of the parcels.

        Returns
        -------
        ndarray of shapely.Polygon
            One for each parcel, longitude and latitude, degrees.
        """
        return polygons_in_degrees(self.rings, self.plane) if self.plane else np.zeros(0, dtype=object)


def known(store: Store, known_at: str = EVER) -> Known:
    """
    Make ready what was known at a moment.

    Parameters
    ----------
    store
        An open store.
    known_at
        Moment of the view.

    Returns
    -------
    Known
        For now at once; for the past the neighbourhoods that changed since are folded again, so who asks much of one
        moment keeps it as long as the register stays as it is.

    Raises
    ------
    NoProgrammeError
        Where the register had no programme then.
    """
    return Known(store, *since(store, known_at))


def versions_near(known: Known, rectangle: Rectangle | None, klass: str) -> Versions:
    """
    Read the parcels that may lie in a rectangle, with all their periods.

    Parameters
    ----------
    known
        The moment of the view.
    rectangle
        Least x, least y, greatest x, greatest y, metres of the programme's plane; None for all land.
    klass
        Hazard class, or ``all``.

    Returns
    -------
    Versions
        Parcels that ever had a status in the class, ordered by id.
    """
    near = known.outlines(rectangle)
    found, spans = with_periods(near.take(np.argsort(near.rows["no"])), klass)
    return Versions(
        klass,
        known.frame.plane,
        np.array([parcel_id(no) for no in found.rows["no"].tolist()], dtype=object),
        found.rows["area_m2"].copy(),
        known.rings(found.home, found.rows["no"]),
        spans,
        records_of(known.store, found.moves["seq"][spans.move]),
    )


def with_periods(outlines: Outlines, klass: str) -> tuple[Outlines, Periods]:
    """
    Find the periods of parcels in a class.

    Parameters
    ----------
    outlines
        Parcels.
    klass
        Hazard class, or ``all``.

    Returns
    -------
    outlines : Outlines
        Those of them that ever had a status in the class.
    periods : Periods
        Their periods.
    """
    spans = periods(outlines.moves["day"], outlines.moves["after"], outlines.move_start, slot_of(klass))
    has = np.zeros(len(outlines.home), bool)
    has[spans.parcel] = True
    if has.all():
        return outlines, spans
    chosen = np.flatnonzero(has)
    move = np.cumsum(np.repeat(has, np.diff(outlines.move_start)))[spans.move] - 1
    return outlines.take(chosen), spans._replace(parcel=(np.cumsum(has) - 1)[spans.parcel], move=move)


def records_of(store: Store, seqs: npt.NDArray[np.integer] | Sequence[int]) -> npt.NDArray[np.object_]:
    """
    Name records by their seqs.

    Parameters
    ----------
    store
        An open store.
    seqs
        Seqs, each as often as it is wanted.

    Returns
    -------
    ndarray of str
        Ids in the same order.
    """
    single, at = np.unique(np.asarray(seqs, np.int64), return_inverse=True)
    names = store.id_of(single.tolist())
    return np.array([names[seq] for seq in single.tolist()], dtype=object)[at.ravel()]
