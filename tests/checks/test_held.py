"""Which statements stand: corrections, withdrawals, and their chains."""

import itertools

import msgspec
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.checks.held import Held, View, keys_of, target_of
from landrelease.records.change import Attachment, Correction, Decision, Withdrawal
from landrelease.records.land import Hazard, Release, Survey
from landrelease.records.shape import Shape

POINT = Shape(wgs84=msgspec.Raw(b'{"type":"Point","coordinates":[18.5,43.5]}'))


def held(*stored, **view):
    return Held(stored, View(**view))


def correction(of, **fields):
    return Correction(corrects=of, replacement={"kind": "hazard", **fields}, reason="datum", evidence="field book")


def standing(*stored):
    return [(fact.id, fact.record.id) for fact in held(*stored).facts]


OLD = ("aa", Hazard(id="H-1"), "accepted")
NEW = ("bb", correction("aa", id="H-2"), "accepted")


def test_a_correction_takes_the_place_of_what_it_corrects():
    assert standing(OLD) == [("aa", "H-1")]
    assert standing(OLD, NEW) == [("bb", "H-2")]


def test_a_proposed_correction_takes_nothing_out_yet():
    assert standing(OLD, (*NEW[:2], "proposed")) == [("aa", "H-1"), ("bb", "H-2")]


def test_withdrawing_a_correction_brings_the_old_record_back():
    assert standing(OLD, NEW, ("cc", Withdrawal(withdraws="bb"), "accepted")) == [("aa", "H-1")]
    assert standing(OLD, NEW, ("cc", Withdrawal(withdraws="bb"), "rejected")) == [("bb", "H-2")]


def test_correcting_a_correction_keeps_the_old_record_out():
    assert standing(OLD, NEW, ("cc", correction("bb", id="H-3"), "accepted")) == [("cc", "H-3")]


def test_withdrawing_a_withdrawal_brings_the_record_back():
    gone = ("bb", Withdrawal(withdraws="aa"), "accepted")
    assert standing(OLD, gone) == []
    assert standing(OLD, gone, ("cc", Withdrawal(withdraws="bb"), "accepted")) == [("aa", "H-1")]


def test_a_long_chain_of_corrections_is_followed():
    chain = [(f"{n:04}", correction(f"{n - 1:04}", id=f"H-{n}"), "accepted") for n in range(1, 3000)]
    assert standing(("0000", Hazard(id="H-0"), "accepted"), *chain) == [("2999", "H-2999")]


@given(
    st.permutations(
        [OLD, NEW, ("cc", correction("bb", id="H-3"), "accepted"), ("dd", Withdrawal(withdraws="cc"), "accepted")]
    )
)
def test_the_order_of_arrival_does_not_matter(stored):
    assert standing(*stored) == [("bb", "H-2")]


def test_what_was_refused_or_says_nothing_of_land_states_nothing():
    others = [
        ("bb", Decision(verdict="accept"), "accepted"),
        ("cc", Attachment(), "accepted"),
        ("dd", Survey(), "returned"),
    ]
    assert standing(OLD, *others) == [("aa", "H-1")]


def test_a_faulty_correction_states_nothing_and_says_why():
    faulty = held(OLD, ("bb", Correction(corrects="aa", replacement={"kind": "hazard", "stated_m2": -1}), "proposed"))
    assert [fact.id for fact in faulty.facts] == ["aa"]
    assert "stated_m2" in faulty.fault_of("bb")
    assert faulty.statement("bb") is faulty.statement("absent") is None


def test_shapes_come_from_the_caller_or_from_the_record():
    stored = [
        ("aa", Hazard(shape=POINT), "accepted"),
        ("bb", Hazard(shape=POINT), "accepted"),
        ("cc", Hazard(), "accepted"),
    ]
    given_shape = shapely.Point(1, 2)
    assert held(*stored, shapes={"bb": given_shape}).shapes.tolist() == [shapely.Point(18.5, 43.5), given_shape, None]
    assert held().shapes.tolist() == []


def test_the_records_of_a_hazard_are_found_with_and_without_their_issuer():
    stored = [
        ("aa", Hazard(id="H-1", organisation="org-1"), "accepted"),
        ("bb", Hazard(id="x", area_id=" H-1", organisation="org-2"), "accepted"),
        ("cc", Hazard(), "accepted"),
    ]
    assert held(*stored).hazards == {"H-1": [0, 1], "org-1:H-1": [0], "org-2:H-1": [1]}


@pytest.mark.parametrize(
    ("record", "keys"),
    [
        (Hazard(id="H-1", area_id=""), ("H-1",)),
        (Hazard(id="  "), ()),
        (Release(id="R-1", area_id="A;;B ;"), ("A", "B")),
        (Survey(area_id="e\u0301"), ("é",)),
        (Decision(), ()),
    ],
)
def test_keys_are_trimmed_and_of_one_form(record, keys):
    assert keys_of(record) == keys


def test_only_changes_aim_at_a_record():
    targets = [target_of(record) for record in (Correction(corrects="a"), Withdrawal(withdraws="b"), Hazard(id="c"))]
    assert targets == ["a", "b", ""]


def test_every_combination_of_changes_leaves_one_statement_or_none():
    changes = [NEW, ("cc", Withdrawal(withdraws="bb"), "accepted"), ("dd", Withdrawal(withdraws="aa"), "accepted")]
    counts = {
        "".join(change[0][0] for change in chosen): len(standing(OLD, *chosen))
        for n in range(4)
        for chosen in itertools.combinations(changes, n)
    }
    assert counts == {"": 1, "b": 1, "c": 1, "d": 0, "bc": 1, "bd": 1, "cd": 0, "bcd": 0}
