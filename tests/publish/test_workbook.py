"""The workbook adds up by its own formulas: they are calculated anew here, from the cells that they name."""

import re
import zipfile
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from landrelease.publish.statement import ACCOUNTS
from landrelease.publish.workbook import write_statement_xlsx

CELL = re.compile(r"\$?([A-Z]+)\$?(\d+)")


def place(reference):
    """Row and column of a reference such as $B$3, from 0."""
    letters, row = CELL.fullmatch(reference).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(row) - 1, column - 1


class Sheets:
    """A workbook as a spreadsheet program sees it: cached values, and formulas that it can calculate."""

    def __init__(self, path):
        self.book = CalamineWorkbook.from_path(str(path))
        self.rows = {
            name: self.book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in self.book.sheet_names
        }
        with zipfile.ZipFile(path) as archive:
            xml = archive.read("xl/worksheets/sheet1.xml").decode()
        cells = re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f>([^<]*)</f><v>([^<]*)</v>', xml)
        self.formulas = {name: formula.replace("&quot;", '"') for name, formula, _ in cells}

    def cell(self, reference, sheet="Statement"):
        row, column = place(reference)
        return self.rows[sheet][row][column] or 0

    def area(self, first, last):
        (top, left), (bottom, right) = place(first), place(last)
        return [value or 0 for row in self.rows["Statement"][top : bottom + 1] for value in row[left : right + 1]]

    def sum_ifs(self, text):
        columns, values = text.split(",")[1::2], text.split(",")[2::2]
        wanted = {
            ord(column[len("Postings!$")]) - 65: value.strip('"') if value[0] == '"' else self.cell(value)
            for column, value in zip(columns, values, strict=True)
        }
        postings = self.rows["Postings"][1:]
        return sum(row[5] for row in postings if all(row[column] == value for column, value in wanted.items()))

    def calculate(self, formula):
        """Calculate one formula; only what our workbooks use is known."""
        text = re.sub(r"SUMIFS\(([^()]*)\)", lambda found: repr(float(self.sum_ifs(found[1]))), formula.lstrip("="))
        ranges = re.compile(r"(\$?[A-Z]+\$?\d+):(\$?[A-Z]+\$?\d+)")
        text = ranges.sub(lambda found: repr(self.area(found[1], found[2])), text)
        text = re.sub(r"\$?\b[A-Z]+\$?\d+\b(?!\()", lambda found: repr(self.cell(found[0])), text)
        known = {
            "SUM": sum,
            "ROUND": round,
            "SUMXMY2": lambda a, b: sum((x - y) ** 2 for x, y in zip(a, b, strict=True)),
        }
        return eval(text, {"__builtins__": {}}, known)


@pytest.fixture
def statement(province, tmp_path):
    path = tmp_path / "statement.xlsx"
    write_statement_xlsx(province.years[3], path, meta=province.meta)
    return Sheets(path)


@pytest.fixture
def groups(province, tmp_path):
    row = province.years[3]["rows"][0]
    part = {name: row[name] for name in ("movements", "postings", "memo")}
    rows = [{"operator": "=1+1", **part}, {"operator": "north*", **part, "opening": {}, "closing": {}}, row]
    path = tmp_path / "groups.xlsx"
    write_statement_xlsx(province.years[3] | {"rows": rows}, path, meta=province.meta)
    return Sheets(path)


@pytest.mark.parametrize("book", ["statement", "groups"])
def test_every_formula_gives_the_value_beside_it(book, request):
    sheets = request.getfixturevalue(book)
    assert len(sheets.formulas) > 20
    for name, formula in sheets.formulas.items():
        assert sheets.calculate(formula) == pytest.approx(sheets.cell(name), abs=1e-5), (name, formula)


def test_the_account_has_the_ledgers_amounts(statement, province):
    lines = {row[0]: row[1:6] for row in statement.rows["Statement"] if row[0]}
    row = province.years[3]["rows"][0]
    for text, part in (("Opening", "opening"), ("Closing", "closing"), ("Closing in the ledger", "closing")):
        assert lines[text] == pytest.approx([float(row[part][f"{status}_m2"]) for status in ACCOUNTS])
    assert lines["Difference (must be zero)"] == [0] * 5
    assert lines["confirmed, was suspected"][0] == -lines["confirmed, was suspected"][1] < 0


def test_square_kilometres_stand_beside(statement):
    closing = next(row for row in statement.rows["Statement"] if row[0] == "Closing")
    assert closing[6:11] == pytest.approx([amount / 1e6 for amount in closing[1:6]])


def test_sheets_are_accounts_postings_and_notes(statement, province):
    assert statement.book.sheet_names == ["Statement", "Postings", "Notes"]
    assert statement.rows["Postings"][0] == ["No.", "Group", "From account", "To account", "Movement", "Area, m²"]
    postings = province.years[3]["rows"][0]["postings"]
    assert [row[2:5] for row in statement.rows["Postings"][1:]] == [
        [posting["from"], posting["to"], posting["movement"]] for posting in postings
    ]
    notes = [text for row in statement.rows["Notes"] for text in row]
    assert "Land that is not shown here was not recorded; it may hold explosive ordnance." in notes
    assert any(str(note).startswith("Synthetic data") for note in notes)
    assert any(str(text).startswith("Synthetic data") for row in statement.rows["Statement"] for text in row)


def test_a_text_that_looks_like_a_formula_stays_a_text(groups):
    names = [row[1] for row in groups.rows["Statement"][3:6]]
    assert names == ["=1+1", "north*", "All land"]
    assert set(groups.formulas.values()) & {"1+1"} == set()


def test_a_group_without_balances_leaves_them_empty(groups):
    first, last = groups.rows["Statement"][3], groups.rows["Statement"][5]
    assert first[11:32] == [""] * 21
    assert last[31] == 0


def test_a_closing_that_is_off_is_seen(province, tmp_path):
    row = province.years[3]["rows"][0]
    off = row | {"closing": row["closing"] | {"reduced_m2": row["closing"]["reduced_m2"] + Decimal("0.5")}}
    write_statement_xlsx(province.years[3] | {"rows": [off]}, tmp_path / "off.xlsx", meta=province.meta)
    lines = {row[0]: row[1:6] for row in Sheets(tmp_path / "off.xlsx").rows["Statement"] if row[0]}
    assert lines["Difference (must be zero)"] == [0, 0, 0, 0.5, 0]


def test_the_same_statement_makes_the_same_file(province, tmp_path):
    for name in ("a", "b"):
        write_statement_xlsx(province.years[3], tmp_path / f"{name}.xlsx", meta=province.meta)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
