"""The accounts of a statement as spreadsheet cells: values with the formulas that must give the same."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from xlsxwriter.utility import xl_col_to_name, xl_range, xl_rowcol_to_cell

from landrelease.publish.redaction.rounding import written
from landrelease.publish.statement import ACCOUNTS, MEMOS, MOVEMENTS, Line, account, balanced, is_less, summed, unit_in
from landrelease.publish.style import STYLES
from landrelease.publish.table import label
from landrelease.records.text import tr

POSTINGS: Final = "Postings"
_COLUMNS: Final = {"number": "A", "from": "C", "to": "D", "movement": "E", "area": "F"}
_WIDTH: Final = len(ACCOUNTS)


class Cell(NamedTuple):
    """
    One cell.

    Attributes
    ----------
    value : str or float
        What the cell shows; for a formula its result.
    look : str
        Name of the format.
    formula : str
        Formula, empty for a plain value.
    """

    value: str | float
    look: str = "text"
    formula: str = ""


Row = list[Cell]


def account_cells(row: Mapping[str, Any], first: int) -> list[Row]:
    """
    Lay one account out with its formulas: movements from the postings, closing as the sum of the lines above.

    Parameters
    ----------
    row
        A row of a statement.
    first
        Row of the sheet where the block begins, counted from 0.

    Returns
    -------
    list of list of Cell
        Title row, then one row a line: label, five amounts in m², five in km². A row with balances ends with the
        closing that the ledger states and the difference, which must be zero. Where land is rounded nothing is a sum:
        every line holds its own figures, and the closing is the last.

    Examples
    --------
    >>> posting = {"from": "suspected", "to": "cleared", "movement": "cleared", "area_m2": Decimal(5)}
    >>> [[cell.value for cell in line[:2]] for line in account_cells({"postings": [posting]}, 3)]
    [['All land'], ['cleared', -5.0]]
    """
    block: list[Row] = [[Cell(label(row), "strong")]]
    unit = unit_in(row)
    for line in account(row):
        if line.code not in {"closing", "difference"} or (unit and line.code == "closing"):
            block.append(_line_cells(line, first + len(block), unit))
    return block + _closing_cells(row, first, first + len(block)) if balanced(row) and not unit else block


def _line_cells(line: Line, number: int, unit: int) -> Row:
    """Take opening and corrections from the ledger, and a movement as a sum over the postings, if land is exact."""
    posted = line.code in MOVEMENTS and not unit
    formulas = (_net(status, movement=_quoted(line.code)) if posted else "" for status in ACCOUNTS)
    end = "_strong" if line.code in {"opening", "closing"} else ""
    cells = [
        amount_cell(amount, "m2" + end, formula, unit=unit if less else 0)
        for (amount, less), formula in zip(line.figures(), formulas, strict=True)
    ]
    return [Cell(line.label, "strong" if end else "text"), *cells, *_square_kilometres(cells, number, end)]


def amount_cell(amount: Decimal, look: str = "m2", formula: str = "", *, unit: int = 0) -> Cell:
    """
    Give an amount as a cell.

    Parameters
    ----------
    amount
        Square metres.
    look
        Name of the format.
    formula
        Formula, empty for a plain value.
    unit
        The unit, where there is less than one of it and more than nothing; else 0.

    Returns
    -------
    Cell
        A number, or the text that there is less.

    Examples
    --------
    >>> amount_cell(Decimal(0), unit=10_000).value
    '<10,000'
    """
    return Cell(written(amount, unit, less=True), look) if unit else Cell(float(amount), look, formula)


def _closing_cells(row: Mapping[str, Any], first: int, number: int) -> list[Row]:
    lines = account(row)
    stated = lines[-2].amounts
    sums = [f"=SUM({xl_range(first + 1, c, number - 1, c)})" for c in range(1, _WIDTH + 1)]
    checks = [
        f"=ROUND({xl_rowcol_to_cell(number + 1, c)}-{xl_rowcol_to_cell(number, c)},6)" for c in range(1, _WIDTH + 1)
    ]
    return [
        _whole_cells(tr("Closing"), summed(row), sums, number),
        _whole_cells(tr("Closing in the ledger"), stated, [""] * _WIDTH, number + 1, ""),
        _whole_cells(tr("Difference (must be zero)"), lines[-1].amounts, checks, number + 2, ""),
    ]


def _whole_cells(
    text: str, amounts: "tuple[Decimal, ...]", formulas: list[str], number: int, end: str = "_strong",
) -> Row:  # fmt: skip
    cells = [Cell(float(amount), "m2" + end, formula) for amount, formula in zip(amounts, formulas, strict=True)]
    return [Cell(text, "strong" if end else "text"), *cells, *_square_kilometres(cells, number, end)]


def _square_kilometres(cells: Row, number: int, end: str) -> Row:
    return [
        Cell("", "km2" + end)
        if isinstance(cell.value, str)
        else Cell(cell.value / 1e6, "km2" + end, f"={xl_rowcol_to_cell(number, column)}/1000000")
        for column, cell in enumerate(cells, start=1)
    ]


def _column(name: str) -> str:
    letter = _COLUMNS[name]
    return f"{POSTINGS}!${letter}:${letter}"


def _sum_if(**conditions: str) -> str:
    pairs = ",".join(f"{_column(name.rstrip('_'))},{value}" for name, value in conditions.items())
    return f"SUMIFS({_column('area')},{pairs})"


def _net(status: str, **conditions: str) -> str:
    """Sum what comes into an account less what leaves it."""
    gained, lost = _sum_if(to=_quoted(status), **conditions), _sum_if(from_=_quoted(status), **conditions)
    return f"={gained}-{lost}"


def _quoted(text: str) -> str:
    return f'"{text}"'


def group_cells(rows: list[dict[str, Any]], first: int) -> list[Row]:
    """
    Lay a statement by groups out as a list: one line a group, so that it can be sorted and filtered.

    Parameters
    ----------
    rows
        The rows of the statement.
    first
        Row of the sheet where the headings stand, counted from 0.

    Returns
    -------
    list of list of Cell
        Headings, then one row a group: its number (which its postings carry), its name, movements, opening,
        corrections, closing by formula, closing of the ledger, a check that must be zero (the sum of the squared
        differences of the two closings), memos. Where land is rounded nothing is a formula, and nothing is checked.

    Examples
    --------
    >>> row = {"operator": "org-1", "movements": {"cleared_m2": Decimal(5)}, "postings": []}
    >>> [cell.value for cell in group_cells([row], 2)[1]][:2]
    [1, 'org-1']
    """
    return [_group_heads(), *(_group_row(row, place, first + place) for place, row in enumerate(rows, start=1))]


def _group_heads() -> Row:
    balances = [
        f"{tr(text)}: {tr(STYLES[status].label)}"
        for text in ("Opening", "Corrections", "Closing", "Closing in the ledger")
        for status in ACCOUNTS
    ]
    memos, moved = map(tr, MEMOS.values()), map(tr, MOVEMENTS.values())
    texts = [tr("No."), tr("Group"), *moved, *balances, tr("Difference (must be zero)"), *memos]
    return [Cell(text, "head") for text in texts]


def _group_row(row: Mapping[str, Any], place: int, line: int) -> Row:
    number = f"$A{line + 1}"
    moved = [
        _stated(row, "movements", f"{code}_m2", "=" + _sum_if(number=number, movement=_quoted(code)))
        for code in MOVEMENTS
    ]
    memos = [_stated(row, "memo", name) for name in MEMOS]
    return [Cell(place), Cell(label(row), "strong"), *moved, *_group_balances(row, line), *memos]


def _group_balances(row: Mapping[str, Any], line: int) -> Row:
    """Leave the balances of a group empty where the ledger states none."""
    if not balanced(row):
        return [Cell("")] * (4 * _WIDTH + 1)
    blocks = [2 + len(MOVEMENTS) + place * _WIDTH for place in range(4)]
    parts = [
        [_stated(row, part, f"{status}_m2") for status in ACCOUNTS] for part in ("opening", "corrections", "closing")
    ]
    if unit_in(row):
        return [*parts[0], *parts[1], *(cell._replace(look="m2_strong") for cell in parts[2]), *parts[2], Cell("")]
    gaps = account(row)[-1].amounts
    formulas = [
        f"{_net(status, number=f'$A{line + 1}')}+{_cell(line, blocks[0] + i)}+{_cell(line, blocks[1] + i)}"
        for i, status in enumerate(ACCOUNTS)
    ]
    closing = [Cell(float(amount), "m2_strong", formula) for amount, formula in zip(summed(row), formulas, strict=True)]
    ranges = [xl_range(line, block, line, block + _WIDTH - 1) for block in blocks[2:]]
    check = Cell(float(sum(gap * gap for gap in gaps)), "m2", f"=ROUND(SUMXMY2({ranges[0]},{ranges[1]}),6)")
    return [*parts[0], *parts[1], *closing, *parts[2], check]


def _stated(row: Mapping[str, Any], part: str, name: str, formula: str = "") -> Cell:
    """Give a figure of a row; where land is rounded, without its formula."""
    amount, unit = Decimal((row.get(part) or {}).get(name) or 0), unit_in(row)
    return amount_cell(amount, formula="" if unit else formula, unit=unit if is_less(row, part, name) else 0)


def _cell(line: int, column: int) -> str:
    return f"${xl_col_to_name(column)}{line + 1}"
