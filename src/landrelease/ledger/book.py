"""The fold of a whole set of entries, or of the neighbourhood of a few: postings and, where wanted, parcels."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.geometry.overlay import Neighbours, arrange, boxes_of, neighbours
from landrelease.geometry.plane import Plane
from landrelease.geometry.rings import Rings
from landrelease.ledger.entry import Entry
from landrelease.ledger.events import DefaultDepth, Events, in_order, no_default
from landrelease.ledger.fold import postings
from landrelease.ledger.machine import BASE, DAY, WIDTH, E
from landrelease.ledger.parcels import Faces, draw

Ints = npt.NDArray[np.int64]
CHUNK_VERTICES = 150_000
Progress = Callable[[int, int], None]


class Fold(NamedTuple):
    """
    What a fold gives.

    Attributes
    ----------
    cells : ndarray of int64, shape (n, machine.WIDTH, 2)
        Postings and memos of each entry, in the order in which the entries were given.
    day : ndarray of int64, shape (n,)
        Day on which each entry folds.
    faces : list of Faces
        Parcels, one part per chunk of land; empty where no plane was given.
    """

    cells: Ints
    day: Ints
    faces: list[Faces]


def silent(_done: int, _all: int) -> None:
    """
    Tell nobody how far the work is.

    Parameters
    ----------
    _done, _all
        How much is done, of how much.

    Examples
    --------
    >>> silent(1, 2)
    """
    return


def fold(  # noqa: PLR0913 - the parts of one question
    entries: Sequence[Entry],
    rings: Rings,
    *,
    days: Sequence[int] | None = None,
    default_depth: DefaultDepth = no_default,
    plane: Plane | None = None,
    workers: int = 1,
    progress: Progress = silent,
) -> Fold:
    """
    Fold entries that have a shape.

    Parameters
    ----------
    entries
        Entries in force that move land, in any order.
    rings
        Their shapes, in the same order.
    days
        Day on which each folds; `events.fold_days` of these entries where it is not given.
    default_depth
        The programme's required depth by class and day.
    plane
        The programme's plane, where parcels are wanted as well.
    workers
        Threads to use; land that does not touch is folded apart.
    progress
        Told how many vertices of how many are done.

    Returns
    -------
    Fold
        The same for any order of the entries and any number of workers.

    Examples
    --------
    >>> nothing = Rings(np.zeros((0, 2), np.int64), np.zeros(1, np.int64), np.zeros(1, np.int64))
    >>> fold([], nothing).cells.shape
    (0, 29, 2)
    """
    order, events = in_order(entries, default_depth, days)
    ordered = taken(rings, np.asarray(order, dtype=np.int64))
    ranked = [entries[i] for i in order]
    box = boxes_of(ordered)
    near = neighbours(box)
    cells = np.zeros((len(order), WIDTH, 2), np.int64)
    faces: list[Faces] = []

    def work(members: Ints) -> tuple[Ints, Ints, Faces | None]:
        part = _part(members, ordered, near, events)
        pieces = arrange(part.rings, part.near, np.arange(len(members)))
        drawn = draw(pieces, part.events, [ranked[m] for m in members.tolist()], plane) if plane else None
        return members, postings(pieces, part.events), drawn

    done, total = 0, len(ordered.xy)
    for members, found, drawn in _mapped(work, list(_chunks(ordered, near)), workers):
        cells[members] = found
        faces += [drawn] if drawn else []
        done += int(np.diff(ordered.ring_start[ordered.owner_start])[members].sum())
        progress(done, total)
    back = np.zeros(len(order), np.int64)
    back[order] = np.arange(len(order))
    return Fold(cells[back], events.table.reshape(-1, E)[back, DAY] if len(order) else back, faces)


def _mapped(
    work: Callable[[Ints], tuple[Ints, Ints, Faces | None]], chunks: list[Ints], workers: int
) -> Iterator[tuple[Ints, Ints, Faces | None]]:
    if workers < 2 or len(chunks) < 2:  # noqa: PLR2004 - nothing to share out
        yield from map(work, chunks)
        return
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(work, chunks)


def taken(rings: Rings, order: Ints) -> Rings:
    """
    Take some shapes in a given order.

    Parameters
    ----------
    rings
        Shapes.
    order
        Which ones, by position.

    Returns
    -------
    Rings
        These shapes only.

    Examples
    --------
    >>> xy = np.arange(16).reshape(8, 2)
    >>> pair = Rings(xy, np.array([0, 4, 8]), np.array([0, 1, 2]))
    >>> taken(pair, np.array([1])).xy.tolist()
    [[8, 9], [10, 11], [12, 13], [14, 15]]
    """
    ring, owner_start = _gathered(rings.owner_start, order)
    vertex, ring_start = _gathered(rings.ring_start, ring)
    return Rings(rings.xy[vertex], ring_start, owner_start)


def _gathered(start: Ints, order: Ints) -> tuple[Ints, Ints]:
    """Positions of the parts that `order` names, one after the other, and where each part then begins."""
    lengths = (start[1:] - start[:-1])[order]
    ends = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    index = np.arange(ends[-1]) + np.repeat(start[:-1][order] - ends[:-1], lengths)
    return index, ends


class _Part(NamedTuple):
    rings: Rings
    near: Neighbours
    events: Events


def _part(members: Ints, rings: Rings, near: Neighbours, events: Events) -> _Part:
    """Cut a fold down to shapes that no other shape touches."""
    index, start = _gathered(near.start, members)
    local = np.searchsorted(members, near.other[index])
    table = events.table.reshape(-1, E)[members]
    table[:, BASE] = np.searchsorted(members, table[:, BASE])
    return _Part(taken(rings, members), Neighbours(start, local), Events(table.ravel(), events.names))


def _chunks(rings: Rings, near: Neighbours) -> Iterator[Ints]:
    """Share out the shapes so that touching ones stay together; ascending within each chunk."""
    count = len(rings.owner_start) - 1
    if count == 0:
        return
    group = components(near)
    vertices = np.bincount(group, np.diff(rings.ring_start[rings.owner_start]), minlength=group.max() + 1)
    chunk_of_group = (np.cumsum(vertices) - vertices).astype(np.int64) // CHUNK_VERTICES
    chunk = chunk_of_group[group]
    order = np.argsort(chunk, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(chunk[order])) + 1)


def components(near: Neighbours) -> Ints:
    """
    Find the groups of shapes that touch each other, directly or through others.

    Parameters
    ----------
    near
        Neighbours of each shape.

    Returns
    -------
    ndarray of int64
        Number of each shape's group, by the first shape in it.

    Examples
    --------
    >>> components(Neighbours(np.array([0, 1, 1, 2]), np.array([2, 0]))).tolist()
    [0, 1, 0]
    """
    count = len(near.start) - 1
    label = np.arange(count)
    mine = np.repeat(label, np.diff(near.start))
    while True:
        before = label.copy()
        np.minimum.at(label, mine, label[near.other])
        label = label[label]
        if (label == before).all():
            return np.unique(label, return_inverse=True)[1].ravel().astype(np.int64)
