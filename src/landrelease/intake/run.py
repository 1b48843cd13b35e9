"""Rows without an end: found while reading in small blocks, so that no file fills the memory before it is refused."""

from pathlib import Path
from typing import Final

from landrelease.intake.fault import IntakeError
from landrelease.records.text import tr

MEGABYTE: Final = 1 << 20
LONGEST: Final = 64 * MEGABYTE
"""Bytes that one row, one feature or one cell may take: a polygon of some three million vertices."""


def refuse_endless(path: Path, mark: bytes, longest: int = LONGEST) -> None:
    """
    Refuse a file in which the mark that begins or ends a row does not come for too long.

    Parameters
    ----------
    path
        A text file.
    mark
        What every row has: a line end, the word of a feature, the bracket of a tag.
    longest
        Bytes that may lie between two marks.

    Raises
    ------
    IntakeError
        ``line-too-long``, with the line and the byte where the endless row begins.
    """
    if path.stat().st_size <= longest:
        return
    line = begun = 1  # lines at the beginning of the window, and of the row
    base = last = 0  # bytes before the window, and before the row
    window = b""
    with path.open("rb") as file:
        ended = False
        while not ended:
            block = file.read(MEGABYTE)
            ended = not block
            window += block
            sure = len(window) if ended else max(len(window) - len(mark) + 1, 0)
            first, final = window.find(mark), window.rfind(mark)
            if base + (sure if first < 0 else first) - last > longest:
                place = tr("line {line}, byte {byte:,}").format(line=begun, byte=last + 1)
                raise IntakeError(path.name, "line-too-long", place=place, limit_mb=longest // MEGABYTE)
            if final >= 0:
                last = base + final + len(mark)
                begun = line + window[: final + len(mark)].count(b"\n")
            line += window[:sure].count(b"\n")
            base, window = base + sure, window[sure:]
