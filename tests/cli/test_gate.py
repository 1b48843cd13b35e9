"""`landrelease gate`: units and accreditations come in by table, and the command answers yes or no."""

import csv
import io
import json

import pytest

HEAD = "record,id,name,organisation,unit,capability,from,to,status,date\n"
TABLE = HEAD + (
    "unit,team-3,Engineer company 3,org-a,,,,,,2025-01-10\n"
    "unit,team-4,Engineer company 4,org-a,,,,,,\n"
    "accreditation,,,nmac,team-3,manual-clearance,2025-03-01,2025-11-30,accredited,2025-02-20\n"
    "accreditation,,,nmac,team-3,manual-clearance,2025-06-02,2025-06-06,suspended,2025-06-02\n"
    "accreditation,,,nmac,team-3,bac,2025-03-01,2025-11-30,provisional,2025-02-20\n"
    "accreditation,,,nmac,team-4,manual-clearance,2025-03-01,2025-11-30,accredited,2025-02-20\n"
    "accreditation,,,nmac,team-4,manual-clearance,,,withdrawn,2025-08-01\n"
)
QUESTION = ("--unit", "team-3", "--activity", "manual-clearance")
ALL = ["accreditation", "rotation", "certificates", "people", "tools", "agreement", "medical", "area"]


@pytest.fixture
def programme(run, empty, tmp_path):
    """A register with two units, decided by another person."""
    path = tmp_path / "units.csv"
    path.write_text(TABLE, encoding="utf-8")
    done = run("import", empty, path, "--accept-as", "Boris")
    assert done.code == 0, done.err
    return empty


def test_a_yes_names_the_accreditation_behind_it(run, programme, stored):
    done = run("gate", programme, *QUESTION, "--from", "2025-05-01", "--to", "2025-06-01", "-o", "json")
    behind = next(name for name, one in stored(programme).items() if one.get("capability") and one["unit"] == "team-3")
    assert done.code == 0
    assert json.loads(done.out) == {
        "allowed": True,
        "reasons": [
            {
                "code": "accredited",
                "text": "Accredited for manual-clearance on 2025-05-01..2025-06-01.",
                "record": behind,
                "allows": True,
                "rule": "Who searches for explosives must have been tested for it, by unit, capability and days.",
            }
        ],
        "unchecked": ALL[1:],
    }
    assert done.err == ""


@pytest.mark.parametrize(
    ("unit", "activity", "days", "codes"),
    [
        ("team-3", "manual-clearance", "2025-03-01 2025-03-01", []),
        ("team-3", "manual-clearance", "2025-11-30 2025-11-30", []),
        ("team-3", "manual-clearance", "2025-02-28 2025-03-01", ["not-accredited"]),
        ("team-3", "manual-clearance", "2025-11-30 2025-12-01", ["not-accredited"]),
        ("team-3", "manual-clearance", "2025-06-01 2025-06-02", ["suspended"]),
        ("team-3", "manual-clearance", "2025-06-06 2025-06-07", ["suspended"]),
        ("team-3", "manual-clearance", "2025-06-07 2025-06-30", []),
        ("team-3", "manual-clearance", "2025-06 2025-06", ["suspended"]),
        ("team-3", "manual-clearance", "2025-07 2025-08", []),
        ("team-3", "bac", "2025-05-01 2025-05-02", ["only-provisional"]),
        ("team-3", "mechanical", "2025-05-01 2025-05-02", ["not-accredited"]),
        ("team-3", "dowsing", "2025-05-01 2025-05-02", ["capability-unknown"]),
        ("team-4", "manual-clearance", "2025-07-31 2025-07-31", []),
        ("team-4", "manual-clearance", "2025-07-31 2025-08-01", ["withdrawn"]),
        ("team-9", "manual-clearance", "2025-05-01 2025-05-02", ["not-accredited", "unit-unknown"]),
        (" team-3 ", " manual-clearance ", "2025-05-01 2025-05-02", []),
    ],
)  # fmt: skip
def test_the_answer_and_its_exit_code(run, programme, unit, activity, days, codes):
    first, last = days.split()
    asked = ("--unit", unit, "--activity", activity, "--from", first, "--to", last, "-o", "json")
    done = run("gate", programme, *asked)
    found = json.loads(done.out)
    assert (done.code, found["allowed"]) == ((1, False) if codes else (0, True))
    assert [one["code"] for one in found["reasons"] if not one["allows"]] == codes
    assert all(list(one) == ["code", "text", "record", "allows", "rule"] for one in found["reasons"])
    assert [one["record"] for one in found["reasons"] if one["code"] in {"not-accredited", "unit-unknown"}] == [
        None for code in codes if code in {"not-accredited", "unit-unknown"}
    ]


