"""The page works from a file without a network: what it shows, what a person can do, what cannot happen."""

import io
import json
import re
from html.parser import HTMLParser

import msgspec
import numpy as np
import pytest
import shapely

from landrelease.desk.still import Still
from landrelease.publish.page import Page, page_html, write_page
from landrelease.publish.style import STYLES

pytestmark = pytest.mark.browser

ATTACK = "</script><script>window.broken = 1</script><img src=x onerror='window.broken = 2'>\u2028"
PIXEL = """([x, y]) => {
    const map = document.getElementById("map"), box = map.getBoundingClientRect();
    const at = map.getContext("2d").getImageData(x * map.width / box.width, y * map.height / box.height, 1, 1).data;
    return "#" + [...at].slice(0, 3).map((part) => part.toString(16).padStart(2, "0")).join("");
}"""
SHARES = """() => {
    const map = document.getElementById("map");
    const pixels = map.getContext("2d").getImageData(0, 0, map.width, map.height).data;
    const counts = {};
    for (let i = 0; i < pixels.length; i += 4) {
        const name = "#" + [0, 1, 2].map((part) => pixels[i + part].toString(16).padStart(2, "0")).join("");
        counts[name] = (counts[name] || 0) + 1;
    }
    return counts;
}"""


@pytest.fixture(scope="module")
def file(page, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "register.html"
    write_page(path, page)
    return path


@pytest.fixture
def opened(browser):
    """Open a page offline; every complaint of the browser and every request is a fault at the end."""
    contexts, faults = [], []

    def told(message):
        # reading pixels back is the tests' own doing
        return message.type in {"error", "warning"} and "willReadFrequently" not in message.text

    def opener(path, **options):
        context = browser.new_context(**({"viewport": {"width": 1300, "height": 900}, "offline": True} | options))
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(10_000)
        tab.on("console", lambda message: faults.append(message.text) if told(message) else None)
        tab.on("pageerror", lambda fault: faults.append(str(fault)))
        tab.on("request", lambda request: faults.append(request.url) if request.url != path.as_uri() else None)
        tab.goto(path.as_uri())
        return tab

    yield opener
    for context in contexts:
        context.close()
    assert faults == []


def settle(tab):
    """Wait until the map has been drawn."""
    tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def area_text(m2):
    return f"{round(m2 / 1e6, 3):,g} km²" if m2 >= 1e6 else f"{round(m2):,} m²"


# ---- what it shows ----


def test_the_page_is_whole_and_says_what_it_shows(opened, file):
    tab = opened(file)
    assert tab.title() == "Land register of Synthetic Province"
    text = tab.inner_text("body")
    for part in (
        "Synthetic data, made up by a program", "land as of 2025-12-31", "as known at 2026-01-31 00:00 UTC",
        "Land that is not shown here was not recorded; it may hold explosive ordnance.",
        "asserted, not proven", "7 suspected of unknown size",
    ):  # fmt: skip
        assert part in text
    assert tab.locator("#statement-table thead th").all_inner_texts() == [str(year) for year in range(2019, 2026)]
    assert tab.locator("svg.chart").count() == 2
    assert re.search(r"\bsafe\b", file.read_text(), re.IGNORECASE) is None


def test_the_legend_sums_the_land_of_the_day(opened, file, province):
    tab = opened(file)
    for code in STYLES:
        mine = province.parcels.status == code
        total = round(float(province.parcels.area_m2[mine].sum()), 3)
        assert tab.inner_text(f"#sum-{code}") == f"{area_text(total)} · {mine.sum()}"


def test_land_is_drawn_in_the_colours_of_the_statuses(opened, file):
    tab = opened(file)
    settle(tab)
    shares = tab.evaluate(SHARES)
    assert all(shares.get(style.fill, 0) > 50 for style in STYLES.values())
    tab.locator("#show-cleared").uncheck()
    settle(tab)
    assert tab.evaluate(SHARES).get(STYLES["cleared"].fill, 0) < shares[STYLES["cleared"].fill] / 20


def test_the_table_changes_to_square_metres(opened, file, province):
    tab = opened(file)
    closing = province.years[-1]["rows"][0]["closing"]["cleared_m2"]
    cell = tab.locator("#statement-table tbody").nth(2).locator("tr").nth(5).locator("td").last
    assert cell.inner_text() == f"{closing / 1_000_000:,.3f}"
    tab.check("#exact")
    assert cell.inner_text() == f"{closing:,.2f}"


# ---- what a person can do ----


def test_a_click_tells_the_story_of_the_land(opened, file, province):
    tab = opened(file)
    hazard = next(record["area_id"] for record in province.records.values() if record["status"] == "cleared")
    tab.fill("#search", hazard)
    tab.locator("#results button").first.click()
    settle(tab)
    box = tab.locator("#map").bounding_box()
    tab.locator("#map").click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    name = tab.locator("#detail dd code").last.inner_text()
    row = list(province.parcels.id).index(name)
    assert STYLES[province.parcels.status[row]].label in tab.inner_text("#detail h3 >> nth=0")
    assert area_text(province.parcels.area_m2[row]) in tab.inner_text("#detail")
    assert tab.locator("#detail li code").all_inner_texts() == list(province.parcels.history[row])
    told = tab.locator("#detail li").first.inner_text()
    record = province.records[province.parcels.history[row][0]]
    assert f"Hazard: suspected · {record['date']}" in told
    assert f"Decision: accept, {record['decided']}" in told
    assert tab.locator("#detail li.now code").inner_text() == province.parcels.record[row]
    # the address leads back to the same parcel
    again = opened(file)
    again.goto(f"{file.as_uri()}#parcel={name}")
    again.reload()
    assert again.locator("#detail dd code").last.inner_text() == name


def test_the_chosen_parcel_is_drawn_where_it_lies(opened, file, province):
    """The middle of a parcel that contains the middle of its bounds has its colour after zooming to it."""
    parcels = province.parcels
    middles = shapely.box(*shapely.bounds(parcels.geometry).T)
    fits = shapely.contains(parcels.geometry, shapely.centroid(middles)) & (parcels.status == "cleared")
    row = int(np.flatnonzero(fits)[np.argmax(parcels.area_m2[fits])])
    tab = opened(file)
    tab.fill("#search", parcels.id[row])
    tab.locator("#results button").first.click()
    settle(tab)
    box = tab.locator("#map").bounding_box()
    assert tab.evaluate(PIXEL, [box["width"] / 2, box["height"] / 2]) == STYLES["cleared"].fill


def test_empty_land_is_not_called_harmless(opened, file):
    tab = opened(file)
    tab.locator("#map").click(position={"x": 8, "y": 120})
    assert tab.inner_text("#detail h3") == "No land recorded here on 2025-12-31"
    assert "the land may hold explosive ordnance" in tab.inner_text("#detail")


def test_the_search_finds_a_record_that_moved_no_land_and_says_why(opened, page, tmp_path):
    said = (Still("ab12", ("100 m² were released before.",)), Still("cd34", ("The release names the hazard H-9.",)))
    records = {**page.records, "ab12": {"id": "R-77", "status": "cleared"}, "cd34": {"id": "R-78"}}
    path = tmp_path / "still.html"
    write_page(path, page._replace(still=said, records=records))
    tab = opened(path)
    tab.fill("#search", "R-77")
    assert tab.inner_text("#found") == "Found: 0 · Found without land: 1"
    assert tab.inner_text("#results") == "R-77 · moved no land\n100 m² were released before."
    tab.click("#results button")
    assert tab.evaluate("document.activeElement.id") == "still-0"
    assert tab.inner_text("#still-0").split("\t") == ["ab12", "R-77", "", "", "cleared", "100 m² were released before."]


def test_the_slider_goes_back_in_time_and_the_story_follows(opened, file, province):
    tab = opened(file)
    tab.focus("#day")
    for _ in range(4):
        tab.keyboard.press("ArrowLeft")
    assert tab.inner_text("#day-text") == "Land as of 2021-12-31"
    earlier = province.versions[2][1]
    confirmed = earlier.status == "confirmed"
    total = round(float(earlier.area_m2[confirmed].sum()), 3)
    assert tab.inner_text("#sum-confirmed") == f"{area_text(total)} · {confirmed.sum()}"
    tab.click("#list")
    tab.locator("#results button").first.click()
    before = tab.locator("#detail li").count()
    tab.focus("#day")
    tab.keyboard.press("End")
    assert tab.locator("#detail li").count() >= before


def test_the_map_works_by_keyboard_alone(opened, file):
    tab = opened(file)
    tab.focus("#search")
    tab.keyboard.type("h-0001")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    settle(tab)
    assert tab.locator("#detail li").count() > 0
    tab.focus("#map")
    label = tab.locator("#detail").inner_text()
    tab.keyboard.press("0")
    for key in (
        "ArrowLeft",
        "ArrowUp",
        "ArrowLeft",
        "ArrowUp",
        "+",
        "-",
        "ArrowLeft",
        "ArrowLeft",
        "ArrowLeft",
        "Enter",
    ):
        tab.keyboard.press(key)
    assert tab.locator("#detail").inner_text() != label
    tab.click("#whole")
    assert "whole" in tab.get_attribute("#frame", "class")
    tab.keyboard.press("Escape")
    assert "whole" not in tab.get_attribute("#frame", "class")


def test_wheel_drag_and_buttons_move_the_map(opened, file):
    tab = opened(file)
    tab.locator("#map").scroll_into_view_if_needed()
    box = tab.locator("#map").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def where():
        tab.mouse.move(middle[0] + 1, middle[1])
        tab.mouse.move(*middle)
        return [float(part.rstrip("°")) for part in tab.inner_text("#where").split(", ")]

    first = where()
    tab.mouse.down()
    tab.mouse.move(middle[0] + 100, middle[1] + 50, steps=4)
    tab.mouse.up()
    moved = where()
    assert moved[0] > first[0]
    assert moved[1] < first[1]
    tab.evaluate("document.activeElement.blur()")
    tab.mouse.wheel(0, -300)  # the page scrolls: the map does not catch the wheel unasked
    tab.locator("#hint").wait_for(state="visible")
    tab.focus("#map")
    tab.mouse.wheel(0, -300)
    tab.click("#in")
    tab.click("#out")
    tab.click("#fit")
    settle(tab)
    assert where() == pytest.approx(first, abs=1e-3)


def test_fingers_choose_and_pinch(opened, file):
    tab = opened(file, has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844}, device_scale_factor=2)
    tab.locator("#map").scroll_into_view_if_needed()
    box = tab.locator("#map").bounding_box()
    tab.touchscreen.tap(box["x"] + 10, box["y"] + box["height"] - 60)
    assert "No land recorded here" in tab.inner_text("#detail")
    before = tab.evaluate(SHARES)[STYLES["cleared"].fill]
    tab.evaluate("""() => {
        const map = document.getElementById("map"), box = map.getBoundingClientRect();
        const send = (kind, id, x, y) => map.dispatchEvent(new PointerEvent(kind, {
            pointerId: id, clientX: box.left + x, clientY: box.top + y, bubbles: true, pointerType: "touch",
        }));
        map.setPointerCapture = () => {};
        const x = box.width / 2, y = box.height / 2;
        send("pointerdown", 1, x - 20, y);
        send("pointerdown", 2, x + 20, y);
        send("pointermove", 1, x - 60, y);
        send("pointermove", 2, x + 60, y);
        send("pointerup", 1, x - 60, y);
        send("pointerup", 2, x + 60, y);
    }""")
    settle(tab)
    assert tab.evaluate(SHARES)[STYLES["cleared"].fill] > 2 * before


