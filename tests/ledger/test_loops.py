"""The loops compiled and plain: the same integers, whatever the input."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.geometry.compiled import Loop
from landrelease.ledger.fold import amount
from landrelease.ledger.machine import share

from .cases import folded, statements
from .reference import Rules

NANOMETRES = st.integers(-(2**52), 2**52)


def either_way(rules: Rules) -> list:
    """Fold a case with the plain loops, then with the compiled ones."""
    found = []
    for way in ("in_lists", "compiled"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Loop, "__call__", lambda loop, _turns, *columns, way=way: getattr(loop, way)(*columns))
            found.append(folded(rules, map_too=True))
    return found


def written(faces) -> list:
    """Everything that is said of parcels, as plain values."""
    return [[field.tolist() if isinstance(field, np.ndarray) else field for field in part] for part in faces]


@given(everything=st.one_of(statements(), statements(spiky=True)))
def test_plain_and_compiled_loops_give_the_same_integers(everything):
    plain, compiled = either_way(Rules(everything, defaults={"mines": Fraction("0.1")}))
    assert [part.tolist() for part in plain.postings] == [part.tolist() for part in compiled.postings]
    assert written(plain.faces) == written(compiled.faces)


@given(a=st.tuples(NANOMETRES, NANOMETRES), b=st.tuples(NANOMETRES, NANOMETRES))
def test_a_share_is_rounded_once_half_away_from_nothing(a, b):
    exact = Fraction((a[0] + b[0]) * (b[1] - a[1]), 2 * 10**9)
    rounded = (abs(exact) + Fraction(1, 2)) // 1 * (1 if exact >= 0 else -1)
    assert amount(*share(*a, *b)) == rounded
    assert amount(*share(*b, *a)) == -rounded
    assert all(abs(part) < 2**62 for part in share(*a, *b))
