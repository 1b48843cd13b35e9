"""Records of several sources that may tell of one event or person: candidates with their scores and reasons.

Nothing is ever merged here. A candidate is a question to a person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from types import MappingProxyType
from typing import Final, NamedTuple

from landrelease.evidence.happening import DEVICES, Happening, metres_apart, on_sphere
from landrelease.records.text import marked as _

REASONS: Final = MappingProxyType(
    {
        "same-day": _("both on the same day"),
        "days-near": _("days apart: {days}"),
        "time-rough": _("the time of one is only roughly known, and they may be of one day"),
        "same-place": _("less than 1 km apart"),
        "place-near": _("{km} km apart"),
        "place-words": _("the places in words have in common: {words}"),
        "place-unknown": _("one does not say where"),
        "same-device": _("both say {device}"),
        "device-may-be": _("{one} and {other} may be the same thing"),
        "device-differs": _("one says {one}, the other {other}"),
        "same-count": _("both say {field}: {value}"),
        "count-differs": _("{field}: one says {one}, the other {other}"),
        "same-told": _("both say {value}"),
        "told-differs": _("one says {one}, the other {other}"),
        "others-as-like": _("others of the same source are just as like: {n}"),
    }
)
"""Code of a reason to its words."""
DAYS: Final = 2
"""How many days reports of one event may lie apart."""
REACH_M: Final = 25_000.0
"""How far reports of one event may lie apart, metres."""
_REACH_OF: Final = MappingProxyType({"ordnance": 5_000.0})
"""Kinds whose place was measured by those who were there, and not told by others."""
LEAST: Final = 0.5
"""From which score on somebody is asked."""
_NEAR_M: Final = 1_000.0
_SHARED: Final = 0.5
_MONTH: Final = 31
_TIME: Final = {"same-day": 0.35, "days-near": 0.2, "time-rough": 0.15}
_PLACE: Final = ((_NEAR_M, 0.35), (5_000.0, 0.25), (10_000.0, 0.15), (REACH_M, 0.05))
_WORDS: Final = 0.25
_DEVICE: Final = {"same-device": 0.1, "device-may-be": 0.05, "device-differs": -0.2}
_COUNT: Final = (0.1, -0.1)
_TOLD: Final = MappingProxyType(
    {
        "outcome": (0.05, -0.05),
        "sex": (0.1, -0.4),
        "age_group": (0.05, -0.25),
        "civilian_status": (0.05, -0.2),
        "model": (0.1, -0.1),
        "area_id": (0.1, -0.2),
        "task": (0.1, -0.2),
    }
)
"""Field to what it adds where both agree, and where they do not: the injured may die later, a girl is no man."""


class Reason(NamedTuple):
    """
    One thing that speaks for or against.

    Attributes
    ----------
    code : str
        Key of `REASONS`.
    points : float
        What it adds to the score.
    said : dict of str
        Values that its words name.
    """

    code: str
    points: float
    said: dict[str, str]


class Candidate(NamedTuple):
    """
    Two records that may be one event or person.

    Attributes
    ----------
    first, second : str
        Their ids, in the order of the names of their sources.
    kind : str
        Their kind.
    score : float
        From 0 to 1; the sum of the points of the reasons.
    reasons : tuple of Reason
        What speaks for and against, time and place first.
    """

    first: str
    second: str
    kind: str
    score: float
    reasons: tuple[Reason, ...]


def candidates(things: Iterable[Happening], asked: Iterable[frozenset[str]] = ()) -> list[Candidate]:
    """
    Find what a person should look at side by side.

    Parameters
    ----------
    things
        What sources tell.
    asked
        Pairs of records about which people have spoken.

    Returns
    -------
    list of Candidate
        The likeliest first. Each record stands beside at most one of each other source, the one most like it; where
        several are just as like, a reason says so.
    """
    known = {one.id: one for one in things}
    done = set(asked)
    found = [one for one in pairs(known.values()) if frozenset(one[:2]) not in done]
    return _chosen(sorted(found, key=_order), known)


def _order(one: Candidate) -> tuple[float, str, str]:
    return -one.score, one.first, one.second


def _chosen(ordered: Sequence[Candidate], known: dict[str, Happening]) -> list[Candidate]:
    """Keep for each record the likeliest of each other source."""
    alike: dict[tuple[str, str, float], int] = defaultdict(int)
    for one in ordered:
        for mine, other in (one[:2], one[1::-1]):
            alike[mine, known[other].source, one.score] += 1
    taken: set[tuple[str, str]] = set()
    kept = []
    for one in ordered:
        seats = {(one.first, known[one.second].source), (one.second, known[one.first].source)}
        if seats.isdisjoint(taken):
            taken |= seats
            n = max(alike[mine, source, one.score] for mine, source in seats) - 1
            more = (Reason("others-as-like", 0.0, {"n": str(n)}),) if n else ()
            kept.append(one._replace(reasons=(*one.reasons, *more)))
    return kept


# ---- which two are compared ----


def pairs(things: Iterable[Happening]) -> Iterator[Candidate]:
    """
    Compare records of several sources, only those that can be near in time and place.

    Parameters
    ----------
    things
        What sources tell.

    Yields
    ------
    Candidate
        Every two that reach `LEAST`, in no order.
    """
    everything = list(things)
    for kind in sorted({one.kind for one in everything}):
        of_kind = [one for one in everything if one.kind == kind]
        seen: set[tuple[int, int]] = set()
        for block in _blocks(of_kind):
            for one, other in block:
                if (one, other) not in seen:
                    seen.add((one, other))
                    found = compared(of_kind[one], of_kind[other])
                    if found is not None:
                        yield found


def _blocks(things: Sequence[Happening]) -> Iterator[Iterator[tuple[int, int]]]:
    """Give the pairs worth comparing: of one stretch of time, and of one cell or its neighbours, or a shared word."""
    months: dict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(things):
        for month in range((one.first - DAYS) // _MONTH, (one.last + DAYS) // _MONTH + 1):
            months[month].append(at)
    for members in months.values():
        if len({things[at].source for at in members}) > 1:
            yield _near(things, members)
            yield _worded(things, members)


def _near(things: Sequence[Happening], members: Sequence[int]) -> Iterator[tuple[int, int]]:
    cells: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for at in members:
        point = things[at].point
        if point is not None:
            cells[tuple(int(value // REACH_M) for value in on_sphere(point))].append(at)
    for cell, inside in cells.items():
        for step in product((-1, 0, 1), repeat=3):
            beside = tuple(value + one for value, one in zip(cell, step, strict=True))
            if beside >= cell:
                yield from _across(things, inside, cells.get(beside, ()))


def _worded(things: Sequence[Happening], members: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give pairs of which one has no position: by the words of the place, or, where it has none either, with all."""
    lost = [at for at in members if things[at].point is None]
    words: dict[str, list[int]] = defaultdict(list)
    for at in members:
        for word in things[at].words:
            words[word].append(at)
    silent = {at for at in members if not things[at].words}
    for at in lost:
        beside = {other for word in things[at].words for other in words[word]} | silent
        yield from _across(things, [at], sorted(beside) if things[at].words else members)


