"""The books against the reference, posting by posting."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from landrelease.geometry.neighbours import neighbours
from landrelease.geometry.overlay import arrange, boxes_of

from .cases import accounts, folded, in_units, rings_of, statements
from .reference import Rules, books, moving

DEFAULTS = st.sampled_from(({}, {}, {"mines": Fraction("0.2")}, {"cluster": Fraction("0.1"), "other": Fraction("0.5")}))


def pieces_in(everything) -> int:
    rings = rings_of(everything)
    return len(arrange(rings, neighbours(boxes_of(rings)), np.arange(len(everything))).start)


def disagreements(rules: Rules, allowed: float) -> dict:
    """Postings and memos in which the engine and the reference differ by more than is allowed, 1e-9 m2."""
    should = {account: in_units(area) for account, area in books(rules).items()}
    found = accounts(moving(rules.everything), folded(rules).postings)
    return {
        account: (float(should.get(account, 0)), found.get(account, 0))
        for account in should.keys() | found.keys()
        if abs(should.get(account, 0) - found.get(account, 0)) > allowed
    }


@given(everything=statements(), defaults=DEFAULTS)
def test_every_posting_is_that_of_the_rules(everything, defaults):
    rules = Rules(everything, defaults=defaults)
    assert disagreements(rules, pieces_in(moving(everything))) == {}


@given(everything=statements(spiky=True))
def test_every_posting_is_that_of_the_rules_where_edges_cross_at_nearly_one_point(everything):
    longest = max(10_000, *(part.land.length for part in everything)) / 10_000
    assert disagreements(Rules(everything), pieces_in(moving(everything)) * longest) == {}
