"""Checks of what records name: organisations, units, hazards, administrative areas; and the order of their dates."""

from collections.abc import Iterable
from typing import Final

from landrelease.checks.columns import days_of
from landrelease.checks.finding import Finding
from landrelease.checks.held import Held, keys_of
from landrelease.records.base import Record
from landrelease.records.context import AdminArea, Organisation, Settlement
from landrelease.records.finds import Accident, Ordnance
from landrelease.records.kinds import kind_of
from landrelease.records.land import Release, Survey

FOUND_IN: Final = (Ordnance, Accident, Survey)


def organisation_unknown(held: Held) -> list[Finding]:
    """
    See organisations that records name and none describes.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``organisation-unknown``, one for each, about the first record that names it.
    """
    named = ((fact.record.organisation or "", position) for position, fact in enumerate(held.facts))
    return _unknown(held, "organisation-unknown", named, _ids(held, Organisation))


def unit_unknown(held: Held) -> list[Finding]:
    """
    See units that records name and none describes.

    Parameters
    ----------
    held
        The register, with the ids of the units.

    Returns
    -------
    list of Finding
        ``unit-unknown``, one for each, about the first record that names it.
    """
    if held.view.units is None:
        return []
    named = ((getattr(fact.record, "unit", None) or "", position) for position, fact in enumerate(held.facts))
    return _unknown(held, "unit-unknown", named, held.view.units)


def hazard_unknown(held: Held) -> list[Finding]:
    """
    See hazards that finds, accidents and surveys name and no record describes; releases are the ledger's matter.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``hazard-unknown``, one for each, about the first record that names it.
    """
    named = ((key, position) for position in held.of(*FOUND_IN) for key in keys_of(held.facts[position].record))
    return _unknown(held, "hazard-unknown", named, held.hazards.keys())


def admin_area_unknown(held: Held) -> list[Finding]:
    """
    See administrative areas that settlements and other areas name and no record describes.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``admin-area-unknown``, one for each, about the first record that names it.
    """
    named = ((_area_of(held.facts[position].record), position) for position in held.of(Settlement, AdminArea))
    return _unknown(held, "admin-area-unknown", named, _ids(held, AdminArea))


def _area_of(record: Record) -> str:
    name = record.parent if isinstance(record, AdminArea) else getattr(record, "admin_area", None)
    return name or ""


def _ids(held: Held, kind: type[Record]) -> set[str]:
    return {(held.facts[position].record.id or "").strip() for position in held.of(kind)}


def _unknown(held: Held, code: str, named: Iterable[tuple[str, int]], known: Iterable[str]) -> list[Finding]:
    described = set(known)
    users: dict[str, list[int]] = {}
    for value, position in named:
        if value.strip() and value.strip() not in described:
            users.setdefault(value.strip(), []).append(position)
    return [
        Finding(
            code,
            (held.facts[positions[0]].id,),
            params={"value": value, "n": len(positions), "kind": kind_of(held.facts[positions[0]].record)},
        )
        for value, positions in users.items()
    ]


def release_before_hazard(held: Held) -> list[Finding]:
    """
    See releases that are older than every record of a hazard that they name.

    Imprecise dates are read so that they fit where they can: the release on its last day, the hazard on its first.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``release-before-hazard``, one for each release, about it and the first record of the hazard.
    """
    days = days_of([fact.record.date for fact in held.facts])
    given = days.given
    found = []
    for position in held.of(Release):
        for key in keys_of(held.facts[position].record):
            dated = [other for other in held.hazards.get(key, ()) if given[other]]
            first = min(dated, key=lambda other: (days.first[other], held.facts[other].id), default=None)
            if first is not None and given[position] and days.last[position] < days.first[first]:
                found.append(_too_early(held, position, first, key))
                break
    return found


def _too_early(held: Held, release: int, hazard: int, key: str) -> Finding:
    about = (held.facts[release].id, held.facts[hazard].id)
    first, second = held.facts[release].record.date or "", held.facts[hazard].record.date or ""
    return Finding("release-before-hazard", about, params={"date": first, "hazard_date": second, "hazard": key})
