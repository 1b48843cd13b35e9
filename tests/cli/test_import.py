"""`landrelease import`: rows become proposed records, all together or not at all, and never twice."""

import csv
import json

import pytest

WGS84 = ("--crs", "EPSG:4326")
BORIS = "Борис Иванов"


def hazard(wkt, name="H-9", **more):
    return {"record": "hazard", "status": "suspected", "date": "2024-05-17", "id": name, "wkt": wkt(18.2, 44), **more}


def verdicts(done):
    return [(row["verdict"], row["code"]) for row in done.rows]


def test_rows_are_proposed_and_said(run, empty, sheet, wkt, stored):
    path = sheet("survey.csv", hazard(wkt, evidence="interview"), hazard(wkt, "H-10", evidence="interview"))
    done = run("import", empty, path, *WGS84)
    assert done.code == 0
    assert done.out.splitlines()[0] == "survey.csv: 2 rows; 0 accepted; 2 new"
    assert [record["kind"] for record in stored(empty).values()][2:] == ["hazard", "hazard"]
    assert [row["state"] for row in run("queue", empty, "-o", "json").json] == ["proposed", "proposed"]


def test_the_same_file_twice_adds_nothing(run, province, sheet, wkt, rows):
    path = sheet("survey.csv", hazard(wkt), hazard(wkt, ""), hazard(wkt, ""))
    assert run("import", province, path, *WGS84).code == 0
    before = rows(province)
    again = run("import", province, path, *WGS84, "--as", "somebody new", "--accept-as", "another new", "-o", "csv")
    assert [row["verdict"] for row in again.rows] == ["known", "known", "known"]
    assert rows(province) == before


def test_identical_rows_are_separate_and_known_by_their_number(run, empty, sheet, wkt):
    twins = [hazard(wkt, "") for _ in range(3)]
    assert verdicts(run("import", empty, sheet("two.csv", *twins[:2]), *WGS84, "-o", "csv"))[0][0] == "new"
    shown = run("import", empty, sheet("three.csv", *twins), *WGS84, "-o", "csv")
    assert [row["verdict"] for row in shown.rows if row["row"]][:3] == ["known", "known", "new"]


def test_a_later_date_is_a_new_record_and_the_same_date_a_correction(run, empty, sheet, wkt):
    assert run("import", empty, sheet("1.csv", hazard(wkt)), *WGS84).code == 0
    later = run("import", empty, sheet("2.csv", hazard(wkt, date="2024-06-01")), *WGS84, "-o", "json").json
    assert {row["verdict"] for row in later} == {"new"}
    same = run("import", empty, sheet("3.csv", hazard(wkt, status="confirmed")), *WGS84, "-o", "json").json
    assert {row["verdict"] for row in same} == {"correction"}
    assert [row["kind"] for row in run("queue", empty, "-o", "json").json] == ["hazard", "hazard", "correction"]


def test_accept_as_takes_only_rows_without_errors(run, empty, sheet, wkt):
    torn = {"wkt": "POLYGON ((18 44"}
    rows = [hazard(wkt), hazard(wkt, "H-10", date="2999-01-01"), hazard(wkt, "H-11") | torn,
            hazard(wkt, "H-12", status=""), hazard(wkt, "H-13", date="")]  # fmt: skip
    done = run("import", empty, sheet("mixed.csv", *rows), *WGS84, "--accept-as", BORIS, "-o", "csv")
    assert done.code == 0
    by_row = {(row["row"], row["code"]): row["verdict"] for row in done.rows if row["severity"] == "error"}
    assert by_row == {
        ("2", "occurred-after-recorded"): "new",
        ("3", "geometry-unreadable"): "new",
        ("4", "no-status"): "set-aside",
        ("5", "no-date"): "set-aside",
    }
    assert run("count", empty, "hazard", "-o", "json").json == [{"kind": "hazard", "records": 1}]
    assert [row["source_id"] for row in run("queue", empty, "-o", "json").json] == ["H-10", "H-11"]


