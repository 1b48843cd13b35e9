"""Edges of the plane in degrees: near enough to the straight line, and the same whoever's edge it is."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from landrelease.geometry.plane import Plane
from landrelease.geometry.straight import OFF_M, in_degrees

KM = 10**12  # nanometres
PLACES = st.integers(-300 * KM, 300 * KM)
PLANES = st.sampled_from([Plane(18, lat) for lat in (-70, -44, -1, 0, 12, 44, 65, 80)])


@st.composite
def edges(draw: st.DrawFn) -> tuple[Plane, np.ndarray]:
    """A plane, and two ends up to two kilometres apart somewhere within 300 km of its centre."""
    start = np.array([draw(PLACES), draw(PLACES)])
    way = np.array([draw(st.integers(-2 * KM, 2 * KM)), draw(st.integers(-2 * KM, 2 * KM))])
    return draw(PLANES), np.stack([start, start + way])


@given(edge=edges())
def test_an_edge_has_the_same_points_from_either_side(edge):
    plane, ends = edge
    there, _ = in_degrees(ends, np.zeros(2, np.int64), plane)
    back, _ = in_degrees(ends[::-1], np.zeros(2, np.int64), plane)
    assert there.tolist() == back[::-1].tolist()


@given(edge=edges())
def test_the_line_in_degrees_lies_on_the_line_of_the_plane(edge):
    plane, ends = edge
    lonlat, _ = in_degrees(ends, np.zeros(2, np.int64), plane)
    middles = plane.forward((lonlat[1:] + lonlat[:-1]) / 2) * 10**5 - ends[0]
    along = (ends[1] - ends[0]).astype(float)
    off = np.abs(middles[:, 0] * along[1] - middles[:, 1] * along[0]) / max(np.hypot(*along), 1)
    assert off.max() <= 1.1 * OFF_M * 1e9 + 10**5  # the grid rounds what is asked
