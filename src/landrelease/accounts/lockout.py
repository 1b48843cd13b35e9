"""The lockout: after too many failed tries nothing is tried for a while, so that nobody can guess.

A try is counted as failed before its password is looked at, and taken back where it was right: of many tries at one
moment no more are looked at than may fail. Names and addresses are kept only as marks under the key: people type their
password into the field of the name.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from landrelease.accounts.account import folded
from landrelease.accounts.errors import LockedOutError
from landrelease.accounts.moment import later
from landrelease.accounts.origin import Origin
from landrelease.accounts.sealing import Seal
from landrelease.accounts.secret import new_id
from landrelease.accounts.store import Deed, Store


class Limits(NamedTuple):
    """
    When nothing is tried any more.

    Attributes
    ----------
    of_login : int
        Failed tries with one login name.
    of_address : int
        Failed tries from one address.
    within_s : int
        In so many seconds; older ones do not count.
    pause_s : int
        How long nothing is tried then, from the last failed one, in seconds. Tries that are refused do not lengthen it.
    """

    of_login: int = 5
    of_address: int = 20
    within_s: int = 15 * 60
    pause_s: int = 15 * 60


LIMITS: Final = Limits()


class Attempt(NamedTuple):
    """
    A try that is under way.

    Attributes
    ----------
    id : str
        What it is taken back by.
    login : bytes
        Mark of the login name.
    """

    id: str
    login: bytes


class Lockout:
    """
    The failed tries of a store.

    Parameters
    ----------
    store
        Where they are kept.
    seal
        Makes the marks.
    limits
        When nothing is tried any more.
    """

    def __init__(self, store: Store, seal: Seal, limits: Limits = LIMITS) -> None:
        self._store = store
        self._seal = seal
        self.limits = limits

    def begin(self, login: str, origin: Origin, *, now: str) -> Attempt:
        """
        Begin a try: it counts as failed until `right` takes it back.

        Parameters
        ----------
        login
            Login name, as it was typed.
        origin
            Where from.
        now
            Moment.

        Returns
        -------
        Attempt
            For `right`.

        Raises
        ------
        LockedOutError
            Where there were too many; this one is not counted.
        """
        attempt = Attempt(new_id(), self._seal.mark(f"login {folded(login)}"))
        limits = {attempt.login: self.limits.of_login}
        if origin.counted:
            limits[self._seal.mark(f"address {origin.counted}")] = self.limits.of_address
        with self._store.writing() as deed:
            deed.drop("attempt", {"time <=": later(now, -self.limits.within_s - self.limits.pause_s)})
            until = max(self._until(deed, mark, most) for mark, most in limits.items())
            if now < until:
                raise LockedOutError(where="sign-in", until=until)
            for mark in limits:
                deed.add("attempt", {"subject": mark, "time": now, "id": attempt.id})
        return attempt

    def _until(self, deed: Deed, mark: bytes, most: int) -> str:
        rows = deed.rows("attempt", {"subject": mark}, order="time")
        return refused_until([row["time"] for row in rows], most, self.limits)


def right(deed: Deed, attempt: Attempt, *, whole: bool) -> None:
    """
    Take a try back inside a deed: it was right.

    Parameters
    ----------
    deed
        The deed.
    attempt
        The try.
    whole
        Whether somebody is signed in now. The earlier failures of the login name are forgotten then; a right password
        alone, before the second factor, forgets none, or codes could be tried for ever between.
    """
    deed.drop("attempt", {"id": attempt.id})
    if whole:
        deed.drop("attempt", {"subject": attempt.login})


def refused_until(failures: Sequence[str], most: int, limits: Limits) -> str:
    """
    Compute how long nothing is tried.

    Parameters
    ----------
    failures
        Moments of failed tries, in order.
    most
        So many within `limits.within_s` are too many.
    limits
        How long things last.

    Returns
    -------
    str
        A moment, from which on tries are looked at again; empty where there never were too many.

    Examples
    --------
    >>> minutes = [f"2026-01-01T00:{minute:02}:00.000Z" for minute in (0, 1, 14)]
    >>> refused_until(minutes, 3, LIMITS)
    '2026-01-01T00:29:00.000Z'
    >>> refused_until([*minutes[:2], "2026-01-01T00:15:00.000Z"], 3, LIMITS)
    ''
    """
    for last in range(len(failures) - 1, most - 2, -1):
        if failures[last] < later(failures[last - most + 1], limits.within_s):
            return later(failures[last], limits.pause_s)
    return ""
