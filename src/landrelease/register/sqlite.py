"""Records in one SQLite file: the embedded store that every laptop has."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import starmap
from pathlib import Path
from typing import Any, Final, Self

import apsw

from landrelease.records.times import stamp
from landrelease.register import copies, search, verify, writer_note
from landrelease.register.connection import Connection
from landrelease.register.errors import NoSuchRecordError, RegisterError, RegisterLockedError, RegisterReadOnlyError
from landrelease.register.roots import NO_ROOT
from landrelease.register.rows import (
    BatchRow,
    Fault,
    Head,
    Link,
    LogEntry,
    Row,
    Stored,
    StoredPayload,
)
from landrelease.register.sqlite_batch import SqliteBatch, derived, numbers

Clock = Callable[[], str]
_HEX: Final = frozenset("0123456789abcdef")
_ID_DIGITS: Final = 64
_HEADS: Final = """SELECT seq, kind, source_id, area_id, origin, author, recorded, date, organisation
    FROM head WHERE {wheres} ORDER BY seq"""
_AMONG: Final = "{column} IN (SELECT value FROM carray(?))"
_ROWS: Final = "SELECT seq, no, head, body FROM {table} ORDER BY seq, no"
_ROWS_OF: Final = "SELECT seq, no, head, body FROM {table} WHERE seq IN (SELECT value FROM carray(?)) ORDER BY seq, no"
_LOG: Final = "SELECT seq, id, batch, received FROM log ORDER BY batch, seq"
_NEAR: Final = "SELECT seq FROM box WHERE x1 >= ? AND x0 <= ? AND y1 >= ? AND y0 <= ? ORDER BY seq"


def now() -> str:
    """
    Read the machine's clock.

    Returns
    -------
    str
        UTC stamp, see `records.times.stamp`.
    """
    return stamp(dt.datetime.now(dt.UTC))


class SqliteStore:
    """
    A `store.Store` in one SQLite file; for one thread at a time.

    Parameters
    ----------
    path
        The register's file.
    clock
        Where `received` comes from.
    patience_s
        How long to wait for another writer, in seconds.
    vfs
        Name of the SQLite VFS to go through; None is the system's own.

    Raises
    ------
    RegisterError
        Of the class that fits, where the file is no register that can be read here.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        clock: Clock = now,
        patience_s: float = 10.0,
        vfs: str | None = None,
    ) -> None:
        self._path = Path(path)
        self._clock = clock
        self._vfs = vfs
        self._connection = Connection(self._path, patience_s=patience_s, vfs=vfs)

    @classmethod
    def create(cls, path: str | Path, *, clock: Clock = now) -> Self:
        """
        Make a new, empty register.

        Parameters
        ----------
        path
            Where; there must be nothing yet.
        clock
            Where `received` comes from.

        Returns
        -------
        SqliteStore
            The open store.

        Raises
        ------
        RegisterExistsError
            Where there is a file already.
        RegisterReadOnlyError, DiskFullError, DiskFaultError
            Where it cannot be written.
        """
        copies.create(Path(path))
        return cls(path, clock=clock)

    @property
    def address(self) -> str:
        """The path of the file."""
        return str(self._path)

    def __enter__(self) -> Self:
        """As `store.Store.__enter__`."""
        return self

    def __exit__(self, *fault: object) -> None:
        """As `store.Store.__exit__`."""
        self.close()

    def close(self) -> None:
        """As `store.Store.close`."""
        self._connection.close()

    @contextmanager
    def writing(self, who: str) -> Iterator[SqliteBatch]:
        """As `store.Store.writing`."""
        self._begin(who)
        batch = SqliteBatch(self._connection, self.count())
        try:
            yield batch
            batch.finish(self._clock())
            writer_note.remove(self._path)
            self._connection.rows("COMMIT")
        except BaseException:
            self._undo()
            raise
        finally:
            batch.close()
        if batch.erased:
            # Old pages in the journal still hold what was erased; a reader elsewhere may put this off.
            with suppress(RegisterError):
                self._connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def _begin(self, who: str) -> None:
        if self._connection.read_only:
            raise RegisterReadOnlyError(self.address, detail="the file, its folder or its disk does not allow writing")
        if self._connection.db.in_transaction:
            raise RegisterError(self.address, detail="a batch or a reading is already open on this store")
        try:
            self._connection.rows("BEGIN IMMEDIATE")
        except RegisterLockedError:
            waited_s, holder = self._connection.patience_s, writer_note.holder(self._path)
            raise RegisterLockedError(self.address, waited_s=waited_s, holder=holder) from None
        writer_note.write(self._path, who)

    def _undo(self) -> None:
        """Roll back what is still open; a full disk may have made SQLite do it already."""
        writer_note.remove(self._path)
        if self._connection.db.in_transaction:
            self._connection.rows("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """As `store.Store.reading`."""
        outermost = not self._connection.db.in_transaction
        if outermost:
            self._connection.rows("BEGIN")
        try:
            yield
        finally:
            if outermost:
                self._connection.rows("COMMIT")

    def count(self) -> int:
        """As `store.Store.count`."""
        return int(self._connection.rows("SELECT coalesce(max(seq), 0) FROM record")[0][0])

    def get(self, record: str) -> bytes:
        """As `store.Store.get`."""
        found = self._connection.rows("SELECT bytes FROM record WHERE id = ?", (record,))
        if not found:
            raise NoSuchRecordError(self.address, id=record)
        data: bytes = found[0][0]
        return data

    def get_many(self, records: Iterable[str]) -> dict[str, bytes]:
        """As `store.Store.get_many`."""
        sql = "SELECT record.id, bytes FROM carray(?) AS wanted CROSS JOIN record ON record.id = wanted.value"
        return dict(self._of_texts(sql, records))

    def seq_of(self, records: Iterable[str]) -> dict[str, int]:
        """As `store.Store.seq_of`."""
        sql = "SELECT record.id, seq FROM carray(?) AS wanted CROSS JOIN record ON record.id = wanted.value"
        return dict(self._of_texts(sql, records))

    def id_of(self, seqs: Iterable[int]) -> dict[int, str]:
        """As `store.Store.id_of`."""
        sql = "SELECT seq, record.id FROM carray(?) AS wanted CROSS JOIN record ON seq = wanted.value"
        return dict(self._of_numbers(sql, seqs))

    def find_prefix(self, prefix: str, limit: int = 20) -> list[str]:
        """As `store.Store.find_prefix`."""
        first = prefix.lower()
        if not first or not _HEX.issuperset(first):
            return []
        if len(first) == _ID_DIGITS:
            return [row[0] for row in self._connection.rows("SELECT id FROM record WHERE id = ?", (first,))][:limit]
        sql = "SELECT id FROM record WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
        return [row[0] for row in self._connection.rows(sql, (first, first + "g", limit))]

    def find_text(self, text: str) -> Iterator[Stored]:
        """As `store.Store.find_text`."""
        holds = search.holder_of(text)
        return (stored for stored in self.records() if holds(stored[2]))

    def records(self, kinds: Iterable[str] | None = None) -> Iterator[Stored]:
        """As `store.Store.records`."""
        if kinds is None:
            return self._connection.stream("SELECT seq, id, bytes FROM record ORDER BY seq")
        sql = """SELECT seq, record.id, bytes FROM record JOIN head USING (seq)
            WHERE kind IN (SELECT value FROM carray(?)) ORDER BY seq"""
        wanted = tuple(kinds)
        return self._connection.stream(sql, (apsw.carray(wanted),)) if wanted else iter(())

    def heads(
        self,
        *,
        kinds: Iterable[str] | None = None,
        seqs: Iterable[int] | None = None,
        authors: Iterable[str] | None = None,
        organisations: Iterable[str] | None = None,
        after: str | None = None,
    ) -> list[Head]:
        """As `store.Store.heads`."""
        asked = (("kind", kinds), ("seq", seqs), ("author", authors), ("organisation", organisations))
        given = [(column, tuple(values)) for column, values in asked if values is not None]
        if not all(values for _, values in given):
            return []
        wheres = [_AMONG.format(column=column) for column, _ in given] + ["recorded > ?"] * (after is not None)
        arrays = [numbers(values) if column == "seq" else apsw.carray(values) for column, values in given]
        sql = _HEADS.format(wheres=" AND ".join(wheres) or "TRUE")
        return list(starmap(Head, self._connection.rows(sql, [*arrays, *([] if after is None else [after])])))

    def latest(self) -> str:
        """As `store.Store.latest`."""
        return str(self._connection.rows("SELECT coalesce(max(recorded), '') FROM head")[0][0])

    def links_to(self, records: Iterable[str]) -> list[Link]:
        """As `store.Store.links_to`."""
        sql = """SELECT target, source_seq, how FROM carray(?) AS wanted CROSS JOIN link ON target = wanted.value"""
        found = set(starmap(Link, self._of_texts(sql, records)))
        return sorted(found, key=lambda link: (link.source_seq, link.how, link.target))

    def by_origin(self, origins: Iterable[str]) -> dict[str, list[int]]:
        """As `store.Store.by_origin`."""
        sql = """SELECT origin, seq FROM carray(?) AS wanted CROSS JOIN head
            ON origin = wanted.value AND origin IS NOT NULL"""
        return _grouped(self._of_texts(sql, origins))

    def by_source(self, kind: str, source_ids: Iterable[str]) -> dict[str, list[int]]:
        """As `store.Store.by_source`."""
        sql = """SELECT source_id, seq FROM carray(?) AS wanted CROSS JOIN head
            ON kind = ? AND source_id = wanted.value"""
        return _grouped(self._of_texts(sql, source_ids, kind))

    def log(self) -> Iterator[LogEntry]:
        """As `store.Store.log`."""
        return starmap(LogEntry, self._connection.stream(_LOG))

    def batches(self) -> list[BatchRow]:
        """As `store.Store.batches`."""
        sql = "SELECT no, received, lower(hex(root)), first, count FROM batch ORDER BY no"
        return list(starmap(BatchRow, self._connection.rows(sql)))

    def root(self) -> str:
        """As `store.Store.root`."""
        found = self._connection.rows("SELECT root FROM batch ORDER BY no DESC LIMIT 1")
        root: bytes = found[0][0] if found else NO_ROOT
        return root.hex()

    def payloads(self, *records: str) -> list[StoredPayload]:
        """As `store.Store.payloads`."""
        sql = """SELECT record, field, salt, payload.value, erased_by, erased_at, reason
            FROM carray(?) AS wanted CROSS JOIN payload ON record = wanted.value ORDER BY record, field"""
        return list(starmap(StoredPayload, self._of_texts(sql, records)))

    def signatures(self, record: str) -> list[tuple[str, bytes]]:
        """As `store.Store.signatures`."""
        sql = "SELECT key, signature FROM signature WHERE record = ? ORDER BY key, signature"
        return self._connection.rows(sql, (record,))

    def blob(self, sha256: str) -> bytes | None:
        """As `store.Store.blob`."""
        found = self._connection.rows("SELECT bytes FROM blob WHERE sha256 = ?", (sha256,))
        return found[0][0] if found else None

    def read(self, table: str, seqs: Iterable[int] | None = None) -> list[Row]:
        """As `store.Store.read`."""
        if seqs is None:
            return self._connection.rows(_ROWS.format(table=derived(table)))
        return self._of_numbers(_ROWS_OF.format(table=derived(table)), seqs)

    def near(self, x0: float, y0: float, x1: float, y1: float) -> list[int]:
        """As `store.Store.near`."""
        return [row[0] for row in self._connection.rows(_NEAR, (x0, x1, y0, y1))]

    def near_many(self, rectangles: Sequence[tuple[float, float, float, float]]) -> list[list[int]]:
        """As `store.Store.near_many`."""
        return list(starmap(self.near, rectangles))

    def verify_bytes(self, kept_root: str | None = None) -> list[Fault]:
        """As `store.Store.verify_bytes`."""
        # Another connection: this one's cache would hide what somebody changed in the file behind SQLite's back.
        with closing(self._fresh()) as fresh:
            return verify.faults(fresh, kept_root)

    def backup(self, address: str | Path) -> str:
        """As `store.Store.backup`."""
        target = Path(address)
        with copies.under_another_name(target) as partial:
            with closing(self._fresh()) as fresh:
                copies.copy(fresh, partial)
            with closing(SqliteStore(partial)) as copy:
                verify.insist(copy.verify_bytes(), copy.address)
                root = copy.root()
        return root

    def _fresh(self) -> Connection:
        return Connection(self._path, patience_s=self._connection.patience_s, vfs=self._vfs)

    def _of_texts(self, sql: str, texts: Iterable[str], *more: str) -> list[Any]:
        wanted = tuple(texts)
        return self._connection.rows(sql, (apsw.carray(wanted), *more)) if wanted else []

    def _of_numbers(self, sql: str, values: Iterable[int]) -> list[Any]:
        wanted = tuple(values)
        return self._connection.rows(sql, (numbers(wanted),)) if wanted else []


def _grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for key, seq in pairs:
        found[key].add(seq)
    return {key: sorted(seqs) for key, seqs in found.items()}
