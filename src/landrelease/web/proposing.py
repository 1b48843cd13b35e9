"""A statement that somebody filled in: what the register would say of it, and the record that it becomes."""

import hashlib
from typing import Any, NamedTuple

import msgspec
import numpy as np
import shapely
from litestar.exceptions import HTTPException

from landrelease.checks.catalogue import Rendered, render
from landrelease.checks.finding import Finding
from landrelease.checks.proposed import Proposed
from landrelease.checks.shape import check_shapes
from landrelease.desk.errors import DeskError
from landrelease.desk.importing import Taken, Wish, check_frame, import_files
from landrelease.desk.register import Register
from landrelease.geometry.geojson import shape
from landrelease.intake.fault import IntakeError
from landrelease.intake.field import fields_of
from landrelease.intake.table import Table
from landrelease.records.kinds import KINDS
from landrelease.web.actor import Actor
from landrelease.web.forms import beside_fields
from landrelease.web.ground import Ground
from landrelease.web.leave import leave

_DIGITS = 16


class Judged(NamedTuple):
    """
    What would become of one statement.

    Attributes
    ----------
    verdict : str
        As `intake.proposal.RowVerdict.verdict`; empty where the statement cannot be read at all.
    record : str
        Id of the record that is here already, or of the one that came in.
    about : str
        Id of the record that it would correct.
    findings : list of Finding
        All of them.
    said : list of Rendered
        The same in words.
    refusal : str
        Why the statement as a whole cannot be taken in; its lines say what, why and the way out.
    """

    verdict: str
    record: str
    about: str
    findings: list[Finding]
    said: list[Rendered]
    refusal: str = ""

    @property
    def stands(self) -> bool:
        """Whether it can be sent."""
        return self.verdict in {"new", "correction"}

    @property
    def seen(self) -> str:
        """A name for what a person must have seen before they send it; empty where there is nothing."""
        shown = [finding for finding, said in zip(self.findings, self.said, strict=True) if said.severity != "note"]
        if not shown and self.verdict != "correction":
            return ""
        marks = [(one.code, sorted(one.params.items(), key=str)) for one in shown]
        return hashlib.sha256(msgspec.json.encode([self.verdict, self.about, marks])).hexdigest()[:_DIGITS]

    def beside(self, kind: str) -> dict[str, list[str]]:
        """
        Sort what sets the statement aside to its fields.

        Parameters
        ----------
        kind
            Key of `KINDS`.

        Returns
        -------
        dict
            Field to texts; the empty name for the whole.
        """
        return beside_fields(kind, self.findings, [f"{one.what} {one.cure}".strip() for one in self.said])


def judge(register: Register, table: Table, actor: Actor) -> Judged:
    """
    Say what would become of a statement; nothing is changed.

    Parameters
    ----------
    register
        An open register.
    table
        One row, see `forms.table_of`.
    actor
        Who states it.

    Returns
    -------
    Judged
        With every finding.
    """
    return _taken(Register(register.store, acting=register.acting, clock=register.clock, dry_run=True), table, actor)


def send(register: Register, table: Table, actor: Actor) -> Judged:
    """
    Propose a statement as a record.

    Parameters
    ----------
    register
        An open register.
    table
        One row.
    actor
        Who states it.

    Returns
    -------
    Judged
        With the id of the record.
    """
    return _taken(register, table, actor)


def _taken(register: Register, table: Table, actor: Actor) -> Judged:
    try:
        (taken,) = import_files(register, [table], Wish(look=leave(register, actor)))
    except HTTPException as fault:
        return Judged("", "", "", [], [], fault.detail)
    except (IntakeError, DeskError) as fault:
        return Judged("", "", "", [], [], str(fault))
    return _judged(taken)


def _judged(taken: Taken) -> Judged:
    verdict = taken.verdicts[0]
    findings = [msgspec.structs.replace(finding, row=None, about=()) for finding in taken.findings]
    said = [render(finding) for finding in findings]
    return Judged(verdict.verdict, verdict.record, verdict.about, findings, said)


def look_at_ground(register: Register, kind: str, ground: Ground) -> list[Rendered]:
    """
    Check ground that somebody described, before they send anything.

    Parameters
    ----------
    register
        An open register.
    kind
        Kind of the record that it belongs to.
    ground
        As it was read.

    Returns
    -------
    list of Rendered
        Findings in words; none where there is no shape.
    """
    if ground.shape is None or ground.lonlat is None:
        return []
    entered: np.ndarray[tuple[int], np.dtype[np.object_]] = np.array([ground.shape], dtype=object)
    values: dict[str, Any] = {"shape": shape(entered, ground.crs)[0]} if "shape" in fields_of(kind) else {}
    record = KINDS[kind](**values)
    shapes = np.array([ground.lonlat], dtype=object)
    proposed = Proposed(records=[record], shapes=shapes, ids=[""], row_numbers=[0], unsound=~shapely.is_valid(shapes))
    found = check_shapes(proposed, check_frame(register))
    return [render(msgspec.structs.replace(finding, row=None, about=())) for finding in found]
