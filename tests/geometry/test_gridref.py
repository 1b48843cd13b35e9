"""Grid references against the projection itself, and the ones that can be read in two ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from landrelease.geometry.gridref import GridError, read_mgrs, read_utm

GEOD = Geod(ellps="WGS84")
BANDS = "CDEFGHJKLMNPQRSTUVWX"


def utm_of(lon, lat):
    zone = min(int((lon + 180) // 6) + 1, 60)
    to_utm = Transformer.from_crs("EPSG:4326", f"EPSG:{(32600 if lat >= 0 else 32700) + zone}", always_xy=True)
    return zone, *to_utm.transform(lon, lat)


def mgrs_of(lon, lat):
    """Write the reference to the metre, by the published tables."""
    zone, easting, northing = utm_of(lon, lat)
    column = "ABCDEFGHJKLMNPQRSTUVWXYZ"[(zone - 1) % 3 * 8 + int(easting // 100_000) - 1]
    row = "ABCDEFGHJKLMNPQRSTUV"[(int(northing // 100_000) + (0 if zone % 2 else 5)) % 20]
    band = BANDS[min(int((lat + 80) // 8), 19)]
    return f"{zone:02}{band} {column}{row} {int(easting % 100_000):05} {int(northing % 100_000):05}"


PLACES = st.tuples(st.floats(-179.9, 179.9), st.floats(-79.9, 83.9))


@given(PLACES)
def test_a_military_reference_is_the_south_western_corner_of_its_square(place):
    read = read_mgrs(mgrs_of(*place))
    _, _, distance = GEOD.inv(*place, read.lon, read.lat)
    assert distance < 1.5
    assert read.step_m == 1


@given(PLACES)
def test_a_utm_reference_is_its_place(place):
    zone, easting, northing = utm_of(*place)
    half = "north" if place[1] >= 0 else "south"
    read = read_utm(f"{zone} {half} {easting:09.2f} {northing:010.2f}")
    _, _, distance = GEOD.inv(*place, read.lon, read.lat)
    assert distance < 0.02
    assert read.step_m == 0.01


@pytest.mark.parametrize(
    ("text", "step_m"),
    [("4QFJ1234056780", 1), ("4QFJ12345678", 10), ("4Q FJ 123 567", 100), ("04qfj15", 10_000), ("4QFJ", 100_000)],
)
def test_fewer_digits_are_a_larger_square(text, step_m):
    read = read_mgrs(text)
    assert read.step_m == step_m
    assert GEOD.inv(read.lon, read.lat, -157.9168674, 21.3094332)[2] < 2 * step_m


@pytest.mark.parametrize(
    "text",
    [
        "34T 327500 4887000",
        "34t 327500 4887000",
        "UTM zone 34T E 327500 N 4887000",
        "34 north, 327500 mE, 4887000 mN",
        "WGS84 UTM 34N 327500m 4887000m",
    ],
)
def test_utm_in_its_many_writings(text):
    read = read_utm(text)
    assert (round(read.lon, 6), round(read.lat, 6)) == (18.84425, 44.115853)


@pytest.mark.parametrize(
    ("read", "text", "cause"),
    [
        (read_utm, "20S 431000 4272000", "write 20 north or 20 south"),
        (read_utm, "61T 327500 4887000", "no place of a UTM zone"),
        (read_utm, "34T 027500 4887000", "no place of a UTM zone"),
        (read_utm, "34Q 327500 4887000", "lies outside band Q"),
        (read_mgrs, "31U JU 2873 0492", "has no square JU"),
        (read_mgrs, "61U FU 2873 0492", "zone 61, band U has no square FU"),
        (read_mgrs, "31U FH 2873 0492", "has no square FH"),
    ],
)
def test_references_that_name_no_place_or_two_are_refused(read, text, cause):
    with pytest.raises(GridError, match=cause):
        read(text)


def test_s_is_the_south_where_the_band_of_that_letter_cannot_be_meant():
    assert round(read_utm("35S 500000 8000000").lat, 1) == -18.1


@pytest.mark.parametrize("text", ["", "44.25 18.5", "34 N 21 30 E", "31U FU 2873 049", "34T"])
def test_other_texts_are_left_to_others(text):
    assert (read_mgrs(text), read_utm(text)) == (None, None)