def test_one_moment_and_one_transaction_for_everything(run, empty, sheet, wkt, stored):
    files = [sheet(f"{n}.csv", hazard(wkt, f"H-{n}")) for n in range(3)]
    assert run("import", empty, *files, *WGS84, "--as", "Vesna", "--accept-as", BORIS).code == 0
    fresh = list(stored(empty).values())[2:]
    assert sorted(record["kind"] for record in fresh) == ["decision", "hazard", "hazard", "hazard", "person", "person"]
    assert len({record["recorded"] for record in fresh}) == 1
    assert len({row["batch"] for row in run("log", empty, "-o", "json").json[2:]}) == 1


def test_several_files_where_the_last_one_is_faulty_apply_nothing(run, empty, sheet, wkt, rows, tmp_path):
    good = sheet("good.csv", hazard(wkt))
    (tmp_path / "bad.gpkg").write_bytes(b"not a database at all\n")
    before = rows(empty)
    done = run("import", empty, good, tmp_path / "bad.gpkg", *WGS84, "--as", "Vesna")
    assert done.code == 66
    assert done.err.startswith("landrelease: bad.gpkg: ")
    assert rows(empty) == before


def test_all_or_nothing_names_the_rows_and_applies_nothing(run, empty, sheet, wkt, rows):
    path = sheet("mixed.csv", hazard(wkt), hazard(wkt, "H-10", status=""), hazard(wkt, "H-11", date=""))
    before = rows(empty)
    done = run("import", empty, path, *WGS84, "--all-or-nothing")
    assert (done.code, done.out) == (46, "")
    assert "2 rows would be set aside: mixed.csv row 2, mixed.csv row 3" in done.err
    assert "Why: --all-or-nothing was asked for." in done.err
    assert rows(empty) == before
    good = sheet("good.csv", hazard(wkt))
    assert run("import", empty, good, *WGS84, "--all-or-nothing").code == 0


def test_only_rows_set_aside_are_findings(run, empty, sheet, wkt):
    assert run("import", empty, sheet("bad.csv", hazard(wkt, status="")), *WGS84).code == 1


@pytest.mark.parametrize(
    ("acting", "other"),
    [
        ("Boris", "Boris"),
        (" Boris", "Boris "),
        ("Ana Kovač", "Ana  Kovač"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("newcomer", "newcomer"),
    ],
)
def test_nobody_accepts_what_they_bring(  # noqa: PLR0913, PLR0917 - one fixture each
    acting, other, run, province, sheet, wkt, rows
):
    before = rows(province)
    done = run("import", province, sheet("1.csv", hazard(wkt)), *WGS84, "--as", acting, "--accept-as", other)
    assert (done.code, done.out) == (44, "")
    assert "name another" in done.err
    assert "Why: a second pair of eyes" in done.err
    assert rows(province) == before


def test_nor_under_their_person_id(run, province, sheet, wkt, stored, rows):
    ana = next(record["id"] for record in stored(province).values() if record["kind"] == "person")
    before = rows(province)
    path = sheet("1.csv", hazard(wkt))
    assert run("import", province, path, *WGS84, "--as", ana, "--accept-as", "Ana Kovač").code == 44
    assert run("import", province, path, *WGS84, "--as", "Ana Kovač", "--accept-as", ana).code == 44
    assert rows(province) == before


@pytest.mark.parametrize("option", ["--as", "--accept-as"])
def test_an_empty_name_is_nobody(option, run, province, sheet, wkt, rows):
    before = rows(province)
    done = run("import", province, sheet("1.csv", hazard(wkt)), *WGS84, option, "  ")
    assert done.code == 45
    assert rows(province) == before


def test_standard_input_is_a_file(run, empty, sheet, wkt):
    path = sheet("survey.csv", hazard(wkt))
    done = run("import", empty, "-", *WGS84, stdin=path.read_bytes())
    assert done.code == 0
    assert done.out.splitlines()[0] == "stdin: 1 row; 0 accepted; 1 new"
    assert run("import", empty, path, *WGS84, "-o", "json").json[0]["verdict"] == "known"


def test_geojson_from_standard_input_needs_no_system(process, empty):
    place = {"type": "Point", "coordinates": [18.2, 44.0]}
    row = {"record": "hazard", "status": "suspected", "date": "2024", "id": "H-1"}
    layer = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": place, "properties": row}]}
    done = process("import", empty, "-", "-o", "json", stdin=json.dumps(layer).encode())
    assert done.code == 0
    assert {row["verdict"] for row in done.json} == {"new"}


def test_files_of_any_name(run, empty, sheet, wkt):
    names = ["naša mapa.csv", "съмнение.csv", "地雷.csv", "a;b'c.csv"]
    files = [sheet(name, hazard(wkt, name)) for name in names]
    done = run("import", empty, *files, *WGS84, "-o", "csv")
    assert done.code == 0
    assert list(dict.fromkeys(row["file"] for row in done.rows)) == names


def test_constants_fill_what_a_table_lacks(run, empty, sheet, wkt, stored):
    path = sheet("bare.csv", {"wkt": wkt(18, 44)})
    more = ("--set", "record=hazard", "--set", "status=suspected", "--set", "date=2024-07", "--organisation", "ORG-1")
    assert run("import", empty, path, *WGS84, *more).code == 0
    record = list(stored(empty).values())[-1]
    assert {name: record[name] for name in ("status", "date", "organisation")} == {
        "status": "suspected", "date": "2024-07", "organisation": "ORG-1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--set", "status"), 2, "write FIELD=VALUE"),
        (("--set", "=x"), 2, "write FIELD=VALUE"),
        (("--set", "colour=red"), 78, "there is no such field"),
        (("--set", "date=soon"), 78, "YYYY-MM-DD"),
        (("--profile", "no-such-profile"), 79, "bosnia-suspected"),
        (("--recorded", "soon"), 45, "is no moment"),
        (("--recorded", "2999-01-01"), 45, "cannot be claimed"),
        (("-o", "nowhere/rows.csv"), 2, "the folder nowhere does not exist"),
        (("-o", "pdf"), 2, "give one of table, json, csv"),
    ],
)
def test_what_cannot_be_read_applies_nothing(  # noqa: PLR0913, PLR0917 - one fixture each
    options, code, said, run, province, sheet, wkt, rows
):
    before = rows(province)
    done = run("import", province, sheet("1.csv", hazard(wkt)), *WGS84, *options)
    assert (done.code, done.out) == (code, "")
    assert said in " ".join(done.err.split())
    assert rows(province) == before


