"""Traverses: bearings of every kind, misclosure, the compass rule, and what is refused."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from landrelease.checks.catalogue import render
from landrelease.checks.finding import Finding
from landrelease.geometry.traverse import Compass, Leg, TraverseError, ground, walk

GEOD = Geod(ellps="WGS84")
TRUE = Compass("true")
START = (18.0, 44.0)
SQUARE = [Leg(0, 100), Leg(90, 100), Leg(180, 100), Leg(270, 100)]
LEGS = st.lists(st.builds(Leg, st.floats(0, 360), st.floats(1, 200), st.floats(-40, 40)), min_size=3, max_size=8)


def area(polygon):
    return abs(GEOD.geometry_area_perimeter(polygon)[0])


def test_a_square_closes_and_has_its_area():
    square = walk(START, [], SQUARE, TRUE, closed=True)
    assert square.misclosure_m < 0.003
    assert square.precision > 100_000
    assert (square.length_m, square.limit_m) == (400, 4)
    assert area(ground(square)) == pytest.approx(10_000, abs=0.5)


def test_the_approach_leads_to_the_start_point():
    there = walk(START, [Leg(0, 50), Leg(90, 30)], SQUARE, TRUE, closed=True)
    assert there.approach.shape == (2, 2)
    assert there.approach[0].tolist() == list(START)
    lon, lat, _ = GEOD.fwd(*there.approach[1], 90, 30)
    assert there.perimeter[0].tolist() == [lon, lat]


@pytest.mark.parametrize(
    ("compass", "bearing", "true_deg"),
    [
        (Compass("true"), 90, 90),
        (Compass("true", "gon"), 100, 90),
        (Compass("true", "mil-6400"), 1600, 90),
        (Compass("true", "mil-6000"), 1500, 90),
        (Compass("magnetic", "degree", 4.5), 90, 94.5),
        (Compass("magnetic", "degree", -10), 5, 355),
        (Compass("grid", "mil-6000", -1.5), 0, 358.5),
        (Compass("true", "degree", 0.0), 360, 0),
    ],
)
def test_bearings_are_turned_to_true_north(compass, bearing, true_deg):
    assert compass.true_deg(bearing) == pytest.approx(true_deg)


@pytest.mark.parametrize(
    ("compass", "bearing", "cause"),
    [
        (Compass("magnetic"), 90, "needs its declination"),
        (Compass("magnetic", "degree", math.nan), 90, "needs its declination"),
        (Compass("grid"), 90, "needs the convergence"),
        (Compass("true", "degree", 4.5), 90, "a true bearing has no correction"),
        (Compass("true", "mil"), 90, "bearing 90 mil"),
        (TRUE, 361, "from 0 to a full circle"),
        (TRUE, -1, "from 0 to a full circle"),
        (TRUE, math.nan, "from 0 to a full circle"),
    ],
)
def test_bearings_that_lack_something_are_refused(compass, bearing, cause):
    with pytest.raises(TraverseError, match=cause):
        compass.true_deg(bearing)


def test_declination_left_out_turns_the_ground():
    magnetic = walk(START, [Leg(0, 200)], SQUARE, Compass("magnetic", "degree", 5.0), closed=True)
    wrongly = walk(START, [Leg(0, 200)], SQUARE, TRUE, closed=True)
    assert GEOD.inv(*magnetic.perimeter[0], *wrongly.perimeter[0])[2] == pytest.approx(
        2 * 200 * math.sin(math.radians(2.5)), abs=0.01
    )


def test_a_slope_shortens_its_leg():
    steep = walk(START, [], [Leg(0, 100, 60), Leg(90, 50), Leg(225, 70)], TRUE, closed=True)
    assert GEOD.inv(*steep.perimeter[0], *steep.perimeter[1])[2] == pytest.approx(50)
    assert steep.length_m == pytest.approx(170)


@given(LEGS)
def test_misclosure_is_the_sum_of_the_legs(legs):
    walked = walk(START, [], legs, TRUE, closed=True)
    way = [(leg.distance_m * math.cos(math.radians(leg.slope_deg)), math.radians(leg.bearing)) for leg in legs]
    east = sum(distance * math.sin(bearing) for distance, bearing in way)
    north = sum(distance * math.cos(bearing) for distance, bearing in way)
    assert walked.misclosure_m == pytest.approx(math.hypot(east, north), abs=0.4)


@given(LEGS)
def test_the_compass_rule_moves_each_point_by_its_share(legs):
    walked = walk(START, [], legs, TRUE, closed=True)
    measured = shapely.get_coordinates(ground(walked, math.inf))
    adjusted = shapely.get_coordinates(ground(walked, math.inf, adjust=True))
    assert adjusted[0].tolist() == pytest.approx(list(START), abs=1e-12)
    way = 0.0
    for point, moved, leg in zip(measured[1:-1], adjusted[1:-1], legs, strict=False):
        way += leg.distance_m * math.cos(math.radians(leg.slope_deg))
        share = walked.misclosure_m * way / walked.length_m
        assert GEOD.inv(*point, *moved)[2] == pytest.approx(share, abs=1e-3)


def test_an_exact_traverse_is_not_moved():
    walked = walk(START, [], SQUARE, TRUE, closed=True)
    plain, adjusted = ground(walked), ground(walked, adjust=True)
    assert shapely.hausdorff_distance(plain, adjusted) < 2e-8


def test_beyond_the_limit_no_ground_is_made_unless_a_higher_limit_is_stated():
    bad = walk(START, [], [*SQUARE[:3], Leg(270, 90)], TRUE, closed=True)
    with pytest.raises(TraverseError, match=r"misses its start by 10\.0 m of 390 m \(limit 3\.9 m\)"):
        ground(bad)
    raw = ground(bad, 12)
    assert np.allclose(shapely.get_coordinates(raw)[:-1], bad.perimeter[:-1])
    assert area(raw) == pytest.approx(10_000, abs=1)


def test_without_a_closing_leg_the_ground_is_closed_as_drawn_and_its_misclosure_unknown():
    drawn = walk(START, [], SQUARE[:3], TRUE, closed=False)
    assert math.isnan(drawn.misclosure_m)
    assert area(ground(drawn)) == pytest.approx(10_000, abs=0.5)
    with pytest.raises(TraverseError, match="no misclosure to spread"):
        ground(drawn, adjust=True)


@pytest.mark.parametrize(
    ("legs", "closed", "cause"),
    [
        ([Leg(0, 100), Leg(180, 100)], True, "2 legs enclose no ground"),
        ([Leg(0, 100)], False, "1 legs enclose no ground"),
        ([Leg(0, 100), Leg(90, 0), Leg(180, 5)], True, "leg 2: 0 m"),
        ([Leg(0, 100), Leg(90, math.nan), Leg(180, 5)], True, "leg 2: nan m"),
        ([Leg(0, 100), Leg(90, 10, 90), Leg(180, 5)], True, "leg 2: 10 m at a slope of 90"),
    ],
)
def test_legs_that_cannot_be_walked_are_refused(legs, closed, cause):
    with pytest.raises(TraverseError, match=cause):
        walk(START, [], legs, TRUE, closed=closed)


def test_refusals_that_the_catalogue_knows_bear_their_code():
    with pytest.raises(TraverseError) as crooked:
        ground(
            walk((18, 44), [], [Leg(0, 100), Leg(90, 100), Leg(180, 100), Leg(270, 90)], Compass("true"), closed=True)
        )
    assert crooked.value.code == "traverse-misclosed"
    shown = render(Finding(crooked.value.code, params=crooked.value.params))
    assert shown.what == "The legs miss their start by 10.0 m over 390 m."
    with pytest.raises(TraverseError) as unturned:
        Compass("magnetic").true_deg(90)
    assert (unturned.value.code, unturned.value.params) == ("bearing-without-declination", {})
    with pytest.raises(TraverseError) as other:
        Compass("true", correction_deg=4.0).true_deg(90)
    assert other.value.code == ""
