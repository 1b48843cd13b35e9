import json
import zipfile
from itertools import groupby
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from python_calamine import CalamineWorkbook

from landrelease.demo import files, mistakes
from landrelease.demo.row import as_sent, lonlat


def _sheets(told):
    return [(sheet, list(rows)) for sheet, rows in groupby(told.rows, key=lambda row: row.sheet)]


def _read_text_table(path):
    _, _, _, cells = pyogrio.raw.read(path)
    fields = pyogrio.read_info(path)["fields"].tolist()
    return dict(zip(fields, cells, strict=True))


def _shapes_of(path):
    if path.suffix == ".xlsx":
        lines = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        assert lines[0][-2:] == ["lon", "lat"]
        return shapely.points([line[-2:] for line in lines[1:]])
    if path.suffix == ".csv":
        table = _read_text_table(path)
        if "wkt" in table:
            return shapely.from_wkt(table["wkt"])
        return shapely.points(np.column_stack([table["lon"], table["lat"]]).astype(float))
    _, _, wkb, _ = pyogrio.raw.read(path)
    return shapely.from_wkb(wkb)


def test_every_file_reads_back_to_what_was_told(told, incoming):
    seen = set()
    for sheet, rows in _sheets(told):
        path = incoming / sheet.path
        seen.add(path.suffix)
        if rows[0].shape is None:
            assert len(path.read_text(encoding="utf-8").splitlines()) == len(rows) + 1
            continue
        shapes = _shapes_of(path)
        assert len(shapes) == len(rows), sheet.path
        sent = as_sent(rows)
        for found, told_one in zip(shapes, sent, strict=True):
            if told_one is None:
                assert found is None
            else:
                assert shapely.equals_exact(found.normalize(), told_one.normalize(), 0.0), sheet.path
    assert seen == {".csv", ".geojson", ".gpkg", ".kml", ".xlsx", ".zip"}


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".zip", ".kml"])
def test_columns_and_cells_read_back(told, incoming, suffix):
    for sheet, rows in _sheets(told):
        if not sheet.path.endswith(suffix) or sheet.path.startswith("reference"):
            continue
        meta, _, _, cells = pyogrio.raw.read(incoming / sheet.path, datetime_as_string=True)
        table = {name.lower(): column for name, column in zip(meta["fields"].tolist(), cells, strict=True)}
        assert [str(own) for own in table["id"]] == [row.id for row in rows]
        assert table["record"].tolist() == [row.record for row in rows]
        for name in {name for row in rows for name in row.values} & {"depth_m", "stated_m2", "required_depth_m"}:
            wanted = [row.values.get(name, np.nan) for row in rows]
            assert np.array_equal(table[name].astype(float), wanted, equal_nan=True), (sheet.path, name)
        statuses = [row.values.get("status") for row in rows]
        assert [value or None for value in table["status"].tolist()] == statuses


def test_a_file_declares_its_system_or_the_step_must_give_it(told, incoming):
    for sheet, _ in _sheets(told):
        if sheet.path.endswith((".gpkg", ".kml", ".geojson", ".zip")):
            declared = pyogrio.read_info(incoming / sheet.path)["crs"]
            if sheet == mistakes.NO_CRS:
                assert declared is None
            else:
                assert declared == sheet.crs


def test_names_of_a_shapefile_are_short_enough(incoming):
    for path in incoming.rglob("*.zip"):
        fields = pyogrio.read_info(path)["fields"].tolist()
        assert max(map(len, fields)) <= 10
        assert "organisation" not in fields
        assert {"record", "status", "date", "id", "area_id"} <= set(fields)


def test_one_seed_gives_the_same_bytes(again, incoming, tmp_path):
    again = files.write(again, tmp_path)
    different = [
        path.name for path in again if path.read_bytes() != (incoming / path.relative_to(tmp_path)).read_bytes()
    ]
    assert different == []
    assert sorted(path.relative_to(tmp_path) for path in again) == sorted(
        path.relative_to(incoming) for path in incoming.rglob("*") if path.is_file()
    )


def test_every_file_says_synthetic(incoming):
    for path in incoming.rglob("*"):
        if path.is_file():
            assert b"SYNTHETIC" in _whole(path), path.name


def _whole(path: Path) -> bytes:
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


def test_no_file_names_a_machine(incoming, tmp_path):
    marks = [str(incoming.parent).encode(), str(tmp_path.parent).encode()]
    assert all(mark not in _whole(path) for path in incoming.rglob("*") if path.is_file() for mark in marks)


def test_the_readme_lists_every_file_and_every_mistake(told, incoming):
    text = (incoming / "README.txt").read_text(encoding="utf-8")
    assert all(sheet.path in text for sheet, _ in _sheets(told))
    assert all(f"{name} " in text and ", ".join(ids) in text for name, ids in told.mistakes.items())
    assert max(map(len, text.splitlines())) < 160


def test_geojson_is_longitude_first_with_eight_places(incoming):
    text = (incoming / "reference" / "settlements.geojson").read_text(encoding="utf-8")
    spots = [feature["geometry"]["coordinates"] for feature in json.loads(text)["features"]]
    assert all(-25.3 < lon < -24.7 and 39.8 < lat < 40.2 for lon, lat in spots)
    assert all(round(value, 8) == value for spot in spots for value in spot)


def test_districts_stay_a_coverage_in_degrees(told):
    rows = [row for row in told.rows if row.record == "admin_area"]
    assert shapely.coverage_is_valid(lonlat(rows))


def test_writing_leaves_the_clock_of_gdal_as_it_was(told, tmp_path):
    files.write(told._replace(rows=tuple(row for row in told.rows if row.sheet.path.endswith("2019.gpkg"))), tmp_path)
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None
