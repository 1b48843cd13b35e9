"""Evidence at the desk: items as they count, what is doubtful about them, and what the rules propose for them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import shapely

from landrelease.checks.finding import Finding
from landrelease.checks.held import keys_of
from landrelease.checks.settings import unfit
from landrelease.checks.settings_evidence import EVIDENCE
from landrelease.desk.origins import study
from landrelease.desk.reading import Reading
from landrelease.desk.sources import OUT, kept_sources
from landrelease.desk.views import store_view
from landrelease.evidence.advice import OPEN, Proposal, advise
from landrelease.evidence.findings import evidence_findings
from landrelease.evidence.gathering import Case, Weighed, cases, weighed
from landrelease.evidence.support import BASES, Support
from landrelease.evidence.weight import Lists, lists_of
from landrelease.geometry.geojson import geometry_of
from landrelease.ledger.force import View, state_of
from landrelease.programme.roll import Fact, facts_of, plain
from landrelease.records.codes import RELEASE_STATUS
from landrelease.records.kinds import KINDS
from landrelease.records.land import Hazard, Release
from landrelease.records.shape import WGS84

_RANK: Final = {status: rank for rank, status in enumerate(OPEN)}
_NEVER: Final = "9999-12-31"
_ALSO: Final = ("release", "task", "settlement", "admin_area")
"""Kinds of records that an item may name beside hazards and what it was taken from."""


class Told(NamedTuple):
    """
    The evidence items of a register.

    Attributes
    ----------
    items : list of Weighed
        As they count.
    support : Support
        What is behind them.
    gone : frozenset of str
        Ids of items that were withdrawn or rejected.
    """

    items: list[Weighed]
    support: Support
    gone: frozenset[str]


def evidence_of(register: Reading) -> Told:
    """
    Weigh the evidence items of a register: all but those that were rejected or withdrawn.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    Told
        The items, and what is behind them.
    """
    view = store_view(register.store)
    kept = list(_kept(register, view, "evidence"))
    items = [fact for fact, state in kept if state not in OUT]
    gone = frozenset(plain(fact.record.id) for fact, state in kept if state in OUT) - {""}
    if not items:
        return Told([], Support([], study([]), {}), gone)
    named = {plain(name) for fact in items for name in fact.record.derived_from}
    bases = [fact for kind in BASES if kind != "evidence" for fact in _called(register, view, kind, named)]
    names = {plain(fact.record.id): fact.record.name or "" for fact, _ in _kept(register, view, "organisation")}
    support = Support(
        [*items, *bases], study(kept_sources(register)), {key: name for key, name in names.items() if name}
    )
    return Told(weighed(support, lists_in_force(register)), support, gone)


def lists_in_force(register: Reading) -> Lists:
    """
    Read the lists of evidence that a programme set.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    Lists
        The defaults where nothing usable is set.
    """
    rulings = [one for one in register.frame().rulings if one.key.startswith(EVIDENCE)]
    return lists_of({one.key: one.value for one in rulings if not unfit(one.key, one.value)})


def _kept(register: Reading, view: View, kind: str) -> Iterator[tuple[Fact, str]]:
    """Give each record of a kind as it counts, with its state; of a corrected one what the correction says."""
    for name, record in register.records([kind]):
        yield _counting(view, name, record)


def _counting(view: View, name: str, record: Any) -> tuple[Fact, str]:  # noqa: ANN401 - any record
    state = state_of(view, name)
    found = facts_of(view, name) if state == "corrected" else []
    return (found[-1] if found else Fact(name, record)), state


def _called(register: Reading, view: View, kind: str, names: set[str]) -> Iterator[Fact]:
    if kind not in KINDS:
        return
    seqs = [seq for found in register.store.by_source(kind, names).values() for seq in found]
    for name in register.store.id_of(seqs).values():
        fact, state = _counting(view, name, view.record(name))
        if state not in OUT:
            yield fact


def evidence_problems(register: Reading) -> list[Finding]:
    """
    Look over the evidence items of a register.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    list of Finding
        Empty where there is no evidence.
    """
    told = evidence_of(register)
    if not told.items:
        return []
    hazards, gone = _hazards(register)
    named = {plain(name) for one in told.items for name in (*one.said.hazards, *one.said.derived_from)}
    other = {name for kind in _ALSO for name in register.store.by_source(kind, named)}
    return evidence_findings(told.items, told.support, hazards, told.gone | gone, other)


def _hazards(register: Reading) -> tuple[dict[str, list[tuple[str, str]]], set[str]]:
    """List the records of each hazard with their status, and the keys of hazards that no longer count."""
    view = store_view(register.store)
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    gone: set[str] = set()
    for fact, state in _kept(register, view, "hazard"):
        if isinstance(fact.record, Hazard):
            for key in _keys(fact.record):
                if state in OUT:
                    gone.add(key)
                else:
                    found[key].append((fact.id, fact.record.status or ""))
    return dict(found), gone - found.keys()


def _keys(record: Hazard) -> tuple[str, ...]:
    keys = keys_of(record)
    issued = tuple(f"{record.organisation}:{key}" for key in keys) if record.organisation else ()
    return (*keys, *issued)


def proposals_of(register: Reading) -> dict[str, Any]:
    """
    Propose what should become of hazards and places for the evidence that the register holds.

    Nothing is written: a person decides, and writes the record.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    dict
        ``lists`` (what counts as direct and negative), and ``proposals``, each with ``about``, ``status``, ``advice``,
        ``reasons`` (with the rule and the records), ``items``, the ``row`` that a person would import, and the
        ``command`` for it; both empty where nothing is to be written.
    """
    told = evidence_of(register)
    drawn = geometry_of([one.said.shape for one in told.items])
    shapes = {one.record: shape for one, shape in zip(told.items, drawn, strict=True) if shape is not None}
    hazards, _ = _hazards(register)
    status = {key: _highest(rows) for key, rows in hazards.items() if _highest(rows)}
    found = cases(told.items, told.support, shapes, status)
    later = _after_releases(register, shapes)
    rows = [advise(one._replace(status="released") if later(one) else one) for one in found]
    lists = lists_in_force(register)
    land = _latest_shapes(register, {one.case.about for one in rows})
    return {
        "lists": {"direct": sorted(lists.direct), "negative": sorted(lists.negative), "leads": sorted(lists.leads)},
        "proposals": [_told(one, shapes, land) for one in rows],
    }


def _highest(rows: Sequence[tuple[str, str]]) -> str:
    return max((status for _, status in rows if status in _RANK), key=_RANK.__getitem__, default="")


def _after_releases(register: Reading, shapes: Mapping[str, shapely.Geometry]) -> Callable[[Case], bool]:
    """Make the question whether a case has evidence that was seen on land released before."""
    named: dict[str, str] = {}
    view = store_view(register.store)
    for name, _record in register.records(["release"]):
        for fact in facts_of(view, name):
            if isinstance(fact.record, Release) and fact.record.date and fact.record.stage == "complete":
                for key in keys_of(fact.record):
                    named[key] = max(named.get(key, ""), fact.record.date)
    since = _released_under(register, shapes)

    def asked(case: Case) -> bool:
        days = [(one, one.said.date or _NEVER) for one in case.items if one.weight in {"direct", "indirect"}]
        released = named.get(case.about, "")
        return any(
            (released and not _before(day, released)) or (since.get(one.record) and not _before(day, since[one.record]))
            for one, day in days
            if one.record not in case.against
        )

    return asked


def _before(day: str, other: str) -> bool:
    """Tell whether something was surely before a day: an imprecise one may have been later."""
    size = min(len(day), len(other))
    return day[:size] < other[:size]


def _released_under(register: Reading, shapes: Mapping[str, shapely.Geometry]) -> dict[str, str]:
    """Find the day since when the land where an item was seen is released, of several the last."""
    if not shapes:
        return {}
    land = register.land()
    names = list(shapes)
    at, parcel = shapely.STRtree(land.geometry).query(
        np.asarray([shapes[name] for name in names], dtype=object), predicate="intersects"
    )
    found: dict[str, str] = {}
    for item, row in zip(at.tolist(), parcel.tolist(), strict=True):
        if str(land.status[row]) in RELEASE_STATUS:
            found[names[item]] = max(found.get(names[item], ""), str(land.since[row]))
    return found


def _latest_shapes(register: Reading, keys: set[str]) -> dict[str, str]:
    """Give the last boundary of each hazard as well-known text, so that a new record of it keeps its land."""
    view = store_view(register.store)
    found: dict[str, Any] = {}
    for name, _record in register.records(["hazard"]):
        for fact in facts_of(view, name):
            for key in keys & set(_keys(fact.record)):
                last = found.get(key)
                if fact.record.shape and (last is None or (last.date or "") <= (fact.record.date or "")):
                    found[key] = fact.record
    read = geometry_of([record.shape for record in found.values()])
    return {
        key: shapely.to_wkt(one, rounding_precision=9) for key, one in zip(found, read, strict=True) if one is not None
    }


def _told(one: Proposal, shapes: Mapping[str, shapely.Geometry], land: Mapping[str, str]) -> dict[str, Any]:
    row = _row(one, shapes, land)
    kind = row.get("record", "")
    return {
        "about": one.case.about or None,
        "status": one.case.status or None,
        "advice": one.advice,
        "place": _place(one, shapes),
        "reasons": [
            {
                "rule": each.rule,
                "text": each.text,
                "why": each.why,
                "items": list(each.items),
                "records": list(each.records),
            }
            for each in one.reasons
        ],
        "items": [_item(each, one.case) for each in one.case.items],
        "row": row or None,
        "command": f"landrelease import REGISTER {kind}.csv --crs {WGS84}" if kind else None,
    }


def _item(one: Weighed, case: Case) -> dict[str, Any]:
    return {
        "id": one.name,
        "record": one.record,
        "type": one.said.type,
        "date": one.said.date,
        "class": one.counted,
        "weight": one.weight,
        "against": one.record in case.against or one.counted == "negative",
        "source_grade": one.said.source_grade,
        "information_grade": one.said.information_grade,
        "counted_grade": one.grade or None,
        "independent_origins": len(one.origins),
        "origins": list(one.origins),
    }


def _place(one: Proposal, shapes: Mapping[str, shapely.Geometry]) -> dict[str, float] | None:
    found = [shapes[item.record] for item in one.case.items if item.record in shapes]
    if not found:
        return None
    centre = shapely.centroid(shapely.GeometryCollection(found))
    return {"lon": round(centre.x, 6), "lat": round(centre.y, 6)}


def _row(one: Proposal, shapes: Mapping[str, shapely.Geometry], land: Mapping[str, str]) -> dict[str, str]:
    """
    Write the row in the plain form that a person would import, were they of the same mind.

    The boundary is that of the hazard where there is one; else the place of the evidence, and a person draws the rest.
    """
    if one.advice == "unchanged":
        return {}
    told = ", ".join(item.name for item in one.case.items)
    if one.advice == "survey":
        row = {"record": "request", "activity": "nts", "reason": "evidence to be looked at", "remarks": told}
    else:
        row = {"record": "hazard", "status": one.advice, "evidence": told, "date": _day(one.case.items)}
    row |= {"area_id": one.case.about} if one.case.about else {}
    seen = [shapes[item.record] for item in one.case.items if item.record in shapes]
    wkt = land.get(one.case.about) or (shapely.to_wkt(shapely.union_all(seen), rounding_precision=7) if seen else "")
    return row | ({"wkt": wkt} if wkt else {})


def _day(items: Sequence[Weighed]) -> str:
    """Give the last day on which any of them was seen; whoever imports fills it in where none is known."""
    return max((item.said.date for item in items if item.said.date), default="")
