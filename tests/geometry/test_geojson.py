"""GeoJSON: what is written reads back the same, by the fast way and the general one, and nothing breaks it."""

import json
import math

import msgspec
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.geometry import polygontext
from landrelease.geometry.crs import CrsError
from landrelease.geometry.geojson import (
    GeoJsonError,
    from_geojson,
    geometry_of,
    ring_of,
    shape,
    shape_of_wkt,
    to_geojson,
)
from landrelease.records.shape import Shape

NUMBER = st.floats(-180, 180) | st.integers(-180, 180).map(float) | st.floats(allow_nan=False, allow_infinity=False)
POSITION = st.tuples(NUMBER, NUMBER)
RING = st.lists(POSITION, min_size=3, max_size=6).map(lambda ring: [*ring, ring[0]])
POLYGON = st.tuples(RING, st.lists(RING, max_size=2))
GEOMETRIES = st.one_of(
    POLYGON.map(lambda rings: shapely.Polygon(*rings)),
    st.lists(POLYGON, min_size=1, max_size=3).map(shapely.MultiPolygon),
    POSITION.map(shapely.Point),
    st.tuples(NUMBER, NUMBER, NUMBER).map(shapely.Point),
    st.lists(POSITION, min_size=2, max_size=4).map(shapely.LineString),
    st.just(shapely.Polygon()),
    st.none(),
)


@given(st.lists(GEOMETRIES, max_size=6))
def test_what_is_written_reads_back_the_same(geoms):
    texts = to_geojson(geoms)
    read = from_geojson(texts)
    assert [one if one is None else one.wkb for one in read] == [one if one is None else one.wkb for one in geoms]
    assert to_geojson(read) == texts
    for text, geometry in zip(texts, geoms, strict=True):
        assert (not text) if geometry is None else json.loads(text)["type"] == geometry.geom_type
        assert b" " not in text


def test_numbers_of_a_ring_have_the_fewest_digits_that_read_back():
    """The general writer gives 44.621650699999996."""
    (text,) = to_geojson(shapely.from_wkt(["POLYGON ((44.6216507 1, 45 1, 45 0.30000000000000004, 44.6216507 1))"]))
    ring = b"[[44.6216507,1.0],[45.0,1.0],[45.0,0.30000000000000004],[44.6216507,1.0]]"
    assert text == b'{"type":"Polygon","coordinates":[' + ring + b"]}"


@given(st.lists(POLYGON.map(lambda rings: shapely.Polygon(*rings)), min_size=1, max_size=4))
def test_the_fast_way_reads_what_the_general_one_reads(polygons):
    texts = to_geojson(polygons)
    fast = polygontext.polygons(texts, polygontext.FORMS[0])
    assert fast is not None
    assert [one.wkb for one in fast] == [one.wkb for one in shapely.from_geojson([text.decode() for text in texts])]


GOOD = (
    b'{"type":"Polygon","coordinates":[[[0.0,0.0],[9.0,0.0],[9.0,9.0],[0.0,0.0]],'
    b"[[1.0,1.0],[2.0,1.0],[2.0,2.0],[1.0,1.0]]]}"
)
SAME_AS_GOOD = {
    "blanks": GOOD.replace(b",", b", "),
    "line ends": GOOD.replace(b"[[", b"[\n["),
    "other order": b'{"coordinates":' + GOOD[GOOD.index(b"[") : -1] + b',"type":"Polygon"}',
    "heights": GOOD.replace(b"]", b",5.0]", 4),
    "whole numbers": GOOD.replace(b".0", b""),
    "another member": GOOD[:-1] + b',"bbox":[0,0,9,9]}',
}


@pytest.mark.parametrize("text", SAME_AS_GOOD.values(), ids=SAME_AS_GOOD)
def test_other_writings_of_the_same_are_read(text):
    read = from_geojson([GOOD, text, GOOD])
    assert [shapely.force_2d(one).wkt for one in read] == [read[0].wkt] * 3


UNREADABLE = {
    "no JSON": b"POLYGON ((0 0, 1 0, 1 1, 0 0))",
    "no UTF-8": b'{"type":"\xff"}',
    "cut off": GOOD[:60],
    "no number": GOOD.replace(b"9.0", b"NaN"),
    "too few positions": b'{"type":"Polygon","coordinates":[[[1.0,2.0],[1.0,2.0]]]}',
    "open ring": b'{"type":"Polygon","coordinates":[[[0.0,0.0],[9.0,0.0],[9.0,9.0],[0.0,9.0]]]}',
    "positions of one and three": b'{"type":"Polygon","coordinates":[[[0.0],[9.0,0.0,9.0],[9.0,9.0],[0.0,0.0]]]}',
    "brackets that do not match": b'{"type":"Polygon","coordinates":[[[0,0],[9,0]],[9,9],[[0,0]]]}',
    "wrong depth": b'{"type":"MultiPolygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]]]}',
    "unknown type": b'{"type":"Circle","coordinates":[0,0]}',
}


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_bytes_that_are_no_geometry_are_named_and_stop_no_ledger(text):
    with pytest.raises(GeoJsonError, match="1 of 3 geometries cannot be read, the first is number 2"):
        from_geojson([GOOD, text, GOOD])
    wounded = [Shape(wgs84=msgspec.Raw(raw)) for raw in (GOOD, text, GOOD)]
    assert [one is None for one in geometry_of(wounded)] == [False, True, False]


