"""KML, KMZ and GPX: what other programs read out of them is what went in, and what stands on them."""

import zipfile
from xml.etree import ElementTree as ET

import msgspec
import numpy as np
import pyogrio
import pytest
import shapely

from landrelease.publish.columns import COARSE
from landrelease.publish.gpx import MOST_POINTS, gpx_notes
from landrelease.publish.land import write_land, write_seen
from landrelease.publish.meta import ABSENCE, Meta
from landrelease.publish.redaction.land import PublishedLand
from landrelease.publish.seen import Seen, coarse_table, whole_land, within
from landrelease.publish.style import GROUPS, STYLES

META = Meta(programme="SYN-1", name="Example", as_of="2025-12-31", known_at="2026-01-31T08:09:10Z", audience="operator")
PUBLIC = msgspec.structs.replace(META, audience="public")
GPX = "{http://www.topografix.com/GPX/1/1}"
KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture
def coarse() -> Seen:
    squares = shapely.union(shapely.box(0, 0, 0.01, 0.01), shapely.box(0.02, 0.02, 0.03, 0.03))
    rows = [
        PublishedLand("open", squares, 30_000, 10_000, "all"),
        PublishedLand("released", shapely.box(0.05, 0, 0.06, 0.01), None, 100, "all"),
    ]
    return Seen(coarse_table(rows), COARSE, tuple(GROUPS.values()), PUBLIC, "all")


def read(path):
    """Ids, statuses, areas and outlines of all layers, as GDAL reads them."""
    found = []
    for layer, _ in pyogrio.list_layers(path):
        head, _, wkb, values = pyogrio.raw.read(path, layer=layer)
        told = dict(zip(head["fields"], values, strict=True))
        rows = zip(told["parcel"], told["status"], map(float, told["area_m2"]), shapely.from_wkb(wkb), strict=True)
        found += rows
    return sorted(found, key=lambda row: row[0])


def count(path, layer) -> int:
    """How many features GDAL finds."""
    found: int = pyogrio.read_info(path, layer=layer, force_feature_count=True)["features"]
    return found


def test_gdal_reads_the_parcels_back(three, tmp_path):
    write_land(three, tmp_path / "land.kml", meta=META)
    back = read(tmp_path / "land.kml")
    table = whole_land(three, META).table
    assert [row[:3] for row in back] == list(
        zip(table.values["id"], table.values["status"], table.values["area_m2"], strict=True)
    )
    assert shapely.equals_exact([row[3] for row in back], table.geometry, tolerance=1e-9, normalize=True).all()


def test_no_land_is_a_file_that_still_says_what_it_is(no_land, tmp_path):
    for ending in ("kml", "gpx"):
        assert write_land(no_land, tmp_path / f"land.{ending}", meta=META) == (0, ())
        assert ABSENCE in (tmp_path / f"land.{ending}").read_text("utf-8")
    assert_fits_the_schema(tmp_path / "land.gpx")


def test_the_same_land_makes_the_same_bytes(three, tmp_path):
    for ending in ("kml", "kmz", "gpx"):
        made = []
        for name in ("a", "b"):
            write_land(three, tmp_path / f"{name}.{ending}", meta=META)
            made.append((tmp_path / f"{name}.{ending}").read_bytes())
        assert made[0] == made[1]


def test_a_kml_has_the_colours_of_the_statuses_and_says_for_whom_it_is(three, tmp_path):
    write_land(three, tmp_path / "land.kml", meta=META)
    document = ET.parse(tmp_path / "land.kml").getroot()[0]
    styles = {
        one.get("id"): (one.find(f"{KML}PolyStyle/{KML}color").text, one.find(f"{KML}LineStyle/{KML}width").text)
        for one in document.iter(f"{KML}Style")
    }
    turned = {code: "b3" + "".join(style.fill[at : at + 2] for at in (5, 3, 1)) for code, style in STYLES.items()}
    broad = {code: "3" if style.angles else "1" for code, style in STYLES.items()}
    assert styles == {code: (turned[code], broad[code]) for code in STYLES}
    assert ABSENCE in document.find(f"{KML}description").text
    data = {one.get("name"): one[0].text for one in document.find(f"{KML}ExtendedData")}
    assert (data["audience"], data["valid_for"], data["programme"]) == ("operator", "2025-12-31", "SYN-1")
    assert {one.text for one in document.iter(f"{KML}styleUrl")} == {"#confirmed", "#cleared", "#cancelled"}


def test_the_elements_of_a_kml_stand_in_the_order_of_its_schema(three, tmp_path):
    write_land(three, tmp_path / "land.kml", meta=META)
    document = ET.parse(tmp_path / "land.kml").getroot()[0]
    order = ["name", "open", "Snippet", "description", "Style", "ExtendedData", "Schema", "Folder"]
    places = [order.index(child.tag.removeprefix(KML)) for child in document]
    assert places == sorted(places)
    marks = [[child.tag.removeprefix(KML) for child in mark] for mark in document.iter(f"{KML}Placemark")]
    assert {tuple(mark) for mark in marks} == {("name", "styleUrl", "ExtendedData", "Polygon")}


def test_a_kmz_holds_the_kml_and_no_clock(three, tmp_path):
    for ending in ("kml", "kmz"):
        write_land(three, tmp_path / f"land.{ending}", meta=META)
    with zipfile.ZipFile(tmp_path / "land.kmz") as archive:
        (inner,) = archive.infolist()
        assert (inner.filename, inner.date_time) == ("doc.kml", (1980, 1, 1, 0, 0, 0))
        assert archive.read(inner) == (tmp_path / "land.kml").read_bytes()
    layers = pyogrio.list_layers(tmp_path / "land.kmz")
    assert sum(pyogrio.read_info(tmp_path / "land.kmz", layer=name)["features"] for name, _ in layers) == 3


