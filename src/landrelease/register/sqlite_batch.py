"""One transaction on a SQLite register: adding, deriving, and the check before the commit."""

import array
import hashlib
from collections.abc import Callable, Iterable, Sequence
from itertools import count, groupby, islice, repeat
from operator import concat
from typing import Any, Final, TypeVar

import apsw

from landrelease.records.seal import Payload, commitment
from landrelease.register import index
from landrelease.register.connection import Connection
from landrelease.register.errors import (
    DifferentProgrammeError,
    NoSuchRecordError,
    NotARecordError,
    PayloadMismatchError,
    WriteNotKeptError,
)
from landrelease.register.ready import Ready, ready
from landrelease.register.roots import NO_ROOT, Root
from landrelease.register.rows import DERIVED, Added, Box, Head, Row, Stored

_Made = TypeVar("_Made")
_CHUNK: Final = 10_000
"""Records that are held in memory at once."""
_KNOWN: Final = "SELECT record.id, seq FROM carray(?) AS wanted CROSS JOIN record ON record.id = wanted.value"
_NEXT: Final = f"SELECT seq, id, bytes FROM record WHERE seq > ? ORDER BY seq LIMIT {_CHUNK}"  # noqa: S608 - a number
"""The limit stands in the text: SQLite plans a statement anew at every run whose limit is a parameter."""
_INSERT: Final = """INSERT INTO record(seq, id, bytes)
    SELECT ? + rowid, CAST(substr(value, 1, 64) AS TEXT), substr(value, 65) FROM carray(?)"""
"""Each value is a record's identity, and its bytes behind it."""
_INSERT_HEADS: Final = """INSERT INTO head
    SELECT ? + (value ->> 0), value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
        value ->> 8
    FROM jsonb_each(?)"""
_CHANGED: Final = """ ON CONFLICT DO UPDATE SET head = excluded.head, body = excluded.body
    WHERE head <> excluded.head OR body <> excluded.body"""
"""A row that is there as it should be is not written again, so that its page stays out of the journal."""
_PUT: Final = "INSERT INTO {table} VALUES (?, ?, ?, ?)" + _CHANGED  # noqa: S608 - constants
_PUT_ALIKE: Final = "INSERT INTO {table} SELECT value, ?, ?, ? FROM carray(?) WHERE true" + _CHANGED  # noqa: S608 - the same
"""For rows that differ in nothing but their seq."""
_MANY: Final = 100
"""Rows alike from which one statement for all of them is worth looking for."""
_DROP: Final = "DELETE FROM {table} WHERE seq = ?"
_TAKE_OUT: Final = "DELETE FROM {table} WHERE seq = ? AND no = ?"
_CLEAR: Final = "DELETE FROM {table}"
_SEALED_HERE: Final = "SELECT field FROM payload WHERE record = ?"


