"""Rings: one form for equal land, exact areas, bytes that read back, and the way to polygons and back."""

import struct

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.geometry.rings import areas, boxes, of_polygons, pack, pack_all, to_polygons, unpack

HOUSE = (
    "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 2 4, 4 4, 4 2, 2 2), (1 1, 1 2, 2 2, 1 1)), "
    "((0 0, -5 -9, 0 -9, 0 0)))"
)
SMALL = st.integers(-30, 30)


@st.composite
def lands(draw):
    """Valid land with holes and parts, out of boxes put together and taken away."""
    corners = st.tuples(SMALL, SMALL, st.integers(1, 20), st.integers(1, 20))
    boxes_of = st.lists(
        corners.map(lambda c: shapely.box(c[0], c[1], c[0] + c[2], c[1] + c[3])), min_size=1, max_size=5
    )
    land = shapely.union_all(draw(boxes_of)).difference(shapely.union_all(draw(boxes_of)))
    return shapely.MultiPolygon([part for part in shapely.get_parts(land) if part.area])


@st.composite
def redrawn(draw, land):
    """The same land with other starts, directions and orders."""
    parts = []
    for part in draw(st.permutations(list(land.geoms))):
        exterior, *holes = (draw(turned(ring.coords[:-1])) for ring in (part.exterior, *part.interiors))
        parts.append(shapely.Polygon(exterior, draw(st.permutations(holes))))
    return shapely.MultiPolygon(parts)


@st.composite
def turned(draw, ring):
    begin = draw(st.integers(0, len(ring) - 1))
    ring = ring[begin:] + ring[:begin]
    return ring[::-1] if draw(st.booleans()) else ring


@given(st.data(), lands())
def test_equal_land_gives_equal_bytes_however_it_was_drawn(data, land):
    assert pack(of_polygons([data.draw(redrawn(land))])) == pack(of_polygons([land]))


@given(st.lists(lands(), max_size=4))
def test_rings_read_back_from_bytes_and_from_polygons(several):
    rings = of_polygons(several)
    packed = pack_all(rings)
    for found in (unpack(packed), of_polygons(to_polygons(rings))):
        assert all((one == other).all() for one, other in zip(rings, found, strict=True))
    assert packed == [pack(of_polygons([land])) for land in several]
    assert shapely.equals(to_polygons(rings), np.array(several, dtype=object)).tolist() == [
        not land.is_empty for land in several
    ]


@given(lands())
def test_land_is_on_the_left_and_each_ring_starts_at_its_least_vertex(land):
    rings = of_polygons([land])
    for a, b in zip(rings.ring_start, rings.ring_start[1:], strict=False):
        ring = rings.xy[a:b].tolist()
        assert ring[0] == ring[-1] == min(ring)
        (x0, y0), (x1, y1) = ring[0], ring[1]
        left = shapely.Point((x0 + x1) / 2 - (y1 - y0) / 1e6, (y0 + y1) / 2 + (x1 - x0) / 1e6)
        assert land.contains(left)


@given(st.lists(lands(), max_size=4))
def test_areas_and_boxes_are_those_of_the_polygons(several):
    rings = of_polygons(several)
    assert areas(rings) == [round(land.area * 10) for land in several]
    assert boxes(rings).tolist() == [
        [0, 0, -1, -1] if land.is_empty else [int(bound) for bound in land.bounds] for land in several
    ]


def test_an_area_beyond_64_bits_is_exact():
    side = 10**11 + 1
    huge = shapely.box(-side, -side, side, side, ccw=False)
    yard = shapely.Polygon(huge.exterior, [shapely.box(0, 0, side - 2, side - 2).exterior])
    assert areas(of_polygons([huge, yard])) == [10 * 4 * side**2, 10 * (4 * side**2 - (side - 2) ** 2)]


def test_the_order_of_parts_and_holes():
    rings = of_polygons([shapely.from_wkt(HOUSE)])
    firsts = [rings.xy[start].tolist() for start in rings.ring_start[:-1]]
    assert firsts == [[-5, -9], [0, 0], [1, 1], [2, 2]]
    assert rings.owner_start.tolist() == [0, 4]


def test_the_bytes_are_little_endian_words():
    assert pack(of_polygons([shapely.box(0, 0, 2, 1)])) == struct.pack("<12q", 1, 5, 0, 0, 2, 0, 2, 1, 0, 1, 0, 0)


def test_only_one_shape_is_packed_at_a_time():
    with pytest.raises(ValueError, match="too many values"):
        pack(of_polygons([shapely.box(0, 0, 1, 1), shapely.box(0, 0, 1, 1)]))


def test_nothing_in_nothing_out():
    nothing = of_polygons([])
    assert [part.tolist() for part in nothing] == [[], [0], [0]]
    assert (areas(nothing), pack_all(nothing), to_polygons(nothing).tolist()) == ([], [], [])
    none = unpack([None, b"", pack(of_polygons([None]))])
    assert none.owner_start.tolist() == [0, 0, 0, 0]
    assert to_polygons(none).tolist() == [None, None, None]


def test_repeated_vertices_are_left_out():
    stuttering = shapely.Polygon([(0, 0), (0, 0), (2, 0), (2, 0), (2, 2), (0, 0), (0, 0)])
    assert of_polygons([stuttering]).xy.tolist() == [[0, 0], [2, 0], [2, 2], [0, 0]]
