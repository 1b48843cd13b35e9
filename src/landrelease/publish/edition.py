"""What one edition of the public site said, and what changed since the edition before."""

from pathlib import Path
from typing import Final

import msgspec

from landrelease.publish.figures import ACCIDENTS
from landrelease.publish.frozen import UNREAD
from landrelease.publish.meta import valid_for
from landrelease.publish.notice import Notice
from landrelease.publish.redaction.suppression import Table
from landrelease.publish.writing import OutputError

NAME: Final = "site.json"
"""File in which a site says what it said; whatever folder holds it is a site."""


class Edition(msgspec.Struct, frozen=True):
    """
    The figures of one edition, all of them published.

    Attributes
    ----------
    programme : str
        Id of the programme.
    day : str
        Day for which it is valid.
    open_m2, released_m2 : dict
        Area to its land, rounded, square metres; None where the figure is left out. The total stands under ``total``.
    before : Edition or None
        The edition before; what this one leaves out is left out of it too.
    left_out : dict
        Column to the rows that this edition or one before it left out; they stay left out, since what one edition tells
        of them could be subtracted from what another told. Columns of land, and `figures.ACCIDENTS`.
    """

    programme: str
    day: str
    open_m2: dict[str, int | None] = {}
    released_m2: dict[str, int | None] = {}
    before: "Edition | None" = None
    left_out: dict[str, list[str]] = {}

    @property
    def hidden(self) -> set[tuple[str, str]]:
        """
        Say what is left out.

        Returns
        -------
        set of tuple of str
            Row and column.
        """
        shown = (("open", self.open_m2), ("released", self.released_m2))
        found = {(row, column) for column, figures in shown for row, value in figures.items() if value is None}
        return found | {(row, column) for column, rows in self.left_out.items() for row in rows}


class Change(msgspec.Struct, frozen=True):
    """
    How a figure changed.

    Attributes
    ----------
    area : str
        Its area; empty for what lies elsewhere.
    column : str
        ``open`` or ``released``.
    before, after : int or None
        Square metres; None where an edition leaves the figure out.
    """

    area: str
    column: str
    before: int | None
    after: int | None


def edition_of(notice: Notice, folder: Path) -> Edition:
    """
    Say what the edition says that is about to be written, after the one that lies there.

    Parameters
    ----------
    notice
        What the public is told.
    folder
        Where the site lies, or will.

    Returns
    -------
    Edition
        An edition of the same day takes the place of the one that lies there and follows the same one. What it leaves
        out is left out of the edition before, which it carries on.

    Raises
    ------
    OutputError
        Where there is an edition that cannot be read, or one of another programme.
    """
    land = {column: _column(notice.figures, column, notice.unit_m2) for column in ("open", "released")}
    last = _read(folder / NAME)
    hidden = _hidden(notice) | (_with_before(last) if last else set())
    left_out: dict[str, list[str]] = {}
    for row, column in sorted(hidden):
        left_out.setdefault(column, []).append(row)
    made = Edition(notice.meta.programme, valid_for(notice.meta), land["open"], land["released"], left_out=left_out)
    if last is None:
        return made
    if last.programme != made.programme:
        msg = (
            f"{folder}: the site of another programme ({last.programme}) lies here, and nothing is written over it."
            " Give another folder."
        )
        raise OutputError(msg)
    before = last.before if last.day == made.day else last
    return msgspec.structs.replace(made, before=_without(before, made) if before else None)


def left_out_before(folder: Path) -> set[tuple[str, str]]:
    """
    Say what the edition that lies in a folder leaves out, or one before it did.

    Parameters
    ----------
    folder
        Where the site lies, or will.

    Returns
    -------
    set of tuple of str
        Row and column; empty where there is no edition.

    Raises
    ------
    OutputError
        Where there is an edition that cannot be read.
    """
    last = _read(folder / NAME)
    return _with_before(last) if last else set()


def _with_before(last: Edition) -> set[tuple[str, str]]:
    return last.hidden | (last.before.hidden if last.before else set())


def _hidden(notice: Notice) -> set[tuple[str, str]]:
    """Say what a notice leaves out, by row and column."""
    tables = [(notice.figures, ""), (notice.accidents, ACCIDENTS)]
    return {
        (row, column or name)
        for table, column in tables
        if table is not None
        for row, line in zip(table.rows, table.values, strict=True)
        for name, value in zip(table.columns, line, strict=True)
        if value is None
    }


def _without(before: Edition, now: Edition) -> Edition:
    """Leave out of an edition what the one after it does not tell."""
    shown = [
        {row: value if after.get(row) is not None else None for row, value in figures.items()}
        for figures, after in ((before.open_m2, now.open_m2), (before.released_m2, now.released_m2))
    ]
    return msgspec.structs.replace(before, open_m2=shown[0], released_m2=shown[1], left_out={}, before=None)


def changes(edition: Edition) -> list[Change]:
    """
    Compare an edition with the one before.

    Parameters
    ----------
    edition
        The edition.

    Returns
    -------
    list of Change
        Figures that are no longer the same, in the order of the table; none where there is no edition before.

    Examples
    --------
    >>> first = Edition("p", "2025-12-31", {"North": 20_000, "total": 90_000})
    >>> [one.after for one in changes(Edition("p", "2026-12-31", {"North": 10_000, "total": 90_000}, before=first))]
    [10000]
    """
    if edition.before is None:
        return []
    found: list[Change] = []
    for column, before, after in (
        ("open", edition.before.open_m2, edition.open_m2),
        ("released", edition.before.released_m2, edition.released_m2),
    ):
        found += [
            Change(area, column, before.get(area), after.get(area))
            for area in dict.fromkeys([*after, *before])
            if before.get(area) != after.get(area)
        ]
    return found


def _column(figures: Table | None, name: str, unit: int) -> dict[str, int | None]:
    if figures is None or name not in figures.columns:
        return {}
    at = figures.columns.index(name)
    return {
        row: None if line[at] is None else (line[at] or 0) * unit
        for row, line in zip(figures.rows, figures.values, strict=True)
    }


def _read(path: Path) -> Edition | None:
    if not path.exists():
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=Edition)
    except UNREAD as fault:
        msg = f"{path}: this is no edition of a site ({fault}). Give another folder, or move this file away."
        raise OutputError(msg) from fault
