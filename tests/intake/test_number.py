"""Numbers are read in one way or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.intake.number import decimal_of, is_doubtful, parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12500", 12500.0),
        (" 0.2 ", 0.2),
        ("0,2", 0.2),
        ("-1.5e3", -1500.0),
        (".5", 0.5),
        ("12 500", 12500.0),
        ("12\u00a0500,5", 12500.5),
        ("1'234'567", 1234567.0),
        ("1,234,567.8", 1234567.8),
        ("1.234.567,8", 1234567.8),
        ("1.250", 1.25),
        ("0,250", 0.25),
        ("1,250", None),
        ("1 25", None),
        ("", None),
        ("nan", None),
        ("inf", None),
        ("1e999", None),
        ("0x10", None),
        ("1_000", None),
        ("١٢", 12.0),
        ("twelve", None),
        ("1,2,3", None),
    ],
)
def test_a_number_is_read_or_left(text, value):
    assert parse(text) == value


@pytest.mark.parametrize(
    ("texts", "sign"),
    [([], ""), (["12", "1,250"], ""), (["0,2"], ","), (["0.2"], "."), (["1.234.567"], ","), (["0,2", "0.2"], "?")],
)
def test_a_file_shows_its_decimal_sign(texts, sign):
    assert decimal_of(texts) == sign


def test_where_a_file_holds_both_signs_nothing_doubtful_is_read():
    assert [parse(text, "?") for text in ("1,250", "1.250", "0,25", "0.25")] == [None, None, 0.25, 0.25]


@given(st.integers(0, 10**9), st.integers(0, 999))
def test_grouped_and_plain_writing_of_one_number_read_alike(whole, thousandth):
    plain = f"{whole}.{thousandth:03d}1"
    english, german = f"{whole:,}.{thousandth:03d}1", f"{whole:,}".replace(",", ".") + f",{thousandth:03d}1"
    assert parse(english) == parse(german) == parse(plain) == float(plain)


@given(st.integers(1, 999), st.integers(0, 999))
def test_the_doubtful_are_exactly_those_that_two_conventions_read_apart(before, behind):
    text = f"{before},{behind:03d}"
    assert is_doubtful(text)
    assert parse(text, ".") == before * 1000 + behind
    assert parse(text, ",") == float(f"{before}.{behind:03d}")
