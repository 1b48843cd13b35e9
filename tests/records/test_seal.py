"""Commitments of personal values."""

import hashlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from landrelease.records.seal import SALT_BYTES, Payload, commitment

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NAME = st.from_regex(r"[a-z_]{1,12}", fullmatch=True)
SALT = st.binary(min_size=SALT_BYTES, max_size=SALT_BYTES)
PAYLOADS = st.builds(Payload, NAME, SALT, TEXT)


@given(PAYLOADS)
def test_a_commitment_is_the_hash_that_the_format_says(payload):
    data = payload.salt + b"\x00" + payload.field.encode() + b"\x00" + payload.value.encode()
    assert commitment(payload) == hashlib.sha256(data).hexdigest()


@given(PAYLOADS, PAYLOADS)
def test_other_salt_field_or_value_is_another_commitment(one, other):
    assume(one != other)
    assert commitment(one) != commitment(other)


def test_an_erased_value_has_no_commitment():
    with pytest.raises(ValueError, match="`contact` was erased"):
        commitment(Payload("contact", b"", None))
