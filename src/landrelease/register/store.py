"""What every store of records promises, whatever keeps it.

Writing goes through `batch.Batch`, the rows are those of `rows`. `tests/register/contract.py` is the same promise as
tests; a new store is done when it passes them.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, Self

from landrelease.register.batch import Batch
from landrelease.register.rows import BatchRow, Fault, Head, Link, LogEntry, Row, Stored, StoredPayload


class Store(Protocol):
    """An append-only store of the records of one programme."""

    @property
    def address(self) -> str:
        """What `open_store` opens it by."""
        ...

    def __enter__(self) -> Self:
        """Close at the end of the block."""
        ...

    def __exit__(self, *fault: object) -> None:
        """Close."""
        ...

    def close(self) -> None:
        """Let go of the register; closing twice is no error."""
        ...

    def writing(self, who: str) -> AbstractContextManager[Batch]:
        """
        Open a batch: one transaction, durable when the block has ended without an exception.

        At the end every new record is read again and hashed, the running root is written, and the batch is committed;
        any exception undoes it whole.

        Parameters
        ----------
        who
            Whom a second writer is told about; asserted, not proven.

        Returns
        -------
        context manager of Batch
            The open batch.

        Raises
        ------
        RegisterLockedError
            Where somebody else has been writing for ten seconds.
        RegisterReadOnlyError
            Where the register may not be written.
        DiskFullError, DiskFaultError
            Where the disk does not take it.
        WriteNotKeptError
            Where a new record does not come back as it was written.
        """
        ...

    def reading(self) -> AbstractContextManager[None]:
        """
        Hold one view: all reads inside the block see the register of one moment, whoever writes meanwhile.

        Returns
        -------
        context manager
            Nothing to use; blocks may be nested.
        """
        ...

    def count(self) -> int:
        """
        Count the records; also the seq of the last one.

        Returns
        -------
        int
            How many records are stored.
        """
        ...

    def get(self, record: str) -> bytes:
        """
        Read one record.

        Parameters
        ----------
        record
            Its whole id.

        Returns
        -------
        bytes
            As they were written.

        Raises
        ------
        NoSuchRecordError
            Where it is not here.
        """
        ...

    def get_many(self, records: Iterable[str]) -> dict[str, bytes]:
        """
        Read several records.

        Parameters
        ----------
        records
            Whole ids.

        Returns
        -------
        dict
            Id to bytes, only of those that are here.
        """
        ...

    def seq_of(self, records: Iterable[str]) -> dict[str, int]:
        """
        Find the positions of records.

        Parameters
        ----------
        records
            Whole ids.

        Returns
        -------
        dict
            Id to seq, only of those that are here.
        """
        ...

    def id_of(self, seqs: Iterable[int]) -> dict[int, str]:
        """
        Name the records at some positions.

        Parameters
        ----------
        seqs
            Positions.

        Returns
        -------
        dict
            Seq to id, only of those that exist.
        """
        ...

    def find_prefix(self, prefix: str, limit: int = 20) -> list[str]:
        """
        Find records by the beginning of their ids.

        Parameters
        ----------
        prefix
            Hexadecimal digits, in either case.
        limit
            At most so many.

        Returns
        -------
        list of str
            Whole ids in alphabetical order; one means that the short id is clear.
        """
        ...

    def find_text(self, text: str) -> Iterator[Stored]:
        """
        Find records by a text in any of their values; case does not matter, personal values are not searched.

        Parameters
        ----------
        text
            What to look for; an empty text finds nothing.

        Yields
        ------
        Stored
            In the order of arrival.
        """
        ...

    def records(self, kinds: Iterable[str] | None = None) -> Iterator[Stored]:
        """
        Read all records in the order of arrival; read them to the end before a batch adds more.

        Parameters
        ----------
        kinds
            Only of these kinds.

        Yields
        ------
        Stored
            Seq, id and bytes.
        """
        ...

    def heads(
        self,
        *,
        kinds: Iterable[str] | None = None,
        seqs: Iterable[int] | None = None,
        authors: Iterable[str] | None = None,
        organisations: Iterable[str] | None = None,
        after: str | None = None,
    ) -> list[Head]:
        """
        Read heads in the order of arrival; what is given must all hold.

        Parameters
        ----------
        kinds
            Only of these kinds.
        seqs
            Only at these positions.
        authors
            Only by these persons.
        organisations
            Only from these organisations.
        after
            Only recorded later than this moment.

        Returns
        -------
        list of Head
            Ordered by seq.
        """
        ...

    def latest(self) -> str:
        """
        Give the moment at which the latest record was recorded.

        Returns
        -------
        str
            A stamp; empty in an empty store.
        """
        ...

    def links_to(self, records: Iterable[str]) -> list[Link]:
        """
        Find what names some records.

        Parameters
        ----------
        records
            Whole ids, also of records that are not here.

        Returns
        -------
        list of Link
            Ordered by source seq, how, target.
        """
        ...

    def by_origin(self, origins: Iterable[str]) -> dict[str, list[int]]:
        """
        Find records by the row they came from.

        Parameters
        ----------
        origins
            Keys of rows.

        Returns
        -------
        dict
            Origin to seqs in order, only of those that are here.
        """
        ...

    def by_source(self, kind: str, source_ids: Iterable[str]) -> dict[str, list[int]]:
        """
        Find records of a kind by the source's own ids.

        Parameters
        ----------
        kind
            Kind of the records.
        source_ids
            Ids as the source writes them.

        Returns
        -------
        dict
            Source id to seqs in order, only of those that are here.
        """
        ...

    def log(self) -> Iterator[LogEntry]:
        """
        Read when each record was taken in.

        Yields
        ------
        LogEntry
            In the order of arrival.
        """
        ...

    def batches(self) -> list[BatchRow]:
        """
        List the batches.

        Returns
        -------
        list of BatchRow
            In order; the root of the last one is the root of the register.
        """
        ...

    def root(self) -> str:
        """
        Give the running root, for people to keep outside: printed, mailed, on a completion report.

        Returns
        -------
        str
            64 hexadecimal digits; all zero while the register is empty.
        """
        ...

    def payloads(self, *records: str) -> list[StoredPayload]:
        """
        Read the personal values of some records.

        Parameters
        ----------
        *records
            Their whole ids.

        Returns
        -------
        list of StoredPayload
            Ordered by record and field; a field that never had a value here is absent.
        """
        ...

    def signatures(self, record: str) -> list[tuple[str, bytes]]:
        """
        Read the signatures of a record.

        Parameters
        ----------
        record
            Its whole id.

        Returns
        -------
        list of tuple
            Key id and signature, ordered.
        """
        ...

    def blob(self, sha256: str) -> bytes | None:
        """
        Read the bytes of an attachment.

        Parameters
        ----------
        sha256
            Their hash in hexadecimal digits.

        Returns
        -------
        bytes or None
            None where they are not here.
        """
        ...

    def read(self, table: str, seqs: Iterable[int] | None = None) -> list[Row]:
        """
        Read derived rows.

        Parameters
        ----------
        table
            One of `DERIVED`.
        seqs
            Only of these records.

        Returns
        -------
        list of tuple
            Seq, no, head and body, ordered by seq and no.
        """
        ...

    def near(self, x0: float, y0: float, x1: float, y1: float) -> list[int]:
        """
        Find the records whose boxes touch a rectangle.

        Boxes are kept in single precision, rounded outwards: one may be found that lies centimetres off,
        none is missed.

        Parameters
        ----------
        x0, y0, x1, y1
            The rectangle, metres of the programme's plane; its edges belong to it.

        Returns
        -------
        list of int
            Seqs in order.
        """
        ...

    def near_many(self, rectangles: Sequence[tuple[float, float, float, float]]) -> list[list[int]]:
        """
        Find the records near each of many rectangles.

        Parameters
        ----------
        rectangles
            Of each the x0, y0, x1, y1, in metres.

        Returns
        -------
        list of list of int
            For each rectangle what `near` gives.
        """
        ...

    def verify_bytes(self, kept_root: str | None = None) -> list[Fault]:
        """
        Check everything that the register itself can know: bytes, hashes, roots, index, schema, file.

        What an open batch has not committed yet is not looked at.

        Parameters
        ----------
        kept_root
            A root that somebody kept outside; it must occur in the history.

        Returns
        -------
        list of Fault
            Empty where nothing is wrong.
        """
        ...

    def backup(self, address: str | Path) -> str:
        """
        Write a copy of what is committed under a new name, and verify the copy before it gets its name.

        Parameters
        ----------
        address
            Where the copy goes; there must be nothing yet.

        Returns
        -------
        str
            Running root of the copy, worth keeping.

        Raises
        ------
        RegisterExistsError
            Where there is a file already.
        RegisterDamagedError
            Where the copy does not verify; it is removed.
        """
        ...
