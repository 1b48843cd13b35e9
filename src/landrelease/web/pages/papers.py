"""Papers of a task: the dossier, the completion report and handover certificate, and the GeoPackage."""

import re
import tempfile
from pathlib import Path
from typing import Final

import msgspec
from litestar import Response, get
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromPath

from landrelease.desk.certificate import Certifier
from landrelease.desk.dossier import Dossier, Neighbour, dossier_of
from landrelease.desk.errors import BadRequestError
from landrelease.programme.gate import Answer
from landrelease.programme.reason import Reason
from landrelease.programme.roll import Fact, plain
from landrelease.publish.certificate import paper_of
from landrelease.publish.dossier import dossier_paper
from landrelease.publish.paper import paper_languages, pdf
from landrelease.publish.taskgpx import write_task_gpx
from landrelease.publish.taskpackage import write_task_package
from landrelease.publish.view import meta_of
from landrelease.records.text import tr
from landrelease.web import tongue
from landrelease.web.book import Asked, reading
from landrelease.web.noting import note
from landrelease.web.policy import reads
from landrelease.web.sight import HIDDEN, Sight, sight_of

_PDF: Final = "application/pdf"
_GEOPACKAGE: Final = "application/geopackage+sqlite3"
_GPX: Final = "application/gpx+xml"
_UNFIT: Final = re.compile(r"[^A-Za-z0-9._-]+")


def file_answer(data: bytes, name: str, media_type: str, *, inline: bool = False) -> Response[bytes]:
    """
    Answer with a file.

    Parameters
    ----------
    data
        Its bytes.
    name
        What it is called; everything but letters, digits, points and dashes becomes a dash.
    media_type
        Its media type.
    inline
        Whether a browser may show it rather than keep it.

    Returns
    -------
    litestar.Response
        The file.
    """
    shown = "inline" if inline else "attachment"
    headers = {"Content-Disposition": f'{shown}; filename="{_UNFIT.sub("-", name).strip("-") or "file"}"'}
    return Response(data, media_type=media_type, headers=headers)


def tongues(request: Asked) -> tuple[str, ...]:
    """
    Read the languages of a paper.

    Parameters
    ----------
    request
        The request; ``lang`` may be said several times, or hold several divided by commas.

    Returns
    -------
    tuple of str
        Language tags; that of the page where none is said, or English where its letters are in no font of papers.

    Raises
    ------
    BadRequestError
        Where no catalogue knows one: the paper would come out in English without a word.
    """
    said = ",".join(value for name, value in request.query_params.multi_items() if name == "lang")
    found = tuple(dict.fromkeys(part.strip() for part in said.split(",") if part.strip()))
    unknown = [one for one in found if one not in paper_languages()]
    if unknown:
        msg = tr("no paper can be written in {unknown}; there are {known}")
        raise BadRequestError(msg.format(unknown=", ".join(unknown), known=", ".join(paper_languages())))
    spoken = tongue.spoken()
    return found or ((spoken if spoken in paper_languages() else "en"),)


@get(
    "/programme/tasks/{task:str}/dossier.pdf", permission="programme.read", include_in_schema=False, sync_to_thread=True
)
def dossier_file(request: Asked, task: FromPath[str]) -> Response[bytes]:
    """Print the dossier of a task."""
    with reading(request) as register:
        sight, spoken = sight_of(request.user, register), tongues(request)
        sight.need_task(task)
        found = shown_dossier(dossier_of(register, task), sight)
        made = pdf(dossier_paper(found, meta_of(register), register.frame().plane, spoken))
    note(request, "dossier-printed", found.case.task.id)
    return file_answer(made, f"{found.case.id}-dossier.pdf", _PDF, inline=True)


@get(
    "/programme/tasks/{task:str}/dossier.gpkg",
    permission="programme.read",
    include_in_schema=False,
    sync_to_thread=True,
)
def package_file(request: Asked, task: FromPath[str]) -> Response[bytes]:
    """Give the map of a task as a GeoPackage."""
    with reading(request) as register, tempfile.TemporaryDirectory() as folder:
        sight_of(request.user, register).need_task(task)
        found = dossier_of(register, task)
        path = Path(folder) / "task.gpkg"
        write_task_package(register, task, path)
        made = path.read_bytes()
    note(request, "dossier-taken", found.case.task.id)
    return file_answer(made, f"{found.case.id}-dossier.gpkg", _GEOPACKAGE)


