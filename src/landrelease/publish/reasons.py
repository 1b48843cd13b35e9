"""Why a published figure may differ from ours: the rules, and the other figures of ours that they lead to."""

from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from landrelease.checks.published import RELEASED, Column
from landrelease.desk.views import store_view
from landrelease.publish.table import square_metres
from landrelease.publish.teller import Amount, Part, Teller, amount_of
from landrelease.records.change import Correction
from landrelease.records.codes import CLASSES
from landrelease.records.kinds import replacement_of
from landrelease.records.text import marked as _

RULES: Final = MappingProxyType(
    {
        "equal": _("The figures agree."),
        "rounding": _("The figures agree within the rounding of the table."),
        "unit": _("It fits if it is read in {unit_name}."),
        "correction": _("It fits what was known at {moment}; records changed it since."),
        "restated": _("It fits what was known at {moment}. Since then, came in: {came}; taken out or moved: {gone}."),
        "double-counting": _("It fits if {area} m² are counted that had been released before or stay open."),
        "unmapped": _("It fits if {area} m² of hazards without a polygon are counted."),
        "outside-hazard": _("It fits if {area} m² are counted that lay in no hazard."),
        "unfinished": _("It fits if {area} m² of work that is not complete are counted."),
        "period": _("It fits our figure of {period}."),
        "since-beginning": _("It fits our sum since the beginning, up to {last}."),
        "year-of-report": _("It fits if work is counted in the year in which it was reported."),
        "class": _("It fits our figure of the class {klass}."),
        "not-stated": _("The table does not state it."),
        "not-ours": _("The ledger keeps no such figure by such lines."),
        "line-unknown": _("The register knows no such line."),
        "unexplained": _("No record explains {area}."),
    }
)
"""Rules that explain a difference, in the order in which they are tried, and what is said where none does."""
ONE_SIDED: Final = frozenset({"not-stated", "not-ours", "line-unknown"})
"""Rules of figures that stand on one side only, so that there is no difference to explain."""
EXACT_M2: Final = Decimal("0.005")
_FLOWS: Final = frozenset({*RELEASED, "released"})
_DUE: Final = "04-30"


_BALANCES: Final = frozenset({"opening", "opening_suspected", "opening_confirmed", "suspected", "confirmed", "open"})
_MEMOS: Final = MappingProxyType(
    {
        "double-counting": ("repeat_release", "released_but_open"),
        "outside-hazard": ("released_outside_hazard",),
        "unfinished": ("worked",),
    }
)


class Reason(NamedTuple):
    """
    A rule that may explain a difference.

    Attributes
    ----------
    rule : str
        Key of `RULES`.
    amount : Amount
        The figure that it leads to.
    said : dict of str
        Values that its text names.
    """

    rule: str
    amount: Amount
    said: dict[str, str]


class Case(NamedTuple):
    """
    A figure of the table beside ours.

    Attributes
    ----------
    column : Column
        What it measures.
    theirs : Decimal
        As stated.
    ours : Amount
        Ours, in square metres, or a count.
    doubt : Decimal
        How far the stated one may lie from what was rounded to it, in square metres.
    group : str
        The line.
    period : tuple of str
        First and last day.
    """

    column: Column
    theirs: Decimal
    ours: Amount
    doubt: Decimal
    group: str
    period: tuple[str, str]

    @property
    def m2(self) -> Decimal:
        """
        Give the table's figure so that it can be compared.

        Returns
        -------
        Decimal
            Square metres, or a count.
        """
        return self.column.m2(self.theirs)

    def fits(self, value: Decimal) -> bool:
        """
        Tell whether another figure of ours is the table's.

        Parameters
        ----------
        value
            Square metres, or a count.

        Returns
        -------
        bool
            Within the rounding of the table.
        """
        return abs(self.m2 - value) <= max(self.doubt, EXACT_M2)


