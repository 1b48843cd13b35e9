"""Random small cases: shapes that touch, cross and coincide in every way, and records that say all they can say."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import shapely
from hypothesis import strategies as st

from landrelease.geometry.rings import Rings, of_polygons
from landrelease.ledger.book import Fold, fold_columns
from landrelease.ledger.columns import columns_of
from landrelease.ledger.entry import Entry, entry_of
from landrelease.ledger.fold import Postings, amount
from landrelease.ledger.machine import CELLS, NOTES
from landrelease.ledger.statement import SLOT_NAMES, posting_of
from landrelease.records import codes
from landrelease.records.land import Hazard, Release

from .reference import Account, Given, Rules, moving

DATES = ("2020-03-01", "2020-03-02", "2020-03-03", "2020-03", "2020-04-01", "2020", "2021-01-01", "2021")
NAMES = ("H-1", "H-2", " H-1 ")
MOMENTS = ("2022-01-01T00:00:00.000Z", "2022-01-02T00:00:00.000Z")
DEPTHS = (None, None, 0.0, 0.1, 0.2)


# ---- shapes, on a small grid, so that edges and vertices coincide ----


@st.composite
def bitmaps(draw: st.DrawFn, side: int = 4) -> shapely.Geometry:
    """Union of cells: multipolygons, holes, parts that touch at a vertex, T-junctions with everything else."""
    cells = draw(st.sets(st.tuples(st.integers(0, side - 1), st.integers(0, side - 1)), min_size=1, max_size=7))
    return shapely.union_all([shapely.box(x, y, x + 1, y + 1) for x, y in cells])


@st.composite
def polygons(draw: st.DrawFn, side: int = 6) -> shapely.Geometry:
    """A simple polygon through grid points, edges in any direction."""
    corner = st.tuples(st.integers(0, side), st.integers(0, side))
    points = draw(st.lists(corner, min_size=3, max_size=6, unique=True))
    shape = shapely.convex_hull(shapely.MultiPoint(points)) if draw(st.booleans()) else shapely.Polygon(points)
    return (
        shape
        if shape.is_valid and shape.area > 0
        else shapely.Polygon([(0, 0), points[0], (side, 0), (0, side)]).convex_hull
    )


@st.composite
def needles(draw: st.DrawFn, side: int = 6) -> shapely.Geometry:
    """A triangle so narrow that many edges cross it at nearly one point."""
    x, y = draw(st.integers(0, side)), draw(st.integers(0, side))
    ends = [(side - x, side - y), (side - x, side - y + 1)] if draw(st.booleans()) else [(0, y + 1), (side + 1, y)]
    shape = shapely.Polygon([(x, y), *ends])
    return shape if shape.area > 0 else shapely.box(x, y, x + 1, y + 1)


@st.composite
def spikes(draw: st.DrawFn, reach: int = 300) -> shapely.Geometry:
    """A long narrow triangle over one common point, on a fine grid: all of them cross at nearly one point."""
    dx, dy = draw(st.integers(-99, 99)), draw(st.integers(-99, 99))
    far, near = draw(st.integers(1, reach)), draw(st.integers(1, reach))
    wide = draw(st.sampled_from(((1, 0), (0, 1), (-1, 1), (50, 0))))
    shape = shapely.Polygon(
        [(far * dx, far * dy), (-near * dx, -near * dy), (wide[0] - near * dx, wide[1] - near * dy)]
    )
    return shape if shape.is_valid and shape.area > 0 else shapely.box(-50, -50, 50, 50)


def shapes() -> st.SearchStrategy[shapely.Geometry]:
    """Any of them."""
    return st.one_of(bitmaps(), polygons(), needles())


def stretched(shape: shapely.Geometry, scale: int, slant: int) -> shapely.Geometry:
    """The shape on a wider and slanted grid; whole numbers stay whole."""
    return shapely.transform(
        shape, lambda xy: np.stack([scale * xy[:, 0] + slant * xy[:, 1], scale * xy[:, 1]], axis=1)
    )


# ---- records ----


@st.composite
def hazards(draw: st.DrawFn) -> Hazard:
    """A hazard of any words."""
    return Hazard(
        status=draw(st.sampled_from(("suspected", "confirmed"))),
        id=draw(st.sampled_from((None, "H-2", "7"))),
        area_id=draw(st.sampled_from((None, *NAMES))),
        date=draw(st.sampled_from(DATES)),
        contamination=draw(st.sampled_from(((), ("AP",), ("AV", "CMR"), ("UXO",), ("AP", "unheard of")))),
        required_depth_m=draw(st.sampled_from(DEPTHS)),
        recorded=draw(st.sampled_from(MOMENTS)),
    )


@st.composite
def releases(draw: st.DrawFn) -> Release:
    """A release of any words."""
    return Release(
        status=draw(st.sampled_from(("cancelled", "reduced", "cleared", "cleared"))),
        id=draw(st.sampled_from((None, "7", "8"))),
        area_id=draw(st.sampled_from((None, None, "H-1", "H-2", "H-2; H-1", ";", "H-9"))),
        date=draw(st.sampled_from(DATES)),
        scope=draw(st.sampled_from(((), (), ("AP",), ("mines", "CMR"), ("other",), ("AP", "unheard of")))),
        method=draw(st.sampled_from((None, None, "bac", "eod-level-2", "manual-clearance"))),
        stage=draw(st.sampled_from(("complete", "complete", "complete", "progress"))),
        depth_m=draw(st.sampled_from(DEPTHS)),
        depth_reference=draw(st.sampled_from(("ground", "ground", "datum"))),
        recorded=draw(st.sampled_from(MOMENTS)),
    )


@st.composite
def statements(draw: st.DrawFn, most: int = 7, *, conflicts: bool = True, spiky: bool = False) -> list[Given]:
    """Accepted statements with their land, some of them versions of one record."""
    scale, slant = (1, 0) if spiky else draw(st.sampled_from(((97, 0), (97, 13), (1009, 2))))
    records = draw(st.lists(st.one_of(hazards(), releases()), min_size=1, max_size=most))
    land = draw(st.lists(spikes() if spiky else shapes(), min_size=1, max_size=most if spiky else 4))
    lies = draw(st.lists(st.integers(0, 6), min_size=len(records), max_size=len(records)))
    found = [
        Given(f"r{number}", record, stretched(land[lie % len(land)], scale, slant))
        for number, (record, lie) in enumerate(zip(records, lies, strict=True))
    ]
    return versions_among(found, draw(st.integers(0, 3))) if conflicts else found


def versions_among(found: Sequence[Given], size: int) -> list[Given]:
    """Make the first few of one kind versions of one record."""
    if size < 2:
        return list(found)
    group = [given for given in found if given.is_hazard == found[0].is_hazard][:size]
    names = {given.id for given in group}
    return [
        Given(given.id, given.record, given.land, "root", len(names)) if given.id in names and len(names) > 1 else given
        for given in found
    ]


# ---- the engine's answer in the reference's words ----


def entries_of(given: Sequence[Given], kept: Sequence[str] = codes.CLASSES) -> list[Entry]:
    """What the engine reads of the same statements."""
    found = [entry_of(one.id, one.record, kept, one.root, one.versions) for one in given]
    return [entry for entry in found if entry is not None]


def rings_of(given: Sequence[Given]) -> Rings:
    """The same land as the engine keeps it."""
    return of_polygons([one.land for one in given])


def folded(rules: Rules, **more: object) -> Fold:
    """Let the engine fold the same case."""
    given = moving(rules.everything)
    default = {name: float(depth) for name, depth in rules.defaults.items()}
    entries = entries_of(given, rules.kept)
    days = [rules.day[entry.id] for entry in entries]
    columns = columns_of(entries, days)
    return fold_columns(columns, rings_of(given), default_depth=lambda name, _: default.get(name), **more)


def accounts(given: Sequence[Given], postings: Postings) -> dict[Account, int]:
    """Postings and memos of the engine, 1e-9 m2."""
    entries = entries_of(given)
    found = {}
    for row, cell, high, low in zip(*(column.tolist() for column in postings), strict=True):
        if cell < NOTES:
            entry = entries[row]
            slot, part = divmod(cell, CELLS)
            found[Account(entry.id, SLOT_NAMES[slot], *posting_of(entry.kind, part))] = amount(high, low)
    assert NOTES == 4 * CELLS
    return found


def in_units(area: Fraction) -> Fraction:
    """Square grid units as 1e-9 m2: the grid is 0.1 mm."""
    return 10 * area
