"""Copies are found; the quick search among many finds what the slow one finds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from landrelease.evidence import likeness
from landrelease.evidence.likeness import near, runs_of, shared, shared_passages

WORDS = st.lists(st.sampled_from(["mine", "field", "team", "road", "mill", "goat", "rain"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_likeness_is_the_same_from_both_sides_and_whole_with_oneself(one, other):
    assert shared(runs_of(one), runs_of(other)) == shared(runs_of(other), runs_of(one))
    assert shared(runs_of(one), runs_of(one)) in {0.0, 1.0}


def test_the_search_among_many_finds_every_copy_that_all_pairs_give(monkeypatch):
    chance = np.random.default_rng(7)
    texts = [" ".join(f"w{number}" for number in chance.integers(0, 60, 40)) for _ in range(60)]
    texts += [f"{text[:150]} and some other words at the end" for text in texts[:20]]
    slow = near(texts)
    monkeypatch.setattr(likeness, "_FEW", 0)
    assert near(texts) == slow
    assert [(one.one, one.other) for one in slow] == [(number, 60 + number) for number in range(20)]


def test_shared_passages_are_the_longest_and_lie_in_no_other():
    one = "They met on Monday in a friendly mood. The road to the mill was closed to all traffic."
    other = "The road to the mill was closed, in a friendly mood, to all traffic."
    assert shared_passages(one, other, least=3) == [
        "in a friendly mood",
        "The road to the mill was closed",
        "to all traffic",
    ]
