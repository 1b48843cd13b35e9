"""Work of others in the same days: distances by activity, and what lies on the maps of tasks."""

import msgspec
import pytest
import shapely

from landrelease.geometry.plane import Plane
from landrelease.programme.case import case_of
from landrelease.programme.nearby import check, work_of
from landrelease.programme.ordering import Known, ordered_near
from landrelease.programme.places import Places
from landrelease.programme.roll import Fact, Held
from landrelease.programme.rules import Ruled, Rules
from landrelease.records.shape import Shape
from landrelease.records.tasking import Order, Task, TaskFeature

PLANE = Plane(18.0, 44.0)
STEP = 0.001  # degrees: 80 m to the east, 111 m to the north
USUAL = Rules(lambda _key, _day: None)


def land(wkt):
    placed = shapely.transform(shapely.from_wkt(wkt), lambda xy: xy * STEP + (18.0, 44.0))
    return Shape(wgs84=msgspec.Raw(shapely.to_geojson(placed).encode()))


def box(west, east=None):
    east = west + 1 if east is None else east
    return f"POLYGON (({west} 0, {east} 0, {east} 1, {west} 1, {west} 0))"


def settings(**metres):
    """Safety distances by activity."""
    known = {f"gate.safety_distance_m.{name.replace('_', '-')}": value for name, value in metres.items()}
    return Rules(lambda key, _day: Ruled(known[key], "s") if key in known else None)


def ordered(name, unit, wkt, days="2025-05-01..2025-05-31", **more):
    """A task with its order, as records."""
    first, last = days.split("..")
    described = Task(**({"id": name, "activity": "manual-clearance", "shape": wkt and land(wkt)} | more))
    order = Order(task=name, action="issue", unit=unit, from_=first or None, to=last or None)
    return [Fact(f"{name}-task", described), Fact(f"{name}-order", order)]


def feature(task, kind, wkt, **more):
    return Fact(f"{task}-{kind}", TaskFeature(task=task, type=kind, shape=land(wkt), **more))


def seen(*facts, rules=USUAL):
    """What speaks against the work of task A beside that of task B, as codes with the record behind each."""
    roll = Held(facts)
    works = {name: work_of(case, case.order, PLANE) for name in "AB" if (case := case_of(name, roll))}
    found = check(works["A"], [works["B"]], roll, rules, PLANE) if all(works.values()) else []
    return [(one.code, one.record, *sorted(one.params.items())) for one in found]


A = ordered("A", "unit-1", box(0))
NEAR, FAR = box(1.1), box(1.5)  # 8 m and 40 m away


def codes(*facts, rules=USUAL):
    return [one[0] for one in seen(*facts, rules=rules)]


def test_work_of_another_unit_is_too_near():
    assert seen(*A, *ordered("B", "unit-2", NEAR)) == [
        ("too-near", "B-order", ("days", "2025-05-01..2025-05-31"), ("distance", "8"), ("least", "25"), ("task", "B"),
         ("unit", "unit-2")),
    ]  # fmt: skip
    assert codes(*A, *ordered("B", "unit-2", FAR)) == []


@pytest.mark.parametrize(
    ("metres", "found"),
    [
        ({}, []),
        ({"manual_clearance": 41}, ["too-near"]),
        ({"mechanical": 100}, ["too-near"]),
        ({"mechanical": 39}, []),
        ({"bac": 500}, []),
    ],
)
def test_the_greater_distance_of_the_two_activities_is_asked_for(metres, found):
    other = ordered("B", "unit-2", FAR, activity="mechanical")
    assert codes(*A, *other, rules=settings(**metres)) == found
    assert codes(*other_way(other), rules=settings(**metres)) == found


def other_way(other):
    """The same two tasks, the other one asked about."""
    names = {"A": "B", "B": "A"}
    swap = []
    for fact in [*A, *other]:
        record = fact.record
        field = "id" if isinstance(record, Task) else "task"
        swap.append(Fact(fact.id, msgspec.structs.replace(record, **{field: names[getattr(record, field)]})))
    return swap


