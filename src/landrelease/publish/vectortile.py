"""Mapbox Vector Tiles, version 2.1: layers of shapes with properties, as bytes.

An encoder of our own, because the usual one (mapbox-vector-tile) takes about a millisecond for each polygon: it turns
every shape and value into an object. Here the numbers of a whole layer are written at once, and only what is left,
cutting them into features, is done one by one. The tests read every tile with that library.
"""

import struct
from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.geometry.ragged import starts, within

Ints = npt.NDArray[np.int64]
EXTENT: Final = 4096
_MOVE, _LINE, _CLOSE = 1, 2, 15
_LAYER, _VERSION, _NAME, _FEATURE, _KEY, _VALUE, _EXTENT = (
    b"\x1a",
    b"\x78\x02",
    b"\x0a",
    b"\x12",
    b"\x1a",
    b"\x22",
    b"\x28",
)
_TAGS, _TYPE, _GEOMETRY = b"\x12", b"\x18", b"\x22"


class Form(IntEnum):
    """What the parts of a layer's shapes are, as the format numbers it."""

    POINT = 1
    LINE = 2
    POLYGON = 3


class Parts(NamedTuple):
    """
    Shapes in tile units, shape after shape.

    Attributes
    ----------
    form : Form
        What each part is.
    xy : ndarray of int64, shape (v, 2)
        Vertices, y downwards; the first of a ring is not said again at its end.
    part_start : ndarray of int64
        First vertex of each part (a ring, a line, all points of a shape), with their number at the end.
    shape_start : ndarray of int64
        First part of each shape, with their number at the end.
    """

    form: Form
    xy: Ints
    part_start: Ints
    shape_start: Ints


@lru_cache(maxsize=1 << 14)
def varint(value: int) -> bytes:
    r"""
    Write one number in as many bytes as it needs.

    Parameters
    ----------
    value
        Not negative.

    Returns
    -------
    bytes
        Seven bits in each, the lowest first.

    Examples
    --------
    >>> varint(0), varint(300)
    (b'\x00', b'\xac\x02')
    """
    out = bytearray()
    while value > 127:  # noqa: PLR2004 - seven bits
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def varints(values: Ints) -> tuple[bytes, Ints]:
    r"""
    Write many numbers as `varint` writes one.

    Parameters
    ----------
    values
        Numbers, none negative.

    Returns
    -------
    data : bytes
        All of them, one after the other.
    start : ndarray of int64
        Where each begins, with their length at the end.

    Examples
    --------
    >>> varints(np.array([0, 300]))[0]
    b'\x00\xac\x02'
    """
    lengths = np.ones(len(values), np.int64)
    rest = values >> 7
    while rest.any():
        lengths += rest > 0
        rest >>= 7
    start = starts(lengths)
    out = np.zeros(start[-1], np.uint8)
    for n in range(int(lengths.max(initial=0))):
        long = np.flatnonzero(lengths > n)
        more = (lengths[long] > n + 1).astype(np.uint8) << 7
        out[start[long] + n] = (values[long] >> 7 * n & 127).astype(np.uint8) | more
    return out.tobytes(), start


def commands(parts: Parts) -> tuple[Ints, Ints]:
    """
    Write shapes as the format's drawing commands.

    Parameters
    ----------
    parts
        Shapes in tile units.

    Returns
    -------
    numbers : ndarray of int64
        Commands and steps of all shapes.
    start : ndarray of int64
        Where each shape begins, with their number at the end.

    Examples
    --------
    >>> square = Parts(Form.POLYGON, np.array([[0, 0], [2, 0], [2, 2]]), np.array([0, 3]), np.array([0, 1]))
    >>> commands(square)[0].tolist()
    [9, 0, 0, 18, 4, 0, 0, 4, 15]
    """
    steps = np.diff(parts.xy, axis=0, prepend=0)
    first = parts.part_start[parts.shape_start[:-1][np.diff(parts.shape_start) > 0]]
    steps[first] = parts.xy[first]  # the pen begins each shape in the corner of the tile
    counts = np.diff(parts.part_start)
    heads, closing = {Form.POINT: (1, 0), Form.LINE: (2, 0), Form.POLYGON: (2, 1)}[parts.form]
    begin = starts(heads + 2 * counts + closing)
    out = np.empty(begin[-1], np.int64)
    nth = within(counts)
    at = np.repeat(begin[:-1], counts) + 1 + 2 * nth + (nth > 0) * (heads - 1)
    folded = steps << 1 ^ steps >> 63
    out[at], out[at + 1] = folded.T
    out[begin[:-1]] = _MOVE | (counts << 3 if parts.form == Form.POINT else 8)
    if heads > 1:
        out[begin[:-1] + 3] = _LINE | counts - 1 << 3
    if closing:
        out[begin[1:] - 1] = _CLOSE
    return out, begin[parts.shape_start]


