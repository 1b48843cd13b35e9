"""Land, and other shapes, as vector tiles.

Tiles show the land as exactly as their units allow: the outlines of parcels are snapped to the 4096 units of a tile
and nothing else is simplified. An edge of a parcel is straight in the programme's equal-area plane and here straight
between its two ends in Mercator; the two lie some centimetres apart for an edge of a kilometre, which is less than a
unit down to zoom 16, and for smaller zooms far less. Who may see land this exactly is decided by who calls.

Each period of a parcel is a feature of its own, with the days `from` and `to`, so that a map shows any day by a filter.
Land that is too small to draw is a point in the layer `spots`: see `spots`.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from landrelease.desk.versions import records_of
from landrelease.geometry.drawing import polygons_from
from landrelease.geometry.plane import GRID_PER_M, Plane
from landrelease.geometry.rings import Rings
from landrelease.ledger.parcels import parcel_id
from landrelease.ledger.versions import FOR_EVER
from landrelease.publish.atlas import Atlas, Lying
from landrelease.publish.spots import Spots, thinned
from landrelease.publish.tilegrid import PIXEL, Tile
from landrelease.publish.tileshapes import cut, line_parts, point_parts, polygon_parts, snapped
from landrelease.publish.vectortile import EXTENT, Parts, commands, layer
from landrelease.records.codes import STATUSES
from landrelease.register.store import Store

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Objects = npt.NDArray[np.object_]
Bools = npt.NDArray[np.bool_]
NO_END: Final = 99_999_999
"""What `to` says while a period lasts."""
MOST_DRAWN: Final = 1_500
"""Features of one tile that are drawn as polygons; the smallest land beyond becomes spots."""
MOST_NUMBERS: Final = 130_000
"""Numbers of all outlines of a tile together, about three bytes each."""
MOST_SPOTS: Final = 4_000
"""Spots of one tile, less the parcels drawn."""
_ENDINGS: Final = ("-points", "-lines", "")
_EPOCH: Final = 719_163
_RECORD_DIGITS: Final = 16
_STATUS: Final = np.array(STATUSES, dtype=object)


class _Drawn(NamedTuple):
    """Polygons of a tile, and the parcel of each."""

    parts: Parts
    parcel: Ints


def land_tile(atlas: Atlas, z: int, x: int, y: int, klass: str = "all") -> bytes:
    """
    Draw the land of one tile, through all its time.

    Parameters
    ----------
    atlas
        The land of the view.
    z, x, y
        Zoom, column and row.
    klass
        Hazard class, or ``all``.

    Returns
    -------
    bytes
        The tile, not compressed; empty where there is no land. Layer ``land`` holds polygons, layer ``spots`` points,
        both with ``status``, ``from`` and ``to`` (numbers like 20240131; land has the status from the first day on and
        up to the second, without it; ``to`` is 99999999 while it lasts), ``area_m2``, ``record`` (the first 16 digits
        of the record that began it) and ``parcel``. A spot of several parcels has neither record nor parcel, and as
        area the most land of its status at one time.

    Raises
    ------
    TileError
        Where there is no such tile.

    Notes
    -----
    Land never becomes safer by being small: what is narrower than a pixel, and what would make the tile too large, the
    smallest first, is a spot, and a spot shows the gravest status in its place.
    """
    tile, plane, known = Tile(z, x, y).checked(), atlas.plane, atlas.known
    if plane is None:
        return b""
    with known.store.reading():
        lying = atlas.lying(tile, klass)
        large = _largest(lying)
        polygons = _polygons(known.rings(lying.outlines.home[large], lying.outlines.rows["no"][large]), tile, plane)
        drawn, small = _shared_out(snapped(cut(polygons)), lying, large)
        marks = thinned(_marks(lying, small), MOST_SPOTS - len(drawn.parcel))
        said = _Said(known.store, lying)
        return _land(drawn, lying, said) + _spots(marks, said)


def _largest(lying: Lying) -> Ints:
    """Choose what is drawn as polygons, the largest first."""
    size = (lying.box[:, 2:] - lying.box[:, :2]).max(axis=1, initial=0)
    order: Ints = np.argsort(-size, kind="stable")
    features = np.bincount(lying.periods.parcel, minlength=len(size))[order].cumsum()
    chosen: Ints = order[(size[order] >= PIXEL) & (features <= MOST_DRAWN)]
    return chosen


def _polygons(rings: Rings, tile: Tile, plane: Plane) -> Objects:
    units = tile.units(plane.sketched(rings.xy / GRID_PER_M), plane)
    return polygons_from(units, rings.ring_start, rings.owner_start)


def _shared_out(polygons: Objects, lying: Lying, large: Ints) -> tuple[_Drawn, Bools]:
    """Draw as much as a tile may hold; the rest, and what is small anyway, are spots."""
    parts, kept = polygon_parts(polygons)
    numbers = np.diff(commands(parts)[1]) * np.bincount(lying.periods.parcel, minlength=len(lying.box))[large[kept]]
    fits = numbers.cumsum() <= MOST_NUMBERS
    small = np.ones(len(lying.box), bool)
    small[large] = False
    small[large[kept[~fits]]] = True
    if not fits.all():
        parts, _ = polygon_parts(polygons[kept[fits]])
    return _Drawn(parts, large[kept[fits]]), small


def _marks(lying: Lying, small: Bools) -> Spots:
    """Put a mark into the middle of what of each parcel's box lies in the tile."""
    box = np.clip(lying.box, 0, EXTENT - 1)
    inside = small & (lying.box[:, :2] < EXTENT).all(axis=1) & (lying.box[:, 2:] >= 0).all(axis=1)
    spans = lying.periods
    period = np.flatnonzero(inside[spans.parcel])
    parcel = spans.parcel[period]
    area = _whole_m2(lying.outlines.rows["area_m2"][parcel])
    middle = (box[:, :2] + box[:, 2:])[parcel] / 2
    return Spots(middle, spans.status[period], spans.first[period], spans.end[period], area, parcel, period)


