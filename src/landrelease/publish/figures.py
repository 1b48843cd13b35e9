"""What the public is told in figures: land by area from the ledger, accidents by year, and what is left out of them."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from landrelease.desk.accounts import OUTSIDE
from landrelease.desk.looking import admin_areas, count
from landrelease.desk.reading import Reading
from landrelease.geometry.geojson import geometry_of
from landrelease.ledger.table import Column, Parcels
from landrelease.publish.redaction.land import OPEN, RELEASED
from landrelease.publish.redaction.publication import Publication
from landrelease.publish.redaction.rounding import rounded, unit_of
from landrelease.publish.redaction.suppression import Cell, Table, suppressed, table
from landrelease.records.context import AdminArea

TOTAL: Final = "total"
ELSEWHERE: Final = ""
"""Row of what lies in no administrative area."""
ACCIDENTS: Final = "accidents"
Names = Collection[tuple[str, str]]
"""Rows and columns by name."""
_TOUCH: Final = 1e-10
"""Square degrees, some square metres: a parcel that reaches no farther into an area only touches its border."""
_LEVELS: Final = {"open": OPEN, "released": RELEASED}


def land_figures(
    register: Reading, rules: Publication, parcels: Parcels, when: tuple[str, str], hidden: Names = ()
) -> Table | None:
    """
    Lay out how much land is open and released in each area, as a statement by area tells it.

    Parameters
    ----------
    register
        An open register.
    rules
        What may be seen.
    parcels
        All parcels of a class on that day, with that knowledge.
    when
        Last day, and moment of knowledge.
    hidden
        What an earlier edition left out, by name of row and column: it stays left out.

    Returns
    -------
    Table or None
        In units of `unit_of`; what few parcels make up is left out. None where no figures may be seen.
    """
    groups = [
        name for name, rule in (("open", rules.open_land), ("released", rules.released_land)) if rule.form != "hidden"
    ]
    if not rules.shows("figures") or not groups:
        return None
    areas = [area for area in admin_areas(register) if area.shape]
    said = register.statement(to=when[0], known_at=when[1], klass=parcels.klass, by="admin").rows
    closing = {row["admin"]: row["closing"] for row in said}
    met = _met(parcels, list(geometry_of([area.shape for area in areas])))
    rows: dict[str, list[int]] = {}
    few: set[Cell] = set()
    ids, names = [*(one.id or "" for one in areas), OUTSIDE], [*_named(areas), ELSEWHERE]
    for y, (place, name) in enumerate(zip(ids, names, strict=True)):
        rows[name] = []
        for x, group in enumerate(groups):
            here = int(np.isin(parcels.status[met[y]].astype(str), _LEVELS[group]).sum())
            amount = sum((closing[place][f"{level}_m2"] for level in _LEVELS[group]), Decimal(0))
            rows[name].append(rounded(amount, group, unit_of(rules)) if here else 0)
            few |= {(y, x)} if 0 < here < rules.small_count else set()
    return _left_out(table(rows, groups, total=TOTAL), rules.small_count, few, hidden)


def accident_figures(register: Reading, rules: Publication, day: str, hidden: Names = ()) -> Table | None:
    """
    Count accidents by year.

    Parameters
    ----------
    register
        An open register.
    rules
        What may be seen.
    day
        Whose knowledge.
    hidden
        As in `land_figures`; their column is `ACCIDENTS`.

    Returns
    -------
    Table or None
        Small numbers are left out. None where accidents may not be seen.
    """
    if not rules.shows(ACCIDENTS):
        return None
    found: list[dict[str, Any]] = count(register, "accident", by="year", known_at=day)
    years = {str(row["year"]): int(row["records"]) for row in found}
    held = {(row, TOTAL) for row, column in hidden if column == ACCIDENTS}
    return _left_out(table(years, total=TOTAL), rules.small_count, set(), held)


def _left_out(whole: Table, small: int, few: set[Cell], hidden: Names) -> Table:
    held = {
        (whole.rows.index(row), whole.columns.index(column))
        for row, column in hidden
        if row in whole.rows and column in whole.columns
    }
    return suppressed(whole, small, also=few | held)


def _named(areas: Sequence[AdminArea]) -> list[str]:
    """Name areas; where several bear one name, with their ids."""
    names = [area.name or area.id or "" for area in areas]
    return [name if names.count(name) == 1 else f"{name} ({area.id})" for name, area in zip(names, areas, strict=True)]


def _met(parcels: Parcels, shapes: Sequence[BaseGeometry | None]) -> list[NDArray[np.int64]]:
    """List the parcels of which some part lies in each area; those that lie in none, even in part, last."""
    tree = shapely.STRtree(parcels.geometry)
    outer = shapely.union_all([shape for shape in shapes if shape is not None])
    shapely.prepare(outer)
    across = np.flatnonzero(~shapely.covers(outer, parcels.geometry))
    beyond = _reaches(parcels.geometry[across], shapely.difference(parcels.geometry[across], outer))
    return [*(_within(tree, parcels, shape) for shape in shapes), across[beyond]]


def _reaches(whole: Column, part: Column) -> NDArray[np.bool_]:
    """Tell which parcels have such parts of some size; of a very small parcel, half of it is enough."""
    found: NDArray[np.bool_] = shapely.area(part) > np.minimum(_TOUCH, shapely.area(whole) / 2)
    return found


def _within(tree: shapely.STRtree, parcels: Parcels, shape: BaseGeometry | None) -> NDArray[np.int64]:
    """List the parcels of which some part lies in an area."""
    if shape is None:
        return np.zeros(0, np.int64)
    shapely.prepare(shape)
    found: NDArray[np.int64] = np.sort(tree.query(shape, predicate="intersects"))
    across = ~shapely.covers(shape, parcels.geometry[found])
    kept = np.ones(len(found), bool)
    some = parcels.geometry[found[across]]
    kept[across] = _reaches(some, shapely.intersection(some, shape))
    return found[kept]
