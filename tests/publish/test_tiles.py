"""Tiles of a small register: what they show on a day is the land of that day."""

import datetime as dt
import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from mapbox_vector_tile import decode
from pmtiles.reader import MmapSource, Reader, all_tiles

from landrelease.desk.opening import create
from landrelease.desk.register import Register
from landrelease.desk.versions import known
from landrelease.geometry.geojson import shape
from landrelease.geometry.plane import Plane
from landrelease.publish.atlas import Atlas
from landrelease.publish.meta import ABSENCE, Meta
from landrelease.publish.tilearchive import write_land_tiles
from landrelease.publish.tilegrid import Tile, TileError
from landrelease.publish.tiles import features_tile, land_tile
from landrelease.records.context import Programme
from landrelease.records.land import Hazard, Release
from landrelease.register.address import open_store

SUSPECTED = {"status": "suspected", "date": "2020-05-01"}


def square(west: float, south: float, side: float) -> object:
    return shape(np.array([shapely.box(west, south, west + side, south + side)], dtype=object), "EPSG:4326")[0]


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Callable[..., Register]]:
    """A register with the given records in force."""
    opened = []

    def made(*records, plane=(18.0, 44.0)) -> Register:
        clock = iter(dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=n) for n in range(99_999))
        programme = Programme(id="SYNTHETIC-1", plane=plane)
        register = create(tmp_path / f"{len(opened)}.register", programme, acting="Ana", clock=lambda: next(clock))
        opened.append(register)
        register.by("Ben").accept([register.append(one) for one in records])
        return register

    yield made
    for register in opened:
        register.close()


def atlas_of(register: Register) -> Atlas:
    return Atlas(known(register.store))


def at(lon: float, lat: float, z: int) -> tuple[int, int, int]:
    x = int((lon / 360 + 0.5) * 2**z)
    return z, x, int((0.5 - np.arctanh(np.sin(np.radians(lat))) / 2 / np.pi) * 2**z)


def features(data: bytes, name: str) -> list[dict]:
    layers = decode(data, default_options={"y_coord_down": True}) if data else {}
    return layers.get(name, {"features": []})["features"]


def story() -> list:
    land = square(18.0, 44.0, 0.01)
    return [
        Hazard(id="H-1", **SUSPECTED, shape=land),
        Release(id="R-1", area_id="H-1", status="cleared", date="2022-06-01", depth_m=0.2, shape=land),
    ]


def test_each_period_of_a_parcel_is_a_feature(filled):
    register = filled(*story())
    land = register.land()
    data = land_tile(atlas_of(register), *at(18.005, 44.005, 12))
    first, second = register.explain(18.005, 44.005)
    common = {"area_m2": round(land.area_m2[0]), "parcel": land.id[0]}
    assert [feature["properties"] for feature in features(data, "land")] == [
        {"status": "suspected", "from": 20200501, "to": 20220601, "record": first.record[:16], **common},
        {"status": "cleared", "from": 20220601, "to": 99999999, "record": second.record[:16], **common},
    ]
    assert features(data, "spots") == []


def test_a_parcel_lies_where_it_lies(filled):
    register = filled(*story())
    for z in (12, 14, 16):
        tile = Tile(*at(18.005, 44.005, z))
        drawn = shapely.geometry.shape(features(land_tile(atlas_of(register), *tile), "land")[0]["geometry"])
        wanted = shapely.transform(register.land().geometry[0], lambda xy, tile=tile: tile.units(xy, Plane(18, 44)))
        wanted = shapely.intersection(wanted, shapely.box(-64, -64, 4160, 4160))
        assert shapely.hausdorff_distance(drawn, wanted) < 1


