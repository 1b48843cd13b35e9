"""The verb `check`: every finding over what a register holds, settled ones set apart."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import shapely

from landrelease.checks.finding import Finding, finding_id
from landrelease.checks.held import View as HeldView
from landrelease.checks.proposed import Frame, Proposed
from landrelease.checks.register import check_register
from landrelease.checks.row import check_rows
from landrelease.checks.settings import OUTSIDE_HAZARD, unfit
from landrelease.checks.shape import check_shapes
from landrelease.desk import answers
from landrelease.desk.errors import UnknownIdError
from landrelease.desk.frame import Ruling
from landrelease.desk.importing import check_frame, plane_of
from landrelease.desk.kept import Kept
from landrelease.desk.measuring import read_both_ways, with_areas
from landrelease.desk.orders import known_now
from landrelease.desk.persons import names_of
from landrelease.desk.proposals import evidence_problems
from landrelease.desk.register import Register
from landrelease.desk.views import CHANGE_KINDS, EVER
from landrelease.geometry.geojson import geometry_of
from landrelease.geometry.rings import to_polygons, unpack
from landrelease.ledger.events import no_default
from landrelease.ledger.findings import entry_findings, movement_findings, shapeless_findings
from landrelease.ledger.resurvey import Drawn, redrawn, undecided
from landrelease.ledger.sharing import overlaps
from landrelease.programme.findings import WORK, programme_findings
from landrelease.programme.roll import held_of
from landrelease.records import format1
from landrelease.records.base import Record
from landrelease.records.change import Attachment, Correction, Decision, Withdrawal
from landrelease.records.context import Person, Programme
from landrelease.records.finds import Ordnance
from landrelease.records.kinds import PROGRAMME_KINDS, kind_of, replacement_of

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
    frame = check_frame(register)
    found = _row_findings(register, stored, frame)
    found += with_areas(register.store, check_register(stored, _held_view(register, stored, frame)))
    found += _ledger_findings(register, stored)
    found += _programme_findings(register, stored)
    found += evidence_problems(register)
    reasons, authors = _settled(stored), {name: record.author for name, record, _ in stored}
    unique = {finding_id(finding): finding for finding in found}
    ordered = sorted(unique.items(), key=lambda item: (item[1].code, item[1].about, item[0]))
    return [
        Checked(name, finding, _reason(reasons.get(name, {}), {authors.get(about) for about in finding.about}))
        for name, finding in ordered
    ]


def findings_about(register: Register, names: Collection[str]) -> list[Finding]:
    """
    Check some records by themselves: their fields and their shapes, as an import does before it proposes them.

    Parameters
    ----------
    register
        An open register.
    names
        Whole ids.

    Returns
    -------
    list of Finding
        What follows from other records is left to `check`.
    """
    read = register.store.get_many(list(names))
    stored = [(name, format1.decode(data), "proposed") for name, data in read.items()]
    return _row_findings(register, stored, check_frame(register)) if stored else []


def finding_named(register: Register, name: str) -> Checked:
    """
    Find a finding over a register by its id.

    Parameters
    ----------
    register
        An open register.
    name
        Id of a finding, or a clear beginning of it.

    Returns
    -------
    Checked
        The one whose id begins so.

    Raises
    ------
    UnknownIdError
        Where no finding that stands now has it, or more than one.
    """
    begun = name.strip().rstrip("….")
    found = [one for one in check(register) if begun and one.id.startswith(begun)]
    if len(found) == 1:
        return found[0]
    problem = "more than one finding's id begins" if found else "no finding's id begins"
    msg = f"{problem} with {name!r}"
    raise UnknownIdError(msg, "`landrelease check -o csv` lists them all")


def _stored(register: Register) -> list[tuple[str, Record, str]]:
    states = {seq: head.decode() for seq, _, head, _ in register.store.read("state")}
    seqs = register.store.seq_of(name for name, _ in register.records())
    return [(name, record, states.get(seqs[name], "accepted")) for name, record in register.records()]


def _settled(stored: Sequence[tuple[str, Record, str]]) -> dict[str, dict[str, str]]:
    """Reasons by finding and by who gave them, in the order in which they were written."""
    found: dict[str, dict[str, str]] = {}
    for _, record, _ in sorted(stored, key=lambda entry: (entry[1].recorded, entry[0])):
        if isinstance(record, Decision) and record.verdict == "settle" and record.finding:
            given = found.setdefault(record.finding, {})
            given.pop(record.author, None)
            given[record.author] = record.reason or ""
    return found


def _reason(given: Mapping[str, str], authors: Collection[str | None]) -> str:
    """Give the last reason by somebody else than the authors of the records: nobody settles their own."""
    return next((given[author] for author in reversed(list(given)) if author not in authors), "")


def _row_findings(register: Register, stored: Sequence[tuple[str, Record, str]], frame: Frame) -> list[Finding]:
    live = [
        (name, statement)
        for name, record, state in stored
        if state in {"proposed", "accepted", "conflicting"} and (statement := _statement(record)) is not None
    ]
    if not live:
        return []
    statements = [statement for _, statement in live]
    shapes = geometry_of([getattr(statement, "shape", None) for statement in statements])
    proposed = Proposed(records=statements, shapes=shapes, ids=[name for name, _ in live])
    unclear = np.flatnonzero(~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)).tolist()
    proposed = read_both_ways(proposed, unclear, plane_of(register))
    return [finding_without_row(f) for f in check_rows(proposed, frame) + check_shapes(proposed, frame)]


def _statement(record: Record) -> Record | None:
    """Read what a record states; nothing where a correction carries nothing that can be read."""
    if isinstance(record, Correction):
        try:
            return replacement_of(record)
        except ValueError:
            return None
    return None if isinstance(record, _NO_STATEMENT) else record


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


def _held_view(register: Register, stored: Sequence[tuple[str, Record, str]], frame: Frame) -> HeldView:
    by_person = names_of(register.store)
    names = {
        name: by_person[record.id]
        for name, record, _ in stored
        if isinstance(record, Person) and record.id in by_person
    }
    return HeldView(names=names, places=frame.places, limits=frame.limits)


def _ledger_findings(register: Register, stored: Sequence[tuple[str, Record, str]]) -> list[Finding]:
    if answers.frame_or_none(register.store) is None:
        return []
    found = answers.past(register.store, EVER)
    rulings = register.frame().rulings
    books = answers.books_of(found)
    kept = list(found.kept().values())
    shapeless = shapeless_findings([row.entry for row in kept], [row.mapped for row in kept])
    found_so_far = _worth_telling(movement_findings(books), rulings) + entry_findings(books) + shapeless
    return _settings(rulings) + found_so_far + _hazards_drawn(register, found) + _ordnance(register, stored)


def _programme_findings(register: Register, stored: Sequence[tuple[str, Record, str]]) -> list[Finding]:
    kinds = {kind_of(record) for _, record, _ in stored}
    if not kinds & PROGRAMME_KINDS:
        return []
    asked = PROGRAMME_KINDS | {*WORK, *CHANGE_KINDS, "admin_area"}
    roll = held_of({name: record for name, record, _ in stored if kind_of(record) in asked}, EVER)
    return programme_findings(known_now(register.store, EVER)._replace(roll=roll))


def _hazards_drawn(register: Register, found: answers.Past) -> list[Finding]:
    """Find land that a hazard's later drawing leaves out, and land that two hazards share."""
    rows = {seq: row for seq, row in found.kept().items() if row.folds}
    drawn = _drawn(register, rows, sorted(rows))
    hazards = [one for one in drawn if one.entry.is_hazard]
    releases = [one for one in drawn if not one.entry.is_hazard]
    depth = found.frame.default_depth if found.frame.has_default_depth else no_default
    keys = redrawn((one.entry, one.day) for one in hazards)
    anew = [one for one in hazards if one.entry.keys[0] in keys]
    return undecided(anew, releases, depth) + overlaps(hazards, releases, depth)


def _drawn(register: Register, rows: Mapping[int, Kept], seqs: Sequence[int]) -> list[Drawn]:
    """Read the land of entries as the register keeps it."""
    rings = {seq: body for seq, _, _, body in register.store.read("land", sorted(seqs))}
    land = to_polygons(unpack([rings[seq] for seq in seqs]))
    return [Drawn(rows[seq].entry, rows[seq].day, shape) for seq, shape in zip(seqs, land, strict=True)]


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
