"""A synthetic province in the middle of an ocean, where no land is: parcels, records, statements that balance."""

import datetime as dt
import hashlib
from collections import defaultdict
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
import numpy as np
import pytest
import shapely

from landrelease.desk.opening import create
from landrelease.geometry.geojson import shape
from landrelease.publish.meta import Meta
from landrelease.publish.page import Page
from landrelease.publish.pagedata import Place, Version
from landrelease.records.context import AdminArea, Programme
from landrelease.records.finds import Ordnance
from landrelease.records.land import Hazard, Release
from landrelease.records.tasking import Task

ACCOUNTS = ("suspected", "confirmed", "cancelled", "reduced", "cleared")
MOVEMENTS = (
    "newly_suspected", "newly_confirmed", "confirmed_from_suspected", "suspected_from_confirmed", "reopened",
    "cancelled", "reduced", "cleared", "released_outside_hazard",
)  # fmt: skip
OPEN = ("suspected", "confirmed")
LON, LAT = -30.0, 44.0
METRES = 111_320.0


class Parcels(NamedTuple):
    """The same form as `landrelease.ledger.parcels.Parcels`."""

    klass: str
    id: Any
    geometry: Any
    area_m2: Any
    status: Any
    since: Any
    record: Any
    depth_m: Any
    depth_record: Any
    history: Any


class Event(NamedTuple):
    """One land record: what it says of which cells."""

    date: str
    kind: str
    status: str
    area_id: str
    organisation: str
    cells: tuple[int, ...]

    @property
    def id(self) -> str:
        """Hash, as a record's id is."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


class Province(NamedTuple):
    """Everything that the writers take."""

    parcels: Parcels
    versions: list[tuple[str, Parcels]]
    years: list[dict[str, Any]]
    records: dict[str, dict[str, Any]]
    meta: Meta
    places: list[tuple[str, float, float]]


def objects(items) -> np.ndarray:
    """Make an array of objects, tuples kept whole."""
    found = list(items)
    array = np.empty(len(found), dtype=object)
    array[:] = found
    return array


def _cells(rng, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Cut a rounded province of 40 × 26 km into cells; give them in degrees with their areas in m²."""
    turn = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    reach = 1 + 0.10 * np.sin(3 * turn + 1) + 0.06 * np.sin(7 * turn)
    land = shapely.Polygon(np.column_stack([20_000 * reach * np.cos(turn), 13_000 * reach * np.sin(turn)]))
    seeds = shapely.points(rng.uniform((-23_000, -15_000), (23_000, 15_000), (count, 2)))
    cut = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(seeds), extend_to=land))
    inside = shapely.intersection(cut, land)
    cells = shapely.set_precision(inside[shapely.get_type_id(inside) == shapely.GeometryType.POLYGON], 0.01)
    cells = cells[~shapely.is_empty(cells) & (shapely.get_type_id(cells) == shapely.GeometryType.POLYGON)]
    return cells, shapely.area(cells)


def _degrees(geometry):
    scale = np.array([METRES * np.cos(np.radians(LAT)), METRES])
    return shapely.transform(geometry, lambda xy: xy / scale + (LON, LAT))


