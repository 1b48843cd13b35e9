"""Sessions: a token in the browser, of which only the hash is kept here."""

from typing import Final, NamedTuple

import msgspec

from landrelease.accounts.account import Account, found
from landrelease.accounts.errors import NotHereError
from landrelease.accounts.moment import later
from landrelease.accounts.origin import Origin
from landrelease.accounts.secret import digest, new_id, new_token
from landrelease.accounts.store import Deed, Row, Store, View, shaped

IDLE_S: Final = 12 * 3600
"""A session ends so many seconds after it was last seen."""
LONGEST_S: Final = 7 * 24 * 3600
"""A session ends so many seconds after it began, however busy."""
HALF_S: Final = 10 * 60
"""So long the second factor is waited for, in seconds."""
SEEN_S: Final = 60
"""`seen` is written at most once in so many seconds: reading a page shall not cost a write."""


class Session(msgspec.Struct, frozen=True):
    """
    One browser that signed in.

    Attributes
    ----------
    id : str
        What it is ended by; opens nothing.
    account : str
        Id of the account.
    half : bool
        Whether the password was given and the second factor is awaited.
    created, seen, expires : str
        Moments; it ends earlier where nobody uses it.
    network, browser : str
        Where from, coarse.
    """

    id: str
    account: str
    half: bool
    created: str
    seen: str
    expires: str
    network: str
    browser: str


class Entered(NamedTuple):
    """
    What a token opens.

    Attributes
    ----------
    session : Session
        The session.
    account : Account
        Whose it is, as it is now.
    """

    session: Session
    account: Account


class Begun(NamedTuple):
    """
    A session that has begun.

    Attributes
    ----------
    token : str
        For the browser; shown nowhere else.
    session : Session
        The session; `half` where the second factor is awaited.
    account : Account
        Whose it is.
    """

    token: str
    session: Session
    account: Account


class Sessions:
    """
    The sessions of a store.

    Parameters
    ----------
    store
        Where they are kept.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def look(self, token: str, *, now: str) -> Entered | None:
        """
        Find out who sends a request.

        Parameters
        ----------
        token
            From the browser, whatever it is.
        now
            Moment; `seen` is moved to it, once a minute.

        Returns
        -------
        Entered or None
            None where the token opens nothing (any more), where the account may not be used, and for a half session.
        """
        return self._look(token, half=False, now=now)

    def half(self, token: str, *, now: str) -> Entered | None:
        """
        Find out who is to give the second factor; nothing else may be shown to them.

        Parameters
        ----------
        token
            From the browser, whatever it is.
        now
            Moment.

        Returns
        -------
        Entered or None
            None for everything but a half session that goes on.
        """
        return self._look(token, half=True, now=now)

    def _look(self, token: str, *, half: bool, now: str) -> Entered | None:
        with self._store.reading() as view:
            entered = entered_by(view, token, half=half, now=now)
        if entered and later(entered.session.seen, SEEN_S) <= now:
            with self._store.writing() as deed:
                deed.change("session", {"hash": digest(token), "seen <": now}, {"seen": now})
        return entered

    def of(self, account: str, *, now: str) -> list[Session]:
        """
        List the sessions of an account that go on, the one last seen first.

        Parameters
        ----------
        account
            Its id.
        now
            Moment.

        Returns
        -------
        list of Session
            Also half ones.
        """
        with self._store.reading() as view:
            rows = view.rows("session", {"account": account, "expires >": now}, order="seen DESC, id")
        return [shaped(row, Session) for row in rows if _goes_on(row, now)]

    def end(self, token: str) -> None:
        """
        Sign out; a token that opens nothing is no error.

        Parameters
        ----------
        token
            From the browser.
        """
        with self._store.writing() as deed:
            deed.drop("session", {"hash": digest(token)})

    def end_one(self, account: str, session: str) -> None:
        """
        End one session of an account.

        Parameters
        ----------
        account
            Its id.
        session
            Id of the session.

        Raises
        ------
        NotHereError
            Where the account has no such session.
        """
        with self._store.writing() as deed:
            if not deed.drop("session", {"id": session, "account": account}):
                raise NotHereError(where="session")

    def end_all(self, account: str, *, keep: str = "") -> int:
        """
        End the sessions of an account.

        Parameters
        ----------
        account
            Its id.
        keep
            Id of one that goes on.

        Returns
        -------
        int
            How many ended.
        """
        with self._store.writing() as deed:
            return end_others(deed, account, keep=keep)


def entered_by(view: View, token: str, *, half: bool, now: str) -> Entered | None:
    """
    Find what a token opens inside a deed.

    Parameters
    ----------
    view
        The deed.
    token
        From the browser.
    half
        Whether a half session is looked for, or a whole one.
    now
        Moment.

    Returns
    -------
    Entered or None
        None where it opens nothing.
    """
    row = view.first("session", {"hash": digest(token), "half": int(half)})
    if row is None or not _goes_on(row, now):
        return None
    account = found(view, row["account"])
    return Entered(shaped(row, Session), account) if account.usable else None


def begun(deed: Deed, account: Account, origin: Origin, *, half: bool, now: str) -> Begun:
    """
    Begin a session inside a deed.

    Parameters
    ----------
    deed
        The deed.
    account
        Whose.
    origin
        Where from.
    half
        Whether the second factor is awaited.
    now
        Moment.

    Returns
    -------
    Begun
        With its token.
    """
    token = new_token()
    row: Row = {
        "hash": digest(token),
        "id": new_id(),
        "account": account.id,
        "half": int(half),
        "created": now,
        "seen": now,
        "expires": later(now, HALF_S if half else LONGEST_S),
        "network": origin.network,
        "browser": origin.browser,
    }
    deed.add("session", row)
    return Begun(token, shaped(row, Session), account)


def end_others(deed: Deed, account: str, *, keep: str = "") -> int:
    """
    End the sessions of an account inside a deed.

    Parameters
    ----------
    deed
        The deed.
    account
        Its id.
    keep
        Id of one that goes on.

    Returns
    -------
    int
        How many ended.
    """
    return deed.drop("session", {"account": account, "id <>": keep})


def _goes_on(row: Row, now: str) -> bool:
    return bool(now < row["expires"] and now < later(row["seen"], IDLE_S))
