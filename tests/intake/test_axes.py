"""Axes in the other order: refused where a whole file says so, and never where it could be otherwise."""

import numpy as np
import pytest
import shapely

from landrelease.intake.axes import refuse_exchanged
from landrelease.intake.fault import IntakeError

BOSNIA = (18.0, 44.0)
PLACES = [(17.5 + n / 10, 43.5 + n / 10) for n in range(8)]


def points(pairs):
    return np.array([shapely.Point(pair) for pair in pairs], dtype=object)


def refused(pairs, crs="EPSG:4326", near=BOSNIA, country=None):
    """Whether a file of these points is refused; any other fault is one of the test."""
    try:
        refuse_exchanged("f.csv", points(pairs), crs, near, country)
    except IntakeError as fault:
        return fault.code == "axes-exchanged" or fault.code
    return False


@pytest.mark.parametrize(
    ("near", "country", "seen"), [(BOSNIA, None, True), (None, "BIH", True), (None, None, False), (None, "XXX", False)]
)
def test_degrees_are_held_against_the_programme_or_its_country(near, country, seen):
    assert not refused(PLACES, near=near, country=country)
    assert refused([(y, x) for x, y in PLACES], near=near, country=country) is seen


def test_where_both_orders_are_near_nothing_is_said():
    assert not refused([(35.0, 33.0)], near=(36.0, 34.0))
    assert not refused([(33.0, 35.0)], near=(36.0, 34.0))


def test_land_of_another_country_is_no_fault_of_the_axes():
    assert not refused([(-75.0, 4.0)])
    assert not refused([(4.0, -75.0)])


def test_a_few_exchanged_rows_do_not_refuse_a_file():
    assert not refused([*PLACES, (44.0, 18.0), (44.1, 18.1)])
    assert not refused([])


def test_northing_before_easting_lies_outside_the_area_of_the_system():
    places = [(451_000 + n, 4_884_000 + n) for n in range(5)]
    assert not refused(places, "EPSG:32633", near=None)
    assert refused([(y, x) for x, y in places], "EPSG:32633", near=None)
    assert not refused([(5_000, 9_990_000)], "EPSG:32633", near=None)
