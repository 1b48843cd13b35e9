"""Who acts: one person, one id, however the name is typed; and the name lies beside the record."""

import pytest

from landrelease.desk import persons
from landrelease.desk.errors import BadRequestError
from landrelease.records import format1
from landrelease.records.context import Organisation, Person
from landrelease.records.seal import Payload, commitment

SPELLINGS = ["Zoë Ndiaye", "  Zoë   Ndiaye ", "Zoe\u0308 Ndiaye", "Zoë\tNdiaye\n", "Zoë\u00a0Ndiaye"]


@pytest.mark.parametrize("name", SPELLINGS)
def test_one_person_however_the_name_is_typed(name, register):
    register.by("Zoë Ndiaye").append(Organisation(id="ORG-1", name="Office"))
    first = persons.known_person(register.store, "Zoë Ndiaye")
    assert first is not None
    register.by(name).append(Organisation(id="ORG-2", name="Office"))
    assert persons.known_person(register.store, name) == first
    assert len(persons.names_of(register.store)) == 2


@pytest.mark.parametrize("name", ["", " ", "\t\r\n", "\u00a0"])
def test_nobody_acts_without_a_name(name, register):
    before = register.store.count()
    with pytest.raises(BadRequestError, match="the name of who acts is empty"):
        register.by(name).append(Organisation(id="ORG-1", name="Office"))
    assert register.store.count() == before


def test_other_letters_are_other_people(register):
    for name in ("Ana", "ana", "Аna", "Anna"):
        register.by(name).append(Organisation(id=name, name="Office"))
    assert len(set(persons.names_of(register.store))) == 4


def test_a_person_id_is_a_name_too(register):
    ana = persons.known_person(register.store, "Ana")
    assert register.by(ana).mine() == ana
    register.by(ana).append(Organisation(id="ORG-1", name="Office"))
    assert len(persons.names_of(register.store)) == 1


def two(register, *names):
    """Enter persons as a table would: each with an id and a sealed name."""
    with register.writing() as batch:
        for at, name in enumerate(names):
            payload = Payload("name", bytes([at]) * 16, name)
            record = Person(id=f"p-{at}", author="p-x", recorded="2024-01-01T00:00:00.000Z",
                            sealed={"name": commitment(payload)})  # fmt: skip
            batch.add(format1.encode(record), [payload])


def test_two_of_one_name_must_be_told_apart(register):
    two(register, "Ivan  Horvat", "Ivan Horvat")
    with pytest.raises(BadRequestError, match="2 persons are called Ivan Horvat; name one of them by id: p-0, p-1"):
        register.by("Ivan Horvat").mine()
    assert register.by("p-1").mine() == "p-1"


def test_two_records_of_one_person_are_one(register):
    with register.writing() as batch:
        for salt in (b"a" * 16, b"b" * 16):
            payload = Payload("name", salt, "Ivan Horvat")
            record = Person(id="p-7", author="p-x", recorded="2024-01-01T00:00:00.000Z",
                            sealed={"name": commitment(payload)})  # fmt: skip
            batch.add(format1.encode(record), [payload])
    assert register.by("Ivan Horvat").mine() == "p-7"


def test_an_id_says_nothing_of_the_name(register):
    ((name, record),) = register.records(["person"])
    (payload,) = register.store.payloads(name)
    assert record.id == f"p-{record.sealed['name'][:12]}"
    assert commitment(Payload("name", payload.salt, "Ana")) == record.sealed["name"]


def test_salts_differ(register):
    register.by("Boris").append(Organisation(id="ORG-1", name="Office"))
    salts = {register.store.payloads(name)[0].salt for name, _ in register.records(["person"])}
    assert len(salts) == 2
    assert {len(salt) for salt in salts} == {16}
