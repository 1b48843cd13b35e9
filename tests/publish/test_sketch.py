"""Sketches of a shape on the land around it."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
import shapely

from landrelease.ledger.table import Parcels
from landrelease.publish.sketch import sketch, view_of

AREA = shapely.box(18.2, 44.1, 18.202, 44.101)


def land(*rows):
    """Parcels with nothing but a status and a place."""
    text = np.array(["" for _ in rows], dtype=object)
    number = np.zeros(len(rows))
    shapes = np.array([shape for _, shape in rows], dtype=object)
    status = np.array([code for code, _ in rows], dtype=object)
    return Parcels("all", text, shapes, number, status, text, text, number, text, text)


def paths(drawn):
    return [path.attrib for path in ET.fromstring(str(drawn)).iter("path")]


def test_land_is_painted_by_status_below_the_outline_and_what_is_far_away_is_left_out():
    drawn = sketch(AREA, land(("suspected", AREA), ("cleared", shapely.box(19, 45, 19.1, 45.1))), "a", "H-1")
    assert [path["fill"] for path in paths(drawn)] == ["url(#a-suspected)", "none", "none", "none"]
    assert 'style="' not in drawn


@pytest.mark.parametrize(
    "shape",
    [
        shapely.Point(18.2, 44.1),
        shapely.LineString([(18.2, 44.1), (18.21, 44.1)]),
        shapely.MultiPolygon([AREA, shapely.box(18.21, 44.1, 18.211, 44.101)]),
        shapely.GeometryCollection([AREA, shapely.Point(18.21, 44.11)]),
        shapely.Polygon([(18.2, 44.1), (18.202, 44.101), (18.202, 44.1), (18.2, 44.101)]),
    ],
)
def test_every_shape_is_seen_whole(shape):
    numbers = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", paths(sketch(shape, None, "a", "x"))[0]["d"])
    assert numbers
    assert all(0 <= float(x) <= 480 and 0 <= float(y) <= 320 for x, y in numbers)


def test_both_drawings_of_a_page_have_the_same_frame_whatever_lies_around():
    assert view_of(AREA) == view_of(shapely.normalize(AREA))


def test_the_bar_has_a_round_length():
    for side in (0.0001, 0.003, 0.2, 1.5):
        drawn = sketch(shapely.box(18, 44, 18 + side, 44 + side), None, "a", "x")
        assert re.search(r">([125]0*|0\.[125]) k?m<", drawn)
