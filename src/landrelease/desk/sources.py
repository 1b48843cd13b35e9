"""Documents at the desk: taking them in as they are, each with the copy that was kept, and reading them back."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from landrelease.desk import upkeep
from landrelease.desk.errors import BadRequestError
from landrelease.desk.persons import random_salt
from landrelease.desk.reading import Reading
from landrelease.desk.register import Register
from landrelease.desk.views import store_view
from landrelease.evidence.address import fault_of_address, fault_of_language
from landrelease.evidence.document import Document, UnreadableError, read_document
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
    copies : tuple of str
        Ids of documents whose copy has the same bytes: the same words, published elsewhere. They rest on one origin.
    untaken : tuple of tuple
        What was told of a document that is here already and is not in its record: field, what the record holds, and
        what was told. A field of the document itself that cannot be right is left out likewise.
    """

    name: str
    record: str
    said: Source
    fresh: bool
    copies: tuple[str, ...] = ()
    untaken: tuple[tuple[str, str, str], ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """
        Give what a person has to know of it, and the way out.

        Returns
        -------
        tuple of str
            Sentences.
        """
        return (*self._about_copies(), *map(self._about_untaken, self.untaken))

    def _about_copies(self) -> list[str]:
        if not self.copies:
            return []
        said = tr("{file}: the same bytes as {documents}, published elsewhere: a copy, and one origin with it")
        return [said.format(file=self.name, documents=", ".join(self.copies))]

    def _about_untaken(self, one: tuple[str, str, str]) -> str:
        field, held, told = one
        if self.fresh:
            said = tr("{file}: it states {field} {told!r}, which cannot be right; {field} stays unknown")
        elif field == "written_by" and not held:
            said = tr(
                "{file}: it is here already, and record {record} names nobody who wrote it; no correction seals a "
                "name, so this was not taken: where it matters, reject or withdraw that record and take the document "
                "in again"
            )
        elif field == "written_by":
            said = tr(
                "{file}: it is here already, and who wrote it is sealed in record {record}, so this was not taken; "
                "where it matters, reject or withdraw that record and take the document in again"
            )
        else:
            said = tr(
                "{file}: it is here already with {field} {held!r}, so {told!r} was not taken; correct record {record}"
            )
        held = held or tr("unknown")
        return said.format(file=self.name, field=field, held=held, told=told, record=self.record[:_ID_DIGITS])


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
        Where a date is none or to come, the type is not on the list, the address or the language is none, or one
        address is given for several documents; every fault at once, also of the files.
    UnreadableError
        Where files cannot be read; no file is taken in then.
    """
    now = register.at_once()
    read = _read(paths, [*_faults(paths, told, _last_day(now))])
    with now.writing() as batch:
        author = now.author_in(batch, recorded)
        known = _known(now)
        done = [_added(now, batch, (recorded, author), one, told, known) for one in read]
        fresh = [one.record for one in done if one.fresh]
        upkeep.refresh(now.store, batch, fresh)
    return done


def _last_day(register: Register) -> int:
    """Give the last day that it is anywhere on earth."""
    return register.clock().date().toordinal() + 1


def _faults(paths: Sequence[Path], told: Told, last: int) -> Iterator[str]:
    if told.url and len(paths) > 1:
        yield tr("one address belongs to one document; bring the others in by a command of their own")
    if told.type and told.type not in SOURCE_TYPE:
        known = ", ".join(SOURCE_TYPE)
        yield tr("{type!r} is no type of document; there are {known}").format(type=told.type, known=known)
    for field, value in (("published", told.published), ("url", told.url), ("language", told.language)):
        fault = _fault(field, value, last)
        if fault:
            yield fault


def _fault(field: str, value: str, last: int) -> str:
    """Say what is wrong with what somebody, or a document, states; empty where nothing is."""
    if not value:
        return ""
    if field == "published":
        return _fault_of_day(value, last)
    return {"url": fault_of_address, "language": fault_of_language}[field](value)


def _fault_of_day(value: str, last: int) -> str:
    try:
        day = interval(value)
    except ValueError as fault:
        return tr("{fault}; leave it out where you do not know it").format(fault=fault)
    if day.first > last:
        said = tr("{day} is still to come, and nothing was published then; leave it out where you do not know it")
        return said.format(day=value)
    return ""


def _read(paths: Sequence[Path], faults: list[str]) -> list[tuple[Path, bytes, Document]]:
    """Read the files; every fault is told at once, those of the request and those of the files, each by its name."""
    read, unread = [], []
    for path in paths:
        try:
            data = path.read_bytes()
            read.append((path, data, read_document(data, path.name)))
        except UnreadableError as fault:
            unread.append(str(fault.args[0]))
        except OSError as fault:
            said = tr("{name}: it cannot be opened: {fault}")
            unread.append(said.format(name=path.name, fault=fault.strerror or fault))
    if faults:
        raise BadRequestError("\n".join([*faults, *unread]))
    if unread:
        raise UnreadableError("\n".join(unread))
    return read


def _known(register: Register) -> dict[str, list[tuple[str, Source]]]:
    """List the documents that are here by the hash of their copy, as they count now."""
    found: dict[str, list[tuple[str, Source]]] = {}
    view = store_view(register.store)
    for name, record in register.records(["source"]):
        state = state_of(view, name)
        if isinstance(record, Source) and record.archive_sha256 and state not in OUT:
            kept = _kept(register, name, record, state, words=False)
            found.setdefault(record.archive_sha256, []).append((kept.record, kept.said))
    return found


def _added(
    register: Register,
    batch: Batch,
    stamp: tuple[str | None, str],
    read: tuple[Path, bytes, Document],
    told: Told,
    known: dict[str, list[tuple[str, Source]]],
) -> Added:
    (path, data, document), (recorded, author) = read, stamp
    digest = hashlib.sha256(data).hexdigest()
    here = known.setdefault(digest, [])
    for name, said in here:
        if _one_publication(said, told):
            return Added(path.name, name, said, fresh=False, untaken=_untaken(said, told, _writer(register, name)))
    source, payloads, wrong = _source(document, told, digest, _last_day(register))
    name = batch.add(format1.encode(register.stamped(batch, source, recorded, author)), payloads).id
    copy = Attachment(
        about=(name,), sha256=digest, size_bytes=len(data), media_type=document.media_type, file_name=path.name
    )
    batch.add_blob(data)
    batch.add(format1.encode(register.stamped(batch, copy, recorded, author)))
    copies = tuple(said.id or name for name, said in here)
    here.append((name, source))
    return Added(path.name, name, source, fresh=True, copies=copies, untaken=wrong)


def _source(
    document: Document, told: Told, digest: str, last: int
) -> tuple[Source, list[Payload], tuple[tuple[str, str, str], ...]]:
    """Make the record of a document; what it states of itself and cannot be right is left out, and given back."""
    asked = {field: (getattr(told, field), getattr(document, field)) for field in ("published", "language", "url")}
    wrong = tuple(
        (field, "", its) for field, (said, its) in asked.items() if its and not said and _fault(field, its, last)
    )
    right = {field: said or ("" if (field, "", its) in wrong else its) or None for field, (said, its) in asked.items()}
    key = msgspec.json.encode([digest, told.publisher, told.url])
    origin = f"sha256:{hashlib.sha256(key).hexdigest()}"
    payloads = _sealed(document, told)
    source = Source(
        id=f"src-{origin[7 : 7 + _ID_DIGITS]}",
        type=told.type or None,
        publisher=told.publisher or document.publisher or None,
        title=document.title or None,
        archive_sha256=digest,
        published=right["published"],
        language=right["language"],
        url=right["url"],
        origin=origin,
        sealed={payload.field: commitment(payload) for payload in payloads},
    )
    return source, payloads, wrong


def _one_publication(said: Source, told: Told) -> bool:
    """Tell whether the same bytes are the same publication: nothing told speaks of another house or address."""
    house = not told.publisher or not said.publisher or told.publisher.casefold() == said.publisher.casefold()
    return house and (not told.url or not said.url or told.url == said.url)


def _untaken(said: Source, told: Told, writer: str) -> tuple[tuple[str, str, str], ...]:
    kept = {**{field: str(getattr(said, field, None) or "") for field in told._fields}, "written_by": writer}
    pairs = ((field, kept[field], value) for field, value in told._asdict().items() if value)
    return tuple((field, held, value) for field, held, value in pairs if held != value)


def _writer(register: Reading, name: str) -> str:
    """Give who wrote a document, as its record has it sealed; empty where that names nobody or was erased."""
    return next((row.value for row in register.store.payloads(name) if row.field == "written_by" and row.value), "")


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


def _kept(register: Reading, name: str, record: Source, state: str, *, words: bool = True) -> Kept:
    """Give a document as it counts: where a correction is in force, what that says."""
    facts = facts_of(store_view(register.store), name) if state == "corrected" else []
    said = facts[-1].record if facts and isinstance(facts[-1].record, Source) else record
    rows = register.store.payloads(name) if words else ()
    text = next((row.value for row in rows if row.field == "text" and row.value), "")
    return Kept(facts[-1].id if facts else name, said, text, state)
