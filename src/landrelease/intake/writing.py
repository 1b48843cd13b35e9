"""Rows held against what is known become records with their bytes: new ones, corrections and withdrawals."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
import shapely

from landrelease.checks.finding import Finding
from landrelease.checks.outline import Outline
from landrelease.checks.proposed import Frame, Proposed
from landrelease.checks.shape import ring_invalid
from landrelease.intake.draft import Draft, fault
from landrelease.intake.edition import Standing, Terms, refuse_shrunk, standing_of
from landrelease.intake.field import STAMPED
from landrelease.intake.known import Earlier, Known, Row, Verdict, judge, still
from landrelease.intake.land import Land
from landrelease.intake.origin import beginning, equals
from landrelease.intake.profile import Profile
from landrelease.intake.proposal import Proposal, RowVerdict, Stamp
from landrelease.intake.table import Objects, Table
from landrelease.records.base import Record
from landrelease.records.change import Correction, Withdrawal
from landrelease.records.format1 import encode_all, identity
from landrelease.records.kinds import KINDS, kind_of
from landrelease.records.seal import Payload, commitment

_DROPPED: Final = "dropped-from-source"
_HASHED: Final = "/sha256:"
_NEW: Final = Verdict("new")
_PART: Final = 10_000


class Rows(NamedTuple):
    """
    Rows on their way into the register.

    Attributes
    ----------
    made : dict
        Position to its record, of all rows without a fault, in the file's order.
    origins : sequence of str
        Key of each row [n].
    draft : Draft
        Kinds, faults and notes.
    land : Land
        Shapes and their notes.
    """

    made: dict[int, Row]
    origins: Sequence[str]
    draft: Draft
    land: Land


class Part(NamedTuple):
    """
    Some records as they are stored.

    Attributes
    ----------
    records : list of Record
        The records [k].
    data : list of bytes
        Their bytes [k].
    ids : list of str
        Their names [k].
    payloads : list of tuple
        Their personal values [k].
    """

    records: list[Record]
    data: list[bytes]
    ids: list[str]
    payloads: list[tuple[Payload, ...]]


class Writing:
    """
    Writes the proposal of one file: first the records, then what becomes of each row.

    Parameters
    ----------
    table
        The table.
    profile
        How it was read.
    stamp
        Who writes, and when.
    known
        What is here already.
    salt
        Draws salts for personal values.
    terms
        On which terms the file may replace an earlier one.

    Attributes
    ----------
    standing : edition.Standing
        What the file is among the editions of its source, once its records are made.
    records, payloads : list
        As in `proposal.Proposal`, once they are made.
    data, ids : list
        As there, as far as they are written.
    shapes : ndarray
        Geometries of those that are no withdrawals, as there.
    """

    def __init__(
        self,
        table: Table,
        profile: Profile,
        stamp: Stamp,
        known: Known,
        salt: Callable[[], bytes],
        terms: Terms,
    ) -> None:
        self.table = table
        self.profile = profile
        self.stamp = stamp
        self.known = known
        self.salt = salt
        self.terms = terms
        self.standing = Standing()
        self.verdicts: dict[int, RowVerdict] = {}
        self.records: list[Record] = []
        self.data: list[bytes] = []
        self.ids: list[str] = []
        self.payloads: list[tuple[Payload, ...]] = []
        self.positions: list[int] = []
        self.shapes: Objects = np.zeros(0, dtype=object)
        self.findings: dict[int, list[Finding]] = defaultdict(list)

    def make(self, rows: Rows) -> None:
        """
        Make the records that go in; all that is asked of what is known is asked here.

        Parameters
        ----------
        rows
            The rows.
        """
        source = self.profile.source or self.profile.name
        self.standing = standing_of(self.table, self.profile, self.terms, self.known.editions(source))
        self._rows, self._verdicts = rows, self._judged(rows)
        self._take(rows, self._verdicts)
        self.shapes = self._shapes(rows)
        self._gone = self._withdraw(rows) if self.profile.snapshot and not self.standing.newest else []

    def parts(self) -> Iterator[Part]:
        """
        Write the records that `make` made, and name them.

        Yields
        ------
        Part
            Some thousand of them, so that the first can be stored while the next are written.
        """
        while len(self.data) < len(self.records):
            some = slice(len(self.data), len(self.data) + _PART)
            records = self.records[some]
            data = encode_all(records)
            part = Part(records, data, list(map(identity, data)), self.payloads[some])
            self.data += part.data
            self.ids += part.ids
            yield part

    def proposal(self) -> Proposal:
        """
        Say what becomes of every row, after all `parts` are written.

        Returns
        -------
        Proposal
            Verdicts, records, findings.
        """
        rows, verdicts = self._rows, self._verdicts
        for at, faults in rows.draft.faults.items():
            self.verdicts[at] = RowVerdict(self.table.rows[at], "set-aside")
            self.findings[at] += faults
        self._decide(verdicts)
        self._settle_repeats(rows, verdicts)
        self._note(rows)
        self._note_rings(rows)
        return self._result(rows)

    def _judged(self, rows: Rows) -> dict[int, Verdict]:
        """Judge the rows whose key is known, or stands in the file more than once; all others are new."""
        named = [rows.origins[at] for at in rows.made]
        earlier = self.known.by_origin(named)
        if not earlier and len(set(named)) == len(named):
            return {}
        groups: dict[str, list[Row]] = defaultdict(list)
        for origin, row in zip(named, rows.made.values(), strict=True):
            groups[origin].append(row)
        verdicts: dict[int, Verdict] = {}
        older = bool(self.standing.newest)
        for origin, group in groups.items():
            if origin in earlier or len(group) > 1:
                verdicts |= judge(group, earlier.get(origin, ()), self.known.payloads, older=older)
        return verdicts

    def _take(self, rows: Rows, verdicts: Mapping[int, Verdict]) -> None:
        """Take in the records of the rows that are not known."""
        if not verdicts and not any(row.personal for row in rows.made.values()):  # all are new, as they stand
            self.positions += rows.made
            self.records += (row.record for row in rows.made.values())
            self.payloads += [()] * len(rows.made)
            return
        for at, row in rows.made.items():
            verdict = verdicts.get(at, _NEW)
            if verdict.what != "known":
                self.positions.append(at)
                self._add(row.record if verdict is _NEW else self._as_judged(row, verdict), row.personal)

    def _add(self, record: Record, personal: Mapping[str, str]) -> None:
        payloads = tuple(Payload(field, self.salt(), value) for field, value in personal.items()) if personal else ()
        if payloads:
            record = msgspec.structs.replace(record, sealed={one.field: commitment(one) for one in payloads})
        self.records.append(record)
        self.payloads.append(payloads)

    def _as_judged(self, row: Row, verdict: Verdict) -> Record:
        return self._correction(row, verdict.record) if verdict.what == "correction" else row.record

    def _decide(self, verdicts: Mapping[int, Verdict]) -> None:
        numbers = self.table.rows
        new = [RowVerdict(numbers[at], "new", written) for at, written in self._named()]
        self.verdicts.update(zip(self.positions, new, strict=True))
        for at, verdict in verdicts.items():
            if verdict.what == "known":
                self.verdicts[at] = RowVerdict(numbers[at], "known", verdict.record)
                if verdict.outdated:
                    self._find(at, "row-outdated", verdict.record)
                elif verdict.changed:
                    self._find(at, "row-of-older", verdict.record, field=", ".join(verdict.changed))
            elif verdict.what == "correction":
                written = self.verdicts[at].record
                self.verdicts[at] = RowVerdict(numbers[at], "correction", written, verdict.record)
                self._find(at, "row-corrects", written, verdict.record, field=", ".join(verdict.changed))

    def _named(self) -> Iterable[tuple[int, str]]:
        """Give position and id of each row that goes in; withdrawals, which have no row, stand behind them."""
        return zip(self.positions, self.ids, strict=False)

    def _find(self, at: int, code: str, *about: str, **params: str | float) -> None:
        self.findings[at].append(fault(self.table, at, code, about, **params))

    def _correction(self, row: Row, corrected: str) -> Correction:
        record = row.record
        fields: dict[str, Any] = {"kind": kind_of(record)}
        for name, written in zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True):
            value = getattr(record, name)
            if written not in STAMPED and value != getattr(_BLANK[fields["kind"]], name):
                fields[written] = value
        return Correction(
            corrects=corrected,
            reason=f"the source now says otherwise in row {self.table.rows[row.at]}",
            evidence=self._evidence(),
            replacement=fields,
            organisation=record.organisation,
            origin=record.origin,
            **self.stamp._asdict(),
        )

    def _evidence(self) -> str:
        return f"{self.table.name}, sha256 {self.table.sha256}"

    def _settle_repeats(self, rows: Rows, verdicts: Mapping[int, Verdict]) -> None:
        """Name the record of rows that repeat another, and report keys that stand for two different things."""
        went_in: dict[tuple[str, str | None], int] = {}
        for at, verdict in verdicts.items():
            if verdict.row >= 0:
                same = self.verdicts[verdict.row]
                self.verdicts[at] = RowVerdict(self.table.rows[at], "known", same.record)
                self._find(at, "duplicate-row", same.record, other_row=self.table.rows[verdict.row])
            elif verdict.what != "known":
                first = went_in.setdefault((rows.origins[at], rows.made[at].record.date), at)
                if first != at:
                    self._find(at, "key-repeated", self.verdicts[at].record, other_row=self.table.rows[first])

    def _shapes(self, rows: Rows) -> Objects:
        shapes: Objects = rows.land.wgs84[self.positions]
        shapes[[isinstance(record, Correction) for record in self.records]] = None
        return shapes

    def _note(self, rows: Rows) -> None:
        """Report what is worth knowing of rows that go in."""
        if rows.land.notes:
            for at, written in self._named():
                for note in rows.land.notes.get(at, ()):
                    self.findings[at].append(msgspec.structs.replace(note, about=(written,)))
        if self.standing.newest:
            for at, written in self._named():
                self._find(at, "row-only-in-older", written, newest=self.standing.newest)
        self._note_equals(rows)

    def _note_rings(self, rows: Rows) -> None:
        """Report every row whose boundary does not enclose land clearly, those set aside too."""
        told = [at for at in rows.land.invalid if self.verdicts[at].verdict != "known"]
        drawn = Proposed(
            [],
            rows.land.wgs84[told],
            ids=[self.verdicts[at].record for at in told],
            row_numbers=[self.table.rows[at] for at in told],
            unsound=np.ones(len(told), dtype=np.bool_),
        )
        for at, found in zip(told, ring_invalid(Outline(drawn, Frame())), strict=True):
            self.findings[at].append(found)

    def _note_equals(self, rows: Rows) -> None:
        """Report rows that equal another in every column and in their geometry; each stays a statement of its own."""
        if not any(_HASHED in origin for origin in rows.origins):
            return
        first: dict[str, int] = {}
        lost = self.table.geometry is not None
        for place, at in enumerate(self.positions):
            shared, order = equals(rows.origins[at])
            if order == 1:
                first[shared] = at
            elif shared in first and not (lost and rows.land.wgs84[at] is None):
                self._find(at, "duplicate-row", self.ids[place], other_row=self.table.rows[first[shared]])

    def _withdraw(self, rows: Rows) -> list[Earlier]:
        """Propose to withdraw what the source's earlier file held and this one does not."""
        present = set(rows.origins)
        for at in rows.draft.faults:  # a row that is there, though it could not be read
            source, _, rest = rows.origins[at].partition("/")
            present |= {f"{source}/{kind}/{rest.partition('/')[2]}" for kind in KINDS}
        held = still(self.known.of_source(beginning(self.profile.source or self.profile.name)))
        gone = [one for one in held if one.record.origin not in present]
        refuse_shrunk(self.table, self.terms, [one.record.origin or "" for one in gone], len(held))
        for one in gone:
            record = Withdrawal(
                withdraws=one.id,
                reason=_DROPPED,
                evidence=self._evidence(),
                organisation=one.record.organisation,
                origin=one.record.origin,
                **self.stamp._asdict(),
            )
            self._add(record, {})
        return gone

    def _result(self, rows: Rows) -> Proposal:
        lost = list(zip(self._gone, self.ids[len(self.positions) :], strict=True))
        positions = self.positions + [-1] * len(lost)
        shapes = np.append(self.shapes, np.full(len(lost), None, dtype=object))
        return Proposal(
            self.table.name,
            self.table.sha256,
            self.table.layer,
            [
                *map(self.verdicts.__getitem__, range(len(self.table.rows))),
                *(RowVerdict(None, "withdrawal", new, one.id) for one, new in lost),
            ],
            self.records,
            self.data,
            self.ids,
            self.payloads,
            [0 if at < 0 else self.table.rows[at] for at in positions],
            shapes,
            np.isin(positions, rows.land.invalid) & ~shapely.is_missing(shapes),
            [
                *self.table.notes,
                *self.standing.notes,
                *rows.draft.notes,
                *(found for at in sorted(self.findings) for found in self.findings[at]),
                *(Finding(_DROPPED, (one.id, new)) for one, new in lost),
            ],
        )


_BLANK: Final = {name: kind() for name, kind in KINDS.items()}
