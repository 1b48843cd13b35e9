"""Dates as people know them: a day, a month or a year, kept as imprecise as they are."""

import datetime as dt
import re
from typing import NamedTuple

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DECEMBER = 12
_WHOLE_DAY = len("YYYY-MM-DD")


class Interval(NamedTuple):
    """
    First and last day that a partial date can mean, as day numbers (1 = 0001-01-01).

    Attributes
    ----------
    first : int
        First possible day.
    last : int
        Last possible day, equal to `first` where the date is exact.
    """

    first: int
    last: int


def interval(text: str) -> Interval:
    """
    Read a partial ISO date as the interval of days it can mean.

    Parameters
    ----------
    text
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

    Returns
    -------
    Interval
        Day numbers as `datetime.date.toordinal` counts them.

    Raises
    ------
    ValueError
        Where `text` is no such date or the day does not exist.

    Examples
    --------
    >>> interval("2024-02").last - interval("2024-02").first
    28
    >>> interval("2023-02-30")
    Traceback (most recent call last):
    ...
    ValueError: '2023-02-30' is no date: ...
    """
    if len(text) == _WHOLE_DAY and text[4] == text[7] == "-":
        try:
            exact = dt.date.fromisoformat(text).toordinal()
            return Interval(exact, exact)
        except ValueError:
            pass  # read once more, for the words of the fault
    match = _PARTIAL.fullmatch(text)
    if match is None:
        msg = f"{text!r} is no date of the form YYYY, YYYY-MM or YYYY-MM-DD"
        raise ValueError(msg)
    year, month, day = (None if part is None else int(part) for part in match.groups())
    try:
        first = dt.date(year or 0, 1 if month is None else month, 1 if day is None else day)
        last = _last_day(first, whole_year=month is None) if day is None else first
    except ValueError as fault:
        msg = f"{text!r} is no date: {fault}"
        raise ValueError(msg) from None
    return Interval(first.toordinal(), last.toordinal())


def _last_day(first: dt.date, *, whole_year: bool) -> dt.date:
    if whole_year or first.month == _DECEMBER:
        return dt.date(first.year, _DECEMBER, 31)
    return dt.date(first.year, first.month + 1, 1) - dt.timedelta(days=1)


def instant(text: str) -> dt.datetime:
    """
    Read a moment in UTC; a bare (partial) date means its end.

    Parameters
    ----------
    text
        ISO 8601 date or date and time; without an offset it is UTC.

    Returns
    -------
    datetime.datetime
        Aware, in UTC.

    Raises
    ------
    ValueError
        Where `text` is neither.

    Examples
    --------
    >>> instant("2025-12-31").isoformat()
    '2025-12-31T23:59:59.999999+00:00'
    >>> instant("2025-06-01T10:00:00+02:00").isoformat()
    '2025-06-01T08:00:00+00:00'
    """
    if _PARTIAL.fullmatch(text):
        day = dt.date.fromordinal(interval(text).last)
        return dt.datetime.combine(day, dt.time.max, dt.UTC)
    moment = dt.datetime.fromisoformat(text)
    try:
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
    except OverflowError:
        msg = f"{text!r} lies outside the years 1 to 9999 in UTC"
        raise ValueError(msg) from None


def stamp(moment: dt.datetime) -> str:
    """
    Write a moment the one way records hold it: UTC, to the millisecond, ``Z``.

    Parameters
    ----------
    moment
        An aware moment.

    Returns
    -------
    str
        Text of 24 characters whose alphabetical order is the order of time.

    Raises
    ------
    ValueError
        Where the moment has no time zone.

    Examples
    --------
    >>> stamp(instant("2025-06-01T10:00:00.5"))
    '2025-06-01T10:00:00.500Z'
    """
    if moment.tzinfo is None:
        msg = f"{moment.isoformat()} has no time zone"
        raise ValueError(msg)
    return moment.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
