"""The exact check of a coverage, on cases small enough to draw."""

import pytest
import shapely

from .coverage import fits, is_coverage

SQUARE = "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))"


@pytest.mark.parametrize(
    ("polygons", "expected"),
    [
        ([SQUARE], True),
        ([SQUARE, "POLYGON ((4 0, 8 0, 8 4, 4 4, 4 0))"], True),
        ([SQUARE, "POLYGON ((4 0, 8 0, 8 2, 4 2, 4 0))"], False),
        ([SQUARE, "POLYGON ((4 4, 8 4, 8 8, 4 8, 4 4))"], True),
        ([SQUARE, "POLYGON ((3 3, 8 4, 8 8, 4 8, 3 3))"], False),
        ([SQUARE, SQUARE], False),
        ([SQUARE, "POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))"], False),
        (
            ["POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1))", "POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))"],
            True,
        ),
    ],
    ids=["alone", "edge", "T-vertex", "corner", "overlap", "twice", "inside", "filled hole"],
)
def test_both_checks_agree(polygons, expected):
    shapes = shapely.from_wkt(polygons)
    assert is_coverage(shapes) is expected
    assert fits(shapes) is expected


def test_a_hole_that_touches_its_shell_where_a_neighbour_begins_is_no_fault():
    """The reason for the exact check; once GEOS accepts it, this module may go."""
    shapes = shapely.from_wkt(
        ["POLYGON ((0 0, 4 0, 4 2, 4 4, 0 4, 0 0), (4 2, 2 1, 2 3, 4 2))", "POLYGON ((4 2, 6 2, 6 5, 4 4, 4 2))"]
    )
    assert not shapely.coverage_is_valid(shapes)
    assert is_coverage(shapes)
