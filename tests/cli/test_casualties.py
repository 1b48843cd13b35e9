"""Casualties by command: a history told twice, and people of whom several sources tell."""

import pytest

BORIS = ("--accept-as", "Борис Иванов")
HEAD = ("departamento", "codigodanedepartamento", "municipio", "codigodanemunicipio", "tipoarea", "sitio", "ano", "mes",
        "rangoedad", "grupoetnico", "condicion", "estado", "genero", "latitudcabecera", "longitudcabecera",
        "tipoevento")  # fmt: skip


def victim(*, code="5,313", year="2,005", sex="Masculino", age="Mayor de 18 años", **more):
    """One invented row as Colombia's register publishes it."""
    cells = ("ANTIOQUIA", "5", "GRANADA", code, "Rural", "", year, "1", age, "", "Civil", "Herido", sex,
             "6.143703", "-75.185183", "Accidente por MAP")  # fmt: skip
    return dict(zip(HEAD, cells, strict=True)) | more


@pytest.fixture
def register(run, tmp_path):
    path = tmp_path / "province.register"
    assert run("init", path, "--programme", "XY", "--country", "COL").code == 0
    return path


# ---- one history, told twice ----


@pytest.fixture
def told_twice(run, register, sheet):
    """Three victims of 2005 in the first table; in the second one is gone, one is older and one of 2006 is new."""
    first = sheet("first.csv", victim(), victim(), victim(sex="Femenino", age="Menor de 18 años"))
    plain = {"code": "5313", "year": "2005"}
    second = sheet("second.csv", victim(**plain, Actividad="Agricultura"), victim(**plain, sex="Femenino"),
                   victim(code="5313", year="2006"))  # fmt: skip
    for path, day in ((first, "2017-10-31"), (second, "2022-02-28")):
        how = ("--profile", "colombia-victims", "--recorded", day, "--withdraw-missing", 1)
        done = run("import", register, path, *how, *BORIS)
        assert done.code == 0, done.err
    assert "second.csv: 3 rows;" in done.out
    assert "1 new, 2 correction, 1 withdrawal" in done.out
    assert run("accept", register, "--all", "--as", "Борис Иванов", "--recorded", "2022-03-01").code == 0
    return register


def years(run, register, *view):
    return run("count", register, "casualty", "--by", "year", *view, "-o", "json").json


def test_the_count_moves_and_is_still_told_as_it_was_known(run, told_twice):
    assert years(run, told_twice) == [{"year": "2005", "records": 2}, {"year": "2006", "records": 1}]
    assert years(run, told_twice, "--known-at", "2018-01-01") == [{"year": "2005", "records": 3}]


def test_the_table_of_that_day_is_explained_by_the_records_that_moved_it(run, told_twice, sheet):
    table = sheet("theirs.csv", {"year": 2005, "victims": 3}, {"year": 2006, "victims": 1})
    done = run("reconcile", told_twice, table, "--published", "2017-11-01", "-o", "json")
    assert done.code == 0, done.err
    (row, same) = done.json["rows"]
    assert (row["theirs"], row["ours"], row["rule"], len(row["records"])) == (3, 2, ["restated"], 1)
    assert row["explanation"] == (
        "It fits what was known at 2017-11-01. Since then, came in: 0; taken out or moved: 1."
    )
    assert run("show", told_twice, row["records"][0]).json["state"] == "withdrawn"
    assert same["rule"] == ["equal"]


def test_a_casualty_moves_no_land_and_a_named_one_is_sealed(run, register, sheet):
    person = {"record": "casualty", "id": "C-1", "date": "2024-05-17", "outcome": "injured", "name": "A. Example",
              "injuries": "left foot", "birth_date": "2010-02", "lon": -75.2, "lat": 6.1}  # fmt: skip
    done = run("import", register, sheet("people.csv", person, person | {"id": ""}), *BORIS, "-o", "json")
    assert [row["code"] for row in done.json if row["verdict"] == "set-aside"] == ["no-id"]
    assert run("land", register, "-o", "csv").rows == []
    (record,) = [row["record"] for row in done.json if row["verdict"] == "new"]
    shown = run("show", register, record).json
    assert sorted(shown["record"]["sealed"]) == ["birth_date", "injuries", "name"]
    assert shown["personal"] == {"name": "A. Example", "birth_date": "2010-02", "injuries": "left foot"}


# ---- one person, of whom two sources tell ----


@pytest.fixture
def twice_told(run, register, sheet):
    """A hospital and a paper tell of one boy; the paper tells of a woman besides."""
    boy = {"record": "casualty", "date": "2024-05-17", "sex": "male", "age_group": "child", "category": "AP",
           "lon": -75.2, "lat": 6.1}  # fmt: skip
    rows = [boy | {"id": "H-1", "organisation": "hospital", "outcome": "killed"},
            boy | {"id": "P-1", "organisation": "paper", "outcome": "injured", "category": "mine"},
            boy | {"id": "P-2", "organisation": "paper", "sex": "female", "age_group": "adult"}]  # fmt: skip
    done = run("import", register, sheet("people.csv", *rows), *BORIS, "-o", "json")
    assert done.code == 0, done.err
    return register, {row["row"]: row["record"] for row in done.json}


