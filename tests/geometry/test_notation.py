"""Positions as people write them: every style to the same place, and nothing guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.geometry.notation import NotationError, read_angle, read_position

SAME = [
    "44.25N 18.5W",
    "N44.25 W18.5",
    "44.25 N; 18.5 W",
    "44,25N 18,5W",
    "44,25 N, 18,5 W",
    "W 18.5, N 44.25",
    "44°15'N 18°30'W",
    "44° 15′ N, 18° 30′ W",
    "44 15 00 N 18 30 00 W",
    "44:15:00N 18:30:00W",
    "44°15'00\"N 18°30'00\"W",
    "44° 15' 00'' N / 18° 30' 00'' W",
    "44 deg 15 min north, 18 deg 30 min west",
    "Latitude 44.25 N Longitude 18.5 W",
    "44.25N, 18.5",
]


@pytest.mark.parametrize("text", SAME)
def test_every_style_is_the_same_place(text):
    read = read_position(text)
    assert read.lat == 44.25
    assert abs(read.lon) == 18.5
    assert (read.lon < 0) == ("W" in text.upper())
    assert read.entered == text


@pytest.mark.parametrize(
    ("text", "order", "lonlat"),
    [
        ("44.25 -18.5", "latlon", (-18.5, 44.25)),
        ("44.25, -18.5", "lonlat", (44.25, -18.5)),
        ("−18.5 44.25", "lonlat", (-18.5, 44.25)),
        ("44 15 18 30", "latlon", (18.5, 44.25)),
        ("44 15 36 18 30 36", "latlon", (18.51, 44.26)),
        ("44° 15' 18° 30'", "latlon", (18.5, 44.25)),
        ("-0 30 0 0 15 0", "latlon", (0.25, -0.5)),
        ("-33.5 151.2", None, (151.2, -33.5)),
        ("151.2;-33.5", None, (151.2, -33.5)),
        ("44,5 18,5", "latlon", (18.5, 44.5)),
        ("44.5,18.5", "latlon", (18.5, 44.5)),
    ],
)
def test_without_letters_the_order_is_told_or_follows_from_the_numbers(text, order, lonlat):
    assert read_position(text, order)[:2] == pytest.approx(lonlat, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "style", "step_m"),
    [
        ("44.2512345N 18.5W", "decimal-degrees", 11132.0),
        ("44.25123N 18.51234W", "decimal-degrees", 1.1132),
        ("44 15.123N 18 30.456W", "degrees-minutes", 1.8553),
        ("44 15 30.1 N 18 30 15.2 W", "degrees-minutes-seconds", 3.0922),
        ("33TYJ 12345 67890", "mgrs", 1.0),
        ("34T 327500 4887000", "utm", 1.0),
        ("34T 327500,5 4887000,5", "utm", 0.1),
    ],
)
def test_the_style_and_the_last_digit_are_told(text, style, step_m):
    read = read_position(text)
    assert (read.style, read.entered) == (style, text)
    assert read.step_m == pytest.approx(step_m, rel=1e-4)


REFUSED = [
    ("", "a longitude and a latitude"),
    ("44.25", "a longitude and a latitude"),
    ("44N", "a longitude and a latitude"),
    ("1N 2E 3N", "a longitude and a latitude"),
    ("44.25 18.5", "which of the two is the longitude"),
    ("100 120", "which of the two is the longitude"),
    ("44 75 N 18 E", "minutes below 60"),
    ("44 15 61 N 18 E", "seconds below 60"),
    ("44.5 30 N 18 E", "decimal point only in the last"),
    ("44 15 30 10 N 18 E", "degrees, minutes below 60"),
    ("15' 44° N 18 E", "degrees, minutes below 60"),
    ("N E", "degrees, minutes below 60"),
    ("-44 S 18 E", "sign and a letter"),
    ("95 N 18 E", "within 90 degrees"),
    ("44 N 181 E", "within 180"),
    ("44 N 18 N", "a latitude has N or S"),
    ("44 N 18 O", "west .ouest, oeste. or east"),
    ("44 X 18 Y", "is no part of a position"),
    ("20S 431000 4272000", "write 20 north or 20 south"),
]


@pytest.mark.parametrize(("text", "cause"), REFUSED)
def test_what_is_no_position_or_two_is_refused_with_its_text(text, cause):
    with pytest.raises(NotationError, match=cause) as fault:
        read_position(text)
    assert str(fault.value).startswith(f"`{text}`: ")


def test_one_coordinate_of_a_column():
    assert read_angle("18°30'36\"E", "lon") == pytest.approx(18.51)
    assert read_angle("44,25 S", "lat") == -44.25
    assert read_angle("-18.5", "lon") == -18.5
    assert read_angle("44 15 30", "lat") == pytest.approx(44.2583333333)
    for text, axis in (("18 E", "lat"), ("", "lon"), ("1; 2", "lon"), ("91", "lat")):
        with pytest.raises(NotationError):
            read_angle(text, axis)


@given(st.text(alphabet="0123456789.,;:NSEWO°'\" +-/TU", max_size=25))
def test_no_text_breaks_it_and_what_is_read_lies_on_the_earth(text):
    try:
        read = read_position(text)
    except NotationError:
        return
    assert abs(read.lon) <= 180
    assert abs(read.lat) <= 90


@given(st.integers(-180 * 10**12, 180 * 10**12), st.integers(-90 * 10**12, 90 * 10**12))
def test_decimal_degrees_are_read_to_the_last_digit(lon, lat):
    texts = f"{lon / 10**12:.12f}", f"{lat / 10**12:.12f}"
    assert read_position(" ".join(texts), "lonlat")[:2] == tuple(map(float, texts))
