"""Closing edges into rings: the loop behind `rings`, from edges between corners to rings that pass no corner twice."""

from typing import Any

from landrelease.geometry.compiled import Loop
from landrelease.geometry.order import ascending, before
from landrelease.geometry.overlay import NM_PER_UNIT

_FEWEST = 3
"""No land has fewer sides; what was rounded to a line has two."""
_TWICE_NM2_PER_M2 = 2 * 1e18


def close(
    first: Any, last: Any, left: Any, right: Any, wanted: Any, x: Any, y: Any, scratch: Any, corners: Any,
    vertex: Any, outline: Any, start: Any, label: Any, order: Any, shell_of: Any, twice: Any,
) -> tuple[int, int, int]:  # fmt: skip
    """
    Follow edges head to tail around each label.

    Parameters
    ----------
    first, last
        Corners at which each edge begins and ends.
    left, right
        Label on either side, 0 for land that is not drawn.
    wanted
        Whether the rings of each label are drawn.
    x, y
        Corners, grid units, ordered by both.
    scratch
        Ten columns with two places for each edge.
    corners
        Three columns with a place for each corner.
    vertex
        Corners ring by ring, each ring from its least on and closed; set.
    outline
        Where they lie, nanometres, x and y in turn; set.
    start
        Where each ring begins in `vertex`, and the last one ends; set.
    label
        Label of each ring; set.
    order, shell_of
        Shells, then holes, and the shell of each hole, see `sorted_out`; set.
    twice
        Twice the area of each ring, square nanometres, negative for a hole; set.

    Returns
    -------
    tuple of int
        How many rings, shells and holes there are.

    Examples
    --------
    Used through `rings.loops_of`.
    """
    begin, end, mine, follow, after_out, after_in, path, ray, waiting, over = scratch
    leaving, arriving, seen = corners
    count = around(first, last, left, right, wanted, begin, end, mine)
    chain(begin, count, leaving, after_out)
    chain(end, count, arriving, after_in)
    for edge in range(count):
        follow[edge] = -1
    for edge in range(count):
        if follow[edge] < 0:
            many = gather(end[edge], mine[edge], mine, leaving, after_out, arriving, after_in, ray)
            if many == 2:  # one that comes and one that goes
                follow[edge] = ray[1] // 2
            else:
                spread(ray, many, end[edge], begin, end, x, y)
                pair(ray, many, end[edge], begin, end, x, y, waiting, over, follow)
    rings = 0
    for edge in range(count):
        at, depth = edge, 0
        while follow[at] >= 0:
            node = begin[at]
            if seen[node] > 0:  # a corner again: what lies between is a ring of its own
                low = seen[node] - 1
                rings = emit(begin, path, low, depth, mine[at], x, y, seen, vertex, start, label, twice, rings)
                depth = low
            path[depth] = at
            depth += 1
            seen[node] = depth
            step = follow[at]
            follow[at] = -1
            at = step
        rings = emit(begin, path, 0, depth, mine[edge], x, y, seen, vertex, start, label, twice, rings)
    for n in range(start[rings]):
        outline[2 * n], outline[2 * n + 1] = x[vertex[n]] * NM_PER_UNIT, y[vertex[n]] * NM_PER_UNIT
    shells, holes = sorted_out(rings, vertex, start, label, twice, (path, ray, waiting, over), order, shell_of)
    return rings, shells, holes


