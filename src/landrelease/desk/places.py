"""The books of a view apart by administrative area."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from landrelease.desk.answers import Past, books_of
from landrelease.desk.derive import near_boxes
from landrelease.geometry.geojson import geometry_of
from landrelease.geometry.prepare import prepare
from landrelease.geometry.rings import to_polygons, unpack
from landrelease.ledger.book import taken
from landrelease.ledger.events import no_default
from landrelease.ledger.fold import amount
from landrelease.ledger.machine import LIMB
from landrelease.ledger.places import places_of, split
from landrelease.ledger.statement import Books
from landrelease.records.context import AdminArea
from landrelease.register.store import Store

Ints = npt.NDArray[np.int64]
Objects = npt.NDArray[Any]
LOW_PART: Final = (1 << LIMB) - 1


def books_by_place(store: Store, found: Past, areas: list[AdminArea]) -> Books:
    """
    Open the books of a view with the administrative area of every posting.

    Parameters
    ----------
    store
        An open store.
    found
        Postings of the view.
    areas
        Areas of one boundary set.

    Returns
    -------
    Books
        `place` is a position in `areas`, or their number for land outside all.
    """
    books = books_of(found)
    seqs = sorted(found.postings)
    plane = found.frame.plane
    outside = len(areas)
    if plane is None or not seqs:
        return books._replace(place=np.full(len(books.row), outside, np.int64))
    drawn = prepare(geometry_of([area.shape for area in areas]), np.ones(len(areas), bool), plane)
    polygons = to_polygons(unpack([rings or _NO_RING for rings in drawn.rings]))
    fresh = found.changes.rings if found.changes else {}
    rows = list(found.kept().values())
    mapped = [n for n, row in enumerate(rows) if row.mapped]
    kept = {seq: body for seq, _, _, body in store.read("land", [seqs[n] for n in mapped])} | dict(fresh)
    rings = unpack([kept[seqs[n]] for n in mapped])
    place_of_entry = np.full(len(seqs), outside, np.int64)
    place_of_entry[mapped] = places_of(rings, polygons)
    crossed = np.flatnonzero(place_of_entry == -1)
    place = place_of_entry[books.row]
    if not len(crossed):
        return books._replace(place=place)
    folding = [n for n in mapped if rows[n].folds]
    near = near_boxes([rows[n].box for n in folding], [rows[n].box for n in crossed.tolist()])
    loaded = [folding[n] for n in near]
    position = {n: at for at, n in enumerate(loaded)}
    wanted = np.asarray([position[n] for n in crossed.tolist() if n in position], dtype=np.int64)
    depth = found.frame.default_depth if found.frame.has_default_depth else no_default
    again = split(
        [rows[n].entry for n in loaded],
        unpack([kept[seqs[n]] for n in loaded]),
        [rows[n].day for n in loaded],
        polygons,
        wanted,
        depth,
    )
    whole = _Postings(books.row, books.cell, books.high, books.low, place)
    cut = _Postings(np.asarray(loaded, np.int64)[again.row], again.cell, again.high, again.low, again.place)
    inside = shapely.point_on_surface(to_polygons(taken(rings, np.searchsorted(mapped, crossed))))
    homes = dict(zip(crossed.tolist(), _places_of_points(inside, polygons), strict=True))
    keep = place != -1
    parts = (whole.of(keep), *_exact(whole.of(~keep), cut, homes))
    row, cell, high, low, at = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return books._replace(row=row, cell=cell, high=high, low=low, place=at)


class _Postings(NamedTuple):
    row: Ints
    cell: Ints
    high: Ints
    low: Ints
    place: Ints

    def of(self, chosen: npt.NDArray[np.bool_]) -> "_Postings":
        return _Postings(*(column[chosen] for column in self))


def _areas_of(postings: _Postings) -> Iterator[tuple[tuple[int, int], int]]:
    """Entry and cell of each posting, and its area."""
    for row, cell, high, low in zip(*(column.tolist() for column in postings[:4]), strict=True):
        yield (row, cell), amount(high, low)


def _exact(whole: _Postings, cut: _Postings, homes: Mapping[int, int]) -> tuple[_Postings, _Postings]:
    """
    Make the parts of postings that a boundary cuts add up to them, to the last digit.

    What rounding leaves over goes to the largest part. A posting without parts (work going on, which does not fold, or
    an area below the rounding) stays whole where a point of its land lies.
    """
    rest: dict[tuple[int, int], int] = {}
    for key, area in _areas_of(whole):
        rest[key] = rest.get(key, 0) + area
    largest: dict[tuple[int, int], tuple[int, int]] = {}
    for at, (key, area) in enumerate(_areas_of(cut)):
        rest[key] = rest.get(key, 0) - area
        largest[key] = max(largest.get(key, (area, at)), (area, at))
    low = cut.low.copy()
    for key in largest:
        low[largest[key][1]] += rest.pop(key)
    lost = [(*key, area >> LIMB, area & LOW_PART, homes[key[0]]) for key, area in sorted(rest.items()) if area]
    return cut._replace(low=low), _Postings(*np.asarray(lost, np.int64).reshape(-1, len(_Postings._fields)).T)


def _places_of_points(points: Objects, polygons: Objects) -> list[int]:
    """Find the first area that holds each point; their number for a point in none."""
    found = np.full(len(points), len(polygons), np.int64)
    point, place = shapely.STRtree(polygons).query(points, predicate="intersects")
    np.minimum.at(found, point, place)
    return [int(place) for place in found]


_NO_RING = np.zeros(1, "<i8").tobytes()
"""A shape without any ring, as `geometry.rings` packs it."""
