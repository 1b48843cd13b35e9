"""What every store promises of one transaction: everything in it is kept, durably, or nothing is."""

from collections.abc import Iterable
from typing import Protocol

from landrelease.records.seal import Payload
from landrelease.register.ready import Ready
from landrelease.register.rows import Added, Box, Row


class Batch(Protocol):
    """An open transaction of a store, from `store.Store.writing`; after its block nothing goes through it."""

    def add(self, data: bytes, payloads: Iterable[Payload] = ()) -> Added:
        """
        Add one record with the personal values that it commits to.

        The same bytes twice are no error and add nothing, save values that were missing until now.

        Parameters
        ----------
        data
            Bytes of format 1, as they are to be kept for ever.
        payloads
            Values of sealed fields; one that was erased here before stays erased.

        Returns
        -------
        Added
            Where the record is, and whether it is new.

        Raises
        ------
        NotARecordError
            Where the bytes cannot be read; nothing of them is kept and the batch goes on.
        PayloadMismatchError
            Where a value is not the one that the record commits to.
        DifferentProgrammeError
            Where a programme record has another id than the one that is here.
        """
        ...

    def add_many(self, items: Iterable[bytes]) -> list[Added]:
        """
        Add many records that have no personal values.

        Parameters
        ----------
        items
            Bytes of format 1.

        Returns
        -------
        list of Added
            One for each item, in order.

        Raises
        ------
        NotARecordError
            As `add`; items before the faulty one may be in the batch, so let it end the batch.
        DifferentProgrammeError
            As `add`.
        """
        ...

    def add_ready(self, items: Ready) -> list[Added]:
        """
        Add many records that were read before; the fast path of imports.

        Parameters
        ----------
        items
            Records as `ready.ready` gives them, in any thread. Before the batch is committed the stored bytes are
            hashed and held against the names that they have there.

        Returns
        -------
        list of Added
            One for each record, in order.

        Raises
        ------
        DifferentProgrammeError
            As `add`.
        """
        ...

    def add_blob(self, data: bytes) -> str:
        """
        Keep the bytes of an attachment.

        Parameters
        ----------
        data
            Content of the file.

        Returns
        -------
        str
            Hex SHA-256, by which an attachment record names it.
        """
        ...

    def sign(self, record: str, key: str, signature: bytes) -> None:
        """
        Keep a detached signature; the same one twice is no error.

        Parameters
        ----------
        record
            Id of a record that is here.
        key
            Id of the key.
        signature
            The signature's bytes.

        Raises
        ------
        NoSuchRecordError
            Where the record is not here.
        """
        ...

    def erase(self, record: str, field: str, *, who: str, when: str, why: str) -> bool:
        """
        Erase a personal value for ever and leave a tombstone; the record and its hash stay.

        A value that is not here gets its tombstone all the same, so that it cannot come back with a later `add`.

        Parameters
        ----------
        record
            Id of the record.
        field
            Written name of the sealed field.
        who, when, why
            What the tombstone says: person id, UTC stamp, reason; none may be empty.

        Returns
        -------
        bool
            Whether there was a value.

        Raises
        ------
        NoSuchRecordError
            Where the record is not here.
        PayloadMismatchError
            Where the record seals no such field.
        """
        ...

    def put(self, table: str, rows: Iterable[Row]) -> None:
        """
        Write derived rows; a row of the same seq and no is replaced.

        Parameters
        ----------
        table
            One of `DERIVED`.
        rows
            Seq, no, head and body of each.
        """
        ...

    def drop(self, table: str, seqs: Iterable[int]) -> None:
        """
        Remove all derived rows of some records.

        Parameters
        ----------
        table
            One of `DERIVED`.
        seqs
            Positions of the records.
        """
        ...

    def take_out(self, table: str, places: Iterable[tuple[int, int]]) -> None:
        """
        Remove single derived rows.

        Parameters
        ----------
        table
            One of `DERIVED`.
        places
            Seq and no of each.
        """
        ...

    def put_boxes(self, boxes: Iterable[Box]) -> None:
        """
        Write the boxes of some records, one each; an older box is replaced.

        Parameters
        ----------
        boxes
            Metres of the programme's plane.
        """
        ...

    def drop_boxes(self, seqs: Iterable[int]) -> None:
        """
        Remove the boxes of some records.

        Parameters
        ----------
        seqs
            Positions of the records.
        """
        ...

    def clear(self, table: str) -> None:
        """
        Empty a derived table.

        Parameters
        ----------
        table
            One of `DERIVED`, or ``box``.
        """
        ...

    def rebuild_index(self) -> None:
        """Make heads and links anew from the bytes."""
        ...
