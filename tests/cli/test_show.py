"""`landrelease show`, `find`, `log` and `count`: looking records up."""

import hashlib
from decimal import Decimal

import pytest

from landrelease.records.kinds import KINDS
from landrelease.records.marks import field_marks

WGS84 = ("--crs", "EPSG:4326")
ANA, BORIS = "Ana Kovač", "Борис Иванов"


# ---- show ----


def test_the_stored_bytes_exactly(run, process, province, rows):
    for seq, name, data in [row[:3] for row in rows(province)["record"]]:
        raw = run("show", province, name, "--raw").raw
        assert raw == data
        assert hashlib.sha256(raw).hexdigest() == name
        if seq == 1:
            assert process("show", province, name, "--raw").raw == data


def test_a_record_whole(run, province, id_of):
    name = id_of(province, "R-1")
    done = run("show", province, name[:12].upper())
    assert (done.code, done.err) == (0, "")
    shown = done.json
    parts = ["id", "state", "record", "author_name", "personal", "decisions", "named_by", "accredited", "grounds"]
    assert list(shown) == parts
    assert (shown["accredited"], shown["grounds"]) == ("-", "")
    assert (shown["id"], shown["state"], shown["author_name"]) == (name, "accepted", "Ana Kovač")
    assert shown["record"]["depth_m"] == Decimal("0.25")
    assert [one["author_name"] for one in shown["decisions"]] == [BORIS]
    assert [one["kind"] for one in shown["named_by"]] == ["decision"]


def test_a_person_with_the_name_beside(run, province, stored):
    name = next(name for name, record in stored(province).items() if record["kind"] == "person")
    assert run("show", province, name).json["personal"] == {"name": "Ana Kovač"}


# ---- find ----


@pytest.mark.parametrize("text", ["H-1", "h-1"])
def test_by_any_text(text, run, province):
    done = run("find", province, text, "-o", "json")
    assert done.code == 0
    assert [(row["kind"], row["source_id"], row["state"]) for row in done.json] == [
        ("hazard", "H-1", "accepted"),
        ("release", "R-1", "accepted"),
        ("release", "R-3", "accepted"),
    ]


def test_by_the_beginning_of_an_id_or_by_an_id_in_them(run, province, id_of):
    name = id_of(province, "H-2")
    found = run("find", province, name[:16], "-o", "json").json
    assert [row["kind"] for row in found] == ["hazard", "decision"]
    assert found[0]["id"] == name


def test_in_any_script(run, province):
    assert [row["kind"] for row in run("find", province, "Северна", "-o", "json").json] == ["programme"]


@pytest.mark.parametrize("text", ["nothing like this", "%", "_", "\\", '"kind":"nothing'])
def test_nothing_found_is_exit_1(text, run, province):
    done = run("find", province, text)
    assert (done.code, done.err) == (1, "")
    assert done.out.strip() == f"0 records hold {text!r}"


# ---- log ----


def test_in_the_order_of_arrival(run, province, stored):
    listed = run("log", province, "-o", "json").json
    assert [row["id"] for row in listed] == list(stored(province))
    assert [row["seq"] for row in listed] == list(range(1, len(listed) + 1))
    assert list(listed[0]) == ["seq", "id", "kind", "source_id", "batch", "received", "recorded", "author"]
    assert run("log", province, "--last", "3", "-o", "json").json == listed[-3:]
    assert run("log", province, "--last", "999", "-o", "json").json == listed
    assert run("log", province, "--last", "0").code == 2


# ---- count ----


def counted(run, register, kind, *more):
    return run("count", register, kind, "-o", "json", *more)


def test_all_of_a_kind(run, province):
    assert counted(run, province, "hazard").json == [{"kind": "hazard", "records": 5}]
    assert counted(run, province, "accident").json == [{"kind": "accident", "records": 0}]


