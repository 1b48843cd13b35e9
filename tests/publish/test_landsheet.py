"""A sheet at a chosen scale: what a ruler finds on the paper is what lies on the ground."""

import re
from xml.etree import ElementTree as ET

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.publish.landsheet import PAPERS, SCALES, Shown, Thing, land_sheet, sheet_at
from landrelease.publish.meta import ABSENCE, Meta
from landrelease.publish.pagedata import Place

META = Meta(programme="SYN-1", name="Example", as_of="2025-12-31", known_at="2026-01-31T09:30:00.000Z")
HERE = (18.2, 44.1)
SVG = "{http://www.w3.org/2000/svg}"


def shown(*land: tuple[str, shapely.Geometry]) -> Shown:
    return Shown(np.array([one for _, one in land], dtype=object), np.array([code for code, _ in land], dtype=object))


def drawn(scale=10_000, paper="a4", land=(), **parts) -> ET.Element:
    sheet = sheet_at(*HERE, scale, paper)
    return ET.fromstring(str(land_sheet(sheet, shown(*land), meta=META, klass="all hazards", **parts)))


def texts(sheet: ET.Element) -> list[str]:
    return [one.text or "" for one in sheet.iter(f"{SVG}text")]


def test_a_kilometre_of_the_grid_is_ten_centimetres_at_one_to_ten_thousand():
    grid = [line for line in drawn().iter(f"{SVG}line") if line.get("stroke-opacity") == "0.6"]
    upright = [line for line in grid if line.get("x1") == line.get("x2")]
    at = [float(line.get("x1")) for line in upright]
    named = [int(re.sub(r"\D", "", text)) for text in texts(drawn()) if re.fullmatch(r"\d{3}\u202f\d{3}", text)]
    assert np.diff(at) == pytest.approx(np.diff(named) / 10.0, abs=0.011)
    assert (len(at), set(np.diff(named).tolist())) == (10, {200})


@given(
    st.floats(-179, 179),
    st.floats(-80, 80),
    st.sampled_from(SCALES),
    st.sampled_from(sorted(PAPERS)),
    st.floats(0, 360),
)
def test_a_length_on_the_ground_measures_true_on_paper_to_a_thousandth(lon, lat, scale, paper, azimuth):
    sheet = sheet_at(lon, lat, scale, paper)
    metres = 0.05 * scale
    far = pyproj.Geod(ellps="WGS84").fwd(lon, lat, azimuth, metres)[:2]
    ends = sheet.on_paper(np.array([[lon, lat], far]))
    assert np.hypot(*(ends[1] - ends[0])) == pytest.approx(50.0, rel=1.2e-3, abs=0.02)


@pytest.mark.parametrize(("paper", "width", "height"), [("a4", "297mm", "210mm"), ("a3", "420mm", "297mm")])
def test_the_sheet_has_the_size_of_its_paper(paper, width, height):
    sheet = drawn(paper=paper)
    assert (sheet.get("width"), sheet.get("height")) == (width, height)


def test_the_legend_names_what_is_on_the_sheet_and_the_notices_stand_on_it():
    near = shapely.box(18.199, 44.099, 18.201, 44.101)
    finds = Thing("Ordnance found", "#6b4e16", np.array([shapely.Point(18.2, 44.1), near], dtype=object))
    sheet = drawn(land=[("confirmed", near)], things=[finds], places=[Place("Millbrook", 18.2, 44.1)], borders=[near])
    said = texts(sheet)
    assert [one for one in said if one in {"Confirmed hazard", "Cleared", "Ordnance found", "Millbrook", "N"}] == [
        "Millbrook", "Confirmed hazard", "Ordnance found", "N",
    ]  # fmt: skip
    assert "Land as of 2025-12-31 · as known at 2026-01-31 09:30 UTC · hazard class: all hazards" in said
    assert ABSENCE.split()[0] in " ".join(said)
    assert "UTM 34N (EPSG:32634)" in said
    assert "safe" not in " ".join(said).lower()


def test_a_name_never_becomes_markup():
    sheet = drawn(places=[Place("<script>x</script>", 18.2, 44.1)])
    assert "<script>x</script>" in texts(sheet)


def test_the_window_holds_what_the_frame_shows():
    sheet = sheet_at(*HERE, 10_000, "a4")
    left, top, right, bottom = sheet.box
    corners = sheet.on_paper(shapely.get_coordinates(sheet.window))
    assert corners.min(axis=0) == pytest.approx([left, top], abs=0.02)
    assert corners.max(axis=0) == pytest.approx([right, bottom], abs=0.02)
