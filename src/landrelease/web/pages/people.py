"""People: who may sign in, as what, how far they see; invitations, locks and links."""

from typing import Any, Final, cast

from litestar import Response, get, post
from litestar.exceptions import ClientException
from litestar.params import FromPath
from litestar.response import Redirect

from landrelease.accounts.account import STATES, Account, State
from landrelease.accounts.errors import AccountsError, NotHereError
from landrelease.accounts.link import LASTS_S, Purpose
from landrelease.desk.looking import admin_areas
from landrelease.desk.register import Register
from landrelease.records.codes import AUDIENCES
from landrelease.records.context import Organisation
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.book import Asked, now, reading
from landrelease.web.drawing import page, said
from landrelease.web.enrolment import ADMINISTRATOR, form_of, profile_of
from landrelease.web.noting import note
from landrelease.web.pages.signing import Form, accounts
from landrelease.web.policy import ROLES

STATE_WORDS: Final = {
    "invited": _("invited"),
    "active": _("active"),
    "locked": _("locked"),
    "closed": _("closed"),
}
_SAID: Final = {
    "changed": _("The account is changed; it holds from the next page on."),
    "active": _("The account is open again."),
    "locked": _("The account is locked; every session of it has ended."),
    "closed": _("The account is closed for ever; its sessions, keys and password are gone."),
    "sessions": _("Every session of the account has ended."),
    "second": _("The second step of the account is off. Its owner should set it up anew."),
    "unlinked": _("The sign-in service opens this account no longer."),
}
_EMPTY: Final = dict.fromkeys(("login", "name", "audience", "person", "organisation"), "")
_HOUR_S: Final = 3600


@get("/people", permission="audit.read", include_in_schema=False, sync_to_thread=True)
def people_page(request: Asked) -> Response[str]:
    """List who may sign in."""
    found = accounts(request).roster.all()
    with reading(request) as register:
        return page(request, "people.html", people=found, states=STATE_WORDS, roles=ROLES, areas=_areas(register))


@get("/people/new", permission="account.administer", include_in_schema=False, sync_to_thread=True)
def invitation_page(request: Asked) -> Response[str]:
    """Ask whom to invite."""
    return _form(request, {})


@post("/people/new", permission="account.administer", include_in_schema=False, sync_to_thread=True)
def invite(request: Asked, data: Form) -> Response[str]:
    """Add an account, and show its link once."""
    try:
        account = accounts(request).roster.add(profile_of(data), now=now())
    except AccountsError as fault:
        return _form(request, data, refused=str(fault))
    note(request, "account-invited", account.id)
    return _link(request, account)


@get("/people/{account:str}", permission="account.administer", include_in_schema=False, sync_to_thread=True)
def person_page(request: Asked, account: FromPath[str]) -> Response[str]:
    """Show an account."""
    found = _found(request, account)
    return _form(request, form_of(found), account=found)


@post("/people/{account:str}", permission="account.administer", include_in_schema=False, sync_to_thread=True)
def change(request: Asked, account: FromPath[str], data: Form) -> Response[str] | Redirect:
    """Decide anew who somebody is and how far they see."""
    found = _found(request, account)
    try:
        accounts(request).roster.change(account, profile_of(data, found.language), keep=ADMINISTRATOR, now=now())
    except AccountsError as fault:
        return _form(request, data, account=found, refused=str(fault))
    note(request, "account-changed", account)
    return _back(account, "changed")


@post("/people/{account:str}/state", permission="account.administer", include_in_schema=False, sync_to_thread=True)
def put_state(request: Asked, account: FromPath[str], data: Form) -> Response[str] | Redirect:
    """Lock, open again or close an account."""
    found, state = _found(request, account), data.get("state", "")
    if state not in STATES or state == "invited":
        raise ClientException(tr("An account is locked, opened again or closed."))
    try:
        accounts(request).roster.put(account, cast("State", state), keep=ADMINISTRATOR, now=now())
    except AccountsError as fault:
        return _form(request, form_of(found), account=found, refused=str(fault))
    note(request, f"account-{state}", account)
    return _back(account, state)


