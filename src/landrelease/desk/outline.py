"""Outlines of parcels: what a map needs of each before it reads any ring, kept by the record that is their home.

They lie in the derived table `key`, under the negative seq of the home record, so that they are read without the rings.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.desk.kept import number_of
from landrelease.geometry.ragged import starts
from landrelease.geometry.rings import boxes
from landrelease.ledger.parcels import DAY_FROM, Faces
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


def outline_rows(faces: Faces, seq_of: Mapping[str, int]) -> list[Row]:
    """
    Write the outlines of parcels for keeping.

    Parameters
    ----------
    faces
        Drawn parcels, ordered by home.
    seq_of
        Seqs of all records that they name.

    Returns
    -------
    list of Row
        One for each home: its negative seq, 0, rows of `OUTLINE`, rows of `MOVE`.

    Examples
    --------
    Used through `derive.whole`.
    """
    counts = np.fromiter(map(len, faces.moves), np.int64, len(faces.moves))
    rows = np.empty(len(counts), OUTLINE)
    rows["no"] = [number_of(name) for name in faces.id]
    box = boxes(faces.rings)
    rows["box"][:, :2], rows["box"][:, 2:] = box[:, :2] // GRID_PER_DM, -(-box[:, 2:] // GRID_PER_DM)
    rows["area_m2"], rows["moves"] = faces.area_m2, counts
    moves = np.empty(counts.sum(), MOVE)
    told = np.array([move for of_face in faces.moves for move in of_face], np.int64)
    moves["day"], moves["after"] = told >> DAY_FROM, told & (1 << DAY_FROM) - 1
    moves["seq"] = [seq_of[name] for of_face in faces.history for name in of_face]
    home = np.array([seq_of[name] for name in faces.home], np.int64)
    cuts = np.append(np.flatnonzero(np.diff(home, prepend=0)), len(home))
    head, body, move_start = rows.tobytes(), moves.tobytes(), starts(counts)
    return [
        (
            -int(home[a]),
            0,
            head[a * OUTLINE.itemsize : b * OUTLINE.itemsize],
            body[move_start[a] * MOVE.itemsize : move_start[b] * MOVE.itemsize],
        )
        for a, b in pairwise(cuts.tolist())
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
