"""The ascending order of rows in columns: written as loops, so that other loops can call it, see `compiled`."""

from typing import Any


def ascending(order: Any, room: Any, count: int, a: Any, b: Any, c: Any) -> None:
    """
    Put rows in ascending order, by merging; rows that are alike stay as they are.

    Parameters
    ----------
    order
        Rows, put in order.
    room
        Room for as many.
    count
        How many there are.
    a, b, c
        What they are compared by, see `before`.

    Examples
    --------
    >>> order = [0, 1, 2, 3]
    >>> ascending(order, [0] * 4, 4, [5, 2, 5, 2], [1, 9, 0, 9], [0] * 4); order
    [1, 3, 2, 0]
    """
    width = 1
    while width < count:
        for low in range(0, count, 2 * width):
            middle, high = min(low + width, count), min(low + 2 * width, count)
            one, other = low, middle
            for at in range(low, high):
                if one < middle and (other == high or not before(order[other], order[one], a, b, c)):
                    room[at] = order[one]
                    one += 1
                else:
                    room[at] = order[other]
                    other += 1
        for at in range(count):
            order[at] = room[at]
        width *= 2


def before(one: int, other: int, a: Any, b: Any, c: Any) -> bool:
    """
    Tell whether a row comes before another.

    Parameters
    ----------
    one, other
        The rows.
    a, b, c
        Columns; the second decides where the first ones are equal, and the third where those are.

    Returns
    -------
    bool
        False also where both are alike.

    Examples
    --------
    >>> before(0, 1, [5, 5], [1, 2], [0, 0]), before(1, 1, [5, 5], [1, 2], [0, 0])
    (True, False)
    """
    if a[one] != a[other]:
        return bool(a[one] < a[other])
    if b[one] != b[other]:
        return bool(b[one] < b[other])
    return bool(c[one] < c[other])
