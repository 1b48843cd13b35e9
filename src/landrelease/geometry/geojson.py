"""Geometries as GeoJSON and back, many at a time: the form in which records hold them."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec
import numpy as np
import orjson
import shapely
from pyproj import CRS

from landrelease.geometry.crs import crs_name, read_crs, to_wgs84
from landrelease.geometry.polygontext import FORMS, polygons
from landrelease.geometry.ragged import Geometries, Objects
from landrelease.records.shape import WGS84, Shape
from landrelease.records.text import tr

_CHUNK = 50_000
_MANY = 20
_CLOSED = 4
_BEFORE, _BEHIND, _CLOSING = b'{"type":"Polygon","coordinates":[[', b"]]}", ord("]")


class _Alone(msgspec.Struct, tag_field="type", tag="Polygon"):
    coordinates: tuple[list[tuple[float, float]]]


_ALONE = msgspec.json.Decoder(_Alone)


class GeoJsonError(ValueError):
    """Bytes that should hold a geometry cannot be read as one."""


def to_geojson(geoms: Geometries) -> list[bytes]:
    """
    Write geometries as GeoJSON, each number short and reading back unchanged.

    Heights are kept. Measures have no place in GeoJSON: they follow as the member ``measures``, one for each vertex.

    Parameters
    ----------
    geoms
        Geometries [k]; a LinearRing is written as a line.

    Returns
    -------
    list of bytes
        UTF-8 without blanks [k]; empty bytes for None, and for a geometry with a coordinate that is no number, since
        JSON has none.

    Examples
    --------
    >>> to_geojson([shapely.Point(4.5, 0.1), None, shapely.Point(float("nan"), 1)])
    [b'{"type":"Point","coordinates":[4.5,0.1]}', b'', b'']
    >>> to_geojson([shapely.from_wkt("POINT M (1 2 3)")])
    [b'{"type":"Point","coordinates":[1.0,2.0],"measures":[3.0]}']
    """
    shapes = np.asarray(geoms, dtype=object)
    texts: Objects = np.full(len(shapes), b"", dtype=object)
    single = (shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(shapes)
    single &= (shapely.get_num_interior_rings(shapes) == 0) & ~(shapely.has_z(shapes) | shapely.has_m(shapes))
    texts[~single], rows = _of_any(shapes[~single]), np.flatnonzero(single)
    for first in range(0, len(rows), _CHUNK):
        some = rows[first : first + _CHUNK]
        texts[some] = _of_rings(shapes[some])
    written: list[bytes] = texts.tolist()
    return written


def _of_rings(polygons: Objects) -> list[bytes]:
    """Write polygons that are one ring from their coordinates as they lie in memory, and cut the text between them."""
    xy, counts = shapely.get_coordinates(polygons), shapely.get_num_coordinates(polygons)
    whole = orjson.dumps(xy, None, orjson.OPT_SERIALIZE_NUMPY)
    closed = np.flatnonzero(np.frombuffer(whole, dtype=np.uint8) == _CLOSING)[np.cumsum(counts) - 1]
    cut = pairwise([0, *(closed + 1).tolist()])  # of each its positions, behind the bracket or comma before them
    texts = [_BEFORE + whole[first + 1 : last] + _BEHIND for first, last in cut]
    return _without_null(texts) if b"null" in whole else texts


def _without_null(texts: list[bytes]) -> list[bytes]:
    return [b"" if b"null" in text else text for text in texts]


def _of_any(shapes: Objects) -> list[bytes]:
    """Write any geometries, None as empty bytes."""
    texts = [(text or "").encode() for text in shapely.to_geojson(shapes).tolist()]
    for row in np.flatnonzero(shapely.has_m(shapes)):
        measures = shapely.get_coordinates(shapes[row], include_m=True)[:, -1].tolist()
        texts[row] = texts[row][:-1] + b',"measures":' + msgspec.json.encode(measures) + b"}"
    return _without_null(texts)


def from_geojson(raws: Iterable[bytes | msgspec.Raw | msgspec.UnsetType | None]) -> Objects:
    """
    Read geometries from GeoJSON.

    Parameters
    ----------
    raws
        GeoJSON geometry objects [k], None, empty or unset where there is none.

    Returns
    -------
    ndarray
        Geometries or None [k].

    Raises
    ------
    GeoJsonError
        Where bytes are no geometry; it says how many and names the first.

    Examples
    --------
    >>> from_geojson([b'{"type":"Point","coordinates":[4.5,0.1]}', b""]).tolist()
    [<POINT (4.5 0.1)>, None]
    >>> from_geojson([b'{"type":"Polygon","coordinates":[[[1,2],[3,4]]]}'])
    Traceback (most recent call last):
    ...
    landrelease.geometry.geojson.GeoJsonError: 1 of 1 geometries cannot be read, the first is number 1: no GeoJSON \
