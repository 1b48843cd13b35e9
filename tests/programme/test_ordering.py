"""Whether an order may be given: every ground of refusal, with an order that it stops and one that it lets go."""

import msgspec
import pytest
import shapely

from landrelease.geometry.plane import Plane
from landrelease.programme.case import case_of
from landrelease.programme.nearby import work_of
from landrelease.programme.order_grounds import ORDER_GROUNDS
from landrelease.programme.ordering import Change, Known, judge, ordered_near, question_of
from landrelease.programme.reason import Reason
from landrelease.programme.roll import Fact, Held
from landrelease.programme.rules import Rules
from landrelease.records.accreditation import Accreditation
from landrelease.records.shape import Shape
from landrelease.records.tasking import Lock, Order, Task, TaskFeature
from landrelease.records.units import Unit
from landrelease.records.work import Completion, Progress

NOW = "2025-05-01T12:00:00.000Z"
RULES = Rules(lambda _key, _day: None)
PLANE = Plane(18.0, 44.0)


def land(wkt):
    placed = shapely.transform(shapely.from_wkt(wkt), lambda xy: xy * 0.001 + (18.0, 44.0))
    return Shape(wgs84=msgspec.Raw(shapely.to_geojson(placed).encode()))


def box(west, east):
    return land(f"POLYGON (({west} 0, {east} 0, {east} 1, {west} 1, {west} 0))")


def task(name="T-1", **more):
    usual = {"activity": "manual-clearance", "from_": "2025-05-01", "to": "2025-05-31", "shape": box(0, 1)}
    return Fact(name, Task(**({"id": name} | usual | more)))


def order(name, action="issue", *, task="T-1", date="2025-05-01", **more):
    usual = {"unit": "A"} if action == "issue" else {}
    stamped = {"author": "p-planner", "recorded": f"2025-04-01T00:00:00.{sum(map(ord, name)):03}Z"}
    return Fact(name, Order(**({"task": task, "action": action, "date": date} | usual | stamped | more)))


UNITS = [
    fact
    for unit in "AB"
    for fact in (
        Fact(f"unit-{unit}", Unit(id=unit)),
        Fact(
            f"acc-{unit}",
            Accreditation(unit=unit, capability="manual-clearance", status="accredited", from_="2025-01-01"),
        ),
    )
]
NEXT = task("T-2", shape=box(1.1, 2))
ISSUED = order("issued", task="T-2", unit="B")


def refused(new, *facts, gone=(), acting="p-boss", plane=PLANE):
    """Codes of what speaks against an order among some records."""
    found = judge(Change((new,) if new else (), tuple(gone)), Known(Held([*UNITS, *facts]), RULES, plane, NOW), acting)
    return [one.code for one in found]


def lock(until, **more):
    return Fact("lock", Lock(task="T-1", until=until, reason="survey", author="p-other", **more))


def feature(kind, west, task="T-2"):
    return Fact(
        "feature",
        TaskFeature(
            task=task, type=kind, shape=box(west, west + 0.1), distance_m=0.0 if kind != "demolition" else 50.0
        ),
    )


HALVES = (task("a", shape=box(0, 0.5), parents=("T-1",)), task("b", shape=box(0.5, 1), parents=("T-1",)))
SPLIT = order("cut", "split", into=("a", "b"))
FAR = task("T-2", shape=box(9, 10))
GONE_A = Fact("acc-A2", Accreditation(unit="A", capability="manual-clearance", status="withdrawn", from_="2025-05-10"))

LATER = Fact("p", Progress(task="T-1", date="2025-05-03"))

