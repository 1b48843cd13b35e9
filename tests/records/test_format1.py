"""Records of every kind with every field, written and read: nothing lost, nothing added, nothing personal shown."""

import hashlib
import json
from contextlib import suppress
from functools import cache

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.inspect import type_info

from landrelease.records.change import Correction
from landrelease.records.context import Person, Setting
from landrelease.records.format1 import RecordError, decode, encode, identity
from landrelease.records.kinds import KINDS, REPLACEABLE, kind_of, replacement_of
from landrelease.records.land import Hazard, Release
from landrelease.records.marks import field_marks
from landrelease.records.shape import Shape

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
DEGREES = st.floats(-180, 180)
POINTS = st.builds(lambda x, y: {"type": "Point", "coordinates": [x, y]}, DEGREES, DEGREES)
LINES = st.lists(st.tuples(DEGREES, DEGREES), min_size=2, max_size=5).map(
    lambda line: {"type": "LineString", "coordinates": line}
)
GEOMETRIES = (POINTS | LINES).map(lambda shape: msgspec.Raw(msgspec.json.encode(shape)))
KIND = st.sampled_from(sorted(KINDS))


def values(found):
    """Values that a field of a type can hold."""
    return VALUES[type(found).__name__](found)


VALUES = {
    "AnyType": lambda _: JSON,
    "BoolType": lambda _: st.booleans(),
    "DictType": lambda found: st.dictionaries(TEXT, values(found.value_type), max_size=3),
    "FloatType": lambda found: st.floats(-1e9 if found.ge is None else found.ge, 1e9),
    "IntType": lambda found: st.integers(-(2**40) if found.ge is None else found.ge, 2**40),
    "LiteralType": lambda found: st.sampled_from(found.values),
    "Metadata": lambda found: values(found.type),
    "NoneType": lambda _: st.none(),
    "RawType": lambda _: GEOMETRIES,
    "StrType": lambda _: TEXT,
    "StructType": lambda found: records(found.cls),
    "TupleType": lambda found: st.tuples(*map(values, found.item_types)),
    "UnionType": lambda found: st.one_of([values(part) for part in found.types]),
    "VarTupleType": lambda found: st.lists(values(found.item_type), max_size=3).map(tuple),
}


@cache
def records(kind):
    """
    Structs with any choice of their fields, personal ones left empty as the format demands.

    Kept for each kind: to put the choice together takes longer than to make an example of it.
    """
    marks = field_marks(kind)
    fields = [field for field in type_info(kind).fields if not marks[field.encode_name].personal]
    needed = {field.name: values(field.type) for field in fields if field.required}
    may_be = {field.name: values(field.type) for field in fields if not field.required}
    return st.fixed_dictionaries(needed, optional=may_be).map(lambda chosen: kind(**chosen))


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_what_is_written_is_read(kind, data):
    record = data.draw(records(KINDS[kind]))
    written = encode(record)
    assert decode(written) == record
    assert encode(decode(written)) == written


@given(kind=KIND, data=st.data())
def test_bytes_are_one_json_object_that_begins_with_format_and_kind(kind, data):
    written = encode(data.draw(records(KINDS[kind])))
    assert written.startswith(b'{"format":1,"kind":"%s"' % kind.encode())
    members = json.loads(written)
    order = ["format", "kind", *field_marks(KINDS[kind])]
    assert list(members) == sorted(members, key=order.index)


@given(kind=KIND, data=st.data(), later=st.dictionaries(TEXT.map("later_{}".format), JSON, min_size=1, max_size=3))
def test_members_of_a_later_version_are_left_alone(kind, data, later):
    record = data.draw(records(KINDS[kind]))
    written = encode(record)
    grown = written[:-1] + b"," + msgspec.json.encode(later)[1:]
    assert decode(grown) == record
    assert identity(grown) != identity(written)


@given(kind=KIND, data=st.data())
def test_members_in_any_order_are_read(kind, data):
    written = encode(data.draw(records(KINDS[kind])))
    members = msgspec.json.decode(written, type=dict[str, msgspec.Raw])
    del members["format"]
    shuffled = data.draw(st.permutations(sorted(members)))
    turned = b'{"format":1,' + msgspec.json.encode({name: members[name] for name in shuffled})[1:]
    assert decode(turned) == decode(written)


@given(st.binary(max_size=200))
def test_identity_is_the_hash_of_the_bytes(data):
    assert identity(data) == hashlib.sha256(data).hexdigest()


