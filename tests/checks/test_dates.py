"""Dates of one record: what days mean where the work was done, and what imprecise ones can mean."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.checks.columns import Columns
from landrelease.checks.dates import completion_before_start, no_date, occurred_after_recorded, reported_before_done
from landrelease.checks.proposed import Frame, Proposed
from landrelease.records import times
from landrelease.records.context import Organisation
from landrelease.records.land import Hazard, Release

DAYS = st.dates(dt.date(1995, 1, 1), dt.date(2030, 1, 1)).map(str)
PARTIAL = st.one_of(DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4]))


def columns(record, zone="UTC"):
    return Columns(Proposed([record], np.array([None])), Frame(zone))


@pytest.mark.parametrize(
    ("zone", "date", "wrong"),
    [
        ("UTC", "2025-03-02", True),
        ("Asia/Kabul", "2025-03-02", False),
        ("Asia/Kabul", "2025-03-03", True),
        ("America/Bogota", "2025-03-02", True),
        ("UTC", "2025", False),
        ("UTC", "2025-04", True),
        ("UTC", None, False),
    ],
)
def test_a_day_is_a_day_where_the_work_was_done(zone, date, wrong):
    evening = Hazard(date=date, recorded="2025-03-01T20:30:00.000Z")
    assert bool(occurred_after_recorded(columns(evening, zone))) is wrong


def test_without_a_stamp_nothing_is_after_it():
    assert occurred_after_recorded(columns(Hazard(date="2999"))) == []


def test_only_statements_about_land_and_finds_need_a_date():
    assert no_date(columns(Organisation(name="ED"))) == []
    assert [found.params for found in no_date(columns(Organisation(date="2024-1")))] == [{"value": "2024-1"}]
    assert [found.params for found in no_date(columns(Release()))] == [{"value": ""}]


@given(PARTIAL, PARTIAL)
def test_dates_are_reversed_only_where_no_reading_puts_them_right(start, end):
    first, last = times.interval(start), times.interval(end)
    wrong = not any(last.first <= day <= last.last for day in range(first.first, max(last.last, first.first) + 1))
    assert bool(completion_before_start(columns(Release(date_from=start, date=end)))) is wrong
    assert bool(reported_before_done(columns(Release(date=start, reported=end)))) is wrong
