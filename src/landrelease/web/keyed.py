"""Requests of programs: a key in the header, and who acts with it."""

import base64
import binascii
from collections.abc import Set as AbstractSet
from typing import Final

from litestar.exceptions import NotAuthorizedException

from landrelease.accounts import Accounts
from landrelease.accounts.account import Account
from landrelease.accounts.key import Keyed
from landrelease.accounts.origin import Origin
from landrelease.records.text import tr
from landrelease.web.actor import READ, SCOPES, Actor

HEADER: Final = "authorization"
"""Name of the header; who sends it acts with a key and with nothing else."""
_DAY: Final = len("2026-01-31")


def actor_of_key(
    accounts: Accounts, header: str, origin: Origin, *, now: str, strict: AbstractSet[str] = frozenset()
) -> Actor:
    """
    Find out whose key a program sends.

    Parameters
    ----------
    accounts
        Who may sign in.
    header
        Value of the header: ``Bearer KEY``, or ``Basic`` with the key as the password of any user.
    origin
        Where from.
    now
        Moment.
    strict
        Roles that must have a second factor.

    Returns
    -------
    Actor
        With what the key was made for at most; with Basic at most reading, since browsers keep what was typed into
        their window and send it along with whatever another site makes them do.

    Raises
    ------
    NotAuthorizedException
        Where it opens nothing: wrong, run out, revoked, of an account that may not be used, or of one that must have a
        second factor and has none; else a key made earlier would go round what the programme asks for.
    """
    way, token = _sent(header)
    keyed = accounts.keys.look(token, now=now) if token else None
    if keyed is None:
        raise NotAuthorizedException(
            tr(
                "This key opens nothing: it is wrong, has run out, or was revoked. "
                "Make a new one on the page of your account."
            )
        )
    if unproven(accounts, keyed.account, strict):
        raise NotAuthorizedException(
            tr(
                "The roles of this key's account must have a second step here, and it has none. "
                "Sign in with a browser and set it up; the key opens again then."
            )
        )
    if keyed.key.used[:_DAY] != now[:_DAY]:
        accounts.audit.write(keyed.account.id, "key-used", (keyed.key.id,), origin=origin, now=now)
    return actor_of_account(keyed.account, _scopes(keyed, way))


def unproven(accounts: Accounts, account: Account, strict: AbstractSet[str]) -> bool:
    """
    Tell whether somebody must still set up a second factor.

    Parameters
    ----------
    accounts
        Who may sign in.
    account
        The account.
    strict
        Roles that must have one.

    Returns
    -------
    bool
        Whether a role of theirs must, and there is none; that of a sign-in service is the service's matter.
    """
    if strict.isdisjoint(account.roles):
        return False
    return accounts.passwords.has(account.id) and not accounts.factors.has(account.id)


def actor_of_account(account: Account, scopes: frozenset[str], session: str = "") -> Actor:
    """
    See an account as the policy sees it.

    Parameters
    ----------
    account
        Who asks.
    scopes
        What this request may do at most.
    session
        Id of the session; empty for keys.

    Returns
    -------
    Actor
        With the roles, the audience and the territory of the account.
    """
    return Actor(
        account=account.id, name=account.name, person=account.person, roles=account.roles, audience=account.audience,
        territory=account.territory, organisation=account.organisation, scopes=scopes, language=account.language,
        session=session,
    )  # fmt: skip


def _scopes(keyed: Keyed, way: str) -> frozenset[str]:
    """Give the scopes of a key, each with those before it."""
    most = max(SCOPES.index(scope) for scope in keyed.key.scope)
    return frozenset({READ}) if way == "basic" else frozenset(SCOPES[: most + 1])


def _sent(header: str) -> tuple[str, str]:
    """
    Take way and key out of a header.

    >>> _sent("Bearer lr_1"), _sent("Basic YW55Ym9keTpscl8x"), _sent("Basic ?"), _sent("Digest a")
    (('bearer', 'lr_1'), ('basic', 'lr_1'), ('basic', ''), ('digest', ''))
    """
    way, _, rest = header.strip().partition(" ")
    way, rest = way.lower(), rest.strip()
    if way == "basic":
        try:
            rest = base64.b64decode(rest, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError, ValueError):
            rest = ""
    return way, rest if way in {"bearer", "basic"} else ""
