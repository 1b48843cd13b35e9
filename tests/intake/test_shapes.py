"""What cannot be read as a geometry is named, what can be mended is said to be."""

import struct

import numpy as np
import pytest

from landrelease.intake import shapes


def ring(*points):
    return struct.pack("<BIII", 1, 3, 1, len(points)) + b"".join(struct.pack("<dd", *point) for point in points)


def test_binary_rings_are_closed_or_named():
    nan = float("nan")
    values = [ring((0, 0), (1, 0), (1, 1)), ring((nan, 0), (1, 0), (1, 1), (nan, 0)), b"\x01\x02", None]
    found = shapes.from_wkb(np.array(values, dtype=object))
    assert [one and one.wkt for one in found.geometry] == ["POLYGON ((0 0, 1 0, 1 1, 0 0))", None, None, None]
    assert (found.unread, found.closed) == ({1: "nan", 2: "binary"}, {0})


@pytest.mark.parametrize(
    "text", ['{"type":"Polygon"}', '{"type":"Polygon","coordinates":[5]}', "{", '{"type":"Polygon","coordinates":{}}']
)
def test_json_that_is_no_geometry_is_named(text):
    assert shapes.from_geojson([text]).unread == {0: text}


def test_nothing_reads_as_nothing():
    assert shapes.from_geojson([None]).unread == {}
    assert shapes.from_wkt([]).geometry.shape == (0,)


def test_a_curve_is_named_as_unread_and_the_rows_beside_it_are_kept():
    found = shapes.from_wkt(
        ["POINT (1 2)", "CURVEPOLYGON (CIRCULARSTRING (0 0, 1 1, 2 0, 1 -1, 0 0))", None, "POINT (3 4)"]
    )
    assert [None if one is None else one.wkt for one in found.geometry] == ["POINT (1 2)", None, None, "POINT (3 4)"]
    assert list(found.unread) == [1]
