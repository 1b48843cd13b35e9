"""Signing in and out, the link of an invitation, and the language."""

from typing import Annotated, Final

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect

from landrelease.accounts import Accounts
from landrelease.accounts.errors import AccountsError
from landrelease.accounts.origin import Origin
from landrelease.accounts.session import Begun
from landrelease.records.text import languages
from landrelease.web.book import Asked, conf, now
from landrelease.web.drawing import page
from landrelease.web.knowing import LANGUAGE, SESSION

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
_HALF: Final = "half"
_YEAR_S: Final = 365 * 24 * 3600


def accounts(request: Asked) -> Accounts:
    """
    Open the accounts of this application.

    Parameters
    ----------
    request
        Any request.

    Returns
    -------
    Accounts
        Shared by all threads.
    """
    found: Accounts = request.app.state.accounts
    return found


def origin(request: Asked) -> Origin:
    """
    Tell where a request comes from.

    Parameters
    ----------
    request
        The request.

    Returns
    -------
    Origin
        Address and browser.
    """
    return Origin(request.client.host if request.client else "", request.headers.get("user-agent", ""))


def inside(address: str) -> str:
    r"""
    Lead only to pages of ours.

    Parameters
    ----------
    address
        Where somebody wants to go.

    Returns
    -------
    str
        The same where it is a path on this server, else the first page.

    Examples
    --------
    >>> [inside(one) for one in ("/map?class=mines", "//elsewhere.example", "https://elsewhere.example")]
    ['/map?class=mines', '/', '/']
    >>> inside("/\\elsewhere.example")
    '/'
    """
    return address if address.startswith("/") and address[1:2] not in {"/", "\\"} and address.isprintable() else "/"


@get("/sign-in", permission="anybody", include_in_schema=False, sync_to_thread=True)
def sign_in_page(request: Asked) -> Response[str]:
    """Ask for name and password."""
    return page(request, "sign_in.html", refused="", login="", next=inside(request.query_params.get("next", "/")))


@post("/sign-in", permission="anybody", include_in_schema=False, sync_to_thread=True)
def sign_in(request: Asked, data: Form) -> Response[str] | Redirect:
    """Compare name and password, and begin a session."""
    goal = inside(data.get("next", "/"))
    try:
        begun = accounts(request).signing.sign_in(
            data.get("login", ""), data.get("password", ""), origin(request), now=now()
        )
    except AccountsError as fault:
        return page(request, "sign_in.html", status=403, refused=str(fault), login=data.get("login", ""), next=goal)
    if begun.session.half:
        return Redirect("/sign-in/code", query_params={"next": goal}, cookies=[_cookie(request, _HALF, begun.token)])
    return entered(request, begun, goal)


@get("/sign-in/code", permission="anybody", include_in_schema=False, sync_to_thread=True)
def code_page(request: Asked) -> Response[str]:
    """Ask for the second factor."""
    return page(request, "code.html", refused="", next=inside(request.query_params.get("next", "/")))


@post("/sign-in/code", permission="anybody", include_in_schema=False, sync_to_thread=True)
def confirm_code(request: Asked, data: Form) -> Response[str] | Redirect:
    """Compare the second factor, and make the session whole."""
    goal = inside(data.get("next", "/"))
    try:
        begun = accounts(request).signing.confirm(
            request.cookies.get(_HALF, ""), data.get("code", ""), origin(request), now=now()
        )
    except AccountsError as fault:
        return page(request, "code.html", status=403, refused=str(fault), next=goal)
    return entered(request, begun, goal)


@post("/sign-out", permission="anybody", include_in_schema=False, sync_to_thread=True)
def sign_out(request: Asked) -> Redirect:
    """End the session."""
    kept, who = accounts(request), request.user.account
    kept.sessions.end(request.cookies.get(SESSION, ""))
    if who:
        kept.audit.write(who, "sign-out", origin=origin(request), now=now())
    return Redirect("/sign-in", cookies=[_gone(SESSION)])


@get("/welcome/{link:str}", permission="anybody", include_in_schema=False, sync_to_thread=True)
def welcome_page(request: Asked, link: FromPath[str]) -> Response[str]:
    """Show whom a link invites, and ask for a password."""
    opened = accounts(request).links.look(link, now=now())
    login = opened[1].login if opened else ""
    return page(request, "welcome.html", status=200 if opened else 404, refused="", link=link, login=login)


@post("/welcome/{link:str}", permission="anybody", include_in_schema=False, sync_to_thread=True)
def follow_link(request: Asked, link: FromPath[str], data: Form) -> Response[str] | Redirect:
    """Use a link: the account gets its password, and a session begins unless a second factor is asked for."""
    kept, password = accounts(request), data.get("password", "")
    opened = kept.links.look(link, now=now())
    try:
        account = kept.links.follow(link, password, now=now())
        begun = kept.signing.sign_in(account.login, password, origin(request), now=now())
    except AccountsError as fault:
        login = opened[1].login if opened else ""
        return page(request, "welcome.html", status=403, refused=str(fault), link=link, login=login)
    if begun.session.half:
        return Redirect("/sign-in/code", cookies=[_cookie(request, _HALF, begun.token)])
    return entered(request, begun, "/")


@post("/language", permission="anybody", include_in_schema=False, sync_to_thread=True)
def choose_language(request: Asked, data: Form) -> Redirect:
    """Answer in another language from now on."""
    code = data.get("language", "")
    code = code if code in languages() else "en"
    if request.user.signed_in:
        accounts(request).roster.speak(request.user.account, code, now=now())
    kept = Cookie(LANGUAGE, value=code, max_age=_YEAR_S, samesite="lax", secure=conf(request).secure, httponly=True)
    return Redirect(inside(data.get("next", "/")), cookies=[kept])


def entered(request: Asked, begun: Begun, goal: str) -> Redirect:
    """
    Let somebody in whose session has begun.

    Parameters
    ----------
    request
        The request.
    begun
        The session.
    goal
        Where they wanted to go.

    Returns
    -------
    litestar.response.Redirect
        There, with the token of the session.
    """
    accounts(request).audit.write(begun.account.id, "sign-in", origin=origin(request), now=now())
    return Redirect(goal, cookies=[_cookie(request, SESSION, begun.token), _gone(_HALF)])


def _cookie(request: Asked, name: str, token: str) -> Cookie:
    return Cookie(name, value=token, httponly=True, samesite="lax", secure=conf(request).secure)


def _gone(name: str) -> Cookie:
    return Cookie(name, value="", max_age=0, httponly=True, samesite="lax")


ROUTES: Final = (
    sign_in_page, sign_in, code_page, confirm_code, sign_out, welcome_page, follow_link, choose_language,
)  # fmt: skip
