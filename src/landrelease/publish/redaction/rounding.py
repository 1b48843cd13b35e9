"""How exactly land is told to readers who may not read positions: one rule for the site, forms and statements."""

import math
from decimal import Decimal
from typing import Final

from landrelease.checks.settings_publish import AreaRule
from landrelease.publish.redaction.outward import ADMIN_GRID_M
from landrelease.publish.redaction.publication import Publication
from landrelease.records.text import marked as _
from landrelease.records.text import tr

OPEN: Final = "open"
RELEASED: Final = "released"
_RELEASED: Final = frozenset(
    {"cancelled", "reduced", "cleared", "released", "released_outside_hazard", "repeat_release", "worked", "spot"}
)
"""Accounts, movements, memos and measures of land on which work was done; all others are of land that is open."""
_STEPS: Final = 100
HECTARE: Final = 10_000
_SQUARE_KILOMETRE: Final = 1_000_000
_ROUNDED: Final = _(
    "Land is rounded to {unit}, open land up and released land down; each figure by itself, so that sums may differ. "
    "Where released land is 0, it may be less than {unit}."
)


def step_of(rule: AreaRule) -> int:
    """
    Say to what areas are rounded under a rule.

    Parameters
    ----------
    rule
        How the land is shown.

    Returns
    -------
    int
        A hundredth of a cell, at least one square metre.

    Examples
    --------
    >>> step_of(AreaRule("grid", 1000)), step_of(AreaRule("admin")), step_of(AreaRule("none"))
    (10000, 10000, 1)
    """
    size = rule.metres or (0.0 if rule.form == "none" else ADMIN_GRID_M)
    return max(1, round(size * size / _STEPS))


def unit_of(rules: Publication) -> int:
    """
    Say to what land is rounded for readers who may not read positions.

    Parameters
    ----------
    rules
        What may be seen.

    Returns
    -------
    int
        Square metres: the coarser of the two roundings.
    """
    return max(step_of(rules.open_land), step_of(rules.released_land))


def group_of(measure: str) -> str:
    """
    Say whether a figure is of open or of released land.

    Parameters
    ----------
    measure
        Account, movement, memo or measure, perhaps with its unit: ``cleared``, ``opening_suspected``, ``worked_m2``.

    Returns
    -------
    str
        `RELEASED` or `OPEN`; `OPEN` for what is not known here, and for land that is released and still claimed open.

    Examples
    --------
    >>> group_of("cleared_m2"), group_of("newly_suspected"), group_of("released_but_open_m2")
    ('released', 'open', 'open')
    """
    return RELEASED if measure.removesuffix("_m2") in _RELEASED else OPEN


def rounded(area_m2: Decimal, group: str, unit: int) -> int:
    """
    Round land so that it is never told better than it is: open land up, released land down.

    This is the one rule for all who may not read positions, whichever door a figure leaves by. It holds for what moved
    as for what stands: land that became open is rounded up, land that was released is rounded down. Each figure is
    rounded by itself, from the exact one, so that no figure tells more than one unit, and sums need not be those of
    their lines. Rounding once more, to a coarser unit that is a multiple, gives what rounding the exact figure gives;
    so figures that were told under two rules can be laid side by side.

    Parameters
    ----------
    area_m2
        Square metres; negative where a correction takes land away. Less than half a hundredth of one is no land.
    group
        `OPEN` or `RELEASED`.
    unit
        Square metres of one unit.

    Returns
    -------
    int
        How many units.

    Examples
    --------
    >>> rounded(Decimal("900359.22"), "open", 10_000), rounded(Decimal("909999.9"), "released", 10_000)
    (91, 90)
    >>> rounded(Decimal("0.000000004"), "open", 10_000), rounded(Decimal("-4000"), "open", 10_000)
    (0, 0)
    """
    units = round(area_m2, 2) / unit
    return math.ceil(units) if group == OPEN else math.floor(units)


def coarse(area_m2: Decimal, group: str, unit: int) -> Decimal:
    """
    Give an area as it is told.

    Parameters
    ----------
    area_m2
        Square metres.
    group
        `OPEN` or `RELEASED`.
    unit
        Square metres of one unit; 0 for those who are told every digit.

    Returns
    -------
    Decimal
        Whole units, in square metres.

    Examples
    --------
    >>> coarse(Decimal("12345.6"), "open", 10_000), coarse(Decimal("12345.6"), "open", 0)
    (Decimal('20000'), Decimal('12345.6'))
    """
    return Decimal(rounded(area_m2, group, unit) * unit) if unit else area_m2


def vanishes(area_m2: Decimal, group: str, unit: int) -> bool:
    """
    Tell whether something is told as 0, which must not be read as nothing.

    Parameters
    ----------
    area_m2
        Square metres.
    group
        `OPEN` or `RELEASED`.
    unit
        Square metres of one unit; 0 for those who are told every digit.

    Returns
    -------
    bool
        Whether there is land, and less than a unit of it.

    Examples
    --------
    >>> vanishes(Decimal(4000), "released", 10_000), vanishes(Decimal(4000), "open", 10_000)
    (True, False)
    """
    return bool(unit and round(area_m2, 2) and not rounded(area_m2, group, unit))


def written(area_m2: Decimal, unit: int = 0, *, less: bool = False) -> str:
    """
    Write an area for people.

    Parameters
    ----------
    area_m2
        Square metres, as they are told.
    unit
        To what they were rounded; 0 where they were not.
    less
        Whether there is land, though less than a unit.

    Returns
    -------
    str
        Whole units without decimals, exact amounts with two; thousands divided by commas, a zero never with a sign.

    Examples
    --------
    >>> written(Decimal("1234567.891")), written(Decimal(20000), 10_000), written(Decimal(0), 10_000, less=True)
    ('1,234,567.89', '20,000', '<10,000')
    """
    if less:
        return f"<{unit:,}"
    return f"{int(area_m2):,}" if unit else f"{round(area_m2, 2) + 0:,.2f}"


def unit_text(unit: int) -> str:
    """
    Write the unit of rounding.

    Parameters
    ----------
    unit
        Square metres.

    Returns
    -------
    str
        In the largest unit of which it is a whole number.

    Examples
    --------
    >>> unit_text(10_000), unit_text(2_500), unit_text(4_000_000)
    ('1 ha', '2,500 m²', '4 km²')
    """
    for size, sign in ((_SQUARE_KILOMETRE, "km²"), (HECTARE, "ha")):
        if unit % size == 0:
            return f"{unit // size:,} {sign}"
    return f"{unit:,} m²"


def rounding_note(unit: int) -> str:
    """
    Say how land is rounded: the sentence that stands on every product for readers who may not read positions.

    Parameters
    ----------
    unit
        Square metres.

    Returns
    -------
    str
        One sentence on the unit and on sums, one on what 0 means.
    """
    return tr(_ROUNDED).format(unit=unit_text(unit))
