"""Compiled loops: machine code made from plain functions, kept per user, made anew when the functions change.

The machine code lies in the user's cache folder under a name that is the hash of the functions' own text, so that no
program ever runs code compiled from another text.
"""

import hashlib
import inspect
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

LOG = logging.getLogger("landrelease")


def compiled(loop: Callable[..., Any], *inner: Callable[..., Any]) -> Callable[..., Any]:
    """
    Compile a loop together with the functions that it calls.

    Parameters
    ----------
    loop
        A function in the subset of Python that Numba compiles.
    *inner
        Functions that it calls, written the same way.

    Returns
    -------
    callable
        Takes what `loop` does, on arrays, without holding the interpreter; the first call compiles where no user's code
        is kept yet, and the log says so.

    Raises
    ------
    TypeError
        Where one of them has no text of its own, as builtin functions have none.
    """
    text = "".join(inspect.getsource(function) for function in (loop, *inner))
    folder = cache_folder() / hashlib.sha256(text.encode()).hexdigest()[:16]
    import numba  # noqa: PLC0415 - heavy, only for large inputs
    from numba.extending import register_jitable  # noqa: PLC0415

    for function in inner:
        register_jitable(function)
    if not folder.exists():
        LOG.info("compiling `%s` for large inputs; this happens once per user and takes some seconds", loop.__name__)
    setattr(numba.config, "CACHE_DIR", str(folder))  # noqa: B010 - made at run time, unknown to type checkers
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fast: Callable[..., Any] = numba.njit(cache=True, nogil=True, error_model="numpy")(loop)
    except (OSError, RuntimeError):  # nowhere to keep it: compile in every process
        fast = numba.njit(nogil=True, error_model="numpy")(loop)
    return fast


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
