"""Who covers the two sides of boundary pieces: each set of events once, with the area that the pieces give it."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.geometry.compiled import Loop
from landrelease.geometry.overlay import Pieces
from landrelease.ledger.machine import PRIME, share

Ints = npt.NDArray[np.int64]


class Covers(NamedTuple):
    """
    The different sets of events that cover land, in the order in which the sides of the pieces show them.

    Attributes
    ----------
    start : ndarray of int64
        Where the events of each begin in `member`, with their number at the end.
    member : ndarray of int64
        Events, ascending, one cover after the other.
    high, low : ndarray of int64
        Area of the land of each: the shares of the pieces that have it on their left less those that have it on their
        right, in parts as `machine.share` gives them.
    side : ndarray of int64, shape (2, p)
        Cover of the left and of the right of each piece.
    """

    start: Ints
    member: Ints
    high: Ints
    low: Ints
    side: Ints


def covers_of(pieces: Pieces) -> Covers:
    """
    Find the different sets of events on the sides of pieces.

    Parameters
    ----------
    pieces
        Arrangement of the shapes of some events, indexed as they are.

    Returns
    -------
    Covers
        Each set once.

    Examples
    --------
    >>> ends = np.array([[0, 0, 10**9, 0], [10**9, 0, 10**9, 10**9]])
    >>> one = np.array([0, 1, 2])
    >>> found = covers_of(Pieces(ends, np.array([4, 4]), one, np.array([], np.int64), 0 * one))
    >>> found.start.tolist(), found.member.tolist(), found.side.tolist(), found.low.tolist()
    ([0, 1, 1], [4], [[0, 0], [1, 1]], [1000000000, -1000000000])
    """
    sides, room = 2 * len(pieces.ends), len(pieces.left) + len(pieces.right)
    member, start, (high, low) = np.empty(room, np.int64), np.zeros(sides + 1, np.int64), np.zeros((2, sides), np.int64)
    side, bucket = np.empty(sides, np.int64), np.zeros(2 * sides + 1, np.int64)
    columns = (pieces.left, pieces.left_start, pieces.right, pieces.right_start)
    count = COVERS(sides, pieces.ends.ravel(), *columns, bucket, start, member, high, low, side)
    return Covers(start[: count + 1], member[: start[count]], high[:count], low[:count], side.reshape(2, -1))


def covers(
    ends: Any, left: Any, left_start: Any, right: Any, right_start: Any, bucket: Any,
    start: Any, member: Any, high: Any, low: Any, side: Any,
) -> int:  # fmt: skip
    """
    Give numbers to the covers of sides, and sum their shares: the loop behind `covers_of`.

    Parameters
    ----------
    ends
        Four numbers a piece: x and y of both its ends.
    left, left_start, right, right_start
        Who covers each side.
    bucket
        Places in which covers are looked up, all 0, more of them than sides.
    start, member
        The covers found; set.
    high, low
        Area of each, 0 at first; added to.
    side
        Cover of each side, first of all left ones; set.

    Returns
    -------
    int
        How many covers there are.

    Examples
    --------
    Used through `covers_of`.
    """
    pieces = len(left_start) - 1
    count = 0
    for n in range(2 * pieces):
        members, begins, p = (left, left_start, n) if n < pieces else (right, right_start, n - pieces)
        a, b = begins[p], begins[p + 1]
        if p > 0 and same(members, begins[p - 1], a, members, a, b):
            side[n] = side[n - 1]
            continue
        at = 0
        for m in range(a, b):
            at = (at * 7919 + members[m] + 1) % PRIME
        at %= len(bucket)
        while bucket[at] > 0 and not same(member, start[bucket[at] - 1], start[bucket[at]], members, a, b):
            at = (at + 1) % len(bucket)
        if bucket[at] == 0:
            for m in range(a, b):
                member[start[count] + m - a] = members[m]
            start[count + 1] = start[count] + b - a
            count += 1
            bucket[at] = count
        side[n] = bucket[at] - 1
    for p in range(pieces):
        h, l = share(ends[4 * p], ends[4 * p + 1], ends[4 * p + 2], ends[4 * p + 3])  # noqa: E741
        high[side[p]] += h
        low[side[p]] += l
        high[side[pieces + p]] -= h
        low[side[pieces + p]] -= l
    return count


def same(members: Any, a: int, b: int, others: Any, c: int, d: int) -> bool:
    """
    Tell whether two points are covered by the same events.

    Parameters
    ----------
    members
        Events, point after point.
    a, b
        Where the part of the one point begins and ends.
    others, c, d
        The same of the other point.

    Returns
    -------
    bool
        Also true where none covers either.

    Examples
    --------
    >>> same([4, 7], 0, 2, [4, 7], 0, 2), same([4, 7], 0, 2, [4], 0, 1), same([], 0, 0, [], 0, 0)
    (True, False, True)
    """
    if b - a != d - c:
        return False
    for n in range(b - a):  # noqa: SIM110 - compiles
        if members[a + n] != others[c + n]:
            return False
    return True


COVERS = Loop(covers, same, share, writes=5)
