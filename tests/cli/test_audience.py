"""--audience on land, maps and statements: made coarser outwards, stamped, and refused where nothing is published."""

import csv
import io
import json

import pyogrio
import pytest
import shapely

from landrelease.publish.meta import ABSENCE
from landrelease.publish.told import in_units


def outlines(done, *statuses):
    features = json.loads(done.out)["features"]
    shapes = [
        shapely.from_geojson(json.dumps(one["geometry"])) for one in features if one["properties"]["status"] in statuses
    ]
    return shapely.union_all(shapes)


@pytest.mark.parametrize("audience", ["public", "donor", "partner"])
def test_open_land_leaves_larger_and_released_land_smaller_for_who_reads_no_positions(published, run, audience):
    exact = run("land", published, "-o", "geojson")
    coarse = run("land", published, "-o", "geojson", "--audience", audience)
    assert (coarse.code, coarse.err) == (0, "")
    open_land = outlines(exact, "suspected", "confirmed")
    shown = outlines(coarse, "open")
    assert shown.covers(open_land)
    assert shown.area > open_land.area
    released = outlines(exact, "cancelled", "reduced", "cleared").buffer(1e-9)
    assert outlines(coarse, "released").difference(released).area == 0
    view = json.loads(coarse.out)["landrelease"]
    assert view["audience"] == audience
    assert ABSENCE in view["note"]
    assert {name for one in json.loads(coarse.out)["features"] for name in one["properties"]} == {
        "status", "area_m2", "rounded_to_m2", "class",
    }  # fmt: skip


def test_the_public_gets_nothing_until_the_programme_publishes_and_a_slip_publishes_nothing(province, run):
    refused = run("land", province, "-o", "geojson", "--audience", "public")
    assert (refused.code, refused.out) == (50, "")
    assert "the programme publishes none" in refused.err
    assert run("map", province, "-o", province.with_suffix(".pdf"), "--audience", "public").code == 50
    assert not province.with_suffix(".pdf").exists()
    assert run("statement", province, "--audience", "public").code == 50
    assert run("land", province, "-o", "geojson", "--audience", "donor").code == 0


def test_the_areas_of_land_made_coarser_are_groups_and_what_is_not_drawn_is_not_shown_as_zero(published, run):
    done = run("land", published, "--audience", "public", "--as-of", "2020-01-31")
    lines = [" ".join(line.split()) for line in done.out.splitlines() if line.strip()]
    assert lines[0] == "status area_m2"
    assert lines[-1] == "released not shown"
    assert lines[-2].startswith("open ")


def test_two_days_of_a_month_show_the_same_land_to_who_may_not_read_positions(published, run):
    told = [
        run("land", published, "-o", "json", "--audience", "donor", "--as-of", f"2020-01-{day:02}") for day in (3, 31)
    ]
    exact = [run("land", published, "-o", "json", "--as-of", f"2020-01-{day:02}").out for day in (3, 31)]
    assert (told[0].code, told[0].out == told[1].out, exact[0] == exact[1]) == (0, True, False)
    assert run("land", published, "--audience", "donor", "--as-of", "yesterday").code != 0


def test_a_word_that_is_no_audience_is_refused(province, run):
    refused = run("land", province, "--audience", "Public")
    assert refused.code == 2
    assert "'Public' is not one of 'public', 'donor'" in refused.err


def test_a_table_of_land_says_in_every_row_for_whom_it_is(published, run):
    rows = list(csv.DictReader(io.StringIO(run("land", published, "-o", "csv", "--as-of", "2021-12-31").out)))
    assert {(row["audience"], row["valid_for"], row["note"]) for row in rows} == {("operator", "2021-12-31", ABSENCE)}


def test_tiles_for_donors_hold_two_groups_and_no_record(published, run, tmp_path):
    assert run("land", published, "--audience", "donor", "-o", tmp_path / "d.pmtiles").code == 0
    head = pyogrio.read_info(tmp_path / "d.pmtiles", layer="land", force_feature_count=True)
    assert (head["fields"].tolist(), head["features"] > 0) == (["mvt_id", "status"], True)
    assert run("land", published, "--bbox", "17,43,19,45", "-o", tmp_path / "p.pmtiles").code == 2


def test_a_part_of_the_land_is_chosen_by_its_box(published, run):
    everything = json.loads(run("land", published, "-o", "geojson").out)["features"]
    west, south, east, north = shapely.from_geojson(json.dumps(everything[0]["geometry"])).bounds
    part = json.loads(run("land", published, "-o", "geojson", f"--bbox={west},{south},{east},{north}").out)["features"]
    assert everything[0]["id"] in {one["id"] for one in part}
    refused = run("land", published, "--bbox", "1,2,3")
    assert (refused.code, "give west,south,east,north in degrees" in refused.err) == (2, True)
    assert run("land", published, "--area", "Nowhere").code == 2


def test_a_statement_for_somebody_is_stamped_and_one_for_programs_is_plain(published, run, tmp_path):
    plain = run("statement", published, "--year", "2020", "-o", "json").json
    told = run("statement", published, "--year", "2020", "-o", "json", "--audience", "donor").json
    assert {name: told.pop(name) for name in ("audience", "valid_for", "note")} == {
        "audience": "donor", "valid_for": "2020-12-31", "note": ABSENCE,
    }  # fmt: skip
    assert told["rows"][0]["rounded_m2"] == 2_500
    assert told == in_units(plain, 2_500)
    run("statement", published, "--year", "2020", "--audience", "operator", "-o", tmp_path / "s.csv")
    (row,) = csv.DictReader(io.StringIO((tmp_path / "s.csv").read_text("utf-8")))
    assert (row["audience"], row["note"]) == ("operator", ABSENCE)


@pytest.mark.parametrize(
    ("by", "audience", "said"),
    [
        ("unit", "donor", "Which unit did what is for those who may read the positions"),
        ("admin", "public", "The public is told land by area as rounded figures only"),
    ],
)
def test_a_grouping_that_tells_too_much_is_refused(published, run, by, audience, said):
    refused = run("statement", published, "--by", by, "--audience", audience)
    assert (refused.code, refused.out) == (50, "")
    assert said in refused.err


def test_a_map_is_written_whole_in_the_languages_asked_for(published, run, tmp_path):
    done = run("map", published, "-o", tmp_path / "m.pdf", "--paper", "a4", "--language", "fr,ar", "--scale", "1000")
    assert done.code == 0
    assert (tmp_path / "m.pdf").read_bytes().startswith(b"%PDF-")
    assert "at 1:1000 a part lies outside the sheet" in done.err
    assert run("map", published, "-o", tmp_path / "m.pdf", "--language", "xx").code == 2
    assert run("map", published, "-o", tmp_path / "m.tif").code == 2
    nowhere = run("map", published, "-o", tmp_path / "m.png", "--area", "")
    assert (nowhere.code, "--area '': no administrative area of this id or name; there are: " in nowhere.err) == (
        2,
        True,
    )
    assert run("land", published, "--bbox", "").code == 2
    run("map", published, "-o", tmp_path / "m.png", "--dpi", "40", "--audience", "public", "--orientation", "portrait")
    assert (tmp_path / "m.png").read_bytes().startswith(b"\x89PNG")
