"""Taking files in: read, propose, check, store, and decide where somebody else was named, in one transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from itertools import compress
from pathlib import Path
from typing import NamedTuple

import shapely
from msgspec.structs import replace

from landrelease.checks.finding import Finding
from landrelease.checks.limits import codes_of, limits_of
from landrelease.checks.proposed import Frame as CheckFrame
from landrelease.checks.proposed import Proposed
from landrelease.checks.row import check_rows
from landrelease.checks.settings import SNAPSHOT_MISSING, SNAPSHOT_MISSING_DEFAULT, unfit
from landrelease.checks.shape import check_shapes
from landrelease.desk import persons, upkeep
from landrelease.desk.about import target_of
from landrelease.desk.deciding import blocking_findings, is_error, refuse_blocked
from landrelease.desk.errors import DeskError, OwnRecordError, UnknownIdError
from landrelease.desk.frame import Frame
from landrelease.desk.measuring import places_of, read_both_ways, with_areas
from landrelease.desk.orders import Refused, refuse_decisions, said_of
from landrelease.desk.register import Register, Undo
from landrelease.desk.storing import storing
from landrelease.desk.views import store_view
from landrelease.geometry.geojson import geometry_of
from landrelease.geometry.plane import Plane
from landrelease.geometry.ragged import Objects
from landrelease.intake.edition import Standing, Terms
from landrelease.intake.known import Earlier, Outcome, Target
from landrelease.intake.profile import Profile, load
from landrelease.intake.proposal import Proposal, RowVerdict, Stamp
from landrelease.intake.propose import begin, without_collecting
from landrelease.intake.source import read
from landrelease.intake.table import Table
from landrelease.ledger.book import Progress, silent
from landrelease.records import format1
from landrelease.records.base import Record
from landrelease.records.change import Correction, Decision, Withdrawal
from landrelease.records.context import Programme
from landrelease.records.editions import Edition
from landrelease.records.kinds import KINDS, replacement_of
from landrelease.records.seal import Payload
from landrelease.records.text import counted, tr
from landrelease.records.text import marked as _
from landrelease.records.times import interval
from landrelease.register.batch import Batch
from landrelease.register.store import Store

_SHOWN_ROWS = 8
_OUTCOMES: Mapping[str, Outcome] = {"returned": "returned", "rejected": "rejected", "withdrawn": "withdrawn"}


Look = Callable[[Sequence[Record]], None]
Watch = Callable[[str], None]


def anything(_records: Sequence[Record]) -> None:
    """
    Let any records pass.

    Parameters
    ----------
    _records
        Nobody looks at them.
    """


def unwatched(_step: str) -> None:
    """
    Tell nobody how far it is.

    Parameters
    ----------
    _step
        As `import_files` tells it.
    """


class SetAsideError(DeskError):
    """Rows would have been set aside, and all or nothing was asked for."""

    exit_code = 46
    why = _("--all-or-nothing was asked for. Nothing was applied.")


class Wish(NamedTuple):
    """
    How files are to be taken in.

    Attributes
    ----------
    profile : str or None
        Path or shipped name of a profile; the plain form without one.
    constants : mapping
        Field to a value for rows that have none.
    crs : str or None
        Reference system of files that declare none.
    layer : str or None
        Layer or sheet.
    recorded : str or None
        A claimed moment of recording.
    accept_as : str or None
        Who decides on what comes in.
    all_or_nothing : bool
        Whether a row set aside refuses the whole import.
    edition : str or None
        Date of the edition of files that replace earlier ones, as a person states it.
    withdraw_missing : int or None
        How many records such a file may lack at most; without it the programme's share counts.
    look : callable
        Sees the records of each file before they go in, and raises where this person may not bring them in.
    """

    profile: str | None = None
    constants: Mapping[str, str] = {}
    crs: str | None = None
    layer: str | None = None
    recorded: str | None = None
    accept_as: str | None = None
    all_or_nothing: bool = False
    edition: str | None = None
    withdraw_missing: int | None = None
    look: Look = anything


class Taken(NamedTuple):
    """
    What became of one file.

    Attributes
    ----------
    name : str
        Its name.
    verdicts : list of RowVerdict
        One per row.
    findings : list of Finding
        By row.
    ids : list of str
        Records that came in.
    reviewed : list of str
        Those of them that somebody else decides on; the others are their author's own act and count as they stand.
    accepted : list of str
        Those that were accepted.
    named : list of str
        Other records on which rows of it decide.
    edition : str
        Id of the record that notes the file as an edition of its source; empty where there is none.
    """

    name: str
    verdicts: list[RowVerdict]
    findings: list[Finding]
    ids: list[str]
    reviewed: list[str]
    accepted: list[str]
    named: list[str] = []  # noqa: RUF012 - a tuple's, never changed
    edition: str = ""

    @property
    def decided(self) -> list[str]:
        """Ids of records on which it decides, by its own rows or because somebody was named who accepts them."""
        return [*self.accepted, *self.named]

    @property
    def rows(self) -> int:
        """How many rows the file holds; what a snapshot lacks is none of them."""
        return len(self.verdicts) - [one.row for one in self.verdicts].count(None)

    @property
    def useless(self) -> bool:
        """Whether the file holds rows and each is set aside."""
        return 0 < self.rows == self.count("set-aside")

    def count(self, verdict: str) -> int:
        """
        Count the rows of one verdict.

        Parameters
        ----------
        verdict
            One of `intake.proposal.RowVerdict.verdict`.

        Returns
        -------
        int
            How many.
        """
        verdicts: list[str] = [one.verdict for one in self.verdicts]
        return verdicts.count(verdict)


class StoreKnown:
    """
    What a store knows of rows that came in before, as `intake.known.Known` asks.

    Parameters
    ----------
    store
        An open store.
    author
        Person id of who writes.
    """

    def __init__(self, store: Store, author: str) -> None:
        self._store = store
        self._author = author
        self._states = {seq: head.decode() for seq, _, head, _ in store.read("state")}

    def by_origin(self, origins: Sequence[str]) -> Mapping[str, Sequence[Earlier]]:
        """As `intake.known.Known.by_origin`."""
        found = self._store.by_origin(origins)
        earlier = self._earlier([seq for seqs in found.values() for seq in seqs])
        return {origin: [earlier[seq] for seq in seqs] for origin, seqs in found.items()}

    def of_source(self, source: str) -> Iterable[Earlier]:
        """As `intake.known.Known.of_source`."""
        seqs = [head.seq for head in self._store.heads() if (head.origin or "").startswith(source)]
        return self._earlier(seqs).values()

    def payloads(self, record: str) -> Sequence[Payload]:
        """As `intake.known.Known.payloads`."""
        return [Payload(row.field, row.salt, row.value) for row in self._store.payloads(record)]

    def editions(self, source: str) -> Iterable[Edition]:
        """As `intake.known.Known.editions`."""
        found = (format1.decode(data) for _seq, _id, data in self._store.records(["edition"]))
        return [one for one in found if isinstance(one, Edition) and one.source == source]

    def named(self, kind: str, field: str, text: str) -> Target:
        """As `intake.known.Known.named`."""
        return target_of(self._store, self._author, kind, field, text)

    def _earlier(self, seqs: Sequence[int]) -> dict[int, Earlier]:
        names = self._store.id_of(seqs)
        data = self._store.get_many(names.values())
        return {
            seq: Earlier(names[seq], format1.decode(data[names[seq]]), _OUTCOMES.get(self._states.get(seq, ""), ""))
            for seq in seqs
        }


def import_files(
    register: Register,
    paths: Sequence[Path | Table],
    wish: Wish,
    progress: Progress = silent,
    watch: Watch = unwatched,
) -> list[Taken]:
    """
    Propose the rows of files as records; all files in one transaction.

    Parameters
    ----------
    register
        An open register.
    paths
        The files, or tables that were filled in otherwise.
    wish
        How they are to be taken in.
    progress
        Told how far a large fold is.
    watch
        Told each step as it begins: ``read``, ``propose`` and ``check`` for each file, then ``store`` for all.

    Returns
    -------
    list of Taken
        One per file, in order.

    Raises
    ------
    IntakeError
        Where a file as a whole is at fault; nothing of any file is applied then.
    SetAsideError
        Where a row would be set aside and all or nothing was asked for.
    OwnRecordError
        Where the author is named as the one who accepts.
    """
    register = register.at_once()
    _refuse_own(register, wish)
    profile = load(wish.profile) if wish.profile else None
    done: list[Taken] = []
    with without_collecting(), register.writing() as batch:
        author = register.author_in(batch, wish.recorded)
        stamp = Stamp(author, register.stamp(wish.recorded), wish.recorded is not None)
        reports: dict[str, int] = {}
        done += (_take(register, batch, path, profile, wish, stamp, reports, watch) for path in paths)
        _refuse_set_aside(register, done, wish)
        if not any(taken.ids or taken.edition for taken in done):
            raise Undo  # nothing came in, so nobody new is entered as its author either
        if not register.dry_run:
            watch("store")
            done = _decide(register, batch, done, reports, wish, progress)
    return done


def _refuse_own(register: Register, wish: Wish) -> None:
    if wish.accept_as is None:
        return
    author, other = (_person(register, name) for name in (register.acting, wish.accept_as))
    if author == other:
        msg = f"--accept-as {wish.accept_as}: the author of records cannot be the one who accepts them; name another"
        raise OwnRecordError(msg)


def _person(register: Register, name: str) -> str:
    return persons.known_person(register.store, name) or persons.spelt(name)


def _refuse_set_aside(register: Register, done: Sequence[Taken], wish: Wish) -> None:
    rows = [f"{taken.name} row {one.row}" for taken in done for one in taken.verdicts if one.verdict == "set-aside"]
    if wish.all_or_nothing and rows and not register.dry_run:
        shown = ", ".join(rows[:_SHOWN_ROWS]) + (" …" if len(rows) > _SHOWN_ROWS else "")
        msg = counted(
            "{count} row would be set aside: {rows}", "{count} rows would be set aside: {rows}", len(rows), rows=shown
        )
        msg += tr("; see why with --dry-run, mend what is wrong or take the rest alone")
        raise SetAsideError(msg)


def _take(  # noqa: PLR0913, PLR0917 - what one file needs
    register: Register,
    batch: Batch,
    path: Path | Table,
    profile: Profile | None,
    wish: Wish,
    stamp: Stamp,
    reports: dict[str, int],
    watch: Watch,
) -> Taken:
    frame = upkeep.frame_at(register.store, store_view(register.store))
    about = frame.programme if frame else Programme()
    watch("read")
    table = path if isinstance(path, Table) else _read(path, profile, wish, about)
    watch("propose")
    terms = Terms(wish.edition or "", _most_missing(register, frame), wish.withdraw_missing)
    writing = begin(table, profile, wish.constants, stamp, StoreKnown(register.store, stamp.author), terms=terms)
    wish.look(writing.records)
    watch("check")
    _ensure_plane(register, batch, writing.shapes, stamp)
    _refuse_decisions(register, writing.records)
    land, plane = check_frame(register), plane_of(register)
    with ThreadPoolExecutor(2) as beside:  # SQLite, GEOS and the disk need no lock of Python's
        stored = storing(beside, batch, writing)
        proposal = writing.proposal()
        found = proposal.findings + _checked(proposal, land, plane, beside)
        plain = _of_kinds(proposal, upkeep.is_report)
        reviewed = _of_kinds(proposal, lambda kind: kind not in upkeep.UNREVIEWED)
        named = [name for record in _decisions(proposal.records) for name in record.about]
        taken = Taken(proposal.name, proposal.verdicts, _by_row(found), proposal.ids, reviewed, [], named)
        edition = _edition(table, profile, writing.standing, stamp) if taken.rows and not taken.useless else None
        del table, writing, proposal  # a million objects, taken apart while the thread is still at work
        seqs = stored.result()
    reports.update(zip(plain, map(seqs.__getitem__, plain), strict=True))
    noted = batch.add(format1.encode(edition)).id if edition else ""
    return taken._replace(findings=with_areas(register.store, taken.findings), edition=noted)


def _most_missing(register: Register, frame: Frame | None) -> float:
    """Give the share of known rows that a file may lack unasked, in percent, as the programme says today."""
    value = frame.setting(SNAPSHOT_MISSING, interval(register.today()).last) if frame else None
    return float(value) if isinstance(value, int | float) else SNAPSHOT_MISSING_DEFAULT


def _edition(table: Table, profile: Profile | None, standing: Standing, stamp: Stamp) -> Edition | None:
    """Note a file that replaces earlier ones; none where it is noted already, or replaces nothing."""
    if profile is None or not standing.noted:
        return None
    return Edition(
        source=profile.source or profile.name, profile=profile.name, layer=table.layer or None, file_name=table.name,
        file_sha256=table.sha256, rows=len(table.rows), date=standing.date or None, **stamp._asdict(),
    )  # fmt: skip


def _by_row(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: (finding.row or 0, finding.code))


def _read(path: Path, profile: Profile | None, wish: Wish, about: Programme) -> Table:
    return read(path, wish.crs, wish.layer, profile, about.country, about.plane)


def _of_kinds(proposal: Proposal, wanted: Callable[[str], bool]) -> list[str]:
    """List the ids of the records of some kinds."""
    named = {kind for name, kind in KINDS.items() if wanted(name)}
    return list(compress(proposal.ids, map(named.__contains__, map(type, proposal.records))))


def _decisions(records: Sequence[Record]) -> list[Decision]:
    return [one for one in records if type(one) is Decision]


def _refuse_decisions(register: Register, records: Sequence[Record]) -> None:
    """Refuse a table that accepts or settles what no command would."""
    view = store_view(register.store)
    decisions = _decisions(records)
    for one in decisions:
        if one.verdict == "settle":
            _refuse_settling(register, one)
    deciding = (one for one in decisions if one.verdict == "accept")
    found = {name: record for one in deciding for name in one.about if (record := view.record(name)) is not None}
    if found:
        refuse_blocked(blocking_findings(list(found), list(found.values()), check_frame(register).time_zone))
    refuse_decisions(register.store, records, register.stamp())


def _refuse_settling(register: Register, decision: Decision) -> None:
    from landrelease.desk.checking import finding_named  # noqa: PLC0415 - checking asks this module for its frame
    from landrelease.desk.settling import refuse_own  # noqa: PLC0415

    one = finding_named(register, decision.finding or "")
    if one.id != decision.finding:
        msg = f"finding {decision.finding}: in a table give its whole id, {one.id}"
        raise UnknownIdError(msg)
    refuse_own(store_view(register.store), one.finding, decision.author)


def _ensure_plane(register: Register, batch: Batch, drawn: Objects, stamp: Stamp) -> None:
    """Give the programme the plane of its first import where it has none."""
    frame = upkeep.frame_at(register.store, store_view(register.store))
    if (frame and frame.programme.plane) or shapely.is_missing(drawn).all():
        return
    plane = Plane.for_bounds(shapely.total_bounds(drawn))
    base = frame.programme if frame else Programme(id=Path(register.store.address).stem)
    record = replace(base, plane=(plane.lon, plane.lat), **stamp._asdict())
    batch.add(format1.encode(record))


def _checked(proposal: Proposal, frame: CheckFrame, plane: Plane | None, beside: Executor) -> list[Finding]:
    """Check what would go in; a correction by the statement that it carries."""
    proposed = _proposed(proposal)
    if not proposed.records:
        return []
    unclear = {name for finding in proposal.findings if finding.code == _SAID_BEFORE for name in finding.about}
    rows = [row for row, name in enumerate(proposed.ids) if name in unclear] if unclear else []
    drawn = beside.submit(lambda: check_shapes(read_both_ways(proposed, rows, plane), frame))
    return check_rows(proposed, frame) + [one for one in drawn.result() if one.code != _SAID_BEFORE]


def _proposed(proposal: Proposal) -> Proposed:
    """List the statements that would go in; withdrawals state nothing."""
    at, statements, corrected = list(range(len(proposal.records))), proposal.records, list[int]()
    if not {Correction, Withdrawal}.isdisjoint(map(type, statements)):
        at = [n for n in at if not isinstance(proposal.records[n], Withdrawal)]
        statements = [_statement(proposal.records[n]) for n in at]
        corrected = [n for n, row in enumerate(at) if isinstance(proposal.records[row], Correction)]
    drawn = [getattr(statement, "shape", None) for statement in statements]
    shapes, unsound = proposal.shapes[at], proposal.unsound[at]
    if None in drawn:
        shapes[[shape is None for shape in drawn]] = None  # a geometry without land
    shapes[corrected] = geometry_of([drawn[n] for n in corrected])
    unsound[corrected] = ~shapely.is_valid(shapes[corrected])
    return Proposed(
        records=statements,
        shapes=shapes,
        ids=list(map(proposal.ids.__getitem__, at)),
        row_numbers=list(map(proposal.row_numbers.__getitem__, at)),
        unsound=unsound & ~shapely.is_missing(shapes),
    )


_SAID_BEFORE = "ring-invalid"
"""Intake names invalid rings itself, for rows that are set aside as well."""


def _statement(record: Record) -> Record:
    return replacement_of(record) if isinstance(record, Correction) else record


def check_frame(register: Register) -> CheckFrame:
    """
    Tell the checks what they need to know of the programme.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    checks.proposed.Frame
        Time zone, land, limits and added codes.
    """
    frame = upkeep.frame_at(register.store, store_view(register.store))
    if frame is None:
        return CheckFrame()
    rulings = {ruling.key: ruling.value for ruling in frame.rulings if not unfit(ruling.key, ruling.value)}
    return CheckFrame(frame.programme.time_zone, places_of(register), limits_of(rulings), codes_of(rulings))


def plane_of(register: Register) -> Plane | None:
    """
    Tell the plane in which land is measured.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    Plane or None
        None before the first shape came in.
    """
    frame = upkeep.frame_at(register.store, store_view(register.store))
    return frame.plane if frame else None


def _decide(
    register: Register, batch: Batch, done: list[Taken], reports: Mapping[str, int], wish: Wish, progress: Progress
) -> list[Taken]:
    fresh = [name for taken in done for name in taken.ids]
    decided = done if wish.accept_as is None else [taken._replace(accepted=_acceptable(taken)) for taken in done]
    names = [name for taken in decided for name in taken.accepted]
    if wish.accept_as is None or not names:
        upkeep.refresh(register.store, batch, fresh, progress, reports=reports)
        return decided
    refused: list[Refused] = []
    register.by(wish.accept_as).decide_in(
        batch, names, "accept", None, recorded=wish.recorded, fresh=fresh, progress=progress, refused=refused
    )
    return [_without(taken, refused) for taken in decided] if refused else decided


def _without(taken: Taken, refused: Sequence[Refused]) -> Taken:
    """Leave refused orders out of what was accepted, and report why."""
    rows = {verdict.record: verdict.row for verdict in taken.verdicts}
    found = [
        Finding(
            "order-refused",
            (one.id,),
            rows[one.id],
            {"task": one.order.task or "?", "unit": one.order.unit or "?", "grounds": said_of(one)},
        )
        for one in refused
        if one.id in rows
    ]
    gone = {one.id for one in refused}
    accepted = [name for name in taken.accepted if name not in gone]
    return taken._replace(accepted=accepted, findings=[*taken.findings, *found])


def _acceptable(taken: Taken) -> list[str]:
    faulty = {name for finding in taken.findings if is_error(finding) for name in finding.about}
    rows = {finding.row for finding in taken.findings if is_error(finding) and finding.row and not finding.about}
    bad = faulty | {verdict.record for verdict in taken.verdicts if verdict.row in rows}
    dropped = {verdict.record for verdict in taken.verdicts if verdict.verdict == "withdrawal"}
    return [name for name in taken.reviewed if name not in bad and name not in dropped]
