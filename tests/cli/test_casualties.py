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
        done = run("import", register, path, "--profile", "colombia-victims", "--recorded", day, *BORIS)
        assert done.code == 0, done.err
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
        "It fits what was known at 2017-11-01; since then came in: 0, taken out or moved to another line: 1."
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