def _across(things: Sequence[Happening], some: Sequence[int], others: Sequence[int]) -> Iterator[tuple[int, int]]:
    for one, other in combinations(some, 2) if some is others else product(some, others):
        if things[one].source != things[other].source:
            yield min(one, other), max(one, other)


# ---- how two are compared ----


def compared(one: Happening, other: Happening) -> Candidate | None:
    """
    Weigh what speaks for and against two records being one event or person.

    Parameters
    ----------
    one, other
        What two sources tell.

    Returns
    -------
    Candidate or None
        None where they are of one source or of two kinds, too far apart in time or place, or less like than `LEAST`.

    Examples
    --------
    >>> one = Happening("a", "accident", "police", 100, 100, (18.0, 44.0), device="AP", counts={"killed": 1})
    >>> found = compared(one, one._replace(id="b", source="paper", device="mine"))
    >>> found.score, [reason.code for reason in found.reasons]
    (0.85, ['same-day', 'same-place', 'device-may-be', 'same-count'])
    """
    if one.kind != other.kind or one.source == other.source:
        return None
    one, other = sorted((one, other), key=lambda thing: (thing.source, thing.id))
    time, place = _time(one, other), _place(one, other)
    if time is None or place is None:
        return None
    reasons = (time, place, *_device(one, other), *_counts(one, other), *_told(one, other))
    score = round(min(1.0, sum(reason.points for reason in reasons)), 3)
    return Candidate(one.id, other.id, one.kind, score, reasons) if score >= LEAST else None


def _time(one: Happening, other: Happening) -> Reason | None:
    apart = max(one.first, other.first) - min(one.last, other.last)
    if apart > DAYS:
        return None
    if apart > 0:
        return Reason("days-near", _TIME["days-near"], {"days": str(apart)})
    code = "same-day" if one.first == one.last and other.first == other.last else "time-rough"
    return Reason(code, _TIME[code], {})


def _place(one: Happening, other: Happening) -> Reason | None:
    if one.point is not None and other.point is not None:
        metres = metres_apart(one.point, other.point)
        reach = _REACH_OF.get(one.kind, REACH_M)
        points = next((points for most, points in _PLACE if metres <= most <= reach), None)
        if points is None:
            return None
        if metres <= _NEAR_M:
            return Reason("same-place", points, {})
        return Reason("place-near", points, {"km": f"{metres / 1000:.0f}"})
    shared = one.words & other.words
    fewer = min(len(one.words), len(other.words))
    if not fewer:
        return Reason("place-unknown", 0.0, {})
    if len(shared) < _SHARED * fewer:
        return None
    return Reason("place-words", _WORDS, {"words": ", ".join(sorted(shared))})


def _device(one: Happening, other: Happening) -> Iterator[Reason]:
    if not one.device or not other.device:
        return
    said = {"device": one.device, "one": one.device, "other": other.device}
    may_be = other.device in DEVICES.get(one.device, ()) or one.device in DEVICES.get(other.device, ())
    code = "same-device" if one.device == other.device else "device-may-be" if may_be else "device-differs"
    yield Reason(code, _DEVICE[code], said)


def _counts(one: Happening, other: Happening) -> Iterator[Reason]:
    for field in one.counts:
        if field in other.counts:
            mine, theirs = str(one.counts[field]), str(other.counts[field])
            code, points = ("same-count", _COUNT[0]) if mine == theirs else ("count-differs", _COUNT[1])
            yield Reason(code, points, {"field": field, "value": mine, "one": mine, "other": theirs})


def _told(one: Happening, other: Happening) -> Iterator[Reason]:
    for field, (agree, differ) in _TOLD.items():
        mine, theirs = one.told.get(field), other.told.get(field)
        if mine and theirs:
            code, points = ("same-told", agree) if mine == theirs else ("told-differs", differ)
            yield Reason(code, points, {"value": mine, "one": mine, "other": theirs})