geometry, or a ring that is not closed or has too few positions
    """
    geoms, unread = _read(raws)
    if unread:
        msg = tr(
            "{many} of {all} geometries cannot be read, the first is number {first}: no GeoJSON geometry, or a ring "
            "that is not closed or has too few positions"
        )
        raise GeoJsonError(msg.format(many=len(unread), all=len(geoms), first=unread[0] + 1))
    return geoms


def shape(entered: Geometries, crs: CRS | str) -> list[Shape | None]:
    """
    Make the shapes of records from geometries as somebody entered them.

    Parameters
    ----------
    entered
        Geometries [k] in `crs`, easting or longitude first, with or without heights and measures.
    crs
        Their declared system.

    Returns
    -------
    list of Shape or None
        Shapes [k]; None where nothing was entered, an empty geometry, or one with a coordinate that is no number.

    Raises
    ------
    CrsError
        Where the system is none, or a position has no place on the earth in it.

    Examples
    --------
    >>> made = shape([shapely.Point(18.5, 44.25), shapely.Point(), None], "OGC:CRS84")
    >>> made[0].crs, bytes(made[0].wgs84), made[0].entered, made[1:]
    ('EPSG:4326', b'{"type":"Point","coordinates":[18.5,44.25]}', UNSET, [None, None])
    """
    shapes = np.array(entered, dtype=object)
    system = read_crs(crs)
    name = crs_name(system)
    shapes[shapely.is_empty(shapes)] = None
    other = np.full(len(shapes), name != WGS84) | shapely.has_z(shapes) | shapely.has_m(shapes)
    outs = to_geojson(to_wgs84(shapes, system))
    kept = [b""] * len(shapes)
    if other.any():
        shapes[~other] = None
        kept = to_geojson(shapes)
    return [
        Shape(wgs84=msgspec.Raw(out), crs=name, entered=msgspec.Raw(was) if was else msgspec.UNSET) if out else None
        for out, was in zip(outs, kept, strict=True)
    ]


def shape_of_wkt(wkt: str, crs: CRS | str = WGS84) -> Shape:
    """
    Make the shape of a record from one geometry written as text.

    Parameters
    ----------
    wkt
        Well-known text, easting or longitude first.
    crs
        Its system.

    Returns
    -------
    Shape
        As entered, with its place in WGS84.

    Raises
    ------
    GeoJsonError
        Where the text is no geometry, or an empty one.
    CrsError
        Where the system is none, or a position has no place on the earth in it.

    Examples
    --------
    >>> bytes(shape_of_wkt("POINT (18.5 44.25)").wgs84)
    b'{"type":"Point","coordinates":[18.5,44.25]}'
    >>> shape_of_wkt("POINT EMPTY")
    Traceback (most recent call last):
    ...
    landrelease.geometry.geojson.GeoJsonError: 'POINT EMPTY' is no geometry with a place
    """
    with np.errstate(invalid="ignore"):
        made = shape([shapely.from_wkt(wkt, on_invalid="ignore")], crs)[0]
    if made is None:
        msg = f"{wkt[:40]!r} is no geometry with a place"
        raise GeoJsonError(msg)
    return made


def geometry_of(shapes: Sequence[Shape | None]) -> Objects:
    """
    Read the WGS84 geometries of shapes.

    Parameters
    ----------
    shapes
        Shapes of records [k].

    Returns
    -------
    ndarray
        Geometries in longitude and latitude [k]; None where there is no shape or it cannot be read, so that such land
        is treated as unmapped and nothing stops the rest.

    Examples
    --------
    >>> geometry_of(shape([shapely.Point(18.5, 44.25), None], "EPSG:4326")).tolist()
    [<POINT (18.5 44.25)>, None]
    """
    return _read(one.wgs84 if one else None for one in shapes)[0]


def ring_of(shape: Shape | None) -> list[tuple[float, float]] | None:
    """
    Read a shape that is one closed ring, without making a geometry of it.

    Parameters
    ----------
    shape
        Shape of a record.

    Returns
    -------
    list of tuple or None
        Longitude and latitude of each position, the first once more at the end; None for any other shape, which
        `geometry_of` reads.

    Examples
    --------
    >>> square, point = shape([shapely.box(0, 0, 1, 1), shapely.Point(1, 1)], "EPSG:4326")
    >>> ring_of(square), ring_of(point), ring_of(None)
    ([(1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0), (1.0, 0.0)], None, None)
    """
    if shape is None:
        return None
    try:
        (ring,) = _ALONE.decode(shape.wgs84).coordinates
    except msgspec.DecodeError:
        return None
    return ring if len(ring) >= _CLOSED and ring[0] == ring[-1] else None


def _read(raws: Iterable[bytes | msgspec.Raw | msgspec.UnsetType | None]) -> tuple[Objects, list[int]]:
    """Geometries, and the places of those that cannot be read."""
    texts = [bytes(raw) if raw else b"" for raw in raws]
    out: Objects = np.full(len(texts), None, dtype=object)
    if not any(texts):
        return out, []
    left = np.array([bool(text) for text in texts], dtype=bool)
    for form in FORMS:
        rows = [row for row, text in enumerate(texts) if form.fits(text)]
        for first in range(0, len(rows) if len(rows) >= _MANY else 0, _CHUNK):  # few are read faster one by one
            chunk = rows[first : first + _CHUNK]
            made = polygons([texts[row] for row in chunk], form)
            if made is not None:
                out[chunk], left[chunk] = made, False
    unread = [row for row in np.flatnonzero(left).tolist() if not _read_one(texts[row], out[row : row + 1])]
    return out, unread


def _read_one(text: bytes, place: Objects) -> bool:
    try:
        place[0] = shapely.from_geojson(text.decode())
    except (shapely.errors.GEOSException, UnicodeDecodeError):
        return False
    return True
