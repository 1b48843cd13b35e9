"""Heads and links are a pure function of the bytes."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.records.change import Correction
from landrelease.records.format1 import decode, encode, encode_all
from landrelease.records.kinds import KINDS
from landrelease.records.tasking import Order
from landrelease.records.units import Member, Unit
from landrelease.register import errors, index
from landrelease.register.rows import Head, Link

from .specimens import attachment, correction, decision, hazard, ids, person, programme, withdrawal

ALL = [hazard(1, area_id="A", organisation="o"), decision("ab"), correction("ab"), withdrawal("cd"), programme("BA")]


@pytest.mark.parametrize("data", [*ALL, person(), attachment(b"x", "ab")])
def test_the_head_says_what_the_record_says(data):
    record = decode(data)
    assert index.head(7, data) == Head(
        7,
        record.__struct_config__.tag,
        record.id,
        getattr(record, "area_id", None),
        record.origin,
        record.author,
        record.recorded,
        record.date,
        record.organisation,
    )


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize(
    "said", [{}, {"id": 'H"1', "area_id": "é", "origin": "s/1", "organisation": "o", "date": "2024"}]
)
def test_heads_of_records_are_those_of_their_bytes(kind, said):
    record = kind(**{name: value for name, value in said.items() if name in kind.__struct_fields__}, author="p")
    several = [record, KINDS["programme"](id="X", recorded="2024-01-01T00:00:00.000Z"), record]
    assert index.heads_of(several) == index.heads(range(3), encode_all(several))


def test_every_field_that_names_records_is_a_link():
    """A kind that gains such a field must be told to the index."""
    naming = {"about", "supersedes", "corrects", "withdraws"}
    fields = {name: tuple(field for field in kind.__struct_fields__ if field in naming) for name, kind in KINDS.items()}
    assert {name: found for name, found in fields.items() if found} == {
        kind: tuple(sorted(named)) for kind, named in index.LINK_FIELDS.items()
    }


def test_links_are_each_once_and_in_order():
    target, other = ids([hazard(1), hazard(2)])
    data = decision(other, target, other, supersedes=(target,))
    assert index.links(3, "decision", data) == sorted(
        [Link(target, 3, "about"), Link(target, 3, "supersedes"), Link(other, 3, "about")],
        key=lambda link: (link.target, link.how),
    )


def test_an_empty_name_is_no_link():
    assert index.links(1, "correction", b'{"format":1,"kind":"correction"}') == []


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(tail):
    data = b'{"format":1,"kind":"' + tail
    try:
        found = index.head(1, data)
    except errors.NotARecordError:
        return
    assert data.decode()
    assert isinstance(found.kind, str)


def test_sealed_fields_of_a_wrong_type_are_refused():
    with pytest.raises(errors.NotARecordError):
        index.sealed(b'{"format":1,"kind":"person","sealed":7}')


# ---- what is named by its source's id ----


def targets(record):
    data = encode(record)
    return [(link.target, link.how) for link in index.links(7, record.__struct_config__.tag, data)]


def test_what_a_field_names_is_a_link_to_it_trimmed_and_in_one_unicode_form():
    assert targets(Member(id="m", person=" p-1", unit="Z\u030cuti")) == [
        ("person:p-1", "person"),
        ("unit:\u017duti", "unit"),
    ]


def test_each_name_of_a_list_is_a_link():
    assert targets(Order(task="T-1", unit="u", people=("p-1", "p-2", " "), assets=("d-1",), into=("T-2",))) == [
        ("asset:d-1", "assets"),
        ("person:p-1", "people"),
        ("person:p-2", "people"),
        ("task:T-1", "task"),
        ("task:T-2", "into"),
        ("unit:u", "unit"),
    ]


def test_an_id_that_is_looked_up_otherwise_than_written_is_a_link_too():
    assert targets(Unit(id="team-3")) == []
    assert targets(Unit(id=" team-3")) == [("unit:team-3", "id")]
    assert targets(Unit(id="Z\u030cuti")) == [("unit:\u017duti", "id")]


def test_a_correction_is_a_link_to_its_own_name_and_to_what_it_names():
    replacement = {"kind": "member", "id": "m", "person": "p-1", "unit": "u"}
    assert targets(Correction(corrects="ab", replacement=replacement)) == [
        ("ab", "corrects"),
        ("member:m", "replacement"),
        ("person:p-1", "person"),
        ("unit:u", "unit"),
    ]
    assert targets(Correction(corrects="ab", replacement={"kind": "unit", "id": "team-3"})) == [
        ("ab", "corrects"),
        ("unit:team-3", "replacement"),
    ]
    assert targets(Correction(corrects="ab", replacement={"kind": "hazard", "id": "H-1"})) == [("ab", "corrects")]


@pytest.mark.parametrize("value", [7, None, {"a": 1}, [7, None, ["u"]], "", "  ", [""]])
def test_what_is_no_name_is_no_link(value):
    data = msgspec.json.encode({"format": 1, "kind": "order", "unit": value, "people": value})
    assert index.links(7, "order", data) == []
    data = msgspec.json.encode({"format": 1, "kind": "correction", "replacement": {"kind": value, "id": value}})
    assert index.links(7, "correction", data) == []
