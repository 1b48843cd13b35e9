"""Records are named and read before the batch asks; what is there already, or stands there twice, is left out."""

import pytest

from landrelease.register import errors, index
from landrelease.register.ready import ready
from landrelease.register.rows import Link

from .specimens import decision, hazard, ids

ITEMS = [hazard(1), decision("ab"), hazard(2), hazard(1)]


def test_it_holds_what_one_record_after_the_other_would_give():
    found = ready(ITEMS)
    assert (found.data, found.ids) == (ITEMS, ids(ITEMS))
    assert found.heads == [index.head(place, data) for place, data in enumerate(ITEMS)]
    assert found.links == [Link("ab", 1, "about")]


def test_what_is_known_or_stands_there_twice_is_left_out_and_places_close_up():
    rest = ready(ITEMS).without({ids(ITEMS)[0]: 7})
    assert (rest.data, rest.ids) == (ITEMS[1:3], ids(ITEMS[1:3]))
    assert [head.seq for head in rest.heads] == [0, 1]
    assert rest.links == [Link("ab", 0, "about")]
    twice = ready(ITEMS).without({})
    assert twice.data == ITEMS[:3]


def test_where_all_are_new_nothing_is_read_again():
    found = ready(ITEMS[:3])
    assert found.without({}) is found


def test_names_that_were_given_stay_with_their_records():
    rest = ready(ITEMS, ["a", "b", "c", "a"]).without({"b": 1})
    assert (rest.data, rest.ids) == ([ITEMS[0], ITEMS[2]], ["a", "c"])


def test_nothing_is_ready_at_once():
    assert ready([]) == ready([]).without({}) == ([], [], [], [], "[]")


def test_bytes_that_are_no_record_are_named_by_their_place():
    with pytest.raises(errors.NotARecordError, match="record 1: "):
        ready([hazard(1), b"{}"])


@pytest.mark.parametrize(("names", "heads"), [(["a"], ()), ((), index.heads([0], [hazard(1)]))])
def test_each_record_has_one_name_and_one_head(names, heads):
    with pytest.raises(ValueError, match="2 records with"):
        ready([hazard(1), hazard(2)], names, heads)
