"""What an import would do: a verdict for each row, the records that would go in, and every finding."""

from typing import Literal, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from landrelease.checks.finding import Finding
from landrelease.intake.table import Objects
from landrelease.records.base import Record
from landrelease.records.seal import Payload


class Stamp(NamedTuple):
    """
    Who writes the records, and when; one value for one import.

    Attributes
    ----------
    author : str
        Id of the person.
    recorded : str
        UTC moment, see `records.times.stamp`.
    recorded_claimed : bool
        Whether that moment is claimed rather than clocked.
    """

    author: str
    recorded: str
    recorded_claimed: bool = False


class RowVerdict(msgspec.Struct, frozen=True, gc=False):
    """
    What becomes of one row.

    Attributes
    ----------
    row : int or None
        Number of the row in the file, counted from 1; none for a row that is missing in a snapshot.
    verdict : str
        ``new``, ``known``, ``correction``, ``withdrawal`` or ``set-aside``.
    record : str
        Id of the record that would go in, or is here already; empty for a row set aside.
    about : str
        Id of the record that a correction or withdrawal names.
    """

    row: int | None
    verdict: Literal["new", "known", "correction", "withdrawal", "set-aside"]
    record: str = ""
    about: str = ""


class Proposal(NamedTuple):
    """
    What an import would do; the sequences `records` to `row_numbers` have one entry for each record that would go in.

    Attributes
    ----------
    name : str
        Name of the file.
    sha256 : str
        Hash of the file.
    layer : str
        Layer or sheet.
    verdicts : list of RowVerdict
        One for each row in the file's order, then one for each row missing in a snapshot.
    records : list of Record
        Records, stamped and sealed.
    data : list of bytes
        Their bytes in format 1.
    ids : list of str
        Their identities.
    payloads : list of tuple of Payload
        Their personal values.
    row_numbers : list of int
        Row that each came from; 0 for a proposed withdrawal.
    shapes : ndarray
        Their geometries in longitude and latitude, Shapely geometries or None; none for corrections and withdrawals.
    unsound : ndarray
        Where these shapes break the rules of simple features.
    findings : list of Finding
        In the order of the rows; those of the whole file first.
    """

    name: str
    sha256: str
    layer: str
    verdicts: list[RowVerdict]
    records: list[Record]
    data: list[bytes]
    ids: list[str]
    payloads: list[tuple[Payload, ...]]
    row_numbers: list[int]
    shapes: Objects
    unsound: NDArray[np.bool_]
    findings: list[Finding]

    def count(self, verdict: str) -> int:
        """
        Count the rows of one verdict.

        Parameters
        ----------
        verdict
            ``new``, ``known``, ``correction``, ``withdrawal`` or ``set-aside``.

        Returns
        -------
        int
            How many.
        """
        return sum(one.verdict == verdict for one in self.verdicts)
