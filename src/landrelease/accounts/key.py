"""Keys for programs: a GIS or a script that acts as an account, for a while and within a scope."""

import secrets
from collections.abc import Set as AbstractSet
from hmac import compare_digest
from typing import Final, NamedTuple

import msgspec

from landrelease.accounts.account import Account, found, plain
from landrelease.accounts.errors import BadValueError, NotHereError
from landrelease.accounts.moment import later
from landrelease.accounts.secret import TOKEN_CHARACTERS, digest, new_token
from landrelease.accounts.store import Store, listed, shaped
from landrelease.records.text import tr

SCOPES: Final = ("read", "propose", "decide")
LONGEST_DAYS: Final = 366
PREFIX: Final = "lr_"
"""How every key begins, so that programs which look for lost secrets can know it."""
USED_S: Final = 60
"""`used` is written at most once in so many seconds."""
_DAY_S: Final = 86400
_ID_BYTES: Final = 8
_ID_END: Final = len(PREFIX) + 2 * _ID_BYTES


class Key(msgspec.Struct, frozen=True):
    """
    A key, without its secret.

    Attributes
    ----------
    id : str
        Its first part, by which it is known in lists.
    account : str
        Id of the account that it acts as.
    name : str
        What for.
    scope : frozenset of str
        What it may be used for, of `SCOPES`; never more than its account may do.
    created, expires : str
        Moments.
    used : str
        When it was last used; empty before.
    revoked : str
        When it was revoked; empty where it was not.
    """

    id: str
    account: str
    name: str
    scope: frozenset[str]
    created: str
    expires: str
    used: str
    revoked: str


class Keyed(NamedTuple):
    """
    What a key opens.

    Attributes
    ----------
    key : Key
        With the scope.
    account : Account
        Whom it acts as, as it is now.
    """

    key: Key
    account: Account


class Keys:
    """
    The keys of a store.

    Parameters
    ----------
    store
        Where they are kept.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def make(
        self, account: str, name: str, scope: AbstractSet[str], *, days: int = LONGEST_DAYS, now: str
    ) -> tuple[str, Key]:
        """
        Make a key.

        Parameters
        ----------
        account
            Id of the account that it acts as.
        name
            What for.
        scope
            Some of `SCOPES`.
        days
            How long it opens, at most `LONGEST_DAYS`.
        now
            Moment.

        Returns
        -------
        token : str
            The whole key, shown once.
        key : Key
            What is kept of it.

        Raises
        ------
        BadValueError
            Where the scope is empty or unknown, the name empty, or the days too many.
        NotHereError
            Where there is no such account.
        """
        if not scope or not scope <= set(SCOPES):
            raise BadValueError(
                where="scope", detail=tr("a key is for some of {scopes}").format(scopes=", ".join(SCOPES))
            )
        if not 1 <= days <= LONGEST_DAYS:
            raise BadValueError(where="days", detail=tr("a key lasts 1 to {most} days").format(most=LONGEST_DAYS))
        secret = new_token()
        key = Key(
            secrets.token_hex(_ID_BYTES),
            account,
            plain("name", name),
            frozenset(scope),
            now,
            later(now, days * _DAY_S),
            "",
            "",
        )
        with self._store.writing() as deed:
            found(deed, account)
            deed.add("key", {**msgspec.structs.asdict(key), "scope": listed(key.scope), "hash": digest(secret)})
        return f"{PREFIX}{key.id}_{secret}", key

    def look(self, token: str, *, now: str) -> Keyed | None:
        """
        Find out which key a program sends.

        Parameters
        ----------
        token
            From the header, whatever it is.
        now
            Moment; `used` is moved to it, once a minute.

        Returns
        -------
        Keyed or None
            None where it opens nothing (any more), or the account may not be used.
        """
        identity, secret = token[len(PREFIX) : _ID_END], token[_ID_END + 1 :]
        if len(secret) != TOKEN_CHARACTERS or token != f"{PREFIX}{identity}_{secret}":
            return None
        with self._store.reading() as view:
            row = view.first("key", {"id": identity, "revoked": "", "expires >": now})
            if row is None or not compare_digest(row["hash"], digest(secret)):
                return None
            account = found(view, row["account"])
        if not account.usable:
            return None
        if not row["used"] or later(row["used"], USED_S) <= now:
            with self._store.writing() as deed:
                deed.change("key", {"id": identity, "used <": now}, {"used": now})
        return Keyed(shaped(row, Key), account)

    def of(self, account: str) -> list[Key]:
        """
        List the keys of an account, also those that open nothing any more.

        Parameters
        ----------
        account
            Its id.

        Returns
        -------
        list of Key
            The newest first.
        """
        with self._store.reading() as view:
            rows = view.rows("key", {"account": account}, order="created DESC, id")
        return [shaped(row, Key) for row in rows]

    def revoke(self, account: str, key: str, *, now: str) -> None:
        """
        Revoke a key; it opens nothing from the next request on. Revoking twice is no error.

        Parameters
        ----------
        account
            Id of its account.
        key
            Its id.
        now
            Moment.

        Raises
        ------
        NotHereError
            Where the account has no such key.
        """
        with self._store.writing() as deed:
            if not deed.count("key", {"id": key, "account": account}):
                raise NotHereError(where="key")
            deed.change("key", {"id": key, "revoked": ""}, {"revoked": now})
