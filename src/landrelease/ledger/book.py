"""The fold of a whole set of entries, or of the neighbourhood of a few: postings and, where wanted, parcels."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.geometry.compiled import Loop
from landrelease.geometry.neighbours import Neighbours, neighbours
from landrelease.geometry.overlay import arrange, boxes_of
from landrelease.geometry.rings import Rings
from landrelease.ledger.atonce import fold_at_once, ready
from landrelease.ledger.columns import Columns
from landrelease.ledger.covers import covers_of
from landrelease.ledger.events import DefaultDepth, Events, no_default, ordered
from landrelease.ledger.fold import Postings, postings
from landrelease.ledger.machine import BASE, E
from landrelease.ledger.parcels import Faces, draw, faces_of

Ints = npt.NDArray[np.int64]
CHUNK_VERTICES = 40_000
Progress = Callable[[int, int], None]
HandOn = Callable[[Faces], None]


class Fold(NamedTuple):
    """
    What a fold gives.

    Attributes
    ----------
    postings : Postings
        Postings and memos; `row` is the position of the entry as it was given.
    faces : list of Faces
        Parcels, one part per chunk of land; empty where none are wanted, or each part was handed on as it was drawn.
    """

    postings: Postings
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


def fold_columns(
    columns: Columns,
    rings: Rings,
    *,
    default_depth: DefaultDepth = no_default,
    map_too: bool = False,
    homes: Sequence[bool] | None = None,
    workers: int = 1,
    progress: Progress = silent,
    hand_on: HandOn | None = None,
) -> Fold:
    """
    Fold entries that have a shape.

    Parameters
    ----------
    columns
        Entries in force that move land, in any order.
    rings
        Their shapes, in the same order.
    default_depth
        The programme's required depth by class and day.
    map_too
        Whether parcels are wanted as well.
    homes
        Whether those are wanted whose home each entry is; all where nothing is said.
    workers
        Threads to use; land that does not touch is folded apart.
    progress
        Told how many vertices of how many are done.
    hand_on
        Takes the parcels of one chunk of land after the other, so that they need not be held together.

    Returns
    -------
    Fold
        The same for any order of the entries and any number of workers.

    Examples
    --------
    >>> from landrelease.ledger.columns import columns_of
    >>> nothing = Rings(np.zeros((0, 2), np.int64), np.zeros(1, np.int64), np.zeros(1, np.int64))
    >>> len(fold_columns(columns_of([], []), nothing).postings.row)
    0
    """
    order, events = ordered(columns, default_depth)
    wanted = np.ones(len(order), bool) if homes is None else np.asarray(homes, bool)[order]
    if map_too and ready(len(rings.xy)):
        small = fold_at_once(taken(rings, order), events, wanted.astype(np.int64))
        if small is not None:
            parcels = faces_of(small.loops, small.told, _names(columns, order), order)
            if hand_on:
                hand_on(parcels)
            progress(len(rings.xy), len(rings.xy))
            return Fold(_joined([_given(small.postings, order)]), [] if hand_on else [parcels])
    near = neighbours(boxes_of(rings)[order])
    vertices = np.diff(rings.ring_start[rings.owner_start])[order]

    def work(members: Ints) -> tuple[Ints, Postings, Faces | None]:
        at = order[members]
        shapes = taken(rings, at)
        part = _part(members, shapes, near, events) if len(members) < len(order) else _Part(shapes, near, events)
        pieces = arrange(part.rings, part.near, np.arange(len(members)))
        covers = covers_of(pieces)
        names = _names(columns, at) if map_too else []
        return (
            members,
            postings(covers, part.events),
            draw(pieces, covers, part.events, names, at, wanted[members]) if map_too else None,
        )

    found: list[Postings] = []
    faces: list[Faces] = []
    take = hand_on or faces.append
    done, total = 0, len(rings.xy)
    for members, part, drawn in _mapped(work, list(_chunks(vertices, near)), workers):
        found.append(_given(part, order[members]))
        if drawn:
            take(drawn)
        done += int(vertices[members].sum())
        progress(done, total)
    return Fold(_joined(found), faces)


def _names(columns: Columns, at: Ints) -> list[str]:
    return [columns.entry(n).id for n in at.tolist()]


def _joined(parts: Sequence[Postings]) -> Postings:
    """Put the postings of all chunks together, in the order of the entries."""
    none = np.zeros(0, np.int64)
    whole = Postings(*(np.concatenate(columns) for columns in zip(*parts, (none,) * 4, strict=True)))
    order = np.argsort(whole.row, kind="stable")
    return Postings(*(column[order] for column in whole))


def _given(part: Postings, at: Ints) -> Postings:
    """Give entries the numbers with which they came to the fold."""
    return part._replace(row=at[part.row])


def _mapped(
    work: Callable[[Ints], tuple[Ints, Postings, Faces | None]], chunks: list[Ints], workers: int
) -> Iterator[tuple[Ints, Postings, Faces | None]]:
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
    first, last = rings.owner_start[order], rings.owner_start[order + 1]
    count, vertices = int((last - first).sum()), int((rings.ring_start[last] - rings.ring_start[first]).sum())
    xy, owner_start = np.empty((vertices, 2), np.int64), np.zeros(len(order) + 1, np.int64)
    ring_start = np.zeros(count + 1, np.int64)
    TAKE(vertices, rings.xy.ravel(), *rings[1:], order, xy.reshape(-1), ring_start, owner_start)
    return Rings(xy, ring_start, owner_start)


def take(xy: Any, ring_start: Any, owner_start: Any, order: Any, to_xy: Any, to_ring: Any, to_owner: Any) -> None:
    """
    Copy shapes: the loop behind `taken`.

    Parameters
    ----------
    xy
        Vertices, x and y in turn.
    ring_start, owner_start
        As in `Rings`.
    order
        Which shapes, by position.
    to_xy, to_ring, to_owner
        Their vertices and offsets, 0 at first; set.

    Examples
    --------
    Used through `taken`.
    """
    vertices, rings = 0, 0
    for n in range(len(order)):
        for ring in range(owner_start[order[n]], owner_start[order[n] + 1]):
            for v in range(2 * ring_start[ring], 2 * ring_start[ring + 1]):
                to_xy[2 * vertices + v - 2 * ring_start[ring]] = xy[v]
            vertices += ring_start[ring + 1] - ring_start[ring]
            rings += 1
            to_ring[rings] = vertices
        to_owner[n + 1] = rings


TAKE = Loop(take, writes=3)


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


def _part(members: Ints, shapes: Rings, near: Neighbours, events: Events) -> _Part:
    """Cut a fold down to shapes that no other shape touches; `shapes` are those of the members."""
    index, start = _gathered(near.start, members)
    local = np.searchsorted(members, near.other[index])
    table = events.table.reshape(-1, E)[members]
    table[:, BASE] = np.searchsorted(members, table[:, BASE])
    return _Part(shapes, Neighbours(start, local), Events(table.ravel(), events.names))


def _chunks(vertices: Ints, near: Neighbours) -> Iterator[Ints]:
    """Share out the shapes so that touching ones stay together; ascending within each chunk."""
    if not len(vertices):
        return
    if vertices.sum() <= CHUNK_VERTICES:
        yield np.arange(len(vertices))
        return
    group = components(near)
    size = np.bincount(group, vertices, minlength=group.max() + 1)
    chunk_of_group = (np.cumsum(size) - size).astype(np.int64) // CHUNK_VERTICES
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
