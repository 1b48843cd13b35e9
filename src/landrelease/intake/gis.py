"""GIS files through GDAL: which layer, whether the file is whole, and its features as columns and geometries."""

import warnings
import zipfile
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple

import numpy as np
import pyogrio
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

from landrelease.checks.finding import Finding
from landrelease.intake import columnar
from landrelease.intake.cell import shown
from landrelease.intake.fault import IntakeError
from landrelease.intake.shapes import Shapes, from_wkb
from landrelease.intake.sniff import Content
from landrelease.intake.table import Column
from landrelease.intake.whole import refuse_broken
from landrelease.records.text import tr

_FAULTS: Final = (DataSourceError, DataLayerError, FeatureError, FieldError, GeometryError, IndexError, UnicodeError)
_STYLES: Final = frozenset({"layer_styles", "qgis_projects"})
_ENDING: Final = "non conformant file extension"
"""What GDAL says of a GeoPackage that came on standard input; the content has been looked at."""
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
    refuse_broken(path, content.format, content.members)
    source = _source(path, content, layer)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            name = _chosen(path, source, layer)
            found = _whole_columns(source, name) if content.format == "GeoPackage" else None
            if found is None or said:
                said.clear()  # feature by feature GDAL says it again, and its values are those that count
                found = _features(path, source, name, _options(path, source, content))
        except _FAULTS as fault:
            raise IntakeError(path.name, "file-unreadable", detail=_said(fault, path)) from None
    texts = dict.fromkeys(_said(warning.message, path) for warning in said if _ENDING not in str(warning.message))
    notes = tuple(Finding("reader-warning", params={"value": text}) for text in list(texts)[:_MOST_WARNINGS])
    return found._replace(notes=notes)


def _whole_columns(source: str, name: str) -> Layer | None:
    """Read a layer column by column; nothing where a value has to be looked at feature by feature."""
    with suppress(*_FAULTS):
        found = columnar.read(source, name)
        shapes = None if found is None else from_wkb(found.wkb)
        if found is not None and shapes is not None and not shapes.unread and not shapes.closed:
            columns = dict(zip(map(str, found.meta["fields"]), found.columns, strict=True))
            return Layer(name, columns, shapes, _declared(found.meta["crs"]), ())
    return None


def _options(path: Path, source: str, content: Content) -> dict[str, Any]:
    every = {"where": columnar.EVERY_ROW} if content.format == "GeoPackage" else {}
    return {"encoding": "UTF-8"} if _is_utf8_table(path, source) else every


def _features(path: Path, source: str, name: str, options: dict[str, Any]) -> Layer:
    try:
        meta, _, wkb, fields = pyogrio.raw.read(source, layer=name, datetime_as_string=True, **options)
    except FeatureError:  # a broken geometry stops a reading under a filter, and is passed over without one
        if "where" not in options:
            raise
        meta, _, wkb, fields = pyogrio.raw.read(source, layer=name, datetime_as_string=True)
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
        if source.lower().endswith(".fgb"):  # GDAL names no layer where the features are not where the head says
            raise IntakeError(path.name, "file-truncated", detail=tr("its features are not where its head says"))
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