def layer(name: str, parts: Parts, properties: Mapping[str, npt.NDArray[Any]], of: Ints | None = None) -> bytes:
    """
    Write a layer.

    Parameters
    ----------
    name
        Name of the layer.
    parts
        Shapes, none of them empty.
    properties
        Values by name, one for each feature: arrays of numbers, or of objects that are text, numbers, or None where a
        feature has no such property.
    of
        Shape of each feature; each shape is one feature where nothing is said.

    Returns
    -------
    bytes
        The layer as it stands in a tile; tiles are layers one after the other. Nothing for a layer without features.

    Examples
    --------
    >>> import mapbox_vector_tile
    >>> spots = Parts(Form.POINT, np.array([[7, 9]]), np.array([0, 1]), np.array([0, 1]))
    >>> data = layer("spots", spots, {"status": np.array(["cleared"], object)})
    >>> mapbox_vector_tile.decode(data, default_options={"y_coord_down": True})["spots"]["features"][0]["properties"]
    {'status': 'cleared'}
    """
    which = np.arange(len(parts.shape_start) - 1) if of is None else of
    if not len(which):
        return b""
    numbers, shape_start = commands(parts)
    drawn, number_start = varints(numbers)
    shapes = [drawn[a:b] for a, b in pairwise(number_start[shape_start].tolist())]
    tags, values = _tags(properties, len(which))
    form = _TYPE + varint(parts.form) + _GEOMETRY
    ready = [form + varint(len(shape)) + shape for shape in shapes]
    features = (_TAGS + varint(len(tag)) + tag + ready[n] for tag, n in zip(tags, which.tolist(), strict=True))
    body = [_VERSION, _field(_NAME, name.encode())]
    body += [_field(_FEATURE, feature) for feature in features]
    body += [_field(_KEY, key.encode()) for key in properties]
    body += [_field(_VALUE, value) for value in values]
    return _field(_LAYER, b"".join((*body, _EXTENT, varint(EXTENT))))


def _field(mark: bytes, data: bytes) -> bytes:
    return mark + varint(len(data)) + data


def _tags(properties: Mapping[str, npt.NDArray[Any]], count: int) -> tuple[list[bytes], list[bytes]]:
    """Give every value a number; returns the numbers of keys and values of each feature, and the values."""
    written: dict[bytes, int] = {}
    columns = []
    for key, values in enumerate(properties.values()):
        single, at = _distinct(values)
        place = np.array([-1 if one is None else written.setdefault(_value(one), len(written)) for one in single], int)
        columns += [np.where(place[at] < 0, -1, key), place[at]]
    table = np.stack(columns, axis=1) if columns else np.zeros((count, 0), np.int64)
    data, start = varints(table[table >= 0])
    ends = start[starts((table >= 0).sum(axis=1))]
    return [data[a:b] for a, b in pairwise(ends.tolist())], list(written)


def _distinct(values: npt.NDArray[Any]) -> tuple[Sequence[Any], Ints]:
    if values.dtype != object:
        single, at = np.unique(values, return_inverse=True)
        return single.tolist(), at.ravel().astype(np.int64)
    place: dict[Any, int] = {}
    at = np.array([place.setdefault(value, len(place)) for value in values.tolist()], np.int64)
    return list(place), at


def _value(value: Any) -> bytes:  # noqa: ANN401 - text or a number
    if isinstance(value, str):
        return _field(b"\x0a", value.encode())
    if isinstance(value, bool):
        return b"\x38" + varint(value)
    if isinstance(value, int):
        return b"\x28" + varint(value) if value >= 0 else b"\x30" + varint(-2 * value - 1)
    return b"\x19" + struct.pack("<d", value)
