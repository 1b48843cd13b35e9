import numpy as np
import pytest
import shapely
from shapely.geometry import LineString

from landrelease.demo import cast, province
from landrelease.demo.row import Row, Sheet, lonlat


@pytest.mark.parametrize("seed", [2024, 0, 7, 41])
def test_six_districts_cover_the_province_without_overlap(seed):
    land = province.build(seed)
    shapes = [district.land for district in land.districts]
    assert len(shapes) == 6
    assert shapely.coverage_is_valid(shapes)
    assert sum(shape.area for shape in shapes) == pytest.approx(land.outline.area, rel=1e-6)


@pytest.mark.parametrize("seed", [2024, 7])
def test_forty_settlements_lie_apart_and_in_their_districts(seed):
    land = province.build(seed)
    districts = {district.id: district.land for district in land.districts}
    places = land.settlements
    assert len(places) == len({place.name for place in places}) == len({place.id for place in places}) == 40
    assert all(districts[place.district].covers(place.at) for place in places)
    spots = np.array([[place.at.x, place.at.y] for place in places])
    apart = np.hypot(*(spots[:, None] - spots[None]).T) + 1e9 * np.eye(40)
    assert apart.min() > 2_500
    assert places[0].population == max(place.population for place in places)


def test_the_front_crosses_the_river_once_near_the_town(told):
    land = told.province
    meeting = LineString(land.river).intersection(LineString(land.front))
    assert meeting.distance(land.settlements[0].at) < 2_500
    assert LineString(land.river).is_simple
    assert LineString(land.front).is_simple


def test_every_name_says_synthetic(told):
    land = told.province
    names = [place.name for place in (*land.districts, *land.settlements)]
    names += [one.name for one in cast.ORGANISATIONS]
    assert all(name.endswith("(SYNTHETIC)") for name in names)
    ids = [place.id for place in (*land.districts, *land.settlements)] + [unit.id for unit in cast.UNITS]
    assert all(own.startswith("SYN-") for own in ids)


def test_the_province_lies_in_the_open_atlantic(told):
    sheet = Sheet("x.geojson", "reference", cast.WGS84, "")
    west, south, east, north = lonlat([Row("admin_area", {}, told.province.outline, sheet)])[0].bounds
    assert (west, south, east, north) == pytest.approx((-25, 40, -25, 40), abs=0.31)


def test_another_seed_gives_another_land():
    assert not np.array_equal(province.build(1).river, province.build(2).river)
    assert np.array_equal(province.build(1).river, province.build(1).river)