def test_a_distance_that_changes_during_the_work_is_the_greater_one():
    later = Rules(lambda key, day: Ruled(100, "s") if day >= 739396 and key.endswith("manual-clearance") else None)
    assert codes(*A, *ordered("B", "unit-2", FAR, "2025-05-20..2025-05-20"), rules=later) == []
    assert codes(*A, *ordered("B", "unit-2", FAR, "2025-05-20.."), rules=later) == ["too-near"]


def test_a_unit_is_not_too_near_to_itself():
    assert codes(*A, *ordered("B", " unit-1", NEAR)) == []


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ("2025-06-01..2025-06-30", []),
        ("2025-05-31..2025-06-30", ["too-near"]),
        ("2025-04-01..2025-05-01", ["too-near"]),
        ("2025-04-01..2025-04-30", []),
        ("2025-04..2025-05", ["too-near"]),
        ("..2025-04-30", []),
        ("..", ["too-near"]),
        ("soon..2025-04-30", []),
        ("soon..2025-05-01", ["too-near"]),
        ("2025-05-31..soon", ["too-near"]),
    ],
)
def test_only_work_of_the_same_days_counts_and_days_that_cannot_be_read_are_open(days, found):
    assert codes(*A, *ordered("B", "unit-2", NEAR, days)) == found


@pytest.mark.parametrize("place", ["POINT (1.1 0.5)", "LINESTRING (1.1 0, 1.1 1)", box(0, 1), box(0.4, 0.6)])
def test_a_point_a_line_and_the_same_land_are_places_too(place):
    assert codes(*A, *ordered("B", "unit-2", place)) == ["too-near"]


@pytest.mark.parametrize("place", [None, "POLYGON EMPTY"])
def test_a_task_without_a_place_is_near_nothing(place):
    roll = Held(ordered("B", "unit-2", place))
    case = case_of("B", roll)
    assert work_of(case, case.order, PLANE) is None
    assert work_of(case_of("A", Held(A)), A[1], None) is None


# ---- what lies on the maps ----

B_FAR = ordered("B", "unit-2", box(9))
BOTH = [("A", 9.5), ("B", 0.5)]
"""Whose map it is on, and where the work of the other lies."""


def at(west):
    return f"POINT ({west} 0.5)"


