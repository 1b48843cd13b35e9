"""Splitting and merging: the new tasks hold exactly the land of the old ones."""

import msgspec
import pytest
import shapely

from landrelease.geometry.plane import Plane
from landrelease.programme.division import check, differing, drawn, is_division, land_of
from landrelease.programme.roll import Fact, Held
from landrelease.records.shape import Shape
from landrelease.records.tasking import Order, Task

PLANE = Plane(18.0, 44.0)


def land(wkt):
    """Land drawn in units of 0.001 degree east of 18 and north of 44: some 80 m and 111 m."""
    placed = shapely.transform(shapely.from_wkt(wkt), lambda xy: xy * 0.001 + (18.0, 44.0))
    return Shape(wgs84=msgspec.Raw(shapely.to_geojson(placed).encode()))


def box(west, east, south=0, north=2):
    return f"POLYGON (({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))"


def task(name, wkt=None, *parents, **more):
    return Fact(name, Task(id=name, shape=wkt and land(wkt), parents=parents, **more))


def said(action, into, *tasks, of="T", facts=(), plane=PLANE):
    """What speaks against an order, as codes with what they say."""
    order = Fact("o", Order(task=of, action=action, into=into))
    found = check(order, Held([*tasks, *facts]), plane)
    return [(one.code, *sorted(one.params.items())) for one in found]


WHOLE = task("T", box(0, 4))
HALVES = task("A", box(0, 2), "T"), task("B", box(2, 4), "T")


def test_land_divided_along_an_edge_is_conserved():
    assert said("split", ("A", "B"), WHOLE, *HALVES) == []
    assert said("split", (" B", "A "), WHOLE, *HALVES) == []


@pytest.mark.parametrize(
    ("second", "apart", "overlap"),
    [
        pytest.param(box(2, 3.9), "1782.4", "0.0", id="a gap"),
        pytest.param(box(2, 4.1), "1782.4", "0.0", id="land of others"),
        pytest.param(box(1.9, 4), "0.6", "1782.3", id="an overlap"),
        pytest.param(box(2.1, 4.1), "3564.7", "0.0", id="as much, elsewhere"),
        pytest.param(box(10, 12), "71293.9", "0.0", id="quite elsewhere"),
    ],
)
def test_land_lost_or_held_twice_is_named_in_square_metres(second, apart, overlap):
    found = said("split", ("A", "B"), WHOLE, HALVES[0], task("B", second, "T"))
    assert found == [("area-not-conserved", ("apart", apart), ("overlap", overlap))]


def test_corners_off_by_less_than_a_millimetre_are_the_same_corner():
    tenth_mm, two_cm = 0.0000012, 0.00025
    assert said("split", ("A", "B"), WHOLE, HALVES[0], task("B", box(2 + tenth_mm, 4), "T")) == []
    [found] = said("split", ("A", "B"), WHOLE, HALVES[0], task("B", box(2 + two_cm, 4), "T"))
    assert found[0] == "area-not-conserved"


def test_a_corner_on_the_edge_of_another_may_be_straight_in_degrees_or_in_the_plane():
    long = task("T", box(0, 40, 0, 10))
    cut = task("A", box(0, 17, 0, 10), "T"), task("B", box(17, 40, 0, 10), "T")
    assert said("split", ("A", "B"), long, *cut) == []
    whole = drawn(shapely.from_geojson(bytes(long.record.shape.wgs84)), PLANE)
    west, south, east, north = whole.bounds
    middle = (west + east) / 2
    halves = [
        shapely.intersection(whole, shapely.box(*sides))
        for sides in ((west, south, middle, north), (middle, south, east, north))
    ]
    in_plane = [
        Fact(
            name, Task(id=name, parents=("T",), shape=Shape(wgs84=msgspec.Raw(shapely.to_geojson(back(half)).encode())))
        )
        for name, half in zip("AB", halves, strict=True)
    ]
    assert said("split", ("A", "B"), long, *in_plane) == []


def back(geometry):
    from landrelease.geometry.plane import NM_PER_M  # noqa: PLC0415 - here alone

    return shapely.transform(geometry, lambda xy: PLANE.inverse(xy * NM_PER_M))


def test_a_task_of_two_parts_and_one_with_a_hole_are_land_like_any_other():
    hole = "POLYGON ((0 0, 4 0, 4 2, 0 2, 0 0), (1 0.5, 1 1.5, 2 1.5, 2 0.5, 1 0.5))"
    filling = task("B", box(1, 2, 0.5, 1.5), "T")
    assert said("split", ("A", "B"), WHOLE, task("A", hole, "T"), filling) == []
    parts = "MULTIPOLYGON (((0 0, 1 0, 1 2, 0 2, 0 0)), ((3 0, 4 0, 4 2, 3 2, 3 0)))"
    assert said("split", ("A", "B"), WHOLE, task("A", parts, "T"), task("B", box(1, 3), "T")) == []


