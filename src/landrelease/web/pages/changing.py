"""Changing what is there: corrections, withdrawals, attachments; each a proposal of its own."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import PermissionDeniedException
from litestar.params import Body, FromPath
from litestar.response import Redirect

from landrelease.desk.changing import NEVER_WITHDRAWN, attach, correct, withdraw
from landrelease.desk.errors import DeskError
from landrelease.desk.register import Register
from landrelease.geometry.geojson import geometry_of
from landrelease.intake.field import fields_of
from landrelease.publish.redaction.fields import redacted
from landrelease.records.base import Record
from landrelease.records.codes import LISTS
from landrelease.records.kinds import REPLACEABLE, kind_of
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading, writing
from landrelease.web.drawing import page
from landrelease.web.forms import SHAPE, answers_of, cells_of, form_of
from landrelease.web.ground import Ground
from landrelease.web.leave import permission_for, within_reach
from landrelease.web.naming import KINDS
from landrelease.web.noting import note
from landrelease.web.pages.entering import CIRCLES, FIXES, Entered, answers_in, drawn, ground_in, named
from landrelease.web.policy import may, reads

Attached = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]
_LONGEST_NAME: Final = 120


def _before(request: Asked, name: str, record: Record) -> dict[str, list[str]]:
    """Give what a record says, as far as whoever asks may read it, as answers to its form."""
    told = redacted(record, request.user.audience, state="accepted")
    found = answers_of(kind_of(record), told)
    shape = getattr(record, SHAPE, None)
    if shape is not None and _reads_shape(request, record):
        found["wkt"] = [Ground(lonlat=geometry_of([shape])[0]).wkt]
    note(request, "record-read", name)
    return found


def _reads_shape(request: Asked, record: Record) -> bool:
    return reads(request.user, "operator") and reads(request.user, fields_of(kind_of(record))[SHAPE].mark.audience)


def _correctable(request: Asked, record: Record) -> None:
    kind = kind_of(record)
    if kind not in REPLACEABLE - {"programme"}:
        raise PermissionDeniedException(tr("A record of this kind is never corrected."))
    if not may(request.user, permission_for(kind)):
        raise PermissionDeniedException(tr("Your roles do not include changing this kind of record."))


@get("/enter/correct/{name:str}", permission="record.propose", include_in_schema=False, sync_to_thread=True)
def correct_page(request: Asked, name: FromPath[str]) -> Response[str]:
    """Show a record's form, filled in, with a place for the reason."""
    with reading(request) as register:
        whole, record = within_reach(register, request.user, name)
        _correctable(request, record)
        return _correcting(request, register, whole, record, {"answers": _before(request, whole, record)})


@post("/enter/correct/{name:str}", permission="record.propose", include_in_schema=False, sync_to_thread=True)
def send_correction(request: Asked, name: FromPath[str], data: Entered) -> Response[str] | Redirect:
    """Propose what differs from the record as its correction."""
    answers = answers_in(data)
    reason, evidence = str(data.get("_reason", "")), str(data.get("_evidence", ""))
    shown = {"answers": answers, "reason": reason, "evidence": evidence}
    with writing(request) as register:
        whole, record = within_reach(register, request.user, name)
        _correctable(request, record)
        before, ground, kind = _before(request, whole, record), ground_in(answers), kind_of(record)
        if ground.faults:
            return _correcting(request, register, whole, record, {**shown, "refused": "\n".join(ground.faults)}, 422)
        changes = _changes(kind, _open_fields(request, kind), before, answers)
        moved = _reshaped(before, answers, ground)
        try:
            made = correct(register, whole, changes, reason=reason, evidence=evidence or None, **moved)
        except DeskError as fault:
            return _correcting(request, register, whole, record, {**shown, "refused": str(fault)}, 422)
    note(request, "record-correct", whole, made)
    return Redirect(f"/enter/sent/{made}")


