"""The periods of parcels: from which day to which each had which status, for maps through which one goes in time."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.ledger.machine import STATUS_BITS

Ints = npt.NDArray[np.int64]
FOR_EVER = 2**31 - 1
"""Day on which a period ends that lasts."""


class Periods(NamedTuple):
    """
    Periods in which parcels had a status, parcel after parcel, each parcel's in the order of time.

    Attributes
    ----------
    parcel : ndarray of int64
        Position of the parcel.
    status : ndarray of int64
        Status number, never 0.
    first, end : ndarray of int64
        First day, and the first day after it, `FOR_EVER` where it lasts: land is in the period on every day from
        `first` up to `end`, without `end`.
    move : ndarray of int64
        Position of the move that began it; where several of one day made the status, the last of them.
    """

    parcel: Ints
    status: Ints
    first: Ints
    end: Ints
    move: Ints


def periods(day: npt.NDArray[np.integer], after: npt.NDArray[np.integer], start: Ints, slot: int) -> Periods:
    """
    Read the periods of parcels off what moved them.

    Parameters
    ----------
    day
        Day of each move, parcel after parcel, each parcel's in the order of time.
    after
        Status of every slot from each move on, `STATUS_BITS` bits each, the first slot lowest.
    start
        Where each parcel's moves begin, and their number at the end.
    slot
        Place of the hazard class, 3 for all.

    Returns
    -------
    Periods
        Of several moves on one day the last rules the day; periods of equal status that follow each other are one, and
        days without a status are in none.

    Notes
    -----
    A period is what `fold` draws for each of its days, since records fold in the order of their days: the status on a
    day is that after the last move up to it. All land of a parcel has the same moves.

    Examples
    --------
    >>> found = periods(np.array([10, 20, 20, 10, 20]), np.array([1, 5, 1, 1, 5]), np.array([0, 3, 5]), slot=0)
    >>> [column.tolist() for column in found[:4]]
    [[0, 1, 1], [1, 1, 5], [10, 10, 20], [2147483647, 20, 2147483647]]
    """
    days: Ints = day.astype(np.int64)
    status: Ints = after.astype(np.int64) >> slot * STATUS_BITS & (1 << STATUS_BITS) - 1
    parcel = np.repeat(np.arange(len(start) - 1), np.diff(start))
    rules = _last_of(parcel, days)
    parcel, days, status, move = parcel[rules], days[rules], status[rules], np.flatnonzero(rules)
    turns = np.ones(len(parcel), bool)
    turns[1:] = (parcel[1:] != parcel[:-1]) | (status[1:] != status[:-1])
    parcel, days, status, move = parcel[turns], days[turns], status[turns], move[turns]
    end = np.full(len(days), FOR_EVER)
    goes_on = parcel[1:] == parcel[:-1]
    end[:-1][goes_on] = days[1:][goes_on]
    some = status > 0
    return Periods(parcel[some], status[some], days[some], end[some], move[some])


def _last_of(parcel: Ints, day: Ints) -> npt.NDArray[np.bool_]:
    """Tell which moves are the last of a parcel on their day."""
    last = np.ones(len(day), bool)
    last[:-1] = (parcel[1:] != parcel[:-1]) | (day[1:] != day[:-1])
    return last
