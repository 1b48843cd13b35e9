"""Preparing shapes: always valid on the grid, exact, the same whatever the drawing, never an exception."""

import json
import math

import numpy as np
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from landrelease.geometry import prepare as room
from landrelease.geometry.geojson import from_geojson
from landrelease.geometry.plane import NM_PER_GRID, Plane
from landrelease.geometry.prepare import NO_AREA, NO_GEOMETRY, NOT_FINITE, NOT_POLYGONAL, prepare, prepare_ring
from landrelease.geometry.repair import Readings
from landrelease.geometry.rings import to_polygons, unpack

PLANE = Plane(18, 44)
STEP = 40_000
AWAY = (3_000_000_000, -2_000_000_000)
CORNER = st.tuples(st.integers(0, 6), st.integers(0, 6))
RINGS = st.lists(CORNER, min_size=3, max_size=6)
SHAPES = st.lists(st.tuples(RINGS, st.lists(RINGS, max_size=2)), min_size=1, max_size=3)
BOW = "POLYGON ((18 44, 18.001 44, 18 44.001, 18.001 44.001, 18 44))"


def drawn(shape):
    """Longitude and latitude of a shape on a coarse lattice of the grid."""
    lattice = shapely.MultiPolygon([([*ring, ring[0]], [[*hole, hole[0]] for hole in holes]) for ring, holes in shape])
    return shapely.transform(lattice, lambda at: PLANE.inverse((at * STEP + AWAY).astype(np.int64) * NM_PER_GRID))


def turned(ring, start, *, back):
    ring = ring[start % len(ring) :] + ring[: start % len(ring)]
    return ring[::-1] if back else ring


@given(SHAPES)
def test_whatever_is_drawn_is_valid_and_exact_on_the_grid(shape):
    done = prepare([drawn(shape)] * 2, [True, False], PLANE)
    hazard, release = to_polygons(unpack(done.rings))
    assert [bool(fault) for fault in done.fault] == [hazard is None, release is None]
    assert done.larger_m2[0] == done.larger_m2[1] >= done.smaller_m2[0] == done.smaller_m2[1]
    for land, area, bbox in zip((hazard, release), done.area, done.bbox, strict=True):
        if land is not None:
            assert land.is_valid, shapely.is_valid_reason(land)
            assert area == round(land.area * 10)
            assert bbox.tolist() == list(land.bounds)
    assert done.area[0] / 1e9 == pytest.approx(done.larger_m2[0])
    assert done.area[1] / 1e9 == pytest.approx(done.smaller_m2[0])
    if release is not None:
        assert release.difference(hazard.buffer(1)).is_empty


@given(SHAPES, st.integers(0, 7), st.booleans(), st.randoms(use_true_random=False))
def test_the_same_shape_gives_the_same_bytes_however_it_was_drawn(shape, start, back, random):
    other = [
        (turned(ring, start, back=back), [turned(hole, start, back=not back) for hole in holes])
        for ring, holes in shape
    ]
    for _, holes in other:
        random.shuffle(holes)
    random.shuffle(other)
    one, two = (prepare([drawn(one)] * 2, [True, False], PLANE) for one in (shape, other))
    assert one.rings == two.rings
    assert (one.larger_m2.tolist(), one.smaller_m2.tolist()) == (two.larger_m2.tolist(), two.smaller_m2.tolist())


@given(RINGS, st.integers(0, 7), st.booleans())
@example(ring=[(0, 0), (3, 0), (3, 0), (3, 2)], start=1, back=True)
def test_a_ring_alone_is_prepared_as_among_others(ring, start, back):
    corners = turned(ring, start, back=back)
    shape = shapely.get_geometry(drawn([(corners, [])]), 0)
    others = [None, shapely.Point(18, 44)]
    among = prepare([shape, *others], [True] * 3, PLANE)
    alone = prepare_ring(shapely.get_coordinates(shape).tolist(), PLANE)
    assert (alone is None) == bool(among.invalid[0] or among.fault[0])
    if alone is None:
        return
    assert [(value.tolist() if isinstance(value, np.ndarray) else value) for value in alone] == [
        (value[:1].tolist() if isinstance(value, np.ndarray) else value[:1]) for value in among
    ]
    assert {value.dtype for value in alone if isinstance(value, np.ndarray)} == {
        value.dtype for value in among if isinstance(value, np.ndarray)
    }