def test_three_tasks_become_one():
    old = task("T", box(0, 1)), task("U", box(1, 2)), task("V", box(2, 4))
    assert said("merge", ("M",), *old, task("M", box(0, 4), "T", "U", "V")) == []
    assert said("merge", ("M",), *old, task("M", box(0, 3), "T", "U", "V")) == [
        ("area-not-conserved", ("apart", "17823.5"), ("overlap", "0.0"))
    ]
    overlapping = task("T", box(0, 1)), task("U", box(0, 2)), task("V", box(2, 4))
    assert said("merge", ("M",), *overlapping, task("M", box(0, 4), "T", "U", "V")) == []


# ---- who takes over from whom ----


def test_new_tasks_must_be_known():
    assert said("split", ("A", "X", "Y"), WHOLE, *HALVES) == [("successor-unknown", ("tasks", "X, Y"))]
    assert said("split", (), WHOLE, *HALVES) == [("successor-unknown", ("tasks", "?"))]
    assert said("split", ("", " "), WHOLE, *HALVES) == [("successor-unknown", ("tasks", "?"))]


OTHERS = [("successor-names-others", ("task", "T"))]


def test_new_tasks_must_name_the_old_one_and_no_other():
    assert said("split", ("A", "B"), WHOLE, task("A", box(0, 2)), task("B", box(2, 4))) == OTHERS
    assert said("split", ("A", "B"), WHOLE, HALVES[0], task("B", box(2, 4))) == OTHERS
    assert (
        said("split", ("A", "B"), WHOLE, HALVES[0], task("B", box(2, 4), "U"), facts=[task("U", box(0, 1))]) == OTHERS
    )
    assert said("split", ("A", "B"), WHOLE, HALVES[0], task("B", box(2, 4), "T", "gone")) == OTHERS
    assert said("split", ("A", "B"), WHOLE, *HALVES, of="U", facts=[task("U", box(0, 4))]) == [
        ("successor-names-others", ("task", "U"))
    ]


def test_a_split_makes_several_and_a_merge_one():
    renamed = task("A", box(0, 4), "T")
    wrong = [("successors-wrong-in-number", ("into", "A"), ("parents", "T"))]
    assert said("split", ("A",), WHOLE, renamed) == wrong
    assert said("split", ("A", "A"), WHOLE, renamed) == wrong
    assert said("merge", ("A",), WHOLE, renamed) == wrong
    assert said("merge", ("A", "B"), WHOLE, *HALVES) == [
        ("successors-wrong-in-number", ("into", "A, B"), ("parents", "T"))
    ]


def test_land_is_not_given_away_twice():
    earlier = Fact("e", Order(task="T", action="split", into=("A", "B"), date="2025-01-01"))
    third = task("C", box(2, 4), "T")
    assert said("split", ("A", "C"), WHOLE, *HALVES, third, facts=[earlier]) == [
        ("successor-in-use", ("state", "planned"), ("task", "A"))
    ]


def test_a_new_task_asks_for_no_less_depth_than_the_old():
    whole = task("T", box(0, 4), required_depth_m=0.5)
    halves = task("A", box(0, 2), "T", required_depth_m=0.5), task("B", box(2, 4), "T", required_depth_m=0.2)
    assert said("split", ("A", "B"), whole, *halves) == [
        ("successor-asks-less", ("depth", "0.2"), ("least", "0.5"), ("task", "B"))
    ]
    assert said("split", ("A", "B"), whole, *HALVES)[0] == (
        "successor-asks-less", ("depth", "0"), ("least", "0.5"), ("task", "A"),
    )  # fmt: skip


@pytest.mark.parametrize("shape", [None, "POINT (1 1)", "LINESTRING (0 0, 1 1)", "POLYGON EMPTY"])
def test_without_an_area_nothing_can_be_said_about_it(shape):
    assert said("split", ("A", "B"), WHOLE, HALVES[0], task("B", shape, "T")) == [("task-without-area",)]
    assert said("split", ("A", "B"), task("T", shape), *HALVES) == [("task-without-area",)]


def test_without_a_plane_nothing_can_be_measured():
    assert said("split", ("A", "B"), WHOLE, *HALVES, plane=None) == [("task-without-area",)]


def test_an_invalid_ring_is_measured_as_it_can_be_read():
    bow_tie = task("T", "POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))")
    [area] = [one.area for one in land_of([bow_tie], PLANE)]
    assert area == pytest.approx(2 * 80.2 * 111.1, rel=0.01)


def test_the_difference_is_that_of_the_kinder_reading():
    found = differing([WHOLE], HALVES, PLANE)
    assert found.conserved
    assert found.apart_m2 < 0.1
    assert found.length_m == pytest.approx(4 * 4 * 80.2 + 4 * 2 * 111.1, rel=0.01)
    assert differing([WHOLE], [task("A")], PLANE) is None


def test_only_orders_divide():
    assert [is_division(one) for one in (Order(action="merge"), Order(action="close"), Task(), None)] == [
        True, False, False, False,
    ]  # fmt: skip
