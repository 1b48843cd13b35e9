"""A published table: figures with their units as somebody printed them, and how exactly each column is written."""

import re
from collections.abc import Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from landrelease.records.codes import CONTAMINATION

UNIT_M2: Final = MappingProxyType(
    {
        "m2": Decimal(1),
        "ha": Decimal(10_000),
        "km2": Decimal(1_000_000),
        "dunum": Decimal(1_000),
        "jerib": Decimal(2_000),
        "feddan": Decimal(4_200),
        "acre": Decimal("4046.8564224"),
    }
)
"""Unit of an area to its square metres."""
RELEASED: Final = ("cancelled", "reduced", "cleared")
NEW: Final = ("newly_suspected", "newly_confirmed", "reopened")
AREAS: Final = (
    "opening", "opening_suspected", "opening_confirmed", *NEW, "confirmed_from_suspected", *RELEASED, "spot",
    "released", "suspected", "confirmed", "open",
)  # fmt: skip
"""Measures of land; `opening` and `open` are suspected and confirmed land together, `spot` is land of spot tasks."""
COUNTS: Final = ("suspected_areas", "confirmed_areas", "areas", "destroyed", "victims")
"""Measures that count."""
CONTEXTS: Final = MappingProxyType({"area": "area-clearance", "spot": "spot-task"})
"""Last word of a heading of destroyed ordnance to the kind of work in which it was found."""
_CODES: Final = MappingProxyType({code.lower(): code for code in CONTAMINATION})
_SIGNS: Final = re.compile(r"[^a-z0-9²]+")
_HALF: Final = Decimal(5)


class Column(NamedTuple):
    """
    A column of figures.

    Attributes
    ----------
    heading : str
        As it is written.
    measure : str
        One of `AREAS` or `COUNTS`.
    unit : str
        Key of `UNIT_M2`; empty where the column counts.
    of : str
        Contamination code of what is counted; empty for everything.
    context : str
        Kind of work in which ordnance was found; empty for all.
    """

    heading: str
    measure: str
    unit: str = ""
    of: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """
        Name what the column measures, whatever its unit.

        Returns
        -------
        tuple of str
            Measure, contamination and kind of work.
        """
        return self.measure, self.of, self.context

    def m2(self, value: Decimal) -> Decimal:
        """
        Give a figure of the column so that it can be compared with one in another unit.

        Parameters
        ----------
        value
            As stated.

        Returns
        -------
        Decimal
            Square metres; a count as it is.
        """
        return value * UNIT_M2[self.unit] if self.unit else value

    def shown(self, value: Decimal) -> str:
        """
        Write a figure with its unit.

        Parameters
        ----------
        value
            As stated.

        Returns
        -------
        str
            Thousands divided by commas, no digit more or less than it has.

        Examples
        --------
        >>> column_of("released_km2").shown(Decimal("50.58"))
        '50.58 km²'
        """
        return f"{value:,} {self.unit.replace('2', '²')}".rstrip()


class Line(NamedTuple):
    """
    A line of a table.

    Attributes
    ----------
    name : str
        What it is about: an area, an operator, a year; empty where the table has one line about everything.
    values : tuple of Decimal or None
        Figures by column; None where none is stated.
    """

    name: str
    values: tuple[Decimal | None, ...]


