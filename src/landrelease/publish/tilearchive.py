"""Land as one file of vector tiles (PMTiles, version 3), for maps that work without a server."""

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
import shapely

from landrelease.geometry.plane import Plane
from landrelease.ledger.book import Progress, silent
from landrelease.publish.atlas import Atlas
from landrelease.publish.meta import Meta, facts, notices
from landrelease.publish.tilegrid import Tile
from landrelease.publish.tiles import features_tile, land_tile
from landrelease.publish.vectortile import EXTENT
from landrelease.publish.writing import replacing
from landrelease.records.text import tr

if TYPE_CHECKING:
    from landrelease.publish.seen import Seen

Floats = npt.NDArray[np.float64]
SHOWN_TO: Final = 14
"""Deepest zoom in the file; maps enlarge its tiles beyond, where a unit is some 60 centimetres."""
COARSE_TO: Final = 12
"""Deepest zoom of land that was made coarser."""
_FIELDS: Final = {
    "status": "String", "from": "Number", "to": "Number", "area_m2": "Number", "record": "String", "parcel": "String",
}  # fmt: skip
_FEW_FIELDS: Final = {"status": "String"}
_E7: Final = 10_000_000


def tiles_with_land(boxes: Floats, z: int) -> list[tuple[int, int]]:
    """
    List the tiles of a zoom that may hold land.

    Parameters
    ----------
    boxes
        Boxes on the map of the world, see `atlas.Atlas.boxes`.
    z
        Zoom.

    Returns
    -------
    list of tuple of int
        Column and row of each.

    Examples
    --------
    >>> tiles_with_land(np.array([[2040.0, 2040, 2050, 2050]]), 1)
    [(0, 0), (0, 1), (1, 0), (1, 1)]
    """
    across = 1 << z
    side = EXTENT / across
    low = np.floor((boxes[:, :2] - side / 64) / side).astype(np.int64)
    high = np.floor((boxes[:, 2:] + side / 64) / side).astype(np.int64)
    found: set[tuple[int, int]] = set()
    for x0, y0, x1, y1 in np.unique(np.hstack([low, high]), axis=0).tolist():
        rows = range(max(y0, 0), min(y1, across - 1) + 1)
        found.update((x % across, y) for x in range(x0, x1 + 1) for y in rows)
    return sorted(found)


def write_land_tiles(
    atlas: Atlas, path: str | Path, *, meta: Meta, klass: str = "all", progress: Progress = silent
) -> int:
    """
    Write all land of a class, through all its time, as tiles.

    The file appears whole or not at all, and is the same for the same land: no clock, no path and no register is in
    it.

    Parameters
    ----------
    atlas
        The land of the view.
    path
        The file, by custom ending in ``.pmtiles``.
    meta
        The view that is shown; its day is where a map may begin, the tiles hold all days.
    klass
        Hazard class, or ``all``.
    progress
        Told how many tiles of how many are done.

    Returns
    -------
    int
        How many tiles there are.

    Raises
    ------
    OutputError
        Where the folder is absent.

    Notes
    -----
    Tiles are written one after the other in the order of the file, so none is held longer than it takes to write it.
    """
    boxes = atlas.boxes(klass)
    head = _metadata(meta, klass, _layers(SHOWN_TO))
    return _archived(Path(path), _tiles(atlas, boxes, klass, progress), _header(boxes), head)


def write_coarse_tiles(seen: "Seen", plane: Plane, path: str | Path, *, progress: Progress = silent) -> int:
    """
    Write land that was made coarser as tiles: of one day, with nothing that leads to a parcel or a record.

    Parameters
    ----------
    seen
        The land, with its view.
    plane
        Plane of the programme.
    path
        The file.
    progress
        Told how many tiles of how many are done.

    Returns
    -------
    int
        How many tiles there are.

    Raises
    ------
    OutputError
        Where the folder is absent.
    """
    shapes, owner = shapely.get_parts(seen.table.geometry, return_index=True)
    corners = shapely.bounds(shapes).reshape(-1, 2, 2)[:, [[0, 1], [1, 0]], [[0, 1], [0, 1]]]
    world = np.sort(Tile(0, 0, 0).units(corners.reshape(-1, 2), plane).reshape(-1, 2, 2), axis=1)
    boxes = world.reshape(-1, 4)
    properties = {"status": seen.table.values["status"][owner]}

    def tiles() -> Iterator[tuple[int, bytes]]:
        places = _numbered(boxes, COARSE_TO)
        for done, (number, place) in enumerate(places, 1):
            if data := features_tile("land", shapes, properties, plane, *place):
                yield number, data
            progress(done, len(places))

    head = _metadata(seen.meta, seen.klass, _coarse_layers())
    return _archived(Path(path), tiles(), _header(boxes), head)


