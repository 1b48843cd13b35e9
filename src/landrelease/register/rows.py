"""The rows that a store takes and gives."""

from typing import Final, NamedTuple

Row = tuple[int, int, bytes, bytes]
"""One row of a derived table: seq, no, head, body."""
Stored = tuple[int, str, bytes]
"""One stored record: seq, id, bytes."""
DERIVED: Final = ("state", "land", "posting", "parcel", "key")
"""The derived tables that the desk fills; the boxes are a table of their own."""


class Added(NamedTuple):
    """
    What became of bytes that were added.

    Attributes
    ----------
    seq : int
        Position in this register, from 1.
    id : str
        Identity of the record.
    is_new : bool
        Whether the register did not hold the same bytes before.
    """

    seq: int
    id: str
    is_new: bool


class Head(NamedTuple):
    """
    What the register knows of a record without reading it whole; a pure function of the bytes, see `index.head`.

    Attributes
    ----------
    seq : int
        Position in this register.
    kind : str
        Kind of the record.
    source_id : str or None
        The source's own id.
    area_id : str or None
        The hazard that it names.
    origin : str or None
        Key of the row it came from.
    author : str
        Id of the person who wrote it.
    recorded : str
        UTC moment of the first writing.
    date : str or None
        When it was true on the ground, perhaps partial.
    organisation : str or None
        Id of the organisation that reports.
    """

    seq: int
    kind: str
    source_id: str | None
    area_id: str | None
    origin: str | None
    author: str
    recorded: str
    date: str | None
    organisation: str | None


class Link(NamedTuple):
    """
    One record names another.

    Attributes
    ----------
    target : str
        Id of the record that is named; it need not be here.
    source_seq : int
        Position of the record that names it.
    how : str
        The field that does: ``about``, ``supersedes``, ``corrects`` or ``withdraws``.
    """

    target: str
    source_seq: int
    how: str


class LogEntry(NamedTuple):
    """
    When this register took a record in.

    Attributes
    ----------
    seq : int
        Position in this register.
    id : str
        Identity of the record.
    batch : int
        Number of the batch, from 1.
    received : str
        This register's own clock at that batch, UTC; outside the record and outside the fold.
    """

    seq: int
    id: str
    batch: int
    received: str


class BatchRow(NamedTuple):
    """
    One batch: the records of one transaction.

    Attributes
    ----------
    no : int
        Number, from 1.
    received : str
        This register's clock, UTC.
    root : str
        Running root after the batch, 64 hexadecimal digits; see ``docs/formats/register-1.md``.
    first : int
        Seq of its first record.
    size : int
        How many records it holds.
    """

    no: int
    received: str
    root: str
    first: int
    size: int


class StoredPayload(NamedTuple):
    """
    A personal value beside its record, or the tombstone of its erasure.

    Attributes
    ----------
    record : str
        Id of the record.
    field : str
        Written name of the field.
    salt : bytes
        Salt of the commitment; empty once erased.
    value : str or None
        The value; None once erased.
    erased_by, erased_at, reason : str or None
        Who erased it, when and why; None while the value is there.
    """

    record: str
    field: str
    salt: bytes
    value: str | None
    erased_by: str | None
    erased_at: str | None
    reason: str | None


class Box(NamedTuple):
    """
    Where a record lies, in metres of the programme's plane.

    Attributes
    ----------
    seq : int
        Position of the record in this register.
    x0, x1, y0, y1 : float
        Least and greatest coordinates, metres.
    """

    seq: int
    x0: float
    x1: float
    y0: float
    y1: float


class Fault(NamedTuple):
    """
    Something that `Store.verify_bytes` found wrong.

    Attributes
    ----------
    code : str
        Stable name, see `verify.CODES`.
    detail : str
        Which record or row, and what was seen there.
    """

    code: str
    detail: str
