"""The periods of parcels are the land of every day."""

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.desk.register import Register
from landrelease.desk.versions import Known, Versions, known, versions_near
from landrelease.desk.views import EVER
from landrelease.geometry.rings import to_polygons
from landrelease.ledger.table import Parcels
from landrelease.ledger.versions import FOR_EVER
from landrelease.records import format1
from landrelease.records.codes import STATUSES

from .test_upkeep import LIFE, SLOTS, STEP, lived, office

PLACES = shapely.points(
    [(18 + x * STEP / 3 + 0.000_07, 44 + y * STEP / 3 + 0.000_05) for x in range(24) for y in range(24)]
)


def rows(versions: Versions) -> list[tuple]:
    """Parcel by parcel: status, first day and the day on which the period ends, and the record's id."""
    spans = versions.periods
    columns = (spans.parcel, spans.status, spans.first, spans.end, versions.record)
    return [
        (n, STATUSES[status], written(first), written(end), record)
        for n, status, first, end, record in zip(*(column.tolist() for column in columns), strict=True)
    ]


def written(day: int) -> str:
    return "" if day == FOR_EVER else dt.date.fromordinal(day).isoformat()


# ---- worked cases ----


def test_a_parcel_comes_with_all_its_periods(register, hazard, release, square):
    names = [
        register.append(one)
        for one in (
            hazard(date="2020-05-01"),
            hazard(date="2021", status="confirmed"),
            release(date="2022-06-01", area_id="H-1", shape=square(18.0)),
            hazard("H-2", date="2023-01-31"),
        )
    ]
    register.by("Ben").accept(names)
    found = versions_near(known(register.store), None, "all")
    assert rows(found) == [
        (0, "suspected", "2020-05-01", "2021-12-31", names[0]),
        (0, "confirmed", "2021-12-31", "2022-06-01", names[1]),
        (0, "cleared", "2022-06-01", "2023-01-31", names[2]),
        (0, "suspected", "2023-01-31", "", names[3]),
    ]
    land = register.land()
    assert (found.id.tolist(), found.area_m2.tolist()) == (land.id.tolist(), land.area_m2.tolist())
    assert shapely.equals(found.polygons(), land.geometry).all()


def test_a_release_that_leaves_another_claim_open_ends_no_period(register, hazard, release):
    """What a parcel's history alone could not tell: the first release moved nothing, and still closed a claim."""
    names = [
        register.append(one)
        for one in (
            hazard("H-1", date="2020-01-01"),
            hazard("H-2", date="2020-02-01"),
            release("R-1", date="2020-03-01", status="cancelled", area_id="H-1", depth_m=None),
            release("R-2", date="2020-04-01", status="cancelled", area_id="H-2", depth_m=None),
        )
    ]
    register.by("Ben").accept(names)
    found = rows(versions_near(known(register.store), None, "all"))
    assert ("cancelled", "2020-04-01", "", names[3]) in [row[1:] for row in found]


def test_only_parcels_near_the_rectangle_are_read(register, hazard):
    register.by("Ben").accept([register.append(hazard(f"H-{n}", west=18 + n / 10)) for n in range(4)])
    whole = versions_near(known(register.store), None, "all")
    x0, y0, x1, y1 = shapely.total_bounds(to_polygons(whole.rings)[1:2]) / 10_000
    assert versions_near(known(register.store), (x0 + 1, y0 + 1, x1 - 1, y1 - 1), "all").id.tolist() == [whole.id[1]]
    assert versions_near(known(register.store), (x1 + 1, y0, x1 + 2, y1), "all").polygons().tolist() == []


def test_a_class_shows_only_land_that_ever_had_a_status_in_it(register, hazard):
    names = [
        register.append(hazard(f"H-{n}", west=18 + n / 10, contamination=(code,)))
        for n, code in enumerate(("AP", "CMR"))
    ]
    register.by("Ben").accept(names)
    assert [row[4] for row in rows(versions_near(known(register.store), None, "mines"))] == names[:1]
    assert [row[4] for row in rows(versions_near(known(register.store), None, "cluster"))] == names[1:]
    assert rows(versions_near(known(register.store), None, "other")) == []


# ---- on every day ----


def days_of(versions: Versions) -> Iterator[str]:
    """Every day on which anything changes, and the day before it."""
    spans = versions.periods
    turns = set(spans.first.tolist()) | set(spans.end.tolist()) - {FOR_EVER}
    yield from sorted({written(day) for turn in turns for day in (turn - 1, turn)})


def alive(versions: Versions, day: str) -> tuple[np.ndarray, np.ndarray]:
    """Parcels and status numbers of the periods that hold a day."""
    spans, number = versions.periods, dt.date.fromisoformat(day).toordinal()
    holds = (spans.first <= number) & (number < spans.end)
    return spans.parcel[holds], spans.status[holds]


def shown(versions: Versions, polygons: np.ndarray, day: str) -> dict[str, tuple[float, set[int]]]:
    """Area of each status on a day, and which of the places lie in it."""
    parcel, status = alive(versions, day)
    return {
        STATUSES[number]: (versions.area_m2[mine].sum(), inside(polygons[mine]))
        for number in np.unique(status).tolist()
        for mine in (parcel[status == number],)
    }


def drawn(land: Parcels) -> dict[str, tuple[float, set[int]]]:
    """The same of the map of a day."""
    return {
        name: (land.area_m2[land.status == name].sum(), inside(land.geometry[land.status == name]))
        for name in sorted(set(land.status))
    }


def inside(polygons: np.ndarray) -> set[int]:
    return set(shapely.STRtree(polygons).query(PLACES, predicate="within")[0].tolist())


def agree(register: Register, at: Known, known_at: str | None, klass: str) -> None:
    """Compare every day; areas to a millionth, and a sliver of the grid."""
    versions = versions_near(at, None, klass)
    polygons = versions.polygons()
    for day in days_of(versions):
        found = shown(versions, polygons, day)
        wanted = drawn(register.land(as_of=day, known_at=known_at, klass=klass))
        assert {name: places for name, (_, places) in found.items()} == {
            name: places for name, (_, places) in wanted.items()
        }
        for name, (area, _) in wanted.items():
            assert found[name][0] == pytest.approx(area, rel=1e-6, abs=0.01)


@given(life=LIFE, klass=st.sampled_from(SLOTS))
def test_the_periods_that_hold_a_day_are_the_land_of_that_day(life, klass):
    with office() as register:
        lived(register, life)
        agree(register, known(register.store), None, klass)


@given(life=LIFE, klass=st.sampled_from(SLOTS), data=st.data())
def test_so_they_are_as_it_was_known_at_any_moment(life, klass, data):
    with office() as register:
        lived(register, life)
        moments = sorted({format1.decode(one).recorded for _, _, one in register.store.records()})
        moment = data.draw(st.sampled_from((EVER, *moments)))
        agree(register, known(register.store, moment), moment, klass)


@given(life=LIFE)
def test_the_periods_that_last_are_the_land_of_now(life):
    with office() as register:
        lived(register, life)
        for klass in SLOTS:
            versions, land = versions_near(known(register.store), None, klass), register.land(klass=klass)
            lasting = [(versions.id[n], name, first) for n, name, first, end, _ in rows(versions) if not end]
            assert lasting == sorted(zip(land.id, land.status, land.since, strict=True))
