"""Checks of records that may be one: ids, shapes, whole records, persons; and of the programme's own identity."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from typing import Any, Final

import numpy as np
import shapely

from landrelease.checks.columns import zone_of
from landrelease.checks.finding import Finding, place
from landrelease.checks.held import Held, keys_of
from landrelease.records.base import Record
from landrelease.records.context import AdminArea, Person, Programme
from landrelease.records.finds import Accident, Ordnance
from landrelease.records.kinds import kind_of
from landrelease.records.land import Hazard, Release, Survey

LAND: Final = (Hazard, Release, Survey)
PLACED: Final = (*LAND, Ordnance, Accident)
_CYRILLIC: Final = "\u0410\u0412\u0415\u0417\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0405\u0406\u0408"
_GREEK: Final = "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_LOOK: Final = str.maketrans(_CYRILLIC + _GREEK + _DASHES, "ABE3KMHOPCTYXSIJ" + "ABEZHIKMNOPTYX" + "-" * len(_DASHES))
_LOOK_OF_DIGITS: Final = str.maketrans("OI|", "011")


def skeleton(text: str) -> str:
    r"""
    Reduce an id or a name to what the eye sees, so that two of the same look become equal (rule V18).

    Blanks, case and the width of letters are levelled, Cyrillic and Greek letters become the Latin ones that they look
    like, dashes one dash, digits of any script ASCII digits, and O, I and a lone l the digits that they are taken for.

    Parameters
    ----------
    text
        An id or a name.

    Returns
    -------
    str
        Its look; never shown, only compared.

    Examples
    --------
    >>> skeleton(" h\u2013O1 ") == skeleton("H-0l") == skeleton("\u041d-0\u0661")
    True
    >>> skeleton("H-11") == skeleton("H-1-1")
    False
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    if {sign for sign in plain if sign.islower()} == {"l"}:
        plain = plain.replace("l", "1")
    seen = plain.upper().translate(_LOOK).translate(_LOOK_OF_DIGITS)
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in seen)


def source_id_repeated(held: Held) -> list[Finding]:
    """
    See two records of one kind, issuer and id where one was meant.

    A later record of the same hazard bears its id rightly, and so does one of another day of any kind but a release,
    whose id is that of one report. Progress reports of a release are left alone, and so is the programme, which is
    written again when its plane is settled (see `two_programmes`).

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``source-id-repeated``, one for each group.
    """
    groups = _groups(held, _issued_id, range(len(held.facts)))
    return [
        _group_finding("source-id-repeated", held, group, value=held.facts[group[0]].record.id or "")
        for group in groups
    ]


def _issued_id(record: Record) -> Hashable:
    if not record.id or isinstance(record, Programme) or getattr(record, "stage", "complete") == "progress":
        return None
    day = None if isinstance(record, Release) else record.date
    edition = record.boundary_set if isinstance(record, AdminArea) else None
    return type(record), record.organisation, record.id, day, edition


def source_id_shared(held: Held) -> list[Finding]:
    """
    See ids that two issuers use for records of one kind.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``source-id-shared``, one for each id.
    """
    found = []
    for group in _groups(held, lambda record: (type(record), record.id) if record.id else None, held.of(*LAND)):
        issuers = {held.facts[position].record.organisation for position in group} - {None}
        if len(issuers) > 1:
            value = held.facts[group[0]].record.id or ""
            found.append(_group_finding("source-id-shared", held, group, value=value, n=len(issuers)))
    return found


def source_id_lookalike(held: Held) -> list[Finding]:
    """
    See ids of one kind that differ, yet look alike to the eye (rule V18), and names that nearly are ids of hazards.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``source-id-lookalike``, one for each look, about the first record of each spelling.
    """
    spelt = _spellings(held)
    return [
        Finding(
            "source-id-lookalike",
            tuple(dict.fromkeys(held.facts[position].id for _, position in sorted(spellings.items()))),
            params={"kind": kind_of(kind()), "value": ", ".join(repr(text) for text in sorted(spellings))},
        )
        for (kind, _), spellings in spelt.items()
        if len(spellings) > 1
    ]


def _spellings(held: Held) -> dict[tuple[type[Record], str], dict[str, int]]:
    """Ids by kind and look, each with its first record; names of hazards only where they are no id, blanks aside."""
    spelt: dict[tuple[type[Record], str], dict[str, int]] = defaultdict(dict)
    look = lru_cache(maxsize=None)(skeleton)
    for position, (_, record) in enumerate(held.facts):
        if record.id:
            spelt[type(record), look(record.id)].setdefault(record.id, position)
    exact = {text.strip() for (kind, _), spellings in spelt.items() if kind is Hazard for text in spellings}
    for position, (_, record) in enumerate(held.facts):
        for key in keys_of(record):
            if key not in exact:
                spelt[Hazard, look(key)].setdefault(key, position)
    return spelt


def shape_repeated(held: Held) -> list[Finding]:
    """
    See one shape under several hazards, or under several releases of one status that are not the same report.

    A hazard may keep its shape from record to record, and a release may have that of its hazard.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``shape-repeated``, one for each shape and kind.
    """
    return [
        _group_finding("shape-repeated", held, group)
        for group in _same_shape(held, lambda record: (type(record), getattr(record, "status", None)))
        if not _one_report(held, group) and len({keys_of(held.facts[position].record) for position in group}) > 1
    ]


