"""Land in every format, read back with what others use."""

import csv
import io
import json

import numpy as np
import pyogrio
import pytest
import shapely

from landrelease.ledger.table import Parcels as LedgerParcels
from landrelease.publish.columns import COLUMNS, land_table
from landrelease.publish.land import SUFFIXES, land_text, write_land
from landrelease.publish.meta import Meta
from landrelease.publish.writing import OutputError

META = Meta(programme="p-1", name="North", as_of="2025-12-31", known_at="2026-01-31T08:09:10.000Z")
NAMES = [column.name for column in COLUMNS]


def layer(path):
    """Rows of the layer of land as GDAL reads them."""
    head, _, wkb, values = pyogrio.raw.read(path, layer="land", datetime_as_string=True)
    return head, shapely.from_wkb(wkb), dict(zip(head["fields"], values, strict=True))


def test_parcels_of_the_tests_have_the_form_of_the_ledger(three):
    assert three._fields == LedgerParcels._fields


def test_rows_stand_in_the_order_of_ids_with_outlines_counter_clockwise(three):
    table = land_table(three)
    assert {name: values.tolist() for name, values in table.values.items() if name != "depth_m"} == {
        "id": ["p1", "p2", "p3"],
        "status": ["confirmed", "cleared", "cancelled"],
        "area_m2": [12062.6, 12308.778361, 12308.778],
        "since": ["2020-01-31", "2025-06-30", "2024-03-01"],
        "record": ["r-a", "r-d", "r-c"],
        "class": ["mines"] * 3,
        "depth_record": [None, "r-d", None],
        "history": ["r-a", "r-a;r-d", "r-b;r-c"],
    }
    assert np.array_equal(table.values["depth_m"], [np.nan, 0.2, np.nan], equal_nan=True)
    assert shapely.is_ccw(shapely.get_exterior_ring(table.geometry)).all()
    assert table.repaired == ()


@pytest.mark.parametrize(
    ("outline", "area"),
    [
        # a bow tie: two triangles
        ("POLYGON ((0 0, 0.001 0.001, 0.001 0, 0 0.001, 0 0))", 0.5e-6),
        # a hole that lies outside: by structure nothing would be left
        ("POLYGON ((0 0, 0.001 0, 0.001 0.001, 0 0.001, 0 0), (-1 -1, 2 -1, 2 2, -1 2, -1 -1))", 9),
        # a line: there is nothing to repair, but the parcel must not vanish
        ("POLYGON ((0 0, 0.001 0, 0.002 0, 0 0))", 0),
    ],
)
def test_an_outline_that_crosses_itself_is_repaired_and_named_and_never_lost(three, tmp_path, outline, area):
    geometry = three.geometry.copy()
    geometry[0] = shapely.from_wkt(outline)
    crossed = three._replace(geometry=geometry)
    table = land_table(crossed)
    assert table.repaired == ("p3",)
    assert shapely.area(table.geometry[2]) == pytest.approx(area)
    assert shapely.is_valid(table.geometry[2]) == (area > 0)
    for suffix in SUFFIXES:
        assert write_land(crossed, tmp_path / f"land{suffix}", meta=META) == (3, ("p3",))
    for suffix in (".gpkg", ".fgb"):
        shapes = layer(tmp_path / f"land{suffix}")[1]
        assert not (shapely.is_missing(shapes) | shapely.is_empty(shapes)).any()


