"""Files for browsers: scripts, styles, fonts and workers, found by the manifest that their build wrote."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

FOLDER: Final = Path(__file__).parent / "assets"


class Asset(msgspec.Struct, frozen=True):
    """
    A built file.

    Attributes
    ----------
    file : str
        Its name in `FOLDER`, with the hash of its content, so that browsers may keep it for ever.
    integrity : str
        What browsers compare it with before they use it.
    size : int
        In bytes.
    imports : tuple of str
        Files that it loads at once.
    """

    file: str
    integrity: str
    size: int
    imports: tuple[str, ...] = ()


@cache
def manifest() -> Mapping[str, Asset]:
    """
    Read which files there are.

    Returns
    -------
    mapping of str to Asset
        By the name that templates use.
    """
    return msgspec.json.decode((FOLDER / "manifest.json").read_bytes(), type=dict[str, Asset])


def address(name: str) -> str:
    """
    Tell where a browser gets a file.

    Parameters
    ----------
    name
        The name that templates use, such as ``base.js``.

    Returns
    -------
    str
        Path on this server.
    """
    return f"/assets/{manifest()[name].file}"
