"""Coarse tiles: they hold all open land, tell no edge of it, and nothing of land that was released."""

import datetime as dt

import numpy as np
import pytest
import shapely
from mapbox_vector_tile import decode

from landrelease.desk.opening import create
from landrelease.desk.versions import known
from landrelease.geometry.geojson import shape_of_wkt
from landrelease.geometry.plane import Plane
from landrelease.publish.atlas import Atlas
from landrelease.publish.coarse import coarse_tile, side_m
from landrelease.publish.tilegrid import Tile
from landrelease.records.context import Programme
from landrelease.records.land import Hazard, Release

FIELD = "POLYGON ((18.205 44.102, 18.207 44.102, 18.207 44.104, 18.205 44.104, 18.205 44.102))"
"""In the middle of a cell, so that it comes near no other."""
NEXT = "POLYGON ((18.2052 44.1022, 18.2068 44.1022, 18.2068 44.1038, 18.2052 44.1038, 18.2052 44.1022))"
PLACE = (18.206, 44.103)


@pytest.fixture
def atlas(tmp_path):
    """The land of some records, all of them accepted."""
    opened = []

    def made(*records) -> Atlas:
        clock = iter(dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=n) for n in range(999))
        programme = Programme(id="SYNTHETIC-1", plane=(18.0, 44.0))
        register = create(tmp_path / f"{len(opened)}.register", programme, acting="Ana", clock=lambda: next(clock))
        opened.append(register)
        register.by("Ben").accept([register.append(one) for one in records])
        return Atlas(known(register.store))

    yield made
    for register in opened:
        register.close()


def hazard(wkt=FIELD, status="suspected", date="2020-05-17", name="H-1") -> Hazard:
    return Hazard(id=name, status=status, date=date, shape=shape_of_wkt(wkt))


def cleared(date="2021-03-09") -> Release:
    return Release(id="R-1", area_id="H-1", status="cleared", date=date, shape=shape_of_wkt(FIELD))


def tile_at(z, lon=PLACE[0], lat=PLACE[1]) -> Tile:
    y = (0.5 - np.arctanh(np.sin(np.radians(lat))) / 2 / np.pi) * 2**z
    return Tile(z, int((lon / 360 + 0.5) * 2**z), int(y))


def periods(atlas, audience="partner", z=11) -> list[tuple]:
    """What one tile tells, without the shapes."""
    found = decode(coarse_tile(atlas, tile_at(z), "all", audience) or b"").get("land", {"features": []})
    told = (one["properties"] for one in found["features"])
    return sorted({(one["status"], one["from"], one["to"]) for one in told})


def test_open_land_is_shown_until_it_is_released_and_the_release_itself_is_not(atlas):
    assert periods(atlas(hazard(), cleared())) == [("suspected", 20200517, 20210309)]


def test_donors_read_months_that_hold_the_days(atlas):
    assert periods(atlas(hazard(), cleared()), "donor") == [("suspected", 20200501, 20210401)]


def test_a_cell_shows_the_gravest_of_what_comes_near_it(atlas):
    inner = hazard(NEXT, "confirmed", "2022-01-01", "H-2")
    assert periods(atlas(hazard(), inner)) == [("confirmed", 20220101, 99999999), ("suspected", 20200517, 20220101)]


def test_nothing_but_status_and_time_is_told(atlas):
    found = decode(coarse_tile(atlas(hazard()), tile_at(11), "all", "partner"))
    assert list(found) == ["land"]
    assert {name for one in found["land"]["features"] for name in one["properties"]} == {"status", "from", "to"}


@pytest.mark.parametrize("z", [0, 3, 6, 9, 11, 14])
def test_at_every_zoom_the_cells_hold_the_land(atlas, z):
    tile = tile_at(z)
    found = decode(coarse_tile(atlas(hazard()), tile, "all", "donor"), default_options={"y_coord_down": True})
    cells = shapely.union_all([shapely.geometry.shape(one["geometry"]) for one in found["land"]["features"]])
    land = shapely.transform(shapely.from_wkt(FIELD), lambda xy: tile.units(xy, Plane(18, 44)))
    assert shapely.covers(shapely.buffer(cells, 1), shapely.intersection(land, shapely.box(0, 0, 4096, 4096)))


def test_two_shapes_in_one_cell_cannot_be_told_apart(atlas):
    tile = tile_at(14)
    assert coarse_tile(atlas(hazard()), tile, "all", "donor") == coarse_tile(atlas(hazard(NEXT)), tile, "all", "donor")


def test_far_away_and_without_land_there_is_nothing(atlas):
    assert coarse_tile(atlas(hazard()), tile_at(11, 20.0, 50.0), "all", "donor") == b""
    assert coarse_tile(atlas(), tile_at(11), "all", "donor") == b""


def test_cells_never_vanish_between_pixels():
    sizes = [side_m(z, Plane(18, 44)) for z in range(15)]
    assert sizes == sorted(sizes, reverse=True)
    assert set(np.log2(np.array(sizes) / 1000) % 1) == {0.0}
