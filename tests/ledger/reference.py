"""The rules of the ledger once more, slow and obvious, written from DESIGN section 3 alone.

Exact rational arithmetic throughout: the plane is cut into vertical slabs at every vertex and every crossing, each slab
into trapezoids between neighbouring edges, and each trapezoid is folded as one point of land. No GEOS, no floats, no
index,
nothing shared with the engine but the records themselves.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import shapely

from landrelease.records.land import Hazard, Release
from landrelease.records.times import interval

SLOTS = ("mines", "cluster", "other", "all")
CLASS_OF = {"AP": "mines", "AV": "mines", "improvised": "mines", "CMR": "cluster"} | dict.fromkeys(
    ("UXO", "AXO", "IED", "other"), "other"
)
SPOT_METHODS = ("bac", "eod-level-1", "eod-level-2", "eod-level-3", "eod-level-3plus")
RELEASES = ("cleared", "reduced", "cancelled")
LEVEL = {"none": 0, "suspected": 1, "confirmed": 2}
OPEN = ("none", "suspected", "confirmed")

Edge = tuple[tuple[int, int], tuple[int, int], int]


@dataclass(frozen=True)
class Given:
    """One accepted statement: the record, its land on the integer grid, and the record that it is a version of."""

    id: str
    record: Hazard | Release
    land: shapely.Geometry
    root: str = ""
    versions: int = 1

    @property
    def is_hazard(self) -> bool:
        return isinstance(self.record, Hazard)


# ---- the arrangement ----


def rings_of(shape: shapely.Geometry) -> list[list[tuple[int, int]]]:
    """Every ring of a polygon or multipolygon, as integers."""
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return [[(int(x), int(y)) for x, y in ring.coords] for ring in rings]


def edges_of(shapes: Sequence[shapely.Geometry]) -> list[Edge]:
    """Edges of all shapes that are not vertical, from left to right, with the number of their shape."""
    found = []
    for owner, shape in enumerate(shapes):
        for ring in rings_of(shape):
            for a, b in pairwise(ring):
                if a[0] != b[0]:
                    found.append((min(a, b), max(a, b), owner))
    return found


def height(edge: Edge, x: Fraction) -> Fraction:
    """Where an edge stands above x."""
    (ax, ay), (bx, by), _ = edge
    return ay + Fraction(by - ay) * (x - ax) / (bx - ax)


def crossing(one: Edge, other: Edge) -> Fraction | None:
    """Abscissa of the crossing of two edges that are not parallel, if they cross."""
    (ax, ay), (bx, by), _ = one
    (cx, cy), (dx, dy), _ = other
    slope = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
    if slope == 0:
        return None
    x = ax + Fraction((bx - ax) * ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)), slope)
    return x if max(ax, cx) < x < min(bx, dx) else None


def slabs(edges: Sequence[Edge]) -> list[Fraction]:
    """Every abscissa at which something begins, ends or crosses."""
    cuts = {Fraction(end[0]) for edge in edges for end in edge[:2]}
    for n, one in enumerate(edges):
        for other in edges[:n]:
            x = crossing(one, other)
            if x is not None:
                cuts.add(x)
    return sorted(cuts)


def arrangement(shapes: Sequence[shapely.Geometry]) -> dict[frozenset[int], Fraction]:
    """Area (square grid units) of the land under each set of shapes."""
    edges = edges_of(shapes)
    found: dict[frozenset[int], Fraction] = defaultdict(Fraction)
    for low, high in pairwise(slabs(edges)):
        middle = (low + high) / 2
        across = sorted((height(edge, middle), edge[2]) for edge in edges if edge[0][0] <= low and high <= edge[1][0])
        inside: set[int] = set()
        for (below, owner), (above, _) in pairwise(across):
            inside ^= {owner}
            if inside and above > below:
                found[frozenset(inside)] += (above - below) * (high - low)
    return dict(found)


# ---- order ----


def written(text: str | None) -> str:
    """A name as it is compared: trimmed, NFC."""
    return unicodedata.normalize("NFC", (text or "").strip())


def key_of(given: Given) -> str:
    """The key of a hazard's claim."""
    return written(given.record.area_id) or written(given.record.id) or given.root or given.id


def names_of(given: Given) -> set[str]:
    """The hazards that a release names."""
    return {written(part) for part in (given.record.area_id or "").split(";")} - {""}


def precise(given: Given) -> bool:
    """Whether the day is known."""
    first, last = interval(given.record.date)
    return first == last


def own_day(given: Given) -> int:
    """The day on which a record folds by its own date: a hazard on its last, a release on its first."""
    first, last = interval(given.record.date)
    return last if given.is_hazard else first


def fold_day(given: Given, hazards: Iterable[Given]) -> int:
    """The day on which a record folds: imprecision never puts a release before a hazard that it names."""
    day = own_day(given)
    if given.is_hazard or given.record.stage == "progress":
        return day
    latest = interval(given.record.date).last
    for hazard in hazards:
        may_follow = interval(hazard.record.date).first <= latest
        if key_of(hazard) in names_of(given) and may_follow and not (precise(given) and precise(hazard)):
            day = max(day, own_day(hazard))
    return day


