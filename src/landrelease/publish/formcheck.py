"""A form as the plausibility gate reads it."""

from collections.abc import Sequence
from decimal import Decimal

from landrelease.checks.published import Column, Line, Published
from landrelease.publish.form import Entry
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


def _figure(entry: Entry) -> Decimal | None:
    return entry.value.quantize(_CENT) if isinstance(entry.value, Decimal) else None
