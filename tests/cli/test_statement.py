"""`landrelease statement`: the form of DESIGN section 5 to the letter, and books that balance exactly."""

import re
from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

import pytest
import python_calamine

BORIS = "Борис Иванов"
STATUSES = ("suspected", "confirmed", "cancelled", "reduced", "cleared")
BALANCES = [f"{name}_m2" for name in STATUSES]
MOVEMENTS = [
    "newly_suspected_m2", "newly_confirmed_m2", "confirmed_from_suspected_m2", "suspected_from_confirmed_m2",
    "reopened_m2", "cancelled_m2", "reduced_m2", "cleared_m2", "released_outside_hazard_m2",
]  # fmt: skip
MEMOS = ["repeat_release_m2", "released_but_open_m2", "worked_m2"]
PARTS = ["opening", "closing", "movements", "postings", "memo", "corrections", "unmapped"]
UNMAPPED = ["suspected_m2", "confirmed_m2", "suspected_unknown", "confirmed_unknown"]
NUMBER = re.compile(r'"(?:\w+_m2)":\s*(-?\d+(?:\.\d+)?)')
QUESTIONS = [
    (), ("--year", "2019"), ("--year", "2020"), ("--year", "2021"), ("--year", "2022"), ("--year", "2999"),
    ("--from", "2020-02", "--to", "2021-05"), ("--from", "2021-05-01", "--to", "2021-05-01"), ("--to", "2020-12-31"),
    ("--from", "2021-06"), ("--known-at", "2020-06-30"), ("--known-at", "2019"), ("--known-at", "2021-07-01"),
    ("--class", "mines"), ("--class", "cluster"), ("--class", "other"), ("--against", "2021-06-30"),
    ("--against", "2020-12-31", "--year", "2021"),
]  # fmt: skip


def amounts(part):
    return list(part.values())


def check_row(row, keys):
    assert list(row) == [*keys, *PARTS]
    assert [list(row[name]) for name in ("opening", "closing", "corrections")] == [BALANCES] * 3
    assert list(row["movements"]) == MOVEMENTS
    assert list(row["memo"]) == MEMOS
    assert [list(posting) for posting in row["postings"]] == [["from", "to", "movement", "area_m2"]] * len(
        row["postings"]
    )
    assert list(row["unmapped"]) == ["opening", "closing", "movements"]
    assert [list(row["unmapped"][name]) for name in ("opening", "closing")] == [UNMAPPED] * 2
    assert list(row["unmapped"]["movements"])[:10] == [*MOVEMENTS, "mapped_m2"]


def check_balance(row):
    """Opening and postings and corrections make the closing, and postings make the movements, to the last digit."""
    reached, moved = dict(row["opening"]), defaultdict(Decimal)
    for posting in row["postings"]:
        assert {posting["from"], posting["to"]} <= {"none", *STATUSES}
        if posting["from"] != "none":
            reached[f"{posting['from']}_m2"] -= posting["area_m2"]
        if posting["to"] != "none":
            reached[f"{posting['to']}_m2"] += posting["area_m2"]
        moved[f"{posting['movement']}_m2"] += posting["area_m2"]
    assert {name: reached[name] + row["corrections"][name] for name in BALANCES} == row["closing"]
    assert {name: moved[name] for name in MOVEMENTS} == row["movements"]
    assert all(amount >= 0 for part in ("opening", "closing", "movements", "memo") for amount in amounts(row[part]))


def check_unmapped(unmapped, *, against):
    if not against:
        counts = unmapped["closing"]["suspected_unknown"] - unmapped["opening"]["suspected_unknown"]
        moved = unmapped["movements"]
        assert counts == moved["newly_suspected_unknown"] - sum(
            moved[f"{name}_unknown"]
            for name in ("confirmed_from_suspected", "cancelled", "reduced", "cleared", "mapped")
        )


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_the_form_and_the_balance(question, run, province):
    done = run("statement", province, "-o", "json", *question)
    assert (done.code, done.err) == (0, "")
    assert list(done.json) == ["from", "to", "known_at", "class", "rows"]
    (row,) = done.json["rows"]
    check_row(row, [])
    check_balance(row)
    check_unmapped(row["unmapped"], against="--against" in question)
    written = NUMBER.findall(done.out)
    assert written
    assert all(re.fullmatch(r"-?\d+\.\d{9}", text) for text in written)


@pytest.mark.parametrize("question", [("--year", "2021"), (), ("--against", "2021-06-30")], ids=" ".join)
@pytest.mark.parametrize("by", ["operator", "method", "unit"])
def test_by_doer_rows_hold_movements_and_the_total_the_balances(by, question, run, province):
    *rows, total = run("statement", province, "--by", by, "-o", "json", *question).json["rows"]
    assert total == {by: "total"} | run("statement", province, "-o", "json", *question).json["rows"][0]
    check_row(total, [by])
    for row in rows:
        assert list(row) == [by, *PARTS]
        assert [row[part] for part in ("opening", "closing", "corrections", "unmapped")] == [None] * 4
    for part, names in (("movements", MOVEMENTS), ("memo", MEMOS)):
        assert {name: sum((row[part][name] for row in rows), Decimal()) for name in names} == total[part]


