"""
Invented accidents and casualties that several sources tell, each with its errors, and what `duplicates` makes of them.

`python tests/evidence/twice_told.py` prints precision and recall at every threshold, and what each reason is worth in
the labelled set beside the points that it has. Seeded: the same figures every time.
"""

import datetime as dt
import math
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

from landrelease.evidence import duplicate
from landrelease.evidence.duplicate import Candidate, candidates, compared
from landrelease.evidence.happening import Happening, words_of
from landrelease.records.times import interval

EVENTS: Final = 600
VILLAGES: Final = 60
FIRST_DAY: Final = dt.date(2021, 1, 1)
DAYS: Final = 3 * 365
WIDE_KM, HIGH_KM = 120, 90
KM_OF_A_DEGREE: Final = 111.2
THRESHOLDS: Final = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)
VAGUE: Final = {"AP": "mine", "AV": "mine", "improvised": "mine", "UXO": "ERW", "CMR": "ERW", "AXO": "ERW"}
FIRST: Final = ("Old", "New", "Upper", "Lower", "Long", "Red", "White", "Dry", "Wet", "Far")
SECOND: Final = ("Mill", "Bridge", "Hollow", "Ford", "Chapel", "Quarry", "Orchard", "Ridge", "Spring", "Gate")


@dataclass(frozen=True)
class Source:
    """How often and how well a source tells; shares of its reports."""

    name: str
    tells: float
    has_point: float
    shift_km: float
    in_town: float
    """Gives the town of the district instead of the village."""
    exact_day: float
    vague_device: float


SOURCES: Final = (
    Source("operator", 0.7, 0.95, 0.3, 0.0, 0.85, 0.15),
    Source("paper", 0.6, 0.25, 1.5, 0.15, 0.6, 0.5),
    Source("hospital", 0.5, 0.4, 2.0, 0.3, 0.75, 0.4),
)
WRONG_DEVICE, UNKNOWN_DEVICE = 0.05, 0.1
RENAMED: Final = 0.15
"""The place has another spelling or another name."""
PARTIAL, SILENT = 0.15, 0.1
"""A count is one too low, or missing."""
DIED_LATER: Final = 0.06
UNKNOWN_PERSON, WRONG_PERSON = 0.12, 0.03
BURST: Final = 0.1
"""Another event follows within three days and three kilometres: the hard case."""


