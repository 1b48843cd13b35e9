"""The mistakes, made on purpose: each one a scene of its own on land kept for it, so that a test can point at it.

Every scene returns the ids of the rows that carry the mistake.  `MISTAKES` says what each one is and what the register
is expected to say about it.
"""

import datetime as dt
from collections.abc import Callable
from types import MappingProxyType
from typing import Final

import numpy as np
import shapely
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Polygon
from shapely.strtree import STRtree

from landrelease.demo import cast, strip
from landrelease.demo.life import Life, inside, item
from landrelease.demo.row import Cell, Sheet

Ids = tuple[str, ...]
SLIP_M: Final = (82.0, 114.0)
"""East and north of the datum slip: 140.4 m, as between an old European datum and WGS84."""

CORRECTED: Final = Sheet("2022/engineers_corrected_2022.geojson", "declared", cast.WGS84, "2023-03-01T09:00:00Z")
NO_CRS: Final = Sheet("2021/meridian_supplement_2021.zip", "shapes", cast.UTM, "2022-02-20T09:00:00Z")

MISTAKES: Final = MappingProxyType(
    {
        "repeated": "two teams of two operators report the clearance of the same strip",
        "datum-slip": "hazards of one sketch map 140 m off, cleared in part where they truly are; later corrected",
        "hectares": "hectares written into a column of square metres",
        "typed-twice": "one hazard typed twice under two ids; the second is withdrawn",
        "names-no-hazard": "a clearance over confirmed land that names no hazard",
        "names-absent-hazard": "a clearance that names a hazard that does not exist",
        "too-shallow": "cleared to 0.2 m where 0.5 m is required",
        "same-day": "a clearance without a hazard's name on the very day of a hazard: the land stays open",
        "outside": "a clearance of land that nobody ever suspected",
        "bow-tie-hazard": "a hazard whose ring crosses itself: the larger reading counts",
        "bow-tie-release": "a release whose ring crosses itself: the smaller reading counts",
        "point-hazard": "a hazard known as a point with a stated area, mapped two years later",
        "point-for-ever": "a hazard known as a point of unknown size, never mapped",
        "missed-item": "an item missed under cleared land, found by a farmer: the land is opened again",
        "year-only": "a hazard and a release of which only the year is known",
        "year-of-its-hazard": "a release of which only the year is known, the year in which its hazard was found",
        "redrawn-smaller": "a hazard drawn smaller by a re-survey: nobody decided on the rest",
        "no-status": "a row without a status: set aside",
        "future-date": "a row dated after it was recorded: set aside",
        "no-date": "a row without a date: set aside",
        "neither-shape-nor-hazard": "a release with neither a shape nor the name of a hazard: set aside",
        "no-crs": "a file whose reference system nobody declared: refused first, right once it is given",
    },
)
SET_ASIDE: Final = ("no-status", "future-date", "no-date", "neither-shape-nor-hazard")


def _hazard(life: Life, day: tuple[int, int, int], *, status: str = "confirmed") -> None:
    life.day = dt.date(*day)
    life.report(status, life.site.core if status == "confirmed" else life.site.outer)


def _strips(life: Life, count: int) -> list[strip.Land]:
    return strip.strips(life.throw, life.site.core, life.site.core.area / count)


def _cleared(life: Life, land: strip.Land, day: tuple[int, int, int], **cells: str | float | None) -> str:
    life.day = dt.date(*day)
    return life.release("cleared", land, life.clearance, life.method, **cells).id


def _repeated(life: Life) -> Ids:
    _hazard(life, (2019, 4, 9))
    pieces = _strips(life, 3)
    first = [_cleared(life, piece, (2020, 5, 4 + 9 * turn)) for turn, piece in enumerate(pieces)][1]
    life.day = dt.date(2020, 5, 21)
    other = cast.unit_of(cast.MERIDIAN, "manual-clearance")
    if other.organisation == life.clearance.organisation:
        other = cast.unit_of(cast.KESTREL, "manual-clearance")
    again = life.release("cleared", strip.resurveyed(life.throw, pieces[1]), other, "manual-clearance")
    return first, again.id


def _slip(life: Life) -> Ids:
    true = life.site.core
    life.day = dt.date(2020, 6, 17)
    row = life.report("confirmed", strip.exact(translate(true, *SLIP_M)), own=life.id)
    corrected = {**row.values, "evidence": "direct: items seen; datum of the sketch map put right"}
    record: dict[str, Cell | None] = {
        key: value for key, value in corrected.items() if key not in {"date", "organisation"}
    }
    life.bag.put("hazard", life.issuer, life.day, true, record, sheet=CORRECTED)
    _cleared(life, _strips(life, 3)[1], (2021, 6, 15))
    return (life.id,)


