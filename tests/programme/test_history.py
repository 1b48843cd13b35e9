"""Later records change a thing from their date on; where dates do not tell, all that may hold are kept."""

from hypothesis import given
from hypothesis import strategies as st

from landrelease.programme.history import history, organisations_of
from landrelease.programme.span import Span

from .tables import day, facts_of, roll_of

MAY = Span(day("2025-05-01"), day("2025-05-31"))


def chapters(table, span=MAY):
    return [(one.span.text, [fact.id for fact in one.facts]) for one in history(facts_of(table), span)]


def test_a_later_record_replaces_an_earlier_one_from_its_date_on():
    assert chapters("unit id=u date=2025-01-01\nunit id=u date=2025-05-10\nunit id=u date=2025-06-01") == [
        ("2025-05-01..2025-05-09", ["1"]),
        ("2025-05-10..2025-05-31", ["2"]),
    ]


def test_the_earliest_record_tells_of_the_time_before_it():
    assert chapters("unit id=u date=2025-05-10\nunit id=u date=2025-05-20") == [
        ("2025-05-01..2025-05-19", ["1"]),
        ("2025-05-20..2025-05-31", ["2"]),
    ]


def test_an_imprecise_date_leaves_both_until_it_is_sure():
    assert chapters("unit id=u date=2025-01-01\nunit id=u date=2025-05") == [
        ("2025-05-01..2025-05-30", ["1", "2"]),
        ("2025-05-31..2025-05-31", ["2"]),
    ]


def test_records_of_one_day_all_stay():
    assert chapters("unit id=u date=2025-01-01\nunit id=u date=2025-01-01") == [("2025-05-01..2025-05-31", ["1", "2"])]


def test_a_record_without_a_date_is_replaced_unless_it_warns():
    assert chapters("unit id=u\nunit id=u date=2025-01-01") == [("2025-05-01..2025-05-31", ["2"])]
    assert chapters("asset id=a state=unserviceable\nasset id=a date=2025-01-01") == [
        ("2025-05-01..2025-05-31", ["1", "2"])
    ]
    assert chapters("unit id=u date=soon\nunit id=u date=2025-01-01") == [("2025-05-01..2025-05-31", ["1", "2"])]


def test_nothing_tells_about_what_nobody_describes():
    assert chapters("") == [("2025-05-01..2025-05-31", [])]
    assert organisations_of("u", MAY, roll_of("")) == [("", MAY)]


dates = st.sampled_from(["", "date=2025", "date=2025-05", "date=2025-05-10", "date=2025-05-20", "date=2026"])


@given(st.lists(dates, min_size=1, max_size=4))
def test_chapters_are_all_the_days_once_each_with_somebody_who_tells(lines):
    found = history(facts_of("\n".join(f"unit id=u {line}" for line in lines)), MAY)
    told = [number for one in found for number in range(one.span.first, one.span.last + 1)]
    assert told == list(range(MAY.first, MAY.last + 1))
    assert all(one.facts for one in found)
