"""From an open register to what a product shows: its view, and the one web page of the whole register."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from landrelease.desk.looking import admin_areas
from landrelease.desk.reading import Reading
from landrelease.desk.register import Register
from landrelease.desk.still import still
from landrelease.desk.views import store_view
from landrelease.geometry.geojson import geometry_of
from landrelease.ledger.force import votes
from landrelease.ledger.table import Parcels
from landrelease.publish.meta import Meta
from landrelease.publish.page import Page, write_page
from landrelease.publish.pagedata import Place, Version
from landrelease.publish.redaction.audience import EXACT
from landrelease.records.kinds import kind_of

SYNTHETIC_MARK = "SYNTHETIC"
_MOST_YEARS = 12


def meta_of(register: Reading, *, as_of: str = "", known_at: str = "", audience: str = "") -> Meta:
    """
    Say which view of a register a product shows.

    Parameters
    ----------
    register
        An open register.
    as_of
        Day of the map; the latest knowledge where it is empty.
    known_at
        Moment of knowledge; that of the latest record where it is empty.
    audience
        For whom the product is made; empty where it says so itself.

    Returns
    -------
    Meta
        Marked synthetic where the programme's id or name says so.
    """
    programme = register.frame().programme
    named = f"{programme.id or ''} {programme.name or ''}"
    return Meta(
        programme=programme.id or "",
        name=programme.name or "",
        as_of=as_of,
        known_at=known_at or register.last_known(),
        synthetic=SYNTHETIC_MARK in named.upper(),
        audience=audience,
    )


def write_register_page(register: Register, path: Path) -> int:
    """
    Write the web page of a register.

    Parameters
    ----------
    register
        An open register.
    path
        The file, replaced whole.

    Returns
    -------
    int
        How many parcels it shows.
    """
    parcels = register.land()
    years = _years(parcels)
    meta = meta_of(register, audience=EXACT)
    title = meta.name or meta.programme
    areas = admin_areas(register)
    unmoved = still(register)
    page = Page(
        title=title,
        statement_years=[register.statement(year=year) for year in years],
        parcels=parcels,
        records=_summaries(register, parcels, [one.id for one in unmoved]),
        meta=meta,
        versions=[_version(register, f"{year}-12-31") for year in years],
        places=settlements(register),
        borders=geometry_of([area.shape for area in areas]),
        still=unmoved,
    )
    write_page(path, page)
    return len(parcels.id)


def _years(parcels: Parcels) -> list[int]:
    """Years from the first to the last in which land came to what it is."""
    found = [int(since[:4]) for since in parcels.since]
    return list(range(max(min(found), max(found) - _MOST_YEARS + 1), max(found) + 1)) if found else []


def _version(register: Register, day: str) -> Version:
    return Version(day, register.land(as_of=day))


def _summaries(register: Register, parcels: Parcels, others: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Say of each record that moved land, and of the others named, what a reader of the map needs."""
    view = store_view(register.store)
    found: dict[str, dict[str, Any]] = {}
    for name in {record for history in parcels.history for record in history} | set(others):
        record = view.record(name)
        if record is None:
            continue
        accepts = [decision for _, decision in votes(view, name) if decision.verdict == "accept"]
        found[name] = {
            "kind": kind_of(record),
            "id": record.id,
            "area_id": getattr(record, "area_id", None),
            "date": record.date,
            "organisation": record.organisation,
            "status": getattr(record, "status", None),
            "method": getattr(record, "method", None),
            "depth_m": getattr(record, "depth_m", None),
            "decision": "accept" if accepts else None,
            "decided": accepts[-1].recorded[:10] if accepts else None,
        }
    return found


def settlements(register: Register) -> list[Place]:
    """
    List the settlements of a register with their positions.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    list of Place
        Those that have a position, the most people first.
    """
    found = [record for _, record in register.records(["settlement"])]
    found.sort(key=lambda one: -(getattr(one, "population", None) or 0))
    shapes = geometry_of([getattr(record, "shape", None) for record in found])
    return [
        Place(str(getattr(record, "name", "") or ""), float(shape.centroid.x), float(shape.centroid.y))
        for record, shape in zip(found, shapes, strict=True)
        if shape is not None
    ]
