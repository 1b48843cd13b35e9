"""Rows of a statement: over everything, by doer, method, class or area, and against what was known earlier."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final, TypeVar

import numpy as np

from landrelease.desk.answers import Past, slot_of
from landrelease.desk.errors import BadRequestError
from landrelease.desk.places import books_by_place
from landrelease.ledger.columns import columns_of
from landrelease.ledger.fold import amount
from landrelease.ledger.machine import CELLS, SLOTS
from landrelease.ledger.statement import SLOT_NAMES, Books, Period, grouped, statement_rows
from landrelease.ledger.unmapped import Move
from landrelease.records.context import AdminArea
from landrelease.register.store import Store

OUTSIDE: Final = "outside"
"""Name of the row for land outside every administrative area."""
TOTAL: Final = "total"
Row = dict[str, Any]
Key = TypeVar("Key", str, int)
OF_ENTRY: Final = {"operator": "organisation", "method": "method", "unit": "unit"}
"""Groupings by a text of the record, and the member of an entry that holds it."""
_PARTS: Final = frozenset({"opening", "closing", "movements", "postings", "memo", "corrections", "unmapped"})
_POSTING: Final = ("from", "to", "movement", "area_m2")
_NOTHING: Final = np.zeros(0, np.int64)
_NO_BOOKS: Final = Books(columns_of([], []), _NOTHING, _NOTHING, _NOTHING, _NOTHING, [])


def rows_by(books: Books, period: Period, klass: str, by: str | None) -> list[Row]:
    """
    Make the rows of a statement in one grouping.

    Parameters
    ----------
    books
        Books of a view.
    period
        First and last day.
    klass
        Hazard class, or ``all``.
    by
        ``operator``, ``method``, ``unit`` or ``class``; None for one row over everything.

    Returns
    -------
    list of dict
        One row per group, the total last; by class ``all`` is the total.

    Raises
    ------
    BadRequestError
        For any other grouping, or where the class is none.

    Examples
    --------
    >>> [row["class"] for row in rows_by(_NO_BOOKS, Period(1, 2), "all", "class")]
    ['mines', 'cluster', 'other', 'all']
    """
    slot = slot_of(klass)
    if by is None:
        return statement_rows(books, period, slot)
    if by == "class":
        return [{"class": SLOT_NAMES[n]} | statement_rows(books, period, n)[0] for n in range(SLOTS)]
    if by not in OF_ENTRY:
        msg = f"{by!r} is nothing to group a statement by; there are {', '.join((*OF_ENTRY, 'class', 'admin'))}"
        raise BadRequestError(msg)
    of_entry = {entry.id: getattr(entry, OF_ENTRY[by]) for entry in books.entries()}
    groups, of_row = grouped(books, list(of_entry.values()))
    parts = statement_rows(books, period, slot, groups, of_row)
    for group, moves in _apart((of_entry[move.entry], move) for move in books.moves).items():
        parts[groups.index(group)] = _with_twins(parts[groups.index(group)], moves, period, slot)
    rows = [{by: group} | _movements_only(row) for group, row in zip(groups, parts, strict=True)]
    return [*rows, {by: TOTAL} | statement_rows(books, period, slot)[0]]


def rows_by_area(
    store: Store, found: Past, books: Books, period: Period, klass: str, areas: Sequence[AdminArea]
) -> list[Row]:
    """
    Make the rows of a statement by administrative area.

    Parameters
    ----------
    store
        An open store.
    found
        Postings of a view.
    books
        Books of the same view.
    period
        First and last day.
    klass
        Hazard class, or ``all``.
    areas
        Areas of one boundary set.

    Returns
    -------
    list of dict
        One row per area in the order given, ``outside``, and the total; two areas may bear one name, the id tells them
        apart. Accounts of hazards without a polygon stand in ``outside``, since no area of the map holds them.
    """
    slot = slot_of(klass)
    apart = books_by_place(store, found, list(areas))
    names = [*((area.id or "", area.name or "") for area in areas), (OUTSIDE, "")]
    parts = statement_rows(apart, period, slot, [name for name, _ in names], apart.place)
    for place, moves in _apart(placed(apart, slot)).items():
        parts[place] = _with_twins(parts[place], moves, period, slot)
    parts[-1] = {
        **parts[-1],
        "unmapped": statement_rows(_NO_BOOKS._replace(moves=books.moves), period, slot)[0]["unmapped"],
    }
    rows = [{"admin": name, "name": label} | row for (name, label), row in zip(names, parts, strict=True)]
    return [*rows, {"admin": TOTAL, "name": ""} | statement_rows(books, period, slot)[0]]


def _apart(moves: Iterable[tuple[Key, Move]]) -> dict[Key, list[Move]]:
    found: dict[Key, list[Move]] = {}
    for key, move in moves:
        found.setdefault(key, []).append(move)
    return found


def placed(books: Books, slot: int) -> Iterator[tuple[int, Move]]:
    """
    Share out what releases took from unmapped accounts over the places where they stand on land of no hazard.

    Parameters
    ----------
    books
        Postings apart by place.
    slot
        0 to 2 for a class, 3 for all.

    Yields
    ------
    tuple
        Place, and the movement with the area of that place.
    """
    number = {entry.id: n for n, entry in enumerate(books.entries())}
    left: dict[tuple[int, int], int] = {}
    for at in np.flatnonzero(books.cell == slot * CELLS):
        key = int(books.row[at]), int(books.place[at]) if books.place is not None else 0
        left[key] = left.get(key, 0) + amount(books.high[at], books.low[at])
    for move in books.moves:
        rest = move.area if move.on_the_map and move.slot == slot else 0
        for key in sorted(key for key in left if rest and key[0] == number[move.entry]):
            part = min(rest, left[key])
            left[key], rest = left[key] - part, rest - part
            yield key[1], move._replace(area=part)


def _with_twins(row: Row, moves: Sequence[Move], period: Period, slot: int) -> Row:
    """Book on a row what stands on mapped land for movements in unmapped accounts."""
    more = statement_rows(_NO_BOOKS._replace(moves=moves), period, slot)[0]
    areas: dict[tuple[str, str, str], Decimal] = {}
    for one in (*row["postings"], *more["postings"]):
        key = one["from"], one["to"], one["movement"]
        areas[key] = areas.get(key, Decimal()) + one["area_m2"]
    postings = [dict(zip(_POSTING, (*key, area), strict=True)) for key, area in sorted(areas.items()) if area]
    movements = {name: area + more["movements"][name] for name, area in row["movements"].items()}
    return {**row, "movements": movements, "postings": postings}


def _movements_only(row: Row) -> Row:
    """Leave the balances out: land has no operator, only work has."""
    return {**row, "opening": None, "closing": None, "corrections": None, "unmapped": None}


def compared(earlier: Sequence[Row], now: Sequence[Row]) -> list[Row]:
    """
    Set what was known then beside what is known now.

    Parameters
    ----------
    earlier, now
        Rows of one statement in the two views.

    Returns
    -------
    list of dict
        Opening and movements as known then, closing as known now, and the difference of the closings as corrections,
        for every group of either view.

    Examples
    --------
    >>> rows = rows_by(_NO_BOOKS, Period(1, 2), "all", None)
    >>> compared(rows, rows) == rows
    True
    """
    before = {_group_of(row): row for row in earlier}
    after = {_group_of(row): row for row in now}
    gone = [_zeroed(row) for group, row in before.items() if group not in after]
    *groups, total = now
    today = sorted([*groups, *gone], key=_group_of) if gone else groups
    return [_compared(before.get(_group_of(row)) or _zeroed(row), row) for row in (*today, total)]


def _compared(then: Row, today: Row) -> Row:
    if today["closing"] is None:
        return then
    difference = {name: today["closing"][name] - then["closing"][name] for name in then["closing"]}
    unmapped = {**then["unmapped"], "closing": today["unmapped"]["closing"]}
    return {**then, "closing": today["closing"], "corrections": difference, "unmapped": unmapped}


def _group_of(row: Row) -> tuple[str, ...]:
    return tuple(str(value) for name, value in row.items() if name not in _PARTS)


def _zeroed(row: Row) -> Row:
    """Make a row of the same group in which nothing happened."""
    empty = statement_rows(_NO_BOOKS, Period(1, 1))[0]
    whole = empty if row["closing"] is not None else _movements_only(empty)
    return {name: row[name] for name in row if name not in _PARTS} | whole
