"""A GeoPackage is a finished map: style, words, dates, no journal; SQLite, GDAL and QGIS agree."""

import json
import os
import shutil
import sqlite3  # noqa: TID251 - the client that everybody has
import subprocess
from contextlib import closing

import pyogrio
import pytest
import shapely

from landrelease.publish.land import write_land
from landrelease.publish.style import STYLES

QGIS = """
import json, os, sys
from qgis.core import *
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor
application = QgsApplication([], False)
application.initQgis()
layer = QgsVectorLayer(sys.argv[1] + "|layername=land", "land", "ogr")
fields = {field.name(): layer.attributeAlias(place) for place, field in enumerate(layer.fields())}
settings = QgsMapSettings()
settings.setLayers([layer])
settings.setOutputSize(QSize(600, 400))
settings.setBackgroundColor(QColor("white"))
settings.setExtent(layer.extent())
job = QgsMapRendererSequentialJob(settings)
job.start()
job.waitForFinished()
image = job.renderedImage()
image.save(sys.argv[2])
seen = {image.pixelColor(x, y).name() for x in range(600) for y in range(400)}
places = {}
for feature in layer.getFeatures():
    places.setdefault(feature["status"], 0)
    places[feature["status"]] += 1
print(json.dumps({
    "valid": layer.isValid(), "count": layer.featureCount(), "renderer": layer.renderer().type(),
    "labels": [category.label() for category in layer.renderer().categories()],
    "fields": fields, "widget": layer.editorWidgetSetup(2).type(), "seen": sorted(seen), "places": places,
    "tip": layer.mapTipTemplate()[:9],
}), flush=True)
os._exit(0)  # QGIS may fall over its own objects at exit
"""


@pytest.fixture(scope="module")
def package(province, tmp_path_factory):
    path = tmp_path_factory.mktemp("package") / "land.gpkg"
    write_land(province.parcels, path, meta=province.meta)
    return path


def rows(path, query):
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


def test_sqlite_finds_a_sound_file_without_a_journal(package):
    assert rows(package, "PRAGMA journal_mode") == [("delete",)]
    assert rows(package, "PRAGMA integrity_check") == [("ok",)]
    assert rows(package, "PRAGMA foreign_key_check") == []
    assert rows(package, "PRAGMA user_version") == [(10200,)]
    assert [path.name for path in package.parent.iterdir()] == ["land.gpkg"]


def test_feature_ids_count_in_the_order_of_parcels(package, province):
    listed = rows(package, "SELECT fid, id FROM land ORDER BY fid")
    assert listed == list(enumerate(sorted(province.parcels.id), start=1))


def test_the_style_is_the_default_of_the_layer(package):
    assert rows(package, "SELECT f_table_name, f_geometry_column, useAsDefault FROM layer_styles") == [
        ("land", "geom", 1)
    ]
    (style,) = rows(package, "SELECT styleQML FROM layer_styles")[0]
    assert [code for code in STYLES if f'value="{code}"' in style] == list(STYLES)


def test_columns_have_words_for_people(package):
    words = dict(rows(package, "SELECT column_name, title FROM gpkg_data_columns"))
    assert words["area_m2"] == "Area (m²)"
    assert len(words) == 9
    assert ("gpkg_schema",) in rows(package, "SELECT extension_name FROM gpkg_extensions")


def test_the_file_says_what_it_shows_and_has_no_clock(package):
    ((title, told, changed),) = rows(
        package, "SELECT identifier, description, last_change FROM gpkg_contents WHERE table_name = 'land'",
    )  # fmt: skip
    assert title == "Land · Synthetic Province · 2025-12-31 · all"
    assert "Synthetic data" in told
    assert "it may hold explosive ordnance" in told
    assert changed == "2026-01-31T00:00:00.000Z"
    assert {row[0] for row in rows(package, "SELECT timestamp FROM gpkg_metadata_reference")} == {changed}
    read = pyogrio.read_info(package, layer="land")
    for found in (read["dataset_metadata"], read["layer_metadata"]):
        assert found["programme"] == "synthetic-province"
        assert found["synthetic"] == "true"
        assert found["known_at"] == "2026-01-31T00:00:00.000Z"


def test_gdal_finds_valid_polygons_and_an_index(package):
    read = pyogrio.read_info(package, layer="land")
    assert (read["geometry_type"], read["capabilities"]["fast_spatial_filter"]) == ("Polygon", True)
    _, _, wkb, _ = pyogrio.raw.read(package, layer="land")
    assert shapely.is_valid(shapely.from_wkb(wkb)).all()


def test_a_register_whose_knowledge_has_no_date_is_written_too(three, tmp_path, province):
    for name, moment in (("none", ""), ("words", "the beginning")):
        meta = type(province.meta)(programme="p-1", known_at=moment)
        write_land(three, tmp_path / f"{name}.gpkg", meta=meta)
        assert rows(tmp_path / f"{name}.gpkg", "SELECT DISTINCT last_change FROM gpkg_contents") == [
            ("1970-01-01T00:00:00.000Z",),
        ]  # fmt: skip


@pytest.mark.qgis
def test_qgis_opens_it_coloured_with_words(package, tmp_path, system_python):
    copy = shutil.copy(package, tmp_path / "land.gpkg")
    picture = tmp_path / "land.png"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)}
    environment.pop("PYTHONPATH", None)
    command = [system_python, "-c", QGIS, copy, picture]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=120)
    read = json.loads(done.stdout.splitlines()[-1])
    assert (read["valid"], read["count"], read["renderer"]) == (True, sum(read["places"].values()), "categorizedSymbol")
    assert read["labels"] == [style.label for style in STYLES.values()]
    assert read["fields"]["since"] == "Since"
    assert (read["widget"], read["tip"]) == ("ValueMap", '<b>[% "st')
    # the colour of every status is on the picture
    assert {style.fill for style in STYLES.values()} <= set(read["seen"])
    assert picture.stat().st_size > 5_000
