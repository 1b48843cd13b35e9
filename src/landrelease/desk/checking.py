"""The verb `check`: every finding over what a register holds, settled ones set apart."""

from collections.abc import Sequence
from typing import NamedTuple

import shapely

from landrelease.checks.finding import Finding, finding_id
from landrelease.checks.held import View as HeldView
from landrelease.checks.proposed import Places, Proposed
from landrelease.checks.register import check_register
from landrelease.checks.row import check_rows
from landrelease.checks.settings import OUTSIDE_HAZARD, unfit
from landrelease.checks.shape import check_shapes
from landrelease.desk import answers
from landrelease.desk.errors import UnknownIdError
from landrelease.desk.frame import Ruling
from landrelease.desk.importing import check_frame
from landrelease.desk.persons import names_of
from landrelease.desk.register import Register
from landrelease.desk.views import EVER
from landrelease.geometry.geojson import geometry_of
from landrelease.ledger.findings import entry_findings, movement_findings, shapeless_findings
from landrelease.records.base import Record
from landrelease.records.change import Attachment, Correction, Decision, Withdrawal
from landrelease.records.context import AdminArea, Person, Programme
from landrelease.records.finds import Ordnance
from landrelease.records.kinds import replacement_of

_NO_STATEMENT = (Withdrawal, Decision, Attachment, Person, Programme)


class Checked(NamedTuple):
    """
    A finding over a register.

    Attributes
    ----------
    id : str
        Id by which it is settled.
    finding : Finding
        The finding.
    settled : str
        Reason by which somebody settled it; empty where nobody did.
    """

    id: str
    finding: Finding
    settled: str


def check(register: Register) -> list[Checked]:
    """
    Run every check over a register.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    list of Checked
        Ordered by code and record; what is corrected, withdrawn or rejected is left alone.
    """
    stored = _stored(register)
    found = _row_findings(register, stored) + check_register(stored, _held_view(register, stored))
    found += _ledger_findings(register, stored)
    reasons = _settled(stored)
    unique = {finding_id(finding): finding for finding in found}
    ordered = sorted(unique.items(), key=lambda item: (item[1].code, item[1].about, item[0]))
    return [Checked(name, finding, reasons.get(name, "")) for name, finding in ordered]


def finding_named(register: Register, name: str) -> str:
    """
    Find the whole id of a finding over a register.

    Parameters
    ----------
    register
        An open register.
    name
        Id of a finding, or a clear beginning of it.

    Returns
    -------
    str
        The one id that begins so.

    Raises
    ------
    UnknownIdError
        Where no finding that stands now has it, or more than one.
    """
    begun = name.strip().rstrip("….")
    found = [one.id for one in check(register) if begun and one.id.startswith(begun)]
    if len(found) == 1:
        return found[0]
    problem = "more than one finding's id begins" if found else "no finding's id begins"
    msg = f"{problem} with {name!r}; `landrelease check -o csv` lists them all"
    raise UnknownIdError(msg)


def _stored(register: Register) -> list[tuple[str, Record, str]]:
    states = {seq: head.decode() for seq, _, head, _ in register.store.read("state")}
    seqs = register.store.seq_of(name for name, _ in register.records())
    return [(name, record, states.get(seqs[name], "accepted")) for name, record in register.records()]


def _settled(stored: Sequence[tuple[str, Record, str]]) -> dict[str, str]:
    return {
        record.finding: record.reason or ""
        for _, record, _ in stored
        if isinstance(record, Decision) and record.verdict == "settle" and record.finding
    }


def _row_findings(register: Register, stored: Sequence[tuple[str, Record, str]]) -> list[Finding]:
    live = [
        (name, record)
        for name, record, state in stored
        if state in {"proposed", "accepted", "conflicting"} and not isinstance(record, _NO_STATEMENT)
    ]
    if not live:
        return []
    statements = [replacement_of(record) if isinstance(record, Correction) else record for _, record in live]
    shapes = geometry_of([getattr(statement, "shape", None) for statement in statements])
    proposed = Proposed(records=statements, shapes=shapes, ids=[name for name, _ in live])
    frame = check_frame(register)._replace(places=_places(stored))
    return [finding_without_row(f) for f in check_rows(proposed, frame) + check_shapes(proposed, frame)]


def finding_without_row(finding: Finding) -> Finding:
    """
    Leave out the row of a finding about a stored record.

    Parameters
    ----------
    finding
        Any finding.

    Returns
    -------
    Finding
        The same without a row.

    Examples
    --------
    >>> finding_without_row(Finding("same-day", ("ab",), row=7)).row is None
    True
    """
    return Finding(finding.code, finding.about, None, finding.params, finding.klass)


def _places(stored: Sequence[tuple[str, Record, str]]) -> Places:
    areas = [record for _, record, state in stored if isinstance(record, AdminArea) and state == "accepted"]
    if not areas:
        return Places()
    shapes = geometry_of([area.shape for area in areas])
    return Places(admin_ids=[area.id or "" for area in areas], admin_areas=shapes)


def _held_view(register: Register, stored: Sequence[tuple[str, Record, str]]) -> HeldView:
    by_person = names_of(register.store)
    names = {
        name: by_person[record.id]
        for name, record, _ in stored
        if isinstance(record, Person) and record.id in by_person
    }
    return HeldView(names=names, places=_places(stored))


def _ledger_findings(register: Register, stored: Sequence[tuple[str, Record, str]]) -> list[Finding]:
    if answers.frame_or_none(register.store) is None:
        return []
    found = answers.past(register.store, EVER)
    rulings = register.frame().rulings
    books = answers.books_of(found)
    kept = [row for row, _ in found.postings.values()]
    shapeless = shapeless_findings([row.entry for row in kept], [row.mapped for row in kept])
    moved = _worth_telling(movement_findings(books), rulings)
    return _settings(rulings) + moved + entry_findings(books) + shapeless + _ordnance(register, stored)


def _worth_telling(found: list[Finding], rulings: Sequence[Ruling]) -> list[Finding]:
    """Leave out releases outside any hazard whose area is what the programme takes for noise of the survey."""
    given = [one.value for one in rulings if one.key == OUTSIDE_HAZARD and not unfit(one.key, one.value)]
    least = float(given[-1]) if given else 0.0
    return [one for one in found if one.code != "release-outside-hazard" or float(one.params["area_m2"]) > least]


def _settings(rulings: Sequence[Ruling]) -> list[Finding]:
    """Find settings in force that no answer can use."""
    return [
        Finding("setting-unusable", (one.record,), params={"key": one.key, "value": str(one.value), "expected": said})
        for one in rulings
        if (said := unfit(one.key, one.value))
    ]


def _ordnance(register: Register, stored: Sequence[tuple[str, Record, str]]) -> list[Finding]:
    """Find ordnance on land that was released before the item was found."""
    items = [(n, r) for n, r, state in stored if isinstance(r, Ordnance) and r.shape and r.date and state == "accepted"]
    if not items:
        return []
    land = register.land()
    points = shapely.point_on_surface(geometry_of([record.shape for _, record in items]))
    at, parcel = shapely.STRtree(land.geometry).query(points, predicate="within")
    found = []
    for n, p in zip(at.tolist(), parcel.tolist(), strict=True):
        name, record = items[n]
        if land.status[p] in {"cancelled", "reduced", "cleared"} and land.since[p] < str(record.date):
            params: dict[str, str | int | float] = {"status": str(land.status[p]), "since": str(land.since[p])}
            found.append(Finding("ordnance-on-released-land", (name, str(land.record[p])), params=params))
    return found
