"""Drafts: what somebody has begun to enter, kept as given until it becomes a record."""

from typing import Final

import msgspec

from landrelease.accounts.errors import BadValueError, NotHereError, StaleDraftError, TakenError
from landrelease.accounts.secret import new_id
from landrelease.accounts.store import Store, Value, View, shaped
from landrelease.records.text import tr

MOST_BYTES: Final = 1_000_000
_LONGEST_TITLE: Final = 200


class Draft(msgspec.Struct, frozen=True):
    """
    Something begun.

    Attributes
    ----------
    id : str
        Random, or the one that was asked for.
    account : str
        Whose it is; nobody else sees it.
    kind : str
        Kind of record that it shall become.
    title : str
        For the list.
    text : str
        JSON, as it was given.
    revision : int
        1 at first, one more with each saving.
    created, changed : str
        Moments.
    """

    id: str
    account: str
    kind: str
    title: str
    text: str
    revision: int
    created: str
    changed: str


class Drafts:
    """
    The drafts of a store.

    Parameters
    ----------
    store
        Where they are kept.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def begin(self, account: str, kind: str, text: str, *, title: str = "", draft: str = "", now: str) -> Draft:
        """
        Keep a new draft.

        Parameters
        ----------
        account
            Id of its owner.
        kind
            Kind of record that it shall become.
        text
            JSON, at most `MOST_BYTES`.
        title
            For the list.
        draft
            Its id, where the place that it is for must find it again; random where none is given.
        now
            Moment.

        Returns
        -------
        Draft
            Of revision 1.

        Raises
        ------
        TakenError
            Where there is a draft of that id.
        BadValueError
            Where the text is no JSON or too large.
        """
        made = Draft(draft or new_id(), account, kind, title[:_LONGEST_TITLE], _json(text), 1, now, now)
        with self._store.writing() as deed:
            if not deed.add("draft", msgspec.structs.asdict(made)):
                raise TakenError(where="draft")
        return made

    def save(self, draft: Draft, text: str, *, title: str = "", now: str) -> Draft:
        """
        Save a draft where nobody saved it meanwhile.

        Parameters
        ----------
        draft
            As it was read: its id, owner and revision count.
        text
            JSON, at most `MOST_BYTES`.
        title
            The title from now on; empty leaves it.
        now
            Moment.

        Returns
        -------
        Draft
            One revision on.

        Raises
        ------
        StaleDraftError
            Where it was saved meanwhile; tells both, and keeps what was there.
        NotHereError
            Where the owner has no such draft.
        BadValueError
            Where the text is no JSON or too large.
        """
        wanted = msgspec.structs.replace(
            draft, text=_json(text), title=title[:_LONGEST_TITLE] or draft.title, changed=now
        )
        with self._store.writing() as deed:
            kept = _kept(deed, draft.account, draft.id)
            if kept.revision != draft.revision:
                raise StaleDraftError(wanted, kept)
            values: dict[str, Value] = {
                "text": wanted.text,
                "title": wanted.title,
                "revision": kept.revision + 1,
                "changed": now,
            }
            deed.change("draft", {"id": draft.id}, values)
            return _kept(deed, draft.account, draft.id)

    def get(self, account: str, draft: str) -> Draft:
        """
        Read a draft.

        Parameters
        ----------
        account
            Id of its owner.
        draft
            Its id.

        Returns
        -------
        Draft
            As it is kept.

        Raises
        ------
        NotHereError
            Where the owner has no such draft.
        """
        with self._store.reading() as view:
            return _kept(view, account, draft)

    def of(self, account: str) -> list[Draft]:
        """
        List the drafts of an account, the one last changed first.

        Parameters
        ----------
        account
            Its id.

        Returns
        -------
        list of Draft
            With their texts.
        """
        with self._store.reading() as view:
            rows = view.rows("draft", {"account": account}, order="changed DESC, id")
        return [shaped(row, Draft) for row in rows]

    def drop(self, account: str, draft: str) -> None:
        """
        Throw a draft away, or forget it once it has become a record.

        Parameters
        ----------
        account
            Id of its owner.
        draft
            Its id.

        Raises
        ------
        NotHereError
            Where the owner has no such draft.
        """
        with self._store.writing() as deed:
            if not deed.drop("draft", {"id": draft, "account": account}):
                raise NotHereError(where="draft")


def _kept(view: View, account: str, draft: str) -> Draft:
    row = view.first("draft", {"id": draft, "account": account})
    if row is None:
        raise NotHereError(where="draft")
    return shaped(row, Draft)


def _json(text: str) -> str:
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        detail = tr("it has more than {most:,} bytes").format(most=MOST_BYTES)
        raise BadValueError(where="draft", detail=detail)
    try:
        msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise BadValueError(where="draft", detail=tr("it is no JSON")) from None
    return text
