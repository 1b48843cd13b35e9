"""From a session cookie or a key to an actor, and the language in which they are answered."""

from collections.abc import Set as AbstractSet
from typing import Any

from anyio.to_thread import run_sync
from litestar import Request
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from landrelease.accounts import Accounts
from landrelease.accounts.origin import Origin
from landrelease.accounts.session import Entered
from landrelease.web import tongue
from landrelease.web.actor import SCOPES, SEATED, STRANGER, Actor
from landrelease.web.book import now
from landrelease.web.keyed import HEADER, actor_of_account, actor_of_key, unproven

SESSION = "session"
"""Name of the cookie that holds the token of a session."""
LANGUAGE = "language"
"""Name of the cookie in which somebody without an account keeps their language."""


class Known(ASGIMiddleware):
    """
    Find out who asks.

    Parameters
    ----------
    accounts
        Who may sign in.
    strict
        Roles that must have a second factor.
    """

    scopes = (ScopeType.HTTP,)

    def __init__(self, accounts: Accounts, strict: AbstractSet[str] = frozenset()) -> None:
        self.accounts = accounts
        self.strict = strict

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """As `litestar.middleware.ASGIMiddleware.handle`: find out who asks, choose the language, go on."""
        request: Request[Any, Any, Any] = Request(scope)
        cookie, languages = request.cookies.get(LANGUAGE, ""), request.headers.get("accept-language", "")
        tongue.speak(tongue.choose(cookie, languages))
        scope["user"] = actor = await run_sync(self._asking, request)
        tongue.speak(tongue.choose(actor.language or cookie, languages))
        await next_app(scope, receive, send)

    def _asking(self, request: Request[Any, Any, Any]) -> Actor:
        if (header := request.headers.get(HEADER)) is None:
            return self.actor_of(request.cookies.get(SESSION, ""))
        origin = Origin(request.client.host if request.client else "", request.headers.get("user-agent", ""))
        return actor_of_key(self.accounts, header, origin, now=now(), strict=self.strict)

    def actor_of(self, token: str) -> Actor:
        """
        Find out whose a session is.

        Parameters
        ----------
        token
            From the cookie; empty where there is none.

        Returns
        -------
        Actor
            A stranger where it opens nothing.
        """
        entered = self.accounts.sessions.look(token, now=now()) if token else None
        if entered is None:
            return STRANGER
        actor = actor_of_session(entered)
        # what is open to everybody is told to them as to a stranger, until the second factor is there
        return actor._replace(bound=True, audience="public") if self._bound(entered) else actor

    def _bound(self, entered: Entered) -> bool:
        return unproven(self.accounts, entered.account, self.strict)


def actor_of_session(entered: Entered) -> Actor:
    """
    See somebody who is signed in as the policy sees them.

    Parameters
    ----------
    entered
        Session and account.

    Returns
    -------
    Actor
        With everything that their account may.
    """
    return actor_of_account(entered.account, frozenset({*SCOPES, SEATED}), entered.session.id)
