"""The register as people use it: one verb, one function, one transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypedDict, Unpack

import msgspec

from landrelease.desk import answers, deciding, orders, persons, upkeep
from landrelease.desk.reading import Clock, Reading, utc_now
from landrelease.desk.views import store_view
from landrelease.ledger.book import Progress, silent
from landrelease.ledger.force import View
from landrelease.records import format1
from landrelease.records.base import Record
from landrelease.records.seal import Payload
from landrelease.register.batch import Batch
from landrelease.register.store import Store

if TYPE_CHECKING:
    from landrelease.desk.checking import Checked
    from landrelease.desk.importing import Taken
    from landrelease.desk.keeping import Erased


class Wishes(TypedDict, total=False):
    """How files are to be taken in, as `importing.Wish` explains it."""

    profile: str | None
    constants: Mapping[str, str]
    crs: str | None
    layer: str | None
    recorded: str | None
    accept_as: str | None
    all_or_nothing: bool


class Undo(Exception):  # noqa: N818 - not an error: the end of a dry run
    """Leaves a transaction of `Register.writing` without committing it, and goes no further."""


class Register(Reading):
    """
    An open register of one programme.

    Parameters
    ----------
    store
        Where the records are kept.
    acting
        Name or person id of who writes; asserted, not proven.
    clock
        Where `recorded` comes from.
    dry_run
        Whether every transaction is undone at its end.

    Examples
    --------
    >>> import tempfile
    >>> from landrelease.desk.opening import create
    >>> from landrelease.records.context import Programme
    >>> folder = tempfile.mkdtemp()
    >>> register = create(f"{folder}/province.register", Programme(id="SYN", plane=(18.0, 44.0)), acting="office")
    >>> register.statement(year=2024).rows[0]["closing"]["cleared_m2"]
    Decimal('0E-9')
    >>> register.close()
    """

    def __init__(self, store: Store, *, acting: str = "unnamed", clock: Clock = utc_now, dry_run: bool = False) -> None:
        super().__init__(store, acting=acting, clock=clock)
        self.dry_run = dry_run

    def __enter__(self) -> Self:
        """Close at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Let go of the register."""
        self.store.close()

    # -- writing -------------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[Batch]:
        """
        Open one transaction; a dry run goes to its end, so that everything is tried, and undoes it there.

        Yields
        ------
        Batch
            To add records to.
        """
        with suppress(Undo), self.store.writing(self.acting) as batch:
            yield batch
            if self.dry_run:
                raise Undo

    def at_once(self) -> "Register":
        """
        Stop the clock, so that everything in one transaction bears one moment.

        Returns
        -------
        Register
            On the same store.
        """
        now = self.clock()
        return Register(self.store, acting=self.acting, clock=lambda: now, dry_run=self.dry_run)

    def stamp(self, recorded: str | None = None) -> str:
        """
        Give the moment of a new record.

        Parameters
        ----------
        recorded
            A claimed moment, not later than now; the clock where there is none.

        Returns
        -------
        str
            As `times.stamp` writes it.

        Raises
        ------
        BadRequestError
            Where it is no moment, or one to come.
        """
        return answers.stamp_of(recorded, self.clock())

    def append(
        self,
        record: Record,
        *,
        author: str | None = None,
        recorded: str | None = None,
        payloads: Sequence[Payload] = (),
    ) -> str:
        """
        Propose one record.

        Parameters
        ----------
        record
            Without author and time; they are stamped here.
        author
            Name or person id of who writes it; the one who acts where nobody is named.
        recorded
            A claimed moment of recording (migration).
        payloads
            Values of its sealed fields.

        Returns
        -------
        str
            Its identity.
        """
        writer = self.by(author)
        with writer.writing() as batch:
            data = format1.encode(writer.stamped(batch, record, recorded))
            orders.refuse_decisions(self.store, [format1.decode(data)], writer.stamp())
            added = batch.add(data, payloads)
            upkeep.refresh(self.store, batch, [added.id])
        return added.id

    def append_all(self, records: Iterable[Record], *, recorded: str | None = None) -> list[str]:
        """
        Propose several records in one transaction.

        Parameters
        ----------
        records
            Without author and time; they are stamped here, all with one moment.
        recorded
            A claimed moment of recording (migration).

        Returns
        -------
        list of str
            Their identities.
        """
        now = self.at_once()
        with self.writing() as batch:
            author = now.author_in(batch, recorded)
            stamped = [now.stamped(batch, record, recorded, author) for record in records]
            orders.refuse_decisions(self.store, stamped, now.stamp())
            added = [batch.add(format1.encode(one)).id for one in stamped]
            upkeep.refresh(self.store, batch, added)
        return added

    def by(self, name: str | None) -> "Register":
        """
        Let another person act on the same register.

        Parameters
        ----------
        name
            Name or person id; None for the one who acts already.

        Returns
        -------
        Register
            On the same store.
        """
        return self if name is None else Register(self.store, acting=name, clock=self.clock, dry_run=self.dry_run)

    def stamped(self, batch: Batch, record: Record, recorded: str | None, author: str | None = None) -> Record:
        """
        Write author and time on a record.

        Parameters
        ----------
        batch
            The open batch, where a new person is entered.
        record
            The record.
        recorded
            A claimed moment of recording.
        author
            Id of who writes, where it was found already.

        Returns
        -------
        Record
            Ready to be encoded.
        """
        author = author or self.author_in(batch, recorded)
        return msgspec.structs.replace(
            record, author=author, recorded=self.stamp(recorded), recorded_claimed=recorded is not None
        )

    def author_in(self, batch: Batch, recorded: str | None) -> str:
        """
        Give the id of the person who acts, entered in the batch where nobody of that name acted here yet.

        Parameters
        ----------
        batch
            The open batch.
        recorded
            A claimed moment of recording.

        Returns
        -------
        str
            The person id.
        """
        claimed = recorded is not None
        return persons.person_acting(self.store, batch, self.acting, self.stamp(recorded), claimed=claimed)

    def accept(
        self, ids: Iterable[str], *, author: str | None = None, reason: str | None = None, recorded: str | None = None
    ) -> list[str]:
        """
        Accept records, so that they count.

        Parameters
        ----------
        ids
            Whole ids or clear beginnings of them.
        author
            Name or person id of who accepts; the one who acts where nobody is named.
        reason
            Why, where there is something to say.
        recorded
            A claimed moment of the decision.

        Returns
        -------
        list of str
            Ids of the decisions.

        Raises
        ------
        NotAcceptableError
            Where one of them can never be accepted as it stands; nothing is accepted then.
        OwnRecordError
            Where one of them is by the person who acts.
        """
        return self.by(author).decide(ids, "accept", reason, recorded=recorded)

    def decide(
        self,
        ids: Iterable[str],
        verdict: str,
        reason: str | None = None,
        *,
        recorded: str | None = None,
        refused: list[orders.Refused] | None = None,
    ) -> list[str]:
        """
        Decide on records.

        Parameters
        ----------
        ids
            Whole ids or clear beginnings of them.
        verdict
            ``accept``, ``return`` or ``reject``.
        reason
            Why; required unless they are accepted.
        recorded
            A claimed moment of the decision.
        refused
            As in `decide_in`.

        Returns
        -------
        list of str
            Ids of the decisions.
        """
        names = list(dict.fromkeys(self.resolve(name) for name in ids))
        if not names:
            return []
        with self.writing() as batch:
            now = self.at_once()
            return now.decide_in(batch, names, verdict, reason, recorded=recorded, refused=refused)

    def decide_in(  # noqa: PLR0913 - the parts of one decision
        self,
        batch: Batch,
        names: Sequence[str],
        verdict: str,
        reason: str | None,
        *,
        recorded: str | None,
        fresh: Sequence[str] = (),
        progress: Progress = silent,
        refused: list[orders.Refused] | None = None,
    ) -> list[str]:
        """
        Decide inside a batch that is open already, and bring the derived tables up to date.

        Parameters
        ----------
        batch
            The open batch.
        names
            Whole ids.
        verdict, reason, recorded
            As in `decide`.
        fresh
            Ids of records added in the same batch.
        progress
            Told how far a large fold is.
        refused
            Takes the orders that may not be given, which are left undecided then; without it they refuse everything.

        Returns
        -------
        list of str
            Ids of the decisions.
        """
        view = store_view(self.store)
        author = self.author_in(batch, recorded)
        frame = upkeep.frame_at(self.store, view)
        if verdict == "accept":
            records = [record for name in names if (record := view.record(name)) is not None]
            time_zone = frame.programme.time_zone if frame else "UTC"
            deciding.refuse_blocked(deciding.blocking_findings(names, records, time_zone))
        others, waiting = orders.apart(view, names)
        found = deciding.decisions(view, others, verdict, author, reason) if others else []
        added = [batch.add(format1.encode(self.stamped(batch, one, recorded, author))).id for one in found]
        if waiting:
            judged, told = self._judged(batch, view, waiting, verdict, reason, recorded, author)
            added += judged
            if refused is None:
                orders.refuse(told)
            else:
                refused += told
        upkeep.refresh(self.store, batch, [*fresh, *added], progress, frame=frame)
        return added

    def _judged(  # noqa: PLR0913, PLR0917 - the parts of one decision
        self,
        batch: Batch,
        view: View,
        names: Sequence[str],
        verdict: str,
        reason: str | None,
        recorded: str | None,
        author: str,
    ) -> tuple[list[str], list[orders.Refused]]:
        """Decide on orders one by one, each by what is decided already; gives decisions, and what was refused."""
        bench = orders.Bench(self.store, self.stamp(), many=len(names) > orders.BULK)
        added: list[str] = []
        told: list[orders.Refused] = []
        for name in names:
            found = deciding.decisions(view, [name], verdict, author, reason)
            stamped = [self.stamped(batch, one, recorded, author) for one in found]
            may = bench.refusal(name, stamped, author)
            told += [may] if may else []
            added += [] if may else [batch.add(format1.encode(one)).id for one in stamped]
        return added, told

    def settle(self, finding: str, reason: str, *, recorded: str | None = None) -> str:
        """
        Say why a finding may stand; `check` no longer fails on it.

        Parameters
        ----------
        finding
            Id of a finding that stands now, or a clear beginning of it.
        reason
            Why.
        recorded
            A claimed moment of the decision.

        Returns
        -------
        str
            Id of the record.

        Raises
        ------
        OwnRecordError
            Where one of the records that the finding is about is by the person who acts.
        """
        from landrelease.desk import checking, settling  # noqa: PLC0415 - they stand on the register

        self.stamp(recorded)
        return settling.settle(self, checking.finding_named(self, finding), reason, recorded=recorded)

    # -- verbs with a module of their own; each is loaded when it is called --------------------------------------------

    def check(self) -> "list[Checked]":
        """
        Run every check.

        Returns
        -------
        list of Checked
            As `checking.check`: findings with their ids, settled ones marked.
        """
        from landrelease.desk.checking import check  # noqa: PLC0415 - heavy

        return check(self)

    def import_files(
        self, paths: Iterable[str | Path], *, progress: Progress = silent, **wish: "Unpack[Wishes]"
    ) -> "list[Taken]":
        """
        Propose the rows of files as records; all files in one transaction.

        Parameters
        ----------
        paths
            The files.
        progress
            Told how far a large fold is.
        **wish
            Attributes of `importing.Wish`: ``profile``, ``constants``, ``crs``, ``layer``, ``recorded``, ``accept_as``
            and ``all_or_nothing``.

        Returns
        -------
        list of Taken
            One per file, as `importing.import_files`.
        """
        from landrelease.desk.importing import Wish, import_files  # noqa: PLC0415 - heavy

        return import_files(self, [Path(path) for path in paths], Wish(**wish), progress)

    def correct(self, name: str, changes: Mapping[str, str], *, reason: str, evidence: str | None = None) -> str:
        """
        Propose a correction; `changing.correct` takes shapes too.

        Parameters
        ----------
        name
            Id of the record, or a clear beginning of it.
        changes
            Field to its right value as a table would hold it; an empty one takes the value away.
        reason
            Why the old one was wrong.
        evidence
            What shows it.

        Returns
        -------
        str
            Id of the correction.
        """
        from landrelease.desk.changing import correct  # noqa: PLC0415 - heavy

        return correct(self, self.resolve(name), changes, reason=reason, evidence=evidence)

    def withdraw(self, ids: Iterable[str], *, reason: str, evidence: str | None = None) -> list[str]:
        """
        Propose to withdraw records that were never true.

        Parameters
        ----------
        ids
            Whole ids or clear beginnings of them.
        reason
            Code of the list ``withdrawal_reason``.
        evidence
            What shows it.

        Returns
        -------
        list of str
            Ids of the withdrawals.
        """
        from landrelease.desk.changing import withdraw  # noqa: PLC0415 - heavy

        return withdraw(self, [self.resolve(name) for name in ids], reason=reason, evidence=evidence)

    def attach(self, path: str | Path, ids: Iterable[str], *, caption: str | None = None) -> str:
        """
        Attach a file to records.

        Parameters
        ----------
        path
            The file.
        ids
            Whole ids or clear beginnings of them.
        caption
            What it shows.

        Returns
        -------
        str
            Id of the attachment record.
        """
        from landrelease.desk.changing import attach  # noqa: PLC0415 - heavy

        return attach(self, Path(path), [self.resolve(name) for name in ids], caption=caption)

    def erase(self, ids: Iterable[str], *, reason: str, fields: Iterable[str] = ()) -> "list[Erased]":
        """
        Erase personal values for ever; their records stay, with tombstones.

        Parameters
        ----------
        ids
            Ids of persons, each for all records under it, or of single records.
        reason
            Why.
        fields
            Written names of the fields; all sealed ones where none is named.

        Returns
        -------
        list of Erased
            One for each value, as `keeping.erase`.
        """
        from landrelease.desk.keeping import erase  # noqa: PLC0415 - heavy

        return erase(self, ids, reason=reason, fields=fields)

    def rebuild(self, progress: Progress = silent) -> None:
        """
        Make every derived table anew from the records.

        Parameters
        ----------
        progress
            Told how far it is.
        """
        with self.writing() as batch:
            batch.rebuild_index()
            upkeep.rebuild(self.store, batch, progress)