class Place(NamedTuple):
    """Place in the canonical order."""

    day: int
    rank: int
    within: int
    recorded: str
    source: str
    id: str


def place_of(given: Given, day: int) -> Place:
    """Where a record stands in the order if it folds on a day."""
    if given.is_hazard:
        rank, within = 2, ("confirmed", "suspected").index(given.record.status)
    else:
        rank, within = (3 if names_of(given) else 1), RELEASES.index(given.record.status)
    return Place(day, rank, within, given.record.recorded, given.record.id or "", given.id)


# ---- reach ----


def classes_of(given: Given, kept: Sequence[str]) -> set[str]:
    """The classes that a hazard names or a release covers."""
    if given.is_hazard:
        named = {CLASS_OF.get(code.strip()) for code in given.record.contamination}
        return set(kept) if not named or not named <= set(kept) else named
    if not given.record.scope:
        spot = given.record.method in SPOT_METHODS
        return set(kept) - ({"mines"} if spot else set())
    covered = {CLASS_OF.get(code.strip(), code.strip()) for code in given.record.scope}
    return covered & set(kept) if covered <= set(SLOTS[:3]) else set()


def done_depth(given: Given) -> Fraction | None:
    """The depth that work reached below ground, if it says so."""
    return decimal(given.record.depth_m) if given.record.depth_reference == "ground" else None


def decimal(metres: float | None) -> Fraction | None:
    """A depth as a person wrote it."""
    return None if metres is None else Fraction(str(metres))


# ---- the fold of one point ----


@dataclass
class Claim:
    """The claim of one hazard in one class at this point."""

    level: int = 0
    records: list[Given] = field(default_factory=list)
    """All of its records here since it was last opened."""
    first_at_level: Given | None = None
    need: Fraction | None = None

    def latest(self, rules: "Rules") -> Place:
        """Place of its latest record."""
        return max(rules.place[given.id] for given in self.records)


class Move(NamedTuple):
    """What one record did to one slot at a point; a memo moves nothing."""

    id: str
    slot: str
    before: str
    after: str
    name: str


@dataclass(frozen=True)
class State:
    """What a point is in one slot in the end."""

    status: str = "none"
    since: int = 0
    record: str = ""
    depth: Fraction | None = None
    depth_record: str = ""


@dataclass
class Rules:
    """What a fold knows besides the point: places, reaches, defaults of depth."""

    everything: Sequence[Given]
    kept: Sequence[str] = SLOTS[:3]
    defaults: dict[str, Fraction] = field(default_factory=dict)

    def __post_init__(self) -> None:
        hazards = [given for given in self.everything if given.is_hazard]
        self.day = {given.id: fold_day(given, hazards) for given in self.everything}
        self.place = {given.id: place_of(given, self.day[given.id]) for given in self.everything}
        self.first_place = {given.id: place_of(given, own_day(given)) for given in self.everything}
        self.reach = {given.id: classes_of(given, self.kept) for given in self.everything}

    def closes(self, release: Given, key: str, klass: str, claim: Claim) -> bool:
        """Whether a release closes an open claim on land that it covers."""
        if klass not in self.reach[release.id]:
            return False
        status, named = release.record.status, key in names_of(release)
        # Of versions with different dates each closes what stood before it. Where imprecision has moved a release
        # behind the hazard that it names, it still stands before all others.
        if claim.latest(self) > (self.place if named else self.first_place)[release.id]:
            return False
        if not named:
            if status != "cleared" and names_of(release):
                return False
            if status != "cleared" and max(given.record.recorded for given in claim.records) > release.record.recorded:
                return False
        if status == "cancelled":
            return True
        need = self.defaults.get(klass) if claim.need is None else claim.need
        done = done_depth(release)
        return need is None or (done is not None and done >= need)


