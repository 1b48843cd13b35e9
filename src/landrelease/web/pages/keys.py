"""Keys for programs, such as a GIS: made, shown once, revoked."""

from typing import Final

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from landrelease.accounts.errors import AccountsError
from landrelease.accounts.key import LONGEST_DAYS
from landrelease.records.text import marked as _
from landrelease.web.actor import SCOPES
from landrelease.web.book import Asked, now, reading
from landrelease.web.drawing import page, said
from landrelease.web.knowing import SESSION
from landrelease.web.noting import note
from landrelease.web.pages.account import SAID
from landrelease.web.pages.signing import Form, accounts, origin

_WORDS: Final = {"read": _("read"), "propose": _("read and propose"), "decide": _("read, propose and decide")}
_USUAL_DAYS: Final = 90


@get("/account/keys", permission="account.own", include_in_schema=False, sync_to_thread=True)
def keys_page(request: Asked) -> Response[str]:
    """List the keys of an account."""
    return _keys(request)


@post("/account/keys", permission="account.own", include_in_schema=False, sync_to_thread=True)
def make_key(request: Asked, data: Form) -> Response[str]:
    """Make a key; its token is shown once."""
    kept, account, scope = accounts(request), request.user.account, data.get("scope", "read")
    scopes = SCOPES[: SCOPES.index(scope) + 1] if scope in SCOPES else ()
    days = int(data["days"]) if data.get("days", "").isdecimal() else 0
    try:
        kept.signing.prove(request.cookies.get(SESSION, ""), data.get("password", ""), origin(request), now=now())
        token, key = kept.keys.make(account, data.get("name", ""), frozenset(scopes), days=days, now=now())
    except AccountsError as fault:
        return _keys(request, refused=str(fault))
    note(request, "key-made", key.id)
    return _keys(request, token=token)


@post("/account/keys/{key:str}/revoke", permission="account.own", include_in_schema=False, sync_to_thread=True)
def revoke_key(request: Asked, key: FromPath[str]) -> Redirect:
    """Revoke a key."""
    accounts(request).keys.revoke(request.user.account, key, now=now())
    note(request, "key-revoked", key)
    return Redirect("/account/keys", query_params={"said": "revoked"})


def _keys(request: Asked, *, token: str = "", refused: str = "") -> Response[str]:
    kept, account, moment = accounts(request), request.user.account, now()
    with reading(request):
        return page(
            request,
            "account_keys.html",
            status=403 if refused else 200,
            keys=kept.keys.of(account),
            at=moment,
            token_made=token,
            scopes=_WORDS,
            longest=LONGEST_DAYS,
            usual=_USUAL_DAYS,
            has_password=kept.passwords.has(account),
            said=said(request, SAID),
            refused=refused,
        )


ROUTES: Final = (keys_page, make_key, revoke_key)
