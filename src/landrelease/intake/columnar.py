"""A layer column by column: GDAL's own columnar stream, read where it gives the very values that its features give.

A feature at a time, GDAL makes each value a Python object through five calls. Its stream hands on whole columns, in the
memory layout of Arrow's C data interface (https://arrow.apache.org/docs/format/CDataInterface.html), which is read here
as it lies there. What the two ways would give differently (dates, curves, measures, broken geometries) is left to the
features: `read` then gives nothing.
"""

import ctypes
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
import pyogrio.raw
from numpy.typing import NDArray

from landrelease.intake.table import Column, Objects

_CAPSULE: Final = b"arrow_array_stream"
_PLAIN: Final = frozenset({"OFTString", "OFTReal", "OFTInteger", "OFTInteger64"})
_KNOWN: Final[Mapping[bytes, np.dtype[Any]]] = {
    b"g": np.dtype(np.float64),
    b"i": np.dtype(np.int32),
    b"l": np.dtype(np.int64),
}
"""Columns of numbers, by the letter of their format."""
_BYTES: Final[Mapping[bytes, np.dtype[Any]]] = {
    b"u": np.dtype(np.int32),
    b"U": np.dtype(np.int64),
    b"z": np.dtype(np.int32),
    b"Z": np.dtype(np.int64),
}
"""Columns of texts and of bytes, by the letter of their format, to the type of their offsets."""
_TEXTS: Final = frozenset({b"u", b"U"})
_KINDS: Final = np.array([*range(1, 7), *range(1001, 1007)], dtype=np.uint32)
"""Points, lines and polygons, single or many, flat or with heights; in little-endian well-known binary."""
_HEAD: Final = 5
_BATCH: Final = 65_536
EVERY_ROW: Final = "1 = 1"
"""A filter that lets all through: under one GDAL counts a GeoPackage's rows itself. Without, it trusts the number that
the file holds of them, and loses rows or gives them twice where a program changed the rows and not the number."""


class Columnar(NamedTuple):
    """
    A layer as its stream gives it.

    Attributes
    ----------
    meta : dict
        What `pyogrio.raw.read` says of the layer.
    wkb : ndarray
        Well-known binary [n].
    columns : list
        Values of the fields [n], None where there is none.
    """

    meta: dict[str, Any]
    wkb: Objects
    columns: list[Column]


class _Schema(ctypes.Structure):
    pass


class _Array(ctypes.Structure):
    pass


class _Stream(ctypes.Structure):
    pass


_Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_void_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(_Schema))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Schema))),
    ("private_data", ctypes.c_void_p),
]
_Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(_Array))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Array))),
    ("private_data", ctypes.c_void_p),
]
_Stream._fields_ = [
    ("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Stream), ctypes.POINTER(_Schema))),
    ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Stream), ctypes.POINTER(_Array))),
    ("get_last_error", ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.POINTER(_Stream))),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Stream))),
    ("private_data", ctypes.c_void_p),
]


class _OtherwiseError(Exception):
    """The stream holds what only the features give as intake takes it."""


def read(source: str, layer: str) -> Columnar | None:
    """
    Read a layer column by column.

    Parameters
    ----------
    source
        Data set, as GDAL names it.
    layer
        Name of the layer.

    Returns
    -------
    Columnar or None
        Its fields and geometries, the same as feature by feature; none where these have to be read.

    Raises
    ------
    pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError
        As `pyogrio.raw.read`.
    """
    with pyogrio.raw.open_arrow(source, layer=layer, where=EVERY_ROW, batch_size=_BATCH) as (meta, stream):
        if not _is_plain(meta):
            return None
        try:
            names, parts = _columns(stream.__arrow_c_stream__())
        except (_OtherwiseError, UnicodeDecodeError):
            return None
    fields = [str(name) for name in meta["fields"]]
    shape = meta["geometry_name"] or "wkb_geometry"
    if sorted(names) != sorted([*fields, shape]) or not all(parts):
        return None
    whole = dict(zip(names, parts, strict=True))
    wkb = np.array([value for part in whole[shape] for value in part], dtype=object)
    if not _is_flat(wkb):
        return None
    return Columnar(meta, wkb, [_joined(whole[name]) for name in fields])


def _is_plain(meta: dict[str, Any]) -> bool:
    """Tell whether all fields are texts and numbers, and one column holds geometries."""
    plain = _PLAIN.issuperset(meta["ogr_types"]) and set(meta["ogr_subtypes"]) <= {"OFSTNone"}
    return plain and meta["geometry_type"] is not None


