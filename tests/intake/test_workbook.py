"""Empty workbooks: what is in them, and that they come back in."""

import zipfile

import pytest
from python_calamine import CalamineWorkbook

from landrelease.intake import workbook
from landrelease.intake.fault import IntakeError
from landrelease.intake.source import read
from landrelease.records.kinds import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_has_headings_an_example_and_explanations(tmp_path, kind):
    path = tmp_path / "forms.xlsx"
    workbook.write_workbook(kind, path)
    columns = workbook.describe(kind)
    with CalamineWorkbook.from_path(path) as book:
        assert book.sheet_names == [kind, "example", "fields", "codes"]
        assert book.get_sheet_by_name(kind).to_python() == [[column.field for column in columns]]
        assert book.get_sheet_by_name("example").to_python()[1] == [column.example for column in columns]
        assert len(book.get_sheet_by_name("fields").to_python()) == len(columns) + 1


def test_codes_are_offered_and_meanings_are_comments(tmp_path):
    path = tmp_path / "forms.xlsx"
    workbook.write_workbook("hazard", path)
    with zipfile.ZipFile(path) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        comments = packed.read("xl/comments1.xml").decode()
    assert sheet.count("<dataValidation ") == sum(bool(column.codes) for column in workbook.describe("hazard"))
    assert "Suspected or confirmed." in comments


def test_an_empty_workbook_is_an_empty_file(tmp_path):
    path = tmp_path / "forms.xlsx"
    workbook.write_workbook("hazard", path)
    with pytest.raises(IntakeError) as caught:
        read(path)
    assert caught.value.code == "file-empty"


def test_a_kind_is_described_column_by_column():
    columns = {column.field: column for column in workbook.describe("hazard")}
    assert columns["status"].codes == ("suspected", "confirmed")
    assert columns["date"].type == "date: YYYY-MM-DD, or only month or year"
    assert "shape" not in columns
    assert columns["wkt"].example.startswith("POLYGON ((18.2 43.6,")
    assert workbook.describe("person")[5].personal
    assert workbook.kinds() == tuple(kind for kind in KINDS if kind != "edition")
