"""What a programme tells the public: land made coarser, figures with suppression, whom to call; made once a state."""

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from landrelease.checks.settings_publish import PUBLIC
from landrelease.desk.answers import frame_or_none
from landrelease.desk.looking import admin_areas, count
from landrelease.desk.register import Register
from landrelease.geometry.geojson import geometry_of
from landrelease.ledger.table import Parcels
from landrelease.publish.meta import Meta
from landrelease.publish.redaction.land import OPEN, RELEASED, PublishedLand, published_land, step_of
from landrelease.publish.redaction.publication import Publication, publication
from landrelease.publish.redaction.suppression import Table, suppressed, table
from landrelease.publish.view import meta_of

TOTAL: Final = "total"
ELSEWHERE: Final = ""
"""Row of what lies in no administrative area."""


class Notice(NamedTuple):
    """
    What the public is told.

    Attributes
    ----------
    rules : Publication
        What the programme publishes, and how exactly.
    meta : Meta
        The view; its day and knowledge are those that are published.
    land : tuple of PublishedLand
        Open land first; empty where no land is published.
    figures : Table or None
        Land by administrative area, in units of `unit_m2`; columns ``open`` and ``released``, where published.
    unit_m2 : int
        Square metres of one unit of `figures`.
    accidents : Table or None
        Accidents by year.
    """

    rules: Publication
    meta: Meta
    land: tuple[PublishedLand, ...] = ()
    figures: Table | None = None
    unit_m2: int = 1
    accidents: Table | None = None


def rules_of(register: Register) -> Publication:
    """
    Read what a programme publishes today.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    Publication
        Nothing where the register has no programme yet, or a setting cannot be used.
    """
    frame = frame_or_none(register.store)
    day = dt.date.fromisoformat(register.today()).toordinal()
    rulings = frame.rulings if frame else ()
    return publication({one.key: one.value for one in rulings if one.key.startswith(PUBLIC) and one.first <= day})


def notice_of(register: Register) -> Notice:
    """
    Make what the public is told.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    Notice
        Without land and figures where nothing is published.
    """
    rules = rules_of(register)
    day = rules.known_at(register.today())
    meta = meta_of(register, as_of=day, known_at=register.known_at(day) if rules.published else "")
    plane = register.frame().plane if rules.published else None
    if plane is None:
        return Notice(rules, meta)
    parcels = register.land(as_of=day, known_at=day)
    found = [area for area in admin_areas(register) if area.shape]
    shapes = list(geometry_of([area.shape for area in found]))
    whole = [shape for shape in shapes if shape is not None]
    unit = max(step_of(rules.open_land), step_of(rules.released_land))
    names = [area.name or area.id or "" for area in found]
    return Notice(
        rules,
        meta,
        tuple(published_land(parcels, rules, plane, areas=whole if rules.open_land.form == "admin" else ())),
        _figures(parcels, rules, names, shapes, unit) if rules.shows("figures") else None,
        unit,
        _accidents(register, rules, day) if rules.shows("accidents") else None,
    )


def _figures(
    parcels: Parcels, rules: Publication, names: Sequence[str], shapes: Sequence[BaseGeometry | None], unit: int
) -> Table | None:
    """Lay out how much land is open and released in each area; what few parcels make up is left out."""
    groups = [
        (name, statuses, rounded)
        for name, statuses, rounded, rule in (
            ("open", OPEN, math.ceil, rules.open_land),
            ("released", RELEASED, math.floor, rules.released_land),
        )
        if rule.form != "hidden"
    ]
    if not groups:
        return None
    where = _places(parcels, shapes)
    rows, few = {}, set()
    for y, (place, name) in enumerate([*enumerate(names), (-1, ELSEWHERE)]):
        cells = []
        for x, (_group, statuses, rounded) in enumerate(groups):
            chosen = (where == place) & np.isin(parcels.status.astype(str), statuses)
            cells.append(rounded(math.fsum(parcels.area_m2[chosen].tolist()) / unit))
            few |= {(y, x)} if 0 < int(chosen.sum()) < rules.small_count else set()
        rows[name] = cells
    return suppressed(table(rows, [name for name, *_ in groups], total=TOTAL), rules.small_count, also=few)


def _places(parcels: Parcels, shapes: Sequence[BaseGeometry | None]) -> NDArray[np.int64]:
    """Tell in which area each parcel lies, by a point inside it; -1 for none."""
    found = np.full(len(parcels.id), -1, dtype=np.int64)
    points = shapely.point_on_surface(parcels.geometry)
    for place, shape in enumerate(shapes):
        if shape is not None:
            shapely.prepare(shape)
            found[(found < 0) & shapely.intersects(shape, points)] = place
    return found


def _accidents(register: Register, rules: Publication, day: str) -> Table:
    rows: list[dict[str, Any]] = count(register, "accident", by="year", known_at=day)
    years = {str(row["year"]): int(row["records"]) for row in rows}
    return suppressed(table(years, total=TOTAL), rules.small_count)
