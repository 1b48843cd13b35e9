"""What counts in a view: decisions weighed, withdrawals and corrections followed, doubt on the side of danger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.ledger.force import state_of, versions_of, view_of, votes
from landrelease.records.base import Record
from landrelease.records.change import Correction, Decision, Withdrawal
from landrelease.records.land import Hazard, Release

NOW = "2025-12-31T23:59:59.999Z"


def at(day: int) -> str:
    return f"2025-01-{day:02}T00:00:00.000Z"


HAZARD = Hazard(status="suspected", date="2024", author="p-1", recorded=at(1))
RELEASE = Release(status="cleared", date="2024", author="p-1", recorded=at(1))


def correction(of: str, status: str, day: int = 5, author: str = "p-1") -> Correction:
    kind = "hazard" if status in {"suspected", "confirmed"} else "release"
    return Correction(
        corrects=of, replacement={"kind": kind, "status": status, "date": "2024"}, author=author, recorded=at(day)
    )


def withdrawal(of: str, day: int = 5, author: str = "p-1") -> Withdrawal:
    return Withdrawal(withdraws=of, reason="duplicate", author=author, recorded=at(day))


def decided(verdict: str, *about: str, by: str = "p-2", day: int = 9, supersedes: tuple[str, ...] = ()) -> Decision:
    return Decision(verdict=verdict, about=about, author=by, recorded=at(day), supersedes=supersedes)


def counting(known_at: str = NOW, **records: Record) -> list[tuple[str, str, int]]:
    """What counts of the record called `root`: id, status, and how many versions stand side by side."""
    found = versions_of(view_of(records, known_at), "root")
    return [(version.id, version.statement.status, version.versions) for version in found]


def state(of: str, **records: Record) -> str:
    return state_of(view_of(records, NOW), of)


@pytest.fixture(params=[HAZARD, RELEASE], ids=["hazard", "release"])
def root(request) -> Hazard | Release:
    return request.param


# ---- decisions ----


def test_what_nobody_accepted_does_not_count(root):
    assert counting(root=root) == []
    assert state("root", root=root) == "proposed"


def test_what_somebody_else_accepted_counts(root):
    assert counting(root=root, d=decided("accept", "root")) == [("root", root.status, 1)]


@pytest.mark.parametrize("verdict", ["return", "reject", "settle"])
def test_other_verdicts_do_not_make_it_count(root, verdict):
    assert counting(root=root, d=decided(verdict, "root")) == []


def test_nobody_accepts_their_own_record(root):
    assert counting(root=root, d=decided("accept", "root", by="p-1")) == []


def test_nobody_rejects_or_supersedes_on_their_own_record_either(root):
    records = {
        "root": root,
        "yes": decided("accept", "root"),
        "no": decided("reject", "root", by="p-1", day=10, supersedes=("yes",)),
    }
    assert counting(**records) == [("root", root.status, 1)]


def test_a_view_knows_only_records_and_decisions_of_its_time(root):
    records = {"root": root, "d": decided("accept", "root", day=9)}
    assert counting(at(8), **records) == []
    assert counting(at(9), **records) == [("root", root.status, 1)]
    unborn = {"root": type(root)(status=root.status, author="p-1", recorded=at(20)), "d": records["d"]}
    assert counting(at(19), **unborn) == []
    assert counting(at(20), **unborn) != []


@pytest.mark.parametrize("second", ["return", "reject"])
def test_of_conflicting_decisions_a_hazard_counts_and_a_release_does_not(second):
    decisions = {"yes": decided("accept", "root"), "no": decided(second, "root", by="p-3")}
    assert counting(root=HAZARD, **decisions) == [("root", "suspected", 1)]
    assert counting(root=RELEASE, **decisions) == []
    assert state("root", root=RELEASE, **decisions) == "conflicting"


def test_a_superseded_decision_no_longer_counts(root):
    yes, no = decided("accept", "root"), decided("reject", "root", by="p-3", day=10, supersedes=("yes",))
    assert counting(root=root, yes=yes, no=no) == []
    again = decided("accept", "root", by="p-4", day=11, supersedes=("no",))
    assert counting(root=root, yes=yes, no=no, again=again) == [("root", root.status, 1)]
    assert [name for name, _ in votes(view_of({"root": root, "yes": yes, "no": no, "again": again}, NOW), "root")] == [
        "again"
    ]


def test_supersession_counts_from_when_it_was_recorded(root):
    records = {
        "root": root,
        "yes": decided("accept", "root"),
        "no": decided("reject", "root", day=10, supersedes=("yes",)),
    }
    assert counting(at(9), **records) == [("root", root.status, 1)]
    assert counting(at(10), **records) == []


def test_superseding_for_one_record_leaves_the_decision_on_others(root):
    records = {
        "root": root,
        "other": HAZARD,
        "yes": decided("accept", "root", "other"),
        "no": decided("reject", "other", day=10, supersedes=("yes",)),
    }
    assert counting(**records) == [("root", root.status, 1)]
    assert state("other", **records) == "rejected"


# ---- withdrawals ----


def test_an_accepted_withdrawal_takes_its_record_out(root):
    records = {"root": root, "d": decided("accept", "root"), "w": withdrawal("root")}
    assert counting(**records) == [("root", root.status, 1)]
    assert counting(**records, e=decided("accept", "w")) == []
    assert state("root", **records, e=decided("accept", "w")) == "withdrawn"


def test_its_author_alone_withdraws_nothing(root):
    records = {
        "root": root,
        "d": decided("accept", "root"),
        "w": withdrawal("root"),
        "e": decided("accept", "w", by="p-1"),
    }
    assert counting(**records) == [("root", root.status, 1)]


def test_a_disputed_withdrawal_takes_out_a_release_but_no_hazard():
    dispute = {"w": withdrawal("root"), "e": decided("accept", "w"), "f": decided("reject", "w", by="p-3")}
    accepted = {"d": decided("accept", "root")}
    assert counting(root=HAZARD, **accepted, **dispute) == [("root", "suspected", 1)]
    assert counting(root=RELEASE, **accepted, **dispute) == []


def test_a_withdrawn_withdrawal_brings_the_record_back(root):
    records = {
        "root": root,
        "w": withdrawal("root"),
        "v": withdrawal("w", day=6),
        "d": decided("accept", "root", "w", "v"),
    }
    assert counting(**records) == [("root", root.status, 1)]


def test_a_disputed_withdrawal_of_a_withdrawal_brings_back_a_hazard_but_no_release():
    records = {
        "w": withdrawal("root"),
        "v": withdrawal("w", day=6),
        "d": decided("accept", "root", "w", "v"),
        "f": decided("reject", "v", by="p-3"),
    }
    assert counting(root=HAZARD, **records) == [("root", "suspected", 1)]
    assert counting(root=RELEASE, **records) == []


# ---- corrections ----


def test_an_accepted_correction_stands_in_the_place_of_its_record():
    records = {"root": HAZARD, "c": correction("root", "confirmed"), "d": decided("accept", "root")}
    assert counting(**records) == [("root", "suspected", 1)]
    assert counting(**records, e=decided("accept", "c")) == [("c", "confirmed", 1)]
    assert state("root", **records, e=decided("accept", "c")) == "corrected"


def test_a_correction_is_the_statement_of_its_own_author_and_time():
    records = {"root": HAZARD, "c": correction("root", "confirmed", author="p-5"), "d": decided("accept", "root", "c")}
    (version,) = versions_of(view_of(records, NOW), "root")
    assert (version.root, version.statement.author, version.statement.recorded) == ("root", "p-5", at(5))


def test_a_correction_of_a_correction_stands_for_both():
    records = {
        "root": HAZARD,
        "c": correction("root", "confirmed"),
        "b": correction("c", "suspected", day=6),
        "d": decided("accept", "root", "c", "b"),
    }
    assert counting(**records) == [("b", "suspected", 1)]


def test_withdrawing_a_correction_brings_the_old_one_back(root):
    records = {
        "root": root,
        "c": correction("root", "reduced" if root is RELEASE else "confirmed"),
        "w": withdrawal("c", day=6),
        "d": decided("accept", "root", "c", "w"),
    }
    assert counting(**records) == [("root", root.status, 1)]


def test_withdrawing_the_correction_of_a_correction_brings_the_first_one_back():
    records = {
        "root": HAZARD,
        "c": correction("root", "confirmed"),
        "b": correction("c", "suspected", day=6),
        "w": withdrawal("b", day=7),
        "d": decided("accept", "root", "c", "b", "w"),
    }
    assert counting(**records) == [("c", "confirmed", 1)]


def test_two_corrections_of_one_record_both_count():
    records = {
        "root": HAZARD,
        "c": correction("root", "confirmed"),
        "b": correction("root", "suspected", day=6),
        "d": decided("accept", "root", "c", "b"),
    }
    assert counting(**records) == [("b", "suspected", 2), ("c", "confirmed", 2)]


def test_a_disputed_correction_of_a_hazard_stands_beside_the_old_one():
    records = {
        "root": HAZARD,
        "c": correction("root", "confirmed"),
        "d": decided("accept", "root", "c"),
        "f": decided("reject", "c", by="p-3"),
    }
    assert counting(**records) == [("c", "confirmed", 2), ("root", "suspected", 2)]


def test_a_disputed_correction_of_a_release_leaves_neither():
    records = {
        "root": RELEASE,
        "c": correction("root", "reduced"),
        "d": decided("accept", "root", "c"),
        "f": decided("reject", "c", by="p-3"),
    }
    assert counting(**records) == []


def test_a_disputed_withdrawal_of_a_correction_brings_back_a_hazard_but_no_release():
    words = {
        "w": withdrawal("c", day=6),
        "d": decided("accept", "root", "c", "w"),
        "f": decided("reject", "w", by="p-3"),
    }
    hazards = counting(root=HAZARD, c=correction("root", "confirmed"), **words)
    assert hazards == [("c", "confirmed", 2), ("root", "suspected", 2)]
    assert counting(root=RELEASE, c=correction("root", "reduced"), **words) == []


def test_a_hazard_corrected_into_a_release_needs_everybodys_consent():
    records = {"root": HAZARD, "c": correction("root", "cancelled"), "d": decided("accept", "root", "c")}
    assert counting(**records) == [("c", "cancelled", 1)]
    assert counting(**records, f=decided("reject", "c", by="p-3")) == [("root", "suspected", 1)]


def test_a_release_corrected_into_a_hazard_needs_anybodys():
    records = {"root": RELEASE, "c": correction("root", "suspected"), "d": decided("accept", "root", "c")}
    assert counting(**records) == [("c", "suspected", 1)]
    assert counting(**records, f=decided("reject", "c", by="p-3")) == [("c", "suspected", 1)]


@pytest.mark.parametrize("replacement", [{}, {"kind": "decision"}, {"kind": "hazard", "status": 7}])
def test_a_correction_that_says_nothing_readable_changes_nothing(root, replacement):
    broken = Correction(corrects="root", replacement=replacement, author="p-1", recorded=at(5))
    records = {"root": root, "c": broken, "d": decided("accept", "root")}
    assert counting(**records) == [("root", root.status, 1)]


# ---- always ----


@st.composite
def quarrels(draw: st.DrawFn) -> tuple[dict[str, Record], str]:
    """A record with corrections and withdrawals of all sorts, all accepted, and the one that is disputed next."""
    records: dict[str, Record] = {"root": draw(st.sampled_from((HAZARD, RELEASE)))}
    for number in range(draw(st.integers(1, 6))):
        of = draw(st.sampled_from(sorted(records)))
        if draw(st.booleans()) and not isinstance(records[of], Withdrawal):
            status = draw(st.sampled_from(("suspected", "confirmed", "cancelled", "cleared")))
            records[f"c{number}"] = correction(of, status)
        else:
            records[f"w{number}"] = withdrawal(of)
    return records, draw(st.sampled_from(sorted(records)))


def split(records: dict[str, Record]) -> tuple[set[str], set[str]]:
    """Names of the hazards and of the releases that count."""
    found = versions_of(view_of(records, NOW), "root")
    hazards = {version.id for version in found if isinstance(version.statement, Hazard)}
    return hazards, {version.id for version in found} - hazards


@given(quarrel=quarrels())
def test_a_dispute_never_takes_a_hazard_out_nor_brings_a_release_in(quarrel):
    records, disputed = quarrel
    agreed = records | {f"d-{name}": decided("accept", name) for name in records}
    hazards, releases = split(agreed)
    more_hazards, fewer_releases = split(agreed | {"no": decided("reject", disputed, by="p-3")})
    assert hazards <= more_hazards
    assert fewer_releases <= releases


@given(quarrel=quarrels())
def test_what_nobody_accepted_changes_nothing(quarrel):
    records, waiting = quarrel
    decisions = {f"d-{name}": decided("accept", name) for name in records if name != waiting}
    without = {name: record for name, record in records.items() if name != waiting}
    if not any(getattr(record, "corrects", getattr(record, "withdraws", "")) == waiting for record in without.values()):
        assert split(records | decisions) == split(without | decisions)
