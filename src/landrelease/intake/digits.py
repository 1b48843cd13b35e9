"""Whole numbers as their source means them: without separators of thousands, with the zeros that a program dropped."""

import re
from collections.abc import Mapping
from typing import Final

from landrelease.intake.cell import text_of
from landrelease.intake.draft import column_of
from landrelease.intake.table import Column, Table

_WHOLE: Final = re.compile(r"\d+|\d{1,3}(?:[,.'\u00a0\u202f ]\d{3})+")


def with_digits(table: Table, digits: Mapping[str, int]) -> Table:
    """
    Write the whole numbers of some columns with all their digits.

    Parameters
    ----------
    table
        The table.
    digits
        Column to the number of digits, as `profile.Profile.digits`; columns that are not there are left out.

    Returns
    -------
    Table
        The same rows; a cell that holds no whole number stays as it is.

    Examples
    --------
    >>> found = with_digits(Table("t.csv", "", "", {"code": ["5,313", 5313.0, "x", None]}, None, None, []), {"CODE": 5})
    >>> found.columns["code"]
    ['05313', '05313', 'x', None]
    """
    named = {column_of(table, column): n for column, n in digits.items()}
    found = {name: _padded(cells, named[name]) if name in named else cells for name, cells in table.columns.items()}
    return table._replace(columns=found) if digits else table


def _padded(cells: Column, n: int) -> Column:
    return [_one(cell, n) for cell in cells]


def _one(cell: object, n: int) -> object:
    text = (text_of(cell) or "").strip()
    return re.sub(r"\D", "", text).zfill(n) if _WHOLE.fullmatch(text) else cell