class Published(NamedTuple):
    """
    A table as it was published, or is about to be.

    Attributes
    ----------
    title : str
        What it is called.
    group : str
        What its lines are: ``admin``, ``operator``, ``method``, ``unit`` or ``year``; empty where it has one line.
    columns : tuple of Column
        Its figures.
    lines : tuple of Line
        Without the total.
    total : tuple of Decimal or None
        Stated totals by column; empty where none are stated.
    year : int
        Year that it tells of; 0 where its lines are years.
    edition : str
        Day on which it was published, as far as known.
    """

    title: str
    group: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    total: tuple[Decimal | None, ...] = ()
    year: int = 0
    edition: str = ""

    def whole(self) -> Line:
        """
        Give the figures for everything together.

        Returns
        -------
        Line
            The stated totals, else the only line; without figures where there is neither.
        """
        if self.total:
            return Line("", self.total)
        only = len(self.lines) == 1 and self.group != "year"
        return self.lines[0] if only else Line("", (None,) * len(self.columns))

    def half_digit(self, at: int) -> Decimal:
        """
        Say how far a figure of a column may lie from what was rounded to it.

        Parameters
        ----------
        at
            Place of the column.

        Returns
        -------
        Decimal
            Half of the last place that the column shows anywhere, in its unit; 0 for counts, which are exact.
        """
        if not self.columns[at].unit:
            return Decimal(0)
        figures = [line.values[at] for line in (*self.lines, Line("", self.total or (None,) * len(self.columns)))]
        exponents = [value.as_tuple().exponent for value in figures if value is not None]
        places = max((-one for one in exponents if isinstance(one, int)), default=0)
        return _HALF.scaleb(-max(places, 0) - 1)

    def column(self, *key: str) -> int | None:
        """
        Find a column.

        Parameters
        ----------
        *key
            Measure, contamination and kind of work; what is not said is empty.

        Returns
        -------
        int or None
            Place of the first such column.
        """
        wanted = (*key, "", "", "")[:3]
        return next((at for at, column in enumerate(self.columns) if column.key == wanted), None)


def column_of(heading: str) -> Column | None:
    """
    Read the heading of a column.

    Parameters
    ----------
    heading
        A measure and its unit (``cleared_km2``), a measure that counts (``confirmed_areas``), or destroyed ordnance
        with its code and the kind of work (``destroyed_AP_spot``); any case, blanks for underscores.

    Returns
    -------
    Column or None
        None where it is no figure that is known here; an area without a unit is none either, since a wrong guess is
        wrong by a factor of ten thousand.

    Examples
    --------
    >>> column_of("Cleared (km²)")
    Column(heading='Cleared (km²)', measure='cleared', unit='km2', of='', context='')
    >>> column_of("destroyed AP spot").key, column_of("cleared")
    (('destroyed', 'AP', 'spot-task'), None)
    """
    words = "_".join(_SIGNS.sub(" ", heading.casefold().replace("²", "2")).split())
    measure, _, unit = words.rpartition("_")
    if unit in UNIT_M2 and measure in AREAS:
        return Column(heading, measure, unit)
    if words in COUNTS:
        return Column(heading, words)
    first, *more = words.split("_")
    of, context = (*more, "", "")[:2]
    if of in CONTEXTS and not context:
        of, context = "", of
    if first == "destroyed" and len(more) <= 2 and of in {"", *_CODES} and context in {"", *CONTEXTS}:  # noqa: PLR2004
        return Column(heading, first, "", _CODES.get(of, ""), CONTEXTS.get(context, ""))
    return None


def table(  # noqa: PLR0913 - the parts of a table
    title: str,
    group: str,
    headings: Sequence[str],
    lines: Sequence[Sequence[str | None]],
    *,
    total: Sequence[str | None] = (),
    year: int = 0,
    edition: str = "",
) -> Published:
    """
    Make a table from texts.

    Parameters
    ----------
    title, group
        As `Published` explains them.
    headings
        Headings of the figures, as `column_of` reads them.
    lines
        Name, then figures, of each line; None or empty where none is stated.
    total
        Stated totals, without a name.
    year, edition
        As `Published` explains them.

    Returns
    -------
    Published
        The table.

    Raises
    ------
    ValueError
        Where a heading is none that is known.

    Examples
    --------
    >>> table("2015", "", ["cleared_km2"], [["", "24.18"]], year=2015).whole()
    Line(name='', values=(Decimal('24.18'),))
    """
    columns = [column_of(heading) for heading in headings]
    unknown = [heading for heading, column in zip(headings, columns, strict=True) if column is None]
    if unknown:
        msg = f"no figures of a published table: {', '.join(unknown)}"
        raise ValueError(msg)
    rows = tuple(Line(name or "", tuple(_figure(value) for value in values)) for name, *values in lines)
    return Published(
        title, group, tuple(filter(None, columns)), rows, tuple(_figure(value) for value in total), year, edition
    )


def _figure(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None
