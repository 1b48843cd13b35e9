"""A disk that fails: its power is cut at the n-th call, or it is full from the n-th write on.

After a cut only what was synced is certain. Of every write since then a seeded coin decides whether all of it, some of
its sectors or none reached the disk, whatever their order, as on a disk with a cache of its own.
"""

import random
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import apsw

SECTOR = 512


class Write(NamedTuple):
    """A change of a file that was not synced yet."""

    offset: int
    before: bytes
    after: bytes
    size: int


class Disk(apsw.VFS):
    """
    A VFS that passes everything on to the system's own until it fails.

    Parameters
    ----------
    name
        What SQLite knows it by.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
        self.name = name
        self.calls = 0
        self.cut_at = -1
        self.full_at = -1
        self.room_again_at = -1
        self.unsynced: dict[str, list[Write]] = {}

    def call(self) -> None:
        """Count a call; refuse all of them once the power is gone."""
        self.calls += 1
        if 0 <= self.cut_at <= self.calls:
            raise apsw.IOError

    def needs_room(self) -> None:
        """Refuse what needs room while the disk is full."""
        if 0 <= self.full_at <= self.calls and not 0 <= self.room_again_at <= self.calls:
            raise apsw.FullError

    def xOpen(self, name: object, flags: list[int]) -> "File":  # noqa: N802 - apsw's name
        """Open a file of this disk."""
        return File(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: FBT001, N802 - apsw's name and signature
        """Delete a file, if there is power."""
        self.call()
        self.unsynced.pop(filename, None)
        super().xDelete(filename, syncdir)

    def excepthook(self, *_: object) -> None:
        """Keep silent: a dead disk cannot even be closed."""

    def images(self, folder: Path, chance: random.Random) -> None:
        """Put every file as the disk has it after the cut into a folder."""
        for name, writes in self.unsynced.items():
            image = bytearray(Path(name).read_bytes())
            for write in reversed(writes):
                undo(image, write)
            for write in writes:
                redo(image, write, chance)
            (folder / Path(name).name).write_bytes(image)


def undo(image: bytearray, write: Write) -> None:
    """Take a write back."""
    image[write.offset : write.offset + len(write.after)] = write.before
    del image[write.size :]


def redo(image: bytearray, write: Write, chance: random.Random) -> None:
    """Let all, some sectors or nothing of a write reach the disk."""
    fate = chance.choice(("all", "all", "torn", "none"))
    if fate == "none":
        return
    for start in range(0, len(write.after), SECTOR):
        if fate == "torn" and chance.random() < 0.5:
            continue
        part = write.after[start : start + SECTOR]
        end = write.offset + start
        if len(image) < end:
            image.extend(bytes(end - len(image)))
        image[end : end + len(part)] = part


class File(apsw.VFSFile):
    """A file on a disk that may fail."""

    def __init__(self, disk: Disk, name: object, flags: list[int]) -> None:
        self.disk = disk
        self.path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        super().__init__("", name, flags)
        disk.unsynced.setdefault(self.path, [])

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802 - apsw's name
        """Read, if there is power."""
        self.disk.call()
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - apsw's name
        """Write, and remember what was there until the next sync."""
        self.disk.call()
        self.disk.needs_room()
        size = self.xFileSize()
        before = super().xRead(min(len(data), max(size - offset, 0)), offset) if offset < size else b""
        self.disk.unsynced[self.path].append(Write(offset, before, bytes(data), size))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802 - apsw's name
        """Shorten, and remember what was cut off until the next sync."""
        self.disk.call()
        size = self.xFileSize()
        if newsize < size:
            cut_off = super().xRead(size - newsize, newsize)
            self.disk.unsynced[self.path].append(Write(newsize, cut_off, b"", size))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802 - apsw's name
        """From here on what was written is certain."""
        self.disk.call()
        super().xSync(flags)
        self.disk.unsynced[self.path].clear()


def closed(connection: object) -> None:
    """Close what may be on a dead disk."""
    with suppress(Exception):
        connection.close()
