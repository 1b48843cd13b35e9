"""The exact reference is right on land that can be reckoned by hand, and where overlay in floating point agrees."""

from fractions import Fraction

import numpy as np
import pytest

pytest.importorskip("pyarrow", reason="the bench needs its extra: pip install -e .[bench]")

import shapely
from benchmarks.reference import visible_m2
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

CORNER = st.tuples(st.integers(0, 12), st.integers(0, 12))
TRIANGLE = st.lists(CORNER, min_size=3, max_size=3, unique=True).map(Polygon).filter(lambda shape: shape.area > 0)


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        ([box(0, 0, 2, 2)], [4]),
        ([box(0, 0, 2, 2), box(0, 0, 2, 2)], [0, 4]),
        ([box(0, 0, 2, 2), box(2, 0, 4, 2)], [4, 4]),
        ([box(0, 0, 4, 4), box(1, 1, 2, 2), box(0, 0, 4, 1)], [11, 1, 4]),
        ([box(0, 0, 9, 9).difference(box(1, 1, 8, 8)), box(0, 0, 1, 1)], [31, 1]),
        ([MultiPolygon([box(0, 0, 1, 1), box(5, 5, 6, 6)]), box(5, 5, 7, 7)], [1, 4]),
        ([Polygon([(0, 0), (3, 0), (0, 3)]), Polygon([(0, 0), (3, 0), (3, 3)])], [Fraction(9, 4), Fraction(9, 2)]),
    ],
    ids=["one", "twice", "neighbours", "three", "hole", "parts", "triangles"],
)
def test_areas_that_can_be_reckoned_by_hand(shapes, expected):
    assert visible_m2(np.array(shapes)) == expected


@given(st.lists(TRIANGLE, min_size=1, max_size=6))
def test_visible_parts_add_up_to_the_union_and_agree_with_overlay(shapes):
    exact = visible_m2(np.array(shapes))
    assert float(sum(exact)) == pytest.approx(shapely.union_all(shapes).area, rel=1e-12)
    for at, shape in enumerate(shapes):
        left_over = shape.difference(shapely.union_all(shapes[at + 1 :]))
        assert float(exact[at]) == pytest.approx(left_over.area, rel=1e-9, abs=1e-9)