def _hectares(life: Life) -> Ids:
    life.day = dt.date(2020, 3, 23)
    hectares = round(life.site.outer.area / 10_000.0, 2)
    life.report("suspected", life.site.outer, own=life.id, stated_m2=hectares)
    return (life.id,)


def _typed_twice(life: Life) -> Ids:
    life.day = dt.date(2019, 3, 18)
    first = life.report("suspected", life.site.outer, stated_m2=round(life.site.outer.area, -1))
    again = f"{life.id}-BIS"
    life.report("suspected", life.site.outer, own=again, area_id=again, stated_m2=first.values["stated_m2"])
    life.day = dt.date(2021, 4, 13)
    who = cast.unit_of(life.surveyor, "nts")
    life.survey("nts", life.site.outer, "no-evidence", who.organisation)
    life.release("cancelled", strip.exact(life.site.outer), who, "nts")
    return life.id, again


def _names_no_hazard(life: Life) -> Ids:
    _hazard(life, (2019, 5, 6))
    return (_cleared(life, _strips(life, 2)[0], (2021, 6, 9), area_id=None),)


def _names_absent(life: Life) -> Ids:
    _hazard(life, (2019, 5, 20))
    return (_cleared(life, _strips(life, 2)[1], (2022, 9, 14), area_id="SYN-H-9999"),)


def _too_shallow(life: Life) -> Ids:
    _hazard(life, (2019, 6, 3))
    return (_cleared(life, _strips(life, 1)[0], (2023, 4, 26), depth_m=0.2),)


def _same_day(life: Life) -> Ids:
    _hazard(life, (2021, 5, 19))
    return life.id, _cleared(life, _strips(life, 2)[0], (2021, 5, 19), area_id=None)


def _outside(life: Life) -> Ids:
    shape = _strips(life, 1)[0]
    known = STRtree([row.shape for row in life.bag.rows if row.record in {"hazard", "release"}])
    tries = (strip.exact(translate(shape, 0.0, 250.0 * turn)) for turn in range(1, 60))
    away = next(land for land in tries if not known.query(land.buffer(100.0)).size)
    return (_cleared(life, away, (2022, 10, 5), area_id=None, scope=life.site.contamination),)


def bow_tie(land: Polygon) -> Polygon:
    """
    Swap two corners in the middle of a ring, as a slip in a table of turning points does.

    Parameters
    ----------
    land
        A valid polygon of at least six vertices, metres.

    Returns
    -------
    Polygon
        Its ring crosses itself.

    Examples
    --------
    >>> bow_tie(Polygon([(0, 0), (4, 0), (8, 0), (8, 3), (4, 3), (0, 3)])).is_valid
    False
    """
    ring = np.asarray(land.exterior.coords)[:-1]
    order = np.arange(len(ring))
    turned = [Polygon(ring[np.where(order == i, i - 1, np.where(order == i - 1, i, order))]) for i in order[1:]]
    crossed = [shape for shape in turned if not shape.is_valid]
    return min(crossed, key=lambda shape: float(shapely.make_valid(shape).area))


def _bow_tie_hazard(life: Life) -> Ids:
    life.day = dt.date(2020, 4, 28)
    return (life.report("confirmed", bow_tie(life.site.core)).id,)


def _bow_tie_release(life: Life) -> Ids:
    _hazard(life, (2019, 4, 29))
    return (_cleared(life, bow_tie(Polygon(_largest(_strips(life, 2)[0]).exterior)), (2023, 7, 12)),)


def _largest(land: strip.Land) -> Polygon:
    return max(land.geoms, key=lambda part: part.area) if isinstance(land, MultiPolygon) else land


def _point(life: Life) -> Ids:
    life.day = dt.date(2019, 4, 2)
    spot = inside(life.throw, life.site.core)
    life.report("suspected", spot, stated_m2=round(life.site.outer.area, -2))
    life.day = dt.date(2021, 9, 7)
    life.report("suspected", life.site.outer)
    return (life.id,)


def _point_for_ever(life: Life) -> Ids:
    life.day = dt.date(2019, 5, 15)
    return (life.report("suspected", inside(life.throw, life.site.core), stated_m2=None).id,)


