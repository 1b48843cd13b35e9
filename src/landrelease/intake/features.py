"""GeoJSON, whole or one feature a line, read strictly: what JSON forbids, such as NaN, is refused with its place.

GDAL reads these too, but drops a feature that breaks off at the end of a line file without a word, takes NaN for a
number, and turns texts that look like dates into dates; intake must see the file as it is.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from landrelease.intake import run
from landrelease.intake.fault import IntakeError
from landrelease.intake.shapes import Shapes, from_geojson
from landrelease.records.shape import WGS84
from landrelease.records.text import tr

_FEATURE: Final = b'"Feature"'
_SEPARATOR: Final = b"\x1e"
_BOM: Final = b"\xef\xbb\xbf"
_NULL: Final = msgspec.Raw(b"null")
_BYTE: Final = re.compile(r"\(byte (\d+)\)")
_NO_NUMBER: Final = re.compile(rb"-?\b(?:nan|inf(?:inity)?)\b", re.IGNORECASE)
_AROUND: Final = 12
_SHAPES: Final = frozenset(
    {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}
)


class _Feature(msgspec.Struct):
    type: str
    geometry: msgspec.Raw = _NULL
    properties: dict[str, Any] | None = None
    id: str | int | float | None = None


class _Document(msgspec.Struct):
    type: str = ""
    features: list[_Feature] | None = None
    crs: Any = None
    geometry: msgspec.Raw = _NULL
    properties: dict[str, Any] | None = None
    id: str | int | float | None = None


_DOCUMENT: Final = msgspec.json.Decoder(_Document)
_LINE: Final = msgspec.json.Decoder(_Feature)


class Features(NamedTuple):
    """
    The features of a file.

    Attributes
    ----------
    columns : dict
        Property to its values [n], None where a feature lacks it; `id` from the feature itself where no property is
        named so.
    shapes : Shapes
        Geometries [n].
    crs : str
        Reference system; WGS84 where the file states none, as the format says.
    stated : bool
        Whether the file states it.
    """

    columns: dict[str, list[Any]]
    shapes: Shapes
    crs: str
    stated: bool


def read(path: Path) -> Features:
    """
    Read the features of a GeoJSON file.

    Parameters
    ----------
    path
        A feature collection, a feature, a geometry, or one feature a line.

    Returns
    -------
    Features
        Columns and geometries.

    Raises
    ------
    IntakeError
        ``line-too-long``, ``file-truncated``, ``not-finite``, ``file-unreadable``, ``file-format-unknown`` or
        ``file-empty``.
    """
    run.refuse_endless(path, _FEATURE)
    data = path.read_bytes().removeprefix(_BOM)
    lines = _as_lines(data)
    if lines:
        return _features(path, [_decoded(path, _LINE, line, begin) for begin, line in lines], None)
    found: _Document = _decoded(path, _DOCUMENT, data, 0)
    if found.type == "FeatureCollection" and found.features is not None:
        return _features(path, found.features, found.crs)
    if found.type == "Feature":
        return _features(path, [_Feature("Feature", found.geometry, found.properties, found.id)], found.crs)
    if found.type in _SHAPES:
        return _features(path, [_Feature("Feature", msgspec.Raw(data))], found.crs)
    raise IntakeError(path.name, "file-format-unknown", content=tr("JSON, but no GeoJSON"))


def _as_lines(data: bytes) -> list[tuple[int, bytes]]:
    """Cut a file of one feature a line; empty for any other form."""
    mark = _SEPARATOR if data.startswith(_SEPARATOR) else b"\n"
    first, _, rest = data.lstrip(_SEPARATOR).partition(mark)
    if not rest.strip() or not _is_feature(first):
        return []
    lines, begin = [], 0
    for part in data.split(mark):
        if part.strip():
            lines.append((begin, part))
        begin += len(part) + len(mark)
    return lines


def _is_feature(line: bytes) -> bool:
    try:
        return _LINE.decode(line).type == "Feature"
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False


def _decoded(path: Path, decoder: msgspec.json.Decoder[Any], data: bytes, begin: int) -> Any:  # noqa: ANN401
    try:
        return decoder.decode(data)
    except msgspec.ValidationError as fault:
        raise IntakeError(path.name, "file-unreadable", detail=_said(fault)) from None
    except msgspec.DecodeError as fault:
        _refuse(path, data, begin, fault)
    except (UnicodeDecodeError, RecursionError) as fault:
        raise IntakeError(path.name, "file-unreadable", detail=_said(fault)) from None


def _refuse(path: Path, data: bytes, begin: int, fault: msgspec.DecodeError) -> None:
    said = _said(fault)
    if "truncated" in said:
        detail = tr("after byte {byte:,} something is still open").format(byte=begin + len(data))
        raise IntakeError(path.name, "file-truncated", detail=detail) from None
    match = _BYTE.search(said)
    at = int(match[1]) if match else 0
    place = tr("line {line}, byte {byte:,}").format(line=_line(path, begin + at), byte=begin + at + 1)
    begun = max(at - _AROUND, 0)
    for near in _NO_NUMBER.finditer(data[begun : at + _AROUND]):
        if near.start() <= at - begun <= near.end():
            raise IntakeError(path.name, "not-finite", place=place, value=near[0].decode()) from None
    raise IntakeError(path.name, "file-unreadable", detail=f"{place}: {said}") from None


def _line(path: Path, at: int) -> int:
    with path.open("rb") as file:
        return file.read(at).count(b"\n") + 1


def _said(fault: Exception) -> str:
    return str(fault).rstrip(".")


def _features(path: Path, features: Sequence[_Feature], crs: Any) -> Features:  # noqa: ANN401 - any JSON
    if not features:
        raise IntakeError(path.name, "file-empty")
    texts = [str(feature.geometry, "utf-8") for feature in features]
    shapes = from_geojson([None if text == "null" else text for text in texts])
    return Features(_columns(features), shapes, _crs(path, crs), crs is not None)


def _columns(features: Sequence[_Feature]) -> dict[str, list[Any]]:
    rows = [feature.properties or {} for feature in features]
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name) for row in rows] for name in names}
    if not any(name.casefold() == "id" for name in names) and any(feature.id is not None for feature in features):
        columns["id"] = [feature.id for feature in features]
    return columns


def _crs(path: Path, crs: Any) -> str:  # noqa: ANN401 - any JSON
    if crs is None:
        return WGS84
    try:
        return str(crs["properties"]["name"])
    except (KeyError, TypeError):
        raise IntakeError(path.name, "crs-unknown", detail=tr("its member `crs` names none")) from None
