"""The questions of `duplicates` in an invented labelled set; `twice_told` says which errors its sources make."""

import pytest

from landrelease.evidence.duplicate import LEAST

from .twice_told import figures, told, worth


def test_the_set_is_the_same_every_time():
    assert told(5) == told(5)


@pytest.mark.parametrize(("kind", "floors"), [("accident", (0.9, 0.78, 0.9)), ("casualty", (0.77, 0.66, 0.88))])
def test_questions_are_as_right_and_as_complete_as_they_were(kind, floors):
    assert all(figure >= floor for figure, floor in zip(figures(2, kind), floors, strict=True)), figures(2, kind)


@pytest.mark.parametrize("kind", ["accident", "casualty"])
def test_no_other_threshold_is_much_better_than_the_one_in_use(kind):
    def balanced(least):
        precision, recall, _event = figures(3, kind, least)
        return 2 * precision * recall / (precision + recall)

    assert max(balanced(least) for least in (0.4, 0.6)) - balanced(LEAST) < 0.02


def test_what_has_points_against_is_rarer_in_one_event_and_the_surest_reasons_are_worth_most():
    found = worth(2, "accident")
    assert all(value < 0 for points, value, _times in found.values() if points < 0)
    assert found["same-day (+0.35)"][1] > found["days-near (+0.20)"][1] > found["time-rough (+0.15)"][1]
    near = [found[f"{code} ({points:+.2f})"][1] for code, points in (("same-place", 0.35), ("place-near", 0.25),
            ("place-near", 0.15), ("place-near", 0.05))]  # fmt: skip
    assert near == sorted(near, reverse=True)
