"""The synthetic nation is the same every time and holds what the engines are to stumble over."""

import datetime as dt

import numpy as np
import pytest

pytest.importorskip("pyarrow", reason="the bench needs its extra: pip install -e .[bench]")

import pyarrow.parquet as pq
import pyogrio
import shapely
from benchmarks.generate import FIRST_DAY, GRID_PER_METRE, admin_areas, arrivals, reports

from landrelease.records.codes import CAPABILITY, CONTAMINATION, HAZARD_STATUS, RELEASE_STATUS
from landrelease.records.format1 import decode, encode
from landrelease.records.kinds import kind_of

RECORDS = 300


@pytest.fixture(scope="module")
def table(small):
    return pq.read_table(small.reports)


@pytest.fixture(scope="module")
def rows(table):
    return table.to_pylist()


def shapes_of(table, name="wkb"):
    return shapely.from_wkb(table[name].to_numpy(zero_copy_only=False))


def test_the_same_seed_gives_the_same_reports(table):
    assert reports(RECORDS).equals(table)
    assert not reports(RECORDS, seed=8).equals(table)


@pytest.mark.parametrize("count", [20, 299, 1_001])
def test_there_are_exactly_as_many_as_asked_for(count):
    assert reports(count).num_rows == count


def test_reports_stand_in_the_order_of_their_days(rows):
    assert [row["seq"] for row in rows] == list(range(RECORDS))
    assert [row["day"] for row in rows] == sorted(row["day"] for row in rows)
    assert [row["date"] for row in rows] == [(FIRST_DAY + dt.timedelta(row["day"])).isoformat() for row in rows]


def test_hazards_and_releases_carry_the_words_of_the_records(rows):
    for row in rows:
        hazard = row["record"] == "hazard"
        assert row["status"] in (HAZARD_STATUS if hazard else RELEASE_STATUS)
        assert row["method"] in CAPABILITY
        assert (row["contamination"] in CONTAMINATION) == hazard
        assert row["scope"] is None or (not hazard and row["scope"] in CONTAMINATION)
        assert (row["depth_m"] is not None) == (row["status"] in {"reduced", "cleared"})
        assert hazard or row["required_depth_m"] is None
    assert {row["status"] for row in rows} == {*HAZARD_STATUS, *RELEASE_STATUS}


def test_a_reopened_spot_is_a_hazard_of_its_own(rows):
    spots = [row for row in rows if "-spot-" in row["area_id"]]
    assert spots
    assert {row["status"] for row in spots} == {"suspected"}
    assert len({row["area_id"] for row in spots}) == len(spots)


def test_ids_are_unique_and_some_reports_come_twice(rows):
    assert len({row["id"] for row in rows}) == RECORDS
    assert 0 < RECORDS - len({row["wkb"] for row in rows}) < RECORDS // 10


def test_shapes_have_the_faults_of_real_ones():
    shapes = shapes_of(reports(3_000))
    assert set(shapely.get_type_id(shapes)) == {shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON}
    assert 5 < np.count_nonzero(~shapely.is_valid(shapes)) < 60
    assert len(shapely.STRtree(shapes).query(shapes)[0]) > 4 * len(shapes)


def test_the_plane_holds_the_same_land_on_its_grid(table):
    plane = shapes_of(table, "plane_wkb")
    steps = shapely.get_coordinates(plane) * GRID_PER_METRE
    assert np.abs(steps - np.rint(steps)).max() < 1e-4
    whole = shapely.is_valid(plane)
    stated = table["stated_m2"].to_numpy()[whole]
    assert np.median(np.abs(shapely.area(plane[whole]) / stated - 1)) < 0.03


def test_areas_in_the_plane_are_those_on_the_ellipsoid(table):
    from benchmarks.peers.floor import ellipsoidal_m2  # noqa: PLC0415

    whole = shapely.is_valid(shapes_of(table))
    ground, plane = ellipsoidal_m2(shapes_of(table)[whole]), shapely.area(shapes_of(table, "plane_wkb")[whole])
    assert ground.sum() == pytest.approx(plane.sum(), rel=2e-6)


def test_arrivals_come_later_and_elsewhere(table, rows):
    later = arrivals(table).to_pylist()
    assert min(row["day"] for row in later) > max(row["day"] for row in rows)
    assert {row["id"] for row in later}.isdisjoint(row["id"] for row in rows)
    assert {row["wkb"] for row in later}.isdisjoint(row["wkb"] for row in rows)


def test_the_geopackage_holds_the_same_reports_in_the_plain_form(small, rows):
    info = pyogrio.read_info(small.geopackage)
    assert (info["features"], info["crs"]) == (RECORDS, "EPSG:4326")
    meta, _, geometry, fields = pyogrio.raw.read(small.geopackage)
    assert geometry.tolist() == [row["wkb"] for row in rows]
    read = dict(zip(meta["fields"], fields, strict=True))
    assert read["area_id"].tolist() == [row["area_id"] for row in rows]
    assert read["scope"].tolist() == [row["scope"] for row in rows]


def test_every_report_can_be_written_as_a_record(rows):
    from benchmarks.ours import _record  # noqa: PLC0415

    for row in rows:
        record = _record(row)
        assert decode(encode(record)) == record
        assert record.status == row["status"]
        assert shapely.from_geojson(bytes(record.shape.wgs84)).equals_exact(shapely.from_wkb(row["wkb"]), 1e-12)
        assert kind_of(record) == row["record"]


def test_administrative_areas_tile_the_nation():
    ids, shapes = admin_areas()
    assert len(set(ids)) == len(shapes) == 20
    assert shapely.union_all(shapes).equals(shapely.box(43, 33, 48, 37))
