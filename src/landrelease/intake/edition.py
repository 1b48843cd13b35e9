"""Editions of a source whose every file replaces the one before: which one a file is, and whether it is an old one."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from landrelease.checks.finding import Finding
from landrelease.checks.settings import SNAPSHOT_MISSING_DEFAULT
from landrelease.intake.cell import CellError, Reading, convert, shown
from landrelease.intake.draft import column_of
from landrelease.intake.fault import IntakeError
from landrelease.intake.field import fields_of
from landrelease.intake.profile import Profile
from landrelease.intake.table import Table
from landrelease.records.editions import Edition
from landrelease.records.text import tr
from landrelease.records.times import interval

_A_DAY: Final = 10
_SHOWN_ROWS: Final = 3


class Terms(NamedTuple):
    """
    On which terms a file may replace an earlier one.

    Attributes
    ----------
    edition : str
        Date of the edition as a person states it; empty where nobody does.
    most_percent : float
        Share of the known rows of the source, in percent, up to which missing ones are proposed for withdrawal.
    withdraw_missing : int or None
        How many a person expects to be missing at most, whatever their share; none where nobody says so.
    """

    edition: str = ""
    most_percent: float = SNAPSHOT_MISSING_DEFAULT
    withdraw_missing: int | None = None


class Standing(NamedTuple):
    """
    What a file is among the editions of its source.

    Attributes
    ----------
    date : str
        Date of its edition; empty where nobody states one.
    newest : str
        Date of the last edition that was taken in, where the file is an older one; else empty.
    noted : bool
        Whether it is to be noted as taken in.
    notes : tuple of Finding
        What a person should know of it.
    """

    date: str = ""
    newest: str = ""
    noted: bool = False
    notes: tuple[Finding, ...] = ()


def standing_of(table: Table, profile: Profile, terms: Terms, taken: Iterable[Edition]) -> Standing:
    """
    Say what a file is among the editions of its source.

    Parameters
    ----------
    table
        The file.
    profile
        How it is read.
    terms
        What a person says of it.
    taken
        Editions of its source that were taken in, in any order.

    Returns
    -------
    Standing
        Nothing but the defaults where the profile is no snapshot.

    Raises
    ------
    IntakeError
        ``edition-replaced`` where these bytes were taken in and another file has replaced them since;
        ``edition-unusable`` where a date is stated that is none, or where files of the source replace nothing.

    Examples
    --------
    >>> table = Table("b.csv", "bb", "", {}, None, None, [])
    >>> maps = Profile(name="maps", snapshot=True)
    >>> standing_of(table, maps, Terms("2017"), [Edition(date="2022", file_name="a.csv", file_sha256="aa")]).newest
    '2022'
    """
    if not profile.snapshot:
        _refuse_stated(table, terms)
        return Standing()
    date, notes = _date_of(table, profile, terms)
    last = _last_words(taken)
    mine = last.get((table.sha256, table.layer))
    others = [one for one in last.values() if one is not mine]
    newest = max((one.date for one in others if one.date), key=lambda text: interval(text).last, default="")
    older = _older(date, newest)
    if mine is not None and (not terms.edition or terms.edition == mine.date):
        _refuse_replaced(table, mine, list(last.values()))
    if older:
        notes = (*notes, Finding("edition-older", params={"date": date, "newest": newest}))
    noted = mine is None or bool(date and date != mine.date)
    return Standing(date, newest if older else "", noted, notes)


def refuse_shrunk(table: Table, terms: Terms, gone: Sequence[str], held: int) -> None:
    """
    Refuse a file that lacks more of the source's rows than the programme lets pass unasked.

    Parameters
    ----------
    table
        The file.
    terms
        What is let pass.
    gone
        Keys of the records whose rows it lacks.
    held
        How many records of the source count.

    Raises
    ------
    IntakeError
        ``snapshot-shrunk``, with the number that a person has to confirm.
    """
    percent = 100 * len(gone) / held if held else 0.0
    fine = percent <= terms.most_percent if terms.withdraw_missing is None else len(gone) <= terms.withdraw_missing
    if not fine:
        some = ", ".join(shown(key.partition("/")[2].partition("/")[2]) for key in sorted(gone)[:_SHOWN_ROWS])
        raise IntakeError(
            table.name, "snapshot-shrunk", n=len(gone), known=held, percent=f"{percent:.0f}",
            limit=f"{terms.most_percent:g}", some=some,
        )  # fmt: skip


def _refuse_stated(table: Table, terms: Terms) -> None:
    if terms.edition or terms.withdraw_missing is not None:
        detail = tr("only files of a profile with `snapshot = true` replace earlier ones")
        raise IntakeError(table.name, "edition-unusable", detail=detail)


def _date_of(table: Table, profile: Profile, terms: Terms) -> tuple[str, tuple[Finding, ...]]:
    """Find the date of a file's edition, and what to say where its profile expected one."""
    if terms.edition:
        return _read(table, terms.edition), ()
    rule = profile.edition
    if rule.column:
        cells = {shown(cell) for cell in table.columns[column_of(table, rule.column)] if cell is not None}
        dates = [_cell(table, rule.column, cell, profile) for cell in cells]
        return max(dates, key=lambda text: interval(text).last, default=""), () if dates else _undated()
    if rule.file is None:
        return "", ()
    match = rule.file.fullmatch(table.name)
    return (_read(table, match[1]), ()) if match else ("", _undated())


def _undated() -> tuple[Finding, ...]:
    return (Finding("edition-undated"),)


def _read(table: Table, text: str) -> str:
    try:
        interval(text)
    except ValueError:
        detail = tr("`{value}` is no date of the form YYYY, YYYY-MM or YYYY-MM-DD").format(value=shown(text))
        raise IntakeError(table.name, "edition-unusable", detail=detail) from None
    return text


def _cell(table: Table, column: str, cell: str, profile: Profile) -> str:
    try:
        return str(convert(cell, fields_of("edition")["date"], Reading(dates=profile.dates)))
    except CellError:
        detail = tr("`{value}` in column {column} is no date").format(value=shown(cell), column=column)
        raise IntakeError(table.name, "edition-unusable", detail=detail) from None


def _last_words(taken: Iterable[Edition]) -> dict[tuple[str, str], Edition]:
    """Give what was last said of each file, in the order in which it was said."""
    last: dict[tuple[str, str], Edition] = {}
    for one in sorted(taken, key=lambda edition: edition.recorded):
        key = one.file_sha256 or "", one.layer or ""
        last.pop(key, None)
        last[key] = one
    return last


def _older(date: str | None, other: str | None) -> bool:
    """Say whether one partial date lies wholly before another; what is not known is never older."""
    return bool(date and other) and interval(date or "").last < interval(other or "").first


def _refuse_replaced(table: Table, mine: Edition, taken: Sequence[Edition]) -> None:
    """Refuse a file after which another was taken in that is not older than it."""
    later = [one for one in taken[taken.index(mine) + 1 :] if not _older(one.date, mine.date)]
    if later:
        last = later[-1]
        raise IntakeError(
            table.name, "edition-replaced", taken=mine.recorded[:_A_DAY], other=last.file_name or "-",
            day=last.recorded[:_A_DAY],
        )  # fmt: skip
