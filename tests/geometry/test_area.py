"""Geodesic areas, and stated areas beside them."""

import math

import numpy as np
import pytest
import shapely
from pyproj import Geod

from landrelease.geometry.area import UNITS_M2, geodesic_area, likely_unit, stated_difference
from landrelease.geometry.plane import Plane
from landrelease.geometry.prepare import prepare


def test_holes_parts_and_collections_are_measured_whichever_way_they_run():
    box, hole = shapely.box(18, 44, 18.01, 44.01), shapely.box(18.002, 44.002, 18.004, 44.004, ccw=False)
    holed = shapely.Polygon(box.exterior, [hole.exterior])
    backwards = shapely.Polygon(box.exterior.coords[::-1], [hole.exterior.coords[::-1]])
    other = shapely.box(18.1, 44, 18.11, 44.01)
    collection = shapely.GeometryCollection([shapely.Point(18, 44), holed, shapely.MultiPolygon([other])])
    one, two, three, four, whole = geodesic_area([holed, backwards, other, collection, box])
    assert one == two == whole - geodesic_area([hole])[0]
    assert four == one + three
    assert whole == abs(Geod(ellps="WGS84").geometry_area_perimeter(box)[0])


def test_what_has_no_area_measures_nothing():
    nothing = [None, shapely.Polygon(), shapely.Point(18, 44), shapely.LineString([(18, 44), (19, 44)])]
    assert geodesic_area(nothing).tolist() == [0, 0, 0, 0]
    with np.errstate(invalid="ignore"):
        unknown = shapely.Polygon([(18, 44), (math.nan, 44), (18, 45)])
    assert np.isnan(geodesic_area([unknown])).all()


def test_prepared_areas_agree_with_geodesic_ones_within_a_millionth():
    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(15.5, 20.5, 300), rng.uniform(42, 46, 300)
    angle = np.arange(8) * math.tau / 8
    reach = rng.uniform(0.002, 0.006, (300, 8))
    ring = np.stack([lon[:, None] + reach * 1.3 * np.cos(angle), lat[:, None] + reach * np.sin(angle)], axis=-1)
    shapes = shapely.polygons(ring)
    booked = np.array(prepare(shapes, larger=True, plane=Plane(18, 44)).area) / 1e9
    assert np.abs(booked / geodesic_area(shapes) - 1).max() < 1e-6


def test_a_stated_area_is_compared_with_the_computed_one():
    found = stated_difference([10_500.0, 9_000.0, 0.0, 0.0, 7.0, math.nan], [10_000, 10_000, 10, 0, 0, 5])
    assert found[:4].tolist() == pytest.approx([0.05, -0.1, -1.0, 0.0])
    assert found[4] == math.inf
    assert math.isnan(found[5])


@pytest.mark.parametrize("unit", sorted(UNITS_M2))
def test_a_column_in_another_unit_is_recognised(unit):
    computed = np.array([12_345.0, 800.0, 99_000.0, 1e6, 5e4, 0.0, 7.0])
    stated = computed / UNITS_M2[unit] * np.array([1.0, 1.004, 0.995, 1.0, 3.0, 1.0, math.nan])
    assert likely_unit(stated, computed) == unit


@pytest.mark.parametrize(
    ("stated", "computed"), [([], []), ([math.nan], [5.0]), ([0.0], [5.0]), ([7.0, 50.0, 3.0], [70.0, 70.0, 70.0])]
)
def test_a_column_without_a_likely_unit(stated, computed):
    assert likely_unit(stated, computed) is None
