"""Every check of shapes by themselves: what it sees, and what it leaves alone."""

import itertools

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import affinity

from landrelease.checks.finding import Finding
from landrelease.checks.limits import Limits
from landrelease.checks.metres import per_degree
from landrelease.checks.proposed import Frame, Proposed
from landrelease.checks.shape import check_shapes
from landrelease.records.context import Organisation
from landrelease.records.land import Hazard

FIELD = "POLYGON ((18.01 43.01, 18.012 43.01, 18.012 43.012, 18.01 43.012, 18.01 43.01))"
BOW = "POLYGON ((18.01 43.01, 18.012 43.012, 18.012 43.01, 18.01 43.012, 18.01 43.01))"
NOWHERE = Frame()
EAST, NORTH = (float(figure) for figure in per_degree(43.0))


def circle(radius_m, corners, lon=18.01, lat=43.01):
    ring = shapely.Point(0, 0).buffer(radius_m, quad_segs=corners // 4)
    return affinity.translate(affinity.scale(ring, 1 / EAST, 1 / NORTH, origin=(0, 0)), lon, lat).wkt


def multi(*squares):
    return shapely.MultiPolygon([shapely.box(18 + x, 43, 18.001 + x, 43.001) for x in squares]).wkt


# Code to: a shape at fault, what is said of it, and a shape that is right.
CASES = {
    "shape-missing": (None, {}, FIELD),
    "shape-empty": ("POLYGON EMPTY", {}, None),
    "ring-invalid": (BOW, {"reason": "the boundary crosses itself", "lon": 18.011, "lat": 43.011}, FIELD),
    "too-few-vertices": (
        "POLYGON ((18 43, 18.1 43, 18 43, 18 43))",
        {"n": 2},
        "POLYGON ((18 43, 18.1 43, 18 43.1, 18 43))",
    ),
    "vertex-repeated": (
        "POLYGON ((18.01 43.01, 18.012 43.01, 18.0120005 43.0100005, 18.012 43.012, 18.012 43.012, 18.01 43.01))",
        {"n": 2, "lon": 18.012, "lat": 43.01},
        "POLYGON ((18.01 43.01, 18.012 43.01, 18.012002 43.01, 18.012 43.012, 18.01 43.01))",
    ),
    "end-repeats-start": (
        "POLYGON ((18.01 43.01, 18.012 43.01, 18.012 43.012, 18.01 43.012, 18.01 43.01, 18.012 43.01, 18.01 43.01))",
        {},
        FIELD,
    ),
    "vertex-gap": (
        "POLYGON ((18 43, 18.01 43.0, 18.01 43.05, 18 43))",
        {"distance_m": pytest.approx(5_615, abs=1), "lon": 18.01, "lat": 43.05},
        "POLYGON ((18 43, 18.06 43.0, 18.03 43.03, 18 43))",
    ),
    "parts-overlap": (
        multi(0, 0.0005),
        {
            "overlap_m2": pytest.approx(0.0005 * EAST * 0.001 * NORTH, rel=1e-3),
            "overlap_percent": pytest.approx(100 / 3),
        },
        multi(0, 0.000995),
    ),
    "part-repeated": (multi(0, 0.01, 0, 0), {"n": 2}, multi(0, 0.01)),
    "position-repeated": ("MULTIPOINT (18 43, 18.1 43, 18 43)", {"n": 1}, "MULTIPOINT (18 43, 18.1 43)"),
    "line-closed": (
        "LINESTRING (18 43, 18.01 43, 18.01 43.01, 18 43)",
        {},
        "LINESTRING (18 43, 18.01 43, 18.01 43.01)",
    ),
    "circle-of-equal-area": (
        circle(250, 32),
        {"radius_m": pytest.approx(250, abs=0.1), "lon": 18.01, "lat": 43.01},
        shapely.segmentize(shapely.from_wkt(FIELD), 0.0004).wkt,
    ),
}


def seen(*texts, frame=NOWHERE, **columns):
    shapes = np.array([shapely.from_wkt(text) for text in texts], dtype=object)
    return check_shapes(Proposed([Hazard()] * len(texts), shapes, **columns), frame)


@pytest.mark.parametrize("code", CASES)
def test_a_fault_is_seen(code):
    fault, params, _ = CASES[code]
    found = [one for one in seen(fault, ids=["ab"], row_numbers=[7]) if one.code == code]
    assert found == [Finding(code, ("ab",), 7, params)]


@pytest.mark.parametrize("code", CASES)
def test_what_is_right_is_left_alone(code):
    assert code not in {found.code for found in seen(CASES[code][2])}


def test_good_shapes_have_no_findings():
    hole = shapely.from_wkt(FIELD).difference(shapely.box(18.0105, 43.0105, 18.011, 43.011)).wkt
    assert seen(FIELD, hole, multi(0.0001, 0.0101), "POINT (18.123 43.456)") == []
    assert seen() == []


def test_many_shapes_are_checked_as_one_by_one():
    texts = [text for fault, _, right in CASES.values() for text in (fault, right)]
    singly = [
        Finding(found.code, found.about, row, found.params)
        for row, text in enumerate(texts, start=1)
        for found in seen(text)
        if found.code in CASES
    ]
    assert [found for found in seen(*texts) if found.code in CASES] == singly


def test_the_two_readings_of_a_ring_are_compared():
    (found,) = [
        one
        for one in seen(BOW, FIELD, larger_m2=np.array([900.5, 10.0]), smaller_m2=np.array([880.0, 9.5]))
        if one.code == "ring-readings-differ"
    ]
    assert found == Finding(
        "ring-readings-differ", (), 1, {"larger_m2": 900.5, "smaller_m2": 880.0, "difference_m2": 20.5}
    )


def test_kinds_without_a_shape_miss_none():
    assert check_shapes(Proposed([Organisation(name="ED")], np.array([None]))) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("POLYGON ((0.1 0, 1 0, 1 1, 0.5 0, 0.1 1, 0.1 0))", "the boundary touches itself"),
        ("POLYGON ((1 1, 2 1, 2 2, 1 1), (5 5, 6 5, 6 6, 5 5))", "a hole lies outside its outer boundary"),
        ("MULTIPOLYGON (((1 1, 4 1, 4 4, 1 1)), ((2 1.5, 3 1.5, 3 2, 2 1.5)))", "one part lies inside another"),
    ],
)
def test_reasons_are_said_in_our_words(text, reason):
    assert [one.params["reason"] for one in seen(text) if one.code == "ring-invalid"] == [reason]


