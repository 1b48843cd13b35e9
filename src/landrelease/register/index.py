"""The register's own index: heads and links, a pure function of a record's bytes.

Of heads only what every kind shares is read, so that records of kinds that a later version adds are kept and found too.
Links are of two sorts: to a record by its id, and to what a field names by its source's id, such as ``unit:team-3``.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import filterfalse, repeat
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final

import msgspec

from landrelease.records.base import Record
from landrelease.records.format1 import FORMAT
from landrelease.records.kinds import KINDS, kind_of
from landrelease.records.marks import field_marks
from landrelease.register.errors import NotARecordError
from landrelease.register.rows import Head, Link

_BEGIN = f'{{"format":{FORMAT},"kind":"'.encode()


class _Shared(msgspec.Struct, gc=False):
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
    replacement: dict[str, Any] = {}


class _Sealed(msgspec.Struct):
    sealed: dict[str, str] = {}


LINK_FIELDS: Final = MappingProxyType(
    {
        "decision": ("about", "supersedes"),
        "correction": ("corrects",),
        "withdrawal": ("withdraws",),
        "attachment": ("about",),
        "match": ("about",),
    },
)
_EARLIER: Final = frozenset({"release", "organisation", "person", "admin_area"})
"""Kinds of registers that are older than links by a source's id: theirs must stay as they were written."""
_SHARED = msgspec.json.Decoder(_Shared)
_MEMBERS = attrgetter(*_Shared.__struct_fields__)
_LINKS = msgspec.json.Decoder(_Links)
_SEALED = msgspec.json.Decoder(_Sealed)
_ANY = msgspec.json.Decoder(dict[str, Any])


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
        if all(map(bytes.startswith, items, repeat(_BEGIN))):
            for data in filterfalse(bytes.isascii, items):
                data.decode()  # the parser skips texts that it does not need without reading them
            found = map(_MEMBERS, map(_SHARED.decode, items))
            return [Head(seq, *members) for seq, members in zip(places, found, strict=True)]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass  # one by one, for the words of the fault
    return [head(seq, data) for seq, data in zip(places, items, strict=True)]


def heads_of(records: Sequence[Record]) -> list[Head]:
    """
    Give the heads that `heads` would read from the bytes of records, in half the time where these are at hand.

    Parameters
    ----------
    records
        Records whose bytes are written from them as they stand.

    Returns
    -------
    list of Head
        One for each, `seq` being its place in the list.

    Examples
    --------
    >>> from landrelease.records.format1 import encode_all
    >>> from landrelease.records.land import Hazard
    >>> from landrelease.records.context import Programme
    >>> two = [Hazard(id="X", area_id="A"), Programme()]
    >>> heads_of(two) == heads(range(2), encode_all(two)), heads_of([])
    (True, [])
    """
    return [Head(seq, *_members_of(type(record))(record)) for seq, record in enumerate(records)]


@cache
def _members_of(kind: type[Record]) -> Callable[[Record], tuple[Any, ...]]:
    """Write out how the shared members of a kind are taken from its records; some kinds name no hazard."""
    name, fields = kind_of(kind()), kind.__struct_fields__
    taken = [f"record.{member}" if member in fields else "None" for member in _Shared.__struct_fields__[1:]]
    members: Callable[[Record], tuple[Any, ...]] = eval(f"lambda record: ({name!r}, {', '.join(taken)})")  # noqa: S307 - attributes of our own structs
    return members


def links(seq: int, kind: str, data: bytes) -> list[Link]:
    """
    List what a record names, each once for each field: records by their ids, others as `target` writes them.

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
    >>> links(7, "rotation", b'{"format":1,"kind":"rotation","unit":"team-3"}')
    [Link(target='unit:team-3', source_seq=7, how='unit')]
    >>> anew = b'{"format":1,"kind":"correction","corrects":"ab","replacement":{"kind":"member","unit":"B"}}'
    >>> [link.target for link in links(8, "correction", anew)]
    ['ab', 'unit:B']
    >>> links(7, "hazard", b'{"format":1,"kind":"hazard"}')
    []
    """
    if not names_others(kind):
        return []
    try:
        pairs = _named(kind, data) if kind in LINK_FIELDS else _by_source(kind, _ANY.decode(data))
    except msgspec.DecodeError as fault:
        msg = f"record {seq}"
        raise NotARecordError(msg, detail=str(fault)) from None
    return [Link(to, seq, how) for to, how in sorted(pairs) if to]


@cache
def names_others(kind: str) -> bool:
    """
    Tell whether records of a kind can name others.

    Parameters
    ----------
    kind
        Kind of a record, also of a later version.

    Returns
    -------
    bool
        False where `links` gives nothing whatever the bytes are.

    Examples
    --------
    >>> names_others("rotation"), names_others("correction"), names_others("hazard")
    (True, True, False)
    """
    return kind in LINK_FIELDS or kind in _named_kinds()


def target(kind: str, source_id: str) -> str:
    """
    Write how the index names something by its source's id.

    Parameters
    ----------
    kind
        Kind of what is named.
    source_id
        Its id as the source writes it.

    Returns
    -------
    str
        Trimmed and in one Unicode form.

    Examples
    --------
    >>> target("unit", " team-3 ")
    'unit:team-3'
    """
    return f"{kind}:{unicodedata.normalize('NFC', source_id.strip())}"


def _named(kind: str, data: bytes) -> set[tuple[str, str]]:
    found = _LINKS.decode(data)
    named = ((name, getattr(found, name)) for name in LINK_FIELDS[kind])
    pairs = {(to, how) for how, value in named for to in ((value,) if isinstance(value, str) else value)}
    anew, name = str(found.replacement.get("kind")), found.replacement.get("id")
    if anew in _named_kinds() and isinstance(name, str) and name.strip():
        pairs.add((target(anew, name), "replacement"))
    return pairs | _named_by_source(anew, found.replacement)


def _by_source(kind: str, members: Mapping[str, Any]) -> set[tuple[str, str]]:
    return _named_by_source(kind, members) | _own_id(kind, members)


def _named_by_source(kind: str, members: Mapping[str, Any]) -> set[tuple[str, str]]:
    pairs = set()
    for field, named in _naming(kind).items():
        value = members.get(field) or ()
        texts = (value,) if isinstance(value, str) else value if isinstance(value, list) else ()
        pairs |= {(target(named, text), field) for text in texts if isinstance(text, str) and text.strip()}
    return pairs


@cache
def _named_kinds() -> frozenset[str]:
    """Kinds whose own ids are followed: what other kinds name, and what names others."""
    named = {to for kind in KINDS for to in _naming(kind).values()} - _EARLIER
    return frozenset(named | {kind for kind in KINDS if _naming(kind)})


def _own_id(kind: str, members: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Name a record by its own id where it is written otherwise than ids are looked up."""
    name = members.get("id")
    if kind not in _named_kinds() or not isinstance(name, str) or not name.strip():
        return set()
    to = target(kind, name)
    return set() if to == f"{kind}:{name}" else {(to, "id")}


@cache
def _naming(kind: str) -> MappingProxyType[str, str]:
    """Fields of a kind that name something by its source's id, and the kind that they name."""
    marks = field_marks(KINDS[kind]) if kind in KINDS else {}
    return MappingProxyType({field: mark.names for field, mark in marks.items() if mark.names})


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