def test_by_operator_names_the_operators(run, province):
    rows = run("statement", province, "--year", "2021", "--by", "operator", "-o", "json").json["rows"]
    assert [row["operator"] for row in rows] == ["ORG-1", "ORG-2", "total"]
    assert rows[0]["movements"]["cleared_m2"] > 0
    assert rows[0]["movements"]["reduced_m2"] == 0
    assert rows[1]["movements"]["reduced_m2"] > 0


def test_by_class_each_stands_alone_and_all_counts_once(run, province):
    rows = run("statement", province, "--by", "class", "-o", "json").json["rows"]
    assert [row["class"] for row in rows] == ["mines", "cluster", "other", "all"]
    for row in rows:
        check_row(row, ["class"])
        check_balance(row)
        alone = run("statement", province, "--class", row["class"], "-o", "json").json["rows"][0]
        assert {name: value for name, value in row.items() if name != "class"} == alone


@pytest.fixture
def districts(run, province, sheet, wkt):
    """The province with two districts of one name, which leave some of its land outside."""
    areas = [{"record": "admin_area", "id": f"A-{n}", "name": "Polje", "level": 2, "boundary_set": "made up",
              "date": "2019-01-01", "wkt": wkt(17.9 + n / 10 * 1.04, 43.9, 0.104, 0.2)} for n in (0, 1)]  # fmt: skip
    done = run("import", province, sheet("areas.csv", *areas), "--crs", "EPSG:4326", "--accept-as", BORIS)
    assert done.code == 0, done.err
    return province


@pytest.mark.parametrize("question", [(), ("--year", "2021"), ("--against", "2020-12-31")], ids=" ".join)
def test_by_area_all_three_and_outside(question, run, districts):
    *rows, total = run("statement", districts, "--by", "admin", "-o", "json", *question).json["rows"]
    assert [(row["admin"], row["name"]) for row in rows] == [("A-0", "Polje"), ("A-1", "Polje"), ("outside", "")]
    assert (
        total == {"admin": "total", "name": ""} | run("statement", districts, "-o", "json", *question).json["rows"][0]
    )
    for row in (*rows, total):
        check_row(row, ["admin", "name"])
        check_balance(row)
    for part, names in (("opening", BALANCES), ("closing", BALANCES), ("movements", MOVEMENTS), ("memo", MEMOS)):
        for name in names:
            assert sum(row[part][name] for row in rows) == total[part][name]
    for part in ("opening", "closing", "movements"):
        for name, amount in total["unmapped"][part].items():
            assert sum(row["unmapped"][part][name] for row in rows) == amount


@pytest.fixture
def crossing(run, districts, sheet, wkt):
    """A hazard of stated size without outline; its release and work going on lie in both districts and outside."""
    common = {"organisation": "ORG-3", "unit": "T-3", "method": "manual-clearance"}
    rows = [
        {"record": "hazard", "status": "suspected", "date": "2021-01-01", "id": "U-1", "stated_m2": 300_000.123456,
         "contamination": "AP", "wkt": "POINT (17.95 44.15)", "organisation": "ORG-1", "method": "nts"},
        {"record": "release", "status": "cleared", "date": "2021-09-01", "id": "UR-1", "area_id": "U-1", "depth_m": 0.2,
         "wkt": wkt(17.999, 44.0987, 0.01, 0.0023), **common},
        {"record": "release", "status": "cleared", "date": "2021-08-01", "id": "UR-2", "area_id": "U-1", "depth_m": 0.2,
         "stage": "progress", "wkt": wkt(17.9991, 44.0991, 0.007, 0.0013), **common},
    ]  # fmt: skip
    done = run("import", districts, sheet("crossing.csv", *rows), "--crs", "EPSG:4326", "--accept-as", BORIS)
    assert done.code == 0, done.err
    return districts


@pytest.mark.parametrize("by", ["operator", "method", "unit", "admin"])
def test_rows_add_up_also_where_a_release_takes_from_an_unmapped_account(by, run, crossing):
    *rows, total = run("statement", crossing, "--year", "2021", "--by", by, "-o", "json").json["rows"]
    assert total["unmapped"]["movements"]["cleared_m2"] > 0
    assert total["memo"]["worked_m2"] > 0
    check_balance(total)
    for part, names in (("movements", MOVEMENTS), ("memo", MEMOS)):
        assert {name: sum(row[part][name] for row in rows) for name in names} == total[part]
        assert all(amount >= 0 for row in rows for amount in amounts(row[part]))
    for row in rows:
        moved = dict.fromkeys(MOVEMENTS, Decimal())
        for posting in row["postings"]:
            moved[f"{posting['movement']}_m2"] += posting["area_m2"]
        assert moved == row["movements"]
        if by == "admin":
            check_balance(row)


