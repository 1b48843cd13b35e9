"""The exact arrangement: every edge cut where others meet it, each piece once, the right shapes on either side."""

import math
from collections import Counter, defaultdict
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from landrelease.geometry import overlay
from landrelease.geometry.neighbours import neighbours
from landrelease.geometry.overlay import NM_PER_UNIT, WIDEST_UNITS, Pieces, arrange, boxes_of
from landrelease.geometry.rings import Rings, of_polygons


def cut(*wkt: str) -> Pieces:
    """Arrange shapes written in grid units."""
    return arranged(of_polygons([shapely.from_wkt(text) for text in wkt]))


def arranged(rings: Rings) -> Pieces:
    return arrange(rings, neighbours(boxes_of(rings)), np.arange(len(rings.owner_start) - 1))


def table(pieces: Pieces) -> list[tuple]:
    """Every piece as (start, end, covers its left, covers its right), in grid units where they are whole."""
    return [(units(start), units(end), left, right) for start, end, left, right in rows(pieces)]


def rows(pieces: Pieces) -> list[tuple]:
    left = np.split(pieces.left, pieces.left_start[1:-1])
    right = np.split(pieces.right, pieces.right_start[1:-1])
    ends = zip(pieces.start.tolist(), pieces.end.tolist(), left, right, strict=True)
    return [(tuple(start), tuple(end), tuple(a.tolist()), tuple(b.tolist())) for start, end, a, b in ends]


