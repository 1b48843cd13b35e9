"""The checks of a register depend on the set of its records alone."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.checks import register
from landrelease.checks.finding import Finding
from landrelease.checks.register import REGISTER_CHECKS, check_register
from landrelease.records.change import Correction, Decision, Withdrawal
from landrelease.records.context import Organisation
from landrelease.records.finds import Ordnance
from landrelease.records.land import Hazard, Release

STORED = [
    ("a1", Hazard(id="H-1", organisation="org-9", date="2024", author="p-1"), "accepted"),
    ("a2", Hazard(id="h-1", organisation="org-1", date="2024-05", author="p-1"), "proposed"),
    ("a3", Hazard(id="H-1", organisation="org-9", date="2024"), "accepted"),
    ("b1", Release(id="R-1", area_id="H-1", date="2023"), "accepted"),
    ("c1", Ordnance(area_id="H-7"), "accepted"),
    ("d1", Decision(verdict="accept", about=("a1", "b1"), author="p-1"), "accepted"),
    ("d2", Decision(verdict="reject", about=("a1",), author="p-2"), "accepted"),
    ("e1", Correction(corrects="a1", replacement={"kind": "hazard", "id": "H-1", "status": "suspected"}), "accepted"),
    ("e2", Withdrawal(withdraws="a3"), "accepted"),
    ("f1", Organisation(id="org-1"), "accepted"),
]


@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(shuffled: random.Random):
    stored = list(STORED)
    shuffled.shuffle(stored)
    assert check_register(stored) == check_register(STORED)
    assert len(check_register(STORED)) == 8


def test_an_empty_register_has_no_findings():
    assert check_register([]) == []


@pytest.mark.parametrize("state", ["returned", "rejected", "withdrawn", ""])
def test_what_does_not_count_states_nothing_and_stays_known(state):
    copies = [("aa", Hazard(id="H-1", date="2024"), "accepted"), ("bb", Hazard(id="H-1", date="2024"), state)]
    decision = ("cc", Decision(verdict="reject", about=("bb",), reason="copy"), "accepted")
    assert check_register([*copies, decision]) == []
    assert len(check_register([copies[0], (*copies[1][:2], "proposed"), decision])) == 1


def test_every_check_is_called(monkeypatch):
    monkeypatch.setattr(
        register, "REGISTER_CHECKS", [lambda _held: [Finding("b")], lambda _held: [Finding("a", ("x",))]]
    )
    assert [found.code for found in check_register([])] == ["a", "b"]
    assert len(set(REGISTER_CHECKS)) == len(REGISTER_CHECKS)
