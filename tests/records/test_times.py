"""Partial dates as intervals, moments in UTC."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.records.times import Interval, instant, interval, stamp

FIRST, LAST = dt.datetime(2, 1, 1), dt.datetime(9998, 12, 31)  # noqa: DTZ001 - Hypothesis adds the zone
MOMENTS = st.datetimes(FIRST, LAST, timezones=st.just(dt.UTC))
DAYS = st.dates()


@given(DAYS)
def test_a_day_is_itself(day):
    assert interval(day.isoformat()) == Interval(day.toordinal(), day.toordinal())


@given(DAYS)
def test_a_month_and_a_year_are_all_their_days(day):
    month, year = interval(day.isoformat()[:7]), interval(day.isoformat()[:4])
    days = [number for number in range(year.first, year.last + 1) if dt.date.fromordinal(number).month == day.month]
    assert (month.first, month.last) == (days[0], days[-1])
    assert dt.date.fromordinal(year.first).timetuple()[:3] == (day.year, 1, 1)
    assert dt.date.fromordinal(year.last).timetuple()[:3] == (day.year, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-",
        "2024-1",
        "2024-13",
        "2024-00",
        "2024-05-00",
        "2023-02-29",
        "0000",
        "2024-05-17T00:00",
        " 2024",
        "2024\n",
        "17.05.2024",
        "2024/05/17",
        "-2024",
        "٢٠٢٤",
        "２０２４",
    ],
)
def test_what_is_no_date_is_refused_with_its_text(text):
    with pytest.raises(ValueError, match="is no date") as refusal:
        interval(text)
    assert repr(text) in str(refusal.value)


@given(DAYS)
def test_a_bare_date_as_a_moment_is_its_end(day):
    for text in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        last = dt.date.fromordinal(interval(text).last)
        assert instant(text) == dt.datetime.combine(last, dt.time.max, dt.UTC)


@given(MOMENTS, st.timezones())
def test_a_moment_is_read_in_utc_whatever_zone_it_was_written_in(moment, zone):
    found = instant(moment.astimezone(zone).isoformat())
    assert found == moment
    assert found.tzinfo is dt.UTC


def test_a_moment_without_offset_is_utc():
    assert instant("2025-06-01T10:00") == dt.datetime(2025, 6, 1, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "2025-06-01T25:00", "9999-12-31T23:00:00-05:00"])
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        instant(text)


@given(MOMENTS, st.timezones())
def test_a_stamp_is_read_back_to_the_millisecond(moment, zone):
    text = stamp(moment.astimezone(zone))
    assert len(text) == len("2025-06-01T10:00:00.500Z")
    assert dt.timedelta(0) <= moment - instant(text) < dt.timedelta(milliseconds=1)
    assert stamp(instant(text)) == text


@given(MOMENTS, MOMENTS)
def test_stamps_sort_as_moments_do(one, other):
    if stamp(one) < stamp(other):
        assert one < other


def test_a_moment_without_zone_has_no_stamp():
    with pytest.raises(ValueError, match="has no time zone"):
        stamp(dt.datetime(2025, 6, 1))  # noqa: DTZ001 - that is the point
