"""New register files and copies of them: made whole under another name first, so that nobody ever finds half of one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import apsw

from landrelease.register import schema
from landrelease.register.connection import Connection, told
from landrelease.register.errors import DiskFaultError, RegisterExistsError, RegisterReadOnlyError

_SIDES = ("", "-wal", "-shm", "-journal")


def create(path: Path) -> None:
    """
    Make an empty register file.

    Parameters
    ----------
    path
        Where; there must be nothing yet.

    Raises
    ------
    RegisterExistsError
        Where there is a file already.
    RegisterReadOnlyError, DiskFullError, DiskFaultError
        Where it cannot be written.
    """
    with under_another_name(path) as partial, told(str(path)):
        db = apsw.Connection(str(partial))
        try:
            db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}").fetchall()
            db.execute(f"PRAGMA user_version = {schema.FORMAT}").fetchall()
            db.execute(f"BEGIN; {schema.SQL} COMMIT").fetchall()
            db.execute("PRAGMA journal_mode = WAL").fetchall()
        finally:
            db.close()


def copy(source: Connection, target: Path) -> None:
    """
    Write what a register holds at this moment into a new file.

    Parameters
    ----------
    source
        An open register; its journal is part of the copy.
    target
        A file that does not exist yet.
    """
    with told(str(target)):
        db = apsw.Connection(str(target))
        try:
            with db.backup("main", source.db, "main") as work:
                work.step(-1)
        finally:
            db.close()


@contextmanager
def under_another_name(path: Path) -> Iterator[Path]:
    """
    Give a file its name only when it is complete and on the disk.

    Parameters
    ----------
    path
        The name it shall have; there must be nothing yet.

    Yields
    ------
    Path
        The name to write under. It is moved at the end, or removed after an exception.

    Raises
    ------
    RegisterExistsError
        Where the name is taken.
    RegisterReadOnlyError, DiskFaultError
        Where it cannot be moved.
    """
    if path.exists():
        raise RegisterExistsError(str(path))
    if not path.absolute().parent.is_dir():
        raise DiskFaultError(str(path), detail="there is no such folder")
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    _remove(partial)
    try:
        yield partial
        _settle(partial, path)
    except PermissionError as fault:
        raise RegisterReadOnlyError(str(path), detail=str(fault.strerror)) from fault
    except OSError as fault:
        raise DiskFaultError(str(path), detail=str(fault.strerror)) from fault
    finally:
        _remove(partial)


def _settle(partial: Path, path: Path) -> None:
    """Move a complete file to its name; the content is on the disk before the name, the name before the return."""
    _to_disk(partial)
    if path.exists():
        raise RegisterExistsError(str(path))
    partial.rename(path)
    if os.name == "posix":
        _to_disk(path.absolute().parent)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(partial: Path) -> None:
    for side in _SIDES:
        with suppress(OSError):
            partial.with_name(partial.name + side).unlink(missing_ok=True)
