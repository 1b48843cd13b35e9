"""Rows as CSV that no spreadsheet program takes for formulas: the one way in which tables leave as CSV."""

import csv
import io
import re
from collections.abc import Iterable
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Final = re.compile(r"[+-]?[0-9,]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?")


def csv_rows(rows: Iterable[Iterable[object]], *, end: str = "\n") -> str:
    r"""
    Write rows as CSV.

    Parameters
    ----------
    rows
        Cells row by row, the heading first.
    end
        End of each line.

    Returns
    -------
    str
        The text; its cells are `harmless`.

    Examples
    --------
    >>> csv_rows([("name", "m2"), ('=HYPERLINK("x")', "-2.5")])
    'name,m2\n"\'=HYPERLINK(""x"")",-2.5\n'
    """
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows(map(harmless, row) for row in rows)
    return out.getvalue()


def harmless(cell: object) -> object:
    """
    Write an apostrophe before a text that a spreadsheet program would take for a formula.

    Parameters
    ----------
    cell
        Any value.

    Returns
    -------
    object
        The same; numbers stay numbers, also where they are written as text.

    Examples
    --------
    >>> [harmless(one) for one in ("=1+1", "-1+1", "@x", "+387 33 1", "-0.5", "1,000", -3, None)]
    ["'=1+1", "'-1+1", "'@x", "'+387 33 1", '-0.5', '1,000', -3, None]
    """
    formula = isinstance(cell, str) and cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if formula else cell
