"""GeoPackage and FlatGeobuf through GDAL, and what makes a GeoPackage open in QGIS as a finished map.

GDAL writes the layer; the style, the aliases and the dates of the file itself are then put in with SQLite, since GDAL
has no door for them. Version 1.2 of the format is written, which every QGIS of the last years opens without a
warning.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import apsw
import numpy as np
import pyogrio
import shapely

from landrelease.publish.columns import Column, LandTable
from landrelease.publish.meta import Meta, facts, notices
from landrelease.publish.qml import qml
from landrelease.records.text import tr

if TYPE_CHECKING:
    from landrelease.publish.seen import Seen

LAYER: Final = "land"
_EPOCH: Final = "1970-01-01T00:00:00.000Z"
_TABLES: Final = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
    f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
);
CREATE TABLE gpkg_data_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
    constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
    CONSTRAINT gdc_tn UNIQUE (table_name, name)
);
"""


def write_layer(table: LandTable, path: Path, view: dict[str, str], driver: str, **options: Any) -> None:  # noqa: ANN401
    """
    Write land as one layer of polygons in WGS 84.

    Parameters
    ----------
    table
        The land; row n becomes feature n.
    path
        File to write.
    view
        Facts of the view, kept as the metadata of the layer.
    driver
        Name of the GDAL driver.
    **options
        Further options of `pyogrio.raw.write`.
    """
    multi = bool((shapely.get_type_id(table.geometry) == shapely.GeometryType.MULTIPOLYGON).any())
    values = dict(table.values)
    if "since" in values:
        values["since"] = values["since"].astype("datetime64[D]")
    pyogrio.raw.write(
        str(path),
        shapely.to_wkb(table.geometry),
        list(values.values()),
        np.array(list(values), dtype=object),
        layer=LAYER,
        driver=driver,
        crs="EPSG:4326",
        geometry_type="MultiPolygon" if multi else "Polygon",
        promote_to_multi=multi,
        layer_metadata=view,
        **options,
    )


def write_geopackage(seen: "Seen", path: Path) -> None:
    """
    Write land as a GeoPackage that QGIS opens coloured, with words for columns and values.

    Parameters
    ----------
    seen
        The land; parcels are ordered by id, and feature ids count from 1 in that order.
    path
        File to write; there is no journal beside it afterwards.
    """
    meta, view = seen.meta, facts(seen.meta, seen.klass)
    title = " · ".join(part for part in (tr("Land"), meta.name or meta.programme, meta.as_of, view["class"]) if part)
    described = {"IDENTIFIER": title, "DESCRIPTION": " ".join(notices(meta))}
    write_layer(
        seen.table, path, view, "GPKG",
        dataset_options={"VERSION": "1.2"}, layer_options=described, dataset_metadata=view,
    )  # fmt: skip
    finish(path, title, meta, {LAYER: qml(seen.columns, seen.styles)}, {LAYER: seen.columns})


def finish(
    path: Path, title: str, meta: Meta, styles: Mapping[str, str], columns: Mapping[str, Sequence[Column]]
) -> None:
    """
    Put into a GeoPackage what GDAL has no door for: styles, words for columns, and dates without a clock.

    Parameters
    ----------
    path
        The file.
    title
        Its title.
    meta
        The view.
    styles
        QML by layer.
    columns
        Columns by layer.
    """
    with closing(apsw.Connection(str(path))) as connection, connection:
        connection.execute(_TABLES).fetchall()
        for layer, style in styles.items():
            _add_style(connection, layer, style, title, meta)
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES"
            " ('layer_styles', 'attributes', 'layer_styles', ?)",
            (tr("How QGIS draws the layer"),),
        )
        _add_aliases(connection, columns)
        _settle_dates(connection, _moment(meta))


def _moment(meta: Meta) -> str:
    """Give the moment that the file calls its last change: that of the knowledge shown, so that no clock is in it."""
    try:
        return np.datetime_as_string(np.datetime64(meta.known_at.rstrip("Z") or "1970", "ms")) + "Z"
    except ValueError:
        return _EPOCH


def _add_style(connection: apsw.Connection, layer: str, style: str, title: str, meta: Meta) -> None:
    connection.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
        " styleQML, styleSLD, useAsDefault, description, owner, update_time)"
        " VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', ?)",
        (layer, layer, style, title, _moment(meta)),
    )


def _add_aliases(connection: apsw.Connection, columns: Mapping[str, Sequence[Column]]) -> None:
    connection.executemany(
        "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) VALUES (?, ?, ?, ?, ?)",
        [
            (layer, column.name, tr(column.alias), tr(column.alias), tr(column.meaning))
            for layer, listed in columns.items()
            for column in listed
        ],
    )
    connection.execute(
        "INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope) VALUES"
        " ('gpkg_data_columns', NULL, 'gpkg_schema', ?, 'read-write')",
        ("http://www.geopackage.org/spec120/#extension_schema",),
    )


def _settle_dates(connection: apsw.Connection, moment: str) -> None:
    connection.execute("UPDATE gpkg_contents SET last_change = ?", (moment,))
    connection.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (moment,))
