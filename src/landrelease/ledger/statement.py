"""Statements of land: opening balance, movements and closing balance, from the kept postings."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from landrelease.ledger.columns import Columns
from landrelease.ledger.entry import HIGHEST_OPEN, Entry
from landrelease.ledger.fold import amount
from landrelease.ledger.machine import ALL, CELLS, LOWERED, NOTES, REPEATED, SLOTS, STAYED_OPEN, WIDTH
from landrelease.ledger.unmapped import Move
from landrelease.records import codes

Ints = npt.NDArray[np.int64]

OWN_AREA = WIDTH
"""Cell in which a progress report keeps its own area."""
BALANCES = codes.STATUSES[1:]
MOVEMENTS = (
    "newly_suspected", "newly_confirmed", "confirmed_from_suspected", "suspected_from_confirmed", "reopened",
    "cancelled", "reduced", "cleared", "released_outside_hazard",
)  # fmt: skip
MEMOS = ("repeat_release", "released_but_open", "worked")
_UNIT = Decimal("1E-9")
_EVER = 2**62


class Books(NamedTuple):
    """
    The kept postings of a view.

    Attributes
    ----------
    columns : Columns
        Entries in force, with and without shape, progress reports as well.
    row : ndarray of int64
        Entry of each posting.
    cell : ndarray of int64
        Cell of each posting, see `machine`; `OWN_AREA` for the memo of work going on.
    high, low : ndarray of int64
        Parts of its area.
    moves : sequence of Move
        Movements in unmapped accounts.
    place : ndarray of int64 or None
        Administrative area of each posting, where postings were split by them.
    """

    columns: Columns
    row: Ints
    cell: Ints
    high: Ints
    low: Ints
    moves: Sequence[Move]
    place: Ints | None = None

    def entries(self) -> list[Entry]:
        """
        Read the entries with their words.

        Returns
        -------
        list of Entry
            In the order of the columns.
        """
        return [self.columns.entry(n) for n in range(len(self.columns.facts))]


class Statement(msgspec.Struct, kw_only=True, rename={"from_": "from", "klass": "class"}):
    """
    A statement as the doors give it; amounts are m² with nine decimal places.

    Attributes
    ----------
    from_, to : str
        First and last day of the period, inclusive.
    known_at : str
        Moment of knowledge.
    klass : str
        Hazard class, or ``all``.
    rows : list of dict
        One per group, the total last.
    """

    from_: str
    to: str
    known_at: str
    klass: str
    rows: list[dict[str, Any]]


class Period(NamedTuple):
    """
    Days of a statement, inclusive.

    Attributes
    ----------
    first, last : int
        Day numbers.
    """

    first: int
    last: int


def posting_of(kind: int, cell: int) -> tuple[str, str, str]:
    """
    Read a cell as a bookkeeper would.

    Parameters
    ----------
    kind
        Status number that the entry claims.
    cell
        Cell within a slot, below `machine.CELLS`.

    Returns
    -------
    tuple of str
        Status before, status after, and the name of the movement; both statuses empty for a memo.

    Notes
    -----
    Source: the table of DESIGN section 3.

    Examples
    --------
    >>> posting_of(2, 1), posting_of(1, 4)
    (('suspected', 'confirmed', 'confirmed_from_suspected'), ('reduced', 'suspected', 'reopened'))
    >>> posting_of(5, 0)
    ('none', 'cleared', 'released_outside_hazard')
    """
    claimed = codes.STATUSES[kind]
    if kind > HIGHEST_OPEN:
        if cell == LOWERED:
            return "confirmed", "suspected", "suspected_from_confirmed"
        if cell in (REPEATED, STAYED_OPEN):
            return "", "", "repeat_release" if cell == REPEATED else "released_but_open"
        return codes.STATUSES[cell], claimed, claimed if cell else "released_outside_hazard"
    found = codes.STATUSES[cell]
    names = {"none": f"newly_{claimed}", "suspected": "confirmed_from_suspected"}
    return found, claimed, names.get(found, "reopened")


def statement_rows(
    books: Books, period: Period, slot: int = ALL, groups: Sequence[str] | None = None, of_row: Ints | None = None
) -> list[dict[str, Any]]:
    """
    Make the rows of a statement.

    Parameters
    ----------
    books
        Kept postings.
    period
        First and last day.
    slot
        0 to 2 for a class, 3 for all.
    groups
        Names of the groups, none for one row over everything.
    of_row
        Group of each posting, an index into `groups`.

    Returns
    -------
    list of dict
        One per group in the order of `groups`, without the groups' own keys.

    Examples
    --------
    >>> from landrelease.ledger.columns import columns_of
    >>> none = np.zeros(0, np.int64)
    >>> empty = Books(columns_of([], []), none, none, none, none, [])
    >>> statement_rows(empty, Period(1, 2))[0]["closing"]["suspected_m2"]
    Decimal('0E-9')
    """
    count = 1 if groups is None else len(groups)
    group = np.zeros(len(books.row), np.int64) if of_row is None else of_row
    kind = books.columns.facts["kind"][books.row].astype(np.int64)
    day = books.columns.facts["day"][books.row]
    mine = concerns(books, slot)
    rows = [_Row() for _ in range(count)]
    for time, chosen in enumerate((day < period.first, (day >= period.first) & (day <= period.last))):
        for number, area in _sums(books, mine & chosen, (group * 8 + kind) * (WIDTH + 1) + books.cell):
            code, cell = divmod(number, WIDTH + 1)
            rows[code // 8].book(code % 8, cell, area, opening=time == 0)
    if groups is None:
        for move in books.moves:
            if move.slot == slot and move.day <= period.last:
                rows[0].book_unmapped(move, opening=move.day < period.first)
    return [row.document() for row in rows]


def concerns(books: Books, slot: int) -> npt.NDArray[np.bool_]:
    """
    Tell which postings a statement of a class reads.

    Parameters
    ----------
    books
        Kept postings.
    slot
        0 to 2 for a class, 3 for all.

    Returns
    -------
    ndarray of bool
        Movements and memos of the class; work going on where its record speaks of the class.
    """
    moves = (books.cell < NOTES) & (books.cell // CELLS == slot)
    found: npt.NDArray[np.bool_] = moves | (books.cell == OWN_AREA) & _worked_in(books, slot)
    return found


def _worked_in(books: Books, slot: int) -> npt.NDArray[np.bool_]:
    """Tell which postings belong to entries that speak of the slot's class."""
    if slot == ALL or not len(books.row):
        return np.ones(len(books.row), bool)
    return (books.columns.facts["mask"][books.row] >> slot & 1).astype(bool)


