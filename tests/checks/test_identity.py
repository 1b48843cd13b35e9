"""Every check of records that may be one: what it sees, and what it leaves alone."""

import msgspec
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.checks.finding import Finding
from landrelease.checks.identity import skeleton
from landrelease.checks.limits import Limits
from landrelease.records.context import AdminArea, Organisation, Person, Programme
from landrelease.records.finds import Ordnance
from landrelease.records.land import Hazard, Release, Survey
from landrelease.records.shape import Shape


def drawn(geometry):
    return Shape(wgs84=msgspec.Raw(shapely.to_geojson(geometry).encode()))


def turned(geometry, first):
    ring = list(geometry.exterior.coords)[:-1]
    return shapely.Polygon(ring[first:] + ring[:first])


FIELD = shapely.box(18, 43, 18.01, 43.01)
HAZARD = Hazard(id="H-1", organisation="org-1", date="2024-05-17", status="suspected", shape=drawn(FIELD))
AGAIN = Hazard(id="H-2", organisation="org-2", date="2024-06", status="suspected", shape=drawn(turned(FIELD, 2)))
ITEM = Ordnance(category="AP", model="PMN-2", quantity=1, date="2024", shape=drawn(shapely.Point(18, 43)))


def but(record, **changes):
    return msgspec.structs.replace(record, **changes)


# Code to: records at fault, whom the finding is about with what is said of them, and records that are right.
CASES = {
    "source-id-repeated": (
        {"aa": HAZARD, "bb": but(HAZARD, shape=None)},
        (("aa", "bb"), {"kind": "hazard", "n": 2, "value": "H-1"}),
        {"aa": HAZARD, "bb": but(HAZARD, date="2024-06-01"), "cc": but(HAZARD, organisation="org-2")},
    ),
    "source-id-shared": (
        {"aa": HAZARD, "bb": but(HAZARD, organisation="org-2")},
        (("aa", "bb"), {"kind": "hazard", "n": 2, "value": "H-1"}),
        {"aa": HAZARD, "bb": but(HAZARD, organisation=None), "cc": Survey(id="H-1", organisation="org-2")},
    ),
    "source-id-lookalike": (
        {"aa": HAZARD, "bb": but(HAZARD, id="h-1 "), "cc": Release(id="R-1", area_id="\u041d-I; H-2")},
        (("aa", "bb", "cc"), {"kind": "hazard", "value": "'H-1', 'h-1 ', '\u041d-I'"}),
        {"aa": HAZARD, "bb": but(HAZARD, id="H-11"), "cc": Release(id="h-1")},
    ),
    "shape-repeated": (
        {"aa": HAZARD, "bb": AGAIN},
        (("aa", "bb"), {"kind": "hazard", "n": 2}),
        {"aa": HAZARD, "bb": but(AGAIN, area_id="H-1"), "cc": Release(status="cleared", shape=drawn(FIELD))},
    ),
    "record-repeated": (
        {"aa": HAZARD, "bb": but(HAZARD, id="H-2")},
        (("aa", "bb"), {"kind": "hazard", "n": 2}),
        {"aa": HAZARD, "bb": AGAIN, "cc": but(HAZARD, id="H-3", status="confirmed"), "dd": but(HAZARD, shape=None)},
    ),
    "ordnance-repeated": (
        {"aa": ITEM, "bb": ITEM, "cc": ITEM},
        (("aa", "bb", "cc"), {"kind": "ordnance", "n": 3}),
        {"aa": ITEM, "bb": but(ITEM, quantity=2), "cc": but(ITEM, date="2025"), "dd": but(ITEM, shape=None)},
    ),
    "many-records-at-one-place": (
        {f"{n:02}": but(ITEM, quantity=n) for n in range(20)},
        (("00",), {"kind": "ordnance", "n": 20, "lon": 18.0, "lat": 43.0}),
        {f"{n:02}": but(ITEM, quantity=n) for n in range(19)},
    ),
    "two-programmes": (
        {"aa": Programme(id="one"), "bb": Programme(id="two")},
        (("aa", "bb"), {"kind": "programme", "n": 2, "value": "one, two"}),
        {"aa": Programme(id="one"), "bb": Programme(id="one", name="One")},
    ),
    "land-in-two-planes": (
        {"aa": Programme(id="one", plane=(18, 44)), "bb": Programme(id="one", plane=(17, 44.5))},
        (("bb", "aa"), {"n": 2, "value": "18;44, 17;44.5"}),
        {
            "aa": Programme(id="one"),
            "bb": Programme(id="one", plane=(18, 44)),
            "cc": Programme(id="one", plane=(18, 44), name="One"),
            "dd": Programme(id="two", plane=(17, 44)),
        },
    ),
    "time-zone-unknown": (
        {"aa": Programme(id="one", time_zone="Sarajevo")},
        (("aa",), {"value": "Sarajevo"}),
        {"aa": Programme(id="one", time_zone="Europe/Sarajevo")},
    ),
    "person-under-two-ids": (
        {"aa": Person(id="p-1", role="surveyor"), "bb": Person(id="p-2", role="reviewer")},
        (("aa", "bb"), {"kind": "person", "n": 2, "value": "p-1, p-2"}),
        {"aa": Person(id="p-1", role="surveyor"), "bb": Person(id="p-1", role="reviewer"), "cc": Person(id="p-3")},
    ),
}
NAMES = {"names": {"aa": "Example, A.", "bb": "a. EXAMPLE,", "cc": "B. Example"}}


