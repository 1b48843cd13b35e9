"""Whether polygons fit each other without gap or overlap, asked exactly.

GEOS 3.14 calls some coverages invalid that are valid: where a hole of one polygon touches its own shell at a vertex
and a
neighbour outside begins an edge at that vertex. What it rejects is looked at again here, edge by edge.
"""

from collections import Counter
from fractions import Fraction
from itertools import combinations, pairwise

import shapely

Point = tuple[Fraction, Fraction]


def is_coverage(polygons) -> bool:
    """Whether polygons are valid and share whole edges only."""
    if not shapely.is_valid(polygons).all():
        return False
    return bool(shapely.coverage_is_valid(polygons)) or fits(polygons)


def fits(polygons) -> bool:
    """The same, exactly and slowly: no edge twice, none crossing or passing through a vertex, no area counted twice."""
    edges = [edge for polygon in polygons for edge in edges_of(polygon)]
    if max(Counter(edges).values()) > 1 or any(meet(*pair) for pair in combinations(set(map(undirected, edges)), 2)):
        return False
    union, total = shapely.union_all(polygons).area, sum(polygon.area for polygon in polygons)
    return abs(union - total) <= 1e-9 * total


def edges_of(polygon) -> list[tuple[Point, Point]]:
    """Edges with the land on their left."""
    oriented = shapely.normalize(shapely.orient_polygons(polygon))
    rings = [oriented.exterior, *oriented.interiors]
    return [(exact(a), exact(b)) for ring in rings for a, b in pairwise(ring.coords)]


def exact(point: tuple[float, float]) -> Point:
    return Fraction(point[0]), Fraction(point[1])


def undirected(edge: tuple[Point, Point]) -> tuple[Point, Point]:
    return min(edge), max(edge)


def meet(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two different edges meet anywhere but at a common end."""
    (a, b), (c, d) = one, other
    if max(a[0], c[0]) > min(b[0], d[0]) or max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    sides = side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)
    if sides[0] * sides[1] < 0 and sides[2] * sides[3] < 0:
        return True
    ends = ((c, one, sides[0]), (d, one, sides[1]), (a, other, sides[2]), (b, other, sides[3]))
    return any(turn == 0 and point not in edge and within(point, edge) for point, edge, turn in ends)


def side(a: Point, b: Point, point: Point) -> int:
    """Which side of a line a point is on: 1 left, -1 right, 0 on it."""
    turn = (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
    return (turn > 0) - (turn < 0)


def within(point: Point, edge: tuple[Point, Point]) -> bool:
    """Whether a point of the line lies between the ends of the edge."""
    return min(edge) < point < max(edge)
