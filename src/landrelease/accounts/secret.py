"""Secrets that are shown once: tokens of 256 bits, of which only the hash is kept, and ids that say nothing."""

import secrets
from hashlib import sha256

TOKEN_CHARACTERS = 43
"""Length of a token: 256 bits in the alphabet of web addresses."""
_LONGEST = 200


def new_token() -> str:
    """
    Make a token that nobody can guess.

    Returns
    -------
    str
        256 random bits in `TOKEN_CHARACTERS` letters, digits, ``-`` and ``_``.

    Examples
    --------
    >>> len(new_token()) == TOKEN_CHARACTERS
    True
    """
    return secrets.token_urlsafe(32)


def new_id() -> str:
    """
    Make an id.

    Returns
    -------
    str
        128 random bits as 32 hexadecimal digits.

    Examples
    --------
    >>> len(new_id())
    32
    """
    return secrets.token_hex(16)


def digest(token: str) -> bytes:
    """
    Hash a token for keeping; a token has 256 bits of chance, so that a fast hash is enough.

    Parameters
    ----------
    token
        As it came back, whatever it is.

    Returns
    -------
    bytes
        32 bytes; those of the empty text for what is far too long to be a token.

    Examples
    --------
    >>> digest("x" * 1000) == digest("")
    True
    """
    return sha256((token if len(token) <= _LONGEST else "").encode("utf-8", "surrogatepass")).digest()