@pytest.mark.parametrize("code", CASES)
def test_a_fault_is_seen(code, findings):
    records, (about, params), _ = CASES[code]
    assert findings(code, records, **NAMES) == [Finding(code, about, None, params)]


@pytest.mark.parametrize("code", CASES)
def test_what_is_right_is_left_alone(code, findings):
    assert findings(code, CASES[code][2], **NAMES) == []


def test_without_names_nobody_is_two(findings):
    assert findings("person-under-two-ids", CASES["person-under-two-ids"][0]) == []


def test_no_name_of_a_person_stands_in_a_finding(findings):
    (found,) = findings("person-under-two-ids", CASES["person-under-two-ids"][0], **NAMES)
    assert "xample" not in msgspec.json.encode(found).decode().lower()


def test_a_release_keeps_its_id_whatever_its_day_and_progress_is_no_repeat(findings):
    release = Release(id="R-1", organisation="org-1", date="2024-05")
    again = but(release, date="2024-06")
    assert len(findings("source-id-repeated", {"aa": release, "bb": again})) == 1
    assert findings("source-id-repeated", {"aa": release, "bb": but(again, stage="progress")}) == []


def test_an_area_may_keep_its_id_in_the_next_boundary_set(findings):
    records = {year: AdminArea(id="BA-07", boundary_set=f"municipalities-{year}") for year in ("2013", "2023")}
    assert findings("source-id-repeated", records) == []
    assert len(findings("source-id-repeated", {"aa": records["2013"], "bb": records["2013"]})) == 1


def test_a_repeated_record_is_not_told_as_a_repeated_shape_again(findings):
    assert findings("shape-repeated", CASES["record-repeated"][0]) == []
    assert findings("source-id-lookalike", {"aa": Organisation(id="A"), "bb": Hazard(id="a")}) == []


def test_blanks_around_an_id_are_a_fault_of_ids_not_of_those_who_name_them(findings):
    trailing = but(HAZARD, id="H-1 ")
    assert findings("source-id-lookalike", {"aa": trailing, "bb": Release(area_id="H-1")}) == []
    assert len(findings("source-id-lookalike", {"aa": trailing, "bb": HAZARD})) == 1


def test_the_crowd_is_that_of_the_programme(findings):
    records = {"aa": ITEM, "bb": but(ITEM, quantity=2)}
    assert len(findings("many-records-at-one-place", records, limits=Limits(crowd=2))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("H-1", "h-1"),
        ("H-1", " H-1 "),
        ("H  1", "H 1"),
        ("H-1", "H\u20131"),
        ("HA-7", "\u041d\u0410-7"),
        ("ha-7", "\u043d\u0430-7"),
        ("AO-10", "A0-IO"),
        ("A-12", "\uff21-\u0661\u0662"),
        ("A-l2", "A-12"),
        ("e\u0301", "é"),
    ],
)
def test_ids_of_one_look_are_one(one, other):
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("H-1", "H-2"), ("H-1-1", "H-11"), ("HL-1", "HI-1"), ("Goal", "Goa1"), ("", "-")]
)
def test_ids_of_another_look_are_two(one, other):
    assert skeleton(one) != skeleton(other)


@given(st.text())
def test_the_look_of_a_look_is_itself(text):
    once = skeleton(text)
    assert skeleton(once) == once
