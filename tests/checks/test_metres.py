"""Rough metres are right enough to judge by: compared with the geodesic on the ellipsoid."""

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.checks.metres import area_m2, gap_m, in_metres, per_degree

GLOBE = pyproj.Geod(ellps="WGS84")
LATITUDES = st.floats(-80, 80)


@given(LATITUDES)
def test_a_degree_has_its_length(latitude):
    east, north = per_degree(latitude)
    assert float(east) == pytest.approx(GLOBE.inv(0, latitude, 1e-3, latitude)[2] * 1e3, rel=1e-5)
    assert float(north) == pytest.approx(GLOBE.inv(0, latitude - 5e-4, 0, latitude + 5e-4)[2] * 1e3, rel=1e-5)


@given(LATITUDES, st.floats(1e-4, 0.05))
def test_small_areas_agree_with_the_geodesic(latitude, size):
    box = shapely.box(18, latitude, 18 + size, latitude + size)
    assert area_m2(np.array([box]))[0] == pytest.approx(abs(GLOBE.geometry_area_perimeter(box)[0]), rel=1e-3)


def test_what_has_no_area_has_none():
    assert area_m2(np.array([None, shapely.Point(18, 43), shapely.Polygon()], dtype=object)).tolist() == [0, 0, 0]


def test_coordinates_that_are_no_numbers_have_no_area():
    ring = shapely.set_coordinates(shapely.box(0, 0, 1, 1), np.array([(0, 0), (np.inf, 0), (1, 1), (0, 1), (0, 0)]))
    assert area_m2(np.array([ring])).tolist() == [0]


def test_boxes_that_touch_have_no_gap_and_others_the_one_between_them():
    boxes = shapely.bounds([shapely.box(18, 43, 19, 44), shapely.box(19, 44, 20, 45), shapely.box(18, 44.01, 19, 45)])
    assert gap_m(boxes[:, None], boxes[None]).round(0).tolist() == [[0, 0, 1111], [0, 0, 0], [1111, 0, 0]]


def test_scaled_shapes_are_in_metres():
    apart = in_metres(shapely.Point(18, 43), 43).distance(in_metres(shapely.Point(18.001, 43), 43))
    assert apart == pytest.approx(GLOBE.inv(18, 43, 18.001, 43)[2], abs=0.001)