# Code: order and records that trigger it, order and records that do not.
CASES = {
    "task-unknown": ((order("x", task="T-9"), task()), (order("x"), task())),
    "task-without-activity": ((order("x"), task(activity=None)), (order("x", "cancel"), task(activity=None))),
    "order-without-days": ((order("x"), task(to=None)), (order("x", to="2025-05-02"), task(to=None))),
    "days-unreadable": ((order("x", to="soon"), task()), (order("x", to="2025-05"), task())),
    "days-reversed": ((order("x", from_="2025-05-20", to="2025-05-19"), task()), (order("x", to="2025-05-01"), task())),
    "order-without-unit": ((order("x", unit=" "), task()), (order("x"), task())),
    "turns-others-out": (
        (order("x", "cancel", date="2025-05-02"), task(), order("i"), order("a", "close", date="2025-05-03")),
        (order("x", "suspend", date="2025-05-02"), task(), order("i"), LATER),
    ),
    "out-of-turn": ((order("x"), task(), order("i")), (order("x", "amend"), task(), order("i"))),
    "locked": (
        (order("x"), task(), lock("2025-05-01T14:01+02:00")),
        (order("x"), task(), lock("2025-05-01T13:59+02:00")),
    ),
    "successor-unknown": ((SPLIT, task(), HALVES[0]), (SPLIT, task(), *HALVES)),
    "successor-names-others": ((SPLIT, task(), HALVES[0], task("b", shape=box(0.5, 1))), (SPLIT, task(), *HALVES)),
    "successors-wrong-in-number": (
        (order("x", "split", into=("c",)), task(), task("c", parents=("T-1",))), (SPLIT, task(), *HALVES),
    ),
    "successor-in-use": (
        (SPLIT, task(), *HALVES, order("i", "cancel", task="a")), (SPLIT, task(), *HALVES),
    ),
    "successor-asks-less": (
        (SPLIT, task(required_depth_m=0.2), *HALVES),
        (SPLIT, task(required_depth_m=None), *HALVES),
    ),
    "task-without-area": ((SPLIT, task(shape=None), *HALVES), (SPLIT, task(), *HALVES)),
    "area-not-conserved": ((SPLIT, task(shape=box(0, 2)), *HALVES), (SPLIT, task(), *HALVES)),
    "too-near": ((order("x"), task(), NEXT, ISSUED), (order("x"), task(), FAR, ISSUED)),
    "demolition-near": (
        (order("x"), task(), FAR, ISSUED, feature("demolition", 1.3)),
        (order("x"), task(), FAR, ISSUED, feature("demolition", 3)),
    ),
    "route-through-work": (
        (order("x"), task(), FAR, ISSUED, feature("access-route", 0.5)),
        (order("x"), task(), FAR, ISSUED, feature("access-route", 3)),
    ),
    "exclusion-zone": (
        (order("x"), task(), FAR, ISSUED, feature("exclusion-zone", 0.5)),
        (order("x"), task(), FAR, feature("exclusion-zone", 0.5)),
    ),
}  # fmt: skip


def test_every_ground_has_its_case():
    assert set(CASES) == set(ORDER_GROUNDS)


@pytest.mark.parametrize("code", [code for code in CASES if code != "turns-others-out"])
def test_a_ground_refuses_and_lets_go(code):
    (bad, *beside_bad), (good, *beside_good) = CASES[code]
    assert set(refused(bad, *beside_bad)) == {code}
    assert refused(good, *beside_good) == []


# ---- turn ----


def test_an_order_is_judged_at_its_own_day_not_at_the_end():
    life = (task(), order("i"), order("s", "suspend", date="2025-05-10"), order("r", "resume", date="2025-05-20"))
    assert refused(order("x", "resume", date="2025-05-12"), *life) == ["turns-others-out"]
    assert refused(order("x", "resume", date="2025-05-05"), *life) == ["out-of-turn"]
    assert refused(order("x", "amend", date="2025-05-12", to="2025-06-30"), *life) == []


def test_an_order_that_would_undo_what_followed_is_refused():
    life = (task(), order("i"), Fact("c", Completion(task="T-1", date="2025-05-20")))
    assert refused(order("x", "cancel", date="2025-05-10"), *life) == []  # a stop is never held back; a finding tells
    early = order("x", "cancel", date="2025-04-30")
    assert refused(early, *life) == []
    assert case_of("T-1", Held([*life, early])).state == "cancelled"