ORDER = {
    "gpx": ["metadata", "wpt", "rte", "trk", "extensions"],
    "metadata": ["name", "desc", "author", "copyright", "link", "time", "keywords", "bounds", "extensions"],
    "wpt": ["ele", "time", "magvar", "geoidheight", "name", "cmt", "desc", "src", "link", "sym", "type"],
    "trkpt": ["ele", "time", "magvar", "geoidheight", "name", "cmt", "desc", "src", "link", "sym", "type"],
    "trk": ["name", "cmt", "desc", "src", "link", "number", "type", "extensions", "trkseg"],
    "trkseg": ["trkpt", "extensions"],
}
"""Children of the elements of GPX 1.1 that are written, in the order that its schema demands."""
ATTRIBUTES = {
    "gpx": {"version", "creator"},
    "wpt": {"lat", "lon"},
    "trkpt": {"lat", "lon"},
    "bounds": {"minlat", "minlon", "maxlat", "maxlon"},
}


def assert_fits_the_schema(path):
    """Hold a file against the structure of GPX 1.1: names, order, number and attributes of every element."""
    for one in ET.parse(path).getroot().iter():
        name = one.tag.removeprefix(GPX)
        children = [child.tag.removeprefix(GPX) for child in one]
        places = [ORDER.get(name, []).index(child) for child in children]
        assert places == sorted(places), name
        single = [child for child in children if child not in {"wpt", "rte", "trk", "trkseg", "trkpt"}]
        assert len(single) == len(set(single)), name
        assert set(one.keys()) == ATTRIBUTES.get(name, set()), name
        if one.get("lat"):
            assert abs(float(one.get("lat"))) <= 90
            assert -180 <= float(one.get("lon")) < 180


def test_a_gpx_fits_its_schema_and_gdal_reads_outlines_and_turning_points(three, tmp_path):
    path = tmp_path / "land.gpx"
    assert write_land(three, path, meta=META) == (3, ())
    assert_fits_the_schema(path)
    _, _, wkb, values = pyogrio.raw.read(path, layer="tracks", columns=["name", "type"])
    rings = {name: shapely.from_wkb(one) for name, one in zip(values[0], wkb, strict=True)}
    assert list(rings) == ["Confirmed hazard p1", "Cleared p2", "Cancelled p3"]
    assert [len(shapely.get_parts(one)) for one in rings.values()] == [2, 1, 1]
    assert values[1].tolist() == ["confirmed", "cleared", "cancelled"]
    _, _, wkb, values = pyogrio.raw.read(path, layer="waypoints", columns=["name"])
    corners = shapely.get_coordinates(shapely.get_rings(whole_land(three, META).table.geometry[0]))
    assert values[0].tolist() == [f"p1 TP {number}" for number in range(1, 8)]
    assert {tuple(xy) for xy in shapely.get_coordinates(shapely.from_wkb(wkb))} == {tuple(xy) for xy in corners}


def test_a_gpx_says_for_whom_it_is_and_that_absence_of_a_mark_is_no_absence_of_danger(three, tmp_path):
    write_land(three, tmp_path / "land.gpx", meta=META)
    head = ET.parse(tmp_path / "land.gpx").getroot()[0]
    assert head.find(f"{GPX}keywords").text == "operator, 2025-12-31"
    assert ABSENCE in head.find(f"{GPX}desc").text


def test_turning_points_are_all_in_the_file_or_none_and_a_part_of_the_land_brings_them_back(three, tmp_path):
    round_one = shapely.Point(1, 1).buffer(0.001, quad_segs=MOST_POINTS // 4)
    many = three._replace(status=three.status[[1, 1, 1]], geometry=np.array([round_one, *three.geometry[1:]]))
    seen = whole_land(many, META)
    write_seen(seen, tmp_path / "all.gpx")
    assert gpx_notes(seen)[0].startswith("The outlines have 2,011 turning points, more than the 2,000 that receivers")
    assert count(tmp_path / "all.gpx", "waypoints") == 0
    assert count(tmp_path / "all.gpx", "tracks") == 3
    part = within(seen, (0, 0, 0.0015, 0.001))
    write_seen(part, tmp_path / "part.gpx")
    assert gpx_notes(part) == ()
    assert count(tmp_path / "part.gpx", "waypoints") == 11


def test_land_that_was_made_coarser_has_no_ids_no_days_and_no_corners_to_walk_to(coarse, tmp_path):
    for ending in ("kml", "gpx", "geojson", "csv", "json", "gpkg", "fgb"):
        path = tmp_path / f"land.{ending}"
        assert write_seen(coarse, path).features == 2
        if ending == "gpx":
            assert_fits_the_schema(path)
            assert count(path, "waypoints") == 0
        elif ending != "json":
            head, _, _, values = pyogrio.raw.read(path, layer=None if ending in {"csv", "geojson"} else 0)
            assert not {"parcel", "record", "since", "history", "depth_record"} & set(head["fields"]), ending
            told = dict(zip(head["fields"], values, strict=True))
            area = [float(one) if one not in {"", None} else np.nan for one in told["area_m2"].tolist()]
            assert 30_000 in area, ending
        assert b"public" in path.read_bytes(), ending


def test_gdal_sees_the_style_of_coarse_land_in_its_geopackage(coarse, tmp_path):
    write_seen(coarse, tmp_path / "land.gpkg")
    _, _, _, values = pyogrio.raw.read(tmp_path / "land.gpkg", layer="layer_styles", columns=["styleQML"])
    assert values[0][0].count("<category ") == 2
    assert 'value="open"' in values[0][0]
