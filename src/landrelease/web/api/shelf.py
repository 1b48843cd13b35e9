"""Answers that cost much to make, kept while the register and the day stay as they are."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final, Generic, TypeVar

Value = TypeVar("Value")

_MOST: Final = 24


class Shelf(Generic[Value]):
    """
    The answers of an application that were asked for last.

    Examples
    --------
    >>> shelf = Shelf()
    >>> shelf.get("land", lambda: "read once"), shelf.get("land", lambda: "read again")
    ('read once', 'read once')
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, read: Callable[[], Value]) -> Value:
        """
        Give an answer, read where it is not here.

        Parameters
        ----------
        key
            What it depends on: the state of the register, the day, and everything of whom it is for.
        read
            Reads it.

        Returns
        -------
        Value
            Shared by everybody with the same key; nobody changes it.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = read()
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return found
