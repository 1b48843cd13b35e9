"""Sheets of workbooks as people keep them."""

import datetime as dt

import pytest
import xlsxwriter

from landrelease.intake.fault import IntakeError
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
