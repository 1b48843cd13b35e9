"""Which statements are in force: accepted by others, corrected, withdrawn, in conflict."""

import pytest

from landrelease.programme.roll import Fact, Held, held_of, latest, names_of, plain
from landrelease.records.accreditation import Accreditation
from landrelease.records.agreements import Agreement
from landrelease.records.change import Correction, Decision, Withdrawal
from landrelease.records.units import Unit

NOW = "2025-06-01T00:00:00.000Z"
GRANT = Accreditation(unit="u", capability="bac", status="accredited", from_="2025-01-01", author="p-1")
BAR = Accreditation(unit="u", capability="bac", status="suspended", from_="2025-02-01", author="p-1")


def yes(*about: str, by: str = "p-2", **more: object) -> Decision:
    return Decision(**{"verdict": "accept", "about": about, "author": by, **more})


def no(*about: str, by: str = "p-3") -> Decision:
    return Decision(verdict="reject", about=about, author=by)


def change(of: str, **fields: object) -> Correction:
    return Correction(corrects=of, replacement={"kind": "accreditation", **fields}, author="p-1", reason="mistyped")


def held(known_at: str = NOW, **records: object) -> list[str]:
    roll = held_of(records, known_at)
    return [
        f"{one.id} {one.record.status} {one.record.to or ''}".strip()
        for one in roll.naming("unit", "u", "accreditation")
    ]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ({"a": GRANT}, []),
        ({"a": GRANT, "y": yes("a")}, ["a accredited"]),
        ({"a": GRANT, "y": yes("a", by="p-1")}, []),
        ({"a": GRANT, "y": yes("a"), "n": no("a")}, []),
        ({"a": BAR, "y": yes("a"), "n": no("a")}, ["a suspended"]),
        ({"a": BAR, "n": no("a")}, []),
        ({"a": GRANT, "y": yes("a"), "w": Withdrawal(withdraws="a", author="p-1")}, ["a accredited"]),
        ({"a": GRANT, "y": yes("a", "w"), "w": Withdrawal(withdraws="a", author="p-1")}, []),
        ({"a": GRANT, "y": yes("a", "w"), "w": Withdrawal(withdraws="a", author="p-1"), "n": no("w")}, []),
        ({"a": BAR, "y": yes("a", "w"), "w": Withdrawal(withdraws="a", author="p-1"), "n": no("w")}, ["a suspended"]),
        ({"a": BAR, "y": yes("a", "w"), "w": Withdrawal(withdraws="a", author="p-1")}, []),
    ],
)
def test_what_allows_counts_while_all_accept_and_what_bars_while_anybody_does(records, expected):
    assert held(**records) == expected


def test_a_correction_stands_in_the_place_of_what_it_corrects():
    other = change("a", unit="v", capability="bac", status="accredited")
    longer = change("a", unit="u", capability="bac", status="accredited", to="2025-08-31")
    assert held(a=GRANT, c=other, y=yes("a")) == ["a accredited"]
    assert held(a=GRANT, c=other, y=yes("a", "c")) == []
    assert held(a=GRANT, c=longer, y=yes("a", "c")) == ["c accredited 2025-08-31"]
    again = change("c", unit="u", capability="bac", status="accredited", to="2025-09-30")
    assert held(a=GRANT, c=longer, d=again, y=yes("a", "c", "d")) == ["d accredited 2025-09-30"]


def test_of_two_corrections_in_conflict_none_allows_and_each_bars():
    one = change("a", unit="u", capability="bac", status="accredited", to="2025-08-31")
    other = change("a", unit="u", capability="bac", status="suspended", to="2025-09-30")
    assert held(a=GRANT, c=one, d=change("a", unit="u", status="accredited"), y=yes("a", "c", "d")) == []
    assert held(a=GRANT, c=one, d=other, y=yes("a", "c", "d")) == ["d suspended 2025-09-30"]


def test_of_a_unit_in_conflict_every_version_stays():
    unit = Unit(id="u", organisation="o", author="p-1")
    fix = [
        Correction(corrects="a", replacement={"kind": "unit", "id": "u", "organisation": name}, author="p-1")
        for name in ("x", "y")
    ]
    roll = held_of({"a": unit, "c": fix[0], "d": fix[1], "yes": yes("a", "c", "d")}, NOW)
    assert [one.record.organisation for one in roll.called("unit", "u")] == ["x", "y"]


def test_what_was_not_known_yet_does_not_count():
    early, late = "2025-01-01T00:00:00.000Z", "2025-07-01T00:00:00.000Z"
    assert held(early, a=GRANT, y=yes("a", recorded=NOW)) == []
    assert held(NOW, a=GRANT, y=yes("a", recorded=NOW)) == ["a accredited"]
    assert held(NOW, a=GRANT, y=yes("a"), w=Withdrawal(withdraws="a", author="p-1", recorded=late), z=yes("w")) == [
        "a accredited"
    ]


def test_names_are_found_trimmed_and_in_one_unicode_form():
    roll = Held([Fact("a", Unit(id=" Z\u030cuti"))])
    assert [fact.id for fact in roll.called("unit", "\u017duti ")] == ["a"]
    assert plain(None) == ""


def test_all_that_a_record_names_is_found_in_lists_too():
    agreement = Agreement(parties=("o", " x"), tasking_authority="h", amends="g", admin_areas=("A",))
    assert names_of(agreement) == {
        ("organisation", "o"), ("organisation", "x"), ("organisation", "h"), ("agreement", "g"), ("admin_area", "A"),
    }  # fmt: skip


def test_the_latest_is_that_of_the_day_or_before():
    facts = [Fact("a", Unit()), Fact("b", Unit(date="2025-05-01")), Fact("c", Unit(date="2025-06-01"))]
    assert latest(facts, "2025-05-31").id == "b"
    assert latest(facts[:1], "2025-05-31").id == "a"
    assert latest(facts[1:], "2025-04-30") is None
