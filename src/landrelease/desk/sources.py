"""Documents at the desk: taking them in as they are, each with the copy that was kept, and reading them back."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from landrelease.desk import upkeep
from landrelease.desk.errors import BadRequestError
from landrelease.desk.persons import random_salt
from landrelease.desk.reading import Reading
from landrelease.desk.register import Register
from landrelease.desk.views import store_view
from landrelease.evidence.document import Document, read_document
from landrelease.ledger.force import state_of
from landrelease.programme.roll import facts_of
from landrelease.records import format1
from landrelease.records.change import Attachment
from landrelease.records.codes import SOURCE_TYPE
from landrelease.records.seal import Payload, commitment
from landrelease.records.sources import Source
from landrelease.records.text import tr
from landrelease.records.times import interval
from landrelease.register.batch import Batch

_ID_DIGITS = 12
OUT = frozenset({"withdrawn", "rejected"})
"""What became of records that count for nothing any more."""


class Told(NamedTuple):
    """
    What the person who brings documents knows of them; it goes before what a document says of itself.

    Attributes
    ----------
    publisher : str
        Who published them.
    published : str
        When: a day, a month or a year.
    url : str
        Where; only for one document.
    type : str
        Code of the list ``source_type``.
    language : str
        Code of the language.
    written_by : str
        Who wrote or told them; sealed.
    """

    publisher: str = ""
    published: str = ""
    url: str = ""
    type: str = ""
    language: str = ""
    written_by: str = ""


class Added(NamedTuple):
    """
    What became of one file.

    Attributes
    ----------
    name : str
        Name of the file.
    record : str
        Id of its record.
    said : Source
        The record.
    fresh : bool
        Whether it was new; a file that is here already is not taken in again.
    """

    name: str
    record: str
    said: Source
    fresh: bool


class Kept(NamedTuple):
    """
    A document of the register, as it counts now.

    Attributes
    ----------
    record : str
        Id of the record that says it, a correction's where it was corrected.
    said : Source
        The statement.
    text : str
        Its words; empty where they were erased or never came.
    state : str
        What became of the record, as `ledger.force` names it.
    """

    record: str
    said: Source
    text: str
    state: str


def add_sources(register: Register, paths: Sequence[Path], told: Told, *, recorded: str | None = None) -> list[Added]:
    """
    Take documents in; all in one transaction.

    Each becomes a record that waits for a decision like any other, its words sealed, and an attachment that keeps the
    copy. None of them ever moves land.

    Parameters
    ----------
    register
        An open register.
    paths
        The files.
    told
        What the person knows of them.
    recorded
        A claimed moment of recording.

    Returns
    -------
    list of Added
        One per file, in order.

    Raises
    ------
    BadRequestError
        Where a date is none, the type is not on the list, or one address is given for several documents.
    UnreadableError
        Where a file cannot be read; no file is taken in then.
    """
    _refuse(paths, told)
    read = [(path, data, read_document(data, path.name)) for path in paths for data in (path.read_bytes(),)]
    now = register.at_once()
    with now.writing() as batch:
        author = now.author_in(batch, recorded)
        done = [_added(now, batch, author, recorded, one, told) for one in read]
        fresh = [one.record for one in done if one.fresh]
        upkeep.refresh(now.store, batch, fresh)
    return done


def _refuse(paths: Sequence[Path], told: Told) -> None:
    if told.url and len(paths) > 1:
        raise BadRequestError(tr("one address belongs to one document; bring the others in by a command of their own"))
    if told.type and told.type not in SOURCE_TYPE:
        known = ", ".join(SOURCE_TYPE)
        raise BadRequestError(
            tr("{type!r} is no type of document; there are {known}").format(type=told.type, known=known)
        )
    if told.published:
        try:
            interval(told.published)
        except ValueError as fault:
            said = tr("{fault}; leave it out where you do not know it").format(fault=fault)
            raise BadRequestError(said) from None


def _added(
    register: Register,
    batch: Batch,
    author: str,
    recorded: str | None,
    read: tuple[Path, bytes, Document],
    told: Told,
) -> Added:
    path, data, document = read
    digest = hashlib.sha256(data).hexdigest()
    known = msgspec.json.encode([digest, told.publisher, told.url])
    origin = f"sha256:{hashlib.sha256(known).hexdigest()}"
    earlier = _earlier(register, origin)
    if earlier is not None:
        return Added(path.name, earlier[0], earlier[1], fresh=False)
    payloads = _sealed(document, told)
    source = Source(
        id=f"src-{origin[7 : 7 + _ID_DIGITS]}",
        type=told.type or None,
        publisher=told.publisher or document.publisher or None,
        published=told.published or document.published or None,
        language=told.language or document.language or None,
        url=told.url or document.url or None,
        title=document.title or None,
        archive_sha256=digest,
        origin=origin,
        sealed={payload.field: commitment(payload) for payload in payloads},
    )
    name = batch.add(format1.encode(register.stamped(batch, source, recorded, author)), payloads).id
    copy = Attachment(
        about=(name,), sha256=digest, size_bytes=len(data), media_type=document.media_type, file_name=path.name
    )
    batch.add_blob(data)
    batch.add(format1.encode(register.stamped(batch, copy, recorded, author)))
    return Added(path.name, name, source, fresh=True)


def _earlier(register: Register, origin: str) -> tuple[str, Source] | None:
    """Find the record of a file that came in before, unless somebody took it out since."""
    view = store_view(register.store)
    for name in register.store.id_of(register.store.by_origin([origin]).get(origin, ())).values():
        record = view.record(name)
        if isinstance(record, Source) and state_of(view, name) not in OUT:
            return name, record
    return None


def _sealed(document: Document, told: Told) -> list[Payload]:
    values = {"written_by": told.written_by or document.written_by, "text": document.text}
    return [Payload(field, random_salt(), value) for field, value in values.items() if value]


def kept_sources(register: Reading) -> list[Kept]:
    """
    List the documents of a register: all but those that were rejected or withdrawn.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    list of Kept
        By day of publication, those of unknown day last, then in the order of their ids.
    """
    view = store_view(register.store)
    found = [
        _kept(register, name, record, state)
        for name, record in register.records(["source"])
        if isinstance(record, Source) and (state := state_of(view, name)) not in OUT
    ]
    return sorted(found, key=lambda one: (one.said.published or "9999", one.said.id or "", one.record))


def _kept(register: Reading, name: str, record: Source, state: str) -> Kept:
    """Give a document as it counts: where a correction is in force, what that says."""
    facts = facts_of(store_view(register.store), name) if state == "corrected" else []
    said = facts[-1].record if facts and isinstance(facts[-1].record, Source) else record
    words = [row.value for row in register.store.payloads(name) if row.field == "text" and row.value]
    return Kept(facts[-1].id if facts else name, said, words[0] if words else "", state)
