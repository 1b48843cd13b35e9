"""Outlines made coarser: they contain what they stand for, stand on a fixed grid, and cannot be undone."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from landrelease.checks.settings_publish import AreaRule
from landrelease.geometry.plane import Plane
from landrelease.publish.redaction.outward import OutlineError, cells, generalised, inner, outer, to_degrees, to_plane

PLANES = (Plane(18, 44), Plane(180, -17), Plane(-75, 4))
RULES = [AreaRule("grid", 1000), AreaRule("grid", 500), AreaRule("buffer", 750), AreaRule("admin")]
METRES = st.floats(-3000, 3000).map(lambda metre: round(metre, 4))
PLACES = st.tuples(METRES, METRES)


def polygon(places):
    hull = shapely.MultiPoint(places).convex_hull
    return hull if hull.geom_type == "Polygon" else hull.buffer(1)


def with_hole(outline):
    return outline.difference(shapely.affinity.scale(outline, 0.4, 0.4))


POLYGONS = st.lists(PLACES, min_size=3, max_size=8).map(polygon)
SLIVERS = st.tuples(PLACES, PLACES).map(lambda ends: shapely.LineString(ends).buffer(0.01))
SHAPES = st.one_of(
    PLACES.map(shapely.Point),
    st.lists(PLACES, min_size=2, max_size=5).map(shapely.LineString),
    POLYGONS,
    POLYGONS.map(with_hole),
    SLIVERS,
    st.lists(PLACES, min_size=1, max_size=4).map(shapely.MultiPoint),
    st.lists(POLYGONS, min_size=1, max_size=3).map(shapely.union_all),
    st.lists(PLACES, min_size=4, max_size=6).map(shapely.Polygon),  # may cross itself
)


def squares(size, margin):
    """Every square of the grid there may be, made larger by a margin, and itself."""
    for x in range(-6, 7):
        for y in range(-6, 7):
            bounds = np.array([x, y, x + 1, y + 1]) * size
            yield shapely.box(*(bounds + np.array([-1, -1, 1, 1]) * margin)), shapely.box(*bounds)


def slow_cells(flat, size):
    return shapely.union_all([square for larger, square in squares(size, size / 4) if flat.intersects(larger)])


def slow_inner(flat, size):
    return shapely.union_all([square for larger, square in squares(size, 1.0) if flat.covers(larger)])


@given(SHAPES, st.sampled_from(RULES), st.sampled_from(PLANES))
def test_the_coarse_shape_contains_the_exact_one_wherever_it_lies(flat, rule, plane):
    exact = to_degrees(to_plane(to_degrees(shapely.make_valid(flat), plane), plane), plane)
    areas = [to_degrees(shapely.box(-9000, -9000, 0, 9000), plane)]
    coarse = generalised(exact, rule, plane, areas=areas)
    assert coarse.is_valid
    assert to_plane(coarse, plane).buffer(0.001).covers(to_plane(exact, plane))
    if plane.lon != 180:
        assert coarse.covers(exact)


@given(SHAPES, st.sampled_from([1000.0, 700.0]))
def test_the_cells_are_those_of_the_obvious_way(flat, size):
    flat = shapely.make_valid(flat)
    assert cells(flat, size).equals(slow_cells(flat, size))
    assert inner(flat, size).equals(slow_inner(flat, size))


@given(st.tuples(*[st.integers(-6, 6)] * 2), *[st.tuples(*[st.floats(1, 499)] * 2)] * 2)
def test_a_point_could_be_anywhere_in_half_a_cell_each_way(half, one, other):
    first, second = (shapely.Point(np.array(half) * 500 - 250 + at) for at in (one, other))
    for rule in (AreaRule("grid", 1000), AreaRule("buffer", 1000)):
        assert outer(first, rule).equals(outer(second, rule))


def test_a_small_shape_at_a_corner_takes_four_cells_and_one_in_the_middle_takes_one():
    assert cells(shapely.box(990, 990, 1010, 1010), 1000).bounds == (0, 0, 2000, 2000)
    assert cells(shapely.box(490, 490, 510, 510), 1000).bounds == (0, 0, 1000, 1000)


def test_whole_areas_are_taken_and_cells_where_there_is_none():
    west, east = shapely.box(0, 0, 10_000, 10_000), shapely.box(10_000, 0, 20_000, 10_000)
    rule = AreaRule("admin")
    assert outer(shapely.box(4400, 4400, 4600, 4600), rule, [west, east]).equals(west)
    assert outer(shapely.box(9700, 4400, 9800, 4600), rule, [west, east]).equals(shapely.union(west, east))
    beyond = outer(shapely.box(4400, 9400, 4600, 11_600), rule, [west, east])
    assert beyond.equals(shapely.union(west, shapely.box(4000, 9000, 5000, 12_000)))


def test_land_across_the_antimeridian_is_cut_there():
    plane = Plane(180, -17)
    for drawn in ("POLYGON ((179.99 -17, 180.01 -17, 180.01 -16.99, 179.99 -16.99, 179.99 -17))",
                  "POLYGON ((179.99 -17, -179.99 -17, -179.99 -16.99, 179.99 -16.99, 179.99 -17))"):  # fmt: skip
        coarse = generalised(shapely.from_wkt(drawn), AreaRule("grid", 1000), plane)
        parts = sorted((round(part.bounds[0], 2), round(part.bounds[2], 2)) for part in coarse.geoms)
        assert parts == [(-180.0, -179.98), (179.98, 180.0)]
        assert to_plane(coarse, plane).buffer(0.001).covers(to_plane(shapely.from_wkt(drawn), plane))


def test_nothing_is_shown_of_what_is_hidden_or_empty_and_all_of_what_is_exact():
    point, plane = shapely.Point(18.2, 43.6), PLANES[0]
    assert generalised(point, AreaRule("hidden"), plane) is None
    assert generalised(shapely.Polygon(), AreaRule("grid", 1000), plane) is None
    assert generalised(point, AreaRule("none"), plane) is point


def test_what_has_no_place_or_no_rule_is_refused():
    with pytest.raises(OutlineError, match="no place in the plane"):
        generalised(shapely.Point(18, 91), AreaRule("grid", 1000), PLANES[0])
    with pytest.raises(OutlineError, match="no rule"):
        generalised(shapely.Point(18, 44), AreaRule("displaced", 1000), PLANES[0])


@settings(max_examples=20)
@given(st.floats(-80, 80), st.sampled_from([AreaRule("grid", 50_000), AreaRule("buffer", 20_000)]))
def test_large_cells_keep_their_edges_at_any_latitude(lat, rule):
    plane = Plane(10.0, float(round(lat)))
    exact = shapely.box(9.3, lat - 0.3, 10.8, lat + 0.3)
    coarse = generalised(exact, rule, plane)
    assert coarse.covers(exact)
    assert coarse.is_valid