class Point:
    """The fold of one point of land: records go in by `fold`, moves come out, the state stays."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.claims: dict[tuple[str, str], Claim] = {}
        self.state = {slot: State() for slot in SLOTS}
        self.history: list[str] = []

    def claims_in(self, slot: str) -> list[Claim]:
        """Claims that stand or stood in a slot."""
        return [claim for (_, klass), claim in self.claims.items() if slot in ("all", klass)]

    def level(self, slot: str) -> int:
        """How dangerous the open claims make a slot."""
        return max((claim.level for claim in self.claims_in(slot)), default=0)

    def hazard(self, given: Given) -> Iterator[Move]:
        """Open or renew the claim of a hazard."""
        level, need = LEVEL[given.record.status], decimal(given.record.required_depth_m)
        for klass in self.rules.reach[given.id]:
            claim = self.claims.setdefault((key_of(given), klass), Claim())
            if claim.level == 0:
                claim.records = []
            claim.records.append(given)
            if level > claim.level:
                claim.level, claim.first_at_level = level, given
            if need is not None:
                claim.need = need if claim.need is None else max(need, claim.need)
        for slot in (*self.rules.reach[given.id], "all"):
            before, after = self.state[slot].status, OPEN[self.level(slot)]
            if before != after:
                name = {"none": f"newly_{after}", "suspected": "confirmed_from_suspected"}.get(before, "reopened")
                yield self.moved(given, slot, after, name)

    def release(self, versions: Sequence[Given]) -> Iterator[Move]:
        """Close the claims that a release closes: of conflicting versions, those that each of them closes."""
        release = versions[-1]
        reach = set.intersection(*(self.rules.reach[version.id] for version in versions))
        if not reach:
            return
        claimed = {slot: bool(self.claims_in(slot)) for slot in SLOTS}
        for (key, klass), claim in self.claims.items():
            if claim.level and all(self.rules.closes(version, key, klass, claim) for version in versions):
                claim.level, claim.first_at_level = 0, None
        for slot in (*reach, "all"):
            yield from self.released(release, slot, claimed)

    def released(self, release: Given, slot: str, claimed: dict[str, bool]) -> Iterator[Move]:
        """What a release does to one slot once the claims are closed."""
        before, after = self.state[slot].status, OPEN[self.level(slot)]
        status = release.record.status
        if before in RELEASES:
            yield Move(release.id, slot, "", "", "repeat_release")
        elif before == "none":
            if not claimed["all"]:
                yield self.moved(release, slot, status, "released_outside_hazard")
        elif after == "none":
            yield self.moved(release, slot, status, status)
        else:
            yield Move(release.id, slot, "", "", "released_but_open")
            if after != before:
                yield self.moved(release, slot, after, "suspected_from_confirmed")

    def moved(self, given: Given, slot: str, after: str, name: str) -> Move:
        """Change the status of a slot."""
        before = self.state[slot].status
        self.state[slot] = replace(self.state[slot], status=after, since=self.rules.day[given.id], record=given.id)
        self.history.append(given.id)
        return Move(given.id, slot, before, after, name)

    def deepen(self, versions: Sequence[Given]) -> None:
        """Keep the deepest done depth; of conflicting versions the least is sure, in the classes that all cover."""
        reach = set.intersection(*(self.rules.reach[version.id] for version in versions))
        if not reach or any(done_depth(version) is None for version in versions):
            return
        least = min([versions[-1], *versions], key=done_depth)
        done = done_depth(least)
        for slot in (*reach, "all"):
            known = self.state[slot].depth
            if known is None or done > known:
                self.state[slot] = replace(self.state[slot], depth=done, depth_record=least.id)

    def fold(self, covering: Iterable[Given]) -> Iterator[Move]:
        """Fold the records that cover the point, in their order."""
        order = sorted(covering, key=lambda given: self.rules.place[given.id])
        for given in order:
            if given.is_hazard:
                yield from self.hazard(given)
                continue
            versions = [one for one in order if not one.is_hazard and (one.root or one.id) == (given.root or given.id)]
            if len(versions) == given.versions and versions[-1] is given:
                yield from self.release(versions)
                self.deepen(versions)

    def end(self, slot: str) -> State:
        """The state of a slot, its record being the earliest of an open claim at its status."""
        state = self.state[slot]
        if state.status in OPEN[1:]:
            level = LEVEL[state.status]
            at_level = [claim.first_at_level for claim in self.claims_in(slot) if claim.level == level]
            state = replace(state, record=min(at_level, key=lambda given: self.rules.place[given.id]).id)
        return state


# ---- the books ----


class Account(NamedTuple):
    """What one record moved in one slot from one status to another; both empty for a memo."""

    id: str
    slot: str
    before: str
    after: str
    name: str


def moving(everything: Iterable[Given]) -> list[Given]:
    """Leave out reports of work going on."""
    return [given for given in everything if given.is_hazard or given.record.stage != "progress"]


def books(rules: Rules) -> dict[Account, Fraction]:
    """Areas of all postings and memos, square grid units."""
    folding = moving(rules.everything)
    found: dict[Account, Fraction] = defaultdict(Fraction)
    for covering, area in arrangement([given.land for given in folding]).items():
        for move in Point(rules).fold(folding[n] for n in covering):
            found[Account(*move)] += area
    return dict(found)


def states(rules: Rules) -> dict[tuple[State, ...], Fraction]:
    """Area of each state that land is in in the end, a state per slot; land without any is left out."""
    folding = moving(rules.everything)
    found: dict[tuple[State, ...], Fraction] = defaultdict(Fraction)
    for covering, area in arrangement([given.land for given in folding]).items():
        point = Point(rules)
        list(point.fold(folding[n] for n in covering))
        ends = tuple(point.end(slot) for slot in SLOTS)
        if any(state.status != "none" for state in ends):
            found[ends] += area
    return dict(found)
