"""The map for paper is true to scale and says what it shows."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from landrelease.publish.mapsheet import frame_of, map_svg
from landrelease.publish.pagedata import Place

SVG = "{http://www.w3.org/2000/svg}"


def texts(root):
    return [text.text for text in root.iter(f"{SVG}text")]


@pytest.fixture(scope="module")
def sheet(province):
    places = [Place(*place) for place in province.places]
    borders = np.array([shapely.box(-30.25, 43.9, -29.65, 44.1)])
    drawn = map_svg(province.parcels, meta=province.meta, title="North & <South>", places=places, borders=borders)
    return ET.fromstring(drawn.encode())


def test_the_sheet_says_what_it_shows(sheet):
    told = " ".join(texts(sheet))
    for part in (
        "North & <South>", "Synthetic Province", "land as of 2025-12-31", "as known at 2026-01-31 00:00 UTC",
        "Synthetic data, made up by a program", "recorded; it may hold explosive", "1 : 250,000 when printed on A4",
        "WGS 84, Mercator", "Confirmed hazard", "Northmill", "Old Ferry", "44.0°", "-30.0°",
    ):  # fmt: skip
        assert part in told


def test_the_legend_sums_the_land(sheet, province):
    cleared = province.parcels.status == "cleared"
    assert f"{province.parcels.area_m2[cleared].sum() / 1e6:,.3f} km² · {cleared.sum()}" in texts(sheet)


@given(st.floats(-60, 70), st.floats(-170, 170))
def test_a_kilometre_on_the_ground_is_as_long_as_the_scale_says(latitude, longitude):
    frame = frame_of(shapely.points([[longitude, latitude], [longitude + 0.2, latitude + 0.1]]))
    middle = (np.degrees(frame.x), np.degrees(frame.latitude))
    for azimuth in (0, 90):
        lon, lat, _ = Geod(ellps="sphere", a=6378137, b=6378137).fwd(*middle, azimuth, 1000)
        ends = frame.on_paper(np.array([middle, [lon, lat]]))
        assert np.hypot(*(ends[1] - ends[0])) == pytest.approx(1e6 / frame.scale, abs=0.02, rel=1e-3)


def test_land_lies_inside_the_frame_with_every_vertex(sheet, province):
    for status in ("confirmed", "cancelled"):
        path = sheet.find(f".//{SVG}g[@id='land-{status}']/{SVG}path").get("d")
        xy = np.array(re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path), dtype=float)
        assert (xy.min(axis=0) >= (12, 24)).all()
        assert (xy.max(axis=0) <= (220, 194)).all()
        mine = province.parcels.geometry[province.parcels.status == status]
        drawn = len(sheet.findall(f".//{SVG}g[@id='land-{status}']/{SVG}rect"))
        assert path.count("M") + drawn >= len(mine)


def test_small_parcels_are_dots_not_nothing(three, province):
    far = three.geometry.copy()
    far[0] = shapely.box(5, 5, 5.001, 5.001)
    root = ET.fromstring(map_svg(three._replace(geometry=far), meta=province.meta, title="t").encode())
    assert len(root.findall(f".//{SVG}g[@id='land-cancelled']/{SVG}rect")) == 1


def test_no_land_is_an_empty_sheet(no_land, province):
    root = ET.fromstring(map_svg(no_land, meta=province.meta, title="t").encode())
    assert {path.get("d") for group in root.iter(f"{SVG}g") if group.get("id") for path in group} == {""}


def test_nothing_is_fetched(sheet):
    links = [value for part in sheet.iter() for value in part.attrib.values() if "://" in value]
    assert links == []
