"""Which bounding boxes meet, on integers: a sweep from left to right through strips of land.

The boxes of each horizontal strip are looked at in the order of their left edges, each with those that begin before it
ends. A pair that meets in several strips is taken in the lowest of them, so it is found once.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.geometry.compiled import Loop

Ints = npt.NDArray[np.int64]
_HEIGHTS_PER_STRIP = 8


class Neighbours(NamedTuple):
    """
    For each shape the others whose bounding boxes meet its own, ascending.

    Attributes
    ----------
    start : ndarray of int64, shape (k + 1,)
        Where each shape's neighbours begin in `other`.
    other : ndarray of int64
        The neighbours.
    """

    start: Ints
    other: Ints


def neighbours(box: Ints) -> Neighbours:
    """
    Find which bounding boxes meet.

    Parameters
    ----------
    box
        Shape (k, 4): least x, least y, greatest x, greatest y in grid units.

    Returns
    -------
    Neighbours
        Without the shape itself; boxes that share no more than an edge or a corner meet.

    Examples
    --------
    >>> neighbours(np.array([[0, 0, 2, 2], [2, 2, 3, 3], [9, 9, 9, 9]])).other.tolist()
    [1, 0]
    >>> neighbours(np.zeros((0, 4), np.int64)).start.tolist()
    [0]
    """
    start = np.zeros(len(box) + 1, np.int64)
    if len(box) < 2:  # noqa: PLR2004 - it takes two to meet
        return Neighbours(start, start[:0])
    x0, y0, x1, y1 = (np.ascontiguousarray(column, np.int64) for column in box.T)
    height = int((y1 - y0).mean()) * _HEIGHTS_PER_STRIP + 1
    low, high = (y0 - y0.min()) // height, (y1 - y0.min()) // height
    spans = high - low + 1
    who = np.repeat(np.arange(len(box)), spans)
    strip = np.arange(len(who)) - np.repeat(np.cumsum(spans) - spans, spans) + low[who]
    order = np.lexsort((x0[who], strip))
    columns = (x0, y0, x1, y1, low, who[order], strip[order])
    count = np.zeros(len(box), np.int64)
    MEETINGS(len(who), *columns, start, count, start[:0])
    np.cumsum(count, out=start[1:])
    other = np.zeros(start[-1], np.int64)
    MEETINGS(len(who), *columns, start, np.zeros_like(count), other)
    return Neighbours(start, other)


def meetings(  # noqa: PLR0913, PLR0917 - columns of a loop
    x0: Any, y0: Any, x1: Any, y1: Any, low: Any, who: Any, strip: Any, start: Any, count: Any, other: Any
) -> None:
    """
    Sweep through the strips: the loop behind `neighbours`.

    Parameters
    ----------
    x0, y0, x1, y1
        Boxes.
    low
        Lowest strip of each.
    who, strip
        Box and strip, ordered by strip and left edge.
    start
        Where each box's neighbours begin in `other`.
    count
        How many neighbours each box has; added to.
    other
        Set, ascending for each box; empty where they are only counted.

    Examples
    --------
    Used through `neighbours`.
    """
    for at in range(len(who)):
        one = who[at]
        after = at + 1
        while after < len(who) and strip[after] == strip[at] and x0[who[after]] <= x1[one]:
            two = who[after]
            after += 1
            if y0[two] <= y1[one] and y1[two] >= y0[one] and strip[at] == max(low[one], low[two]):
                if len(other):
                    insert(other, start[one], count[one], two)
                    insert(other, start[two], count[two], one)
                count[one] += 1
                count[two] += 1


def insert(values: Any, begin: int, count: int, value: int) -> None:
    """
    Put a number into its place among some ascending ones.

    Parameters
    ----------
    values
        Numbers, changed.
    begin, count
        Where the ascending ones begin, and how many they are; there is room behind them.
    value
        The number.

    Examples
    --------
    >>> row = [9, 2, 5, 0]
    >>> insert(row, 1, 2, 3); row
    [9, 2, 3, 5]
    """
    at = begin + count
    while at > begin and values[at - 1] > value:
        values[at] = values[at - 1]
        at -= 1
    values[at] = value


MEETINGS = Loop(meetings, insert, writes=2)
