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
from landrelease.publish.coarse import coarse_tile as drawn
from landrelease.publish.coarse import side_m
from landrelease.publish.redaction.outward import cells, to_degrees, to_plane
from landrelease.publish.redaction.publication import publication
from landrelease.publish.tilegrid import Tile
from landrelease.records.context import Programme
from landrelease.records.land import Hazard, Release

FIELD = "POLYGON ((18.205 44.102, 18.207 44.102, 18.207 44.104, 18.205 44.104, 18.205 44.102))"
"""In the middle of a cell, so that it comes near no other."""
NEXT = "POLYGON ((18.2052 44.1022, 18.2068 44.1022, 18.2068 44.1038, 18.2052 44.1038, 18.2052 44.1022))"
PLACE = (18.206, 44.103)


def coarse_tile(atlas, tile, klass, audience, rule="grid:1000", areas=()) -> bytes:
    rules = publication({"public.published": True, "public.open_land": rule})
    return drawn(atlas, tile, klass, audience, rules, areas)


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
    shown = shapely.union_all([shapely.geometry.shape(one["geometry"]) for one in found["land"]["features"]])
    land = shapely.transform(shapely.from_wkt(FIELD), lambda xy: tile.units(xy, Plane(18, 44)))
    assert shapely.covers(shapely.buffer(shown, 1), shapely.intersection(land, shapely.box(0, 0, 4096, 4096)))


def test_two_shapes_in_one_cell_cannot_be_told_apart(atlas):
    tile = tile_at(14)
    assert coarse_tile(atlas(hazard()), tile, "all", "donor") == coarse_tile(atlas(hazard(NEXT)), tile, "all", "donor")


def test_far_away_and_without_land_there_is_nothing(atlas):
    assert coarse_tile(atlas(hazard()), tile_at(11, 20.0, 50.0), "all", "donor") == b""
    assert coarse_tile(atlas(), tile_at(11), "all", "donor") == b""


def test_cells_never_vanish_between_pixels():
    sizes = [side_m(z, Plane(18, 44), 700.0) for z in range(15)]
    assert sizes == sorted(sizes, reverse=True)
    assert set(np.log2(np.array(sizes) / 700) % 1) == {0.0}


def cells_at(atlas, z, rule="grid:1000", areas=(), place=PLACE) -> shapely.Geometry:
    """What a tile shows, in the programme's plane."""
    tile, plane = tile_at(z, *place), Plane(18, 44)
    data = coarse_tile(atlas, tile, "all", "donor", rule, areas)
    found = decode(data, default_options={"y_coord_down": True})["land"]["features"] if data else []
    shown = shapely.union_all([shapely.geometry.shape(one["geometry"]) for one in found])
    return to_plane(shapely.transform(shown, tile.lonlat), plane) if found else shown


@pytest.mark.parametrize("z", [10, 9, 8, 7])
def test_a_coarse_cell_is_where_a_smallest_one_is_and_tells_no_more(atlas, z):
    lonlat = to_degrees(shapely.box(7550, 8450, 7650, 8550), Plane(18, 44))
    # 350 m from a border of all coarser cells: a quarter of their side is more than that, a quarter of 1000 m is less
    shown = cells_at(atlas(hazard(lonlat.wkt)), z, place=lonlat.centroid.coords[0])
    assert shown.area / side_m(z, Plane(18, 44), 1000.0) ** 2 == pytest.approx(1, abs=0.06)


@pytest.mark.parametrize(("rule", "side"), [("grid:1000", 1000), ("grid:4000", 4000), ("buffer:2000", 2000)])
def test_cells_are_those_of_the_programmes_rule(atlas, rule, side):
    field = to_plane(shapely.from_wkt(FIELD), Plane(18, 44))
    window = to_plane(shapely.transform(shapely.box(-64, -64, 4160, 4160), tile_at(10).lonlat), Plane(18, 44))
    expected = cells(shapely.box(*field.bounds), side).intersection(window)
    assert cells_at(atlas(hazard()), 10, rule).symmetric_difference(expected).area < expected.area / 15


def test_where_open_land_is_hidden_or_not_published_nothing_is_drawn(atlas):
    land = atlas(hazard())
    assert coarse_tile(land, tile_at(11), "all", "donor", "hidden") == b""
    assert drawn(land, tile_at(11), "all", "donor", publication({})) == b""
    assert drawn(land, tile_at(11), "all", "donor", publication({"public.open_land": "hiden"})) == b""


def test_whole_areas_stand_for_the_land_and_cells_where_there_is_no_area(atlas):
    plane = Plane(18, 44)
    field = to_plane(shapely.from_wkt(FIELD), plane)
    holds, far = shapely.buffer(field, 3000, quad_segs=1), shapely.box(40_000, 0, 41_000, 1000)
    areas = [to_degrees(one, plane) for one in (far, holds)]
    land = atlas(hazard())
    shown = cells_at(land, 9, "admin", areas)
    assert shown.symmetric_difference(holds).area < holds.area / 20
    assert cells_at(land, 9, "admin", areas[:1]).equals(cells_at(land, 9, "grid:1000"))
