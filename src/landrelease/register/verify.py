"""Checking a register file against itself, and against a root that somebody kept outside.

What a file says of itself can be made up by whoever may write the file: hashes, roots and triggers alike. Such a
forgery, an older copy and a lost journal are found only by a root that was kept elsewhere; the table in
``docs/formats/register-1.md`` says which change is found by what.
"""

from collections.abc import Callable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from types import MappingProxyType
from typing import Final

from landrelease.records.format1 import FORMAT, identity
from landrelease.records.seal import Payload, commitment
from landrelease.records.text import marked as _
from landrelease.register import index, schema
from landrelease.register.connection import Connection
from landrelease.register.errors import NotARecordError, RegisterDamagedError, RegisterError
from landrelease.register.roots import NO_ROOT, Root
from landrelease.register.rows import BatchRow, Fault, Head, Link

CODES: Final = MappingProxyType(
    {
        "file": _("The file's pages contradict each other, or cannot be read."),
        "schema": _("A table, index, trigger or view is not the one that format 1 has."),
        "record": _("The bytes of a record do not hash to its id, or are no record."),
        "batch": _("The batches do not hold every record exactly once, in order."),
        "root": _("The running root of a batch does not follow from its records."),
        "kept-root": _("The root that was kept outside does not occur in this history."),
        "head": _("The head of a record is not the one that its bytes give."),
        "link": _("The links of a record are not those that its bytes give."),
        "payload": _("A personal value is not the one that its record commits to."),
        "blob": _("The bytes of an attachment do not hash to its name."),
        "orphan": _("A value or a signature belongs to no record."),
    },
)
_BEYOND: Final = 2**63
_MOST: Final = 100
"""Findings of one check after which it is plain enough."""
_INDEX: Final = """SELECT record.seq, record.id, bytes, head.*
    FROM record LEFT JOIN head ON head.seq = record.seq ORDER BY record.seq"""
_NO_RECORD: Final = "SELECT seq FROM head WHERE seq NOT IN (SELECT seq FROM record) ORDER BY seq"
_ORPHANS: Final = "SELECT DISTINCT record FROM {table} WHERE record NOT IN (SELECT id FROM record) ORDER BY record"
_LINK: Final = "SELECT target, source_seq, how FROM link ORDER BY source_seq, target, how"


def faults(connection: Connection, kept_root: str | None) -> list[Fault]:
    """
    Run every check.

    Parameters
    ----------
    connection
        A connection that nothing was read through yet.
    kept_root
        A root that must occur in the history; None asks for none.

    Returns
    -------
    list of Fault
        What is wrong, at most a hundred of each check; a check that the damage makes impossible says so itself.
    """
    found: list[Fault] = []
    connection.rows("BEGIN")  # all checks look at one moment
    for check in _CHECKS:
        try:
            found.extend(islice(check(connection), _MOST))
        except (RegisterError, AttributeError, TypeError, ValueError) as fault:
            detail = fault.params.get("detail", "") if isinstance(fault, RegisterError) else fault
            found.append(Fault("file", f"{check.__name__.strip('_')}: {detail}"))  # values of impossible types
    if kept_root is not None and kept_root.lower() not in {NO_ROOT.hex(), *_roots(connection)}:
        found.append(Fault("kept-root", kept_root))
    return found


def insist(found: list[Fault], where: str) -> None:
    """
    Refuse a register with faults.

    Parameters
    ----------
    found
        What `faults` found.
    where
        What the message begins with.

    Raises
    ------
    RegisterDamagedError
        Where there is any.
    """
    if found:
        detail = "; ".join(f"{fault.code}: {fault.detail}" for fault in found[:3])
        raise RegisterDamagedError(where, detail=detail)


def _roots(connection: Connection) -> list[str]:
    try:
        return [row[0] for row in connection.rows("SELECT lower(hex(root)) FROM batch")]
    except RegisterError:
        return []


def _file(connection: Connection) -> Iterator[Fault]:
    for (line,) in connection.rows("PRAGMA integrity_check"):
        if line != "ok":
            yield Fault("file", line)


def _schema(connection: Connection) -> Iterator[Fault]:
    here, released = schema.present(connection.rows(schema.PRESENT)), schema.released()
    for kind, name, _table, _sql in sorted(here - released):
        yield Fault("schema", f"{kind} {name} is not of format {schema.FORMAT}")
    for kind, name, _table, _sql in sorted(released - here):
        yield Fault("schema", f"{kind} {name} is missing or changed")


def _records(connection: Connection) -> Iterator[Fault]:
    for seq, record, data in connection.stream("SELECT seq, id, bytes FROM record ORDER BY seq"):
        if identity(data) != record:
            yield Fault("record", f"{record} (seq {seq}): the bytes hash to {identity(data)}")


