"""A table: what every reader makes of a file, whatever its format."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from landrelease.checks.finding import Finding

Objects = NDArray[np.object_]
Column = list[Any]


class Table(NamedTuple):
    """
    The rows of one layer of one file, column by column, values as the file holds them.

    Attributes
    ----------
    name : str
        Name of the file, without its folder.
    sha256 : str
        Hash of the file's bytes; of all its parts where it has several.
    layer : str
        Layer or sheet; empty where the format knows none.
    columns : mapping
        Column name to its values, in the file's order [n]; None where a cell is empty.
    geometry : ndarray or None
        Shapely geometries or None [n], coordinates as entered, x before y; none where the file has no geometry at all.
    crs : str or None
        Reference system of `geometry`, declared or given.
    rows : sequence of int
        Number of each row, counted from 1 in the file's order [n].
    totals : frozenset of int
        Positions [0, n) of rows that sum up others; they are reported and never taken for records.
    ragged : dict
        Position [0, n) of a row to how many cells it has, where that is not one for each heading.
    unread : dict
        Position [0, n) of a row to a geometry that could not be read.
    closed : frozenset of int
        Positions [0, n) of rows with a ring that had to be closed.
    notes : tuple of Finding
        What the reader saw and a person should know.
    """

    name: str
    sha256: str
    layer: str
    columns: Mapping[str, Column]
    geometry: Objects | None
    crs: str | None
    rows: Sequence[int]
    totals: frozenset[int] = frozenset()
    ragged: Mapping[int, int] = {}
    unread: Mapping[int, str] = {}
    closed: frozenset[int] = frozenset()
    notes: tuple[Finding, ...] = ()
