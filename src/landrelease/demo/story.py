"""The story of six years: who found what, who worked where, what they reported, and what they got wrong."""

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final, NamedTuple

from shapely.geometry import Point
from shapely.strtree import STRtree

from landrelease.demo import cast, joint, mistakes
from landrelease.demo import province as provinces
from landrelease.demo import site as sites
from landrelease.demo.life import Life, inside, item, live
from landrelease.demo.province import Province
from landrelease.demo.row import REFERENCE, REMARK, Cell, Mailbag, Row, Sheet
from landrelease.demo.season import in_season
from landrelease.demo.site import Site

_FOUND_IN: Final = {2019: 0.16, 2020: 0.30, 2021: 0.24, 2022: 0.15, 2023: 0.10, 2024: 0.05}
_BASELINE: Final = 0.56
_SPOT_TASKS: Final = 11


class Story(NamedTuple):
    """
    Everything that the example knows.

    Attributes
    ----------
    province : Province
        The land.
    sites : tuple of Site
        What truly lies there.
    rows : tuple of Row
        All rows of all files, in the order of files and days.
    mistakes : mapping of str to tuple of str
        Mistake (a key of `mistakes.MISTAKES`) to the ids of the rows that carry it.
    season : tuple of Row
        All rows of the joint season that follows, sheet after sheet.
    """

    province: Province
    sites: tuple[Site, ...]
    rows: tuple[Row, ...]
    mistakes: Mapping[str, tuple[str, ...]]
    season: tuple[Row, ...] = ()


def tell(seed: int = cast.SEED) -> Story:
    """
    Tell the story of a seed.

    Parameters
    ----------
    seed
        Any integer from zero on.

    Returns
    -------
    Story
        The same for the same seed and the same versions of NumPy and Shapely.
    """
    province = provinces.build(seed)
    found = sites.build(province)
    bag = Mailbag()
    kept = _kept(found)
    taken = {site.number for site in chain.from_iterable(kept.values())}
    for life in sorted(
        _lives(bag, seed, [site for site in found if site.number not in taken]), key=lambda one: one.day
    ):
        life.id = bag.next_id("hazard")
        live(life)
    _spot_tasks(bag, province, found)
    _accidents(bag, seed)
    made = {name: _scene(bag, seed, name, places) for name, places in kept.items()}
    rows = sorted(chain(_reference(province), bag.rows), key=lambda row: (row.sheet.path, _day_of(row), row.id))
    return Story(province, found, tuple(rows), made, tuple(joint.rows(rows)))


def _day_of(row: Row) -> str:
    return str(row.values.get("date", ""))


def _kept(found: tuple[Site, ...]) -> dict[str, list[Site]]:
    tree = STRtree([site.outer for site in found])
    free = [site for site in found if len(tree.query(site.outer.buffer(60.0), "intersects")) == 1]
    kept: dict[str, list[Site]] = {}
    for name, (sort, _, _) in mistakes.SCENES.items():
        fitting = sorted(free, key=lambda site: (site.sort != sort, -site.core.area))
        kept[name] = fitting[: mistakes.PLACES.get(name, 1)]
        free = [site for site in free if site not in kept[name]]
    return kept


def _scene(bag: Mailbag, seed: int, name: str, places: list[Site]) -> tuple[str, ...]:
    _, issuer, scene = mistakes.SCENES[name]
    throw = cast.dice(seed, f"scene-{name}")
    lives = (Life(bag, site, throw, issuer, bag.next_id("hazard"), dt.date(2019, 3, 1)) for site in places)
    return tuple(chain.from_iterable(scene(life) for life in lives))


def _lives(bag: Mailbag, seed: int, found: list[Site]) -> Iterator[Life]:
    for site in found:
        throw = cast.dice(seed, f"life-{site.number}")
        if throw.random() < _BASELINE:
            issuer, day = cast.CENTRE_ID, dt.date(2019, 2, 4) + dt.timedelta(days=int(throw.integers(150)))
        else:
            issuer = cast.KESTREL if throw.integers(5) > 1 else cast.ENGINEERS
            year = int(throw.choice(list(_FOUND_IN), p=list(_FOUND_IN.values())))
            day = in_season(dt.date(year, 3, 2) + dt.timedelta(days=int(throw.integers(260))))
        yield Life(bag, site, throw, issuer, "", day)


