"""The loops over many points, each written once: see `geometry.compiled`."""

from typing import Any

from landrelease.geometry.compiled import Loop
from landrelease.ledger import machine
from landrelease.ledger.machine import (
    ALL,
    CELLS,
    CLAIM,
    CLAIMS,
    CLASS,
    DAY,
    DAY_FROM,
    DEEPEST,
    END,
    FIRST,
    KIND,
    LEVEL,
    LOWERED,
    NEED,
    NOTES,
    PRIME,
    SINCE,
    SLOTS,
    STATUS,
    STATUS_BITS,
    WIDTH,
    E,
    reset,
    share,
    walk,
)

FACTS = 5
"""Numbers that are told of a parcel per slot, see `label_covers`."""


def tally(
    start: Any, member: Any, share_high: Any, share_low: Any, e: Any, names: Any, scratch: Any, high: Any, low: Any
) -> None:
    """
    Add the areas of covers to what their events post: the loop behind `postings`.

    Parameters
    ----------
    start, member, share_high, share_low
        As in `covers.Covers`.
    e, names
        Event table and the keys that releases name.
    scratch
        As `machine.scratch_for` gives it.
    high, low
        ``events * machine.WIDTH`` sums each, added to.

    Examples
    --------
    Used through `postings`.
    """
    group, state, out = scratch
    for n in range(len(start) - 1):
        if share_high[n] != 0 or share_low[n] != 0:
            walk(e, names, member, start[n], start[n + 1], group, state, out)
            for at in range(1, out[0], 2):
                high[out[at] * WIDTH + out[at + 1]] += share_high[n]
                low[out[at] * WIDTH + out[at + 1]] += share_low[n]


def tally_places(
    ends: Any,
    left: Any,
    left_start: Any,
    right: Any,
    right_start: Any,
    e: Any,
    names: Any,
    scratch: Any,
    pair_start: Any,
    pair: Any,
    place_of: Any,
    high: Any,
    low: Any,
) -> None:
    """
    Add the shares of pieces to postings apart by place: the loop behind `places.split`.

    Parameters
    ----------
    ends
        As in `tally`.
    left, left_start, right, right_start
        Pieces; shapes from ``len(pair_start) - 1`` on are places, not events.
    e, names
        Event table and the keys that releases name.
    scratch
        As `machine.scratch_for` gives it.
    pair_start, pair
        Places that each event may lie in, the last of them the number for land outside all.
    place_of
        Number of the place of each shape that is one.
    high, low
        ``len(pair) * WIDTH`` sums each, added to.

    Examples
    --------
    Used through `places.split`.
    """
    group, state, out = scratch
    events = len(pair_start) - 1
    for p in range(len(left_start) - 1):
        h, l = share(ends[4 * p], ends[4 * p + 1], ends[4 * p + 2], ends[4 * p + 3])  # noqa: E741
        for side in range(2):
            if side == 0:
                members, begin, end, sign = left, left_start[p], left_start[p + 1], 1
            else:
                members, begin, end, sign = right, right_start[p], right_start[p + 1], -1
            place = -1
            while end > begin and members[end - 1] >= events:
                end -= 1
                place = place_of[members[end] - events]
            walk(e, names, members, begin, end, group, state, out)
            for at in range(1, out[0], 2):
                event = out[at]
                found = pair_start[event + 1] - 1
                for n in range(pair_start[event], pair_start[event + 1] - 1):
                    if pair[n] == place:
                        found = n
                if pair_start[event] < pair_start[event + 1]:
                    high[found * WIDTH + out[at + 1]] += sign * h
                    low[found * WIDTH + out[at + 1]] += sign * l


def label_covers(
    start: Any, member: Any, e: Any, names: Any, scratch: Any, bucket: Any, mark: Any,
    label: Any, found: Any, past_start: Any, past: Any, moved: Any,
) -> int:  # fmt: skip
    """
    Give equal histories equal numbers: the loop behind `parcels`.

    Parameters
    ----------
    start, member
        As in `covers.Covers`.
    e, names
        Event table and the keys that releases name.
    scratch
        As `machine.scratch_for` gives it.
    bucket
        Places in which labels are looked up, all 0, more of them than covers.
    mark
        Three places per cover: what tells the histories of the labels apart.
    label
        Number of each cover, from 1 on; 0 where the land has no status in any slot. Set.
    found
        `FACTS` numbers per label and slot, set: status, day since which it holds, event named as its record, deepest
        done depth, event of that depth; first all statuses, and so on.
    past_start
        Where the past of each label begins in `past`, and the last one ends; set.
    past
        Events that moved the land, ascending, one label after the other; set.
    moved
        Day of each event of `past` from bit `DAY_FROM` on, and below that the status of every slot after it,
        `STATUS_BITS` bits for each; set.

    Returns
    -------
    int
        How many labels there are.

    Examples
    --------
    Used through `parcels.draw`.
    """
    group, state, steps = scratch
    count = 0
    for cover in range(len(start) - 1):
        walk(e, names, member, start[cover], start[cover + 1], group, state, steps)
        if state[STATUS + ALL] <= 0:
            label[cover] = 0
            continue
        a, b, c = fingerprint(e, state, steps)
        at = a % len(bucket)
        while bucket[at] > 0:
            n = 3 * (bucket[at] - 1)
            if mark[n] == a and mark[n + 1] == b and mark[n + 2] == c:
                break
            at = (at + 1) % len(bucket)
        if bucket[at] == 0:
            mark[3 * count], mark[3 * count + 1], mark[3 * count + 2] = a, b, c
            past_start[count + 1] = write_down(e, state, steps, count, found, past, moved, past_start[count])
            count += 1
            bucket[at] = count
        label[cover] = bucket[at]
    return count


