"""No land is hidden by being small."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from landrelease.ledger.versions import FOR_EVER
from landrelease.publish.spots import GRAVEST, Spots, shared, thinned

RANK = {status: rank for rank, status in enumerate(GRAVEST.tolist())}


@st.composite
def marks(draw: st.DrawFn) -> Spots:
    """Parcels with one place each and periods that follow each other."""
    rows = []
    for parcel in range(draw(st.integers(1, 12))):
        place = draw(st.tuples(st.floats(0, 4095), st.floats(0, 40)))
        days = sorted(draw(st.sets(st.integers(1, 12), min_size=1, max_size=4)))
        for first, end in zip(days, [*days[1:], draw(st.sampled_from((13, FOR_EVER)))], strict=True):
            rows.append((place, draw(st.integers(1, 5)), first, end, draw(st.integers(1, 9)), parcel, len(rows)))
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    return Spots(*columns)


def on(spots: Spots, day: int) -> list[tuple]:
    holds = (spots.first <= day) & (day < spots.end)
    return list(zip(spots.xy[holds].tolist(), spots.status[holds].tolist(), spots.area_m2[holds].tolist(), strict=True))


@given(spots=marks(), side=st.sampled_from((2, 8, 64, 512, 8192)))
def test_on_every_day_each_cell_shows_the_gravest_status_in_it(spots, side):
    found = shared(spots, side)
    for day in range(1, 15):
        wanted: dict[tuple, list[tuple]] = {}
        for (x, y), status, area in on(spots, day):
            wanted.setdefault((x // side, y // side), []).append((RANK[status], area))
        seen = {}
        for (x, y), status, area in on(found, day):
            assert (x // side, y // side) not in seen
            seen[x // side, y // side] = RANK[status], area
        assert {cell: rank for cell, (rank, _) in seen.items()} == {cell: min(of)[0] for cell, of in wanted.items()}
        for cell, (rank, area) in seen.items():
            assert area >= sum(of for at, of in wanted[cell] if at == rank)


@given(spots=marks(), most=st.integers(1, 6))
def test_there_are_no_more_than_wanted_or_the_tile_is_one_cell(spots, most):
    found = thinned(spots, most)
    assert len(found.status) <= most or len(np.unique(found.xy, axis=0)) == 1


def test_a_parcel_alone_keeps_its_name():
    one = Spots(np.array([[5.0, 5.0]]), *(np.array([n]) for n in (2, 10, 20, 7, 3, 4)))
    assert [column.tolist() for column in thinned(one, 10)] == [[[5.0, 5.0]], [2], [10], [20], [7], [3], [4]]
