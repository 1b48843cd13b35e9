"""Claims: who is looking at which proposed record, so that two reviewers do not do the same work. They bind nobody."""

from collections.abc import Iterable
from typing import Final

import msgspec

from landrelease.accounts.moment import later
from landrelease.accounts.store import Store, shaped

LASTS_S: Final = 5 * 60
"""How long a claim lasts that nobody renews, in seconds."""


class Claim(msgspec.Struct, frozen=True):
    """
    Somebody is looking at a record.

    Attributes
    ----------
    record : str
        Id of the record.
    account : str
        Who.
    until : str
        Moment from which on others may claim it.
    """

    record: str
    account: str
    until: str


class Claims:
    """
    The claims of a store.

    Parameters
    ----------
    store
        Where they are kept.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def take(self, account: str, record: str, *, now: str) -> Claim:
        """
        Claim a record, or renew one's claim.

        Parameters
        ----------
        account
            Who looks at it.
        record
            Its id.
        now
            Moment.

        Returns
        -------
        Claim
            The one that holds now: one's own, or that of another account which came before.
        """
        with self._store.writing() as deed:
            row = deed.first("claim", {"record": record, "until >": now})
            if row and row["account"] != account:
                return shaped(row, Claim)
            claim = Claim(record, account, later(now, LASTS_S))
            deed.drop("claim", {"record": record})
            deed.add("claim", msgspec.structs.asdict(claim))
            return claim

    def release(self, account: str, record: str) -> None:
        """
        Give a claim up; giving up what one does not hold is no error.

        Parameters
        ----------
        account
            Who held it.
        record
            Id of the record.
        """
        with self._store.writing() as deed:
            deed.drop("claim", {"record": record, "account": account})

    def held(self, records: Iterable[str], *, now: str) -> dict[str, Claim]:
        """
        Say who is looking at several records, for a list.

        Parameters
        ----------
        records
            Their ids.
        now
            Moment.

        Returns
        -------
        dict
            Id and claim; without those that nobody looks at.
        """
        with self._store.reading() as view:
            rows = view.rows("claim", {"until >": now}, order="record")
        wanted = set(records)
        return {row["record"]: shaped(row, Claim) for row in rows if row["record"] in wanted}
