"""Accounts: who may sign in, as whom, and how far they see. What roles may do is decided elsewhere."""

from typing import Final, Literal
from unicodedata import category, normalize

import msgspec

from landrelease.accounts.errors import BadValueError, NotHereError, TakenError
from landrelease.accounts.secret import new_id
from landrelease.accounts.store import Deed, Store, View, listed, shaped
from landrelease.records.codes import AUDIENCES
from landrelease.records.text import tr

State = Literal["invited", "active", "locked", "closed"]
STATES: Final[tuple[State, ...]] = ("invited", "active", "locked", "closed")
"""Invited: has not chosen a password yet. Locked: by an administrator. Closed: for ever kept, never used again."""
_LONGEST: Final = 200
_TOLD_ONCE: Final = ("session", "link")
"""What an account that may not be used loses at once."""


class Account(msgspec.Struct, frozen=True):
    """
    Somebody who may sign in.

    Attributes
    ----------
    id : str
        Random; never changes.
    login : str
        Name to sign in with, as it was written; unique without regard to case.
    name : str
        Name to be shown.
    person : str
        Id of the person record that they write as; empty until they first write.
    roles : frozenset of str
        Codes of the caller.
    audience : str
        One of `records.codes.AUDIENCES`.
    territory : tuple of str
        Ids of administrative areas; empty for the whole programme.
    organisation : str
        Id of an organisation, or empty.
    language : str
        Language tag, or empty.
    state : str
        One of `STATES`.
    created, changed : str
        Moments.
    """

    id: str
    login: str
    name: str
    person: str
    roles: frozenset[str]
    audience: str
    territory: tuple[str, ...]
    organisation: str
    language: str
    state: State
    created: str
    changed: str

    @property
    def usable(self) -> bool:
        """Whether somebody may sign in with it now."""
        return self.state == "active"


class Profile(msgspec.Struct, frozen=True):
    """
    What an administrator decides about an account.

    Attributes
    ----------
    login, name : str
        As in `Account`.
    roles : frozenset of str
        Codes of the caller.
    audience : str
        One of `records.codes.AUDIENCES`.
    territory : tuple of str
        Ids of administrative areas; empty for the whole programme.
    person, organisation, language : str
        As in `Account`.
    """

    login: str
    name: str
    roles: frozenset[str] = frozenset()
    audience: str = "public"
    territory: tuple[str, ...] = ()
    person: str = ""
    organisation: str = ""
    language: str = ""