def test_without_a_last_day_it_is_one_day(run, programme):
    assert run("gate", programme, *QUESTION, "--from", "2025-06-01").code == 0
    assert run("gate", programme, *QUESTION, "--from", "2025-06-02").code == 1


def test_what_nobody_accepted_does_not_count(run, empty, tmp_path):
    path = tmp_path / "units.csv"
    path.write_text(TABLE, encoding="utf-8")
    assert run("import", empty, path).code == 0
    done = run("gate", empty, *QUESTION, "--from", "2025-05-01", "-o", "json")
    assert [one["code"] for one in done.json["reasons"]] == ["not-accredited", "unit-unknown"]


def test_an_earlier_knowledge_is_answered_from(run, empty, tmp_path):
    path = tmp_path / "units.csv"
    first, later = TABLE.splitlines()[1:4], TABLE.splitlines()[4:5]
    path.write_text(HEAD + "\n".join(first), encoding="utf-8")
    moments = ("--recorded", "2025-03-01T10:00Z"), ("--recorded", "2025-06-10T10:00Z")
    assert run("import", empty, path, "--accept-as", "Boris", *moments[0]).code == 0
    path.write_text(HEAD + "\n".join(later), encoding="utf-8")
    assert run("import", empty, path, "--accept-as", "Boris", *moments[1]).code == 0
    days = ("--from", "2025-06-01", "--to", "2025-06-30")
    assert run("gate", empty, *QUESTION, *days, "--known-at", "2025-06-09").code == 0
    assert run("gate", empty, *QUESTION, *days, "--known-at", "2025-06-10").code == 1
    assert run("gate", empty, *QUESTION, *days).code == 1
    assert run("gate", empty, *QUESTION, *days, "--known-at", "2025-02-01").code == 1


def test_everything_may_be_demanded_and_given(run, programme, tmp_path):
    setting = tmp_path / "setting.csv"
    setting.write_text("record,key,value\nsetting,gate.demands,rotation;people;tools;agreement;medical;area\n")
    assert run("import", programme, setting, "--accept-as", "Boris").code == 0
    given = ("--person", "p-1", "--asset", "d-1", "--depth", "0.2", "--rotation", "r-1", "--authority", "nmac")
    area = ("--area", "POLYGON ((18 44, 18.1 44, 18.1 44.1, 18 44))")
    done = run("gate", programme, *QUESTION, "--from", "2025-05-01", *given, *area, "-o", "json")
    assert (done.code, done.json["unchecked"]) == (1, ["certificates"])
    assert [one["code"] for one in done.json["reasons"]] == [
        "no-rotation", "not-a-member", "tool-unfit", "no-agreement", "medical-too-little", "accredited",
    ]  # fmt: skip
    done = run("gate", programme, *QUESTION, "--from", "2025-05-01", "-o", "json")
    assert done.json["unchecked"] == ["certificates", "people", "tools", "area"]


# ---- forms of the answer ----


def test_the_table_is_for_people(run, programme):
    done = run("gate", programme, *QUESTION, "--from", "2025-06-01", "--to", "2025-06-02")
    lines = [" ".join(line.split()) for line in done.out.splitlines() if line.strip()]
    assert lines[0] == f"not allowed; not checked: {', '.join(ALL[1:])}"
    assert lines[1] == "says code text record rule"
    assert lines[3].startswith("no suspended The accreditation is suspended on 2025-06-02..2025-06-02.")
    assert lines[4].startswith("yes accredited Accredited for manual-clearance on 2025-06-01..2025-06-01.")


