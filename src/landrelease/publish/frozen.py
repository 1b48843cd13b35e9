"""Frozen files: known by the digest of their own content, read back only where nothing in them was changed."""

import hashlib
from collections.abc import Sequence
from typing import Any, Final, TypeVar

import msgspec

from landrelease.desk.errors import BadRequestError, OwnRecordError
from landrelease.desk.persons import known_person
from landrelease.desk.register import Register
from landrelease.records.text import marked as _
from landrelease.records.text import tr

Struct = TypeVar("Struct", bound=msgspec.Struct)  # what is frozen: a struct with `format` and `id`
UNREAD: Final = (msgspec.DecodeError, RecursionError)
"""How the reader refuses what is no JSON, or brackets within brackets so deep that nobody wrote them."""
_CHANGED: Final = _("{name}: it is no publication, or it was changed since it was frozen ({detail})")
_STRANGER: Final = _("nobody named {name} ever acted in this register; a publication names persons by their ids only")
_ALONE: Final = _("whoever publishes cannot be the only one who approves")


def sealed(made: Struct) -> Struct:
    """
    Name a publication by its content.

    Parameters
    ----------
    made
        A struct with the fields ``format`` and ``id``.

    Returns
    -------
    Struct
        The same with its digest as ``id``.
    """
    return msgspec.structs.replace(made, id=_digest(msgspec.json.encode(made)))


def frozen_text(made: msgspec.Struct) -> str:
    """
    Write a publication.

    Parameters
    ----------
    made
        The publication, sealed.

    Returns
    -------
    str
        JSON, indented; amounts are texts, so that no digit is lost.
    """
    return msgspec.json.format(msgspec.json.encode(made), indent=1).decode() + "\n"


def thawed(data: bytes, kind: type[Struct], form: str, name: str) -> Struct:
    """
    Read a publication out of its bytes.

    The digest is taken over every member that stands in the file, also those that this version does not know, so that a
    file of any version is verified as it was written.

    Parameters
    ----------
    data
        The frozen file.
    kind
        What it holds.
    form
        What it calls its format.
    name
        What it is called, for messages.

    Returns
    -------
    Struct
        As it was frozen.

    Raises
    ------
    BadRequestError
        Where it is none, or anything in it was changed.
    """
    try:
        found = msgspec.json.decode(data, type=kind)
        said, digest = getattr(found, "id", ""), _digest(data)
    except UNREAD as fault:
        raise _refused(name, fault) from None
    if getattr(found, "format", "") != form or digest != said:
        raise _refused(name, said[:12])
    return found


def format_of(data: bytes) -> str:
    """
    Say which format a file claims.

    Parameters
    ----------
    data
        Any bytes.

    Returns
    -------
    str
        Empty where it claims none.

    Examples
    --------
    >>> format_of(b'{"format": "landrelease publication 1"}'), format_of(b"%PDF-1.7"), format_of(b"[1]")
    ('landrelease publication 1', '', '')
    """
    try:
        said = msgspec.json.decode(data)
    except UNREAD:
        return ""
    return str(said.get("format", "")) if isinstance(said, dict) else ""


def _refused(name: str, detail: object) -> BadRequestError:
    return BadRequestError(tr(_CHANGED).format(name=name, detail=detail))


def _digest(data: bytes) -> str:
    told = msgspec.json.decode(data, type=dict[str, Any])
    return hashlib.sha256(msgspec.json.encode({**told, "id": ""})).hexdigest()


def parties(register: Register, approved_by: Sequence[str], *, waits: bool) -> tuple[str, tuple[str, ...]]:
    """
    Say by their ids who publishes and who approved.

    Parameters
    ----------
    register
        An open register; who acts publishes.
    approved_by
        Names or person ids.
    waits
        Whether somebody else decides on it later, so that nobody needs to be named.

    Returns
    -------
    tuple
        Person id of who publishes, empty where it is the first thing that they write here, and those of who approved,
        each once.

    Raises
    ------
    BadRequestError
        Where somebody is not known here.
    OwnRecordError
        Where nobody but the author approved.
    """
    author = known_person(register.store, register.acting) or ""
    approvers = tuple(sorted({_person(register, name) for name in approved_by}))
    if not waits and not set(approvers) - {author}:
        raise OwnRecordError(tr(_ALONE))
    return author, approvers


def _person(register: Register, name: str) -> str:
    found = known_person(register.store, name)
    if found is None:
        raise BadRequestError(tr(_STRANGER).format(name=name))
    return found
