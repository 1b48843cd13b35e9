"""The map in a real browser, under the strict policy."""

import json
import re

import pytest

pytestmark = pytest.mark.browser

LAND = ["land-plain", "land-hatched"]
SHOWN = """(layers) => {
    const { map } = document.querySelector("land-map");
    return [...new Set(map.queryRenderedFeatures({ layers }).map(({ properties }) => properties.status))].sort();
}"""
NAMES = """() => {
    const { map } = document.querySelector("land-map");
    return map.queryRenderedFeatures({ layers: ["areas:label"] }).map(({ properties }) => properties.name);
}"""
STORY = '<h2>Cleared land</h2><ol class="timeline"><li><time>2023-01-01</time><p>Completion report</p></li></ol>'


@pytest.fixture
def page(site, document):
    """A page with the map, in English and in Arabic."""
    body = '<main class="frame-main whole"><land-map src="/settings.json"></land-map></main>'
    site.pages["/map"] = document(body, "base.js", "map.js")
    site.pages["/map-ar"] = document(body, "base.js", "map.js", lang="ar")
    site.answers["/map/explain"] = lambda query, _: (200, "text/html", f"{STORY}<p id=asked>{json.dumps(query)}</p>")
    return site


@pytest.fixture
def tab(opened, page):
    assert "/map" in page.pages
    return ready(opened("/map"))


def ready(tab):
    tab.wait_for_selector('land-map[data-state="ready"]')
    return tab


def shows(tab, *statuses):
    """Wait until exactly these statuses are drawn."""
    tab.wait_for_function(f"([layers, wanted]) => ({SHOWN})(layers).join() === wanted.join()", arg=[LAND, statuses])


def query(tab):
    return tab.evaluate("Object.fromEntries(new URLSearchParams(location.search))")


def test_the_land_of_the_last_day_is_drawn_and_ours_alone_is_asked(tab, page):
    shows(tab, "cancelled", "cleared", "reduced", "suspected")
    assert any(re.search(r"assets/map-worker\.\w+\.js", line) for line in page.asked)
    assert any("noto-sans-arabic" in line for line in page.asked)


def test_the_slider_filters_days_without_asking_the_server(tab, page):
    shows(tab, "cancelled", "cleared", "reduced", "suspected")
    before = [line for line in page.asked if "/tiles/" in line]
    days = []
    tab.expose_function("heard", lambda day: days.extend([day]))
    tab.evaluate("document.addEventListener('day', ({ detail }) => heard(detail))")
    slider = tab.get_by_role("slider", name="DAY")
    slider.fill("600")
    shows(tab, "confirmed", "reduced", "suspected")
    slider.fill("0")
    shows(tab, "reduced", "suspected")
    assert [line for line in page.asked if "/tiles/" in line] == before
    assert days == ["2021-08-23", "2020-01-01"]
    assert query(tab)["as_of"] == "2020-01-01"
    assert slider.get_attribute("aria-valuetext") == "January 1, 2020"


def test_arrows_step_by_the_chosen_step(tab):
    slider = tab.get_by_role("slider", name="DAY")
    slider.press("ArrowLeft")
    assert query(tab)["as_of"] == "2024-11-30"
    tab.get_by_label("STEP").select_option("year")
    slider.press("ArrowDown")
    assert query(tab)["as_of"] == "2023-11-30"
    tab.get_by_role("button", name="LATER").click()
    tab.get_by_label("STEP").select_option("day")
    slider.press("ArrowRight")
    assert query(tab)["as_of"] == "2024-12-01"


def test_days_pass_by_themselves_and_stop(tab):
    tab.get_by_label("STEP").select_option("year")
    tab.get_by_role("button", name="PLAY").click()
    tab.wait_for_function("() => new URLSearchParams(location.search).get('as_of') === '2021-01-01'")
    tab.get_by_role("button", name="PAUSE").click()
    stood = int(query(tab)["as_of"][:4])
    tab.get_by_role("button", name="EARLIER").click()
    assert query(tab)["as_of"] == f"{stood - 1}-01-01"
    tab.get_by_role("button", name="PLAY").click()
    tab.wait_for_function("() => !new URLSearchParams(location.search).has('as_of')")  # the last day is the usual one
    tab.get_by_role("button", name="PLAY").wait_for()