def _is_flat(wkb: Objects) -> bool:
    """Tell whether all geometries are there and of kinds that GDAL hands on as they stand."""
    if not all(wkb):
        return False
    heads = b"".join([value[:_HEAD] for value in wkb])
    if len(heads) != _HEAD * len(wkb):
        return False
    cells = np.frombuffer(heads, dtype=np.dtype([("order", np.uint8), ("kind", "<u4")]))
    return bool((cells["order"] == 1).all() and np.isin(cells["kind"], _KINDS).all())


def _joined(parts: list[Column]) -> Column:
    """Put the parts of a column together; whole numbers with gaps are figures, as a feature gives them."""
    whole = [value for part in parts for value in part] if len(parts) > 1 else parts[0]
    if int in (types := set(map(type, whole))) and type(None) in types:
        return [None if value is None else float(value) for value in whole]
    return whole


# ---- the memory of the stream ----


def _columns(capsule: object) -> tuple[list[str], list[list[Column]]]:
    """Read all batches of a stream, which ends with its capsule."""
    point = ctypes.pythonapi.PyCapsule_GetPointer
    point.restype, point.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    stream = ctypes.cast(point(capsule, _CAPSULE), ctypes.POINTER(_Stream))
    schema = _Schema()
    _insist(stream.contents.get_schema(stream, ctypes.byref(schema)))
    try:
        fields = [schema.children[n].contents for n in range(schema.n_children)]
        names, formats = [field.name.decode() for field in fields], [field.format for field in fields]
    finally:
        schema.release(ctypes.byref(schema))
    parts: list[list[Column]] = [[] for _ in names]
    for batch in _batches(stream):
        for n, part in enumerate(parts):
            part.append(_values(batch.children[n].contents, formats[n], batch))
    return names, parts


def _batches(stream: Any) -> Iterator[Any]:  # noqa: ANN401 - a pointer of ctypes
    while True:
        batch = _Array()
        _insist(stream.contents.get_next(stream, ctypes.byref(batch)))
        if not batch.release:
            return
        try:
            yield batch
        finally:
            batch.release(ctypes.byref(batch))


def _insist(code: int) -> None:
    if code:
        raise _OtherwiseError


def _values(array: Any, form: bytes, batch: Any) -> Column:  # noqa: ANN401 - structures of ctypes
    """Give a column of a batch as Python's own values, None where there is none."""
    if array.offset or batch.offset or array.dictionary:
        raise _OtherwiseError
    gaps = _gaps(array)
    if form in _KNOWN:
        figures = _buffer(array, 1, _KNOWN[form], array.length)
        values: Column = figures.tolist()
        gaps += np.flatnonzero(np.isnan(figures)).tolist()
    elif form in _BYTES:
        values = _slices(array, _BYTES[form], text=form in _TEXTS)
    else:
        raise _OtherwiseError
    for at in gaps:
        values[at] = None
    return values


def _gaps(array: Any) -> list[int]:  # noqa: ANN401 - a structure of ctypes
    """List the places without a value."""
    if not array.null_count or not array.buffers[0]:
        return []
    bits = np.unpackbits(_buffer(array, 0, np.dtype(np.uint8), (array.length + 7) // 8), bitorder="little")
    found: list[int] = np.flatnonzero(bits[: array.length] == 0).tolist()
    return found


def _slices(array: Any, offset: np.dtype[Any], *, text: bool) -> Column:  # noqa: ANN401 - a structure of ctypes
    if not array.length:
        return []
    ends = _buffer(array, 1, offset, array.length + 1).tolist()
    data = ctypes.string_at(array.buffers[2], ends[-1]) if ends[-1] else b""
    if text and b"\0" in data:  # a feature's text ends there
        raise _OtherwiseError
    if text and data.isascii():
        whole = data.decode()
        return [whole[first:last] for first, last in pairwise(ends)]
    found: Column = [data[first:last] for first, last in pairwise(ends)]
    return [value.decode() for value in found] if text else found


def _buffer(array: Any, number: int, dtype: np.dtype[Any], count: int) -> NDArray[Any]:  # noqa: ANN401
    """Copy one buffer of a column, which lies there only until its batch is released."""
    copied = ctypes.string_at(array.buffers[number], count * dtype.itemsize) if count else b""
    found: NDArray[Any] = np.frombuffer(copied, dtype=dtype)
    return found
