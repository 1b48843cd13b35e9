"""`landrelease land` and `explain`: the map of any day as known at any time, and the story of a point."""

import csv
import io
import json

import numpy as np
import pyogrio
import pytest
import shapely

BORIS = "Борис Иванов"
STATUSES = ["suspected", "confirmed", "cancelled", "reduced", "cleared"]
FEATURE = ["id", "status", "area_m2", "since", "record", "class"]


def features(run, register, *more):
    done = run("land", register, "-o", "geojson", *more)
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)["features"]


def areas(run, register, *more):
    found = dict.fromkeys(STATUSES, 0.0)
    for feature in features(run, register, *more):
        found[feature["properties"]["status"]] += feature["properties"]["area_m2"]
    return found


# ---- the map ----


def test_features_carry_what_is_promised(run, province, stored):
    found = features(run, province)
    records = stored(province)
    for feature in found:
        properties = feature["properties"]
        assert list(properties)[: len(FEATURE)] == FEATURE
        assert properties["record"] in records
        assert properties["status"] in STATUSES
        assert properties["class"] == "all"
        assert shapely.from_geojson(json.dumps(feature["geometry"])).is_valid
    assert len({feature["properties"]["id"] for feature in found}) == len(found)


def test_the_map_is_the_closing_of_the_books(run, province):
    for more in ((), ("--class", "mines"), ("--class", "cluster"), ("--class", "other"), ("--known-at", "2021-07-01")):
        closing = run("statement", province, "-o", "json", *more).json["rows"][0]["closing"]
        for status, area in areas(run, province, *more).items():
            assert area == pytest.approx(float(closing[f"{status}_m2"]), abs=1.0)


@pytest.mark.parametrize(
    "day", ["2020-01-09", "2020-01-10", "2020-06", "2021-05-31", "2021", "2022-02-28", "2022-03-01"]
)
def test_the_map_of_a_day_is_the_closing_of_that_day(day, run, province):
    closing = run("statement", province, "--to", day, "-o", "json").json["rows"][0]["closing"]
    for status, area in areas(run, province, "--as-of", day).items():
        assert area == pytest.approx(float(closing[f"{status}_m2"]), abs=1.0)


def test_days_of_the_map_are_inclusive(run, province):
    assert areas(run, province, "--as-of", "2021-04-30")["cleared"] == 0
    assert areas(run, province, "--as-of", "2021-05-01")["cleared"] > 0
    since = {feature["properties"]["since"] for feature in features(run, province)}
    assert since == {"2020-01-10", "2020-02-29", "2021-05-01", "2021-06-01", "2021-06-15", "2021-06-20", "2022-03-01"}


@pytest.mark.parametrize("ending", ["gpkg", "fgb", "geojson"])
def test_files_open_in_other_programs(ending, run, province, tmp_path):
    path = tmp_path / f"land – мапа.{ending}"
    done = run("land", province, "-o", path)
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith(f"wrote {path}: ")
    left = [found.name for found in tmp_path.iterdir() if not found.name.startswith(province.name)]
    assert left == [path.name]
    info, _, shapes, columns = pyogrio.raw.read(path, layer="land")
    table = dict(zip(info["fields"], columns, strict=True))
    geometry = shapely.from_wkb(shapes)
    assert shapely.is_valid(geometry).all()
    assert info["crs"] == "EPSG:4326"
    assert set(FEATURE) <= set(table)
    wanted = areas(run, province)
    for status in STATUSES:
        assert table["area_m2"][table["status"] == status].sum() == pytest.approx(wanted[status])


def test_csv_and_json(run, province, tmp_path):
    rows = run("land", province, "-o", "csv").rows
    assert len(rows) == len(features(run, province))
    assert shapely.is_valid(shapely.from_wkt([row["wkt"] for row in rows])).all()
    for ending in ("csv", "json"):
        path = tmp_path / f"land.{ending}"
        assert run("land", province, "-o", path).code == 0
        assert path.read_text(encoding="utf-8") == run("land", province, "-o", ending).out
    assert list(csv.DictReader(io.StringIO((tmp_path / "land.csv").read_text(encoding="utf-8")))) == rows


def test_the_summary_for_people(run, province):
    lines = [line.split() for line in run("land", province).out.splitlines() if line.strip()]
    assert [line[0] for line in lines[2:]] == STATUSES
    shown = {line[0]: float(line[2].replace(",", "")) for line in lines[2:]}
    wanted = areas(run, province)
    assert shown == {name: pytest.approx(wanted[name], abs=0.01) for name in STATUSES}


def test_an_empty_register_is_an_empty_map(run, empty, tmp_path):
    assert features(run, empty) == []
    assert run("land", empty, "-o", "csv").rows == []
    for ending in ("gpkg", "geojson", "fgb", "csv", "json"):
        assert run("land", empty, "-o", tmp_path / f"land.{ending}").code == 0
    assert run("page", empty, tmp_path / "page.html").code == 0


def test_every_output_says_what_it_is_not(run, province):
    for form in ("geojson", "json"):
        shown = run("land", province, "-o", form).out
        assert "asserted, not proven" in shown
        assert "may hold explosive ordnance" in shown


def test_the_same_view_makes_the_same_bytes(run, province):
    for form in ("geojson", "csv", "json"):
        assert run("land", province, "-o", form).raw == run("land", province, "-o", form).raw
    before = run("land", province, "-o", "geojson").raw
    assert run("rebuild", province).code == 0
    assert run("land", province, "-o", "geojson").raw == before


