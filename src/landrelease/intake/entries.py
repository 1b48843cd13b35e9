"""The rows of one kind, converted: field by field, with every fault of every row, before any record is made."""

from collections.abc import Sequence
from itertools import compress
from typing import Any, Final, NamedTuple

import numpy as np

from landrelease.checks.finding import Finding
from landrelease.checks.settings import unfit
from landrelease.intake import number, unit
from landrelease.intake.cell import CellError, Reading, converted, shown
from landrelease.intake.draft import Cells, Draft, fault
from landrelease.intake.field import Field, fields_of
from landrelease.intake.needed import NEEDED
from landrelease.intake.profile import Profile
from landrelease.intake.table import Table

DATED: Final = frozenset({"hazard", "survey", "release", "ordnance", "accident", "casualty"})
"""Kinds that say what was true on a day."""
_FIGURES: Final = frozenset({"number", "count", "pair"})
_HIDDEN: Final = "…"


class Entries(NamedTuple):
    """
    Rows of one kind.

    Attributes
    ----------
    kind : str
        The kind.
    rows : list of int
        Their positions in the table, in order [m].
    columns : dict
        Written field name to values [m]; the shape is not among them.
    """

    kind: str
    rows: list[int]
    columns: dict[str, list[Any]]

    def personal(self, at: int) -> dict[str, str]:
        """
        Take the personal values of one row.

        Parameters
        ----------
        at
            Position [0, m).

        Returns
        -------
        dict
            Written field name to value, of those that are there.
        """
        known = fields_of(self.kind)
        return {
            name: str(cells[at])
            for name, cells in self.columns.items()
            if known[name].personal and cells[at] is not None
        }


def entries_of(table: Table, draft: Draft, profile: Profile) -> list[Entries]:
    """
    Convert the rows of a draft, kind by kind.

    Parameters
    ----------
    table
        The table, for row numbers.
    draft
        Its rows under the names of fields; faults are added to it.
    profile
        Forms of dates and numbers, and units.

    Returns
    -------
    list of Entries
        One for each kind that occurs; totals are left out.
    """
    reading = Reading(profile.decimal or _decimal(draft), profile.dates)
    found = []
    for kind in dict.fromkeys(kind for kind in draft.kinds if kind is not None):
        rows = [at for at, one in enumerate(draft.kinds) if one == kind and at not in table.totals]
        known = fields_of(kind)
        columns = {
            name: _values(table, draft, profile, rows, known[name], reading)
            for name in known
            if name in draft.fields and name != "shape"
        }
        found.append(Entries(kind, rows, columns))
        _ask(table, draft, found[-1], keyed=bool(profile.key))
    return found


def _decimal(draft: Draft) -> str:
    """See in all cells that hold figures which decimal sign the file writes."""
    kinds = {kind for kind in draft.kinds if kind is not None}
    named = {name for kind in kinds for name, field in fields_of(kind).items() if field.type in _FIGURES}
    columns = [draft.fields[name] for name in named if name in draft.fields]
    written = [column for column in columns if str in set(map(type, column))]
    return number.decimal_of({cell for column in written for cell in column if isinstance(cell, str)})


def _values(table: Table, draft: Draft, profile: Profile, rows: list[int], field: Field, reading: Reading) -> list[Any]:
    cells = draft.fields[field.name]
    values, faults = converted(taken(cells, rows), field, reading)
    for at, error in faults.items():
        draft.faults.setdefault(rows[at], []).append(_finding(table, rows[at], field, cells[rows[at]], error))
    name = profile.units.get(field.name)
    if name is not None:
        values = [value if value is None else unit.in_metres(value, name) for value in values]
    elif field.name.endswith("depth_m"):
        figures = np.array([np.nan if value is None else value for value in values], dtype=float)
        unit.refuse_other_depth(table.name, field.name, figures)
    return values


def taken(cells: Cells, rows: Sequence[int]) -> Cells:
    """
    Take the cells of some rows.

    Parameters
    ----------
    cells
        Cells [n].
    rows
        Positions, in order.

    Returns
    -------
    sequence
        Their cells; `cells` itself where all are wanted.

    Examples
    --------
    >>> taken(["a", "b", "c"], [0, 2])
    ['a', 'c']
    """
    return cells if len(rows) == len(cells) else list(map(cells.__getitem__, rows))


def _finding(table: Table, at: int, field: Field, cell: object, error: CellError) -> Finding:
    """Write the fault of a cell; a personal value is never shown."""
    value = _HIDDEN if field.personal else shown(cell)
    return fault(table, at, error.code, field=field.name, value=value, expected=error.expected)


def _needed(kind: str) -> dict[str, str]:
    """
    Name what no record of a kind can do without, and the finding where it is missing.

    A row with a personal value needs an id: its hash, by which it would be known again, could be guessed.
    """
    needed = dict.fromkeys(NEEDED.get(kind, ()), "field-required")
    if kind in DATED:
        needed["date"] = "no-date"
    if kind in {"hazard", "release"}:
        needed["status"] = "no-status"
    if any(field.personal for field in fields_of(kind).values()):
        needed["id"] = "no-id"
    return needed


def _ask(table: Table, draft: Draft, entries: Entries, *, keyed: bool) -> None:
    """Set rows aside that lack what no record of their kind can do without; rows with a key may be nameless."""
    needed = _needed(entries.kind)
    if keyed and "id" not in NEEDED.get(entries.kind, ()) and not any(map(entries.personal, range(len(entries.rows)))):
        needed.pop("id", None)
    for name, code in needed.items():
        if name not in entries.columns:
            draft.notes.append(Finding("column-missing", params={"column": name, "kind": entries.kind}))
        cells = entries.columns.get(name) or [None] * len(entries.rows)
        for at in compress(entries.rows, [cell is None for cell in cells]):
            if not any(one.params.get("field") == name for one in draft.faults.get(at, ())):
                found = (
                    fault(table, at, code, field=name, kind=entries.kind)
                    if code == "field-required"
                    else fault(table, at, code, value="")
                )
                draft.faults.setdefault(at, []).append(found)
    if entries.kind == "setting":
        _refuse_unusable(table, draft, entries)


def _refuse_unusable(table: Table, draft: Draft, entries: Entries) -> None:
    """Set settings aside whose value no answer could use."""
    keys, values = (entries.columns.get(name) or [None] * len(entries.rows) for name in ("key", "value"))
    for at, key, value in zip(entries.rows, keys, values, strict=True):
        expected = unfit(key, value) if key and value is not None else ""
        if expected:
            found = fault(table, at, "setting-unusable", key=key, value=shown(value), expected=expected)
            draft.faults.setdefault(at, []).append(found)
