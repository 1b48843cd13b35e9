"""The audit: who did or saw what, in rows that never change, each with the hash of all before it."""

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Final, NamedTuple

import msgspec

from landrelease.accounts.errors import BadValueError
from landrelease.accounts.origin import NOWHERE, Origin
from landrelease.accounts.store import Row, Store, Value, listed, shaped
from landrelease.records.text import tr

_CODE: Final = re.compile(r"[a-z][a-z0-9-]{0,63}")
_ABOUT: Final = re.compile(r"[A-Za-z0-9_.:/{}@-]{1,200}")
_POSITION: Final = re.compile(r"\d\.\d{3}|\d{6}")
"""What a coordinate has: three decimals, or the metres of a grid."""
_ID: Final = re.compile(r"(?:[a-z]-)?[0-9a-f]{16,64}")
_BATCH: Final = 1000
BEGINNING: Final = bytes(32)
"""The hash before the first row."""


class Entry(msgspec.Struct, frozen=True):
    """
    One thing that was done or seen.

    Attributes
    ----------
    seq : int
        1, 2, 3 …
    time : str
        Moment.
    account : str
        Who; empty for a stranger.
    what : str
        Code, such as ``sign-in``.
    about : tuple of str
        Ids of records and accounts, patterns of routes; never positions or names.
    network : str
        Where from, coarse.
    hash : bytes
        SHA-256 over the hash before and this row.
    """

    seq: int
    time: str
    account: str
    what: str
    about: tuple[str, ...]
    network: str
    hash: bytes


class Head(NamedTuple):
    """
    The end of the audit at some moment, to be kept elsewhere.

    Attributes
    ----------
    seq : int
        Number of rows.
    hash : bytes
        Hash of the last one.
    """

    seq: int
    hash: bytes


NO_ROWS: Final = Head(0, BEGINNING)


class Flaw(NamedTuple):
    """
    Where the audit does not fit together.

    Attributes
    ----------
    seq : int
        Row.
    code : str
        ``missing``: there is no row of this number though there must have been one. ``changed``: its hash is not that
        of its words and of the rows before it.
    """

    seq: int
    code: str


class Period(NamedTuple):
    """
    Which rows of the audit are wanted.

    Attributes
    ----------
    account, what : str
        Only of this account, only of this code; empty for all.
    since, until : str
        Only from this moment on, only before that one; empty for all.
    """

    account: str = ""
    what: str = ""
    since: str = ""
    until: str = ""


ALL: Final = Period()


class Audit:
    """
    The audit of a store.

    Parameters
    ----------
    store
        Where it is kept.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def write(self, account: str, what: str, about: Iterable[str] = (), *, origin: Origin = NOWHERE, now: str) -> Entry:
        """
        Write down that something was done or seen; it is on the disk before this returns.

        Parameters
        ----------
        account
            Id of the account; empty for a stranger.
        what
            Code: small letters, digits and ``-``.
        about
            Ids of records and accounts, patterns of routes.
        origin
            Where from.
        now
            Moment.

        Returns
        -------
        Entry
            As it is kept.

        Raises
        ------
        BadValueError
            Where `what` is no code, or `about` holds anything but ids and patterns, such as a name or a position.
        """
        told = tuple(about)
        _refuse_words(what, told)
        with self._store.writing() as deed:
            last = deed.rows("audit", {}, order="seq DESC", limit=1)
            seq, before = (last[0]["seq"] + 1, last[0]["hash"]) if last else (1, BEGINNING)
            row: Row = {
                "seq": seq,
                "time": now,
                "account": account,
                "what": what,
                "about": listed(told),
                "network": origin.network,
            }
            row["hash"] = chained(before, row)
            deed.add("audit", row)
        return shaped(row, Entry)

    def page(self, wanted: Period = ALL, *, before: int = 0, limit: int = 100) -> list[Entry]:
        """
        Read the audit backwards, a page at a time.

        Parameters
        ----------
        wanted
            Which rows.
        before
            Only rows before this number: that of the last row of the page before; 0 for the first page.
        limit
            How many rows at most.

        Returns
        -------
        list of Entry
            The newest first.
        """
        where: dict[str, Value | tuple[str, ...]] = {}
        for column, value in (("account", wanted.account), ("what", wanted.what)):
            where |= {column: value} if value else {}
        where |= {"time >=": wanted.since} if wanted.since else {}
        where |= {"time <": wanted.until} if wanted.until else {}
        where |= {"seq <": before} if before else {}
        with self._store.reading() as view:
            return [shaped(row, Entry) for row in view.rows("audit", where, order="seq DESC", limit=limit)]

    def head(self) -> Head:
        """
        Read the end of the audit: print it, and keep it where nobody of this machine can write.

        Returns
        -------
        Head
            Of no rows where there are none.
        """
        with self._store.reading() as view:
            last = view.rows("audit", {}, order="seq DESC", limit=1)
        return Head(last[0]["seq"], last[0]["hash"]) if last else NO_ROWS

    def verify(self, kept: Head = NO_ROWS) -> list[Flaw]:
        """
        Check every row against the hash of all before it.

        Parameters
        ----------
        kept
            A head of an earlier day. Without one, rows that are missing at the end, and a chain that somebody wrote
            wholly anew, are not found.

        Returns
        -------
        list of Flaw
            Empty where all fits together.
        """
        flaws: list[Flaw] = []
        seq, hashed, kept_hash = 0, BEGINNING, BEGINNING
        with self._store.reading() as view:
            while rows := view.rows("audit", {"seq >": seq}, order="seq", limit=_BATCH):
                for row in rows:
                    flaws += [Flaw(seq + 1, "missing")] if row["seq"] != seq + 1 else []
                    flaws += [Flaw(row["seq"], "changed")] if chained(hashed, row) != row["hash"] else []
                    seq, hashed = row["seq"], row["hash"]
                    kept_hash = hashed if seq == kept.seq else kept_hash
        if seq < kept.seq:
            flaws.append(Flaw(seq + 1, "missing"))
        elif kept_hash != kept.hash:
            flaws.append(Flaw(kept.seq, "changed"))
        return flaws


def chained(before: bytes, row: Row) -> bytes:
    """
    Compute the hash of a row.

    Parameters
    ----------
    before
        Hash of the row before.
    row
        Its columns as they are kept.

    Returns
    -------
    bytes
        SHA-256 over the hash before and the row as a JSON list.
    """
    words = [row["seq"], row["time"], row["account"], row["what"], row["about"], row["network"]]
    return sha256(before + msgspec.json.encode(words)).digest()


def _refuse_words(what: str, about: tuple[str, ...]) -> None:
    if not _CODE.fullmatch(what):
        raise BadValueError(where="audit", detail=tr("{word!r} is no code").format(word=what))
    for word in about:
        position = _POSITION.search(word) and not _ID.fullmatch(word)
        if position or not _ABOUT.fullmatch(word):
            raise BadValueError(where="audit", detail=tr("only ids and patterns of routes are written down"))