def _whole_m2(area_m2: Floats) -> Ints:
    """Round areas to square metres; no land is rounded away."""
    return np.maximum(np.rint(area_m2), 1).astype(np.int64)


class _Said:
    """What is said of periods: texts are looked up for those alone that a tile shows."""

    def __init__(self, store: Store, lying: Lying) -> None:
        self._store, self._lying = store, lying

    def of(self, status: Ints, first: Ints, end: Ints, area: Ints, parcel: Ints, period: Ints) -> dict[str, Any]:
        """
        Give the properties of features.

        Parameters
        ----------
        status, first, end, area, parcel, period
            As in `spots.Spots`; -1 for a parcel and period where there are several.

        Returns
        -------
        dict
            Values by name.
        """
        outlines, spans = self._lying.outlines, self._lying.periods
        known = np.flatnonzero(period >= 0)
        record, name = np.full(len(period), None, dtype=object), np.full(len(period), None, dtype=object)
        ids = records_of(self._store, outlines.moves["seq"][spans.move[period[known]]])
        record[known] = [one[:_RECORD_DIGITS] for one in ids]
        name[known] = [parcel_id(no) for no in outlines.rows["no"][parcel[known]].tolist()]
        return {
            "status": _STATUS[status],
            "from": day_numbers(first),
            "to": np.where(end == FOR_EVER, NO_END, day_numbers(np.where(end == FOR_EVER, 1, end))),
            "area_m2": area,
            "record": record,
            "parcel": name,
        }


def day_numbers(days: Ints) -> Ints:
    """
    Write days as numbers that maps compare.

    Parameters
    ----------
    days
        Days as `date.toordinal` counts.

    Returns
    -------
    ndarray of int64
        Of the form yyyymmdd.

    Examples
    --------
    >>> day_numbers(np.array([738_916])).tolist()
    [20240131]
    """
    day = (days - _EPOCH).astype("datetime64[D]")
    month, year = day.astype("datetime64[M]"), day.astype("datetime64[Y]")
    numbers: Ints = (
        (year.astype(np.int64) + 1970) * 10_000
        + ((month - year).astype(np.int64) + 1) * 100
        + (day - month).astype(np.int64)
        + 1
    )
    return numbers