class SqliteBatch:
    """
    A `store.Batch` on a SQLite connection that is inside a transaction.

    Parameters
    ----------
    connection
        The connection, after BEGIN.
    last
        Seq of the last record before the batch.

    Attributes
    ----------
    erased : bool
        Whether a personal value was erased in this batch.
    """

    def __init__(self, connection: Connection, last: int) -> None:
        self._connection: Connection | None = connection
        self._where = connection.where
        self._before = last
        self._last = last
        self._blobs: list[str] = []
        self._broken: BaseException | None = None
        self.erased = False

    def add(self, data: bytes, payloads: Iterable[Payload] = ()) -> Added:
        """As `store.Batch.add`."""
        values = tuple(payloads)
        self._check_payloads(data, values)
        added = self.add_many((data,))[0]
        if values:
            here = {row[0] for row in self._open.rows(_SEALED_HERE, (added.id,))}
            new = ((added.id, one.field, one.salt, one.value) for one in values if one.field not in here)
            self._run_many("INSERT INTO payload(record, field, salt, value) VALUES (?, ?, ?, ?)", new)
        return added

    def _check_payloads(self, data: bytes, payloads: tuple[Payload, ...]) -> None:
        promised = index.sealed(data) if payloads else {}
        for payload in payloads:
            if payload.value is None or not payload.salt or promised.get(payload.field) != commitment(payload):
                raise PayloadMismatchError(self._where, field=payload.field)

    def add_many(self, items: Iterable[bytes]) -> list[Added]:
        """As `store.Batch.add_many`."""
        added: list[Added] = []
        waiting = iter(items)
        while chunk := list(islice(waiting, _CHUNK)):
            added.extend(self.add_ready(self._ready(chunk)))
        return added

    def _ready(self, chunk: list[bytes]) -> Ready:
        try:
            return ready(chunk)
        except NotARecordError as fault:
            before = ready(chunk[: _place(fault)])
            new = before.without(self._known(before.ids))
            where = f"{self._where}, record {self._last - self._before + len(new.ids) + 1} of the batch"
            raise NotARecordError(where, **fault.params) from None

    def _known(self, ids: Sequence[str]) -> dict[str, int]:
        return dict(self._open.rows(_KNOWN, (apsw.carray(tuple(ids)),))) if ids else {}

    def add_ready(self, items: Ready) -> list[Added]:
        """As `store.Batch.add_ready`."""
        places = self._known(items.ids)
        fresh, first = items.without(places), self._last + 1
        self._same_programme(fresh.heads)
        self._insert(first, fresh)
        self._last += len(fresh.ids)
        if fresh is items:
            return list(map(Added, count(first), items.ids, repeat(True)))  # noqa: FBT003 - that they are new
        new = dict(zip(fresh.ids, range(first, self._last + 1), strict=True))
        places |= new
        return [Added(places[record], record, new.pop(record, None) is not None) for record in items.ids]

    def _insert(self, first: int, items: Ready) -> None:
        """Write records in one statement, during which other threads work on; one row at a time they would wait."""
        if items.ids:
            named = tuple(map(concat, map(str.encode, items.ids), items.data))
            self._run(_INSERT, (first - 1, apsw.carray(named)))
            self._insert_index(first, items)

    def _insert_index(self, first: int, items: Ready) -> None:
        if "\\u0000" in items.written:  # in JSON a text ends there for SQLite
            heads = (head._replace(seq=first + head.seq) for head in items.heads)
            self._run_many("INSERT INTO head VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", heads)
        else:
            self._run(_INSERT_HEADS, (first, items.written))
        links = (link._replace(source_seq=first + link.source_seq) for link in items.links)
        self._run_many("INSERT INTO link VALUES (?, ?, ?)", links)

    def _same_programme(self, heads: Sequence[Head]) -> None:
        """Refuse a second programme; records of the same one may be many, the earliest rules."""
        new = sorted({head.source_id for head in heads if head.kind == "programme" and head.source_id})
        if not new:
            return
        sql = "SELECT source_id FROM head WHERE kind = 'programme' AND source_id IS NOT NULL ORDER BY seq LIMIT 1"
        here = [row[0] for row in self._open.rows(sql)]
        both = sorted({*here, *new})
        if len(both) > 1:
            ours = here[0] if here else new[0]
            raise DifferentProgrammeError(self._where, ours=ours, theirs=next(other for other in both if other != ours))

    def add_blob(self, data: bytes) -> str:
        """As `store.Batch.add_blob`."""
        sha256 = hashlib.sha256(data).hexdigest()
        if not self._open.rows("SELECT 1 FROM blob WHERE sha256 = ?", (sha256,)):
            self._run("INSERT INTO blob(sha256, bytes) VALUES (?, ?)", (sha256, data))
            self._blobs.append(sha256)
        return sha256

    def sign(self, record: str, key: str, signature: bytes) -> None:
        """As `store.Batch.sign`."""
        self._bytes_of(record)
        row = (record, key, signature)
        if not self._open.rows("SELECT 1 FROM signature WHERE record = ? AND key = ? AND signature = ?", row):
            self._run("INSERT INTO signature(record, key, signature) VALUES (?, ?, ?)", row)

    def erase(self, record: str, field: str, *, who: str, when: str, why: str) -> bool:
        """As `store.Batch.erase`."""
        if not (who and when and why):
            msg = "a tombstone says who erased the value, when and why"
            raise ValueError(msg)
        if field not in index.sealed(self._bytes_of(record)):
            raise PayloadMismatchError(self._where, field=field)
        held = self._open.rows("SELECT value IS NOT NULL FROM payload WHERE record = ? AND field = ?", (record, field))
        if held == [(1,)]:
            sql = """UPDATE payload SET salt = x'', value = NULL, erased_by = ?, erased_at = ?, reason = ?
                WHERE record = ? AND field = ?"""
            self._run(sql, (who, when, why, record, field))
            self.erased = True
        elif not held:
            sql = "INSERT INTO payload(erased_by, erased_at, reason, record, field, salt) VALUES (?, ?, ?, ?, ?, x'')"
            self._run(sql, (who, when, why, record, field))
        return held == [(1,)]

    def _bytes_of(self, record: str) -> bytes:
        found = self._open.rows("SELECT bytes FROM record WHERE id = ?", (record,))
        if not found:
            raise NoSuchRecordError(self._where, id=record)
        data: bytes = found[0][0]
        return data

    def put(self, table: str, rows: Iterable[Row]) -> None:
        """As `store.Batch.put`."""
        several = self._guarded(lambda: list(rows))
        if len(several) >= _MANY and all(type(row[0]) is int and row[1:] == several[0][1:] for row in several):
            seqs = self._guarded(lambda: numbers(row[0] for row in several))
            self._run(_PUT_ALIKE.format(table=derived(table)), (*several[0][1:], seqs))
        else:
            self._run_many(_PUT.format(table=derived(table)), several)

    def drop(self, table: str, seqs: Iterable[int]) -> None:
        """As `store.Batch.drop`."""
        self._run_many(_DROP.format(table=derived(table)), ((seq,) for seq in seqs))

    def take_out(self, table: str, places: Iterable[tuple[int, int]]) -> None:
        """As `store.Batch.take_out`."""
        self._run_many(_TAKE_OUT.format(table=derived(table)), places)

    def put_boxes(self, boxes: Iterable[Box]) -> None:
        """As `store.Batch.put_boxes`."""
        self._run_many("INSERT OR REPLACE INTO box VALUES (?, ?, ?, ?, ?)", boxes)

    def drop_boxes(self, seqs: Iterable[int]) -> None:
        """As `store.Batch.drop_boxes`."""
        self._run_many(_DROP.format(table="box"), ((seq,) for seq in seqs))

    def clear(self, table: str) -> None:
        """As `store.Batch.clear`."""
        self._run(_CLEAR.format(table="box" if table == "box" else derived(table)))

    def rebuild_index(self) -> None:
        """As `store.Batch.rebuild_index`."""
        self._run(_CLEAR.format(table="head"))
        self._run(_CLEAR.format(table="link"))
        last = 0
        while found := self._open.rows(_NEXT, (last,)):
            for run in _runs(found):
                self._insert_run(run)
            last = found[-1][0]

    def _insert_run(self, rows: list[Stored]) -> None:
        first = rows[0][0]
        try:
            items = ready([data for _, _, data in rows], [name for _, name, _ in rows])
        except NotARecordError as fault:
            where = f"{self._where}, record {first + _place(fault)}"
            raise NotARecordError(where, **fault.params) from None
        self._insert_index(first, items)

    def finish(self, received: str) -> None:
        """
        Read every new record again, hash it, and write the running root.

        Parameters
        ----------
        received
            This register's clock.

        Raises
        ------
        WriteNotKeptError
            Where something is not as it was written.
        """
        if self._broken is not None:
            raise self._broken
        self._reread_blobs()
        if self._last > self._before:
            latest = self._open.rows("SELECT no, root FROM batch ORDER BY no DESC LIMIT 1")
            no, previous = latest[0] if latest else (0, NO_ROOT)
            root = self._reread_records(previous)
            row = (no + 1, received, root, self._before + 1, self._last - self._before)
            self._run("INSERT INTO batch(no, received, root, first, count) VALUES (?, ?, ?, ?, ?)", row)

    def _reread_records(self, previous: bytes) -> bytes:
        root = Root(previous)
        last = self._before
        while last < self._last and (rows := self._open.rows(_NEXT, (last,))):
            hashes = [hashlib.sha256(data).hexdigest() for _, _, data in rows]
            for place, (row, found) in enumerate(zip(rows, hashes, strict=True), last + 1):
                if row[0] != place or row[1] != found:
                    raise WriteNotKeptError(self._where, detail=f"record {row[1]}")
            root.feed(hashes)
            last += len(rows)
        if last != self._last:
            raise WriteNotKeptError(self._where, detail=f"{self._last - last} records are missing")
        return root.digest()

    def _reread_blobs(self) -> None:
        for sha256 in self._blobs:
            rows = self._open.rows("SELECT bytes FROM blob WHERE sha256 = ?", (sha256,))
            if [hashlib.sha256(row[0]).hexdigest() for row in rows] != [sha256]:
                raise WriteNotKeptError(self._where, detail=f"attachment {sha256}")

    def close(self) -> None:
        """End the batch: nothing can be written through it any more."""
        self._connection = None

    @property
    def _open(self) -> Connection:
        if self._connection is None:
            msg = "this batch has ended; open another with `writing`"
            raise RuntimeError(msg)
        return self._connection

    def _run(self, sql: str, args: tuple[Any, ...] = ()) -> None:
        self._run_many(sql, (args,))

    def _run_many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        if self._broken is not None:
            raise self._broken
        self._guarded(lambda: self._open.run_many(sql, rows))

    def _guarded(self, write: Callable[[], _Made]) -> _Made:
        """
        Do a part of a write, and remember one that failed: whoever swallows that neither goes on nor commits the half.

        SQLite may have undone the transaction by itself then, and what came after it would stay.
        """
        try:
            return write()
        except BaseException as fault:
            self._broken = fault
            raise


