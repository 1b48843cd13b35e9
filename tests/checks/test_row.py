"""Every check of one record's fields: what it sees, and what it leaves alone."""

import msgspec
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.checks.catalogue import BLOCKING, RULES
from landrelease.checks.finding import Finding
from landrelease.checks.proposed import Frame, Proposed
from landrelease.checks.row import check_rows
from landrelease.records.codes import CAPABILITY, CONTAMINATION, RELEASE_STATUS
from landrelease.records.context import Organisation, Person, Setting
from landrelease.records.finds import Accident, Ordnance
from landrelease.records.kinds import KINDS
from landrelease.records.land import Hazard, Release, Survey

FIELD = shapely.from_wkt("POLYGON ((18 43, 18.001 43, 18.001 43.001, 18 43.001, 18 43))")
POINT = shapely.Point(18, 43)
TRACK = shapely.from_wkt("LINESTRING (18 43, 18.001 43)")
FLAT = shapely.from_wkt("POLYGON ((18 43, 18.001 43, 18 43, 18 43))")
STAMPED = "2025-03-01T20:30:00.000Z"
HERE = Frame()
SPOT = Release(
    status="cleared",
    date="2024-05-17",
    date_from="2024-05-17",
    task="T-7",
    method="eod-level-2",
    organisation="org-1",
    depth_m=0.1,
    scope=("UXO",),
)
HAZARD = Hazard(
    status="suspected", date="2024-05-17", contamination=("AP",), evidence="two mines seen", recorded=STAMPED
)
RELEASE = Release(
    status="cleared",
    date="2024-05-17",
    date_from="2024-04-02",
    task="T-118",
    reported="2024-05-20",
    method="manual-clearance",
    scope=("AP", "mines"),
    depth_m=0.2,
    organisation="org-1",
    recorded=STAMPED,
)
ITEM = Ordnance(date="2024-05-17", category="AP", quantity=3, depth_m=4.0)
ACCIDENT = Accident(date="2024", accident_type="civilian", category="AP")


def but(record, **changes):
    return msgspec.structs.replace(record, **changes)


def seen(record, shape=FIELD, computed_m2=np.nan, frame=HERE):
    shapes = np.full(1, shape, dtype=object)
    return check_rows(Proposed([record], shapes, ["ab"], np.array([computed_m2]), row_numbers=[7]), frame)