@post("/people/{account:str}/link", permission="account.administer", include_in_schema=False, sync_to_thread=True)
def make_link(request: Asked, account: FromPath[str]) -> Response[str]:
    """Make a link with which somebody chooses a password, shown once; earlier ones open nothing."""
    found = _found(request, account)
    try:
        return _link(request, found)
    except AccountsError as fault:
        return _form(request, form_of(found), account=found, refused=str(fault))


@post("/people/{account:str}/sessions", permission="account.administer", include_in_schema=False, sync_to_thread=True)
def end_sessions(request: Asked, account: FromPath[str]) -> Redirect:
    """End every session of an account."""
    _found(request, account)
    accounts(request).sessions.end_all(account)
    note(request, "sessions-ended", account)
    return _back(account, "sessions")


@post(
    "/people/{account:str}/second-step", permission="account.administer", include_in_schema=False, sync_to_thread=True
)
def end_second_step(request: Asked, account: FromPath[str]) -> Redirect:
    """Take the second factor of somebody away who lost it."""
    _found(request, account)
    accounts(request).factors.end(account)
    note(request, "second-factor-ended", account)
    return _back(account, "second")


@post("/people/{account:str}/unlink", permission="account.administer", include_in_schema=False, sync_to_thread=True)
def unlink_identity(request: Asked, account: FromPath[str], data: Form) -> Redirect:
    """Take a sign-in service away from an account."""
    accounts(request).identities.unlink(account, data.get("issuer", ""), data.get("subject", ""))
    note(request, "identity-unlinked", account)
    return _back(account, "unlinked")


def _found(request: Asked, account: str) -> Account:
    try:
        return accounts(request).roster.get(account)
    except NotHereError as fault:
        raise ClientException(tr("There is no such account. Look at the list again."), status_code=404) from fault


def _back(account: str, code: str) -> Redirect:
    return Redirect(f"/people/{account}", query_params={"said": code})


def _areas(register: Register) -> dict[str, str]:
    return {area.id: area.name or area.id for area in admin_areas(register) if area.id}


def _organisations(register: Register) -> dict[str, str]:
    found = (one for _id, one in register.records({"organisation"}) if isinstance(one, Organisation) and one.id)
    return {one.id: one.name or one.id for one in found if one.id}


def _link(request: Asked, account: Account) -> Response[str]:
    purpose: Purpose = "invitation" if account.state == "invited" else "password-reset"
    token = accounts(request).links.make(account.id, purpose, now=now())
    note(request, "link-made", account.id)
    address = f"{str(request.base_url).rstrip('/')}/welcome/{token}"
    with reading(request):
        return page(
            request, "people_link.html", account=account, address=address, hours=LASTS_S[purpose] // _HOUR_S
        )  # fmt: skip


def _form(request: Asked, form: dict[str, str], *, account: Account | None = None, refused: str = "") -> Response[str]:
    with reading(request) as register:
        return page(
            request,
            "people_form.html",
            status=400 if refused else 200,
            account=account,
            areas=_areas(register),
            audiences=AUDIENCES,
            form=_EMPTY | form,
            organisations=_organisations(register),
            refused=refused,
            roles=ROLES,
            said=said(request, _SAID),
            states=STATE_WORDS,
            **_more(request, account),
        )


def _more(request: Asked, account: Account | None) -> dict[str, Any]:
    """Tell what is known of an account that is there already."""
    if account is None:
        return {"sessions": [], "keys": [], "identities": [], "second": False}
    kept, moment = accounts(request), now()
    return {
        "sessions": kept.sessions.of(account.id, now=moment),
        "keys": [one for one in kept.keys.of(account.id) if not one.revoked and one.expires > moment],
        "identities": kept.identities.of(account.id),
        "second": kept.factors.has(account.id),
    }


MENU: Final = (("/people", _("People"), "audit.read"),)
ROUTES: Final = (
    people_page, invitation_page, invite, person_page, change, put_state, make_link, end_sessions, end_second_step,
    unlink_identity,
)  # fmt: skip
