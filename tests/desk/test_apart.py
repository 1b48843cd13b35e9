"""Who works where on a day, and which work of two units is too near."""

import msgspec
import pytest

from landrelease.desk.apart import day_of_work
from landrelease.records.accreditation import Accreditation
from landrelease.records.context import Setting
from landrelease.records.tasking import Order, Task
from landrelease.records.units import Unit

DAYS = {"from_": "2023-05-01", "to": "2023-05-10"}


@pytest.fixture
def ordered(register, square):
    """Tasks of 80 by 111 m side by side, each with a unit that is ordered to it in the first days of May."""

    def made(**places):
        records = []
        for name, (unit, west) in places.items():
            land = square(18 + west / 1000, 44.0, 0.001, 0.001)
            records += [
                Unit(id=unit, name=unit, date="2022-01-01"),
                Accreditation(unit=unit, capability="ts", status="accredited", date="2023-01-01", from_="2023-01-01"),
                Task(id=name, name=name, activity="ts", shape=land, date="2023-03-01"),
                Order(id=f"O-{name}", task=name, action="issue", unit=unit, date="2023-04-30", **DAYS),
            ]
        register.by("Boris").accept(register.append_all(records))
        return register

    return made


def told(found):
    return [(one.first, one.second, round(one.distance_m), [why.code for why in one.reasons]) for one in found.pairs]


def test_work_of_two_units_is_named_by_distance_and_flagged_under_the_limit(ordered):
    register = ordered(P=("A", 0), Q=("B", 1.5), R=("C", 3.5), S=("D", 40))
    wider = Setting(key="gate.safety_distance_m.ts", value=50, from_="2023-01-01")
    register.by("Boris").accept([register.append(wider)])
    found = day_of_work(register, on="2023-05-10")
    assert [(row["task"], row["unit"], row["state"]) for row in found.rows] == [
        ("P", "A", "ordered"), ("Q", "B", "ordered"), ("R", "C", "ordered"), ("S", "D", "ordered"),
    ]  # fmt: skip
    assert told(found) == [("P", "Q", 40, ["too-near"]), ("Q", "R", 80, []), ("P", "R", 201, [])]


@pytest.mark.parametrize(("on", "tasks"), [("2023-04-29", 0), ("2023-04-30", 0), ("2023-05-01", 2), ("2023-05-11", 0)])
def test_only_work_of_that_day_is_shown(ordered, on, tasks):
    found = day_of_work(ordered(P=("A", 0), Q=("B", 1.5)), on=on)
    assert (len(found.rows), len(found.pairs)) == (tasks, tasks // 2)


def test_work_of_one_unit_is_not_too_near_to_itself(ordered):
    assert told(day_of_work(ordered(P=("A", 0), Q=("A", 1.2)), on="2023-05-02")) == []


def test_the_order_behind_each_row_is_named_and_so_is_its_place(ordered):
    register = ordered(P=("A", 0))
    [row] = day_of_work(register, on="2023-05-02").rows
    order = dict(register.records(["order"]))[row["record"]]
    assert msgspec.structs.asdict(order)["id"] == "O-P"
    assert row["place"].bounds == pytest.approx((18.0, 44.0, 18.001, 44.001))
