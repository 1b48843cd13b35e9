"""Hazards that were redrawn smaller: land that an earlier drawing claimed, a later one left out, and nobody decided on.

A smaller drawing is no release. What it leaves out stays open by the claim of the older record until somebody cancels,
reduces or clears it, or corrects the older record; here that land is found and measured. Corrections take the place of
what they correct, so they never come here as a second drawing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import Any, Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from landrelease.checks.finding import Finding
from landrelease.ledger.claims import Claims
from landrelease.ledger.entry import Entry
from landrelease.ledger.events import DefaultDepth, no_default, order_key
from landrelease.ledger.findings import LEAST_M2

SHARED_LEAST: Final = 0.01
"""Share of the smaller of two drawings up to which they merely touch, as pieces drawn side by side do."""
SLIVER_UNITS: Final = 1_000
"""Width below which land lies between two drawings of one line, grid units (10 cm); nobody is asked about it."""
Objects = NDArray[np.object_]
_NOTHING: Final = shapely.MultiPolygon()
UNITS_PER_M2: Final = 10_000 * 10_000
"""Square grid units in a square metre."""


class Drawn(NamedTuple):
    """
    An entry with its land.

    Attributes
    ----------
    entry : Entry
        The entry, one that folds.
    day : int
        Day on which it folds.
    land : shapely geometry
        Its polygons in the plane, grid units.
    """

    entry: Entry
    day: int
    land: Any


def redrawn(entries: Iterable[tuple[Entry, int]]) -> set[str]:
    """
    Name the hazards that more than one mapped record of different days describes.

    Parameters
    ----------
    entries
        Entries that fold, and the days on which they do.

    Returns
    -------
    set of str
        Claim keys; only their land needs a look.

    Examples
    --------
    >>> first, again = Entry("a", 1, 10, 10, "", 7, ("H",), root="a"), Entry("b", 1, 20, 20, "", 7, ("H",), root="b")
    >>> redrawn([(first, 10), (again, 20)]), redrawn([(first, 10), (again, 10)])
    ({'H'}, set())
    """
    days: dict[str, set[int]] = defaultdict(set)
    for entry, day in entries:
        if entry.is_hazard:
            days[entry.keys[0]].add(day)
    return {key for key, found in days.items() if len(found) > 1}


def undecided(
    hazards: Iterable[Drawn], releases: Sequence[Drawn], default_depth: DefaultDepth = no_default
) -> list[Finding]:
    """
    Find land that a hazard's later drawing leaves out and that is still open by the claim of that hazard.

    Parameters
    ----------
    hazards
        All mapped records of the hazards that `redrawn` names.
    releases
        Releases on or near their land.
    default_depth
        The programme's required depth by class and day.

    Returns
    -------
    list of Finding
        ``resurvey-leaves-land-undecided``, about the later and the older record, with the area of the rest in m².
        Land that several older records claim is counted at the last of them.

    Notes
    -----
    Source: DESIGN section 3, "Findings". A record redraws an older one of its hazard where it bears the same id of the
    source, or where the two share more than a sliver of land; pieces of one day, or side by side, are one drawing.

    Examples
    --------
    >>> old = Drawn(Entry("a", 1, 10, 10, "", 7, ("H",), root="a"), 10, shapely.box(0, 0, 100_000, 100_000))
    >>> new = Drawn(Entry("b", 1, 20, 20, "", 7, ("H",), root="b"), 20, shapely.box(0, 0, 60_000, 100_000))
    >>> (found,) = undecided([old, new], [])
    >>> found.about, found.params
    (('b', 'a'), {'hazard': 'H', 'area_m2': 40.0})
    >>> undecided([old, new], [Drawn(Entry("c", 3, 30, 30, "", 7, ("H",)), 30, old.land)])
    []
    """
    hazards = list(hazards)
    groups: dict[str, list[Drawn]] = defaultdict(list)
    for one in hazards:
        groups[one.entry.keys[0]].append(one)
    claims = Claims([(one.entry, one.day) for one in (*hazards, *releases)], default_depth)
    tree = shapely.STRtree([one.land for one in releases])
    found = []
    for key, group in sorted(groups.items()):
        ordered = sorted(group, key=lambda one: order_key(one.entry, one.day))
        for later, older, earlier, rest in _left_out(ordered):
            near = [releases[n] for n in sorted(tree.query(rest, predicate="intersects").tolist())]
            pieces = [(part, [older, *covers]) for part, covers in pieces_of(rest, [*earlier, *near])]
            open_ = (part for part, covers in pieces if claims.stand([one.entry.id for one in covers]))
            area = sum(map(shapely.area, open_)) / UNITS_PER_M2
            if area >= LEAST_M2:
                params: dict[str, str | int | float] = {"hazard": key, "area_m2": round(float(area), 2)}
                found.append(Finding("resurvey-leaves-land-undecided", (later.entry.id, older.entry.id), params=params))
    return sorted(found, key=lambda finding: finding.about)


def _left_out(group: Sequence[Drawn]) -> Iterator[tuple[Drawn, Drawn, list[Drawn], Any]]:
    """List the record that first redrew an older one, that, earlier ones near, and land that no later one covers."""
    tree = shapely.STRtree([one.land for one in group])
    issued: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, one in enumerate(group):
        if one.entry.source_id:
            issued[one.entry.organisation, one.entry.source_id].append(at)
    for at, older in enumerate(group):
        touching = sorted(tree.query(older.land, predicate="intersects").tolist())
        near = [n for n in touching if n > at]
        again = {n for n in issued[older.entry.organisation, older.entry.source_id] if n > at}
        after = [n for n in sorted({*near, *again}) if _another(group[n], older)]
        later = next((group[n] for n in after if n in again or _shares(group[n], older)), None)
        if later is not None:
            rest = broad(shapely.difference(older.land, shapely.union_all([group[n].land for n in near])))
            if shapely.area(rest) >= LEAST_M2 * UNITS_PER_M2:
                yield later, older, [group[n] for n in touching if n < at], rest


def _another(later: Drawn, older: Drawn) -> bool:
    """Tell a later drawing from a piece of the same day, and from a conflicting correction of the same record."""
    return later.day != older.day and later.entry.root != older.entry.root


def _shares(later: Drawn, older: Drawn) -> bool:
    shared = shapely.area(shapely.intersection(later.land, older.land))
    return bool(shared > SHARED_LEAST * min(shapely.area(later.land), shapely.area(older.land)))


def broad(land: Any) -> Any:  # noqa: ANN401 - shapes
    """
    Leave out parts that are no broader than a line drawn twice.

    Parameters
    ----------
    land
        Any shape, grid units.

    Returns
    -------
    shapely.MultiPolygon
        Its broader parts, possibly none.

    Examples
    --------
    >>> len(broad(shapely.union_all([shapely.box(0, 0, 900, 90_000), shapely.box(5_000, 0, 9_000, 9_000)])).geoms)
    1
    """
    return _broad(np.array([land], dtype=object))[0]


def _broad(lands: Objects) -> Objects:
    """Leave the narrow parts of many shapes out at once."""
    parts, index = shapely.get_parts(lands, return_index=True)
    kept = 2 * shapely.area(parts) > SLIVER_UNITS * shapely.length(parts)
    found: Objects = np.full(len(lands), _NOTHING, dtype=object)
    if kept.any():
        shapely.multipolygons(parts[kept], indices=index[kept], out=found)
    return found


def pieces_of(land: Any, around: Sequence[Drawn]) -> list[tuple[Any, list[Drawn]]]:  # noqa: ANN401 - a shape
    """
    Cut land so that each piece is wholly covered by an entry or not at all.

    Parameters
    ----------
    land
        The land, grid units.
    around
        Entries that may cover it.

    Returns
    -------
    list of tuple
        Pieces, and the entries that cover each; slivers are left out.

    Examples
    --------
    >>> half = Drawn(Entry("a", 1, 1, 1, "", 7, ("H",)), 1, shapely.box(0, 0, 50_000, 100_000))
    >>> [len(covers) for _, covers in pieces_of(shapely.box(0, 0, 100_000, 100_000), [half])]
    [1, 0]
    """
    lands, covers = np.array([land], dtype=object), list[list[Drawn]]([[]])
    for one in around:
        shapely.prepare(one.land)
        whole, met = shapely.covers(one.land, lands), shapely.intersects(one.land, lands)
        torn = lands[met & ~whole]  # most pieces are not, and to cut one costs as much as many looks
        cut = _broad(np.concatenate([shapely.intersection(torn, one.land), shapely.difference(torn, one.land)]))
        inside, outside, between = (list(compress(covers, where)) for where in (whole, ~met, met & ~whole))
        held = [*([*before, one] for before in inside), *outside, *([*before, one] for before in between), *between]
        lands = np.concatenate([lands[whole], lands[~met], cut])
        there = np.flatnonzero(~shapely.is_empty(lands))
        lands, covers = lands[there], [held[n] for n in there.tolist()]
    return list(zip(lands.tolist(), covers, strict=True))
