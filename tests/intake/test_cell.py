"""One cell becomes a value, or says why it cannot."""

import datetime as dt

import pytest

from landrelease.intake.cell import CellError, Reading, convert, converted, shown, text_of
from landrelease.intake.field import fields_of

HAZARD, RELEASE, SETTING = (fields_of(kind) for kind in ("hazard", "release", "setting"))


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("2024-05-17", "2024-05-17"),
        ("2024-05", "2024-05"),
        (2024, "2024"),
        (2024.0, "2024"),
        (" 2024 ", "2024"),
        ("2024/05/17", "2024-05-17"),
        ("2024/05/17 00:00:00", "2024-05-17"),
        ("2024-05-17T23:30:00+04:00", "2024-05-17"),
        (dt.date(2024, 5, 17), "2024-05-17"),
        (dt.datetime(2024, 5, 17, 10, 30), "2024-05-17"),  # noqa: DTZ001 - as a sheet holds it
    ],
)
def test_a_date_is_kept_as_precise_as_it_is(cell, date):
    assert convert(cell, HAZARD["date"], Reading()) == date


@pytest.mark.parametrize("cell", ["17.05.2024", "05/17/2024", "2024-13", "2024-02-30", "May 2024", 20240517])
def test_a_date_in_another_form_is_not_guessed(cell):
    with pytest.raises(CellError) as caught:
        convert(cell, HAZARD["date"], Reading())
    assert caught.value.code == "value-not-a-date"


@pytest.mark.parametrize(
    ("cell", "form", "date"),
    [("17.05.2024", "%d.%m.%Y", "2024-05-17"), ("05.2024", "%m.%Y", "2024-05"), ("a. 2024", "a. %Y", "2024")],
)
def test_a_profile_names_the_form_of_dates(cell, form, date):
    assert convert(cell, HAZARD["date"], Reading(dates=("%Y%m%d", form))) == date


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        (HAZARD["status"], "Suspected", "suspected"),
        (HAZARD["method"], "BAC", "bac"),
        (HAZARD["method"], "with rakes", "with rakes"),
        (HAZARD["contamination"], "ap; AV;;mines of wood ", ("AP", "AV", "mines of wood")),
        (HAZARD["contamination"], ["AP", "uxo"], ("AP", "UXO")),
        (HAZARD["contamination"], '["CMR"]', ("CMR",)),
        (HAZARD["stated_m2"], "12 500,5", 12500.5),
        (HAZARD["stated_m2"], 12500, 12500.0),
        (HAZARD["id"], 42.0, "42"),
        (HAZARD["id"], "007", "007"),
        (HAZARD["id"], 2**60, str(2**60)),
        (SETTING["value"], "0.2", 0.2),
        (SETTING["value"], "by hand", "by hand"),
        (SETTING["value"], True, True),
        (fields_of("settlement")["population"], "1.200.000", 1_200_000),
        (fields_of("programme")["plane"], "18; 44,5", (18.0, 44.5)),
        (fields_of("correction")["replacement"], '{"kind":"hazard"}', {"kind": "hazard"}),
    ],
)
def test_a_cell_is_read_by_the_type_of_its_field(field, cell, value):
    assert convert(cell, field, Reading()) == value


@pytest.mark.parametrize(
    ("field", "cell", "code"),
    [
        (HAZARD["status"], "cleared", "no-status"),
        (RELEASE["stage"], "nearly", "code-required"),
        (HAZARD["stated_m2"], "large", "value-not-a-number"),
        (HAZARD["stated_m2"], "1,250", "number-ambiguous"),
        (HAZARD["stated_m2"], "-3", "number-unusable"),
        (HAZARD["stated_m2"], -3.0, "number-unusable"),
        (HAZARD["stated_m2"], float("inf"), "value-not-a-number"),
        (HAZARD["stated_m2"], True, "value-not-a-number"),
        (fields_of("settlement")["population"], "2.5", "value-not-a-number"),
        (fields_of("programme")["plane"], "18", "value-not-a-number"),
        (fields_of("correction")["replacement"], "hazard", "value-not-an-object"),
    ],
)
def test_a_cell_that_does_not_fit_says_so(field, cell, code):
    with pytest.raises(CellError) as caught:
        convert(cell, field, Reading())
    assert caught.value.code == code


def test_a_column_is_converted_whole_with_all_its_faults():
    values, faults = converted(["10", None, "x", "", "x", float("nan")], HAZARD["stated_m2"], Reading())
    assert values == [10.0, None, None, None, None, None]
    assert {at: fault.code for at, fault in faults.items()} == {2: "value-not-a-number", 4: "value-not-a-number"}


@pytest.mark.parametrize("cells", [[1.5, None, 0.0], [1.5, None, -2.0], [3, 4]])
def test_a_column_of_plain_numbers_goes_the_short_way_to_the_same_end(cells):
    short = converted(cells, HAZARD["stated_m2"], Reading())
    assert [value for value in short[0] if value is not None] == [float(c) for c in cells if c is not None and c >= 0]
    assert set(short[1]) == {at for at, c in enumerate(cells) if c is not None and c < 0}


def test_a_column_of_lists_is_read():
    assert converted([["AP"], None, ["AP"]], HAZARD["contamination"], Reading())[0] == [("AP",), None, ("AP",)]


@pytest.mark.parametrize(
    ("value", "text"),
    [(1e300, "1e+300"), (0.1, "0.1"), (False, "false"), ("\t", None), (None, None)],
)
def test_any_cell_has_one_text(value, text):
    assert text_of(value) == text


def test_a_value_is_shown_short_and_on_one_line():
    assert shown("a\nb  c") == "a b c"
    assert len(shown("x" * 1000)) == 40
