"""One connection to a register file: how it is opened, which rules SQLite keeps on it, and its faults in our words."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import apsw

from landrelease.register import schema
from landrelease.register.errors import (
    ChangeRefusedError,
    DiskFaultError,
    DiskFullError,
    NewerFormatError,
    NotARegisterError,
    RegisterAbsentError,
    RegisterDamagedError,
    RegisterError,
    RegisterLockedError,
    RegisterReadOnlyError,
)

_LEAST_BYTES: Final = 512
"""The smallest page that SQLite knows; it takes anything shorter for a file that it may begin anew."""
_PRAGMAS: Final = (
    "PRAGMA synchronous = FULL",  # the WAL is on the disk before COMMIT returns
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # REPLACE fires the delete triggers too; the guards hold without it
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",  # an erased personal value is overwritten, not only unlinked
    "PRAGMA mmap_size = 0",  # a stray pointer must never write into the file
    "PRAGMA cache_size = -65536",  # KiB: the index over random ids stays in memory up to a million records
    "PRAGMA wal_autocheckpoint = 4000",  # pages, 16 MiB: brought in seldom, when most have changed more than once
    "PRAGMA journal_size_limit = 16777216",  # bytes: a large import does not leave its journal behind
)
_STATEMENTS: Final = 512
"""Statements kept ready. The cache drops what was not run among the last so many runs, and one acceptance with its
proposal runs about a hundred: a tenth of them were prepared anew each time."""
_SWITCHES: Final = (
    (apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
    (apsw.SQLITE_DBCONFIG_DEFENSIVE, 1),
    (apsw.SQLITE_DBCONFIG_DQS_DML, 0),
    (apsw.SQLITE_DBCONFIG_DQS_DDL, 0),
)
_FAULTS: Final[tuple[tuple[type[apsw.Error], type[RegisterError]], ...]] = (
    (apsw.FullError, DiskFullError),
    (apsw.IOError, DiskFaultError),
    (apsw.CantOpenError, RegisterReadOnlyError),
    (apsw.ReadOnlyError, RegisterReadOnlyError),
    (apsw.ConstraintError, ChangeRefusedError),
    (apsw.AuthError, ChangeRefusedError),
    (apsw.PermissionsError, RegisterReadOnlyError),
    (apsw.CorruptError, RegisterDamagedError),
    (apsw.NotADBError, RegisterDamagedError),
    (apsw.SQLError, RegisterDamagedError),  # our own statements are right: the tables are not those of a register
)
_DENIED: Final = frozenset(
    {
        apsw.SQLITE_ATTACH,
        apsw.SQLITE_DETACH,
        apsw.SQLITE_ALTER_TABLE,
        apsw.SQLITE_CREATE_INDEX,
        apsw.SQLITE_CREATE_TABLE,
        apsw.SQLITE_CREATE_TRIGGER,
        apsw.SQLITE_CREATE_VIEW,
        apsw.SQLITE_CREATE_VTABLE,
        apsw.SQLITE_DROP_INDEX,
        apsw.SQLITE_DROP_TABLE,
        apsw.SQLITE_DROP_TRIGGER,
        apsw.SQLITE_DROP_VIEW,
        apsw.SQLITE_DROP_VTABLE,
    },
)


def _authorise(action: int, table: str | None, _column: str | None, _schema: str | None, _trigger: str | None) -> int:
    """Refuse, already when a statement is prepared, whatever would change records or the schema."""
    changes = action == apsw.SQLITE_DELETE and table in schema.IMMUTABLE
    updates = action == apsw.SQLITE_UPDATE and table in schema.IMMUTABLE and table != "payload"
    refused = changes or updates or action in _DENIED
    return int(apsw.SQLITE_DENY if refused else apsw.SQLITE_OK)


@contextmanager
def told(where: str) -> Iterator[None]:
    """
    Turn SQLite's faults into the register's.

    Parameters
    ----------
    where
        What the message begins with.

    Raises
    ------
    RegisterError
        Of the class that fits.

    Examples
    --------
    >>> with told("a.register"):
    ...     raise apsw.FullError
    Traceback (most recent call last):
    ...
    landrelease.register.errors.DiskFullError: a.register: the disk is full...
    """
    try:
        yield
    except (apsw.Error, UnicodeDecodeError) as fault:
        raise translated(fault, where) from fault


def translated(fault: apsw.Error | UnicodeDecodeError, where: str) -> RegisterError:
    """
    Find the register's words for a fault of SQLite.

    Parameters
    ----------
    fault
        What SQLite raised, or what reading a text that it gave did.
    where
        What the message begins with.

    Returns
    -------
    RegisterError
        Of the class that fits, the base class where none does.

    Examples
    --------
    >>> type(translated(apsw.CorruptError("malformed"), "x")).__name__
    'RegisterDamagedError'
    """
    if isinstance(fault, UnicodeDecodeError):
        return RegisterDamagedError(where, detail=f"a text is no UTF-8: {fault.reason}")
    if isinstance(fault, apsw.BusyError | apsw.LockedError):
        return RegisterLockedError(where, waited_s=0, holder="")
    found = next((ours for theirs, ours in _FAULTS if isinstance(fault, theirs)), RegisterError)
    return found(where, detail=str(fault))


class Connection:
    """
    A connection to a register file whose identity has been checked.

    Parameters
    ----------
    path
        The file.
    patience_s
        How long to wait for a lock, in seconds.
    vfs
        Name of the SQLite VFS to go through; tests use one that loses power.

    Raises
    ------
    RegisterError
        Where the file is absent, no register, of a newer format, damaged, or cannot be read here.
    """

    def __init__(self, path: Path, *, patience_s: float = 10.0, vfs: str | None = None) -> None:
        self.path = path
        self.where = str(path)
        self.patience_s = patience_s
        self._frozen: tuple[int, ...] = ()
        _look(path)
        try:
            with told(self.where):
                self.db = self._writable(vfs)
        except (RegisterReadOnlyError, DiskFaultError):
            with told(self.where):
                self.db = self._read_only(vfs)

    def _writable(self, vfs: str | None) -> apsw.Connection:
        flags = apsw.SQLITE_OPEN_READWRITE
        db = apsw.Connection(self.where, flags=flags, vfs=vfs, statementcachesize=_STATEMENTS)
        try:
            self._prepare(db)
            if not db.readonly("main"):
                db.execute("PRAGMA journal_mode = WAL").fetchall()
        except BaseException:
            db.close()
            raise
        return db

    def _read_only(self, vfs: str | None) -> apsw.Connection:
        """Open where nothing may be written beside the file: all of it must then lie in the file itself."""
        journal = self.path.with_name(self.path.name + "-wal")
        if journal.exists() and journal.stat().st_size:
            detail = "its journal `-wal` holds batches that only somebody who may write can bring in"
            raise RegisterReadOnlyError(self.where, detail=detail)
        self._frozen = self._state()
        address = f"{self.path.absolute().as_uri()}?immutable=1"
        flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
        db = apsw.Connection(address, flags=flags, vfs=vfs, statementcachesize=_STATEMENTS)
        self._prepare(db)
        return db

    def _prepare(self, db: apsw.Connection) -> None:
        db.set_busy_timeout(int(self.patience_s * 1000))
        for switch, value in _SWITCHES:
            db.config(switch, value)
        _identify(db, self.where)
        for pragma in _PRAGMAS:
            db.execute(pragma).fetchall()
        db.authorizer = _authorise

    def _state(self) -> tuple[int, ...]:
        seen = self.path.stat()
        return (seen.st_ino, seen.st_size, seen.st_mtime_ns)

    @property
    def read_only(self) -> bool:
        """
        Say whether nothing can be written through this connection.

        Returns
        -------
        bool
            True for a file, folder or disk that may only be read.
        """
        return self.db.readonly("main")

    def still(self) -> None:
        """
        Refuse to go on where a file that is read without locks has changed.

        Raises
        ------
        RegisterReadOnlyError
            Where it has.
        """
        if self._frozen and self._state() != self._frozen:
            raise RegisterReadOnlyError(self.where, detail="somebody changed the file while it was read without locks")

    def rows(self, sql: str, args: Sequence[Any] = ()) -> list[Any]:
        """
        Run a statement and read all its rows.

        Parameters
        ----------
        sql
            One statement.
        args
            Its values.

        Returns
        -------
        list of tuple
            The rows.
        """
        self.still()
        try:  # not `told`: a generator at every statement costs more than most statements do
            return self.db.execute(sql, args).fetchall()
        except (apsw.Error, UnicodeDecodeError) as fault:
            raise translated(fault, self.where) from fault

    def stream(self, sql: str, args: Sequence[Any] = ()) -> Iterator[Any]:
        """
        Run a statement and read its rows one after the other.

        Parameters
        ----------
        sql
            One statement.
        args
            Its values.

        Yields
        ------
        tuple
            A row.
        """
        self.still()
        with told(self.where):
            yield from self.db.execute(sql, args)

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """
        Run one statement with many values.

        Parameters
        ----------
        sql
            One statement.
        rows
            The values of each run.
        """
        try:
            self.db.executemany(sql, rows).fetchall()
        except (apsw.Error, UnicodeDecodeError) as fault:
            raise translated(fault, self.where) from fault

    def close(self) -> None:
        """Close; the last connection to the file brings the journal in and removes it."""
        with told(self.where):
            self.db.close()


def _look(path: Path) -> None:
    """
    Refuse what can be told without opening the file.

    Opening and closing it by any other way than SQLite would drop the locks that this process may hold on it.
    """
    if not path.exists():
        raise RegisterAbsentError(str(path))
    if not path.is_file():
        raise NotARegisterError(str(path), detail="it is a folder or a device")
    if not os.access(path, os.R_OK):
        raise DiskFaultError(str(path), detail="you may not read the file")
    size = path.stat().st_size
    if size < _LEAST_BYTES:
        raise NotARegisterError(str(path), detail="the file is too short" if size else "the file is empty")


def _identify(db: apsw.Connection, where: str) -> None:
    try:
        application = db.execute("PRAGMA application_id").get
        found = db.execute("PRAGMA user_version").get
    except apsw.NotADBError:
        raise NotARegisterError(where, detail="it is no SQLite file, or an encrypted one") from None
    if application != schema.APPLICATION_ID:
        raise NotARegisterError(where, detail=f"it is the SQLite file of another application (id {application})")
    if found > schema.FORMAT:
        raise NewerFormatError(where, found=found, known=schema.FORMAT)
    if found < schema.FORMAT:
        raise NotARegisterError(where, detail=f"its format is {found}, which no version ever wrote")
