"""Files that belong to records: listed, and given out as files, never shown as pages."""

from collections.abc import Mapping
from typing import Any, Final

import shapely
from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from landrelease.desk.documents import Document, document, documents
from landrelease.desk.site import placed
from landrelease.programme.roll import Fact, names_of, plain
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.noting import note
from landrelease.web.pages.papers import file_answer
from landrelease.web.policy import reads
from landrelease.web.sight import Sight, sight_of
from landrelease.web.territory import land_of, seen

_PERSONAL: Final = frozenset({"person", "accident", "casualty"})
"""Kinds whose files tell of persons: for the authority."""


@get("/programme/documents", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def documents_page(request: Asked) -> Response[str]:
    """List the files that somebody may read."""
    with reading(request) as register:
        sight, land = sight_of(request.user, register), land_of(register, request.user)
        rows = [one for one in documents(register) if _open(one, request, sight, land)]
    return page(request, "programme/documents.html", rows=rows)


@get("/programme/documents/{name:str}", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def document_file(request: Asked, name: FromPath[str]) -> Response[bytes]:
    """Give one file."""
    with reading(request) as register:
        sight, land = sight_of(request.user, register), land_of(register, request.user)
        found, data = document(register, name)
        if not _open(found, request, sight, land):
            raise NotFoundException(detail=tr("There is no file {name} that you may see.").format(name=name[:12]))
    note(request, "document-read", found.id)
    called = found.record.file_name if reads(request.user, "authority") else None
    media_type = found.record.media_type if found.record.media_type.isascii() else ""
    return file_answer(data, called or f"document-{found.id[:12]}", media_type or "application/octet-stream")


def _open(one: Document, request: Asked, sight: Sight, land: shapely.Geometry | None) -> bool:
    """Whether somebody may read a file: all that it is about must be theirs to see."""
    return all(_sees(about, request, sight, land) for about in one.about) and (bool(one.about) or sight.whole)


def _sees(about: Mapping[str, Any], request: Asked, sight: Sight, land: shapely.Geometry | None) -> bool:
    said = about["said"]
    if about["kind"] in _PERSONAL and not reads(request.user, "authority"):
        return False
    shape = placed(Fact(about["record"], said)) if land is not None else None
    return bool(seen(land, [shape])[0]) and (sight.organisation is None or _theirs(about, sight))


def _theirs(about: Mapping[str, Any], sight: Sight) -> bool:
    """Whether a record is about a unit, task or agreement of one contributor."""
    said, name = about["said"], about["id"]
    own = {"unit": sight.units, "task": sight.tasks, "person": sight.people}
    if about["kind"] in own:
        return name in (own[about["kind"]] or ())
    if about["kind"] == "agreement":
        return any(map(sight.party, said.parties))
    named = [(kind, other) for kind, other in names_of(said) if kind in own and other]
    return bool(named) and all(plain(other) in (own[kind] or ()) for kind, other in named)


ROUTES: Final = (documents_page, document_file)