@pytest.mark.parametrize(("owner", "west"), BOTH)
@pytest.mark.parametrize("unit", ["unit-1", "unit-2"])
def test_a_demolition_keeps_all_others_at_a_distance(owner, west, unit):
    other = ordered("B", unit, box(9))
    times = {"starts": "2025-05-20T10:00+02:00", "ends": "2025-05-20T10:30+02:00"}
    blast = feature(owner, "demolition", at(west + 5), distance_m=300, **times)
    assert codes(*A, *other, blast) == []
    blast = feature(owner, "demolition", at(west + 2), distance_m=300, **times)
    assert seen(*A, *other, blast) == [
        ("demolition-near", blast.id, ("days", "2025-05-20..2025-05-20"), ("distance", "120"), ("least", "300"),
         ("task", owner)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("times", "found"),
    [
        ({"starts": "2025-06-20T10:00", "ends": "2025-06-20T11:00"}, []),
        ({"starts": "2025-05-20T10:00"}, ["demolition-near"]),
        ({}, ["demolition-near"]),
        ({"starts": "after lunch"}, ["demolition-near"]),
    ],
)
def test_a_demolition_counts_in_its_days_and_always_where_they_are_not_known(times, found):
    assert codes(*A, *B_FAR, feature("B", "demolition", at(1.5), distance_m=300, **times)) == found


def test_a_demolition_without_a_distance_keeps_that_of_the_activity():
    assert codes(*A, *B_FAR, feature("B", "demolition", at(1.2))) == ["demolition-near"]
    assert codes(*A, *B_FAR, feature("B", "demolition", at(1.5))) == []


@pytest.mark.parametrize(("owner", "west"), BOTH)
def test_nobody_walks_through_the_work_of_others(owner, west):
    way = feature(owner, "access-route", f"LINESTRING ({west} -5, {west} 5)")
    assert seen(*A, *B_FAR, way) == [
        ("route-through-work", way.id, ("days", "2025-05-01..2025-05-31"), ("task", owner)),
    ]
    assert codes(*A, *B_FAR, feature(owner, "access-route", "LINESTRING (5 -5, 5 5)")) == []


@pytest.mark.parametrize(("owner", "west"), BOTH)
def test_nobody_works_in_the_exclusion_zone_of_others_or_passes_through_it(owner, west):
    zone = feature(owner, "exclusion-zone", box(west, west + 0.2))
    assert seen(*A, *B_FAR, zone) == [("exclusion-zone", zone.id, ("days", "2025-05-01..2025-05-31"), ("task", owner))]
    other = {"A": "B", "B": "A"}[owner]
    zone = feature(owner, "exclusion-zone", box(5))
    way = feature(other, "access-route", "LINESTRING (5.5 -5, 5.5 5)")
    assert codes(*A, *B_FAR, zone) == []
    assert codes(*A, *B_FAR, zone, way) == ["exclusion-zone"]


def test_a_distance_on_the_map_widens_a_zone():
    assert codes(*A, *B_FAR, feature("B", "exclusion-zone", box(1.5))) == []
    assert codes(*A, *B_FAR, feature("B", "exclusion-zone", box(1.5), distance_m=41)) == ["exclusion-zone"]


def test_what_only_explains_the_map_bars_nobody():
    marks = [feature("B", kind, at(0.5)) for kind in ("start-point", "benchmark", "turning-point", "lane")]
    assert codes(*A, *B_FAR, *marks) == []


# ---- places ----


def test_places_find_every_task_that_could_be_too_near():
    facts = [*A, *ordered("B", "u", NEAR), *ordered("C", "u", box(9)), *ordered("D", "u", box(30)),
             feature("D", "exclusion-zone", at(1.2), distance_m=700.0), *ordered("E", "u", None)]  # fmt: skip
    places = Places((fact.record for fact in facts), PLANE)
    work = work_of(case_of("A", Held(facts)), A[1], PLANE)
    assert places.near(work.land, "A", 25.0) == {"B", "D"}
    assert places.near(work.land, "A", 700.0) == {"B", "C", "D"}
    assert places.near(work.land, "", 0.0) == {"A"}
    assert places.reach_m(USUAL) == 700.0
    assert places.reach_m(settings(manual_clearance=900)) == 900.0


def test_a_task_is_near_what_lies_on_the_map_of_another_far_away():
    facts = [*A, feature("A", "access-route", "LINESTRING (0 0, 20 0)"), *ordered("C", "u", box(20))]
    places = Places((fact.record for fact in facts), PLANE)
    assert places.near(work_of(case_of("A", Held(facts)), A[1], PLANE).land, "A", 25.0) == {"C"}


def test_without_a_plane_nothing_has_a_place():
    assert Places((fact.record for fact in A), None).near(shapely.Point(0, 0), "", 1e9) == set()


class Single(Held):
    """A roll that is asked for single things only: one order must not read every task of a programme."""

    def all(self, *kinds):
        raise AssertionError(kinds)


def test_where_places_are_given_not_every_task_is_read():
    facts = [*A, *ordered("B", "unit-2", NEAR), *ordered("C", "unit-2", box(9))]
    known = Known(Single(facts), USUAL, PLANE, "", lambda: Places((fact.record for fact in facts), PLANE))
    work = work_of(case_of("A", known.roll), A[1], PLANE)
    assert [other.case.id for other in ordered_near(work, known)] == ["B"]
