"""Bringing the derived tables of a register up to date, wholly or where something changed, and checking them."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from landrelease.desk import layout
from landrelease.desk.derive import Changes, changed, entries_of, key_number, rows_of, whole
from landrelease.desk.frame import Frame, frame_of
from landrelease.desk.kept import GRID_PER_M, kept_from
from landrelease.desk.views import CHANGE_KINDS, LAND_KINDS, family_of, roots_of, store_view, whole_view
from landrelease.ledger.book import Progress, silent
from landrelease.ledger.entry import Entry
from landrelease.ledger.force import Version, View, named_by, state_of
from landrelease.records import format1
from landrelease.records.base import Record
from landrelease.records.kinds import kind_of
from landrelease.records.text import counted
from landrelease.register.batch import Batch
from landrelease.register.rows import Box, Row
from landrelease.register.store import Store

TABLES = ("state", "land", "posting", "parcel", "key")
WHOLE_FROM = 5_000
"""Records touched at once from which everything is folded anew rather than the neighbourhoods."""
UNREVIEWED = frozenset({"programme", "person", "decision", "attachment", "edition"})
"""Kinds that nobody decides on: what they say is their author's own act."""
_FRAME_KINDS = ("programme", "setting")
Found = list[tuple[int, Entry, Version]]


def frame_at(store: Store, view: View) -> Frame | None:
    """
    Read the programme and its settings in a view.

    Parameters
    ----------
    store
        An open store.
    view
        What is known.

    Returns
    -------
    Frame or None
        None in a register without a programme.
    """
    records = [(name, format1.decode(data)) for _, name, data in store.records(_FRAME_KINDS)]
    return frame_of(records, view)


def refresh(
    store: Store,
    batch: Batch,
    names: Iterable[str],
    progress: Progress = silent,
    *,
    frame: Frame | None = None,
    reports: Mapping[str, int] = MappingProxyType({}),
) -> None:
    """
    Make the derived tables true after some records were added, inside the batch that added them.

    Parameters
    ----------
    store
        The store of the batch.
    batch
        The open batch.
    names
        Ids of the new records.
    progress
        Told how far a large fold is.
    frame
        The programme before these records, where it was read in this batch already.
    reports
        Id to seq of those of the new records that are known to be only reports, see `is_report`; they are not looked
        up again.

    Raises
    ------
    LayoutError
        Where the derived rows that are there are in another layout.
    """
    layout.begin(store, batch)
    fresh = _weighed(store, batch, list(names), reports)
    if not fresh:
        return
    view = store_view(store)
    reached = _reached(view, fresh)
    if len(reached) > WHOLE_FROM or any(kind_of(record) in _FRAME_KINDS for record in reached.values()):
        rebuild(store, batch, progress)
        return
    _write_states(store, batch, view, reached)
    frame = frame or frame_at(store, view)
    roots = roots_of(view, fresh)
    if frame is None or not roots:
        return
    family = store.seq_of(name for root in sorted(roots) for name in family_of(view, root))
    found = [(family[entry.id], entry, version) for entry, version in entries_of(view, sorted(roots), frame)]
    if found or store.read("posting", family.values()):
        _apply(store, batch, changed(store, found, family.values(), frame))


def is_report(kind: str) -> bool:
    """
    Tell whether records of a kind change nothing before somebody decides on them.

    Parameters
    ----------
    kind
        Kind of a record.

    Returns
    -------
    bool
        False for changes, decisions, the frame of the programme, and what is its author's own act.

    Examples
    --------
    >>> is_report("hazard"), is_report("correction"), is_report("setting"), is_report("person")
    (True, False, False, False)
    """
    return kind not in {*CHANGE_KINDS, *_FRAME_KINDS, *UNREVIEWED}


def _weighed(store: Store, batch: Batch, names: Sequence[str], reports: Mapping[str, int]) -> list[str]:
    """Write the state of records that are merely proposed, which needs no reading of them; returns all others."""
    seqs = store.seq_of(name for name in names if name not in reports)
    kinds = {head.seq: head.kind for head in store.heads(seqs=seqs.values())}
    speak = {name for name in seqs if kinds[seqs[name]] in {*CHANGE_KINDS, *_FRAME_KINDS}}
    spoken_of = {link.target for link in store.links_to(name for name in names if name not in speak)}
    others = [name for name in seqs if name in spoken_of or name in speak]
    alone = {seq for name, seq in seqs.items() if kinds[seq] not in UNREVIEWED}.difference(seqs[n] for n in others)
    alone.update(seq for name, seq in reports.items() if name not in spoken_of)
    batch.put("state", [(seq, 0, b"proposed", b"") for seq in sorted(alone)])
    return others + [name for name in reports if name in spoken_of]


def _reached(view: View, names: Sequence[str]) -> dict[str, Record]:
    """Find the new records and all that they speak about, in turn."""
    todo, found = list(names), dict[str, Record]()
    while todo:
        name = todo.pop()
        record = view.record(name)
        if name not in found and record is not None:
            found[name] = record
            todo += named_by(record)
    return found


def _write_states(store: Store, batch: Batch, view: View, reached: dict[str, Record]) -> None:
    """Write the state of all records reached."""
    seqs = store.seq_of(reached)
    reviewed = sorted(name for name, record in reached.items() if kind_of(record) not in UNREVIEWED)
    batch.put("state", [_state_row(seqs[name], name, view) for name in reviewed])