def village(rng: random.Random) -> tuple[str, tuple[float, float], tuple[float, float]]:
    name = f"{rng.choice(FIRST)} {rng.choice(SECOND)}"
    middle = rng.uniform(0, WIDE_KM), rng.uniform(0, HIGH_KM)
    return name, middle, (15 + 30 * (middle[0] // 30), 15 + 30 * (middle[1] // 30))


def events(rng: random.Random) -> Iterator[dict[str, Any]]:
    """What really happened: day, village, place, device, and who was hurt."""
    villages = [village(rng) for _ in range(VILLAGES)]
    often = [1 / (rank + 1) ** 0.7 for rank in range(VILLAGES)]
    last: dict[str, Any] | None = None
    for number in range(EVENTS):
        name, middle, town = rng.choices(villages, often)[0]
        spot = middle[0] + rng.gauss(0, 1.5), middle[1] + rng.gauss(0, 1.5)
        day = rng.randrange(DAYS)
        if last is not None and rng.random() < BURST:
            name, middle, town, day = last["name"], last["middle"], last["town"], last["day"] + rng.randint(0, 3)
            spot = last["spot"][0] + rng.uniform(-2, 2), last["spot"][1] + rng.uniform(-2, 2)
        people = [
            {
                "sex": rng.choices(("male", "female"), (0.85, 0.15))[0],
                "age_group": rng.choices(("adult", "child"), (0.7, 0.3))[0],
                "outcome": rng.choices(("injured", "killed"), (0.65, 0.35))[0],
            }
            for _ in range(rng.choices((1, 2, 3, 4), (0.7, 0.17, 0.08, 0.05))[0])
        ]
        device = rng.choices(tuple(VAGUE), (4, 1, 3, 3, 2, 1))[0]
        last = {"id": number, "name": name, "middle": middle, "town": town, "spot": spot, "day": day,
                "device": device, "people": people}  # fmt: skip
        yield last


def degrees(spot: tuple[float, float]) -> tuple[float, float]:
    lat = 44 + spot[1] / KM_OF_A_DEGREE
    return 18 + spot[0] / KM_OF_A_DEGREE / math.cos(math.radians(44)), lat


def told_day(rng: random.Random, event: dict[str, Any], source: Source) -> str:
    day = FIRST_DAY + dt.timedelta(days=event["day"])
    if rng.random() < source.exact_day:
        return day.isoformat()
    if rng.random() < 0.25:
        return day.isoformat()[:7]
    return (day + dt.timedelta(days=rng.choice((-1, 1, 1, 2)))).isoformat()


def told_place(rng: random.Random, event: dict[str, Any], source: Source) -> tuple[Any, frozenset[str]]:
    at = event["town"] if rng.random() < source.in_town else event["spot"]
    spot = at[0] + rng.gauss(0, source.shift_km), at[1] + rng.gauss(0, source.shift_km)
    words = event["name"]
    if rng.random() < RENAMED:
        words = f"{words.split()[1]} village" if rng.random() < 0.5 else f"{rng.choice(FIRST)} {rng.choice(SECOND)}"
    return degrees(spot) if rng.random() < source.has_point else None, words_of(words)


def told_device(rng: random.Random, event: dict[str, Any], source: Source) -> str:
    if rng.random() < UNKNOWN_DEVICE:
        return ""
    if rng.random() < WRONG_DEVICE:
        return rng.choice(tuple(VAGUE))
    return VAGUE[event["device"]] if rng.random() < source.vague_device else event["device"]


def told_count(rng: random.Random, right: int) -> int | None:
    if rng.random() < SILENT:
        return None
    return max(right - 1, 0) if rng.random() < PARTIAL else right


def told_person(rng: random.Random, person: dict[str, str]) -> dict[str, str]:
    found = {}
    for field, value in person.items():
        if rng.random() < UNKNOWN_PERSON:
            continue
        other = {"male": "female", "female": "male", "adult": "child", "child": "adult"}.get(value, value)
        found[field] = other if rng.random() < WRONG_PERSON else value
    if found.get("outcome") == "injured" and rng.random() < DIED_LATER:
        found["outcome"] = "killed"
    return found


def told(seed: int) -> tuple[list[Happening], dict[str, Any]]:
    """What the sources tell, and of each record what it is really of."""
    rng = random.Random(seed)
    found: list[Happening] = []
    really: dict[str, Any] = {}
    for event in events(rng):
        for source in SOURCES:
            if rng.random() >= source.tells:
                continue
            days = interval(told_day(rng, event, source))
            point, words = told_place(rng, event, source)
            device = told_device(rng, event, source)
            killed = sum(one["outcome"] == "killed" for one in event["people"])
            counts = {
                name: count
                for name, right in (("killed", killed), ("injured", len(event["people"]) - killed))
                if (count := told_count(rng, right)) is not None
            }
            base = Happening(f"{source.name}-{event['id']}", "accident", source.name, *days, point, words, device)
            found.append(base._replace(counts=counts))
            really[base.id] = event["id"]
            for number, person in enumerate(event["people"]):
                one = base._replace(id=f"{base.id}-{number}", kind="casualty", told=told_person(rng, person))
                found.append(one)
                really[one.id] = event["id"], number
    return found, really


def wanted(found: list[Happening], really: dict[str, Any], kind: str) -> set[frozenset[str]]:
    groups: dict[Any, list[str]] = {}
    for one in found:
        if one.kind == kind:
            groups.setdefault(really[one.id], []).append(one.id)
    return {frozenset(pair) for ids in groups.values() for pair in combinations(ids, 2)}


def asked(found: list[Happening], least: float) -> list[Candidate]:
    """What `duplicates` asks where it asks from another score on."""
    before, duplicate.LEAST = duplicate.LEAST, least
    try:
        return candidates(found)
    finally:
        duplicate.LEAST = before


def figures(seed: int, kind: str, least: float = duplicate.LEAST) -> tuple[float, float, float]:
    """Precision and recall of the questions asked of a kind, and the share that is of one event, whoever was hurt."""
    found, really = told(seed)
    pairs = wanted(found, really, kind)
    questions = [frozenset(one[:2]) for one in asked([one for one in found if one.kind == kind], least)]
    right = sum(one in pairs for one in questions)
    event = sum(len({event_of(really[name]) for name in one}) == 1 for one in questions)
    return right / max(len(questions), 1), right / len(pairs), event / max(len(questions), 1)


def event_of(really: Any) -> int:
    return really[0] if isinstance(really, tuple) else really


def worth(seed: int, kind: str) -> dict[str, tuple[float, float, int]]:
    """
    What each reason is worth: logarithm of how much oftener it is given of one event than of two that were compared.

    Points that the reason has, worth, and how often it is given.
    """
    found, really = told(seed)
    before, duplicate.LEAST = duplicate.LEAST, -9.0
    same: Counter[str] = Counter()
    other: Counter[str] = Counter()
    points: dict[str, float] = {}
    totals = [0, 0]
    try:
        for one, two in combinations([one for one in found if one.kind == kind], 2):
            if (
                one.source == two.source
                or one.first - two.last > duplicate.DAYS
                or two.first - one.last > duplicate.DAYS
            ):
                continue
            made = compared(one, two)
            if made is None:
                continue
            right = really[one.id] == really[two.id]
            totals[right] += 1
            for reason in made.reasons:
                code = named(reason.code, reason.points)
                points[code] = reason.points
                (same if right else other)[code] += 1
    finally:
        duplicate.LEAST = before
    return {
        code: (
            points[code],
            math.log((same[code] + 0.5) / (totals[1] + 1)) - math.log((other[code] + 0.5) / (totals[0] + 1)),
            same[code] + other[code],
        )
        for code in sorted(points)
    }


def named(code: str, points: float) -> str:
    return f"{code} ({points:+.2f})"


if __name__ == "__main__":
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    for kind in ("accident", "casualty"):
        sys.stdout.write(f"{kind}, seed {seed}: threshold, precision, recall, of one event\n")
        for least in THRESHOLDS:
            sys.stdout.write(
                "  ".join(["", f"{least:.2f}", *(f"{one:.3f}" for one in figures(seed, kind, least)), "\n"])
            )
        sys.stdout.write(f"{kind}: points of each reason, worth in the labelled set, times given\n")
        for code, (points, value, times) in worth(seed, kind).items():
            sys.stdout.write(f"  {code:34} {points:+.2f}  {value:+.2f}  {times}\n")