def test_a_claimed_moment_is_marked_and_decides_what_was_known(run, empty, sheet, wkt, stored):
    path = sheet("old.csv", hazard(wkt, date="2019-05-01"))
    claim = ("--recorded", "2019-06-30", "--as", "Vesna", "--accept-as", BORIS)
    assert run("import", empty, path, *WGS84, *claim).code == 0
    fresh = list(stored(empty).values())[2:]
    assert {(record["recorded"], record["recorded_claimed"]) for record in fresh} == {
        ("2019-06-30T23:59:59.999Z", True)
    }
    shown = run("statement", empty, "--known-at", "2019-06-30", "-o", "json").json["rows"][0]["closing"]
    assert shown["suspected_m2"] > 0
    earlier = run("statement", empty, "--known-at", "2019-06-29", "-o", "json").json["rows"][0]["closing"]
    assert earlier["suspected_m2"] == 0


def test_a_claim_cannot_bring_a_record_before_what_it_tells(run, empty, sheet, wkt):
    path = sheet("old.csv", hazard(wkt, date="2019-07-01"))
    done = run("import", empty, path, *WGS84, "--recorded", "2019-06-30", "--accept-as", BORIS, "-o", "csv")
    assert ("new", "occurred-after-recorded") in verdicts(done)
    assert run("count", empty, "hazard", "-o", "json").json == [{"kind": "hazard", "records": 0}]


@pytest.mark.parametrize(("zone", "accepted"), [("UTC", 0), ("Asia/Kabul", 1), ("America/Bogota", 0)])
def test_days_are_days_where_the_work_was_done(zone, accepted, run, tmp_path, sheet, wkt):
    """At 20:00 UTC on the last of June it is the first of July in Kabul, and not yet elsewhere."""
    register = tmp_path / "zone.register"
    assert run("init", register, "--time-zone", zone, "--plane", "18,44").code == 0
    path = sheet("july.csv", hazard(wkt, date="2023-07-01"))
    claim = ("--recorded", "2023-06-30T20:00:00Z", "--accept-as", BORIS)
    assert run("import", register, path, *WGS84, *claim).code == 0
    assert run("count", register, "hazard", "-o", "json").json[0]["records"] == accepted


