"""Packed files: looked into before anything is opened, never unpacked onto the disk."""

import zipfile
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from landrelease.intake.fault import IntakeError

MEGABYTE: Final = 1 << 20
MOST_UNPACKED: Final = 2048 * MEGABYTE
"""Unpacked bytes above which a file is refused, whatever its ratio."""
MOST_RATIO: Final = 200
"""Unpacked to packed bytes above which a file is refused; real tables and shapes pack 3 to 30 times."""
_RATIO_FROM: Final = 64 * MEGABYTE
_LOCKED: Final = 0x1


def members(path: Path) -> list[str]:
    """
    List the members of a packed file, after making sure that it is whole, open and harmless.

    Parameters
    ----------
    path
        A ZIP file under any name: zipped layers, KMZ, XLSX, ODS.

    Returns
    -------
    list of str
        Names of the members, folders left out.

    Raises
    ------
    IntakeError
        ``file-truncated``, ``file-encrypted``, ``zip-path`` or ``zip-bomb``.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError) as fault:
        raise IntakeError(path.name, "file-truncated", detail=str(fault).rstrip(".")) from None
    _harmless(path, entries)
    if any(entry.flag_bits & _LOCKED for entry in entries):
        raise IntakeError(path.name, "file-encrypted")
    return [entry.filename for entry in entries]


def _harmless(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        if leads_out(entry.orig_filename):
            raise IntakeError(path.name, "zip-path", member=entry.orig_filename[:80])
    packed, unpacked = (sum(sizes) for sizes in ([e.compress_size for e in entries], [e.file_size for e in entries]))
    swollen = unpacked > _RATIO_FROM and unpacked > MOST_RATIO * max(packed, 1)
    if swollen or unpacked > MOST_UNPACKED:
        figures = {"packed_mb": f"{packed / MEGABYTE:.1f}", "unpacked_mb": f"{unpacked / MEGABYTE:,.0f}"}
        raise IntakeError(path.name, "zip-bomb", **figures)


def leads_out(member: str) -> bool:
    r"""
    Tell whether the name of a member would lead out of the folder that it is unpacked into.

    Parameters
    ----------
    member
        Name as it stands in the file.

    Returns
    -------
    bool
        True for absolute names, drives and steps upwards, in either spelling.

    Examples
    --------
    >>> [leads_out(name) for name in ("a/b.shp", "../b.shp", "a\\\\..\\\\..\\\\b", "/etc/b", "C:\\\\b", "a..b/c")]
    [False, True, True, True, True, False]
    """
    windows = PureWindowsPath(member)
    return (
        PurePosixPath(member).is_absolute()
        or bool(windows.drive or windows.root)
        or ".." in windows.parts
        or ".." in PurePosixPath(member).parts
    )
