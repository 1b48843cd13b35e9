"""What one edition of the public site said, and what changed since the edition before."""

from pathlib import Path
from typing import Final

import msgspec

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
        The edition before.
    """

    programme: str
    day: str
    open_m2: dict[str, int | None] = {}
    released_m2: dict[str, int | None] = {}
    before: "Edition | None" = None


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
        An edition of the same day takes the place of the one that lies there and follows the same one.

    Raises
    ------
    OutputError
        Where there is an edition that cannot be read, or one of another programme.
    """
    made = Edition(
        notice.meta.programme,
        valid_for(notice.meta),
        _column(notice.figures, "open", notice.unit_m2),
        _column(notice.figures, "released", notice.unit_m2),
    )
    last = _read(folder / NAME)
    if last is None:
        return made
    if last.programme != made.programme:
        msg = (
            f"{folder}: the site of another programme ({last.programme}) lies here, and nothing is written over it."
            " Give another folder."
        )
        raise OutputError(msg)
    before = last.before if last.day == made.day else msgspec.structs.replace(last, before=None)
    return msgspec.structs.replace(made, before=before)


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
    except msgspec.DecodeError as fault:
        msg = f"{path}: this is no edition of a site ({fault}). Give another folder, or move this file away."
        raise OutputError(msg) from fault