class Reasons:
    """
    Finds the figures of ours that a table may have meant.

    Parameters
    ----------
    teller
        Of the class, lines and knowledge that the table is compared with.
    edition
        Day on which the table was published; empty where nobody says.
    """

    def __init__(self, teller: Teller, edition: str) -> None:
        self.teller, self.edition = teller, edition
        self.view = store_view(teller.register.store)

    def whole(self, case: Case) -> Iterator[Reason]:
        """
        Give other figures of ours that the table may state whole, the likeliest first.

        Parameters
        ----------
        case
            A figure of the table; of a zero nothing is guessed, since too much is zero.

        Yields
        ------
        Reason
            Knowledge of another day, another period, the year of report, another class.
        """
        if not case.theirs:
            return
        yield from self._earlier_knowledge(case)
        yield from self._other_periods(case)
        if case.column.unit:
            for klass in (*CLASSES, "all"):
                found = self.teller.other(klass=klass).tell(case.column, case.group, case.period)
                if found is not None and klass != self.teller.klass:
                    yield Reason("class", found, {"klass": klass})

    def _earlier_knowledge(self, case: Case) -> Iterator[Reason]:
        for moment in self._moments(case.period):
            then = self.teller.other(known_at=moment).tell(case.column, case.group, case.period)
            if then is not None:
                yield _restated(case, then, moment)

    def _other_periods(self, case: Case) -> Iterator[Reason]:
        flow = case.column.measure not in _BALANCES
        for step in (-1, 1):
            period = _shifted(case.period, step)
            found = self.teller.tell(case.column, case.group, period)
            if found is not None:
                yield Reason("period", found, {"period": period[1][:4] if flow else period[1]})
        ever = self.teller.tell(case.column, case.group, ("", case.period[1])) if flow else None
        if ever is not None:
            yield Reason("since-beginning", ever, {"last": case.period[1]})
            yield Reason("year-of-report", self._reported(case), {})

    def _moments(self, period: tuple[str, str]) -> list[str]:
        """Give the moments at which the table may have been made: its day, the day it was due, the end of its year."""
        due = f"{int(period[1][:4]) + 1:04d}-{_DUE}"
        now = self.teller.known_at or self.teller.register.last_known()
        return [day for day in dict.fromkeys((self.edition, due, period[1])) if day and day < now]

    def _reported(self, case: Case) -> Amount:
        """Count what was reported in the period, whenever it was done."""
        ever = self.teller.tell(case.column, case.group, ("", "9999")) or Amount(Decimal(0))
        year = case.period[1][:4]
        return amount_of(part for part in ever.parts if self._year_of_report(part.record) == year)

    def _year_of_report(self, name: str) -> str:
        record = self._record(name)
        return str(getattr(record, "reported", None) or getattr(record, "date", None) or "")[:4]

    def _record(self, name: str) -> object:
        record = self.view.record(name)
        return replacement_of(record) if isinstance(record, Correction) else record

    def beside(self, case: Case) -> Iterator[Reason]:
        """
        Give what stands beside our figure and is not in it.

        Parameters
        ----------
        case
            A figure of the table.

        Yields
        ------
        Reason
            Hazards without a polygon, and memos of the records of that status.
        """
        if not case.column.unit:
            return
        unmapped = self.teller.unmapped(case.column.measure, case.group, case.period)
        yield Reason("unmapped", unmapped, {"area": square_metres(unmapped.value)})
        if case.column.measure in _FLOWS:
            for rule, parts in _MEMOS.items():
                found = [part for name in parts for part in self._of_status(name, case)]
                amount = amount_of(found)
                yield Reason(rule, amount, {"area": square_metres(amount.value)})

    def _of_status(self, memo: str, case: Case) -> Iterator[Part]:
        """Give what records of the column's status add to a memo."""
        statuses = RELEASED if case.column.measure == "released" else (case.column.measure,)
        for part in self.teller.land(memo, case.group, case.period).parts:
            if getattr(self._record(part.record), "status", None) in statuses:
                yield part


def _restated(case: Case, then: Amount, moment: str) -> Reason:
    """Say that we knew otherwise; of people, how many were added and taken out since."""
    if case.column.measure != "victims":
        return Reason("correction", then, {"moment": moment})
    before, now = set(then.records()), set(case.ours.records())
    changed = {"came": f"{len(now - before):,}", "gone": f"{len(before - now):,}"}
    return Reason("restated", then, {"moment": moment, **changed})


def _shifted(period: tuple[str, str], years: int) -> tuple[str, str]:
    first, last = (f"{int(day[:4]) + years:04d}{day[4:]}" for day in period)
    return first, last
