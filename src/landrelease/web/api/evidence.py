"""Documents, the origins that they rest on, proposals for evidence, and places by their names, for programs."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

import msgspec
from litestar import get, post
from litestar.exceptions import ValidationException
from litestar.params import JSONBody, QueryParameter

from landrelease.desk.errors import BadRequestError
from landrelease.desk.origins import places_called
from landrelease.desk.sources import Told, add_sources
from landrelease.evidence.document import UnreadableError
from landrelease.publish.redaction.stamp import stamp
from landrelease.publish.view import meta_of
from landrelease.web.api.problems import problems
from landrelease.web.book import Asked, reading, writing
from landrelease.web.noting import note
from landrelease.web.studied import need_authority, origins_seen, proposals_seen

_TAGS: Final = ("Evidence",)
_LONGEST: Final = 2_000_000


class OriginsAnswer(msgspec.Struct):
    """
    What the documents rest on.

    Attributes
    ----------
    audience, valid_for, note : str
        For whom it is, of which day, and that absence of a mark is no absence of danger.
    documents : list of dict
        Each with publisher, day, what it was made from, and what became of its record.
    lead : dict
        The event of which most documents tell first.
    independent_origins : int
        How many are behind it.
    origins : list of dict
        Which, with the documents that rest on each.
    events : list of dict
        Every event side by side: agreed, contradicted, only in one.
    statements : list of dict
        Who says what, how surely, with the passage.
    clashes : list of dict
        Words that two documents give to different speakers.
    leads : list of dict
        Places to follow up, with candidates.
    """

    audience: str
    valid_for: str
    note: str
    documents: list[dict[str, Any]]
    lead: dict[str, Any]
    independent_origins: int
    origins: list[dict[str, Any]]
    events: list[dict[str, Any]]
    statements: list[dict[str, Any]]
    clashes: list[dict[str, Any]]
    leads: list[dict[str, Any]]


class ProposalsAnswer(msgspec.Struct):
    """
    What the rules propose for evidence items.

    Attributes
    ----------
    lists : dict
        What counts as direct and as negative, and which documents only open a follow-up.
    proposals : list of dict
        Each with its advice, reasons, items and the row that a person would propose.
    """

    lists: dict[str, list[str]]
    proposals: list[dict[str, Any]]


class PlacesAnswer(msgspec.Struct):
    """
    What the name of a place may mean.

    Attributes
    ----------
    name : str
        The name.
    ambiguous : bool
        Whether more than one place may well be meant.
    candidates : list of dict
        The likeliest first, each with score and reasons.
    """

    name: str
    ambiguous: bool
    candidates: list[dict[str, Any]]


class DocumentAsked(msgspec.Struct, forbid_unknown_fields=True):
    """
    A document to be taken in.

    Attributes
    ----------
    text : str
        Its words, as plain text or HTML.
    publisher, published, url, type, language, written_by : str
        What is known of it; what is missing stays unknown.
    """

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=_LONGEST)]
    publisher: str = ""
    published: str = ""
    url: str = ""
    type: str = ""
    language: str = ""
    written_by: str = ""


class DocumentTaken(msgspec.Struct):
    """
    What became of a document.

    Attributes
    ----------
    document : str
        Its id.
    record : str
        Id of the record, which waits for a decision.
    new : bool
        Whether it was not here yet.
    copy_of : list of str
        Ids of documents of the same bytes, published elsewhere: one origin with it.
    notes : list of str
        What was not taken, and the way out.
    """

    document: str
    record: str
    new: bool
    copy_of: list[str]
    notes: list[str]


@get("/api/evidence", permission="evidence.read", tags=_TAGS, responses=problems(), sync_to_thread=True)
def origins_route(request: Asked) -> OriginsAnswer:
    """Count the independent origins behind what the documents tell."""
    with reading(request) as register:
        found = {**origins_seen(register, request.user), **stamp("authority", meta_of(register)).facts()}
    note(request, "evidence-read")
    return msgspec.convert(found, OriginsAnswer)


@get("/api/evidence/proposals", permission="evidence.read", tags=_TAGS, responses=problems(), sync_to_thread=True)
def proposals_route(request: Asked) -> ProposalsAnswer:
    """Tell what the rules propose for evidence items; a person decides."""
    with reading(request) as register:
        return msgspec.convert(proposals_seen(register, request.user), ProposalsAnswer)


@get("/api/evidence/places", permission="evidence.read", tags=_TAGS, responses=problems(), sync_to_thread=True)
def places_route(
    request: Asked, name: Annotated[str, QueryParameter(description="Name of a place.", max_length=200)]
) -> PlacesAnswer:
    """Find what the name of a place may mean, in the register and in a gazetteer."""
    need_authority(request.user)
    with reading(request) as register:
        return msgspec.convert(places_called(register, name), PlacesAnswer)


@post("/api/evidence/documents", permission="evidence.add", tags=_TAGS, responses=problems(422), sync_to_thread=True)
def document_route(request: Asked, data: JSONBody[DocumentAsked]) -> DocumentTaken:
    """Take a document in; it waits for a decision, and moves no land."""
    told = Told(**{name: getattr(data, name).strip() for name in Told._fields})
    with TemporaryDirectory() as folder:
        path = Path(folder) / "document.txt"
        path.write_bytes(data.text.encode("utf-8", "replace"))
        try:
            with writing(request) as register:
                (done,) = add_sources(register, [path], told)
        except (BadRequestError, UnreadableError) as fault:
            raise ValidationException(str(fault)) from None
    note(request, "record-proposed", done.record)
    return DocumentTaken(done.said.id or done.record, done.record, done.fresh, list(done.copies), list(done.notes))


ROUTES: Final = (origins_route, proposals_route, places_route, document_route)