def fingerprint(e: Any, state: Any, steps: Any) -> tuple[int, int, int]:
    """
    Mix all that a parcel shows of its history into three numbers.

    Parameters
    ----------
    e
        Event table.
    state, steps
        State of a point and what moved it, as `machine.walk` leaves them.

    Returns
    -------
    tuple of int
        Remainders of one polynomial of the history at three places.

    Examples
    --------
    Used through `label_covers`.
    """
    a, b, c = 0, 0, 0
    for at in range(1, steps[0], 2):
        cell = steps[at + 1]
        if cell < NOTES and cell % CELLS <= (LOWERED if e[steps[at] * E + KIND] > 2 else CELLS):
            value = steps[at] * WIDTH + cell + 1
            a, b, c = (a * 7919 + value) % PRIME, (b * 104729 + value) % PRIME, (c * 1299709 + value) % PRIME
    for slot in range(SLOTS):
        value = (state[DEEPEST + slot] + 1) * SLOTS + slot + 1
        a, b, c = (a * 7919 + value) % PRIME, (b * 104729 + value) % PRIME, (c * 1299709 + value) % PRIME
        value = (holder(state, slot) + 1) * SLOTS + slot + 1
        a, b, c = (a * 7919 + value) % PRIME, (b * 104729 + value) % PRIME, (c * 1299709 + value) % PRIME
    return a, b, c


def holder(state: Any, slot: int) -> int:
    """
    Find the event that a parcel names as its record.

    Parameters
    ----------
    state
        State of the point.
    slot
        The slot.

    Returns
    -------
    int
        The earliest event of an open claim at the present status, else the release that gave the status; -1 for none.

    Examples
    --------
    >>> state = [2, 0, 0, 2, 5, -1, -1, 5, -1, -1, -1, -1, CLAIMS + CLAIM, 7, 0, 2, -1, 0, 4, 6, 4]
    >>> holder(state, 0)
    4
    """
    status = state[STATUS + slot]
    if status == 0 or status > 2:
        return state[SINCE + slot]  # type: ignore[no-any-return]
    found = -1
    for at in range(CLAIMS, state[END], CLAIM):
        mine = slot == ALL or state[at + CLASS] == slot
        if mine and state[at + LEVEL] == status and (found < 0 or state[at + FIRST] < found):
            found = state[at + FIRST]
    return found


def write_down(e: Any, state: Any, steps: Any, label: int, found: Any, past: Any, moved: Any, written: int) -> int:
    """
    Write down the present state and the past of a label.

    Parameters
    ----------
    e
        Event table.
    state, steps
        As in `fingerprint`.
    label
        The label, from 0 on.
    found, past, moved
        As in `label_covers`; set.
    written
        Numbers that stand in `past` already.

    Returns
    -------
    int
        Numbers that stand there now.

    Examples
    --------
    Used through `label_covers`.
    """
    base = label * FACTS * SLOTS
    for slot in range(SLOTS):
        since, deepest = state[SINCE + slot], state[DEEPEST + slot]
        found[base + slot] = state[STATUS + slot]
        found[base + SLOTS + slot] = e[since * E + DAY] if since >= 0 else 0
        found[base + 2 * SLOTS + slot] = holder(state, slot)
        found[base + 3 * SLOTS + slot] = e[deepest * E + NEED] if deepest >= 0 else -1
        found[base + 4 * SLOTS + slot] = deepest
    last = -1
    held = 0
    for at in range(1, steps[0], 2):
        cell = steps[at + 1]
        kind = e[steps[at] * E + KIND]
        if cell >= NOTES or cell % CELLS > (LOWERED if kind > 2 else CELLS):
            continue
        if steps[at] != last:
            last = steps[at]
            past[written] = last
            written += 1
        # a hazard that moves land gives it its own level; a release its own status, or suspicion where it lowers
        gives = 1 if kind > 2 and cell % CELLS == LOWERED else kind
        low = cell // CELLS * STATUS_BITS
        held += (gives - (held >> low & 7)) << low
        moved[written - 1] = (e[steps[at] * E + DAY] << DAY_FROM) + held
    return written


_STEPS = (
    machine.closes, machine.level_of, machine.post, machine.note, machine.hazard_step, machine.release_step,
    reset, walk,
)  # fmt: skip
TALLY = Loop(tally, *_STEPS, writes=2)
TALLY_PLACES = Loop(tally_places, *_STEPS, share, writes=2)
LABELS = Loop(label_covers, *_STEPS, holder, fingerprint, write_down, writes=5)
