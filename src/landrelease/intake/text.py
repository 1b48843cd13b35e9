"""Tables as text: CSV with any usual divider and encoding, read strictly: no damaged file is half understood."""

import codecs
import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from landrelease.checks.finding import Finding
from landrelease.intake import run
from landrelease.intake.fault import IntakeError
from landrelease.intake.grid import Grid, grid_of
from landrelease.records.text import marked as _
from landrelease.records.text import tr

_DIVIDERS: Final = (",", ";", "\t", "|")
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSED: Final = "cp1252"
_FOREIGN: Final = re.compile(rb"[\x80-\xff]{4}")
"""Four letters beyond ASCII in a row: no word of a language that is written in cp1252 has them."""
_SAMPLE: Final = 50
_NO_ENCODING: Final = _(
    "its letters are neither UTF-8 nor Western European; save it as UTF-8, or name its `encoding` in a profile"
)
_LINE_ENDS: Final = b"\r\n\x00"


def read(path: Path, encoding: str = "", divider: str = "") -> Grid:
    """
    Read a text table.

    Parameters
    ----------
    path
        The file.
    encoding
        Encoding; empty to find out.
    divider
        Sign between cells; empty to find out.

    Returns
    -------
    Grid
        Headings and cells as texts.

    Raises
    ------
    IntakeError
        ``line-too-long``, ``file-truncated``, ``file-unreadable``, ``file-empty`` or ``column-repeated``.
    """
    run.refuse_endless(path, b"\n")
    csv.field_size_limit(run.LONGEST)
    encoding = encoding or _encoding(path)
    try:
        with path.open(encoding=encoding, newline="") as file:
            lines = list(_lines(path, file, divider or _divider(path, encoding)))
    except (UnicodeError, LookupError) as fault:
        detail = tr(_NO_ENCODING) if encoding == _GUESSED else str(fault).rstrip(".")
        raise IntakeError(path.name, "file-unreadable", detail=detail) from None
    grid = grid_of(lines, path.name)
    _refuse_torn(path, lines, len(grid.names))
    guessed = (Finding("encoding-guessed", params={"value": encoding}),) if encoding == _GUESSED else ()
    return grid._replace(notes=(*grid.notes, *guessed))


def _lines(path: Path, file: TextIO, divider: str) -> Iterator[list[str]]:
    reader = csv.reader(file, delimiter=divider, strict=True, skipinitialspace=True)
    begun = 1
    try:
        for cells in reader:
            yield cells
            begun = reader.line_num + 1
    except csv.Error as fault:
        if "unexpected end" in str(fault):
            detail = tr("the quotation mark of line {line} is never closed").format(line=begun)
            raise IntakeError(path.name, "file-truncated", detail=detail) from None
        raise IntakeError(
            path.name, "file-unreadable", detail=tr("line {line}: {said}").format(line=reader.line_num, said=fault)
        ) from None


def _refuse_torn(path: Path, lines: list[list[str]], width: int) -> None:
    """Refuse a file whose last line breaks off: too few cells and no line end."""
    if len(lines[-1]) >= width or not any(lines[-1]):
        return
    with path.open("rb") as file:
        file.seek(-1, 2)
        if file.read(1) not in _LINE_ENDS:
            detail = tr("the last line has {n} of {width} cells and no line end").format(n=len(lines[-1]), width=width)
            raise IntakeError(path.name, "file-truncated", detail=detail)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4)
        for bom, name in _BOMS:
            if head.startswith(bom):
                return name
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := file.read(run.MEGABYTE):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return _guessed(path)
    return "utf-8"


def _guessed(path: Path) -> str:
    """Take a text for Western European, unless its words are plainly written in another script."""
    rest = b""
    with path.open("rb") as file:
        while block := file.read(run.MEGABYTE):
            if _FOREIGN.search(rest + block):
                raise IntakeError(path.name, "file-unreadable", detail=tr(_NO_ENCODING))
            rest = block[-3:]
    return _GUESSED


def _divider(path: Path, encoding: str) -> str:
    """Choose the sign that cuts most of the first rows into the same number of cells."""
    scores = {}
    for sign in _DIVIDERS:
        with path.open(encoding=encoding, newline="") as file:
            widths = _widths(file, sign)
        usual = max(set(widths), key=widths.count, default=1)
        scores[sign] = (widths.count(usual), usual) if usual > 1 else (0, 0)
    return max(_DIVIDERS, key=scores.__getitem__)


def _widths(file: TextIO, sign: str) -> list[int]:
    widths: list[int] = []
    try:
        for cells in csv.reader(file, delimiter=sign, strict=True, skipinitialspace=True):
            if any(cells):
                widths.append(len(cells))
            if len(widths) == _SAMPLE:
                break
    except csv.Error:
        pass
    return widths
