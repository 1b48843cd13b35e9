"""Who is writing: a small file beside the register, read only by somebody who waits for the lock.

The lock itself is SQLite's and ends with the process, whatever kills it. The note may outlive its writer (kill -9,
power cut); so it is believed only while the lock is held, and it says so where the process that it names has ended.
"""

import datetime as dt
import getpass
import os
import socket
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec

from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.records.times import stamp


class Holder(msgspec.Struct, frozen=True):
    """
    What the note says.

    Attributes
    ----------
    pid : int
        Process id.
    host : str
        Name of the machine.
    user : str
        Login name.
    who : str
        As whom the writer acts.
    since : str
        UTC stamp.
    """

    pid: int
    host: str
    user: str
    who: str
    since: str


_BEHIND = "-writer"
_HELD = _("Process {pid} on {host} holds it (login {user}, acting as {who}) since {since}.")
_ENDED = _("The note beside it names process {pid} on {host}, which has ended: the holder left no note of its own.")
_NOBODY = _("The holder left no note: another application, or a writer that has just begun or is just ending.")


def note_path(register: Path) -> Path:
    """
    Name the note's file.

    Parameters
    ----------
    register
        The register's file.

    Returns
    -------
    Path
        The same name with ``-writer`` behind it.

    Examples
    --------
    >>> note_path(Path("province.register")).name
    'province.register-writer'
    """
    return register.with_name(register.name + _BEHIND)


def write(register: Path, who: str) -> None:
    """
    Leave a note; one that cannot be written is no reason not to work.

    Parameters
    ----------
    register
        The register's file, whose lock this process holds.
    who
        As whom this process acts.
    """
    holder = Holder(os.getpid(), _host(), _login(), who, stamp(dt.datetime.now(dt.UTC)))
    with suppress(OSError):
        file = os.open(f"{register}{_BEHIND}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        try:
            os.write(file, msgspec.json.encode(holder))
        finally:
            os.close(file)


def remove(register: Path) -> None:
    """
    Take the note away, before the lock is let go: afterwards it might be the next writer's.

    Parameters
    ----------
    register
        The register's file, whose lock this process still holds.
    """
    with suppress(OSError):
        os.unlink(f"{register}{_BEHIND}")  # noqa: PTH108 - at every batch, in half the time


def holder(register: Path) -> str:
    """
    Say who holds the lock that somebody waits for in vain.

    Parameters
    ----------
    register
        The register's file.

    Returns
    -------
    str
        One sentence in the language in use.
    """
    try:
        found = msgspec.json.decode(note_path(register).read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError):
        return tr(_NOBODY)
    text = _ENDED if _has_ended(found) else _HELD
    return tr(text).format(**msgspec.structs.asdict(found))


def _has_ended(found: Holder) -> bool:
    if os.name != "posix" or found.host != _host():
        return False
    try:
        os.kill(found.pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


@cache
def _host() -> str:
    return socket.gethostname()


@cache
def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
