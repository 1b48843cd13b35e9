"""Opening the accounts of a register: one file beside it, and the key of that file."""

from pathlib import Path
from typing import Self

from landrelease.accounts.account import Roster
from landrelease.accounts.link import Links
from landrelease.accounts.lockout import Lockout
from landrelease.accounts.password import COST, Cost, Passwords
from landrelease.accounts.sealing import seal_of
from landrelease.accounts.second import Factors
from landrelease.accounts.session import Sessions
from landrelease.accounts.signing import Signing
from landrelease.accounts.sqlite import SqliteStore


def beside(register: Path | str) -> Path:
    """
    Name the file of accounts of a register.

    Parameters
    ----------
    register
        The register file.

    Returns
    -------
    Path
        Its file of accounts; the key lies in ``.key`` beside that.

    Examples
    --------
    >>> beside("province.register").name
    'province.register.accounts'
    """
    path = Path(register)
    return path.with_name(f"{path.name}.accounts")


class Accounts:
    """
    All that is kept about who may sign in; for any number of threads at once.

    Parameters
    ----------
    path
        The file of accounts; made where there is none.
    cost
        Work of one password.
    patience_s
        How long to wait for another writer, in seconds.

    Attributes
    ----------
    roster : Roster
        The accounts themselves.
    passwords : Passwords
        Their passwords.
    sessions : Sessions
        Who is signed in.
    links : Links
        One-time links.
    factors : Factors
        Second factors.
    lockout : Lockout
        Failed tries.
    signing : Signing
        The way in.
    """

    def __init__(self, path: Path | str, *, cost: Cost = COST, patience_s: float = 10.0) -> None:
        self.path = Path(path)
        self.store = SqliteStore(self.path, patience_s=patience_s)
        self.seal = seal_of(self.store, self.path.with_name(f"{self.path.name}.key"))
        self.roster = Roster(self.store)
        self.passwords = Passwords(self.store, cost)
        self.sessions = Sessions(self.store)
        self.links = Links(self.store, self.passwords)
        self.factors = Factors(self.store, self.seal)
        self.lockout = Lockout(self.store, self.seal)
        self.signing = Signing(self.store, self.passwords, self.factors, self.lockout)

    def __enter__(self) -> Self:
        """Close at the end of the block."""
        return self

    def __exit__(self, *fault: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Let go of the file; closing twice is no error."""
        self.store.close()


def open_accounts(path: Path | str) -> Accounts:
    """
    Open a file of accounts; it is made where there is none.

    Parameters
    ----------
    path
        The file, as `beside` names it.

    Returns
    -------
    Accounts
        To be closed after use.

    Raises
    ------
    AccountsError
        Where it is another file, of a later version, damaged, open to others, without its key, or cannot be made here.
    """
    return Accounts(path)