def _archived(path: Path, tiles: Iterable[tuple[int, bytes]], header: dict[str, Any], head: dict[str, Any]) -> int:
    from pmtiles.writer import Writer  # noqa: PLC0415 - only for this format

    count = 0
    with replacing(path) as temporary, temporary.open("wb") as file:
        writer = Writer(file)
        for number, data in tiles:
            writer.write_tile(number, gzip.compress(data, mtime=0))
            count += 1
        if not count:  # the format knows no file without tiles
            writer.write_tile(0, gzip.compress(b"", mtime=0))
        writer.finalize(header, head)
    return count


def _numbered(boxes: Floats, deepest: int) -> list[tuple[int, tuple[int, int, int]]]:
    """List the tiles that may hold land, in the order of the file."""
    from pmtiles.tile import zxy_to_tileid  # noqa: PLC0415 - only for this format

    places = [(z, x, y) for z in range(deepest + 1) for x, y in tiles_with_land(boxes, z)]
    return sorted((zxy_to_tileid(*place), place) for place in places)


def _tiles(atlas: Atlas, boxes: Floats, klass: str, progress: Progress) -> Iterator[tuple[int, bytes]]:
    """Draw the tiles that hold land, in the order of the file."""
    numbered = _numbered(boxes, SHOWN_TO)
    for done, (number, place) in enumerate(numbered, 1):
        data = land_tile(atlas, *place, klass)
        if data:
            yield number, data
        progress(done, len(numbered))


def _header(boxes: Floats) -> dict[str, Any]:
    from pmtiles.tile import Compression, TileType  # noqa: PLC0415 - only for this format

    west, south, east, north = lonlat_bounds(boxes)
    return {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_lon_e7": round(west * _E7),
        "min_lat_e7": round(south * _E7),
        "max_lon_e7": round(east * _E7),
        "max_lat_e7": round(north * _E7),
        "center_zoom": 8,
        "center_lon_e7": round((west + east) / 2 * _E7),
        "center_lat_e7": round((south + north) / 2 * _E7),
    }


def lonlat_bounds(boxes: Floats) -> tuple[float, float, float, float]:
    """
    Give the longitudes and latitudes between which land lies.

    Parameters
    ----------
    boxes
        Boxes on the map of the world, see `atlas.Atlas.boxes`.

    Returns
    -------
    tuple of float
        West, south, east and north, degrees; the whole world where there is no land, or where it lies on both ends.

    Examples
    --------
    >>> lonlat_bounds(np.zeros((0, 4)))
    (-180.0, -85.0, 180.0, 85.0)
    """
    if not len(boxes):
        return -180.0, -85.0, 180.0, 85.0
    x0, y0 = boxes[:, :2].min(axis=0)
    x1, y1 = boxes[:, 2:].max(axis=0)
    (west, north), (east, south) = Tile(0, 0, 0).lonlat(np.array([[x0, y0], [x1, y1]])).tolist()
    if west < -180 or east > 180:  # noqa: PLR2004 - degrees
        west, east = -180.0, 180.0
    return west, south, east, north


def _layers(deepest: int) -> list[dict[str, Any]]:
    said = (
        ("land", tr("Land by status, each period from a day up to another")),
        ("spots", tr("Land too small to draw; where several parcels share a spot, the gravest status")),
    )
    return [_layer(name, text, deepest, _FIELDS) for name, text in said]


def _coarse_layers() -> list[dict[str, Any]]:
    return [_layer("land", tr("Land made coarser: open land outwards, released land inwards"), COARSE_TO, _FEW_FIELDS)]


def _layer(name: str, said: str, deepest: int, fields: dict[str, str]) -> dict[str, Any]:
    return {"id": name, "description": said, "minzoom": 0, "maxzoom": deepest, "fields": fields}


def _metadata(meta: Meta, klass: str, layers: list[dict[str, Any]]) -> dict[str, Any]:
    view = facts(meta, klass)
    return {
        "name": meta.name or meta.programme,
        "description": view["note"],
        "attribution": " · ".join([meta.name or meta.programme, *notices(meta)[:2]]),
        "type": "overlay",
        "version": "1",
        "vector_layers": layers,
        "landrelease": view,
    }
