"""Keeping the derived tables true: what a change of records changes in the books and on the map, and nothing else."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, Protocol

import numpy as np

from landrelease.desk.frame import Frame
from landrelease.desk.kept import (
    GRID_PER_M,
    Kept,
    cells_bytes,
    face_rows,
    facts_of,
    kept_bytes,
    kept_from,
    own_area_bytes,
)
from landrelease.desk.outline import outline_rows
from landrelease.geometry.geojson import geometry_of, ring_of
from landrelease.geometry.prepare import prepare, prepare_ring
from landrelease.geometry.rings import unpack
from landrelease.ledger.book import Progress, fold_columns, silent
from landrelease.ledger.columns import columns_from, facts_bytes
from landrelease.ledger.entry import Entry, entry_of
from landrelease.ledger.events import fold_days, no_default
from landrelease.ledger.force import Version, View, versions_of
from landrelease.ledger.parcels import Faces
from landrelease.records.land import Hazard, Release
from landrelease.register.rows import Row

WORKERS = 2


class Reader(Protocol):
    """What is read of the derived tables: a store, or a store seen as it was."""

    def read(self, table: str, seqs: Iterable[int] | None = None) -> list[Row]:
        """As `register.store.Store.read`."""
        ...

    def near_many(self, rectangles: Sequence[tuple[float, float, float, float]]) -> list[list[int]]:
        """As `register.store.Store.near_many`."""
        ...


class Changes(NamedTuple):
    """
    What must be written so that the derived tables are true again.

    Attributes
    ----------
    gone : set of int
        Entries that no longer count.
    kept : dict
        Seq to entry, of all entries whose row is written: the new ones, and those whose postings may differ.
    rings : dict
        Seq to packed rings of entries that are new.
    cells : dict
        Seq to their postings.
    faces : dict
        Home seq to the rows of its parcels, also where none is left.
    outlines : dict
        Home seq to the row of their outlines, see `outline`; none where no parcel is left.
    heads : dict
        Seq to the bytes of `kept` entries, of those that are kept as they were.
    """

    gone: set[int]
    kept: dict[int, Kept]
    rings: dict[int, bytes]
    cells: dict[int, bytes]
    faces: dict[int, list[Row]]
    outlines: dict[int, Row]
    heads: Mapping[int, bytes] = MappingProxyType({})


def key_number(key: str) -> int:
    """
    Turn a claim key into a number for the derived table of keys.

    Parameters
    ----------
    key
        The key.

    Returns
    -------
    int
        63 bits of its hash; two keys of one number are told apart by their entries.

    Examples
    --------
    >>> key_number("H-1") == key_number("H-1"), key_number("H-1") > 0
    (True, True)
    """
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") >> 1


def entries_of(view: View, roots: Iterable[str], frame: Frame) -> Iterator[tuple[Entry, Version]]:
    """
    List the entries in force of some records.

    Parameters
    ----------
    view
        What is known.
    roots
        Ids of hazards and releases as first written.
    frame
        The programme.

    Yields
    ------
    tuple
        Entry, and the version it was read from.
    """
    for root in roots:
        for version in versions_of(view, root):
            entry = entry_of(version.id, version.statement, frame.programme.classes, version.root, version.versions)
            if entry is not None:
                yield entry, version


class _Incoming(NamedTuple):
    kept: dict[int, Kept]
    rings: dict[int, bytes]
    area: dict[int, int]


def _prepared(found: Sequence[tuple[int, Entry, Version]], frame: Frame) -> _Incoming:
    """Project and repair the shapes of new entries."""
    plane = frame.plane
    kept = {seq: Kept(entry, entry.last if entry.is_hazard else entry.first) for seq, entry, _ in found}
    if plane is None or not found:
        return _Incoming(kept, {}, {})
    shapes = [v.statement.shape if isinstance(v.statement, Hazard | Release) else None for _, _, v in found]
    ring = ring_of(shapes[0]) if len(shapes) == 1 else None
    ready = prepare_ring(ring, plane) if ring else None
    if ready is None:
        ready = prepare(geometry_of(shapes), np.array([entry.is_hazard for _, entry, _ in found]), plane)
    rings, area = {}, {}
    for n, (seq, _, _) in enumerate(found):
        packed = ready.rings[n]
        if packed is not None:
            rings[seq], area[seq] = packed, ready.area[n]
            box = tuple(int(value) for value in ready.bbox[n])
            kept[seq] = Kept(kept[seq].entry, kept[seq].day, box)  # type: ignore[arg-type]
    return _Incoming(kept, rings, area)


def whole(found: Sequence[tuple[int, Entry, Version]], frame: Frame, progress: Progress = silent) -> Changes:
    """
    Compute all derived rows of a view from its records.

    Parameters
    ----------
    found
        Seq, entry and version of everything in force.
    frame
        The programme.
    progress
        Told how far the fold is.

    Returns
    -------
    Changes
        Every row there is.

    Examples
    --------
    >>> from landrelease.records.context import Programme
    >>> whole([], Frame(Programme())).cells
    {}
    """
    incoming = _prepared(found, frame)
    days = fold_days([kept.entry for kept in incoming.kept.values()])
    kept = {seq: Kept(k.entry, day, k.box) for (seq, k), day in zip(incoming.kept.items(), days, strict=True)}
    cells = dict.fromkeys(kept, b"") | _own_areas(kept, incoming.area)
    changes = Changes(set(), kept, incoming.rings, cells, {}, {})
    targets = [seq for seq, row in kept.items() if row.folds]
    return _folded(changes, kept, incoming.rings, targets, frame, progress)


def _own_areas(kept: Mapping[int, Kept], area: Mapping[int, int]) -> dict[int, bytes]:
    return {seq: own_area_bytes(area[seq]) for seq, row in kept.items() if row.mapped and row.entry.progress}


def _folded(
    changes: Changes,
    kept: Mapping[int, Kept],
    rings: Mapping[int, bytes],
    targets: Sequence[int],
    frame: Frame,
    progress: Progress = silent,
) -> Changes:
    """Fold the given entries and take over the rows of the targets."""
    seqs = [seq for seq, row in kept.items() if row.folds]
    changes.faces.update({seq: [] for seq in targets})
    given = np.array([*seqs, 0], np.int64)

    def hand_on(faces: Faces) -> None:
        for row in face_rows(faces, given):
            changes.faces[row[0]].append(row)
        changes.outlines.update((-row[0], row) for row in outline_rows(faces, given))

    facts = [
        facts_of(changes.heads[seq]) if seq in changes.heads else facts_bytes(kept[seq].entry, kept[seq].day)
        for seq in seqs
    ]
    result = fold_columns(
        columns_from(facts, lambda n: kept[seqs[n]].entry),
        unpack([rings[seq] for seq in seqs]),
        default_depth=frame.default_depth if frame.has_default_depth else no_default,
        map_too=True,
        homes=[seq in changes.faces for seq in seqs],
        workers=WORKERS,
        progress=progress,
        hand_on=hand_on,
    )
    cells = dict(zip(seqs, cells_bytes(result.postings, len(seqs)), strict=True))
    changes.cells.update({seq: cells[seq] for seq in targets})
    return changes


def changed(
    reader: Reader, found: Sequence[tuple[int, Entry, Version]], family: Iterable[int], frame: Frame
) -> Changes:
    """
    Compute what changes when the standing of some records changes.

    Parameters
    ----------
    reader
        Derived tables as they are.
    found
        Seq, entry and version of what is in force now of the records concerned.
    family
        Seqs of all these records and their corrections, in force or not.
    frame
        The programme.

    Returns
    -------
    Changes
        Rows to drop and to write; the same rows that a rebuild would make.

    Notes
    -----
    Postings and parcels of an entry depend only on the entries whose boxes meet its own. So the entries near what
    changed are folded again, each among all of its own neighbours, and nothing else is touched.
    """
    known = _Known(reader)
    old = known.of(family)
    incoming = _prepared(found, frame)
    gone = set(old) - set(incoming.kept)
    kept = _with_days(reader, known, incoming.kept, [*old.values(), *incoming.kept.values()], gone)
    moved = {seq: row for seq, row in kept.items() if seq not in old or old[seq] != row}
    boxes = [row.box for row in (*moved.values(), *old.values()) if row.box]
    near = _near(reader, boxes) - gone
    loaded_targets = {seq: row for seq, row in known.of(near - set(kept)).items() if row.folds}
    targets = {seq: row for seq, row in {**loaded_targets, **kept}.items() if row.folds}
    around = _near(reader, [row.box for row in targets.values() if row.box]) - gone
    everything = {**known.of(around - set(kept) - set(loaded_targets)), **loaded_targets, **kept}
    rings = {seq: body for seq, _, _, body in reader.read("land", [s for s in everything if s not in incoming.rings])}
    cells = {seq: b"" for seq, row in kept.items() if not row.folds} | _own_areas(incoming.kept, incoming.area)
    faces: dict[int, list[Row]] = {seq: [] for seq in gone}
    heads = {seq: head for seq, head in known.heads.items() if seq not in kept}
    changes = Changes(gone, {**loaded_targets, **kept}, incoming.rings, cells, faces, {}, heads)
    return _folded(changes, everything, rings | incoming.rings, list(targets), frame)


def _near(reader: Reader, boxes: Sequence[tuple[int, int, int, int]]) -> set[int]:
    metres = [(x0 / GRID_PER_M, y0 / GRID_PER_M, x1 / GRID_PER_M, y1 / GRID_PER_M) for x0, y0, x1, y1 in boxes]
    return {seq for row in reader.near_many(metres) for seq in row}


class _Known:
    """Entries as they are kept, each read once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._read: set[int] = set()
        self._kept: dict[int, Kept] = {}
        self.heads: dict[int, bytes] = {}
        """Their bytes."""

    def of(self, seqs: Iterable[int]) -> dict[int, Kept]:
        """
        Give some of them.

        Parameters
        ----------
        seqs
            Their seqs.

        Returns
        -------
        dict
            Seq to entry, of those that are kept.
        """
        wanted = sorted(seqs)
        unread = [seq for seq in wanted if seq not in self._read]
        self._read.update(unread)
        for seq, _, head, _ in self._reader.read("posting", unread):
            self._kept[seq], self.heads[seq] = kept_from(head), head
        return {seq: self._kept[seq] for seq in wanted if seq in self._kept}


