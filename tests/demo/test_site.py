from collections import Counter

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString

from landrelease.demo import site
from landrelease.records.codes import CONTAMINATION


@pytest.fixture(scope="module")
def by_sort(told):
    return {sort: [one for one in told.sites if one.sort == sort] for sort in site.WANTED}


def _slenderness(shape):
    ring = shapely.get_coordinates(shape.minimum_rotated_rectangle)
    sides = sorted(np.hypot(*np.diff(ring, axis=0).T))
    return sides[-1] / sides[0]


def test_there_are_as_many_as_wanted(told):
    assert Counter(one.sort for one in told.sites) == site.WANTED
    assert [one.number for one in told.sites] == list(range(1, 413))


def test_outlines_are_drawn_as_surveyors_draw_them(told):
    for one in told.sites:
        for shape in (one.core, one.outer):
            assert shape.is_valid
            assert 6 <= shapely.get_num_coordinates(shape) - 1 <= 30
            assert told.province.outline.contains(shape)
        assert one.outer.contains(one.core)
        assert 1.2 < one.outer.area / one.core.area < 10
        assert set(one.contamination.split(";")) <= set(CONTAMINATION)


def test_belts_follow_the_front(told, by_sort):
    front = LineString(told.province.front)
    assert all(one.core.distance(front) < 700 for one in by_sort["front"])
    assert np.median([_slenderness(one.core) for one in by_sort["front"]]) > 4
    bent = [one.core.area / one.core.convex_hull.area for one in by_sort["front"]]
    assert min(bent) < 0.75, "some belts bend with the line"


def test_mined_roads_lie_on_roads_and_their_verges(told, by_sort):
    roads = shapely.MultiLineString([LineString(road) for road in told.province.roads])
    assert all(one.core.distance(roads) < 12 for one in by_sort["road"])


def test_strikes_lie_in_rows_near_the_river(told, by_sort):
    river = LineString(told.province.river)
    away = [one.core.distance(river) for one in by_sort["strike"]]
    assert np.median(away) < 1_000


def test_the_town_is_a_cluster_of_blocks(told, by_sort):
    town = told.province.settlements[0].at
    assert all(one.core.distance(town) < 1_600 for one in by_sort["town"])


def test_sites_of_one_sort_hardly_overlap(by_sort):
    for places in by_sort.values():
        whole = shapely.union_all([one.outer for one in places]).area
        assert whole > 0.95 * sum(one.outer.area for one in places)
