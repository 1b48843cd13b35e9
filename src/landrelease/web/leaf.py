"""A statement laid out for the screen: every figure with the address of what stands behind it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from landrelease.desk.accounts import TOTAL
from landrelease.desk.behind import LEVELS, Figure
from landrelease.ledger.statement import BALANCES
from landrelease.publish.redaction.gathering import OTHERS
from landrelease.publish.statement import ACCOUNTS, MEMOS, MOVEMENTS, account, balanced, is_less, unit_in
from landrelease.publish.statement import Line as Posted
from landrelease.publish.style import STYLES
from landrelease.records.text import marked as _
from landrelease.records.text import tr

RECORDS: Final = "/statement/records"
_BALANCES: Final = {"opening": _("Opening"), "corrections": _("Corrections (not release)"), "closing": _("Closing")}
_NOBODY: Final = _("not stated")
_NAMES: Final = {
    TOTAL: _("Total"), "all": _("All classes"), OTHERS: _("Others together"), "outside": _("Outside every area"),
    "": _NOBODY,
}  # fmt: skip


class Cell(NamedTuple):
    """
    A figure.

    Attributes
    ----------
    amount : Decimal or None
        Square metres; None where there is no such figure.
    address : str
        What stands behind it; empty where nothing does, or where it must not be told.
    less : int
        The unit of rounding, where there is less than one and more than nothing; else 0.
    """

    amount: Decimal | None
    address: str = ""
    less: int = 0


class Line(NamedTuple):
    """
    A line of figures.

    Attributes
    ----------
    code : str
        Part or group.
    label : str
        What people read.
    cells : tuple of Cell
        One for each column.
    """

    code: str
    label: str
    cells: tuple[Cell, ...]


class Leaf(NamedTuple):
    """
    A table of figures.

    Attributes
    ----------
    heads : tuple of (str, int)
        Headings over several columns, with how many; empty where there are none.
    columns : tuple of str
        Heading of each column.
    lines : list of Line
        From top to bottom.
    total : Line or None
        The last line, where it is a total.
    adds_up : bool
        Whether opening, movements and corrections give the closing to the last digit, in every line that has balances.
    """

    heads: tuple[tuple[str, int], ...]
    columns: tuple[str, ...]
    lines: list[Line]
    total: Line | None
    adds_up: bool


def account_leaf(row: Mapping[str, Any], figure: Figure) -> Leaf:
    """
    Lay one row out as a bookkeeper would: a column for each status.

    Parameters
    ----------
    row
        The row as plain data.
    figure
        Period, class, grouping and knowledge of the statement.

    Returns
    -------
    Leaf
        Opening, movements, corrections, closing, then memos.
    """
    *lines, difference = account(row)
    unit = unit_in(row)
    made = [Line(line.code, line.label, tuple(_cells(line, figure._replace(part=line.code), unit))) for line in lines]
    closing = made.pop()
    columns = tuple(tr(STYLES[status].label) for status in ACCOUNTS)
    return Leaf((), columns, made, closing, not any(difference.amounts))


def _cells(line: Posted, figure: Figure, unit: int) -> Iterator[Cell]:
    for status, (amount, less) in zip(ACCOUNTS, line.figures(), strict=True):
        yield cell(amount, figure._replace(account=status), less=unit if less else 0)


def memo_lines(row: Mapping[str, Any], figure: Figure) -> list[Line]:
    """
    List the memos of a row in which anything happened.

    Parameters
    ----------
    row
        The row.
    figure
        Period, class, grouping and knowledge.

    Returns
    -------
    list of Line
        Each with one figure.
    """
    return [
        Line(
            name,
            tr(text),
            (cell(row["memo"][name], figure._replace(part=name.removesuffix("_m2")), less=_unit(row, "memo", name)),),
        )
        for name, text in MEMOS.items()
        if row["memo"][name] or _unit(row, "memo", name)
    ]


def group_leaf(rows: Sequence[Mapping[str, Any]], figure: Figure, *, opened: bool = True) -> Leaf:
    """
    Lay the rows of a grouping out, a line for each; columns in which nothing happened are left out.

    Parameters
    ----------
    rows
        Rows as plain data, the total last.
    figure
        Period, class, grouping and knowledge.
    opened
        Whether the figures of single groups lead to records; those of the total always do.

    Returns
    -------
    Leaf
        Balances only where rows have them.
    """
    columns = [
        one for one in _columns() if any((row.get(one[0]) or {}).get(one[1]) or _unit(row, *one[:2]) for row in rows)
    ]
    lines = [_group_line(row, columns, figure, opened=opened) for row in rows]
    heads: list[tuple[str, int]] = []
    for _part, _name, head, _label, _place in columns:
        same = heads and heads[-1][0] == head
        heads[-1:] = [(head, heads[-1][1] + 1)] if same else [*heads[-1:], (head, 1)]
    sound = all(not any(account(row)[-1].amounts) for row in rows if balanced(row))
    return Leaf(tuple(heads), tuple(label for *_rest, label, _place in columns), lines[:-1], lines[-1], sound)


def _columns() -> Iterator[tuple[str, str, str, str, tuple[str, str]]]:
    """Part and name in a row, heading over several, heading, and part and account of the figure."""
    for status in ACCOUNTS:
        yield "opening", f"{status}_m2", tr("Opening"), tr(STYLES[status].label), ("opening", status)
    for code, text in MOVEMENTS.items():
        yield "movements", f"{code}_m2", tr("Movements"), tr(text), (code, "")
    for part in ("corrections", "closing"):
        for status in ACCOUNTS:
            yield part, f"{status}_m2", tr(_BALANCES[part]), tr(STYLES[status].label), (part, status)
    for name, text in MEMOS.items():
        yield "memo", name, tr("Memo (moves nothing)"), tr(text), (name.removesuffix("_m2"), "")


def _group_line(row: Mapping[str, Any], columns: Sequence[Any], figure: Figure, *, opened: bool) -> Line:
    group = str(row[figure.by])
    mine = figure._replace(group=TOTAL if figure.by == "class" and group == "all" else group)
    told = group != OTHERS and (opened or mine.group == TOTAL)
    cells = []
    for part, name, _head, _label, (which, status) in columns:
        amount = (row.get(part) or {}).get(name)
        less = _unit(row, part, name)
        cells.append(cell(amount, mine._replace(part=which, account=status), told=told, less=less))
    return Line(group, group_name(row, figure.by), tuple(cells))


def group_name(row: Mapping[str, Any], by: str) -> str:
    """
    Name a row for people.

    Parameters
    ----------
    row
        The row.
    by
        Its grouping.

    Returns
    -------
    str
        The name of an area, the code itself, or the words of total, others and land outside all areas.

    Examples
    --------
    >>> group_name({"admin": "B-12", "name": "Konjic"}, "admin"), group_name({"unit": ""}, "unit")
    ('Konjic', 'not stated')
    """
    group = str(row[by])
    return str(row.get("name") or "") or (tr(_NAMES[group]) if group in _NAMES else group)


def _unit(row: Mapping[str, Any], part: str, name: str) -> int:
    return unit_in(row) if is_less(row, part, name) else 0


def cell(amount: Decimal | None, figure: Figure, *, told: bool = True, less: int = 0) -> Cell:
    """
    Give a figure its address.

    Parameters
    ----------
    amount
        Square metres, or None.
    figure
        Which figure it is.
    told
        Whether what stands behind it may be opened.
    less
        The unit of rounding, where there is less than one and more than nothing; else 0.

    Returns
    -------
    Cell
        Balances of a class open the map, everything else the list of records.
    """
    if not (amount or less) or not told:
        return Cell(amount, less=less)
    if figure.part in {"opening", "closing"} and (figure.by in {"", "class"} or figure.group == TOTAL):
        return Cell(amount, map_address(figure), less)
    return Cell(amount, records_address(figure), less)


def records_address(figure: Figure, **other: str) -> str:
    """
    Write where the records behind a figure are listed.

    Parameters
    ----------
    figure
        The figure.
    **other
        More of the query.

    Returns
    -------
    str
        Path and query.

    Examples
    --------
    >>> records_address(Figure("cleared", from_="2024-01-01", to="2024-12-31"))
    '/statement/records?movement=cleared&from=2024-01-01&to=2024-12-31'
    """
    parts = {
        "movement": figure.part, "account": figure.account, "from": figure.from_, "to": figure.to,
        "class": "" if figure.klass == "all" else figure.klass, "by": figure.by,
        "known_at": figure.known_at, "against": figure.against,
    } | other  # fmt: skip
    query = [(name, value) for name, value in parts.items() if value]
    return f"{RECORDS}?{urlencode([*query, ('group', figure.group)] if figure.group != TOTAL else query)}"


def map_address(figure: Figure) -> str:
    """
    Write where the parcels of a balance lie on the map.

    Parameters
    ----------
    figure
        An opening or closing balance.

    Returns
    -------
    str
        The map on the day of the balance, every other status hidden.

    Examples
    --------
    >>> map_address(Figure("opening", account="cleared", from_="2024-01-01", to="2024-12-31"))
    '/map?as_of=2023-12-31&hide=suspected%2Cconfirmed%2Ccancelled%2Creduced'
    """
    known_at, day = figure.known_at, figure.to
    if figure.part == "opening":
        known_at, day = figure.against or known_at, _day_before(figure.from_)
    klass = figure.klass if figure.by != "class" else "all" if figure.group == TOTAL else figure.group
    parts = {
        "as_of": day, "class": "" if klass == "all" else klass, "known_at": known_at,
        "hide": ",".join(status for status in BALANCES if status != figure.account),
    }  # fmt: skip
    return f"/map?{urlencode({name: value for name, value in parts.items() if value})}"


def _day_before(day: str) -> str:
    found = dt.date.fromisoformat(day)
    return (found - dt.timedelta(days=1) if found > dt.date.min else found).isoformat()


def unlinked(leaf: Leaf) -> Leaf:
    """
    Take the addresses out of a table, for a file that is read elsewhere.

    Parameters
    ----------
    leaf
        The table.

    Returns
    -------
    Leaf
        The same figures.
    """
    return leaf._replace(lines=[_bare(line) for line in leaf.lines], total=_bare(leaf.total) if leaf.total else None)


def _bare(line: Line) -> Line:
    return line._replace(cells=tuple(Cell(one.amount, less=one.less) for one in line.cells))


class Beside(NamedTuple):
    """
    An account of hazards without a polygon.

    Attributes
    ----------
    label : str
        Opening, a movement, or closing.
    cells : tuple of (Decimal, int, str)
        Stated area, hazards of unknown size and address of the records; for suspected, then confirmed; of movements
        one.
    """

    label: str
    cells: tuple[tuple[Decimal, int, str], ...]


def beside(row: Mapping[str, Any], figure: Figure) -> list[Beside]:
    """
    List the accounts of hazards without a polygon, which stand beside every statement and are added to nothing.

    Parameters
    ----------
    row
        A row with balances.
    figure
        Period, class and knowledge.

    Returns
    -------
    list of Beside
        Opening and closing with a figure for each level.
    """
    table = row["unmapped"]
    found = []
    for part in ("opening", "closing"):
        cells = []
        for level in LEVELS:
            area, count = table[part][f"{level}_m2"], table[part][f"{level}_unknown"]
            behind = records_address(figure._replace(part=part, account=level), unmapped="1")
            cells.append((area, count, behind if area or count else ""))
        found.append(Beside(tr(_BALANCES[part]), tuple(cells)))
    return found


def beside_moves(row: Mapping[str, Any], figure: Figure) -> list[Beside]:
    """
    List what moved in the accounts of hazards without a polygon.

    Parameters
    ----------
    row
        A row with balances.
    figure
        Period, class and knowledge.

    Returns
    -------
    list of Beside
        Each with one figure.
    """
    moved = row["unmapped"]["movements"]
    words = {**MOVEMENTS, "mapped": _("a polygon was drawn")}
    found = []
    for code, text in words.items():
        area, count = moved[f"{code}_m2"], moved[f"{code}_unknown"]
        if area or count:
            behind = records_address(figure._replace(part=code, account=""), unmapped="1")
            found.append(Beside(tr(text), ((area, count, behind),)))
    return found
