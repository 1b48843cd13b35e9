"""Days are read so that nothing is allowed on a guess."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.programme.span import ALWAYS, EARLIEST, LATEST, Span, barred, granted, iso, possible, uncovered

days = st.integers(1, 20)
spans = st.builds(Span, days, days)


@pytest.mark.parametrize("text", ["soon", "2025-13", "2025-02-30", "25-1-1", "2025-1-1"])
def test_what_cannot_be_read_is_no_permission_and_an_open_prohibition(text):
    assert granted(text, None) is None
    assert granted("2025-01-01", text) is None
    assert barred(text, text) == ALWAYS
    assert possible(text) is None


@pytest.mark.parametrize("text", [None, "", "  "])
def test_what_is_missing_is_an_open_end_but_no_beginning(text):
    assert granted(text, "2025-01-01") is None
    assert granted("2025-01-01", text) == Span(dt.date(2025, 1, 1).toordinal(), LATEST)
    assert barred(text, text) == ALWAYS


def test_a_prohibition_whose_end_is_before_its_beginning_has_no_end():
    first = dt.date(2025, 5, 1).toordinal()
    assert barred("2025-05-20", "2025-05-01") == Span(first, LATEST)
    assert granted("2025-05-20", "2025-05-01").empty


@given(spans, st.lists(spans, max_size=5))
def test_uncovered_days_are_those_that_no_span_holds(span, others):
    found = [day for gap in uncovered(span, others) for day in range(gap.first, gap.last + 1)]
    assert found == [day for day in range(span.first, span.last + 1) if not any(other.holds(day) for other in others)]


@given(spans, spans)
def test_two_spans_meet_on_the_days_of_both(one, other):
    met = one.meet(other)
    assert [day for day in range(1, 21) if met.holds(day)] == [
        day for day in range(1, 21) if one.holds(day) and other.holds(day)
    ]
    assert met.empty == (not any(met.holds(day) for day in range(1, 21)))


def test_open_ends_are_written_as_nothing():
    assert (iso(EARLIEST), iso(LATEST), ALWAYS.text) == ("", "", "..")
