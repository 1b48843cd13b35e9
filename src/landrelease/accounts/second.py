"""The second factor: one-time codes of an app (TOTP, RFC 6238), and ten recovery codes for the day it is lost."""

import secrets
from hmac import compare_digest
from typing import Final, NamedTuple

import pyotp

from landrelease.accounts.account import found
from landrelease.accounts.errors import BadValueError, CodeRefusedError, NotHereError
from landrelease.accounts.moment import unix
from landrelease.accounts.sealing import Seal
from landrelease.accounts.secret import digest
from landrelease.accounts.store import Deed, Row, Store, Value, View
from landrelease.records.text import tr

STEP_S: Final = 30
SKEW: Final = 1
"""So many steps a clock may be early or late."""
RECOVERY_CODES: Final = 10
ISSUER: Final = "landrelease"
_DIGITS: Final = 6
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without the letters that look like others."""
_GROUPS: Final = 4
_GROUP: Final = 5
_BEFORE_ALL: Final = -1


class Setup(NamedTuple):
    """
    What somebody brings into their app; shown once.

    Attributes
    ----------
    secret : str
        To be typed, base 32.
    address : str
        ``otpauth:`` address, to be shown as a QR code.
    """

    secret: str
    address: str


class Factors:
    """
    The second factors of a store.

    Parameters
    ----------
    store
        Where they are kept.
    seal
        Encrypts their secrets.
    """

    def __init__(self, store: Store, seal: Seal) -> None:
        self._store = store
        self._seal = seal

    def has(self, account: str) -> bool:
        """
        Say whether a second factor is asked of an account.

        Parameters
        ----------
        account
            Its id.

        Returns
        -------
        bool
            True once it was confirmed.
        """
        with self._store.reading() as view:
            return confirmed(view, account)

    def begin(self, account: str) -> Setup:
        """
        Begin to set up a second factor; it is asked for only once `confirm` has seen a code.

        Parameters
        ----------
        account
            Its id.

        Returns
        -------
        Setup
            Another one at each call.

        Raises
        ------
        NotHereError
            Where there is no such account.
        BadValueError
            Where it has one already; `end` takes it away first.
        """
        secret = pyotp.random_base32()
        row: dict[str, Value] = {
            "account": account,
            "sealed": self._seal.closed(secret, account),
            "confirmed": "",
            "last_step": _BEFORE_ALL,
        }
        with self._store.writing() as deed:
            login = found(deed, account).login
            if confirmed(deed, account):
                raise BadValueError(where="second factor", detail=tr("the account has one already; take it away first"))
            deed.drop("factor", {"account": account})
            deed.add("factor", row)
        return Setup(secret, pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER))

    def confirm(self, account: str, code: str, *, now: str) -> tuple[str, ...]:
        """
        Confirm a second factor by a first code: it is asked for from the next sign-in on.

        Parameters
        ----------
        account
            Its id.
        code
            From the app.
        now
            Moment.

        Returns
        -------
        tuple of str
            Recovery codes, to be shown once; earlier ones open nothing any more.

        Raises
        ------
        CodeRefusedError
            Where it is not the code of now.
        NotHereError
            Where none was begun, or it is confirmed already.
        """
        with self._store.writing() as deed:
            row = deed.first("factor", {"account": account, "confirmed": ""})
            if row is None:
                raise NotHereError(where="second factor")
            if not self._is_next(deed, row, code, now):
                raise CodeRefusedError(where="second factor")
            deed.change("factor", {"account": account}, {"confirmed": now})
            return _recovery(deed, account)

    def renew(self, account: str) -> tuple[str, ...]:
        """
        Make new recovery codes; earlier ones open nothing any more.

        Parameters
        ----------
        account
            Its id.

        Returns
        -------
        tuple of str
            To be shown once.

        Raises
        ------
        NotHereError
            Where the account has no second factor.
        """
        with self._store.writing() as deed:
            if not confirmed(deed, account):
                raise NotHereError(where="second factor")
            return _recovery(deed, account)

    def left(self, account: str) -> int:
        """
        Count the recovery codes that nobody has used.

        Parameters
        ----------
        account
            Its id.

        Returns
        -------
        int
            At most `RECOVERY_CODES`.
        """
        with self._store.reading() as view:
            return view.count("recovery", {"account": account, "used": ""})

    def end(self, account: str) -> None:
        """
        Take the second factor of an account away, with its recovery codes; half sessions end.

        Parameters
        ----------
        account
            Its id.
        """
        with self._store.writing() as deed:
            deed.drop("factor", {"account": account})
            deed.drop("recovery", {"account": account})
            deed.drop("session", {"account": account, "half": 1})

    def accept(self, deed: Deed, account: str, code: str, *, now: str) -> bool:
        """
        Accept a code inside a deed, once.

        Parameters
        ----------
        deed
            The deed; what was used is written in it.
        account
            Id of the account.
        code
            From the app, or a recovery code.
        now
            Moment.

        Returns
        -------
        bool
            False where it is wrong, too old, or was used.
        """
        row = deed.first("factor", {"account": account, "confirmed <>": ""})
        if row is None:
            return False
        given = "".join(code.lower().split())
        if len(given) == _DIGITS:
            return self._is_next(deed, row, given, now)
        return (
            deed.change("recovery", {"account": account, "hash": digest(_bare(given)), "used": ""}, {"used": now}) == 1
        )

    def _is_next(self, deed: Deed, row: Row, code: str, now: str) -> bool:
        """Whether it is a code of now, later than the last one that was accepted; it is the last one then."""
        codes = pyotp.TOTP(self._seal.opened(row["sealed"], row["account"]))
        given = "".join(code.split()).encode("utf-8", "replace")
        middle = unix(now) // STEP_S
        steps = range(max(middle - SKEW, int(row["last_step"]) + 1), middle + SKEW + 1)
        fits = [step for step in steps if compare_digest(codes.at(step * STEP_S).encode(), given)]
        if fits:
            deed.change("factor", {"account": row["account"]}, {"last_step": fits[0]})
        return bool(fits)


def confirmed(view: View, account: str) -> bool:
    """
    Say inside a deed whether a second factor is asked of an account.

    Parameters
    ----------
    view
        The deed.
    account
        Its id.

    Returns
    -------
    bool
        True once it was confirmed.
    """
    return bool(view.count("factor", {"account": account, "confirmed <>": ""}))


def _recovery(deed: Deed, account: str) -> tuple[str, ...]:
    """Make recovery codes of 99 bits each, too many for guessing, so that a fast hash is enough."""
    deed.drop("recovery", {"account": account})
    codes = tuple("-".join(_group() for _ in range(_GROUPS)) for _ in range(RECOVERY_CODES))
    for code in codes:
        deed.add("recovery", {"account": account, "hash": digest(_bare(code)), "used": ""})
    return codes


def _group() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP))


def _bare(code: str) -> str:
    return code.replace("-", "")
