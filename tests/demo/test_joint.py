"""The joint season: as many partners, rotations, people and tasks as promised, and rows that any register takes."""

import datetime as dt
from collections import Counter

import pytest
import shapely

from landrelease.demo import joint, joint_work
from landrelease.demo.joint_cast import AGAIN, FAILED, TEAMS, trained
from landrelease.records import times
from landrelease.records.codes import LISTS
from landrelease.records.kinds import KINDS
from landrelease.records.marks import field_marks


@pytest.fixture(scope="module")
def season(told):
    return told.season


def of(season, record):
    return [row for row in season if row.record == record]


def test_a_host_and_two_contributing_states_send_five_rotations(season):
    roles = Counter(str(row.values.get("roles")) for row in of(season, "organisation"))
    assert roles == {
        "national-authority;operator": 1, "contributing-state": 2, "monitoring-body": 1, "training-centre": 2,
    }  # fmt: skip
    assert len(of(season, "rotation")) == len(TEAMS) == 5
    assert len(of(season, "agreement")) == 3


def test_forty_people_are_examined_and_those_who_pass_are_certified(season):
    people = {person for _, person in trained()}
    examined = Counter(str(row.values["person"]) for row in of(season, "assessment"))
    assert (len(people), set(examined)) == (40, people)
    assert {person for person, attempts in examined.items() if attempts == 2} == AGAIN
    certified = {row.values["person"] for row in of(season, "certificate") if row.values["discipline"] != "instruction"}
    assert certified == people - FAILED


def test_sixty_tasks_lie_apart_but_for_halves_of_one_hazard(season):
    tasks = of(season, "task")
    assert len({row.id for row in tasks}) == len(tasks) == 60
    overlap = [
        (one.id, other.id)
        for n, one in enumerate(tasks)
        for other in tasks[:n]
        if shapely.area(shapely.intersection(one.shape, other.shape)) > 0.01
    ]
    assert overlap == []
    assert tasks[0].values["area_id"] == tasks[-1].values["area_id"]
    assert shapely.distance(tasks[0].shape, tasks[-1].shape) == pytest.approx(0, abs=1e-6)


def test_a_team_has_one_order_at_a_time_but_for_two_that_the_suspension_stops(told):
    orders = joint_work.ordered(joint_work.planned(told.rows))
    together = [
        (one.task.id, other.task.id)
        for n, one in enumerate(orders)
        for other in orders[:n]
        if one.team == other.team and one.first <= other.last and other.first <= one.last
    ]
    assert len(orders) == 10
    assert len(together) == 1
    assert all(one.first <= "2025-05-12" <= one.last for one in orders if one.task.id in together[0])


def test_every_row_is_in_the_plain_form_and_says_synthetic(season):
    for row in season:
        marks = field_marks(KINDS[row.record])
        assert set(row.values) <= set(marks), row
        assert row.id.startswith("SYN-")
        assert "SYNTHETIC" in str(row.values["remarks"])
        for name, value in row.values.items():
            allowed = LISTS.get(marks[name].codes)
            assert allowed is None or set(str(value).split(";")) <= set(allowed), (row.id, name)
        day = dt.date.fromordinal(times.interval(str(row.values["date"])).first)
        assert day <= dt.date.fromisoformat(row.sheet.recorded[:10])


def test_the_commands_take_every_file_once(told):
    imported = [words[1] for _, words, _, _ in joint.commands(told.rows) if words[0] == "{import}"]
    assert Counter(imported) == dict.fromkeys({row.sheet.path for row in told.season}, 1)
    moments = {row.sheet.path: row.sheet.recorded for row in told.season}
    assert [moments[path] for path in imported] == sorted(moments[path] for path in imported)


def test_explosives_of_every_task_balance(season):
    left = Counter()
    for row in of(season, "explosives"):
        sign = 1 if row.values["movement"] == "drawn" else -1
        left[row.values["task"]] += sign * int(row.values["quantity"])
    assert set(left.values()) == {0}
