"""The loops compiled and plain: the same integers, whatever the input."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.geometry.compiled import Loop
from landrelease.geometry.rings import Rings
from landrelease.ledger.atonce import fold_at_once
from landrelease.ledger.entry import Entry
from landrelease.ledger.events import in_order
from landrelease.ledger.fold import amount
from landrelease.ledger.machine import share

from .cases import folded, moving, statements
from .reference import Rules

NANOMETRES = st.integers(-(2**52), 2**52)


def every_way(rules: Rules, homes: list[bool] | None = None) -> list:
    """Fold a case with the plain loops, then with the compiled ones one by one, then with all of them in one step."""
    found = []
    for way, at_once in (("in_lists", False), ("compiled", False), ("compiled", True)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Loop, "__call__", lambda loop, _turns, *columns, way=way: getattr(loop, way)(*columns))
            patch.setattr("landrelease.ledger.book.ready", lambda vertices, at_once=at_once: at_once and vertices > 0)
            found.append(folded(rules, map_too=True, homes=homes))
    return found


def written(faces) -> list:
    """Everything that is said of parcels, as plain values."""
    return [[field.tolist() if isinstance(field, np.ndarray) else field for field in part] for part in faces]


@given(everything=st.one_of(statements(), statements(spiky=True)))
def test_plain_and_compiled_loops_give_the_same_integers(everything):
    plain, compiled, at_once = every_way(Rules(everything, defaults={"mines": Fraction("0.1")}))
    postings = [part.tolist() for part in plain.postings]
    assert postings == [part.tolist() for part in compiled.postings] == [part.tolist() for part in at_once.postings]
    assert written(plain.faces) == written(compiled.faces) == written(at_once.faces)


@given(everything=statements(), data=st.data())
def test_parcels_of_some_homes_are_the_same_in_one_step(everything, data):
    rules = Rules(everything)
    count = len(moving(everything))
    homes = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    _, compiled, at_once = every_way(rules, homes)
    assert written(compiled.faces) == written(at_once.faces)


def test_shapes_too_far_apart_for_64_bits_are_folded_loop_by_loop():
    far = 2**30
    xy = np.array([[0, 0], [far, 0], [far, far], [0, far], [0, 0]], dtype=np.int64)
    rings = Rings(xy, np.array([0, 5]), np.array([0, 1]))
    events = in_order([Entry("a", 1, 9, 9, "", 7, ("H",))])[1]
    assert fold_at_once(rings, events, np.ones(1, np.int64)) is None
    near = fold_at_once(Rings(xy // 2, *rings[1:]), events, np.ones(1, np.int64))
    assert near is not None
    assert near.postings.cell.tolist()


@given(a=st.tuples(NANOMETRES, NANOMETRES), b=st.tuples(NANOMETRES, NANOMETRES))
def test_a_share_is_rounded_once_half_away_from_nothing(a, b):
    exact = Fraction((a[0] + b[0]) * (b[1] - a[1]), 2 * 10**9)
    rounded = (abs(exact) + Fraction(1, 2)) // 1 * (1 if exact >= 0 else -1)
    assert amount(*share(*a, *b)) == rounded
    assert amount(*share(*b, *a)) == -rounded
    assert all(abs(part) < 2**62 for part in share(*a, *b))
