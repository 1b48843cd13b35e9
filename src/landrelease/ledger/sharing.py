"""Hazards that share open land: each has a claim of its own there, and often they are one hazard reported twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely

from landrelease.checks.finding import Finding
from landrelease.ledger.claims import Claims
from landrelease.ledger.events import DefaultDepth, no_default
from landrelease.ledger.findings import LEAST_M2
from landrelease.ledger.resurvey import SHARED_LEAST, UNITS_PER_M2, Drawn, broad, pieces_of


def overlaps(
    hazards: Sequence[Drawn], releases: Sequence[Drawn], default_depth: DefaultDepth = no_default
) -> list[Finding]:
    """
    Find land that two hazards claim and on which both claims stand.

    Parameters
    ----------
    hazards
        Mapped records of hazards.
    releases
        Releases on or near their land.
    default_depth
        The programme's required depth by class and day.

    Returns
    -------
    list of Finding
        ``hazards-overlap``, one for each two hazards, about a record of each, with the area that they share in m².

    Notes
    -----
    Source: domain brief 1.12, "worth adding". Drawings side by side, which share no more than a sliver, are left alone.

    Examples
    --------
    >>> from landrelease.ledger.entry import Entry
    >>> one = Drawn(Entry("a", 1, 10, 10, "", 7, ("H",)), 10, shapely.box(0, 0, 100_000, 100_000))
    >>> other = Drawn(Entry("b", 1, 20, 20, "", 7, ("I",)), 20, shapely.box(60_000, 0, 160_000, 100_000))
    >>> (found,) = overlaps([one, other], [])
    >>> found.about, found.params
    (('a', 'b'), {'hazard': 'H', 'other': 'I', 'area_m2': 40.0})
    >>> overlaps([one, other], [Drawn(Entry("c", 3, 30, 30, "", 7, ("I",)), 30, other.land)])
    []
    """
    claims = Claims([(one.entry, one.day) for one in (*hazards, *releases)], default_depth)
    tree = shapely.STRtree([one.land for one in releases])
    found = []
    for keys, group, land in _shared(hazards):
        near = [releases[n] for n in sorted(tree.query(land, predicate="intersects").tolist())]
        pieces = pieces_of(land, [*group, *near])
        area = sum(shapely.area(part) for part, covers in pieces if _both(keys, covers, claims)) / UNITS_PER_M2
        if area >= LEAST_M2:
            params: dict[str, str | int | float] = {
                "hazard": keys[0],
                "other": keys[1],
                "area_m2": round(float(area), 2),
            }
            about = tuple(next(one.entry.id for one in group if one.entry.keys[0] == key) for key in keys)
            found.append(Finding("hazards-overlap", about, params=params))
    return found


def _shared(hazards: Sequence[Drawn]) -> Iterator[tuple[tuple[str, str], list[Drawn], Any]]:
    """List two hazards each, their records that meet, and the land that they share."""
    lands = np.array([one.land for one in hazards], dtype=object)
    first, second = shapely.STRtree(lands).query(lands, predicate="intersects")
    keys = np.array([one.entry.keys[0] for one in hazards], dtype=object)
    apart = np.flatnonzero(keys[first] < keys[second])
    first, second = first[apart], second[apart]
    land = shapely.intersection(lands[first], lands[second])
    smaller = np.minimum(shapely.area(lands[first]), shapely.area(lands[second]))
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in np.flatnonzero(shapely.area(land) > np.maximum(SHARED_LEAST * smaller, LEAST_M2 * UNITS_PER_M2)).tolist():
        groups[keys[first[at]], keys[second[at]]].append(at)
    for pair, places in sorted(groups.items()):
        members = sorted({*first[places].tolist(), *second[places].tolist()}, key=lambda n: hazards[n].entry.id)
        yield pair, [hazards[n] for n in members], broad(shapely.union_all(land[places]))


def _both(keys: tuple[str, str], covers: Sequence[Drawn], claims: Claims) -> bool:
    """Tell whether the claims of both hazards stand on land that these cover."""
    return all(
        claims.stand([one.entry.id for one in covers if not one.entry.is_hazard or one.entry.keys[0] == key])
        for key in keys
    )