def _missed(life: Life) -> Ids:
    _hazard(life, (2019, 3, 27))
    for turn, piece in enumerate(_strips(life, 4)):
        _cleared(life, piece, (2020, 7, 1 + 7 * turn))
    life.day = dt.date(2022, 3, 30)
    spot = inside(life.throw, life.site.core.buffer(-4.0))
    team = cast.unit_of(cast.ENGINEERS, "eod-level-3")
    found = item(life, spot, team, context="spot-task", depth_m=0.18, quantity=1)
    patch = strip.resurveyed(life.throw, spot.buffer(46.0, quad_segs=3))
    again = life.bag.next_id("hazard")
    cells = {"area_id": None if life.issuer == cast.ENGINEERS else again, "stated_m2": None}
    life.report("confirmed", patch, own=again, **cells, evidence="direct: item found by a farmer on cleared land")
    life.day = dt.date(2023, 5, 10)
    half = strip.exact(strip.strips(life.throw, patch, patch.area / 2.0)[0])
    _cleared(life, half, (2023, 5, 10), area_id=again)
    return again, found.id


def _year_only(life: Life) -> Ids:
    life.day = dt.date(2019, 12, 31)
    life.report("confirmed", life.site.core, date="2019")
    return life.id, _cleared(life, _strips(life, 2)[0], (2022, 8, 8), date="2022")


def _year_before(life: Life) -> Ids:
    _hazard(life, (2021, 5, 11))
    return life.id, _cleared(life, _strips(life, 2)[0], (2021, 10, 4), date="2021")


def _redrawn(life: Life) -> Ids:
    _hazard(life, (2019, 6, 12), status="suspected")
    life.day = dt.date(2022, 5, 25)
    life.survey("nts", life.site.outer, "hazard-found", life.surveyor)
    life.report("suspected", life.site.core)
    return (life.id,)


def _no_status(life: Life) -> Ids:
    life.day = dt.date(2020, 5, 27)
    return (life.report("", life.site.outer).id,)


def _future(life: Life) -> Ids:
    life.day = dt.date(2022, 6, 21)
    return (life.report("suspected", life.site.outer, date="2032-06-21").id,)


def _no_date(life: Life) -> Ids:
    _hazard(life, (2019, 6, 18))
    return (_cleared(life, _strips(life, 2)[0], (2021, 7, 6), date=None),)


def _neither(life: Life) -> Ids:
    life.day = dt.date(2023, 8, 16)
    who = cast.unit_of(cast.KESTREL, "nts")
    nothing: dict[str, Cell | None] = {"status": "cancelled", "method": "nts", "unit": who.id, "stated_m2": 41_000.0}
    return (life.bag.put("release", who.organisation, life.day, None, nothing).id,)


def _no_crs(life: Life) -> Ids:
    _hazard(life, (2019, 5, 29))
    life.sheet = NO_CRS
    found = []
    for turn, piece in enumerate(_strips(life, 6)):
        life.day = dt.date(2021, 9, 6 + 3 * turn)
        who = cast.unit_of(cast.MERIDIAN, "manual-clearance")
        found.append(life.release("cleared", piece, who, "manual-clearance").id)
    return tuple(found)


SCENES: Final[MappingProxyType[str, tuple[str, str, Callable[[Life], Ids]]]] = MappingProxyType(
    {
        "repeated": ("front", cast.CENTRE_ID, _repeated),
        "datum-slip": ("front", cast.ENGINEERS, _slip),
        "hectares": ("strike", cast.CENTRE_ID, _hectares),
        "typed-twice": ("front", cast.CENTRE_ID, _typed_twice),
        "names-no-hazard": ("front", cast.KESTREL, _names_no_hazard),
        "names-absent-hazard": ("front", cast.CENTRE_ID, _names_absent),
        "too-shallow": ("town", cast.CENTRE_ID, _too_shallow),
        "same-day": ("position", cast.CENTRE_ID, _same_day),
        "bow-tie-hazard": ("strike", cast.CENTRE_ID, _bow_tie_hazard),
        "bow-tie-release": ("front", cast.CENTRE_ID, _bow_tie_release),
        "point-hazard": ("strike", cast.CENTRE_ID, _point),
        "point-for-ever": ("store", cast.CENTRE_ID, _point_for_ever),
        "missed-item": ("front", cast.CENTRE_ID, _missed),
        "year-only": ("front", cast.CENTRE_ID, _year_only),
        "year-of-its-hazard": ("front", cast.KESTREL, _year_before),
        "redrawn-smaller": ("front", cast.KESTREL, _redrawn),
        "no-status": ("path", cast.CENTRE_ID, _no_status),
        "future-date": ("road", cast.KESTREL, _future),
        "no-date": ("front", cast.CENTRE_ID, _no_date),
        "neither-shape-nor-hazard": ("store", cast.KESTREL, _neither),
        "no-crs": ("front", cast.CENTRE_ID, _no_crs),
        "outside": ("position", cast.KESTREL, _outside),
    },
)
"""Mistake to the sort of site that it is told on, the organisation that registers the hazard, and the scene."""

PLACES: Final = MappingProxyType({"datum-slip": 4})
"""Mistakes that are made on more than one site."""
