"""What makes land less dangerous, and what does not."""

import msgspec
import pytest
import shapely

from landrelease.checks.danger import HAZARD_LESSENED, RELEASE_STRENGTHENED, lessened
from landrelease.records.land import Hazard, Release, Survey
from landrelease.records.shape import Shape


def land(east, west=18.0):
    return Shape(wgs84=msgspec.Raw(shapely.to_geojson(shapely.box(west, 43, east, 43.01)).encode()))


HAZARD = Hazard(
    status="confirmed",
    date="2024-05",
    contamination=("AP", "CMR"),
    required_depth_m=0.2,
    shape=land(18.01),
    stated_m2=9.0,
)
RELEASE = Release(status="reduced", date="2024-05", scope=("AP",), depth_m=0.2, area_id="H-1", shape=land(18.01))


def but(record, **changes):
    return msgspec.structs.replace(record, **changes)


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        (HAZARD, None, "a hazard is taken out"),
        (HAZARD, RELEASE, "a hazard is taken out"),
        (None, RELEASE, "a release appears"),
        (Survey(), RELEASE, "a release appears"),
        (HAZARD, but(HAZARD, status="suspected"), "confirmed becomes suspected"),
        (HAZARD, but(HAZARD, contamination=("AV",)), "a class of ordnance is dropped"),
        (but(HAZARD, contamination=()), HAZARD, "a class of ordnance is dropped"),
        (but(HAZARD, contamination=("PROM-1",)), HAZARD, "a class of ordnance is dropped"),
        (HAZARD, but(HAZARD, required_depth_m=None), "the required depth is lowered"),
        (HAZARD, but(HAZARD, date="2024-04"), "the hazard is dated earlier"),
        (HAZARD, but(HAZARD, shape=land(18.009)), "the hazard covers less land"),
        (HAZARD, but(HAZARD, shape=land(18.02, 18.001)), "the hazard covers less land"),
        (HAZARD, but(HAZARD, shape=None), "the hazard covers less land"),
        (but(HAZARD, shape=None), but(HAZARD, shape=None, stated_m2=8.0), "the stated size is reduced"),
        (RELEASE, but(RELEASE, status="cleared"), "other work becomes clearance"),
        (but(RELEASE, stage="progress"), RELEASE, "progress becomes completion"),
        (RELEASE, but(RELEASE, scope=()), "the release covers more classes"),
        (but(RELEASE, scope=("x",)), RELEASE, "the release covers more classes"),
        (RELEASE, but(RELEASE, depth_m=0.3), "the done depth is raised"),
        (RELEASE, but(RELEASE, date="2024-06"), "the release is dated later"),
        (RELEASE, but(RELEASE, area_id="H-1; H-2"), "the release names other hazards"),
        (RELEASE, but(RELEASE, area_id=None), "the release names other hazards"),
        (RELEASE, but(RELEASE, shape=land(18.02)), "the release covers more land"),
    ],
)
def test_land_becomes_less_dangerous(before, after, how):
    assert lessened(before, after) == how


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, None),
        (None, HAZARD),
        (RELEASE, None),
        (RELEASE, HAZARD),
        (HAZARD, HAZARD),
        (HAZARD, but(HAZARD, contamination=(), required_depth_m=0.5, date="2024-06", shape=land(18.02))),
        (but(HAZARD, status="suspected"), HAZARD),
        (but(HAZARD, shape=None), but(HAZARD, stated_m2=1.0)),
        (RELEASE, but(RELEASE, status="cancelled", depth_m=None, date="2024-04", shape=land(18.005))),
        (RELEASE, but(RELEASE, scope=("mines",))),
        (RELEASE, but(RELEASE, scope=("x",))),
        (HAZARD, but(HAZARD, date=None)),
        (Survey(), None),
    ],
)
def test_land_stays_as_dangerous_or_becomes_more_so(before, after):
    assert lessened(before, after) == ""


def test_every_reason_has_been_seen_here():
    (cases,) = (mark.args[1] for mark in test_land_becomes_less_dangerous.pytestmark)
    assert {case[2] for case in cases} >= set(HAZARD_LESSENED) | set(RELEASE_STRENGTHENED)
