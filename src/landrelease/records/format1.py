"""Format 1: how a record is written as bytes, and how bytes are read and named.

The bytes are one JSON object in UTF-8 without a line end, members in the order of the kind's fields, ``format`` first
and ``kind`` second, members at their default left out. The identity is the hex SHA-256 of exactly these bytes: nothing
is ever re-serialised. The byte-level description with a worked example is ``docs/formats/record-1.md``.
"""

import hashlib
from collections.abc import Sequence

import msgspec

from landrelease.records.base import Record
from landrelease.records.change import Correction
from landrelease.records.kinds import KINDS, AnyRecord
from landrelease.records.marks import field_marks

FORMAT = 1
_HEAD = b'{"format":1,'
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(AnyRecord)
_PERSONAL = {
    kind: names
    for kind in KINDS.values()
    if (names := tuple(name for name, mark in field_marks(kind).items() if mark.personal))
}


class RecordError(ValueError):
    """The bytes are no record that this version can read."""


def encode(record: Record) -> bytes:
    """
    Write a record in format 1.

    Parameters
    ----------
    record
        Any record, stamped with author and time.

    Returns
    -------
    bytes
        What is stored and hashed.

    Raises
    ------
    RecordError
        Where a personal field holds its value instead of being sealed.

    Examples
    --------
    >>> from landrelease.records.land import Hazard
    >>> encode(Hazard(status="suspected", id="H-1"))
    b'{"format":1,"kind":"hazard","id":"H-1","status":"suspected"}'
    """
    _refuse_personal(record)
    return _HEAD + _ENCODER.encode(record)[1:]


def encode_all(records: Sequence[Record]) -> list[bytes]:
    """
    Write many records in format 1.

    Parameters
    ----------
    records
        Any records.

    Returns
    -------
    list of bytes
        Of each what `encode` gives.

    Raises
    ------
    RecordError
        As `encode`.

    Examples
    --------
    >>> from landrelease.records.land import Hazard
    >>> encode_all([Hazard(id="H-1"), Hazard()])
    [b'{"format":1,"kind":"hazard","id":"H-1"}', b'{"format":1,"kind":"hazard"}']
    """
    looked_at = {*_PERSONAL, Correction}
    for record in (record for record in records if type(record) in looked_at):
        _refuse_personal(record)
    write = _ENCODER.encode
    return [_HEAD + write(record)[1:] for record in records]


def _refuse_personal(record: Record) -> None:
    """Keep personal values out of the bytes, also those inside a corrected statement."""
    named: list[tuple[str, object]] = [(name, getattr(record, name)) for name in _PERSONAL.get(type(record), ())]
    if isinstance(record, Correction):
        fields = _PERSONAL.get(KINDS.get(str(record.replacement.get("kind")), Record), ())
        named = [(name, record.replacement.get(name)) for name in fields]
    for name, value in named:
        if value is not None:
            msg = f"`{name}` is personal: its value must be sealed, never written into a record"
            raise RecordError(msg)


def decode(data: bytes) -> AnyRecord:
    """
    Read a record; members that a newer version added are left alone (they stay in the bytes).

    Parameters
    ----------
    data
        Stored bytes.

    Returns
    -------
    Record
        A record of the kind that the bytes name.

    Raises
    ------
    RecordError
        Where the bytes are not JSON, of another format, or do not fit their kind.

    Examples
    --------
    >>> decode(b'{"format":1,"kind":"hazard","status":"suspected","of_a_later_year":7}').status
    'suspected'
    >>> decode(b"{}")
    Traceback (most recent call last):
    ...
    landrelease.records.format1.RecordError: the bytes do not begin as a record of format 1
    """
    if not data.startswith(_HEAD):
        msg = "the bytes do not begin as a record of format 1"
        raise RecordError(msg)
    try:
        record: AnyRecord = _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        msg = f"the bytes do not fit a record of format 1: {fault}"
        raise RecordError(msg) from None
    return record


def identity(data: bytes) -> str:
    """
    Name stored bytes by their hash.

    Parameters
    ----------
    data
        Stored bytes.

    Returns
    -------
    str
        64 hexadecimal digits.

    Examples
    --------
    >>> identity(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(data).hexdigest()
