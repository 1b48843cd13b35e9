"""`landrelease reconcile`: a published table beside ours, in every form, with an exit code that a script can read."""

import pytest


@pytest.fixture
def theirs(tmp_path, run, province):
    """A table with what the province cleared and reduced in 2021, and one figure that nobody can explain."""
    moved = run("statement", province, "--year", "2021", "-o", "json").json["rows"][0]["movements"]

    def written(cleared=""):
        path = tmp_path / "bulletin.csv"
        figures = f"{cleared or moved['cleared_m2']},{moved['reduced_m2']:.0f}"
        path.write_text(f"cleared_m2,reduced_m2,remarks\n{figures},late\n", encoding="utf-8")
        return path

    return written


def test_what_agrees_ends_well_and_what_nothing_explains_with_one(run, province, theirs):
    done = run("reconcile", province, theirs(), "--year", "2021", "-o", "csv")
    assert done.code == 0
    assert [(row["column"], row["rule"]) for row in done.rows] == [("cleared_m2", "equal"), ("reduced_m2", "rounding")]
    assert done.err == "left aside: remarks\n"
    done = run("reconcile", province, theirs("987654321"), "--year", "2021", "-o", "json")
    assert done.code == 1
    assert [row["rule"] for row in done.json["rows"]] == [["unexplained"], ["rounding"]]
    assert done.json["audience"] == "authority"


def test_the_table_says_for_whom_it_is_and_what_it_does_not_promise(run, province, theirs):
    done = run("reconcile", province, theirs(), "--year", "2021")
    assert done.code == 0
    assert "2 figures: agree 2, explained 0, not explained 0, on one side only 0." in done.out
    assert "Land that is not shown here was not recorded; it may hold explosive ordnance." in done.out


def test_an_earlier_edition_names_what_changed_without_a_word(run, province, theirs, tmp_path):
    before = tmp_path / "2022-03-01.csv"
    before.write_text("cleared_m2\n1.00\n", encoding="utf-8")
    done = run("reconcile", province, theirs(), "--year", "2021", "--earlier", before, "-o", "json")
    (revised,) = (found for found in done.json["findings"] if found["code"] == "history-revised")
    assert (revised["other"], revised["edition"]) == ("1.00 m²", "2022-03-01")


def test_without_a_year_it_is_refused_and_a_page_is_written_whole(run, province, theirs, tmp_path):
    refused = run("reconcile", province, theirs())
    assert refused.code == 2
    assert "say with --year which year it tells of" in refused.err
    page = tmp_path / "bulletin.html"
    assert run("reconcile", province, theirs(), "--year", "2021", "-o", page).code == 0
    assert page.read_text(encoding="utf-8").endswith("</html>\n")


def test_a_day_of_publication_that_is_none_is_refused(run, province, theirs):
    done = run("reconcile", province, theirs(), "--year", "2021", "--published", "2022-13")
    assert done.code == 2
    assert "--published: '2022-13' is no date" in done.err


def test_an_amount_in_a_line_that_the_ledger_does_not_know_ends_with_one(run, province, tmp_path):
    table = tmp_path / "bulletin.csv"
    for amount, code in (("3.00", 1), ("0", 0)):
        table.write_text(f"operator,cleared_m2\nNobody We Know,{amount}\n", encoding="utf-8")
        done = run("reconcile", province, table, "--year", "1901", "-o", "json")
        assert (done.code, [row["rule"] for row in done.json["rows"]]) == (code, [["line-unknown"]])


def test_a_line_that_begins_like_a_formula_leaves_as_a_text_and_amounts_as_numbers(run, province, tmp_path):
    path = tmp_path / "formula.csv"
    path.write_text('admin,cleared_m2\n"=HYPERLINK(""http://x.example"")",1000\n', encoding="utf-8")
    (row, *_rest) = run("reconcile", province, path, "--year", "2021", "-o", "csv").rows
    assert row["line"] == """'=HYPERLINK("http://x.example")"""
    assert all(not one[name].startswith("'") for one in (row, *_rest) for name in ("theirs", "ours", "difference"))


def test_a_sheet_of_a_file_that_has_none_is_refused(run, province, theirs):
    for name in ("--sheet", "--layer"):
        done = run("reconcile", province, theirs(), "--year", "2021", name, "Areas")
        assert done.code not in {0, 1, 2}
        assert "it is no workbook and has no sheet “Areas”; name none" in done.err
