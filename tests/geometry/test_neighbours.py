"""Boxes that meet: the sweep against looking at every pair."""

import itertools

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from landrelease.geometry.compiled import Loop
from landrelease.geometry.neighbours import neighbours

SIDE = st.integers(-40, 40)


@st.composite
def boxes(draw: st.DrawFn) -> np.ndarray:
    """Boxes of all widths and heights, points and lines among them."""
    corners = draw(st.lists(st.tuples(SIDE, SIDE, st.integers(0, 30), st.integers(0, 60)), max_size=12))
    return np.array([(x, y, x + w, y + h) for x, y, w, h in corners], dtype=np.int64).reshape(-1, 4)


def every_pair(box: np.ndarray) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in box]
    for one, two in itertools.permutations(range(len(box)), 2):
        a, b = box[one], box[two]
        if a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]:
            found[one].append(two)
    return found


def lists(found) -> list[list[int]]:
    return [part.tolist() for part in np.split(found.other, found.start[1:-1])] if len(found.start) > 1 else []


@given(box=boxes())
@example(box=np.array([(0, 0, 1, 1), (0, 0, 1, 1), (0, -900, 1, 900)]))
def test_the_sweep_finds_the_pairs_that_looking_at_all_finds(box):
    assert lists(neighbours(box)) == every_pair(box)


@given(box=boxes())
def test_plain_and_compiled_sweeps_agree(box):
    found = []
    for way in ("in_lists", "compiled"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Loop, "__call__", lambda loop, _turns, *columns, way=way: getattr(loop, way)(*columns))
            found.append(lists(neighbours(box)))
    assert found[0] == found[1]
