"""Forms and publications for programs."""

from decimal import Decimal
from typing import Annotated, Any, Final

import msgspec
from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, QueryParameter

from landrelease.checks.catalogue import render
from landrelease.desk.publications import Published
from landrelease.publish.form import Form, Spot
from landrelease.publish.formfile import records_of
from landrelease.publish.treaty import KINDS
from landrelease.records.text import tr
from landrelease.web.actor import Actor
from landrelease.web.api.problems import problems
from landrelease.web.book import Asked, reading
from landrelease.web.filled import wish_of
from landrelease.web.noting import note
from landrelease.web.pages.forms import filled
from landrelease.web.pages.published import file_of, marked, publication_of, said_for, seen, told

_TAGS: Final = ("Publication",)


class FormKind(msgspec.Struct):
    """
    A form that can be filled.

    Attributes
    ----------
    form : str
        Its name.
    layouts : list of str
        Orders of its parts.
    """

    form: str
    layouts: list[str]


class FormFigure(msgspec.Struct):
    """
    A figure of a form.

    Attributes
    ----------
    part, row, column : str
        Its place.
    value : Decimal or None
        Square metres or a count; null where it is left out for whoever asks.
    unit : str
        ``m2`` or ``number``.
    records : list of str
        Ids of the records behind it, for those who may know them.
    """

    part: str
    row: str
    column: str
    value: Decimal | None
    unit: str
    records: list[str]


class FormAnswer(msgspec.Struct):
    """
    A form.

    Attributes
    ----------
    title, audience, valid_for, known_at : str
        What it is, for whom, of which day, whose knowledge.
    notes : list of str
        What must stand on it.
    findings : list of dict
        What the plausibility gate says: ``code``, ``severity`` and ``what``, for those who may know every figure.
    figures : list of FormFigure
        Its figures.
    """

    title: str
    audience: str
    valid_for: str
    known_at: str
    notes: list[str]
    findings: list[dict[str, str]]
    figures: list[FormFigure]


class PublicationRow(msgspec.Struct):
    """
    A publication.

    Attributes
    ----------
    id, title, audience, state : str
        Which, what, for whom, and what became of it.
    type, form, date, known_at, set_root, since : str or None
        As the record says; days and moments as exactly as whoever asks reads them of any record.
    year, figures : int or None
        As the record says.
    """

    id: str
    title: str
    audience: str
    state: str
    type: str | None
    form: str | None
    year: int | None
    date: str | None
    known_at: str | None
    set_root: str | None
    figures: int | None
    since: str | None


class PublicationAnswer(msgspec.Struct):
    """
    A publication, and whether it still holds.

    Attributes
    ----------
    publication : PublicationRow
        What it is.
    approvals : int
        How many accepted it.
    approvers : list of str
        Who did, for the authority; empty for all others.
    notes : list of str
        What stands on it, for its audience.
    corrections : list of str
        Sentences of a press statement that no longer hold.
    changes : list of dict or None
        Figures of a form that are others now, for the authority; null for all others.
    """

    publication: PublicationRow
    approvals: int
    approvers: list[str]
    notes: list[str]
    corrections: list[str]
    changes: list[dict[str, Any]] | None


@get("/api/forms", permission="land.read", tags=_TAGS, sync_to_thread=True)
def forms_route() -> list[FormKind]:
    """List the forms that can be filled."""
    return [FormKind(name, list(kind.layouts)) for name, kind in KINDS.items()]


@get("/api/forms/{form:str}", permission="land.read", tags=_TAGS, responses=problems(400, 404), sync_to_thread=True)
def form_route(
    request: Asked,
    form: FromPath[str],
    year: Annotated[int | None, QueryParameter(ge=1900, le=2999, description="Year that it tells of.")] = None,
    layout: Annotated[str, QueryParameter(max_length=20, description="Order of its parts.")] = "",
    audience: Annotated[str, QueryParameter(max_length=20, description="For whom; at most one's own.")] = "",
) -> FormAnswer:
    """Fill a form from the ledger."""
    if form not in KINDS or (layout and layout not in KINDS[form].layouts):
        raise NotFoundException(tr("There is no such form; /api/forms lists them."))
    with reading(request) as register:
        query = {"form": form, "year": str(year or ""), "layout": layout, "audience": audience}
        found = filled(request, register, wish_of(query, request.user, register.today()))
    note(request, "form-read", "/api/forms/{form}")
    shown = [(one.code, render(one)) for one in found.findings] if found.exact else []
    return FormAnswer(
        found.title, found.mark.audience, found.mark.valid_for, found.meta.known_at, list(found.mark.sentences),
        [{"code": code, "severity": words.severity, "what": words.what} for code, words in shown],
        [_figure(found, spot) for spot in found.figures()],
    )  # fmt: skip


def _figure(form: Form, spot: Spot) -> FormFigure:
    value = spot.entry.value if isinstance(spot.entry.value, Decimal) else None
    unit = "m2" if spot.entry.m2 else "number"
    heading = spot.section.columns[spot.column]
    return FormFigure(spot.section.code, spot.name, heading, value, unit, records_of(form, spot))


@get("/api/publications", permission="land.read", tags=_TAGS, sync_to_thread=True)
def publications_route(request: Asked) -> list[PublicationRow]:
    """List what was published, the last one first."""
    with reading(request) as register:
        return [_row(request.user, one) for one in seen(register, request.user)]


def _row(actor: Actor, one: Published) -> PublicationRow:
    said, shown = one.said, said_for(actor, one)
    return PublicationRow(
        one.record, said.title or "", said.audience or "", one.state, said.type, said.form, said.year,
        shown.get("date"), shown.get("known_at"), said.set_root, said.figures, said.since,
    )  # fmt: skip


@get("/api/publications/{name:str}", permission="land.read", tags=_TAGS, responses=problems(404), sync_to_thread=True)
def publication_route(request: Asked, name: FromPath[str]) -> PublicationAnswer:
    """Give a publication, and what of it is otherwise now."""
    with reading(request) as register:
        one = publication_of(register, request.user, name)
        found = told(register, request.user, one)
        notes = marked(register, one)
    verified = found["verified"]
    changes = [msgspec.to_builtins(change) for change in verified.changes] if verified else None
    return PublicationAnswer(
        _row(request.user, one), found["approvals"], found["approvers"], list(notes), found["corrections"], changes
    )


@get(
    "/api/publications/{name:str}/file", permission="land.read", tags=_TAGS, responses=problems(400, 404),
    sync_to_thread=True,
)  # fmt: skip
def publication_file_route(request: Asked, name: FromPath[str]) -> Response[bytes]:
    """Give the file that the audience of a publication gets."""
    return file_of(request, name)


ROUTES: Final = (forms_route, form_route, publications_route, publication_route, publication_file_route)
