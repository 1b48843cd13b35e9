"""One long walk through the browser application: from signing in to a draft that outlives the server."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

import msgspec
import pypdf
import pyproj
import pytest
import shapely
from playwright.sync_api import Error, expect

from landrelease.desk.opening import open_register

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

pytestmark = pytest.mark.browser
PASSWORD: Final = "four plain words here"
EXPECTED: Final = ("GL Driver Message", "status of 409", "favicon.ico", "ERR_CONNECTION_", "ERR_EMPTY_RESPONSE")
"""No faults: what a screen's driver says, a refusal, what a browser asks for beside a PDF, a server cut on purpose."""
ELSEWHERE: Final = "http://tiles.example.org/"
LONG_MS: Final = 240_000
"""For what reads or decides on thousands of records."""
PLANE: Final = "+proj=laea +lon_0=-25 +lat_0=40 +ellps=WGS84 +units=m"
"""The equal-area plane of the example programme."""
TRIANGLE: Final = [[17.402, 44.202], [17.406, 44.202], [17.402, 44.206], [17.402, 44.202]]
SQUARE: Final = [[17.4, 44.2], [17.404, 44.2], [17.404, 44.204], [17.4, 44.204], [17.4, 44.2]]


# ---- the maps ----


class Maps(NamedTuple):
    """
    Suspected land of a public map, and what it must do to the statement.

    Attributes
    ----------
    file : Path
        GeoJSON.
    rows, lost : int
        How many rows, and how many of them without a shape.
    area_m2 : float
        Area of all shapes together, each place once, in the plane of the programme.
    place : shapely.Point
        Somewhere inside one of them.
    days : tuple of str
        First and last day of the order that is given in this walk.
    """

    file: Path
    rows: int
    lost: int
    area_m2: float
    place: shapely.Point
    days: tuple[str, str]


def maps_of(file: Path, days: tuple[str, str]) -> Maps:
    """Read a map by other means than the product's own: PROJ lays it into the plane, GEOS unites both readings."""
    features = json.loads(file.read_text("utf-8"))["features"]
    read = [shapely.geometry.shape(one["geometry"]) for one in features if one["geometry"]]
    shapes = [shape for shape in read if not shape.is_empty]
    plane = pyproj.Transformer.from_crs("OGC:CRS84", PLANE)
    drawn = shapely.transform(shapes, plane.transform, interleaved=False)
    repaired = [shapely.make_valid(drawn, method=method) for method in ("linework", "structure")]
    largest = max(shapes, key=lambda one: one.area)
    return Maps(
        file, len(features), len(features) - len(shapes), shapely.union_all(repaired).area,
        largest.representative_point(), days,
    )  # fmt: skip


@pytest.fixture
def two_fields(tmp_path) -> Maps:
    """Two fields that overlap and one that lost its shape, as the Bosnian maps would show them."""
    shapes = [{"type": "Polygon", "coordinates": [ring]} for ring in (SQUARE, TRIANGLE)]
    features = [
        {
            "type": "Feature",
            "geometry": shape,
            "properties": {"typeArea": "Suspected Minefield", "fileId": "none"},
        }
        for shape in (*shapes, None)
    ]
    file = tmp_path / "suspected.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return maps_of(file, ("2025-09-01", "2025-09-10"))


@pytest.fixture
def bosnian(data_dir) -> Maps:
    return maps_of(data_dir / "bosnia_maps" / "suspected.geojson", ("2025-09-15", "2025-09-24"))


# ---- who walks ----


