"""Saved searches and reports: an address of our own application under a name."""

from typing import Final
from urllib.parse import urlsplit

import msgspec

from landrelease.accounts.account import plain
from landrelease.accounts.errors import BadValueError, NotHereError, TakenError
from landrelease.accounts.secret import new_id
from landrelease.accounts.store import Store, shaped
from landrelease.records.text import tr

_LONGEST: Final = 4000


class Saved(msgspec.Struct, frozen=True):
    """
    A saved address.

    Attributes
    ----------
    id : str
        Random.
    account : str
        Who saved it.
    name : str
        How they call it; unique among theirs.
    address : str
        Path and query within our own application.
    shared : bool
        Whether everybody who signs in finds it. What it shows depends on who opens it.
    created : str
        Moment.
    """

    id: str
    account: str
    name: str
    address: str
    shared: bool
    created: str


class SavedAddresses:
    """
    The saved searches and reports of a store.

    Parameters
    ----------
    store
        Where they are kept.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, account: str, name: str, address: str, *, shared: bool = False, now: str) -> Saved:
        """
        Save an address.

        Parameters
        ----------
        account
            Who saves it.
        name
            How they call it.
        address
            Path and query; begins with a single ``/``.
        shared
            Whether everybody who signs in finds it.
        now
            Moment.

        Returns
        -------
        Saved
            As it is kept.

        Raises
        ------
        TakenError
            Where they have another of this name.
        BadValueError
            Where the address leads elsewhere, or the name cannot be kept.
        """
        saved = Saved(new_id(), account, plain("name", name), own_address(address), shared, now)
        with self._store.writing() as deed:
            if not deed.add("saved", {**msgspec.structs.asdict(saved), "shared": int(shared)}):
                raise TakenError(where="name")
        return saved

    def of(self, account: str) -> list[Saved]:
        """
        List what somebody finds: their own by name, then what others share.

        Parameters
        ----------
        account
            Id of the account.

        Returns
        -------
        list of Saved
            Of this account and of others.
        """
        with self._store.reading() as view:
            own = view.rows("saved", {"account": account}, order="name, id")
            others = view.rows("saved", {"account <>": account, "shared": 1}, order="name, id")
        return [shaped(row, Saved) for row in (*own, *others)]

    def share(self, account: str, saved: str, *, shared: bool) -> None:
        """
        Share a saved address, or keep it to oneself again.

        Parameters
        ----------
        account
            Who saved it.
        saved
            Its id.
        shared
            Whether everybody finds it.

        Raises
        ------
        NotHereError
            Where the account has none of this id.
        """
        with self._store.writing() as deed:
            if not deed.change("saved", {"id": saved, "account": account}, {"shared": int(shared)}):
                raise NotHereError(where="saved address")

    def drop(self, account: str, saved: str) -> None:
        """
        Forget a saved address.

        Parameters
        ----------
        account
            Who saved it.
        saved
            Its id.

        Raises
        ------
        NotHereError
            Where the account has none of this id.
        """
        with self._store.writing() as deed:
            if not deed.drop("saved", {"id": saved, "account": account}):
                raise NotHereError(where="saved address")


def own_address(address: str) -> str:
    r"""
    Refuse an address that a browser would follow to somebody else.

    Parameters
    ----------
    address
        Path and query.

    Returns
    -------
    str
        The same.

    Raises
    ------
    BadValueError
        Where it does not begin with a single ``/``, or holds what browsers read as one.

    Examples
    --------
    >>> own_address("/land?class=mines")
    '/land?class=mines'
    >>> own_address("/\\elsewhere.example")
    Traceback (most recent call last):
    ...
    landrelease.accounts.errors.BadValueError: address: it is no address of this application...
    """
    fits = (
        address.isascii()
        and address.isprintable()
        and not set(address) & set('\\ "<>^`{|}')
        and len(address) <= _LONGEST
    )
    if not fits or not address.startswith("/") or address.startswith("//") or urlsplit(address).netloc:
        raise BadValueError(where="address", detail=tr("it is no address of this application"))
    return address
