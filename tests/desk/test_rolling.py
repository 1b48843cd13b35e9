"""The roll of a register and the roll in memory answer alike, whatever was decided, corrected or withdrawn."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landrelease.desk.rolling import SharedRoll, StoreRoll
from landrelease.programme import gate
from landrelease.programme.question import Question
from landrelease.programme.roll import held_of
from landrelease.programme.rules import Rules
from landrelease.records import format1
from landrelease.records.accreditation import Accreditation
from landrelease.records.agreements import Agreement
from landrelease.records.base import Record
from landrelease.records.change import Correction, Decision, Withdrawal
from landrelease.records.context import Programme
from landrelease.records.units import Member, Rotation, Unit
from landrelease.register.sqlite import SqliteStore

NAMES = ("u", " u", "\u017du", "Z\u030cu")
KINDS = ("unit", "rotation", "accreditation", "agreement", "member")
NAMED = ("unit", "rotation", "organisation", "person", "agreement")
RULES = Rules(lambda _key, _day: None)
name = st.sampled_from(NAMES)
dates = st.sampled_from([None, "2025-01-01", "2025-02", "2025-03-01"])
statuses = st.sampled_from(["accredited", "accredited", "suspended", "withdrawn"])
fields = {
    "accreditation": st.fixed_dictionaries(
        {"unit": name, "capability": st.just("bac"), "status": statuses, "from": dates}
    ),
    "unit": st.fixed_dictionaries({"id": name, "organisation": name, "date": dates}),
    "rotation": st.fixed_dictionaries({"id": name, "unit": name, "from": dates}),
    "member": st.fixed_dictionaries({"person": name, "unit": name, "from": dates}),
    "agreement": st.fixed_dictionaries({"id": name, "amends": name, "parties": st.lists(name, max_size=2)}),
}
of_kind = {"accreditation": Accreditation, "unit": Unit, "rotation": Rotation, "member": Member, "agreement": Agreement}


def stamp(number: int) -> str:
    return f"2025-06-01T00:00:00.{number:03}Z"


@st.composite
def books(draw) -> dict[str, Record]:
    """Statements, then decisions, corrections and withdrawals about anything that is there, or is not."""
    found: dict[str, Record] = {}
    kinds: dict[str, str] = {}
    count = draw(st.integers(2, 14))
    for number in range(count):
        about = draw(st.sampled_from([*found, "0" * 64])) if found else ""
        what = draw(st.sampled_from(["state", "state", "accept", "accept", "accept", "reject", "correct", "withdraw"]))
        author = draw(st.sampled_from(["p-1", "p-1", "p-2", "p-3"]))
        if what == "state" or not about:
            kind = draw(st.sampled_from(sorted(of_kind)))
            made = {("from_" if key == "from" else key): value for key, value in draw(fields[kind]).items()}
            made = {key: tuple(value) if isinstance(value, list) else value for key, value in made.items()}
            record: Record = of_kind[kind](**made, author=author, recorded=stamp(number))
        elif what == "correct":
            kind = kinds.get(about) or "unit"
            replacement = {"kind": kind, **{key: value for key, value in draw(fields[kind]).items() if value}}
            record = Correction(corrects=about, replacement=replacement, author=author, recorded=stamp(number))
        elif what == "withdraw":
            kind = ""
            record = Withdrawal(withdraws=about, author=author, recorded=stamp(number))
        else:
            kind = ""
            record = Decision(verdict=what, about=(about,), author=author, recorded=stamp(number))
        identity = format1.identity(format1.encode(record))
        found[identity] = record
        kinds[identity] = kind
    for identity in [one for one, kind in kinds.items() if kind]:  # most of it somebody accepted
        if draw(st.booleans()):
            record = Decision(verdict="accept", about=(identity,), author="p-4", recorded=stamp(count))
            found[format1.identity(format1.encode(record))] = record
    return found


def answers(roll) -> dict[str, list[str]]:
    told = {f"all {kind}": roll.all(kind) for kind in KINDS}
    told |= {f"called {kind} {one}": roll.called(kind, one) for kind in KINDS for one in NAMES}
    told |= {f"naming {kind} {one}": roll.naming(kind, one, *KINDS) for kind in NAMED for one in NAMES}
    return {key: [f"{fact.id[:6]} {fact.record}" for fact in facts] for key, facts in told.items()}


@settings(max_examples=30)
@given(books(), st.integers(0, 20), st.randoms(use_true_random=False))
def test_register_and_memory_answer_alike_at_any_moment(found, moment, chance):
    order = list(found.values())
    chance.shuffle(order)
    known_at = stamp(moment)
    with tempfile.TemporaryDirectory() as folder, SqliteStore.create(Path(folder) / "a.register") as store:
        with store.writing("clerk") as batch:
            batch.add(format1.encode(Programme(id="XY", author="p-1", recorded=stamp(0))))
            for record in order:
                batch.add(format1.encode(record))
        memory, kept = held_of(found, known_at), StoreRoll(store, known_at)
        assert answers(kept) == answers(memory)
        others = {one: record for one, record in found.items() if not isinstance(record, Rotation | Member)}
        assert answers(SharedRoll(held_of(others, known_at), kept, {"rotation", "member"})) == answers(memory)
        question = Question("u", "bac", 739300, 739400)
        assert gate.answer(question, kept, RULES) == gate.answer(question, memory, RULES)


def test_a_unit_that_was_renamed_by_a_correction_is_found_by_its_new_name_only(register):
    boris = register.by("Boris")
    first = register.append(Unit(id="team-x", organisation="o", date="2023-01-01"))
    boris.accept([first])
    fixed = register.correct(first, {"id": "team-3"}, reason="mistyped")
    assert [fact.id for fact in StoreRoll(register.store).called("unit", "team-x")] == [first]
    boris.accept([fixed])
    assert StoreRoll(register.store).called("unit", "team-x") == []
    assert [fact.id for fact in StoreRoll(register.store).called("unit", " team-3")] == [fixed]


@pytest.mark.parametrize("written", [" team-3 ", "team-3"])
def test_an_accreditation_corrected_to_another_unit_is_followed(register, written):
    boris = register.by("Boris")
    made = register.append_all(
        [
            Unit(id=written, organisation="o", date="2023-01-01"),
            Accreditation(unit="team-x", capability="bac", status="accredited", from_="2023-01-01", date="2023-01-01"),
        ]
    )
    boris.accept(made)
    fixed = register.correct(made[1], {"unit": "team-3", "to": "2024-06-30"}, reason="mistyped")
    asked = Question("team-3", "bac", 738900, 738910)
    assert not gate.answer(asked, StoreRoll(register.store), RULES).allowed
    boris.accept([fixed])
    assert gate.answer(asked, StoreRoll(register.store), RULES).allowed
    assert not gate.answer(asked._replace(last=739100), StoreRoll(register.store), RULES).allowed
    assert not gate.answer(asked._replace(unit="team-x"), StoreRoll(register.store), RULES).allowed
