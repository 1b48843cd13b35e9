"""Loops written once: plain for small inputs, as machine code for large ones, with the same integers either way.

The machine code is made from the plain functions, kept per user, and made anew when the functions change. It lies in
the user's cache folder under a name that is the hash of the functions' own text, so that no program ever runs code
compiled from another text.
"""

import hashlib
import inspect
import logging
import os
import sys
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Any

import numpy as np

LOG = logging.getLogger("landrelease")
_MAKING = RLock()
"""Where machine code is kept is told to Numba once for all threads, so only one of them makes any at a time."""


COMPILE_FROM = 200_000
"""Turns of all loops of a process from which it pays to wait some seconds for machine code."""
LOAD_FROM = 20_000
"""Turns from which it pays to load machine code that is kept already."""


class Loop:
    """
    A loop over columns, plain or compiled.

    Parameters
    ----------
    plain
        A function in the subset of Python that Numba compiles; its columns are all lists, or all int64 arrays;
        sums that need no exactness may be float64.
    *inner
        Functions that it calls, written the same way, and loops whose functions it calls: of those the machine code
        that is there already.
    writes
        How many of its last columns it sets.

    Examples
    --------
    >>> def doubled(values, out):
    ...     for n in range(len(values)):
    ...         out[n] = 2 * values[n]
    >>> out = np.zeros(2, np.int64)
    >>> Loop(doubled, writes=1)(1, np.array([3, 4]), out); out.tolist()
    [6, 8]
    """

    spent = 0
    """Turns of all loops so far: what they cost says whether machine code pays. It changes no answer."""

    def __init__(self, plain: Callable[..., Any], *inner: "Callable[..., Any] | Loop", writes: int) -> None:
        self.plain, self._inner, self._writes = plain, inner, writes

    def __call__(self, turns: int, *columns: Any) -> Any:  # noqa: ANN401 - columns of any loop
        """
        Run the loop.

        Parameters
        ----------
        turns
            About how often it turns.
        *columns
            Its arguments: arrays, tuples of them, or single values; the last ones are set.

        Returns
        -------
        object
            What the loop returns.
        """
        Loop.spent += turns
        if self.pays:
            return self.compiled(*columns)
        return self.in_lists(*columns)

    def in_lists(self, *columns: Any) -> Any:  # noqa: ANN401 - columns of any loop
        """
        Run the loop as it stands, whatever the size; its numbers cannot overflow.

        Parameters
        ----------
        *columns
            As in a call.

        Returns
        -------
        object
            What the loop returns.
        """
        plain = [_lists(column) for column in columns]
        answer = self.plain(*plain)
        for n in range(len(columns) - self._writes, len(columns)):
            columns[n][:] = plain[n]
        return answer

    @property
    def pays(self) -> bool:
        """Whether machine code is worth its wait, or is loaded already."""
        if "compiled" in self.__dict__ or Loop.spent >= COMPILE_FROM:
            return True
        return Loop.spent >= LOAD_FROM and self._folder.exists()

    @cached_property
    def _folder(self) -> Path:
        return cache_folder() / hashlib.sha256(self._text().encode()).hexdigest()[:16]

    def _text(self) -> str:
        inner = (one._text() if isinstance(one, Loop) else inspect.getsource(one) for one in self._inner)  # noqa: SLF001
        return inspect.getsource(self.plain) + "".join(inner)

    @cached_property
    def compiled(self) -> Callable[..., Any]:
        """The loop as machine code, which does not hold the interpreter; the first use of all compiles, and says so."""
        with _MAKING:
            return self._made()

    def _handed_on(self, *_types: object) -> Callable[..., Any]:
        """Give Numba what stands for a call of the plain function in the machine code of another loop."""
        compiled = self.compiled
        return lambda *columns: compiled(*columns)  # noqa: PLW0108 - Numba reads its text

    def _made(self) -> Callable[..., Any]:
        import numba  # noqa: PLC0415 - heavy, only for large inputs
        from numba.extending import overload, register_jitable  # noqa: PLC0415

        for inner in self._inner:
            if isinstance(inner, Loop):
                overload(inner.plain, strict=False)(inner._handed_on)  # noqa: SLF001 - of the same class
            else:
                register_jitable(inner)
        if not self._folder.exists():
            name = self.plain.__name__
            LOG.info("compiling `%s` for large inputs; this happens once per user and takes some seconds", name)
        setattr(numba.config, "CACHE_DIR", str(self._folder))  # noqa: B010 - made at run time, unknown to type checkers
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return numba.njit(cache=True, nogil=True, error_model="numpy")(self.plain)
        except (OSError, RuntimeError):  # nowhere to keep it: compile in every process
            return numba.njit(nogil=True, error_model="numpy")(self.plain)


def _lists(column: Any) -> Any:  # noqa: ANN401 - an array, a tuple of them, or a single value
    if isinstance(column, np.ndarray):
        return column.tolist()
    return tuple(_lists(part) for part in column) if isinstance(column, tuple) else column


def cache_folder() -> Path:
    """
    Name the folder of the user's compiled loops.

    Returns
    -------
    Path
        Below NUMBA_CACHE_DIR where it is set, else in the usual place of the system.

    Examples
    --------
    >>> cache_folder().name
    'landrelease'
    """
    given = os.environ.get("NUMBA_CACHE_DIR")
    if given:
        return Path(given) / "landrelease"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "landrelease"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "landrelease"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "landrelease"
