"""The figures of a certificate: areas by what was done, turning points, ordnance, land that others hold open."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

import shapely

from landrelease.desk.site import Site, in_plane, open_land, placed
from landrelease.geometry.plane import Plane
from landrelease.geometry.turning import turning_points
from landrelease.programme.case import Case
from landrelease.programme.ordering import Known
from landrelease.programme.roll import Fact, plain

_DEGREES: Final = 7
_LEAST_M2: Final = 0.05


def open_claims(site: Site, releases: Sequence[Fact], plane: Plane | None) -> list[tuple[str, str]]:
    """
    List the claims that hold released land open.

    Parameters
    ----------
    site
        The site of the task.
    releases
        Its releases.
    plane
        The programme's plane.

    Returns
    -------
    list of tuple
        Status and record of each.
    """
    return [(str(row["status"]), str(row["record"])) for row in open_land(site.land, union_of(releases), plane)]


def union_of(facts: Sequence[Fact]) -> shapely.Geometry | None:
    """
    Put the land of several records together.

    Parameters
    ----------
    facts
        Statements.

    Returns
    -------
    shapely geometry or None
        Longitude and latitude; None where none of them has land.
    """
    shapes = [shape for fact in facts if (shape := placed(fact)) is not None and shapely.area(shape) > 0]
    return shapely.union_all(shapes) if shapes else None


def figures_of(
    content: Mapping[str, Any], releases: Sequence[Fact], case: Case, site: Site, known: Known
) -> dict[str, Any]:
    """
    Compute the figures of a certificate.

    Parameters
    ----------
    content
        What the records say.
    releases
        The releases of the task.
    case, site
        The task and its site.
    known
        What is known.

    Returns
    -------
    dict
        ``area_m2`` of the task, ``releases`` (m² by record), ``totals`` by status, method, depth and whether they
        count, ``released_m2`` (accepted, counted once), ``proposed_m2`` (the rest),
        ``repeated_m2``, ``left_m2`` of the area not released, ``open_land``,
        ``utm``, ``turning_points``, ``ordnance`` by category, ``work`` from progress reports.
    """
    plane = known.plane
    lands = {fact.id: _flat(fact, plane) for fact in releases}
    counts = {row["record"] for row in content["releases"] if row["accepted"]}
    whole = shapely.union_all([land for name, land in lands.items() if land is not None and name in counts])
    asked = shapely.union_all([land for name, land in lands.items() if land is not None and name not in counts])
    area = in_plane(site.area, plane) if site.area is not None and plane is not None else None
    totals = _totals(releases, lands, counts)
    return {
        "area_m2": _m2(area),
        "releases": {name: _m2(land) for name, land in lands.items()},
        "totals": totals,
        "released_m2": _m2(whole),
        "proposed_m2": _m2(shapely.difference(asked, whole)),
        "repeated_m2": round(sum(row["area_m2"] for row in totals if row["accepted"]) - _m2(whole), 1) + 0.0,
        "left_m2": _m2(shapely.difference(area, whole)) if area is not None else None,
        "open_land": open_land(site.land, union_of(releases), plane),
        **_corners(site),
        "ordnance": _ordnance(content["ordnance"]),
        "work": _work(case),
    }


def _flat(fact: Fact, plane: Plane | None) -> shapely.Geometry | None:
    shape = placed(fact)
    return in_plane(shape, plane) if shape is not None and plane is not None else None


def _m2(land: shapely.Geometry | None) -> float:
    found = 0.0 if land is None else float(shapely.area(land))
    return round(found, 1) if found >= _LEAST_M2 else 0.0


def _totals(
    releases: Sequence[Fact], lands: Mapping[str, shapely.Geometry | None], counts: set[str]
) -> list[dict[str, Any]]:
    groups: dict[tuple[str, str, float, bool], list[shapely.Geometry]] = defaultdict(list)
    for fact in releases:
        record, land = fact.record, lands[fact.id]
        depth = -1.0 if record.depth_m is None else record.depth_m
        groups[plain(record.status), plain(record.method), depth, fact.id in counts] += [] if land is None else [land]
    return [
        {
            "status": status or None,
            "method": method or None,
            "depth_m": None if depth < 0 else depth,
            "accepted": accepted,
            "area_m2": _m2(shapely.union_all(parts)),
        }
        for (status, method, depth, accepted), parts in sorted(groups.items())
    ]


def _corners(site: Site) -> dict[str, Any]:
    if site.area is None:
        return {"utm": None, "turning_points": []}
    utm, points = turning_points(site.area)
    rows = [
        {
            "number": one.number,
            "ring": one.ring,
            "lon": round(one.lon, _DEGREES),
            "lat": round(one.lat, _DEGREES),
            "easting": round(one.easting, 2),
            "northing": round(one.northing, 2),
        }
        for one in points
    ]
    return {"utm": {"name": utm.name, "crs": utm.crs}, "turning_points": rows}


def _ordnance(finds: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Count items by category and by what was done with them; items without a number are counted apart."""
    counted: dict[str, dict[str, int]] = defaultdict(lambda: {"found": 0, "destroyed": 0, "other": 0, "unknown": 0})
    for find in finds:
        action = find["action"] if find["action"] in {"found", "destroyed"} else "other"
        row = counted[plain(find["category"]) or "?"]
        if find["quantity"] is None:
            row["unknown"] += 1
        else:
            row[action] += find["quantity"]
    return [{"category": category, **row} for category, row in sorted(counted.items())]


def _work(case: Case) -> dict[str, Any]:
    """Add up what progress reports say; their area is a memo and moves no land."""
    reports = [move.fact.record for move in case.moves if move.move == "progress"]
    return {
        "reports": len(reports),
        "worked_m2": round(sum(one.area_m2 or 0 for one in reports), 1),
        "hours": round(sum(one.hours or 0 for one in reports), 1),
        "machine_h": round(sum(one.machine_h or 0 for one in reports), 1),
    }
