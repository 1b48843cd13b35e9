"""Publications: what left the house, what changed in it since, and freezing the next one."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath
from litestar.response import Redirect

from landrelease.checks.catalogue import render
from landrelease.desk.persons import names_of
from landrelease.desk.publications import JSON, Published, frozen_file, publications
from landrelease.desk.register import Register
from landrelease.publish.communique import Said, communique_of, doubted, stale
from landrelease.publish.communiquepage import correction_lines
from landrelease.publish.given import approvers_of, said_to
from landrelease.publish.publishing import given_file, publish_form, publish_statement, verify_snapshot
from landrelease.publish.redaction.audience import may_read, rank, reads_exactly
from landrelease.publish.redaction.fields import redacted
from landrelease.publish.redaction.published import sight_of
from landrelease.publish.redaction.stamp import stamp
from landrelease.publish.snapshot import snapshot_of
from landrelease.publish.treaty import KINDS
from landrelease.publish.view import meta_of
from landrelease.records.codes import AUDIENCES
from landrelease.records.text import tr
from landrelease.web.actor import Actor
from landrelease.web.book import Asked, reading, writing
from landrelease.web.drawing import page
from landrelease.web.filled import audience_of, audiences_of, wish_of
from landrelease.web.noting import note
from landrelease.web.policy import may

Posted = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


def seen(register: Register, actor: Actor) -> list[Published]:
    """
    List the publications that somebody may see.

    Parameters
    ----------
    register
        An open register.
    actor
        Who asks.

    Returns
    -------
    list of Published
        The last one first: those for their audience or a lower one that were accepted, and all of these that wait for
        whoever sees the queue.
    """
    most = rank(audience_of(actor))
    waits = may(actor, "queue.read") and not actor.territory
    return [
        one
        for one in reversed(publications(register))
        if rank(_audience(one)) <= most and (one.state == "accepted" or waits)
    ]


def said_for(actor: Actor, one: Published) -> dict[str, Any]:
    """
    Give what the record of a publication says, as somebody may read it.

    Parameters
    ----------
    actor
        Who asks.
    one
        The publication.

    Returns
    -------
    dict
        Written name to value, dates and moments as exactly as they read those of every record.
    """
    return redacted(one.said, actor.audience, state=one.state)


def _audience(one: Published) -> str:
    return one.said.audience if one.said.audience in AUDIENCES else "restricted"


def opens(actor: Actor) -> bool:
    """
    Tell whether somebody may read what a frozen form says of every record behind it.

    Parameters
    ----------
    actor
        Who asks.

    Returns
    -------
    bool
        Whether they are of the authority and see the whole programme.
    """
    return may_read(audience_of(actor), "authority")


@get("/statement/publications", permission="land.read", include_in_schema=False, sync_to_thread=True)
def publications_page(request: Asked) -> Response[str]:
    """List what was published, and offer to freeze the next one."""
    with reading(request) as register:
        return _listed(request, register)


def _listed(request: Asked, register: Register, *, status: int = 200, **more: Any) -> Response[str]:  # noqa: ANN401 - what a page shows
    rows = seen(register, request.user)
    shown = {
        "rows": rows, "says": {one.record: said_for(request.user, one) for one in rows},
        "kinds": {name: tr(kind.title) for name, kind in KINDS.items()},
        "year": int(register.today()[:4]) - 1, "audiences": audiences_of(request.user), "asked": {}, "findings": [],
        "freezes": opens(request.user), **more,
    }  # fmt: skip
    return page(request, "publications.html", status=status, **shown)


@post("/statement/publications", permission="record.propose", include_in_schema=False, sync_to_thread=True)
def freeze_form(request: Asked, data: Posted) -> Response[str] | Redirect:
    """Freeze a form; somebody else decides on it."""
    with writing(request) as register:
        _need(request.user)
        wish = wish_of(data, request.user, register.today())
        made = publish_form(
            register, wish.form, wish.year, layout=wish.layout, audience=wish.audience, despite=wish.despite
        )
        if not made.record:
            findings = [render(one) for one in made.form.findings]
            return _listed(request, register, status=409, asked=data, findings=findings)
    note(request, "publication-freeze", made.record)
    return Redirect(f"/statement/publications/{made.record}")


@post("/statement/publications/communique", permission="record.propose", include_in_schema=False, sync_to_thread=True)
def publish_text(request: Asked, data: Posted) -> Response[str] | Redirect:
    """Publish a press statement; somebody else decides on it."""
    with writing(request) as register:
        _need(request.user)
        audience = data.get("audience", "")
        audience = audience if audience in audiences_of(request.user) else "authority"
        made = publish_statement(
            register, data.get("title", "").strip() or tr("Press statement"), data.get("text", ""), audience=audience,
            despite=data.get("despite", "").strip(),
        )  # fmt: skip
        if made.statement is None:
            findings = [render(one) for one in made.findings]
            return _listed(request, register, status=409, asked=data, findings=findings)
    note(request, "publication-freeze", made.record)
    return Redirect(f"/statement/publications/{made.record}")


def _need(actor: Actor) -> None:
    """Refuse whoever sees a part only: a publication freezes everything."""
    if not opens(actor):
        raise NotFoundException(tr("Publications are made by those who see the whole programme."))


@get("/statement/publications/{name:str}", permission="land.read", include_in_schema=False, sync_to_thread=True)
def publication_page(request: Asked, name: FromPath[str]) -> Response[str]:
    """Show a publication, and what of it is otherwise now."""
    with reading(request) as register:
        one = publication_of(register, request.user, name)
        found = told(register, request.user, one)
        shown = {"said": said_for(request.user, one), "stamp": marked(register, one), **found}
        return page(request, "publication.html", one=one, **shown)


def publication_of(register: Register, actor: Actor, name: str) -> Published:
    """
    Find a publication that somebody may see.

    Parameters
    ----------
    register
        An open register.
    actor
        Who asks.
    name
        Id of its record.

    Returns
    -------
    Published
        The publication.

    Raises
    ------
    NotFoundException
        Where there is none for them.
    """
    found = next((one for one in seen(register, actor) if one.record == name), None)
    if found is None:
        raise NotFoundException(tr("There is no such publication here."))
    return found


def told(register: Register, actor: Actor, one: Published) -> dict[str, Any]:
    """
    Say what is in a publication, as far as somebody may read it.

    Parameters
    ----------
    register
        An open register.
    actor
        Who asks.
    one
        The publication.

    Returns
    -------
    dict
        ``statement`` and ``corrections`` of a press statement; ``frozen`` and ``verified`` of a form, for the
        authority.
    """
    data = frozen_file(register, one)
    if one.said.type == "communique":
        made = communique_of(data, one.record[:12])
        audience = audience_of(actor)
        exact = reads_exactly(audience)
        return {
            "statement": _paragraphs(said_to(made, audience)), "exact": exact, "frozen": None, "verified": None,
            "doubts": [render(one).what for one in doubted(register, made)] if exact else [],
            "corrections": correction_lines(stale(register, made, audience), exact=exact),
            **_approved(register, actor, one),
        }  # fmt: skip
    frozen = snapshot_of(data, one.record[:12]) if opens(actor) else None
    verified = verify_snapshot(register, frozen) if frozen else None
    return {
        "statement": None, "corrections": [], "exact": frozen is not None, "frozen": frozen, "verified": verified,
        **_approved(register, actor, one),
    }  # fmt: skip


def _approved(register: Register, actor: Actor, one: Published) -> dict[str, Any]:
    """Say how many approved, and who to those who may know persons."""
    found = approvers_of(register, one.record)
    persons = sight_of(actor.audience).persons and opens(actor)
    return {
        "approvals": len(found),
        "approvers": [names_of(register.store).get(p, p) for p in found] if persons else [],
    }


def _paragraphs(sentences: Sequence[Said]) -> list[list[Mapping[str, Any]]]:
    found: dict[int, list[Mapping[str, Any]]] = {}
    for said in sentences:
        found.setdefault(said.paragraph, []).append({"text": said.text, "figures": said.figures})
    return list(found.values())


def marked(register: Register, one: Published) -> tuple[str, ...]:
    """
    Say what stands on a publication.

    Parameters
    ----------
    register
        An open register.
    one
        The publication.

    Returns
    -------
    tuple of str
        The stamp of its audience.
    """
    return stamp(_audience(one), meta_of(register, known_at=one.said.known_at or "")).sentences


def file_of(request: Asked, name: str) -> Response[bytes]:
    """
    Answer with the file that the audience of a publication gets.

    Parameters
    ----------
    request
        The request.
    name
        Id of the record.

    Returns
    -------
    Response
        The file, to be saved.
    """
    with reading(request) as register:
        one = publication_of(register, request.user, name)
        data = given_file(register, one)
    note(request, "publication-read", one.record)
    given = f"publication-{one.record[:12]}-{_audience(one)}.json"
    return Response(data, media_type=JSON, headers={"Content-Disposition": f'attachment; filename="{given}"'})


@get("/statement/publications/{name:str}/file", permission="land.read", include_in_schema=False, sync_to_thread=True)
def publication_file(request: Asked, name: FromPath[str]) -> Response[bytes]:
    """Give the file that the audience of a publication gets."""
    return file_of(request, name)


ROUTES: Final = (publications_page, publish_text, freeze_form, publication_page, publication_file)
