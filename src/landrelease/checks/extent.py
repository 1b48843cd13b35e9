"""Whether the areas of a published table can lie on the land that they name, and in the unit that they say."""

from decimal import Decimal
from typing import Final

from landrelease.checks.figures import unit_meant
from landrelease.checks.finding import Finding
from landrelease.checks.published import AREAS, NEW, RELEASED, UNIT_M2, Published
from landrelease.checks.yardstick import Place, Yardstick, places
from landrelease.records.text import marked as _

_MOVED: Final = frozenset({*NEW, *RELEASED, "confirmed_from_suspected", "spot", "released"})
_OPEN: Final = tuple(measure for measure in AREAS if measure not in _MOVED)
_FITS: Final = Decimal("0.05")
_SQUARE_METRES: Final = _("square metres")


def land_filled(table: Published, yardstick: Yardstick) -> list[Finding]:
    """
    Compare open land with the land of its country or area.

    Parameters
    ----------
    table
        The table.
    yardstick
        What is known besides.

    Returns
    -------
    list of Finding
        At most one for each line, of its largest figure: ``hazards-fill-the-land`` or ``hazards-on-much-land``.
    """
    found = []
    for place in places(table):
        land = yardstick.areas_m2.get(place.subject) if place.subject else yardstick.country_m2
        figures = [(column.m2(value), column, value) for _, column, value in place.figures() if column.measure in _OPEN]
        if not land or not figures:
            continue
        area, column, value = max(figures, key=lambda one: one[0])
        share = float(area) / land
        if share >= yardstick.limits.published_warning_share:
            code = (
                "hazards-fill-the-land" if share >= yardstick.limits.published_error_share else "hazards-on-much-land"
            )
            shown = column.shown(value)
            found.append(place.finding(code, column=column.heading, stated=shown, percent=share * 100, land_m2=land))
    return found


def two_units(table: Published) -> list[Finding]:
    """
    Compare columns that state one thing in two units.

    Parameters
    ----------
    table
        The table.

    Returns
    -------
    list of Finding
        ``unit-slip``, at most one for each line.
    """
    found = []
    for place in places(table):
        for at, column, value in place.figures():
            first = table.column(*column.key)
            said = place.line.values[first] if first is not None else None
            if first is None or said is None or first == at or not value:
                continue
            other = table.columns[first].m2(said)
            unit = other_unit(value, column.unit, other)
            if unit:
                found.append(slip(place, at, table.columns[first].shown(said), unit))
                break
    return found


def slip(place: Place, at: int, other: str, unit: str) -> Finding:
    """
    Say that a figure stands in another unit than its heading says.

    Parameters
    ----------
    place
        Where it stands.
    at
        Place of its column.
    other
        The figure that it was compared with, in words.
    unit
        Unit in which it fits.

    Returns
    -------
    Finding
        ``unit-slip``.
    """
    column, value = place.table.columns[at], place.line.values[at]
    shown = column.shown(value) if value is not None else ""
    return place.finding("unit-slip", column=column.heading, stated=shown, other=other, unit_name=unit)


def other_unit(value: Decimal, unit: str, like_m2: Decimal) -> str:
    """
    Find the unit in which a figure fits another, where its own does not.

    Parameters
    ----------
    value
        As stated.
    unit
        Unit that the heading says; empty for counts.
    like_m2
        What the other figure says, square metres.

    Returns
    -------
    str
        Name of the unit; empty where the figure fits as it stands, or in none.

    Examples
    --------
    >>> other_unit(Decimal("24.2"), "km2", Decimal(24_000_000))
    ''
    >>> other_unit(Decimal("2418"), "km2", Decimal(24_180_000))
    'hectares'
    """
    if not unit or value <= 0 or like_m2 <= 0 or _near(value * UNIT_M2[unit], like_m2):
        return ""
    return _SQUARE_METRES if _near(value, like_m2) else unit_meant(float(value), float(like_m2))


def _near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _FITS * other
