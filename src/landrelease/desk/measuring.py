"""What the checks need measured: the land that the programme answers for, both readings of rings, areas of records."""

from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np
import shapely

from landrelease.checks.finding import Finding
from landrelease.checks.proposed import Places, Proposed
from landrelease.desk.looking import admin_areas, state_outline
from landrelease.desk.reading import Reading
from landrelease.geometry.geojson import geometry_of
from landrelease.geometry.plane import Plane
from landrelease.geometry.prepare import prepare
from landrelease.geometry.rings import areas, unpack
from landrelease.ledger.fold import M2
from landrelease.records.land import Hazard, Release
from landrelease.register.store import Store

OF_LAND: Final = frozenset({"correction-withdrawn", "dropped-from-source"})
"""Findings about a record whose land is at stake as a whole."""


def places_of(register: Reading) -> Places:
    """
    Tell the checks which land the programme answers for.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    Places
        The outline of the state (administrative areas of level 0), where somebody loaded it, and the administrative
        areas of the set in force.
    """
    drawn = admin_areas(register)
    state = geometry_of([area.shape for area in state_outline(register)])
    return Places(
        country=shapely.union_all(shapely.make_valid(state)) if len(state) else None,
        admin_ids=[area.id or "" for area in drawn],
        admin_areas=geometry_of([area.shape for area in drawn]),
    )


def read_both_ways(proposed: Proposed, rows: Sequence[int], plane: Plane | None) -> Proposed:
    """
    Add the areas of both readings of unclear boundaries, so that the land in doubt can be told in m².

    Parameters
    ----------
    proposed
        Records and their shapes.
    rows
        Positions of those whose rings are invalid.
    plane
        The plane of the programme; without one nothing is measured.

    Returns
    -------
    Proposed
        With both areas of these hazards and releases, no number for all others.

    Examples
    --------
    >>> twins = "MULTIPOLYGON (((18 44, 18.02 44, 18.02 44.02, 18 44)), ((18 44, 18.01 44, 18.01 44.02, 18 44)))"
    >>> given = Proposed([Hazard()], shapely.from_wkt([twins]))
    >>> both = read_both_ways(given, [0], Plane(18.0, 44.0))
    >>> bool(both.larger_m2[0] > both.smaller_m2[0] > 0), len(read_both_ways(given, [0], None).larger_m2)
    (True, 0)
    """
    land = [row for row in rows if isinstance(proposed.records[row], Hazard | Release)]
    if plane is None or not land:
        return proposed
    ready = prepare(proposed.shapes[land], larger=True, plane=plane)
    larger, smaller = np.full((2, len(proposed.records)), np.nan)
    larger[land], smaller[land] = ready.larger_m2, ready.smaller_m2
    return proposed._replace(larger_m2=larger, smaller_m2=smaller)


def with_areas(store: Store, findings: Sequence[Finding]) -> list[Finding]:
    """
    Add the land at stake to findings about a record as a whole.

    Parameters
    ----------
    store
        An open store.
    findings
        Any findings.

    Returns
    -------
    list of Finding
        The same; those of `OF_LAND` with the area in m² of the record to look at first, where it has a polygon.
    """
    names = {finding.about[0] for finding in findings if finding.code in OF_LAND}
    seqs = store.seq_of(names) if names else {}
    rows = store.read("land", sorted(seqs.values())) if seqs else []
    measured = dict(zip((row[0] for row in rows), areas(unpack([row[3] for row in rows])), strict=True))
    return [
        msgspec.structs.replace(finding, params={**finding.params, "area_m2": round(measured[seq] / M2, 2)})
        if finding.code in OF_LAND and (seq := seqs.get(finding.about[0], -1)) in measured
        else finding
        for finding in findings
    ]
