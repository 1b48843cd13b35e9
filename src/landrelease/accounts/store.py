"""What every store of accounts promises, whatever keeps it: tables of rows, one transaction for each deed.

The nouns of this room speak only this; the SQL lies in `sqlite.py` and `schema.py`.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Final, Protocol, TypeVar

import msgspec

Value = str | int | bytes | None
"""What a cell holds."""
Where = Mapping[str, Value | tuple[str, ...]]
"""Which rows: column and value; ``column <``, ``<=``, ``>``, ``>=`` compare, ``column in`` takes several texts."""
Row = dict[str, Any]

_LISTS: Final = ("about", "roles", "scope", "territory")
"""Columns that hold a JSON list of texts."""
_Shape = TypeVar("_Shape", bound=msgspec.Struct)


class View(Protocol):
    """What is kept, as of one moment."""

    def first(self, table: str, where: Where) -> Row | None:
        """
        Find one row.

        Parameters
        ----------
        table
            Name of a table.
        where
            Which; all conditions hold.

        Returns
        -------
        dict or None
            Column names and values; None where there is no such row.
        """
        ...

    def rows(self, table: str, where: Where, *, order: str = "", limit: int = -1) -> list[Row]:
        """
        Find rows.

        Parameters
        ----------
        table
            Name of a table.
        where
            Which; all conditions hold.
        order
            Columns to sort by, divided by commas, each perhaps with ``DESC``.
        limit
            How many at most; -1 for all.

        Returns
        -------
        list of dict
            Column names and values.
        """
        ...

    def count(self, table: str, where: Where) -> int:
        """
        Count rows.

        Parameters
        ----------
        table
            Name of a table.
        where
            Which; all conditions hold.

        Returns
        -------
        int
            How many.
        """
        ...


class Deed(View, Protocol):
    """One transaction: what it changes is kept whole, or not at all where an exception leaves it."""

    def add(self, table: str, row: Mapping[str, Value]) -> bool:
        """
        Add a row.

        Parameters
        ----------
        table
            Name of a table.
        row
            Column names and values.

        Returns
        -------
        bool
            False where a row with such a key is there already; nothing was added then.
        """
        ...

    def change(self, table: str, where: Where, values: Mapping[str, Value]) -> int:
        """
        Change rows.

        Parameters
        ----------
        table
            Name of a table.
        where
            Which; all conditions hold.
        values
            Their new values.

        Returns
        -------
        int
            How many rows there were.
        """
        ...

    def drop(self, table: str, where: Where) -> int:
        """
        Remove rows.

        Parameters
        ----------
        table
            Name of a table.
        where
            Which; all conditions hold.

        Returns
        -------
        int
            How many there were.
        """
        ...


class Store(Protocol):
    """Where accounts are kept; for any number of threads at once."""

    def reading(self) -> AbstractContextManager[View]:
        """
        Hold one moment over several reads.

        Returns
        -------
        context manager of View
            For one thread.
        """
        ...

    def writing(self) -> AbstractContextManager[Deed]:
        """
        Open a transaction; deeds follow one another, in whatever thread or process.

        Returns
        -------
        context manager of Deed
            Kept when the block ends, undone where an exception leaves it. Blocks are never nested.

        Raises
        ------
        AccountsBusyError
            Where others have been writing for ten seconds.
        AccountsFaultError
            Where the disk does not take it.
        """
        ...

    def close(self) -> None:
        """Let go of it; closing twice is no error."""
        ...


def shaped(row: Row, shape: type[_Shape]) -> _Shape:
    """
    Give a row its type.

    Parameters
    ----------
    row
        Columns and values; those that the type does not have are left out.
    shape
        The type.

    Returns
    -------
    msgspec.Struct
        One of it.
    """
    lists = {name: msgspec.json.decode(row[name]) for name in _LISTS if name in row}
    return msgspec.convert(row | lists, shape, strict=False)


def listed(words: tuple[str, ...] | frozenset[str]) -> str:
    """
    Write a list of words for a cell.

    Parameters
    ----------
    words
        In an order that matters, or a set.

    Returns
    -------
    str
        JSON.

    Examples
    --------
    >>> listed(frozenset({"read", "decide"}))
    '["decide","read"]'
    """
    ordered = sorted(words) if isinstance(words, frozenset) else words
    return msgspec.json.encode(list(ordered)).decode()