def _with_days(
    reader: Reader, known: _Known, incoming: Mapping[int, Kept], touched: Sequence[Kept], gone: set[int]
) -> dict[int, Kept]:
    """Add the entries whose day may have moved: releases of imprecise date, or that name a hazard of imprecise date."""
    keys = {key for row in touched for key in row.entry.keys}
    alike = {row[1] for row in reader.read("key", sorted({key_number(key) for key in keys}))}
    group = {**known.of(alike - gone - set(incoming)), **incoming}
    named = {key for row in group.values() for key in row.entry.keys} - keys
    if named and any(row.entry.first != row.entry.last for row in group.values()):
        more = {row[1] for row in reader.read("key", sorted({key_number(key) for key in named}))}
        context = {**known.of(more - gone - set(group)), **group}
    else:
        context = group
    days = dict(zip(context, fold_days([row.entry for row in context.values()]), strict=True))
    fresh = {seq: Kept(row.entry, days[seq], row.box) for seq, row in group.items()}
    return {seq: row for seq, row in fresh.items() if seq in incoming or row != group[seq]}


def near_boxes(
    boxes: Sequence[tuple[int, int, int, int] | None], around: Sequence[tuple[int, int, int, int] | None]
) -> list[int]:
    """
    Find the boxes that meet any of some others.

    Parameters
    ----------
    boxes
        Boxes to choose from, grid units.
    around
        The others.

    Returns
    -------
    list of int
        Positions in `boxes`, ascending.

    Examples
    --------
    >>> near_boxes([(0, 0, 2, 2), (5, 5, 6, 6)], [(1, 1, 3, 3)])
    [0]
    """
    import shapely  # noqa: PLC0415 - one look

    tree = shapely.STRtree(shapely.box(*np.asarray(boxes, dtype=float).T))
    return sorted(set(tree.query(shapely.box(*np.asarray(around, dtype=float).T))[1].tolist()))


