"""Open land as coarse tiles, for who may not read positions: what the programme's rule for open land lets them see.

As in `redaction.outward` the grid is that of the programme's plane and of its rule, so no cell tells more of the land's
place than that it comes near; what counts is the box of a parcel, which is never smaller than the parcel. Where cells
would be too small to draw, four are drawn as one, wherever one of them is marked: so no zoom tells more than another.
Released land is not drawn: a cell of which a part was released is not released, and smaller cells would show where the
open land ends.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from landrelease.desk.versions import DM_PER_M
from landrelease.geometry.plane import Plane
from landrelease.geometry.ragged import within
from landrelease.ledger.versions import FOR_EVER
from landrelease.publish.atlas import Atlas, Whole
from landrelease.publish.redaction.audience import detail_of
from landrelease.publish.redaction.outward import ADMIN_GRID_M, REACH, to_plane
from landrelease.publish.redaction.publication import Publication
from landrelease.publish.spots import Spots, swept
from landrelease.publish.tilegrid import PIXEL, UNITS_PER_M, Tile
from landrelease.publish.tiles import NO_END, day_numbers
from landrelease.publish.tileshapes import cut, polygon_parts, snapped
from landrelease.publish.vectortile import layer
from landrelease.records.codes import STATUSES

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Objects = npt.NDArray[np.object_]
Marks = tuple[Ints, Ints, Objects]
"""Which of the boxes lies in which place, and the places in units of the tile."""
_LEAST: Final = 8 * PIXEL
_AROUND: Final = 4
"""Sides of a cell around a tile within which land is looked at: what lies farther meets no cell that is drawn."""
_OPEN: Final = [STATUSES.index("suspected"), STATUSES.index("confirmed")]
_EPOCH: Final = 719_163
_STATUS: Final = np.array(STATUSES, dtype=object)


def coarse_tile(
    atlas: Atlas, tile: Tile, klass: str, audience: str, rules: Publication, areas: Sequence[BaseGeometry] = ()
) -> bytes:
    """
    Draw the open land of one tile as coarse as the programme's rule for it says.

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
    rules
        How exactly: cells for ``grid`` and ``buffer``, whole areas for ``admin``, nothing for ``hidden``.
    areas
        Administrative areas, degrees; needed where the rule is ``admin``.

    Returns
    -------
    bytes
        Layer ``land`` with ``status``, ``from`` and ``to`` as in `tiles.land_tile`; no areas, records or ids. On every
        day a cell or an area shows the gravest status of what comes near it.
    """
    whole, plane, rule = atlas.whole(klass), atlas.plane, rules.open_land
    if whole is None or plane is None or rule.form == "hidden" or not rules.shows("land-open"):
        return b""
    size = rule.metres or ADMIN_GRID_M
    chosen = _open(whole) if rule.form == "admin" else _near(whole, tile, plane, side_m(tile.z, plane, size))
    box = whole.outlines.rows["box"][whole.periods.parcel[chosen]] / DM_PER_M
    if rule.form == "admin":
        of, place, shapes = _areas(box, areas, tile, plane)
    else:
        of, place, shapes = _cells(box, size, tile, plane)
    told = _told(whole, chosen[of], place, months=detail_of(audience) == "month")
    parts, kept = polygon_parts(snapped(cut(shapes)))
    drawn = np.full(len(shapes), -1)
    drawn[kept] = np.arange(len(kept))
    shown = np.flatnonzero(drawn[told.parcel] >= 0)
    first, end = told.first[shown], told.end[shown]
    properties = {
        "status": _STATUS[told.status[shown]],
        "from": day_numbers(first),
        "to": np.where(end == FOR_EVER, NO_END, day_numbers(np.where(end == FOR_EVER, 1, end))),
    }
    return layer("land", parts, properties, drawn[told.parcel[shown]])


def side_m(z: int, plane: Plane, size: float) -> float:
    """
    Give the side of a cell at a zoom.

    Parameters
    ----------
    z
        Zoom.
    plane
        The programme's plane.
    size
        Side of the smallest cell, metres; where it would be less than a few pixels, it is doubled until it is not.

    Returns
    -------
    float
        Metres.

    Examples
    --------
    >>> side_m(14, Plane(18, 44), 1000.0), side_m(4, Plane(18, 44), 1000.0)
    (1000.0, 32000.0)
    """
    return size * float(1 << _doublings(z, plane, size))


def _doublings(z: int, plane: Plane, size: float) -> int:
    least = _LEAST * math.cos(math.radians(plane.lat)) / (UNITS_PER_M * (1 << z))
    return max(0, math.ceil(math.log2(least / size)))


def _open(whole: Whole) -> Ints:
    """Choose the periods of open land."""
    chosen: Ints = np.flatnonzero(np.isin(whole.periods.status, _OPEN))
    return chosen


def _near(whole: Whole, tile: Tile, plane: Plane, size: float) -> Ints:
    """Choose the periods of open land whose cells may lie in the tile."""
    margin = _AROUND * size * UNITS_PER_M / math.cos(math.radians(plane.lat))
    x0, y0, x1, y1 = tile.window(plane)
    box = whole.box
    seen = (box[:, 0] <= x1 + margin) & (box[:, 2] >= x0 - margin)
    seen &= (box[:, 1] <= y1 + margin) & (box[:, 3] >= y0 - margin)
    chosen = _open(whole)
    return chosen[seen[whole.periods.parcel[chosen]]]


def _marked(box: Floats, size: float) -> tuple[Ints, Ints]:
    """Give the first and the last of the smallest cells that each box comes near, by column and row."""
    low = np.floor((box[:, :2] - REACH * size) / size).astype(np.int64)
    high = np.floor((box[:, 2:] + REACH * size) / size).astype(np.int64)
    return low, high


def _cells(box: Floats, size: float, tile: Tile, plane: Plane) -> Marks:
    """Mark the cells that hold a smallest cell which open land comes near."""
    doublings = _doublings(tile.z, plane, size)
    low, high = (side >> doublings for side in _marked(box, size))
    across = high - low + 1
    counts = across[:, 0] * across[:, 1]
    of, step = np.repeat(np.arange(len(box)), counts), within(counts)
    column, row = low[of, 0] + step % across[of, 0], low[of, 1] + step // across[of, 0]
    at, cell = np.unique(np.column_stack([column, row]), axis=0, return_inverse=True)
    corners = (at[:, None, :] + np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)])) * size * (1 << doublings)
    units = tile.units(plane.sketched(corners.astype(np.float64).reshape(-1, 2)), plane)
    return of, cell.ravel().astype(np.int64), shapely.polygons(units.reshape(-1, 5, 2))


def _areas(box: Floats, areas: Sequence[BaseGeometry], tile: Tile, plane: Plane) -> Marks:
    """Mark the whole areas that the cells of open land meet, and cells where it lies in none of them."""
    low, high = _marked(box, ADMIN_GRID_M)
    flat = np.array([*(to_plane(area, plane) for area in areas), None], dtype=object)[:-1]
    near = shapely.box(*(low * ADMIN_GRID_M).T, *((high + 1) * ADMIN_GRID_M).T)
    of, area = shapely.STRtree(flat).query(near, predicate="intersects")
    outside, rest = _beyond(shapely.box(*box.T), of, flat[area])
    more, cell, squares = _cells(rest, ADMIN_GRID_M, tile, plane)
    drawn = [shapely.transform(one, lambda lonlat: tile.units(lonlat, plane)) for one in areas]
    shapes = np.array([*drawn, *squares, None], dtype=object)[:-1]
    return np.concatenate([of, outside[more]]), np.concatenate([area, cell + len(areas)]), shapes


def _beyond(boxes: Objects, of: Ints, met: Objects) -> tuple[Ints, Floats]:
    """Give what of boxes lies in none of the areas that they meet: whose it is, and the box around it."""
    order = np.argsort(of, kind="stable")
    begins = np.searchsorted(of[order], np.arange(len(boxes) + 1))
    left = np.array(
        [
            shapely.difference(one, shapely.union_all(met[order[begins[at] : begins[at + 1]]]))
            for at, one in enumerate(boxes)
        ]
        + [None],
        dtype=object,
    )[:-1]
    outside: Ints = np.flatnonzero(~shapely.is_empty(left))
    return outside, shapely.bounds(left[outside]).reshape(-1, 4)


def _told(whole: Whole, chosen: Ints, place: Ints, *, months: bool) -> Spots:
    """Give the periods of each place; its number stands where a parcel's would."""
    spans = whole.periods
    first, end = spans.first[chosen], spans.end[chosen]
    if months:
        first, end = _month(first), np.where(end == FOR_EVER, end, _month(end - 1, later=1))
    nothing = np.zeros(len(chosen), np.int64)
    number, cell = np.unique(place, return_inverse=True)
    xy = np.column_stack([cell, cell]).astype(np.float64)
    told = swept(Spots(xy, spans.status[chosen], first, end, nothing, nothing, nothing), cell.ravel().astype(np.int64))
    return told._replace(parcel=number[np.rint(told.xy[:, 0]).astype(np.int64)])


def _month(days: Ints, *, later: int = 0) -> Ints:
    """Give the first days of months, those of the days or later ones."""
    month = (days - _EPOCH).astype("datetime64[D]").astype("datetime64[M]") + later
    found: Ints = month.astype("datetime64[D]").astype(np.int64) + _EPOCH
    return found