@get(
    "/programme/tasks/{task:str}/dossier.gpx", permission="programme.read", include_in_schema=False, sync_to_thread=True
)
def receiver_file(request: Asked, task: FromPath[str]) -> Response[bytes]:
    """Give what a team needs of a task on its receiver."""
    with reading(request) as register, tempfile.TemporaryDirectory() as folder:
        sight_of(request.user, register).need_task(task)
        path = Path(folder) / "task.gpx"
        write_task_gpx(register, task, path)
        made = path.read_bytes()
    note(request, "dossier-taken", task)
    return file_answer(made, f"{task}-dossier.gpx", _GPX)


@get(
    "/programme/tasks/{task:str}/completion.pdf",
    permission="programme.read",
    include_in_schema=False,
    sync_to_thread=True,
)
def completion_file(request: Asked, task: FromPath[str]) -> Response[bytes]:
    """Print the completion report of a task."""
    return _certificate(request, task, "completion")


@get(
    "/programme/tasks/{task:str}/handover.pdf",
    permission="programme.read",
    include_in_schema=False,
    sync_to_thread=True,
)
def handover_file(request: Asked, task: FromPath[str]) -> Response[bytes]:
    """Print the handover certificate of a task."""
    return _certificate(request, task, "handover")


def _certificate(request: Asked, task: str, kind: str) -> Response[bytes]:
    """Print a certificate; its text is bound to its code, so it is given whole or not at all."""
    with reading(request) as register:
        sight, spoken = sight_of(request.user, register), tongues(request)
        sight.need_task(task)
        found = Certifier(register.store).certify(task, kind)
        if not reads(request.user, "quality") and plain(sight.organisation) not in found.content["parties"]:
            msg = tr("This paper holds results of inspections; it is for quality, and for those who sign it.")
            raise PermissionDeniedException(detail=msg)
        made = pdf(paper_of(found, meta_of(register), spoken))
    note(request, f"{kind}-printed", found.case.task.id)
    return file_answer(made, f"{found.case.id}-{kind}.pdf", _PDF, inline=True)


def shown_dossier(found: Dossier, sight: Sight) -> Dossier:
    """
    Take out of a dossier which units and tasks of others it is about; where and when they work stays, for safety.

    Parameters
    ----------
    found
        The dossier.
    sight
        What somebody may see.

    Returns
    -------
    Dossier
        Its neighbours, reasons, history and records as they may read them.
    """
    if sight.whole:
        return found
    near = tuple(_neighbour(one, sight) for one in found.neighbours)
    past = tuple(_anonymous(fact) if _of_others(fact, sight) else fact for fact in found.history)
    hidden = {one.record for one in found.neighbours} - {one.record for one in near}
    hidden |= {fact.id for fact in found.history if _of_others(fact, sight)} | _moves_of_others(found, sight)
    answer = found.answer
    if isinstance(answer, Answer):
        answer = answer._replace(reasons=tuple(map(sight.reason, answer.reasons)))
    elif isinstance(answer, Reason):
        answer = sight.reason(answer)
    rows = tuple((kind, name) for kind, name in found.records if name not in hidden)
    return found._replace(neighbours=near, history=past, answer=answer, records=rows)


def _neighbour(one: Neighbour, sight: Sight) -> Neighbour:
    if sight.task(one.task) and sight.unit(one.unit):
        return one
    return one._replace(task=tr("other work"), unit=HIDDEN, record="")


def _of_others(fact: Fact, sight: Sight) -> bool:
    unit = getattr(fact.record, "unit", None)
    return plain(fact.record.organisation) in sight.others or bool(unit and not sight.unit(unit))


def _anonymous(fact: Fact) -> Fact:
    return Fact("", msgspec.structs.replace(fact.record, organisation=None, id=None))


def _moves_of_others(found: Dossier, sight: Sight) -> set[str]:
    moves = [(move.fact.id, plain(move.order.record.unit) if move.order else "") for move in found.case.moves]
    return {name for name, unit in moves if unit and not sight.unit(unit)}


ROUTES: Final = (dossier_file, package_file, receiver_file, completion_file, handover_file)
