"""Personal values: the record holds a salted commitment, the value lies in a payload that can be erased.

Commitment = hex SHA-256 of ``salt || 0x00 || field name || 0x00 || value``, all UTF-8, the salt 16 random bytes.
"""

import hashlib
from typing import NamedTuple

SALT_BYTES = 16


class Payload(NamedTuple):
    """
    One personal value outside the immutable bytes.

    Attributes
    ----------
    field : str
        Written name of the field.
    salt : bytes
        Random bytes that keep the commitment from being guessed; empty once erased.
    value : str or None
        The value; None is the tombstone of an erasure.
    """

    field: str
    salt: bytes
    value: str | None


def commitment(payload: Payload) -> str:
    """
    Compute the commitment that stands in the record for a personal value.

    Parameters
    ----------
    payload
        The value with its salt.

    Returns
    -------
    str
        64 hexadecimal digits.

    Raises
    ------
    ValueError
        For a tombstone: an erased value has nothing to commit to.

    Examples
    --------
    >>> commitment(Payload("name", bytes(16), "A. Example"))[:8]
    '...'
    """
    if payload.value is None:
        msg = f"the value of `{payload.field}` was erased"
        raise ValueError(msg)
    return hashlib.sha256(
        b"\x00".join((payload.salt, payload.field.encode(), payload.value.encode())),
    ).hexdigest()
