"""One-time links: an invitation, the first administrator, a forgotten password."""

from typing import Final, Literal

import msgspec

from landrelease.accounts.account import Account, found
from landrelease.accounts.errors import LinkRefusedError
from landrelease.accounts.moment import later
from landrelease.accounts.password import Passwords, keep_password
from landrelease.accounts.secret import digest, new_token
from landrelease.accounts.session import end_others
from landrelease.accounts.store import Store, View, shaped

Purpose = Literal["invitation", "first-administrator", "password-reset"]
LASTS_S: Final[dict[Purpose, int]] = {
    "invitation": 72 * 3600,
    "first-administrator": 24 * 3600,
    "password-reset": 72 * 3600,
}
"""How long a link of each purpose opens, in seconds."""


class Link(msgspec.Struct, frozen=True):
    """
    A link that was sent to somebody.

    Attributes
    ----------
    account : str
        Id of the account that it opens.
    purpose : str
        Key of `LASTS_S`.
    created, expires : str
        Moments.
    """

    account: str
    purpose: Purpose
    created: str
    expires: str


class Links:
    """
    The links of a store.

    Parameters
    ----------
    store
        Where they are kept.
    passwords
        What the person chooses who follows one.
    """

    def __init__(self, store: Store, passwords: Passwords) -> None:
        self._store = store
        self._passwords = passwords

    def make(self, account: str, purpose: Purpose, *, now: str) -> str:
        """
        Make a link; earlier ones of the account open nothing any more.

        Parameters
        ----------
        account
            Its id.
        purpose
            Key of `LASTS_S`.
        now
            Moment.

        Returns
        -------
        str
            The token, for the address that is shown or sent once.

        Raises
        ------
        NotHereError
            Where there is no such account.
        LinkRefusedError
            Where the account is locked or closed.
        """
        token = new_token()
        values = {"account": account, "purpose": purpose, "created": now, "expires": later(now, LASTS_S[purpose])}
        with self._store.writing() as deed:
            _openable(found(deed, account))
            deed.drop("link", {"account": account})
            deed.add("link", {"hash": digest(token), **values})
        return token

    def look(self, token: str, *, now: str) -> tuple[Link, Account] | None:
        """
        Find what a link opens, for the page that asks for a password; it stays unused.

        Parameters
        ----------
        token
            From the address, whatever it is.
        now
            Moment.

        Returns
        -------
        tuple of Link and Account, or None
            None where it opens nothing (any more).
        """
        with self._store.reading() as view:
            try:
                return _opened(view, token, now)
            except LinkRefusedError:
                return None

    def follow(self, token: str, password: str, *, now: str) -> Account:
        """
        Use a link: choose a password. The account is active from now on, and sessions of earlier times end.

        A second factor of the account stays: a forgotten password does not take it away.

        Parameters
        ----------
        token
            From the address.
        password
            The new one.
        now
            Moment.

        Returns
        -------
        Account
            As it is now; the person signs in next.

        Raises
        ------
        LinkRefusedError
            Where it opens nothing (any more).
        WeakPasswordError
            Where the password would be guessed; the link stays unused.
        """
        with self._store.reading() as view:
            _, account = _opened(view, token, now)
        hashed = self._passwords.hashed(account, password)
        with self._store.writing() as deed:
            _opened(deed, token, now)  # somebody else may have been faster
            keep_password(deed, account.id, hashed, now=now)
            end_others(deed, account.id)
            deed.change("account", {"id": account.id}, {"state": "active", "changed": now})
            return found(deed, account.id)


def _opened(view: View, token: str, now: str) -> tuple[Link, Account]:
    row = view.first("link", {"hash": digest(token), "expires >": now})
    if row is None:
        raise LinkRefusedError(where="link")
    account = found(view, row["account"])
    _openable(account)
    return shaped(row, Link), account


def _openable(account: Account) -> None:
    if account.state not in {"invited", "active"}:
        raise LinkRefusedError(where="link")
