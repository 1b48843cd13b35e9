"""Checking a printed paper: by the code at the foot of its pages, or by its file."""

import tempfile
from pathlib import Path
from typing import Annotated, Any, Final

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body

from landrelease.desk.errors import BadRequestError
from landrelease.desk.proof import Claim, Verdict, prove
from landrelease.desk.register import Register
from landrelease.publish.certificate import DRAFT, TITLES
from landrelease.publish.paperfile import claim_of, code_in
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.noting import note
from landrelease.web.sight import Sight, sight_of

SAYS: Final = {
    "current": _("Genuine: it says what the records say today."),
    "draft": _("Genuine, but a draft: something that it rests on is not accepted."),
    "superseded": _("Genuine when it was printed; the records have changed since."),
    "altered": _("Altered: its text or figures are not those of its code."),
    "unknown": _("Unknown: no records of this register ever gave this code."),
}
"""What the state of a paper means."""
_TONES: Final = {"current": "good", "draft": "warning", "superseded": "warning", "altered": "error", "unknown": "error"}
Upload = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


@get("/programme/verify", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def verify_page(request: Asked) -> Response[str]:
    """Ask for a code or a file."""
    return _drawn(request)


@post("/programme/verify", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def verify_paper(request: Asked, data: Upload) -> Response[str]:
    """Compare a paper with the records of now and of moments before."""
    typed, file = str(data.get("code") or "").strip(), data.get("file")
    try:
        claim = _claim(typed, file if isinstance(file, UploadFile) else None)
    except BadRequestError as fault:
        return _drawn(request, status=400, fault=str(fault), typed=typed)
    with reading(request) as register:
        sight = sight_of(request.user, register)
        verdict = prove(register.store, claim)
        shown = _shown(register, verdict, sight)
    note(request, "paper-checked")
    return _drawn(request, verdict=shown, typed=typed)


def _claim(typed: str, file: UploadFile | None) -> Claim:
    if file is not None and file.filename:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "paper"
            path.write_bytes(file.file.read())
            return _read(path)
    code = code_in(typed)
    if not code:
        msg = tr("Type the code that is printed at the foot of each page, such as LR1-ABCD-EFGH-IJKL-MNOP-QRST.")
        raise BadRequestError(msg)
    return Claim(code)


def _read(path: Path) -> Claim:
    try:
        return claim_of(path)
    except BadRequestError:
        msg = tr("This file is no completion report or handover certificate of this program; type the code instead.")
        raise BadRequestError(msg) from None


def _shown(_register: Register, verdict: Verdict, sight: Sight) -> dict[str, Any]:
    """Say what a paper is; of a task that somebody may not see only whether it is genuine."""
    told = {"state": verdict.state, "text": tr(SAYS[verdict.state]), "tone": _TONES[verdict.state]}
    told["code"] = verdict.claim.code
    found = verdict.found
    if found is None or not sight.task(found.content["task"]["id"]):
        return {**told, "paper": None}
    return {
        **told,
        "paper": tr(TITLES[found.content["kind"]]),
        "number": found.content["number"],
        "task": found.content["task"]["id"],
        "known_at": found.known_at,
        "released_m2": found.computed["released_m2"],
        "depth_m": found.content["completion"]["depth_m"],
        "draft": [tr(DRAFT[code]) for code in found.content["draft"]],
        "changed": list(verdict.changed),
    }


def _drawn(
    request: Asked, *, status: int = 200, fault: str = "", typed: str = "", verdict: dict[str, Any] | None = None
) -> Response[str]:
    return page(request, "programme/verify.html", status=status, fault=fault, typed=typed, verdict=verdict)


ROUTES: Final = (verify_page, verify_paper)
