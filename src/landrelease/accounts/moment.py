"""Moments as the accounts keep them: UTC text as `records.times.stamp` writes it, given by the caller.

Their alphabetical order is the order of time, so that they are compared as they are.
"""

import datetime as dt

from landrelease.records.times import instant, stamp


def later(now: str, seconds: float) -> str:
    """
    Go on from a moment.

    Parameters
    ----------
    now
        A moment.
    seconds
        How far; before it where negative.

    Returns
    -------
    str
        The other moment.

    Examples
    --------
    >>> later("2025-12-31T23:59:59.500Z", 1)
    '2026-01-01T00:00:00.500Z'
    """
    return stamp(instant(now) + dt.timedelta(seconds=seconds))


def unix(now: str) -> int:
    """
    Count the whole seconds since 1970, as one-time codes do.

    Parameters
    ----------
    now
        A moment.

    Returns
    -------
    int
        Seconds.

    Examples
    --------
    >>> unix("1970-01-01T00:01:00.900Z")
    60
    """
    return int(instant(now).timestamp())
