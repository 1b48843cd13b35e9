"""A form as the plausibility gate reads it."""

from collections.abc import Sequence
from decimal import Decimal

from landrelease.checks.published import Column, Line, Published
from landrelease.publish.form import Entry, Section
from landrelease.publish.formland import LAND
from landrelease.records.text import tr

_CENT = Decimal("0.01")


def published_of(lines: Sequence[Sequence[Entry]], year: int) -> Published:
    """
    Read the table of progress as a published one.

    Parameters
    ----------
    lines
        As `formland.progress_lines` gives them.
    year
        Year that they tell of.

    Returns
    -------
    Published
        Figures as they are shown, with two decimals.
    """
    columns = tuple(Column(measure, measure, "m2") for measure in LAND)
    *rows, total = [Line(line[0].shown, tuple(map(_figure, line[1:]))) for line in lines]
    title = tr("Land released in the year")
    return Published(f"{title} {year}", "admin", columns, tuple(rows), total.values, year)


def published_section(section: Section, year: int) -> Published:
    """
    Read a part of a form as a published table.

    Parameters
    ----------
    section
        A part that says what its columns measure.
    year
        Year that it tells of.

    Returns
    -------
    Published
        The columns that the gate knows.
    """
    known = [at for at, measure in enumerate(section.measures) if measure]
    columns = tuple(_column(section.measures[at], section.rows[0][at] if section.rows else None) for at in known)
    lines = [Line(row[0].shown, tuple(_figure(row[at]) for at in known)) for row in section.rows]
    total = lines.pop().values if section.total and lines else ()
    return Published(f"{section.heading} {year}", section.group, columns, tuple(lines), total, year)


def _column(measure: str, cell: Entry | None) -> Column:
    return Column(measure, measure, "m2" if cell is None or cell.m2 else "")


def _figure(entry: Entry) -> Decimal | None:
    return entry.value.quantize(_CENT) if isinstance(entry.value, Decimal) else None
