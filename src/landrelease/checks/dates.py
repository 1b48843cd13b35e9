"""Checks of the dates of one record."""

import datetime as dt
from typing import Final

import numpy as np

from landrelease.checks.columns import Columns
from landrelease.checks.finding import Finding
from landrelease.records.casualties import Casualty
from landrelease.records.finds import Accident, Ordnance
from landrelease.records.land import Hazard, Release, Survey

DATED: Final = (Hazard, Survey, Release, Ordnance, Accident, Casualty)
FIELDS: Final = ("date_from", "reported", "from_")


def _iso(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()


def no_date(columns: Columns) -> list[Finding]:
    """
    See statements about land and finds that carry no date which can be read.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``no-date``, with what stands there instead.
    """
    days = columns.days("date")
    lacking = (~days.given & columns.are(*DATED)) | days.unreadable
    return [
        columns.finding("no-date", index, value=columns.value("date", index) or "")
        for index in np.flatnonzero(lacking).tolist()
    ]


def date_unreadable(columns: Columns) -> list[Finding]:
    """
    See dates beside the main one that cannot be read.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``date-unreadable``, one for each record, with all its faulty fields.
    """
    faulty = {name: np.flatnonzero(columns.days(name).unreadable).tolist() for name in FIELDS}
    return columns.by_field("date-unreadable", faulty)


def date_implausible(columns: Columns) -> list[Finding]:
    """
    See dates of the distant past, as typing slips and zero days of programs make them.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``date-implausible``, one for each record, with all its doubtful fields.
    """
    year = columns.frame.limits.earliest_year
    earliest = dt.date(year, 1, 1).toordinal()
    every = {name: columns.days(name) for name in ("date", *FIELDS)}
    faulty = {name: np.flatnonzero(days.given & (days.first < earliest)).tolist() for name, days in every.items()}
    return columns.by_field("date-implausible", faulty, earliest_year=str(year))


def date_imprecise(columns: Columns) -> list[Finding]:
    """
    Note dates of which only the month or the year is known.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``date-imprecise``.
    """
    days = columns.days("date")
    vague = (days.first != days.last) & columns.are(*DATED)
    return [
        columns.finding("date-imprecise", index, value=columns.value("date", index))
        for index in np.flatnonzero(vague).tolist()
    ]


def occurred_after_recorded(columns: Columns) -> list[Finding]:
    """
    See records that were written before what they tell had happened.

    Days of work are days where the work was done: early in the morning in Kabul it is still yesterday in UTC. An
    imprecise date counts by the first day that it can mean.

    Parameters
    ----------
    columns
        Proposed records, stamped.

    Returns
    -------
    list of Finding
        ``occurred-after-recorded``.
    """
    return _after_recorded(columns, "occurred-after-recorded", "date")


def reported_after_recorded(columns: Columns) -> list[Finding]:
    """
    See reports dated after the day on which they were taken in.

    Parameters
    ----------
    columns
        Proposed records, stamped.

    Returns
    -------
    list of Finding
        ``reported-after-recorded``.
    """
    return _after_recorded(columns, "reported-after-recorded", "reported")


def completion_before_start(columns: Columns) -> list[Finding]:
    """
    See work that ended before it began, whatever days the imprecise dates mean.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``completion-before-start``.
    """
    return _reversed(columns, "completion-before-start", earlier="date_from", later="date")


def reported_before_done(columns: Columns) -> list[Finding]:
    """
    See work that was reported before it was done.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``reported-before-done``.
    """
    return _reversed(columns, "reported-before-done", earlier="date", later="reported")


def _reversed(columns: Columns, code: str, *, earlier: str, later: str) -> list[Finding]:
    start, end = columns.days(earlier), columns.days(later)
    wrong = start.given & end.given & (end.last < start.first)
    return [
        columns.finding(code, index, **{name: columns.value(name, index) for name in (earlier, later)})
        for index in np.flatnonzero(wrong).tolist()
    ]


def _after_recorded(columns: Columns, code: str, name: str) -> list[Finding]:
    days, recorded = columns.days(name), columns.recorded_day
    wrong = days.given & (recorded > 0) & (days.first > recorded)
    return [
        columns.finding(
            code,
            index,
            recorded=_iso(int(recorded[index])),
            time_zone=columns.frame.time_zone,
            **{name: columns.value(name, index)},
        )
        for index in np.flatnonzero(wrong).tolist()
    ]
