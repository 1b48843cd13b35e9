"""Whether land becomes less dangerous when one statement takes the place of another, and how."""

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

import numpy as np
import shapely

from landrelease.checks.columns import days_of
from landrelease.checks.held import keys_of
from landrelease.checks.metres import area_m2
from landrelease.records.base import Record
from landrelease.records.codes import CLASS_OF_CONTAMINATION, CLASSES
from landrelease.records.land import Hazard, Release
from landrelease.records.shape import Shape
from landrelease.records.text import marked as _

SAME_LAND_M2: Final = 1.0
Land = TypeVar("Land", Hazard, Release)


def lessened(before: Record | None, after: Record | None) -> str:
    """
    Say how land becomes less dangerous when one statement takes the place of another.

    Parameters
    ----------
    before
        The statement that is taken out, none where there was none.
    after
        The statement that takes its place, none where there is none.

    Returns
    -------
    str
        The first reason found, empty where land stays as dangerous or becomes more so.

    Examples
    --------
    >>> lessened(Hazard(status="confirmed"), None)
    'a hazard is taken out'
    >>> lessened(Hazard(status="confirmed"), Hazard(status="suspected"))
    'confirmed becomes suspected'
    >>> lessened(Release(status="cleared"), None)
    ''
    """
    if isinstance(before, Hazard) and not isinstance(after, Hazard):
        return _("a hazard is taken out")
    if isinstance(after, Release) and not isinstance(before, Release):
        return _("a release appears")
    if isinstance(before, Hazard) and isinstance(after, Hazard):
        return _first(before, after, HAZARD_LESSENED)
    if isinstance(before, Release) and isinstance(after, Release):
        return _first(before, after, RELEASE_STRENGTHENED)
    return ""


def _first(before: Land, after: Land, tests: Mapping[str, Callable[[Land, Land], bool]]) -> str:
    return next((reason for reason, test in tests.items() if test(before, after)), "")


def _classes(codes: tuple[str, ...], unknown: frozenset[str]) -> frozenset[str]:
    if not codes:
        return frozenset(CLASSES)
    found = [CLASS_OF_CONTAMINATION.get(code, code) for code in codes]
    return frozenset(found) if frozenset(CLASSES).issuperset(found) else unknown


def _drops_class(before: Hazard, after: Hazard) -> bool:
    every = frozenset(CLASSES)
    return not _classes(before.contamination, every) <= _classes(after.contamination, every)


def _widens_scope(before: Release, after: Release) -> bool:
    return not _classes(after.scope, frozenset()) <= _classes(before.scope, frozenset())


def _lowers_requirement(before: Hazard, after: Hazard) -> bool:
    return (after.required_depth_m or 0.0) < (before.required_depth_m or 0.0)


def _is_dated(first: Record, second: Record) -> tuple[bool, int, int]:
    days = days_of([first.date, second.date])
    return bool(days.given.all()), int(days.first[1] - days.first[0]), int(days.last[1] - days.last[0])


def _dated_earlier(before: Hazard, after: Hazard) -> bool:
    known, _first_day, last_day = _is_dated(before, after)
    return known and last_day < 0


def _dated_later(before: Release, after: Release) -> bool:
    known, first_day, _last_day = _is_dated(before, after)
    return known and first_day > 0


def _land_of(shape: Shape | None) -> shapely.Geometry:
    land = None if shape is None else shapely.from_geojson(bytes(shape.wgs84), on_invalid="ignore")
    return shapely.Polygon() if land is None else shapely.make_valid(land)


def _beyond(first: Shape | None, second: Shape | None) -> bool:
    """Whether the first shape covers land that the second does not."""
    land = shapely.difference(_land_of(first), _land_of(second))
    return bool(area_m2(np.array([land]))[0] > SAME_LAND_M2)


def _states_less(before: Hazard, after: Hazard) -> bool:
    mapped = shapely.area(_land_of(before.shape)) > 0 or shapely.area(_land_of(after.shape)) > 0
    return not mapped and before.stated_m2 is not None and (after.stated_m2 or 0.0) < before.stated_m2


def _names_more(before: Release, after: Release) -> bool:
    old, new = set(keys_of(before)), set(keys_of(after))
    return bool(new - old) if new else bool(old)


HAZARD_LESSENED: Final[Mapping[str, Callable[[Hazard, Hazard], bool]]] = {
    _("confirmed becomes suspected"): lambda before, after: before.status == "confirmed" != after.status,
    _("a class of ordnance is dropped"): _drops_class,
    _("the required depth is lowered"): _lowers_requirement,
    _("the hazard is dated earlier"): _dated_earlier,
    _("the hazard covers less land"): lambda before, after: _beyond(before.shape, after.shape),
    _("the stated size is reduced"): _states_less,
}
RELEASE_STRENGTHENED: Final[Mapping[str, Callable[[Release, Release], bool]]] = {
    _("other work becomes clearance"): lambda before, after: before.status != "cleared" == after.status,
    _("progress becomes completion"): lambda before, after: before.stage != "complete" == after.stage,
    _("the release covers more classes"): _widens_scope,
    _("the done depth is raised"): lambda before, after: (after.depth_m or 0.0) > (before.depth_m or 0.0),
    _("the release is dated later"): _dated_later,
    _("the release names other hazards"): _names_more,
    _("the release covers more land"): lambda before, after: _beyond(after.shape, before.shape),
}
