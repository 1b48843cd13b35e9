"""Files that appear whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_JOURNALS = ("-wal", "-shm", "-journal")


class OutputError(ValueError):
    """A product cannot be written as asked; the text says where, why, and the way out."""


def _refuse_open_database(target: Path) -> None:
    """Refuse to replace a database under a program that has it open: its journal would be played into our file."""
    beside = [target.name + end for end in _JOURNALS if target.with_name(target.name + end).exists()]
    if beside:
        msg = (
            f"{target.name}: {', '.join(beside)} lies beside it, so another program (often QGIS) has the file open or"
            " left it in the middle of a change. Replacing it now could mix the two files."
            " Close it there, or write to another name."
        )
        raise OutputError(msg)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    r"""
    Give a temporary file that takes the place of the target when the block ends well.

    The temporary file lies in a hidden folder beside the target (one file system, so that the renaming is atomic) and
    carries the target's own name. After a fault the target is as it was, and nothing is left beside it.

    Parameters
    ----------
    target
        File to be written or replaced.

    Yields
    ------
    pathlib.Path
        Where to write.

    Raises
    ------
    OutputError
        Where the folder does not exist, or another program has the target open as a database.

    Examples
    --------
    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "land.csv"
    >>> with replacing(target) as path:
    ...     _ = path.write_text("id\n")
    >>> [found.name for found in target.parent.iterdir()], target.read_text()
    (['land.csv'], 'id\n')
    """
    if not target.parent.is_dir():
        msg = f"{target.name}: its folder {target.parent} does not exist. Make it first, or write to another one."
        raise OutputError(msg)
    _refuse_open_database(target)
    folder = Path(tempfile.mkdtemp(prefix=".writing-", dir=target.parent))
    try:
        yield folder / target.name
        _sync(folder / target.name)
        (folder / target.name).replace(target)
        if os.name == "posix":
            _sync(target.parent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
