"""Entries in the canonical order, as the table that the status machine reads."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.geometry.ragged import numbered
from landrelease.ledger.columns import Columns, columns_of, key_bytes
from landrelease.ledger.entry import HIGHEST_OPEN, NO_DEPTH, STATUS_NUMBER, Entry
from landrelease.records import codes

Ints = npt.NDArray[np.int64]
DefaultDepth = Callable[[str, int], float | None]
"""Depth in metres that the programme requires of a class on a day, where a hazard states none."""

_CLEARED = STATUS_NUMBER["cleared"]


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
    return (day, 3 if entry.keys else 1, _CLEARED - entry.kind, entry.recorded, entry.source_id, entry.id)


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
    written = _moments(columns)
    order, place = _sorted(columns, written)
    ranked = columns.take(order)
    facts = ranked.facts
    hazard = facts["kind"] <= HIGHEST_OPEN
    key, names, name_start = _keys(ranked, hazard)
    day = facts["day"].astype(np.int64)
    table = np.stack(
        [
            facts["kind"].astype(np.int64),
            facts["mask"].astype(np.int64),
            facts["depth_um"],
            facts["work_from"].astype(np.int64),
            np.where(hazard, key, -1),
            written[order],
            day,
            _bases(ranked, hazard, place[order]),
            _groups(ranked, hazard),
            facts["versions"].astype(np.int64),
            name_start[:-1],
            name_start[1:],
            *_defaults(hazard, day, default_depth),
        ],
        axis=1,
    )
    return order, Events(table.ravel(), names)


def _moments(columns: Columns) -> Ints:
    """Rank the moments of recording."""
    facts = columns.facts
    if facts["long"].any():  # some are cut short here: compare them whole
        texts = [columns.entry(n).recorded for n in range(len(facts))]
        rank = {text: number for number, text in enumerate(sorted(set(texts)))}
        return np.asarray([rank[text] for text in texts], dtype=np.int64)
    return np.unique(facts["recorded"], return_inverse=True)[1].ravel().astype(np.int64)


def _sorted(columns: Columns, written: Ints) -> tuple[Ints, Ints]:
    """Canonical order, and the part of the place in it that day and kind decide."""
    facts = columns.facts
    kind, day = facts["kind"].astype(np.int64), facts["day"].astype(np.int64)
    place = _place(kind, day, facts["names"])
    source = facts["source"].astype(np.uint64)
    order = np.lexsort((source[:, 1], source[:, 0], written, place)).astype(np.int64)
    alike = np.append(False, (np.diff(place[order]) == 0) & (np.diff(written[order]) == 0))
    alike[1:] &= (source[order][1:] == source[order][:-1]).all(axis=1)
    starts = np.flatnonzero(alike & ~np.append(alike[1:], False))  # ends of runs that only whole texts can order
    for end in starts.tolist():
        begin = end
        while alike[begin]:
            begin -= 1
        run = sorted(order[begin : end + 1].tolist(), key=lambda n: _words(columns.entry(n)))
        order[begin : end + 1] = run
    return order, place


def _words(entry: Entry) -> tuple[str, str]:
    return entry.source_id, entry.id


def _place(kind: Ints, day: Ints, names: npt.NDArray[Any]) -> Ints:
    """Day, rank, and order within the rank, as one number: see `order_key`."""
    hazard = kind <= HIGHEST_OPEN
    rank = np.where(hazard, 2, np.where(names > 0, 3, 1))
    within = np.where(hazard, HIGHEST_OPEN, _CLEARED) - kind
    placed: Ints = (day * 4 + rank) * 4 + within
    return placed


def _keys(ranked: Columns, hazard: npt.NDArray[np.bool_]) -> tuple[Ints, Ints, Ints]:
    """Give numbers to first keys and to the keys that releases name, and say where each release's names begin."""
    facts = ranked.facts
    counts = np.where(hazard, 0, facts["names"]).astype(np.int64)
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    several = np.flatnonzero(counts > 1)
    others = [[key_bytes(key) for key in ranked.entry(n).keys[1:]] for n in several.tolist()]
    more = np.frombuffer(b"".join(key for row in others for key in row), "<i8").reshape(-1, 2)
    number = numbered(np.concatenate([facts["key"].reshape(-1, 2), more]))
    first = number[: len(facts)]
    names = np.zeros(start[-1], np.int64)
    names[start[:-1][counts > 0]] = first[counts > 0]
    at = len(facts)
    for n, row in zip(several.tolist(), others, strict=True):
        names[start[n] + 1 : start[n + 1]] = number[at : at + len(row)]
        at += len(row)
    return first, names, start


def _groups(ranked: Columns, hazard: npt.NDArray[np.bool_]) -> Ints:
    """Give a number to each group of versions that releases belong to; -1 where there is no other."""
    found = np.full(len(hazard), -1, np.int64)
    several = np.flatnonzero((ranked.facts["versions"] > 1) & ~hazard)
    roots: dict[str, int] = {}
    for n in several.tolist():
        found[n] = roots.setdefault(ranked.entry(n).root, len(roots))
    return found


def _bases(ranked: Columns, hazard: npt.NDArray[np.bool_], place: Ints) -> Ints:
    """Position before which a release closes claims that it does not name: its own, had it not been moved."""
    facts = ranked.facts
    base = np.arange(len(facts), dtype=np.int64)
    for n in np.flatnonzero(~hazard & (facts["day"] != facts["first"])).tolist():
        entry = ranked.entry(n)
        first = _place(facts["kind"][n : n + 1].astype(np.int64), np.array([entry.first]), facts["names"][n : n + 1])
        low, high = np.searchsorted(place, first[0], "left"), np.searchsorted(place, first[0], "right")
        mine = order_key(entry, entry.first)
        base[n] = low + sum(_key_at(ranked, m) < mine for m in range(int(low), int(high)))
    return base


def _key_at(ranked: Columns, n: int) -> tuple[int, int, int, str, str, str]:
    return order_key(ranked.entry(n), int(ranked.facts["day"][n]))


def _defaults(hazard: npt.NDArray[np.bool_], day: Ints, default_depth: DefaultDepth) -> Ints:
    columns = np.full((len(codes.CLASSES), len(day)), NO_DEPTH, dtype=np.int64)
    if default_depth is not no_default:
        days, of_day = np.unique(day[~hazard], return_inverse=True)
        for c, name in enumerate(codes.CLASSES):
            depths = np.asarray([_micrometres(default_depth(name, d)) for d in days.tolist()], dtype=np.int64)
            columns[c, ~hazard] = depths[of_day.ravel()]
    return columns


def _micrometres(metres: float | None) -> int:
    return NO_DEPTH if metres is None else round(metres * 1_000_000)
