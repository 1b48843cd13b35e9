"""Faults as people and programs read them: pages for the one, problem documents (RFC 9457) for the other."""

import logging
from http import HTTPStatus
from typing import Any, Final

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.response import Redirect

from landrelease.desk.errors import UnknownIdError
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.register.errors import NoSuchRecordError
from landrelease.web.actor import STRANGER
from landrelease.web.book import Asked
from landrelease.web.drawing import local, page
from landrelease.web.guard import SecondStepNeededError
from landrelease.web.keyed import HEADER

_LOG: Final = logging.getLogger("landrelease.web")
_STATUS: Final = {24: 503, 35: 404, 42: 404, 44: 403, 45: 400, 47: 503}
_TITLES: Final = {
    400: _("This cannot be read"),
    401: _("Sign in first"),
    403: _("This is not yours to do"),
    404: _("There is no such thing"),
    405: _("This is not done that way"),
    409: _("This cannot be done now"),
    413: _("This is too large"),
    422: _("This file cannot be taken in"),
    429: _("Too many requests"),
    500: _("A fault"),
    503: _("The register is busy"),
}
UNREADABLE: Final = _("There is no record of this id that your account may read, or more than one begins with it.")
"""Said alike of what does not exist, of what may not be read, and of ids that are too short."""
_FILES: Final = range(60, 80)
_FOR_PROGRAMS: Final = ("/api", "/ogc", "/tiles", "/healthz")


class Problem(msgspec.Struct, rename="lower", omit_defaults=True):
    """
    A fault for programs.

    Attributes
    ----------
    title : str
        The kind of fault.
    status : int
        Status of the answer.
    detail : str
        Where, what, why, and the way out.
    code : int
        Exit code that the command line gives for it; 0 where it has none.
    """

    title: str
    status: int
    detail: str = ""
    code: int = 0


def problem_of(fault: Exception) -> Problem:
    """
    Say what a fault means.

    Parameters
    ----------
    fault
        Whatever a handler raised.

    Returns
    -------
    Problem
        With the text of our own refusals; nothing of the inside for what was not foreseen.

    Examples
    --------
    >>> from landrelease.desk.errors import UnknownIdError
    >>> problem_of(UnknownIdError("no record begins with 'ff'")).code, problem_of(KeyError("x")).detail
    (42, '')
    """
    if isinstance(fault, HTTPException):
        return _problem(fault.status_code, fault.detail)
    if isinstance(fault, UnknownIdError | NoSuchRecordError):
        return _problem(HTTPStatus.NOT_FOUND, tr(UNREADABLE), UnknownIdError.exit_code)
    code = getattr(fault, "exit_code", None)
    if isinstance(code, int):
        status = _STATUS.get(code, HTTPStatus.UNPROCESSABLE_ENTITY if code in _FILES else HTTPStatus.CONFLICT)
        return _problem(int(status), str(fault), code)
    return _problem(HTTPStatus.INTERNAL_SERVER_ERROR)


def _problem(status: int, detail: str = "", code: int = 0) -> Problem:
    return Problem(tr(_TITLES.get(status, HTTPStatus(status).phrase)), status, detail, code)


def answer(request: Asked, fault: Exception) -> Response[Any]:
    """
    Answer a request that failed.

    Parameters
    ----------
    request
        The request.
    fault
        What was raised.

    Returns
    -------
    litestar.Response
        A problem document for programs, a page for people; who only has to sign in is led there.
    """
    request.scope.setdefault("user", STRANGER)
    found = problem_of(fault)
    if found.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.error("%s %s: %s", request.method, request.url.path, type(fault).__name__, exc_info=fault)
        found = Problem(found.title, found.status, tr("Something went wrong that nobody foresaw. Nothing was changed."))
    headers = dict(getattr(fault, "headers", None) or {})
    if request.url.path.startswith(_FOR_PROGRAMS) or HEADER in request.headers:
        if found.status == HTTPStatus.UNAUTHORIZED:
            headers["WWW-Authenticate"] = 'Basic realm="landrelease", charset="UTF-8"'
        return Response(
            msgspec.json.encode(found), media_type="application/problem+json", status_code=found.status, headers=headers
        )
    if isinstance(fault, NotAuthorizedException) and request.method == "GET":
        return Redirect("/sign-in", query_params={"next": local(request)})
    if isinstance(fault, SecondStepNeededError) and request.method == "GET":
        return Redirect("/account/second-step")
    shown = page(request, "refused.html", status=found.status, problem=found)
    shown.headers.update(headers)
    return shown
