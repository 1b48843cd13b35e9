"""Signing in by a service elsewhere (OpenID Connect): code flow with PKCE; its token is checked by its keys."""

import threading
import time
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode, urlsplit

import httpx
import msgspec
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.util import urlsafe_b64encode

from landrelease.accounts.identity import Errand
from landrelease.records.text import tr

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a key that only the service has; never ``none``, never one made with our own secret."""
LEEWAY_S: Final = 60
"""How far the clock of the service may be off, in seconds."""
_TIMEOUT_S: Final = 10
_FRESH_S: Final = 3600
_LARGEST: Final = 1024 * 1024
_SCOPE: Final = "openid"
_HERE: Final = ("127.0.0.1", "::1", "localhost")


class Service(NamedTuple):
    """
    A sign-in service, as the machine's file names it.

    Attributes
    ----------
    issuer : str
        Its address, by which it names itself.
    client : str
        What it calls this application.
    secret : str
        What this application proves itself with there.
    name : str
        What people call it.
    address : str
        How browsers reach this application, without a path; empty for as the request says.
    """

    issuer: str
    client: str
    secret: str = ""
    name: str = ""
    address: str = ""


class Told(NamedTuple):
    """
    Who somebody is at the service.

    Attributes
    ----------
    issuer : str
        The service.
    subject : str
        Its own name for the person.
    """

    issuer: str
    subject: str


class SignInServiceError(Exception):
    """The service does not answer, or what it says is not to be believed."""


class _Discovered(msgspec.Struct):
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


class SignInService:
    """
    The way to a sign-in service and back.

    Parameters
    ----------
    service
        As the machine's file names it.
    """

    def __init__(self, service: Service) -> None:
        self.service = service
        self._lock = threading.Lock()
        self._found: tuple[float, _Discovered] | None = None
        self._keys: tuple[float, KeySet] | None = None

    def address(self, errand: Errand, back: str) -> str:
        """
        Say where to send a browser.

        Parameters
        ----------
        errand
            What it is sent with.
        back
            Address of ours to which the service sends it back.

        Returns
        -------
        str
            Address at the service.

        Raises
        ------
        SignInServiceError
            Where the service cannot be asked who it is.
        """
        found = self._discovered()
        asked = {
            "response_type": "code",
            "client_id": self.service.client,
            "redirect_uri": back,
            "scope": _SCOPE,
            "state": errand.state,
            "nonce": errand.nonce,
            "code_challenge": urlsafe_b64encode(sha256(errand.verifier.encode()).digest()).decode(),
            "code_challenge_method": "S256",
        }
        mark = "&" if urlsplit(found.authorization_endpoint).query else "?"
        return f"{found.authorization_endpoint}{mark}{urlencode(asked)}"

    def told(self, errand: Errand, code: str, back: str) -> Told:
        """
        Exchange the code that came back for who somebody is.

        Parameters
        ----------
        errand
            What the browser was sent with.
        code
            From the answer.
        back
            As for `address`.

        Returns
        -------
        Told
            Whom the service vouches for.

        Raises
        ------
        SignInServiceError
            Where the service refuses the code, or its token is not to be believed.
        """
        found, service = self._discovered(), self.service
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": errand.verifier,
        }
        basic = None
        if not service.secret:
            form["client_id"] = service.client
        elif "client_secret_basic" in found.token_endpoint_auth_methods_supported:
            basic = (service.client, service.secret)
        else:
            form |= {"client_id": service.client, "client_secret": service.secret}
        answer = _asked("POST", found.token_endpoint, data=form, auth=basic)
        return self._believed(str(answer.get("id_token", "")), errand.nonce)

    def _believed(self, token: str, nonce: str) -> Told:
        """Check signature, issuer, audience, time and nonce of a token."""
        claims = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_S,
            iss={"essential": True, "value": self.service.issuer},
            aud={"essential": True, "value": self.service.client},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
            sub={"essential": True},
        )
        try:
            said = self._decoded(token).claims
            claims.validate(said)
        except (JoseError, ValueError) as fault:
            detail = tr("The sign-in service said something that is not to be believed: {fault}.")
            raise SignInServiceError(detail.format(fault=fault)) from fault
        several = isinstance(said["aud"], list) and len(said["aud"]) > 1
        if said.get("azp", None if several else self.service.client) != self.service.client:
            raise SignInServiceError(tr("The sign-in service vouches for another application."))
        return Told(said["iss"], said["sub"])

    def _decoded(self, token: str) -> jwt.Token:
        """Decode a token; where its key is unknown, the service may have new ones."""
        try:
            return jwt.decode(token, self._keyset(), algorithms=ALGORITHMS)
        except (InvalidKeyIdError, ValueError):
            with self._lock:
                self._keys = None
            return jwt.decode(token, self._keyset(), algorithms=ALGORITHMS)

    def _discovered(self) -> _Discovered:
        with self._lock:
            if self._found is None or self._found[0] + _FRESH_S < time.monotonic():
                issuer = self.service.issuer
                said = _asked("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
                self._found = (time.monotonic(), _trusted(said, issuer))
            return self._found[1]

    def _keyset(self) -> KeySet:
        address = self._discovered().jwks_uri
        with self._lock:
            if self._keys is None or self._keys[0] + _FRESH_S < time.monotonic():
                said: Any = _asked("GET", address)
                self._keys = (time.monotonic(), KeySet.import_key_set(said))
            return self._keys[1]


def _trusted(said: Mapping[str, Any], issuer: str) -> _Discovered:
    try:
        found = msgspec.convert(said, _Discovered)
    except msgspec.ValidationError as fault:
        raise SignInServiceError(tr("The sign-in service does not say how to sign in.")) from fault
    if found.issuer != issuer:
        raise SignInServiceError(tr("The sign-in service gives itself another address."))
    return found


def _asked(
    method: str, address: str, *, data: Mapping[str, str] | None = None, auth: tuple[str, str] | None = None
) -> dict[str, Any]:
    """Ask the service; only by TLS, or on this machine."""
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in _HERE:
        raise SignInServiceError(tr("The sign-in service is not reached by TLS; its address must begin with https."))
    try:
        answer = httpx.request(method, address, data=data, auth=auth, timeout=_TIMEOUT_S, follow_redirects=False)
        answer.raise_for_status()
        return msgspec.json.decode(answer.content[:_LARGEST], type=dict[str, Any])
    except (httpx.HTTPError, msgspec.DecodeError) as fault:
        detail = tr("The sign-in service does not answer as it should. Try again, or sign in with your password.")
        raise SignInServiceError(detail) from fault