def _land(drawn: _Drawn, lying: Lying, said: _Said) -> bytes:
    spans = lying.periods
    shape_of = np.full(len(lying.box), -1)
    shape_of[drawn.parcel] = np.arange(len(drawn.parcel))
    period = np.flatnonzero(shape_of[spans.parcel] >= 0)
    parcel = spans.parcel[period]
    area = _whole_m2(lying.outlines.rows["area_m2"][parcel])
    properties = said.of(spans.status[period], spans.first[period], spans.end[period], area, parcel, period)
    return layer("land", drawn.parts, properties, shape_of[parcel])


def _spots(marks: Spots, said: _Said) -> bytes:
    return layer("spots", point_parts(marks.xy), said.of(*marks[1:]))


def features_tile(  # noqa: PLR0913, PLR0917 - the parts of one question
    name: str, shapes: Objects, properties: Mapping[str, npt.NDArray[Any]], plane: Plane, z: int, x: int, y: int
) -> bytes:
    """
    Draw other things than land: ordnance, accidents, tasks.

    Parameters
    ----------
    name
        Name of the layer of polygons; lines are in ``<name>-lines``, points in ``<name>-points``.
    shapes
        Shapes in longitude and latitude; None or empty where a thing has none.
    properties
        Values by name, one for each shape, as `vectortile.layer` takes them.
    plane
        The programme's plane.
    z, x, y
        Zoom, column and row.

    Returns
    -------
    bytes
        Its layers, empty where nothing lies in the tile; a tile of several kinds of things is one after the other.

    Raises
    ------
    TileError
        Where there is no such tile.

    Examples
    --------
    >>> from mapbox_vector_tile import decode
    >>> found = np.array([shapely.Point(18.0, 44.0), None])
    >>> tile = features_tile("finds", found, {"n": np.array([1, 2])}, Plane(18, 44), 0, 0, 0)
    >>> [feature["properties"] for feature in decode(tile)["finds-points"]["features"]]
    [{'n': 1}]
    """
    tile = Tile(z, x, y).checked()
    some = np.flatnonzero(~shapely.is_empty(shapes) & ~shapely.is_missing(shapes))
    placed = cut(shapely.transform(shapes[some], lambda lonlat: tile.units(lonlat, plane)))
    flat = shapely.get_dimensions(placed)
    out = b""
    for end, of_form in enumerate((_points, _lines, _areas)):
        mine = np.flatnonzero(flat == end)
        parts, kept = of_form(placed[mine])
        chosen = some[mine[kept]]
        out += layer(name + _ENDINGS[end], parts, {key: values[chosen] for key, values in properties.items()})
    return out


def _points(shapes: Objects) -> tuple[Parts, Ints]:
    """Lay out points, those of a multipoint one by one."""
    xy, owner = shapely.get_coordinates(shapes, return_index=True)
    inside = ((xy >= 0) & (xy < EXTENT)).all(axis=1)
    return point_parts(xy[inside]), owner[inside].astype(np.int64)


def _lines(shapes: Objects) -> tuple[Parts, Ints]:
    """Lay out lines; one that is shorter than a unit is drawn as long as one."""
    placed: Objects = shapely.transform(shapes, np.rint)
    short = shapely.length(placed) == 0
    xy = shapely.get_coordinates(shapely.get_point(shapely.get_geometry(placed[short], 0), 0))
    placed[short] = shapely.linestrings(np.stack([xy, xy + np.array([1, 0])], axis=1))
    return line_parts(placed)


def _areas(shapes: Objects) -> tuple[Parts, Ints]:
    return polygon_parts(snapped(shapes))
