"""What stands behind a figure of a statement: the records that caused it, with the area of each."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.desk import answers
from landrelease.desk.accounts import OF_ENTRY, OUTSIDE, TOTAL, placed
from landrelease.desk.errors import BadRequestError
from landrelease.desk.looking import admin_areas
from landrelease.desk.places import books_by_place
from landrelease.desk.reading import Reading
from landrelease.ledger.entry import Entry
from landrelease.ledger.fold import amount
from landrelease.ledger.machine import CELLS
from landrelease.ledger.statement import BALANCES, MEMOS, MOVEMENTS, OWN_AREA, Books, concerns, m2, posting_of
from landrelease.ledger.unmapped import Move
from landrelease.records import times
from landrelease.records.codes import STATUSES

Ints = npt.NDArray[np.int64]
PARTS: Final = ("opening", *MOVEMENTS, *MEMOS, "corrections", "closing")
"""Figures of a statement that records stand behind."""
LEVELS: Final = ("suspected", "confirmed")
"""Accounts of hazards without a polygon."""
_OF_BALANCES: Final = frozenset({"opening", "corrections", "closing"})
_TABLE: Final = np.array(
    [[posting_of(kind, cell) if kind else ("", "", "") for cell in range(CELLS)] for kind in range(len(STATUSES))]
)
_OUTSIDE_HAZARD: Final = "released_outside_hazard"
_CLOSING: Final = "closing"
_BEFORE, _AFTER, _NAME = range(3)
ALWAYS: Final = times.interval("9999").last
"""Last day of a period that has no end."""
_ROUNDING: Final = 1_000_000
"""Below 0.001 m² a record only shares out its land otherwise, since its neighbours cut it elsewhere."""
_Sums = dict[str, int]


class Figure(NamedTuple):
    """
    A figure of a statement.

    Attributes
    ----------
    part : str
        One of `PARTS`.
    account : str
        Status whose account is meant; empty for a movement or memo as a whole.
    from_, to : str
        First and last day of the period.
    klass : str
        Hazard class, or ``all``.
    by : str
        Grouping of the statement; empty without one.
    group : str
        The row, ``total`` for all groups.
    known_at : str
        Moment of knowledge; empty for everything known.
    against : str
        Earlier moment, where the statement is compared with it; else empty.
    """

    part: str
    account: str = ""
    from_: str = "0001"
    to: str = ""
    klass: str = "all"
    by: str = ""
    group: str = TOTAL
    known_at: str = ""
    against: str = ""


class Cause(NamedTuple):
    """
    A record behind a figure.

    Attributes
    ----------
    record : str
        Id of the record that states it.
    day : int
        Day number on which it counts.
    area_m2 : Decimal
        What it adds to the figure, nine places; negative where it takes land out of the account.
    """

    record: str
    day: int
    area_m2: Decimal


class Change(NamedTuple):
    """
    A record through which balances differ between two moments of knowledge.

    Attributes
    ----------
    record : str
        Its id.
    kind : str
        ``came`` (it counts only now), ``went`` (it counted only then) or ``moved`` (it counts in both, for other land).
    """

    record: str
    kind: str


class Compared(NamedTuple):
    """
    What lies between two moments of knowledge.

    Attributes
    ----------
    records : list of Change
        Records through which balances differ, by id.
    corrections : dict of Decimal
        Account to the difference of its closing balances, m².
    """

    records: list[Change]
    corrections: dict[str, Decimal]

    def counts(self) -> dict[str, int]:
        """
        Count the records by what became of them.

        Returns
        -------
        dict
            ``came``, ``went`` and ``moved``.
        """
        return {kind: sum(one.kind == kind for one in self.records) for kind in ("came", "went", "moved")}


class Opened:
    """
    Books of a register that many figures are read from, each opened once.

    Parameters
    ----------
    register
        An open register.
    """

    def __init__(self, register: Reading) -> None:
        self.register = register
        self.areas = admin_areas(register)
        self._past: dict[str, answers.Past] = {}
        self._books: dict[tuple[str, bool], Books] = {}
        self._placed: dict[tuple[str, int], list[tuple[int, Move]]] = {}
        self._entries: dict[str, list[Entry]] = {}

    def past(self, known_at: str) -> answers.Past:
        """
        Give what was known at a moment.

        Parameters
        ----------
        known_at
            The moment; empty for everything known.

        Returns
        -------
        Past
            Read once.
        """
        if known_at not in self._past:
            self._past[known_at] = answers.past(self.register.store, self.register.known_at(known_at or None))
        return self._past[known_at]

    def books(self, known_at: str, *, by_place: bool = False) -> Books:
        """
        Open the books of a view.

        Parameters
        ----------
        known_at
            As `past` takes it.
        by_place
            Whether postings stand apart by administrative area.

        Returns
        -------
        Books
            Opened once.
        """
        found = self.past(known_at)
        key = known_at if found.changes else "", by_place
        if key not in self._books:
            self._books[key] = (
                books_by_place(self.register.store, found, self.areas) if by_place else answers.books_of(found)
            )
        return self._books[key]

    def placed(self, known_at: str, slot: int) -> list[tuple[int, Move]]:
        """
        Share what releases took from unmapped accounts out over administrative areas.

        Parameters
        ----------
        known_at
            As `past` takes it.
        slot
            0 to 2 for a class, 3 for all.

        Returns
        -------
        list of tuple
            As `accounts.placed` gives them, shared out once.
        """
        key = known_at, slot
        if key not in self._placed:
            self._placed[key] = list(placed(self.books(known_at, by_place=True), slot))
        return self._placed[key]

    def entries(self, known_at: str) -> list[Entry]:
        """
        Read the entries of the books with their words.

        Parameters
        ----------
        known_at
            As `past` takes it.

        Returns
        -------
        list of Entry
            Read once.
        """
        if known_at not in self._entries:
            self._entries[known_at] = self.books(known_at).entries()
        return self._entries[known_at]


def behind(register: Reading, figure: Figure, opened: Opened | None = None) -> list[Cause]:
    """
    List the records behind a figure; what they add is the figure, to the last digit.

    Parameters
    ----------
    register
        An open register.
    figure
        Which one.
    opened
        Books that were opened for other figures already.

    Returns
    -------
    list of Cause
        By day and id; records that add nothing are left out.

    Raises
    ------
    BadRequestError
        Where there is no such figure.
    """
    _refuse_unknown(figure)
    opened = opened or Opened(register)
    if figure.part == "corrections":
        now, then = (_View(opened, figure, moment) for moment in (figure.known_at, figure.against))
        return _causes(_less(now.balances(_CLOSING), then.balances(_CLOSING)), then.days | now.days)
    view = _View(opened, figure, figure.known_at if figure.part == _CLOSING else figure.against or figure.known_at)
    return _causes(view.balances(figure.part) if figure.part in _OF_BALANCES else view.movements(), view.days)


class Unmapped(NamedTuple):
    """
    A record behind a figure of hazards without a polygon.

    Attributes
    ----------
    record : str
        Id of the record.
    day : int
        Day number on which it counts.
    area_m2 : Decimal
        Area by stated size that it adds.
    hazards : int
        Hazards of unknown size that it adds.
    """

    record: str
    day: int
    area_m2: Decimal
    hazards: int


def behind_unmapped(register: Reading, figure: Figure, opened: Opened | None = None) -> list[Unmapped]:
    """
    List the records behind a figure of hazards without a polygon.

    Parameters
    ----------
    register
        An open register.
    figure
        Part ``opening``, ``closing``, ``mapped`` or a movement; of balances the account too. Only classes group such
        hazards.
    opened
        Books that were opened for other figures already.

    Returns
    -------
    list of Unmapped
        By day and id; records that add nothing are left out.

    Raises
    ------
    BadRequestError
        Where there is no such figure.
    """
    _refuse(figure.part, ("opening", *MOVEMENTS, "mapped", _CLOSING))
    _refuse(figure.account, LEVELS if figure.part in _OF_BALANCES else ("",))
    moment = figure.known_at if figure.part == _CLOSING else figure.against or figure.known_at
    view = _View(opened or Opened(register), figure, moment)
    sums: dict[tuple[int, str], tuple[int, int]] = {}
    for move in view.books.moves:
        sign = view.unmapped_sign(move)
        if sign:
            area, hazards = sums.get((move.day, move.entry), (0, 0))
            sums[move.day, move.entry] = area + sign * move.area, hazards + sign * move.hazards
    return [
        Unmapped(name, day, m2(area), count) for (day, name), (area, count) in sorted(sums.items()) if area or count
    ]


def compared(register: Reading, figure: Figure, opened: Opened | None = None) -> Compared:
    """
    Say through which records the closing balances of two moments of knowledge differ, and by how much.

    Parameters
    ----------
    register
        An open register.
    figure
        Period, class, and the two moments; its part, account and group say nothing here.
    opened
        Books that were opened for other figures already.

    Returns
    -------
    Compared
        Without records where nothing changed.
    """
    whole = figure._replace(by="", group=TOTAL)
    opened = opened or Opened(register)
    pasts = [opened.past(moment) for moment in (figure.known_at, figure.against)]
    now, then = (_View(opened, whole, moment) for moment in (figure.known_at, figure.against))
    differing = _differing(*pasts)
    after, before = (
        view.confine(np.flatnonzero(np.isin(sorted(past.postings), differing)))
        for view, past in zip((now, then), pasts, strict=True)
    )
    touched: set[str] = set()
    corrections = {}
    for account in BALANCES:
        now.figure = then.figure = whole._replace(account=account)
        less = _less(now.balances(_CLOSING), then.balances(_CLOSING))
        touched |= {name for name, area in less.items() if abs(area) > _ROUNDING}
        corrections[account] = m2(sum(less.values()))
    kinds = {(True, True): "moved", (False, True): "came", (True, False): "went"}
    return Compared([Change(name, kinds[name in before, name in after]) for name in sorted(touched)], corrections)


def _differing(now: answers.Past, then: answers.Past) -> list[int]:
    """List the entries of which two moments of knowledge say different things; all others add the same to both."""
    one, other = now.postings, then.postings
    return [seq for seq in one.keys() | other.keys() if one.get(seq) != other.get(seq)]


def _refuse_unknown(figure: Figure) -> None:
    accounts = BALANCES if figure.part in _OF_BALANCES else () if figure.part in MEMOS else BALANCES
    groupings = ("", *OF_ENTRY, "class", "admin")
    _refuse(figure.part, PARTS)
    _refuse(figure.account, accounts if figure.part in _OF_BALANCES else ("", *accounts))
    _refuse(figure.by, groupings)
    if figure.part == "corrections" and not figure.against:
        msg = "corrections are the difference between two moments of knowledge; say against which earlier one"
        raise BadRequestError(msg)


def _refuse(word: str, words: Collection[str]) -> None:
    if word not in words:
        msg = f"{word!r} names no figure of a statement here; there are {', '.join(filter(None, words))}"
        raise BadRequestError(msg)


def _class_of(figure: Figure) -> str:
    """Name the class of a figure: by class the row says it, and the total is ``all``."""
    if figure.by != "class":
        return figure.klass
    return "all" if figure.group == TOTAL else figure.group


def _less(found: _Sums, other: _Sums) -> _Sums:
    return {name: found.get(name, 0) - other.get(name, 0) for name in found.keys() | other.keys()}


def _causes(sums: _Sums, days: dict[str, int]) -> list[Cause]:
    ordered = sorted((days[name], name) for name, area in sums.items() if area)
    return [Cause(name, day, m2(sums[name])) for day, name in ordered]


def place_of(books: Books) -> Ints:
    """
    Give the place of each posting of books that are apart by place.

    Parameters
    ----------
    books
        Such books.

    Returns
    -------
    ndarray of int64
        Number of the administrative area.
    """
    return books.row if books.place is None else books.place


class _View:
    """The postings of one knowledge that a figure is made of."""

    def __init__(self, opened: Opened, figure: Figure, known_at: str) -> None:
        self.figure = figure
        self.slot = answers.slot_of(_class_of(figure))
        self.books = opened.books(known_at)
        self.period = answers.period_of(figure.from_, figure.to or None, ALWAYS)
        self.days: dict[str, int] = {}
        self.mine = concerns(self.books, self.slot)
        self.twins = [move for move in self.books.moves if move.on_the_map and move.slot == self.slot]
        if figure.group != TOTAL and figure.by == "admin":
            self._choose_place(opened, known_at)
        elif figure.group != TOTAL and figure.by in OF_ENTRY:
            self._choose_group(opened.entries(known_at), OF_ENTRY[figure.by], figure.group)

    def _choose_place(self, opened: Opened, known_at: str) -> None:
        """Keep the postings of one area only."""
        names = [*(area.id or "" for area in opened.areas), OUTSIDE]
        places = [at for at, name in enumerate(names) if name == self.figure.group]
        self.books = opened.books(known_at, by_place=True)
        self.mine = concerns(self.books, self.slot) & np.isin(place_of(self.books), places)
        self.twins = [move for place, move in opened.placed(known_at, self.slot) if place in places]

    def _choose_group(self, entries: Sequence[Entry], member: str, group: str) -> None:
        """Keep the postings of one doer or method only."""
        chosen = np.array([getattr(entry, member) == group for entry in entries], bool)
        names = {entry.id for entry, fits in zip(entries, chosen.tolist(), strict=True) if fits}
        self.mine &= chosen[self.books.row]
        self.twins = [move for move in self.twins if move.entry in names]

    def confine(self, rows: Ints) -> set[str]:
        """
        Keep the postings of some entries only.

        Parameters
        ----------
        rows
            Their places in the books.

        Returns
        -------
        set of str
            Their ids.
        """
        kept = np.flatnonzero(self.mine & np.isin(self.books.row, rows))
        columns = {name: getattr(self.books, name)[kept] for name in ("row", "cell", "high", "low")}
        self.books, self.mine = self.books._replace(**columns), np.ones(len(kept), bool)
        return {self.books.columns.entry(row).id for row in rows.tolist()}

    def balances(self, part: str) -> _Sums:
        """
        Sum what each record adds to a balance.

        Parameters
        ----------
        part
            ``opening`` or ``closing``.

        Returns
        -------
        dict
            Record to area, 1e-9 m².
        """
        until = self.period.first - 1 if part == "opening" else self.period.last
        return self._summed((self._day() <= until) * self._sign())

    def movements(self) -> _Sums:
        """
        Sum what each record moved within the period.

        Returns
        -------
        dict
            Record to area, 1e-9 m².
        """
        part, account, day = self.figure.part, self.figure.account, self._day()
        within = (day >= self.period.first) & (day <= self.period.last)
        if part == "worked":
            return self._summed(within & (self.books.cell == OWN_AREA))
        sums = self._summed(within * (self._word(_NAME) == part) * (self._sign() if account else 1))
        for move in self.twins:
            sign = (part == move.movement) - (part == _OUTSIDE_HAZARD)
            if sign and account in {"", move.movement} and self.period.first <= move.day <= self.period.last:
                sums[move.entry] = sums.get(move.entry, 0) + sign * move.area
                self.days[move.entry] = move.day
        return sums

    def unmapped_sign(self, move: Move) -> int:
        """
        Say how a movement of an unmapped account goes into the figure.

        Parameters
        ----------
        move
            The movement.

        Returns
        -------
        int
            1, 0 or -1.
        """
        part, account = self.figure.part, self.figure.account
        if move.slot != self.slot or move.day > self.period.last:
            return 0
        if part in _OF_BALANCES:
            counts = part == _CLOSING or move.day < self.period.first
            return counts * ((STATUSES[move.after] == account) - (STATUSES[move.before] == account))
        return int(move.movement == part and move.day >= self.period.first)

    def _day(self) -> Ints:
        return self.books.columns.facts["day"][self.books.row].astype(np.int64)

    def _word(self, part: int) -> npt.NDArray[np.str_]:
        """Status before, status after or name of the movement of each posting; empty for work going on."""
        kind = self.books.columns.facts["kind"][self.books.row].astype(np.int64)
        words: npt.NDArray[np.str_] = _TABLE[kind, self.books.cell % CELLS, part]
        return np.where(self.books.cell == OWN_AREA, "", words)

    def _sign(self) -> Ints:
        """Tell whether each posting brings land into the account (1) or takes it out (-1)."""
        account = self.figure.account
        found: Ints = (self._word(_AFTER) == account).astype(np.int64) - (self._word(_BEFORE) == account)
        return found

    def _summed(self, weight: npt.NDArray[np.int64] | npt.NDArray[np.bool_]) -> _Sums:
        weight = np.where(self.mine, weight, 0)
        facts, entry = self.books.columns
        high, low = (np.zeros(len(facts), np.int64) for _ in range(2))
        np.add.at(high, self.books.row, weight * self.books.high)
        np.add.at(low, self.books.row, weight * self.books.low)
        sums: _Sums = {}
        for n in np.flatnonzero((high != 0) | (low != 0)).tolist():
            name = entry(n).id
            sums[name], self.days[name] = amount(high[n], low[n]), int(facts["day"][n])
        return sums
