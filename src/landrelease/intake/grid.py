"""A grid of cells, from a sheet or a text, becomes headings and rows: titles, blank lines and totals are told apart."""

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from landrelease.checks.finding import Finding
from landrelease.intake.cell import MERGED, shown, text_of
from landrelease.intake.fault import IntakeError

TOTALS: Final = frozenset(
    {
        "total", "totals", "grand total", "subtotal", "sub total", "sum", "sum total", "overall total",
        "\N{GREEK SMALL LETTER SIGMA}",
        "somme", "total général", "sous total", "suma", "total general", "subtotales", "totales", "soma", "totaal",
        "summe", "gesamt", "insgesamt", "ukupno", "укупно", "итого", "всего", "разом", "усього", "сума", "всього",
        "المجموع", "الإجمالي", "اجمالي", "toplam", "genel toplam", "សរុប", "ລວມ", "စုစုပေါင်း",
    },
)  # fmt: skip
"""Words that begin a row which sums up others."""
_SIGNS: Final = re.compile(r"[:.=*–-]")
_LOOKED_AT: Final = 30
_SHARE: Final = 0.6


Merged = tuple[tuple[int, int], tuple[int, int]]


class Grid(NamedTuple):
    """
    A table of cells under headings.

    Attributes
    ----------
    names : list of str
        Headings.
    columns : list of list
        Cells of each column [n]; None where empty.
    rows : list of int
        Number of each row, counted from 1 below the headings, blank rows counted too.
    totals : frozenset of int
        Positions [0, n) of rows that sum up others.
    ragged : dict
        Position [0, n) of a row to how many cells it really has, where that is not one for each heading.
    notes : tuple of Finding
        What a person should know.
    """

    names: list[str]
    columns: list[list[Any]]
    rows: list[int]
    totals: frozenset[int]
    ragged: dict[int, int]
    notes: tuple[Finding, ...]


def grid_of(lines: Sequence[Sequence[Any]], name: str, merged: Sequence[Merged] = ()) -> Grid:
    """
    Find headings, rows and totals in a grid of cells.

    Parameters
    ----------
    lines
        All lines, blank ones too; the cells of each.
    name
        Name of the file, for faults.
    merged
        First and last line and column of cells that were merged into one; those of rows that do not hold the value
        become `MERGED`.

    Returns
    -------
    Grid
        The table.

    Raises
    ------
    IntakeError
        ``file-empty`` where nothing stands below the headings, ``column-repeated`` where a heading stands twice.

    Examples
    --------
    >>> grid = grid_of([["Report 2024"], [], ["id", "stated_m2"], ["H-1", 10], ["Total", 10]], "r.xlsx")
    >>> grid.names, grid.columns, sorted(grid.totals), [note.code for note in grid.notes]
    (['id', 'stated_m2'], [['H-1', 'Total'], [10, 10]], [1], ['rows-above-headings'])
    """
    top = _heading(lines)
    lines = _marked(lines, top, merged)
    below = [(number, line) for number, line in enumerate(lines[top + 1 :], start=1) if not _blank(line)]
    if not below:
        raise IntakeError(name, "file-empty")
    names, kept = _names(lines[top], [line for _, line in below], name)
    columns = [[_cell(line, at) for _, line in below] for at in kept]
    width = max(kept) + 1
    ragged = {
        at: len(line) for at, (_, line) in enumerate(below) if len(line) != len(lines[top]) and _torn(line, width)
    }
    totals = frozenset(at for at, (_, line) in enumerate(below) if _sums_up(line))
    above = sum(not _blank(line) for line in lines[:top])
    notes = (Finding("rows-above-headings", params={"n": above}),) if above else ()
    return Grid(names, columns, [number for number, _ in below], totals, ragged, notes)


def _marked(lines: Sequence[Sequence[Any]], top: int, merged: Sequence[Merged]) -> Sequence[Sequence[Any]]:
    """Mark the cells below the headings that are merged with one before them, save in blank rows and totals."""
    if not merged:
        return lines
    found = [list(line) for line in lines]
    for first, last in merged:
        for at in range(max(first[0], top + 1), min(last[0] + 1, len(found))):
            if not _blank(lines[at]) and not _sums_up(lines[at]):
                for column in range(first[1], min(last[1] + 1, len(found[at]))):
                    if (at, column) != first:
                        found[at][column] = MERGED
    return found


def _heading(lines: Sequence[Sequence[Any]]) -> int:
    """First line with nearly as many cells as the widest, all of them texts; else the first that is not blank."""
    filled = [sum(text_of(cell) is not None for cell in line) for line in lines[:_LOOKED_AT]]
    widest = max(filled, default=0)
    for at, (line, count) in enumerate(zip(lines[:_LOOKED_AT], filled, strict=False)):
        if count and count >= _SHARE * widest and all(isinstance(c, str) for c in line if text_of(c) is not None):
            return at
    return next((at for at, count in enumerate(filled) if count), 0)


def _names(heading: Sequence[Any], body: list[Sequence[Any]], name: str) -> tuple[list[str], list[int]]:
    """Name the columns that have a heading or content."""
    names, kept = [], []
    for at in range(max(len(heading), *(len(line) for line in body))):
        text = text_of(heading[at]) if at < len(heading) else None
        if text is None and at < len(heading) and any(_cell(line, at) is not None for line in body):
            text = f"({at + 1})"
        if text is not None:
            names.append(" ".join(text.split()))
            kept.append(at)
    folded = [text.casefold() for text in names]
    if len(set(folded)) < len(folded):
        raise IntakeError(name, "column-repeated", column=next(t for t in names if folded.count(t.casefold()) > 1))
    return names, kept


def _cell(line: Sequence[Any], at: int) -> Any:  # noqa: ANN401 - cells are of any type
    cell = line[at] if at < len(line) else None
    return None if isinstance(cell, str) and not cell.strip() else cell


def _blank(line: Sequence[Any]) -> bool:
    return all(text_of(cell) is None for cell in line)


def _torn(line: Sequence[Any], width: int) -> bool:
    return len(line) < width or any(text_of(cell) is not None for cell in line[width:])


def _sums_up(line: Sequence[Any]) -> bool:
    first = next((cell for cell in line if text_of(cell) is not None), None)
    return isinstance(first, str) and " ".join(_SIGNS.sub(" ", first).casefold().split()) in TOTALS


def described(line: Sequence[Any]) -> str:
    """
    Show the cells of a row that sums up others.

    Parameters
    ----------
    line
        Its cells.

    Returns
    -------
    str
        The filled cells, shortened.

    Examples
    --------
    >>> described(["Total", None, 12.0])
    'Total, 12'
    """
    return shown(", ".join(text for cell in line if (text := text_of(cell))))
