"""Whether a file is whole: GDAL reads what was cut off in part, or as empty, and says nothing.

The sizes come from the heads that the formats themselves write.
"""

import struct
import zipfile
from pathlib import Path, PurePosixPath
from typing import Final

from landrelease.intake import run
from landrelease.intake.fault import IntakeError
from landrelease.records.text import tr

_PARTS: Final = (".shp", ".shx", ".dbf")
_PAGE: Final = slice(16, 18)
_PAGES: Final = slice(28, 32)
_CHANGES: Final = (slice(24, 28), slice(92, 96))
_HEAD_BYTES: Final = 40
_NOTHING: Final = 1 << 62
"""Stated size of a part that is too short to state one."""


def refuse_broken(path: Path, kind: str, members: tuple[str, ...] = ()) -> None:
    """
    Refuse a file that lacks parts or was cut off.

    Parameters
    ----------
    path
        The file, or the folder of a File Geodatabase.
    kind
        What it holds, see `sniff.Content`.
    members
        Names of the members of a packed file.

    Raises
    ------
    IntakeError
        ``file-truncated``, ``file-incomplete`` or ``line-too-long``.
    """
    if kind == "Shapefile":
        _refuse_parted(path)
    elif kind == "GeoPackage":
        _refuse_short(path)
    elif kind == "File Geodatabase":
        for part in sorted(path.glob("*.gdbtable")):
            _refuse_cut(path.name, part.name, _head(part), part.stat().st_size)
    elif members:
        _refuse_packed(path, members)
    elif kind == "KML":
        run.refuse_endless(path, b"<")
        with path.open("rb") as file:
            file.seek(max(path.stat().st_size - run.MEGABYTE, 0))
            if b"</kml>" not in file.read().lower():
                raise IntakeError(path.name, "file-truncated", detail=tr("the closing tag is missing"))


def _refuse_short(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(100)
    page = int.from_bytes(head[_PAGE], "big")
    page = 65_536 if page == 1 else page
    stated = page * int.from_bytes(head[_PAGES], "big")
    if head[_CHANGES[0]] == head[_CHANGES[1]] and path.stat().st_size < stated:
        detail = tr("{size:,} of {stated:,} bytes are there").format(size=path.stat().st_size, stated=stated)
        raise IntakeError(path.name, "file-truncated", detail=detail)


def _refuse_parted(path: Path) -> None:
    beside = {part.name.lower(): part for part in path.parent.iterdir()}
    parts = {ending: beside.get(path.with_suffix(ending).name.lower()) for ending in _PARTS}
    missing = [ending for ending, part in parts.items() if part is None]
    if missing:
        raise IntakeError(path.name, "file-incomplete", parts=", ".join(missing))
    for ending, part in parts.items():
        if part is not None:
            _refuse_cut(path.name, ending, _head(part), part.stat().st_size)


def _refuse_packed(path: Path, members: tuple[str, ...]) -> None:
    """Hold the parts of packed layers against what their heads state."""
    with zipfile.ZipFile(path) as packed:
        for member in members:
            if member.lower().endswith((*_PARTS, ".gdbtable")):
                try:
                    with packed.open(member) as file:
                        head = file.read(_HEAD_BYTES)
                except (zipfile.BadZipFile, RuntimeError, OSError) as fault:
                    raise IntakeError(path.name, "file-unreadable", detail=str(fault).rstrip(".")) from None
                _refuse_cut(path.name, PurePosixPath(member).name, head, packed.getinfo(member).file_size)


def _head(part: Path) -> bytes:
    with part.open("rb") as file:
        return file.read(_HEAD_BYTES)


def _refuse_cut(name: str, part: str, head: bytes, size: int) -> None:
    stated = _stated(part.lower(), head)
    if size < stated:
        detail = tr("its {part} holds {size:,} bytes, fewer than its head says").format(part=part, size=size)
        if stated < _NOTHING:
            detail = tr("its {part} holds {size:,} of {stated:,} bytes").format(part=part, size=size, stated=stated)
        raise IntakeError(name, "file-truncated", detail=detail)


def _stated(part: str, head: bytes) -> int:
    """Read the size that a part states of itself."""
    try:
        if part.endswith(".dbf"):
            rows, header, width = struct.unpack_from("<IHH", head, 4)
            return int(header + rows * width)
        if part.endswith(".gdbtable"):
            return int(struct.unpack_from("<q", head, 24)[0])
        return int(2 * struct.unpack_from(">I", head, 24)[0])
    except struct.error:
        return _NOTHING
