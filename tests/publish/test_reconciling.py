"""A table of somebody else beside ours: each difference is explained by the rule that made it, or by none."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest
import shapely
import xlsxwriter

from landrelease.desk.behind import Figure, behind
from landrelease.desk.opening import create
from landrelease.geometry.geojson import shape
from landrelease.intake.fault import IntakeError
from landrelease.intake.publishedtable import read_published
from landrelease.publish.meta import Meta
from landrelease.publish.reconciliation import document, reconciliation_html, rows_of
from landrelease.publish.reconciling import reconciled, summary
from landrelease.publish.redaction.stamp import stamp
from landrelease.publish.table import square_metres
from landrelease.records.change import Correction
from landrelease.records.context import AdminArea, Organisation, Programme
from landrelease.records.finds import Ordnance
from landrelease.records.land import Hazard, Release

OUTSIDE = Figure("released_outside_hazard", from_="2023", to="2023")
FIRST, LATER = "2024-02-01T00:00:00.000Z", "2024-08-01T00:00:00.000Z"


def square(west, width=0.01, south=44.0, height=0.01):
    box = np.array([shapely.box(west, south, west + width, south + height)], dtype=object)
    return shape(box, "EPSG:4326")[0]


def cleared(name, west, width, date="2023-06-01", **more):
    fields = {"status": "cleared", "method": "manual-clearance", "organisation": "op-1", "scope": ("AP",)} | more
    return Release(id=name, date=date, shape=square(west, width), depth_m=0.2, **fields)


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    """Two districts, one hazard of 2020 in each, and in 2023 everything that makes figures differ."""
    path = tmp_path_factory.mktemp("reconcile") / "a.register"
    clock = lambda: dt.datetime(2025, 1, 1, tzinfo=dt.UTC)  # noqa: E731 - a clock that stands
    with create(path, Programme(id="XY", plane=(18.0, 44.0)), acting="Ana", clock=clock) as made:
        west, east = (AdminArea(id=name, name=word, level=1, shape=square(at, 0.1, 43.95, 0.1)) for name, word, at in
                      (("W", "West", 17.95), ("E", "East", 18.05)))  # fmt: skip
        first = [
            west, east, Organisation(id="op-1", name="Clear Ltd"),
            Hazard(id="H-1", status="confirmed", date="2020-01-01", contamination=("AP",), shape=square(18.0)),
            Hazard(id="H-2", status="suspected", date="2020-01-01", contamination=("AP",), shape=square(18.06)),
            Hazard(id="H-3", status="suspected", date="2020-01-01", contamination=("AP",), stated_m2=5000.0),
            Hazard(id="H-4", status="confirmed", date="2020-01-01", contamination=("CMR",), shape=square(18.07)),
            cleared("R-0", 18.0, 0.002, "2022-06-01"), cleared("R-1", 18.002, 0.003),
            cleared("R-2", 18.004, 0.002), cleared("R-6", 18.008, 0.001, reported="2024-01-10"),
            cleared("R-3", 18.03, 0.001), cleared("R-4", 18.006, 0.001, stage="progress"),
            cleared("R-5", 18.07, 0.004, scope=("CMR",), organisation="op-2", reported="2024-01-20"),
            Ordnance(id="O-1", date="2023-06", category="AP", action="destroyed", context="area-clearance", quantity=7,
                     organisation="op-1", shape=square(18.001)),
            Ordnance(id="O-2", date="2023", category="AP", action="destroyed", context="spot-task", quantity=2,
                     shape=square(18.061)),
            Ordnance(id="O-3", date="2023-07-01", category="AP", action="found", quantity=99),
        ]  # fmt: skip
        ids = made.append_all(first, recorded=FIRST)
        made.accept(ids, author="Boris", recorded=FIRST)
        smaller = {"kind": "release", "id": "R-5", "status": "cleared", "date": "2023-06-01", "scope": ["CMR"],
                   "organisation": "op-2", "depth_m": 0.2, "method": "bac", "reported": "2024-01-20",
                   "shape": {"wgs84": {"type": "Polygon", "coordinates": [
                       [[18.07, 44.0], [18.073, 44.0], [18.073, 44.01], [18.07, 44.01], [18.07, 44.0]]]}}}  # fmt: skip
        corrected = made.append(Correction(corrects=ids[13], reason="mapping", replacement=smaller), recorded=LATER)
        made.accept([corrected], author="Boris", recorded=LATER)
        yield made


def figures(register, **view):
    return register.statement(year=2023, **view).rows[-1]


def told(register, tmp_path, text, **more):
    path = tmp_path / "theirs.csv"
    path.write_text(text, encoding="utf-8")
    known = {"year": 2023} | {name: more.pop(name) for name in ("year", "edition") if name in more}
    return reconciled(register, read_published(path, **known).table, **more)


def why(register, tmp_path, text, **more):
    return {(row.line, row.column): " + ".join(row.rules) for row in told(register, tmp_path, text, **more).rows}


def test_each_difference_is_explained_by_what_made_it(register, tmp_path):
    row, before = figures(register), register.statement(year=2022).rows[0]
    done, memo = row["movements"]["cleared_m2"], row["memo"]
    outside, then = row["movements"]["released_outside_hazard_m2"], figures(register, known_at="2024-04-30")
    mines = figures(register, klass="mines")["movements"]["cleared_m2"]
    ever = done + before["movements"]["cleared_m2"]
    late = sum(cause.area_m2 for cause in behind(register, Figure("cleared", from_="2023", to="2023"))
               if b'"reported":"2024' in register.store.get(cause.record))  # fmt: skip
    assert all((late, done, memo["repeat_release_m2"], memo["worked_m2"], outside))
    cases = {
        "equal": done,
        "rounding": round(done),
        "double-counting": done + memo["repeat_release_m2"],
        "outside-hazard": done + outside,
        "unfinished": done + memo["worked_m2"],
        "double-counting + outside-hazard": done + memo["repeat_release_m2"] + outside,
        "correction": then["movements"]["cleared_m2"],
        "period": before["movements"]["cleared_m2"],
        "since-beginning": ever,
        "year-of-report": done - late,
        "class": mines,
        "unexplained": done + 12345,
    }
    for rule, figure in cases.items():
        assert why(register, tmp_path, f"cleared_m2\n{figure}\n") == {("", "cleared_m2"): rule}


def test_a_slip_of_units_and_hazards_without_a_polygon(register, tmp_path):
    closing = figures(register)["closing"]
    suspected, confirmed = closing["suspected_m2"], closing["confirmed_m2"]
    text = f"suspected_ha,confirmed_km2\n{(suspected + 5000) / 10_000:.4f},{confirmed / 10_000:.2f}\n"
    assert why(register, tmp_path, text) == {("", "suspected_ha"): "unmapped", ("", "confirmed_km2"): "unit"}


def test_lines_are_found_by_id_and_by_name_and_what_stands_on_one_side_is_said(register, tmp_path):
    rows = {row["admin"]: row for row in register.statement(year=2023, by="admin").rows}
    text = (
        "Bulletin\nadmin,cleared_m2,spot_m2,remarks\n"
        f"West,{rows['W']['movements']['cleared_m2']:.2f},40,\nNowhere,3,,\n"
        f"Total,{rows['total']['movements']['cleared_m2']:.2f},40,\n"
    )
    found = told(register, tmp_path, text)
    assert {(row.line, row.column): row.rules for row in found.rows} == {
        ("West", "cleared_m2"): ("equal",),
        ("West", "spot_m2"): ("not-ours",),
        ("Nowhere", "cleared_m2"): ("line-unknown",),
        ("E", "cleared_m2"): ("not-stated",),
        ("total", "cleared_m2"): ("equal",),
        ("total", "spot_m2"): ("not-ours",),
    }
    assert summary(found) == "6 figures: agree 2, explained 0, not explained 0, on one side only 4."
    assert "lines-differ-from-total" in [finding.code for finding in found.findings]


def test_operators_and_destroyed_ordnance(register, tmp_path):
    rows = {row["operator"]: row for row in register.statement(year=2023, by="operator").rows}
    text = (
        "operator,cleared_m2,destroyed_AP,destroyed_AP_spot,suspected_m2\n"
        f"clear ltd,{rows['op-1']['movements']['cleared_m2']},7,0,5\n"
        f"op-2,{rows['op-2']['movements']['cleared_m2']},,,\nTotal,,9,2,\n"
    )
    assert why(register, tmp_path, text) == {
        ("clear ltd", "cleared_m2"): "equal",
        ("clear ltd", "destroyed_AP"): "equal",
        ("clear ltd", "destroyed_AP_spot"): "equal",
        ("clear ltd", "suspected_m2"): "not-ours",
        ("op-2", "cleared_m2"): "equal",
        ("total", "cleared_m2"): "not-stated",
        ("total", "destroyed_AP"): "equal",
        ("total", "destroyed_AP_spot"): "equal",
    }


def test_lines_that_are_years(register, tmp_path):
    by_year = {year: register.statement(year=year).rows[0]["movements"]["cleared_m2"] for year in (2022, 2023)}
    text = f"year,cleared_m2\n2022,{by_year[2022]}\n2023,{by_year[2022]}\nlater,1\n"
    assert why(register, tmp_path, text, year=0) == {
        ("2022", "cleared_m2"): "equal",
        ("2023", "cleared_m2"): "period",
        ("later", "cleared_m2"): "line-unknown",
    }


def test_the_records_behind_an_explanation_are_named(register, tmp_path):
    done, outside = (figures(register)["movements"][name] for name in ("cleared_m2", "released_outside_hazard_m2"))
    (row,) = told(register, tmp_path, f"cleared_m2\n{done + outside}\n").rows
    assert row.explanation == f"It fits if {square_metres(outside)} m² are counted that lay in no hazard."
    assert set(row.records) == {cause.record for cause in behind(register, OUTSIDE)}
    assert any(b'"R-3"' in register.store.get(name) for name in row.records)


def test_the_page_and_the_document_say_the_same(register, tmp_path):
    found = told(register, tmp_path, "cleared_km2\n9.9\n")
    meta = Meta(programme="XY", as_of="2023-12-31")
    mark = stamp("authority", meta)
    page, data = reconciliation_html(found, meta, mark), document(found, mark.facts())
    assert "default-src &#x27;none&#x27;; style-src &#x27;sha256-" in page
    assert data["summary"] in page
    assert "it may hold explosive ordnance" in page
    assert "safe" not in page
    assert [row["rule"] for row in rows_of(found)] == [["unexplained"]]
    assert data["rows"][0]["difference"] == Decimal("9.9") - data["rows"][0]["ours"]


def test_a_workbook_keeps_the_digits_that_a_cell_shows(tmp_path):
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Form F")
        for at, row in enumerate([["admin", "cleared_km2"], ["North", 24.18], ["South", "25,4"], ["TOTAL", 49.58]]):
            sheet.write_row(at, 0, row)
    table = read_published(path, year=2015).table
    assert [line.values for line in table.lines] == [(Decimal("24.18"),), (Decimal("25.4"),)]
    assert table.total == (Decimal("49.58"),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("admin,remarks\nA,b\n", "none of its columns (admin, remarks) is a figure"),
        ("cleared_m2\n1\n2\n", "it has several lines and no column that names them"),
        ("cleared_m2\nmuch\n", "much in column cleared_m2, row 1, is no number"),
        ('cleared_m2\n"1,250"\n', "1,250 in column cleared_m2, row 1, is no number that can be read in one way only"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_the_way_out(tmp_path, text, says):
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(IntakeError) as refused:
        read_published(path, year=2024)
    assert says in str(refused.value)
    assert refused.value.exit_code == 77
