"""Published tables of others: a CSV file or a sheet with lines, figures and perhaps a total."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final, NamedTuple

from landrelease.checks.published import Line, Published, column_of
from landrelease.intake import number, sheet, text
from landrelease.intake.cell import text_of
from landrelease.intake.fault import IntakeError
from landrelease.intake.grid import Grid
from landrelease.intake.sniff import content_of
from landrelease.records.text import tr

LINES: Final = ("admin", "operator", "method", "unit", "year")
"""Headings of the column that names the lines."""
_SHEETS: Final = frozenset({"Excel workbook", "old Excel workbook", "OpenDocument spreadsheet"})


class Told(NamedTuple):
    """
    A table that was read.

    Attributes
    ----------
    table : Published
        Its figures.
    ignored : tuple of str
        Headings that name no figure known here.
    """

    table: Published
    ignored: tuple[str, ...]


def read_published(path: Path, *, year: int = 0, edition: str = "", layer: str | None = None) -> Told:
    r"""
    Read a published table.

    The column that names the lines is headed ``admin``, ``operator``, ``method``, ``unit`` or ``year``; without one
    the table has a single line about everything. Figures are headed as `column_of` reads them, and a line that begins
    with a word for total states the totals.

    Parameters
    ----------
    path
        CSV, XLSX or ODS.
    year
        Year that the table tells of; none where its lines are years.
    edition
        Day on which it was published.
    layer
        Sheet of a workbook; none for the only one with content, and for CSV.

    Returns
    -------
    Told
        The table, and what was left aside.

    Raises
    ------
    IntakeError
        As the readers raise it; ``table-unreadable`` where no heading names a figure, where a cell of a figure holds
        words or can be read in two ways, where a row has more or fewer cells than there are headings, where several
        lines have no name, or where CSV is asked for a sheet.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "article-7.csv"
    >>> _ = path.write_text("admin,cleared_km2,remarks\nNorth,0.50,late\nTotal,0.5,\n", encoding="utf-8")
    >>> told = read_published(path, year=2024)
    >>> told.table.lines, told.table.total, told.ignored
    ((Line(name='North', values=(Decimal('0.50'),)),), (Decimal('0.5'),), ('remarks',))
    """
    grid = _grid(path, layer)
    _refuse_torn(path, grid)
    headings = {name.casefold(): at for at, name in enumerate(grid.names)}
    group = next((name for name in LINES if name in headings), "")
    figures = [(at, column) for at, name in enumerate(grid.names) if (column := column_of(name)) is not None]
    if not figures:
        raise _unreadable(path, tr("none of its columns ({columns}) is a figure"), columns=", ".join(grid.names))
    lines, total = _lines(path, grid, headings.get(group), [at for at, _ in figures])
    if not group and len(lines) > 1:
        several = tr("it has several lines and no column that names them ({columns})")
        raise _unreadable(path, several, columns=", ".join(LINES))
    title = " ".join(part for part in (path.stem, str(year or "")) if part)
    columns = tuple(column for _, column in figures)
    named = {at for at, _ in figures} | {headings.get(group, -1)}
    ignored = tuple(name for at, name in enumerate(grid.names) if at not in named)
    return Told(Published(title, group, columns, lines, total, year, edition), ignored)


def _unreadable(path: Path, detail: str, **values: object) -> IntakeError:
    return IntakeError(path.name, "table-unreadable", detail=detail.format(**values))


def _refuse_torn(path: Path, grid: Grid) -> None:
    """Refuse a row whose figures may stand under the wrong headings, such as one with a decimal comma unquoted."""
    for at, cells in grid.ragged.items():
        said = tr("row {row} has {n} cells, the headings are {wanted}")
        raise _unreadable(path, said, row=grid.rows[at], n=cells, wanted=len(grid.names))


def _lines(
    path: Path, grid: Grid, named: int | None, figures: Sequence[int]
) -> tuple[tuple[Line, ...], tuple[Decimal | None, ...]]:
    """Read the lines and the totals."""
    decimal = number.decimal_of(one for at in figures for one in grid.columns[at] if isinstance(one, str))
    lines: list[Line] = []
    total: tuple[Decimal | None, ...] = ()
    for row in range(len(grid.rows)):
        values = tuple(_figure(path, grid, at, row, decimal) for at in figures)
        if row in grid.totals:
            total = values
        elif any(value is not None for value in values):
            lines.append(Line(_name(grid, named, row), values))
    return tuple(lines), total


def _grid(path: Path, layer: str | None) -> Grid:
    content = content_of(path)
    if content.format == "text":
        if layer is not None:
            raise _unreadable(path, tr("it is no workbook and has no sheet “{layer}”; name none"), layer=layer)
        return text.read(path)
    if content.format in _SHEETS:
        return sheet.read(path, layer)[0]
    raise IntakeError(path.name, "file-format-unknown", content=content.format)


def _name(grid: Grid, at: int | None, row: int) -> str:
    return "" if at is None else text_of(grid.columns[at][row]) or ""


def _figure(path: Path, grid: Grid, at: int, row: int, decimal: str) -> Decimal | None:
    cell = grid.columns[at][row]
    written = text_of(cell)
    if written is None or written in {"-", "\N{EN DASH}", "\N{EM DASH}"}:
        return None
    exact = _exact(cell, written, decimal)
    if exact is None:
        said = tr("{value} in column {column}, row {row}, is no number that can be read in one way only")
        raise _unreadable(path, said, value=written, column=grid.names[at], row=grid.rows[row])
    return exact


def _exact(cell: Any, written: str, decimal: str) -> Decimal | None:  # noqa: ANN401 - cells are of any type
    """Keep the digits as they are written, since they say how far the figure was rounded."""
    value = float(cell) if isinstance(cell, int | float) else number.parse(written, decimal)
    if value is None:
        return None
    try:
        exact = Decimal(_digits(written, decimal))
    except InvalidOperation:
        return Decimal(repr(value))
    return exact if float(exact) == value else Decimal(repr(value))


def _digits(written: str, decimal: str) -> str:
    signs: Sequence[str] = (" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "'", "." if decimal == "," else ",")
    for sign in signs:
        written = written.replace(sign, "")
    return written.replace(",", ".")
