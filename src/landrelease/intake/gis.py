"""GIS files through GDAL: which layer, whether the file is whole, and its features as columns and geometries."""

import struct
import warnings
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple

import numpy as np
import pyogrio
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

from landrelease.checks.finding import Finding
from landrelease.intake import run
from landrelease.intake.cell import shown
from landrelease.intake.fault import IntakeError
from landrelease.intake.shapes import Shapes, from_wkb
from landrelease.intake.sniff import Content
from landrelease.intake.table import Column
from landrelease.records.text import tr

_FAULTS: Final = (DataSourceError, DataLayerError, FeatureError, FieldError, GeometryError, IndexError, UnicodeError)
_PARTS: Final = (".shp", ".shx", ".dbf")
_STYLES: Final = frozenset({"layer_styles", "qgis_projects"})
_PAGE: Final = slice(16, 18)
_PAGES: Final = slice(28, 32)
_CHANGES: Final = (slice(24, 28), slice(92, 96))
_MOST_WARNINGS: Final = 5
_DRAWN_BY_GDAL: Final = frozenset(
    {
        "timestamp",
        "begin",
        "end",
        "altitudemode",
        "tessellate",
        "extrude",
        "visibility",
        "draworder",
        "icon",
        "snippet",
    },
)
"""Columns that the KML driver adds to every file; they say how a feature is drawn."""


class Layer(NamedTuple):
    """
    One layer of a file.

    Attributes
    ----------
    name : str
        Its name.
    columns : dict
        Field to its values [n].
    shapes : Shapes or None
        Geometries [n]; none where the layer has none at all.
    crs : str or None
        Declared reference system.
    notes : tuple of Finding
        What GDAL warned of.
    """

    name: str
    columns: dict[str, Column]
    shapes: Shapes | None
    crs: str | None
    notes: tuple[Finding, ...]


def read(path: Path, content: Content, layer: str | None = None) -> Layer:
    """
    Read one layer.

    Parameters
    ----------
    path
        The file.
    content
        What it holds.
    layer
        Name of the layer; none for the only one.

    Returns
    -------
    Layer
        Its features.

    Raises
    ------
    IntakeError
        ``file-truncated``, ``file-incomplete``, ``file-unreadable``, ``layer-missing``, ``layer-unnamed``,
        ``line-too-long`` or ``file-empty``.
    """
    _refuse_broken(path, content.format)
    source = _source(path, content, layer)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            name = _chosen(path, source, layer)
            found = _features(path, source, name)
        except _FAULTS as fault:
            raise IntakeError(path.name, "file-unreadable", detail=_said(fault, path)) from None
    texts = dict.fromkeys(_said(warning.message, path) for warning in said)
    notes = tuple(Finding("reader-warning", params={"value": text}) for text in list(texts)[:_MOST_WARNINGS])
    return found._replace(notes=notes)


def _features(path: Path, source: str, name: str) -> Layer:
    options: dict[str, Any] = {"encoding": "UTF-8"} if _is_utf8_table(path, source) else {}
    meta, _, wkb, fields = pyogrio.raw.read(source, layer=name, datetime_as_string=True, **options)
    rows = len(wkb) if wkb is not None else len(fields[0]) if fields else 0
    if not rows:
        raise IntakeError(path.name, "file-empty")
    columns = {str(field): _column(values) for field, values in zip(meta["fields"], fields, strict=True)}
    if source.endswith(".kml"):
        columns = {field: values for field, values in columns.items() if field.casefold() not in _DRAWN_BY_GDAL}
    shapes = None if wkb is None or meta["geometry_type"] is None else from_wkb(wkb)
    return Layer(name, columns, shapes, _declared(meta["crs"]), ())


def _column(values: NDArray[Any]) -> Column:
    """Give the values of a field as Python's own, None where GDAL says not a number or gives nothing."""
    cells: Column = values.tolist()
    if values.dtype.kind == "f":
        return [None if cell != cell else cell for cell in cells] if np.isnan(values).any() else cells  # noqa: PLR0124
    if values.dtype == object and np.ndarray in set(map(type, cells)):
        return [cell.tolist() if isinstance(cell, np.ndarray) else cell for cell in cells]
    return cells


def _declared(crs: str | None) -> str | None:
    """Take GDAL's names for "nobody said" as what they mean."""
    return None if crs is None or '"Undefined ' in crs or crs.startswith(("ENGCRS", "LOCAL_CS")) else crs


def _chosen(path: Path, source: str, layer: str | None) -> str:
    listed = [(str(name), kind) for name, kind in pyogrio.list_layers(source) if name not in _STYLES]
    names = [name for name, _ in listed]
    if layer is not None:
        if layer not in names:
            raise IntakeError(path.name, "layer-missing", layer=layer, layers=", ".join(names))
        return layer
    spatial = [name for name, kind in listed if kind is not None] or names
    if not spatial:
        raise IntakeError(path.name, "file-empty")
    if len(spatial) > 1:
        raise IntakeError(path.name, "layer-unnamed", n=len(spatial), layers=", ".join(spatial))
    return spatial[0]


