"""What a register answers: the programme, records, what waits, land, statements and the story of a point."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from landrelease.checks.columns import zone_of
from landrelease.desk import accounts, answers, persons, upkeep
from landrelease.desk.errors import NoProgrammeError, UnknownIdError
from landrelease.desk.frame import Frame
from landrelease.desk.views import EVER, store_view
from landrelease.ledger.book import Progress, silent
from landrelease.ledger.statement import Books, Period, Statement
from landrelease.ledger.story import Step
from landrelease.ledger.table import Parcels
from landrelease.records import format1, times
from landrelease.records.kinds import AnyRecord
from landrelease.register.rows import Head
from landrelease.register.store import Store

_WAITING = frozenset({b"proposed", b"returned", b"conflicting"})
_SHOWN_IDS = 4
_NOT_IN_HISTORY = " is no root of this history: records were taken away since, or it is of another register"


Clock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """
    Read the machine's clock.

    Returns
    -------
    datetime.datetime
        Aware, UTC.
    """
    return dt.datetime.now(dt.UTC)


class Queued(NamedTuple):
    """
    A record that waits for a decision.

    Attributes
    ----------
    id : str
        Its identity.
    state : str
        ``proposed``, ``returned`` or ``conflicting``.
    head : Head
        What is known of it at a glance.
    """

    id: str
    state: str
    head: Head


class Reading:
    """
    A register that is only read.

    Parameters
    ----------
    store
        Where the records are kept.
    acting
        Name or person id of who asks.
    clock
        Where today comes from.
    """

    def __init__(self, store: Store, *, acting: str = "unnamed", clock: Clock = utc_now) -> None:
        self.store = store
        self.acting = acting
        self.clock = clock

    def today(self) -> str:
        """
        Give the day that it is in the programme's time zone.

        Returns
        -------
        str
            ISO date.
        """
        return self.clock().astimezone(zone_of(self._time_zone())).date().isoformat()

    def _time_zone(self) -> str:
        found = upkeep.frame_at(self.store, store_view(self.store))
        return found.programme.time_zone if found else "UTC"

    def day(self, text: str | None) -> str:
        """
        Read a day on which something is looked at.

        Parameters
        ----------
        text
            A date; a month or year means its last day; today where there is none.

        Returns
        -------
        str
            ISO date.

        Raises
        ------
        BadRequestError
            Where it is no date.
        """
        return self.today() if text is None else answers.iso(answers.day_of(text, 0))

    def frame(self, known_at: str = EVER) -> Frame:
        """
        Read the programme and its settings.

        Parameters
        ----------
        known_at
            Moment of the view.

        Returns
        -------
        Frame
            The programme in that view.

        Raises
        ------
        NoProgrammeError
            Where there is none yet.
        """
        found = upkeep.frame_at(self.store, store_view(self.store, known_at))
        if found is None:
            raise NoProgrammeError(answers.no_programme(self.store))
        return found

    def resolve(self, name: str) -> str:
        """
        Find the whole id that a short one begins.

        Parameters
        ----------
        name
            Beginning of an id.

        Returns
        -------
        str
            The one id that begins so.

        Raises
        ------
        UnknownIdError
            Where none does, or more than one.
        """
        found = self.store.find_prefix(name, _SHOWN_IDS + 1) if name else []
        if len(found) == 1:
            return found[0]
        if not found:
            msg = f"no record's id begins with {name!r}"
            raise UnknownIdError(msg, "`landrelease find` looks records up by any text in them")
        shown = ", ".join(other[:12] for other in found[:_SHOWN_IDS]) + (" …" if len(found) > _SHOWN_IDS else "")
        msg = f"more than one record's id begins with {name!r}: {shown}; give more of it"
        raise UnknownIdError(msg)

    def records(self, kinds: Iterable[str] | None = None) -> Iterator[tuple[str, AnyRecord]]:
        """
        Read records in the order of arrival.

        Parameters
        ----------
        kinds
            Only of these kinds.

        Yields
        ------
        tuple
            Id and record.
        """
        for _, name, data in self.store.records(kinds):
            yield name, format1.decode(data)

    def queue(self) -> list[Queued]:
        """
        List the records that wait for a decision.

        Returns
        -------
        list of Queued
            In the order of arrival.
        """
        waiting = {seq: head.decode() for seq, _, head, _ in self.store.read("state") if head in _WAITING}
        heads = self.store.heads(seqs=waiting)
        names = self.store.id_of(waiting)
        return [Queued(names[head.seq], waiting[head.seq], head) for head in heads]

    def mine(self) -> str | None:
        """
        Give the person id of who acts.

        Returns
        -------
        str or None
            None where nobody of that name acted here yet.
        """
        return persons.known_person(self.store, self.acting)

    def known_at(self, text: str | None) -> str:
        """
        Read the moment of a view.

        Parameters
        ----------
        text
            Date or date and time; a bare date means its end in UTC; None for everything that is known.

        Returns
        -------
        str
            As `times.stamp` writes it.

        Raises
        ------
        BadRequestError
            Where it is neither.
        """
        return EVER if text is None else times.stamp(answers.moment_of(text))

    def last_known(self) -> str:
        """
        Give the moment of the latest record: what `known_at` says where nobody asks for an earlier one.

        Returns
        -------
        str
            A stamp; empty in an empty register.
        """
        return self.store.latest()

    def land(self, *, as_of: str | None = None, known_at: str | None = None, klass: str = "all") -> Parcels:
        """
        Draw the land: parcels with one status and one history each.

        Parameters
        ----------
        as_of
            Day of the map, inclusive.
        known_at
            Moment of knowledge.
        klass
            Hazard class, or ``all``.

        Returns
        -------
        Parcels
            A valid coverage.
        """
        day = answers.day_of(as_of, 0) or None
        return answers.parcels_of(self.store, self.known_at(known_at), day, klass)

    def statement(  # noqa: PLR0913 - the parts of one question
        self,
        *,
        year: int | None = None,
        from_: str | None = None,
        to: str | None = None,
        known_at: str | None = None,
        against: str | None = None,
        klass: str = "all",
        by: str | None = None,
    ) -> Statement:
        """
        Make a statement of land for a period.

        Parameters
        ----------
        year
            A calendar year, instead of `from_` and `to`.
        from_, to
            First and last day, inclusive; without them from the beginning up to now.
        known_at
            Moment of knowledge, one for opening, movements and closing.
        against
            An earlier moment of knowledge: opening and movements as known then, closing as known now, and the
            difference of the closings as corrections.
        klass
            Hazard class, or ``all``.
        by
            ``operator``, ``method`` or ``unit``: rows of movements and memos, balances in the total row alone;
            ``admin`` or
            ``class``: all three. The total stands last.

        Returns
        -------
        Statement
            Exact amounts in m².
        """
        first, last = (str(year), str(year)) if year is not None else (from_, to)
        now = self.known_at(known_at)
        found = answers.past(self.store, now)
        books = answers.books_of(found)
        latest = int(books.columns.facts["day"].max(initial=1))
        period = answers.period_of(first, last, max(latest, times.instant(self.last_known() or "0001").toordinal()))
        rows = self._rows(found, books, period, klass, by)
        if against is not None:
            then = answers.past(self.store, self.known_at(against))
            rows = accounts.compared(self._rows(then, answers.books_of(then), period, klass, by), rows)
        shown = self.last_known() if now >= EVER else now
        return Statement(
            from_=answers.iso(period.first), to=answers.iso(period.last), known_at=shown, klass=klass, rows=rows
        )

    def _rows(
        self, found: answers.Past, books: Books, period: Period, klass: str, by: str | None
    ) -> list[dict[str, Any]]:
        if by != "admin":
            return accounts.rows_by(books, period, klass, by)
        from landrelease.desk.looking import admin_areas  # noqa: PLC0415 - looking reads registers

        return accounts.rows_by_area(self.store, found, books, period, klass, admin_areas(self))

    def explain(self, lon: float, lat: float, *, as_of: str | None = None, known_at: str | None = None) -> list[Step]:
        """
        Tell what made a point of land what it is.

        Parameters
        ----------
        lon, lat
            The point, degrees.
        as_of
            Last day of the story.
        known_at
            Moment of knowledge.

        Returns
        -------
        list of Step
            Oldest first.
        """
        day = answers.day_of(as_of, 0) or None
        return answers.story_at(self.store, self.known_at(known_at), day, lon, lat)

    def count(self, kind: str, *, by: str | None = None, known_at: str | None = None) -> list[dict[str, Any]]:
        """
        Count the records of a kind that count.

        Parameters
        ----------
        kind
            Key of `records.kinds.KINDS`.
        by
            ``year``, ``admin`` or a field; None for all together.
        known_at
            Moment of knowledge.

        Returns
        -------
        list of dict
            One per group, as `landrelease count -o json` prints it.
        """
        from landrelease.desk.looking import count  # noqa: PLC0415 - looking reads registers

        return count(self, kind, by=by, known_at=known_at)

    def backup(self, path: str | Path) -> str:
        """
        Write a verified copy of what the register holds at this moment.

        Parameters
        ----------
        path
            A file that does not exist yet.

        Returns
        -------
        str
            Running root of the copy.
        """
        return self.store.backup(path)

    def differences(self, progress: Progress = silent) -> list[str]:
        """
        Say in which derived tables a rebuild would change anything.

        Parameters
        ----------
        progress
            Told how far it is.

        Returns
        -------
        list of str
            A sentence per table; empty where all agree.
        """
        return upkeep.differences(self.store, progress)

    def verify(self, kept_root: str | None = None, progress: Progress = silent) -> list[str]:
        """
        Re-hash everything and compare every derived row with a rebuild.

        Parameters
        ----------
        kept_root
            A root that somebody kept outside.
        progress
            Told how far it is.

        Returns
        -------
        list of str
            What is wrong, a sentence each; empty where nothing is.
        """
        faults = [
            f"{fault.code}: {fault.detail}{_NOT_IN_HISTORY if fault.code == 'kept-root' else ''}"
            for fault in self.store.verify_bytes(kept_root)
        ]
        return faults + upkeep.differences(self.store, progress)