def test_what_stops_work_waits_for_no_lock_and_no_gate():
    life = (task(), order("i", unit="unaccredited"), lock("2025-12-31"))
    assert refused(order("x", "suspend", date="2025-05-02"), *life) == []
    assert refused(order("x", "cancel", date="2025-05-02"), *life) == []
    assert refused(order("x", "amend", date="2025-05-02"), *life) == ["locked", "not-accredited", "unit-unknown"]


@pytest.mark.parametrize("action", ["pass", "release", "complete", "progress", "pray", "", None])
def test_an_order_that_is_no_order_is_out_of_turn(action):
    assert refused(order("x", action), task(), order("i")) == ["out-of-turn"]


def test_the_reason_names_the_move_before_it():
    known = Known(Held([*UNITS, task(), order("i"), order("s", "suspend", date="2025-05-02")]), RULES, PLANE, NOW)
    [one] = judge(Change((order("x", date="2025-05-03"),)), known)
    assert (one.code, one.record, dict(one.params)) == (
        "out-of-turn", "s", {"task": "T-1", "state": "suspended", "move": "issue"},
    )  # fmt: skip


def test_a_new_task_is_not_ordered_before_the_split():
    assert refused(order("x", task="a"), task(), *HALVES) == ["out-of-turn"]
    assert refused(order("x", task="a", date="2025-05-02"), task(), *HALVES, SPLIT) == []
    assert refused(order("x", task="a", date="2025-04-30"), task(), *HALVES, SPLIT) == []


def test_a_task_that_is_split_is_ordered_no_more():
    assert refused(order("x", date="2025-05-02"), task(), *HALVES, SPLIT) == ["out-of-turn"]


def test_what_would_undo_a_split_or_merge_is_refused_be_it_a_stop_or_an_order_taken_back():
    opened = order("i", date="2025-04-01"), order("c", "cancel", date="2025-04-10")
    life = (task(), *opened, *HALVES, SPLIT)
    assert refused(order("x", "cancel", date="2025-04-20"), *life) == ["turns-others-out"]
    assert refused(None, *life, gone=[opened[1]]) == ["turns-others-out"]
    assert refused(None, *life, gone=[SPLIT]) == []


def test_a_merge_must_follow_for_every_task_that_it_takes():
    both = land("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((1.1 0, 2 0, 2 1, 1.1 1, 1.1 0)))")
    merged = (task(), NEXT, task("m", shape=both, parents=("T-1", "T-2")))
    merge = order("x", "merge", into=("m",), date="2025-05-05")
    assert refused(merge, *merged) == []
    assert refused(merge, *merged, ISSUED) == ["out-of-turn"]
    assert refused(order("y", date="2025-05-06", task="T-2"), *merged, merge) == ["out-of-turn"]


# ---- the gate ----


def test_the_gate_is_asked_for_all_days_of_the_order():
    assert refused(order("x"), task(), GONE_A) == ["withdrawn"]
    assert refused(order("x", to="2025-05-09"), task(), GONE_A) == []


def test_an_amendment_is_asked_about_with_what_it_leaves_out():
    short = order("i", to="2025-05-09")
    assert refused(order("x", "amend", date="2025-05-02", to="2025-05-10"), task(), short, GONE_A) == ["withdrawn"]
    assert refused(order("x", "amend", date="2025-05-02", people=("p",)), task(), short, GONE_A) == []
    assert refused(order("x", "amend", date="2025-05-02", unit="C"), task(), short) == [
        "not-accredited",
        "unit-unknown",
    ]


def test_a_resumption_is_asked_about_even_where_nothing_else_changes():
    life = (task(), order("i"), order("s", "suspend", date="2025-05-05"))
    assert refused(order("x", "resume", date="2025-05-06"), *life) == []
    assert refused(order("x", "resume", date="2025-05-06"), *life, GONE_A) == ["withdrawn"]


