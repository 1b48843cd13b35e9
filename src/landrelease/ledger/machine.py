"""The status machine of one point of land: which claims stand, and what each record moves there.

Written once, in the plain subset of Python that also compiles (see `loops`): events are columns, indexed in
the canonical order of DESIGN section 3, and a point is the ascending list of the events whose shapes cover it.

Slots are the classes mines, cluster, other (0 to 2) and all (3). Statuses are numbered as `records.codes.STATUSES`:
0 none, 1 suspected, 2 confirmed, 3 cancelled, 4 reduced, 5 cleared; an event's kind is the status that it claims.

A cell names what an event did to a slot: ``slot * CELLS + c``. For a hazard c is the status it found. For a release
c is
the status it closed (0 for land never claimed), `LOWERED` where only the confirmed claim was closed, `REPEATED` on land
already released, `STAYED_OPEN` where claims remain. Cells from `NOTES` on are areas that only findings speak of.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

ALL = 3
SLOTS = 4
CELLS = 6
LOWERED, REPEATED, STAYED_OPEN = 3, 4, 5
NOTES = SLOTS * CELLS
TOO_SHALLOW, RECORDED_AFTER, UNNAMED_OVER_CONFIRMED, DURING_CLEARANCE, SAME_DAY = range(NOTES, NOTES + 5)
WIDTH = NOTES + 5
LIMB = 30
STATUS_BITS = 3
"""Bits that hold one status where those of all slots stand in one number, the first slot lowest."""
DAY_FROM = SLOTS * STATUS_BITS
"""Lowest bit of the day where it stands with them."""
_NM2_TWICE = 2_000_000_000
PRIME = 2_147_483_647
E = 15
KIND, MASK, NEED, WORK_FROM, HAZARD, WRITTEN, DAY, BASE, VERSIONS_OF, VERSIONS, NAMES, NAMES_END, DEFAULT = range(13)
"""Numbers kept per event, `E` in a row: see `events.Events`."""
STATUS, SINCE, DEEPEST, END, CLAIMS = 0, SLOTS, 2 * SLOTS, 3 * SLOTS, 3 * SLOTS + 1
"""Where the parts of a point's state lie in it: per slot its present status, the event that began it (-1 for none), the
event with the deepest done depth (-1 for none); then where the state ends; then the claims."""
CLAIM = 8
"""Numbers kept per claim: key, class, level (0 closed), deepest requirement, latest recorded, first event at the
level, latest event, event that opened it."""
KEY, CLASS, LEVEL, DEPTH, RECORDED, FIRST, LATEST, OPENED = range(CLAIM)


def closes(e: Any, names: Any, r: int, state: Any, at: int) -> int:
    """
    Tell whether a release closes a claim: 1 yes, 0 no, -1 only its depth keeps it from doing so.

    Parameters
    ----------
    e, names
        Event table and the keys that releases name, see `events.Events`.
    r
        The release.
    state
        State of the point.
    at
        Where the claim begins in it.

    Returns
    -------
    int
        1, 0 or -1.

    Notes
    -----
    Source: DESIGN section 3, "Claims". A release that was moved behind a hazard that it names, because one of the two
    dates is imprecise, closes other claims only where they stood before its own first day (`base`). Of conflicting
    versions with different dates each closes only what stood before it.

    Examples
    --------
    Used through `walk`.
    """
    kind = e[r * E + KIND]
    named = False
    for n in range(e[r * E + NAMES], e[r * E + NAMES_END]):
        if names[n] == state[at + KEY]:
            named = True
    if state[at + LATEST] >= (r if named else e[r * E + BASE]):
        return 0
    if (
        not named
        and kind != 5
        and (e[r * E + NAMES] != e[r * E + NAMES_END] or state[at + RECORDED] > e[r * E + WRITTEN])
    ):
        return 0
    if kind != 3:
        need = state[at + DEPTH]
        if need < 0:
            need = e[r * E + DEFAULT + state[at + CLASS]]
        if need >= 0 and e[r * E + NEED] < need:
            return -1
    return 1


def level_of(state: Any, slot: int) -> int:
    """
    Find the highest level of the open claims of a slot.

    Parameters
    ----------
    state
        State of the point.
    slot
        0 to 2 for a class, 3 for all.

    Returns
    -------
    int
        0 where none is open, else 1 suspected or 2 confirmed.

    Examples
    --------
    >>> state = [0] * END + [CLAIMS + CLAIM, 7, 0, 2, -1, 0, 0, 0, 0]
    >>> level_of(state, 1), level_of(state, 3)
    (0, 2)
    """
    level = 0
    for at in range(CLAIMS, state[END], CLAIM):
        if (slot == ALL or state[at + CLASS] == slot) and state[at + LEVEL] > level:
            level = state[at + LEVEL]
    return level


def hazard_step(e: Any, h: int, state: Any, out: Any) -> None:
    """
    Open or renew the claims of a hazard record and post what that changes.

    Parameters
    ----------
    e
        Event table.
    h
        The hazard record.
    state
        State of the point, changed.
    out
        Event and cell of each posting, appended in turn.

    Examples
    --------
    Used through `walk`.
    """
    kind = e[h * E + KIND]
    for slot in range(ALL):
        if not e[h * E + MASK] >> slot & 1:
            continue
        at = CLAIMS
        while at < state[END] and (state[at + KEY] != e[h * E + HAZARD] or state[at + CLASS] != slot):
            at += CLAIM
        if at == state[END]:
            state[END] += CLAIM
            state[at + KEY] = e[h * E + HAZARD]
            state[at + CLASS] = slot
            state[at + LEVEL] = 0
            state[at + DEPTH] = -1
        if state[at + LEVEL] == 0:
            state[at + OPENED] = h
            state[at + RECORDED] = e[h * E + WRITTEN]
        if kind > state[at + LEVEL]:
            state[at + LEVEL] = kind
            state[at + FIRST] = h
        state[at + DEPTH] = max(state[at + DEPTH], e[h * E + NEED])
        state[at + RECORDED] = max(state[at + RECORDED], e[h * E + WRITTEN])
        state[at + LATEST] = h
    for slot in range(SLOTS):
        if slot != ALL and not e[h * E + MASK] >> slot & 1:
            continue
        level = level_of(state, slot)
        if level != state[STATUS + slot]:
            post(out, h, slot * CELLS + state[STATUS + slot])
            state[STATUS + slot] = level
            state[SINCE + slot] = h


def release_step(
    e: Any,
    names: Any,
    r: int,
    scope: int,
    group: Any,
    size: int,
    state: Any,
    out: Any,
) -> None:
    """
    Close the claims that a release reaches and post what that changes.

    Parameters
    ----------
    e, names
        Event table and the keys that releases name.
    r
        The release; the last of its versions where corrections conflict.
    scope
        Classes that it covers, a bit each.
    group, size
        All versions of the release that cover the point, and how many they are; a claim is closed only where every one
        closes it.
    state, out
        As in `hazard_step`.

    Examples
    --------
    Used through `walk`.
    """
    kind = e[r * E + KIND]
    claimed = state[END] > CLAIMS
    shallowest = r
    for n in range(size):
        if e[group[n] * E + NEED] < e[shallowest * E + NEED]:
            shallowest = group[n]
    for at in range(CLAIMS, state[END], CLAIM):
        if not scope >> state[at + CLASS] & 1 or state[at + LEVEL] == 0:
            continue
        verdict = 1
        for n in range(size):
            if verdict >= 0:
                verdict = min(verdict, closes(e, names, group[n], state, at))
        if verdict < 0:
            note(out, r, TOO_SHALLOW)
        elif verdict > 0:
            if state[at + RECORDED] > e[r * E + WRITTEN]:
                note(out, r, RECORDED_AFTER)
            if state[at + LEVEL] == 2 and e[r * E + NAMES] == e[r * E + NAMES_END]:
                note(out, r, UNNAMED_OVER_CONFIRMED)
            if e[state[at + OPENED] * E + DAY] > e[r * E + WORK_FROM]:
                note(out, r, DURING_CLEARANCE)
            state[at + LEVEL] = 0
    for slot in range(SLOTS):
        if slot != ALL and not scope >> slot & 1:
            continue
        old = state[STATUS + slot]
        done = e[shallowest * E + NEED]
        if done >= 0 and (state[DEEPEST + slot] < 0 or done > e[state[DEEPEST + slot] * E + NEED]):
            state[DEEPEST + slot] = shallowest
        if old > 2:
            post(out, r, slot * CELLS + REPEATED)
        elif old > 0:
            level = level_of(state, slot)
            if level == 0:
                post(out, r, slot * CELLS + old)
                state[STATUS + slot] = kind
                state[SINCE + slot] = r
            else:
                post(out, r, slot * CELLS + STAYED_OPEN)
                if level < old:
                    post(out, r, slot * CELLS + LOWERED)
                    state[STATUS + slot] = level
                    state[SINCE + slot] = r
        elif not claimed:
            post(out, r, slot * CELLS)
            state[STATUS + slot] = kind
            state[SINCE + slot] = r


def post(out: Any, event: int, cell: int) -> None:
    """
    Append a posting.

    Parameters
    ----------
    out
        Table of postings, see `walk`.
    event, cell
        What did what.

    Examples
    --------
    >>> table = [1, 0, 0, 0, 0]
    >>> post(table, 7, 2); post(table, 7, 2); table
    [5, 7, 2, 7, 2]
    """
    at = out[0]
    out[at] = event
    out[at + 1] = cell
    out[0] = at + 2


def note(out: Any, event: int, cell: int) -> None:
    """
    Append a note, once per event.

    Parameters
    ----------
    out
        Table of postings, see `walk`.
    event, cell
        What did what.

    Examples
    --------
    >>> table = [1, 0, 0, 0, 0]
    >>> note(table, 7, 24); note(table, 7, 24); table
    [3, 7, 24, 0, 0]
    """
    for at in range(1, out[0], 2):
        if out[at] == event and out[at + 1] == cell:
            return
    post(out, event, cell)


def walk(
    e: Any,
    names: Any,
    members: Any,
    begin: int,
    end: int,
    group: Any,
    state: Any,
    out: Any,
) -> None:
    """
    Fold the events that cover a point, in order.

    Parameters
    ----------
    e, names
        Event table and the keys that releases name.
    members
        Events, ascending; those from `begin` up to `end` cover the point.
    begin, end
        Part of `members`.
    group
        Scratch.
    state
        State of the point, set.
    out
        Table of postings, in pairs of event and cell, with its end in the first place too; emptied first.

    Examples
    --------
    Used through `loops.label_covers`.
    """
    reset(state, out)
    for m in range(begin, end):
        event = members[m]
        if e[event * E + KIND] <= 2:
            for before in range(begin, m):
                earlier = members[before]
                if e[earlier * E + KIND] > 2 and e[earlier * E + DAY] == e[event * E + DAY]:
                    note(out, event, SAME_DAY)
            hazard_step(e, event, state, out)
            continue
        scope = e[event * E + MASK]
        group[0] = event
        size = 1
        if e[event * E + VERSIONS_OF] >= 0:
            for other in range(begin, end):
                version = members[other]
                if version != event and e[version * E + VERSIONS_OF] == e[event * E + VERSIONS_OF]:
                    group[size] = version
                    size += 1
                    scope &= e[version * E + MASK]
                    if version > event:
                        scope = 0
            if size < e[event * E + VERSIONS]:
                scope = 0
        if scope:
            release_step(e, names, event, scope, group, size, state, out)


def reset(state: Any, out: Any) -> None:
    """
    Begin a point at which nothing has happened yet.

    Parameters
    ----------
    state, out
        As in `walk`; emptied.

    Examples
    --------
    >>> state, out = [7] * 15, [3, 1, 1]
    >>> reset(state, out); state[:CLAIMS], out[0]
    ([0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1, 13], 1)
    """
    for slot in range(SLOTS):
        state[STATUS + slot] = 0
        state[SINCE + slot] = -1
        state[DEEPEST + slot] = -1
    state[END] = CLAIMS
    out[0] = 1


def scratch_for(deepest_cover: int) -> list[npt.NDArray[np.int64]]:
    """
    Make the scratch tables that `walk` needs.

    Parameters
    ----------
    deepest_cover
        Most events that cover one point.

    Returns
    -------
    list of ndarray of int64
        Group, state and out.

    Examples
    --------
    >>> [len(table) for table in scratch_for(1)]
    [1, 37, 27]
    """
    postings = deepest_cover * (2 * SLOTS + WIDTH - NOTES)
    sizes = (deepest_cover, CLAIMS + deepest_cover * ALL * CLAIM, 1 + 2 * postings)
    return [np.zeros(size, np.int64) for size in sizes]


def share(ax: int, ay: int, bx: int, by: int) -> tuple[int, int]:
    """
    Compute the share of area of a piece: (ax + bx) (by - ay) / 2, rounded once, half away from zero.

    Parameters
    ----------
    ax, ay, bx, by
        Ends of the piece, nanometres.

    Returns
    -------
    tuple of int
        High and low part: the share is ``high * 2**30 + low`` in units of 1e-9 m². No intermediate exceeds 63 bits.

    Examples
    --------
    >>> share(0, 0, 0, 10**9), share(2 * 10**9, 0, 2 * 10**9, 10**9)
    ((0, 0), (1, 926258176))
    >>> share(3, 10**9, 3, 0)
    (0, -3)
    """
    total, drop = ax + bx, by - ay
    sign = 1
    if total < 0:
        total, sign = -total, -sign
    if drop < 0:
        drop, sign = -drop, -sign
    limb = 1 << LIMB
    t1, t0 = total >> LIMB, total & (limb - 1)
    d1, d0 = drop >> LIMB, drop & (limb - 1)
    low = t0 * d0
    middle = t1 * d0 + t0 * d1 + (low >> LIMB)
    high = t1 * d1 + (middle >> LIMB)
    low &= limb - 1
    middle &= limb - 1
    q2, rest = high // _NM2_TWICE, high % _NM2_TWICE
    part = (rest << LIMB) + middle
    q1, rest = part // _NM2_TWICE, part % _NM2_TWICE
    part = (rest << LIMB) + low
    q0, rest = part // _NM2_TWICE, part % _NM2_TWICE
    if 2 * rest >= _NM2_TWICE:
        q0 += 1
    return sign * ((q2 << LIMB) + q1), sign * q0
