"""A small fold in one step: what `book` does loop by loop, as one piece of machine code.

The neighbourhood of one report is a dozen shapes, and the words of Python between the loops cost more there than the
loops. Here the same loops run in the same order, so the answer is the same to the last bit; the room that they work in
is made by the machine code itself. It is used only where it was compiled, see `geometry.compiled`.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.geometry.compiled import Loop
from landrelease.geometry.neighbours import MEETINGS, meetings
from landrelease.geometry.overlay import BOUNDS, PIECES, ROOM, WIDEST_UNITS, bounds, pieces, room_for
from landrelease.geometry.rings import Rings
from landrelease.ledger.closing import CLOSE, close
from landrelease.ledger.covers import COVERS, covers
from landrelease.ledger.events import Events
from landrelease.ledger.fold import Postings
from landrelease.ledger.loops import FACTS, LABELS, TALLY, label_covers, tally
from landrelease.ledger.machine import ALL, CLAIM, CLAIMS, LIMB, NOTES, SLOTS, WIDTH
from landrelease.ledger.nodes import LEAD, lead
from landrelease.ledger.parcels import Told
from landrelease.ledger.rings import Loops, loops_from

Ints = npt.NDArray[np.int64]
MOST_VERTICES = 4_000
"""Vertices up to which it pays: above, the loops take the time, and chunks of land run beside each other."""


class Folded(NamedTuple):
    """
    What a small fold gives.

    Attributes
    ----------
    postings : Postings
        By event.
    told : Told
        The histories of its parcels.
    loops : Loops
        Their rings.
    """

    postings: Postings
    told: Told
    loops: Loops


def ready(vertices: int) -> bool:
    """
    Tell whether a fold is small enough for one step, and its machine code at hand.

    Parameters
    ----------
    vertices
        How many the shapes have.

    Returns
    -------
    bool
        The answer of the fold is the same either way.

    Examples
    --------
    >>> ready(0), ready(MOST_VERTICES + 1)
    (False, False)
    """
    return 0 < vertices <= MOST_VERTICES and AT_ONCE.pays


def fold_at_once(shapes: Rings, events: Events, homes: Ints) -> Folded | None:
    """
    Fold a few shapes to postings and parcels.

    Parameters
    ----------
    shapes
        Shapes in the order of their events.
    events
        Event table.
    homes
        1 where the parcels are wanted whose home each event is, else 0.

    Returns
    -------
    Folded or None
        As `arrange`, `postings` and `draw` give it one after the other; None for shapes that lie too far apart for
        products of 64 bits.

    Examples
    --------
    Used through `book.fold_columns`; ``tests/ledger/test_loops.py`` holds it against the loops one by one.
    """
    found = AT_ONCE.compiled(shapes.xy.ravel(), *shapes[1:], *events, homes)
    fits, posted, (state, *past), drawn = found
    return Folded(Postings(*posted), Told(state.reshape(-1, FACTS, SLOTS), *past), loops_from(*drawn)) if fits else None


def at_once(xy: Any, ring_start: Any, owner_start: Any, e: Any, names: Any, homes: Any) -> Any:
    """
    Run all loops of a fold.

    Parameters
    ----------
    xy
        Vertices, x and y in turn.
    ring_start, owner_start
        As in `Rings`.
    e, names
        As in `events.Events`.
    homes
        As in `fold_at_once`.

    Returns
    -------
    tuple
        Whether the shapes are near enough to each other; postings; what is told of the labels; corners, and the rings
        through them as `closing.close` sets them.

    Examples
    --------
    Used through `fold_at_once`.
    """
    box, near_start, near = _met(xy, ring_start, owner_start, len(homes))
    fits, ends, left, left_start, right, right_start = _cut(xy, ring_start, owner_start, box, near_start, near)
    start, member, high, low, side = _covered(ends, left, left_start, right, right_start)
    posted = _booked(start, member, high, low, e, names, len(homes))
    label, told = _labelled(start, member, e, names, len(homes))
    return fits, posted, told, _ringed(ends, label, side, told, homes)


def _met(xy: Any, ring_start: Any, owner_start: Any, shapes: int) -> Any:
    """Bound shapes and find which boxes meet, as `boxes_of` and `neighbours` do."""
    box, near_start = np.empty(4 * shapes, np.int64), np.zeros(shapes + 1, np.int64)
    bounds(xy, ring_start, owner_start, box)
    scratch, near = np.empty((5, 3 * shapes), np.int64), np.empty(8 * shapes, np.int64)
    columns = (scratch[0], scratch[1], scratch[2], scratch[3], scratch[4])
    found = meetings(box, columns, np.zeros(shapes, np.int64), near_start, near)
    if found > len(near):
        near = np.empty(found, np.int64)
        found = meetings(box, columns, np.zeros(shapes, np.int64), near_start, near)
    return box, near_start, near[:found]


def _column(rows: Any, wide: int, at: int) -> Any:
    """Take one column out of rows that stand one after the other."""
    taken = np.empty(len(rows) // wide, np.int64)
    for n in range(len(taken)):
        taken[n] = rows[wide * n + at]
    return taken


def _cut(xy: Any, ring_start: Any, owner_start: Any, box: Any, near_start: Any, near: Any) -> Any:
    """Cut edges at all crossings, as `arrange` does; nothing where the shapes lie too far apart."""
    x, y = _column(xy, 2, 0), _column(xy, 2, 1)
    x0, y0, x1, y1 = (
        _column(box, 4, 0), _column(box, 4, 1), _column(box, 4, 2), _column(box, 4, 3)
    )  # fmt: skip
    degree, busiest, widest = room_for(ring_start, owner_start, (x0, y0, x1, y1), near_start, near)
    for n in range(len(x0)):
        widest = max(widest, x1[n] - x0[n], y1[n] - y0[n])
    fits = widest < WIDEST_UNITS
    todo = np.arange(len(x0) if fits else 0)
    one, other = np.empty((2, degree), np.int64), np.empty((4, busiest), np.int64)
    room = 3 * len(x) + 64
    while True:
        ends, left, right = np.empty(4 * room, np.int64), np.empty(4 * room, np.int64), np.empty(4 * room, np.int64)
        left_start, right_start = np.empty(room + 1, np.int64), np.empty(room + 1, np.int64)
        done, made = pieces(
            x, y, ring_start, owner_start, x0, y0, x1, y1, near_start, near, todo,
            one[0], one[1], other[0], other[1], other[2], other[3], ends, left, left_start, right, right_start,
        )  # fmt: skip
        if done == len(todo):
            break
        room *= 2
    left_start, right_start = left_start[: made + 1], right_start[: made + 1]
    return fits, ends[: 4 * made], left[: left_start[made]], left_start, right[: right_start[made]], right_start


def _covered(ends: Any, left: Any, left_start: Any, right: Any, right_start: Any) -> Any:
    """Find the covers of sides, as `covers_of` does."""
    sides = len(ends) // 2
    start, member = np.zeros(sides + 1, np.int64), np.empty(len(left) + len(right), np.int64)
    high, low, side = np.zeros(sides, np.int64), np.zeros(sides, np.int64), np.empty(sides, np.int64)
    bucket = np.zeros(2 * sides + 1, np.int64)
    count = covers(ends, left, left_start, right, right_start, bucket, start, member, high, low, side)
    return start[: count + 1], member[: start[count]], high[:count], low[:count], side


def _walking(events: int) -> Any:
    """Make room for the status machine, as `scratch_for` does."""
    claims, steps = CLAIMS + events * ALL * CLAIM, 1 + 2 * events * (2 * SLOTS + WIDTH - NOTES)
    return np.zeros(events, np.int64), np.zeros(claims, np.int64), np.zeros(steps, np.int64)


def _booked(start: Any, member: Any, high: Any, low: Any, e: Any, names: Any, events: int) -> Any:
    """Sum postings, as `postings` does."""
    sums_high, sums_low = np.zeros(events * WIDTH, np.int64), np.zeros(events * WIDTH, np.int64)
    tally(start, member, high, low, e, names, _walking(events), sums_high, sums_low)
    posted, count = np.empty((4, events * WIDTH), np.int64), 0
    for n in range(events * WIDTH):
        above, below = sums_high[n] + (sums_low[n] >> LIMB), sums_low[n] & ((1 << LIMB) - 1)
        if above != 0 or below != 0:
            posted[0, count], posted[1, count], posted[2, count], posted[3, count] = n // WIDTH, n % WIDTH, above, below
            count += 1
    return posted[:, :count]


def _labelled(start: Any, member: Any, e: Any, names: Any, events: int) -> Any:
    """Give numbers to histories, as `draw` does."""
    count, room = len(start) - 1, len(member)
    label, mark, bucket = np.empty(count, np.int64), np.empty(3 * count, np.int64), np.zeros(2 * count + 1, np.int64)
    state, past_start = np.empty(count * FACTS * SLOTS, np.int64), np.zeros(count + 1, np.int64)
    past, moved = np.empty(room, np.int64), np.empty(room, np.int64)
    found = label_covers(start, member, e, names, _walking(events), bucket, mark, label, state, past_start, past, moved)
    length = past_start[found]
    return label, (state[: found * FACTS * SLOTS], past_start[: found + 1], past[:length], moved[:length])


def _ringed(ends: Any, label: Any, side: Any, told: Any, homes: Any) -> Any:
    """Build the rings around the labels, as `loops_of` does."""
    _, past_start, past, _ = told
    wanted = np.zeros(len(past_start), np.int64)
    for n in range(len(past_start) - 1):
        wanted[n + 1] = homes[past[past_start[n]]]
    x, y, first, last, left, right = _bordered(ends, label, side)
    count = 2 * len(first)
    t, c = np.empty((10, count), np.int64), np.zeros((3, len(x)), np.int64)
    vertex, outline, start = np.empty(2 * count, np.int64), np.empty(4 * count, np.int64), np.zeros(count + 1, np.int64)
    of, twice = np.empty((3, count), np.int64), np.empty(count)
    rings, shells, holes = close(
        first, last, left, right, wanted, x, y, (t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8], t[9]),
        (c[0], c[1], c[2]), vertex, outline, start, of[0], of[1], of[2], twice,
    )  # fmt: skip
    length = start[rings]
    return (
        x, y, vertex[:length], outline[: 2 * length], start[: rings + 1], twice[:rings], of[1, : shells + holes],
        of[0, :rings], of[2, :holes],
    )  # fmt: skip


def _bordered(ends: Any, label: Any, side: Any) -> Any:
    """Lead the pieces between two labels through the corners of the grid, as `led_to_grid` does."""
    made = len(ends) // 4
    lines, left, right, count = np.empty(4 * made, np.int64), np.empty(made, np.int64), np.empty(made, np.int64), 0
    for p in range(made):
        one, other = label[side[p]], label[side[made + p]]
        if one != other:
            for n in range(4):
                lines[4 * count + n] = ends[4 * p + n]
            left[count], right[count] = one, other
            count += 1
    room, t = 2 * count + 16, np.empty((6, 2 * count), np.int64)
    while True:
        corner, out = np.empty((2, 2 * count), np.int64), np.empty((4, room), np.int64)
        scratch = ((t[0], t[1], t[2], t[3], t[4], t[5]), np.empty(2 * count), np.empty(2 * room, np.int64))
        corners, written = lead(
            lines[: 4 * count], left[:count], right[:count], scratch,
            corner[0], corner[1], out[0], out[1], out[2], out[3],
        )  # fmt: skip
        if written >= 0:
            break
        room *= 2
    edges = (out[0, :written], out[1, :written], out[2, :written], out[3, :written])
    return corner[0, :corners], corner[1, :corners], edges[0], edges[1], edges[2], edges[3]


AT_ONCE = Loop(
    at_once, _met, _column, _cut, _covered, _walking, _booked, _labelled, _bordered, _ringed,
    BOUNDS, MEETINGS, ROOM, PIECES, COVERS, TALLY, LABELS, LEAD, CLOSE, writes=0,
)  # fmt: skip
