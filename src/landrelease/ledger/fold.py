"""The exact books: how much land each record moved from which status to which, without building any map.

Every boundary piece of the arrangement carries a share of area (the integral of x dy along it). A posting's area is the
sum of the shares of the pieces that have it on their left less those that have it on their right. Each share is rounded
once to an integer of 1e-9 m² and booked to both sides, so whatever leaves one status arrives in another, to the last
digit, whatever the shapes.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.ledger.covers import Covers
from landrelease.ledger.events import Events
from landrelease.ledger.loops import TALLY
from landrelease.ledger.machine import LIMB, WIDTH, E, scratch_for

Ints = npt.NDArray[np.int64]

M2 = 1_000_000_000
"""Units of area in a square metre."""


class Postings(NamedTuple):
    """
    Postings and memos that are not zero.

    Attributes
    ----------
    row : ndarray of int64
        Entry of each, ascending.
    cell : ndarray of int64
        Its cell, see `machine`; ascending for each entry.
    high, low : ndarray of int64
        Parts of its area, see `amount`; the low part lies in 0 up to 2**30.
    """

    row: Ints
    cell: Ints
    high: Ints
    low: Ints


def postings(covers: Covers, events: Events) -> Postings:
    """
    Sum the area of every posting and memo of some events.

    Parameters
    ----------
    covers
        Of the arrangement of the shapes of exactly these events, indexed as they are.
    events
        Event table.

    Returns
    -------
    Postings
        Of all events; `row` is the number of the event.

    Examples
    --------
    >>> from landrelease.ledger.events import in_order
    >>> none = np.zeros(0, np.int64)
    >>> postings(Covers(np.zeros(1, np.int64), none, none, none, none), in_order([])[1]).row.tolist()
    []
    """
    count = len(events.table) // E
    scratch = scratch_for(count)  # more room than events that cover one point
    high, low = np.zeros(count * WIDTH, np.int64), np.zeros(count * WIDTH, np.int64)
    TALLY(len(covers.member), *covers[:4], *events, tuple(scratch), high, low)
    high += low >> LIMB
    low &= (1 << LIMB) - 1
    at = np.flatnonzero((high != 0) | (low != 0))
    return Postings(at // WIDTH, at % WIDTH, high[at], low[at])


def amount(high: int, low: int) -> int:
    """
    Put the two parts of a sum together.

    Parameters
    ----------
    high, low
        Parts as `share` gives them, summed.

    Returns
    -------
    int
        Units of 1e-9 m².

    Examples
    --------
    >>> amount(1, 926258176) == 2 * M2
    True
    """
    return (int(high) << LIMB) + int(low)
