"""Walks over the map in a real browser: with a mouse, with the keyboard, and on paper."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest

pytestmark = pytest.mark.browser
AXE: Final = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")
LAND: Final = ["land-plain", "land-hatched", "spots"]
AT: Final = "/map?at=-24.98903,40.00689,17"
STATUSES: Final = """(layers) => {
    const { map } = document.querySelector("land-map");
    return [...new Set(map.queryRenderedFeatures({ layers }).map(({ properties }) => properties.status))].sort().join();
}"""
PARCELS: Final = STATUSES.replace("properties.status", "properties.parcel")


@pytest.fixture
def opened(visit):
    """The map, as soon as it is drawn; what the browser complains of fails the test."""

    def at(path=AT, role="reviewer", **parts):
        page = visit(role, path, **parts)
        page.set_default_timeout(30_000)
        page.wait_for_selector('land-map[data-state="ready"]')
        return page

    return at


def shows(page, wanted):
    page.wait_for_function(f"([layers, wanted]) => ({STATUSES})(layers) === wanted", arg=[LAND, wanted])


def serious(page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:100]}" for one in found if one["impact"] in {"serious", "critical"}
    ]


def test_days_and_classes_change_what_is_drawn(opened):
    page = opened("/map?at=-24.98903,40.00689,17&as_of=2019-05-01")
    page.locator('[data-drawn="2019-05-01"]').wait_for(state="attached")
    early = page.evaluate(STATUSES, LAND)
    assert "cleared" not in early
    page.get_by_role("slider").press("End")
    page.wait_for_function(f"([layers]) => ({STATUSES})(layers).includes('cleared')", arg=[LAND])
    before = page.evaluate(PARCELS, LAND)
    page.get_by_label("Hazard class").select_option("cluster")
    page.wait_for_function(f"([layers, was]) => ![was, ''].includes(({PARCELS})(layers))", arg=[LAND, before])
    assert "class=cluster" in page.url


def test_a_click_tells_the_story_and_leads_to_the_record(opened):
    page = opened()
    box = page.locator("canvas.maplibregl-canvas").bounding_box()
    page.locator("canvas.maplibregl-canvas").click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    page.get_by_role("heading", name="Cleared").wait_for()
    assert page.locator(".map-story .timeline > li").count() >= 5
    assert serious(page) == []
    page.locator(".map-story").get_by_role("link", name="SYN-R-0923").click()
    page.wait_for_url("**/records/*")
    assert page.get_by_role("heading", level=1).inner_text() == "Release of land SYN-R-0923"
    page.get_by_text("The record of cleared land lacks task.").wait_for()
    assert serious(page) == []
    page.get_by_role("link", name="Show on the map").click()
    page.wait_for_selector('land-map[data-state="ready"]')


def test_the_keyboard_alone_finds_a_place_by_its_grid_reference_and_explains_it(opened):
    page = opened("/map")
    field = page.get_by_role("combobox", name="Find an id, a place or coordinates")
    field.focus()
    page.keyboard.type("26T PK 71658 30435")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => document.querySelector('land-map').map.getCenter().distanceTo({ lng: -24.989, lat: 40.0066 }) < 100"
    )
    page.wait_for_function("() => !document.querySelector('land-map').map.isMoving()")
    page.locator("canvas.maplibregl-canvas").focus()
    page.keyboard.press("Enter")
    page.locator(".map-story h2").wait_for()
    page.wait_for_function("() => document.activeElement.tagName === 'H2'")
    page.keyboard.press("Escape")
    assert not page.locator(".map-panel").is_visible()


def test_what_was_found_for_other_words_is_never_chosen(opened):
    page = opened("/map")
    page.get_by_role("combobox", name="Find an id, a place or coordinates").fill("SYN-R-0923")
    page.get_by_role("option", name="SYN-R-0923").wait_for()
    before = page.evaluate("document.querySelector('land-map').map.getCenter().toArray()")
    page.keyboard.type("X")
    page.keyboard.press("Enter")
    page.get_by_text("Nothing was found", exact=False).wait_for()
    assert page.evaluate("document.querySelector('land-map').map.getCenter().toArray()") == before


def test_an_id_is_found_and_the_map_goes_there(opened):
    page = opened("/map")
    page.get_by_role("combobox", name="Find an id, a place or coordinates").fill("SYN-R-0923")
    page.get_by_role("option", name="SYN-R-0923").click()
    page.wait_for_function(
        "() => document.querySelector('land-map').map.getCenter().distanceTo({ lng: -24.9888, lat: 40.0066 }) < 60"
    )


def test_layers_are_drawn_when_they_are_switched_on(opened):
    page = opened("/map")
    for name, layer in (("Open tasks", "tasks"), ("Ordnance found", "ordnance"), ("Units at work", "units")):
        page.get_by_label(name).check()
        page.wait_for_function(
            "(layer) => document.querySelector('land-map').map.queryRenderedFeatures({ layers: [layer] }).length > 0",
            arg=layer,
        )


def test_a_sheet_is_one_page_of_its_paper_and_measures_true(opened):
    page = opened()
    page.get_by_label("Scale").select_option("10000")
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Print").click()
    sheet = popup.value
    svg = sheet.locator(".paper-sheet > svg")
    svg.wait_for()
    assert sheet.get_by_role("link", name="Back to the map").is_visible()
    assert svg.bounding_box()["width"] == pytest.approx(297 / 25.4 * 96, abs=0.5)
    sheet.emulate_media(media="print")
    assert not sheet.get_by_role("button", name="Draw anew").is_visible()
    grid = svg.locator('line[stroke-opacity="0.6"]').evaluate_all(
        """(lines) => lines.map((line) => line.getBoundingClientRect()).filter((box) => box.height > 9)
            .map((box) => box.x)"""
    )
    millimetres = [(after - before) / 96 * 25.4 for before, after in pairwise(grid)]
    assert millimetres == pytest.approx([20.0] * 9, abs=0.05)  # 200 m at 1:10,000
    paper = sheet.pdf(prefer_css_page_size=True)
    assert re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", paper) == [(b"841.91998", b"594.95996")]


def test_a_donor_sees_squares_and_is_told_so(opened):
    page = opened("/map", role="reader")
    assert page.get_by_text("Your account does not read exact positions").is_visible()
    shows(page, "confirmed,suspected")
    assert page.get_by_role("button", name="Explain the middle of the map").count() == 0


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_the_map_is_accessible_on_every_screen(opened, width):
    page = opened("/map", width=width)
    assert serious(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
