"""Entries in the canonical order, as the table that the status machine reads."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.ledger.columns import Columns, columns_of, key_bytes
from landrelease.ledger.entry import HIGHEST_OPEN, NO_DEPTH, STATUS_NUMBER, Entry
from landrelease.ledger.machine import BASE, DAY, DEFAULT, KIND, VERSIONS_OF, E
from landrelease.ledger.ranks import CLEARED, LAY_OUT, RANK
from landrelease.records import codes

Ints = npt.NDArray[np.int64]
DefaultDepth = Callable[[str, int], float | None]
"""Depth in metres that the programme requires of a class on a day, where a hazard states none."""


class Events(NamedTuple):
    """
    The entries of one fold in canonical order, as the numbers that `machine` reads.

    Attributes
    ----------
    table : ndarray of int64
        `machine.E` numbers per event: kind, classes, depth (required or done, micrometres), first day of the work,
        number of
        a hazard's claim key (-1 for releases), rank of the moment of recording, day on which it folds, position before
        which claims may be closed without being named, number of the group of conflicting versions (-1 for none)
        and how
        many they are, where the names of a release begin and end in `names`, and the programme's default depth of each
        class on that day (micrometres, -1 for none).
    names : ndarray of int64
        Numbers of the keys that releases name.
    """

    table: Ints
    names: Ints


def no_default(_class: str, _day: int) -> None:
    """
    Require no depth where a hazard states none.

    Parameters
    ----------
    _class
        Hazard class.
    _day
        Day number.

    Examples
    --------
    >>> no_default("mines", 738000)
    """
    return


def fold_days(entries: Sequence[Entry]) -> list[int]:
    """
    Decide on which day each entry folds.

    Parameters
    ----------
    entries
        Entries in any order.

    Returns
    -------
    list of int
        A hazard's last possible day, a release's first; a release that names a hazard which it may have followed is
        moved behind it where only imprecision would put it before, unless it reports progress and moves nothing.

    Notes
    -----
    Source: DESIGN section 3, "Order".

    Examples
    --------
    >>> h = Entry("a", 1, first=10, last=40, recorded="", mask=7, keys=("H",))
    >>> r = Entry("b", 5, first=20, last=20, recorded="", mask=7, keys=("H",))
    >>> fold_days([h, r]), fold_days([r])
    ([40, 40], [20])
    """
    of_key: dict[str, list[tuple[int, int]]] = {}
    for entry in entries:
        if entry.is_hazard:
            of_key.setdefault(entry.keys[0], []).append((entry.first, entry.last))
    return [entry.last if entry.is_hazard else _release_day(entry, of_key) for entry in entries]


def _release_day(entry: Entry, of_key: dict[str, list[tuple[int, int]]]) -> int:
    day = entry.first
    if entry.progress:
        return day
    for key in entry.keys:
        for first, last in of_key.get(key, ()):
            if first <= entry.last and (first < last or entry.first < entry.last):
                day = max(day, last)
    return day


def order_key(entry: Entry, day: int) -> tuple[int, int, int, str, str, str]:
    """
    Give the place of an entry in the canonical order.

    Parameters
    ----------
    entry
        An entry.
    day
        Day on which it folds.

    Returns
    -------
    tuple
        (day, rank, order within the rank, recorded, source id, id).

    Notes
    -----
    Source: DESIGN section 3, "Order".

    Examples
    --------
    >>> order_key(Entry("a", 5, 10, 10, "T", 7, ()), 10)
    (10, 1, 0, 'T', '', 'a')
    """
    if entry.is_hazard:
        return (day, 2, STATUS_NUMBER["confirmed"] - entry.kind, entry.recorded, entry.source_id, entry.id)
    return (day, 3 if entry.keys else 1, CLEARED - entry.kind, entry.recorded, entry.source_id, entry.id)


def in_order(
    entries: Sequence[Entry], default_depth: DefaultDepth = no_default, days: Sequence[int] | None = None
) -> tuple[list[int], Events]:
    """
    Sort entries canonically and lay them out in columns.

    Parameters
    ----------
    entries
        Entries in force that move land (none with ``progress``), in any order.
    default_depth
        The programme's required depth by class and day.
    days
        Day on which each entry folds; `fold_days` of these entries where it is not given.

    Returns
    -------
    order : list of int
        Positions in `entries`, in canonical order.
    events : Events
        Their table in that order.

    Examples
    --------
    >>> order, events = in_order([Entry("b", 5, 9, 9, "", 7, ("H",)), Entry("a", 1, 9, 9, "", 7, ("H",))])
    >>> order, events.table[::15].tolist(), events.names.tolist()
    ([1, 0], [1, 5], [0])
    >>> in_order([])[0]
    []
    """
    order, events = ordered(columns_of(entries, fold_days(entries) if days is None else days), default_depth)
    return order.tolist(), events


def ordered(columns: Columns, default_depth: DefaultDepth = no_default) -> tuple[Ints, Events]:
    """
    Sort entries canonically, as `in_order` does, where they are columns already.

    Parameters
    ----------
    columns
        Entries in force that move land, in any order.
    default_depth
        The programme's required depth by class and day.

    Returns
    -------
    order : ndarray of int64
        Positions in `columns`, in canonical order.
    events : Events
        Their table in that order.

    Examples
    --------
    >>> from landrelease.ledger.columns import columns_of
    >>> ordered(columns_of([Entry("b", 5, 9, 9, "", 7, ()), Entry("a", 1, 9, 9, "", 7, ("H",))], [9, 9]))[0].tolist()
    [0, 1]
    """
    facts = columns.facts
    count = len(facts)
    packed = np.array(facts).view(np.uint8)
    order, place, written = np.empty((3, count), np.int64)
    weighed = int(facts["long"].any())
    if weighed:
        written[:] = _moments(columns)
    alike, named, many, moved, grouped = RANK(
        count, packed, weighed, tuple(np.empty((4, count), np.int64)), order, place, written
    )
    if alike:
        _put_alike_in_order(columns, order, place, written)
    more = _more_names(columns, order) if many else b""
    table, names = np.empty(count * E, np.int64), np.empty(named, np.int64)
    scratch = tuple(np.empty((5, count + many), np.int64))
    LAY_OUT(count, packed, order, written, np.frombuffer(bytearray(more), np.uint8), scratch, table, names)
    by_event = table.reshape(-1, E)
    if moved:
        by_event[:, BASE] = _bases(columns.take(order), place[order])
    if grouped:
        by_event[:, VERSIONS_OF] = _groups(columns.take(order))
    if default_depth is not no_default:
        _put_defaults(by_event, default_depth)
    return order, Events(table, names)


def _moments(columns: Columns) -> Ints:
    """Rank the moments of recording where some are cut short in their column: by their whole texts."""
    texts = [columns.entry(n).recorded for n in range(len(columns.facts))]
    rank = {text: number for number, text in enumerate(sorted(set(texts)))}
    return np.asarray([rank[text] for text in texts], dtype=np.int64)


def _put_alike_in_order(columns: Columns, order: Ints, place: Ints, written: Ints) -> None:
    """Put entries that only whole texts tell apart in order."""
    source = columns.facts["source"]
    alike = np.append(False, (np.diff(place[order]) == 0) & (np.diff(written[order]) == 0))
    alike[1:] &= (source[order][1:] == source[order][:-1]).all(axis=1)
    starts = np.flatnonzero(alike & ~np.append(alike[1:], False))  # ends of runs that only whole texts can order
    for end in starts.tolist():
        begin = end
        while alike[begin]:
            begin -= 1
        run = sorted(order[begin : end + 1].tolist(), key=lambda n: _words(columns.entry(n)))
        order[begin : end + 1] = run


def _words(entry: Entry) -> tuple[str, str]:
    return entry.source_id, entry.id


def _more_names(columns: Columns, order: Ints) -> bytes:
    """Shorten the keys that releases name beyond each one's first, in canonical order."""
    several = (columns.facts["names"] > 1) & (columns.facts["kind"] > HIGHEST_OPEN)
    return b"".join(key_bytes(key) for n in order[several[order]].tolist() for key in columns.entry(n).keys[1:])


