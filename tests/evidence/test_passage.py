"""Sentences stand where they say they stand, and short forms end none of them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.evidence import house, language
from landrelease.evidence.account import Account, Item
from landrelease.evidence.document import tidy
from landrelease.evidence.language import languages
from landrelease.evidence.origin import Origins
from landrelease.evidence.passage import passages
from landrelease.evidence.statement import statements

ENGLISH = languages()["en"]


@given(st.text(alphabet='ab A.?!\n"’”-1,ж', max_size=120).map(tidy))
def test_a_passage_is_what_stands_in_its_place_and_nothing_is_lost(text):
    found = passages(text, ENGLISH)
    assert [one.text for one in found] == [text[one.start : one.end] for one in found]
    assert all(one.end <= other.start for one, other in pairwise(found))
    covered = {at for one in found for at in range(one.start, one.end)}
    lost = "".join(sign for at, sign in enumerate(text) if at not in covered)
    assert set(lost) <= set(" \n-1.")


def test_a_sentence_that_never_ends_is_cut_between_words_and_a_word_that_never_ends_anywhere():
    text = "word " * 1_000 + "x" * 3_000 + " end."
    found = passages(text, ENGLISH)
    assert [len(one.text) for one in found] == [1_999, 1_999, 999, 2_000, 1_005]
    assert "".join("".join(one.text.split()) for one in found) == "".join(text.split())


def test_what_does_not_end_is_cut_behind_a_clause_where_there_is_one():
    text = "word " * 300 + "end, " + "word " * 299 + "word"
    assert [one.text[-4:] for one in passages(text, ENGLISH)] == ["end,", "word"]
    arabic = "كلمة " * 300 + "نهاية، " + "كلمة " * 299 + "كلمة"
    assert [one.text[-1] for one in passages(arabic, languages()["ar"])] == ["،", "ة"]


@pytest.mark.parametrize("long", ["The police said that ten mines were found by the army and ", "Line of police.\n"])
def test_twice_the_text_takes_twice_the_comparisons_whether_it_ends_or_not(long):
    counts = []
    for times in (100, 200):
        house.same_word.cache_clear()
        statements(Origins([Item("a", long * times, language="en", publisher="Ebor Post")]))
        counts.append(sum(house.same_word.cache_info()[:2]))
    assert counts[1] <= 2.2 * counts[0] + 50


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Gen. Ito left at 5 p.m. with 3.5 t. He returned.", ["Gen. Ito left at 5 p.m. with 3.5 t.", "He returned."]),
        ("“Why?” he asked. “Go!”", ["“Why?” he asked.", "“Go!”"]),
        ("1. One fell.\n2. Two rose.", ["One fell.", "Two rose."]),
        ("R. Ustin met No. 7", ["R. Ustin met No. 7"]),
    ],
)
def test_what_ends_a_sentence(text, sentences):
    assert [one.text for one in passages(text, ENGLISH)] == sentences


def test_a_long_document_is_searched_once_for_each_rule_and_not_for_each_passage():
    language._all_found.cache_clear()
    said = "Two people were killed when a mine exploded. Ten were injured. "
    assert len(Account(Item("a", said * 300, language="en")).lines) == 600
    searched = language._all_found.cache_info().misses
    assert 0 < searched <= sum(rule.whole for rules in ENGLISH.events.values() for rule in rules)
