"""Checks of the numbers of one record: depths, stated areas, counts."""

import math
from typing import Final

import numpy as np
import shapely

from landrelease.checks.columns import POLYGON, Columns
from landrelease.checks.finding import Finding
from landrelease.records.base import Record
from landrelease.records.land import Release
from landrelease.records.text import marked as _

NUMBERS: Final = (
    "stated_m2", "depth_m", "required_depth_m", "quantity", "killed", "injured", "population", "size_bytes",
)  # fmt: skip
UNITS: Final = (
    (_("square kilometres"), 1_000_000.0),
    (_("hectares"), 10_000.0),
    (_("feddans"), 4_200.0),
    (_("acres"), 4_046.856_422_4),
    (_("jeribs"), 2_000.0),
    (_("dunums"), 1_000.0),
    (_("square feet"), 0.092_903_04),
    (_("square metres multiplied by 10,000"), 1e-4),
    (_("square metres multiplied by 1,000,000"), 1e-6),
)
FROM_THE_SURFACE: Final = frozenset({"manual-clearance", "mechanical", "animal"})
_FITS: Final = 0.05
_ROUNDED: Final = 0.20


def number_unusable(columns: Columns) -> list[Finding]:
    """
    See figures below zero, endless or not a number.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``number-unusable``, one for each record, with all its faulty fields.
    """
    faulty = {name: _unusable(columns, name) for name in NUMBERS}
    return columns.by_field("number-unusable", faulty)


def _unusable(columns: Columns, name: str) -> list[int]:
    figures = columns.figures(name)
    doubtful = np.flatnonzero(~((figures >= 0) & (figures < np.inf)))
    if columns.blanks(name) == len(doubtful):
        return []
    return [index for index in doubtful.tolist() if columns.value(name, index) is not None]


def depth_implausible(columns: Columns) -> list[Finding]:
    """
    See depths that no such work reaches, mostly centimetres taken for metres.

    Bombs lie deep, so the limit is wide where work is not from the surface. Depths against a height datum are heights
    and are left alone.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``depth-implausible``, with the field and its limit.
    """
    limits = columns.frame.limits
    found = []
    for name in ("depth_m", "required_depth_m"):
        depth = columns.figures(name)
        for index in np.flatnonzero(np.isfinite(depth) & (depth > limits.depth_ground_m)).tolist():
            record = columns.proposed.records[index]
            most = limits.depth_ground_m if _from_the_surface(record) else limits.depth_most_m
            if depth[index] > most and getattr(record, "depth_reference", "") != "datum":
                deep = float(depth[index])
                found.append(columns.finding("depth-implausible", index, field=name, depth_m=deep, most_m=most))
    return found


def _from_the_surface(record: Record) -> bool:
    return isinstance(record, Release) and record.method in FROM_THE_SURFACE


def stated_area(columns: Columns) -> list[Finding]:
    """
    Compare the stated with the computed area.

    A difference beyond the larger limit is first read as a slip of units. Rings of more than one reading are left out
    where nobody computed an area. The stated figure is never used in place of
    the computed one, it only says that one of the two is wrong.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        At most one of ``stated-area-other-unit``, ``stated-area-far-off`` and ``stated-area-differs`` for each record.
    """
    limits = columns.frame.limits
    stated = columns.figures("stated_m2")
    if not np.isfinite(stated).any():
        return []
    computed = columns.computed_m2
    comparable = np.isfinite(stated) & (stated >= 0) & (computed > 0)
    share = np.zeros(len(columns))
    share[comparable] = np.abs(stated[comparable] - computed[comparable]) / computed[comparable]
    doubtful = np.flatnonzero(share > limits.stated_warning_share)
    if not len(columns.proposed.computed_m2):
        doubtful = doubtful[shapely.is_valid(columns.proposed.shapes[doubtful])]
    return [
        _compared(columns, index, far=bool(share[index] > limits.stated_error_share)) for index in doubtful.tolist()
    ]


def _compared(columns: Columns, index: int, *, far: bool) -> Finding:
    stated, computed = float(columns.value("stated_m2", index)), float(columns.computed_m2[index])
    unit = unit_meant(stated, computed) if far else ""
    if unit:
        return columns.finding("stated-area-other-unit", index, stated_m2=stated, computed_m2=computed, unit_name=unit)
    percent = abs(stated - computed) / computed * 100
    code = "stated-area-far-off" if far else "stated-area-differs"
    return columns.finding(code, index, stated_m2=stated, computed_m2=computed, difference_percent=percent)


def unit_meant(stated: float, computed_m2: float) -> str:
    """
    Find the unit in which a stated figure would fit the computed area.

    A figure fits within 5 %, or within the rounding that its own digits show, if that is no more than 20 %.

    Parameters
    ----------
    stated
        The figure as stated.
    computed_m2
        Area of the shape, square metres.

    Returns
    -------
    str
        Name of the unit that fits best, empty where none does.

    Examples
    --------
    >>> unit_meant(1.2, 12_345.0), unit_meant(0.01, 11_000.0), unit_meant(9.0, 12_345.0)
    ('hectares', 'square kilometres', '')
    """
    best, name = math.inf, ""
    for unit, factor in UNITS:
        apart = abs(stated * factor - computed_m2) / computed_m2
        rounding = min(_ROUNDED, _half_digit(stated) * factor / computed_m2)
        if apart <= max(_FITS, rounding) and apart < best:
            best, name = apart, unit
    return name


def _half_digit(stated: float) -> float:
    text = f"{stated:.10f}".rstrip("0")
    return 0.5 * 10.0 ** -(len(text) - text.index(".") - 1)


def stated_area_implausible(columns: Columns) -> list[Finding]:
    """
    See stated areas too large for one record where no polygon could contradict them.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``stated-area-implausible``.
    """
    stated = columns.figures("stated_m2")
    most = columns.frame.limits.stated_most_m2
    large = np.isfinite(stated) & (stated > most) & (columns.dimension != POLYGON)
    return [
        columns.finding("stated-area-implausible", index, stated_m2=float(stated[index]))
        for index in np.flatnonzero(large).tolist()
    ]
