"""The canonical order as loops: the columns of `columns.FACTS` read byte by byte, sorted, and laid out as events."""

from typing import Any

from landrelease.geometry.compiled import Loop
from landrelease.geometry.order import ascending, before
from landrelease.ledger.columns import FACTS
from landrelease.ledger.entry import HIGHEST_OPEN, NO_DEPTH, STATUS_NUMBER
from landrelease.ledger.machine import (
    BASE,
    DAY,
    DEFAULT,
    HAZARD,
    KIND,
    MASK,
    NAMES,
    NAMES_END,
    NEED,
    VERSIONS,
    VERSIONS_OF,
    WORK_FROM,
    WRITTEN,
    E,
)

ROW = FACTS.itemsize
_AT = {name: int(field[1]) for name, field in (FACTS.fields or {}).items()}
_KIND, _MASK, _KEYS, _VERSIONS, _DAY, _FIRST = (_AT[n] for n in ("kind", "mask", "names", "versions", "day", "first"))
_WORK_FROM, _DEPTH, _RECORDED, _SOURCE, _KEY = (_AT[n] for n in ("work_from", "depth_um", "recorded", "source", "key"))
CLEARED = STATUS_NUMBER["cleared"]


def rank(
    facts: Any, weighed: int, scratch: Any, order: Any, place: Any, written: Any
) -> tuple[int, int, int, int, int]:
    """
    Put entries in canonical order, as far as the columns tell it.

    Parameters
    ----------
    facts
        Rows of `FACTS`, byte by byte.
    weighed
        1 where `written` is known already, because some moments are too long for their column; else 0.
    scratch
        Four columns with a place for each entry.
    order
        Positions in canonical order; set.
    place
        Day and kind of each entry as one number, see `events.order_key`; set.
    written
        Rank of the moment of recording of each; set.

    Returns
    -------
    tuple of int
        How many entries are like the one before them in all that is compared here; how many keys releases name, and
        how many of them beyond each one's first; how many releases were moved to another day; how many are one of
        several versions.

    Examples
    --------
    Used through `events.ordered`.
    """
    a, b, c, room = scratch
    count = len(order)
    if weighed == 0:
        for n in range(count):
            order[n], at = n, n * ROW + _RECORDED
            a[n], b[n], c[n] = text(facts, at), text(facts, at + 8), text(facts, at + 16)
        ascending(order, room, count, a, b, c)
        for n in range(count):
            later = n > 0 and before(order[n - 1], order[n], a, b, c)
            written[order[n]] = (written[order[n - 1]] if n > 0 else 0) + (1 if later else 0)
    named, more, moved, grouped = 0, 0, 0, 0
    for n in range(count):
        order[n], at = n, n * ROW
        kind, keys, day = number(facts, at + _KIND, 1), number(facts, at + _KEYS, 4), number(facts, at + _DAY, 4)
        hazard = kind <= HIGHEST_OPEN
        step = 2 if hazard else (3 if keys > 0 else 1)
        place[n] = (day * 4 + step) * 4 + (HIGHEST_OPEN if hazard else CLEARED) - kind
        a[n], b[n] = text(facts, at + _SOURCE), text(facts, at + _SOURCE + 8)
        if not hazard:
            named += keys
            more += max(keys - 1, 0)
            moved += 1 if day != number(facts, at + _FIRST, 4) else 0
            grouped += 1 if number(facts, at + _VERSIONS, 4) > 1 else 0
    ascending(order, room, count, a, b, b)
    ascending(order, room, count, place, written, written)
    alike = 0
    for n in range(1, count):
        one, other = order[n - 1], order[n]
        same = place[one] == place[other] and written[one] == written[other]
        alike += 1 if same and a[one] == a[other] and b[one] == b[other] else 0
    return alike, named, more, moved, grouped


def lay_out(facts: Any, order: Any, written: Any, more: Any, scratch: Any, table: Any, names: Any) -> None:
    """
    Lay entries out as the table that the status machine reads.

    Parameters
    ----------
    facts, order, written
        As in `rank`.
    more
        The keys that releases name beyond each one's first, in canonical order, 16 bytes each.
    scratch
        Five columns with a place for each entry and each of these keys.
    table, names
        As in `events.Events`, without positions of releases that were moved, groups of versions, and default depths;
        set.

    Examples
    --------
    Used through `events.ordered`.
    """
    a, b, sorted_keys, room, key = scratch
    count = len(order)
    for n in range(len(key)):
        sorted_keys[n] = n
        if n < count:
            at = order[n] * ROW + _KEY
            a[n], b[n] = text(facts, at), text(facts, at + 8)
        else:
            at = (n - count) * 16
            a[n], b[n] = text(more, at), text(more, at + 8)
    ascending(sorted_keys, room, len(key), a, b, b)
    for n in range(len(key)):
        other = n > 0 and before(sorted_keys[n - 1], sorted_keys[n], a, b, b)
        key[sorted_keys[n]] = (key[sorted_keys[n - 1]] if n > 0 else 0) + (1 if other else 0)
    name, extra = 0, count
    for n in range(count):
        at, row = order[n] * ROW, n * E
        kind = number(facts, at + _KIND, 1)
        hazard = kind <= HIGHEST_OPEN
        table[row + KIND], table[row + MASK] = kind, number(facts, at + _MASK, 1)
        table[row + NEED], table[row + WORK_FROM] = number(facts, at + _DEPTH, 8), number(facts, at + _WORK_FROM, 4)
        table[row + HAZARD], table[row + WRITTEN] = key[n] if hazard else -1, written[order[n]]
        table[row + DAY], table[row + BASE] = number(facts, at + _DAY, 4), n
        table[row + VERSIONS_OF], table[row + VERSIONS] = -1, number(facts, at + _VERSIONS, 4)
        for c in range(row + DEFAULT, row + E):
            table[c] = NO_DEPTH
        table[row + NAMES] = name
        if not hazard:
            for one in range(number(facts, at + _KEYS, 4)):
                names[name] = key[n] if one == 0 else key[extra]
                extra += 1 if one > 0 else 0
                name += 1
        table[row + NAMES_END] = name


def number(data: Any, at: int, size: int) -> int:
    """
    Read a little-endian number with a sign.

    Parameters
    ----------
    data
        Bytes.
    at, size
        Where it begins, and how many bytes it has.

    Returns
    -------
    int
        The number; of a single byte without a sign.

    Examples
    --------
    >>> number([255, 1, 254, 255], 0, 2), number([255, 1, 254, 255], 2, 2), number([255], 0, 1)
    (511, -2, 255)
    """
    value = 0 + data[at + size - 1]
    if value > 127 and size > 1:
        value -= 256
    for n in range(at + size - 2, at - 1, -1):
        value = value * 256 + data[n]
    return int(value)


def text(data: Any, at: int) -> int:
    """
    Read eight bytes of a text as a number that is ordered as they are.

    Parameters
    ----------
    data
        Bytes.
    at
        Where they begin.

    Returns
    -------
    int
        The number.

    Examples
    --------
    >>> text(b"abcdefgh", 0) < text(b"abcdefgi", 0) < text(bytes([200] * 8), 0) < 2**63
    True
    """
    value = data[at] - 128
    for n in range(at + 1, at + 8):
        value = value * 256 + data[n]
    return int(value)


RANK = Loop(rank, text, number, ascending, before, writes=3)
LAY_OUT = Loop(lay_out, text, number, ascending, before, writes=2)