def _sums(books: Books, chosen: npt.NDArray[np.bool_], code: Ints) -> list[tuple[int, int]]:
    """Exact sums of the chosen postings by code."""
    code = code[chosen]
    if not len(code):
        return []
    order = np.argsort(code, kind="stable")
    code = code[order]
    first = np.flatnonzero(np.append(True, code[1:] != code[:-1]))
    high = np.add.reduceat(books.high[chosen][order], first)
    low = np.add.reduceat(books.low[chosen][order], first)
    return [(int(number), amount(h, l)) for number, h, l in zip(code[first], high, low, strict=True)]  # noqa: E741


class _Row:
    """Sums of one row while it is being booked, in units of 1e-9 m²."""

    def __init__(self) -> None:
        self.opening = dict.fromkeys(BALANCES, 0)
        self.closing = dict.fromkeys(BALANCES, 0)
        self.movements = dict.fromkeys(MOVEMENTS, 0)
        self.postings: dict[tuple[str, str, str], int] = {}
        self.memo = dict.fromkeys(MEMOS, 0)
        self.unmapped = _Unmapped()

    def book(self, kind: int, cell: int, area: int, *, opening: bool) -> None:
        """Book a sum of postings of one kind and cell."""
        if cell == OWN_AREA:
            self.memo["worked"] += 0 if opening else area
            return
        before, after, name = posting_of(kind, cell % CELLS)
        if not after:
            self.memo[name] += 0 if opening else area
            return
        for balance in (self.opening, self.closing) if opening else (self.closing,):
            if before != "none":
                balance[before] -= area
            balance[after] += area
        if not opening:
            self.movements[name] += area
            self.postings[before, after, name] = self.postings.get((before, after, name), 0) + area

    def book_unmapped(self, move: Move, *, opening: bool) -> None:
        """Book a movement of an unmapped account, and its twin on the map."""
        self.unmapped.book(move, opening=opening)
        if move.on_the_map and not opening:
            self.movements["released_outside_hazard"] -= move.area
            self.movements[move.movement] += move.area
            outside = ("none", move.movement, "released_outside_hazard")
            self.postings[outside] = self.postings.get(outside, 0) - move.area
            inside = ("none", move.movement, move.movement)
            self.postings[inside] = self.postings.get(inside, 0) + move.area

    def document(self) -> dict[str, Any]:
        """
        Write the row with amounts in m².

        Returns
        -------
        dict
            As `statement_rows` gives it.
        """
        return {
            "opening": _in_m2(self.opening),
            "closing": _in_m2(self.closing),
            "movements": _in_m2(self.movements),
            "postings": [
                {"from": before, "to": after, "movement": name, "area_m2": m2(area)}
                for (before, after, name), area in sorted(self.postings.items())
                if area
            ],
            "memo": _in_m2(self.memo),
            "corrections": _in_m2(dict.fromkeys(BALANCES, 0)),
            "unmapped": self.unmapped.document(),
        }