def test_the_legend_hides_and_the_address_remembers(tab, opened, page):
    tab.get_by_label("Suspected hazard").uncheck()
    shows(tab, "cancelled", "cleared", "reduced")
    tab.get_by_label("Reduced").uncheck()
    shows(tab, "cancelled", "cleared")
    again = ready(opened(tab.url.removeprefix(page.url)))
    shows(again, "cancelled", "cleared")
    assert not again.get_by_label("Reduced").is_checked()


def test_another_class_and_another_knowledge_bring_other_tiles(tab):
    tab.get_by_label("CLASS").select_option("cluster")
    shows(tab, "reduced")
    with tab.expect_request(lambda request: "known_at=2022-01-31T10%3A30Z" in request.url):
        tab.get_by_label("KNOWN_AT").fill("2022-01-31T10:30")
        tab.get_by_label("KNOWN_AT").blur()
    assert query(tab) | {"at": ""} == {"class": "cluster", "known_at": "2022-01-31T10:30Z", "at": ""}


def test_a_layer_is_fetched_when_it_is_first_shown(tab, page):
    point = {
        "type": "Feature",
        "properties": {"name": "T-1"},
        "geometry": {"type": "Point", "coordinates": [17.24, 44.12]},
    }
    page.answers["/tasks.json"] = lambda *_: (200, "application/json", json.dumps(point))
    assert "GET /tasks.json" not in page.asked
    tab.get_by_label("Tasks").check()
    tab.wait_for_function(
        "() => document.querySelector('land-map').map.queryRenderedFeatures({ layers: ['tasks'] }).length === 1"
    )
    tab.get_by_label("Tasks").uncheck()
    tab.wait_for_function(
        "() => document.querySelector('land-map').map.queryRenderedFeatures({ layers: ['tasks'] }).length === 0"
    )
    tab.get_by_label("Tasks").check()
    assert page.asked.count("GET /tasks.json") == 1


def test_search_finds_by_keyboard_and_looks_there(tab, page):
    found = [
        {"label": "Field 1", "kind": "hazard", "lon": 17.21, "lat": 44.11, "bbox": [17.20, 44.10, 17.22, 44.12]},
        {"label": "Field 2", "kind": "hazard", "lon": 17.27, "lat": 44.11},
    ]
    page.answers["/map/search"] = lambda asked, _: (
        200,
        "application/json",
        json.dumps(found if asked["q"] == "fie" else []),
    )
    field = tab.get_by_role("combobox", name="SEARCH")
    field.fill("nothing")
    tab.get_by_text("SEARCH_NONE").wait_for()
    field.fill("fie")
    tab.get_by_role("option", name="Field 2").wait_for()
    field.press("ArrowDown")
    field.press("ArrowDown")
    assert tab.locator(".map-found [aria-selected=true]").inner_text().startswith("Field 2")
    field.press("Enter")
    tab.wait_for_function(
        "() => document.querySelector('land-map').map.getCenter().distanceTo({ lng: 17.27, lat: 44.11 }) < 5"
    )
    assert field.input_value() == "Field 2"
    assert field.get_attribute("aria-expanded") == "false"


def test_a_click_tells_the_story_and_closing_goes_back(tab):
    tab.locator("canvas.maplibregl-canvas").click(position={"x": 300, "y": 300})
    tab.get_by_role("heading", name="Cleared land").wait_for()
    assert tab.evaluate("document.activeElement.textContent") == "Cleared land"
    asked = json.loads(tab.inner_text("#asked"))
    assert {name: asked[name] for name in ("as_of", "class")} == {"as_of": "2024-12-31", "class": "all"}
    tab.keyboard.press("Escape")
    assert not tab.locator(".map-panel").is_visible()
    assert tab.evaluate("document.activeElement.className").startswith("maplibregl-canvas")