def _state_row(seq: int, name: str, view: View) -> Row:
    return (seq, 0, state_of(view, name).encode(), b"")


def _apply(store: Store, batch: Batch, changes: Changes) -> None:
    """Write changes over the rows that are there."""
    if changes.gone:
        _forget(store, batch, sorted(changes.gone))
    for table, rows in rows_of(changes).items():
        if table == "parcel":
            there = {row[:2]: row for row in store.read(table, changes.faces)}
            batch.take_out(table, sorted(there.keys() - {row[:2] for row in rows}))
            batch.put(table, [row for row in rows if there.get(row[:2]) != row])
        else:
            batch.put(table, rows)
    batch.drop("key", sorted(-home for home in changes.faces if home not in changes.outlines))
    batch.put_boxes(_boxes(changes))


def _forget(store: Store, batch: Batch, gone: Sequence[int]) -> None:
    """Take out all rows of entries that no longer count, but their parcels."""
    stale_keys = {
        (key_number(key), seq) for seq, _, head, _ in store.read("posting", gone) for key in kept_from(head).entry.keys
    }
    remaining = [row for row in store.read("key", {number for number, _ in stale_keys}) if row[:2] not in stale_keys]
    batch.drop("key", {number for number, _ in stale_keys})
    batch.put("key", remaining)
    for table in ("land", "posting"):
        batch.drop(table, gone)
    batch.drop_boxes(gone)


def _put(batch: Batch, changes: Changes) -> None:
    for table, rows in rows_of(changes).items():
        batch.put(table, rows)
    batch.put_boxes(_boxes(changes))


def _boxes(changes: Changes) -> list[Box]:
    return [
        Box(seq, row.box[0] / GRID_PER_M, row.box[2] / GRID_PER_M, row.box[1] / GRID_PER_M, row.box[3] / GRID_PER_M)
        for seq, row in sorted(changes.kept.items())
        if row.box is not None and seq in changes.rings
    ]


def all_found(view: View, seqs: dict[str, int], frame: Frame) -> Found:
    """
    List everything in force in a view.

    Parameters
    ----------
    view
        What is known.
    seqs
        Id to seq of all records of land and of changes.
    frame
        The programme.

    Returns
    -------
    list of tuple
        Seq, entry and version.
    """
    roots = [name for name in seqs if name in roots_of(view, [name])]
    return [(seqs[entry.id], entry, version) for entry, version in entries_of(view, roots, frame)]


def rebuild(store: Store, batch: Batch, progress: Progress = silent) -> None:
    """
    Make all derived tables anew from the records.

    Parameters
    ----------
    store
        The store of the batch.
    batch
        The open batch.
    progress
        Told how far the fold is.
    """
    for table in (*TABLES, "box"):
        batch.clear(table)
    layout.write(batch)
    states, changes = computed(store, progress)
    batch.put("state", states)
    if changes is not None:
        _put(batch, changes)


def computed(store: Store, progress: Progress = silent) -> tuple[list[Row], Changes | None]:
    """
    Compute all derived rows from the records, without writing them.

    Parameters
    ----------
    store
        An open store.
    progress
        Told how far the fold is.

    Returns
    -------
    states : list of Row
        State of every record that is decided on.
    changes : Changes or None
        All other rows; None in a register without a programme.
    """
    view, seqs = whole_view(store)
    states = [_state_row(seqs[name], name, view) for name in seqs if not _is_decision(view, name)]
    others = [head for head in store.heads() if head.kind not in {*LAND_KINDS, *CHANGE_KINDS, *UNREVIEWED}]
    single = store_view(store)
    names = store.id_of(head.seq for head in others)
    states += [_state_row(head.seq, names[head.seq], single) for head in others]
    frame = frame_at(store, single)
    changes = whole(all_found(view, seqs, frame), frame, progress) if frame else None
    return sorted(states), changes


def _is_decision(view: View, name: str) -> bool:
    record = view.record(name)
    return record is not None and kind_of(record) in UNREVIEWED


def differences(store: Store, progress: Progress = silent) -> list[str]:
    """
    Compare every derived row with what a rebuild would write.

    Parameters
    ----------
    store
        An open store.
    progress
        Told how far the fold is.

    Returns
    -------
    list of str
        One sentence per table that differs, naming the first records; empty where all agree. Where the layout is
        another, only that: no row could be compared then.
    """
    wrong = layout.fault(store)
    if wrong:
        return [f"layout: {wrong}"]
    states, changes = computed(store, progress)
    should = {"state": states, **(rows_of(changes) if changes else {})}
    found = []
    for table in TABLES:
        there, wanted = set(store.read(table)) - {layout.NUMBER}, set(should.get(table, []))
        if there != wanted:
            seqs = sorted({row[0] for row in there ^ wanted})
            names = store.id_of(seqs[:3])
            shown = ", ".join(names.get(seq, "?")[:12] for seq in seqs[:3])
            said = counted("{count} record differs", "{count} records differ", len(seqs))
            found.append(f"derived table `{table}`: {said} from a rebuild ({shown})")
    return found + _box_differences(store, changes)


def _box_differences(store: Store, changes: Changes | None) -> list[str]:
    wanted = _boxes(changes) if changes else []
    rectangles = [(box.x0, box.y0, box.x1, box.y1) for box in wanted]
    lost = [box.seq for box, near in zip(wanted, store.near_many(rectangles), strict=True) if box.seq not in near]
    return [f"derived table `box`: {len(lost)} records are not found where they lie"] if lost else []