def test_the_list_of_rows_in_a_file(run, empty, sheet, wkt, tmp_path):
    target = tmp_path / "rows.csv"
    done = run("import", empty, sheet("1.csv", hazard(wkt, evidence="seen")), *WGS84, "-o", target)
    assert (done.code, done.out, done.err) == (0, "", f"wrote {target}\n")
    with target.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["file"] == "1.csv"
    assert row["verdict"] == "new"
    assert run("show", empty, row["record"]).code == 0


def test_names_of_people_lie_beside_the_records_and_nowhere_else(run, province, rows):
    everything = rows(province)
    names = [row for row in everything.pop("payload") if "Борис Иванов" in row or "Ana Kovač" in row]
    assert len(names) == 2
    cells = [cell for table in everything.values() for row in table for cell in row]
    held = [cell if isinstance(cell, bytes) else str(cell).encode() for cell in cells]
    for name in ("Ana", "Kovač", "Борис", "Иванов"):
        assert [cell for cell in held if name.encode() in cell] == []
        assert run("find", province, name, "-o", "json").json == []


# ---- a snapshot ----

SNAPSHOT = """\
[profile]
name = "partner"
source = "partner"
record = "hazard"
key = ["id"]
snapshot = true
[place]
wkt = "wkt"
[columns]
status = "status"
date = "date"
id = "id"
evidence = "evidence"
contamination = "contamination"
[ignore]
columns = ["record"]
"""


def test_rows_that_a_snapshot_dropped_are_asked_about_until_somebody_decides(run, empty, sheet, wkt, tmp_path):
    profile = tmp_path / "partner.toml"
    profile.write_text(SNAPSHOT)
    options = (*WGS84, "--profile", profile, "--withdraw-missing", 2, "-o", "json")
    kept = {"evidence": "interview", "contamination": "AP"}
    rows = [hazard(wkt, f"H-{n}", **kept, date=f"2024-05-0{n}") for n in range(1, 4)]
    assert run("import", empty, sheet("1.csv", *rows), *options, "--accept-as", BORIS).code == 0
    dropped = run("import", empty, sheet("2.csv", rows[0]), *options).json
    lost = [row for row in dropped if row["verdict"] == "withdrawal"]
    assert [(row["row"], row["code"]) for row in lost] == [(None, "dropped-from-source")] * 2
    assert len(dropped) == 3
    again = run("import", empty, sheet("2.csv", rows[0]), *options).json
    assert [row["verdict"] for row in again] == ["known"]
    found = run("check", empty, "--code", "dropped-from-source", "-o", "json").json
    assert {row["records"][1] for row in found} == {row["record"] for row in lost}
    assert all(row["severity"] == "warning" and 880_000 < row["area_m2"] < 900_000 for row in found)
    assert run("accept", empty, lost[0]["record"], "--as", BORIS).code == 0
    assert run("reject", empty, lost[1]["record"], "--reason", "the partner lost it", "--as", BORIS).code == 0
    assert run("check", empty, "--code", "dropped-from-source", "-o", "json").json == []


def test_axes_that_change_places_are_seen_before_anything_is_accepted(run, empty, sheet, wkt):
    state = {"record": "admin_area", "id": "north", "boundary_set": "2023", "level": 1, "wkt": wkt(17, 43, 2, 2)}
    assert run("import", empty, sheet("areas.csv", state), *WGS84, "--accept-as", BORIS).code == 0
    rows = [hazard(wkt, evidence="interview"), hazard(wkt, "H-10") | {"wkt": wkt(44, 18.2)}]
    done = run("import", empty, sheet("survey.csv", *rows), *WGS84, "--accept-as", BORIS, "-o", "json").json
    assert [(row["row"], row["code"]) for row in done if row["severity"] == "error"] == [(2, "axes-swapped")]
    assert [row["source_id"] for row in run("queue", empty, "-o", "json").json] == ["H-10"]
