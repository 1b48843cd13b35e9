"""Units of figures: said by a profile, never guessed; a column that is plainly in another unit stops the file."""

from collections import Counter
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from landrelease.checks.figures import unit_meant
from landrelease.intake.fault import IntakeError
from landrelease.records.text import tr


class Unit(NamedTuple):
    """
    A unit that figures may be written in.

    Attributes
    ----------
    of : str
        What it measures: ``m2`` or ``m``, also the ending of the fields that it fits.
    factor : Decimal
        How many square metres or metres it is.
    """

    of: str
    factor: Decimal


UNITS: Final = MappingProxyType(
    {
        "m2": Unit("m2", Decimal(1)),
        "ha": Unit("m2", Decimal(10_000)),
        "km2": Unit("m2", Decimal(1_000_000)),
        "dunum": Unit("m2", Decimal(1_000)),
        "jerib": Unit("m2", Decimal(2_000)),
        "rai": Unit("m2", Decimal(1_600)),
        "acre": Unit("m2", Decimal("4046.8564224")),
        "m": Unit("m", Decimal(1)),
        "cm": Unit("m", Decimal("0.01")),
        "mm": Unit("m", Decimal("0.001")),
        "ft": Unit("m", Decimal("0.3048")),
    },
)
"""Name in a profile to unit; the dunum is the metric one of 1,000 m², the jerib the Afghan one of 2,000 m²."""
_MOST: Final = 0.5
_DEEP_M: Final = 10.0


def fits(field: str, unit: str) -> bool:
    """
    Tell whether a unit measures what a field holds.

    Parameters
    ----------
    field
        Name of a field.
    unit
        Key of `UNITS`.

    Returns
    -------
    bool
        Whether the field's name ends in what the unit measures.

    Examples
    --------
    >>> fits("stated_m2", "ha"), fits("depth_m", "ha"), fits("depth_m", "cm"), fits("name", "m")
    (True, False, True, False)
    """
    return unit in UNITS and field.endswith(f"_{UNITS[unit].of}")


def in_metres(value: float, unit: str) -> float:
    """
    Convert a figure without the noise of binary fractions.

    Parameters
    ----------
    value
        Figure as written.
    unit
        Key of `UNITS`.

    Returns
    -------
    float
        Square metres or metres.

    Examples
    --------
    >>> in_metres(0.0575, "ha"), in_metres(20.0, "cm")
    (575.0, 0.2)
    """
    return float(Decimal(repr(value)) * UNITS[unit].factor)


def refuse_other_area(name: str, column: str, stated: NDArray[np.float64], covered_m2: NDArray[np.float64]) -> None:
    """
    Refuse a column of stated areas that fits the shapes only in another unit than square metres.

    Parameters
    ----------
    name
        Name of the file.
    column
        Name of the column.
    stated
        Stated figures [n], not a number where there is none.
    covered_m2
        Areas of the shapes [n], square metres; not a number where there is none.

    Raises
    ------
    IntakeError
        ``wrong-unit`` where more than half of the figures that can be compared fit one other unit.

    Examples
    --------
    >>> refuse_other_area("r.csv", "stated_m2", np.array([1.2, 3.0]), np.array([12_100.0, 29_800.0]))
    Traceback (most recent call last):
    ...
    landrelease.intake.fault.IntakeError: r.csv: ... 2 of 2 rows ... hectares...
    """
    rows = np.flatnonzero((stated > 0) & (covered_m2 > 0)).tolist()
    found = Counter(unit for row in rows if (unit := _other(float(stated[row]), float(covered_m2[row]))))
    for unit, count in found.most_common(1):
        if count > _MOST * len(rows):
            _refuse(name, column, tr("square metres"), count, len(rows), tr(unit))


def _other(stated: float, covered_m2: float) -> str:
    return "" if 0.5 < stated / covered_m2 < 2 else unit_meant(stated, covered_m2)  # noqa: PLR2004 - plainly the same


def refuse_other_depth(name: str, column: str, depths: NDArray[np.float64]) -> None:
    """
    Refuse a column of depths that are plainly not metres: most of them ten and more.

    Nobody searches most of a file's land ten metres deep; where it was (bombs in soft ground), the profile says so by
    naming the unit, and this rule is not asked.

    Parameters
    ----------
    name
        Name of the file.
    column
        Name of the column.
    depths
        Figures, not a number where there is none.

    Raises
    ------
    IntakeError
        ``wrong-unit``.

    Examples
    --------
    >>> refuse_other_depth("r.csv", "depth_m", np.array([0.2, 20.0]))
    >>> refuse_other_depth("r.csv", "depth_m", np.array([20.0, 13.0, np.nan]))
    Traceback (most recent call last):
    ...
    landrelease.intake.fault.IntakeError: r.csv: ... 2 of 2 rows ... centimetres...
    """
    given = depths[depths > 0]
    deep = int((given >= _DEEP_M).sum())
    if deep > _MOST * len(given):
        likely = tr("millimetres") if np.median(given) >= _DEEP_M**2 else tr("centimetres")
        _refuse(name, column, tr("metres"), deep, len(given), likely)


def _refuse(name: str, column: str, unit_name: str, n: int, rows: int, likely: str) -> None:
    raise IntakeError(name, "wrong-unit", column=column, unit_name=unit_name, n=n, rows=rows, likely=likely)
