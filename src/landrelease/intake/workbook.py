"""An empty workbook for each kind of record: headings, types, code lists as drop-downs, meanings, an example."""

from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import xlsxwriter

from landrelease.intake.field import Field, fields_of
from landrelease.records.kinds import BY_IMPORT, KINDS
from landrelease.records.marks import Mark, field_marks
from landrelease.records.shape import Shape
from landrelease.records.text import marked as _
from landrelease.records.text import tr

EXAMPLE: Final = "example"
"""Name of the sheet that holds an example row."""
_ROWS: Final = 10_000
_WIDTH: Final = 18
_TYPES: Final = MappingProxyType(
    {
        "text": _("text"),
        "date": _("date: YYYY-MM-DD, or only month or year"),
        "list": _("list, divided by ;"),
        "number": _("number"),
        "count": _("whole number"),
        "pair": _("two numbers, divided by ;"),
        "any": _("number, text, true or false"),
        "object": _("JSON object"),
        "wkt": _("well-known text; or lon and lat in its place"),
    },
)


class Described(NamedTuple):
    """
    One column of the plain form, for people.

    Attributes
    ----------
    field : str
        Heading.
    type : str
        What a cell takes.
    codes : tuple of str
        Codes that are known.
    meaning : str
        One sentence.
    example : str
        A value as it would stand in a cell.
    audience : str
        Lowest audience that may read the field.
    personal : bool
        Whether the value is sealed.
    """

    field: str
    type: str
    codes: tuple[str, ...]
    meaning: str
    example: str
    audience: str
    personal: bool


def describe(kind: str) -> list[Described]:
    """
    List the columns of a kind.

    Parameters
    ----------
    kind
        Key of `records.kinds.KINDS`.

    Returns
    -------
    list of Described
        `record` first; a shape is the column `wkt`, with the columns of its accuracy behind it.

    Examples
    --------
    >>> [column.field for column in describe("organisation")][:5]
    ['record', 'id', 'date', 'organisation', 'remarks']
    >>> [(column.field, column.example) for column in describe("settlement")][-3]
    ('wkt', 'POINT (18.1034 43.5127)')
    """
    columns = [
        Described("record", tr(_TYPES["text"]), (kind,), tr(_("The kind of record.")), kind, "public", personal=False)
    ]
    for name, field in fields_of(kind).items():
        columns += (
            _of_shape(field)
            if field.type == "shape"
            else [_described(name, field.type, field.codes, field.mark, _OF_KIND.get((kind, name), ""))]
        )
    return columns


def _described(name: str, kind_of_cell: str, codes: tuple[str, ...], mark: Mark, example: str = "") -> Described:
    example = example or ("" if mark.example.endswith("…") else mark.example)
    return Described(name, tr(_TYPES[kind_of_cell]), codes, tr(mark.meaning), example, mark.audience, mark.personal)


def _of_shape(field: Field) -> list[Described]:
    marks = field_marks(Shape)
    where = field.mark._replace(example=field.mark.example.replace("((…))", _SQUARE).replace("(((…)))", f"({_SQUARE})"))
    return [
        _described("wkt", "wkt", (), where),
        _described("accuracy_m", "number", (), marks["accuracy_m"]),
        _described("fixed_by", "text", (), marks["fixed_by"]),
    ]


_OF_KIND: Final = MappingProxyType(
    {
        ("programme", "id"): "XY-2025",
        ("setting", "id"): "S-1",
        ("setting", "organisation"): "authority",
        ("person", "id"): "p-0042",
        ("organisation", "id"): "org-1",
        ("admin_area", "id"): "BA-07-3",
        ("settlement", "id"): "S-0042",
        ("survey", "id"): "NTS-7",
        ("release", "id"): "TS-7",
        ("release", "date"): "2024-09-02",
        ("release", "date_from"): "2024-08-12",
        ("release", "reported"): "2024-09-05",
        ("correction", "id"): "C-1",
        ("withdrawal", "id"): "W-1",
        ("decision", "id"): "D-1",
        ("decision", "reason"): "agrees with the report",
        ("attachment", "id"): "A-1",
        ("ordnance", "id"): "O-3",
        ("accident", "id"): "ACC-1",
        ("casualty", "id"): "CAS-1",
        ("match", "id"): "M-1",
    },
)
"""Examples that a kind has for itself, so that its row is right as a whole."""
_SQUARE: Final = "((18.2 43.6, 18.201 43.6, 18.201 43.601, 18.2 43.601, 18.2 43.6))"


def write_workbook(kind: str, path: Path) -> None:
    """
    Write an empty workbook for records of a kind; it is imported as it is, without a profile.

    Parameters
    ----------
    kind
        Key of `records.kinds.KINDS`.
    path
        Where it goes.
    """
    columns = describe(kind)
    with xlsxwriter.Workbook(path) as book:
        styles = {"bold": book.add_format({"bold": True, "bottom": 1}), "text": book.add_format({"num_format": "@"})}
        sheet = book.add_worksheet(kind)
        _headings(sheet, columns, styles)
        example = book.add_worksheet(EXAMPLE)
        _headings(example, columns, styles)
        for at, column in enumerate(columns):
            example.write_string(1, at, column.example, styles["text"])
        _explained(book.add_worksheet("fields"), columns, styles["bold"])
        _codes(book, sheet, columns)


def _headings(sheet: Any, columns: list[Described], styles: dict[str, Any]) -> None:  # noqa: ANN401 - untyped library
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.field, styles["bold"])
        sheet.write_comment(0, at, f"{column.meaning}\n{column.type}")
        sheet.set_column(at, at, _WIDTH, styles["text"])


def _explained(sheet: Any, columns: list[Described], bold: Any) -> None:  # noqa: ANN401 - untyped library
    titles = (tr(_("field")), tr(_("type")), tr(_("codes")), tr(_("meaning")), tr(_("example")))
    for at, title in enumerate(titles):
        sheet.write_string(0, at, title, bold)
        sheet.set_column(at, at, _WIDTH * 2)
    for row, column in enumerate(columns, start=1):
        for at, text in enumerate((column.field, column.type, "; ".join(column.codes), column.meaning, column.example)):
            sheet.write_string(row, at, text)


def _codes(book: Any, sheet: Any, columns: list[Described]) -> None:  # noqa: ANN401 - untyped library
    """Offer the codes of a column as a drop-down; a list may hold several, so there other text is allowed."""
    lists = book.add_worksheet("codes")
    lists.hide()
    for at, column in enumerate(column for column in columns if column.codes):
        letters = xlsxwriter.utility.xl_col_to_name(at)
        lists.write_column(0, at, column.codes)
        place = columns.index(column)
        offered = {"validate": "list", "source": f"=codes!${letters}$1:${letters}${len(column.codes)}"}
        free = column.type == tr(_TYPES["list"])
        sheet.data_validation(1, place, _ROWS, place, offered | ({"show_error": False} if free else {}))


def kinds() -> tuple[str, ...]:
    """
    Name the kinds of record that a table can hold.

    Returns
    -------
    tuple of str
        Keys of `records.kinds.KINDS`.

    Examples
    --------
    >>> kinds()[:2]
    ('programme', 'setting')
    """
    return tuple(str(kind) for kind in KINDS if kind not in BY_IMPORT)
