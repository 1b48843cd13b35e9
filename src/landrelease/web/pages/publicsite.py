"""The public site: what it would hold, making it, and taking it as a ZIP."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import HTTPException, PermissionDeniedException
from litestar.params import Body
from litestar.response import Redirect

from landrelease.publish.notice import rules_of
from landrelease.publish.noticemap import legend_swatch, notice_svg
from landrelease.publish.redaction.stamp import stamp
from landrelease.publish.redaction.suppression import MARK
from landrelease.records.text import languages, tr
from landrelease.web import tongue
from landrelease.web.actor import Actor
from landrelease.web.board import Board, State
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.editions import LARGEST_EDITION, Editions, Packed
from landrelease.web.noting import note
from landrelease.web.pages.papers import file_answer
from landrelease.web.pages.published import opens

ADDRESS: Final = "/statement/site"
ZIP: Final = "application/zip"
Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


def need(actor: Actor) -> None:
    """
    Refuse whoever sees a part only.

    Parameters
    ----------
    actor
        Who asks.

    Raises
    ------
    PermissionDeniedException
        Where they make no publications.
    """
    if not opens(actor):
        raise PermissionDeniedException(tr("Publications are made by those who see the whole programme."))


@get(ADDRESS, permission="record.propose", include_in_schema=False, sync_to_thread=True)
def site_page(request: Asked) -> Response[str]:
    """Show what the public site would hold now, and the last one that was made."""
    need(request.user)
    board: Board = request.app.state.board
    making = not _editions(request).wait(0.0)
    with reading(request) as register:
        state = State(register.last_known(), register.today(), rules_of(register))
        packed, refusal = _editions(request).found(state)
        found = board.notice() if state.rules.published else None
        notice = found.notice if found else None
        return page(
            request, "public_site.html", rules=state.rules, notice=notice, making=making, packed=packed,
            fresh=bool(packed and packed.state == state), refusal=refusal, tongues=_tongues(), mark=MARK,
            swatch=legend_swatch, sentences=stamp("public", notice.meta).sentences if notice else (),
            drawing=notice_svg(notice.land, tr("Map of land that may hold explosive ordnance")) if notice else "",
        )  # fmt: skip


def _tongues() -> list[str]:
    """List the languages of sites, that of the reader first."""
    return sorted(languages(), key=lambda code: (code != tongue.spoken(), code))


def _editions(request: Asked) -> Editions:
    found: Editions = request.app.state.editions
    return found


@post(ADDRESS, permission="record.propose", include_in_schema=False, sync_to_thread=True)
def make_site(request: Asked, data: Form) -> Redirect:
    """
    Begin to make the public site.

    Parameters
    ----------
    request
        The request.
    data
        ``first``, the language for those who choose none; ``language-…`` for each of the others; perhaps
        ``before``, the file ``site.json`` of the edition before.

    Returns
    -------
    Redirect
        To the page, which says when it is made.
    """
    need(request.user)
    before = data.get("before")
    content = before.file.read(LARGEST_EDITION) if isinstance(before, UploadFile) else b""
    _editions(request).begin(_chosen(data), content, language=tongue.spoken())
    note(request, "site-made")
    return Redirect(ADDRESS)


def _chosen(data: Mapping[str, Any]) -> tuple[str, ...]:
    first = str(data.get("first") or "")
    wanted = [code for code in languages() if code == first or data.get(f"language-{code}")]
    return tuple(sorted(wanted, key=lambda code: code != first)) or ("en",)


@get(f"{ADDRESS}/public-site.zip", permission="record.propose", include_in_schema=False, sync_to_thread=True)
def site_file(request: Asked) -> Response[bytes]:
    """
    Give the public site that was made last.

    Parameters
    ----------
    request
        The request.

    Returns
    -------
    Response
        A ZIP.

    Raises
    ------
    HTTPException
        Where there is none, or it was made under other rules of publication.
    """
    need(request.user)
    with reading(request) as register:
        state = State(register.last_known(), register.today(), rules_of(register))
    packed, _ = _editions(request).found(state)
    if packed is None:
        said = tr("No public site was made today under the rules of publication that are in force. Make it first.")
        raise HTTPException(status_code=409, detail=said)
    return site_answer(request, packed)


def site_answer(request: Asked, packed: Packed) -> Response[bytes]:
    """
    Answer with a public site.

    Parameters
    ----------
    request
        The request.
    packed
        The site.

    Returns
    -------
    Response
        A ZIP; its name says for whom it is and of which day.
    """
    note(request, "site-taken")
    day = packed.state.rules.known_at(packed.state.today)
    return file_answer(packed.data, f"public-site-public-{day}.zip", ZIP)


ROUTES: Final = (site_page, make_site, site_file)
