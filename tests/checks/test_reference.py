"""Every check of what records name: what it sees, and what it leaves alone."""

import pytest

from landrelease.checks.finding import Finding
from landrelease.records.context import AdminArea, Organisation, Settlement
from landrelease.records.finds import Accident, Ordnance
from landrelease.records.land import Hazard, Release, Survey

HAZARD = Hazard(id="H-1", organisation="org-1", date="2024-05")
# Code to: records at fault, whom the finding is about with what is said of them, and records that are right.
CASES = {
    "organisation-unknown": (
        {"aa": Organisation(id="org-1"), "bb": Hazard(organisation="org 1"), "cc": Release(organisation="org 1 ")},
        (("bb",), {"kind": "hazard", "n": 2, "value": "org 1"}),
        {"aa": HAZARD, "bb": Organisation(id="org-1 ")},
    ),
    "unit-unknown": (
        {"aa": Ordnance(unit="team-4"), "bb": Release(unit="team-3")},
        (("aa",), {"kind": "ordnance", "n": 1, "value": "team-4"}),
        {"aa": Release(unit="team-3")},
    ),
    "hazard-unknown": (
        {"aa": HAZARD, "bb": Accident(area_id="H-1;H-9"), "cc": Survey(area_id="H-9")},
        (("bb",), {"kind": "accident", "n": 2, "value": "H-9"}),
        {"aa": HAZARD, "bb": Ordnance(area_id="org-1:H-1"), "cc": Survey(area_id="H-1"), "dd": Release(area_id="H-9")},
    ),
    "admin-area-unknown": (
        {"aa": AdminArea(id="BA-07", parent="BA"), "bb": Settlement(admin_area="BA-07-3"), "cc": Settlement()},
        (("aa",), {"kind": "admin_area", "n": 1, "value": "BA"}),
        {"aa": AdminArea(id="BA"), "bb": AdminArea(id="BA-07", parent="BA"), "cc": Settlement(admin_area="BA-07")},
    ),
    "release-before-hazard": (
        {
            "aa": HAZARD,
            "bb": Hazard(area_id="H-1", date="2024-07"),
            "cc": Release(area_id="H-2; H-1", date="2024-04-30"),
        },
        (("cc", "aa"), {"hazard": "H-1", "date": "2024-04-30", "hazard_date": "2024-05"}),
        {
            "aa": HAZARD,
            "bb": Release(area_id="H-1", date="2024"),
            "cc": Release(area_id="H-1"),
            "dd": Release(date="2001"),
        },
    ),
}
UNITS = {"units": frozenset({"team-3"})}


@pytest.mark.parametrize("code", CASES)
def test_a_fault_is_seen(code, findings):
    records, (about, params), _ = CASES[code]
    assert findings(code, records, **UNITS)[0] == Finding(code, about, None, params)


@pytest.mark.parametrize("code", CASES)
def test_what_is_right_is_left_alone(code, findings):
    assert findings(code, CASES[code][2], **UNITS) == []


def test_every_unknown_name_is_told_once(findings):
    found = findings("admin-area-unknown", CASES["admin-area-unknown"][0])
    assert [(one.about, one.params["value"]) for one in found] == [(("aa",), "BA"), (("bb",), "BA-07-3")]


def test_where_nobody_keeps_units_none_is_unknown(findings):
    assert findings("unit-unknown", CASES["unit-unknown"][0]) == []


def test_a_hazard_without_a_date_proves_nothing(findings):
    assert findings("release-before-hazard", {"aa": Hazard(id="H-1"), "bb": Release(area_id="H-1", date="2001")}) == []
