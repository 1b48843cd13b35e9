"""Reference systems: what is read, what is refused, where positions come to lie, and who is a candidate."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS

from landrelease.geometry.crs import CrsError, candidates, crs_name, outside_use, read_crs, to_wgs84
from landrelease.geometry.states import STATES


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("EPSG:28992", "EPSG:28992"),
        (" epsg:28992 ", "EPSG:28992"),
        ("28992", "EPSG:28992"),
        ("urn:ogc:def:crs:EPSG::32634", "EPSG:32634"),
        (CRS("EPSG:28992").to_wkt("WKT1_ESRI"), "EPSG:28992"),
        (CRS("EPSG:32648").to_wkt("WKT1_GDAL"), "EPSG:32648"),
        ("EPSG:7415", "EPSG:28992"),
        ("EPSG:4979", "EPSG:4326"),
        ("OGC:CRS84", "EPSG:4326"),
        ("WGS84", "EPSG:4326"),
    ],
)
def test_a_system_is_read_as_files_name_it(text, name):
    assert crs_name(read_crs(text)) == name


def test_a_system_without_a_code_is_named_by_its_own_text():
    local = read_crs("+proj=tmerc +lat_0=0 +lon_0=17.5 +k=0.9999 +x_0=500000 +datum=WGS84 +units=m")
    name = crs_name(local)
    assert name.startswith("PROJCRS[")
    assert "\n" not in name
    assert read_crs(name) == local


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", "not registered"),
        ("rubbish", "not registered"),
        ("EPSG:999999", "not registered"),
        ("EPSG:5709", "no position on the ground"),
        ("EPSG:4978", "no position on the ground"),
        ("+proj=utm +zone=33 +ellps=intl", "how it lies to WGS84 is not known"),
        (
            'GEOGCS["unknown",DATUM["unknown",SPHEROID["s",6378137,298]],PRIMEM["Greenwich",0],UNIT["degree",0.0174533]]',
            "is not known",
        ),
    ],
)
def test_what_gives_no_place_is_refused_with_the_way_out(text, cause):
    with pytest.raises(CrsError, match=cause) as fault:
        read_crs(text)
    assert "such as EPSG:4326" in str(fault.value)
    assert fault.value.rows == ()


@pytest.mark.parametrize(
    ("crs", "entered", "lonlat"),
    [
        ("EPSG:28992", (155_000, 463_000), (5.387204, 52.155172)),
        ("EPSG:32634", (500_000, 0), (21, 0)),
        ("EPSG:4326", (18, 44), (18, 44)),
        ("EPSG:4258", (18, 44), (18, 44)),
        ("EPSG:2193", (1_600_000, 10_000_000), (173, 0)),
    ],
)
def test_easting_or_longitude_comes_first_whatever_the_axes(crs, entered, lonlat):
    (place,) = to_wgs84([shapely.Point(entered)], crs)
    assert (place.x, place.y) == pytest.approx(lonlat, abs=1e-6)


def test_all_kinds_of_geometry_are_transformed_and_lose_their_heights():
    texts = [
        "POLYGON Z ((155000 463000 1, 155100 463000 1, 155100 463100 1, 155000 463000 1))",
        "POINT M (155000 463000 3)",
    ]
    texts += ["GEOMETRYCOLLECTION (POINT (155000 463000), LINESTRING (155000 463000, 155100 463000))", "POLYGON EMPTY"]
    entered = np.append(shapely.from_wkt(texts), None)
    placed = to_wgs84(entered, "EPSG:28992")
    assert [getattr(one, "geom_type", None) for one in placed] == [
        "Polygon",
        "Point",
        "GeometryCollection",
        "Polygon",
        None,
    ]
    assert not (shapely.has_z(placed) | shapely.has_m(placed)).any()
    assert shapely.total_bounds(placed).round(3).tolist() == [5.387, 52.155, 5.389, 52.156]
    assert shapely.total_bounds(entered).tolist() == [155000, 463000, 155100, 463100]


def test_places_off_the_earth_are_refused_by_row_and_a_missing_number_is_not_their_fault():
    missing = shapely.from_wkt("POINT (NaN 44)")
    with pytest.raises(
        CrsError, match=r"2 of 4 geometries have no place on the earth in EPSG:4326 \(the first is number 2\)"
    ) as fault:
        to_wgs84([shapely.Point(18, 44), shapely.Point(18, 444), missing, shapely.Point(4_400_000, 1)], "EPSG:4326")
    assert fault.value.rows == (1, 3)
    assert np.isnan(shapely.get_x(to_wgs84([missing], "EPSG:4326")[0]))


def line(positions):
    with np.errstate(invalid="ignore"):
        return shapely.LineString(positions)


def holed(positions):
    with np.errstate(invalid="ignore"):
        return shapely.Polygon(shapely.box(0, 0, 9, 9).exterior, [[(1, 1), *positions, (1, 1)]])


NUMBER = st.sampled_from([0.0, 90.0, -90.5, 181.0, 360.0, -361.0, np.nan, np.inf])
POSITIONS = st.lists(st.tuples(NUMBER, NUMBER), min_size=3, max_size=4)
ANYWHERE = (
    st.none()
    | st.sampled_from(["POINT EMPTY", "POLYGON EMPTY"]).map(shapely.from_wkt)
    | POSITIONS.map(line)
    | POSITIONS.map(holed)
)


@given(st.lists(ANYWHERE, max_size=5))
def test_positions_in_wgs84_stay_as_they_are_or_are_refused_by_row(geoms):
    def is_lost(geom):
        xy = shapely.get_coordinates(geom)
        return bool((np.isfinite(xy).all(axis=1) & ((abs(xy[:, 0]) > 360) | (abs(xy[:, 1]) > 90))).any())

    lost = tuple(row for row, geom in enumerate(geoms) if is_lost(geom))
    if lost:
        with pytest.raises(CrsError) as fault:
            to_wgs84(geoms, "EPSG:4326")
        assert fault.value.rows == lost
    else:
        before, after = np.array(geoms, dtype=object), to_wgs84(geoms, "EPSG:4326")
        assert shapely.is_missing(after).tolist() == shapely.is_missing(before).tolist()
        finite = [np.isfinite(shapely.get_coordinates(geom)).all() for geom in before]
        assert shapely.equals_identical(after[finite], before[finite]).tolist() == [
            geom is not None for geom in before[finite]
        ]


def test_a_place_outside_the_area_of_use_is_told():
    places = [shapely.Point(4.9, 52.4), shapely.Point(18, 44), None, shapely.Polygon()]
    assert outside_use(places, "EPSG:28992").tolist() == [False, True, False, False]
    assert outside_use(places, "+proj=utm +zone=33 +datum=WGS84").tolist() == [False] * 4


# Centre of Amsterdam in the Dutch national system.
AMSTERDAM = (119_500.0, 482_500.0, 131_800.0, 493_900.0)


def test_dutch_coordinates_name_the_dutch_system():
    assert [one.code for one in candidates(AMSTERDAM, "NLD")] == ["EPSG:28992"]
    assert candidates(AMSTERDAM, "nld") == candidates(AMSTERDAM, "NLD")


def test_dutch_coordinates_name_the_dutch_system_among_few_where_the_country_is_not_known():
    found = candidates(AMSTERDAM)
    assert len(found) <= 12
    (dutch,) = (one for one in found if one.code == "EPSG:28992")
    assert dutch.name == "Amersfoort / RD New"
    assert dutch.why.startswith("the coordinates would lie near longitude 4.96, latitude 52.38 (Netherlands - onshore")
    assert found[-1].code == "EPSG:326zz / EPSG:327zz"


def test_utm_is_named_by_zone_where_the_country_is_known():
    assert [one.code for one in candidates((500_000, 1_300_000, 510_000, 1_310_000), "KHM")] == [
        "EPSG:32648",
        "EPSG:3148",
    ]


def test_a_zoned_system_is_named_where_the_country_is_known():
    (found,) = candidates((6_510_000, 4_840_000, 6_530_000, 4_860_000), "BIH")
    assert (found.code, found.name) == ("EPSG:8678", "MGI 1901 / Balkans zone 6")


@pytest.mark.slow
def test_a_zoned_system_is_found_without_a_country_where_none_of_a_whole_country_fits():
    assert "MGI 1901 / Balkans zone 6" in {one.name for one in candidates((6_510_000, 4_840_000, 6_530_000, 4_860_000))}


def test_degrees_are_called_degrees_and_still_not_assumed():
    (only,) = candidates((4.8, 52.3, 5.0, 52.4), "NLD")
    assert (only.code, only.name) == ("EPSG:4326", "WGS 84")


@pytest.mark.parametrize("bounds", [(float("nan"),) * 4, (0, 0, float("inf"), 1), (1e12, 1e12, 2e12, 2e12)])
def test_numbers_that_fit_nothing_have_no_candidates(bounds):
    assert candidates(bounds, "NLD") == []


def test_states_are_named_as_the_registry_names_them():
    assert len(STATES) >= 193
    assert all(len(code) == 3 and code.isupper() for code in STATES)
    assert [STATES[code] for code in ("NLD", "BIH", "CIV", "COD", "TUR")] == [
        "Netherlands",
        "Bosnia and Herzegovina",
        "Côte d'Ivoire",
        "Democratic Republic of the Congo",
        "Türkiye",
    ]