def sorted_out(
    rings: int, vertex: Any, start: Any, label: Any, twice: Any, scratch: Any, order: Any, shell_of: Any
) -> tuple[int, int]:
    """
    Tell shells from holes, and find the shell of each hole where its label has only one.

    Parameters
    ----------
    rings
        How many rings there are.
    vertex, start, label, twice
        As in `close`.
    scratch
        Four columns with a place for each ring.
    order
        Rings that are shells, by label and least corner, then holes, by label and least two corners; set.
    shell_of
        Position of each hole's shell among the shells, -1 where its label has several; set.

    Returns
    -------
    tuple of int
        How many shells and how many holes there are.

    Examples
    --------
    >>> order, shell_of, scratch = [0] * 3, [0] * 3, [[0] * 3 for _ in range(4)]
    >>> sorted_out(3, [4, 5, 6, 0, 1, 2, 0, 3, 7], [0, 3, 6, 9], [9, 9, 8], [5.0, -1.0, 3.0], scratch, order, shell_of)
    (2, 1)
    >>> order, shell_of[:1]
    ([2, 0, 1], [1])
    """
    low, next_low, held, room = scratch
    shells, holes = 0, 0
    for ring in range(rings):
        low[ring], next_low[ring] = vertex[start[ring]], vertex[start[ring] + 1]
        if twice[ring] > 0:
            order[shells] = ring
            shells += 1
        elif twice[ring] < 0:
            held[holes] = ring
            holes += 1
    ascending(order, room, shells, label, low, label)
    ascending(held, room, holes, label, low, next_low)
    at = 0
    for n in range(holes):
        order[shells + n] = held[n]
        while at < shells and label[order[at]] < label[held[n]]:
            at += 1
        several = at + 1 < shells and label[order[at + 1]] == label[held[n]]
        shell_of[n] = -1 if several else at
    return shells, holes


def around(first: Any, last: Any, left: Any, right: Any, wanted: Any, begin: Any, end: Any, mine: Any) -> int:
    """
    Give each label the edges around it, its land on their left.

    Parameters
    ----------
    first, last, left, right, wanted
        As in `close`.
    begin, end, mine
        Corners at both ends and label of each edge around one; set.

    Returns
    -------
    int
        How many there are.

    Examples
    --------
    >>> begin, end, mine = [0] * 2, [0] * 2, [0] * 2
    >>> around([7], [8], [1], [2], [0, 1, 1], begin, end, mine), begin, end, mine
    (2, [7, 8], [8, 7], [1, 2])
    """
    count = 0
    for edge in range(len(first)):
        if wanted[left[edge]]:
            begin[count], end[count], mine[count] = first[edge], last[edge], left[edge]
            count += 1
        if wanted[right[edge]]:
            begin[count], end[count], mine[count] = last[edge], first[edge], right[edge]
            count += 1
    return count


def chain(corner: Any, count: int, head: Any, after: Any) -> None:
    """
    Chain the edges of each corner, ascending.

    Parameters
    ----------
    corner
        Corner of each edge.
    count
        How many edges there are.
    head
        First edge of each corner, -1 for none; set.
    after
        The next edge of the same corner, -1 for none; set.

    Examples
    --------
    >>> head, after = [0] * 2, [0] * 3
    >>> chain([1, 0, 1], 3, head, after); head, after
    ([1, 0], [2, -1, -1])
    """
    for n in range(len(head)):
        head[n] = -1
    for edge in range(count - 1, -1, -1):
        after[edge] = head[corner[edge]]
        head[corner[edge]] = edge


def gather(
    node: int, wanted: int, mine: Any, leaving: Any, after_out: Any, arriving: Any, after_in: Any, ray: Any
) -> int:
    """
    List the edges of one label at a corner: those that come there, then those that go.

    Parameters
    ----------
    node
        The corner.
    wanted
        The label.
    mine
        Label of each edge.
    leaving, after_out, arriving, after_in
        Chains of edges that go and that come.
    ray
        Twice the number of each edge, one more for those that go; set.

    Returns
    -------
    int
        How many there are.

    Examples
    --------
    >>> ray = [0] * 2
    >>> gather(0, 5, [5, 5, 6], [1], [-1, 2, -1], [0], [-1, -1, -1], ray), ray
    (2, [0, 3])
    """
    count = 0
    at = arriving[node]
    while at >= 0:
        if mine[at] == wanted:
            ray[count] = 2 * at
            count += 1
        at = after_in[at]
    at = leaving[node]
    while at >= 0:
        if mine[at] == wanted:
            ray[count] = 2 * at + 1
            count += 1
        at = after_out[at]
    return count


