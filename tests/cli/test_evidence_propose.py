"""`landrelease evidence propose`: advice with its rules and records; the ledger stays as it is."""

import pytest

ITEMS = """record,id,date,type,organisation,supports,contradicts,derived_from,source_grade,source_judged_by,source_judged,information_grade,information_judged_by,information_judged,lon,lat,accuracy_m,observer
evidence,E-1,2024-05-02,ordnance-seen,org-1,H-1,,,B,p-1,2024-05-03,2,p-1,2024-05-03,18.01,43.01,5,A. Herder
evidence,E-2,2024-05-04,verbal,org-1,,,,C,p-1,2024-05-05,3,p-1,2024-05-05,18.5,43.5,200,
evidence,E-3,2023,land-use,org-1,,H-1,,,,,,,,18.01,43.01,50,
evidence,E-4,2024-06-01,detonation,org-1,,,S-9,,,,1,p-1,2024-06-02,,,,
"""  # noqa: E501 - a table as people write it
HAZARD = (
    "status,date,area_id,evidence,wkt\n"
    'suspected,2020-01-01,H-1,told,"POLYGON ((18 43, 18.02 43, 18.02 43.02, 18 43.02, 18 43))"\n'
)


@pytest.fixture
def register(run, tmp_path):
    path = tmp_path / "province.register"
    run("init", path, "--programme", "XY", "--country", "BIH")
    for name, text in (("hazard.csv", HAZARD), ("items.csv", ITEMS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = run("import", path, tmp_path / name, "--crs", "EPSG:4326", "--accept-as", "Boris")
        assert done.code in {0, 1}, done.err
    return path


def told(found):
    return [
        (one["about"], one["status"], one["advice"], [(why["rule"], why["items"]) for why in one["reasons"]])
        for one in found["proposals"]
    ]


def test_each_proposal_names_its_rules_and_items_and_nothing_is_written(run, register):
    before = run("log", register).out, run("land", register, "-o", "csv").out
    found = run("evidence", "propose", register, "-o", "json").json
    assert told(found) == [
        ("H-1", "suspected", "confirmed", [("direct-evidence", ["E-1"]), ("both-sides", ["E-1", "E-3"])]),
        (None, None, "suspected", [("indirect-evidence", ["E-2"])]),
        (None, None, "confirmed", [("direct-evidence", ["E-4"]), ("one-origin", ["E-4"])]),
    ]
    first = found["proposals"][0]
    assert first["command"] == f"landrelease import {register} hazard.csv --crs EPSG:4326"
    assert first["row"] == {
        "record": "hazard", "status": "confirmed", "evidence": "E-1, E-3", "date": "2024-05-02", "area_id": "H-1",
        "wkt": "POLYGON ((18 43, 18.02 43, 18.02 43.02, 18 43.02, 18 43))",
    }  # fmt: skip
    assert (run("log", register).out, run("land", register, "-o", "csv").out) == before
    table = run("evidence", "propose", register).out
    assert "3 proposals; a person decides" in table
    assert "An area is confirmed (CHA) on direct evidence." in table


def test_who_does_as_the_command_says_confirms_the_same_land(run, register, tmp_path):
    row = run("evidence", "propose", register, "-o", "json").json["proposals"][0]["row"]
    sheet = tmp_path / "hazard-1.csv"
    sheet.write_text(",".join(row) + "\n" + ",".join(f'"{value}"' for value in row.values()) + "\n", encoding="utf-8")
    run("import", register, sheet, "--crs", "EPSG:4326", "--accept-as", "Boris")
    assert [one["status"] for one in run("land", register, "-o", "csv").rows] == ["confirmed"]
    again = run("evidence", "propose", register, "-o", "json").json["proposals"][0]
    assert (again["status"], again["advice"]) == ("confirmed", "survey"), "there is evidence on both sides"


def test_a_national_list_changes_the_advice(run, register, tmp_path):
    (tmp_path / "rule.csv").write_text("record,key,value,from\nsetting,evidence.direct,detonation,2020-01-01\n")
    run("import", register, tmp_path / "rule.csv", "--accept-as", "Boris")
    found = run("evidence", "propose", register, "-o", "json").json
    assert found["lists"]["direct"] == ["detonation"]
    assert told(found)[0][2:] == ("survey", [("indirect-evidence", ["E-1"]), ("both-sides", ["E-1", "E-3"])])


def test_evidence_after_a_release_opens_the_land_again(run, register, tmp_path):
    (tmp_path / "release.csv").write_text(
        "status,date,method,depth_m,organisation,wkt\n"
        'cleared,2024-04-01,manual-clearance,0.2,org-1,"POLYGON ((18 43, 18.02 43, 18.02 43.02, 18 43.02, 18 43))"\n'
    )
    run("import", register, tmp_path / "release.csv", "--crs", "EPSG:4326", "--accept-as", "Boris")
    first = run("evidence", "propose", register, "-o", "json").json["proposals"][0]
    assert (first["status"], first["advice"]) == ("released", "confirmed")
    assert first["reasons"][-1]["text"] == "Seen on land that was released: E-1."


def test_findings_stand_in_check_and_the_observer_is_sealed(run, register):
    codes = {one["code"] for one in run("check", register, "-o", "json").json}
    assert {"credibility-without-origins", "evidence-contradicts", "evidence-target-unknown"} <= codes
    shown = run(
        "show", register, run("evidence", "propose", register, "-o", "json").json["proposals"][0]["items"][0]["record"]
    )
    assert "Herder" not in shown.json["record"].values()
    assert shown.json["personal"] == {"observer": "A. Herder"}


def test_a_corrected_grade_counts_and_a_withdrawn_item_counts_for_nothing(run, register):
    items = {
        item["id"]: item["record"]
        for one in run("evidence", "propose", register, "-o", "json").json["proposals"]
        for item in one["items"]
    }
    made = run("correct", register, items["E-4"], "--set", "information_grade=4", "--reason", "read again").out.strip()
    run("accept", register, made, "--as", "Boris")
    gone = run("withdraw", register, items["E-2"], "--reason", "entered-in-error").out.strip()
    run("accept", register, gone, "--as", "Boris")
    found = run("evidence", "propose", register, "-o", "json").json
    assert told(found)[1:] == [(None, None, "suspected", [("indirect-evidence", ["E-4"]), ("doubted", ["E-4"])])]
    assert "credibility-without-origins" not in {one["code"] for one in run("check", register, "-o", "json").json}
