"""Land as files and as text: GeoPackage, FlatGeobuf, GeoJSON, CSV, JSON, KML and GPX, all from one table of columns."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec
import numpy as np
import shapely

from landrelease.geometry.geojson import to_geojson
from landrelease.publish.columns import LandTable, Values
from landrelease.publish.commas import harmless
from landrelease.publish.geopackage import write_geopackage, write_layer
from landrelease.publish.gpx import write_gpx
from landrelease.publish.kml import write_kml, write_kmz
from landrelease.publish.meta import Meta, facts, stamped
from landrelease.publish.seen import Seen, whole_land
from landrelease.publish.writing import OutputError, replacing

if TYPE_CHECKING:
    from landrelease.ledger.table import Parcels

SUFFIXES: Final = (".gpkg", ".geojson", ".csv", ".fgb", ".json", ".kml", ".kmz", ".gpx")
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
        ``.gpkg`` (with QGIS style), ``.fgb``, ``.geojson``, ``.json``, ``.csv`` (geometry as WKT in column ``wkt``),
        ``.kml``, ``.kmz`` or ``.gpx`` (see `kml` and `gpx`).
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
    landrelease.publish.writing.OutputError: land.shp: land is written as .gpkg, .geojson, .csv, .fgb, .json, .kml, ...
    """
    target = _fit(path)
    return write_seen(whole_land(parcels, meta), target)


def write_seen(seen: Seen, path: str | Path) -> Written:
    """
    Write land as an audience sees it to a file whose ending names the format.

    Parameters
    ----------
    seen
        The land, with its view and its look.
    path
        As for `write_land`.

    Returns
    -------
    Written
        Count of rows, and those that were repaired.

    Raises
    ------
    OutputError
        As for `write_land`.
    """
    target = _fit(path)
    with replacing(target) as temporary:
        _WRITERS[target.suffix.lower()](seen, temporary)
    return Written(len(seen.table.geometry), seen.table.repaired)


def _fit(path: str | Path) -> Path:
    target = Path(path)
    if target.suffix.lower() not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        msg = (
            f"{target.name}: land is written as {known}; the ending of the name chooses the format. Take one of these."
        )
        raise OutputError(msg)
    return target


def _write_flatgeobuf(seen: Seen, path: Path) -> None:
    write_layer(seen.table, path, facts(seen.meta, seen.klass), "FlatGeobuf")


def _write_pieces(seen: Seen, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(_pieces(seen, path.suffix.lower()[1:]))


_WRITERS: Final[Mapping[str, Callable[[Seen, Path], object]]] = {
    ".gpkg": write_geopackage,
    ".fgb": _write_flatgeobuf,
    ".kml": write_kml,
    ".kmz": write_kmz,
    ".gpx": write_gpx,
    **dict.fromkeys((".geojson", ".csv", ".json"), _write_pieces),
}


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
    _fit_text(form)
    return seen_text(whole_land(parcels, meta), form)


def seen_text(seen: Seen, form: str) -> str:
    """
    Write land as an audience sees it as text, for standard output.

    Parameters
    ----------
    seen
        The land, with its view and its look.
    form
        As for `land_text`.

    Returns
    -------
    str
        The whole text, ending in a line feed.

    Raises
    ------
    OutputError
        Where `form` is none of these.
    """
    _fit_text(form)
    return "".join(_pieces(seen, form))


def _fit_text(form: str) -> None:
    if form not in TEXTS:
        msg = f"land as text is one of {', '.join(TEXTS)}, not {form!r}. Choose one, or give a file name."
        raise OutputError(msg)


def _pieces(seen: Seen, form: str) -> Iterator[str]:
    """Give the text piece by piece, so that a whole country never stands in memory as text."""
    if form == "csv":
        return _csv(seen.table, stamped(seen.meta))
    view = facts(seen.meta, seen.klass)
    return _feature_collection(seen.table, view) if form == "geojson" else _objects(seen.table, view)


def _chunks(table: LandTable) -> Iterator[LandTable]:
    for start in range(0, len(table.geometry), _CHUNK):
        part = slice(start, start + _CHUNK)
        yield LandTable(table.geometry[part], {name: values[part] for name, values in table.values.items()}, ())


def _csv(table: LandTable, stamp: dict[str, str]) -> Iterator[str]:
    """Columns as they are, numbers in their shortest exact form, then the stamp, geometry last."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*table.values, *stamp, "wkt"])
    for chunk in _chunks(table):
        columns = [
            _texts(values) if values.dtype == np.float64 else map(harmless, values) for values in chunk.values.values()
        ]
        said = [repeat(text, len(chunk.geometry)) for text in stamp.values()]
        writer.writerows(zip(*columns, *said, shapely.to_wkt(chunk.geometry, rounding_precision=-1), strict=True))
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _texts(numbers: Values) -> list[str]:
    return ["" if np.isnan(number) else repr(number) for number in numbers.tolist()]


def _rows(table: LandTable) -> Iterator[tuple[dict[str, Any], msgspec.Raw]]:
    """Give the values and the geometry of each parcel."""
    for chunk in _chunks(table):
        columns = {
            name: [None if number != number else number for number in values.tolist()]  # noqa: PLR0124 - no number
            if values.dtype == np.float64
            else values.tolist()
            for name, values in chunk.values.items()
        }
        for row, geometry in zip(zip(*columns.values(), strict=True), to_geojson(chunk.geometry), strict=True):
            yield dict(zip(columns, row, strict=True)), msgspec.Raw(geometry)


def _feature_collection(table: LandTable, view: dict[str, str]) -> Iterator[str]:
    """RFC 7946; the view stands in a foreign member (its section 6.1), one feature per line."""
    features = (
        {"type": "Feature", "id": row.get("id", number), "properties": row, "geometry": geometry}
        for number, (row, geometry) in enumerate(_rows(table), start=1)
    )
    return _listed({"type": "FeatureCollection", "name": "land", "landrelease": view}, "features", features)


def _objects(table: LandTable, view: dict[str, str]) -> Iterator[str]:
    """Write the view, and under ``parcels`` one flat object for each."""
    rows = (
        row | ({"history": row["history"].split(";")} if "history" in row else {}) | {"geometry": geometry}
        for row, geometry in _rows(table)
    )
    return _listed(view, "parcels", rows)


def _listed(head: dict[str, Any], name: str, items: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Append a list to a JSON object, one item a line."""
    yield msgspec.json.encode(head).decode()[:-1] + f',"{name}":['
    between = "\n"
    for item in items:
        yield between + msgspec.json.encode(item).decode()
        between = ",\n"
    yield "\n]}\n"