def record_repeated(held: Held) -> list[Finding]:
    """
    See land records that agree in kind, status, shape, date and organisation (rule V19).

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``record-repeated``, one for each group.
    """
    groups = _same_shape(held, lambda record: (type(record), getattr(record, "status", None), *_report(record)))
    return [_group_finding("record-repeated", held, group) for group in groups]


def _report(record: Record) -> tuple[str | None, str | None]:
    return record.date, record.organisation


def _one_report(held: Held, group: list[int]) -> bool:
    return len({_report(held.facts[position].record) for position in group}) == 1


def _same_shape(held: Held, key: Callable[[Record], Hashable]) -> list[list[int]]:
    """Group land records by their shapes and what else is to agree."""
    found = np.array(held.of(*LAND), dtype=np.int64)
    found = found[~shapely.is_missing(held.shapes[found]) & ~shapely.is_empty(held.shapes[found])]
    return _grouped(
        ((key(held.facts[position].record), held.outlines[position]), position) for position in found.tolist()
    )


def ordnance_repeated(held: Held) -> list[Finding]:
    """
    Note ordnance records that agree in category, model, quantity, action, place and date; nothing is ever removed.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``ordnance-repeated``, one for each group.
    """
    groups = _grouped(
        ((_item(held.facts[position].record), held.outlines[position]), position) for position in held.of(Ordnance)
    )
    return [_group_finding("ordnance-repeated", held, group) for group in groups]


def _item(record: Record) -> Hashable:
    return tuple(getattr(record, name) for name in ("category", "model", "quantity", "action", "date"))


def many_records_at_one_place(held: Held) -> list[Finding]:
    """
    Note places where many records lie at exactly one point, as municipal seats stand for unknown positions.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``many-records-at-one-place``, one for each place and kind, about its first record.
    """
    found = [position for position in held.of(*PLACED) if isinstance(held.shapes[position], shapely.Point)]
    groups = _grouped(
        ((type(held.facts[position].record), *map(float, held.bounds[position][:2])), position) for position in found
    )
    return [
        _group_finding("many-records-at-one-place", held, group, most=1, **place(*held.bounds[group[0]][:2]))
        for group in groups
        if len(group) >= held.view.limits.crowd
    ]


def person_under_two_ids(held: Held) -> list[Finding]:
    """
    See persons of one name and different ids, where the names may be read; the finding holds the ids only.

    Parameters
    ----------
    held
        The register, with the names of person records.

    Returns
    -------
    list of Finding
        ``person-under-two-ids``, one for each name.
    """
    named = [
        (" ".join(sorted(skeleton(held.view.names[fact.id]).split())), position)
        for position, fact in enumerate(held.facts)
        if isinstance(fact.record, Person) and held.view.names.get(fact.id, "").strip()
    ]
    found = []
    for group in _grouped(named):
        ids = sorted({held.facts[position].record.id or "" for position in group})
        if len(ids) > 1:
            found.append(_group_finding("person-under-two-ids", held, group, value=", ".join(ids)))
    return found


def two_programmes(held: Held) -> list[Finding]:
    """
    See records of two programmes in one register.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``two-programmes``, at most one.
    """
    group = held.of(Programme)
    ids = sorted({held.facts[position].record.id or "" for position in group})
    return [_group_finding("two-programmes", held, group, n=len(ids), value=", ".join(ids))] if len(ids) > 1 else []


def land_in_two_planes(held: Held) -> list[Finding]:
    """
    See records of one programme that name different planes.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``land-in-two-planes``, one for each programme, about the later record first and the ruling one behind it.
    """
    planes: dict[str, dict[tuple[float, float], str]] = defaultdict(dict)
    for fact in held.facts:
        if isinstance(fact.record, Programme) and fact.record.plane:
            planes[fact.record.id or ""].setdefault(fact.record.plane, fact.id)
    return [
        Finding("land-in-two-planes", tuple(reversed(first.values())), params={"n": len(first), "value": _named(first)})
        for first in planes.values()
        if len(first) > 1
    ]


def _named(planes: Iterable[tuple[float, float]]) -> str:
    return ", ".join(f"{lon:g};{lat:g}" for lon, lat in planes)


def time_zone_unknown(held: Held) -> list[Finding]:
    """
    See programmes whose time zone nobody knows.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``time-zone-unknown``.
    """
    zones = [(fact.id, fact.record.time_zone) for fact in held.facts if isinstance(fact.record, Programme)]
    return [
        Finding("time-zone-unknown", (id_,), params={"value": zone}) for id_, zone in zones if zone_of(zone).key != zone
    ]


def _groups(held: Held, key: Callable[[Record], Hashable], positions: Iterable[int]) -> list[list[int]]:
    keyed = ((key(held.facts[position].record), position) for position in positions)
    return _grouped((value, position) for value, position in keyed if value is not None)


def _grouped(keyed: Iterable[tuple[Hashable, int]]) -> list[list[int]]:
    groups: dict[Any, list[int]] = defaultdict(list)
    for value, position in keyed:
        groups[value].append(position)
    return [group for group in groups.values() if len(group) > 1]


def _group_finding(code: str, held: Held, group: list[int], most: int | None = None, **params: str | float) -> Finding:
    about = tuple(held.facts[position].id for position in group[:most])
    kind = kind_of(held.facts[group[0]].record)
    return Finding(code, about, params={"kind": kind, "n": len(group), **params})
