"""What a published table is held against: the land of its areas, tables published before, and limits."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from landrelease.checks.finding import Finding
from landrelease.checks.limits import Limits
from landrelease.checks.published import Column, Line, Published

_NOTHING: Final[Mapping[str, float]] = MappingProxyType({})


class Yardstick(NamedTuple):
    """
    What is known besides a table.

    Attributes
    ----------
    country_m2 : float
        Land of the country, square metres; 0 where it is not known.
    areas_m2 : mapping
        Name of an area, in lower case, to its land, square metres.
    earlier : sequence of Published
        Tables that were published before, of earlier years and earlier editions, in any order.
    limits : Limits
        Figures at which a check speaks.
    day : str
        ISO day up to which something is known; empty where that is not asked.
    """

    country_m2: float = 0.0
    areas_m2: Mapping[str, float] = _NOTHING
    earlier: Sequence[Published] = ()
    limits: Limits = Limits()
    day: str = ""


class Place(NamedTuple):
    """
    A line of a table with what findings say about it.

    Attributes
    ----------
    table : Published
        The table.
    number : int or None
        Line, counted from 1; None for the totals.
    line : Line
        Its figures.
    """

    table: Published
    number: int | None
    line: Line

    @property
    def name(self) -> str:
        """
        Name the line for people.

        Returns
        -------
        str
            Its name, else the title of the table.
        """
        return self.line.name or self.table.title

    @property
    def year(self) -> int:
        """
        Say of which year the line tells.

        Returns
        -------
        int
            The year; 0 where nobody says it.
        """
        name = self.line.name.strip()
        return int(name) if self.table.group == "year" and name.isdecimal() else self.table.year

    @property
    def subject(self) -> str:
        """
        Say what the line is about, whatever its year.

        Returns
        -------
        str
            Name in lower case; empty for everything together.
        """
        alone = len(self.table.lines) == 1
        return "" if self.number is None or alone or self.table.group == "year" else self.line.name.strip().casefold()

    def figures(self) -> Iterator[tuple[int, Column, Decimal]]:
        """
        Go through what is stated.

        Yields
        ------
        tuple
            Place of the column, the column, and the figure as stated.
        """
        for at, (column, value) in enumerate(zip(self.table.columns, self.line.values, strict=True)):
            if value is not None:
                yield at, column, value

    def figure(self, *key: str) -> tuple[int, Decimal] | None:
        """
        Look a figure up.

        Parameters
        ----------
        *key
            As `Published.column` takes it.

        Returns
        -------
        tuple or None
            Place of the column and the figure; None where it is not stated.
        """
        at = self.table.column(*key)
        value = None if at is None else self.line.values[at]
        return None if at is None or value is None else (at, value)

    def m2(self, *key: str) -> Decimal | None:
        """
        Look a figure up so that it can be compared.

        Parameters
        ----------
        *key
            As `Published.column` takes it.

        Returns
        -------
        Decimal or None
            Square metres, or a count; None where it is not stated.
        """
        found = self.figure(*key)
        return None if found is None else self.table.columns[found[0]].m2(found[1])

    def doubt_m2(self, *key: str) -> Decimal:
        """
        Say how far a figure may lie from what was rounded to it.

        Parameters
        ----------
        *key
            As `Published.column` takes it.

        Returns
        -------
        Decimal
            Square metres, or a count.
        """
        at = self.table.column(*key)
        return Decimal(0) if at is None else self.table.columns[at].m2(self.table.half_digit(at))

    def finding(self, code: str, **params: str | float) -> Finding:
        """
        Make a finding about the line.

        Parameters
        ----------
        code
            Its code.
        **params
            Values that its texts name, beside the name of the line.

        Returns
        -------
        Finding
            With the table as file.
        """
        return Finding(code, row=self.number, params={"file": self.table.title, "name": self.name, **params})


def places(table: Published) -> list[Place]:
    """
    List the lines of a table, the totals last.

    Parameters
    ----------
    table
        The table.

    Returns
    -------
    list of Place
        Totals only where they are stated.
    """
    lines = [Place(table, number, line) for number, line in enumerate(table.lines, start=1)]
    return [*lines, Place(table, None, Line("", table.total))] if table.total else lines