def counted(run, register):
    return run("count", register, "casualty", "-o", "json").json[0]["records"]


def test_candidates_come_with_score_and_reasons_and_nothing_is_merged(run, twice_told):
    register, _ = twice_told
    (row,) = run("duplicates", register, "casualty", "-o", "json").json
    assert float(row["score"]) == 0.85
    assert [reason["what"] for reason in row["reasons"]] == [
        "both on the same day", "less than 1 km apart",
        "anti-personnel mine and mine of unknown kind may be the same thing",
        "one says killed, the other injured", "both say male", "both say child",
    ]  # fmt: skip
    assert counted(run, register) == 3


def test_a_merge_counts_once_somebody_else_accepts_it_and_can_be_undone(run, twice_told):
    register, named = twice_told
    pair = sorted(named.values(), key=list(named.values()).index)[:2]
    merged = run("merge", register, *pair, "--reason", "one boy, one day", "--recorded", "2024-06-01")
    assert merged.code == 0, merged.err
    assert (counted(run, register), run("duplicates", register, "-o", "json").json) == (3, [])
    own = run("accept", register, merged.out.strip())
    assert own.code != 0
    assert run("accept", register, merged.out.strip(), "--as", "Boris", "--recorded", "2024-06-02").code == 0
    assert counted(run, register) == 2
    by = run("count", register, "casualty", "--by", "outcome", "-o", "json").json
    assert by == [{"outcome": "", "records": 1}, {"outcome": "killed", "records": 1}]
    undone = run("unmerge", register, pair[1], "--reason", "two boys after all")
    assert undone.code == 0, undone.err
    assert run("accept", register, undone.out.strip(), "--as", "Boris").code == 0
    assert counted(run, register) == 3
    assert len(run("duplicates", register, "-o", "json").json) == 1


def test_what_is_kept_apart_is_asked_no_more_and_cannot_be_merged_before_that_is_undone(run, twice_told):
    register, named = twice_told
    hospital, paper, woman = named.values()
    assert run("keep-apart", register, hospital, paper, "--reason", "two boys").code == 0
    assert run("duplicates", register, "-o", "json").json == []
    refused = run("merge", register, hospital, paper, "--reason", "one boy")
    assert (refused.code, "says the opposite" in refused.err) == (45, True)
    assert run("merge", register, woman, "--reason", "alone").code == 45
    assert run("merge", register, woman, hospital, "--reason", " ").code == 45
    assert run("unmerge", register, woman, "--reason", "nothing there").code == 45
    assert counted(run, register) == 3


def test_what_was_said_once_is_not_said_again_in_another_order_nor_taken_back_twice(run, twice_told):
    register, named = twice_told
    hospital, paper, _woman = named.values()
    merged = run("merge", register, hospital, paper, "--reason", "one boy").out.strip()
    again = run("merge", register, paper, hospital, "--reason", "one boy")
    assert (again.code, f"record {merged[:12]} says so already" in again.err) == (45, True)
    assert "take it back with unmerge" in again.err
    undone = run("unmerge", register, paper, "--reason", "two boys").out.strip()
    twice = run("unmerge", register, hospital, "--reason", "two boys")
    assert (twice.code, f"{undone[:12]} waits until somebody else accepts it" in twice.err) == (45, True)


def test_a_reason_names_nobody(run, register, sheet):
    boy = {"record": "casualty", "date": "2024-05-17", "sex": "male", "age_group": "child", "lon": -75.2, "lat": 6.1}
    rows = [boy | {"id": "H-1", "outcome": "killed", "name": "Juan Ejemplo"}, boy | {"id": "P-1", "outcome": "killed"}]
    done = run("import", register, sheet("people.csv", *rows), *BORIS, "-o", "json")
    pair = [row["record"] for row in done.json]
    for reason, told in (
        ("both are Juan Ejemplo", "Juan Ejemplo"),
        ("the mother says so, +57 300 555 01 99", "+57 300"),
    ):
        refused = run("merge", register, *pair, "--reason", reason)
        assert (refused.code, told in refused.err, "say why without it" in refused.err) == (45, True, True)
    assert run("merge", register, *pair, "--reason", "same day and village, both tell of a boy").code == 0


def test_a_kind_that_has_no_duplicates_is_refused_with_those_that_have(run, register):
    done = run("duplicates", register, "nonsense")
    assert (done.code, "'casualty', 'accident', 'ordnance'" in done.err, "''" in done.err) == (2, True, False)