def units(point: tuple[int, int]) -> tuple[float, float]:
    return tuple(value // NM_PER_UNIT if value % NM_PER_UNIT == 0 else value / NM_PER_UNIT for value in point)


# ---- cases to read ----


def test_a_square_alone_is_its_own_edges():
    assert table(cut("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))")) == [
        ((0, 0), (2, 0), (0,), ()),
        ((2, 0), (2, 2), (0,), ()),
        ((2, 2), (0, 2), (0,), ()),
        ((0, 2), (0, 0), (0,), ()),
    ]


def test_two_squares_that_overlap_are_cut_at_both_crossings():
    assert table(cut("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))", "POLYGON ((1 1, 3 1, 3 3, 1 3, 1 1))")) == [
        ((0, 0), (2, 0), (0,), ()),
        ((2, 0), (2, 1), (0,), ()),
        ((2, 1), (2, 2), (0, 1), (1,)),
        ((2, 2), (1, 2), (0, 1), (1,)),
        ((1, 2), (0, 2), (0,), ()),
        ((0, 2), (0, 0), (0,), ()),
        ((1, 1), (2, 1), (0, 1), (0,)),
        ((2, 1), (3, 1), (1,), ()),
        ((3, 1), (3, 3), (1,), ()),
        ((3, 3), (1, 3), (1,), ()),
        ((1, 3), (1, 2), (1,), ()),
        ((1, 2), (1, 1), (0, 1), (0,)),
    ]


def test_a_shared_edge_is_one_piece_with_a_shape_on_either_side():
    assert table(cut("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))", "POLYGON ((2 0, 4 0, 4 2, 2 2, 2 0))")) == [
        ((0, 0), (2, 0), (0,), ()),
        ((2, 0), (2, 2), (0,), (1,)),
        ((2, 2), (0, 2), (0,), ()),
        ((0, 2), (0, 0), (0,), ()),
        ((2, 0), (4, 0), (1,), ()),
        ((4, 0), (4, 2), (1,), ()),
        ((4, 2), (2, 2), (1,), ()),
    ]


def test_identical_land_is_given_once_and_covered_twice():
    square = "POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))"
    assert [row[2:] for row in table(cut(square, square))] == [((0, 1), ())] * 4


def test_a_t_junction_cuts_the_long_edge():
    pieces = cut("POLYGON ((0 0, 4 0, 4 2, 0 2, 0 0))", "POLYGON ((1 2, 3 2, 3 4, 1 4, 1 2))")
    assert [row for row in table(pieces) if row[0][1] == row[1][1] == 2] == [
        ((4, 2), (3, 2), (0,), ()),
        ((3, 2), (1, 2), (0,), (1,)),
        ((1, 2), (0, 2), (0,), ()),
    ]


def test_a_vertex_on_an_edge_cuts_it_though_nothing_crosses():
    pieces = cut("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))", "POLYGON ((2 0, 3 -2, 1 -2, 2 0))")
    assert [row for row in table(pieces) if row[0][1] == row[1][1] == 0] == [
        ((0, 0), (2, 0), (0,), ()),
        ((2, 0), (4, 0), (0,), ()),
    ]


def test_land_in_a_hole_that_it_fills_shares_the_whole_ring():
    ring = "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 3 6, 6 6, 6 3, 3 3))"
    filling = "POLYGON ((3 3, 6 3, 6 6, 3 6, 3 3))"
    assert Counter(row[2:] for row in table(cut(ring, filling))) == {((0,), ()): 4, ((0,), (1,)): 4}


def test_a_crossing_off_the_grid_is_rounded_once_and_the_same_for_both():
    pieces = cut("POLYGON ((0 0, 3 1, 0 1, 0 0))", "POLYGON ((1 0, 2 0, 1 1, 1 0))")
    met = {end for row in rows(pieces) for end in row[:2]} - {
        (x * NM_PER_UNIT, y * NM_PER_UNIT) for x in range(4) for y in range(4)
    }
    assert met == {(100_000, 33_333), (150_000, 50_000)}  # (1, 1/3) and (1 1/2, 1/2)


def test_nothing_gives_nothing():
    nothing = Rings(np.zeros((0, 2), np.int64), np.zeros(1, np.int64), np.zeros(1, np.int64))
    assert len(arranged(nothing).start) == 0


def test_only_the_shapes_asked_for_are_cut():
    rings = of_polygons([shapely.box(0, 0, 2, 2), shapely.box(1, 1, 3, 3), shapely.box(2, 2, 5, 5)])
    whole = rows(arranged(rings))
    part = rows(arrange(rings, neighbours(boxes_of(rings)), np.array([1])))
    assert part
    assert set(part) <= set(whole)


# ---- what always holds ----


@st.composite
def drawings(draw: st.DrawFn, most: int = 6) -> Rings:
    """Shapes on a small grid or a wide one, holes and parts that touch among them."""
    side = draw(st.sampled_from((4, 7, 1_000, 3_000_000, 2**28)))
    corner = st.tuples(st.integers(-side, side), st.integers(-side, side))
    cells = st.sets(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=8)
    found = []
    for _ in range(draw(st.integers(1, most))):
        if draw(st.booleans()):
            shape = shapely.union_all([shapely.box(x, y, x + 1, y + 1) for x, y in draw(cells)])
        else:
            points = draw(st.lists(corner, min_size=3, max_size=6, unique=True))
            shape = shapely.Polygon(points)
            shape = shape if shape.is_valid else shapely.convex_hull(shape)
        if shape.area > 0:
            found.append(shape)
    return of_polygons(found or [shapely.box(0, 0, side, side)])


def share(start: tuple[int, int], end: tuple[int, int]) -> Fraction:
    return Fraction((start[0] + end[0]) * (end[1] - start[1]), 2 * NM_PER_UNIT**2)


@given(rings=drawings())
def test_no_piece_comes_twice_in_either_direction(rings):
    """Two pieces may share both ends only where land less than a nanometre wide lies between them."""
    seen = Counter(
        (start, end, left, right) if start < end else (end, start, right, left)
        for start, end, left, right in rows(arranged(rings))
    )
    assert [piece for piece, count in seen.items() if count > 1] == []


@given(rings=drawings())
def test_the_boundary_of_every_set_of_shapes_is_closed(rings):
    degree: dict[tuple, Counter] = defaultdict(Counter)
    for start, end, left, right in rows(arranged(rings)):
        for covering, sign in ((left, 1), (right, -1)):
            degree[covering][start] += sign
            degree[covering][end] -= sign
    assert [covering for covering, nodes in degree.items() if any(nodes.values())] == []


@given(rings=drawings())
def test_the_pieces_of_every_shape_enclose_its_area(rings):
    area: dict[int, Fraction] = defaultdict(Fraction)
    allowed: dict[int, float] = defaultdict(float)
    for start, end, left, right in rows(arranged(rings)):
        for shape in set(left) ^ set(right):
            area[shape] += share(start, end) if shape in left else -share(start, end)
            allowed[shape] += 1e-5 * (math.dist(start, end) / NM_PER_UNIT + 1)
    for shape in range(len(rings.owner_start) - 1):
        assert abs(area[shape] - enclosed(rings, shape)) <= allowed[shape]


def enclosed(rings: Rings, shape: int) -> Fraction:
    """Area of one shape by its own edges, square grid units."""
    begins = rings.ring_start[rings.owner_start[shape] : rings.owner_start[shape + 1] + 1].tolist()
    edges = [edge for low, high in pairwise(begins) for edge in pairwise(rings.xy[low:high].tolist())]
    return sum((Fraction((a[0] + b[0]) * (b[1] - a[1]), 2) for a, b in edges), Fraction(0))


@given(rings=drawings(), other=drawings(most=2))
def test_crossings_do_not_depend_on_what_else_is_there(rings, other):
    alone = {end for row in rows(arranged(rings)) for end in row[:2]}
    joined = of_both(rings, other)
    together = {end for row in rows(arranged(joined)) for end in row[:2]}
    assert alone <= together


def of_both(one: Rings, other: Rings) -> Rings:
    return Rings(
        np.concatenate([one.xy, other.xy]),
        np.concatenate([one.ring_start, other.ring_start[1:] + one.ring_start[-1]]),
        np.concatenate([one.owner_start, other.owner_start[1:] + one.owner_start[-1]]),
    )


@given(rings=drawings())
def test_compiled_and_plain_loops_give_the_same_integers(rings):
    results = []
    for loop in (overlay.PIECES.in_lists, overlay.PIECES.compiled):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(overlay, "partial", lambda _loop, _turns, loop=loop: loop)
            results.append([part.tolist() for part in arranged(rings)])
    assert results[0] == results[1]


@given(rings=drawings())
def test_a_small_buffer_only_means_more_rounds(rings):
    whole = rows(arranged(rings))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overlay, "_room", lambda *_: 4)
        assert rows(arranged(rings)) == whole


