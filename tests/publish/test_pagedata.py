"""The data inside the page are the land as it is, and nothing else."""

import json

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.publish.pagedata import FIELDS, Version, embedded, land_data, outlines

corners = st.tuples(st.floats(-179, 179), st.floats(-85, 85))


def decoded(rings, origin):
    """Read outlines as the page's script does: each step from the vertex before."""
    return [np.cumsum(np.array([origin, *zip(ring[::2], ring[1::2], strict=True)]), axis=0)[1:] for ring in rings]


@given(st.lists(st.tuples(corners, st.floats(0.001, 1)), min_size=1, max_size=5), corners)
def test_outlines_read_back_to_the_centimetre(squares, origin):
    holed = shapely.Polygon([(0, 0), (3, 0), (3, 3), (0, 3)], [[(1, 1), (2, 1), (2, 2)]])
    geometry = np.array([shapely.transform(holed, lambda xy, s=size, at=at: xy * s / 3 + at) for at, size in squares])
    start = [round(part * 1e7) for part in origin]
    for shape, rings in zip(geometry, outlines(geometry, start), strict=True):
        original = [np.array(ring.coords)[:-1] for ring in (shape.exterior, *shape.interiors)]
        found = decoded(rings, start)
        assert len(found) == len(original)
        assert all(np.abs(a - b * 1e7).max() <= 0.5 + 1e-6 for a, b in zip(found, original, strict=True))


def test_a_multipolygon_keeps_all_its_rings():
    two = shapely.MultiPolygon([shapely.box(0, 0, 1e-7, 1e-7), shapely.box(3e-7, 0, 4e-7, 1e-7)])
    assert outlines(np.array([two, shapely.box(0, 0, 1e-7, 1e-7)]), [0, 0]) == [
        [[1, 0, 0, 1, -1, 0, 0, -1], [4, 0, 0, 1, -1, 0, 0, -1]],
        [[1, 0, 0, 1, -1, 0, 0, -1]],
    ]


def test_a_parcel_of_several_days_is_kept_once(three):
    earlier = three._replace(**{name: getattr(three, name)[:2] for name in three._fields if name != "klass"})
    found = land_data([Version("2024-12-31", earlier), Version("2025-12-31", three)], {})
    assert found["parcels"]["id"] == ["p1", "p3", "p2"]
    assert found["versions"] == [
        {"as_of": "2024-12-31", "parcels": [0, 1]},
        {"as_of": "2025-12-31", "parcels": [0, 1, 1]},
    ]


def test_a_parcel_that_changed_is_kept_in_both_forms(three):
    changed = three._replace(status=three.status.copy())
    changed.status[0] = "suspected"
    found = land_data([Version("2024-12-31", changed), Version("2025-12-31", three)], {})
    assert found["parcels"]["id"].count("p3") == 2


def test_only_known_fields_of_named_records_reach_the_page(three):
    records = {
        "r-a": {"kind": "hazard", "date": "2020-01-31", "author": "p-secret", "remarks": "told by a farmer"},
        "r-x": {"kind": "hazard"},
    }
    found = land_data([Version("2025-12-31", three)], records)
    assert found["records"] == [
        ["r-a", "hazard", None, None, "2020-01-31", *[None] * 6],
        *[[name, *[None] * len(FIELDS)] for name in ("r-d", "r-c", "r-b")],
    ]
    assert [found["records"][row][0] for row in found["parcels"]["record"]] == ["r-a", "r-d", "r-c"]
    assert found["parcels"]["depth"] == [None, 0.2, None]


@given(
    st.recursive(
        st.text() | st.integers(-(2**53), 2**53), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_embedded_data_read_back_and_hold_no_markup(value):
    text = embedded(value)
    assert json.loads(text) == value
    assert not set(text) & set("<>&\u2028\u2029")


def test_no_land_is_no_data(no_land):
    found = land_data([Version("2025-12-31", no_land)], {})
    assert (found["origin"], found["parcels"]["rings"], found["versions"][0]["parcels"]) == ([0, 0], [], [])
