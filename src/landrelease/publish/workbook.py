"""Statements as a workbook that adds up by its own formulas, from postings that stand in the same file."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from landrelease.publish.cells import POSTINGS, Cell, Row, account_cells, amount_cell, group_cells
from landrelease.publish.meta import Meta, facts, notices
from landrelease.publish.statement import ACCOUNTS, MEMOS, MOVEMENTS, keys, plain, unit_in
from landrelease.publish.style import STYLES
from landrelease.publish.table import beside, label, title
from landrelease.publish.writing import replacing
from landrelease.records.text import tr

if TYPE_CHECKING:
    from landrelease.ledger.statement import Statement

_M2: Final = '#,##0.00;[Red]-#,##0.00;"–"'
_KM2: Final = '#,##0.000000;[Red]-#,##0.000000;"–"'
LOOKS: Final[dict[str, dict[str, Any]]] = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "bg_color": "#eceff2"},
    "text": {},
    "wrap": {"text_wrap": True},
    "strong": {"bold": True, "top": 1},
    "m2": {"num_format": _M2},
    "m2_strong": {"num_format": _M2, "bold": True, "top": 1},
    "km2": {"num_format": _KM2, "font_color": "#4a5560"},
    "km2_strong": {"num_format": _KM2, "font_color": "#4a5560", "bold": True, "top": 1},
}
_EPOCH: Final = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - spreadsheets know no time zones
_HEAD_ROW: Final = 2
_HEAD_HEIGHT: Final = 32
_WIDE: Final = 34
_MIDDLE: Final = 18
_TEXT: Final = 110
_A4: Final = 9

Looks = dict[str, Format]


def write_statement_xlsx(doc: "Statement | Mapping[str, Any]", path: str | Path, *, meta: Meta) -> None:
    """
    Write a statement as a workbook of three sheets: the accounts, the postings, the notes.

    Each movement is a formula over the postings, each closing balance the sum of what is above it, and a last line
    takes the closing of the ledger off: it must be zero. Every formula carries its value, so that readers that do not
    calculate show it too. A statement without groups is one account, square metres left and square kilometres right;
    one with groups is a list with one line each. Land that is rounded is not added up: each figure stands by itself.

    Parameters
    ----------
    doc
        The statement.
    path
        File to write.
    meta
        The view.

    Raises
    ------
    OutputError
        Where the folder is absent.
    """
    document = plain(doc)
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with replacing(Path(path)) as temporary, xlsxwriter.Workbook(str(temporary), options) as book:
        book.set_properties({"title": title(document), "comments": notices(meta)[0], "created": created(meta)})
        looks = {
            name: book.add_format({"font_name": "Calibri", "valign": "top", **more}) for name, more in LOOKS.items()
        }
        _write_accounts(book.add_worksheet(tr("Statement")), looks, document, meta)
        _write_postings(book.add_worksheet(POSTINGS), looks, document)
        _write_notes(book.add_worksheet(tr("Notes")), looks, document, meta)


def created(meta: Meta) -> dt.datetime:
    """
    Give the moment of the knowledge shown, so that the same figures make the same file.

    Parameters
    ----------
    meta
        The view.

    Returns
    -------
    datetime.datetime
        Without a time zone, as spreadsheets hold it.
    """
    try:
        return dt.datetime.fromisoformat(meta.known_at.rstrip("Z")).replace(tzinfo=None)
    except ValueError:
        return _EPOCH


def _put(sheet: Worksheet, looks: Looks, first: int, rows: list[Row]) -> int:
    """Write rows of cells; give the row after them."""
    for number, row in enumerate(rows, start=first):
        for column, cell in enumerate(row):
            if cell.formula:
                sheet.write_formula(number, column, cell.formula, looks[cell.look], cell.value)
            elif isinstance(cell.value, str):
                sheet.write_string(number, column, cell.value, looks[cell.look])
            else:
                sheet.write_number(number, column, cell.value, looks[cell.look])
    return first + len(rows)


def _write_accounts(sheet: Worksheet, looks: Looks, document: Mapping[str, Any], meta: Meta) -> None:
    rows = document["rows"]
    sheet.write_string(0, 0, title(document), looks["title"])
    sheet.write_string(1, 0, " ".join(notices(meta)[:2]), looks["text"])
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(1, 40, _MIDDLE)
    if len(rows) == 1 and not keys(rows[0]):
        sheet.set_column(0, 0, _WIDE)
        _write_one(sheet, looks, rows[0])
    else:
        sheet.set_column(1, 1, _WIDE)
        _put(sheet, looks, _HEAD_ROW, group_cells(rows, _HEAD_ROW))
    sheet.set_row(_HEAD_ROW, _HEAD_HEIGHT)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.freeze_panes(_HEAD_ROW + 1, 0)


def _write_one(sheet: Worksheet, looks: Looks, row: Mapping[str, Any]) -> None:
    heads = [tr(STYLES[status].label) for status in ACCOUNTS]
    texts = ["", *(f"{head}, m²" for head in heads), *(f"{head}, km²" for head in heads)]
    sheet.write_row(_HEAD_ROW, 0, texts, looks["head"])
    after = _put(sheet, looks, _HEAD_ROW + 1, account_cells(row, _HEAD_ROW + 1))
    for number, sentence in enumerate(beside(row), start=after + 1):
        sheet.write_string(number, 0, sentence, looks["text"])


def _write_postings(sheet: Worksheet, looks: Looks, document: Mapping[str, Any]) -> None:
    heads = (tr("No."), tr("Group"), tr("From account"), tr("To account"), tr("Movement"), tr("Area, m²"))
    sheet.write_row(0, 0, heads, looks["head"])
    sheet.set_column(1, 1, _WIDE)
    sheet.set_column(2, 5, _MIDDLE)
    sheet.freeze_panes(1, 0)
    groups = enumerate(document["rows"], start=1)
    rows = [_posting_cells(place, row, posting) for place, row in groups for posting in row.get("postings") or ()]
    _put(sheet, looks, 1, rows)
    sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)


def _posting_cells(place: int, row: Mapping[str, Any], posting: Mapping[str, Any]) -> Row:
    texts = (label(row), posting["from"], posting["to"], posting["movement"])
    hidden = unit_in(row) if not posting["area_m2"] else 0
    return [Cell(place), *(Cell(text) for text in texts), amount_cell(posting["area_m2"], unit=hidden)]


def _write_notes(sheet: Worksheet, looks: Looks, document: Mapping[str, Any], meta: Meta) -> None:
    sheet.set_column(0, 0, _WIDE)
    sheet.set_column(1, 1, _TEXT)
    view = facts(meta, document["class"]) | {"from": document["from"], "to": document["to"]}
    lines = [(name, text) for name, text in view.items() if name != "note"]
    lines += [("", sentence) for sentence in (*notices(meta), *filter(None, [document.get("rounding")]))]
    lines += _notes_beside(document)
    lines += [(code, tr(text)) for code, text in (MOVEMENTS | MEMOS).items()]
    for number, (name, text) in enumerate(lines):
        sheet.write_string(number, 0, name, looks["text"])
        sheet.write_string(number, 1, text, looks["wrap"])


def _notes_beside(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Say for every group what stands beside its mapped land."""
    return [(label(row), sentence) for row in document["rows"] for sentence in beside(row)]
