from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from landrelease.demo import strip

SEEDS = st.integers(0, 2**32 - 1)


@given(SEEDS, st.floats(120, 800), st.floats(25, 90), st.integers(1, 8))
def test_strips_cover_the_land_and_little_more(seed, length, width, count):
    land = shapely.affinity.rotate(box(0, 0, length, width), seed % 180)
    cut = strip.strips(np.random.default_rng(seed), land, land.area / count)
    together = shapely.union_all(cut)
    assert len(cut) == count
    assert all(piece.is_valid for piece in cut)
    assert together.intersection(land).area > 0.93 * land.area
    assert together.difference(land.buffer(6, join_style="mitre")).area < 1e-6


@given(SEEDS)
def test_neighbours_share_ten_to_fifteen_percent(seed):
    cut = strip.strips(np.random.default_rng(seed), box(0, 0, 1_000, 60), 12_000)
    shared = [one.intersection(other).area / 12_000 for one, other in pairwise(cut)]
    assert len(shared) == 4
    assert min(shared) > 0.085
    assert max(shared) < 0.17


@given(SEEDS)
def test_a_new_measurement_misses_by_a_metre_or_two(seed):
    land = Polygon([(0, 0), (40, -6), (90, 0), (95, 30), (50, 42), (0, 33)])
    again = strip.resurveyed(np.random.default_rng(seed), land)
    moved = shapely.get_coordinates(again)[:-1] - shapely.get_coordinates(land)[:-1]
    assert np.abs(moved).max() <= 2.01
    assert np.hypot(*moved.T).max() > 0.2


def test_a_hole_and_two_parts_survive_a_new_measurement():
    ring = box(0, 0, 100, 100).difference(box(30, 30, 60, 60))
    land = shapely.MultiPolygon([ring, box(200, 0, 250, 50)])
    again = strip.resurveyed(np.random.default_rng(3), land)
    assert [len(part.interiors) for part in again.geoms] == [1, 0]


def test_the_rest_of_a_survey_is_exact_to_the_centimetre():
    outer, core = box(0, 0, 100.5, 60), box(20.25, 10, 70, 40)
    assert strip.rest(outer, core).area == pytest.approx(outer.area - core.area, abs=1e-9)


def test_lines_and_crumbs_are_no_land():
    crumbs = shapely.GeometryCollection([shapely.LineString([(0, 0), (9, 9)]), box(0, 0, 0.5, 0.5), box(5, 5, 8, 8)])
    assert strip.polygonal(crumbs).equals(box(5, 5, 8, 8))
