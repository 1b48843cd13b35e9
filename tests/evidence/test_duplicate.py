"""Records of several sources that may be one event: what is asked, in which order, and why; nothing else is decided."""

import random
import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.evidence.duplicate import LEAST, candidates, compared, pairs
from landrelease.evidence.happening import Happening, happening_of, metres_apart
from landrelease.evidence.sameness import together
from landrelease.records.casualties import Casualty
from landrelease.records.finds import Accident, Ordnance

HERE, A_KM_OFF, FAR = (18.0, 44.0), (18.02, 44.0), (19.0, 44.0)


def accident(name, source, date, point=HERE, **fields):
    return happening_of(name, Accident(organisation=source, date=date, **fields), point)


def casualty(name, source, date, point=HERE, **fields):
    return happening_of(name, Casualty(organisation=source, date=date, **fields), point)


def asked(*things, **more):
    return [(one.first, one.second, one.score, [reason.code for reason in one.reasons])
            for one in candidates(things, **more)]  # fmt: skip


def test_two_reports_of_one_accident_are_asked_about_with_every_reason():
    police = accident("a", "police", "2024-05-17", category="AP", killed=1, injured=2)
    said = {"category": "improvised", "killed": 1, "injured": 3}
    reasons = ["same-day", "place-near", "device-may-be", "same-count", "count-differs"]
    assert asked(police, accident("b", "paper", "2024-05-17", A_KM_OFF, **said)) == [("b", "a", 0.65, reasons)]
    reasons[0] = "days-near"
    assert asked(police, accident("b", "paper", "2024-05-19", A_KM_OFF, **said)) == [("b", "a", 0.5, reasons)]
    said["killed"] = 2
    assert asked(police, accident("b", "paper", "2024-05-19", A_KM_OFF, **said)) == []


@pytest.mark.parametrize(
    ("date", "point", "source"),
    [("2024-05-20", HERE, "paper"), ("2024-05-17", FAR, "paper"), ("2024-05-17", HERE, "police")],
)
def test_what_is_far_in_time_or_place_or_of_one_source_is_never_asked(date, point, source):
    assert asked(accident("a", "police", "2024-05-17"), accident("b", source, date, point, killed=1)) == []


def test_a_girl_is_no_man_but_the_injured_may_have_died_later():
    girl = casualty("a", "hospital", "2024-05-17", sex="female", age_group="child", outcome="injured")
    assert asked(girl, casualty("b", "paper", "2024-05-17", sex="male", age_group="adult", outcome="injured")) == []
    died = casualty("b", "paper", "2024-05-17", sex="female", age_group="child", outcome="killed")
    assert asked(girl, died)[0][3] == ["same-day", "same-place", "told-differs", "same-told", "same-told"]


def test_a_place_told_in_words_is_compared_by_its_words_with_or_without_accents():
    one = casualty("a", "x", "2024-05-17", None, place="Vereda Caño Blanco, Tame", sex="male")
    other = casualty("b", "y", "2024-05-17", place="CANO BLANCO (TAME)", sex="male")
    assert asked(one, other) == [("a", "b", 0.7, ["same-day", "place-words", "same-told"])]
    assert asked(one, casualty("b", "y", "2024-05-17", place="Granada", sex="male")) == []


def test_a_month_alone_needs_more_to_agree():
    assert asked(casualty("a", "x", "2024-05"), casualty("b", "y", "2024-05-17", A_KM_OFF)) == []
    both = {"category": "AP", "sex": "male"}
    assert asked(casualty("a", "x", "2024-05", **both), casualty("b", "y", "2024-05-17", **both))[0][:3] == (
        "a", "b", 0.7,
    )  # fmt: skip


def test_of_several_people_hurt_together_each_is_asked_about_once_and_doubt_is_said():
    of_x = [casualty(f"x{n}", "x", "2024-05-17", sex="male") for n in (1, 2)]
    of_y = [casualty("y1", "y", "2024-05-17", sex="male"), casualty("y2", "y", "2024-05-17", sex="female")]
    assert asked(*of_x, *of_y) == [
        ("x1", "y1", 0.8, ["same-day", "same-place", "same-told", "others-as-like"]),
    ]


