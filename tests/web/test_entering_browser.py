"""Entering and taking files in, in a real browser; with the server cut too."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
import pytest
from playwright.sync_api import expect

from landrelease.desk.opening import open_register

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
CORNERS: Final = "33T YJ 16535 87421\n33T YJ 17335 87421\n33T YJ 17335 88221"
ROWS: Final = """record,id,date,status,organisation,contamination,evidence,wkt
hazard,Z-1,2026-02-01,suspected,org-1,AP,two mines seen,"POLYGON ((17.4 43.9, 17.41 43.9, 17.41 43.91, 17.4 43.9))"
hazard,Z-2,yesterday,suspected,org-1,AP,two mines seen,"POLYGON ((17.42 43.9, 17.43 43.9, 17.43 43.91, 17.42 43.9))"
"""


def stored(served: Any, name: str) -> dict[str, Any]:
    with open_register(served.register) as register:
        return msgspec.json.decode(register.store.get(register.resolve(name)))


def sent(page: "Page") -> str:
    """Id of the record that a page says was sent."""
    page.wait_for_url("**/enter/sent/*")
    return re.search(r"/enter/sent/([0-9a-f]{64})", page.url)[1]


def says(page: "Page", word: str) -> None:
    """Wait until a form says so of its draft."""
    page.locator("[data-draft-shows]", has_text=word).wait_for()


# ---- files ----


def test_a_file_without_a_system_is_refused_mended_looked_at_and_taken_in(visit, tmp_path):
    (tmp_path / "rows.csv").write_text(ROWS)
    page = visit("information", "/enter/files")
    page.get_by_label("Files", exact=True).set_input_files(tmp_path / "rows.csv")
    page.get_by_role("button", name="Look at them").click()
    refusal = page.get_by_role("alert").filter(has_text="does not say in which reference system")
    refusal.wait_for()
    page.get_by_label("Reference system, where the file names none").fill("EPSG:4326")
    page.get_by_role("button", name="Look at them again").click()
    page.get_by_role("button", name="Propose 1 good row").click()
    page.get_by_text("1 record went in and waits for a decision.").wait_for()
    assert page.locator("[data-verdict=set-aside] .number").inner_text() == "1"
    assert page.get_by_role("link", name="To the review queue").get_attribute("href") == "/review"
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the findings as CSV").click()
    assert "set-aside" in Path(download.value.path()).read_text("utf-8")


def steps_seen(page: "Page") -> list[str]:
    """What the progress of a job said, gathered by an observer that was set before the page came."""
    return page.evaluate("window.steps")


WATCH: Final = """
window.steps = [];
new MutationObserver(() => {
    const label = document.querySelector("#job .progress label");
    if (label && window.steps.at(-1) !== label.textContent) window.steps.push(label.textContent);
}).observe(document, { subtree: true, childList: true, characterData: true });
"""


@pytest.mark.real_data
def test_the_bosnian_maps_come_in_with_their_progress_seen(visit, served, data_dir):
    file = data_dir / "bosnia_maps" / "suspected.geojson"
    page = visit("information", "/enter/files")
    page.add_init_script(WATCH)
    page.get_by_label("Files", exact=True).set_input_files(file)
    page.get_by_label("How its columns are named").select_option("bosnia-suspected")
    page.get_by_label("Field", exact=True).first.fill("date")
    page.get_by_label("Value", exact=True).first.fill("2024-07-01")
    page.get_by_role("button", name="Look at them").click()
    propose = page.get_by_role("button", name=re.compile("^Propose all [0-9,]+ good rows$"))
    propose.wait_for(timeout=120_000)
    assert "Checking …" in steps_seen(page)
    rows = int(re.sub(r"\D", "", propose.inner_text()))
    propose.click()
    page.get_by_text(re.compile("records went in and wait for a decision")).wait_for(timeout=180_000)
    steps = {"Beginning …", "Reading …", "Comparing with what is here …", "Checking …", "Storing …"}
    assert set(steps_seen(page)) <= steps  # none where all was done before the page came
    assert page.locator("[data-verdict=new] .number").inner_text() == f"{rows:,}"
    with open_register(served.register) as register:
        heads = [head for head in register.store.heads(kinds=["hazard"]) if (head.origin or "").startswith("bosnia-")]
    assert len(heads) == rows == 8303


# ---- the server is cut ----


CONTROLLED: Final = """
() => navigator.serviceWorker.controller ? true : new Promise((done) =>
    navigator.serviceWorker.addEventListener("controllerchange", () => done(true), { once: true }))
