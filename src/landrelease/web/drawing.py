"""Pages drawn from templates: what every page knows, and the answer that carries it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import jinja2
from litestar import Response
from litestar.enums import MediaType
from litestar.utils.scope.state import ScopeState

from landrelease.publish import wording
from landrelease.records.text import counted, languages, ntr, tr
from landrelease.web import assets, tongue
from landrelease.web.book import UNNAMED, Asked
from landrelease.web.policy import may, reads

_TEMPLATES: Final = Path(__file__).parent / "templates"


def word(of: str, code: str | None) -> str:
    """
    Name a code in the language in use.

    Parameters
    ----------
    of
        Name of the code list.
    code
        The code.

    Returns
    -------
    str
        Its word; a dash where there is no code.

    Examples
    --------
    >>> word("stage", "progress"), word("stage", None)
    ('progress', '–')
    """
    return wording.word(of, code) or "–"


@cache
def templates() -> jinja2.Environment:
    """
    Open the templates; values are escaped, and a name that nobody gave is a fault.

    Returns
    -------
    jinja2.Environment
        With the filters and functions that all pages share.
    """
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    found.install_gettext_callables(tr, ntr, newstyle=True)  # type: ignore[attr-defined]  # comes with the extension
    found.filters.update(
        number=tongue.number, area=tongue.area, day=tongue.day, moment=tongue.moment, weekday=tongue.weekday
    )
    found.globals.update(
        asset=assets.address, counted=counted, direction=tongue.direction, language=tongue.spoken,
        languages={code: tongue.NAMES[code] for code in languages()}, word=word,
    )  # fmt: skip
    return found


def fragment(request: Asked, template: str, **values: Any) -> str:  # noqa: ANN401 - whatever a template shows
    """
    Draw a template.

    Parameters
    ----------
    request
        The request; its actor is known to the template.
    template
        Name of the file.
    **values
        What it shows.

    Returns
    -------
    str
        Markup.
    """
    actor = request.user
    return templates().get_template(template).render(
        actor=actor,
        may=lambda permission: may(actor, permission),
        reads=lambda audience: reads(actor, audience),
        token=ScopeState.from_scope(request.scope).csrf_token or "",
        path=request.url.path,
        here=local(request),
        menu=request.app.state.menu,
        elsewhere=request.app.state.service.service if request.app.state.service else None,
        masthead=request.state.get("masthead", UNNAMED),
        **values,
    )  # fmt: skip


def local(request: Asked) -> str:
    """
    Tell the address of a request on this server.

    Parameters
    ----------
    request
        The request.

    Returns
    -------
    str
        Path and query.
    """
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def page(request: Asked, template: str, *, status: int = 200, **values: Any) -> Response[str]:  # noqa: ANN401 - as above
    """
    Answer with a page, or with a fragment for a part of one.

    Parameters
    ----------
    request
        The request.
    template
        Name of the file.
    status
        Status of the answer.
    **values
        What it shows.

    Returns
    -------
    litestar.Response
        HTML.
    """
    return Response(fragment(request, template, **values), media_type=MediaType.HTML, status_code=status)


def said(request: Asked, sentences: Mapping[str, str]) -> str:
    """
    Tell what the deed did that led to this page.

    Parameters
    ----------
    request
        The request; the address has a code as ``said`` where a deed led here.
    sentences
        Code to sentence, as marked for translation.

    Returns
    -------
    str
        In the language in use; empty where there was no deed.
    """
    text = sentences.get(request.query_params.get("said", ""))
    return tr(text) if text else ""
