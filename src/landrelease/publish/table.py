"""A statement as plain rows of text, for the terminal and the web page."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from landrelease.publish.meta import moment_text
from landrelease.publish.redaction.rounding import written
from landrelease.publish.statement import (
    ACCOUNTS,
    MEMOS,
    MOVEMENTS,
    Line,
    account,
    balanced,
    is_less,
    keys,
    plain,
    unit_in,
)
from landrelease.publish.style import STYLES
from landrelease.records.text import tr

if TYPE_CHECKING:
    from landrelease.ledger.statement import Statement


class Table(NamedTuple):
    """
    A table of texts.

    Attributes
    ----------
    title : str
        Period, class and knowledge.
    columns : tuple of str
        Headings; amounts are in square metres.
    rows : list of tuple of str
        As many texts as headings; amounts with two decimals and thousands divided by commas.
    notes : list of str
        What stands beside the mapped land: memos and hazards without a polygon.
    """

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    notes: list[str]


def statement_table(doc: "Statement | Mapping[str, Any]") -> Table:
    """
    Write a statement as a table for people.

    Parameters
    ----------
    doc
        The statement.

    Returns
    -------
    Table
        Without groups an account, one column for each status; with groups one row for each. Movements and columns in
        which nothing happened are left out.

    Examples
    --------
    >>> zero = {f"{status}_m2": Decimal(0) for status in ACCOUNTS}
    >>> table = statement_table({"from": "2024-01-01", "to": "2024-12-31", "class": "all", "known_at": "2025-01-31",
    ...                          "rows": [{"opening": zero, "closing": zero, "postings": []}]})
    >>> table.rows[0], table.notes
    (('Opening', '0.00', '0.00', '0.00', '0.00', '0.00'), ['Hazards without a polygon: none.'])
    """
    document = plain(doc)
    rows = document["rows"]
    if len(rows) == 1 and not keys(rows[0]):
        columns, body = _account_table(rows[0])
    else:
        columns, body = _group_table(rows)
    rounding = [document["rounding"]] if document.get("rounding") else []
    return Table(title(document), columns, body, [*(note for row in rows for note in beside(row)), *rounding])


def title(document: Mapping[str, Any]) -> str:
    """
    Name a statement by its period, class and knowledge.

    Parameters
    ----------
    document
        The statement as plain data.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> title({"from": "2024-01-01", "to": "2024-12-31", "class": "all", "known_at": "2025-01-31"})
    'Statement of land, 2024-01-01 to 2024-12-31, class all, known at 2025-01-31'
    """
    text = tr("Statement of land, {first} to {last}, class {klass}, known at {known_at}")
    return text.format(
        first=document["from"], last=document["to"], klass=document["class"], known_at=moment_text(document["known_at"])
    )


def label(row: Mapping[str, Any]) -> str:
    """
    Name a row by its group keys.

    Parameters
    ----------
    row
        A row of a statement.

    Returns
    -------
    str
        The keys' values; ``All land`` for a row without keys.

    Examples
    --------
    >>> label({"admin": "B-12", "name": "Konjic"}), label({"admin": "total", "name": ""}), label({"postings": []})
    ('B-12 / Konjic', 'total', 'All land')
    """
    return " / ".join(str(value) for value in keys(row).values() if value) or tr("All land")


def square_metres(amount: Decimal) -> str:
    """
    Write an amount for people.

    Parameters
    ----------
    amount
        Square metres.

    Returns
    -------
    str
        Two decimals, thousands divided by commas; a zero never has a sign.

    Examples
    --------
    >>> square_metres(Decimal("1234567.891")), square_metres(Decimal("-0.001"))
    ('1,234,567.89', '0.00')
    """
    return written(amount)


def to_the_cent(amount: Decimal) -> Decimal:
    """
    Round an amount as it is printed.

    Parameters
    ----------
    amount
        Square metres, or a count.

    Returns
    -------
    Decimal
        With two decimals at most, half of one to the even digit, as `square_metres` writes it; whole numbers as they
        are; a zero never has a sign.

    Examples
    --------
    >>> to_the_cent(Decimal("1234567.891")), to_the_cent(Decimal(40)), to_the_cent(Decimal("-0.001"))
    (Decimal('1234567.89'), Decimal('40'), Decimal('0.00'))
    """
    return amount if amount == amount.to_integral_value() else round(amount, 2) + 0


def beside(row: Mapping[str, Any]) -> list[str]:
    """
    Say what stands beside the mapped land of a row: its memos, and its hazards without a polygon.

    Parameters
    ----------
    row
        A row of a statement.

    Returns
    -------
    list of str
        Sentences; a row with balances always says whether there are hazards without a polygon.

    Examples
    --------
    >>> beside({"memo": {"worked_m2": Decimal(3)}})
    ['Memo: worked on, not complete 3.00 m².']
    >>> beside({"closing": {"x": 1}, "opening": {"x": 1}, "unmapped": {"closing": {"suspected_unknown": 7}}})
    ['Hazards without a polygon: 7 suspected of unknown size.']
    """
    memo = row.get("memo") or {}
    memos = [
        (tr(text), _figure(row, "memo", name))
        for name, text in MEMOS.items()
        if memo.get(name) or is_less(row, "memo", name)
    ]
    notes = [tr("Memo: {what} {area} m².").format(what=what, area=area) for what, area in memos]
    return [*notes, _unmapped(row)] if balanced(row) else notes


def _unmapped(row: Mapping[str, Any]) -> str:
    closing = (row.get("unmapped") or {}).get("closing") or {}
    parts = []
    for status in ("confirmed", "suspected"):
        if closing.get(f"{status}_m2"):
            area = written(closing[f"{status}_m2"], unit_in(row))
            parts.append(tr("{area} m² {status} by stated size").format(area=area, status=tr(status)))
        if closing.get(f"{status}_unknown"):
            count = f"{closing[f'{status}_unknown']:,}"
            parts.append(tr("{count} {status} of unknown size").format(count=count, status=tr(status)))
    return tr("Hazards without a polygon: {what}.").format(what=", ".join(parts) or tr("none"))


def _account_table(row: Mapping[str, Any]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    columns = (tr("Square metres"), *(tr(STYLES[status].label) for status in ACCOUNTS))
    lines = [line for line in account(row) if line.code != "difference" or any(line.amounts)]
    return columns, [(line.label, *_texts(line, unit_in(row))) for line in lines]


def _texts(line: Line, unit: int) -> Iterator[str]:
    return (written(amount, unit, less=less) for amount, less in line.figures())


def _figure(row: Mapping[str, Any], part: str, name: str) -> str:
    amount = (row.get(part) or {}).get(name)
    return "" if amount is None else written(amount, unit_in(row), less=is_less(row, part, name))


def _group_table(rows: list[dict[str, Any]]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """One line a group; a column in which every group has nothing is left out."""
    columns = {tr("Group"): [label(row) for row in rows]}
    for heading, part, name in _group_columns():
        if any((row.get(part) or {}).get(name) or is_less(row, part, name) for row in rows):
            columns[heading] = [_figure(row, part, name) for row in rows]
    return tuple(columns), list(zip(*columns.values(), strict=True))


def _group_columns() -> list[tuple[str, str, str]]:
    def balances(part: str, text: str) -> list[tuple[str, str, str]]:
        return [(f"{text}: {tr(STYLES[status].label)}", part, f"{status}_m2") for status in ACCOUNTS]

    moved = [(tr(text), "movements", f"{code}_m2") for code, text in MOVEMENTS.items()]
    memos = [(tr(text), "memo", name) for name, text in MEMOS.items()]
    corrected = balances("corrections", tr("Corrections"))
    return [*balances("opening", tr("Opening")), *moved, *corrected, *balances("closing", tr("Closing")), *memos]