def test_what_people_have_spoken_about_is_not_asked_again():
    two = accident("a", "x", "2024-05-17", killed=1), accident("b", "y", "2024-05-17", killed=1)
    assert asked(*two, asked=[frozenset("ab")]) == []
    assert len(asked(*two)) == 1


def test_finds_are_compared_by_model_and_quantity():
    find = happening_of("a", Ordnance(date="2024", organisation="x", category="UXO", model="M-1", quantity=3), HERE)
    other = happening_of("b", Ordnance(date="2024", organisation="y", category="UXO", model="M-1", quantity=3), HERE)
    assert asked(find, other)[0][3] == ["time-rough", "same-place", "same-device", "same-count", "same-told"]


def test_finds_of_two_tasks_or_some_kilometres_apart_are_two():
    make = happening_of
    said = {"date": "2024-05-17", "category": "UXO", "quantity": 1}
    find = make("a", Ordnance(organisation="x", task="T-1", area_id="H-1", **said), HERE)
    assert asked(find, make("b", Ordnance(organisation="y", task="T-2", area_id="H-2", **said), A_KM_OFF)) == []
    assert len(asked(find, make("b", Ordnance(organisation="y", **said), A_KM_OFF))) == 1
    assert asked(find, make("b", Ordnance(organisation="y", **said), (18.1, 44.0))) == []


def test_ways_over_the_date_line_and_the_pole_are_short():
    assert metres_apart((179.99, 10), (-179.99, 10)) < 2_300
    assert metres_apart((0, 89.99), (180, 89.99)) < 2_300


POINTS = st.none() | st.tuples(st.floats(17.7, 18.3), st.floats(43.8, 44.2)) | st.sampled_from([HERE, A_KM_OFF])
WORDS = st.frozensets(st.sampled_from(["mill", "school", "tame"]), max_size=2)
FIRST = st.integers(736_000, 736_070)
THINGS = st.builds(
    lambda first, length, source, point, words, device, killed, sex: Happening(
        "", "casualty", source, first, first + length, point, words, device,
        {} if killed is None else {"killed": killed}, {"sex": sex} if sex else {},
    ),
    FIRST, st.sampled_from([0, 0, 0, 30, 365]), st.sampled_from("xyz"), POINTS, WORDS,
    st.sampled_from(["", "AP", "mine"]), st.none() | st.integers(0, 1), st.sampled_from(["", "male", "female"]),
)  # fmt: skip


@given(st.lists(THINGS, max_size=14))
def test_what_blocks_find_is_what_looking_at_every_two_finds(things):
    named = [one._replace(id=f"{at:02d}") for at, one in enumerate(things)]
    slow = [found for one, other in combinations(named, 2) if (found := compared(one, other)) is not None]
    fast = list(pairs(named))
    assert len(fast) == len(set(_names(fast)))
    assert set(_names(fast)) == set(_names(slow))
    assert all(LEAST <= one.score <= 1 for one in fast)


def _names(found):
    return [(one.first, one.second, one.score) for one in found]


@given(st.lists(THINGS, max_size=10), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(things, chance):
    named = [one._replace(id=f"{at:02d}") for at, one in enumerate(things)]
    assert candidates(chance.sample(named, len(named))) == candidates(named)


def test_ten_thousand_casualties_are_compared_in_a_few_seconds():
    chance = random.Random(1)
    things = []
    for n in range(5_000):
        day, point = chance.randrange(730_000, 737_300), (chance.uniform(-78, -70), chance.uniform(-4, 11))
        things += [
            Happening(f"{source}{n}", "casualty", source, day, day, point, frozenset({"tame"}), "AP") for source in "xy"
        ]
    began = time.perf_counter()
    found = candidates(things)
    assert time.perf_counter() - began < 10
    assert sum(one.first[1:] == one.second[1:] for one in found) > 4_900


@given(st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3, unique=True), max_size=6))
def test_matches_join_into_groups_that_share_no_record(matches):
    found = together(matches)
    slow = {name: {name} for match in matches for name in match}
    for _ in matches:
        for match in matches:
            whole = set().union(*(slow[name] for name in match))
            slow |= dict.fromkeys(whole, whole)
    assert {name: set(group) for name, group in found.items()} == slow
    assert all(group == found[group[0]] for name, group in found.items())
    assert not matches or found[matches[0][0]][0] == matches[0][0]