def _events(rng, cells) -> list[Event]:
    """Hazards along an old line and in a few pockets, and six years of survey and clearance."""
    xy = shapely.get_coordinates(shapely.centroid(cells))
    line = 4_500 * np.sin(xy[:, 0] / 6_500) + 0.15 * xy[:, 0]
    pockets = rng.uniform((-15_000, -9_000), (15_000, 9_000), (9, 2))
    near = np.abs(xy[:, 1] - line) < 750 + 450 * np.sin(xy[:, 0] / 2_300)
    near |= (np.hypot(*(xy[:, None] - pockets).transpose(2, 0, 1)) < 1_100).any(axis=1)
    candidates = np.flatnonzero(near)
    seeds = xy[rng.choice(candidates, max(4, len(candidates) // 5), replace=False)]
    owner = np.hypot(*(xy[candidates, None] - seeds).transpose(2, 0, 1)).argmin(axis=1)
    return sorted(event for number in np.unique(owner) for event in _story(rng, number, candidates[owner == number]))


def _story(rng, number: int, cells) -> list[Event]:
    cells = [int(cell) for cell in cells]
    start = int(rng.choice([2019, 2020, 2021, 2022], p=[0.6, 0.2, 0.1, 0.1]))
    organisation = f"org-{1 + number % 4}"

    def event(kind: str, status: str, year: int, some) -> list[Event]:
        date = f"{min(year, 2025)}-{rng.integers(1, 13):02d}-{rng.integers(1, 28):02d}"
        return [Event(date, kind, status, f"H-{number:04d}", organisation, tuple(some))] if some and year < 2026 else []

    half = max(1, len(cells) // 2)
    story = event("hazard", "suspected", start, cells)
    if rng.random() < 0.75:
        story += event("hazard", "confirmed", start + 1, cells[:half])
        story += event("release", str(rng.choice(["cancelled", "reduced"])), start + 2, cells[half:])
        if rng.random() < 0.7:
            story += event("release", "cleared", start + int(rng.integers(2, 6)), cells[:half])
            story += event("hazard", "confirmed", start + 6, cells[:1]) if rng.random() < 0.2 else []
    elif rng.random() < 0.4:
        story += event("release", "cancelled", start + 2, cells)
    return story


def _movement(old: str, event: Event) -> str | None:
    new = event.status
    if old == new or (old == "confirmed" and new == "suspected") or (old not in (*OPEN, "none") and new not in OPEN):
        return None
    if new in OPEN:
        return f"newly_{new}" if old == "none" else "confirmed_from_suspected" if old in OPEN else "reopened"
    return "released_outside_hazard" if old == "none" else new


def _year(year: int, balance: dict[str, Decimal], moves: list[tuple[str, str, str, Decimal]]) -> dict[str, Any]:
    """Book a year's moves; `balance` is carried on."""
    opening = {f"{status}_m2": balance[status] for status in ACCOUNTS}
    postings: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for old, new, movement, area in moves:
        postings[old, new, movement] += area
        balance[old] -= area
        balance[new] += area
    zero = Decimal("0E-9")
    moved = {f"{name}_m2": sum((a for k, a in postings.items() if k[2] == name), zero) for name in MOVEMENTS}
    unmapped = {"suspected_m2": Decimal(12500), "confirmed_m2": zero, "suspected_unknown": 7, "confirmed_unknown": 0}
    row = {
        "opening": opening,
        "closing": {f"{status}_m2": balance[status] for status in ACCOUNTS},
        "movements": moved,
        "postings": [
            {"from": old, "to": new, "movement": movement, "area_m2": area}
            for (old, new, movement), area in sorted(postings.items())
        ],
        "memo": {"repeat_release_m2": Decimal(1500), "released_but_open_m2": zero, "worked_m2": zero},
        "corrections": {f"{status}_m2": zero for status in ACCOUNTS},
        "unmapped": {"opening": unmapped, "closing": unmapped, "movements": moved | {"mapped_m2": zero}},
    }
    return {
        "from": f"{year}-01-01", "to": f"{year}-12-31", "known_at": "2026-01-31T00:00:00.000Z", "class": "all",
        "rows": [row],
    }  # fmt: skip


class _Fold:
    """The simplest ledger: every cell has a status and a history."""

    def __init__(self, cells, areas) -> None:
        self.cells, self.areas = cells, [Decimal(round(area * 10**9)).scaleb(-9) for area in areas.tolist()]
        self.status, self.since, self.record = ["none"] * len(cells), [""] * len(cells), [""] * len(cells)
        self.depth = [""] * len(cells)
        self.history: list[tuple[str, ...]] = [()] * len(cells)

    def post(self, event: Event) -> list[tuple[str, str, str, Decimal]]:
        moves = []
        for cell in event.cells:
            movement = _movement(self.status[cell], event)
            self.history[cell] += (event.id,)
            if movement:
                moves.append((self.status[cell], event.status, movement, self.areas[cell]))
                self.status[cell], self.since[cell], self.record[cell] = event.status, event.date, event.id
            if event.status == "cleared":
                self.depth[cell] = event.id
        return moves

    def parcels(self) -> Parcels:
        groups = defaultdict(list)
        for cell, status in enumerate(self.status):
            if status != "none":
                groups[self.history[cell], status, self.since[cell], self.record[cell], self.depth[cell]].append(cell)
        rows = []
        for (history, status, since, record, depth), members in groups.items():
            for part in shapely.get_parts(shapely.union_all(self.cells[members])):
                name = hashlib.sha256(shapely.to_wkb(shapely.normalize(part))).hexdigest()[:16]
                rows.append((f"p-{name}", _degrees(part), shapely.area(part), status, since, record, depth, history))
        ids, shapes, areas, statuses, since, record, depth, history = (list(c) for c in zip(*rows, strict=True))
        deep = np.array([0.2 if text else np.nan for text in depth])
        return Parcels(
            "all", objects(ids), objects(shapes), np.array(areas), objects(statuses), objects(since), objects(record),
            deep, objects(depth), objects(history),
        )  # fmt: skip


def make_province(count: int = 12_000, seed: int = 7) -> Province:
    """Make the province from `count` cells; 12,000 give about 300 parcels."""
    rng = np.random.default_rng(seed)
    cells, areas = _cells(rng, count)
    events = _events(rng, cells)
    fold, balance, versions, years = _Fold(cells, areas), defaultdict(Decimal), [], []
    for year in range(2019, 2026):
        due = [event for event in events if event.date.startswith(str(year))]
        moves = [move for event in due for move in fold.post(event)]
        years.append(_year(year, balance, moves))
        versions.append((f"{year}-12-31", fold.parcels()))
    records = {
        event.id: {
            "kind": event.kind, "date": event.date, "id": f"{event.area_id}/{event.status[:3]}",
            "area_id": event.area_id, "organisation": event.organisation, "status": event.status,
            "decision": "accept", "decided": f"{event.date[:4]}-12-30",
        }
        for event in events
    }  # fmt: skip
    meta = Meta(
        programme="synthetic-province", name="Synthetic Province", as_of="2025-12-31",
        known_at="2026-01-31T00:00:00.000Z", synthetic=True,
    )  # fmt: skip
    places = [
        ("Northmill", LON - 0.08, LAT + 0.06),
        ("Old Ferry", LON + 0.05, LAT - 0.03),
        ("Stonebridge", LON + 0.14, LAT + 0.05),
    ]
    return Province(versions[-1][1], versions, years, records, meta, places)


@pytest.fixture(scope="session")
def province() -> Province:
    """Give the synthetic province of about 300 parcels."""
    return make_province()


@pytest.fixture(scope="session")
def page(province) -> Page:
    """Give everything that the web page of the province shows."""
    return Page(
        title="Land register of Synthetic Province",
        statement_years=province.years,
        parcels=province.parcels,
        records=province.records,
        meta=province.meta,
        versions=[Version(*version) for version in province.versions],
        places=[Place(*place) for place in province.places],
    )


@pytest.fixture(scope="session")
def no_land() -> Parcels:
    """Give parcels of a register that is empty."""
    empty = objects([])
    return Parcels("all", *(empty,) * 2, np.zeros(0), *(empty,) * 3, np.zeros(0), *(empty,) * 2)


@pytest.fixture(scope="session")
def three() -> Parcels:
    """Give three small parcels, written by hand, in no order; one has a hole, one no depth."""
    return Parcels(
        klass="mines",
        id=objects(["p3", "p1", "p2"]),
        geometry=objects(shapely.from_wkt([
            "POLYGON ((0.002 0, 0.003 0, 0.003 0.001, 0.002 0.001, 0.002 0))",
            "POLYGON ((0 0, 0 0.001, 0.001 0.001, 0.001 0, 0 0), (0.0004 0.0004, 0.0006 0.0004, 0.0005 0.0006, 0.0004 0.0004))",  # noqa: E501
            "POLYGON ((0.001 0, 0.002 0, 0.002 0.001, 0.001 0.001, 0.001 0))",
        ])),
        area_m2=np.array([12308.778, 12062.6, 12308.778361]),
        status=objects(["cancelled", "confirmed", "cleared"]),
        since=objects(["2024-03-01", "2020-01-31", "2025-06-30"]),
        record=objects(["r-c", "r-a", "r-d"]),
        depth_m=np.array([np.nan, np.nan, 0.2]),
        depth_record=objects(["", "", "r-d"]),
        history=objects([("r-b", "r-c"), ("r-a",), ("r-a", "r-d")]),
    )  # fmt: skip


def square(west, width=0.01, south=44.0, height=0.01):
    return shape(np.array([shapely.box(west, south, west + width, south + height)], dtype=object), "EPSG:4326")[0]


def hazard(name, west, status="suspected", date="2020-01-01", of=("AP",), **more):
    return Hazard(id=name, status=status, date=date, contamination=of, organisation="op-1", shape=square(west), **more)


def release(name, west, status, method, width=0.004, date="2023-06-01"):
    return Release(id=name, status=status, method=method, date=date, depth_m=0.2, scope=("AP",),
                   organisation="op-1", shape=square(west, width))  # fmt: skip


def destroyed(name, code, quantity, context="area-clearance"):
    return Ordnance(id=name, date="2023-07-01", category=code, action="destroyed", context=context, quantity=quantity)


@pytest.fixture(scope="session")
def formed(tmp_path_factory):
    """Seven hazards in one district, one in another, one without a shape, and a year of work."""
    path = tmp_path_factory.mktemp("treaty") / "a.register"
    clock = lambda: dt.datetime(2025, 1, 1, tzinfo=dt.UTC)  # noqa: E731 - a clock that stands
    with create(path, Programme(id="XY", name="Example", plane=(18.0, 44.0)), acting="Ana", clock=clock) as made:
        areas = [AdminArea(id=name, name=word, level=1, shape=square(at, 0.2, 43.9, 0.2))
                 for name, word, at in (("W", "West", 17.95), ("E", "East", 18.15))]  # fmt: skip
        records = [
            *areas, *(hazard(f"H-{n}", 17.96 + n * 0.02) for n in range(6)),
            hazard("H-6", 18.08, "confirmed", "2023-02-01", ("AP", "AV")),
            hazard("H-7", 18.2, "confirmed"), hazard("H-C", 18.3, of=("CMR",)),
            Hazard(id="H-9", status="suspected", date="2020-01-01", contamination=("AP",), stated_m2=5000.0),
            Hazard(id="H-X", status="suspected", date="2020-01-01", contamination=("AP",)),
            *(release(f"R-{n}", 17.96 + n * 0.02, "cancelled", "nts") for n in range(5)),
            release("R-5", 18.06, "reduced", "ts"),
            msgspec.structs.replace(release("R-7", 18.2, "cleared", "manual-clearance"), task="T-1"),
            destroyed("O-1", "AP", 40), destroyed("O-2", "AP", 2, "spot-task"), destroyed("O-3", "improvised", 30),
            destroyed("O-4", "AV", 12), destroyed("O-5", "UXO", 25, "spot-task"),
            Task(id="T-1", date="2023-01-01", area_id="H-7;H-6", to="2024-09", land_user="village council",
                 intended_use="school"),
            Task(id="T-2", date="2023-01-01", area_id="H-6", to="2026"),
        ]  # fmt: skip
        ids = made.append_all(records, recorded="2024-02-01T00:00:00.000Z")
        made.accept(ids, author="Boris", recorded="2024-02-01T00:00:00.000Z")
        yield made