@given(kind=KIND, data=st.data())
def test_one_changed_byte_is_another_record_or_none(kind, data):
    written = encode(data.draw(records(KINDS[kind])))
    place = data.draw(st.integers(0, len(written) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != written[place]))
    changed = written[:place] + bytes([other]) + written[place + 1 :]
    assert identity(changed) != identity(written)
    with suppress(RecordError):
        assert kind_of(decode(changed)) in KINDS


@given(st.binary(max_size=60))
def test_whatever_comes_is_read_or_refused(data):
    for given_bytes in (data, b'{"format":1,' + data):
        with suppress(RecordError):
            assert kind_of(decode(given_bytes)) in KINDS


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b'{"kind":"hazard","format":1}',
        b'{"format":2,"kind":"hazard"}',
        b'\xef\xbb\xbf{"format":1,"kind":"hazard"}',
        b' {"format":1,"kind":"hazard"}',
        b'{"format":1,"kind":"hazard"',
        b'{"format":1,"kind":"hazard"}}',
        b'{"format":1,"kind":"no_such_kind"}',
        b'{"format":1,"id":"H-1"}',
        b'{"format":1,"kind":"hazard","id":"\xff"}',
        b'{"format":1,"kind":"hazard","id":7}',
        b'{"format":1,"kind":"release","depth_m":-0.1}',
        b'{"format":1,"kind":"release","depth_m":"0.1"}',
        b'{"format":1,"kind":"hazard","shape":{"crs":"EPSG:4326"}}',
        b'{"format":1,"kind":"programme","plane":[18]}',
        pytest.param(b'{"format":1,"kind":"setting","value":' + b"[" * 100_000 + b"]" * 100_000 + b"}", id="deep"),
    ],
)
def test_what_is_no_record_is_refused(data):
    with pytest.raises(RecordError):
        decode(data)


def test_a_field_at_its_default_is_left_out():
    assert encode(Hazard(sealed={}, contamination=(), recorded_claimed=False)) == b'{"format":1,"kind":"hazard"}'
    assert encode(Release(stage="complete")) == b'{"format":1,"kind":"release"}'
    assert encode(Release(stage="progress")) == b'{"format":1,"kind":"release","stage":"progress"}'


@pytest.mark.parametrize("figure", [float("nan"), float("inf")])
def test_a_figure_that_is_no_number_is_read_as_not_stated(figure):
    assert decode(encode(Release(depth_m=figure))) == Release()


def test_a_shape_is_kept_character_for_character():
    wgs84 = b'{"coordinates": [18.10, 4.35e1],   "type":"Point"}'
    record = Hazard(shape=Shape(wgs84=msgspec.Raw(wgs84)))
    assert wgs84 in encode(record)
    assert bytes(decode(encode(record)).shape.wgs84) == wgs84


def test_letters_of_every_script_are_written_as_they_are():
    assert encode(Hazard(name="Поље ميدان ល្អ")) == '{"format":1,"kind":"hazard","name":"Поље ميدان ល្អ"}'.encode()


PERSONAL = [(kind, field) for kind in KINDS for field, mark in field_marks(KINDS[kind]).items() if mark.personal]


@pytest.mark.parametrize(("kind", "field"), PERSONAL)
def test_a_personal_value_is_never_written(kind, field):
    with pytest.raises(RecordError, match=field):
        encode(KINDS[kind](**{field: "A. Example"}))
    with pytest.raises(RecordError, match=field):
        encode(Correction(replacement={"kind": kind, field: "A. Example"}))


def test_a_sealed_value_is_written_as_its_commitment():
    written = encode(Person(sealed={"name": "00" * 32}, role="reviewer"))
    assert written == b'{"format":1,"kind":"person","sealed":{"name":"' + b"00" * 32 + b'"},"role":"reviewer"}'


@given(value=JSON)
def test_a_setting_holds_any_value(value):
    assert decode(encode(Setting(key="k", value=value))).value == value


@pytest.mark.parametrize("kind", sorted(REPLACEABLE))
@given(data=st.data())
def test_a_correction_carries_any_statement(kind, data):
    record = data.draw(records(KINDS[kind]))
    correction = Correction(author="p-9", recorded="2025-01-01T00:00:00.000Z", replacement=json.loads(encode(record)))
    found = replacement_of(decode(encode(correction)))
    stamps = {"author": "p-9", "recorded": "2025-01-01T00:00:00.000Z", "recorded_claimed": False, "sealed": {}}
    assert json.loads(encode(found)) == json.loads(encode(msgspec.structs.replace(record, **stamps)))
