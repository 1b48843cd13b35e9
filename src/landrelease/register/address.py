"""From an address to the store that answers to it."""

from pathlib import Path

from landrelease.register.errors import NoSuchStoreError
from landrelease.register.sqlite import SqliteStore
from landrelease.register.store import Store


def open_store(address: str | Path) -> Store:
    """
    Open a register that exists.

    Parameters
    ----------
    address
        Path of a register file.

    Returns
    -------
    Store
        Open; close it, or use it in a ``with`` block.

    Raises
    ------
    RegisterError
        Of the class that fits, see `register.errors`.

    Examples
    --------
    >>> open_store("no-such.register")
    Traceback (most recent call last):
    ...
    landrelease.register.errors.RegisterAbsentError: no-such.register: there is no register here...
    """
    return SqliteStore(_file(address))


def create_store(address: str | Path) -> Store:
    """
    Make a new, empty register and open it.

    Parameters
    ----------
    address
        Path of a file that does not exist yet.

    Returns
    -------
    Store
        Open.

    Raises
    ------
    RegisterError
        Of the class that fits, see `register.errors`.

    Examples
    --------
    >>> create_store("elsewhere://somebody/province")
    Traceback (most recent call last):
    ...
    landrelease.register.errors.NoSuchStoreError: elsewhere://somebody/province: registers of the kind `elsewhere`...
    """
    return SqliteStore.create(_file(address))


def _file(address: str | Path) -> Path:
    scheme, mark, _ = str(address).partition("://")
    if mark and isinstance(address, str):
        raise NoSuchStoreError(address, scheme=scheme)
    return Path(address)