def test_what_has_no_outline_stands_outside_of_every_area(run, crossing):
    *areas, outside, total = run("statement", crossing, "--by", "admin", "-o", "json").json["rows"]
    assert outside["admin"] == "outside"
    assert outside["unmapped"] == total["unmapped"]
    assert not any(amount for row in areas for part in row["unmapped"].values() for amount in part.values())


def test_an_empty_register_has_one_row_of_zeros(run, empty):
    for question in ((), ("--year", "2020"), ("--by", "operator"), ("--by", "method")):
        document = run("statement", empty, "-o", "json", *question).json
        (row,) = document["rows"]
        check_row(row, [question[1]] if "--by" in question else [])
        assert not any(amount for part in ("opening", "closing", "movements", "memo") for amount in amounts(row[part]))
        assert row["postings"] == []
    rows = run("statement", empty, "--by", "admin", "-o", "json").json["rows"]
    assert [row["admin"] for row in rows] == ["outside", "total"]


# ---- periods and knowledge ----


def row_of(run, register, *question):
    return run("statement", register, "-o", "json", *question).json["rows"][0]


def test_days_are_inclusive(run, province):
    cleared = row_of(run, province, "--year", "2021")["movements"]["cleared_m2"]
    assert cleared > 0
    for first, last, there in (
        ("2021-05-01", "2021-05-01", True),
        ("2021-05-02", "2021-05-31", False),
        ("2021-04-01", "2021-04-30", False),
        ("2021-05", "2021-05", True),
        ("2021", "2021", True),
    ):
        row = row_of(run, province, "--from", first, "--to", last)
        assert row["movements"]["cleared_m2"] == (cleared if there else 0)


def test_periods_follow_each_other(run, province):
    years = [row_of(run, province, "--year", str(year)) for year in range(2019, 2024)]
    for before, after in pairwise(years):
        assert before["closing"] == after["opening"]
    assert years[-1]["closing"] == row_of(run, province)["closing"]
    assert row_of(run, province, "--from", "2020", "--to", "2022")["movements"] == {
        name: sum(row["movements"][name] for row in years) for name in MOVEMENTS
    }


def test_an_imprecise_hazard_counts_from_its_last_day(run, province):
    """H-2 of February 2020 is there on the 29th, H-3 of 2020 stands unmapped on the last of December."""
    assert row_of(run, province, "--to", "2020-02-28")["closing"]["confirmed_m2"] == 0
    assert row_of(run, province, "--to", "2020-02-29")["closing"]["confirmed_m2"] > 0
    assert row_of(run, province, "--to", "2020-12-30")["unmapped"]["closing"]["suspected_unknown"] == 0
    assert row_of(run, province, "--to", "2020-12-31")["unmapped"]["closing"]["suspected_unknown"] == 1


def test_land_without_a_polygon_stands_beside(run, province):
    row = row_of(run, province, "--year", "2020")
    assert row["unmapped"]["closing"] == {
        "suspected_m2": Decimal(5000), "confirmed_m2": 0, "suspected_unknown": 1, "confirmed_unknown": 0,
    }  # fmt: skip
    assert row["unmapped"]["movements"]["newly_suspected_m2"] == 5000
    shown = run("statement", province, "--year", "2020").out
    assert "Hazards without a polygon: 5,000.00 m² suspected by stated size, 1 suspected of unknown size." in shown


def test_one_view_has_one_knowledge(run, province):
    before = row_of(run, province, "--known-at", "2021-06-30T23:59:59Z")
    assert before["movements"]["cleared_m2"] == 0
    after = row_of(run, province, "--known-at", "2021-07-01")
    assert after["movements"]["cleared_m2"] > 0
    document = run("statement", province, "--known-at", "2021-07-01", "-o", "json").json
    assert document["known_at"] == "2021-07-01T23:59:59.999Z"
    assert run("statement", province, "-o", "json").json["known_at"] == "2022-04-01T23:59:59.999Z"


def test_a_bare_date_means_its_end_in_utc(run, province):
    whole = row_of(run, province, "--known-at", "2021-07-01")
    assert whole == row_of(run, province, "--known-at", "2021-07-01T23:59:59.999Z")
    assert whole == row_of(run, province, "--known-at", "2021-07-02T00:59:59.999+01:00")
    assert whole != row_of(run, province, "--known-at", "2021-07-01T23:59:59.998Z")


