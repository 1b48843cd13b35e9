import datetime as dt
from collections import Counter

import pytest

from landrelease.demo import cast, mistakes
from landrelease.demo.season import LAST_DAY
from landrelease.records import times
from landrelease.records.codes import LISTS
from landrelease.records.kinds import KINDS
from landrelease.records.marks import field_marks


@pytest.fixture(scope="module")
def aside(told):
    return {own for name in mistakes.SET_ASIDE for own in told.mistakes[name]}


def _land(told, aside):
    return [row for row in told.rows if row.record in {"hazard", "release"} and row.id not in aside]


def test_there_are_enough_rows_of_every_kind(told):
    counts = Counter(row.record for row in told.rows)
    assert set(counts) == {
        "hazard",
        "release",
        "survey",
        "ordnance",
        "accident",
        "admin_area",
        "settlement",
        "organisation",
        "unit",
        "accreditation",
    }
    assert 2_500 <= len(told.rows) <= 3_500
    assert {name: counts[name] for name in ("admin_area", "settlement", "organisation", "accident")} == {
        "admin_area": 6,
        "settlement": 40,
        "organisation": 4,
        "accident": 2,
    }
    assert 400 <= len({row.area_id for row in told.rows if row.record == "hazard"}) <= 440
    statuses = Counter(row.values.get("status") for row in told.rows if row.record == "release")
    assert statuses["cleared"] > 900
    assert 150 < statuses["cancelled"] < 300
    assert 80 < statuses["reduced"] < 200
    assert sum(row.values.get("stage") == "progress" for row in told.rows) > 300


def test_every_year_sees_every_kind_of_work(told):
    seen = {(row.values["date"][:4], row.record) for row in told.rows if "date" in row.values}
    assert {(str(year), kind) for year in cast.YEARS for kind in ("hazard", "release", "survey", "ordnance")} <= seen


def test_every_row_is_in_the_plain_form(told, aside):
    for row in told.rows:
        marks = field_marks(KINDS[row.record])
        assert set(row.values) <= set(marks), row
        for name, value in row.values.items():
            allowed = LISTS.get(marks[name].codes)
            if allowed is not None:
                assert set(str(value).split(";")) <= set(allowed), (row.id, name)
        if row.id not in aside:
            first = times.interval(row.values["date"]).first
            assert dt.date.fromordinal(first) <= min(LAST_DAY, dt.date.fromisoformat(row.sheet.recorded[:10]))


def test_every_row_says_synthetic(told):
    assert all("SYNTHETIC" in row.values["remarks"] for row in told.rows)
    assert all(row.id.startswith("SYN-") for row in told.rows)
    assert all("SYNTHETIC" in row.values["name"] for row in told.rows if "name" in row.values)


def test_ids_tell_rows_apart_but_for_later_reports_of_one_hazard(told):
    twice = [own for own, count in Counter((row.id, row.values.get("date")) for row in told.rows).items() if count > 1]
    assert {own for own, _ in twice} == set(told.mistakes["datum-slip"])
    others = Counter(row.id for row in told.rows if row.record != "hazard")
    assert max(others.values()) == 1


def test_each_hazard_is_registered_by_one_organisation(told, aside):
    issuers = {(row.area_id, row.values["organisation"]) for row in _land(told, aside) if row.record == "hazard"}
    assert len(issuers) == len({area for area, _ in issuers})


def test_releases_name_hazards_that_were_there_before(told, aside):
    rows = _land(told, aside)
    found = {}
    for row in rows:
        if row.record == "hazard":
            first = times.interval(row.values["date"]).first
            found[row.area_id] = min(found.get(row.area_id, first), first)
    odd = {told.mistakes["names-absent-hazard"][0], told.mistakes["year-of-its-hazard"][1]}
    for row in rows:
        if row.record == "release" and row.area_id and row.id not in odd:
            assert found[row.area_id] <= times.interval(row.values["date"]).last, row.id


def test_units_do_only_what_they_can_and_report_to_their_own(told):
    units = {unit.id: unit for unit in cast.UNITS}
    assert len(units) == 8
    seen = set()
    for row in told.rows:
        if "unit" in row.values and "method" in row.values:
            unit = units[row.values["unit"]]
            assert row.values["method"] in unit.methods, row.id
            assert row.values["organisation"] == unit.organisation
            seen.add(unit.id)
    assert seen == set(units)


def test_ordnance_of_a_clearance_lies_in_its_strip_above_its_depth(told):
    strips = {row.id: row for row in told.rows if row.record == "release"}
    items = [row for row in told.rows if row.record == "ordnance" and "task" in row.values]
    assert len(items) > 300
    for item in items:
        strip = strips[item.values["task"]]
        assert strip.shape.covers(item.shape)
        assert item.values["depth_m"] <= strip.values["depth_m"]
        assert item.values["date"] == strip.values["date"]


def test_one_seed_one_story(told, again, other):
    assert [(row.sheet, row.values, row.shape) for row in again.rows] == [
        (row.sheet, row.values, row.shape) for row in told.rows
    ]
    assert [row.values for row in other.rows] != [row.values for row in told.rows]
