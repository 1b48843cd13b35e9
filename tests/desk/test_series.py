"""The statements of the years are those that each year gives when it is asked for alone."""

from landrelease.desk.series import MOST_YEARS, yearly


def test_each_year_is_what_it_gives_when_asked_alone(register, hazard, release):
    records = [
        hazard(date="2021-05-01"),
        release(date="2023-06-01"),
        hazard("H-2", west=18.02, stated_m2=9.0, shape=None),
    ]
    register.by("Boris").accept(register.append_all(records))
    found = yearly(register, klass="mines")
    assert [one.from_ for one in found] == ["2021-01-01", "2022-01-01", "2023-01-01"]
    assert found == [register.statement(year=year, klass="mines") for year in (2021, 2022, 2023)]


def test_what_was_known_earlier_has_its_own_years(register, hazard):
    register.by("Boris").accept([register.append(hazard(date="2021"), recorded="2022-01-01")], recorded="2022-01-02")
    register.by("Boris").accept([register.append(hazard("H-2", date="2023"))])
    assert len(yearly(register)) == 3
    assert yearly(register, known_at="2022-06-30") == [register.statement(year=2021, known_at="2022-06-30")]


def test_only_the_latest_years_are_shown_and_none_where_nothing_counts(register, hazard):
    assert yearly(register) == []
    records = [hazard(date="1995-01-01"), hazard("H-2", date="2023-01-01")]
    register.by("Boris").accept(register.append_all(records))
    assert len(yearly(register)) == MOST_YEARS
