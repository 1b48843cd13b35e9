"""The key of a file of accounts: what must be readable again lies in the file only under it.

The key lies beside the file, in a file of its own, so that a copy of the accounts alone opens no second factor.
"""

import hmac
import os
import secrets
from base64 import b64decode, b64encode
from contextlib import suppress
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from landrelease.accounts.errors import AccountsFaultError, KeyLostError
from landrelease.accounts.sqlite import OWNER_ONLY, guarded
from landrelease.accounts.store import Store
from landrelease.records.text import tr

_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_CHECK: Final = "key"


class Seal:
    """
    A key of 256 bits, and what is done with it.

    Parameters
    ----------
    key
        32 bytes.

    Examples
    --------
    >>> seal = Seal(bytes(32))
    >>> seal.opened(seal.closed("a secret", "account 1"), "account 1")
    'a secret'
    """

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(hmac.digest(key, b"landrelease accounts: seal", "sha256"))
        self._marking = hmac.digest(key, b"landrelease accounts: mark", "sha256")

    def closed(self, text: str, about: str) -> bytes:
        """
        Encrypt a text (AES-256-GCM).

        Parameters
        ----------
        text
            The secret.
        about
            What it belongs to; it opens for nothing else.

        Returns
        -------
        bytes
            Another one each time.
        """
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text.encode(), about.encode())

    def opened(self, sealed: bytes, about: str) -> str:
        """
        Decrypt a text.

        Parameters
        ----------
        sealed
            What `closed` gave.
        about
            What it belongs to.

        Returns
        -------
        str
            The secret.

        Raises
        ------
        KeyLostError
            Where it was changed, moved, or written with another key.
        """
        try:
            plain = self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], about.encode())
        except InvalidTag:
            raise KeyLostError(where="accounts", detail=tr("something that it sealed does not open with it")) from None
        return plain.decode()

    def mark(self, text: str) -> bytes:
        """
        Stand in for a text that is compared and never read again.

        Parameters
        ----------
        text
            Any text.

        Returns
        -------
        bytes
            HMAC-SHA-256; without the key nobody can try texts against it.
        """
        return hmac.digest(self._marking, text.encode("utf-8", "surrogatepass"), "sha256")


def seal_of(store: Store, path: Path) -> Seal:
    """
    Read the key of a file of accounts; make it where the accounts are new.

    Parameters
    ----------
    store
        The accounts.
    path
        The file of the key.

    Returns
    -------
    Seal
        With the key that these accounts were begun with.

    Raises
    ------
    KeyLostError
        Where the key is absent, unreadable, or of other accounts.
    OpenToOthersError
        Where others may read it.
    """
    with store.reading() as view:
        known = view.first("meta", {"name": _CHECK})
    if known is None:
        _make(path)
    seal = Seal(_read(path))
    if known is None:
        with store.writing() as deed:
            deed.add("meta", {"name": _CHECK, "value": seal.mark(_CHECK)})
            known = deed.first("meta", {"name": _CHECK})
    if known is None or not hmac.compare_digest(known["value"], seal.mark(_CHECK)):
        raise KeyLostError(str(path), detail=tr("it is the key of other accounts"))
    return seal


def _make(path: Path) -> None:
    """Write a new key under its name only when it is complete; whoever comes second takes what is there."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}.partial")
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(handle, "wb") as file:
            file.write(b64encode(secrets.token_bytes(_KEY_BYTES)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(partial, path)
    except OSError as fault:
        raise AccountsFaultError(str(path), detail=fault.strerror or str(fault)) from fault
    finally:
        with suppress(OSError):
            partial.unlink()


def _read(path: Path) -> bytes:
    try:
        guarded(path)
        key = b64decode(path.read_bytes().strip(), validate=True)
    except OSError as fault:
        raise KeyLostError(str(path), detail=fault.strerror or str(fault)) from fault
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES:
        raise KeyLostError(str(path), detail=tr("the file holds no key"))
    return key
