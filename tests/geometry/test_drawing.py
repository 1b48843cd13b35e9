"""Drawings: what falls together on the grid is left out, with all that belongs to it."""

import numpy as np

from landrelease.geometry.drawing import Drawing, cleaned, polygons_of
from landrelease.geometry.ragged import starts

SQUARE = [(0, 0), (9, 0), (9, 9), (0, 9), (0, 0)]
HOLE = [(2, 2), (2, 4), (4, 4), (2, 2)]
POINT = [(5, 5)] * 5
BACK_AND_FORTH = [(7, 7), (8, 8), (8, 8), (7, 7)]


def drawing(*polygons, owner):
    rings = [ring for polygon in polygons for ring in polygon]
    return Drawing(
        np.array([vertex for ring in rings for vertex in ring], dtype=np.int64),
        starts(np.array([len(ring) for ring in rings], dtype=np.int64)),
        starts(np.array([len(polygon) for polygon in polygons], dtype=np.int64)),
        np.array(owner, dtype=np.int64),
        3,
    )


def test_a_hole_that_fell_together_goes_and_a_polygon_goes_with_its_exterior():
    clean = cleaned(drawing([SQUARE, POINT, HOLE], [POINT, HOLE], [BACK_AND_FORTH], [SQUARE], owner=[0, 0, 1, 2]))
    assert clean.owner.tolist() == [0, 2]
    assert clean.polygon_start.tolist() == [0, 2, 3]
    assert [list(polygon.exterior.coords) for polygon in polygons_of(clean)] == [SQUARE, SQUARE]
    assert [list(polygon.interiors[0].coords) for polygon in polygons_of(clean)[:1]] == [HOLE]


def test_a_clean_drawing_stays_as_it_is():
    clean = drawing([SQUARE, HOLE], owner=[0])
    assert cleaned(clean) is clean


def test_nothing_may_be_left():
    clean = cleaned(drawing([POINT], owner=[1]))
    assert [part.tolist() for part in clean[:4]] == [[], [0], [0], []]
    assert polygons_of(clean).tolist() == []
