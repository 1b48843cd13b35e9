"""Units are said or refused, never guessed."""

import numpy as np
import pytest

from landrelease.intake import unit
from landrelease.intake.fault import IntakeError

AREA = np.array([12_345.0, 980.0, 54_000.0, np.nan])


@pytest.mark.parametrize(
    ("factor", "likely"),
    [(1e4, "hectares"), (1e6, "square kilometres"), (1e3, "dunums"), (2e3, "jeribs"), (4046.856, "acres")],
)
def test_a_column_in_another_unit_is_refused_and_the_unit_named(factor, likely):
    with pytest.raises(IntakeError) as caught:
        unit.refuse_other_area("r.csv", "stated_m2", AREA / factor, AREA)
    assert caught.value.code == "wrong-unit"
    assert caught.value.params == {
        "column": "stated_m2",
        "unit_name": "square metres",
        "n": 3,
        "rows": 3,
        "likely": likely,
    }


@pytest.mark.parametrize(
    "stated",
    [AREA, AREA * 1.4, AREA * 0.6, AREA * np.array([1, 1, 1e-4, 1]), AREA * 7.3, AREA * 0, AREA * np.nan],
    ids=["same", "larger", "smaller", "one slip", "far off", "zero", "none"],
)
def test_a_column_that_is_only_inexact_or_slips_once_is_left_to_the_checks(stated):
    unit.refuse_other_area("r.csv", "stated_m2", stated, AREA)


def test_one_row_is_enough():
    with pytest.raises(IntakeError):
        unit.refuse_other_area("r.csv", "stated_m2", np.array([1.2]), np.array([12_100.0]))


@pytest.mark.parametrize(
    ("depths", "likely"),
    [([20.0, 13.0, 20.0], "centimetres"), ([200.0, 130.0], "millimetres"), ([20.0], "centimetres")],
)
def test_depths_that_are_no_metres_are_refused(depths, likely):
    with pytest.raises(IntakeError) as caught:
        unit.refuse_other_depth("r.csv", "depth_m", np.array([*depths, np.nan]))
    assert (caught.value.code, caught.value.params["likely"]) == ("wrong-unit", likely)


@pytest.mark.parametrize("depths", [[0.2, 0.13], [0.2, 0.2, 20.0], [5.0, 9.9], [], [0.0]])
def test_depths_that_may_be_metres_are_left_to_the_checks(depths):
    unit.refuse_other_depth("r.csv", "depth_m", np.array(depths, dtype=float))


@pytest.mark.parametrize(
    ("value", "name", "metres"),
    [(1.2, "ha", 12_000.0), (0.0575, "km2", 57_500.0), (3, "dunum", 3_000.0), (8, "ft", 2.4384)],
)
def test_a_unit_is_converted_exactly(value, name, metres):
    assert unit.in_metres(value, name) == metres