@pytest.mark.parametrize("suffix", [".gpkg", ".fgb", ".geojson"])
def test_gdal_reads_every_gis_format(three, tmp_path, suffix):
    path = tmp_path / f"land{suffix}"
    assert write_land(three, path, meta=META) == (3, ())
    head, geometry, values = layer(path)
    assert head["crs"] == "EPSG:4326"
    assert [name for name in head["fields"] if name != "fid"][: len(NAMES)] == NAMES
    order = np.argsort(values["id"])
    assert values["id"][order].tolist() == ["p1", "p2", "p3"]
    assert values["area_m2"][order].tolist() == [12062.6, 12308.778361, 12308.778]
    assert [str(day)[:10].replace("/", "-") for day in values["since"][order]] == [
        "2020-01-31",
        "2025-06-30",
        "2024-03-01",
    ]
    assert np.array_equal(values["depth_m"][order], [np.nan, 0.2, np.nan], equal_nan=True)
    assert values["depth_record"][order].tolist() == [None, "r-d", None]
    assert values["history"][order].tolist() == ["r-a", "r-a;r-d", "r-b;r-c"]
    assert shapely.equals(geometry[order], three.geometry[[1, 2, 0]]).all()
    assert shapely.is_valid(geometry).all()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_any_order_of_the_parcels_makes_the_same_bytes(province, tmp_path, suffix):
    shuffled = np.random.default_rng(1).permutation(len(province.parcels.id))
    other = province.parcels._replace(
        **{name: getattr(province.parcels, name)[shuffled] for name in province.parcels._fields if name != "klass"},
    )  # fmt: skip
    write_land(province.parcels, tmp_path / f"a{suffix}", meta=META)
    (tmp_path / "elsewhere").mkdir()
    write_land(other, tmp_path / "elsewhere" / f"a{suffix}", meta=META)
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / "elsewhere" / f"a{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", [one for one in SUFFIXES if one not in {".kml", ".kmz", ".gpx"}])
def test_no_land_is_a_file_without_rows(no_land, tmp_path, suffix):
    path = tmp_path / f"land{suffix}"
    assert write_land(no_land, path, meta=META) == (0, ())
    if suffix == ".csv":
        assert path.read_text() == ",".join([*NAMES, "wkt"]) + "\n"
    elif suffix == ".json":
        assert json.loads(path.read_text())["parcels"] == []
    else:
        assert len(layer(path)[1]) == 0


def test_geojson_carries_the_view_and_whole_features(three):
    text = land_text(three, "geojson", meta=META)
    read = json.loads(text)
    assert read["type"] == "FeatureCollection"
    assert read["landrelease"]["as_of"] == "2025-12-31"
    assert read["landrelease"]["note"].startswith("Land that is not shown here was not recorded")
    assert read["features"][1] == {
        "type": "Feature",
        "id": "p2",
        "properties": {
            "id": "p2", "status": "cleared", "area_m2": 12308.778361, "since": "2025-06-30", "record": "r-d",
            "class": "mines", "depth_m": 0.2, "depth_record": "r-d", "history": "r-a;r-d",
        },
        "geometry": {
            "type": "Polygon",
            "coordinates": [[[0.001, 0.0], [0.002, 0.0], [0.002, 0.001], [0.001, 0.001], [0.001, 0.0]]],
        },
    }  # fmt: skip
    assert read["features"][0]["properties"]["depth_m"] is None
    assert text.count("\n") == 5


def test_json_is_flat_with_the_history_as_a_list(three):
    read = json.loads(land_text(three, "json", meta=META))
    assert read["class"] == "mines"
    assert read["parcels"][2]["history"] == ["r-b", "r-c"]
    assert read["parcels"][2]["geometry"]["type"] == "Polygon"


def test_csv_reads_back_the_very_numbers_and_outlines(province):
    rows = list(csv.DictReader(io.StringIO(land_text(province.parcels, "csv", meta=META))))
    table = land_table(province.parcels)
    assert list(rows[0]) == [*NAMES, "wkt"]
    assert [float(row["area_m2"]) for row in rows] == table.values["area_m2"].tolist()
    assert {row["depth_m"] for row in rows} == {"", "0.2"}
    again = shapely.from_wkt([row["wkt"] for row in rows])
    assert np.array_equal(shapely.get_coordinates(again), shapely.get_coordinates(table.geometry))


def test_other_formats_are_refused_with_those_that_there_are(three, tmp_path):
    with pytest.raises(OutputError, match=r"land.shp: land is written as .gpkg, .geojson, .csv, .fgb, .json"):
        write_land(three, tmp_path / "land.shp", meta=META)
    with pytest.raises(OutputError, match="one of geojson, csv, json, not 'gpkg'"):
        land_text(three, "gpkg", meta=META)
    assert list(tmp_path.iterdir()) == []
