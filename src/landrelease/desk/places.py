"""The books of a view apart by administrative area."""

import numpy as np

from landrelease.desk.answers import Past, books_of
from landrelease.desk.derive import near_boxes
from landrelease.geometry.geojson import geometry_of
from landrelease.geometry.prepare import prepare
from landrelease.geometry.rings import to_polygons, unpack
from landrelease.ledger.events import no_default
from landrelease.ledger.places import places_of, split
from landrelease.ledger.statement import Books
from landrelease.records.context import AdminArea
from landrelease.register.store import Store


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
    mapped = [n for n, seq in enumerate(seqs) if found.postings[seq][0].mapped]
    kept = {seq: body for seq, _, _, body in store.read("land", [seqs[n] for n in mapped])} | dict(fresh)
    rings = unpack([kept[seqs[n]] for n in mapped])
    place_of_entry = np.full(len(seqs), outside, np.int64)
    place_of_entry[mapped] = places_of(rings, polygons)
    crossed = np.flatnonzero(place_of_entry == -1)
    place = place_of_entry[books.row]
    if not len(crossed):
        return books._replace(place=place)
    rows = [found.postings[seq][0] for seq in seqs]
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
    keep = place != -1
    return books._replace(
        row=np.concatenate([books.row[keep], np.asarray(loaded, np.int64)[again.row]]),
        cell=np.concatenate([books.cell[keep], again.cell]),
        high=np.concatenate([books.high[keep], again.high]),
        low=np.concatenate([books.low[keep], again.low]),
        place=np.concatenate([place[keep], again.place]),
    )


_NO_RING = np.zeros(1, "<i8").tobytes()
"""A shape without any ring, as `geometry.rings` packs it."""
