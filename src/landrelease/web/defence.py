"""What stands between a browser and forged or greedy requests: headers, tokens, limits."""

from typing import Final

from litestar.config.csrf import CSRFConfig
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.middleware.csrf import CSRFMiddleware
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.types import BeforeMessageSendHookHandler, Message, Receive, Scope, Send

from landrelease.web.book import Asked
from landrelease.web.conf import Conf

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:{maps}; font-src 'self'; "
    "connect-src 'self'{maps}; worker-src 'self' blob:; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""What a page of ours may load: our own files, and tiles of the base map where one elsewhere was set."""
_YEAR_S: Final = 365 * 24 * 3600


def headers(conf: Conf) -> BeforeMessageSendHookHandler:
    """
    Make the hook that writes the headers of every answer, of refusals too.

    Parameters
    ----------
    conf
        How this machine serves.

    Returns
    -------
    callable
        Changes the beginning of an answer; what says nothing of keeping is not kept.
    """
    elsewhere = conf.basemap.split("{")[0] if "://" in conf.basemap else ""
    always = {
        "Content-Security-Policy": POLICY.format(maps=f" {elsewhere}" if elsewhere else ""),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
    if conf.secure:
        always["Strict-Transport-Security"] = f"max-age={_YEAR_S}"

    async def before_send(message: Message, _scope: Scope) -> None:
        if message["type"] == "http.response.start":
            message.setdefault("headers", [])
            found = MutableScopeHeaders.from_message(message)
            for name, value in always.items():
                found.setdefault(name, value)

    return before_send


def limits(conf: Conf) -> RateLimitConfig:
    """
    Say how much is served at once.

    Parameters
    ----------
    conf
        How this machine serves.

    Returns
    -------
    litestar.middleware.rate_limit.RateLimitConfig
        Counted for each account, so that an office behind one address is many; strangers are counted by address.
    """
    return RateLimitConfig(
        rate_limit=("minute", conf.requests_per_minute), set_rate_limit_headers=False, identifier_for_request=_asker
    )


def _asker(request: Asked) -> str:
    return request.user.account or (request.client.host if request.client else "")


class ForgedRequests(CSRFMiddleware):
    """Refuse deeds that another site made a browser do; a program that shows its key in a header is no browser."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As `litestar.middleware.csrf.CSRFMiddleware`, except for requests with a key."""
        if scope["type"] == ScopeType.HTTP and any(name == b"authorization" for name, _ in scope["headers"]):
            await self.app(scope, receive, send)
            return
        await super().__call__(scope, receive, send)


def tokens(secret: str, *, secure: bool) -> CSRFConfig:
    """
    Say how requests of our own pages are known.

    Parameters
    ----------
    secret
        What tokens are signed with.
    secure
        Whether browsers come by TLS only.

    Returns
    -------
    litestar.config.csrf.CSRFConfig
        A cookie, and the same token in the form or in a header.
    """
    return CSRFConfig(
        secret=secret, cookie_name="token", header_name="X-Token", cookie_secure=secure, cookie_samesite="strict",
        cookie_httponly=True,
    )  # fmt: skip
