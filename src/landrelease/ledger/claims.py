"""Whether land is open by the claims of some records, asked for many pieces of land."""

from collections.abc import Iterable, Sequence

from landrelease.ledger.entry import Entry
from landrelease.ledger.events import DefaultDepth, in_order, no_default
from landrelease.ledger.machine import ALL
from landrelease.ledger.statement import SLOT_NAMES
from landrelease.ledger.story import status_after
from landrelease.records import codes


class Claims:
    """
    Records that may cover land; they are put in order once, however many pieces are asked for.

    Parameters
    ----------
    entries
        Entries that fold, and the days on which they do.
    default_depth
        The programme's required depth by class and day.

    Examples
    --------
    >>> claims = Claims([(Entry("a", 1, 10, 10, "", 7, ("H",)), 10), (Entry("b", 5, 20, 20, "", 7, ("H",)), 20)])
    >>> claims.stand(["a"]), claims.stand(["a", "b"]), claims.stand([])
    (True, False, False)
    """

    def __init__(self, entries: Iterable[tuple[Entry, int]], default_depth: DefaultDepth = no_default) -> None:
        listed = list(entries)
        order, events = in_order([entry for entry, _ in listed], default_depth, [day for _, day in listed])
        self._columns = events.table.tolist(), events.names.tolist()
        self._event = {listed[at][0].id: event for event, at in enumerate(order)}

    def stand(self, covers: Sequence[str]) -> bool:
        """
        Tell whether land is open once these have folded.

        Parameters
        ----------
        covers
            Ids of all entries that are to count there, in any order.

        Returns
        -------
        bool
            Whether it is suspected or confirmed, by any of them.
        """
        members = sorted(self._event[name] for name in covers)
        return status_after(self._columns, members)[SLOT_NAMES[ALL]] in codes.HAZARD_STATUS
