"""One's own account: who one is here, password, second factor, sessions, and sign-in services."""

from typing import Any, Final

from litestar import Response, get, post
from litestar.exceptions import ClientException, PermissionDeniedException
from litestar.params import FromPath
from litestar.response import Redirect

from landrelease.accounts.errors import AccountsError
from landrelease.desk.looking import admin_areas
from landrelease.publish.qr import qr_svg
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.book import Asked, conf, now, reading
from landrelease.web.drawing import page, said
from landrelease.web.knowing import SESSION
from landrelease.web.noting import note
from landrelease.web.pages.signing import Form, accounts, origin
from landrelease.web.policy import ROLES

_QR_PX: Final = 240
SAID: Final = {
    "password": _("The password is changed; every other session of yours has ended."),
    "ended": _("The session has ended."),
    "others": _("Every other session of yours has ended."),
    "off": _("The second step is off."),
    "unlinked": _("The sign-in service opens this account no longer."),
    "linked": _("The sign-in service opens this account from now on."),
    "revoked": _("The key opens nothing any more."),
}
"""What a deed tells, by the code in the address to which it leads."""


@get("/account", permission="account.own", include_in_schema=False, sync_to_thread=True)
def account_page(request: Asked) -> Response[str]:
    """Show who somebody is here."""
    return _profile(request)


@post("/account/password", permission="account.own", include_in_schema=False, sync_to_thread=True)
def change_password(request: Asked, data: Form) -> Response[str] | Redirect:
    """Change the password."""
    old, new, token = data.get("old", ""), data.get("new", ""), request.cookies.get(SESSION, "")
    try:
        accounts(request).signing.change_password(token, old, new, origin(request), now=now())
    except AccountsError as fault:
        return _profile(request, refused=str(fault))
    note(request, "password-changed", request.user.account)
    return Redirect("/account", query_params={"said": "password"})


@post("/account/unlink", permission="account.own", include_in_schema=False, sync_to_thread=True)
def unlink(request: Asked, data: Form) -> Redirect:
    """Take a sign-in service away."""
    kept, account = accounts(request), request.user.account
    if len(kept.identities.of(account)) < 2 and not kept.passwords.has(account):  # noqa: PLR2004 - the last one
        raise ClientException(
            tr("Nobody could sign in with this account then. An administrator can send a link first.")
        )
    kept.identities.unlink(account, data.get("issuer", ""), data.get("subject", ""))
    note(request, "identity-unlinked", account)
    return Redirect("/account", query_params={"said": "unlinked"})


@get("/account/second-step", permission="account.second", include_in_schema=False, sync_to_thread=True)
def second_page(request: Asked) -> Response[str]:
    """Show whether there is a second factor."""
    return _second(request)


@post("/account/second-step", permission="account.second", include_in_schema=False, sync_to_thread=True)
def begin_second(request: Asked, data: Form) -> Response[str]:
    """Begin to set up a second factor: its secret is shown once."""
    try:
        _prove(request, data)
        setup = accounts(request).factors.begin(request.user.account)
    except AccountsError as fault:
        return _second(request, refused=str(fault))
    return _second(request, secret=setup.secret, qr=_sized(qr_svg(setup.address)), begun=True)


@post("/account/second-step/confirm", permission="account.second", include_in_schema=False, sync_to_thread=True)
def confirm_second(request: Asked, data: Form) -> Response[str]:
    """Compare a first code; recovery codes are shown once."""
    try:
        codes = accounts(request).factors.confirm(request.user.account, data.get("code", ""), now=now())
    except AccountsError as fault:
        return _second(request, refused=str(fault), begun=True)
    note(request, "second-factor-set-up", request.user.account)
    return _second(request, codes=codes)


