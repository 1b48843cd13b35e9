"""Cells of a workbook whose formula failed: the reader of sheets shows them as empty, so they are looked up apart."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final
from xml.etree import ElementTree as ET

from landrelease.intake.archive import MEGABYTE

_SHEETS: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_NAMED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL: Final = re.compile(rb"<c\b[^>]*>")
_PLACE: Final = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d+)[\"']")
_FAILED: Final = re.compile(rb"\bt=[\"']e[\"']")
_SHOWN: Final = re.compile(rb"<v>(#[^<]{1,20})</v>")
_LONGEST: Final = 4096
_LETTERS: Final = 26


def failed_cells(path: Path, sheet: str) -> dict[tuple[int, int], str]:
    """
    Find the cells of one sheet that show an error in the place of a value.

    Parameters
    ----------
    path
        XLSX or XLSM; other workbooks have none that could be told.
    sheet
        Name of the sheet.

    Returns
    -------
    dict
        Line and column, both from 0, to what the cell shows, such as ``#REF!``.
    """
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as packed:
        member = _member(packed, sheet)
        if not member:
            return {}
        with packed.open(member) as file:
            return dict(_failed(file))


def _member(packed: zipfile.ZipFile, sheet: str) -> str:
    """Name the part that holds a sheet; empty where the workbook is of another form."""
    try:
        book, links = (_parsed(packed, f"xl/{name}") for name in ("workbook.xml", "_rels/workbook.xml.rels"))
    except (KeyError, ET.ParseError):
        return ""
    names = {one.get("name"): one.get(_NAMED) for one in book.iter(f"{_SHEETS}sheet")}
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    target = targets.get(names.get(sheet), "")
    member = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    return member if target and member in packed.namelist() else ""


def _parsed(packed: zipfile.ZipFile, member: str) -> ET.Element:
    """Parse a small part; declarations of entities, which could swell it, are refused."""
    text = packed.read(member)
    if b"<!DOCTYPE" in text:
        raise ET.ParseError(member)
    return ET.fromstring(text)  # noqa: S314 - without entities there is nothing to swell


def _failed(file: IO[bytes]) -> Iterator[tuple[tuple[int, int], str]]:
    """Look at the heads of cells only, block by block: most sheets have no failed cell, and may be large."""
    rest = b""
    while block := file.read(MEGABYTE):
        text = rest + block
        safe = text.rfind(b"<c ")
        cut = safe if safe >= 0 and len(text) - safe < _LONGEST else len(text)
        yield from _in_block(text[:cut])
        rest = text[cut:]
    yield from _in_block(rest)


def _in_block(text: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    if b't="e"' not in text and b"t='e'" not in text:
        return
    for cell in _CELL.finditer(text):
        place = _PLACE.search(cell[0])
        if place and _FAILED.search(cell[0]):
            shows = _SHOWN.search(text, cell.end(), cell.end() + _LONGEST)
            yield (int(place[2]) - 1, _column(place[1])), shows[1].decode("ascii", "replace") if shows else "#N/A"


def _column(letters: bytes) -> int:
    """
    Give the number of a column.

    Examples
    --------
    >>> _column(b"A"), _column(b"AA")
    (0, 26)
    """
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - ord("A") + 1
    return number - 1
