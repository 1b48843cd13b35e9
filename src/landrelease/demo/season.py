"""Days of work: a season without the wet months, and the last day that the story tells."""

import datetime as dt
from typing import Final

LAST_DAY: Final = dt.date(2024, 12, 13)
_WET: Final = frozenset({12, 1, 2})


def in_season(day: dt.date) -> dt.date:
    """
    Move a day of field work out of the wet months, to the March that follows.

    Parameters
    ----------
    day
        Any day.

    Returns
    -------
    datetime.date
        The same day from March to November, else one in March.

    Examples
    --------
    >>> in_season(dt.date(2020, 5, 4)).isoformat(), in_season(dt.date(2020, 12, 20)).isoformat()
    ('2020-05-04', '2021-03-20')
    """
    if day.month not in _WET:
        return day
    year = day.year + (day.month == 12)
    return dt.date(year, 3, day.day)


def after(day: dt.date, days: float) -> dt.date:
    """
    Find the day of work some days after another.

    Parameters
    ----------
    day
        The earlier one.
    days
        At least one is counted.

    Returns
    -------
    datetime.date
        In season.

    Examples
    --------
    >>> after(dt.date(2020, 11, 20), 20.4).isoformat()
    '2021-03-10'
    """
    return in_season(day + dt.timedelta(days=max(1, int(days))))
