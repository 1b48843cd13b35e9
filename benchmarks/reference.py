"""The exact answer, computed slowly: a sweep in rational numbers that shares no code with any engine.

Vertices are integers (0.1 mm), crossings are fractions, rings are filled even-odd, and of the reports that cover a
point the last one gives its status: the rule that every peer can express. Between two neighbouring abscissae at which
edges begin, end or cross, the land is a stack of trapezia, whose areas are exact.
"""

import itertools
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq
import shapely

from benchmarks.inputs import STATUSES, Inputs
from benchmarks.watch import Watch

TITLE: Final = "exact reference"
DOES: Final = {"fold": "sweeps in rational numbers without any geometry engine; last report wins."}
GRID_PER_METRE: Final = 10_000


class Edge(NamedTuple):
    """
    One edge of a report, from its western to its eastern end.

    Attributes
    ----------
    x1, y1, x2, y2 : int
        Ends in grid units, ``x1 < x2``.
    report : int
        Whose boundary it is; later reports have greater numbers.
    """

    x1: int
    y1: int
    x2: int
    y2: int
    report: int


def fold(inputs: Inputs, watch: Watch) -> dict[str, float]:
    """
    Compute the areas by status exactly.

    Parameters
    ----------
    inputs
        What to fold; at most some thousand reports, or it takes long.
    watch
        Times the parts.

    Returns
    -------
    dict
        Square metres by status.
    """
    table = pq.read_table(inputs.reports, columns=["status", "plane_wkb"])
    shapes = shapely.from_wkb(table["plane_wkb"].to_numpy(zero_copy_only=False))
    watch.lap("parse")
    visible = visible_m2(shapes)
    watch.lap("sweep")
    total = dict.fromkeys(STATUSES, Fraction(0))
    for status, area in zip(table["status"].to_pylist(), visible, strict=True):
        total[status] += area
    return {status: float(area) for status, area in total.items()}


def visible_m2(shapes: npt.NDArray[np.object_]) -> list[Fraction]:
    """
    Compute how much of each shape no later shape covers.

    Parameters
    ----------
    shapes
        Polygons and multipolygons in metres on the grid of 0.1 mm, earliest first; rings may cross themselves.

    Returns
    -------
    list of Fraction
        Square metres of each shape.

    Examples
    --------
    The second square hides a quarter of the first; the third, a bow tie, has its two triangles:

    >>> squares = [shapely.box(0, 0, 2, 2), shapely.box(1, 1, 3, 3), shapely.Polygon([(5, 0), (7, 2), (7, 0), (5, 2)])]
    >>> [str(area) for area in visible_m2(np.array(squares))]
    ['3', '4', '2']
    """
    area = [Fraction(0)] * len(shapes)
    for group in _groups(shapes):
        for report, found in _sweep(_edges(shapes, group)):
            area[report] += found
    return [one / GRID_PER_METRE**2 for one in area]


def _groups(shapes: npt.NDArray[np.object_]) -> Iterable[list[int]]:
    """Put shapes whose bounding boxes touch, directly or through others, into one group."""
    leader = list(range(len(shapes)))

    def lead(member: int) -> int:
        while leader[member] != member:
            leader[member] = leader[leader[member]]
            member = leader[member]
        return member

    for one, other in shapely.STRtree(shapes).query(shapes).T.tolist():
        leader[lead(one)] = lead(other)
    groups: dict[int, list[int]] = {}
    for member in range(len(shapes)):
        groups.setdefault(lead(member), []).append(member)
    return groups.values()


def _edges(shapes: npt.NDArray[np.object_], group: list[int]) -> list[Edge]:
    found = []
    for report in group:
        for ring in shapely.get_rings(shapely.get_parts(shapes[report])):
            points = np.rint(shapely.get_coordinates(ring) * GRID_PER_METRE).astype(np.int64).tolist()
            for (x1, y1), (x2, y2) in itertools.pairwise(points):
                if x1 != x2:
                    found.append(Edge(x1, y1, x2, y2, report) if x1 < x2 else Edge(x2, y2, x1, y1, report))
    return found


def _sweep(edges: list[Edge]) -> Iterator[tuple[int, Fraction]]:
    """Yield trapezia as (report on top, area in square grid units), slab by slab from west to east."""
    slope = [Fraction(edge.y2 - edge.y1, edge.x2 - edge.x1) for edge in edges]
    waiting = sorted(range(len(edges)), key=lambda at: edges[at].x1, reverse=True)
    active: list[int] = []
    stops = sorted(_abscissae(edges))
    for west, east in itertools.pairwise(stops):
        active = [at for at in active if edges[at].x2 > west]
        while waiting and edges[waiting[-1]].x1 <= west:
            active.append(waiting.pop())
        middle = (west + east) / 2
        height = ((edges[at].y1 + (middle - edges[at].x1) * slope[at], edges[at].report) for at in active)
        for report, span in _stack(sorted(height)):
            yield report, span * (east - west)


def _stack(crossed: list[tuple[Fraction, int]]) -> Iterator[tuple[int, Fraction]]:
    """Walk up one slab: every edge switches its report on or off, the greatest one that is on is on top."""
    inside: set[int] = set()
    below = Fraction(0)
    for height, report in crossed:
        if inside and height != below:
            yield max(inside), height - below
        inside ^= {report}
        below = height


def _abscissae(edges: list[Edge]) -> set[Fraction]:
    """Find every x at which an edge begins, ends or crosses another one."""
    found = {Fraction(edge.x1) for edge in edges} | {Fraction(edge.x2) for edge in edges}
    if not edges:
        return found
    origin = np.array([edges[0].x1, edges[0].y1] * 2)
    ends = np.array([edge[:4] for edge in edges], dtype=np.int64) - origin
    for at, edge in enumerate(edges[:-1]):
        step, along = _crossings(ends[at], ends[at + 1 :])
        wide = edge.x2 - edge.x1
        found.update(edge.x1 + Fraction(part * wide, whole) for part, whole in zip(along, step, strict=True))
    return found


def _crossings(edge: npt.NDArray[np.int64], others: npt.NDArray[np.int64]) -> tuple[list[int], list[int]]:
    """Find where `others` cross `edge`: at ``along / step`` of its length. Exact in int64 for groups up to 30 km."""
    x1, y1, x2, y2 = others.T
    wide, high = edge[2] - edge[0], edge[3] - edge[1]
    step = wide * (y2 - y1) - high * (x2 - x1)
    along = (x1 - edge[0]) * (y2 - y1) - (y1 - edge[1]) * (x2 - x1)
    across = (x1 - edge[0]) * high - (y1 - edge[1]) * wide
    sign = np.sign(step)
    step, along, across = step * sign, along * sign, across * sign
    cross = (step > 0) & (along >= 0) & (along <= step) & (across >= 0) & (across <= step)
    return step[cross].tolist(), along[cross].tolist()
