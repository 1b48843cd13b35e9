"""Whether the figures of a published table add up: parts to their whole, lines to their total."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from landrelease.checks.finding import Finding
from landrelease.checks.published import RELEASED, UNIT_M2, Column, Published
from landrelease.checks.yardstick import Place, places
from landrelease.records.codes import CONTAMINATION

_AREAS_APART: Final = ("suspected_areas", "confirmed_areas")
_PARTS: Final[tuple[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]], ...]] = (
    (("released",), tuple((part,) for part in RELEASED)),
    (("open",), (("suspected",), ("confirmed",))),
    (("opening",), (("opening_suspected",), ("opening_confirmed",))),
    (("areas",), tuple((part,) for part in _AREAS_APART)),
    (("destroyed",), tuple(("destroyed", code) for code in CONTAMINATION)),
    *(
        (("destroyed", of), (("destroyed", of, "area-clearance"), ("destroyed", of, "spot-task")))
        for of in ("", *CONTAMINATION)
    ),
)
"""Key of a whole to the keys of its parts."""


def parts_and_wholes(table: Published) -> list[Finding]:
    """
    Compare every whole with its parts, within one line.

    A part that has no column counts as nothing, since that is how a reader adds.

    Parameters
    ----------
    table
        The table.

    Returns
    -------
    list of Finding
        ``parts-differ-from-whole``, ``spot-tasks-as-clearance`` or ``sum-within-rounding``.
    """
    return [found for place in places(table) for whole, parts in _PARTS for found in _compared(place, whole, parts)]


def _compared(place: Place, whole: tuple[str, ...], parts: Sequence[tuple[str, ...]]) -> list[Finding]:
    stated = place.m2(*whole)
    given = [(part, value) for part in parts if (value := place.m2(*part)) is not None]
    if stated is None or len(given) < 2:  # noqa: PLR2004 - one part alone is no sum
        return []
    computed = sum((value for _, value in given), Decimal(0))
    doubt = place.doubt_m2(*whole) + sum((place.doubt_m2(*part) for part, value in given if value), Decimal(0))
    column = place.table.columns[place.table.column(*whole) or 0]
    if abs(stated - computed) > doubt:
        return [_unequal(place, column, stated, computed, given, doubt)]
    return [] if stated == computed else [_rounded(place, column, stated, computed, len(given) + 1, doubt)]


def _unequal(
    place: Place, column: Column, stated: Decimal, computed: Decimal, given: Sequence[tuple[tuple[str, ...], Decimal]],
    doubt: Decimal,
) -> Finding:  # fmt: skip
    spot = place.m2("spot")
    if column.measure == "released" and spot and abs(stated - computed - spot) <= doubt + place.doubt_m2("spot"):
        return place.finding("spot-tasks-as-clearance", stated=_in(column, stated), other=_in(column, spot))
    parts = " + ".join(f"{' '.join(part)} {_in(column, value)}".replace("_", " ") for part, value in given)
    return place.finding(
        "parts-differ-from-whole",
        parts=parts,
        computed=_in(column, computed),
        stated=_in(column, stated),
        difference=_in(column, stated - computed),
    )


def _rounded(place: Place, column: Column, stated: Decimal, computed: Decimal, n: int, most: Decimal) -> Finding:
    return place.finding(
        "sum-within-rounding",
        column=column.heading,
        computed=_in(column, computed),
        stated=_in(column, stated),
        n=n,
        most=_in(column, most),
    )


def _in(column: Column, m2: Decimal) -> str:
    """Write square metres in the unit of a column."""
    return column.shown((m2 / UNIT_M2[column.unit]).normalize() + 0 if column.unit else m2)


def lines_and_totals(table: Published) -> list[Finding]:
    """
    Compare the stated totals with the sums of the lines.

    Parameters
    ----------
    table
        The table; balances by year are no parts of a total and are left alone.

    Returns
    -------
    list of Finding
        ``lines-differ-from-total`` or ``sum-within-rounding``.
    """
    if not table.total:
        return []
    total = places(table)[-1]
    found = []
    for at, column, stated in total.figures():
        values = [value for line in table.lines if (value := line.values[at]) is not None]
        computed, figures = sum(values, Decimal(0)), sum(bool(value) for value in values) + 1
        doubt = table.half_digit(at) * figures
        if not values or stated == computed or (table.group == "year" and not _adds_up(column)):
            continue
        m2, most = (column.m2(stated), column.m2(computed)), column.m2(doubt)
        if abs(stated - computed) <= doubt:
            found.append(_rounded(total, column, *m2, figures, most))
        else:
            found.append(_differs(total, column, *m2))
    return found


def _adds_up(column: Column) -> bool:
    """Tell whether figures of several years may be added."""
    return column.measure not in {
        "opening", "opening_suspected", "opening_confirmed", "suspected", "confirmed", "open", "areas", *_AREAS_APART
    }  # fmt: skip


def _differs(total: Place, column: Column, stated: Decimal, computed: Decimal) -> Finding:
    return total.finding(
        "lines-differ-from-total",
        column=column.heading,
        computed=_in(column, computed),
        stated=_in(column, stated),
        difference=_in(column, stated - computed),
    )