# ---- languages, light, paper, no script ----


def test_right_to_left_languages_turn_the_page(opened, page, tmp_path):
    path = tmp_path / "rtl.html"
    write_page(path, page._replace(meta=msgspec.structs.replace(page.meta, language="ar"), title="سجل الأراضي"))
    tab = opened(path)
    assert tab.evaluate("[document.documentElement.lang, document.dir]") == ["ar", "rtl"]
    frame, legend = tab.locator("#frame").bounding_box(), tab.locator("fieldset").bounding_box()
    assert legend["x"] < frame["x"]


def test_dark_eyes_get_a_dark_map_with_the_same_colours(opened, file):
    light, dark = (opened(file, color_scheme=scheme) for scheme in ("light", "dark"))
    grounds = []
    for tab in (light, dark):
        settle(tab)
        shares = tab.evaluate(SHARES)
        assert all(shares.get(style.fill, 0) > 50 for style in STYLES.values())
        grounds.append(max(shares, key=shares.get))
    assert grounds == ["#f1efe8", "#262c31"]


def test_it_prints_in_light_with_the_map(opened, file):
    tab = opened(file, color_scheme="dark")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    shares = tab.evaluate(SHARES)
    assert max(shares, key=shares.get) == "#ffffff"
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_without_script_the_figures_charts_and_table_stand(opened, file):
    tab = opened(file, java_script_enabled=False)
    assert tab.locator("#statement-table").is_visible()
    assert tab.locator("svg.chart").first.is_visible()
    assert "need JavaScript" in tab.inner_text("#detail")


