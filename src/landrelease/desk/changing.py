"""Proposing changes to what is there: corrections, withdrawals, attachments."""

import hashlib
import mimetypes
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from landrelease.desk import upkeep
from landrelease.desk.errors import BadRequestError
from landrelease.desk.register import Register
from landrelease.desk.views import store_view
from landrelease.geometry.crs import CrsError
from landrelease.geometry.geojson import shape as shape_of
from landrelease.intake.cell import CellError, Reading, convert
from landrelease.intake.field import fields_of
from landrelease.records import codes, format1
from landrelease.records.change import Attachment, Correction, Withdrawal
from landrelease.records.kinds import REPLACEABLE, kind_of
from landrelease.records.text import marked as _
from landrelease.records.text import tr

STAMPED = ("format", "author", "recorded", "recorded_claimed", "sealed")
NEVER_WITHDRAWN = {
    "decision": _("decisions are superseded by decisions, never withdrawn"),
    "person": _("it names an author; the name is erased where it must go, the record stays"),
    "programme": _("the earliest programme record of a register rules, and stays"),
}
"""Kinds that nobody withdraws, and why."""


def correct(  # noqa: PLR0913 - the parts of one correction
    register: Register,
    name: str,
    changes: Mapping[str, str],
    *,
    reason: str,
    evidence: str | None = None,
    wkt: str | None = None,
    crs: str = "EPSG:4326",
    recorded: str | None = None,
) -> str:
    """
    Propose a correction: the whole old statement with some fields put right.

    Parameters
    ----------
    register
        An open register.
    name
        Whole id of the record to correct.
    changes
        Field to its right value as a table would hold it; an empty one takes the value away.
    reason
        Why the old one was wrong.
    evidence
        What shows it.
    wkt
        A right shape.
    crs
        Reference system of `wkt`.
    recorded
        A claimed moment.

    Returns
    -------
    str
        Id of the correction.

    Raises
    ------
    BadRequestError
        Where the record cannot be corrected, or a field or value does not fit; all faults at once.
    """
    statement = _statement(register, name)
    kind, before = statement["kind"], dict(statement)
    faults = [*_apply(statement, changes), *_reshape(statement, wkt, crs)]
    if not faults and statement == before:
        faults.append("nothing is changed; give --set FIELD=VALUE or --wkt with another value")
    if not reason.strip():
        faults.append("--reason: say why the old record was wrong")
    if faults:
        raise BadRequestError("\n".join(faults))
    correction = Correction(
        corrects=name, reason=reason, evidence=evidence, replacement=statement, date=statement.get("date")
    )
    _read_back(kind, statement)
    return register.append(correction, recorded=recorded)


def _statement(register: Register, name: str) -> dict[str, Any]:
    stored: dict[str, Any] = msgspec.json.decode(register.store.get(name))
    statement = stored["replacement"] if stored["kind"] == "correction" else stored
    if statement.get("kind") not in REPLACEABLE - {"programme"}:
        msg = (
            f"record {name[:12]} is a {stored['kind']}, which is never corrected; decisions are superseded by "
            "decisions, a wrong withdrawal is withdrawn, and the earliest programme record rules"
        )
        raise BadRequestError(msg)
    return {field: value for field, value in statement.items() if field not in STAMPED}


def _apply(statement: dict[str, Any], changes: Mapping[str, str]) -> list[str]:
    """Put the new values in; returns what does not fit."""
    fields = fields_of(statement["kind"])
    faults = []
    for name, text in changes.items():
        if name not in fields or name in {"kind", "shape"}:
            faults.append(f"--set {name}: {statement['kind']} has no such field; there are {', '.join(sorted(fields))}")
        elif fields[name].personal:
            faults.append(f"--set {name}: it is personal and never enters a record; import the row again to change it")
        elif not text.strip():
            statement.pop(name, None)
        else:
            try:
                value = convert(text, fields[name], Reading())
            except CellError as fault:
                faults.append(f"--set {name}={text}: it takes {fault.expected}")
            else:
                statement[name] = value
    return faults


def _reshape(statement: dict[str, Any], wkt: str | None, crs: str) -> list[str]:
    if wkt is None:
        return []
    import numpy as np  # noqa: PLC0415 - only with a shape
    import shapely  # noqa: PLC0415

    try:
        drawn = shapely.from_wkt(wkt)
        made = shape_of(np.array([drawn], dtype=object), crs)[0]
    except (shapely.errors.ShapelyError, CrsError) as fault:
        return [f"--wkt: {fault}"]
    if drawn.is_empty:
        return [f"--wkt {wkt}: it is empty, and land is never drawn as nothing; give the right outline"]
    statement["shape"] = msgspec.json.decode(msgspec.json.encode(made))
    return []


def _read_back(kind: str, statement: Mapping[str, Any]) -> None:
    from landrelease.records.kinds import KINDS  # noqa: PLC0415 - one look

    try:
        msgspec.json.decode(msgspec.json.encode(statement), type=KINDS[kind])
    except msgspec.ValidationError as fault:
        msg = f"the corrected {kind} does not fit: {fault}"
        raise BadRequestError(msg) from None


def withdraw(
    register: Register,
    names: Sequence[str],
    *,
    reason: str,
    evidence: str | None = None,
    remarks: str | None = None,
    recorded: str | None = None,
) -> list[str]:
    """
    Propose to withdraw records that were never true.

    Parameters
    ----------
    register
        An open register.
    names
        Whole ids.
    reason
        Code of the list ``withdrawal_reason``.
    evidence
        What shows it.
    remarks
        Free text.
    recorded
        A claimed moment.

    Returns
    -------
    list of str
        Ids of the withdrawals.

    Raises
    ------
    BadRequestError
        Where the reason is not on the list, or a record is of a kind that is never withdrawn.
    """
    if reason not in codes.WITHDRAWAL_REASON:
        listed = "; ".join(f"{term.code} ({term.meaning})" for term in codes.WITHDRAWAL_REASON.values())
        msg = f"--reason {reason}: a withdrawal is only for what was never true; the reasons are: {listed}"
        raise BadRequestError(msg)
    unique = list(dict.fromkeys(names))
    view = store_view(register.store)
    for name in unique:
        record = view.record(name)
        kind = kind_of(record) if record is not None else ""
        if kind in NEVER_WITHDRAWN:
            msg = f"record {name[:12]} is a {kind}: {tr(NEVER_WITHDRAWN[kind])}"
            raise BadRequestError(msg)
    found = [Withdrawal(withdraws=name, reason=reason, evidence=evidence, remarks=remarks) for name in unique]
    return register.append_all(found, recorded=recorded)


def attach(
    register: Register, path: Path, names: Sequence[str], *, caption: str | None = None, recorded: str | None = None
) -> str:
    """
    Attach a file to records.

    Parameters
    ----------
    register
        An open register.
    path
        The file.
    names
        Whole ids of the records.
    caption
        What it shows.
    recorded
        A claimed moment.

    Returns
    -------
    str
        Id of the attachment record.
    """
    data = path.read_bytes()
    record = Attachment(
        about=tuple(dict.fromkeys(names)),
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        file_name=path.name,
        caption=caption,
    )
    with register.writing() as batch:
        batch.add_blob(data)
        added = batch.add(format1.encode(register.stamped(batch, record, recorded)))
        upkeep.refresh(register.store, batch, [added.id])
    return added.id