def _changes(
    kind: str, shown: set[str], before: Mapping[str, Sequence[str]], answers: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Give the fields that somebody changed; what they could not read was not in the form and stays."""
    old, new = cells_of(kind, before), cells_of(kind, answers)
    return {name: new.get(name, "") for name in sorted(shown) if new.get(name, "") != old.get(name, "")}


def _reshaped(
    before: Mapping[str, Sequence[str]], answers: Mapping[str, Sequence[str]], ground: Ground
) -> dict[str, str]:
    """Give the shape where it was described anew: the drawing changed, or coordinates were written."""
    drawing = answers.get("wkt", [""])[0].strip()
    written = any(answers.get(name, [""])[0].strip() for name in ("positions", "legs"))
    if ground.shape is None or (not written and drawing == before.get("wkt", [""])[0]):
        return {}
    return {"wkt": ground.shape.wkt, "crs": ground.crs}


def _correcting(
    request: Asked, register: Register, name: str, record: Record, shown: dict[str, Any], status: int = 200
) -> Response[str]:
    kind = kind_of(record)
    controls = [one for one in form_of(kind, shown["answers"]) if one.name in _open_fields(request, kind)]
    values = {
        "controls": controls, "kind": kind, "name": name, "words": KINDS, "refused": "", "reason": "", "evidence": "",
        "fixes": FIXES, "circles": CIRCLES, "kinds": drawn(kind) if _shape_open(request, record) else "",
        "names": named(register, request.user, {control.names for control in controls if control.names}), **shown,
    }  # fmt: skip
    return page(request, "correct.html", status=status, **values)


def _open_fields(request: Asked, kind: str) -> set[str]:
    """Name the fields that stand in the form: what the person may read; sealed values and the shape go other ways."""
    return {
        name
        for name, field in fields_of(kind).items()
        if not field.personal and name != SHAPE and reads(request.user, field.mark.audience)
    }


def _shape_open(request: Asked, record: Record) -> bool:
    return SHAPE in fields_of(kind_of(record)) and _reads_shape(request, record)


@get("/enter/withdraw/{name:str}", permission="record.propose", include_in_schema=False, sync_to_thread=True)
def withdraw_page(request: Asked, name: FromPath[str]) -> Response[str]:
    """Ask why a record was never true."""
    with reading(request) as register:
        whole, record = within_reach(register, request.user, name)
        return _withdrawing(request, whole, record, {})


@post("/enter/withdraw/{name:str}", permission="record.propose", include_in_schema=False, sync_to_thread=True)
def send_withdrawal(request: Asked, name: FromPath[str], data: Entered) -> Response[str] | Redirect:
    """Propose to withdraw a record."""
    reason, evidence = (str(data.get(field, "")).strip() for field in ("reason", "evidence"))
    with writing(request) as register:
        whole, record = within_reach(register, request.user, name)
        shown = {"reason": reason, "evidence": evidence}
        if reason not in LISTS["withdrawal_reason"]:
            return _withdrawing(request, whole, record, {**shown, "refused": tr("Choose a reason.")}, 422)
        try:
            (made,) = withdraw(register, [whole], reason=reason, evidence=evidence or None)
        except DeskError as fault:
            return _withdrawing(request, whole, record, {**shown, "refused": str(fault)}, 422)
    note(request, "record-withdraw", whole, made)
    return Redirect(f"/enter/sent/{made}")


def _withdrawing(request: Asked, name: str, record: Record, shown: dict[str, str], status: int = 200) -> Response[str]:
    never = NEVER_WITHDRAWN.get(kind_of(record), "")
    values = {
        "kind": kind_of(record), "name": name, "words": KINDS, "never": tr(never) if never else "",
        "reasons": LISTS["withdrawal_reason"], "refused": "", "reason": "", "evidence": "", **shown,
    }  # fmt: skip
    return page(request, "withdraw.html", status=status, **values)


@get("/enter/attach/{name:str}", permission="record.propose", include_in_schema=False, sync_to_thread=True)
def attach_page(request: Asked, name: FromPath[str]) -> Response[str]:
    """Ask for a file that belongs to a record."""
    with reading(request) as register:
        whole, record = within_reach(register, request.user, name)
        return page(request, "attach.html", kind=kind_of(record), name=whole, words=KINDS, refused="", caption="")


@post("/enter/attach/{name:str}", permission="record.propose", include_in_schema=False, sync_to_thread=True)
def send_attachment(request: Asked, name: FromPath[str], data: Attached) -> Response[str] | Redirect:
    """Attach a file to a record; its bytes are kept in the register."""
    file, caption = data.get("file"), str(data.get("caption", "")).strip()
    with writing(request) as register:
        whole, record = within_reach(register, request.user, name)
        if not isinstance(file, UploadFile) or not file.filename:
            refused = tr("Choose a file.")
            return page(
                request, "attach.html", status=422, kind=kind_of(record), name=whole, words=KINDS, refused=refused,
                caption=caption,
            )  # fmt: skip
        with TemporaryDirectory(prefix="landrelease-") as folder:
            kept = Path(folder) / plain_name(file.filename)
            kept.write_bytes(file.file.read())
            made = attach(register, kept, [whole], caption=caption or None)
    note(request, "record-attach", whole, made)
    return Redirect(f"/enter/sent/{made}")


def plain_name(name: str) -> str:
    r"""
    Make a name under which an uploaded file can lie in a folder.

    Parameters
    ----------
    name
        As the browser sent it.

    Returns
    -------
    str
        Its last part, without signs that no name has.

    Examples
    --------
    >>> plain_name("../../etc/passwd"), plain_name("C:\\maps\\Sheet 3.gpkg"), plain_name("..")
    ('passwd', 'Sheet 3.gpkg', 'file')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    found = "".join(sign for sign in last if sign.isprintable()).strip()[-_LONGEST_NAME:]
    return found if found.strip(".") else "file"


ROUTES: Final = (correct_page, send_correction, withdraw_page, send_withdrawal, attach_page, send_attachment)
