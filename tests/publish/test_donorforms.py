"""Tables for reviewers, coordinators and donors: the ledger's figures in their columns, hashtags and elements."""

import csv
import io
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from landrelease.desk.errors import BadRequestError
from landrelease.publish.formout import form_text, write_form
from landrelease.publish.iati import Reporter, form_iati
from landrelease.publish.treaty import form_of

ORDER = {
    "iati-activities": ["iati-activity"],
    "iati-activity": ["iati-identifier", "reporting-org", "title", "description", "participating-org",
                      "activity-status", "activity-date", "sector", "result"],
    "result": ["title", "description", "indicator"],
    "indicator": ["title", "period"],
    "period": ["period-start", "period-end", "actual"],
    "actual": ["dimension", "comment"],
}  # fmt: skip
"""
Children in the order of the sequences of the activity schema, version 2.03, as far as we write them. The schema itself
is not here: its repository gives it under terms of its own. What the example programme gives was held against it by
hand (lxml, 2026-11-26) and is valid.
"""
DEMANDED = {
    "iati-activities": {"version"}, "reporting-org": {"ref", "type"}, "participating-org": {"role"},
    "activity-status": {"code"}, "activity-date": {"type", "iso-date"}, "sector": {"code"}, "result": {"type"},
    "indicator": {"measure"}, "period-start": {"iso-date"}, "period-end": {"iso-date"}, "actual": {"value"},
    "dimension": {"name", "value"},
}  # fmt: skip


def section(form, code):
    return next(one for one in form.sections if one.code == code)


def texts(part):
    return [[cell.shown for cell in row] for row in part.rows]


def test_monitor_tables_tell_contamination_by_area_and_work_by_operator(formed):
    form = form_of(formed, "landmine-monitor", 2023)
    closing = formed.statement(year=2023).rows[0]["closing"]
    moved = formed.statement(year=2023).rows[0]["movements"]
    total = section(form, "1").rows[-1]
    assert [cell.value for cell in total[1:]] == [2, closing["confirmed_m2"], 9, closing["suspected_m2"]]
    assert [line[:2] for line in texts(section(form, "2"))] == [["not stated", "0"], ["op-1", "1"], ["Total", "1"]]
    assert [cell.shown for cell in section(form, "2").rows[-1][3:7]] == ["42", "12", "30", "0"]
    survey = section(form, "3").rows[-1]
    assert [survey[1].value, survey[2].value, survey[6].value] == [5, moved["cancelled_m2"], moved["reduced_m2"]]


def test_lines_of_work_add_up_to_the_statement_and_each_names_its_reports(formed):
    form = form_of(formed, "5w", 2023)
    rows = section(form, "5W").rows
    moved = formed.statement(year=2023).rows[0]["movements"]
    assert sum(row[8].value for row in rows) == sum(moved[f"{one}_m2"] for one in ("cancelled", "reduced", "cleared"))
    assert sum(row[9].value for row in rows) == Decimal(109)
    cleared = next(row for row in rows if row[2].shown == "land cleared")
    assert [cell.shown for cell in cleared[:8]] == [
        "op-1", "op-1", "land cleared", "manual clearance", "E", "East", "2023-06", "village council (school)",
    ]  # fmt: skip
    assert {row[7].shown for row in rows} == {"village council (school)", "not recorded"}
    assert [len(row[10].parts) for row in rows] == [row[10].value for row in rows]


def test_hashtags_stand_below_the_headings_and_totals_are_left_to_programs(formed):
    rows = list(csv.reader(io.StringIO(form_text(formed, form_of(formed, "5w", 2023), "hxl"))))
    assert rows[1][:11] == [
        "#org+impl+code", "#org+impl+name", "#activity+type", "#activity+method", "#adm1+code", "#adm1+name",
        "#date+occurred", "#beneficiary", "#output+land+released+m2", "#output+items+destroyed", "#output+reports",
    ]  # fmt: skip
    assert len({len(row) for row in rows}) == 1
    assert all(formed.store.get(name) for row in rows[2:] for name in row[11].split(";"))
    by_area = list(csv.reader(io.StringIO(form_text(formed, form_of(formed, "apmbc-article-7", 2023), "hxl"))))
    assert [row[0] for row in by_area] == ["Administrative area", "#adm1+name", "E East", "W West"]
    for_partners = form_text(formed, form_of(formed, "5w", 2023, audience="partner"), "hxl")
    assert "#meta+records" not in for_partners
    assert "op-1" not in for_partners
    with pytest.raises(BadRequestError, match="no table of this form has hashtags"):
        form_text(formed, form_of(formed, "iati-results", 2023), "hxl")


def test_results_stand_in_the_order_of_the_published_schema_with_what_it_demands(formed):
    form = form_of(formed, "iati-results", 2023)
    root = ET.fromstring(form_iati(form, Reporter("XX-EXAMPLE-1", "10", "Example", "2020-01-01")))
    for element in root.iter():
        names = [child.tag for child in element]
        ordered = ORDER.get(element.tag, ["narrative"])
        assert sorted(names, key=ordered.index) == names, element.tag
        assert DEMANDED.get(element.tag, set()) <= element.attrib.keys(), element.tag
    assert root.get("version") == "2.03"
    assert root.findtext("iati-activity/iati-identifier") == "XX-EXAMPLE-1-XY"
    assert root.find("iati-activity/sector").attrib == {"vocabulary": "1", "code": "15250"}
    whole = {
        (indicator.findtext("title/narrative"), actual.find("dimension").get("value")): Decimal(actual.get("value"))
        for indicator in root.iter("indicator")
        for actual in indicator.iter("actual")
    }
    moved = formed.statement(year=2023).rows[0]["movements"]
    assert whole["cleared: Released, m²", "Total"] == moved["cleared_m2"]
    assert whole["anti-personnel mine: Destroyed, number", "Total"] == 42


def test_nobody_reports_under_an_identifier_that_the_programme_has_not_set(formed, tmp_path):
    with pytest.raises(BadRequestError, match=r"public\.iati_organisation"):
        write_form(formed, form_of(formed, "iati-results", 2023), "iati", tmp_path / "results.xml")
    assert list(tmp_path.iterdir()) == []