class People:
    """
    People at browsers of their own, and all that these browsers ask for.

    Attributes
    ----------
    hosts : set of str
        Which machines were asked for anything.
    kinds : dict of str to set of str
        Kind of resource to paths that were asked for.
    faults : list of str
        What browsers complained of.
    """

    def __init__(self, browser: Any, served: Any, url: str) -> None:
        self._browser, self._served, self.url = browser, served, url
        self.hosts, self.kinds, self.faults = set[str](), dict[str, set[str]](), list[str]()
        self._pages: dict[str, Page] = {}
        self._contexts: list[BrowserContext] = []

    def page(self, role: str) -> "Page":
        """The page of somebody; who comes for the first time signs in on it."""
        if role not in self._pages:
            self._pages[role] = self._opened()
            sign_in(self._pages[role], self._served.account(role).login)
        return self._pages[role]

    def _opened(self) -> "Page":
        context = self._browser.new_context(base_url=self.url, locale="en-GB", accept_downloads=True)
        self._contexts.append(context)
        context.on("request", self._asked)
        page = context.new_page()
        page.on("worker", lambda worker: self.kinds.setdefault("worker", set()).add(urlsplit(worker.url).path))
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("console", self._said)
        return page

    def _asked(self, request: "Request") -> None:
        if not request.url.startswith("http") or request.url == ELSEWHERE:
            return
        self.hosts.add(urlsplit(request.url).netloc)
        self.kinds.setdefault(request.resource_type, set()).add(urlsplit(request.url).path)

    def _said(self, line: "ConsoleMessage") -> None:
        said = f"{line.text} {line.location['url']}"
        if line.type in {"error", "warning"} and not any(words in said for words in EXPECTED):
            self.faults.append(said)

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def people(browser, served, line) -> Iterator[People]:
    found = People(browser, served, line.url)
    yield found
    found.close()
    assert found.faults == []


def sign_in(page: "Page", login: str) -> None:
    page.goto("/account")
    page.get_by_label("Name to sign in with").fill(login)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/account")


def as_number(text: str) -> float:
    return float(re.sub(r"[^\d.]", "", text))


# ---- steps ----


def take_in_the_maps(page: "Page", maps: Maps) -> None:
    """A dry run first; the findings page says what is doubtful, and then the rows are proposed."""
    page.goto("/enter/files")
    page.get_by_label("Files", exact=True).set_input_files(maps.file)
    page.get_by_label("How its columns are named").select_option("bosnia-suspected")
    page.get_by_label("Field", exact=True).first.fill("date")
    page.get_by_label("Value", exact=True).first.fill("2024-07-01")
    page.get_by_role("button", name="Look at them").click()
    propose = page.get_by_role("button", name=f"Propose all {maps.rows:,} good rows")
    propose.wait_for(timeout=LONG_MS)
    assert page.get_by_text("Nothing has gone in yet.").is_visible()
    assert page.get_by_role("row").filter(has_text="hazard-without-evidence").is_visible()
    propose.click()
    page.get_by_text(f"{maps.rows:,} records went in and wait for a decision.").wait_for(timeout=LONG_MS)


def listed(page: "Page", author: str) -> None:
    """Narrow the list of the review desk down to what one person wrote."""
    page.goto("/review")
    page.get_by_text("Narrow down").click()
    page.get_by_label("Author", exact=True).select_option(author)
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**author=**")


def settle_a_finding(page: "Page") -> None:
    """A shape that is lost stays lost: a person says why the finding may stand, and it is open no more."""
    page.goto("/review/findings?code=shape-missing")
    total = page.locator("#findings > p[role=status]")
    total.wait_for(timeout=LONG_MS)
    before = as_number(total.inner_text())
    page.locator("#findings").get_by_text("Settle it").first.click()
    page.get_by_label("Why it may stand").first.fill("The sheet is torn there; a survey is planned.")
    page.get_by_role("button", name="Settle", exact=True).first.click()
    page.get_by_text("The finding is settled").wait_for(timeout=LONG_MS)
    assert as_number(total.inner_text()) == before - 1


