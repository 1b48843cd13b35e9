"""Signing in by a service elsewhere: the way there, the way back, and linking it to an account."""

from hmac import compare_digest
from typing import Final

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from landrelease.accounts.account import Account
from landrelease.accounts.errors import AccountsError
from landrelease.accounts.identity import ERRAND_S, Errand
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.book import Asked, conf, now
from landrelease.web.drawing import page
from landrelease.web.knowing import SESSION
from landrelease.web.oidc import SignInService, SignInServiceError, Told
from landrelease.web.pages.signing import Form, accounts, entered, inside, origin

_ERRAND: Final = "errand"
_WELCOME: Final = "welcome:"
_LINK: Final = "link:"
_UNKNOWN: Final = _(
    "Who you are there opens no account here. Follow the link of an invitation, or sign in with your password and link "
    "the service under “My account”. An administrator of the programme can invite you."
)


@get("/sign-in/service", permission="anybody", include_in_schema=False, sync_to_thread=True)
def go_to_service(request: Asked) -> Response[str] | Redirect:
    """Send somebody to the sign-in service."""
    invitation = request.query_params.get("invitation", "")
    goal = f"{_WELCOME}{invitation}" if invitation else inside(request.query_params.get("next", "/"))
    try:
        address, cookie = _sent(request, goal)
    except SignInServiceError as fault:
        return _refused(request, str(fault))
    return Redirect(address, cookies=[cookie])


@get("/sign-in/return", permission="anybody", include_in_schema=False, sync_to_thread=True)
def come_back(request: Asked) -> Response[str] | Redirect:
    """Take somebody in who comes back from the sign-in service."""
    kept = accounts(request)
    try:
        errand = _returned(request)
        account = _account(request, _told(request, errand), errand.back)
        begun = kept.signing.enter(account.id, origin(request), now=now())
    except (AccountsError, SignInServiceError) as fault:
        return _refused(request, str(fault))
    if errand.back.startswith(_LINK):
        kept.sessions.end(begun.token)
        return Redirect("/account", query_params={"said": "linked"})
    return entered(request, begun, "/" if errand.back.startswith(_WELCOME) else inside(errand.back))


@post("/account/link", permission="account.own", include_in_schema=False, sync_to_thread=True)
def link(request: Asked, data: Form) -> Response[str]:
    """Lead somebody who is signed in to the service, to link it to their account."""
    token = request.cookies.get(SESSION, "")
    try:
        accounts(request).signing.prove(token, data.get("password", ""), origin(request), now=now())
        address, cookie = _sent(request, f"{_LINK}{request.user.account}")
    except (AccountsError, SignInServiceError) as fault:
        return page(request, "refused_service.html", status=403, refused=str(fault))
    answer = page(request, "account_link.html", address=address, name=_service(request).service.name)
    answer.set_cookie(cookie)
    return answer


def _sent(request: Asked, goal: str) -> tuple[str, Cookie]:
    errand = accounts(request).identities.send(back=goal, now=now())
    kept = Cookie(
        _ERRAND, value=errand.state, max_age=ERRAND_S, httponly=True, samesite="lax", secure=conf(request).secure
    )  # fmt: skip
    return _service(request).address(errand, _back(request)), kept


def _returned(request: Asked) -> Errand:
    """Take up what this browser, and no other, was sent out with."""
    state = request.query_params.get("state", "")
    errand = accounts(request).identities.returned(state, now=now())
    if not compare_digest(request.cookies.get(_ERRAND, "").encode(), state.encode()):
        raise SignInServiceError(tr("This answer belongs to another browser. Begin the sign-in again."))
    return errand


def _told(request: Asked, errand: Errand) -> Told:
    code = request.query_params.get("code", "")
    if not code:
        raise SignInServiceError(tr("The sign-in service did not let you in. Try again, or ask who runs it."))
    return _service(request).told(errand, code, _back(request))


def _account(request: Asked, told: Told, goal: str) -> Account:
    """Find whose the identity is; an invitation, or somebody who is signed in, links it first."""
    kept = accounts(request)
    wanted = ""
    if goal.startswith(_WELCOME):
        opened = kept.links.look(goal.removeprefix(_WELCOME), now=now())
        wanted = opened[1].id if opened and opened[1].state == "invited" else ""
    elif goal.startswith(_LINK) and goal.removeprefix(_LINK) == request.user.account:
        wanted = request.user.account
    if wanted:
        account = kept.identities.link(wanted, told.issuer, told.subject, now=now())
        kept.audit.write(wanted, "identity-linked", [wanted], origin=origin(request), now=now())
        return account
    found = kept.identities.account_of(told.issuer, told.subject) if not goal.startswith(_LINK) else None
    if found is None:
        raise SignInServiceError(tr(_UNKNOWN))
    return found


def _service(request: Asked) -> SignInService:
    found: SignInService | None = request.app.state.service
    if found is None:
        raise NotFoundException(tr("No sign-in service is set up on this machine."))
    return found


def _back(request: Asked) -> str:
    base = _service(request).service.address or str(request.base_url)
    return f"{base.rstrip('/')}/sign-in/return"


def _refused(request: Asked, text: str) -> Response[str]:
    return page(request, "refused_service.html", status=403, refused=text)


ROUTES: Final = (go_to_service, come_back, link)
