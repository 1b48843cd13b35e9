"""Our tiles as another library reads them."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from mapbox_vector_tile import decode, encode
from mapbox_vector_tile.encoder import on_invalid_geometry_make_valid

from landrelease.publish.tileshapes import cut, line_parts, point_parts, polygon_parts, snapped
from landrelease.publish.vectortile import Form, Parts, layer, varint, varints

DOWN = {"y_coord_down": True}
NOTHING = Parts(Form.POINT, np.zeros((0, 2), int), np.zeros(1, int), np.zeros(1, int))


def column(*values) -> np.ndarray:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def read(data: bytes, name: str = "land") -> list[dict]:
    return decode(data, default_options=DOWN)[name]["features"]


def test_values_of_every_sort_come_back_and_none_is_left_out():
    values = {
        "text": column("ö", None, "ö"), "count": np.array([1, -5, 2**40]), "share": np.array([0.5, 2.0, -1.0]),
        "yes": np.array([True, False, True]),
    }  # fmt: skip
    found = read(layer("land", point_parts(np.array([[1, 2], [3, 4], [5, 6]])), values))
    assert [feature["properties"] for feature in found] == [
        {"text": "ö", "count": 1, "share": 0.5, "yes": True},
        {"count": -5, "share": 2.0, "yes": False},
        {"text": "ö", "count": 2**40, "share": -1.0, "yes": True},
    ]


def test_several_features_may_share_a_shape():
    parts, _ = polygon_parts(np.array([shapely.box(0, 0, 4, 4), shapely.box(9, 9, 12, 12)]))
    found = read(layer("land", parts, {"n": np.array([1, 2, 3])}, np.array([1, 0, 1])))
    assert [shapely.geometry.shape(one["geometry"]).bounds for one in found] == [
        (9, 9, 12, 12), (0, 0, 4, 4), (9, 9, 12, 12),
    ]  # fmt: skip


def test_a_layer_without_features_is_no_layer():
    assert layer("land", NOTHING, {"n": np.zeros(0, int)}) == b""


def test_it_is_byte_for_byte_what_the_other_library_writes():
    shape = shapely.Polygon([(0, 0), (40, 0), (40, 30), (0, 30)], [[(10, 10), (10, 20), (20, 20), (20, 10)]])
    parts, _ = polygon_parts(np.array([shape]))
    ours = layer("land", parts, {"status": column("cleared")})
    features = [{"geometry": shape, "properties": {"status": "cleared"}}]
    theirs = encode(
        {"name": "land", "features": features},
        default_options={"y_coord_down": True, "on_invalid_geometry": on_invalid_geometry_make_valid},
    )
    assert read(ours) == read(theirs)
    assert len(ours) == len(theirs)


def test_lines_and_points_come_back():
    lines, kept = line_parts(
        np.array([shapely.MultiLineString([[(0, 0), (5, 5)], [(9, 9), (9, 1)]]), shapely.Point(1, 1)])
    )
    assert kept.tolist() == [0]
    assert read(layer("land", lines, {}))[0]["geometry"]["coordinates"] == [[[0, 0], [5, 5]], [[9, 9], [9, 1]]]


@given(st.lists(st.integers(0, 2**62)))
def test_numbers_are_written_together_as_one_by_one(values):
    data, start = varints(np.array(values, np.int64))
    assert data == b"".join(map(varint, values))
    assert start[-1] == len(data)


RINGS = st.lists(st.tuples(st.floats(-90, 4300), st.floats(-90, 4300)), min_size=3, max_size=9)


@given(st.lists(RINGS.map(shapely.Polygon).map(shapely.make_valid), min_size=1, max_size=5))
def test_polygons_are_valid_and_wound_as_the_format_demands(shapes):
    polygons = snapped(cut(np.array(shapes, dtype=object)))
    parts, kept = polygon_parts(polygons)
    if not len(kept):
        return
    for feature in read(layer("land", parts, {})):
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        assert shape.area > 0
        for polygon in shapely.get_parts(shape):
            assert polygon.exterior.is_ccw  # by numbers, with y running down
            assert not any(hole.is_ccw for hole in polygon.interiors)
            assert min(polygon.bounds) >= -65  # a strip on the edge of the window is drawn a unit wide
            assert max(polygon.bounds) <= 4161
            rings = [polygon.exterior, *polygon.interiors]
            assert all((np.diff(shapely.get_coordinates(ring), axis=0) != 0).any(axis=1).all() for ring in rings)


@pytest.mark.parametrize("thin", [shapely.box(10, 10, 900, 10.01), shapely.box(7.4, 7.4, 7.5, 7.5)])
def test_land_too_thin_for_the_grid_is_drawn_all_the_same(thin):
    assert shapely.area(snapped(np.array([thin])))[0] > 0
