"""Land as files and as text: GeoPackage, FlatGeobuf, GeoJSON, CSV and JSON, all from one table of columns."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec
import numpy as np
import shapely

from landrelease.geometry.geojson import to_geojson
from landrelease.publish.columns import LandTable, land_table
from landrelease.publish.geopackage import write_geopackage, write_layer
from landrelease.publish.meta import Meta, facts
from landrelease.publish.writing import OutputError, replacing

if TYPE_CHECKING:
    from landrelease.ledger.table import Parcels

SUFFIXES: Final = (".gpkg", ".geojson", ".csv", ".fgb", ".json")
TEXTS: Final = ("geojson", "csv", "json")
_CHUNK: Final = 10_000


class Written(NamedTuple):
    """
    What was written.

    Attributes
    ----------
    features : int
        Number of parcels.
    repaired : tuple of str
        Ids of parcels whose outline had to be made valid in degrees, see `columns.land_table`.
    """

    features: int
    repaired: tuple[str, ...]


def write_land(parcels: "Parcels", path: str | Path, *, meta: Meta) -> Written:
    """
    Write land to a file whose ending names the format.

    The file appears whole or not at all, and is the same for the same land: no clock, no path and no register is in
    it.

    Parameters
    ----------
    parcels
        Parcels of one class.
    path
        ``.gpkg`` (with QGIS style), ``.fgb``, ``.geojson``, ``.json`` or ``.csv`` (geometry as WKT in column
        ``wkt``).
    meta
        The view that is shown.

    Returns
    -------
    Written
        Count of parcels, and those that were repaired.

    Raises
    ------
    OutputError
        Where the ending is none of these, the folder is absent, or another program has the file open.

    Examples
    --------
    >>> write_land(None, "land.shp", meta=Meta(programme="p"))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    landrelease.publish.writing.OutputError: land.shp: land is written as .gpkg, .geojson, .csv, .fgb, .json; ...
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        msg = (
            f"{target.name}: land is written as {known}; the ending of the name chooses the format. Take one of these."
        )
        raise OutputError(msg)
    table = land_table(parcels)
    view = facts(meta, parcels.klass)
    with replacing(target) as temporary:
        if suffix == ".gpkg":
            write_geopackage(table, temporary, view, meta)
        elif suffix == ".fgb":
            write_layer(table, temporary, view, "FlatGeobuf")
        else:
            with temporary.open("w", encoding="utf-8", newline="") as file:
                file.writelines(_pieces(table, suffix[1:], view))
    return Written(len(table.geometry), table.repaired)


def land_text(parcels: "Parcels", form: str, *, meta: Meta) -> str:
    """
    Write land as text, for standard output.

    Parameters
    ----------
    parcels
        Parcels of one class.
    form
        ``geojson`` (a FeatureCollection), ``csv`` (geometry as WKT) or ``json`` (one flat object per parcel, history
        as a list).
    meta
        The view that is shown.

    Returns
    -------
    str
        The whole text, ending in a line feed.

    Raises
    ------
    OutputError
        Where `form` is none of these.
    """
    if form not in TEXTS:
        msg = f"land as text is one of {', '.join(TEXTS)}, not {form!r}. Choose one, or give a file name."
        raise OutputError(msg)
    return "".join(_pieces(land_table(parcels), form, facts(meta, parcels.klass)))


def _pieces(table: LandTable, form: str, view: dict[str, str]) -> Iterator[str]:
    """Give the text piece by piece, so that a whole country never stands in memory as text."""
    if form == "csv":
        return _csv(table)
    return _feature_collection(table, view) if form == "geojson" else _objects(table, view)


def _chunks(table: LandTable) -> Iterator[LandTable]:
    for start in range(0, len(table.geometry), _CHUNK):
        part = slice(start, start + _CHUNK)
        yield LandTable(table.geometry[part], {name: values[part] for name, values in table.values.items()}, ())


def _csv(table: LandTable) -> Iterator[str]:
    """Columns as they are, numbers in their shortest exact form, geometry last."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*table.values, "wkt"])
    for chunk in _chunks(table):
        depths = ["" if np.isnan(depth) else repr(depth) for depth in chunk.values["depth_m"].tolist()]
        areas = map(repr, chunk.values["area_m2"].tolist())
        columns: dict[str, Any] = chunk.values | {"area_m2": areas, "depth_m": depths}
        writer.writerows(zip(*columns.values(), shapely.to_wkt(chunk.geometry, rounding_precision=-1), strict=True))
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _rows(table: LandTable) -> Iterator[tuple[dict[str, Any], msgspec.Raw]]:
    """Give the values and the geometry of each parcel."""
    for chunk in _chunks(table):
        depths = [None if np.isnan(depth) else depth for depth in chunk.values["depth_m"].tolist()]
        columns = {name: values.tolist() for name, values in chunk.values.items()} | {"depth_m": depths}
        for row, geometry in zip(zip(*columns.values(), strict=True), to_geojson(chunk.geometry), strict=True):
            yield dict(zip(columns, row, strict=True)), msgspec.Raw(geometry)


def _feature_collection(table: LandTable, view: dict[str, str]) -> Iterator[str]:
    """RFC 7946; the view stands in a foreign member (its section 6.1), one feature per line."""
    features = (
        {"type": "Feature", "id": row["id"], "properties": row, "geometry": geometry} for row, geometry in _rows(table)
    )
    return _listed({"type": "FeatureCollection", "name": "land", "landrelease": view}, "features", features)


def _objects(table: LandTable, view: dict[str, str]) -> Iterator[str]:
    """Write the view, and under ``parcels`` one flat object for each."""
    rows = (row | {"history": row["history"].split(";"), "geometry": geometry} for row, geometry in _rows(table))
    return _listed(view, "parcels", rows)


def _listed(head: dict[str, Any], name: str, items: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Append a list to a JSON object, one item a line."""
    yield msgspec.json.encode(head).decode()[:-1] + f',"{name}":['
    between = "\n"
    for item in items:
        yield between + msgspec.json.encode(item).decode()
        between = ",\n"
    yield "\n]}\n"
