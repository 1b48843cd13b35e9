"""Records that may say the same thing twice: the same id, the same shape, or nearly the same land and time."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import shapely

from landrelease.desk.answers import frame_or_none
from landrelease.desk.reading import Reading
from landrelease.desk.site import in_plane
from landrelease.desk.views import store_view
from landrelease.geometry.geojson import geometry_of
from landrelease.geometry.plane import Plane
from landrelease.ledger.force import View
from landrelease.records import times
from landrelease.records.base import Record
from landrelease.records.change import Correction
from landrelease.records.kinds import kind_of, replacement_of
from landrelease.register.rows import Head

DAYS: Final = 31
"""How far apart two reports of the same work may be dated, days."""
SHARE: Final = 0.8
"""Share of the land of both together from which it is nearly the same."""
MOST: Final = 500
"""Records that are compared at most."""


class Alike(NamedTuple):
    """
    A record that may say the same.

    Attributes
    ----------
    id : str
        Its id.
    how : str
        ``id``, ``shape`` or ``land``: what is the same.
    share : float
        Share of the land of both together that both cover; 1 for the same shape, 0 where only the id is the same.
    head : Head
        What is known of it at a glance.
    """

    id: str
    how: str
    share: float
    head: Head


def alike(register: Reading, name: str) -> list[Alike]:
    """
    Find the records that may say what a record says.

    Parameters
    ----------
    register
        An open register.
    name
        Whole id.

    Returns
    -------
    list of Alike
        The likest first; without the record itself, and without what it corrects.
    """
    view = store_view(register.store)
    record = view.record(name)
    own = _statement(record)
    if own is None or record is None:
        return []
    family = {name, *([record.corrects] if isinstance(record, Correction) else [])}
    frame = frame_or_none(register.store)
    heads = {head.seq: head for head in _candidates(register, own, frame.plane if frame else None)}
    names = register.store.id_of(heads)
    found = [
        one
        for seq, head in heads.items()
        if names[seq] not in family and (one := _compared(view, own, names[seq], head, frame.plane if frame else None))
    ]
    return sorted(found, key=lambda one: (-one.share, one.id))


def _statement(record: Record | None) -> Record | None:
    if not isinstance(record, Correction):
        return record
    try:
        return replacement_of(record)
    except ValueError:
        return None


def _candidates(register: Reading, own: Record, plane: Plane | None) -> Iterator[Head]:
    """Read the heads of records of its kind that bear its id, its day, or lie where it lies."""
    kind, store = kind_of(own), register.store
    yield from store.heads(
        seqs=[seq for seqs in store.by_source(kind, [own.id] if own.id else []).values() for seq in seqs]
    )
    shape = _shape(own)
    if shape is None:
        return
    same_day = [head for head in store.heads(kinds=(kind,)) if head.date == own.date]
    yield from same_day[:MOST]
    if plane is not None:
        near = store.near(*shapely.bounds(in_plane(shape, plane)).tolist())
        yield from (head for head in store.heads(seqs=near[:MOST]) if head.kind == kind)


def _compared(view: View, own: Record, name: str, head: Head, plane: Plane | None) -> Alike | None:
    other = _statement(view.record(name))
    if other is None:
        return None
    mine, theirs = _shape(own), _shape(other)
    if mine is not None and theirs is not None:
        if shapely.equals_exact(mine, theirs, normalize=True):
            return Alike(name, "shape", 1.0, head)
        share = _share(mine, theirs, plane) if _days_apart(own, other) <= DAYS else 0.0
        if share >= SHARE:
            return Alike(name, "land", share, head)
    return Alike(name, "id", 0.0, head) if own.id and own.id == other.id else None


def _shape(record: Record) -> shapely.Geometry | None:
    shape = getattr(record, "shape", None)
    found: shapely.Geometry | None = geometry_of([shape])[0] if shape else None
    return found


def _share(one: shapely.Geometry, other: shapely.Geometry, plane: Plane | None) -> float:
    """Share of the land of both together that both cover."""
    if plane is None or not shapely.intersects(shapely.envelope(one), shapely.envelope(other)):
        return 0.0
    a, b = (shapely.make_valid(in_plane(shape, plane)) for shape in (one, other))
    whole = shapely.area(shapely.union(a, b))
    return float(shapely.area(shapely.intersection(a, b)) / whole) if whole else 0.0


def _days_apart(one: Record, other: Record) -> int:
    spans = [times.interval(str(record.date)) for record in _dated((one, other))]
    both = len(spans) > 1
    return max(0, spans[0].first - spans[1].last, spans[1].first - spans[0].last) if both else DAYS + 1


def _dated(records: Iterable[Record]) -> list[Record]:
    return [record for record in records if record.date]