def _spot_tasks(bag: Mailbag, province: Province, found: tuple[Site, ...]) -> None:
    throw = cast.dice(province.seed, "spot-tasks")
    loose = next(site for site in found if site.sort == "store")
    for year in cast.YEARS:
        for _ in range(_SPOT_TASKS):
            in_town = bool(throw.integers(5) < 2)
            place = province.settlements[0 if in_town else int(throw.integers(1, len(province.settlements)))]
            around = place.at.buffer(900.0 if in_town else 350.0)
            day = dt.date(year, 1, 5) + dt.timedelta(days=int(throw.integers(340)))
            life = Life(bag, loose, throw, cast.CENTRE_ID, "", day)
            who = cast.unit_of(cast.MERIDIAN if throw.integers(2) else cast.ENGINEERS, "bac")
            item(life, inside(throw, around), who, area_id=None, context="spot-task")


def _accidents(bag: Mailbag, seed: int) -> None:
    throw = cast.dice(seed, "accidents")
    suspected = [row for row in bag.rows if row.record == "hazard" and _open_in(row, "AP", "2019-")]
    worked = [row for row in bag.rows if row.record == "release" and _open_in(row, "manual", "2022-")]
    for who, rows, cells in (
        (cast.CENTRE_ID, suspected, {"date": "2020-09-12", "accident_type": "civilian", "activity": "herding"}),
        (cast.KESTREL, worked, {"accident_type": "demining", "activity": "manual clearance"}),
    ):
        row = rows[int(throw.integers(len(rows)))]
        spot = inside(throw, row.shape) if row.shape is not None else Point(0.0, 0.0)
        day = dt.date.fromisoformat(str(cells.get("date", row.values["date"])))
        told: dict[str, Cell | None] = {"category": "AP", "killed": 0, "injured": 1, "area_id": row.area_id, **cells}
        bag.put("accident", who, day, spot, told)


def _open_in(row: Row, word: str, year: str) -> bool:
    told = f"{row.values.get('contamination', '')} {row.values.get('method', '')} {row.values.get('date', '')}"
    polygonal = row.shape is not None and row.shape.area > 0.0
    return polygonal and word in told and (year in told) and row.values.get("stage") != "progress"


def _reference(province: Province) -> Iterator[Row]:
    sheet = Sheet("reference/admin_areas.geojson", "reference", cast.WGS84, REFERENCE)
    for area in province.districts:
        cells: dict[str, Cell] = {"id": area.id, "name": area.name, "boundary_set": cast.BOUNDARY_SET, "level": 1}
        yield Row("admin_area", cells | {"date": "2019-01-01", "remarks": REMARK}, area.land, sheet)
    sheet = sheet._replace(path="reference/settlements.geojson")
    for place in province.settlements:
        named: dict[str, Cell] = {
            "id": place.id,
            "name": place.name,
            "admin_area": place.district,
            "population": place.population,
        }
        yield Row("settlement", named | {"date": "2019-01-01", "remarks": REMARK}, place.at, sheet)
    sheet = sheet._replace(path="reference/organisations.csv")
    for one in cast.ORGANISATIONS:
        told = {"id": one.id, "name": one.name, "short_name": one.short_name, "role": one.role, "country": "XSY"}
        yield Row("organisation", told | {"date": "2019-01-01", "remarks": REMARK}, None, sheet)
    yield from _units(sheet._replace(path="reference/units.csv"))


def _units(sheet: Sheet) -> Iterator[Row]:
    """Give the units of the six years with what each was accredited for."""
    for unit in cast.UNITS:
        shared: dict[str, Cell] = {"date": "2018-12-10", "remarks": REMARK}
        name = f"Unit {unit.id[-2:]} ({cast.LABEL})"
        yield Row("unit", {"id": unit.id, "organisation": unit.organisation, "name": name} | shared, None, sheet)
        for what in unit.methods:
            told: dict[str, Cell] = {
                "id": f"SYN-ACC-{unit.id[-2:]}-{what}",
                "organisation": cast.CENTRE_ID,
                "unit": unit.id,
                "capability": what,
                "status": "accredited",
                "from": "2019-01-01",
                "to": "2024-12-31",
            }
            yield Row("accreditation", told | shared, None, sheet)
