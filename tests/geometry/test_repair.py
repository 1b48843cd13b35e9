"""The two readings of an invalid shape, against counting how often a point is enclosed."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from landrelease.geometry import repair
from landrelease.geometry.repair import normal

STEP = 1000
CORNER = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda at: (at[0] * STEP, at[1] * STEP))
RINGS = st.lists(CORNER, min_size=3, max_size=7).map(lambda ring: [*ring, ring[0]])
SHAPES = st.lists(st.tuples(RINGS, st.lists(RINGS, max_size=2)), min_size=1, max_size=3).map(shapely.MultiPolygon)
POSITIONS = st.lists(st.tuples(st.floats(0, 6 * STEP), st.floats(0, 6 * STEP)), min_size=5, max_size=5)


def readings(shape):
    both = repair.readings(np.array([shape], dtype=object))
    return both.larger[0], both.smaller[0]


def enclosed(ring, x, y):
    """How often a ring runs around a point, and how often a ray from the point crosses it."""
    around = crossed = 0
    for (x0, y0), (x1, y1) in pairwise(ring):
        side = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)
        up, down = y0 <= y < y1 and side > 0, y1 <= y < y0 and side < 0
        around += up - down
        crossed += up + down
    return around, crossed


@given(RINGS, POSITIONS)
def test_the_larger_reading_holds_all_that_is_enclosed_and_the_smaller_nothing_that_is_not(ring, positions):
    shape = shapely.Polygon(ring)
    assume(not shape.is_valid)
    larger, smaller = readings(shape)
    for x, y in positions:
        if shape.exterior.distance(shapely.Point(x, y)) < 2:
            continue
        around, crossed = enclosed(ring, x, y)
        if around or crossed % 2:
            assert larger.contains(shapely.Point(x, y))
        else:
            assert not smaller.contains(shapely.Point(x, y))


@given(SHAPES)
def test_readings_are_valid_polygons_on_the_grid(shape):
    assume(not shape.is_valid)
    for reading in readings(shape):
        assert reading.geom_type == "MultiPolygon"
        assert reading.is_valid, shapely.is_valid_reason(reading)
        assert (shapely.get_coordinates(reading) % 1 == 0).all()
    larger, smaller = readings(shape)
    assert smaller.difference(larger.buffer(1)).is_empty


@st.composite
def turned(draw, ring):
    begin = draw(st.integers(0, len(ring) - 1))
    ring = [*ring[begin:], *ring[: begin + 1]]
    return ring[::-1] if draw(st.booleans()) else ring


@given(st.data(), SHAPES)
def test_readings_do_not_depend_on_how_rings_were_started_directed_or_ordered(data, shape):
    assume(not shape.is_valid)
    parts = []
    for part in data.draw(st.permutations(list(shape.geoms))):
        exterior, *holes = (data.draw(turned(list(ring.coords)[:-1])) for ring in (part.exterior, *part.interiors))
        parts.append((exterior, data.draw(st.permutations(holes))))
    other = shapely.MultiPolygon(parts)
    assert normal(other).wkt == normal(shape).wkt
    assert [reading.wkb for reading in readings(other)] == [reading.wkb for reading in readings(shape)]


@given(st.lists(st.tuples(st.integers(0, 2), st.just(0)), min_size=3, max_size=9))
def test_the_start_is_the_least_even_where_vertices_repeat(ring):
    found = [tuple(map(int, vertex)) for vertex in normal(shapely.Polygon([*ring, ring[0]])).geoms[0].exterior.coords][
        :-1
    ]
    rotations = [ring[n:] + ring[:n] for n in range(len(ring))]
    assert found == min(rotations + [turn[::-1] for turn in rotations])


BOW = "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))"
LARGE_BOW = "POLYGON ((0 0, 20 20, 20 0, 0 20, 0 0))"


@pytest.mark.parametrize(("confusions", "areas"), [(0, [50, 200]), (1, [50, 200]), (2, [50, 200]), (3, [0, 200])])
def test_a_shape_that_confuses_is_read_on_the_grid_and_at_last_left_alone(monkeypatch, confusions, areas):
    whole, calls = shapely.union, iter(range(confusions))

    def confused(lines, structure):
        if next(calls, None) is None:
            return whole(lines, structure)
        msg = "side location conflict"
        raise shapely.errors.GEOSException(msg)

    monkeypatch.setattr(shapely, "union", confused)
    both = repair.readings(shapely.from_wkt([BOW, LARGE_BOW]))
    assert shapely.area(both.larger).tolist() == shapely.area(both.smaller).tolist() == areas


@pytest.mark.parametrize(
    ("drawn", "larger", "smaller"),
    [
        ("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))", 50, 50),
        ("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (0 0, 10 0, 10 10, 0 10, 0 0))", 100, 0),
        ("POLYGON ((0 0, 20 0, 20 10, 10 10, 10 30, 10 10, 0 10, 0 0))", 200, 200),
        ("POLYGON ((0 0, 20 0, 20 20, 0 20, 0 0), (10 10, 30 10, 30 15, 10 15, 10 10))", 400, 350),
        ("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0, 3 3, 3 6, 6 6, 0 0))", 76.5, 76.5),
        ("POLYGON ((0 0, 9 9, 3 3, 0 0))", 0, 0),
    ],
    ids=["bow tie", "hole over all", "spike", "hole across the edge", "ring that touches itself", "back and forth"],
)
def test_what_people_draw(drawn, larger, smaller):
    both = readings(shapely.from_wkt(drawn))
    assert (both[0].area, both[1].area) == (larger, smaller)