@post("/account/second-step/codes", permission="account.second", include_in_schema=False, sync_to_thread=True)
def renew_codes(request: Asked, data: Form) -> Response[str]:
    """Make new recovery codes, shown once."""
    try:
        _prove(request, data)
        codes = accounts(request).factors.renew(request.user.account)
    except AccountsError as fault:
        return _second(request, refused=str(fault))
    note(request, "recovery-codes-renewed", request.user.account)
    return _second(request, codes=codes)


@post("/account/second-step/end", permission="account.second", include_in_schema=False, sync_to_thread=True)
def end_second(request: Asked, data: Form) -> Response[str] | Redirect:
    """Take the second factor away."""
    if not request.user.roles.isdisjoint(conf(request).second_factor):
        raise PermissionDeniedException(
            tr("Your roles must have a second step here. If the device is lost, an administrator can take it away.")
        )
    try:
        _prove(request, data)
    except AccountsError as fault:
        return _second(request, refused=str(fault))
    accounts(request).factors.end(request.user.account)
    note(request, "second-factor-ended", request.user.account)
    return Redirect("/account/second-step", query_params={"said": "off"})


@get("/account/sessions", permission="account.own", include_in_schema=False, sync_to_thread=True)
def sessions_page(request: Asked) -> Response[str]:
    """List where somebody is signed in."""
    found = accounts(request).sessions.of(request.user.account, now=now())
    with reading(request):
        return page(request, "account_sessions.html", sessions=found, said=said(request, SAID))


@post("/account/sessions/end-others", permission="account.own", include_in_schema=False, sync_to_thread=True)
def end_other_sessions(request: Asked) -> Redirect:
    """End every session but this one."""
    accounts(request).sessions.end_all(request.user.account, keep=request.user.session)
    note(request, "sessions-ended", request.user.account)
    return Redirect("/account/sessions", query_params={"said": "others"})


@post("/account/sessions/{session:str}/end", permission="account.own", include_in_schema=False, sync_to_thread=True)
def end_session(request: Asked, session: FromPath[str]) -> Redirect:
    """End one session."""
    accounts(request).sessions.end_one(request.user.account, session)
    note(request, "session-ended", request.user.account)
    return Redirect("/account/sessions", query_params={"said": "ended"})


def _profile(request: Asked, *, refused: str = "") -> Response[str]:
    kept, actor = accounts(request), request.user
    with reading(request) as register:
        names = {area.id: area.name or area.id for area in admin_areas(register)}
        return page(
            request,
            "account.html",
            status=403 if refused else 200,
            account=kept.roster.get(actor.account),
            areas=[names.get(one, one) for one in actor.territory],
            identities=kept.identities.of(actor.account),
            has_password=kept.passwords.has(actor.account),
            roles=[tr(ROLES[role].word) for role in ROLES if role in actor.roles],
            said=said(request, SAID),
            refused=refused,
        )


def _second(request: Asked, *, refused: str = "", **shown: Any) -> Response[str]:  # noqa: ANN401 - what a template shows
    kept, account = accounts(request), request.user.account
    values = {"secret": "", "qr": "", "codes": (), "begun": False} | shown
    required = not request.user.roles.isdisjoint(conf(request).second_factor)
    with reading(request):
        return page(
            request,
            "account_second.html",
            status=403 if refused else 200,
            has=kept.factors.has(account),
            left=kept.factors.left(account),
            required=required,
            has_password=kept.passwords.has(account),
            said=said(request, SAID),
            refused=refused,
            **values,
        )


def _prove(request: Asked, data: Form) -> None:
    token = request.cookies.get(SESSION, "")
    accounts(request).signing.prove(token, data.get("password", ""), origin(request), now=now())


def _sized(svg: str) -> str:
    label = tr("Code to be read by the app")
    return svg.replace("<svg", f'<svg width="{_QR_PX}" height="{_QR_PX}" role="img" aria-label="{label}"', 1)


ROUTES: Final = (
    account_page, change_password, unlink, second_page, begin_second, confirm_second, renew_codes, end_second,
    sessions_page, end_other_sessions, end_session,
)  # fmt: skip