def test_by_year(run, province):
    assert counted(run, province, "hazard", "--by", "year").json == [
        {"year": "2020", "records": 4},
        {"year": "2022", "records": 1},
    ]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_by_every_field_adds_up(kind, run, province):
    (whole,) = counted(run, province, kind).json
    for field in ("year", "admin", *field_marks(KINDS[kind])):
        done = counted(run, province, kind, "--by", field)
        if field in {"shape", "sealed", "replacement"}:
            assert done.code == 45
            assert f"--by {field}: {kind} cannot be counted by it" in done.err
        else:
            assert done.code == 0, field
            assert sum(row["records"] for row in done.json) == whole["records"]
            assert all("object at 0x" not in str(row[field]) for row in done.json)


def test_lists_are_one_group(run, province):
    assert counted(run, province, "hazard", "--by", "contamination").json == [
        {"contamination": "", "records": 1},
        {"contamination": "AP", "records": 2},
        {"contamination": "AP;CMR", "records": 1},
        {"contamination": "UXO", "records": 1},
    ]


@pytest.mark.parametrize(("moment", "records"), [("2020-06-29", 0), ("2020-06-30", 4), ("2022-04-01", 5)])
def test_as_it_was_known(moment, records, run, province):
    assert counted(run, province, "hazard", "--known-at", moment).json[0]["records"] == records


def test_what_is_not_accepted_does_not_count(run, province, id_of, sheet, wkt):
    row = {"record": "hazard", "status": "suspected", "date": "2023", "id": "H-9", "wkt": wkt(18.3, 44)}
    assert run("import", province, sheet("new.csv", row), *WGS84).code == 0
    assert counted(run, province, "hazard").json[0]["records"] == 5
    assert run("reject", province, id_of(province, "H-1"), "--reason", "never there", "--as", BORIS).code == 0
    assert counted(run, province, "hazard").json[0]["records"] == 4


def test_a_correction_counts_in_the_place_of_what_it_corrects(run, province, id_of):
    made = run("correct", province, id_of(province, "H-1"), "--set", "date=2019-12-31", "--reason", "typed").out.strip()
    assert run("accept", province, made, "--as", BORIS).code == 0
    years = {row["year"]: row["records"] for row in counted(run, province, "hazard", "--by", "year").json}
    assert years == {"2019": 1, "2020": 3, "2022": 1}


def test_ordnance_also_by_its_quantity(run, empty, sheet):
    rows = [{"record": "ordnance", "date": f"202{n % 2}-01-01", "id": f"O-{n}", "category": "AP", "quantity": n,
             "action": "destroyed", "lon": 18 + n / 10, "lat": 44} for n in range(1, 5)]  # fmt: skip
    done = run("import", empty, sheet("items.csv", *rows), "--accept-as", BORIS)
    assert done.code == 0, done.err
    assert counted(run, empty, "ordnance", "--by", "year").json == [
        {"year": "2020", "records": 2, "quantity": 6},
        {"year": "2021", "records": 2, "quantity": 4},
    ]


def test_by_area_and_outside(run, empty, sheet, wkt):
    areas = [{"record": "admin_area", "id": f"A-{n}", "name": "Same name", "level": 1, "boundary_set": "made up",
              "date": "2020-01-01", "wkt": wkt(18 + n, 44, 1, 1)} for n in (0, 1)]  # fmt: skip
    accidents = [{"record": "accident", "date": "2021-05-05", "id": f"C-{n}", "category": "AP", "lon": lon, "lat": 44.5}
                 for n, lon in enumerate((18.5, 18.6, 19.5, 21))]  # fmt: skip
    for name, rows in (("areas.csv", areas), ("accidents.csv", accidents)):
        done = run("import", empty, sheet(name, *rows), "--accept-as", BORIS, *(WGS84 if name == "areas.csv" else ()))
        assert done.code == 0, done.err
    assert counted(run, empty, "accident", "--by", "admin").json == [
        {"admin": "A-0", "records": 2},
        {"admin": "A-1", "records": 1},
        {"admin": "outside", "records": 1},
    ]


def test_a_kind_or_field_that_does_not_exist(run, province):
    done = run("count", province, "minefield")
    assert done.code == 2
    assert "'minefield' is not one of" in done.err
    done = run("count", province, "hazard", "--by", "colour")
    assert (done.code, done.out) == (45, "")
    assert "there are year, admin, id, date" in done.err
