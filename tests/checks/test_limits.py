"""A programme may set the figures of the checks, and nothing else slips in."""

import pytest

from landrelease.checks.limits import Limits, limits_of


def test_settings_of_others_change_nothing():
    assert limits_of({"required_depth_m.mines": 0.2}) == Limits()


def test_a_setting_replaces_its_default_only():
    changed = limits_of({"checks.far_apart_m": 800, "checks.crowd": 5})
    assert (changed.far_apart_m, changed.crowd, changed.vertex_gap_m) == (800.0, 5, Limits().vertex_gap_m)


@pytest.mark.parametrize("value", ["ten", None, [1], 1.5])
def test_a_limit_that_is_no_count_is_refused(value):
    with pytest.raises(ValueError, match=r"a setting of the checks is no number: .*crowd"):
        limits_of({"checks.crowd": value})