def resolve_a_finding(page: "Page") -> None:
    """What a record does not say is said by a correction, which waits for somebody else like the record itself."""
    listed(page, "Information One")
    page.locator(".rows a").first.click()
    assert page.get_by_text("The record does not say what the hazard rests on.").first.is_visible()
    page.get_by_role("link", name="Whole record").click()
    page.get_by_role("link", name="Correct", exact=True).click()
    page.locator("#evidence").fill("Two mines seen by a shepherd.")
    page.locator("#reason").fill("Named by the survey team.")
    page.get_by_role("button", name="Propose the correction").click()
    page.wait_for_url("**/enter/sent/**")


def accept_all_of_it(page: "Page", number: int) -> None:
    """Somebody else looks at one record, sees what it would do to the books, and accepts the whole list."""
    listed(page, "Information One")
    page.locator(".rows a").first.click()
    page.get_by_role("heading", name="What accepting would do to the books").wait_for()
    page.get_by_text(f"Decide on the whole list: {number:,} records").click()
    page.get_by_role("button", name="Accept them all").click()
    page.get_by_role("button", name="Yes").click(timeout=LONG_MS)
    page.get_by_text(f"{number} records were accepted.").wait_for(timeout=LONG_MS)


def closing(page: "Page") -> tuple[float, int]:
    """Suspected land at the end of the year of the maps, and the number of hazards of unknown size."""
    page.goto("/statement?year=2024")
    mapped = page.locator('#statement tr[data-line="closing"] td').first.inner_text()
    unknown = page.locator("#unmapped tr").last.locator("td").nth(1).inner_text()
    return as_number(mapped), int(as_number(unknown))


def explain_a_point(page: "Page", place: shapely.Point) -> None:
    """A click tells since when the land is suspected, and by which record."""
    page.goto(f"/map?at={place.x},{place.y},16")
    page.locator("land-map[data-state=ready]").wait_for(timeout=60_000)
    page.wait_for_load_state("networkidle")
    page.locator("canvas.maplibregl-canvas").click()
    answer = page.locator(".map-story").locator("h2, .notice").first
    answer.wait_for(timeout=60_000)
    assert answer.inner_text() == "Suspected hazard"
    told = page.locator(".map-story .timeline > li")
    assert "1 Jul 2024" in told.first.inner_text()
    told.first.get_by_role("link").first.click()
    page.wait_for_url("**/records/*")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Hazardous area")


def be_refused_by_the_gate(page: "Page", days: tuple[str, str]) -> None:
    """A unit without accreditation gets no order: every reason is told with its rule, and nothing is written."""
    page.goto("/programme/tasks")
    page.get_by_role("link", name="SYN-T-08").click()
    page.get_by_role("link", name="Give an order").click()
    page.get_by_label("Unit").select_option("SYN-U-N2")
    for label, day in zip(("First day", "Last day"), days, strict=True):
        page.get_by_label(label).fill(day)
    page.get_by_role("button", name="Propose the order").click()
    page.get_by_role("alert").filter(has_text="This order may not be given").wait_for()
    for reason in ("Nobody accredited the unit for manual-clearance", "No rotation of the unit is on duty"):
        assert page.get_by_text(reason).is_visible()


def order_the_task(page: "Page", days: tuple[str, str]) -> None:
    """Another unit may: the order is proposed."""
    page.get_by_label("Unit").select_option("SYN-U-N1")
    page.get_by_role("button", name="Name everybody and all equipment of the unit").click()
    page.get_by_role("heading", name="Nothing speaks against this order now").wait_for()
    assert (page.get_by_label("First day").input_value(), page.get_by_label("Last day").input_value()) == days
    page.get_by_label("Why").fill("the other side of the road")
    page.get_by_role("button", name="Propose the order").click()
    page.get_by_text("The order is proposed").wait_for()


def accept_the_order(page: "Page") -> None:
    listed(page, "Operations One")
    page.locator(".rows a").first.click()
    page.locator("#deed").get_by_role("button", name="Accept").click()
    page.get_by_text("1 record was accepted.").wait_for()


