"""Signing in: name and password, then the second factor where there is one; and changing one's password."""

from typing import NamedTuple

from landrelease.accounts.account import Account, found, named
from landrelease.accounts.errors import CodeRefusedError, SignInRefusedError
from landrelease.accounts.lockout import Lockout, right
from landrelease.accounts.origin import Origin
from landrelease.accounts.password import Passwords, keep_password, kept_password
from landrelease.accounts.second import Factors, confirmed
from landrelease.accounts.session import Begun, Entered, begun, end_others, entered_by
from landrelease.accounts.store import Store


class _Known(NamedTuple):
    """What is kept of a login name."""

    account: Account | None
    hashed: str


class Signing:
    """
    The way in.

    Parameters
    ----------
    store
        Where all is kept.
    passwords, factors, lockout
        What is asked, and how often.
    """

    def __init__(self, store: Store, passwords: Passwords, factors: Factors, lockout: Lockout) -> None:
        self._store = store
        self._passwords = passwords
        self._factors = factors
        self._lockout = lockout

    def sign_in(self, login: str, password: str, origin: Origin, *, now: str) -> Begun:
        """
        Sign in with name and password.

        Parameters
        ----------
        login
            Name, in any case.
        password
            As it was typed.
        origin
            Where from.
        now
            Moment.

        Returns
        -------
        Begun
            A session; a half one where the second factor is asked for next (`confirm`).

        Raises
        ------
        LockedOutError
            Where there were too many failed tries, also with the right password.
        SignInRefusedError
            Where they do not go together, or the account may not be used; which, is not told, and takes the same time.
        """
        attempt = self._lockout.begin(login, origin, now=now)
        known = self._known(login)
        if not self._passwords.matches(known.hashed, password) or known.account is None:
            raise SignInRefusedError(where="sign-in")
        renewed = self._passwords.renewed(known.hashed, password)
        with self._store.writing() as deed:
            account = found(deed, known.account.id)
            if not account.usable or kept_password(deed, account.id) != known.hashed:
                raise SignInRefusedError(where="sign-in")
            if renewed != known.hashed:
                deed.change("password", {"account": account.id}, {"hash": renewed})
            half = confirmed(deed, account.id)
            right(deed, attempt, whole=not half)
            return begun(deed, account, origin, half=half, now=now)

    def _known(self, login: str) -> _Known:
        with self._store.reading() as view:
            account = named(view, login)
            return _Known(account, kept_password(view, account.id) if account else "")

    def confirm(self, token: str, code: str, origin: Origin, *, now: str) -> Begun:
        """
        Give the second factor: the half session becomes a whole one, with another token.

        Parameters
        ----------
        token
            Of the half session.
        code
            From the app, or a recovery code.
        origin
            Where from.
        now
            Moment.

        Returns
        -------
        Begun
            A whole session.

        Raises
        ------
        LockedOutError
            Where there were too many failed tries, also with the right code.
        CodeRefusedError
            Where the code is wrong, too old, or was used.
        SignInRefusedError
            Where the half session has ended; the password is asked for again.
        """
        with self._store.reading() as view:
            waiting = entered_by(view, token, half=True, now=now)
        if waiting is None:
            raise SignInRefusedError(where="sign-in")
        attempt = self._lockout.begin(waiting.account.login, origin, now=now)
        with self._store.writing() as deed:
            entered = entered_by(deed, token, half=True, now=now)  # somebody else may have been faster
            if entered is None:
                raise SignInRefusedError(where="sign-in")
            if not self._factors.accept(deed, entered.account.id, code, now=now):
                raise CodeRefusedError(where="sign-in")
            right(deed, attempt, whole=True)
            deed.drop("session", {"id": entered.session.id})
            return begun(deed, entered.account, origin, half=False, now=now)

    def enter(self, account: str, origin: Origin, *, now: str) -> Begun:
        """
        Sign in somebody whom a sign-in service has vouched for; the second factor is that service's matter.

        Parameters
        ----------
        account
            Id of the account, as `Identities.account_of` gave it.
        origin
            Where from.
        now
            Moment.

        Returns
        -------
        Begun
            A whole session.

        Raises
        ------
        SignInRefusedError
            Where the account may not be used.
        """
        with self._store.writing() as deed:
            entered = found(deed, account)
            if not entered.usable:
                raise SignInRefusedError(where="sign-in")
            return begun(deed, entered, origin, half=False, now=now)

    def change_password(self, token: str, old: str, new: str, origin: Origin, *, now: str) -> None:
        """
        Change one's own password; all other sessions end.

        Parameters
        ----------
        token
            Of the session, which goes on.
        old, new
            Passwords.
        origin
            Where from.
        now
            Moment.

        Raises
        ------
        SignInRefusedError
            Where the session has ended, or the old password is wrong.
        LockedOutError
            Where there were too many failed tries.
        WeakPasswordError
            Where the new one would be guessed.
        """
        entered, hashed = self._proved(token, old, origin, now)
        if not hashed:
            raise SignInRefusedError(where="password")
        renewed = self._passwords.hashed(entered.account, new)
        with self._store.writing() as deed:
            if (
                entered_by(deed, token, half=False, now=now) is None
                or kept_password(deed, entered.account.id) != hashed
            ):
                raise SignInRefusedError(where="session")
            keep_password(deed, entered.account.id, renewed, now=now)
            end_others(deed, entered.account.id, keep=entered.session.id)

    def prove(self, token: str, password: str, origin: Origin, *, now: str) -> None:
        """
        Ask for the password once more before a grave deed, so that a browser left open is not enough for it.

        Parameters
        ----------
        token
            Of the session.
        password
            As it was typed; any where the account has none and signs in elsewhere.
        origin
            Where from.
        now
            Moment.

        Raises
        ------
        SignInRefusedError
            Where the session has ended, or the password is wrong.
        LockedOutError
            Where there were too many failed tries.
        """
        self._proved(token, password, origin, now)

    def _proved(self, token: str, password: str, origin: Origin, now: str) -> tuple[Entered, str]:
        """Find the session, and compare the password where the account has one."""
        with self._store.reading() as view:
            entered = entered_by(view, token, half=False, now=now)
            hashed = kept_password(view, entered.account.id) if entered else ""
        if entered is None:
            raise SignInRefusedError(where="session")
        if hashed:
            attempt = self._lockout.begin(entered.account.login, origin, now=now)
            if not self._passwords.matches(hashed, password):
                raise SignInRefusedError(where="password")
            with self._store.writing() as deed:
                right(deed, attempt, whole=False)
        return entered, hashed
