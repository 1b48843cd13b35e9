"""Published tables of others: a figure that may stand under the wrong heading is not read at all."""

import pytest

from landrelease.intake.fault import IntakeError
from landrelease.intake.publishedtable import read_published

HEAD = "admin,cleared_km2,suspected_km2\nNorth,1,5\nEast,3,6\n"


@pytest.mark.parametrize(("row", "cells"), [("South,2,5,7", 4), ("South,2", 2)])
def test_a_row_with_other_cells_than_headings_is_refused_and_never_shifted(written, row, cells):
    with pytest.raises(IntakeError) as caught:
        read_published(written(f"{HEAD}{row}\nWest,4,7\n"), year=2024)
    assert caught.value.code == "table-unreadable"
    assert caught.value.params["detail"] == f"row 3 has {cells} cells, the headings are 3"


def test_rows_that_end_in_empty_cells_are_read(written):
    told = read_published(written(f"{HEAD}South,2,\nWest,4,7,\n"), year=2024)
    assert [line.name for line in told.table.lines] == ["North", "East", "South", "West"]