# ---- what cannot happen ----


def test_nothing_in_the_data_can_run_or_break_out(opened, page, province, tmp_path):
    parcels = province.parcels._replace(
        id=province.parcels.id.copy(), depth_record=province.parcels.depth_record.copy()
    )
    parcels.id[:] = [f"{number}{ATTACK}" for number in range(len(parcels.id))]
    records = {name: dict.fromkeys(record, ATTACK) for name, record in province.records.items()}
    bad = page._replace(
        title=ATTACK, parcels=parcels, versions=[], records=records, places=[(ATTACK, -30.0, 44.0)],
        meta=msgspec.structs.replace(page.meta, name=ATTACK, as_of=ATTACK, programme=ATTACK, language='en" onload="x'),
    )  # fmt: skip
    path = tmp_path / "bad.html"
    write_page(path, bad)
    tab = opened(path)
    tab.click("#list")
    tab.locator("#results button").first.click()
    assert tab.locator("#detail li code").count() > 0
    assert ATTACK[:20] in tab.inner_text("#detail")
    assert tab.evaluate("window.broken") is None
    assert tab.locator("img").count() == 0
    assert tab.locator("script").count() == 2


def test_the_policy_forbids_what_the_page_does_not_bring(browser, file):
    tab = browser.new_page()
    complaints = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.goto(file.as_uri())
    tab.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.broken = 1";
        document.body.append(script);
        const style = document.createElement("style");
        style.textContent = "body { display: none }";
        document.body.append(style);
        const image = document.createElement("img");
        image.src = "https://example.org/x.png";
        document.body.append(image);
    }""")
    assert tab.evaluate("window.broken") is None
    assert tab.locator("h1").is_visible()
    assert len(complaints) >= 3
    tab.close()


class Addresses(HTMLParser):
    """Every attribute that could fetch something."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, _tag, attributes):
        self.found += [
            value for name, value in attributes if name in {"src", "href", "action", "data", "poster", "srcset"}
        ]


def test_the_page_names_no_address_but_its_own_map(file):
    parser = Addresses()
    parser.feed(file.read_text())
    assert parser.found == ["#map"]
    assert "url(http" not in file.read_text()
    assert "@import" not in file.read_text()


def test_the_same_view_makes_the_same_page(page):
    assert page_html(page) == page_html(page)


def test_a_register_without_land_or_statements_has_a_page(opened, page, no_land, tmp_path):
    path = tmp_path / "empty.html"
    empty = Page(title="Empty", statement_years=[], parcels=no_land, records={}, meta=page.meta)
    write_page(path, empty)
    tab = opened(path)
    assert "No statement to show." in tab.inner_text("body")
    assert tab.locator("#day").count() == 0
    tab.locator("#map").click(position={"x": 50, "y": 150})
    assert "No land recorded here" in tab.inner_text("#detail")


def test_the_data_are_json_that_others_can_read(file, province):
    text = re.search(r'<script type="application/json" id="data">(.*?)</script>', file.read_text(), re.DOTALL)[1]
    data = json.load(io.StringIO(text))
    assert len(data["versions"]) == 7
    assert {name for name, *_ in data["records"]} <= set(province.records)