def test_without_a_mouse_the_middle_of_the_map_tells_its_story(tab):
    canvas = tab.locator("canvas.maplibregl-canvas")
    canvas.focus()
    canvas.press("Enter")
    tab.get_by_role("heading", name="Cleared land").wait_for()
    first = json.loads(tab.inner_text("#asked"))
    tab.keyboard.press("Escape")
    canvas.press("ArrowRight")
    tab.wait_for_function("() => !document.querySelector('land-map').map.isMoving()")
    tab.get_by_role("button", name="EXPLAIN_MIDDLE").press("Enter")
    tab.wait_for_function(
        "(lon) => JSON.parse(document.querySelector('#asked')?.textContent ?? '{}').lon > lon", arg=first["lon"]
    )
    tab.get_by_role("button", name="CLOSE").click()
    assert tab.evaluate("document.activeElement.textContent").startswith("EXPLAIN_MIDDLE")


def test_a_story_that_does_not_come_says_so(opened, page):
    tab = ready(opened("/map", allow=["500"]))
    page.answers["/map/explain"] = lambda *_: (500, "text/plain", "")
    tab.get_by_role("button", name="EXPLAIN_MIDDLE").click()
    tab.get_by_text("EXPLAIN_FAILED").wait_for()


def test_an_area_is_measured_with_the_keyboard_alone(tab):
    tab.get_by_role("button", name="MEASURE_AREA").press("Enter")
    canvas = tab.locator("canvas.maplibregl-canvas")
    for lon, lat in ((17.20, 44.10), (17.21, 44.10), (17.21, 44.11), (17.20, 44.11)):
        tab.evaluate("(center) => document.querySelector('land-map').map.jumpTo({ center })", [lon, lat])
        canvas.press("Enter")
    # 801 m by 1111 m: pyproj.Geod gives 889,632 m² and 3,824 m
    # pyproj.Geod gives 889,632.23 m² and 3,823.58 m
    assert tab.locator(".map-measured").inner_text() == "AREA: 889,632 M2 · LENGTH: 3,824 M"
    canvas.press("Backspace")
    assert tab.locator(".map-measured").inner_text().startswith("AREA: 444,")
    canvas.press("Escape")
    assert tab.locator(".map-measured").inner_text() == ""
    canvas.press("Enter")
    tab.get_by_role("heading", name="Cleared land").wait_for()


def test_the_sheet_to_print_is_that_of_the_view(tab):
    tab.get_by_label("PRINT_SCALE").select_option("5000")
    tab.get_by_label("Reduced").uncheck()
    address = tab.get_by_role("link", name="PRINT").get_attribute("href")
    assert address.startswith("/map/print?as_of=2024-12-31&class=all&lon=17.24")
    assert "&scale=5000&" in address
    assert "reduced" not in address


def test_a_map_for_paper_takes_along_what_is_looked_at(tab):
    address = tab.get_by_role("link", name="PAPER").get_attribute("href")
    asked = dict(part.split("=") for part in address.removeprefix("/map/paper?").split("&"))
    west, south, east, north = map(float, asked.pop("bbox").split("%2C"))
    assert asked == {"as_of": "2024-12-31", "class": "all", "extent": "view"}
    assert (west < 17.24 < east, south < 44.12 < north) == (True, True)


@pytest.mark.usefixtures("page")
def test_right_to_left_turns_the_page_and_the_slider(opened):
    tab = ready(opened("/map-ar"))
    boxes = [tab.locator(name).bounding_box()["x"] for name in (".map-side", ".map-stage")]
    assert boxes[0] > boxes[1]
    slider = tab.get_by_role("slider", name="DAY")
    slider.press("ArrowRight")
    assert query(tab)["as_of"] == "2024-11-30"
    names = tab.evaluate(NAMES)
    assert sorted(set(names)) == ["Їжакове", "منطقة الشمال"]


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize("width", [390, 1024, 1440])
@pytest.mark.parametrize("path", ["/map", "/map-ar"])
def test_no_page_is_wider_than_the_screen(opened, width, path):
    tab = ready(opened(path, viewport={"width": width, "height": 800}))
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_a_settings_document_without_a_word_shows_what_the_page_says_instead(opened, page, settings):
    page.answers["/settings.json"] = lambda *_: (200, "application/json", json.dumps(settings(words={"map": "Map"})))
    tab = opened("/map", allow=["no words for attribution, legend"])
    tab.wait_for_selector('land-map[data-state="failed"]', state="attached")
