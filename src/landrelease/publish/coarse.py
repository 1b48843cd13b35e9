"""Open land as coarse tiles, for who may not read positions: the cells of a fixed grid that it comes near.

As in `redaction.outward` the grid is that of the programme's plane, so no cell tells more of the land's place than that
it comes near; what counts is the box of a parcel, which is never smaller than the parcel. Released land is not drawn: a
cell of which a part was released is not released, and smaller cells would show where the open land ends.
"""

import math
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from landrelease.desk.versions import DM_PER_M
from landrelease.geometry.plane import Plane
from landrelease.geometry.ragged import within
from landrelease.ledger.versions import FOR_EVER
from landrelease.publish.atlas import Atlas, Whole
from landrelease.publish.redaction.audience import detail_of
from landrelease.publish.redaction.outward import REACH
from landrelease.publish.spots import Spots, swept
from landrelease.publish.tilegrid import PIXEL, UNITS_PER_M, Tile
from landrelease.publish.tiles import NO_END, day_numbers
from landrelease.publish.tileshapes import cut, polygon_parts, snapped
from landrelease.publish.vectortile import layer
from landrelease.records.codes import STATUSES

Ints = npt.NDArray[np.int64]
CELL_M: Final = 1000.0
"""Side of the smallest cell, metres; where it would be less than a few pixels, it is doubled until it is not."""
_LEAST: Final = 8 * PIXEL
_AROUND: Final = 4
"""Sides of a cell around a tile within which land is looked at: what lies farther meets no cell that is drawn."""
_OPEN: Final = [STATUSES.index("suspected"), STATUSES.index("confirmed")]
_EPOCH: Final = 719_163
_STATUS: Final = np.array(STATUSES, dtype=object)


def coarse_tile(atlas: Atlas, tile: Tile, klass: str, audience: str) -> bytes:
    """
    Draw the open land of one tile in cells.

    Parameters
    ----------
    atlas
        The land of the view.
    tile
        Which tile.
    klass
        Hazard class, or ``all``.
    audience
        Who reads: whether days or months may be told.

    Returns
    -------
    bytes
        Layer ``land`` with ``status``, ``from`` and ``to`` as in `tiles.land_tile`; no areas, records or ids. On every
        day a cell shows the gravest status of what comes near it.
    """
    whole, plane = atlas.whole(klass), atlas.plane
    if whole is None or plane is None:
        return b""
    size = side_m(tile.z, plane)
    corners, cells = _cells(whole, _near(whole, tile, plane, size), size, months=detail_of(audience) == "month")
    units = tile.units(plane.sketched(corners.reshape(-1, 2)), plane)
    squares = shapely.polygons(units.reshape(-1, 5, 2))
    parts, kept = polygon_parts(snapped(cut(squares)))
    place = np.full(len(squares), -1)
    place[kept] = np.arange(len(kept))
    shown = np.flatnonzero(place[cells.parcel] >= 0)
    first, end = cells.first[shown], cells.end[shown]
    properties = {
        "status": _STATUS[cells.status[shown]],
        "from": day_numbers(first),
        "to": np.where(end == FOR_EVER, NO_END, day_numbers(np.where(end == FOR_EVER, 1, end))),
    }
    return layer("land", parts, properties, place[cells.parcel[shown]])


def side_m(z: int, plane: Plane) -> float:
    """
    Give the side of a cell at a zoom.

    Parameters
    ----------
    z
        Zoom.
    plane
        The programme's plane.

    Returns
    -------
    float
        Metres.

    Examples
    --------
    >>> side_m(14, Plane(18, 44)), side_m(4, Plane(18, 44))
    (1000.0, 32000.0)
    """
    least = _LEAST * math.cos(math.radians(plane.lat)) / (UNITS_PER_M * (1 << z))
    return CELL_M * float(1 << max(0, math.ceil(math.log2(least / CELL_M))))


def _near(whole: Whole, tile: Tile, plane: Plane, size: float) -> Ints:
    """Choose the periods of open land whose cells may lie in the tile."""
    margin = _AROUND * size * UNITS_PER_M / math.cos(math.radians(plane.lat))
    x0, y0, x1, y1 = tile.window(plane)
    box = whole.box
    seen = (box[:, 0] <= x1 + margin) & (box[:, 2] >= x0 - margin)
    seen &= (box[:, 1] <= y1 + margin) & (box[:, 3] >= y0 - margin)
    chosen: Ints = np.flatnonzero(np.isin(whole.periods.status, _OPEN) & seen[whole.periods.parcel])
    return chosen


def _cells(whole: Whole, chosen: Ints, size: float, *, months: bool) -> tuple[npt.NDArray[np.float64], Spots]:
    """Give the corners of the cells that open land comes near, and the periods of each."""
    spans = whole.periods
    box = whole.outlines.rows["box"][spans.parcel[chosen]] / DM_PER_M
    low = np.floor((box[:, :2] - REACH * size) / size).astype(np.int64)
    across = np.floor((box[:, 2:] + REACH * size) / size).astype(np.int64) - low + 1
    counts = across[:, 0] * across[:, 1]
    of, step = np.repeat(np.arange(len(chosen)), counts), within(counts)
    column, row = low[of, 0] + step % across[of, 0], low[of, 1] + step // across[of, 0]
    at, cell = np.unique(np.column_stack([column, row]), axis=0, return_inverse=True)
    first, end = spans.first[chosen][of], spans.end[chosen][of]
    if months:
        first, end = _month(first), np.where(end == FOR_EVER, end, _month(end - 1, later=1))
    nothing = np.zeros(len(of), np.int64)
    told = swept(
        Spots(at[cell.ravel()].astype(float), spans.status[chosen][of], first, end, nothing, nothing, nothing),
        cell.ravel(),
    )
    corners = (at[:, None, :] + np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)])) * size
    number = {tuple(place): n for n, place in enumerate(at.tolist())}
    which = np.array([number[tuple(place)] for place in np.rint(told.xy).astype(np.int64).tolist()], np.int64)
    return corners.astype(np.float64), told._replace(parcel=which)


def _month(days: Ints, *, later: int = 0) -> Ints:
    """Give the first days of months, those of the days or later ones."""
    month = (days - _EPOCH).astype("datetime64[D]").astype("datetime64[M]") + later
    found: Ints = month.astype("datetime64[D]").astype(np.int64) + _EPOCH
    return found
