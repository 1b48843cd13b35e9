"""Outlines of parcels: what a map needs of each before it reads any ring, kept by the record that is their home.

They lie in the derived table `key`, under the negative seq of the home record, so that they are read without the rings.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.geometry.ragged import starts
from landrelease.ledger.machine import DAY_FROM
from landrelease.ledger.parcels import Faces
from landrelease.register.rows import Row

Ints = npt.NDArray[np.int64]
OUTLINE: Final = np.dtype([("no", "<i8"), ("box", "<i4", (4,)), ("area_m2", "<f8"), ("moves", "<u4")])
"""Per parcel its id as a number, its box (least x and y, greatest x and y) in decimetres rounded outwards, its area,
and how many moves it had."""
MOVE: Final = np.dtype([("day", "<i4"), ("after", "<u2"), ("seq", "<u4")])
"""Per move its day, the status of every slot from then on as in `ledger.parcels.Faces`, and the seq of the record that
made it."""
GRID_PER_DM: Final = 1_000


class Outlines(NamedTuple):
    """
    Outlines of many parcels.

    Attributes
    ----------
    home : ndarray of int64
        Seq of the record that is the home of each parcel.
    rows : structured ndarray
        Of `OUTLINE`.
    move_start : ndarray of int64
        Where the moves of each parcel begin, with their number at the end.
    moves : structured ndarray
        Of `MOVE`.
    """

    home: Ints
    rows: npt.NDArray[np.void]
    move_start: Ints
    moves: npt.NDArray[np.void]

    def take(self, chosen: Ints) -> "Outlines":
        """
        Take some parcels.

        Parameters
        ----------
        chosen
            Their positions.

        Returns
        -------
        Outlines
            These only, in that order.
        """
        counts = np.diff(self.move_start)[chosen]
        start = starts(counts)
        at = np.arange(start[-1]) + np.repeat(self.move_start[chosen] - start[:-1], counts)
        return Outlines(self.home[chosen], self.rows[chosen], start, self.moves[at])


def outline_rows(faces: Faces, seqs: Ints) -> list[Row]:
    """
    Write the outlines of parcels for keeping.

    Parameters
    ----------
    faces
        Drawn parcels, ordered by home.
    seqs
        As in `kept.face_rows`.

    Returns
    -------
    list of Row
        One for each home: its negative seq, 0, rows of `OUTLINE`, rows of `MOVE`.

    Examples
    --------
    Used through `derive.whole`.
    """
    begin = faces.past_start[faces.label]
    counts = faces.past_start[faces.label + 1] - begin
    start = starts(counts)
    rows, moves = np.empty(len(counts), OUTLINE), np.empty(start[-1], MOVE)
    rows["no"], rows["area_m2"], rows["moves"] = faces.no, faces.area_m2, counts
    rows["box"][:, :2], rows["box"][:, 2:] = faces.box[:, :2] // GRID_PER_DM, -(-faces.box[:, 2:] // GRID_PER_DM)
    at = np.arange(start[-1]) + np.repeat(begin - start[:-1], counts)
    past, moved = seqs[faces.at[faces.past]], faces.moved[at]
    moves["day"], moves["after"], moves["seq"] = moved >> DAY_FROM, moved & (1 << DAY_FROM) - 1, past[at]
    home = past[begin].tolist()
    cuts = [n for n in range(len(home)) if n == 0 or home[n] != home[n - 1]]
    head, body, move_start = rows.tobytes(), moves.tobytes(), start.tolist()
    return [
        (
            -home[a],
            0,
            head[a * OUTLINE.itemsize : b * OUTLINE.itemsize],
            body[move_start[a] * MOVE.itemsize : move_start[b] * MOVE.itemsize],
        )
        for a, b in pairwise([*cuts, len(home)])
    ]


def outlines_from(rows: Iterable[Row]) -> Outlines:
    """
    Read kept outlines.

    Parameters
    ----------
    rows
        What `outline_rows` gave, of any homes.

    Returns
    -------
    Outlines
        In the order of the rows.

    Examples
    --------
    >>> outlines_from([(-7, 0, np.zeros(2, OUTLINE).tobytes(), b"")]).home.tolist()
    [7, 7]
    """
    found = list(rows)
    table = np.frombuffer(b"".join(head for _, _, head, _ in found), OUTLINE)
    counts = np.fromiter((len(head) // OUTLINE.itemsize for _, _, head, _ in found), np.int64, len(found))
    home = np.repeat(np.fromiter((-seq for seq, _, _, _ in found), np.int64, len(found)), counts)
    moves = np.frombuffer(b"".join(body for _, _, _, body in found), MOVE)
    return Outlines(home, table, starts(table["moves"].astype(np.int64)), moves)
