"""Geometries out of files: what can be read is, an open ring is closed and reported, what cannot be read is named."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
import shapely

from landrelease.intake.table import Objects

_NANS: Final = tuple(np.array([sign * np.nan], dtype=order).tobytes() for sign in (1, -1) for order in ("<f8", ">f8"))
_DEPTH: Final = {"Polygon": 1, "MultiPolygon": 2}


class Shapes(NamedTuple):
    """
    Geometries of some rows.

    Attributes
    ----------
    geometry : ndarray
        Shapely geometries or None [n].
    unread : dict
        Position [0, n) to what stood there and could not be read.
    closed : frozenset of int
        Positions [0, n) of shapes with a ring that did not come back to its first vertex.
    """

    geometry: Objects
    unread: dict[int, str]
    closed: frozenset[int]


def from_wkb(values: Objects) -> Shapes:
    """
    Read well-known binary.

    Parameters
    ----------
    values
        Bytes or None [n].

    Returns
    -------
    Shapes
        Geometries; one with a NaN in it reads as ``nan`` in `unread`.
    """
    return _read(values, shapely.from_wkb, lambda value: "nan" if any(nan in value for nan in _NANS) else "binary")


def from_wkt(texts: Sequence[str | None]) -> Shapes:
    """
    Read well-known text.

    Parameters
    ----------
    texts
        Texts or None [n].

    Returns
    -------
    Shapes
        Geometries.

    Examples
    --------
    >>> found = from_wkt(["POLYGON ((0 0, 4 0, 4 4))", None, "somewhere"])
    >>> found.geometry[0].wkt, sorted(found.closed), found.unread
    ('POLYGON ((0 0, 4 0, 4 4, 0 0))', [0], {2: 'somewhere'})
    """
    return _read(np.array(texts, dtype=object), shapely.from_wkt, str)


def from_geojson(texts: Sequence[str | None]) -> Shapes:
    """
    Read GeoJSON geometry objects.

    Parameters
    ----------
    texts
        Texts or None [n].

    Returns
    -------
    Shapes
        Geometries.

    Examples
    --------
    >>> found = from_geojson(['{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4]]]}', '{"type":"Nothing"}'])
    >>> found.geometry[0].wkt, sorted(found.closed), found.unread
    ('POLYGON ((0 0, 4 0, 4 4, 0 0))', [0], {1: '{"type":"Nothing"}'})
    """
    values = np.array(texts, dtype=object)
    with np.errstate(all="ignore"):
        geometry = shapely.from_geojson(values, on_invalid="ignore")
        lost = _lost(values, geometry)
        again = [_with_closed_rings(values[at]) for at in lost]
        geometry[lost] = shapely.from_geojson(again, on_invalid="ignore")
    return _sorted_out(values, geometry, lost, str)


def _read(values: Objects, reader: Callable[..., Any], said: Callable[[Any], str]) -> Shapes:
    with np.errstate(all="ignore"):
        geometry = _as_told(values, reader, "ignore")
        lost = _lost(values, geometry)
        geometry[lost] = _as_told(values[lost], reader, "fix")
    return _sorted_out(values, geometry, lost, said)


def _as_told(values: Objects, reader: Callable[..., Any], on_invalid: str) -> Objects:
    """Read all at once; where Shapely gives up over one, such as a curve, read one by one and leave that one out."""
    try:
        return np.asarray(reader(values, on_invalid=on_invalid), dtype=object)
    except (RuntimeError, shapely.errors.ShapelyError):
        found = np.full(len(values), None, dtype=object)
        for at, value in enumerate(values):
            with suppress(RuntimeError, shapely.errors.ShapelyError):
                found[at] = reader(value, on_invalid=on_invalid)
        return found


def _lost(values: Objects, geometry: Objects) -> list[int]:
    found: list[int] = [at for at in np.flatnonzero(shapely.is_missing(geometry)).tolist() if values[at] is not None]
    return found


def _sorted_out(values: Objects, geometry: Objects, lost: list[int], said: Callable[[Any], str]) -> Shapes:
    return Shapes(
        geometry,
        {at: said(values[at]) for at in lost if geometry[at] is None},
        frozenset(at for at in lost if geometry[at] is not None),
    )


def _with_closed_rings(text: str) -> str | None:
    try:
        found = msgspec.json.decode(text)
        _close(found["coordinates"], _DEPTH[found["type"]])
    except (msgspec.DecodeError, KeyError, TypeError, IndexError, AttributeError):
        return None
    return msgspec.json.encode(found).decode()


def _close(rings: list[Any], depth: int) -> None:
    for ring in rings:
        if depth > 1:
            _close(ring, depth - 1)
        elif ring[0] != ring[-1]:
            ring.append(ring[0])