# Code to: a record at fault (with its shape and computed area), what is said of it, and one that is right.
CASES = {
    "empty-record": (
        (Organisation(id="org-1", recorded=STAMPED), None),
        {},
        (Organisation(id="org-1", name="ED"), None),
    ),
    "no-status": ((but(HAZARD, status="cleared"),), {"value": "cleared"}, (HAZARD,)),
    "no-date": ((but(RELEASE, date="17.5.24"),), {"value": "17.5.24"}, (RELEASE,)),
    "date-unreadable": (
        (but(RELEASE, date_from="2024-13", reported="x"),),
        {"field": "date_from, reported", "value": "2024-13, x"},
        (RELEASE,),
    ),
    "date-implausible": (
        (but(HAZARD, date="0204-05-17"),),
        {"field": "date", "value": "0204-05-17", "earliest_year": "1900"},
        (but(HAZARD, date="1900-01-01"),),
    ),
    "date-imprecise": ((but(HAZARD, date="2024-05"),), {"value": "2024-05"}, (HAZARD,)),
    "occurred-after-recorded": (
        (but(HAZARD, date="2025-03-02"),),
        {"date": "2025-03-02", "recorded": "2025-03-01", "time_zone": "UTC"},
        (but(HAZARD, date="2025-03"),),
    ),
    "reported-after-recorded": (
        (but(RELEASE, reported="2025-04"),),
        {"reported": "2025-04", "recorded": "2025-03-01", "time_zone": "UTC"},
        (but(RELEASE, reported="2025-03-01"),),
    ),
    "completion-before-start": (
        (but(RELEASE, date="2024-03"),),
        {"date": "2024-03", "date_from": "2024-04-02"},
        (but(RELEASE, date="2024-04"),),
    ),
    "reported-before-done": (
        (but(RELEASE, reported="2024-05-16"),),
        {"date": "2024-05-17", "reported": "2024-05-16"},
        (but(RELEASE, reported="2024"),),
    ),
    "code-unknown": (
        (but(RELEASE, method="dogs", stage="done"),),
        {"field": "method, stage", "value": "dogs, done"},
        (RELEASE,),
    ),
    "unknown-contamination": (
        (but(HAZARD, contamination=("AP", "PROM-1", "AV")),),
        {"value": "PROM-1"},
        (but(HAZARD, contamination=tuple(CONTAMINATION)),),
    ),
    "unknown-scope": ((but(RELEASE, scope=("all", "mines")),), {"value": "all"}, (but(RELEASE, scope=()),)),
    "scope-missing-for-spot-task": (
        (but(RELEASE, method="bac", scope=()),),
        {"method": "bac"},
        (but(RELEASE, method="bac", scope=("CMR",)),),
    ),
    "method-contradicts-status": (
        (but(RELEASE, status="cancelled"),),
        {"status": "cancelled", "method": "manual-clearance"},
        (but(RELEASE, status="reduced", method="animal"),),
    ),
    "cleared-without-depth": ((but(RELEASE, depth_m=None),), {}, (but(RELEASE, status="reduced", depth_m=None),)),
    "cleared-without-method": ((but(RELEASE, method=None),), {}, (but(RELEASE, status="cancelled", method=None),)),
    "cleared-incomplete": (
        (but(RELEASE, date_from=None, task=None),),
        {"field": "date_from, task"},
        (but(RELEASE, status="reduced", date_from=None, task=None),),
    ),
    "release-without-doer": ((but(RELEASE, organisation=None),), {}, (but(RELEASE, organisation=None, unit="team-3"),)),
    "hazard-without-evidence": ((but(HAZARD, evidence=None),), {}, (HAZARD,)),
    "release-without-shape-or-hazard": ((but(RELEASE, area_id=" ; "), FLAT), {}, (but(RELEASE, area_id="H-1"), None)),
    "point-needs-polygon": ((HAZARD, TRACK), {"shape_type": "a line"}, (SPOT, POINT)),
    "number-unusable": (
        (but(HAZARD, stated_m2=-1.0, required_depth_m=float("nan")),),
        {"field": "stated_m2, required_depth_m", "value": "-1.0, nan"},
        (but(HAZARD, stated_m2=0.0),),
    ),
    "depth-implausible": (
        (but(RELEASE, depth_m=20.0),),
        {"field": "depth_m", "depth_m": 20.0, "most_m": 3.0},
        (but(RELEASE, depth_m=20.0, depth_reference="datum"),),
    ),
    "stated-area-other-unit": (
        (but(HAZARD, stated_m2=1.2), FIELD, 12_345.0),
        {"stated_m2": 1.2, "computed_m2": 12_345.0, "unit_name": "hectares"},
        (but(HAZARD, stated_m2=12_345.0), FIELD, 12_345.0),
    ),
    "stated-area-differs": (
        (but(HAZARD, stated_m2=9_000.0), FIELD, 10_000.0),
        {"stated_m2": 9_000.0, "computed_m2": 10_000.0, "difference_percent": 10.0},
        (but(HAZARD, stated_m2=9_500.0), FIELD, 10_000.0),
    ),
    "stated-area-far-off": (
        (but(HAZARD, stated_m2=0.0), FIELD, 10_000.0),
        {"stated_m2": 0.0, "computed_m2": 10_000.0, "difference_percent": 100.0},
        (but(HAZARD, stated_m2=15_000.0), FIELD, 10_000.0),
    ),
    "stated-area-implausible": ((but(HAZARD, stated_m2=2e9), POINT), {"stated_m2": 2e9}, (but(HAZARD, stated_m2=2e9),)),
    "ordnance-incomplete": ((but(ITEM, quantity=None), None), {"field": "quantity, shape"}, (ITEM, POINT)),
    "accident-incomplete": ((but(ACCIDENT, category=None), POINT), {"field": "category"}, (ACCIDENT, POINT)),
}


@pytest.mark.parametrize("code", CASES)
def test_a_fault_is_seen(code):
    fault, params, _ = CASES[code]
    assert [found for found in seen(*fault) if found.code == code] == [Finding(code, ("ab",), 7, params)]


