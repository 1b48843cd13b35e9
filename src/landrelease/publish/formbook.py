"""Forms as a workbook: a sheet for each part, whose figures lead to a sheet of their records."""

import re
import textwrap
from pathlib import Path
from typing import Final

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from landrelease.publish.form import Entry, Form, Section
from landrelease.publish.formfile import gate_on, records_of
from landrelease.publish.tablepage import known_text
from landrelease.publish.workbook import LOOKS, Looks, created
from landrelease.publish.writing import replacing
from landrelease.records.text import tr

RECORDS: Final = "Records"
_NUMBER: Final = {"num_format": "#,##0"}
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\,]+")
_LONGEST: Final = 31
_WIDE: Final = 34
_MIDDLE: Final = 16
_TEXT: Final = 110
_A4: Final = 9
_HEAD_ROW: Final = 2
_ID: Final = 66
_HEAD_HIGH: Final = 48
_LINE_HIGH: Final = 15


def write_form_xlsx(form: Form, path: Path) -> None:
    """
    Write a form as a workbook.

    Each figure is a number that links its block on the sheet of records, where every record stands with what it adds.
    What is left out is a dash, what is less than the unit of rounding a text, and nothing is a formula. The last sheet
    says for whom the form is, of which day, and what the plausibility gate says.

    Parameters
    ----------
    form
        The form.
    path
        File to write.

    Raises
    ------
    OutputError
        Where the folder is absent.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with replacing(path) as temporary, Workbook(str(temporary), options) as book:
        book.set_properties({"title": form.title, "comments": form.mark.sentences[0], "created": created(form.meta)})
        looks = {
            name: book.add_format({"font_name": "Calibri", "valign": "top", **more}) for name, more in LOOKS.items()
        }
        for name, more in (("count", _NUMBER), ("count_strong", {**_NUMBER, "bold": True, "top": 1})):
            looks[name] = book.add_format({"font_name": "Calibri", "valign": "top", **more})
        names = _sheet_names(form)
        sheets = [book.add_worksheet(name) for name in names]
        links = _write_records(book, looks, form, names)
        for sheet, section in zip(sheets, form.sections, strict=True):
            _write_section(sheet, looks, form, section, links)
        _write_notes(book.add_worksheet(tr("Notes")), looks, form)


def _sheet_names(form: Form) -> list[str]:
    return [" ".join(_FORBIDDEN.sub(" ", section.code).split())[:_LONGEST] for section in form.sections]


def _write_records(book: Workbook, looks: Looks, form: Form, names: list[str]) -> dict[tuple[int, int, int], str]:
    """Write the records behind every figure; give each figure the place of its block."""
    links: dict[tuple[int, int, int], str] = {}
    if not form.exact:
        return links
    sheet = book.add_worksheet(RECORDS)
    heads = (tr("Part"), tr("Cell"), tr("Row"), tr("Column"), tr("Figure"), tr("Record"), tr("Adds"))
    sheet.write_row(0, 0, heads, looks["head"])
    for column, width in enumerate((_MIDDLE, _MIDDLE, _WIDE, _WIDE, _MIDDLE, _ID, _MIDDLE)):
        sheet.set_column(column, column, width)
    _for_paper(sheet, 0)
    sheet.freeze_panes(1, 0)
    places = {id(section): at for at, section in enumerate(form.sections)}
    line = 1
    for spot in form.figures():
        if not records_of(form, spot):
            continue
        links[id(spot.section), spot.row, spot.column] = f"internal:'{RECORDS}'!A{line + 1}"
        cell = xl_rowcol_to_cell(_HEAD_ROW + 1 + spot.row, spot.column)
        look = looks["m2" if spot.entry.m2 else "count"]
        for part in spot.entry.parts:
            texts = (names[places[id(spot.section)]], cell, spot.name, spot.section.columns[spot.column])
            sheet.write_row(line, 0, texts, looks["text"])
            sheet.write_number(line, 4, float(spot.entry.value or 0), look)
            sheet.write_string(line, 5, part.record, looks["text"])
            sheet.write_number(line, 6, float(part.value), look)
            line += 1
    sheet.autofilter(0, 0, max(line - 1, 1), len(heads) - 1)
    return links


def _write_section(
    sheet: Worksheet, looks: Looks, form: Form, section: Section, links: dict[tuple[int, int, int], str]
) -> None:
    sheet.write_string(0, 0, f"{form.title}: {section.code}, {section.heading}", looks["title"])
    sheet.write_string(1, 0, " ".join(form.mark.sentences[:2]), looks["text"])
    _for_paper(sheet, _HEAD_ROW)
    sheet.set_column(0, 0, _WIDE)
    sheet.set_column(1, max(len(section.columns), 1), _MIDDLE)
    if section.columns:
        sheet.write_row(_HEAD_ROW, 0, section.columns, looks["head"])
        sheet.set_row(_HEAD_ROW, _HEAD_HIGH)
        sheet.freeze_panes(_HEAD_ROW + 1, 1)
    for number, cells in enumerate(section.rows):
        strong = section.total and number == len(section.rows) - 1
        for column, entry in enumerate(cells):
            link = links.get((id(section), number, column), "")
            _write_cell(sheet, looks, (_HEAD_ROW + 1 + number, column), entry, link=link, strong=strong)
        lines = max((_lines(entry, _MIDDLE if column else _WIDE) for column, entry in enumerate(cells)), default=1)
        if lines > 1:  # not every program that opens a workbook makes room for wrapped text
            sheet.set_row(_HEAD_ROW + 1 + number, _LINE_HIGH * lines)
    for number, note in enumerate(section.notes, start=_HEAD_ROW + 2 + len(section.rows)):
        sheet.write_string(number, 0, note, looks["text"])


def _lines(entry: Entry, width: int) -> int:
    return len(textwrap.wrap(entry.value, width)) if isinstance(entry.value, str) else 1


def _for_paper(sheet: Worksheet, heads: int) -> None:
    """Set a sheet so that all its columns stand on each printed page, below their headings."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(heads)


def _write_cell(
    sheet: Worksheet, looks: Looks, place: tuple[int, int], entry: Entry, *, link: str, strong: bool
) -> None:
    end = "_strong" if strong else ""
    if isinstance(entry.value, str):
        sheet.write_string(*place, entry.value, looks["strong" if strong else "wrap"])
        return
    look = looks[("m2" if entry.m2 else "count") + end]
    if entry.value is None or entry.less:
        sheet.write_string(*place, entry.shown, look)
        return
    if link:
        sheet.write_url(*place, link, look, tip=tr("Records behind the figures"))
    sheet.write_number(*place, float(entry.value), look)


def _write_notes(sheet: Worksheet, looks: Looks, form: Form) -> None:
    _for_paper(sheet, 0)
    sheet.set_column(0, 0, _TEXT)
    lines = (form.title, known_text(form.meta), *form.mark.sentences, *gate_on(form))
    for number, text in enumerate(lines):
        sheet.write_string(number, 0, text, looks["wrap"])