def test_without_a_suspension_a_unit_goes_to_work_only_where_the_gate_allows_it():
    stop = order("s", "suspend", date="2025-05-05")
    assert refused(None, task(), order("i"), stop, gone=[stop]) == []
    assert refused(None, task(), order("i"), stop, GONE_A, gone=[stop]) == ["withdrawn"]


def test_without_an_order_nobody_goes_to_work_and_nobody_is_asked():
    issued = order("i", unit="C")
    assert refused(None, task(), issued, gone=[issued]) == []


def test_an_order_in_the_place_of_another_is_judged_without_it():
    issued = order("i")
    assert refused(order("x", unit="B"), task(), issued, gone=[issued]) == []
    assert refused(order("x", unit="C"), task(), issued, gone=[issued]) == ["not-accredited", "unit-unknown"]
    assert refused(order("x", "amend", unit="A"), task(), issued, gone=[issued]) == ["out-of-turn"]


def test_all_that_speaks_against_an_order_is_said_at_once():
    life = (task(), NEXT, ISSUED, lock("2025-06-01"), order("i"))
    assert refused(order("x", unit="C", date="2025-05-02"), *life) == [
        "locked", "out-of-turn", "not-accredited", "unit-unknown", "too-near",
    ]  # fmt: skip


# ---- locks ----


@pytest.mark.parametrize(
    ("until", "more", "locked"),
    [
        ("2025-05-01T12:00:00.001Z", {}, True),
        ("2025-05-01T12:00:00.000Z", {}, False),
        ("2025-05-01", {}, True),
        ("2025-04-30", {}, False),
        (None, {"date": "2025-05-01"}, True),
        (None, {"date": "2025-04-30"}, False),
        ("tomorrow", {"recorded": "2025-05-01T08:00:00.000Z"}, True),
        ("tomorrow", {"recorded": "2025-04-01T08:00:00.000Z"}, False),
        (None, {}, False),
    ],
)
def test_a_lock_ends_at_its_moment_and_without_one_with_its_day(until, more, locked):
    assert refused(order("x"), task(), lock(until, **more)) == (["locked"] if locked else [])


def test_a_lock_keeps_neither_its_owner_from_deciding_nor_others_from_deciding_for_them():
    assert refused(order("x"), task(), lock("2025-06-01"), acting="p-other") == []
    assert refused(order("x", author="p-other"), task(), lock("2025-06-01")) == []


# ---- question, work ----


def test_an_order_becomes_a_question():
    described = task(required_depth_m=0.2, tasking_authority="org-1")
    case = case_of("T-1", Held([described]))
    given = order("x", unit=" A ", rotation="r ", people=("p",), assets=("d",), to="2025-05")
    asked = question_of(given, case)
    assert asked._replace(area=None) == (
        "A", "manual-clearance", 739372, 739402, ("p",), ("d",), None, 0.2, "r", "org-1",
    )  # fmt: skip
    assert shapely.get_num_points(shapely.get_exterior_ring(asked.area)) == 5
    assert isinstance(question_of(order("x", unit=None), case), Reason)


def test_work_that_is_suspended_is_ordered_still_and_work_that_is_done_is_not():
    def near(*more):
        known = Known(Held([task(), order("i"), NEXT, ISSUED, *more]), RULES, PLANE, NOW)
        case = case_of("T-1", known.roll)
        return [one.case.id for one in ordered_near(work_of(case, case.order, PLANE), known)]

    assert near() == ["T-2"]
    assert near(order("s", "suspend", task="T-2", date="2025-05-02")) == ["T-2"]
    assert near(order("s", "cancel", task="T-2", date="2025-05-02")) == []
    assert near(Fact("c", Completion(task="T-2", date="2025-05-02"))) == []


def test_nothing_said_is_nothing_refused():
    assert judge(Change(()), Known(Held([]), RULES, None, NOW)) == []