def _runs(rows: list[Stored]) -> list[list[Stored]]:
    """Cut rows where a seq is missing, as in a damaged file."""
    behind = count()
    return [list(run) for _, run in groupby(rows, lambda row: row[0] - next(behind))]


def _place(fault: NotARecordError) -> int:
    """Give the place among records made ready together of the one that is none."""
    return int(fault.where.removeprefix("record "))


def derived(table: str) -> str:
    """
    Check the name of a derived table before it is written into a statement.

    Parameters
    ----------
    table
        One of `rows.DERIVED`.

    Returns
    -------
    str
        The same name.

    Raises
    ------
    ValueError
        For any other name.

    Examples
    --------
    >>> derived("record")
    Traceback (most recent call last):
    ...
    ValueError: `record` is no derived table: state, land, posting...
    """
    if table not in DERIVED:
        msg = f"`{table}` is no derived table: {', '.join(DERIVED)}"
        raise ValueError(msg)
    return table


def numbers(values: Iterable[Any]) -> Any:  # noqa: ANN401 - apsw does not name the type
    """
    Hand whole numbers to a statement as a table.

    Parameters
    ----------
    values
        At least one number.

    Returns
    -------
    object
        A value for ``carray(?)``.
    """
    return apsw.carray(array.array("q", values))