def _parsed(seq: int, data: bytes) -> tuple[Head, list[Link]] | None:
    try:
        head = index.head(seq, data)
        return head, index.links(seq, head.kind, data)
    except NotARecordError:
        return None


def _batches(connection: Connection) -> Iterator[Fault]:
    """Recompute every root from the ids; `_records` has shown whether the ids are those of the bytes."""
    ids = connection.stream("SELECT seq, id FROM record ORDER BY seq")
    previous, last = NO_ROOT, 0
    sql = "SELECT no, received, root, first, count FROM batch ORDER BY no"
    for expected, (no, received, stored, first, count) in enumerate(connection.rows(sql), start=1):
        batch = BatchRow(no, received, stored.hex(), first, count)
        part = list(islice(ids, max(count, 0)))
        if no != expected or not _fits(batch, last, [seq for seq, _ in part]):
            yield Fault("batch", f"batch {no} says records {first} to {first + count - 1}, after record {last}")
        if _root_after(previous, [record for _, record in part]) != stored:
            yield Fault("root", f"batch {no}: {batch.root} does not follow from its records")
        previous, last = stored, first + count - 1
    for seq, record in ids:
        yield Fault("batch", f"{record} (seq {seq}) is in no batch")


def _fits(batch: BatchRow, last: int, seqs: list[int]) -> bool:
    return batch.size > 0 and batch.first == last + 1 and seqs == list(range(batch.first, batch.first + batch.size))


def _root_after(previous: bytes, ids: list[str]) -> bytes:
    root = Root(previous)
    try:
        root.feed(ids)
    except ValueError:
        return b""
    return root.digest()


def _index(connection: Connection) -> Iterator[Fault]:
    """Compare heads and links with those that the bytes give, in one walk along seq."""
    links = _StoredLinks(connection)
    for seq, record, data, *head in connection.stream(_INDEX):
        stored, expected = (tuple(head), links.of(seq)), _parsed(seq, data)
        if expected is None:
            yield Fault("record", f"{record} (seq {seq}): the bytes are no record of format {FORMAT}")
            continue
        if stored[0] != expected[0]:
            yield Fault("head", f"{record} (seq {seq}): run `landrelease rebuild`")
        if stored[1] != expected[1]:
            yield Fault("link", f"{record} (seq {seq}): run `landrelease rebuild`")
    for (seq,) in connection.stream(_NO_RECORD):
        yield Fault("head", f"seq {seq}: there is no such record")
    for seq in links.unclaimed():
        yield Fault("link", f"seq {seq}: no record there names others")


class _StoredLinks:
    """The link table along seq, a group at a time, so that a million links need no memory."""

    _seq: int | None

    def __init__(self, connection: Connection) -> None:
        self._groups = groupby(connection.stream(_LINK), key=itemgetter(1))
        self._passed: list[int] = []
        self._step()

    def _step(self) -> None:
        self._seq, rows = next(self._groups, (None, iter(())))
        self._links = [Link(*row) for row in rows]

    def of(self, seq: int) -> list[Link]:
        while self._seq is not None and self._seq < seq:
            self._passed.append(self._seq)
            self._step()
        if self._seq != seq:
            return []
        found = self._links
        self._step()
        return found

    def unclaimed(self) -> list[int]:
        self.of(_BEYOND)
        return self._passed


def _payloads(connection: Connection) -> Iterator[Fault]:
    sql = """SELECT payload.record, field, salt, value, record.bytes
        FROM payload JOIN record ON record.id = payload.record"""
    for record, field, salt, value, data in connection.stream(sql):
        try:
            promised = index.sealed(data).get(field)
        except NotARecordError:
            promised = None
        given = commitment(Payload(field, salt, value)) if value is not None else promised
        if promised is None or promised != given:
            yield Fault("payload", f"{record}: the value of `{field}` is not the sealed one")


def _blobs(connection: Connection) -> Iterator[Fault]:
    for sha256, data in connection.stream("SELECT sha256, bytes FROM blob ORDER BY sha256"):
        if identity(data) != sha256:
            yield Fault("blob", f"{sha256}: the bytes hash to {identity(data)}")


def _orphans(connection: Connection) -> Iterator[Fault]:
    for table in ("payload", "signature"):
        for (record,) in connection.stream(_ORPHANS.format(table=table)):
            yield Fault("orphan", f"{table} of {record}")


_CHECKS: Final[tuple[Callable[[Connection], Iterator[Fault]], ...]] = (
    _file,
    _schema,
    _records,
    _batches,
    _index,
    _payloads,
    _blobs,
    _orphans,
)
