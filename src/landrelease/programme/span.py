"""Spans of days: read with care from partial dates, and what of a span others leave uncovered."""

import datetime as dt
from collections.abc import Iterable
from typing import Final, NamedTuple

from landrelease.records.times import interval

EARLIEST: Final = dt.date.min.toordinal()
LATEST: Final = dt.date.max.toordinal()


class Span(NamedTuple):
    """
    Days from first to last, both of them in it; day 1 is 0001-01-01.

    Attributes
    ----------
    first, last : int
        Day numbers; a span whose last day is before its first holds none.
    """

    first: int
    last: int

    def holds(self, day: int) -> bool:
        """
        Tell whether a day is in it.

        Parameters
        ----------
        day
            Day number.

        Returns
        -------
        bool
            True on the first and last day too.

        Examples
        --------
        >>> Span(3, 5).holds(5), Span(3, 5).holds(6)
        (True, False)
        """
        return self.first <= day <= self.last

    def meet(self, other: "Span") -> "Span":
        """
        Take the days that both hold.

        Parameters
        ----------
        other
            Another span.

        Returns
        -------
        Span
            Holds none where they do not meet.

        Examples
        --------
        >>> Span(1, 5).meet(Span(4, 9))
        Span(first=4, last=5)
        """
        return Span(max(self.first, other.first), min(self.last, other.last))

    @property
    def empty(self) -> bool:
        """Whether it holds no day."""
        return self.last < self.first

    @property
    def text(self) -> str:
        """The span in ISO dates; open ends are left out."""
        return f"{iso(self.first)}..{iso(self.last)}"


ALWAYS: Final = Span(EARLIEST, LATEST)


def iso(day: int) -> str:
    """
    Write a day number as an ISO date.

    Parameters
    ----------
    day
        Day number.

    Returns
    -------
    str
        Empty for an open end.

    Examples
    --------
    >>> iso(738000), iso(LATEST)
    ('2021-07-29', '')
    """
    return "" if day in {EARLIEST, LATEST} else dt.date.fromordinal(day).isoformat()


def granted(from_: str | None, to: str | None) -> Span | None:
    """
    Read the days on which a permission surely holds.

    Parameters
    ----------
    from_, to
        Partial dates.

    Returns
    -------
    Span or None
        From the last day that the beginning can mean to the first that the end can mean; without an end it stays
        open; None without a beginning and where either cannot be read, since nothing is permitted on a guess.

    Examples
    --------
    >>> granted("2025-03", "2025-11-30").text
    '2025-03-31..2025-11-30'
    >>> granted(None, "2025-11-30"), granted("2025-03-01", "autumn")
    (None, None)
    """
    first, last = possible(from_), possible(to)
    if first is None or (last is None and _said(to)):
        return None
    return Span(first.last, last.first if last else LATEST)


def barred(from_: str | None, to: str | None) -> Span:
    """
    Read the days on which a prohibition may hold.

    Parameters
    ----------
    from_, to
        Partial dates.

    Returns
    -------
    Span
        From the first day that the beginning can mean to the last that the end can mean. What is missing or cannot be
        read is open, and an end before the beginning is none.

    Examples
    --------
    >>> barred("2025-03", "2025-11").text
    '2025-03-01..2025-11-30'
    >>> barred(None, None) == ALWAYS, barred("2025-03-05", "2025-03-01").text
    (True, '2025-03-01..')
    """
    first, last = possible(from_), possible(to)
    if first and last and last.last < first.first:
        return Span(last.first, LATEST)
    return Span(first.first if first else EARLIEST, last.last if last else LATEST)


def possible(date: str | None) -> Span | None:
    """
    Read the days that a partial date can mean.

    Parameters
    ----------
    date
        Partial date.

    Returns
    -------
    Span or None
        None where there is none, or none that can be read.

    Examples
    --------
    >>> possible("2025-03").text, possible("soon"), possible(" ")
    ('2025-03-01..2025-03-31', None, None)
    """
    try:
        return Span(*interval(_said(date)))
    except ValueError:
        return None


def _said(date: str | None) -> str:
    return (date or "").strip()


def uncovered(span: Span, others: Iterable[Span]) -> list[Span]:
    """
    List what of a span no other holds.

    Parameters
    ----------
    span
        The span.
    others
        Spans that may overlap and stand in any order.

    Returns
    -------
    list of Span
        In order; empty where every day is held.

    Examples
    --------
    >>> uncovered(Span(1, 9), [Span(6, 7), Span(1, 3)])
    [Span(first=4, last=5), Span(first=8, last=9)]
    """
    found, day = [], span.first
    for other in sorted(others):
        if other.last < day or other.first > other.last:
            continue
        if other.first > span.last:
            break
        if other.first > day:
            found.append(Span(day, other.first - 1))
        day = max(day, other.last + 1)
    return [*found, Span(day, span.last)] if day <= span.last else found