@pytest.mark.parametrize("z", range(15))
def test_land_leaves_a_mark_at_every_zoom(filled, z):
    register = filled(
        Hazard(id="H-1", **SUSPECTED, shape=square(18.0, 44.0, 0.01)),
        Hazard(id="H-2", **SUSPECTED, shape=square(18.02, 44.0, 0.000_01)),
        Release(id="R-1", status="cleared", date="2020-01-01", depth_m=0.2, shape=square(18.03, 44.0, 0.001)),
    )
    atlas = atlas_of(register)
    tiles = sorted({at(lon, 44.000_005, z) for lon in (18.000_005, 18.005, 18.020_005, 18.030_5)})
    found = [
        feature for tile in tiles for name in ("land", "spots") for feature in features(land_tile(atlas, *tile), name)
    ]
    assert "suspected" in {feature["properties"]["status"] for feature in found}
    names = {feature["properties"].get("parcel") for feature in found}
    assert names == set(register.land().id) or None in names


def test_open_land_is_never_hidden_by_released_land(filled):
    register = filled(
        Hazard(id="H-1", **SUSPECTED, shape=square(18.0, 44.0, 0.000_1)),
        Release(id="R-1", status="cleared", date="2020-01-01", depth_m=0.2, shape=square(18.000_2, 44.0, 0.000_2)),
    )
    found = [one["properties"] for one in features(land_tile(atlas_of(register), 4, 8, 5), "spots")]
    assert [(one["status"], one["from"], one["to"]) for one in found] == [
        ("cleared", 20200101, 20200501), ("suspected", 20200501, 99999999),
    ]  # fmt: skip


def test_land_across_the_antimeridian_stays_together(filled):
    register = filled(Hazard(id="H-1", **SUSPECTED, shape=square(179.99, -17.0, 0.02)), plane=(180.0, -17.0))
    west, east = (features(land_tile(atlas_of(register), 12, x, at(0, -16.99, 12)[2]), "land") for x in (4095, 0))
    assert len(west) == len(east) == 1
    assert all(shapely.geometry.shape(one["geometry"]).area < 4096**2 / 16 for one in (*west, *east))


def test_the_same_land_makes_the_same_tile_whatever_was_asked_before(filled):
    register = filled(*story())
    place = at(18.005, 44.005, 12)
    atlas = atlas_of(register)
    first = land_tile(atlas, *place)
    land_tile(atlas, 3, 4, 2)
    assert land_tile(atlas, *place) == first


def test_there_is_nothing_elsewhere_and_no_tile_beyond_the_map(filled):
    atlas = atlas_of(filled(*story()))
    assert land_tile(atlas, 12, 0, 0) == b""
    assert land_tile(atlas, *at(18.005, 44.005, 12), "cluster") != b""
    with pytest.raises(TileError, match="columns and rows run from 0 to 3"):
        land_tile(atlas, 2, 4, 0)


def test_a_crowded_tile_stays_small(filled):
    spread = np.random.default_rng(5).uniform(0, 0.3, (400, 2)).tolist()
    register = filled(*(Hazard(**SUSPECTED, shape=square(18 + x, 44 + y, 0.001)) for x, y in spread))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("landrelease.publish.tiles.MOST_DRAWN", 50)
        patch.setattr("landrelease.publish.tiles.MOST_SPOTS", 120)
        data = land_tile(atlas_of(register), *at(18.1, 44.1, 9))
    assert 0 < len(features(data, "land")) <= 50
    assert 0 < len(features(data, "spots")) <= 120


def test_other_things_are_drawn_in_layers_by_their_form():
    things = np.array(
        [shapely.Point(18, 44), shapely.box(18, 44, 18.1, 44.1), None, shapely.LineString([(18, 44), (18.1, 44)])],
        dtype=object,
    )
    data = features_tile("tasks", things, {"n": np.arange(4)}, Plane(18, 44), *at(18.05, 44.05, 8))
    found = {name: [one["properties"]["n"] for one in features(data, name)] for name in decode(data)}
    assert found == {"tasks-points": [0], "tasks-lines": [3], "tasks": [1]}


# ---- the file ----

META = Meta(programme="SYNTHETIC-1", name="Synthetic", known_at="2024-01-01", synthetic=True)


