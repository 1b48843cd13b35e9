"""Integer arithmetic of rings against Python's own integers."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from landrelease.geometry.ragged import crosses, exact_twice_area, extremes, starts, too_large, turns, within

FAR = st.integers(-(10**11), 10**11)


@st.composite
def ring_sets(draw, size=FAR):
    rings = draw(st.lists(st.lists(st.tuples(size, size), min_size=3, max_size=7), max_size=5))
    closed = [[*ring, ring[0]] for ring in rings]
    xy = np.array([vertex for ring in closed for vertex in ring], dtype=np.int64).reshape(-1, 2)
    return closed, xy, starts(np.array([len(ring) for ring in closed], dtype=np.int64))


def shoelace(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


@given(ring_sets())
def test_rings_turn_as_exact_arithmetic_says(rings):
    closed, xy, ring_start = rings
    exact = [shoelace(ring) for ring in closed]
    assert turns(xy, ring_start).tolist() == [(area > 0) - (area < 0) for area in exact]
    assert [exact_twice_area(np.array(ring)) for ring in closed] == exact


@given(ring_sets(st.integers(-(10**9), 10**9)), st.integers(-(10**11), 10**11))
def test_wrapping_sums_are_exact_wherever_a_box_is_not_too_large(rings, far):
    closed, xy, ring_start = rings
    if not closed:
        return
    xy = xy + far
    sums = np.add.reduceat(crosses(xy, ring_start), ring_start[:-1])
    small = ~too_large(*extremes(xy, ring_start[:-1]))
    exact = [shoelace([(x + far, y + far) for x, y in ring]) for ring in closed]
    assert [found for found, fits in zip(sums.tolist(), small, strict=True) if fits] == [
        area for area, fits in zip(exact, small, strict=True) if fits
    ]


@given(st.lists(st.integers(0, 5)))
def test_runs_are_counted_from_zero(lengths):
    assert within(np.array(lengths, dtype=np.int64)).tolist() == [place for run in lengths for place in range(run)]
    assert starts(np.array(lengths, dtype=np.int64)).tolist() == [sum(lengths[:n]) for n in range(len(lengths) + 1)]
