"""Evidence: documents and what they rest on, an event side by side, where they lead, and what is proposed."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from markupsafe import Markup

from landrelease.desk.errors import BadRequestError
from landrelease.desk.origins import follow_up
from landrelease.desk.reading import Reading
from landrelease.desk.sources import Told, add_sources
from landrelease.evidence.document import UnreadableError
from landrelease.publish.evidencepage import KINDS, MADE, event_part, letters_of
from landrelease.publish.redaction.stamp import stamp
from landrelease.publish.view import meta_of
from landrelease.records.codes import SOURCE_TYPE
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web import tongue
from landrelease.web.book import Asked, reading, writing
from landrelease.web.drawing import page, said
from landrelease.web.noting import note
from landrelease.web.pages.changing import plain_name
from landrelease.web.pages.uploading import Uploaded
from landrelease.web.studied import need_authority, origins_seen, proposals_seen

_TOLD: Final = Told._fields
_DONE: Final = {
    "added": _("The document was taken in; it waits for a decision like any other record."),
    "known": _("The document was here already; nothing was written."),
    "asked": _("A survey was asked for; the request waits for a decision."),
}
ADVICE: Final = {
    "confirmed": _("Propose a confirmed area (CHA)"),
    "suspected": _("Propose a suspected area (SHA)"),
    "survey": _("Ask for a survey"),
    "unchanged": _("Leave it as it is"),
}
"""What the rules advise: code to words."""
WEIGHTS: Final = {
    "direct": _("direct"),
    "indirect": _("indirect"),
    "negative": _("negative"),
    "lead": _("a lead"),
    "none": _("not counted: improbable"),
}
"""As what an item counts: code to words."""


@get("/programme/evidence", permission="evidence.read", include_in_schema=False, sync_to_thread=True)
def evidence_page(request: Asked) -> Response[str]:
    """List events with their independent origins, where documents lead, and the documents."""
    with reading(request) as register:
        found = origins_seen(register, request.user)
        return page(
            request,
            "programme/evidence.html",
            found=found,
            letters=letters_of(found["documents"]),
            kinds={code: tr(word) for code, word in KINDS.items()},
            made={code: tr(word) for code, word in MADE.items()},
            done=said(request, _DONE),
            stamp=_sentences(register),
        )


def _sentences(register: Reading) -> tuple[str, ...]:
    """Say what stands on evidence: words of documents are for the authority."""
    return stamp("authority", meta_of(register)).sentences


@get("/programme/evidence/events/{event:str}", permission="evidence.read", include_in_schema=False, sync_to_thread=True)
def event_page(request: Asked, event: FromPath[str]) -> Response[str]:
    """Show one event side by side."""
    with reading(request) as register:
        found = origins_seen(register, request.user)
        one = next((one for one in found["events"] if one["id"] == event), None)
        if one is None:
            raise NotFoundException(
                detail=tr("No documents tell of this any more as they did; the list of evidence shows what they tell.")
            )
        letters = letters_of(found["documents"])
        told = Markup(event_part(one, letters, tongue.spoken()))  # noqa: S704 - written by publish.markup, which escapes
        papers = [each for each in found["documents"] if each["id"] in one["documents"]]
        answer = page(
            request,
            "programme/evidence_event.html",
            event=one,
            told=told,
            letters=letters,
            papers=papers,
            kind=tr(KINDS[one["kind"]]),
            stamp=_sentences(register),
        )
    note(request, "evidence-read", *(each["record"] for each in papers))
    return answer


@get("/programme/evidence/proposals", permission="evidence.read", include_in_schema=False, sync_to_thread=True)
def proposals_page(request: Asked) -> Response[str]:
    """Show what the rules propose for evidence items, with reasons and the records on which they rest."""
    with reading(request) as register:
        found = proposals_seen(register, request.user)
        rows = [{**one, "about_record": _record_of(register, one["about"])} for one in found["proposals"]]
        advice, weights = ({code: tr(word) for code, word in words.items()} for words in (ADVICE, WEIGHTS))
        shown = {"proposals": rows, "lists": found["lists"], "advice": advice, "weights": weights,
                 "stamp": _sentences(register)}  # fmt: skip
        return page(request, "programme/evidence_proposals.html", **shown)


def _record_of(register: Any, about: str | None) -> str | None:  # noqa: ANN401 - a register
    seqs = register.store.by_source("hazard", [about]).get(about, []) if about else []
    return register.store.id_of(seqs[:1]).get(seqs[0]) if seqs else None


@get("/programme/evidence/add", permission="evidence.add", include_in_schema=False, sync_to_thread=True)
def add_page(request: Asked) -> Response[str]:
    """Ask for a document: files, or words to be pasted."""
    need_authority(request.user)
    with reading(request):
        return _form(request, {})


@post("/programme/evidence/add", permission="evidence.add", include_in_schema=False, sync_to_thread=True)
def add_document(request: Asked, data: Uploaded) -> Response[str] | Redirect:
    """Take documents in; what nobody says of them stays unknown."""
    need_authority(request.user)
    told = Told(**{name: str(data.get(name) or "").strip() for name in _TOLD})
    files = [one for one in _several(data.get("files")) if isinstance(one, UploadFile) and one.filename]
    text = str(data.get("text") or "").strip()
    if not files and not text:
        return _refused(request, data, tr("Choose a file, or paste the words of the document."))
    try:
        with TemporaryDirectory() as folder, writing(request) as register:
            done = add_sources(register, _laid_down(Path(folder), files, text), told)
    except (BadRequestError, UnreadableError) as fault:
        return _refused(request, data, str(fault))
    note(request, "record-proposed", *(one.record for one in done))
    fresh = any(one.fresh for one in done)
    if not fresh and any(one.notes for one in done):
        return _refused(request, data, "\n".join(line for one in done for line in one.notes))
    return Redirect("/programme/evidence", query_params={"said": "added" if fresh else "known"})


def _several(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]


def _laid_down(folder: Path, files: Sequence[UploadFile], text: str) -> list[Path]:
    found = []
    for number, file in enumerate(files):
        path = folder / str(number) / plain_name(file.filename)
        path.parent.mkdir()
        path.write_bytes(file.file.read())
        found.append(path)
    if text:
        found.append(folder / "pasted.txt")
        found[-1].write_text(text, encoding="utf-8")
    return found


def _refused(request: Asked, data: Mapping[str, Any], why: str) -> Response[str]:
    with reading(request):
        return _form(request, data, why)


def _form(request: Asked, data: Mapping[str, Any], refused: str = "") -> Response[str]:
    form = {name: str(data.get(name) or "") for name in (*_TOLD, "text")}
    shown = {"form": form, "types": list(SOURCE_TYPE), "refused": refused}
    return page(request, "programme/evidence_add.html", status=422 if refused else 200, **shown)


@post("/programme/evidence/leads/{lead:str}", permission="evidence.add", include_in_schema=False, sync_to_thread=True)
def follow_lead(request: Asked, lead: FromPath[str]) -> Redirect:
    """Ask for a survey where documents lead."""
    need_authority(request.user)
    with writing(request) as register:
        made = follow_up(register, [lead])
    note(request, "record-proposed", *made.values())
    return Redirect("/programme/evidence", query_params={"said": "asked"})


ROUTES: Final = (evidence_page, event_page, proposals_page, add_page, add_document, follow_lead)