# ---- the arithmetic inside ----

SIDE = 2**61


@given(
    one=st.tuples(st.integers(0, SIDE), st.integers(1, SIDE)),
    other=st.tuples(st.integers(0, SIDE), st.integers(1, SIDE)),
)
@example(one=(2**60 - 1, 2**60), other=(2**60 - 2, 2**60 - 1))
@example(one=(1, 3), other=(2**59, 3 * 2**59))
def test_fractions_are_compared_exactly(one, other):
    (n1, d1), (n2, d2) = (min(one), max(one)), (min(other), max(other))
    difference = Fraction(n1, d1) - Fraction(n2, d2)
    assert overlay._compare(n1, d1, n2, d2) == (difference > 0) - (difference < 0)


@given(
    origin=st.integers(-WIDEST_UNITS, WIDEST_UNITS),
    along=st.integers(-WIDEST_UNITS, WIDEST_UNITS),
    parts=st.tuples(st.integers(0, SIDE), st.integers(1, SIDE)),
)
def test_a_cut_is_the_nearest_nanometre(origin, along, parts):
    n, d = min(parts), max(parts)
    exact = (origin + along * Fraction(n, d)) * NM_PER_UNIT
    assert overlay._round_at(origin, along, n, d) == math.floor(exact + Fraction(1, 2))


def test_land_wider_than_the_compiled_loop_can_hold_takes_the_plain_one():
    wide = 3 * WIDEST_UNITS
    rings = of_polygons([shapely.box(0, 0, wide, 7), shapely.box(-5, -5, 5, wide)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overlay, "partial", lambda *_: pytest.fail("64-bit products would overflow"))
        assert len(arranged(rings).start) == 12
