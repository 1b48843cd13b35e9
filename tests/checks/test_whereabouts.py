"""Every check of land among the records: what it sees, and what it leaves alone."""

import msgspec
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.checks.finding import Finding
from landrelease.checks.held import Held, View
from landrelease.checks.limits import Limits
from landrelease.checks.proposed import Places
from landrelease.checks.whereabouts import key_on_far_apart_land
from landrelease.records.context import AdminArea, Settlement
from landrelease.records.finds import Ordnance
from landrelease.records.land import Hazard, Release
from landrelease.records.shape import Shape

COUNTRY = shapely.box(18, 43, 18.1, 43.1)


def drawn(geometry, accuracy_m=None):
    return Shape(wgs84=msgspec.Raw(shapely.to_geojson(geometry).encode()), accuracy_m=accuracy_m)


def field(lon=18.0, lat=43.0, size=0.01):
    return drawn(shapely.box(lon, lat, lon + size, lat + size))


def point(lon, lat, accuracy_m=None):
    return drawn(shapely.Point(lon, lat), accuracy_m)


HAZARD = Hazard(id="H-1", organisation="org-1", shape=field())
BOW = drawn(shapely.from_wkt("POLYGON ((18 43, 18.01 43.01, 18.01 43, 18 43.01, 18 43))"))
# Code to: records at fault, whom the finding is about with what is said of them, and records that are right.
CASES = {
    "key-on-far-apart-land": (
        {"aa": HAZARD, "bb": Hazard(id="H-1", organisation="org-1", shape=field(18.08))},
        (("aa", "bb"), {"hazard": "H-1", "distance_m": pytest.approx(5_708, abs=1)}),
        {
            "aa": HAZARD,
            "bb": Hazard(id="H-1", organisation="org-1", shape=field(18.05)),
            "cc": Hazard(id="H-1", organisation="org-1", shape=field(18.1)),
            "dd": Hazard(id="H-2", shape=field(19)),
            "ee": Hazard(id="H-1", organisation="org-2", shape=field(20)),
            "ff": Hazard(id="H-1", organisation="org-1"),
        },
    ),
    "outside-declared-admin-area": (
        {
            "aa": AdminArea(id="north", shape=field()),
            "bb": Settlement(id="S-1", admin_area=" north", shape=point(18.02, 43.005)),
        },
        (("bb", "aa"), {"area": "north", "distance_m": pytest.approx(815, abs=1)}),
        {
            "aa": AdminArea(id="north", shape=field()),
            "bb": Settlement(id="S-1", admin_area="north", shape=point(18.005, 43.005)),
            "cc": Settlement(id="S-2", admin_area="north", shape=point(18.0102, 43.005)),
            "dd": Settlement(id="S-3", admin_area="north"),
            "ee": Settlement(id="S-4", admin_area="south", shape=point(19, 43)),
            "ff": Settlement(id="S-5", admin_area="east", shape=point(19, 43)),
            "gg": AdminArea(id="east"),
        },
    ),
    "release-outside-named-hazard": (
        {"aa": HAZARD, "bb": Release(area_id="H-1", shape=field(18.005))},
        (
            ("bb",),
            {"hazard": "H-1", "outside_m2": pytest.approx(452_950, rel=1e-3), "outside_percent": pytest.approx(50)},
        ),
        {
            "aa": HAZARD,
            "bb": Hazard(id="H-2", shape=field(18.01)),
            "cc": Release(area_id="H-1;H-2", shape=field(18.005)),
            "dd": Release(area_id="H-1", shape=BOW),
            "ee": Release(area_id="H-9", shape=field(19)),
            "ff": Release(shape=field(19)),
        },
    ),
    "ordnance-outside-area": (
        {"aa": HAZARD, "bb": Ordnance(area_id="H-1", shape=point(18.011, 43.005))},
        (("bb",), {"area": "H-1", "distance_m": pytest.approx(81.5, abs=0.1), "lon": 18.011, "lat": 43.005}),
        {
            "aa": HAZARD,
            "bb": Ordnance(area_id="H-1", shape=point(18.0102, 43.005)),
            "gg": Ordnance(area_id="H-1", shape=point(18.005, 43.005)),
            "cc": Ordnance(area_id="H-1", shape=point(18.011, 43.005, 90.0)),
            "dd": Ordnance(area_id="H-1"),
            "ee": Ordnance(area_id="H-1", context="spot-task", shape=point(18.5, 43.5)),
            "ff": Ordnance(shape=point(18.5, 43.5)),
        },
    ),
    "total-larger-than-country": (
        {
            "aa": Hazard(id="H-1", stated_m2=6e7),
            "bb": Hazard(id="H-2", stated_m2=3.1e7),
            "cc": Hazard(id="H-3", stated_m2=1.0),
        },
        (("aa",), {"area_m2": 9.1e7 + 1, "country_m2": pytest.approx(9.05e7, rel=1e-3)}),
        {"aa": Hazard(id="H-1", stated_m2=6e7), "bb": Hazard(id="H-1", stated_m2=5e7), "cc": HAZARD},
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_a_fault_is_seen(code, findings):
    records, (about, params), _ = CASES[code]
    assert findings(code, records, places=Places(COUNTRY)) == [Finding(code, about, None, params)]


@pytest.mark.parametrize("code", CASES)
def test_what_is_right_is_left_alone(code, findings):
    assert findings(code, CASES[code][2], places=Places(COUNTRY)) == []


def test_without_a_country_no_total_is_too_large(findings):
    assert findings("total-larger-than-country", CASES["total-larger-than-country"][0]) == []


def test_an_item_of_a_task_belongs_to_the_land_of_the_task(findings):
    task = {"aa": Release(task="T-1", shape=field()), "bb": Ordnance(task=" T-1", shape=point(18.02, 43.005))}
    (found,) = findings("ordnance-outside-area", task)
    assert (found.about, found.params["area"]) == (("bb",), "T-1")
    assert findings("ordnance-outside-area", {**task, "aa": Release(task="T-2", shape=field())}) == []


def test_the_limits_are_those_of_the_programme(findings):
    records = CASES["release-outside-named-hazard"][0]
    assert findings("release-outside-named-hazard", records, limits=Limits(outside_share=0.51)) == []


@given(st.lists(st.integers(0, 30), min_size=2, max_size=6, unique=True), st.booleans())
def test_pieces_are_far_apart_where_a_wide_band_is_empty(steps, north):
    places = [(18.0, 43 + step / 50) if north else (18 + step / 50, 43.0) for step in steps]
    pieces = {f"{n}": Hazard(id="H-1", shape=field(*place, size=0.001)) for n, place in enumerate(places)}
    held = Held([(id_, hazard, "accepted") for id_, hazard in pieces.items()], View())
    step_m = (0.02 * 111_100) if north else (0.02 * 81_400)
    widest = max(after - before for before, after in zip(sorted(steps)[:-1], sorted(steps)[1:], strict=True))
    assert bool(key_on_far_apart_land(held)) is (widest * step_m - 111 > 5_000)