@pytest.mark.parametrize("form", ["csv", "answer.csv"])
def test_rows_hold_every_reason_with_the_whole_id(run, programme, tmp_path, monkeypatch, form):
    monkeypatch.chdir(tmp_path)
    done = run("gate", programme, *QUESTION, "--from", "2025-06-02", "-o", form)
    assert done.code == 1
    text = done.out if form == "csv" else (tmp_path / form).read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["says"], row["code"], len(row["record"])) for row in rows] == [("no", "suspended", 64)]


def test_a_json_file_holds_what_standard_output_would(run, programme, tmp_path):
    path = tmp_path / "answer.json"
    done = run("gate", programme, *QUESTION, "--from", "2025-06-02", "-o", path)
    assert (done.code, done.out) == (1, "")
    again = run("gate", programme, *QUESTION, "--from", "2025-06-02", "-o", "json")
    assert path.read_text(encoding="utf-8") == again.out


# ---- bad input ----


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--from", "2025-05-02", "--to", "2025-05-01"), 45, "the last day 2025-05-01 is before the first, 2025-05-02"),
        (("--from", "2025-05-32"), 45, "'2025-05-32' is no date"),
        (("--from", "spring"), 45, "'spring' is no date"),
        (("--from", "2025-05-01", "--to", ""), 45, "'' is no date"),
        (("--from", "2025-05-01", "--area", "POLYGON ((18 44"), 45, "is no WKT"),
        (("--from", "2025-05-01", "--area", ""), 45, "is no WKT"),
        (("--from", "2025-05-01", "--area", "POLYGON EMPTY"), 45, "is no WKT"),
        (("--from", "2025-05-01", "--area", "POINT (480000 4870000)"), 45, "longitude and latitude"),
        (("--from", "2025-05-01", "--area", "POINT (nan 44)"), 45, "is no WKT"),
        (("--from", "2025-05-01", "--depth", "nan"), 45, "nan is no depth"),
        (("--from", "2025-05-01", "--depth", "-1"), 45, "-1.0 is no depth"),
        (("--from", "2025-05-01", "--depth", "deep"), 2, "'deep' is not a valid float"),
        (("--from", "2025-05-01", "--known-at", "yesterday"), 45, "yesterday"),
        (("--from", "2025-05-01", "-o", "answer.pdf"), 2, "-o answer.pdf"),
        ((), 2, "Missing option '--from'"),
    ],
)
def test_what_cannot_be_read_is_refused(run, programme, words, code, said):
    done = run("gate", programme, *QUESTION, *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(("unit", "activity"), [("", "bac"), (" ", "bac"), ("team-3", "")])
def test_an_empty_unit_or_activity_is_refused(run, programme, unit, activity):
    done = run("gate", programme, "--unit", unit, "--activity", activity, "--from", "2025-05-01")
    assert (done.code, done.out) == (45, "")


def test_without_a_programme_there_is_no_gate(run, tmp_path):
    path = tmp_path / "none.register"
    assert run("gate", path, *QUESTION, "--from", "2025-05-01").code == 21
    path.write_text("no register")
    assert run("gate", path, *QUESTION, "--from", "2025-05-01").code == 22


def test_a_register_without_a_programme_record_is_told_so(run, tmp_path):
    from landrelease.register.sqlite import SqliteStore  # noqa: PLC0415 - only here

    with SqliteStore.create(tmp_path / "bare.register"):
        pass
    done = run("gate", tmp_path / "bare.register", *QUESTION, "--from", "2025-05-01")
    assert (done.code, done.out) == (41, "")


def test_the_gate_writes_nothing(run, programme, rows):
    before = rows(programme)
    run("gate", programme, *QUESTION, "--from", "2025-05-01")
    assert rows(programme) == before