def print_the_dossier(page: "Page") -> None:
    page.goto("/programme/tasks/SYN-T-08")
    assert page.get_by_text("nobody ordered").count() == 0
    with page.expect_request("**/dossier.pdf?**") as asked:
        page.get_by_role("button", name="Dossier (PDF)").click()
    paper = page.context.request.get(asked.value.url)
    text = "\n".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(paper.body())).pages)
    for words in ("Task dossier", "SYN-T-08", "SYN-U-N1", "Signatures"):
        assert words in text


def switch_to_arabic(page: "Page") -> None:
    page.goto("/statement")
    page.locator("header summary", has_text="English").click()
    page.get_by_role("button", name="العربية").click()
    page.locator("html[dir=rtl]").wait_for()
    assert page.get_by_role("heading", level=1).inner_text() == "بيان الأراضي"


def go_on_without_the_internet(page: "Page", place: shapely.Point) -> None:
    """This browser reaches no other machine; the map, its letters from right to left and its workers need none."""
    other = page.context.new_page()
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        other.goto(ELSEWHERE)
    other.close()
    page.goto(f"/map?at={place.x},{place.y},12")
    page.locator("land-map[data-state=ready]").wait_for(timeout=60_000)
    page.goto("/")
    assert page.locator("html").get_attribute("dir") == "rtl"


def keep_a_draft_while_the_server_is_away(page: "Page", line: Any) -> str:
    """What is written stays on the device, goes to the server when it is back, and is sent; gives the record's id."""
    page.goto("/enter/new/course")
    page.locator("#id").fill("WALK-1")
    saved = page.locator("[data-draft-shows]")
    expect(saved).to_contain_text("Kept on the server")
    line.cut()
    page.locator("#name").fill("Written without a server")
    expect(saved).to_contain_text("Kept on this device")
    line.start()
    expect(saved).to_contain_text("Kept on the server", timeout=60_000)
    page.locator("#organisation").fill("SYN-ORG-N")
    page.get_by_role("button", name="Check and send").click()
    page.wait_for_url("**/enter/sent/*")
    return urlsplit(page.url).path.rpartition("/")[2]


# ---- the walk ----


def walk(people: People, maps: Maps, served: Any, line: Any) -> None:
    information, reviewer, operations = map(people.page, ("information", "reviewer", "operations"))
    before = closing(reviewer)
    take_in_the_maps(information, maps)
    settle_a_finding(reviewer)
    resolve_a_finding(information)
    assert closing(reviewer) == before
    accept_all_of_it(reviewer, maps.rows + 1)
    after = closing(reviewer)
    assert after[0] - before[0] == pytest.approx(maps.area_m2, rel=2e-9, abs=0.02)
    assert after[1] - before[1] == maps.lost
    explain_a_point(operations, maps.place)
    be_refused_by_the_gate(operations, maps.days)
    order_the_task(operations, maps.days)
    accept_the_order(reviewer)
    print_the_dossier(operations)
    switch_to_arabic(operations)
    go_on_without_the_internet(operations, maps.place)
    name = keep_a_draft_while_the_server_is_away(people.page("training"), line)
    with open_register(served.register) as register:
        course = msgspec.json.decode(register.store.get(name))
    assert (course["id"], course["name"]) == ("WALK-1", "Written without a server")
    assert people.hosts == {urlsplit(people.url).netloc}
    assert {"font", "script", "stylesheet", "worker"} <= set(people.kinds)
    ours = {path for kind in ("font", "script", "stylesheet", "worker") for path in people.kinds[kind]}
    assert {path for path in ours if not path.startswith("/assets/")} <= {"/sw.js"}


def test_somebody_walks_through_the_whole_application(people, served, line, two_fields):
    walk(people, two_fields, served, line)


@pytest.mark.slow
@pytest.mark.real_data
def test_the_same_walk_with_the_maps_of_bosnia(people, served, line, bosnian):
    walk(people, bosnian, served, line)