@pytest.mark.parametrize("code", CASES)
def test_what_is_right_is_left_alone(code):
    assert code not in {found.code for found in seen(*CASES[code][2])}


def test_good_records_have_no_findings():
    proposed = Proposed([HAZARD, RELEASE, SPOT, ITEM], np.array([FIELD, FIELD, POINT, POINT]))
    assert check_rows(proposed) == []
    assert check_rows(Proposed([], np.empty(0, dtype=object))) == []


def test_many_records_are_checked_as_one_by_one():
    rows = [(fault, shape) for case in CASES.values() for fault, shape, *_ in [(*case[0], FIELD), (*case[2], FIELD)]]
    records, shapes = [record for record, _ in rows], np.array([shape for _, shape in rows], dtype=object)
    together = check_rows(Proposed(records, shapes))
    singly = [
        Finding(found.code, found.about, row, found.params)
        for row, (record, shape) in enumerate(rows, start=1)
        for found in check_rows(Proposed([record], np.full(1, shape)))
    ]
    assert together == singly


@pytest.mark.parametrize(
    ("kind", "fields", "beside"),
    [
        ("alias", "of, type", "asset agreement course task_feature source evidence publication"),
        ("accident", "accident_type, category", "ordnance casualty"),
        ("survey", "method, result", "assessment test_item inspection"),
        ("assessment", "practical, result", "survey test_item inspection"),
        ("accreditation", "capability, status", "agreement action_point certificate equivalence"),
    ],
)
def test_fields_at_fault_stand_in_the_order_of_the_record(kind, fields, beside):
    """Neither the kinds that stand beside it nor the run decide on the order."""
    faulty = KINDS[kind](**dict.fromkeys(fields.replace(" ", "").split(","), "odd"))
    records = [*(KINDS[other]() for other in beside.split()), faulty]
    found = check_rows(Proposed(records, np.full(len(records), None, dtype=object)))
    assert [one.params for one in found if one.code == "code-unknown"][-1] == {"field": fields, "value": "odd, odd"}


def test_no_code_comes_twice_about_one_record():
    spoilt = Release(status="x", date="x", date_from="y", reported="0001", scope=("a", "b"), method="m", depth_m=-1.0)
    codes = [found.code for found in seen(spoilt, None)]
    assert len(codes) == len(set(codes)) == 9


def test_blank_lines_and_blank_text_are_told_apart():
    assert "empty-record" in {found.code for found in seen(Survey(id="S-1", origin="row:1", author="p-1"), None)}
    assert "empty-record" not in {found.code for found in seen(Survey(remarks="seen from the road"), None)}
    assert "empty-record" not in {found.code for found in seen(Survey(), POINT)}
    assert "empty-record" not in {found.code for found in seen(Person(id="p-1", sealed={"name": "c1"}), None)}


def test_a_setting_of_next_year_is_no_report_of_the_future():
    assert seen(Setting(key="k", value=1, from_="2030", recorded=STAMPED), None) == []


def test_a_programme_may_add_codes():
    frame = Frame(codes={"capability": frozenset({"dogs"}), "contamination": frozenset({"PROM-1"})})
    assert seen(but(RELEASE, method="dogs"), frame=frame) == []
    assert seen(but(HAZARD, contamination=("PROM-1",)), frame=frame) == []
    assert seen(but(RELEASE, scope=("PROM-1",)), frame=frame) == []


@given(status=st.sampled_from(sorted(RELEASE_STATUS)), method=st.sampled_from(sorted(CAPABILITY)))
def test_every_method_leads_to_a_status_or_to_none(status, method):
    leads = {"nts": {"cancelled"}, "ts": {"reduced"}, "mechanical": {"reduced", "cleared"}, "eore": set(), "qa": set()}
    expected = leads.get("mechanical" if method == "animal" else method, {"cleared"})
    found = {found.code for found in seen(but(RELEASE, status=status, method=method))}
    assert ("method-contradicts-status" in found) is (status not in expected)


def test_the_blocking_codes_are_those_of_the_design():
    blocking = {
        "no-status",
        "no-date",
        "occurred-after-recorded",
        "release-without-shape-or-hazard",
        "approver-is-author",
        "empty-record",
    }
    assert blocking == BLOCKING
    assert {RULES[code].severity for code in BLOCKING} == {"error"}
