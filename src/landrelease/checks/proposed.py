"""What a check of proposed records looks at: the records, their shapes, and the programme that they are meant for."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from landrelease.checks.finding import Finding
from landrelease.checks.limits import Limits
from landrelease.records.base import Record

Shapes = NDArray[np.object_]
"""Geometries in longitude and latitude, none where there is no shape."""


class Places(NamedTuple):
    """
    The land that the programme answers for.

    Attributes
    ----------
    country : shapely geometry
        Land of the country or of the programme; none where it is not known.
    admin_ids : sequence of str
        Ids of the administrative areas of one boundary set.
    admin_areas : ndarray
        Their polygons, in the same order.
    """

    country: shapely.Geometry | None = None
    admin_ids: Sequence[str] = ()
    admin_areas: Shapes = np.empty(0, dtype=object)


class Frame(NamedTuple):
    """
    What the checks know of the programme.

    Attributes
    ----------
    time_zone : str
        IANA name; days of work are days there, UTC where the name is not known.
    places : Places
        Its land.
    limits : Limits
        Its figures.
    codes : mapping
        Name of a code list to the codes that settings of the programme add to it.
    """

    time_zone: str = "UTC"
    places: Places = Places()
    limits: Limits = Limits()
    codes: Mapping[str, frozenset[str]] = {}


class Proposed(NamedTuple):
    """
    Records that are about to be stored; all sequences have one entry for each record.

    Attributes
    ----------
    records : sequence of Record
        The records, already stamped with `recorded` where that day is to be compared.
    shapes : ndarray
        Their geometries in longitude and latitude.
    ids : sequence of str
        Ids of the records; empty where their bytes are not yet fixed.
    computed_m2 : ndarray
        Computed areas, square metres, not a number where there is none; empty where nobody computed them: rough ones
        are then compared.
    larger_m2, smaller_m2 : ndarray
        The two readings of invalid rings, square metres; empty where nobody read them.
    row_numbers : sequence of int
        Data rows of the file, counted from 1; empty for one after the other.
    unsound : ndarray or None
        Where shapes break the rules of simple features; none where nobody looked yet.
    """

    records: Sequence[Record]
    shapes: Shapes
    ids: Sequence[str] = ()
    computed_m2: NDArray[np.float64] = np.empty(0)
    larger_m2: NDArray[np.float64] = np.empty(0)
    smaller_m2: NDArray[np.float64] = np.empty(0)
    row_numbers: Sequence[int] = ()
    unsound: NDArray[np.bool_] | None = None

    def finding(self, code: str, index: int, **params: str | float) -> Finding:
        """
        Write a finding about one of the records.

        Parameters
        ----------
        code
            Code of the rule.
        index
            Position of the record.
        **params
            Values that the texts name.

        Returns
        -------
        Finding
            The finding, with the id of the record where it has one, and its row.

        Examples
        --------
        >>> Proposed([Record()], np.array([None]), row_numbers=[12]).finding("no-date", 0, value="").row
        12
        """
        about = (self.ids[index],) if self.ids and self.ids[index] else ()
        row = self.row_numbers[index] if self.row_numbers else index + 1
        return Finding(code, about, int(row), params)

    def findings(self, code: str, indices: Sequence[int], **params: str | float) -> list[Finding]:
        """
        Write findings of one code about many records.

        Parameters
        ----------
        code
            Code of the rule.
        indices
            Positions of the records.
        **params
            Values that the texts name, the same for all.

        Returns
        -------
        list of Finding
            Of each what `finding` gives.

        Examples
        --------
        >>> [found.row for found in Proposed([Record()] * 3, np.array([None] * 3)).findings("no-date", [0, 2])]
        [1, 3]
        """
        about: Iterable[tuple[str, ...]] = repeat(())
        if self.ids:
            about = [(self.ids[index],) if self.ids[index] else () for index in indices]
        rows = [int(self.row_numbers[index]) if self.row_numbers else index + 1 for index in indices]
        return [Finding(code, names, row, params.copy()) for names, row in zip(about, rows, strict=False)]


def in_order(findings: list[Finding]) -> list[Finding]:
    """
    Put findings in the order of the file, then of the codes, so that a list of faults can be followed line by line.

    Parameters
    ----------
    findings
        Findings in any order.

    Returns
    -------
    list of Finding
        The same findings.

    Examples
    --------
    >>> [f.code for f in in_order([Finding("b", row=2), Finding("z", row=1), Finding("a", row=2)])]
    ['z', 'a', 'b']
    """
    return sorted(findings, key=lambda found: (found.row or 0, found.code, found.about))
