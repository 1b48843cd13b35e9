"""The register's own index: heads and links, a pure function of a record's bytes.

Only what every kind shares is read, so that records of kinds that a later version adds are kept and found too.
"""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import Final

import msgspec

from landrelease.records.format1 import FORMAT
from landrelease.register.errors import NotARecordError
from landrelease.register.rows import Head, Link

_BEGIN = f'{{"format":{FORMAT},"kind":"'.encode()


class _Shared(msgspec.Struct):
    kind: str
    id: str | None = None
    area_id: str | None = None
    origin: str | None = None
    author: str = ""
    recorded: str = ""
    date: str | None = None
    organisation: str | None = None


class _Links(msgspec.Struct):
    about: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    corrects: str = ""
    withdraws: str = ""


class _Sealed(msgspec.Struct):
    sealed: dict[str, str] = {}


LINK_FIELDS: Final = MappingProxyType(
    {
        "decision": ("about", "supersedes"),
        "correction": ("corrects",),
        "withdrawal": ("withdraws",),
        "attachment": ("about",),
    },
)
_SHARED = msgspec.json.Decoder(_Shared)
_MEMBERS = attrgetter(*_Shared.__struct_fields__)
_LINKS = msgspec.json.Decoder(_Links)
_SEALED = msgspec.json.Decoder(_Sealed)


def head(seq: int, data: bytes) -> Head:
    """
    Read the head of a record.

    Parameters
    ----------
    seq
        Position in the register.
    data
        Bytes of format 1.

    Returns
    -------
    Head
        What lookups need.

    Raises
    ------
    NotARecordError
        Where the bytes are no JSON object of format 1 in UTF-8 whose shared members are texts.

    Examples
    --------
    >>> head(1, b'{"format":1,"kind":"kind_of_a_later_year","id":"X"}')[:3]
    (1, 'kind_of_a_later_year', 'X')
    >>> head(1, b"{}")
    Traceback (most recent call last):
    ...
    landrelease.register.errors.NotARecordError: record 1: these bytes are no record: they do not begin...
    """
    if not data.startswith(_BEGIN):
        msg = f"record {seq}"
        raise NotARecordError(msg, detail="they do not begin as format 1 does")
    try:
        if not data.isascii():
            data.decode()  # the parser skips texts that it does not need without reading them
        found = _SHARED.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        msg = f"record {seq}"
        raise NotARecordError(msg, detail=str(fault)) from None
    return Head(seq, *msgspec.structs.astuple(found))


def heads(seqs: Iterable[int], items: Sequence[bytes]) -> list[Head]:
    """
    Read the heads of many records in one pass.

    Parameters
    ----------
    seqs
        Positions in the register.
    items
        Their bytes, of format 1.

    Returns
    -------
    list of Head
        One for each, as `head` gives it.

    Raises
    ------
    NotARecordError
        As `head`, for any of them.

    Examples
    --------
    >>> heads([7], [b'{"format":1,"kind":"hazard","id":"X"}'])[0][:3]
    (7, 'hazard', 'X')
    """
    places = list(seqs)
    try:
        if all(data.startswith(_BEGIN) and (data.isascii() or data.decode()) for data in items):
            found = map(_MEMBERS, map(_SHARED.decode, items))
            return [Head(seq, *members) for seq, members in zip(places, found, strict=True)]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass  # one by one, for the words of the fault
    return [head(seq, data) for seq, data in zip(places, items, strict=True)]


def links(seq: int, kind: str, data: bytes) -> list[Link]:
    """
    List the records that a record names, each once for each field.

    Parameters
    ----------
    seq
        Position of the record that names.
    kind
        Its kind.
    data
        Its bytes.

    Returns
    -------
    list of Link
        Ordered by target and field.

    Raises
    ------
    NotARecordError
        Where a field that names records holds something else.

    Examples
    --------
    >>> links(7, "withdrawal", b'{"format":1,"kind":"withdrawal","withdraws":"ab"}')
    [Link(target='ab', source_seq=7, how='withdraws')]
    >>> links(7, "hazard", b'{"format":1,"kind":"hazard"}')
    []
    """
    if kind not in LINK_FIELDS:
        return []
    try:
        found = _LINKS.decode(data)
    except msgspec.DecodeError as fault:
        msg = f"record {seq}"
        raise NotARecordError(msg, detail=str(fault)) from None
    named = ((name, getattr(found, name)) for name in LINK_FIELDS[kind])
    pairs = ((target, how) for how, value in named for target in ((value,) if isinstance(value, str) else value))
    return [Link(target, seq, how) for target, how in sorted(set(pairs)) if target]


def sealed(data: bytes) -> dict[str, str]:
    """
    Read the commitments of a record.

    Parameters
    ----------
    data
        Bytes of format 1.

    Returns
    -------
    dict
        Written field name to commitment; empty where nothing is sealed.

    Raises
    ------
    NotARecordError
        Where ``sealed`` is no object of texts.

    Examples
    --------
    >>> sealed(b'{"format":1,"kind":"person","sealed":{"name":"9a"}}')
    {'name': '9a'}
    """
    try:
        return _SEALED.decode(data).sealed
    except msgspec.DecodeError as fault:
        msg = "sealed fields"
        raise NotARecordError(msg, detail=str(fault)) from None