@pytest.mark.parametrize(
    ("question", "code", "said"),
    [
        (("--as-of", "soon"), 45, "'soon' is no date"),
        (("--as-of", "2021-02-30"), 45, "'2021-02-30' is no date"),
        (("--known-at", "soon"), 45, "'soon' is no moment"),
        (("--class", "mine"), 45, "there are mines, cluster, other, all"),
        (("-o", "land.shp"), 2, "ends in one of csv, fgb, geojson, gpkg, gpx, json, kml, kmz, pmtiles"),
        (("-o", "nowhere/land.gpkg"), 2, "the folder nowhere does not exist"),
    ],
)
def test_a_question_that_cannot_be_read(question, code, said, run, province):
    done = run("land", province, *question)
    assert (done.code, done.out) == (code, "")
    assert said in " ".join(done.err.split())


def test_nothing_is_written_over_a_register(run, province, tmp_path, rows):
    other = tmp_path / "other.json"
    assert run("init", other).code == 0
    before, whole = other.read_bytes(), rows(province)
    done = run("land", province, "-o", other)
    assert done.code == 2
    assert "nothing is ever written over one" in done.err
    assert run("page", province, province).code == 2
    assert run("check", province, "-o", other).code == 2
    assert other.read_bytes() == before
    assert rows(province) == whole


# ---- the story of a point ----


def told(run, register, lon, lat, *more):
    done = run("explain", register, lon, lat, "-o", "json", *more)
    assert (done.code, done.err) == (0, "")
    return done.json


def test_the_story_of_reopened_land(run, province, id_of):
    steps = told(run, province, 18.002, 44.002)
    assert [
        (step["date"], step["source_id"], step["movements"].get("all"), step["status"]["all"]) for step in steps
    ] == [
        ("2020-01-10", "H-1", "newly_suspected", "suspected"),
        ("2021-05-01", "R-1", "cleared", "cleared"),
        ("2022-03-01", "H-5", "reopened", "confirmed"),
    ]
    assert [step["record"] for step in steps] == [id_of(province, name) for name in ("H-1", "R-1", "H-5")]
    assert {step["author"] for step in steps} == {"Ana Kovač"}
    assert {step["recorded_claimed"] for step in steps} == {True}
    assert "2021-07-01T23:59:59.999Z (claimed)" in run("explain", province, 18.002, 44.002).out
    assert [step["decided_by"] for step in steps] == [[BORIS]] * 3


def test_up_to_a_day_and_as_known(run, province):
    assert [step["source_id"] for step in told(run, province, 18.002, 44.002, "--as-of", "2021-05-01")] == [
        "H-1",
        "R-1",
    ]
    assert [step["source_id"] for step in told(run, province, 18.002, 44.002, "--as-of", "2021-04-30")] == ["H-1"]
    assert [step["source_id"] for step in told(run, province, 18.002, 44.002, "--known-at", "2020")] == ["H-1"]
    assert told(run, province, 18.002, 44.002, "--known-at", "2019") == []


def test_the_story_ends_where_the_map_stands(run, province):
    for feature in features(run, province):
        point = shapely.from_geojson(json.dumps(feature["geometry"])).representative_point()
        steps = told(run, province, point.x, point.y)
        assert steps[-1]["status"]["all"] == feature["properties"]["status"]
        assert feature["properties"]["record"] in {step["record"] for step in steps}


@pytest.mark.parametrize(("lon", "lat"), [(18.5, 44.5), (-70.25, -10.5), (180, 90), (0, 0)])
def test_outside_of_everything_is_no_promise(lon, lat, run, province):
    done = run("explain", province, lon, lat)
    assert (done.code, done.err) == (0, "")
    assert done.out.strip() == "No record covers this point. It may hold explosive ordnance."
    assert told(run, province, lon, lat) == []
    assert run("explain", province, lon, lat, "-o", "csv").out.startswith("date,record,kind,claimed,movement,status,")


def test_csv_has_one_line_a_record(run, province, id_of):
    rows = run("explain", province, "18.002", "44.002", "-o", "csv").rows
    assert [(row["record"], row["movement"], row["status"], row["decided_by"]) for row in rows] == [
        (id_of(province, "H-1"), "newly_suspected", "suspected", BORIS),
        (id_of(province, "R-1"), "cleared", "cleared", BORIS),
        (id_of(province, "H-5"), "reopened", "confirmed", BORIS),
    ]


@pytest.mark.parametrize(
    ("place", "code", "said"),
    [
        (("44.002", "200"), 45, "longitude runs from -180 to 180 and comes first"),
        (("181", "0"), 45, "is no place"),
        (("nan", "0"), 45, "is no place"),
        (("inf", "0"), 45, "is no place"),
        (("18,002", "44"), 2, "not a valid float"),
        (("18",), 2, "Missing argument"),
        (("18", "44", "--as-of", "soon"), 45, "is no date"),
    ],
)
def test_a_place_that_is_none(place, code, said, run, province):
    done = run("explain", province, *place)
    assert (done.code, done.out) == (code, "")
    assert said in " ".join(done.err.split())


def test_a_missing_depth_is_empty_and_not_zero(run, province):
    depths = {feature["properties"]["status"]: feature["properties"]["depth_m"] for feature in features(run, province)}
    assert depths["suspected"] is None
    assert np.isclose(depths["reduced"], 0.3)
