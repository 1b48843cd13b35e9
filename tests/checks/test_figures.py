"""Numbers of one record: slips of units are told from plain differences."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.checks.columns import Columns
from landrelease.checks.figures import UNITS, depth_implausible, stated_area, unit_meant
from landrelease.checks.limits import Limits
from landrelease.checks.proposed import Frame, Proposed
from landrelease.records.finds import Ordnance
from landrelease.records.land import Hazard, Release

USUAL = Limits()


def columns(record, computed_m2=np.nan, limits=USUAL):
    return Columns(Proposed([record], np.array([None]), computed_m2=np.array([computed_m2])), Frame(limits=limits))


@pytest.mark.parametrize(
    ("stated", "computed_m2", "unit"),
    [
        (1.2, 12_345.0, "hectares"),
        (0.01, 11_000.0, "square kilometres"),
        (12.0, 12_345.0, "dunums"),
        (6.0, 12_345.0, "jeribs"),
        (3.0, 12_345.0, "acres"),
        (132_880.0, 12_345.0, "square feet"),
        (123_450_000.0, 12_345.0, "square metres multiplied by 10,000"),
        (9.0, 12_345.0, ""),
        (40_000.0, 12_345.0, ""),
        (0.0, 12_345.0, ""),
    ],
)
def test_the_unit_that_was_meant(stated, computed_m2, unit):
    assert unit_meant(stated, computed_m2) == unit


@given(st.floats(10.0, 1e7), st.sampled_from(UNITS))
def test_a_figure_in_any_known_unit_is_a_slip_of_units(computed_m2, unit):
    found = stated_area(columns(Hazard(stated_m2=computed_m2 / unit[1]), computed_m2))
    assert [one.code for one in found] == ["stated-area-other-unit"]


@given(st.floats(1.0, 1e8), st.floats(0.0, 0.049))
def test_a_small_difference_is_none(computed_m2, share):
    for stated in (computed_m2 * (1 + share), computed_m2 * (1 - share)):
        assert stated_area(columns(Hazard(stated_m2=stated), computed_m2)) == []


def test_without_an_area_nothing_is_compared():
    assert stated_area(columns(Hazard(stated_m2=5.0))) == []
    assert stated_area(columns(Hazard(stated_m2=5.0), 0.0)) == []
    assert stated_area(columns(Hazard(), 500.0)) == []


def test_where_nobody_computed_a_rough_area_will_do():
    field, bow = shapely.box(18, 43, 18.001, 43.001), "POLYGON ((18 43, 18.001 43.001, 18.001 43, 18 43.001, 18 43))"
    shapes = np.array([field, field, shapely.from_wkt(bow), shapely.Point(18, 43), None], dtype=object)
    stated = [9_060.0, 9_900.0, 9_060.0, 9_060.0, 9_060.0]
    rough = Columns(Proposed([Hazard(stated_m2=figure) for figure in stated], shapes), Frame())
    assert [(found.row, found.code) for found in stated_area(rough)] == [(2, "stated-area-differs")]


def test_the_limits_are_those_of_the_programme():
    strict = Limits(stated_warning_share=0.01, depth_ground_m=1.0)
    assert [one.code for one in stated_area(columns(Hazard(stated_m2=98.0), 100.0, strict))] == ["stated-area-differs"]
    deep = Release(method="mechanical", depth_m=1.5)
    assert [one.params["most_m"] for one in depth_implausible(columns(deep, limits=strict))] == [1.0]


@pytest.mark.parametrize(
    ("record", "seen"),
    [
        (Release(method="manual-clearance", depth_m=3.1), True),
        (Release(method="eod-level-3", depth_m=6.5), False),
        (Release(depth_m=15.1), True),
        (Release(depth_m=float("inf")), False),
        (Hazard(required_depth_m=20.0), True),
        (Ordnance(depth_m=7.0), False),
        (Ordnance(depth_m=70.0), True),
    ],
)
def test_bombs_lie_deep_and_mines_do_not(record, seen):
    assert bool(depth_implausible(columns(record))) is seen
