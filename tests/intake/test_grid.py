"""Headings, rows and totals in a grid of cells."""

import pytest

from landrelease.intake.fault import IntakeError
from landrelease.intake.grid import grid_of

TITLE = ["Clearance report, province of Example", None, None]


def test_titles_and_blank_lines_are_left_out_and_rows_keep_their_numbers():
    grid = grid_of([TITLE, [], ["id", "date", "stated_m2"], ["H-1", "2024", 5], [], ["H-2", "2024", 7]], "r.xlsx")
    assert grid.names == ["id", "date", "stated_m2"]
    assert grid.columns == [["H-1", "H-2"], ["2024", "2024"], [5, 7]]
    assert grid.rows == [1, 3]
    assert [(note.code, note.params) for note in grid.notes] == [("rows-above-headings", {"n": 1})]


def test_a_table_of_texts_only_takes_its_first_line_for_headings():
    grid = grid_of([["id", "status"], ["H-1", "suspected"], ["H-2", "confirmed"]], "r.csv")
    assert grid.names == ["id", "status"]
    assert grid.notes == ()


def test_a_column_without_heading_is_kept_under_its_number_and_an_empty_one_is_not():
    grid = grid_of([["id", "", "status", ""], ["H-1", "x", "suspected", ""]], "r.csv")
    assert grid.names == ["id", "(2)", "status"]


@pytest.mark.parametrize("word", ["Total", "TOTAL:", "  Grand total", "Ukupno", "Всего", "المجموع", "Sub-total", "Σ"])
def test_a_row_that_sums_up_others_is_told_apart(word):
    grid = grid_of([["id", "status", "stated_m2"], ["H-1", "suspected", 5], [word, "", 5]], "r.xlsx")
    assert grid.totals == frozenset({1})


def test_a_hazard_named_total_is_no_sum():
    grid = grid_of([["id", "name"], ["H-1", "Total petrol station"], ["H-2", "Total"]], "r.xlsx")
    assert grid.totals == frozenset()


def test_torn_rows_are_named_with_their_cells():
    grid = grid_of(
        [["id", "status", "date"], ["H-1", "suspected"], ["H-2", "suspected", "2024", "x"], ["H-3", "", ""]], "r.csv"
    )
    assert grid.ragged == {0: 2, 1: 4}
    assert grid.columns[2] == [None, "2024", None]


def test_blank_cells_behind_the_headings_tear_nothing():
    assert grid_of([["id", "status"], ["H-1", "suspected", "", ""]], "r.csv").ragged == {}


@pytest.mark.parametrize("lines", [[], [[]], [["id", "status"]], [["id", "status"], ["", None]]])
def test_a_table_without_rows_is_refused(lines):
    with pytest.raises(IntakeError) as caught:
        grid_of(lines, "r.csv")
    assert caught.value.code == "file-empty"


def test_a_heading_that_stands_twice_is_refused():
    with pytest.raises(IntakeError) as caught:
        grid_of([["id", "Status", "STATUS "], ["H-1", "suspected", "confirmed"]], "r.csv")
    assert caught.value.code == "column-repeated"
