"""Every check of statements about records: what it sees, and what it leaves alone."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.checks.decision import self_approved
from landrelease.checks.finding import Finding
from landrelease.checks.held import View
from landrelease.checks.register import check_register
from landrelease.records.change import Attachment, Correction, Decision, Withdrawal
from landrelease.records.land import Hazard, Release

HAZARD = Hazard(id="H-1", status="confirmed", date="2024-05", author="p-1")
SUSPECTED = {"kind": "hazard", "id": "H-1", "status": "suspected", "date": "2024-05"}
CONFIRMED = {**SUSPECTED, "status": "confirmed"}
WHY = {"reason": "datum", "evidence": "field book p. 12"}


def accept(author, *about, **more):
    return Decision(verdict="accept", author=author, about=about, **more)


def refuse(author, *about, **more):
    return Decision(verdict="return", author=author, about=about, reason="shape", **more)


def correction(of, replacement, **more):
    return Correction(corrects=of, replacement=replacement, **{**WHY, **more})


# Code to: records at fault, whom the finding is about with what is said of them, and records that are right.
CASES = {
    "approver-is-author": (
        {"aa": HAZARD, "bb": accept("p-1", "aa"), "cc": refuse("p-2", "aa")},
        (("aa", "bb"), {}),
        {"aa": HAZARD, "bb": accept("p-1", "aa"), "cc": accept("p-2", "aa"), "dd": Hazard(), "ee": accept("", "dd")},
    ),
    "conflicting-decisions": (
        {"aa": HAZARD, "bb": accept("p-2", "aa"), "cc": refuse("p-3", "aa")},
        (("aa", "bb", "cc"), {"accepts": 1, "refusals": 1}),
        {
            "aa": HAZARD,
            "bb": accept("p-2", "aa"),
            "cc": refuse("p-3", "aa", supersedes=("bb",)),
            "dd": refuse("p-4", "aa"),
        },
    ),
    "decision-about-unknown": (
        {"aa": HAZARD, "bb": accept("p-2", "aa", "zz", supersedes=("yy",))},
        (("bb",), {"value": "zz, yy"}),
        {"aa": HAZARD, "bb": accept("p-2", "aa"), "cc": Decision(verdict="settle", finding="f-1", reason="looked at")},
    ),
    "reason-missing": (
        {"aa": HAZARD, "bb": Withdrawal(withdraws="aa", evidence="field book")},
        (("bb",), {"kind": "withdrawal"}),
        {"aa": HAZARD, "bb": Withdrawal(withdraws="aa", **WHY), "cc": accept("p-2", "aa"), "dd": refuse("p-2", "aa")},
    ),
    "target-unknown": (
        {"aa": correction("zz", CONFIRMED)},
        (("aa",), {"kind": "correction", "value": "zz"}),
        {"aa": HAZARD, "bb": Attachment(about=("aa",)), "cc": correction("aa", CONFIRMED)},
    ),
    "decision-withdrawn": (
        {"aa": HAZARD, "bb": accept("p-2", "aa"), "cc": Withdrawal(withdraws="bb", **WHY)},
        (("cc", "bb"), {"kind": "withdrawal"}),
        {"aa": HAZARD, "bb": accept("p-2", "aa"), "cc": Withdrawal(withdraws="aa", **WHY)},
    ),
    "correction-unreadable": (
        {"aa": HAZARD, "bb": correction("aa", {"kind": "decision"})},
        (("bb",), {"value": "a correction must carry the whole corrected statement with its `kind`"}),
        {"aa": HAZARD, "bb": correction("aa", CONFIRMED)},
    ),
    "conflicting-corrections": (
        {"aa": HAZARD, "bb": correction("aa", CONFIRMED), "cc": correction("aa", CONFIRMED)},
        (("aa", "bb", "cc"), {"n": 2}),
        {"aa": HAZARD, "bb": correction("aa", CONFIRMED), "cc": correction("bb", CONFIRMED)},
    ),
    "hazard-withdrawn": (
        {"aa": HAZARD, "bb": Withdrawal(withdraws="aa", reason="duplicate", evidence=" ")},
        (("bb", "aa"), {"how": "a hazard is taken out"}),
        {"aa": HAZARD, "bb": Withdrawal(withdraws="aa", **WHY), "cc": Release(), "dd": Withdrawal(withdraws="cc")},
    ),
    "correction-withdrawn": (
        {
            "aa": HAZARD,
            "bb": (correction("aa", SUSPECTED, author="p-1"), "withdrawn"),
            "cc": accept("p-2", "bb"),
            "dd": Withdrawal(withdraws="bb", **WHY),
        },
        (("aa", "bb", "dd"), {}),
        {
            "aa": HAZARD,
            "bb": (correction("aa", SUSPECTED, author="p-1"), "withdrawn"),  # nobody else had accepted it
            "cc": accept("p-1", "bb"),
            "dd": Withdrawal(withdraws="bb", **WHY),
            "ee": (HAZARD, "corrected"),  # another correction stands in its place
            "ff": (correction("ee", SUSPECTED), "withdrawn"),
            "gg": accept("p-2", "ff"),
            "hh": Withdrawal(withdraws="ff", **WHY),
            "ii": HAZARD,  # the withdrawal is only proposed
            "jj": correction("ii", SUSPECTED),
            "kk": accept("p-2", "jj"),
            "ll": (Withdrawal(withdraws="jj", **WHY), "proposed"),
            "mm": HAZARD,  # no correction
            "nn": Withdrawal(withdraws="mm", **WHY),
        },
    ),
    "dropped-from-source": (
        {"aa": HAZARD, "bb": (Withdrawal(withdraws="aa", reason="dropped-from-source"), "proposed")},
        (("aa", "bb"), {}),
        {
            "aa": HAZARD,
            "bb": (Withdrawal(withdraws="aa", reason="dropped-from-source"), "rejected"),
            "cc": HAZARD,
            "dd": Withdrawal(withdraws="cc", reason="dropped-from-source", evidence="field book"),
            "ee": HAZARD,
            "ff": (Withdrawal(withdraws="ee", reason="duplicate", evidence="field book"), "proposed"),
        },
    ),
    "correction-lessens-danger": (
        {"aa": HAZARD, "bb": correction("aa", SUSPECTED, evidence=None)},
        (("bb", "aa"), {"how": "confirmed becomes suspected"}),
        {"aa": HAZARD, "bb": correction("aa", SUSPECTED), "cc": correction("aa", CONFIRMED, evidence=None)},
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_a_fault_is_seen(code, findings):
    records, (about, params), _ = CASES[code]
    assert findings(code, records) == [Finding(code, about, None, params)]


@pytest.mark.parametrize("code", CASES)
def test_what_is_right_is_left_alone(code, findings):
    assert findings(code, CASES[code][2]) == []


def test_withdrawing_a_correction_is_measured_by_what_comes_back(findings):
    records = {
        "aa": Hazard(id="H-1", status="suspected", date="2024-05"),
        "bb": correction("aa", CONFIRMED),
        "cc": Withdrawal(withdraws="bb", reason="mapping"),
    }
    (found,) = findings("hazard-withdrawn", records)
    assert (found.about, found.params) == (("cc", "bb"), {"how": "confirmed becomes suspected"})
    assert findings("hazard-withdrawn", {**records, "bb": correction("aa", SUSPECTED)}) == []


def test_a_rejected_withdrawal_asks_for_no_evidence():
    stored = [("aa", HAZARD, "accepted"), ("bb", Withdrawal(withdraws="aa", reason="unit"), "rejected")]
    assert check_register(stored, View()) == []


def test_a_proposed_withdrawal_asks_for_evidence_before_it_is_accepted():
    stored = [("aa", HAZARD, "accepted"), ("bb", Withdrawal(withdraws="aa", reason="unit"), "proposed")]
    assert [found.code for found in check_register(stored)] == ["hazard-withdrawn"]


@given(st.lists(st.sampled_from(["p-1", "p-2"])))
def test_another_person_makes_four_eyes(approvers):
    assert self_approved("p-1", approvers) is (bool(approvers) and "p-2" not in approvers)
    assert not self_approved("", approvers)


def test_a_superseded_approval_of_another_person_no_longer_counts(findings):
    records = {"aa": HAZARD, "bb": accept("p-2", "aa"), "cc": accept("p-1", "aa", supersedes=("bb",))}
    assert [found.about for found in findings("approver-is-author", records)] == [("aa", "cc")]


def test_decisions_about_many_records_are_told_apart(findings):
    records = {
        "aa": HAZARD,
        "ab": msgspec.structs.replace(HAZARD, author="p-2", id="H-2"),
        "bb": accept("p-1", "aa", "ab"),
    }
    assert [found.about for found in findings("approver-is-author", records)] == [("aa", "bb")]
