"""Positions written by people."""

import pytest

from landrelease.intake.position import Place, place_of, positions


def read(lon, lat, **options):
    found = positions({"lon": lon, "lat": lat}, Place(lon="lon", lat="lat"), "t.csv", **options)
    return [
        None if one is None else (round(one.x, 6), round(one.y, 6)) for one in found.shapes.geometry
    ], found.shapes.unread


@pytest.mark.parametrize(
    ("lon", "lat", "place"),
    [
        ("18.5", "44.25", (18.5, 44.25)),
        ("18,5", "44,25", (18.5, 44.25)),
        ("18,250", "44,125", (18.25, 44.125)),
        ("18.250", "44.125", (18.25, 44.125)),
        (18.5, -44.25, (18.5, -44.25)),
        ("18°30'00\"E", "44°15'00\"N", (18.5, 44.25)),
        ("18 30 W", "44 15.0 S", (-18.5, -44.25)),
    ],
)
def test_degrees_in_any_writing(lon, lat, place):
    assert read([lon], [lat]) == ([place], {})


def test_in_another_system_a_doubtful_number_stays_doubtful():
    assert read(["121,000"], ["486,000"], degrees=False) == ([None], {0: "121,000 486,000"})
    assert read(["121,000", "5.5"], ["486,000", "6.5"], degrees=False)[0] == [(121000.0, 486000.0), (5.5, 6.5)]


def test_half_a_position_and_none_are_told_apart():
    assert read(["18.5", None, ""], [None, None, ""]) == ([None, None, None], {0: "18.5"})


def test_a_pair_in_the_wrong_columns_is_not_read():
    assert read(["44°15'N"], ["18°30'E"])[0] == [None]


@pytest.mark.parametrize(
    ("names", "place"),
    [
        (["id", " WKT "], Place(wkt=" WKT ")),
        (["lon", "lat", "wkt"], Place(wkt="wkt")),
        (["Longitude", "Latitude"], Place()),
        (["x", "y"], Place()),
    ],
)
def test_only_the_names_of_the_plain_form_are_positions(names, place):
    assert place_of(dict.fromkeys(names)) == place
