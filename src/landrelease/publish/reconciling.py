"""A published table of somebody else beside ours, line by line, with the rule that explains each difference."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from landrelease.checks.extent import other_unit
from landrelease.checks.finding import Finding
from landrelease.checks.plausibility import check_published
from landrelease.checks.published import UNIT_M2, Column, Line, Published
from landrelease.desk.accounts import TOTAL
from landrelease.desk.reading import Reading
from landrelease.desk.rolling import StoreRoll
from landrelease.publish.ground import yardstick_of
from landrelease.publish.reasons import EXACT_M2, ONE_SIDED, RULES, Case, Reasons
from landrelease.publish.table import square_metres
from landrelease.publish.teller import Amount, Teller
from landrelease.records.codes import CAPABILITY
from landrelease.records.text import counted, tr


class Difference(NamedTuple):
    """
    One figure of the table beside ours.

    Attributes
    ----------
    line : str
        Name of the line; ``total`` for the totals.
    column : str
        Heading of the column.
    unit : str
        Unit of both figures; empty for counts.
    theirs, ours : Decimal or None
        The figures, in that unit; None where there is none.
    rules : tuple of str
        Keys of `RULES`; several where they explain the difference only together.
    explanation : str
        In words.
    records : tuple of str
        Ids of the records that explain it; where figures agree, those behind ours.
    """

    line: str
    column: str
    unit: str
    theirs: Decimal | None
    ours: Decimal | None
    rules: tuple[str, ...]
    explanation: str
    records: tuple[str, ...]

    @property
    def difference(self) -> Decimal | None:
        """
        Say by how much the table states more than we do.

        Returns
        -------
        Decimal or None
            In the unit of the column; None where one of the figures is missing.
        """
        return None if self.theirs is None or self.ours is None else self.theirs - self.ours

    @property
    def explained(self) -> bool:
        """
        Tell whether a rule explains the figure.

        Returns
        -------
        bool
            Also where both agree, or where there is no figure to compare with; not where an amount stands in a line
            that the ledger does not know.
        """
        return "unexplained" not in self.rules and not (self.theirs and "line-unknown" in self.rules)


class Reconciled(NamedTuple):
    """
    A table beside ours.

    Attributes
    ----------
    table : Published
        The table.
    rows : list of Difference
        By line and column.
    findings : list of Finding
        What the plausibility gate says of the table by itself.
    """

    table: Published
    rows: list[Difference]
    findings: list[Finding]


def reconciled(
    register: Reading, table: Published, *, klass: str = "all", known_at: str = "", earlier: Sequence[Published] = ()
) -> Reconciled:
    """
    Lay a published table beside what the ledger says.

    Parameters
    ----------
    register
        An open register.
    table
        The table; its year, or its lines where they are years, say which period is meant.
    klass
        Hazard class that the table speaks of, or ``all``.
    known_at
        Moment of our knowledge; empty for everything known.
    earlier
        Tables published before, for the plausibility gate.

    Returns
    -------
    Reconciled
        One row for each figure, stated or not, and for each line of ours that the table lacks.
    """
    desk = _Desk(register, table, klass, known_at)
    return Reconciled(
        table, list(desk.rows()), check_published(table, yardstick_of(register, earlier, register.today()))
    )


class _Desk:
    """One table on the desk, with the books that it is compared with."""

    def __init__(self, register: Reading, table: Published, klass: str, known_at: str) -> None:
        self.register, self.table = register, table
        by = "" if table.group == "year" else table.group
        self.teller = Teller(register, klass=klass, by=by, known_at=known_at)
        self.reasons = Reasons(self.teller, table.edition)

    @cached_property
    def lines(self) -> dict[str, str]:
        """Names under which the lines of the table may be known, in lower case, to the group of the statement."""
        by = self.teller.by
        if by == "admin":
            found = [(area.id or area.name or "", area.id, area.name) for area in self.teller.opened.areas]
        elif by == "method":
            found = [(code, code, term.word) for code, term in CAPABILITY.items()]
        elif by:
            kind = {"operator": "organisation"}.get(by, by)
            facts = StoreRoll(self.register.store).all(kind)
            found = [(one.record.id or "", one.record.id, one.record.name) for one in facts]
            found += [(name, name, None) for name in self._doers()]
        else:
            return {}
        return {name.strip().casefold(): group for group, *names in found for name in names if name}

    def _doers(self) -> list[str]:
        rows = self.register.statement(by=self.teller.by, known_at=self.teller.known_at or None).rows[:-1]
        return [str(row[self.teller.by]) for row in rows]

    def rows(self) -> Iterator[Difference]:
        stated = set()
        for line in self.table.lines:
            group = self._group(line)
            stated.add(group)
            rows = self._line(line, line.name, group, _period(self.table, line))
            yield from filter(_says_something, rows)
        if self.teller.by:
            period = _period(self.table, Line("", ()))
            nothing = (None,) * len(self.table.columns)
            for group in sorted(set(self.lines.values()) - stated):
                yield from filter(_says_something, self._line(Line(group, nothing), group, group, period))
        if self.table.total and self.table.group != "year":
            rows = self._line(Line("", self.table.total), TOTAL, TOTAL, _period(self.table, Line("", ())))
            yield from filter(_says_something, rows)

    def _group(self, line: Line) -> str | None:
        return self.lines.get(line.name.strip().casefold()) if self.teller.by else TOTAL

    def _line(self, line: Line, name: str, group: str | None, period: tuple[str, str] | None) -> Iterator[Difference]:
        for column, theirs in zip(self.table.columns, line.values, strict=True):
            ours = self.teller.tell(column, group, period) if group is not None and period else None
            doubt = column.m2(_half_digit(theirs)) if column.unit else Decimal(0)
            row = Difference(name, column.heading, column.unit, theirs, _in_unit(column, ours), (), "", ())
            if group is None or period is None:
                yield _said(row, "line-unknown")
            elif ours is None:
                yield _said(row, "not-ours")
            elif theirs is None:
                yield _said(row, "not-stated", records=ours.records())
            else:
                yield self._compared(row, Case(column, theirs, ours, doubt, group, period))

    def _compared(self, row: Difference, case: Case) -> Difference:
        gap = case.m2 - case.ours.value
        records = case.ours.records()
        if abs(gap) <= EXACT_M2:
            return _said(row, "equal", records=records)
        if abs(gap) <= case.doubt:
            return _said(row, "rounding", records=records)
        unit = other_unit(case.theirs, case.column.unit, case.ours.value)
        if unit:
            return _said(row, "unit", records=records, unit_name=tr(unit))
        for reason in self.reasons.whole(case):
            if case.fits(reason.amount.value):
                changed = set(reason.amount.parts) ^ set(case.ours.parts)
                known = {part.record for part in changed}
                return _said(row, reason.rule, records=sorted(known), **reason.said)
        return self._with_memos(row, case)

    def _with_memos(self, row: Difference, case: Case) -> Difference:
        """Try what stands beside our figure: one memo, else several together, as few as explain it."""
        beside = [one for one in self.reasons.beside(case) if one.amount.value]
        for n in range(1, len(beside) + 1):
            for some in combinations(beside, n):
                if case.fits(case.ours.value + sum(one.amount.value for one in some)):
                    records = [name for one in some for name in one.amount.records()]
                    words = [tr(RULES[one.rule]).format(**one.said) for one in some]
                    rules = tuple(one.rule for one in some)
                    return row._replace(rules=rules, explanation=" ".join(words), records=tuple(records))
        gap = case.m2 - case.ours.value
        area = f"{square_metres(gap)} m²" if case.column.unit else f"{gap:,}"
        return _said(row, "unexplained", area=area)


def _period(table: Published, line: Line) -> tuple[str, str] | None:
    name = line.name.strip()
    year = int(name) if table.group == "year" and name.isdecimal() else table.year
    return (f"{year:04d}-01-01", f"{year:04d}-12-31") if dt.MINYEAR < year < dt.MAXYEAR else None


def _says_something(row: Difference) -> bool:
    return bool(row.ours) or row.theirs is not None


def _half_digit(value: Decimal | None) -> Decimal:
    """Say how far a figure may lie from what was rounded to it, by its own digits."""
    exponent = value.as_tuple().exponent if value is not None else 0
    return Decimal(5).scaleb(min(int(exponent), 0) - 1)


def _in_unit(column: Column, amount: Amount | None) -> Decimal | None:
    if amount is None:
        return None
    return amount.value / UNIT_M2[column.unit] if column.unit else amount.value


def _said(row: Difference, rule: str, *, records: Sequence[str] = (), **values: str) -> Difference:
    return row._replace(rules=(rule,), explanation=tr(RULES[rule]).format(**values), records=tuple(records))


def summary(found: Reconciled) -> str:
    """
    Say in one sentence how far a table and the ledger agree.

    Parameters
    ----------
    found
        A table beside ours.

    Returns
    -------
    str
        How many figures agree, are explained, are not, and stand on one side only.
    """
    agree = sum(row.rules in {("equal",), ("rounding",)} for row in found.rows)
    alone = sum(not ONE_SIDED.isdisjoint(row.rules) for row in found.rows)
    open_ = sum("unexplained" in row.rules for row in found.rows)
    figures = counted("{count} figure", "{count} figures", len(found.rows))
    text = tr("{figures}: agree {agree}, explained {explained}, not explained {open}, on one side only {alone}.")
    known = len(found.rows) - agree - open_ - alone
    return text.format(figures=figures, agree=agree, explained=known, open=open_, alone=alone)
