"""Opening the accounts of a register: one file beside it, and the key of that file."""

from pathlib import Path
from typing import Self

from landrelease.accounts.account import Roster
from landrelease.accounts.audit import Audit
from landrelease.accounts.claim import Claims
from landrelease.accounts.comment import Comments
from landrelease.accounts.draft import Drafts
from landrelease.accounts.identity import ERRAND_S, Identities
from landrelease.accounts.key import Keys
from landrelease.accounts.link import Links
from landrelease.accounts.lockout import Lockout
from landrelease.accounts.moment import later
from landrelease.accounts.password import COST, Cost, Passwords
from landrelease.accounts.saved import SavedAddresses
from landrelease.accounts.sealing import seal_of
from landrelease.accounts.second import Factors
from landrelease.accounts.session import IDLE_S, Sessions
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
    keys : Keys
        Keys for programs.
    identities : Identities
        Sign-in services.
    drafts : Drafts
        What people have begun to enter.
    saved : SavedAddresses
        Saved searches and reports.
    comments : Comments
        What reviewers say about records.
    claims : Claims
        Who is looking at which record.
    audit : Audit
        Who did or saw what.
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
        self.keys = Keys(self.store)
        self.identities = Identities(self.store, self.seal)
        self.drafts = Drafts(self.store)
        self.saved = SavedAddresses(self.store)
        self.comments = Comments(self.store)
        self.claims = Claims(self.store)
        self.audit = Audit(self.store)

    def __enter__(self) -> Self:
        """Close at the end of the block."""
        return self

    def __exit__(self, *fault: object) -> None:
        """Close."""
        self.close()

    def sweep(self, *, now: str) -> None:
        """
        Remove what has run out; nothing of it opened anything any more.

        Parameters
        ----------
        now
            Moment.
        """
        with self.store.writing() as deed:
            for table in ("session", "link"):
                deed.drop(table, {"expires <=": now})
            deed.drop("session", {"seen <=": later(now, -IDLE_S)})
            deed.drop("claim", {"until <=": now})
            deed.drop("errand", {"created <=": later(now, -ERRAND_S)})

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
