"""`landrelease init`."""

import json

import pytest

NAMES = ["a b.register", "Провинция.register", "şehir ə.register", "省.db", "no-ending"]


def test_a_new_register_says_its_programme(run, tmp_path, stored):
    path = tmp_path / "north.register"
    options = ("--name", "Северна област", "--country", "bih", "--time-zone", "Europe/Sarajevo", "--plane", "18,44")
    done = run("init", path, "--programme", "XY-2025", *options, "--classes", "other,mines")
    assert (done.code, done.out) == (0, "")
    assert done.err == f"made {path}: programme XY-2025\n"
    person, programme = stored(path).values()
    assert person["kind"] == "person"
    assert programme == {
        "format": 1,
        "kind": "programme",
        "id": "XY-2025",
        "author": person["id"],
        "recorded": person["recorded"],
        "name": "Северна област",
        "country": "BIH",
        "time_zone": "Europe/Sarajevo",
        "plane": [18.0, 44.0],
        "classes": ["mines", "other"],
    }


@pytest.mark.parametrize("name", NAMES)
def test_any_name_will_do_and_is_the_programme_where_none_is_said(name, run, tmp_path):
    path = tmp_path / "folder with blanks" / name
    path.parent.mkdir()
    assert run("init", path).code == 0
    assert run("count", path, "programme", "--by", "id", "-o", "json").json == [{"id": path.stem, "records": 1}]
    assert run("verify", path).code == 0


def test_nothing_is_written_over_a_register(run, province, rows):
    before = rows(province)
    done = run("init", province)
    assert done.code == 29
    assert "there is a file of this name already" in done.err
    assert rows(province) == before


def test_nor_over_any_other_file(run, tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("mine", encoding="utf-8")
    assert run("init", path).code == 29
    assert run("init", path, "--dry-run").code == 29
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_is_not_there(run, tmp_path):
    path = tmp_path / "nowhere" / "a.register"
    for more in ((), ("--dry-run",)):
        done = run("init", path, *more)
        assert done.code == 27
        assert "there is no such folder" in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--time-zone", "Mars/North"), "there is no such IANA time zone"),
        (("--time-zone", "../etc/passwd"), "there is no such IANA time zone"),
        (("--plane", "200,44"), "write longitude and latitude in degrees"),
        (("--plane", "18"), "write longitude and latitude in degrees"),
        (("--plane", "nan,44"), "write longitude and latitude in degrees"),
        (("--classes", "mines,nuclear"), "the classes are mines, cluster, other"),
        (("--classes", ","), "the classes are mines, cluster, other"),
        (("--country", "Bosnia"), "the three letters of ISO 3166"),
        (("--country", "B1H"), "the three letters of ISO 3166"),
    ],
)
def test_a_word_that_cannot_be_read_makes_no_file(options, said, run, tmp_path):
    done = run("init", tmp_path / "a.register", *options)
    assert done.code == 2
    assert said in " ".join(done.err.split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("moment", ["yesterday", "2999-01-01", "2020-13-01", ""])
def test_a_moment_that_cannot_be_makes_no_file(moment, run, tmp_path):
    done = run("init", tmp_path / "a.register", "--recorded", moment)
    assert done.code == 45
    assert "Why:" in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "   ", "\t\n"])
def test_somebody_must_act(name, run, tmp_path):
    done = run("init", tmp_path / "a.register", "--as", name)
    assert done.code == 45
    assert "the name of who acts is empty" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_makes_no_file(run, tmp_path):
    done = run("init", tmp_path / "a.register", "--programme", "XY-2025", "--dry-run")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("would make ")
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_moment_is_marked_as_claimed(run, tmp_path, stored):
    path = tmp_path / "a.register"
    assert run("init", path, "--recorded", "2019-12-31").code == 0
    programme = list(stored(path).values())[-1]
    assert programme["recorded"] == "2019-12-31T23:59:59.999Z"
    assert programme["recorded_claimed"] is True
    assert json.dumps(programme)
