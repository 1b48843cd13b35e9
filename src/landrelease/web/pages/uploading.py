"""Taking files in through the browser: a dry run first, then the good rows in one transaction."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath
from litestar.response import Redirect, ServerSentEvent
from litestar.response.sse import ServerSentEventMessage

from landrelease.intake.field import all_fields
from landrelease.intake.profile import shipped
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web import tongue
from landrelease.web.book import Asked, conf, reading
from landrelease.web.drawing import fragment, page
from landrelease.web.jobs import Job, Jobs, Wanted
from landrelease.web.noting import note
from landrelease.web.pages.changing import plain_name
from landrelease.web.policy import contributor
from landrelease.web.taking import OWN, csv_of, groups_of, lay_down, lines_of, look, take, way_out

Uploaded = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]
STEPS: Final = {
    "": _("Beginning"), "read": _("Reading"), "propose": _("Comparing with what is here"), "check": _("Checking"),
    "store": _("Storing"),
}  # fmt: skip
VERDICTS: Final = {
    "new": _("new"), "known": _("here already"), "correction": _("corrections"), "withdrawal": _("withdrawals"),
    "set-aside": _("set aside"),
}  # fmt: skip
"""Verdict to its word on the page."""
_SHOWN_LINES: Final = 200
_CONSTANT_ROWS: Final = 4
_TEXTS: Final = ("crs", "layer", "organisation", "recorded", "edition", "withdraw_missing")


def _jobs(request: Asked) -> Jobs:
    found: Jobs = request.app.state.jobs
    return found


def _job(request: Asked, name: str) -> Job:
    found = _jobs(request).get(request.user.account, name)
    if found is None:
        raise NotFoundException(
            tr("These files are no longer here; nothing of them was lost in the register. Upload them again.")
        )
    return found


def _wanted(request: Asked, data: Mapping[str, Any], profile: str) -> Wanted:
    fields, values = (_texts(data.get(name)) for name in ("constant_field", "constant_value"))
    constants = {field: value for field, value in zip(fields, values, strict=False) if field and value}
    said = {name: str(data.get(name, "")).strip() for name in _TEXTS}
    if own := contributor(request.user):
        said["organisation"] = own
    return Wanted(profile=profile, constants=constants, **said)


def _texts(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [str(one or "").strip() for one in listed]


def _files(value: object) -> list[UploadFile]:
    listed = value if isinstance(value, list) else [value]
    return [one for one in listed if isinstance(one, UploadFile) and one.filename]


def _shown(request: Asked, wanted: Wanted, **parts: object) -> dict[str, Any]:
    """Give what the form of an upload shows."""
    rows = [*wanted.constants.items()]
    rows += [("", "")] * max(1, _CONSTANT_ROWS - len(rows))
    return {
        "wanted": wanted, "rows": rows, "fields": sorted(all_fields()), "profiles": shipped(), "own": OWN,
        "confined": contributor(request.user), "largest": conf(request).largest_upload_mb, "refused": "", "field": "",
        **parts,
    }  # fmt: skip


@get("/enter/files", permission="file.import", include_in_schema=False, sync_to_thread=True)
def files_page(request: Asked) -> Response[str]:
    """Ask for files, and how they are to be read."""
    with reading(request):
        return page(request, "files.html", **_shown(request, Wanted(organisation=request.user.organisation)))


@post("/enter/files", permission="file.import", include_in_schema=False, sync_to_thread=True)
def upload_files(request: Asked, data: Uploaded) -> Response[str] | Redirect:
    """Lay the files down in a private folder, and begin a dry run."""
    files, own = _files(data.get("files")), _files(data.get("profile_file"))
    if not files:
        wanted = _wanted(request, data, str(data.get("profile", "")))
        with reading(request):
            shown = _shown(request, wanted, refused=tr("Choose a file."), field="files")
            return page(request, "files.html", status=422, **shown)
    job = _jobs(request).begin(request.user.account)
    lay_down(job, files, [plain_name(file.filename) for file in files])
    job.wanted = _wanted(request, data, _profile(job, data, own))
    note(request, "file-upload", job.id)
    look(conf(request), request.user, job)
    return Redirect(f"/enter/files/{job.id}")


def _profile(job: Job, data: Mapping[str, Any], own: list[UploadFile]) -> str:
    """Choose the uploaded profile where there is one, else the shipped one that was named."""
    if own and job.folder is not None:
        folder, name = job.folder / OWN, plain_name(own[0].filename)
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(own[0].file.read())
        return f"{OWN}/{name}"
    named = str(data.get("profile", ""))
    kept = job.wanted.profile
    return named if named in shipped() or (named and named == kept) else ""


@get("/enter/files/{name:str}", permission="file.import", include_in_schema=False, sync_to_thread=True)
def job_page(request: Asked, name: FromPath[str]) -> Response[str]:
    """Show how far files are, what would become of them, or what became of them."""
    job = _job(request, name)
    with reading(request):
        return page(request, "job.html", **_told(request, job))


@get("/enter/files/{name:str}/events", permission="file.import", include_in_schema=False, sync_to_thread=False)
def job_events(request: Asked, name: FromPath[str]) -> ServerSentEvent:
    """Tell how far files are, as it changes."""
    job, language = _job(request, name), tongue.spoken()

    def events() -> Iterator[ServerSentEventMessage]:
        tongue.speak(language)
        for _progress in job.steps():
            yield ServerSentEventMessage(data=fragment(request, "_job.html", **_told(request, job)))
        yield ServerSentEventMessage(data=fragment(request, "_job.html", **_told(request, job)))
        yield ServerSentEventMessage(event="done", data="")

    return ServerSentEvent(events())


@post("/enter/files/{name:str}/again", permission="file.import", include_in_schema=False, sync_to_thread=True)
def look_again(request: Asked, name: FromPath[str], data: Uploaded) -> Redirect:
    """Look at the same files once more, read otherwise."""
    job = _job(request, name)
    if not job.running and job.folder is not None:
        job.wanted = _wanted(request, data, _profile(job, data, _files(data.get("profile_file"))))
        look(conf(request), request.user, job)
    return Redirect(f"/enter/files/{job.id}")


@post("/enter/files/{name:str}/propose", permission="file.import", include_in_schema=False, sync_to_thread=True)
def propose_rows(request: Asked, name: FromPath[str]) -> Redirect:
    """Propose all good rows as records."""
    job = _job(request, name)
    if job.state == "looked":
        note(request, "file-import", job.id)
        take(conf(request), request.user, job)
    return Redirect(f"/enter/files/{job.id}")


@post("/enter/files/{name:str}/drop", permission="file.import", include_in_schema=False, sync_to_thread=True)
def drop_files(request: Asked, name: FromPath[str]) -> Redirect:
    """Forget files that nobody wants to take in."""
    job = _job(request, name)
    if not job.running:
        _jobs(request).drop(job)
    return Redirect("/enter/files")


@get("/enter/files/{name:str}/findings.csv", permission="file.import", include_in_schema=False, sync_to_thread=True)
def findings_file(request: Asked, name: FromPath[str]) -> Response[str]:
    """Give every row with its verdict and findings."""
    lines = [line for taken in _job(request, name).taken for line in lines_of(taken)]
    headers = {"Content-Disposition": 'attachment; filename="findings.csv"'}
    return Response("\ufeff" + csv_of(lines), media_type="text/csv; charset=utf-8", headers=headers)


def _told(request: Asked, job: Job) -> dict[str, Any]:
    """Give what the page of a job shows."""
    return _shown(
        request, job.wanted, job=job, steps=STEPS, verdicts=VERDICTS, field=way_out(job.code),
        files=[(taken, groups_of(taken), lines_of(taken)[:_SHOWN_LINES]) for taken in job.taken],
        good=sum(taken.count(one) for taken in job.taken for one in ("new", "correction", "withdrawal")),
    )  # fmt: skip


ROUTES: Final = (
    files_page, upload_files, job_page, job_events, look_again, propose_rows, drop_files, findings_file,
)  # fmt: skip
