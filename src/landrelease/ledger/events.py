"""Entries in the canonical order, as the table that the status machine reads."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.ledger.entry import NO_DEPTH, STATUS_NUMBER, Entry
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
    days = fold_days(entries) if days is None else days
    places = [order_key(entry, day) for entry, day in zip(entries, days, strict=True)]
    order = sorted(range(len(entries)), key=places.__getitem__)
    ranked = [entries[i] for i in order]
    keys: dict[str, int] = {}
    for entry in ranked:
        for key in entry.keys:
            keys.setdefault(key, len(keys))
    roots = {root: number for number, root in enumerate(sorted({e.root for e in ranked if e.versions > 1}))}
    moments = {moment: rank for rank, moment in enumerate(sorted({e.recorded for e in ranked}))}
    names = [[] if e.is_hazard else [keys[key] for key in e.keys] for e in ranked]
    name_ends = np.cumsum([len(row) for row in names], dtype=np.int64)
    day = _column([days[i] for i in order])
    table = np.stack(
        [
            _column([e.kind for e in ranked]),
            _column([e.mask for e in ranked]),
            _column([e.depth_um for e in ranked]),
            _column([e.work_from for e in ranked]),
            _column([keys[e.keys[0]] if e.is_hazard else -1 for e in ranked]),
            _column([moments[e.recorded] for e in ranked]),
            day,
            _bases(ranked, order, days, places),
            _column([-1 if e.is_hazard else roots.get(e.root, -1) for e in ranked]),
            _column([e.versions for e in ranked]),
            np.append([0], name_ends[:-1]) if names else name_ends,
            name_ends,
            *_defaults(ranked, day, default_depth),
        ],
        axis=1,
    )
    return order, Events(table.ravel(), _column([number for row in names for number in row]))


def _column(values: Sequence[int]) -> Ints:
    return np.asarray(values, dtype=np.int64)


def _bases(
    ranked: list[Entry], order: list[int], days: Sequence[int], places: list[tuple[int, int, int, str, str, str]]
) -> Ints:
    base = np.arange(len(ranked), dtype=np.int64)
    moved = [n for n, e in enumerate(ranked) if not e.is_hazard and days[order[n]] != e.first]
    if moved:
        sorted_places = [places[i] for i in order]
        for n in moved:
            base[n] = _count_before(sorted_places, order_key(ranked[n], ranked[n].first))
    return base


def _count_before(places: list[tuple[int, int, int, str, str, str]], place: tuple[int, int, int, str, str, str]) -> int:
    from bisect import bisect_left  # noqa: PLC0415 - only imprecise dates come here

    return bisect_left(places, place)


def _defaults(ranked: list[Entry], day: Ints, default_depth: DefaultDepth) -> Ints:
    columns = np.full((len(codes.CLASSES), len(ranked)), NO_DEPTH, dtype=np.int64)
    if default_depth is not no_default:
        known: dict[tuple[int, int], int] = {}
        for n, entry in enumerate(ranked):
            for c, name in enumerate(codes.CLASSES):
                if not entry.is_hazard:
                    columns[c, n] = known.setdefault((c, int(day[n])), _micrometres(default_depth(name, int(day[n]))))
    return columns


def _micrometres(metres: float | None) -> int:
    return NO_DEPTH if metres is None else round(metres * 1_000_000)