def _source(path: Path, content: Content, layer: str | None) -> str:
    """Name the data set as GDAL does; the path is absolute, so that none of GDAL's own prefixes can stand in it."""
    whole = str(path.resolve())
    if not content.members:
        return whole
    inside = _inside(content.members)
    stems = [PurePosixPath(member).stem for member in inside]
    if not inside:
        raise IntakeError(path.name, "file-empty")
    if len(inside) > 1 and layer not in stems:
        raise IntakeError(path.name, "layer-unnamed", n=len(inside), layers=", ".join(stems))
    member = inside[0] if len(inside) == 1 else inside[stems.index(str(layer))]
    return f"/vsizip/{{{whole}}}/{member}"


def _inside(members: tuple[str, ...]) -> list[str]:
    """List the data sets of a packed file: folders of geodatabases, else files that begin a layer."""
    folders = {member[: member.lower().index(".gdb/") + 4] for member in members if ".gdb/" in member.lower()}
    if folders:
        return sorted(folders)
    hidden = [member for member in members if "__MACOSX" not in member]
    return sorted(member for member in hidden if member.lower().endswith((".shp", ".gpkg", ".fgb", ".kml")))


def _refuse_broken(path: Path, kind: str) -> None:
    """Refuse what GDAL would read in part: it takes a Shapefile that was cut off for one with empty shapes."""
    if kind == "Shapefile":
        _refuse_parted(path)
    elif kind == "GeoPackage":
        _refuse_short(path)
    elif kind == "KML":
        run.refuse_endless(path, b"<")
        with path.open("rb") as file:
            file.seek(max(path.stat().st_size - run.MEGABYTE, 0))
            if b"</kml>" not in file.read().lower():
                raise IntakeError(path.name, "file-truncated", detail=tr("the closing tag is missing"))


def _refuse_short(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(100)
    page = int.from_bytes(head[_PAGE], "big")
    page = 65_536 if page == 1 else page
    stated = page * int.from_bytes(head[_PAGES], "big")
    if head[_CHANGES[0]] == head[_CHANGES[1]] and path.stat().st_size < stated:
        detail = tr("{size:,} of {stated:,} bytes are there").format(size=path.stat().st_size, stated=stated)
        raise IntakeError(path.name, "file-truncated", detail=detail)


def _refuse_parted(path: Path) -> None:
    beside = {part.name.lower(): part for part in path.parent.iterdir()}
    parts = {ending: beside.get(path.with_suffix(ending).name.lower()) for ending in _PARTS}
    missing = [ending for ending, part in parts.items() if part is None]
    if missing:
        raise IntakeError(path.name, "file-incomplete", parts=", ".join(missing))
    for ending, part in parts.items():
        if part is not None:
            _refuse_cut(path.name, _head(part), part.stat().st_size, ending)


def _head(part: Path) -> bytes:
    with part.open("rb") as file:
        return file.read(32)


def _refuse_cut(name: str, head: bytes, size: int, ending: str) -> None:
    if ending == ".dbf":
        rows, header, width = struct.unpack("<IHH", head[4:12]) if len(head) >= 12 else (1, 0, 1 << 30)  # noqa: PLR2004
        stated = header + rows * width
    else:
        stated = 2 * int.from_bytes(head[24:28], "big") if len(head) >= 28 else 1 << 30  # noqa: PLR2004
    if size < stated:
        detail = tr("its {part} holds {size:,} of {stated:,} bytes").format(part=ending, size=size, stated=stated)
        raise IntakeError(name, "file-truncated", detail=detail)


def _is_utf8_table(path: Path, source: str) -> bool:
    """Tell whether the table of a Shapefile without a stated encoding is UTF-8; GDAL would take it for Latin-1."""
    if not source.lower().endswith(".shp"):
        return False
    try:
        table, stated = _packed_table(path, source) if source.startswith("/vsizip/") else _plain_table(path)
        return not stated and not table.isascii() and bool(table.decode())
    except (UnicodeDecodeError, KeyError, OSError):
        return False


def _plain_table(path: Path) -> tuple[bytes, bool]:
    stated = any(path.with_suffix(ending).exists() for ending in (".cpg", ".CPG", ".cst"))
    return _body(path.with_suffix(".dbf").read_bytes()), stated


def _packed_table(path: Path, source: str) -> tuple[bytes, bool]:
    member = source.partition("}/")[2][:-4]
    with zipfile.ZipFile(path) as packed:
        names = {name.lower(): name for name in packed.namelist()}
        return _body(packed.read(names[f"{member.lower()}.dbf"])), f"{member.lower()}.cpg" in names


def _body(table: bytes) -> bytes:
    return table[int.from_bytes(table[8:10], "little") :]


def _said(fault: object, path: Path) -> str:
    """Give GDAL's words without the folder of the file."""
    text = str(fault).replace(str(path.resolve()), path.name).replace(str(path.parent.resolve()), "")
    return shown(text.rstrip(".")) if len(text) < 40 else " ".join(text.split())[:200].rstrip(".")  # noqa: PLR2004
