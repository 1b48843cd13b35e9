"""The running root: one hash that stands for every record taken in so far, in order.

``root_0`` is 32 zero bytes; ``root_n = SHA-256(0x01 || root_{n-1} || SHA-256(ids))``, where ``ids`` are the ids of the
batch's records as raw 32-byte values in the order stored. ``docs/formats/register-1.md`` works one out by hand.
"""

import hashlib
from collections.abc import Iterable
from typing import Final

NO_ROOT: Final = bytes(32)
"""The root of an empty register."""
_STEP: Final = b"\x01"


class Root:
    """
    The root of one batch, fed with its records in order.

    Parameters
    ----------
    previous
        Root of the batch before, 32 bytes.

    Examples
    --------
    >>> root = Root(NO_ROOT)
    >>> root.feed(["00" * 32])
    >>> root.digest().hex()[:16]
    '55df4c0746bc8c1f'
    """

    def __init__(self, previous: bytes) -> None:
        self._previous = previous
        self._ids = hashlib.sha256()

    def feed(self, records: Iterable[str]) -> None:
        """
        Take in the next records of the batch.

        Parameters
        ----------
        records
            Their ids, 64 hexadecimal digits each.

        Raises
        ------
        ValueError
            Where one is no hexadecimal number.
        """
        self._ids.update(bytes.fromhex("".join(records)))

    def digest(self) -> bytes:
        """
        Close the batch.

        Returns
        -------
        bytes
            The root after it, 32 bytes.
        """
        return hashlib.sha256(_STEP + self._previous + self._ids.digest()).digest()