@pytest.mark.parametrize("lost", [(18.0005, 91), (float("nan"), 44), (18.0005, float("inf"))])
def test_a_ring_alone_with_a_position_that_has_no_image_has_no_land(lost):
    with np.errstate(invalid="ignore"):
        shape = shapely.Polygon([(18, 44), (18.001, 44), lost, (18, 44.001)])
        assert prepare([shape], [True], PLANE).fault == [NOT_FINITE]
        assert prepare_ring(shapely.get_coordinates(shape).tolist(), PLANE) is None


@given(st.lists(SHAPES, min_size=2, max_size=2), st.booleans())
def test_shapes_are_prepared_alike_alone_and_together(several, larger):
    shapes = [drawn(shape) for shape in several]
    together = prepare(shapes, larger, PLANE)
    alone = [prepare([shape], [larger], PLANE) for shape in shapes]
    assert together.rings == [one.rings[0] for one in alone]
    assert together.area == [one.area[0] for one in alone]
    assert together.fault == [one.fault[0] for one in alone]
    assert together.bbox.tolist() == [one.bbox[0].tolist() for one in alone]
    assert together.invalid.tolist() == [one.invalid[0] for one in alone]


NO_LAND = {
    "nothing": (None, NO_GEOMETRY),
    "empty polygon": ("POLYGON EMPTY", NO_GEOMETRY),
    "empty parts": ("MULTIPOLYGON (EMPTY, EMPTY)", NO_GEOMETRY),
    "empty collection": ("GEOMETRYCOLLECTION EMPTY", NO_GEOMETRY),
    "point": ("POINT (18 44)", NOT_POLYGONAL),
    "line": ("LINESTRING (18 44, 19 44)", NOT_POLYGONAL),
    "closed line": ("LINESTRING (18 44, 19 44, 19 45, 18 44)", NOT_POLYGONAL),
    "points and lines": ("GEOMETRYCOLLECTION (POINT (18 44), MULTILINESTRING ((18 44, 19 44)))", NOT_POLYGONAL),
    "no number": ("POLYGON ((18 44, NaN 44, 18 45, 18 44))", NOT_FINITE),
    "beyond the pole": ("POLYGON ((18 89, 19 90.5, 20 89, 18 89))", NOT_FINITE),
    "one place": ("POLYGON ((18 44, 18 44, 18 44, 18 44))", NO_AREA),
    "less than the grid": ("POLYGON ((18 44, 18.0000000001 44, 18 44.0000000001, 18 44))", NO_AREA),
    "two places": ("POLYGON ((18 44, 18.1 44, 18 44, 18 44))", NO_AREA),
    "back and forth": ("POLYGON ((18 44, 18.1 44, 18.2 44, 18.1 44, 18 44))", NO_AREA),
}


@pytest.mark.parametrize(("text", "fault"), NO_LAND.values(), ids=NO_LAND)
def test_what_is_no_land_is_none_with_its_fault(text, fault):
    with np.errstate(invalid="ignore"):
        shape = shapely.from_wkt(text)
    done = prepare([shape, shapely.from_wkt(BOW), shape], [True, True, False], PLANE)
    assert done.rings[::2] == [None, None]
    assert done.area[::2] == [0, 0]
    assert done.bbox[::2].tolist() == [[0, 0, -1, -1]] * 2
    assert done.fault == [fault, "", fault]
    assert done.rings[1] == prepare([shapely.from_wkt(BOW)], larger=True, plane=PLANE).rings[0]
    assert done.smaller_m2[::2].tolist() == [0, 0]


def test_no_shapes_at_all():
    done = prepare([], [], PLANE)
    assert (done.rings, done.area, done.fault, done.bbox.shape, done.invalid.shape) == ([], [], [], (0, 4), (0,))


