"""Corners of the map on the grid: edges go through those that they all but touch, and cross nowhere else."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.geometry.compiled import Loop
from landrelease.geometry.neighbours import neighbours
from landrelease.geometry.overlay import NM_PER_UNIT, arrange, boxes_of
from landrelease.geometry.rings import of_polygons
from landrelease.ledger.nodes import HALF_NM, Edges, on_grid

from .cases import shapes, spikes


def pieces_of(land: list[shapely.Geometry]) -> Edges:
    """Edges of shapes on the grid, cut where they cross; a grid unit is 0.1 mm."""
    rings = of_polygons(land)
    cut = arrange(rings, neighbours(boxes_of(rings)), np.arange(len(land)))
    return Edges(cut.start, cut.end, np.arange(len(cut.start)), np.zeros(len(cut.start), np.int64))


def passes(edge: np.ndarray, corner: np.ndarray) -> bool:
    """Whether an edge enters the grid cell of a corner, in whole numbers."""
    (ax, ay), (bx, by), (x, y) = edge[0].tolist(), edge[1].tolist(), corner.tolist()
    beside = max(ax, bx) <= x - HALF_NM or min(ax, bx) >= x + HALF_NM
    above = max(ay, by) <= y - HALF_NM or min(ay, by) >= y + HALF_NM
    off = abs((x - ax) * (by - ay) - (y - ay) * (bx - ax))
    return not beside and not above and off < HALF_NM * (abs(bx - ax) + abs(by - ay))


LAND = st.lists(st.one_of(shapes(), spikes(reach=9)), min_size=1, max_size=3)


@given(land=LAND)
def test_no_edge_passes_the_cell_of_a_corner_without_going_through_it(land):
    found = on_grid(pieces_of(land))
    ends = np.stack([found.start, found.end], axis=1)
    assert (ends % NM_PER_UNIT == 0).all()
    corners = np.unique(ends.reshape(-1, 2), axis=0)
    lines, cells = shapely.linestrings(ends.astype(float)), shapely.points(corners.astype(float))
    near = shapely.STRtree(lines).query(cells, predicate="dwithin", distance=NM_PER_UNIT)
    for corner, edge in near.T:
        own = (ends[edge] == corners[corner]).all(axis=1).any()
        assert own or not passes(ends[edge], corners[corner])


@given(land=LAND)
def test_edges_meet_at_corners_only(land):
    found = on_grid(pieces_of(land))
    ends = zip(found.start.tolist(), found.end.tolist(), strict=True)
    edges = {tuple(sorted(((a[0], a[1]), (b[0], b[1])))) for a, b in ends}  # those that coincide, once
    units = np.array(sorted(edges)).reshape(-1, 2, 2) / NM_PER_UNIT  # small whole numbers: GEOS sees them exactly
    lines = shapely.linestrings(units)
    one, other = shapely.STRtree(lines).query(lines, predicate="intersects")
    seen = shapely.relate(lines[one[one < other]], lines[other[one < other]])
    assert [how for how in seen if how[0] != "F" or how[1] != "F" or how[3] != "F"] == []


@given(land=LAND)
def test_every_edge_still_leads_from_its_start_to_its_end(land):
    before = pieces_of(land)
    found = on_grid(before)
    gone = np.zeros((len(before.start), 2), np.int64)
    np.add.at(gone, found.left, found.end - found.start)
    rounded = [(part + HALF_NM) // NM_PER_UNIT * NM_PER_UNIT for part in (before.start, before.end)]
    assert gone.tolist() == (rounded[1] - rounded[0]).tolist()


@given(land=LAND)
def test_plain_and_compiled_loops_lead_alike(land):
    found = []
    for way in ("in_lists", "compiled"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Loop, "__call__", lambda loop, _turns, *columns, way=way: getattr(loop, way)(*columns))
            found.append([column.tolist() for column in on_grid(pieces_of(land))])
    assert found[0] == found[1]


def test_nothing_stays_nothing():
    none = np.zeros((0, 2), np.int64)
    assert [column.tolist() for column in on_grid(Edges(none, none, none[:, 0], none[:, 0]))] == [[], [], [], [], []]
