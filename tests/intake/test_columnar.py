"""A layer read column by column holds what its features hold, or is left to the features."""

import apsw
import numpy as np
import pyogrio
import pytest
import shapely

from landrelease.intake import columnar
from landrelease.intake.fault import IntakeError
from landrelease.intake.gis import _column, read
from landrelease.intake.sniff import content_of

SQUARES = [shapely.box(x, 44, x + 0.125, 44.125) for x in (18.0, 18.25, 18.5)]
TEXTS = np.array(["H-1", None, "Goražde 7 ’"], dtype=object)


def layer(path, shapes=SQUARES, **columns):
    fields = {"id": TEXTS, **columns}
    wkb = np.array([None if shape is None else shapely.to_wkb(shape, flavor="iso") for shape in shapes], dtype=object)
    pyogrio.raw.write(
        str(path), wkb, list(fields.values()), list(fields), geometry_type="Unknown", driver="GPKG", layer="land",
        crs="EPSG:4326",
    )  # fmt: skip
    return path


def altered(path, statement, *values):
    """Change what the file holds behind GDAL's back, as other programs do."""
    file = apsw.Connection(str(path))
    for name in file.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        file.execute('DROP TRIGGER "{}"'.format(*name))
    file.execute(statement, values).fetchall()
    file.close()
    return path


def texts(wkb):
    return shapely.to_wkt(shapely.from_wkb(wkb), rounding_precision=-1).tolist()


def by_feature(path):
    meta, _, wkb, fields = pyogrio.raw.read(path, layer="land", datetime_as_string=True)
    return [str(name) for name in meta["fields"]], texts(wkb), [_column(values) for values in fields], meta["crs"]


def by_column(path):
    found = columnar.read(str(path), "land")
    return found and ([str(name) for name in found.meta["fields"]], texts(found.wkb), found.columns, found.meta["crs"])


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"n": np.array([1, 2, -3], dtype=np.int32), "big": np.array([2**60, 0, -1], dtype=np.int64)},
        {"m2": np.array([0.1, np.nan, 1e300]), "m": np.array([1.0, 2.0, 0.0])},
        {"nothing": np.array([None, None, None], dtype=object), "blank": np.array(["", " ", "\n"], dtype=object)},
    ],
)
@pytest.mark.parametrize(
    "shapes",
    [
        SQUARES,
        [shapely.Point(18, 44), shapely.LineString([(18, 44), (19, 45)]), shapely.MultiPoint([(18, 44)])],
        [
            shapely.MultiPolygon(SQUARES),
            shapely.Polygon(),
            shapely.from_wkt("POLYGON Z ((1 1 5, 2 1 5, 2 2 5, 1 1 5))"),
        ],
    ],
)
def test_both_ways_give_the_same(tmp_path, columns, shapes):
    path = layer(tmp_path / "a.gpkg", shapes, **columns)
    assert by_column(path) == by_feature(path)


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("UPDATE land SET n = NULL WHERE fid = ?", 2),
        ("UPDATE land SET id = 12 WHERE fid = ?", 2),
        ("UPDATE land SET id = 1.5 WHERE fid = ?", 2),
        ("UPDATE land SET n = 2.75 WHERE fid = ?", 1),
        ("UPDATE land SET n = 'many' WHERE fid = ?", 1),
        ("UPDATE land SET m2 = 'much' WHERE fid = ?", 1),
        ("UPDATE land SET m2 = 9e999 WHERE fid = ?", 1),
        ("DELETE FROM land WHERE fid = ?", 2),
        ("INSERT INTO land (fid, geom, id) SELECT 10, geom, 'new' FROM land WHERE fid = ?", 1),
        ("UPDATE land SET fid = 900 WHERE fid = ?", 1),
        ("UPDATE land SET id = 'a' || char(0) || 'b' WHERE fid = ?", 1),
        ("UPDATE land SET id = x'4142' WHERE fid = ?", 1),
        ("UPDATE land SET geom = NULL WHERE fid = ?", 1),
        ("UPDATE land SET geom = x'00' WHERE fid = ?", 1),
        ("UPDATE land SET geom = substr(geom, 1, 60) WHERE fid = ?", 1),
    ],
)
def test_values_that_other_programs_wrote_are_read_as_a_feature_gives_them(tmp_path, statement, value):
    path = layer(tmp_path / "a.gpkg", n=np.array([1, 2, 3]), m2=np.array([1.0, 2.0, 3.0]))
    altered(path, statement, value)
    taken = read(path, content_of(path), None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columnar, "read", lambda *_: None)
        given = read(path, content_of(path), None)
    assert (taken.columns, taken.notes, taken.crs) == (given.columns, given.notes, given.crs)
    assert [shapely.to_wkt(one) for one in taken.shapes.geometry] == [
        shapely.to_wkt(one) for one in given.shapes.geometry
    ]
    assert (taken.shapes.unread, taken.shapes.closed) == (given.shapes.unread, given.shapes.closed)


def test_a_text_that_is_no_utf8_refuses_the_file(tmp_path):
    path = altered(layer(tmp_path / "a.gpkg"), "UPDATE land SET id = CAST(x'ff41' AS TEXT) WHERE fid = ?", 1)
    with pytest.raises(IntakeError, match="'utf-8' codec can't decode byte 0xff"):
        read(path, content_of(path), None)


@pytest.mark.parametrize("as_columns", [True, False])
@pytest.mark.parametrize(
    ("statement", "ids"),
    [
        ("DELETE FROM land WHERE fid = 2", ["H-1", "Goražde 7 ’"]),
        ("INSERT INTO land (fid, geom, id) SELECT 9, geom, 'H-9' FROM land WHERE fid = 1", [*TEXTS, "H-9"]),
        ("UPDATE gpkg_ogr_contents SET feature_count = 1", [*TEXTS]),
    ],
)
def test_no_row_is_lost_or_doubled_where_the_file_miscounts_them(tmp_path, monkeypatch, as_columns, statement, ids):
    path = altered(layer(tmp_path / "a.gpkg"), statement)
    if not as_columns:
        monkeypatch.setattr(columnar, "read", lambda *_: None)
    assert read(path, content_of(path), None).columns == {"id": ids}


@pytest.mark.parametrize(
    ("shapes", "columns"),
    [
        (SQUARES, {"date": np.array(["2024-05-17", "NaT", "2024-05-18"], dtype="datetime64[D]")}),
        (SQUARES, {"sure": np.array([True, False, True])}),
        (SQUARES, {"small": np.array([0.1, 0.2, 0.3], dtype=np.float32)}),
        ([*SQUARES[:2], None], {}),
        ([*SQUARES[:2], shapely.GeometryCollection(SQUARES)], {}),
        ([*SQUARES[:2], shapely.from_wkt("POINT M (1 2 3)")], {}),
    ],
)
def test_what_the_two_ways_may_give_differently_is_left_to_the_features(tmp_path, shapes, columns):
    assert by_column(layer(tmp_path / "a.gpkg", shapes, **columns)) is None


def test_more_rows_than_one_batch(tmp_path, monkeypatch):
    monkeypatch.setattr(columnar, "_BATCH", 2)
    path = layer(tmp_path / "a.gpkg", n=np.array([1, 2, 3]))
    altered(path, "UPDATE land SET n = NULL WHERE fid = ?", 3)
    assert by_column(path) == by_feature(path)
    assert by_column(path)[2][1] == [1.0, 2.0, None]