"""
"""Resolves when the service worker answers for the page."""


@pytest.fixture
def tab(browser, served, line) -> Iterator[Callable[..., "Page"]]:
    """Tabs of browsers that are signed in, over a server that may be cut; its absence is no fault of the page."""
    faults, contexts = [], []

    def opened(login: str) -> "Page":
        context = browser.new_context(base_url=line.url, locale="en-GB")
        contexts.append(context)
        token = served.token("training", login=login)
        context.add_cookies([{"name": "session", "value": token, "url": line.url}])
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: faults.append(said.text) if unexpected(said) else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def unexpected(said: Any) -> bool:
    expected = ("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "status of 409", "ERR_EMPTY_RESPONSE")
    return said.type == "error" and not any(word in said.text for word in expected)


def test_a_draft_outlives_the_server_and_arrives_when_it_is_back(tab, line):
    page = tab("with-a-draft")
    page.goto("/enter/new/course")
    page.evaluate(CONTROLLED)
    page.reload()
    line.cut()
    page.locator("#name").fill("Written without a server")
    says(page, "Kept on this device")
    page.reload()
    expect(page.locator("#name")).to_have_value("Written without a server")
    page.goto("/review")
    assert page.get_by_role("heading", level=1).inner_text() == "No network"
    page.goto("/enter/new/course")
    line.start()
    expect(page.locator("#name")).to_have_value("Written without a server")
    says(page, "Kept on the server")
    page.goto("/enter")
    page.get_by_text("Course · Written without a server").click()
    assert page.locator("#name").input_value() == "Written without a server"


def test_two_versions_of_a_draft_are_merged_by_hand(tab):
    one, other = tab("two-tabs"), tab("two-tabs")
    for page in (one, other):
        page.goto("/enter/new/course")
    one.locator("#name").fill("First aid")
    one.locator("#id").fill("C-1")
    says(one, "Kept on the server")
    other.locator("#name").fill("Trauma care")
    row = other.get_by_role("row").filter(has_text="Trauma care")
    row.wait_for()
    assert "First aid" in row.inner_text()
    other.get_by_role("row").filter(has_text="C-1").get_by_label("C-1").check()
    other.get_by_role("button", name="Go on with what I chose").click()
    says(other, "Kept on the server")
    assert (other.locator("#name").input_value(), other.locator("#id").input_value()) == ("Trauma care", "C-1")
    one.reload()
    assert (one.locator("#name").input_value(), one.locator("#id").input_value()) == ("Trauma care", "C-1")


def test_what_was_sent_is_kept_no_longer(tab, served):
    page = tab("sends-it")
    page.goto("/enter/new/course")
    page.locator("#id").fill("C-SENT")
    page.locator("#organisation").fill("org-1")
    says(page, "Kept on the server")
    page.get_by_role("button", name="Check and send").click()
    assert stored(served, sent(page))["id"] == "C-SENT"
    page.locator('meta[name="draft-done"]').wait_for(state="detached")
    page.goto("/enter/new/course")
    assert page.locator("#id").input_value() == ""
    assert page.locator("form[data-draft-state]").count() == 0


# ---- records ----


def wait_until_one_can_draw(page: "Page") -> None:
    page.locator("land-draw[data-state=ready]").wait_for(timeout=60_000)


def fill(page: "Page", **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f"[id='{name}']").fill(value)


def test_a_hazard_is_drawn_looked_at_sent_and_corrected(visit, served):
    page = visit("information", "/enter")
    page.get_by_role("link", name="Hazardous area").click()
    wait_until_one_can_draw(page)
    canvas = page.locator("land-draw canvas.maplibregl-canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    corners = [(0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6)]
    for x, y in [*corners, corners[-1]]:
        page.mouse.click(box["x"] + box["width"] * x, box["y"] + box["height"] * y, delay=60)
    expect(page.locator("#wkt")).to_have_value(re.compile(r"^POLYGON"))
    fill(page, id="H-DRAWN", date="2026-03-02", evidence="two mines seen", organisation="org-1")
    page.get_by_label("Suspected or confirmed").select_option("suspected")
    page.get_by_label("anti-personnel mine", exact=True).check()
    page.get_by_role("button", name="Check and send").click()
    seen = page.get_by_role("button", name="Send all the same")
    if seen.count():
        seen.click()
    name = sent(page)
    record = stored(served, name)
    assert (record["id"], record["contamination"], record["shape"]["wgs84"]["type"]) == ("H-DRAWN", ["AP"], "Polygon")
    page.goto(f"/records/{name}")
    page.get_by_role("link", name="Correct", exact=True).click()
    wait_until_one_can_draw(page)
    fill(page, reason="miscounted", evidence="three mines seen")
    page.get_by_role("button", name="Propose the correction").click()
    correction = stored(served, sent(page))
    assert (correction["kind"], correction["corrects"], correction["reason"]) == ("correction", name, "miscounted")
    assert correction["replacement"]["evidence"] == "three mines seen"
    assert correction["replacement"]["shape"] == record["shape"]


def test_turning_points_in_mgrs_are_shown_on_the_map_before_they_are_sent(visit, served):
    page = visit("information", "/enter/new/hazard")
    wait_until_one_can_draw(page)
    page.get_by_text("Coordinates, or bearings and distances").click()
    page.get_by_label("Turning points, one on each line").fill(CORNERS)
    page.get_by_role("button", name="Read and show on the map").click()
    page.get_by_text("This is how it was read.").wait_for()
    assert "31.99 ha" in page.locator("#read-shape").inner_text()
    assert page.locator("#wkt").input_value().startswith("POLYGON ((17.705686681 44.107935604")
    fill(page, id="H-GRID", date="2026-03-02", evidence="two mines seen", organisation="org-1")
    page.get_by_label("Suspected or confirmed").select_option("confirmed")
    page.get_by_role("button", name="Check and send").click()
    page.get_by_text("Look at this before you send it.").wait_for()
    assert page.locator("#judged .findings li").count() >= 1
    page.get_by_role("button", name="Send all the same").click()
    assert stored(served, sent(page))["shape"]["wgs84"]["coordinates"][0][0][0] == pytest.approx(17.705686681, abs=1e-8)
