"""Sheets of workbooks as people keep them."""

import datetime as dt

import pytest
import xlsxwriter

from landrelease.intake.fault import IntakeError
from landrelease.intake.propose import propose
from landrelease.intake.source import read

ROWS = [
    ["Report of 2024"],
    [],
    ["id", "date", "status", "stated_m2", "lon", "lat"],
    ["H-1", dt.date(2024, 5, 17), "suspected", 8_900.5, 18.5, 44.25],
    ["H-2", "2024-06", "confirmed", 12, "18,6", "44,25"],
    ["Total", None, None, 8_912.5, None, None],
]


@pytest.fixture
def workbook(tmp_path):
    def write(*sheets, name="a.xlsx"):
        path = tmp_path / name
        with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
            for title, rows in sheets:
                sheet = book.add_worksheet(title)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        return path

    return write


def test_a_sheet_with_title_and_totals_is_read(workbook):
    table = read(workbook(("Sheet1", ROWS)))
    assert (table.layer, list(table.rows), table.totals) == ("Sheet1", [1, 2, 3], {2})
    assert table.columns["date"] == [dt.date(2024, 5, 17), "2024-06", None]
    assert table.columns["stated_m2"] == [8_900.5, 12.0, 8_912.5]
    assert [None if one is None else one.wkt for one in table.geometry] == [
        "POINT (18.5 44.25)",
        "POINT (18.6 44.25)",
        None,
    ]
    assert [note.code for note in table.notes] == ["rows-above-headings"]


def test_the_only_sheet_with_rows_is_taken_and_of_several_one_must_be_named(workbook):
    assert read(workbook(("Empty", []), ("Data", ROWS), ("Title", [["x"]]))).layer == "Data"
    path = workbook(("North", ROWS), ("South", ROWS))
    with pytest.raises(IntakeError) as caught:
        read(path)
    assert (caught.value.code, caught.value.params["layers"]) == ("layer-unnamed", "North, South")
    assert read(path, layer="South").layer == "South"
    with pytest.raises(IntakeError) as caught:
        read(path, layer="West")
    assert (caught.value.code, caught.value.params["layers"]) == ("layer-missing", "North, South")


def test_a_sheet_named_as_a_kind_goes_before_the_others(workbook):
    assert read(workbook(("Notes", ROWS), ("hazard", ROWS))).layer == "hazard"


def test_a_workbook_without_rows_is_refused(workbook):
    with pytest.raises(IntakeError) as caught:
        read(workbook(("Data", [["id", "status"]])))
    assert caught.value.code == "file-empty"


def with_cells(path, fill):
    """Write a workbook of three hazards, and let `fill` change its only sheet."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        for number, row in enumerate([["id", "status", "date", "stated_m2", "remarks"],
                                      *(["H-" + str(n), "suspected", "2024-05-01", 9000, "x"] for n in range(3)),
                                      ["Total", None, None, 27000, None]]):  # fmt: skip
            sheet.write_row(number, 0, row)
        fill(sheet, book.add_format({"bold": True}))
    return path


def test_a_formula_that_failed_sets_its_row_aside_and_no_value_is_lost(tmp_path, stamp):
    def fill(sheet, _bold):
        sheet.write_formula("D2", "=#REF!", value="#REF!")
        sheet.write_formula("A3", "=1/0", value="#DIV/0!")
        sheet.write_formula("C4", "=NA()", value="#N/A")

    made = propose(read(with_cells(tmp_path / "failed.xlsx", fill)), None, {}, stamp)
    assert [one.verdict for one in made.verdicts] == ["set-aside"] * 4
    found = [(one.row, one.params["field"], one.params["value"]) for one in made.findings if one.row and one.row < 4]
    assert {one.code for one in made.findings} == {"cell-in-error", "totals-row"}
    assert found == [(1, "stated_m2", "#REF!"), (2, "id", "#DIV/0!"), (3, "date", "#N/A")]


def test_a_cell_merged_with_the_one_above_says_nothing_of_its_row(tmp_path, stamp):
    def fill(sheet, bold):
        sheet.merge_range("B2:B4", "suspected", bold)
        sheet.merge_range("A5:C5", "Total", bold)

    made = propose(read(with_cells(tmp_path / "merged.xlsx", fill)), None, {}, stamp)
    assert [one.verdict for one in made.verdicts] == ["new", "set-aside", "set-aside", "set-aside"]
    assert [(one.row, one.code) for one in made.findings] == [
        (2, "cell-merged"), (3, "cell-merged"), (4, "totals-row"),
    ]  # fmt: skip


def test_merged_titles_above_the_headings_are_no_rows(tmp_path):
    path = tmp_path / "titled.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        sheet.merge_range("A1:E1", "Report of the north team", book.add_format({"bold": True}))
        sheet.write_row(2, 0, ["id", "status", "date", "stated_m2", "remarks"])
        sheet.write_row(3, 0, ["H-1", "suspected", "2024-05-01", 9000, "x"])
    table = read(path)
    assert table.columns == {"id": ["H-1"], "status": ["suspected"], "date": ["2024-05-01"], "stated_m2": [9000.0],
                             "remarks": ["x"]}  # fmt: skip


def test_a_workbook_that_breaks_off_or_is_damaged_inside_is_refused(workbook):
    path = workbook(("Data", ROWS))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(IntakeError) as caught:
        read(path)
    assert caught.value.code == "file-truncated"
    place = data.index(b"xl/worksheets/sheet1.xml") + 60
    path.write_bytes(data[:place] + bytes(20) + data[place + 20 :])
    with pytest.raises(IntakeError) as caught:
        read(path)
    assert caught.value.code in {"file-unreadable", "file-truncated"}
