"""The small map of a day's work."""

import re

import pytest
import shapely

from landrelease.publish.nearmap import Spot, near_map

HERE = shapely.box(18.0, 44.0, 18.001, 44.001)
THERE = shapely.box(18.1, 44.0, 18.101, 44.001)


def circles(drawn):
    return [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([-\d.]+)" cy="([-\d.]+)"', drawn)]


def test_east_is_right_and_north_is_up():
    west, east, north = circles(near_map([Spot("A", HERE, flagged=False), Spot("B", THERE, flagged=False),
                                          Spot("C", shapely.Point(18.05, 44.02), flagged=False)]))  # fmt: skip
    assert west[0] < north[0] < east[0]
    assert north[1] < west[1] == east[1]


def test_distances_are_true_on_the_bar():
    drawn = near_map([Spot("A", HERE, flagged=False), Spot("B", THERE, flagged=False)])
    (west, _), (east, _) = circles(drawn)
    first, last = (float(one) for one in re.search(r"M([\d.]+) [\d.]+v5H([\d.]+)v-5", drawn).groups())
    assert ">2 km<" in drawn
    assert (east - west) / (last - first) * 2000 == pytest.approx(0.1 * 111_320 * 0.7193, rel=0.01)


def test_work_that_is_too_near_is_marked_by_a_sign_and_a_second_ring_and_not_by_colour_alone():
    drawn = near_map([Spot("A", HERE, flagged=True)])
    assert ("⚠ A" in drawn, drawn.count("<circle"), "A: too near to other work" in drawn) == (True, 2, True)


def test_names_are_escaped_and_there_is_no_style_in_it():
    drawn = near_map([Spot("<b>", HERE, flagged=False)])
    assert ("&lt;b&gt;" in drawn, "<b>" in drawn, "style=" in drawn) == (True, False, False)


def test_without_a_place_nothing_is_drawn():
    assert near_map([Spot("A", None, flagged=False)]) == ""