class _Unmapped:
    """Sums of the unmapped accounts of one row."""

    def __init__(self) -> None:
        open_levels = codes.STATUSES[1 : HIGHEST_OPEN + 1]
        self.opening = {name: [0, 0] for name in open_levels}
        self.closing = {name: [0, 0] for name in open_levels}
        self.movements = {name: [0, 0] for name in (*MOVEMENTS, "mapped")}

    def book(self, move: Move, *, opening: bool) -> None:
        """Book one movement."""
        for balance in (self.opening, self.closing) if opening else (self.closing,):
            for level, sign in ((move.before, -1), (move.after, 1)):
                if level:
                    balance[codes.STATUSES[level]][0] += sign * move.area
                    balance[codes.STATUSES[level]][1] += sign * move.hazards
        if not opening:
            self.movements[move.movement][0] += move.area
            self.movements[move.movement][1] += move.hazards

    def document(self) -> dict[str, Any]:
        """
        Write the accounts: m², and hazards of unknown size.

        Returns
        -------
        dict
            Opening, closing and movements.
        """
        return {part: _with_counts(getattr(self, part)) for part in ("opening", "closing", "movements")}


def _with_counts(table: dict[str, list[int]]) -> dict[str, Any]:
    areas: dict[str, Any] = {f"{name}_m2": m2(area) for name, (area, _) in table.items()}
    return areas | {f"{name}_unknown": count for name, (_, count) in table.items()}


def m2(area: int) -> Decimal:
    """
    Write an area in square metres, exactly.

    Parameters
    ----------
    area
        Units of 1e-9 m².

    Returns
    -------
    Decimal
        With nine decimal places.

    Examples
    --------
    >>> m2(1_500_000_000)
    Decimal('1.500000000')
    """
    return Decimal(area) * _UNIT


def _in_m2(table: dict[str, int]) -> dict[str, Decimal]:
    return {f"{name}_m2": m2(area) for name, area in table.items()}


def grouped(books: Books, names: Sequence[str]) -> tuple[list[str], Ints]:
    """
    Group postings by a text of the entry that caused them.

    Parameters
    ----------
    books
        Kept postings.
    names
        Text of each entry; empty where it states none.

    Returns
    -------
    groups : list of str
        Texts in alphabetical order.
    of_row : ndarray of int64
        Group of each posting.

    Examples
    --------
    >>> from landrelease.ledger.columns import columns_of
    >>> none = np.zeros(0, np.int64)
    >>> grouped(Books(columns_of([], []), none, none, none, none, []), [])[0]
    []
    """
    groups = sorted(set(names))
    number = {name: at for at, name in enumerate(groups)}
    of_entry = np.asarray([number[name] for name in names], dtype=np.int64)
    return groups, of_entry[books.row] if len(books.row) else books.row


SLOT_NAMES = (*codes.CLASSES, "all")
if len(SLOT_NAMES) != SLOTS:  # pragma: no cover - a slip in the code lists
    msg = "slots and classes differ"
    raise RuntimeError(msg)