def test_against_earlier_knowledge_corrections_are_no_release(run, province):
    """What was written down since 2021 appears as correction, and opening and movements stay as they were known."""
    then, now = "2020-12-31", row_of(run, province, "--year", "2021")
    earlier = row_of(run, province, "--year", "2021", "--known-at", then)
    row = row_of(run, province, "--year", "2021", "--against", then)
    assert (row["opening"], row["movements"]) == (earlier["opening"], earlier["movements"])
    assert row["closing"] == now["closing"]
    assert row["corrections"] == {name: now["closing"][name] - earlier["closing"][name] for name in BALANCES}
    assert row["unmapped"]["closing"] == now["unmapped"]["closing"]
    assert row["corrections"]["cleared_m2"] > 0


def test_who_dropped_out_since_stays_in_the_rows(run, province, id_of):
    made = [run("withdraw", province, id_of(province, name), "--reason", "duplicate").out.strip()
            for name in ("R-2", "R-4")]  # fmt: skip
    assert run("accept", province, *made, "--as", BORIS).code == 0
    question = ("--year", "2021", "--by", "unit", "--against", "2024-01-01", "-o", "json")
    rows = run("statement", province, *question).json["rows"]
    assert [row["unit"] for row in rows] == ["", "T-1", "T-2", "total"]
    assert rows[2]["movements"]["reduced_m2"] > 0
    assert sum(row["movements"]["reduced_m2"] for row in rows[:-1]) == rows[-1]["movements"]["reduced_m2"]
    check_balance(rows[-1])


# ---- other forms ----


def test_csv_is_the_same_figures(run, province):
    question = ("--year", "2021", "--by", "operator")
    document = run("statement", province, *question, "-o", "json").json
    rows = run("statement", province, *question, "-o", "csv").rows
    assert [row["operator"] for row in rows] == ["ORG-1", "ORG-2", "total"]
    for flat, row in zip(rows, document["rows"], strict=True):
        assert {name: Decimal(flat[f"movements_{name}"]) for name in MOVEMENTS} == row["movements"]
    assert [rows[-1][f"closing_{name}"] for name in BALANCES] == [
        str(document["rows"][-1]["closing"][name]) for name in BALANCES
    ]
    assert rows[0]["closing_suspected_m2"] == ""


def test_files_by_their_ending(run, province, tmp_path):
    for ending in ("json", "csv", "xlsx"):
        path = tmp_path / f"statement.{ending}"
        done = run("statement", province, "--year", "2021", "-o", path)
        assert (done.code, done.out, done.err) == (0, "", f"wrote {path}\n")
    shown = run("statement", province, "--year", "2021", "-o", "json")
    assert (tmp_path / "statement.json").read_text(encoding="utf-8") == shown.out
    book = python_calamine.load_workbook(tmp_path / "statement.xlsx")
    cells = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    closing = shown.json["rows"][0]["closing"]["cleared_m2"]
    assert any(isinstance(cell, float) and abs(cell - float(closing)) < 0.01 for cell in cells)


def test_the_table_is_for_people(run, province):
    lines = [line.split("  ") for line in run("statement", province, "--year", "2021").out.splitlines()]
    words = [[cell.strip() for cell in line if cell.strip()] for line in lines]
    closing = next(line for line in words if line[:1] == ["Closing"])
    exact = row_of(run, province, "--year", "2021")["closing"]
    assert closing[1:] == [f"{round(exact[name], 2):,.2f}" for name in BALANCES]


@pytest.mark.parametrize(
    ("question", "code", "said"),
    [
        (("--by", "colour"), 45, "there are operator, method, unit, class, admin"),
        (("--class", "mine"), 45, "there are mines, cluster, other, all"),
        (("--from", "2021-02-30"), 45, "'2021-02-30' is no date"),
        (("--to", "soon"), 45, "'soon' is no date"),
        (("--from", "2022", "--to", "2021"), 45, "ends on 2021-12-31, before it begins on 2022-01-01"),
        (("--known-at", "soon"), 45, "'soon' is no moment"),
        (("--known-at", "2021-02-30"), 45, "'2021-02-30' is no moment"),
        (("--against", ""), 45, "'' is no moment"),
        (("--known-at", "0001-01-01T00:00:00+02:00"), 45, "is no moment"),
        (("--year", "2021", "--from", "2021"), 2, "not both"),
        (("--year", "0"), 2, "not in the range"),
        (("--year", "twenty"), 2, "not a valid integer"),
        (("-o", "statement.pdf"), 2, "ends in one of csv, json, xlsx"),
        (("-o", "xlsx"), 2, "give one of table, json, csv"),
    ],
)
def test_a_question_that_cannot_be_read(question, code, said, run, province):
    done = run("statement", province, *question)
    assert (done.code, done.out) == (code, "")
    assert said in " ".join(done.err.split())