def rows_of(changes: Changes) -> dict[str, list[Row]]:
    """
    Lay out changes as rows of the derived tables.

    Parameters
    ----------
    changes
        What a fold gave.

    Returns
    -------
    dict
        Table to rows.
    """
    keys = [(key_number(key), seq, b"", b"") for seq, row in changes.kept.items() for key in row.entry.keys]
    return {
        "land": [(seq, 0, b"", body) for seq, body in sorted(changes.rings.items())],
        "posting": [
            (seq, 0, changes.heads.get(seq) or kept_bytes(row), changes.cells[seq])
            for seq, row in sorted(changes.kept.items())
        ],
        "parcel": [row for _, rows in sorted(changes.faces.items()) for row in rows],
        "key": sorted({*keys, *changes.outlines.values()}),
    }


def drawn_until(
    reader: Reader, postings: Mapping[int, Kept], known: Changes | None, frame: Frame, as_of: int
) -> list[Row]:
    """
    Draw the map of a past day.

    Parameters
    ----------
    reader
        Derived tables of now.
    postings
        Entries of the view.
    known
        What differs between the view and now.
    frame
        The programme.
    as_of
        The day.

    Returns
    -------
    list of Row
        Rows of parcels.

    Notes
    -----
    Entries fold in the order of their days, so the map of a day is that of the entries up to it.
    """
    kept = {seq: row for seq, row in postings.items() if row.folds and row.day <= as_of}
    fresh = known.rings if known else {}
    rings = {seq: body for seq, _, _, body in reader.read("land", [seq for seq in kept if seq not in fresh])} | dict(
        fresh
    )
    changes = _folded(Changes(set(), kept, {}, {}, {}, {}), kept, rings, list(kept), frame)
    return [row for rows in changes.faces.values() for row in rows]
