"""Land as the public sees it, the settings behind it, and what stands on it."""

import numpy as np
import pytest
import shapely

from landrelease.checks.settings_publish import AreaRule
from landrelease.geometry.plane import Plane
from landrelease.ledger.table import Parcels
from landrelease.publish.meta import ABSENCE, Meta
from landrelease.publish.redaction.audience import AudienceError
from landrelease.publish.redaction.land import OPEN, RELEASED, PublishedLand, published_land
from landrelease.publish.redaction.outward import to_degrees, to_plane
from landrelease.publish.redaction.publication import publication
from landrelease.publish.redaction.stamp import stamp

PLANE = Plane(18, 44)
ALL = {"public.published": True, "public.small_count": 3, "public.layers": "land-open;land-released"}


def parcels(*rows):
    """Parcels from (status, box in metres)."""

    def column(values):
        return np.array([*values, None], dtype=object)[:-1]

    flat = [shapely.box(*box) for _, box in rows]
    names = column(f"p-{n}" for n in range(len(rows)))
    return Parcels(
        "mines", names, column(to_degrees(one, PLANE) for one in flat), np.array([one.area for one in flat]),
        column(status for status, _ in rows), column("2024-05-17" for _ in rows), column("r-1" for _ in rows),
        np.full(len(rows), np.nan), column("" for _ in rows), column(("r-1",) for _ in rows),
    )  # fmt: skip


LAND = parcels(
    ("suspected", (400, 400, 600, 600)),
    ("confirmed", (600, 400, 700, 600)),
    ("suspected", (4400, 400, 4600, 610)),
    ("cleared", (700, 400, 1250, 600)),
    ("cancelled", (2000, 0, 3000, 550)),
    ("reduced", (3000, 0, 3090, 550)),
)


def shown(settings, land=LAND, **more):
    return {one.group: one for one in published_land(land, publication(ALL | settings), PLANE, **more)}


def bounds(one):
    return [
        tuple(np.rint(part.bounds).astype(int).tolist()) for part in shapely.get_parts(to_plane(one.geometry, PLANE))
    ]


def test_open_land_is_shown_larger_and_released_land_smaller_and_nowhere_both():
    rows = shown({})
    assert sorted(bounds(rows["open"])) == [(0, 0, 1000, 1000), (4000, 0, 5000, 1000)]
    assert bounds(rows["released"]) == [(2100, 100, 3000, 500)]
    assert (
        not to_plane(rows["open"].geometry, PLANE).buffer(-0.01).intersects(to_plane(rows["released"].geometry, PLANE))
    )
    exact = shapely.union_all(
        [to_plane(one, PLANE) for one in LAND.geometry[np.isin(LAND.status.astype(str), RELEASED)]]
    )
    assert exact.buffer(0.01).covers(to_plane(rows["released"].geometry, PLANE))


def test_areas_are_rounded_up_where_land_is_open_and_down_where_it_is_released():
    rows = shown({})
    assert (rows["open"].area_m2, rows["open"].step_m2) == (110_000, 10_000)
    assert (rows["released"].area_m2, rows["released"].step_m2) == (700_000, 10_000)


def test_the_area_of_few_parcels_is_left_out():
    few = parcels(("suspected", (400, 400, 600, 600)))
    rows = shown({}, few)
    assert rows["open"].area_m2 is None
    assert rows["open"].geometry is not None
    assert rows["released"] == PublishedLand("released", None, 0, 10_000, "mines")


def test_released_land_is_exact_only_where_the_programme_says_so_and_never_under_open_land():
    rows = shown({"public.released_land": "exact"})
    assert sorted(bounds(rows["released"])) == [(1000, 400, 1250, 600), (2000, 0, 3090, 550)]


def test_hidden_land_has_no_row():
    assert set(shown({"public.open_land": "hidden"})) == {"released"}
    assert set(shown({"public.released_land": "hidden"})) == {"open"}
    assert set(shown({"public.layers": "figures"})) == set()


def test_nothing_is_shown_until_the_programme_publishes():
    assert published_land(LAND, publication(ALL | {"public.published": False}), PLANE) == []
    assert published_land(LAND, publication({}), PLANE) == []


def test_whole_areas_are_shown_where_the_programme_says_so():
    area = to_degrees(shapely.box(-9000, -9000, 9000, 9000), PLANE)
    rows = shown({"public.open_land": "admin"}, areas=[area])
    assert bounds(rows["open"]) == [(-9000, -9000, 9000, 9000)]
    assert rows["released"].geometry is None


def test_what_is_published_names_no_record_no_parcel_and_no_day():
    text = str([one._asdict() for one in shown({}).values()])
    assert not any(word in text for word in ("p-0", "r-1", "2024"))


def test_every_status_is_open_or_released():
    assert {*OPEN, *RELEASED} == {"suspected", "confirmed", "cancelled", "reduced", "cleared"}


def test_the_defaults_publish_nothing_and_a_slip_publishes_nothing():
    found = publication({})
    assert (found.published, found.open_land, found.released_land) == (
        False,
        AreaRule("grid", 1000),
        AreaRule("grid", 100),
    )
    assert (found.small_count, found.delay_days, found.dates, found.hotline, found.hours) == (5, 0, "month", "", "")
    assert found.layers == ("land-open", "land-released", "figures")
    for key, value in (("public.open_land", "exact"), ("public.layers", "all"), ("public.nothing", 1)):
        assert publication({"public.published": True, key: value}).published is False


def test_layers_and_delay_are_those_of_the_settings():
    found = publication({
        "public.published": True, "public.layers": "figures;land-open", "public.delay_days": 60, "checks.else": "x",
        "public.hotline": "+000 101", "public.hours": "day and night", "public.dates": "year",
    })  # fmt: skip
    assert (found.layers, found.shows("figures"), found.shows("accidents")) == (("land-open", "figures"), True, False)
    assert (found.known_at("2026-03-01"), found.hotline, found.hours, found.dates) == (
        "2025-12-31", "+000 101", "day and night", "year",
    )  # fmt: skip


def test_a_stamp_says_for_whom_of_which_day_and_that_nothing_shown_is_nothing_known():
    found = stamp("public", Meta(programme="p", as_of="2025-12-31", synthetic=True))
    assert found.sentences[0].startswith("For the audience public; valid for 2025-12-31.")
    assert ABSENCE in found.sentences
    assert found.facts()["audience"] == "public"
    with pytest.raises(AudienceError):
        stamp("everybody", Meta(programme="p"))
