"""Reading the ledger of a register: land, statement, story of a point, as of any day and as known at any time."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.desk.derive import Changes, changed, entries_of, whole
from landrelease.desk.errors import BadRequestError, NoProgrammeError
from landrelease.desk.frame import Frame
from landrelease.desk.kept import (
    GRID_PER_M,
    Kept,
    cells_from,
    columns_of_kept,
    face_from,
    kept_bytes,
    kept_from,
)
from landrelease.desk.upkeep import WHOLE_FROM, all_found, frame_at
from landrelease.desk.views import EVER, family_of, roots_of, store_view, whole_view
from landrelease.geometry.plane import Plane
from landrelease.geometry.rings import unpack
from landrelease.geometry.straight import polygons_in_degrees
from landrelease.ledger.entry import HIGHEST_OPEN
from landrelease.ledger.events import no_default
from landrelease.ledger.fold import amount
from landrelease.ledger.machine import CELLS, NOTES, SLOTS
from landrelease.ledger.parcels import parcel_id
from landrelease.ledger.statement import SLOT_NAMES, Books, Period
from landrelease.ledger.story import Step, covering, story
from landrelease.ledger.table import Parcels
from landrelease.ledger.unmapped import Item, Move, moves
from landrelease.records import codes, times
from landrelease.register.rows import Row
from landrelease.register.store import Store

Ints = npt.NDArray[np.int64]


class Past(NamedTuple):
    """
    The derived tables as they were known at some moment: those of now, with what has changed since put back.

    Attributes
    ----------
    frame : Frame
        The programme in that view.
    postings : dict
        Seq to entry and postings, as `kept` writes both.
    changes : Changes or None
        What differs from the tables of now; None where nothing does.
    """

    frame: Frame
    postings: dict[int, tuple[bytes, bytes]]
    changes: Changes | None

    def kept(self) -> dict[int, Kept]:
        """
        Read all entries.

        Returns
        -------
        dict
            Seq to entry, ascending.
        """
        return {seq: kept_from(head) for seq, (head, _) in sorted(self.postings.items())}


def past(store: Store, known_at: str = EVER) -> Past:
    """
    Read the postings of a view.

    Parameters
    ----------
    store
        An open store.
    known_at
        Moment of the view.

    Returns
    -------
    Past
        Only the neighbourhoods that changed since are folded again.

    Raises
    ------
    NoProgrammeError
        Where the register had no programme then.
    """
    frame, changes = since(store, known_at)
    rows = {seq: (head, body) for seq, _, head, body in store.read("posting")}
    now = Past(frame, rows, None)
    return now if changes is None else replaced(now, changes)


def replaced(found: Past, changes: Changes) -> Past:
    """
    See postings as they are once some rows are written.

    Parameters
    ----------
    found
        Postings of the derived tables of now.
    changes
        The rows.

    Returns
    -------
    Past
        With these rows in their place.
    """
    kept = {seq: row for seq, row in found.postings.items() if seq not in changes.gone}
    return Past(found.frame, kept | _written(changes), changes)


def since(store: Store, known_at: str) -> tuple[Frame, Changes | None]:
    """
    Find what has changed since a moment.

    Parameters
    ----------
    store
        An open store.
    known_at
        Moment of the view.

    Returns
    -------
    frame : Frame
        The programme in that view.
    changes : Changes or None
        What differs between the derived tables of that view and those of now; None where nothing does.

    Raises
    ------
    NoProgrammeError
        Where the register had no programme then.
    """
    view = store_view(store, known_at)
    frame = frame_at(store, view)
    if frame is None:
        raise NoProgrammeError(no_programme(store))
    later = [] if known_at >= EVER else store.heads(after=known_at)
    if not later:
        return frame, None
    if len(later) > WHOLE_FROM or frame != frame_at(store, store_view(store)):
        everything, seqs = whole_view(store, known_at)
        changes = whole(all_found(everything, seqs, frame), frame)
        gone = {seq for seq, _, _, _ in store.read("posting")} - changes.kept.keys()
        return frame, changes._replace(gone=gone, faces={seq: [] for seq in gone} | changes.faces)
    roots = sorted(roots_of(store_view(store), store.id_of(head.seq for head in later).values()))
    now = store_view(store)
    family = store.seq_of(name for root in roots for name in family_of(now, root))
    found = [(family[entry.id], entry, version) for entry, version in entries_of(view, roots, frame)]
    return frame, changed(store, found, family.values(), frame)


def _written(changes: Changes) -> dict[int, tuple[bytes, bytes]]:
    return {seq: (kept_bytes(row), changes.cells[seq]) for seq, row in changes.kept.items()}


def no_programme(store: Store) -> str:
    """
    Say that a register has no programme, and the way out.

    Parameters
    ----------
    store
        An open store.

    Returns
    -------
    str
        A sentence.
    """
    return (
        f"{store.address}: this register has no programme yet, so areas have no plane and days no time zone; "
        "make one with `landrelease init`, or import a first file"
    )


def books_of(found: Past) -> Books:
    """
    Open the books of a view.

    Parameters
    ----------
    found
        Postings of the view.

    Returns
    -------
    Books
        In the order of seq.
    """
    seqs = sorted(found.postings)
    columns = columns_of_kept([found.postings[seq][0] for seq in seqs])
    books = Books(columns, *cells_from([found.postings[seq][1] for seq in seqs]), [])
    return books._replace(moves=_unmapped(books, found.frame))


def _unmapped(books: Books, frame: Frame) -> list[Move]:
    """Fold the accounts without a polygon; only the records of their hazards take part."""
    facts, entry = books.columns
    unmapped = np.flatnonzero((facts["mapped"] == 0) & (facts["kind"] <= HIGHEST_OPEN))
    keys = {entry(n).keys[0] for n in unmapped.tolist()}
    if not keys:
        return []
    outside: dict[int, list[int]] = {}
    for at in np.flatnonzero((books.cell % CELLS == 0) & (books.cell < NOTES)).tolist():
        area = amount(books.high[at], books.low[at])
        outside.setdefault(int(books.row[at]), [0] * SLOTS)[int(books.cell[at]) // CELLS] = area
    named = [(n, entry(n)) for n in np.flatnonzero((facts["names"] > 0) & (facts["progress"] == 0)).tolist()]
    items = [
        Item(one, int(facts["day"][n]), bool(facts["mapped"][n]), tuple(outside.get(n, (0,) * SLOTS)))
        for n, one in named
        if not keys.isdisjoint(one.keys)
    ]
    return moves(items, frame.default_depth if frame.has_default_depth else no_default)


def day_of(text: str | None, fallback: int) -> int:
    """
    Read the last day that a date of a request means.

    Parameters
    ----------
    text
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
    fallback
        Day to use where none is given.

    Returns
    -------
    int
        Day number.

    Raises
    ------
    BadRequestError
        Where it is no date.

    Examples
    --------
    >>> day_of("2024-12", 0) == day_of("2024-12-31", 0), day_of(None, 7)
    (True, 7)
    """
    if text is None:
        return fallback
    try:
        return times.interval(text).last
    except ValueError as fault:
        raise BadRequestError(str(fault)) from None


def moment_of(text: str) -> dt.datetime:
    """
    Read the moment that a request means.

    Parameters
    ----------
    text
        Date, or date and time; a bare date means its end in UTC.

    Returns
    -------
    datetime.datetime
        Aware, UTC.

    Raises
    ------
    BadRequestError
        Where it is neither.

    Examples
    --------
    >>> moment_of("2024-12-31T12:00+01:00").isoformat()
    '2024-12-31T11:00:00+00:00'
    """
    try:
        return times.instant(text)
    except (ValueError, OverflowError):
        msg = f"{text!r} is no moment; write a date like 2024-12-31, or a date and time like 2024-12-31T12:00Z"
        raise BadRequestError(msg) from None


def stamp_of(claimed: str | None, now: dt.datetime) -> str:
    """
    Give the moment of recording that a record bears.

    Parameters
    ----------
    claimed
        An earlier moment that somebody claims; None for now.
    now
        The clock.

    Returns
    -------
    str
        As `times.stamp` writes it.

    Raises
    ------
    BadRequestError
        Where the claim is no moment, or one to come.

    Examples
    --------
    >>> stamp_of("2024", dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
    '2024-12-31T23:59:59.999Z'
    """
    moment = now if claimed is None else moment_of(claimed)
    if moment > now:
        msg = (
            f"{claimed!r} cannot be claimed as the moment of recording: a bare date means its end, and it is only "
            f"{times.stamp(now)}; give the earlier moment at which this was first written down, or none for now"
        )
        raise BadRequestError(msg)
    return times.stamp(moment)


def slot_of(name: str) -> int:
    """
    Find the slot of a class.

    Parameters
    ----------
    name
        ``mines``, ``cluster``, ``other`` or ``all``.

    Returns
    -------
    int
        0 to 3.

    Raises
    ------
    BadRequestError
        For any other word.

    Examples
    --------
    >>> slot_of("all"), slot_of("mines")
    (3, 0)
    """
    if name not in SLOT_NAMES:
        msg = f"{name!r} is no hazard class; there are {', '.join(SLOT_NAMES)}"
        raise BadRequestError(msg)
    return SLOT_NAMES.index(name)


def period_of(first: str | None, last: str | None, latest: int) -> Period:
    """
    Read the period of a statement.

    Parameters
    ----------
    first, last
        Dates, both inclusive; a missing first means from the beginning, a missing last up to now.
    latest
        Day that is now.

    Returns
    -------
    Period
        Day numbers.

    Raises
    ------
    BadRequestError
        Where a date cannot be read or the period ends before it begins.

    Examples
    --------
    >>> period_of("2024", "2024", 0).last - period_of("2024", "2024", 0).first
    365
    """
    try:
        begin = times.interval(first).first if first else 1
    except ValueError as fault:
        raise BadRequestError(str(fault)) from None
    end = day_of(last, latest)
    if end < begin:
        msg = f"the period ends on {iso(end)}, before it begins on {iso(begin)}"
        raise BadRequestError(msg)
    return Period(begin, end)


def iso(day: int) -> str:
    """
    Write a day number as a date.

    Parameters
    ----------
    day
        Day number, 1 = 0001-01-01.

    Returns
    -------
    str
        ISO date.

    Examples
    --------
    >>> iso(738000)
    '2021-07-29'
    """
    return dt.date.fromordinal(day).isoformat()


def parcels_of(store: Store, known_at: str, as_of: int | None, klass: str) -> Parcels:
    """
    Read the parcels of a view.

    Parameters
    ----------
    store
        An open store.
    known_at
        Moment of the view.
    as_of
        Day of the map; None for everything that is known.
    klass
        Hazard class, or ``all``.

    Returns
    -------
    Parcels
        Those that have a status in the class, ordered by home record and id.
    """
    slot = slot_of(klass)
    found = past(store, known_at)
    if as_of is not None and any(kept.day > as_of for kept in found.kept().values()):
        return _table(store, _folded_until(store, found, as_of), slot, found.frame.plane)
    rows = store.read("parcel") if found.changes is None else _parcel_rows(store, found.changes)
    return _table(store, rows, slot, found.frame.plane)


def parcels_near(store: Store, known_at: str, rectangle: tuple[float, float, float, float], klass: str) -> Parcels:
    """
    Read the parcels of a view that may lie in a rectangle.

    Parameters
    ----------
    store
        An open store.
    known_at
        Moment of the view.
    rectangle
        Least x, least y, greatest x, greatest y, metres of the programme's plane.
    klass
        Hazard class, or ``all``.

    Returns
    -------
    Parcels
        As `parcels_of`; of now only those whose home record is near, of the past all.
    """
    if known_at < EVER and store.heads(after=known_at):
        return parcels_of(store, known_at, None, klass)
    frame = frame_or_none(store)
    return _table(store, store.read("parcel", store.near(*rectangle)), slot_of(klass), frame.plane if frame else None)


def parcels_after(store: Store, changes: Changes, rectangle: tuple[float, float, float, float], klass: str) -> Parcels:
    """
    Read the parcels that may lie in a rectangle once some rows are written.

    Parameters
    ----------
    store
        An open store.
    changes
        The rows.
    rectangle
        Least x, least y, greatest x, greatest y, metres of the programme's plane.
    klass
        Hazard class, or ``all``.

    Returns
    -------
    Parcels
        As `parcels_near` would give them then; those that the rows bring may also lie elsewhere.
    """
    frame = frame_or_none(store)
    kept = [row for row in store.read("parcel", store.near(*rectangle)) if row[0] not in changes.faces]
    rows = [*kept, *(row for part in changes.faces.values() for row in part)]
    return _table(store, rows, slot_of(klass), frame.plane if frame else None)


def _parcel_rows(store: Store, changes: Changes) -> list[Row]:
    kept = [row for row in store.read("parcel") if row[0] not in changes.faces]
    return kept + [row for part in changes.faces.values() for row in part]


def _folded_until(store: Store, found: Past, as_of: int) -> list[Row]:
    """Draw the map of a past day: land whose history has not changed since is taken as it is kept."""
    from landrelease.desk.derive import drawn_until  # noqa: PLC0415 - only maps of the past

    return drawn_until(store, found.kept(), found.changes, found.frame, as_of)


def _table(store: Store, rows: Iterable[Row], slot: int, plane: Plane | None) -> Parcels:
    kept = [(home, no, face, rings) for home, no, head, rings in rows if (face := face_from(head)).status[slot]]
    named = {
        seq for home, _, face, _ in kept for seq in (home, face.record[slot], face.depth_record[slot], *face.history)
    }
    names = store.id_of(named - {0}) | {0: ""}
    kept.sort(key=lambda row: (names[row[0]], row[1]))
    faces, rings = [face for _, _, face, _ in kept], unpack([rings for _, _, _, rings in kept])
    return Parcels(
        klass=SLOT_NAMES[slot],
        id=np.array([parcel_id(no) for _, no, _, _ in kept], dtype=object),
        geometry=polygons_in_degrees(rings, plane) if plane else np.zeros(0, dtype=object),
        area_m2=np.array([face.area_m2 for face in faces], dtype=np.float64),
        status=np.array([codes.STATUSES[face.status[slot]] for face in faces], dtype=object),
        since=np.array([iso(face.since[slot]) for face in faces], dtype=object),
        record=np.array([names[face.record[slot]] for face in faces], dtype=object),
        depth_m=np.array([_metres(face.depth_um[slot]) for face in faces], dtype=np.float64),
        depth_record=np.array([names[face.depth_record[slot]] for face in faces], dtype=object),
        history=_objects([tuple(names[seq] for seq in face.history) for face in faces]),
    )


def _objects(values: Sequence[Any]) -> Any:  # noqa: ANN401 - an array of tuples
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def _metres(micrometres: int) -> float:
    return float("nan") if micrometres < 0 else micrometres / 1_000_000


def story_at(store: Store, known_at: str, as_of: int | None, lon: float, lat: float) -> list[Step]:
    """
    Tell the story of a point.

    Parameters
    ----------
    store
        An open store.
    known_at
        Moment of the view.
    as_of
        Last day of the story; None for all.
    lon, lat
        The point, degrees.

    Returns
    -------
    list of Step
        Oldest first; empty for land that no record covers.
    """
    now = known_at >= EVER
    frame = frame_at(store, store_view(store, known_at))
    if frame is None:
        raise NoProgrammeError(no_programme(store))
    if frame.plane is None:
        return []
    x, y = (int(value) for value in frame.plane.forward([[lon, lat]])[0])
    seqs = store.near(x / GRID_PER_M, y / GRID_PER_M, x / GRID_PER_M, y / GRID_PER_M)
    if now:
        rows = {seq: kept_from(head) for seq, _, head, _ in store.read("posting", seqs)}
        rings = {seq: body for seq, _, _, body in store.read("land", seqs)}
    else:
        found = past(store, known_at)
        rings = found.changes.rings if found.changes else {}
        rows = {s: row for s, row in found.kept().items() if _holds(row, x, y)}
        rings = {**{s: body for s, _, _, body in store.read("land", [s for s in rows if s not in rings])}, **rings}
    kept = [(seq, row) for seq, row in sorted(rows.items()) if row.folds and (as_of is None or row.day <= as_of)]
    inside = covering(unpack([rings[seq] for seq, _ in kept]), x, y)
    rows_in = [kept[n][1] for n in inside]
    return story([row.entry for row in rows_in], [row.day for row in rows_in], frame.default_depth)


def _holds(row: Kept, x: int, y: int) -> bool:
    return row.box is not None and row.box[0] <= x <= row.box[2] and row.box[1] <= y <= row.box[3]


def frame_or_none(store: Store) -> Frame | None:
    """
    Read the programme of now.

    Parameters
    ----------
    store
        An open store.

    Returns
    -------
    Frame or None
        None where there is none yet.
    """
    return frame_at(store, store_view(store))
