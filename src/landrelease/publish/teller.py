"""Figures of published tables told from the ledger, each with the records behind it."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple

from landrelease.checks.published import RELEASED, Column
from landrelease.desk.accounts import OUTSIDE, TOTAL
from landrelease.desk.behind import Figure, Opened, behind, behind_unmapped
from landrelease.desk.looking import admin_groups
from landrelease.desk.once import counting
from landrelease.desk.reading import Reading
from landrelease.desk.rolling import StoreRoll
from landrelease.records.finds import Ordnance
from landrelease.records.times import interval

GROUPS: Final = ("admin", "operator", "method", "unit")
"""What lines of a table may be; an empty text where a table has one line about everything."""
_OPEN: Final = ("suspected", "confirmed")
_BALANCES: Final = {
    "suspected": ("closing", _OPEN[:1]),
    "confirmed": ("closing", _OPEN[1:]),
    "open": ("closing", _OPEN),
    "opening_suspected": ("opening", _OPEN[:1]),
    "opening_confirmed": ("opening", _OPEN[1:]),
    "opening": ("opening", _OPEN),
}


class Part(NamedTuple):
    """
    What one record adds to a figure.

    Attributes
    ----------
    record : str
        Its id.
    value : Decimal
        Square metres, or a count.
    """

    record: str
    value: Decimal


class Amount(NamedTuple):
    """
    A figure with its records.

    Attributes
    ----------
    value : Decimal
        Square metres with nine places, or a count; exactly the sum of the parts.
    parts : tuple of Part
        What each record adds.
    """

    value: Decimal
    parts: tuple[Part, ...] = ()

    def records(self) -> list[str]:
        """
        List the records behind the figure.

        Returns
        -------
        list of str
            Ids, each once.
        """
        return list(dict.fromkeys(part.record for part in self.parts))


def amount_of(parts: Iterable[Part]) -> Amount:
    """
    Add up what records add.

    Parameters
    ----------
    parts
        What each adds; a record may stand there several times.

    Returns
    -------
    Amount
        Their sum, with one part for each record.

    Examples
    --------
    >>> amount_of([Part("ab", Decimal(2)), Part("ab", Decimal(3))]).parts
    (Part(record='ab', value=Decimal('5')),)
    """
    sums: dict[str, Decimal] = {}
    for part in parts:
        sums[part.record] = sums.get(part.record, Decimal(0)) + part.value
    return Amount(sum(sums.values(), Decimal(0)), tuple(map(Part, sums, sums.values())))


class Teller:
    """
    Tells figures of one register, in one class and one knowledge.

    Parameters
    ----------
    register
        An open register.
    klass
        Hazard class, or ``all``.
    by
        One of `GROUPS`, or empty.
    known_at
        Moment of knowledge; empty for everything known.
    opened
        Books that another teller of the same register opened already.
    """

    def __init__(
        self, register: Reading, *, klass: str = "all", by: str = "", known_at: str = "", opened: Opened | None = None
    ) -> None:
        self.register, self.klass, self.by, self.known_at = register, klass, by, known_at
        self.opened = opened or Opened(register)
        self._hurt: dict[str, list[Hurt]] = {}

    def other(self, *, klass: str | None = None, known_at: str | None = None) -> "Teller":
        """
        Ask the same register in another class or knowledge.

        Parameters
        ----------
        klass
            Another class.
        known_at
            Another moment of knowledge.

        Returns
        -------
        Teller
            With the same grouping and the same books.
        """
        found = Teller(
            self.register,
            klass=self.klass if klass is None else klass,
            by=self.by,
            known_at=self.known_at if known_at is None else known_at,
            opened=self.opened,
        )
        found._hurt = self._hurt
        return found

    def figure(self, part: str, group: str, period: tuple[str, str], account: str = "") -> Figure:
        """
        Name a figure of a statement.

        Parameters
        ----------
        part
            As `Figure` explains it.
        group
            Line, ``total`` for all.
        period
            First and last day; a first one that is empty means the beginning.
        account
            As `Figure` explains it.

        Returns
        -------
        Figure
            In the class, grouping and knowledge of the teller.
        """
        first, last = period
        return Figure(part, account, first or "0001", last, self.klass, self.by, group, self.known_at)

    def land(self, part: str, group: str, period: tuple[str, str], account: str = "") -> Amount:
        """
        Tell a figure of mapped land.

        Parameters
        ----------
        part, group, period, account
            As in `figure`.

        Returns
        -------
        Amount
            Square metres.
        """
        causes = behind(self.register, self.figure(part, group, period, account), self.opened)
        return amount_of(Part(cause.record, cause.area_m2) for cause in causes)

    def unmapped(self, measure: str, group: str, period: tuple[str, str]) -> Amount:
        """
        Tell what stands beside a figure in the accounts of hazards without a polygon, by stated size.

        Parameters
        ----------
        measure
            Measure of a column of land.
        group, period
            As in `figure`; only all lines together have such accounts.

        Returns
        -------
        Amount
            Square metres.
        """
        if group != TOTAL:
            return Amount(Decimal(0))
        part, accounts = _BALANCES.get(measure, (measure, ("",)))
        parts = RELEASED if measure == "released" else (part,)
        found = [
            one
            for name in parts
            for account in accounts
            for one in behind_unmapped(self.register, self.figure(name, group, period, account), self.opened)
        ]
        return amount_of(Part(one.record, one.area_m2) for one in found if one.area_m2)

    def tell(self, column: Column, group: str, period: tuple[str, str]) -> Amount | None:
        """
        Tell the figure of a column in a line.

        Parameters
        ----------
        column
            What it measures.
        group
            The line, ``total`` for all.
        period
            First and last day.

        Returns
        -------
        Amount or None
            None where the ledger keeps no such figure, or not by such lines.
        """
        if column.measure == "destroyed":
            return self._destroyed(column, group, period)
        if column.measure == "victims":
            return self._victims(group, period)
        if not column.unit or column.measure == "spot":
            return None
        if column.measure in _BALANCES:
            part, accounts = _BALANCES[column.measure]
            if self.by not in {"", "admin"}:
                return None
            return _joined([self.land(part, group, period, account) for account in accounts])
        parts = RELEASED if column.measure == "released" else (column.measure,)
        return _joined([self.land(part, group, period) for part in parts])

    def _destroyed(self, column: Column, group: str, period: tuple[str, str]) -> Amount | None:
        if self.by == "method":
            return None
        return amount_of(
            Part(find.record, Decimal(find.quantity))
            for find in self.finds
            if find.fits(column) and group in {TOTAL, find.groups.get(self.by, "")} and _within(find.day, period)
        )

    def _victims(self, group: str, period: tuple[str, str]) -> Amount | None:
        if self.by in {"method", "unit"} or not self.register.store.heads(kinds=["casualty"]):
            return None
        return amount_of(
            Part(one.record, Decimal(1))
            for one in self.hurt
            if group in {TOTAL, one.groups.get(self.by, "")} and _within(one.day, period)
        )

    @property
    def hurt(self) -> list["Hurt"]:
        """
        List the casualties, each person once.

        Returns
        -------
        list of Hurt
            As known at the teller's moment, in the order of arrival.
        """
        moment = self.register.known_at(self.known_at or None)
        if moment not in self._hurt:
            found = counting(self.register, "casualty", moment)
            said = [one.statement for one in found]
            places = admin_groups(self.register, said) if self.by == "admin" else [OUTSIDE] * len(said)
            self._hurt[moment] = [
                Hurt(one.root, record.date or "", {"admin": place, "operator": record.organisation or ""})
                for one, record, place in zip(found, said, places, strict=True)
            ]
        return self._hurt[moment]

    @cached_property
    def finds(self) -> list["Find"]:
        """
        List the ordnance that was destroyed.

        Returns
        -------
        list of Find
            As known at the teller's moment, by date.
        """
        roll = StoreRoll(self.register.store, self.register.known_at(self.known_at or None))
        facts = [fact for fact in roll.all("ordnance") if fact.record.action == "destroyed"]
        places = admin_groups(self.register, [fact.record for fact in facts]) if self.by == "admin" else []
        return [_find(fact.id, fact.record, places[at] if places else OUTSIDE) for at, fact in enumerate(facts)]


class Hurt(NamedTuple):
    """
    A person who was killed or injured.

    Attributes
    ----------
    record : str
        Id of the record first written, which stays when it is corrected.
    day : str
        Date, as exactly as stated.
    groups : dict of str
        Grouping to the line in which it stands.
    """

    record: str
    day: str
    groups: dict[str, str]


class Find(NamedTuple):
    """
    Ordnance that was destroyed.

    Attributes
    ----------
    record : str
        Id of the record that says so.
    day : str
        Date, as exactly as stated.
    category, context, model : str
        As the record has them; empty where it says nothing.
    quantity : int
        How many; 0 where nobody says.
    groups : dict of str
        Grouping to the line in which it stands.
    """

    record: str
    day: str
    category: str
    context: str
    model: str
    quantity: int
    groups: dict[str, str]

    def fits(self, column: Column) -> bool:
        """
        Tell whether a column counts it.

        Parameters
        ----------
        column
            A column of destroyed ordnance.

        Returns
        -------
        bool
            By contamination and kind of work.
        """
        return column.of in {"", self.category} and column.context in {"", self.context}


def _find(name: str, record: Ordnance, place: str) -> Find:
    groups = {"admin": place, "operator": record.organisation or "", "unit": record.unit or ""}
    return Find(
        name, record.date or "", record.category or "", record.context or "", record.model or "", record.quantity or 0,
        groups,
    )  # fmt: skip


def _within(day: str, period: tuple[str, str]) -> bool:
    """Tell whether a date lies in a period; one that names a month or year only, where all of it does."""
    first, last = period
    try:
        found = interval(day)
    except ValueError:
        return False
    return found.first >= (interval(first).first if first else 0) and found.last <= interval(last).last


def _joined(amounts: Sequence[Amount]) -> Amount:
    return amount_of(part for one in amounts for part in one.parts)
