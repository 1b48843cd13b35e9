"""The walk of a director in a browser: from a statement to the records behind a number, and back to what changed."""

import html
import re
from pathlib import Path

import pytest

from landrelease.desk.opening import open_register
from landrelease.geometry.geojson import shape_of_wkt
from landrelease.records.land import Hazard

AXE = (Path(__file__).with_name("axe.min.js")).read_text(encoding="utf-8")
pytestmark = pytest.mark.browser


def grave(page):
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found if rule["impact"] in {"serious", "critical"}]


def suspected(page):
    return page.locator('tr[data-line="closing"] td').first.inner_text()


def test_a_director_opens_a_number_and_its_records_add_up_to_it(visit):
    page = visit("director", "/statement")
    page.get_by_label("Year", exact=True).select_option("2024")
    page.get_by_label("Grouped by").select_option("operator")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**by=operator**")
    assert grave(page) == []
    total = page.locator('tr[data-line="total"] a[href^="/statement/records"]').first
    shown = total.inner_text()
    total.click()
    page.wait_for_url("**/statement/records**")
    assert page.locator("#sum strong").inner_text() == f"{shown} m²"
    parts = [float(text.replace(",", "")) for text in page.locator("#causes tbody td.figure").all_inner_texts()]
    assert sum(parts) == pytest.approx(float(shown.replace(",", "")), abs=0.01 * len(parts))
    assert grave(page) == []


def test_what_somebody_else_accepts_changes_the_statement(visit, served):
    with open_register(served.register, acting="Writer") as register:
        place = register.land().geometry[0].centroid
        x, y = place.x, place.y + 0.5
        box = f"POLYGON (({x} {y}, {x + 0.001} {y}, {x} {y + 0.001}, {x} {y}))"
        hazard = Hazard(id="H-NEW", date="2026-11-01", status="suspected", evidence="seen", shape=shape_of_wkt(box))
        name = register.append(hazard)
    page = visit("director", "/statement?year=2026")
    before = suspected(page)
    with open_register(served.register, acting="Another") as register:
        register.accept([name])
    page.reload()
    assert suspected(page) != before
    page.goto("/statement?year=2026&against=2026-01-31")
    assert "count now that did not count then" in page.locator("#changed").inner_text().replace("counts", "count")
    page.goto("/?since=30")
    assert "came to count" in page.locator("main").inner_text()
    assert grave(page) == []


def test_in_french_the_numbers_are_french_and_a_view_is_saved(visit):
    page = visit("director", "/statement?year=2024", language="fr")
    assert re.search(r"\d\u202f\d{3},\d", suspected(page))
    page.goto("/account/saved")
    assert grave(page) == []


def test_it_fits_a_telephone_and_is_right_to_left_in_arabic(visit):
    for path in (
        "/",
        "/statement?by=admin",
        "/statement/count",
        "/statement/records?movement=cleared&from=2024&to=2024",
    ):
        page = visit("director", path, width=390, language="ar")
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), html.escape(path)
