"""Editions by command: an old file of a source is told from a later one that lost rows, in a dry run as in earnest."""

import pytest

BORIS = ("--accept-as", "Boris")
HEAD = "Nr,Name,Day\n"
OLD = HEAD + "".join(f"{n},field {n},2016\n" for n in range(12))
NEW = OLD.replace("3,field 3,2016\n", "").replace("field 5", "orchard 5") + "12,field 12,2021\n"
SHORT = HEAD + "0,field 0,2016\n"
PROFILE = """
[profile]
name = "maps"
record = "hazard"
key = ["Nr"]
snapshot = true
[columns]
Nr = "id"
Name = "name"
Day = "date"
[set]
status = "suspected"
"""


@pytest.fixture
def take(run, empty, tmp_path):
    """Take a text in as a file of this name."""
    profile = tmp_path / "maps.toml"
    profile.write_text(PROFILE)

    def taken(name, text, *how):
        (tmp_path / name).write_text(text)
        return run("import", empty, tmp_path / name, "--profile", profile, *how)

    return taken


def held(run, empty):
    return run("verify", empty).out, run("queue", empty, "-o", "json").json


@pytest.fixture
def second(take):
    for name, text, day in (("2017.csv", OLD, "2017-10-28"), ("2022.csv", NEW, "2022-02-28")):
        done = take(name, text, "--recorded", day, *BORIS)
        assert done.code == 0, done.err
    return done


def test_the_rows_of_a_file_are_told_without_those_it_lacks(second):
    assert second.out.splitlines()[0] == "2022.csv: 12 rows; 2 accepted; 1 new, 10 known, 1 correction, 1 withdrawal"


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
@pytest.mark.usefixtures("second")
def test_the_older_file_again_is_refused_and_nothing_moves(run, take, empty, dry):
    before = held(run, empty)
    again = take("copy of 2017.csv", OLD, *dry)
    assert (again.code, again.out, held(run, empty)) == (80, "", before)
    assert (
        "copy of 2017.csv: this very file was taken in on 2017-10-28, and 2022.csv replaced it on 2022-02-28."
        in again.err
    )
    assert "Way out: Take in the last file of the source." in again.err


@pytest.mark.usefixtures("second")
def test_the_last_file_again_adds_nothing(run, take, empty):
    before = held(run, empty)
    assert take("2022.csv", NEW).out.splitlines()[0] == "2022.csv: 12 rows; 0 accepted; 12 known"
    assert held(run, empty) == before


@pytest.mark.usefixtures("second")
def test_an_older_edition_in_other_bytes_corrects_and_withdraws_nothing(run, take, empty):
    assert run("accept", empty, "--all", "--as", "Boris").code == 0
    assert take("2022.csv", NEW, "--edition", "2022-02").code == 0
    before = run("queue", empty, "-o", "json").json
    resaved = OLD + "13,only then,2016\n"
    done = take("resaved.csv", resaved, "--edition", "2017-10", "-o", "json")
    assert {(row["row"], row["verdict"], row["code"]) for row in done.json if row["code"]} == {
        (None, "", "edition-older"), (4, "known", "row-outdated"), (6, "known", "row-outdated"),
        (13, "new", "row-only-in-older"), (13, "new", "shape-missing"), (13, "new", "date-imprecise"),
        (13, "new", "hazard-without-evidence"),
    }  # fmt: skip
    assert len(run("queue", empty, "-o", "json").json) == len(before) + 1
    assert take("2022.csv", NEW).out.splitlines()[0] == "2022.csv: 12 rows; 0 accepted; 12 known, 1 withdrawal"


def test_a_short_file_stops_and_a_person_says_how_many_are_gone(run, take, empty):
    assert take("2017.csv", OLD, *BORIS).code == 0
    before = held(run, empty)
    for how in ((), ("--dry-run",), ("--withdraw-missing", 10)):
        done = take("short.csv", SHORT, *how)
        assert (done.code, held(run, empty)) == (80, before)
        assert (
            "short.csv: it lacks 11 of 12 known records of its source, 92 %, such as 1, 10, 11; up to 10 %" in done.err
        )
        assert "--withdraw-missing and this number" in done.err
    looked = take("short.csv", SHORT, "--withdraw-missing", 11, "--dry-run")
    assert looked.out.splitlines()[0] == "short.csv: 1 row; would be 1 known, 11 withdrawal"
    assert take("short.csv", SHORT, "--withdraw-missing", 11, *BORIS).code == 0
    assert len(run("queue", empty, "-o", "json").json) == 11


def test_the_programme_sets_how_many_may_be_missing_unasked(run, take, empty, sheet):
    assert take("2017.csv", OLD, *BORIS).code == 0
    row = {"record": "setting", "id": "S-1", "key": "snapshot_missing_percent", "value": 0}
    assert run("import", empty, sheet("setting.csv", row), *BORIS).code == 0
    assert "up to 0 % passes unasked" in take("2022.csv", NEW).err
    odd = row | {"id": "S-2", "value": 101}
    done = run("import", empty, sheet("odd.csv", odd), "-o", "json")
    assert [line["code"] for line in done.json] == ["setting-unusable"]


def test_only_files_that_replace_one_another_have_editions(run, empty, sheet):
    for how in (("--edition", "2022"), ("--withdraw-missing", 1)):
        done = run("import", empty, sheet("a.csv", {"record": "unit", "id": "U-1"}), *how)
        assert done.code == 80
        assert "a.csv: its edition cannot be told: only files of a profile with `snapshot = true`" in done.err
    assert run("import", empty, sheet("a.csv", {"record": "unit"}), "--withdraw-missing", -1).code == 2


def test_a_file_that_could_not_be_read_at_all_is_no_edition(take):
    assert take("2017.csv", OLD, *BORIS).code == 0
    broken = take("broken.csv", OLD.replace(",2016", ",soon"))
    assert (broken.code, broken.out.splitlines()[0]) == (1, "broken.csv: 12 rows; 0 accepted; 12 set-aside")
    assert take("2017.csv", OLD).code == 0


@pytest.mark.usefixtures("second")
def test_editions_stand_among_the_records_and_nobody_rewrites_them(run, empty):
    rows = [row for row in run("log", empty, "-o", "json").json if row["kind"] == "edition"]
    assert len(rows) == 2
    shown = run("show", empty, rows[1]["id"]).json
    assert (shown["state"], shown["record"]["file_name"], shown["record"]["rows"]) == ("", "2022.csv", 12)
    assert run("correct", empty, rows[1]["id"], "--set", "rows=1", "--reason", "x").code != 0
    assert run("withdraw", empty, rows[1]["id"], "--reason", "x").code != 0
    assert run("rebuild", empty).code == 0
    assert run("verify", empty).code == 0
