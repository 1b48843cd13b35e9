"""Heads and links are a pure function of the bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.records.format1 import decode
from landrelease.records.kinds import KINDS
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