def test_parts_inside_a_collection_are_looked_at():
    nested = shapely.GeometryCollection(
        [shapely.from_wkt(multi(0)), shapely.GeometryCollection([shapely.from_wkt(multi(0))])]
    )
    assert {found.code for found in seen(nested.wkt)} >= {"part-repeated"}


def test_a_shape_with_heights_is_read_flat():
    assert seen("POLYGON Z ((18.01 43.01 9, 18.012 43.01 8, 18.012 43.012 7, 18.01 43.01 9))") == []


def test_the_limits_are_those_of_the_programme():
    strict = Frame(limits=Limits(vertex_gap_m=100, parts_overlap_share=0.5))
    assert [found.code for found in seen(FIELD, frame=strict)] == ["vertex-gap"]
    assert "parts-overlap" not in {found.code for found in seen(multi(0, 0.0005), frame=strict)}


@given(st.floats(20, 4000), st.integers(3, 16), st.floats(-60, 60))
def test_circles_are_found_at_every_size_and_latitude(radius_m, quarter, lat):
    east, north = (float(figure) for figure in per_degree(lat))
    ring = shapely.Point(0, 0).buffer(radius_m, quad_segs=quarter)
    shape = affinity.translate(affinity.scale(ring, 1 / east, 1 / north, origin=(0, 0)), 18.0, lat)
    found = [one for one in seen(shape.wkt) if one.code == "circle-of-equal-area"]
    assert [one.params["radius_m"] for one in found] == [pytest.approx(radius_m, rel=0.01)]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=3, max_size=7))
def test_vertices_are_counted_as_a_person_would(corners):
    ring = [(18 + x / 100, 43 + y / 100) for x, y in (*corners, corners[0])]
    found = {one.code: one.params for one in seen(shapely.Polygon(ring).wkt)}
    repeats = sum(one == other for one, other in itertools.pairwise(ring))
    assert found.get("vertex-repeated", {"n": 0})["n"] == repeats
    assert ("too-few-vertices" in found) is (len(set(corners)) < 3)