def clockwise(one: int, other: int, node: int, begin: Any, end: Any, x: Any, y: Any) -> int:
    """
    Tell which of two edges at a corner comes first, clockwise from due west.

    Parameters
    ----------
    one, other
        Edges, as `gather` gives them.
    node
        The corner.
    begin, end, x, y
        Ends of the edges, and where corners lie.

    Returns
    -------
    int
        Negative for the first, positive for the second, 0 where both lie one way.

    Examples
    --------
    >>> x, y = [0, -1, 0, 1], [0, 0, 1, 0]
    >>> [clockwise(1, ray, 0, [0, 0, 0], [1, 2, 3], x, y) for ray in (1, 3, 5)]
    [0, -1, -1]
    """
    a = end[one // 2] if one % 2 else begin[one // 2]
    b = end[other // 2] if other % 2 else begin[other // 2]
    ax, ay, bx, by = x[a] - x[node], y[a] - y[node], x[b] - x[node], y[b] - y[node]
    a_below = ay < 0 or (ay == 0 and ax > 0)
    b_below = by < 0 or (by == 0 and bx > 0)
    if a_below != b_below:
        return 1 if a_below else -1
    turn = ax * by - ay * bx
    if turn == 0:
        return 0
    return -1 if turn < 0 else 1


def spread(ray: Any, count: int, node: int, begin: Any, end: Any, x: Any, y: Any) -> None:
    """
    Put edges at a corner in the order of the clock; those that lie one way stay as they are.

    Parameters
    ----------
    ray, count
        Edges, as `gather` gives them, and how many.
    node, begin, end, x, y
        As in `clockwise`.

    Examples
    --------
    >>> ray = [3, 1]
    >>> spread(ray, 2, 0, [0, 0], [1, 2], [0, -1, 0], [0, 0, 1]); ray
    [1, 3]
    """
    for n in range(1, count):
        one = ray[n]
        at = n
        while at > 0 and clockwise(ray[at - 1], one, node, begin, end, x, y) > 0:
            ray[at] = ray[at - 1]
            at -= 1
        ray[at] = one


def pair(
    ray: Any, count: int, node: int, begin: Any, end: Any, x: Any, y: Any, waiting: Any, over: Any, follow: Any
) -> None:
    """
    Pair the edges of one label that come to a corner with those that go.

    Clockwise from an edge that comes, its corner of land ends at the next edge that goes. Where an edge goes the way
    that another came, both bound a corner without width, or the ends of two corners: whichever leaves no edge over.

    Parameters
    ----------
    ray, count
        Edges in the order of the clock, and how many.
    node, begin, end, x, y
        As in `clockwise`.
    waiting, over
        Room for edges.
    follow
        The edge that follows each that comes; set.

    Examples
    --------
    Used through `close`.
    """
    best, most, low = 0, -count - 1, 0
    while low < count:
        balance, high = 0, low
        while high < count and clockwise(ray[low], ray[high], node, begin, end, x, y) == 0:
            balance += 1 if ray[high] % 2 == 0 else -1
            high += 1
        if balance > most:
            best, most = low, balance
        low = high
    come, gone, done, low = 0, 0, 0, best
    while done < count:
        high = low
        middle = low
        while high < count and clockwise(ray[low], ray[high], node, begin, end, x, y) == 0:
            middle += 1 if ray[high] % 2 == 0 else 0
            high += 1
        comes, goes = middle, high
        while comes > low or goes > middle:
            if goes > middle and come > 0:
                come -= 1
                goes -= 1
                follow[waiting[come]] = ray[goes] // 2
            elif comes > low:
                comes -= 1
                waiting[come] = ray[comes] // 2
                come += 1
            else:
                goes -= 1
                over[gone] = ray[goes] // 2
                gone += 1
        done += high - low
        low = high if high < count else 0
    for n in range(gone):
        follow[waiting[n]] = over[n]


def emit(
    begin: Any, path: Any, low: int, high: int, wanted: int, x: Any, y: Any, seen: Any,
    vertex: Any, start: Any, label: Any, twice: Any, rings: int,
) -> int:  # fmt: skip
    """
    Write a ring from its least corner on, and forget that its corners were seen.

    Parameters
    ----------
    begin
        Corner at which each edge begins.
    path, low, high
        Edges, and the part of them that is the ring.
    wanted
        Its label.
    x, y
        Corners, grid units.
    seen
        Corners that were seen; those of the ring are set to 0.
    vertex, start, label, twice
        As in `close`; set.
    rings
        How many rings there are already.

    Returns
    -------
    int
        How many there are now; a ring with fewer than three sides is none.

    Examples
    --------
    Used through `close`.
    """
    least = low
    for n in range(low, high):
        seen[begin[path[n]]] = 0
        if begin[path[n]] < begin[path[least]]:
            least = n
    sides = high - low
    if sides < _FEWEST:
        return rings
    at = start[rings]
    for n in range(sides + 1):
        vertex[at + n] = begin[path[low + (least - low + n) % sides]]
    origin = vertex[at]
    total = 0.0
    for n in range(at, at + sides):
        a, b = vertex[n], vertex[n + 1]
        ax, ay = float((x[a] - x[origin]) * NM_PER_UNIT), float((y[a] - y[origin]) * NM_PER_UNIT)
        bx, by = float((x[b] - x[origin]) * NM_PER_UNIT), float((y[b] - y[origin]) * NM_PER_UNIT)
        total += ax * by - bx * ay
    label[rings] = wanted
    twice[rings] = total
    start[rings + 1] = at + sides + 1
    return rings + 1


def polygons(
    vertex: Any, start: Any, twice: Any, order: Any, shell_of: Any, chosen: Any, x: Any, y: Any, first: Any, after: Any,
    words: Any, begin: Any, box: Any, area_m2: Any,
) -> None:  # fmt: skip
    """
    Write the polygons of shells, each followed by its holes, as `geometry.rings.pack` does.

    Parameters
    ----------
    vertex, start, twice
        Rings, as `close` gives them.
    order, shell_of
        Shells and then holes, and the shell of each hole.
    chosen
        Positions of the shells in the order in which they are wanted.
    x, y
        Corners, grid units.
    first, after
        Scratch: a place for each shell, and for each hole.
    words
        Number of rings, vertices of each, x and y of each vertex, one polygon after the other; set.
    begin
        Where each polygon begins in `words`, and the last one ends; set.
    box
        Least x and y, greatest x and y of each polygon; set.
    area_m2
        Area of each polygon less its holes; set.

    Examples
    --------
    Used through `rings.Loops`.
    """
    shells = len(chosen)
    chain(shell_of, len(shell_of), first, after)
    for n in range(shells):
        at = begin[n] + 1
        ring, hole = order[chosen[n]], first[chosen[n]]
        total = 0.0
        while ring >= 0:
            words[at] = start[ring + 1] - start[ring]
            total += twice[ring] / _TWICE_NM2_PER_M2
            at += 1
            ring = order[shells + hole] if hole >= 0 else -1
            hole = after[hole] if hole >= 0 else -1
        words[begin[n]] = at - begin[n] - 1
        area_m2[n] = total
        ring, hole = order[chosen[n]], first[chosen[n]]
        corner = vertex[start[ring]]
        x0, y0, x1, y1 = x[corner], y[corner], x[corner], y[corner]
        while ring >= 0:
            for v in range(start[ring], start[ring + 1]):
                across, up = x[vertex[v]], y[vertex[v]]
                x0, y0, x1, y1 = min(x0, across), min(y0, up), max(x1, across), max(y1, up)
                words[at], words[at + 1] = across, up
                at += 2
            ring = order[shells + hole] if hole >= 0 else -1
            hole = after[hole] if hole >= 0 else -1
        box[4 * n], box[4 * n + 1], box[4 * n + 2], box[4 * n + 3] = x0, y0, x1, y1
        begin[n + 1] = at


CLOSE = Loop(
    close, around, chain, gather, clockwise, spread, pair, emit, sorted_out, ascending, before, writes=7
)  # fmt: skip
POLYGONS = Loop(polygons, chain, writes=4)
