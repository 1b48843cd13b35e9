"""Comments: what reviewers say to each other about a record; no part of the record, and of no register."""

from collections.abc import Iterable
from typing import Final

import msgspec

from landrelease.accounts.errors import BadValueError
from landrelease.accounts.store import Store, shaped
from landrelease.records.text import tr

LONGEST: Final = 10_000


class Comment(msgspec.Struct, frozen=True):
    """
    What somebody said about a record.

    Attributes
    ----------
    seq : int
        Place among all comments.
    record : str
        Id of the record.
    account : str
        Who said it.
    text : str
        As it was written.
    time : str
        Moment.
    """

    seq: int
    record: str
    account: str
    text: str
    time: str


class Comments:
    """
    The comments of a store. They are never changed or removed.

    Parameters
    ----------
    store
        Where they are kept.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def say(self, account: str, record: str, text: str, *, now: str) -> Comment:
        """
        Say something about a record.

        Parameters
        ----------
        account
            Who says it.
        record
            Id of the record.
        text
            At most `LONGEST` characters.
        now
            Moment.

        Returns
        -------
        Comment
            As it is kept.

        Raises
        ------
        BadValueError
            Where it is empty or too long.
        """
        if not text.strip() or len(text) > LONGEST:
            detail = tr("a comment has 1 to {most:,} characters").format(most=LONGEST)
            raise BadValueError(where="comment", detail=detail)
        with self._store.writing() as deed:
            last = deed.rows("comment", {}, order="seq DESC", limit=1)
            comment = Comment(last[0]["seq"] + 1 if last else 1, record, account, text, now)
            deed.add("comment", msgspec.structs.asdict(comment))
        return comment

    def on(self, record: str) -> list[Comment]:
        """
        List the comments on a record, in the order in which they were made.

        Parameters
        ----------
        record
            Its id.

        Returns
        -------
        list of Comment
            All of them.
        """
        with self._store.reading() as view:
            return [shaped(row, Comment) for row in view.rows("comment", {"record": record}, order="seq")]

    def counts(self, records: Iterable[str]) -> dict[str, int]:
        """
        Count the comments on several records, for a list.

        Parameters
        ----------
        records
            Their ids.

        Returns
        -------
        dict
            Id and number; without those that nobody said anything about.
        """
        with self._store.reading() as view:
            found = {record: view.count("comment", {"record": record}) for record in records}
        return {record: count for record, count in found.items() if count}
