"""A form that a state hands in: parts with tables, every figure with the records behind it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from landrelease.checks.finding import Finding
from landrelease.publish.meta import Meta
from landrelease.publish.redaction.rounding import OPEN, coarse, group_of, vanishes, written
from landrelease.publish.redaction.stamp import Stamp
from landrelease.publish.teller import Amount, Part, amount_of


class Entry(NamedTuple):
    """
    A cell of a form.

    Attributes
    ----------
    value : str or Decimal or None
        A text, or a figure; None where a figure is left out because it would tell too much.
    m2 : bool
        Whether the figure is square metres; else it is a count.
    parts : tuple of Part
        What each record adds to the figure.
    group : str
        Of square metres, whether they are of open or of released land, as `rounding.group_of` says.
    unit : int
        Square metres to which they are rounded; 0 where they are exact.
    less : bool
        Whether there is land, though less than that.
    """

    value: str | Decimal | None
    m2: bool = False
    parts: tuple[Part, ...] = ()
    group: str = OPEN
    unit: int = 0
    less: bool = False

    @property
    def shown(self) -> str:
        """
        Write the cell for people.

        Returns
        -------
        str
            Square metres with two decimals, or whole where they are rounded; counts whole, texts as they are, a dash
            for what is left out.

        Examples
        --------
        >>> Entry(Decimal("1234.5"), m2=True).shown, Entry(Decimal(7)).shown, Entry(None).shown
        ('1,234.50', '7', '–')
        """
        if isinstance(self.value, str):
            return self.value
        if self.value is None:
            return "–"
        return written(self.value, self.unit, less=self.less) if self.m2 else f"{int(self.value):,}"

    def rounded(self, unit: int) -> "Entry":
        """
        Round the cell, where it is an area.

        Parameters
        ----------
        unit
            Square metres of one unit; 0 for those who are told every digit.

        Returns
        -------
        Entry
            Counts, texts, and what is left out, as they are.

        Examples
        --------
        >>> Entry(Decimal("1234.5"), m2=True, group="released").rounded(10_000).shown
        '<10,000'
        """
        if not self.m2 or not isinstance(self.value, Decimal):
            return self
        less = vanishes(self.value, self.group, unit)
        return self._replace(value=coarse(self.value, self.group, unit), unit=unit, less=less)


def area(amount: Amount, measure: str) -> Entry:
    """
    Make a cell of square metres.

    Parameters
    ----------
    amount
        The figure with its records.
    measure
        What it measures: open land is rounded otherwise than released land.

    Returns
    -------
    Entry
        The cell.
    """
    return Entry(amount.value, m2=True, parts=amount.parts, group=group_of(measure))


def count(amount: Amount) -> Entry:
    """
    Make a cell that counts.

    Parameters
    ----------
    amount
        The figure with its records.

    Returns
    -------
    Entry
        The cell.
    """
    return Entry(amount.value, parts=amount.parts)


class Section(NamedTuple):
    """
    A part of a form.

    Attributes
    ----------
    code : str
        Its letter or number.
    heading : str
        What it tells.
    columns : tuple of str
        Headings; as many first ones hold texts as the cells do.
    rows : tuple of tuple of Entry
        Cells by row.
    total : bool
        Whether the last row adds up the others.
    notes : tuple of str
        Sentences below it.
    tags : tuple of str
        Hashtag of each column in the Humanitarian Exchange Language; empty where it has none.
    measures : tuple of str
        What each column measures, as the plausibility gate reads it, empty for other columns; none where the gate does
        not read the part.
    group : str
        What its rows are, as `checks.published.Published` explains it.
    """

    code: str
    heading: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Entry, ...], ...] = ()
    total: bool = False
    notes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    group: str = ""


class Spot(NamedTuple):
    """
    A figure in its place.

    Attributes
    ----------
    section : Section
        Its part.
    row, column : int
        Its place, from 0.
    name : str
        Texts of its row.
    entry : Entry
        The cell.
    """

    section: Section
    row: int
    column: int
    name: str
    entry: Entry


class Form(NamedTuple):
    """
    A form.

    Attributes
    ----------
    title : str
        Its name and year.
    sections : tuple of Section
        Its parts, in order.
    meta : Meta
        The view that it shows.
    mark : Stamp
        For whom it is, of which day, and what it does not promise.
    exact : bool
        Whether its audience may see which records stand behind a figure.
    findings : tuple of Finding
        What the plausibility gate says of it.
    despite : str
        Why it leaves in spite of errors; empty where it needs no reason.
    gathered : tuple of str
        Ids of the administrative areas that are put together in it.
    unit : int
        Square metres to which land is rounded in it; 0 where it is exact.
    """

    title: str
    sections: tuple[Section, ...]
    meta: Meta
    mark: Stamp
    exact: bool
    findings: tuple[Finding, ...] = ()
    despite: str = ""
    gathered: tuple[str, ...] = ()
    unit: int = 0

    def figures(self) -> Iterator[Spot]:
        """
        Go through the figures, part by part.

        Yields
        ------
        Spot
            Every cell that holds a figure, also those that are left out.
        """
        for section in self.sections:
            for row, cells in enumerate(section.rows):
                name = " / ".join(cell.value for cell in cells if isinstance(cell.value, str) and cell.value)
                for column, cell in enumerate(cells):
                    if not isinstance(cell.value, str):
                        yield Spot(section, row, column, name, cell)


def printed(sections: Sequence[Section], unit: int) -> tuple[Section, ...]:
    """
    Round the areas of a form for readers who may not read positions.

    Exact areas would make single outlines known again, and two exact forms laid beside each other would tell of single
    reports. Each figure is rounded by itself, totals too, so that files and papers say the same.

    Parameters
    ----------
    sections
        Parts of the form, exact.
    unit
        Square metres of one unit, as `notice.unit_for` gives them.

    Returns
    -------
    tuple of Section
        The same parts.

    Examples
    --------
    >>> part = Section("1", "Land", ("", "m²"), ((Entry("A"), Entry(Decimal("1.005"), m2=True)),))
    >>> printed([part], 10_000)[0].rows[0][1].value
    Decimal('10000')
    """
    return tuple(
        one._replace(rows=tuple(tuple(cell.rounded(unit) for cell in row) for row in one.rows)) for one in sections
    )


def added(rows: Sequence[Sequence[Entry]], name: str) -> tuple[Entry, ...]:
    """
    Add rows up into a last one.

    Parameters
    ----------
    rows
        Rows whose cells are alike; at least one.
    name
        First cell of the sum.

    Returns
    -------
    tuple of Entry
        Figures added with their records, texts left out.

    Examples
    --------
    >>> [cell.shown for cell in added([(Entry("A"), Entry(Decimal(2))), (Entry("B"), Entry(Decimal(3)))], "Total")]
    ['Total', '5']
    """
    cells: list[Entry] = []
    for column in zip(*rows, strict=True):
        figures = [cell for cell in column if isinstance(cell.value, Decimal)]
        if figures:
            value = sum((cell.value for cell in figures if isinstance(cell.value, Decimal)), Decimal(0))
            parts = amount_of(part for cell in figures for part in cell.parts).parts
            cells.append(Entry(value, figures[0].m2, parts, figures[0].group))
        else:
            cells.append(Entry(""))
    return (Entry(name), *cells[1:])
