"""`landrelease check` and `settle`: what is wrong or doubtful, and why it may stand."""

import pytest

WGS84 = ("--crs", "EPSG:4326")
BORIS = "Борис Иванов"


@pytest.fixture
def doubtful(run, province, sheet, wkt):
    """A province with an error: a release recorded though it is dated after its recording."""
    row = {"record": "release", "status": "cleared", "date": "2999-01-01", "id": "R-9", "wkt": wkt(18.3, 44)}
    assert run("import", province, sheet("late.csv", row), *WGS84).code == 0
    return province


def found(run, register, *more):
    return run("check", register, "-o", "json", *more)


def test_errors_make_exit_1(run, doubtful):
    done = found(run, doubtful, "--code", "occurred-after-recorded")
    assert done.code == 1
    (one,) = done.json
    assert list(one) == [
        "severity", "code", "finding", "where", "what", "why", "cure", "settled", "records", "area_m2",
    ]  # fmt: skip
    assert (one["severity"], one["settled"], len(one["records"])) == ("error", "", 1)
    assert one["where"].startswith("record ")
    assert all(one[part] for part in ("what", "why", "cure"))


def test_warnings_and_notes_do_not(run, doubtful):
    for one in {row["code"] for row in found(run, doubtful).json if row["severity"] != "error"}:
        assert found(run, doubtful, "--code", one).code == 0


def test_the_ledger_speaks_too(run, province):
    codes = {row["code"] for row in found(run, province).json}
    assert {"reopened-released-land", "release-outside-hazard", "point-needs-polygon"} <= codes


def test_the_table_shows_errors_first_and_a_few_of_each(run, doubtful, sheet, wkt):
    rows = [{"record": "hazard", "status": "suspected", "date": "2024", "id": f"N-{n}", "wkt": wkt(19 + n / 50, 44)}
            for n in range(9)]  # fmt: skip
    assert run("import", doubtful, sheet("many.csv", *rows), *WGS84).code == 0
    done = run("check", doubtful)
    lines = [line for line in done.out.splitlines() if line.strip()]
    severities = [line.split()[0] for line in lines[3:]]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)
    assert "… and 4 more" in done.out


def test_a_settled_finding_no_longer_fails(run, doubtful, stored):
    name = found(run, doubtful, "--code", "occurred-after-recorded").json[0]["finding"]
    done = run("settle", doubtful, name[:8] + "…", "--reason", "the year is open with the authority", "--as", BORIS)
    assert done.code == 0
    record = stored(doubtful)[done.out.strip()]
    assert (record["verdict"], record["finding"], record["reason"]) == (
        "settle", name, "the year is open with the authority",
    )  # fmt: skip
    after = found(run, doubtful, "--code", "occurred-after-recorded")
    assert (after.code, after.json) == (0, [])
    shown = found(run, doubtful, "--code", "occurred-after-recorded", "--settled")
    assert (shown.code, shown.json[0]["settled"]) == (0, "the year is open with the authority")


@pytest.mark.parametrize(
    ("finding", "reason", "code", "said"),
    [
        ("f-0000000000000000", "because", 42, "no finding's id begins"),
        ("f-", "because", 42, "more than one finding's id begins"),
        ("", "because", 42, "no finding's id begins"),
        ("same-day", "because", 42, "no finding's id begins"),
        (None, "  ", 45, "needs a reason"),
    ],
)
def test_a_settlement_needs_a_finding_and_a_reason(  # noqa: PLR0913, PLR0917 - one fixture each
    finding, reason, code, said, run, doubtful, rows
):
    name = found(run, doubtful).json[0]["finding"] if finding is None else finding
    before = rows(doubtful)
    done = run("settle", doubtful, name, "--reason", reason)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert rows(doubtful) == before


@pytest.mark.parametrize("about", [(), ("--plane", "18,44"), ("--name", "North", "--country", "BIH")])
def test_a_new_register_is_without_errors(about, run, tmp_path, sheet, wkt):
    """Also once its first import has given it a plane by a second programme record."""
    register = tmp_path / "new.register"
    assert run("init", register, "--programme", "XY-2025", *about).code == 0
    assert (found(run, register).code, found(run, register).json) == (0, [])
    row = {"record": "hazard", "status": "suspected", "date": "2024-05-17", "id": "H-1", "evidence": "seen",
           "contamination": "AP", "wkt": wkt(18.00012, 44.00034)}  # fmt: skip
    assert run("import", register, sheet("first.csv", row), *WGS84, "--accept-as", BORIS).code == 0
    assert (found(run, register).code, found(run, register).json) == (0, [])


def test_findings_keep_their_ids(run, doubtful):
    before = {row["finding"] for row in found(run, doubtful).json}
    assert run("rebuild", doubtful).code == 0
    assert {row["finding"] for row in found(run, doubtful).json} == before


def test_a_programme_says_how_much_land_outside_a_hazard_is_noise_of_the_survey(run, province, sheet):
    """The default tells from one square metre; of settings from one day the one recorded last counts."""

    def areas():
        return sorted(row["area_m2"] for row in found(run, province, "--code", "release-outside-hazard").json)

    told = areas()
    for number, limit in enumerate((1, told[0] + 1, told[-1] + 1, 0)):
        row = {"record": "setting", "id": f"S-{number}", "key": "release_outside_hazard_tolerance_m2", "value": limit}
        assert run("import", province, sheet("setting.csv", row), "--accept-as", BORIS).code == 0
        assert areas() == [area for area in told if area > limit]


def test_one_is_not_called_many(run, doubtful):
    assert run("check", doubtful, "--code", "occurred-after-recorded").out.splitlines()[0].startswith("1 error, 0 warn")
