"""Passwords: argon2id, the same work for a name that nobody has, and what is refused because it would be guessed."""

import os
import threading
from typing import Final, NamedTuple
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from landrelease.accounts.account import Account, folded, found
from landrelease.accounts.errors import WeakPasswordError
from landrelease.accounts.secret import new_token
from landrelease.accounts.session import end_others
from landrelease.accounts.store import Deed, Store, View
from landrelease.records.text import tr

LEAST_CHARACTERS: Final = 12
MOST_CHARACTERS: Final = 1000
_LEAST_DIFFERENT: Final = 5
_LEAST_NAME: Final = 3
"""Shorter names would forbid half of all passwords."""
_OBVIOUS: Final = frozenset(
    {
        "administrator",
        "changemechangeme",
        "correcthorsebatterystaple",
        "humanitarian",
        "iloveyouiloveyou",
        "landrelease",
        "letmeinletmein",
        "mineaction",
        "minefield",
        "passwordpassword",
        "password",
        "qwertyuiop",
        "qwertyuiopasdfghjkl",
        "qwertzuiop",
        "azertyuiop",
        "welcome",
    },
)
"""What people write first, without digits and signs, which change nothing about it."""
_ROWS: Final = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "98765432109876543210")


class Cost(NamedTuple):
    """
    How much work one guess costs: the second choice of RFC 9106, for machines with little memory.

    Attributes
    ----------
    rounds : int
        Passes over the memory.
    memory_kib : int
        Memory of one hash.
    lanes : int
        Threads of one hash.
    """

    rounds: int = 3
    memory_kib: int = 65536
    lanes: int = 4


COST: Final = Cost()
"""Of every new password."""


class Passwords:
    """
    The passwords of a store.

    Parameters
    ----------
    store
        Where their hashes are kept.
    cost
        Of new hashes; older ones are raised when their owner signs in.
    """

    def __init__(self, store: Store, cost: Cost) -> None:
        self._store = store
        self._hasher = PasswordHasher(cost.rounds, cost.memory_kib, cost.lanes)
        self._at_once = threading.BoundedSemaphore(max(2, os.cpu_count() or 1))  # each hash takes much memory
        self._nobodys = ""

    def set(self, account: str, password: str, *, now: str, keep: str = "") -> None:
        """
        Give an account a password; its sessions end, and links of earlier times open nothing any more.

        Parameters
        ----------
        account
            Its id.
        password
            The new one.
        now
            Moment.
        keep
            Id of the session that goes on, of the person who changes it.

        Raises
        ------
        WeakPasswordError
            Where it would be guessed.
        NotHereError
            Where there is no such account.
        """
        with self._store.reading() as view:
            hashed = self.hashed(found(view, account), password)
        with self._store.writing() as deed:
            keep_password(deed, account, hashed, now=now)
            end_others(deed, account, keep=keep)

    def has(self, account: str) -> bool:
        """
        Say whether somebody can sign in here with a password.

        Parameters
        ----------
        account
            Id of the account.

        Returns
        -------
        bool
            False for who has not chosen one yet, or signs in elsewhere.
        """
        with self._store.reading() as view:
            return bool(kept_password(view, account))

    def hashed(self, account: Account, password: str) -> str:
        """
        Hash a new password, outside any deed since it takes long.

        Parameters
        ----------
        account
            Whose it will be.
        password
            The new one.

        Returns
        -------
        str
            Salt, parameters and hash.

        Raises
        ------
        WeakPasswordError
            Where it would be guessed.
        """
        refuse_weak(password, account.login)
        return self._hash(password)

    def matches(self, kept: str, password: str) -> bool:
        """
        Compare a password with a hash; it takes as long where there is none.

        Parameters
        ----------
        kept
            The hash; empty where nobody has the name, or no password.
        password
            As it was typed.

        Returns
        -------
        bool
            Whether it is the one.
        """
        if not self._nobodys:
            self._nobodys = self._hash(new_token())
        plain = _plain(password)
        if len(plain) > MOST_CHARACTERS:
            kept, plain = "", plain[:MOST_CHARACTERS]
        with self._at_once:
            try:
                self._hasher.verify(kept or self._nobodys, plain)
            except (Argon2Error, InvalidHashError):
                return False
        return bool(kept)

    def renewed(self, kept: str, password: str) -> str:
        """
        Hash a password anew where the parameters have risen since.

        Parameters
        ----------
        kept
            Its hash.
        password
            The same password, just compared.

        Returns
        -------
        str
            The new hash, or the one that was kept.
        """
        return self._hash(password) if self._hasher.check_needs_rehash(kept) else kept

    def _hash(self, password: str) -> str:
        with self._at_once:
            return self._hasher.hash(_plain(password))


def kept_password(view: View, account: str) -> str:
    """
    Read the hash of an account's password inside a deed.

    Parameters
    ----------
    view
        The deed.
    account
        Its id.

    Returns
    -------
    str
        Empty where it has none.
    """
    row = view.first("password", {"account": account})
    return str(row["hash"]) if row else ""


def keep_password(deed: Deed, account: str, hashed: str, *, now: str) -> None:
    """
    Keep a new hash inside a deed; links of earlier times open nothing any more.

    Parameters
    ----------
    deed
        The deed.
    account
        Id of the account.
    hashed
        What `Passwords.hashed` gave.
    now
        Moment.
    """
    values = {"hash": hashed, "changed": now}
    if not deed.change("password", {"account": account}, values):
        deed.add("password", {"account": account, **values})
    deed.drop("link", {"account": account})


def refuse_weak(password: str, login: str) -> None:
    """
    Refuse a password that would be guessed.

    Parameters
    ----------
    password
        The new one.
    login
        Name of the account.

    Raises
    ------
    WeakPasswordError
        With the reason.

    Examples
    --------
    >>> refuse_weak("Amelie likes apricots", "amelie@example.org")
    Traceback (most recent call last):
    ...
    landrelease.accounts.errors.WeakPasswordError: password: it contains the name of the account...
    """
    plain, letters = _plain(password), folded(password)
    names = {name for name in (folded(login), folded(login).partition("@")[0]) if len(name) >= _LEAST_NAME}
    if not LEAST_CHARACTERS <= len(plain) <= MOST_CHARACTERS:
        detail = tr("it has {count} characters; {least} to {most} can be kept")
        raise WeakPasswordError(
            where="password", detail=detail.format(count=len(plain), least=LEAST_CHARACTERS, most=MOST_CHARACTERS)
        )
    if any(name in letters for name in names):
        raise WeakPasswordError(where="password", detail=tr("it contains the name of the account"))
    if _obvious(letters):
        raise WeakPasswordError(where="password", detail=tr("it is among the first that anybody would try"))


def _obvious(letters: str) -> bool:
    core = "".join(sign for sign in letters if sign.isalpha())
    in_row = any(letters in row for row in _ROWS)
    return core in _OBVIOUS or len(set(letters)) < _LEAST_DIFFERENT or in_row


def _plain(password: str) -> str:
    """Make it the same however a keyboard composes letters; what is no text becomes one."""
    return normalize("NFC", password).encode("utf-8", "replace").decode()