SQUARE = "((18 44, 18.001 44, 18.001 44.001, 18 44.001, 18 44))"
SAME_LAND = {
    "with heights": "POLYGON Z ((18 44 9, 18.001 44 9, 18.001 44.001 9, 18 44.001 9, 18 44 9))",
    "with measures": "POLYGON M ((18 44 1, 18.001 44 2, 18.001 44.001 3, 18 44.001 4, 18 44 1))",
    "heights that are no numbers": "POLYGON Z ((18 44 NaN, 18.001 44 NaN, 18.001 44.001 1, 18 44.001 1, 18 44 NaN))",
    "in a collection": f"GEOMETRYCOLLECTION (POINT (18 44), GEOMETRYCOLLECTION (POLYGON {SQUARE}))",
    "with an empty part": f"MULTIPOLYGON (EMPTY, {SQUARE})",
    "with a part below the grid": f"MULTIPOLYGON ({SQUARE}, ((19 44, 19.0000000001 44, 19 44.0000000001, 19 44)))",
    "with a hole below the grid": f"POLYGON ({SQUARE[1:-1]}, (18.0005 44.0005, 18.0005000001 44.0005, "
    "18.0005 44.0005000001, 18.0005 44.0005))",
    "stuttering": "POLYGON ((18 44, 18 44, 18.001 44, 18.001 44.001, 18.001 44.001, 18 44.001, 18 44))",
    "past a whole turn": "POLYGON ((378 44, 378.001 44, 378.001 44.001, 378 44.001, 378 44))",
}


@pytest.mark.parametrize("text", SAME_LAND.values(), ids=SAME_LAND)
def test_the_same_land_in_other_words(text):
    other, square = prepare(shapely.from_wkt([text, f"POLYGON {SQUARE}"]), larger=False, plane=PLANE).rings
    assert other == square


def test_land_across_the_antimeridian_is_whole_however_it_is_written():
    past = "POLYGON ((179.9 -17, 180.1 -17, 180.1 -16.9, 179.9 -16.9, 179.9 -17))"
    west, east = shapely.box(179.9, -17, 180, -16.9), shapely.box(-180, -17, -179.9, -16.9)
    shapes = [shapely.from_wkt(past), shapely.from_wkt(past.replace("180.1", "-179.9")), west.union(east)]
    plane = Plane.for_bounds(shapely.total_bounds(shapes))
    assert plane == Plane(180, -17)
    done = prepare(shapes, larger=True, plane=plane)
    assert done.rings[0] == done.rings[1]
    assert done.invalid.tolist() == [False, False, True]  # two parts that share an edge
    assert done.area[2] / done.area[0] == pytest.approx(1, abs=1e-5)  # the cut adds two vertices to straight edges
    assert done.larger_m2[2] == done.smaller_m2[2]


def test_an_invalid_shape_is_told_with_both_areas_and_read_by_its_kind():
    twins = shapely.from_wkt("MULTIPOLYGON (((0 0, 2 0, 2 2, 0 2, 0 0)), ((1 1, 3 1, 3 3, 1 3, 1 1)))")
    twins = shapely.transform(twins, lambda at: PLANE.inverse((at * 1e9).astype(np.int64)))
    done = prepare([twins, twins], [True, False], PLANE)
    assert done.invalid.tolist() == [True, True]
    assert done.larger_m2.tolist() == [7, 7]
    assert done.smaller_m2.tolist() == [6, 6]
    assert done.area == [7 * 10**9, 6 * 10**9]


def test_a_shape_that_cannot_be_read_has_no_land_and_stops_nothing(monkeypatch):
    nothing = np.array([shapely.MultiPolygon()])
    monkeypatch.setattr(room, "readings", lambda _: Readings(nothing, nothing))
    done = prepare(shapely.from_wkt([BOW, f"POLYGON {SQUARE}"]), larger=True, plane=PLANE)
    assert done.fault == [NO_AREA, ""]
    assert done.invalid.tolist() == [True, False]
    assert math.isclose(done.larger_m2[1], done.area[1] / 1e9)


@pytest.mark.real_data
def test_the_invalid_rings_of_the_bosnian_maps(data_dir):
    suspected, cleared = (
        [feature["geometry"] for feature in json.loads((data_dir / "bosnia_maps" / name).read_text())["features"]]
        for name in ("suspected.geojson", "cleared.geojson")
    )
    suspected, cleared = (
        from_geojson([json.dumps(one).encode() if one else None for one in them]) for them in (suspected, cleared)
    )
    plane = Plane.for_bounds(shapely.total_bounds(suspected))
    assert plane == Plane(17, 44)
    # Of a few the plane decides otherwise than degrees do, since there their long edges are straight.
    for shapes, larger, as_entered, on_grid in ((suspected, True, 337, 337), (cleared, False, 548, 546)):
        done = prepare(shapes, larger, plane)
        assert (~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)).sum() == as_entered
        assert done.invalid.sum() == on_grid
        assert done.fault.count(NO_GEOMETRY) == len(shapes) - len([one for one in done.rings if one])
        assert shapely.is_valid(to_polygons(unpack([one for one in done.rings if one]))).all()
