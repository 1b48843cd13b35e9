"""Which bounding boxes meet, on integers: a sweep from left to right through strips of land.

The boxes of each horizontal strip are looked at in the order of their left edges, each with those that begin before it
ends. A pair that meets in several strips is taken in the lowest of them, so it is found once.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.geometry.compiled import Loop
from landrelease.geometry.order import ascending, before

Ints = npt.NDArray[np.int64]
_HEIGHTS_PER_STRIP = 8
_STRIPS_EACH = 3
"""Strips that a box lies in, at most and on average."""
_NEAR_EACH = 8
"""Neighbours that a box has, about."""


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
    count = len(box)
    start, room = np.zeros(count + 1, np.int64), _NEAR_EACH * count
    scratch = tuple(np.empty((5, _STRIPS_EACH * count), np.int64))
    while True:
        other = np.empty(room, np.int64)
        found = MEETINGS(count, box.ravel(), scratch, np.zeros(count, np.int64), start, other)
        if found <= room:
            return Neighbours(start, other[:found])
        room = found


def meetings(box: Any, scratch: Any, count: Any, start: Any, other: Any) -> int:
    """
    Sweep through the strips: the loop behind `neighbours`.

    Parameters
    ----------
    box
        Four numbers a box.
    scratch
        Five columns with three places for each box: strips are so high that no more are needed.
    count
        How many neighbours each box has, all 0 at first.
    start
        Where each box's neighbours begin in `other`; set.
    other
        The neighbours, ascending for each box; set where there is room for all.

    Returns
    -------
    int
        How many neighbours there are.

    Examples
    --------
    Used through `neighbours`.
    """
    who, left, strip, order, room = scratch
    boxes = len(count)
    floor, tall = 0, 0
    for n in range(boxes):
        floor = box[4 * n + 1] if n == 0 else min(floor, box[4 * n + 1])
        tall += max(box[4 * n + 3] - box[4 * n + 1], 0)
    height = tall // max(boxes, 1) * _HEIGHTS_PER_STRIP + 1
    places = 0
    for n in range(boxes):
        for at in range((box[4 * n + 1] - floor) // height, (box[4 * n + 3] - floor) // height + 1):
            who[places], left[places], strip[places], order[places] = n, box[4 * n], at, places
            places += 1
    ascending(order, room, places, strip, left, left)
    sweep(box, order, places, who, strip, start, count, other, 0)
    for n in range(boxes):
        start[n + 1] = start[n] + count[n]
        count[n] = 0
    if start[boxes] <= len(other):
        sweep(box, order, places, who, strip, start, count, other, 1)
    return int(start[boxes])


def sweep(  # noqa: PLR0913, PLR0917 - columns of a loop
    box: Any, order: Any, places: int, who: Any, strip: Any, start: Any, count: Any, other: Any, write: int
) -> None:
    """
    Go through the strips once.

    Parameters
    ----------
    box
        Four numbers a box.
    order, places
        Places of boxes in strips, ordered by strip and left edge, and how many there are.
    who, strip
        Box and strip of each place; a pair counts in the lowest strip that both lie in.
    start, count, other
        As in `meetings`; `count` is added to.
    write
        1 where neighbours are written down, 0 where they are only counted.

    Examples
    --------
    Used through `neighbours`.
    """
    for at in range(places):
        one, mine = who[order[at]], strip[order[at]]
        lowest = order[at] == 0 or who[order[at] - 1] != one
        after = at + 1
        while after < places and strip[order[after]] == mine and box[4 * who[order[after]]] <= box[4 * one + 2]:
            place = order[after]
            two = who[place]
            after += 1
            if box[4 * two + 1] > box[4 * one + 3] or box[4 * two + 3] < box[4 * one + 1]:
                continue
            if lowest or place == 0 or who[place - 1] != two:
                if write:
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


MEETINGS = Loop(meetings, sweep, insert, ascending, before, writes=3)