def test_the_file_holds_every_tile_with_land_and_says_what_it_shows(filled, tmp_path):
    atlas = atlas_of(filled(*story()))
    told = []
    count = write_land_tiles(atlas, tmp_path / "land.pmtiles", meta=META, progress=lambda *done: told.append(done))
    with (tmp_path / "land.pmtiles").open("rb") as file:
        reader = Reader(MmapSource(file))
        header, metadata = reader.header(), reader.metadata()
        tiles = dict(all_tiles(MmapSource(file)))
        assert gzip.decompress(reader.get(*at(18.005, 44.005, 12))) == land_tile(atlas, *at(18.005, 44.005, 12))
    assert len(tiles) == count == told[-1][0] == told[-1][1]
    assert (header["min_zoom"], header["max_zoom"], header["clustered"]) == (0, 14, True)
    assert [layer["id"] for layer in metadata["vector_layers"]] == ["land", "spots"]
    assert metadata["landrelease"]["synthetic"] == "true"
    assert ABSENCE in metadata["attribution"]
    assert json.dumps(metadata).count("made up by a program") >= 1


def test_the_same_land_makes_the_same_file(filled, tmp_path):
    register = filled(*story())
    for number in range(2):
        write_land_tiles(atlas_of(register), tmp_path / f"{number}.pmtiles", meta=META)
    assert (tmp_path / "0.pmtiles").read_bytes() == (tmp_path / "1.pmtiles").read_bytes()


def test_gdal_reads_the_file(filled, tmp_path):
    register = filled(*story())
    write_land_tiles(atlas_of(register), tmp_path / "land.pmtiles", meta=META)
    _, _, geometry, values = pyogrio.raw.read(tmp_path / "land.pmtiles", layer="land", columns=["status"])
    shapes = shapely.transform(shapely.from_wkb(geometry), lambda xy: xy)
    assert sorted(set(values[0])) == ["cleared", "suspected"]
    scale = np.cos(np.radians(44.005)) ** 2
    area = shapely.area(shapely.union_all(shapes[values[0] == "cleared"])) * scale
    assert area == pytest.approx(register.land().area_m2[0], rel=0.01)


def test_a_register_without_land_makes_a_file_all_the_same(filled, tmp_path):
    assert write_land_tiles(atlas_of(filled()), tmp_path / "land.pmtiles", meta=META) == 0
    with (tmp_path / "land.pmtiles").open("rb") as file:
        assert Reader(MmapSource(file)).header()["max_zoom"] == 0


def test_an_atlas_confined_to_some_land_holds_the_parcels_that_touch_it_and_no_other(filled):
    west, east = (
        Hazard(id=name, shape=square(lon, 44.1, 0.01), **SUSPECTED) for name, lon in (("W", 18.1), ("E", 18.3))
    )
    register = filled(west, east)
    plane = Plane(18.0, 44.0)
    within = shapely.transform(shapely.box(18.105, 44.0, 18.2, 44.2), lambda xy: plane.forward(xy) / 10_000)
    whole, confined = atlas_of(register), Atlas(known(register.store), within)
    nowhere = Atlas(known(register.store), shapely.Polygon())
    for z in (7, 12, 14):
        here, there = at(18.1005, 44.105, z), at(18.3005, 44.105, z)
        assert land_tile(confined, *here) != b"", z
        assert land_tile(nowhere, *here) == b"", z
        if z > 11:
            assert land_tile(confined, *here) == land_tile(whole, *here), z
            assert (land_tile(confined, *there), land_tile(whole, *there) != b"") == (b"", True), z
    assert (len(confined.names("all")), len(whole.names("all")), nowhere.names("all")) == (1, 2, [])
    assert whole.days("all") == (737546, 737546)
    assert nowhere.days("all") is None


def test_another_handle_reads_the_same_land(filled, tmp_path):
    register = filled(Hazard(id="H", shape=square(18.1, 44.1, 0.01), **SUSPECTED))
    first = atlas_of(register)
    place = at(18.105, 44.105, 9)
    drawn = land_tile(first, *place)
    with open_store(tmp_path / "0.register") as store:
        other = first.through(store)
        assert land_tile(other, *place) == drawn
        assert other.known.store is store
    assert first.known.store is register.store
