"""Every check of where shapes lie: what it sees, and what it leaves alone."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.checks.finding import Finding
from landrelease.checks.metres import area_m2
from landrelease.checks.proposed import Frame, Places, Proposed
from landrelease.checks.shape import check_shapes
from landrelease.records.land import Hazard

COUNTRY = shapely.box(15.7, 42.5, 19.7, 45.3)
WEST, EAST = shapely.box(16, 43, 17, 44), shapely.box(17, 43, 17.05, 43.05)
AREAS = Places(COUNTRY, ["BA-W", "BA-E"], np.array([WEST, EAST]))
NO_COUNTRY = Places(None, ["BA-W", "BA-E"], np.array([WEST, EAST]))
WHOLE_M2 = pytest.approx(float(area_m2(np.array([COUNTRY]))[0]))
EAST_M2 = pytest.approx(float(area_m2(np.array([EAST]))[0]))


def square(lon, lat, size=0.002):
    return shapely.box(lon - size / 2, lat - size / 2, lon + size / 2, lat + size / 2)


def at(lon, lat):
    return {"lon": lon, "lat": lat}


HERE, INSIDE = square(16.5123, 43.5123), at(16.5123, 43.5123)
# Code to: a shape at fault, what is said of it, and a shape that is right.
CASES = {
    "coordinates-off-the-globe": (
        shapely.Point(6_512_000, 4_831_000),
        {"lon_text": "6.512e+06", "lat_text": "4.831e+06"},
        HERE,
    ),
    "zero-coordinates": (shapely.Point(0, 0), {}, shapely.box(-0.001, -0.002, 0.003, 0.002)),
    "coordinates-on-whole-minutes": (shapely.Point(16 + 31 / 60, 43.5), {}, shapely.Point(16 + 31 / 60, 43.501)),
    "axes-swapped": (square(43.5123, 16.5123), at(43.5123, 16.5123), HERE),
    "wrong-hemisphere": (
        square(-16.5123, 43.5123),
        {"reading": "the other sign of the longitude", **at(-16.5123, 43.5123)},
        HERE,
    ),
    "outside-country": (square(25.5123, 43.5123), at(25.5123, 43.5123), HERE),
    "partly-outside-country": (
        square(15.7, 44.0123),
        {"outside_percent": pytest.approx(50), **at(15.7, 44.0123)},
        square(15.7009999, 44.0123),
    ),
    "outside-admin-areas": (square(18.5123, 43.5123), at(18.5123, 43.5123), square(17.0511, 43.0253, 0.004)),
    "area-larger-than-admin-unit": (
        square(17.025, 43.0251, 0.06),
        {
            "area_m2": pytest.approx(float(area_m2(np.array([square(17.025, 43.0251, 0.06)]))[0])),
            "admin_area": "BA-E",
            "admin_m2": EAST_M2,
            **at(17.025, 43.0251),
        },
        square(17.025, 43.0251, 0.04),
    ),
}


def seen(*shapes, places=AREAS, records=None, **columns):
    proposed = Proposed(records or [Hazard()] * len(shapes), np.array(shapes, dtype=object), **columns)
    return check_shapes(proposed, Frame(places=places))


@pytest.mark.parametrize("code", CASES)
def test_a_fault_is_seen(code):
    fault, params, _ = CASES[code]
    found = [one for one in seen(HERE, fault, ids=["aa", "bb"]) if one.code == code]
    assert found == [Finding(code, ("bb",), 2, params)]


@pytest.mark.parametrize("code", CASES)
def test_what_is_right_is_left_alone(code):
    assert code not in {found.code for found in seen(CASES[code][2])}


def test_good_places_have_no_findings():
    assert seen(HERE, None, shapely.Polygon(), shapely.Point(16.5123, 43.5123))[2:] == []
    assert [found.code for found in seen(HERE, None, shapely.Polygon())] == ["shape-missing", "shape-empty"]


def test_close_to_the_border_the_border_may_be_wrong():
    shapes = (square(15.65, 44.0123), shapely.Point(15.65, 44.0123), square(15.5, 44.0123))
    found = [(one.row, one.code, one.params.get("outside_percent")) for one in seen(*shapes)]
    assert found == [
        (1, "partly-outside-country", 100.0),
        (2, "partly-outside-country", 100.0),
        (3, "outside-country", None),
    ]
    assert [one.code for one in seen(shapes[2], places=NO_COUNTRY)] == ["outside-admin-areas"]


def test_a_hazard_larger_than_the_country_is_seen_by_shape_and_by_statement():
    huge = COUNTRY.buffer(0.2)
    found = seen(huge, None, records=[Hazard(), Hazard(stated_m2=1e12)])
    larger = [one for one in found if one.code == "area-larger-than-country"]
    assert larger == [
        Finding(
            "area-larger-than-country",
            (),
            1,
            {"area_m2": pytest.approx(float(area_m2(np.array([huge]))[0])), "country_m2": WHOLE_M2},
        ),
        Finding("area-larger-than-country", (), 2, {"area_m2": 1e12, "country_m2": WHOLE_M2}),
    ]
    assert "area-larger-than-country" not in {one.code for one in seen(HERE, records=[Hazard(stated_m2=1e6)])}


def test_without_a_country_the_areas_are_the_land():
    codes = [found.code for found in seen(square(43.5, 16.501), square(25.501, 43.5), places=NO_COUNTRY)]
    assert codes == ["axes-swapped", "outside-admin-areas"]
    assert "outside-admin-areas" not in {found.code for found in seen(HERE, places=NO_COUNTRY)}


def test_without_any_land_nothing_is_outside():
    assert seen(square(43.5123, 16.5123), square(-16.5123, 43.5123), places=Places()) == []


def test_a_lost_sign_shows_against_the_neighbours_where_no_land_is_known():
    rest = [square(-74.2 + step / 100, 4.6 + step / 250) for step in range(1, 25)]
    found = seen(*rest, square(74.234, 4.634), square(4.634, -74.123), square(150.1, -33.3), places=Places())
    assert found == [
        Finding("away-from-the-rest", (), 25, {"reading": "the other sign of the longitude", **at(74.234, 4.634)}),
        Finding("away-from-the-rest", (), 26, {"reading": "longitude and latitude exchanged", **at(4.634, -74.123)}),
    ]
    assert "away-from-the-rest" not in {one.code for one in seen(*rest, square(-73.2, 5.6), places=Places())}
    assert seen(*rest[:15], square(74.234, 4.634), places=Places()) == []


@pytest.mark.parametrize(
    ("shape", "seen_here"),
    [
        (shapely.Point(0, 43.5), True),
        (shapely.box(0, 0, 16, 43), True),
        (shapely.LineString([(0, 43), (0, 43.001)]), True),
        (shapely.box(-0.5, 51, 0.5, 52), False),
        (shapely.Point(1e-6, 1e-6), False),
    ],
)
def test_zero_is_an_empty_cell_only_where_a_whole_vertex_or_axis_is_zero(shape, seen_here):
    assert ("zero-coordinates" in {found.code for found in seen(shape, places=Places())}) is seen_here


@pytest.mark.parametrize("wrong", [(np.nan, 43.0), (np.inf, 43.0), (200.0, 43.0), (18.0, 91.0)])
def test_coordinates_off_the_globe_break_no_other_check(wrong):
    ring = shapely.from_wkt("POLYGON ((16.5 43.5, 16.6 43.5, 16.6 43.6, 16.5 43.5))")
    ring = shapely.set_coordinates(ring, np.array([(16.5, 43.5), wrong, (16.6, 43.6), (16.5, 43.5)]))
    codes = [found.code for found in seen(HERE, ring)]
    assert codes[0] == "coordinates-off-the-globe"
    assert set(codes) <= {"coordinates-off-the-globe", "ring-invalid"}


def test_land_across_the_antimeridian_may_run_past_it():
    assert seen(square(180.0, -17.5123), places=Places()) == []


@given(st.floats(15.8, 19.6), st.floats(42.6, 45.2))
def test_every_mistaken_reading_of_a_place_is_told(lon, lat):
    codes = [
        {found.code for found in seen(shapely.Point(*xy), places=Places(COUNTRY))}
        - {"coordinates-on-whole-minutes", "point-needs-polygon"}
        for xy in ((lon, lat), (lat, lon), (-lon, lat), (lon, -lat), (-lon, -lat))
    ]
    assert codes == [set(), {"axes-swapped"}, *[{"wrong-hemisphere"}] * 3]