def test_more_polygons_than_one_pass_takes(monkeypatch):
    boxes = shapely.box(np.arange(5), 0, np.arange(5) + 1, 1)
    at_once = to_geojson(boxes)
    monkeypatch.setattr("landrelease.geometry.geojson._CHUNK", 2)
    assert to_geojson(boxes) == at_once
    assert shapely.equals_exact(from_geojson(to_geojson(boxes)), boxes).all()


def test_a_coordinate_that_is_no_number_cannot_be_written():
    geoms = [shapely.Point(math.nan, 44), shapely.LineString([(18, 44), (math.inf, 44)])]
    assert to_geojson(geoms) == [b"", b""]
    assert shape(geoms, "EPSG:4326") == [None, None]


@pytest.mark.parametrize("at", range(3))
def test_a_ring_with_a_coordinate_that_is_no_number_leaves_the_others_as_they_are(at):
    rings = [shapely.box(n, 0, n + 1, 1) for n in range(3)]
    with np.errstate(invalid="ignore"):
        rings[at] = shapely.from_wkt("POLYGON ((18 44, 19 NaN, 19 45, 18 44))")
    texts = to_geojson(rings)
    assert texts[at] == b""
    assert [text for text in texts if text] == [to_geojson([ring])[0] for n, ring in enumerate(rings) if n != at]


def raws(made):
    return [(one.crs, bytes(one.wgs84), bytes(one.entered or b"")) for one in made]


def test_wgs84_is_entered_once():
    assert raws(shape([shapely.Point(18.5, 44.25)], "OGC:CRS84")) == [
        ("EPSG:4326", b'{"type":"Point","coordinates":[18.5,44.25]}', b"")
    ]


def test_heights_and_measures_are_kept_as_entered_and_left_out_of_wgs84():
    made = shape(shapely.from_wkt(["POINT Z (18 44 9)", "LINESTRING ZM (18 44 9 1, 19 44 8 2)"]), "EPSG:4326")
    assert raws(made) == [
        ("EPSG:4326", b'{"type":"Point","coordinates":[18.0,44.0]}', b'{"type":"Point","coordinates":[18.0,44.0,9.0]}'),
        (
            "EPSG:4326",
            b'{"type":"LineString","coordinates":[[18.0,44.0],[19.0,44.0]]}',
            b'{"type":"LineString","coordinates":[[18.0,44.0,9.0],[19.0,44.0,8.0]],"measures":[1.0,2.0]}',
        ),
    ]
    assert from_geojson([one.entered for one in made])[1].wkt == "LINESTRING Z (18 44 9, 19 44 8)"


def test_another_system_is_kept_beside_what_it_is_in_wgs84():
    (made,) = shape([shapely.Point(155_000, 463_000)], "28992")
    assert (made.crs, bytes(made.entered)) == ("EPSG:28992", b'{"type":"Point","coordinates":[155000.0,463000.0]}')
    (place,) = geometry_of([made])
    assert (round(place.x, 6), round(place.y, 6)) == (5.387204, 52.155172)


def test_nothing_entered_is_no_shape():
    geoms = [None, shapely.Polygon(), shapely.Point(1, 2)]
    assert [one is None for one in shape(geoms, "EPSG:4326")] == [True, True, False]
    assert geoms[1] is not None  # what was handed in stays as it was
    assert geometry_of([None]).tolist() == [None]
    assert shape([], "EPSG:4326") == []


def test_a_shape_from_text():
    assert raws([shape_of_wkt("POINT (155000 463000)", "28992")]) == raws(
        shape([shapely.Point(155_000, 463_000)], "28992")
    )


@pytest.mark.parametrize("text", ["", "rubbish", "POLYGON EMPTY", "POINT (NaN 44)", "POLYGON ((0 0, 1 1))"])
def test_a_text_without_a_place_is_no_shape(text):
    with pytest.raises(GeoJsonError, match="is no geometry with a place"):
        shape_of_wkt(text)


def test_a_place_off_the_earth_is_refused():
    with pytest.raises(CrsError) as fault:
        shape([shapely.Point(18, 44), shapely.Point(155_000, 463_000)], "EPSG:4326")
    assert fault.value.rows == (1,)


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        (b'{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,1.5],[0,0]]]}', True),
        (b'{ "coordinates": [[[0, 0], [2, 0], [2, 1], [0, 0]]], "type": "Polygon", "bbox": [0, 0, 2, 1] }', True),
        (b'{"type":"Polygon","coordinates":[[[0,0],[2,0],[0,0],[0,0]]]}', True),
        (b'{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,1],[0,1]]]}', False),  # open
        (b'{"type":"Polygon","coordinates":[[[0,0],[2,0],[0,0]]]}', False),  # too few
        (b'{"type":"Polygon","coordinates":[[[0,0,1],[2,0,1],[2,1,1],[0,0,1]]]}', False),  # heights
        (b'{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[[2,1],[3,1],[3,2],[2,1]]]}', False),  # a hole
        (b'{"type":"MultiPolygon","coordinates":[[[[0,0],[2,0],[2,1],[0,0]]]]}', False),
        (b'{"type":"LineString","coordinates":[[0,0],[2,0],[2,1],[0,0]]}', False),
        (b'{"type":"Polygon","coordinates":[[[0,0],[2e999,0],[2,1],[0,0]]]}', False),
        (b'{"type":"Polygon","coordinates":[]}', False),
        (b"no text", False),
    ],
)
def test_a_ring_read_by_itself_has_the_positions_of_the_geometry(text, alone):
    one = Shape(wgs84=msgspec.Raw(text))
    ring, geometry = ring_of(one), geometry_of([one])[0]
    assert (ring is not None) == alone
    if ring:
        assert [list(position) for position in ring] == shapely.get_coordinates(geometry).tolist()
