"""The store of accounts in an SQLite file that only its owner may read; a connection for each deed that runs now."""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import apsw

from landrelease.accounts import schema
from landrelease.accounts.errors import (
    AccountsBusyError,
    AccountsError,
    AccountsFaultError,
    NewerAccountsError,
    NotAccountsError,
    OpenToOthersError,
)
from landrelease.accounts.store import Deed, Row, Value, View, Where
from landrelease.records.text import tr

OWNER_ONLY: Final = 0o600
_OF_OTHERS: Final = 0o077
_LEAST_BYTES: Final = 512
"""The smallest page that SQLite knows; it takes anything shorter for a file that it may begin anew."""
_PRAGMAS: Final = (
    "PRAGMA synchronous = FULL",  # an ended session stays ended after a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # REPLACE fires the guards of the audit too
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",  # what was removed is overwritten
    "PRAGMA mmap_size = 0",  # a stray pointer must never write into the file
    "PRAGMA journal_size_limit = 16777216",  # bytes
)
_SWITCHES: Final = (
    (apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
    (apsw.SQLITE_DBCONFIG_DEFENSIVE, 1),
    (apsw.SQLITE_DBCONFIG_DQS_DML, 0),
    (apsw.SQLITE_DBCONFIG_DQS_DDL, 0),
)
_FRESH: Final = (0, 0, 0)
"""Application id, format and number of tables of a file that was made a moment ago."""


@contextmanager
def told(where: str, waited_s: float = 0) -> Iterator[None]:
    """
    Turn SQLite's faults into those of this room.

    Parameters
    ----------
    where
        What the message begins with.
    waited_s
        How long a lock was waited for, in seconds.

    Raises
    ------
    AccountsError
        Of the class that fits.

    Examples
    --------
    >>> with told("a.register.accounts"):
    ...     raise apsw.FullError("database or disk is full")
    Traceback (most recent call last):
    ...
    landrelease.accounts.errors.AccountsFaultError: a.register.accounts: the file of accounts cannot be read...
    """
    try:
        yield
    except (apsw.BusyError, apsw.LockedError) as fault:
        raise AccountsBusyError(where, waited_s=waited_s) from fault
    except apsw.NotADBError as fault:
        raise NotAccountsError(where, detail=tr("it is no SQLite file, or an encrypted one")) from fault
    except apsw.Error as fault:
        raise AccountsFaultError(where, detail=str(fault)) from fault


def guarded(path: Path) -> None:
    """
    Refuse a file that others than its owner may read or write.

    Parameters
    ----------
    path
        The file; on systems without such rights nothing is looked at.

    Raises
    ------
    OpenToOthersError
        Where they may.
    """
    mode = path.stat().st_mode
    if os.name == "posix" and mode & _OF_OTHERS:
        raise OpenToOthersError(str(path), mode=f"{mode & 0o777:03o}")


class SqliteStore:
    """
    A file of accounts; made where there is none. As `store.Store`.

    Parameters
    ----------
    path
        The file. SQLite gives its journals the rights of the file itself.
    patience_s
        How long to wait for another writer, in seconds.

    Raises
    ------
    AccountsError
        Where it is another file, of a later version, damaged, open to others, or cannot be made here.
    """

    def __init__(self, path: Path, *, patience_s: float = 10.0) -> None:
        self.path = path
        self.where = str(path)
        self.patience_s = patience_s
        self._idle: list[apsw.Connection] = []
        self._closed = False
        self._turn = threading.Lock()  # writers of this process queue here, not at the file, where waiting is polling
        try:
            _make_place(path)
            guarded(path)
            short = 0 < path.stat().st_size < _LEAST_BYTES
        except OSError as fault:
            raise AccountsFaultError(self.where, detail=fault.strerror or str(fault)) from fault
        if short:
            raise NotAccountsError(self.where, detail=tr("the file is too short"))
        with told(self.where, patience_s):
            self._idle.append(self._connection())

    def _connection(self) -> apsw.Connection:
        db = apsw.Connection(self.where, flags=apsw.SQLITE_OPEN_READWRITE)
        try:
            db.set_busy_timeout(int(self.patience_s * 1000))
            _identify(db, self.where)
            for switch, value in _SWITCHES:
                db.config(switch, value)
            for pragma in _PRAGMAS:
                db.execute(pragma).fetchall()
            db.authorizer = _authorise
            db.row_trace = _named
        except BaseException:
            db.close()
            raise
        return db

    @contextmanager
    def _lent(self) -> Iterator[apsw.Connection]:
        """Lend a connection that nobody else uses meanwhile."""
        if self._closed:
            raise AccountsError(self.where, detail=tr("they were closed already"))
        try:
            db = self._idle.pop()
        except IndexError:
            db = self._connection()
        try:
            yield db
        finally:
            self._idle.append(db)
            self._tidy()

    @contextmanager
    def reading(self) -> Iterator[View]:
        """As `store.Store.reading`."""
        with told(self.where, self.patience_s), self._lent() as db, _transaction(db, "BEGIN"):
            yield _Rows(db)

    @contextmanager
    def writing(self) -> Iterator[Deed]:
        """As `store.Store.writing`."""
        if not self._turn.acquire(timeout=self.patience_s):
            raise AccountsBusyError(self.where, waited_s=self.patience_s)
        try:
            with told(self.where, self.patience_s), self._lent() as db, _transaction(db, "BEGIN IMMEDIATE"):
                yield _Rows(db)
        finally:
            self._turn.release()

    def close(self) -> None:
        """As `store.Store.close`; a deed that still runs in another thread closes its connection at its end."""
        self._closed = True
        self._tidy()

    def _tidy(self) -> None:
        """Close what lies idle in a store that was closed."""
        with told(self.where), suppress(IndexError):
            while self._closed:
                self._idle.pop().close()


class _Rows:
    """The tables behind one transaction. Names of tables and columns come from this room's code, values are bound."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    def first(self, table: str, where: Where) -> Row | None:
        found = self.rows(table, where, limit=1)
        return found[0] if found else None

    def rows(self, table: str, where: Where, *, order: str = "", limit: int = -1) -> list[Row]:
        condition, values = _condition(where)
        sorting = f"ORDER BY {order}" if order else ""
        return self._run(f"SELECT * FROM {table} {condition} {sorting} LIMIT ?", (*values, limit))  # noqa: S608 - see above

    def count(self, table: str, where: Where) -> int:
        condition, values = _condition(where)
        return int(self._run(f"SELECT count(*) AS n FROM {table} {condition}", values)[0]["n"])  # noqa: S608

    def add(self, table: str, row: Mapping[str, Value]) -> bool:
        places = ", ".join("?" * len(row))
        sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places}) ON CONFLICT DO NOTHING"  # noqa: S608
        return self._changed(sql, tuple(row.values())) == 1

    def change(self, table: str, where: Where, values: Mapping[str, Value]) -> int:
        condition, given = _condition(where)
        news = ", ".join(f"{name} = ?" for name in values)
        return self._changed(f"UPDATE {table} SET {news} {condition}", (*values.values(), *given))  # noqa: S608

    def drop(self, table: str, where: Where) -> int:
        condition, values = _condition(where)
        return self._changed(f"DELETE FROM {table} {condition}", values)  # noqa: S608

    def _run(self, sql: str, values: tuple[Value, ...]) -> list[Row]:
        found: list[Any] = self._db.execute(sql, values).fetchall()
        return found

    def _changed(self, sql: str, values: tuple[Value, ...]) -> int:
        before = self._db.total_changes()
        self._run(sql, values)
        return self._db.total_changes() - before


def _condition(where: Where) -> tuple[str, tuple[Value, ...]]:
    """Write a WHERE clause and its values."""
    parts, values = [], list[Value]()
    for key, value in where.items():
        column, _, sign = key.partition(" ")
        if isinstance(value, tuple):
            parts.append(f"{column} IN ({', '.join('?' * len(value))})")
            values.extend(value)
        else:
            parts.append(f"{column} {sign or 'IS'} ?")
            values.append(value)
    return ("WHERE " + " AND ".join(parts) if parts else ""), tuple(values)


@contextmanager
def _transaction(db: apsw.Connection, begin: str) -> Iterator[None]:
    db.execute(begin).fetchall()
    try:
        yield
        db.execute("COMMIT").fetchall()
    except BaseException:
        with suppress(apsw.Error):  # SQLite has undone it itself where the disk failed
            db.execute("ROLLBACK").fetchall()
        raise


def _named(cursor: apsw.Cursor, row: tuple[Any, ...]) -> Row:
    return {column[0]: value for column, value in zip(cursor.get_description(), row, strict=True)}


def _authorise(action: int, table: str | None, _column: str | None, _schema: str | None, _trigger: str | None) -> int:
    """Refuse, already when a statement is prepared, whatever would change what was audited."""
    refused = table == schema.GUARDED and action in {apsw.SQLITE_UPDATE, apsw.SQLITE_DELETE}
    return int(apsw.SQLITE_DENY if refused else apsw.SQLITE_OK)


def _make_place(path: Path) -> None:
    """
    Make an empty file that only its owner may read, where there is none.

    A file that exists is not opened: closing it would drop the locks that this process may hold on it.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY))


def _identify(db: apsw.Connection, where: str) -> None:
    found = _marks(db)
    if found == _FRESH:
        db.execute("PRAGMA journal_mode = WAL").fetchall()
        with _transaction(db, "BEGIN IMMEDIATE"):
            if _marks(db) == _FRESH:  # two processes may start at once
                db.execute(schema.SQL).fetchall()
                db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}").fetchall()
                db.execute(f"PRAGMA user_version = {schema.FORMAT}").fetchall()
        found = _marks(db)
    if found[0] != schema.APPLICATION_ID:
        raise NotAccountsError(
            where, detail=tr("it is the SQLite file of another application (id {id})").format(id=found[0])
        )
    if found[1] > schema.FORMAT:
        raise NewerAccountsError(where, found=found[1], known=schema.FORMAT)


def _marks(db: apsw.Connection) -> tuple[int, ...]:
    """Read application id, format and number of tables, as of one moment."""
    sources = "pragma_application_id, pragma_user_version, (SELECT count(*) FROM sqlite_schema)"
    rows: list[Any] = db.execute(f"SELECT * FROM {sources}").fetchall()  # noqa: S608 - a text of ours
    return tuple(rows[0])