def _groups(ranked: Columns) -> Ints:
    """Give a number to each group of versions that releases belong to; -1 where there is no other."""
    facts = ranked.facts
    found = np.full(len(facts), -1, np.int64)
    several = np.flatnonzero((facts["versions"] > 1) & (facts["kind"] > HIGHEST_OPEN))
    roots: dict[str, int] = {}
    for n in several.tolist():
        found[n] = roots.setdefault(ranked.entry(n).root, len(roots))
    return found


def _bases(ranked: Columns, place: Ints) -> Ints:
    """Position before which a release closes claims that it does not name: its own, had it not been moved."""
    facts = ranked.facts
    base = np.arange(len(facts), dtype=np.int64)
    for n in np.flatnonzero((facts["kind"] > HIGHEST_OPEN) & (facts["day"] != facts["first"])).tolist():
        entry = ranked.entry(n)
        mine = order_key(entry, entry.first)
        first = (mine[0] * 4 + mine[1]) * 4 + mine[2]
        low, high = np.searchsorted(place, first, "left"), np.searchsorted(place, first, "right")
        base[n] = low + sum(_key_at(ranked, m) < mine for m in range(int(low), int(high)))
    return base


def _key_at(ranked: Columns, n: int) -> tuple[int, int, int, str, str, str]:
    return order_key(ranked.entry(n), int(ranked.facts["day"][n]))


def _put_defaults(by_event: Ints, default_depth: DefaultDepth) -> None:
    """Write the programme's default depths on the days of releases."""
    release = by_event[:, KIND] > HIGHEST_OPEN
    days, of_day = np.unique(by_event[release, DAY], return_inverse=True)
    for c, name in enumerate(codes.CLASSES):
        depths = np.asarray([_micrometres(default_depth(name, d)) for d in days.tolist()], dtype=np.int64)
        by_event[release, DEFAULT + c] = depths[of_day.ravel()]


def _micrometres(metres: float | None) -> int:
    return NO_DEPTH if metres is None else round(metres * 1_000_000)