class Roster:
    """
    The accounts of a store.

    Parameters
    ----------
    store
        Where they are kept.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, profile: Profile, *, now: str) -> Account:
        """
        Add an account that nobody can sign in with yet.

        Parameters
        ----------
        profile
            Who it is.
        now
            Moment.

        Returns
        -------
        Account
            In the state ``invited``.

        Raises
        ------
        TakenError
            Where the login name is taken, also in another case.
        BadValueError
            Where a name is empty or cannot be kept, or the audience is unknown.
        """
        values = _values(profile)
        account = new_id()
        with self._store.writing() as deed:
            if not deed.add("account", {"id": account, **values, "state": "invited", "created": now, "changed": now}):
                raise TakenError(where="login")
            return found(deed, account)

    def change(self, account: str, profile: Profile, *, keep: str = "", now: str) -> Account:
        """
        Decide anew who it is and how far they see; it holds from the next request on.

        Parameters
        ----------
        account
            Its id.
        profile
            All of it.
        keep
            Role that somebody active must have afterwards.
        now
            Moment.

        Returns
        -------
        Account
            As it is now.

        Raises
        ------
        NotHereError
            Where there is no such account.
        TakenError, BadValueError
            As for `add`; also where nobody active would have the role that must be kept.
        """
        values = _values(profile)
        with self._store.writing() as deed:
            other = deed.first("account", {"folded": values["folded"]})
            if other and other["id"] != account:
                raise TakenError(where="login")
            deed.change("account", {"id": account}, {**values, "changed": now})
            _refuse_last(deed, keep)
            return found(deed, account)

    def point(self, account: str, person: str, *, now: str) -> Account:
        """
        Point to the person record that somebody writes as.

        Parameters
        ----------
        account
            Its id.
        person
            Id of the record, or the person's own id in the register.
        now
            Moment.

        Returns
        -------
        Account
            As it is now.

        Raises
        ------
        NotHereError
            Where there is no such account.
        """
        return self._set(account, {"person": person, "changed": now})

    def speak(self, account: str, language: str, *, now: str) -> Account:
        """
        Choose the language of an account.

        Parameters
        ----------
        account
            Its id.
        language
            Language tag, or empty.
        now
            Moment.

        Returns
        -------
        Account
            As it is now.

        Raises
        ------
        NotHereError
            Where there is no such account.
        """
        return self._set(account, {"language": plain("language", language, least=0), "changed": now})

    def _set(self, account: str, values: dict[str, str]) -> Account:
        with self._store.writing() as deed:
            deed.change("account", {"id": account}, values)
            return found(deed, account)

    def put(self, account: str, state: State, *, keep: str = "", now: str) -> Account:
        """
        Lock, open again or close an account. What is not active loses its sessions and links at once.

        Parameters
        ----------
        account
            Its id.
        state
            The state from now on. ``active`` needs a password, or an identity elsewhere, of an earlier time.
        keep
            Role that somebody active must have afterwards.
        now
            Moment.

        Returns
        -------
        Account
            As it is now.

        Raises
        ------
        NotHereError
            Where there is no such account.
        BadValueError
            Where the account is closed already, nobody could sign in with it, or nobody active would have the role that
            must be kept.
        """
        with self._store.writing() as deed:
            before = found(deed, account)
            _movable(deed, before, state)
            if state != "active":
                for table in _TOLD_ONCE:
                    deed.drop(table, {"account": account})
            if state == "closed":
                deed.change("key", {"account": account, "revoked": ""}, {"revoked": now})
                for table in ("password", "factor", "recovery", "identity"):
                    deed.drop(table, {"account": account})
            deed.change("account", {"id": account}, {"state": state, "changed": now})
            _refuse_last(deed, keep)
            return found(deed, account)

    def get(self, account: str) -> Account:
        """
        Find an account by its id.

        Parameters
        ----------
        account
            The id.

        Returns
        -------
        Account
            As it is now.

        Raises
        ------
        NotHereError
            Where there is none.
        """
        with self._store.reading() as view:
            return found(view, account)

    def named(self, login: str) -> Account | None:
        """
        Find an account by its login name.

        Parameters
        ----------
        login
            In any case.

        Returns
        -------
        Account or None
            As it is now.
        """
        with self._store.reading() as view:
            return named(view, login)

    def all(self, *states: State) -> list[Account]:
        """
        List the accounts by login name.

        Parameters
        ----------
        *states
            Only those in one of these; all without any.

        Returns
        -------
        list of Account
            As they are now.
        """
        with self._store.reading() as view:
            rows = view.rows("account", {"state in": states or STATES}, order="folded")
        return [shaped(row, Account) for row in rows]


def folded(login: str) -> str:
    """
    Reduce a login name to what makes it unique: neither case nor the way of composing letters.

    Parameters
    ----------
    login
        As it was typed.

    Returns
    -------
    str
        Without blanks around it, NFC, case-folded.

    Examples
    --------
    >>> folded(" STRASSE") == folded("straße")
    True
    >>> folded("Ame\N{COMBINING ACUTE ACCENT}lie") == folded("am\N{LATIN SMALL LETTER E WITH ACUTE}lie")
    True
    """
    return normalize("NFC", normalize("NFC", login.strip()).casefold())


def found(view: View, account: str) -> Account:
    """
    Read an account inside a deed.

    Parameters
    ----------
    view
        The deed.
    account
        Its id.

    Returns
    -------
    Account
        As it is there.

    Raises
    ------
    NotHereError
        Where there is none.
    """
    row = view.first("account", {"id": account})
    if row is None:
        raise NotHereError(where="account")
    return shaped(row, Account)


def named(view: View, login: str) -> Account | None:
    """
    Read an account by its login name inside a deed.

    Parameters
    ----------
    view
        The deed.
    login
        In any case.

    Returns
    -------
    Account or None
        As it is there.
    """
    row = view.first("account", {"folded": folded(login)}) if _fits(login) else None
    return shaped(row, Account) if row else None


def _movable(deed: Deed, account: Account, state: State) -> None:
    if account.state == "closed" and state != "closed":
        raise BadValueError(where="account", detail=tr("a closed account is never opened again; make a new one"))
    ways = ("password", "identity")
    if state == "active" and not any(deed.count(table, {"account": account.id}) for table in ways):
        raise BadValueError(where="account", detail=tr("nobody could sign in with it yet; send a link"))


def _refuse_last(deed: Deed, role: str) -> None:
    """Undo a deed after which nobody active would have a role."""
    if role and not any(role in shaped(row, Account).roles for row in deed.rows("account", {"state": "active"})):
        raise BadValueError(where="account", detail=tr("nobody would be {role} any more").format(role=role))


def _values(profile: Profile) -> dict[str, str]:
    if profile.audience not in AUDIENCES:
        raise BadValueError(where="audience", detail=tr("there is no audience {code!r}").format(code=profile.audience))
    login = plain("login", profile.login)
    return {
        "login": login,
        "folded": folded(login),
        "name": plain("name", profile.name),
        "person": plain("person", profile.person, least=0),
        "roles": listed(profile.roles),
        "audience": profile.audience,
        "territory": listed(profile.territory),
        "organisation": plain("organisation", profile.organisation, least=0),
        "language": plain("language", profile.language, least=0),
    }


def plain(where: str, text: str, *, least: int = 1) -> str:
    """
    Refuse a name that nobody could read, or that looks like another.

    Parameters
    ----------
    where
        What it is the name of, for the refusal.
    text
        As it was typed.
    least
        Fewest characters.

    Returns
    -------
    str
        NFC, without blanks around it.

    Raises
    ------
    BadValueError
        Where it is too short or too long, or holds control characters, marks of direction or the like.

    Examples
    --------
    >>> plain("name", " Amélie ")
    'Amélie'
    """
    name = normalize("NFC", text.strip())
    if not least <= len(name) <= _LONGEST:
        detail = tr("it has {count} characters; {least} to {most} can be kept")
        raise BadValueError(where, detail=detail.format(count=len(name), least=least, most=_LONGEST))
    if not _fits(name):
        raise BadValueError(where, detail=tr("it holds signs that cannot be seen"))
    return name


def _fits(text: str) -> bool:
    """Whether all signs can be seen: no control characters, marks of direction or halves of pairs."""
    return not any(category(sign)[0] == "C" for sign in text)
