"""The tour of the browser application in the documents, walked word for word; it makes the pictures of that page."""

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser
ROOT: Final = Path(__file__).resolve().parents[2]
TOUR: Final = ROOT / "docs" / "start" / "browser.md"
PICTURES: Final = ROOT / "docs" / "pictures" / "tour"
KEEPS: Final = os.environ.get("LANDRELEASE_PICTURES", "") not in {"", "0"}
"""Whether the pictures of the documents are made anew."""
MARK: Final = re.compile(r"\*\*(.+?)\*\*|`(.+?)`|“(.+?)”|\]\(\.\./pictures/tour/([\w-]+)\.webp\)", re.DOTALL)
"""What is pressed or written into, what is written, what is read, and a picture."""
LONG_MS: Final = 60_000


class Guide:
    """The page of the tour: it is told what is done, and each time that must be what it says next."""

    def __init__(self, text: str) -> None:
        steps = re.sub(r"^```.*?^```$", "", text[text.index("## 1.") :], flags=re.DOTALL | re.MULTILINE)
        self._left = [" ".join("".join(found).split()) for found in MARK.findall(steps)]

    def says(self, *words: str) -> None:
        """The page goes on with these words."""
        said, self._left = tuple(self._left[: len(words)]), self._left[len(words) :]
        assert said == words, "the document says otherwise than the test does"

    def press(self, page: "Page | Locator", words: str) -> None:
        """Press a button or follow a link."""
        self.says(words)
        button, link = (page.get_by_role(role, name=words, exact=True) for role in ("button", "link"))
        button.or_(link).first.click()

    def open(self, page: "Page", words: str) -> None:
        """Open what is folded away."""
        self.says(words)
        page.locator("summary", has_text=words).click()

    def fill(self, page: "Page", label: str, *values: str) -> None:
        """Write something, or some lines, into a field."""
        self.says(*values, label)
        _labelled(page, label).fill("\n".join(values))

    def choose(self, page: "Page", label: str, option: str) -> None:
        """Choose one of several."""
        self.says(option, label)
        _labelled(page, label).select_option(label=option)

    def tick(self, page: "Page", words: str) -> None:
        """Tick a box."""
        self.says(words)
        page.get_by_role("checkbox", name=re.compile(rf"^{re.escape(words)}\b")).check()

    def see(self, page: "Page", words: str) -> None:
        """Read something."""
        self.says(words)
        page.locator("main").get_by_text(words).first.wait_for(timeout=LONG_MS)

    def picture(self, page: "Page", name: str) -> None:
        """Look at a picture of the page as it is now."""
        self.says(name)
        page.wait_for_load_state("networkidle")
        if KEEPS:
            PICTURES.mkdir(parents=True, exist_ok=True)
            Image.open(io.BytesIO(page.screenshot())).save(PICTURES / f"{name}.webp", quality=70)
        assert (PICTURES / f"{name}.webp").is_file()

    def end(self) -> None:
        """Nothing is left to do."""
        assert self._left == []


def _labelled(page: "Page", label: str) -> "Locator":
    return page.get_by_label(re.compile(rf"^{re.escape(label)}(\s+needed)?$")).first


@pytest.fixture
def link(example, tmp_path) -> Iterator[str]:
    """The link that `landrelease serve` prints for the first administrator."""
    register = tmp_path / "mine.register"
    shutil.copy(example, register)
    command = [sys.executable, "-m", "landrelease", "serve", register, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield next(line.strip() for line in process.stdout if "/welcome/" in line)
        process.terminate()


def window(browser: "Browser", link: str) -> "Page":
    context = browser.new_context(
        base_url=link.partition("/welcome/")[0], viewport={"width": 1280, "height": 800}, locale="en-GB"
    )
    return context.new_page()


# ---- the parts of the tour ----


def start(guide: Guide, page: "Page", link: str) -> None:
    page.goto(link)
    guide.picture(page, "welcome")
    guide.fill(page, "Password", "four plain words here")
    guide.press(page, "Begin")
    page.wait_for_url("**:*/")


def invite(guide: Guide, page: "Page", name: str, *roles: str) -> str:
    guide.press(page, "Invite somebody")
    guide.fill(page, "Name", name)
    guide.fill(page, "Name to sign in with", name.lower())
    for role in roles:
        guide.tick(page, role)
    guide.press(page, "Invite, and show the link")
    return page.get_by_label("Link").input_value()


def follow(guide: Guide, page: "Page", link: str, password: str) -> None:
    page.goto(link)
    guide.fill(page, "Password", password)
    guide.press(page, "Begin")
    page.wait_for_url("**:*/")


def see_the_land(guide: Guide, page: "Page") -> None:
    guide.see(page, "Today")
    guide.picture(page, "today")
    guide.press(page, "Map")
    page.locator("land-map[data-state=ready]").wait_for(timeout=LONG_MS)
    guide.fill(page, "Find an id, a place or coordinates", "40.011708, -24.976446")
    page.locator("[role=listbox] [role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_function("""() => {
        const { map } = document.querySelector("land-map");
        return map.getCenter().distanceTo({ lng: -24.976446, lat: 40.011708 }) < 5 && !map.isMoving();
    }""")
    page.locator("canvas.maplibregl-canvas").click(force=True)
    page.locator(".map-story h2").wait_for(timeout=LONG_MS)
    guide.picture(page, "map")
    for words in ("Confirmed hazard", "released, but another claim stays open", "an unstated depth counts as none"):
        guide.says(words)
        page.locator(".map-story").get_by_text(words).first.wait_for()


def put_it_right(guide: Guide, page: "Page") -> None:
    guide.press(page.locator(".map-story"), "Release of land SYN-R-1249")
    page.wait_for_url("**/records/*")
    guide.picture(page, "record")
    guide.press(page, "Correct")
    guide.fill(page, "Why the record is wrong", "typed 0.2 for 0.5")
    guide.fill(page, "What shows it", "field book 17, page 4")
    guide.fill(page, "Depth that the work reached, m", "0.5")
    guide.press(page, "Propose the correction")
    guide.see(page, "Sent")


def enter_a_report(guide: Guide, page: "Page") -> None:
    guide.press(page, "Enter")
    guide.press(page, "Hazardous area")
    guide.fill(page, "The source's own id, as it wrote it", "H-TOUR")
    day = "When it was true on the ground: a day, or a month or year where no more is known"
    guide.fill(page, day, "2026-03-02")
    guide.choose(page, "Suspected or confirmed", "suspected")
    guide.tick(page, "anti-personnel mine")
    guide.fill(page, "What the claim rests on", "two mines seen by a shepherd")
    guide.open(page, "Coordinates, or bearings and distances")
    corners = ("40.0140 N 24.9700 W", "40.0140 N 24.9680 W", "40.0155 N 24.9680 W")
    guide.fill(page, "Turning points, one on each line", *corners)
    guide.press(page, "Read and show on the map")
    guide.see(page, "This is how it was read.")
    guide.picture(page, "hazard")
    guide.press(page, "Check and send")
    guide.see(page, "Sent")


def publish(guide: Guide, page: "Page") -> None:
    guide.press(page, "Enter")
    guide.press(page, "Setting")
    guide.fill(page, "Name of the setting", "public.published")
    guide.fill(page, "Its value", "true")
    guide.fill(page, "First day on which it counts", "2026-01-01")
    guide.press(page, "Check and send")
    page.wait_for_url("**/enter/sent/**")


def decide(guide: Guide, page: "Page") -> None:
    guide.press(page, "Review")
    guide.open(page, "Narrow down")
    guide.choose(page, "Author", "Anna")
    guide.press(page, "Show")
    page.wait_for_url("**author=**")
    guide.says("SYN-R-1249")
    page.locator(".rows a").first.click()
    guide.see(page, "What accepting would do to the books")
    guide.picture(page, "review")
    guide.press(page.locator("#deed"), "Accept")
    page.get_by_text("1 record was accepted.").wait_for(timeout=LONG_MS)
    guide.open(page, "Decide on the whole list: 2 records")
    guide.press(page, "Accept them all")
    guide.press(page, "Yes")
    guide.see(page, "2 records were accepted.")


def read_the_statement(guide: Guide, page: "Page") -> None:
    guide.press(page, "Statement")
    guide.choose(page, "Year", "2023")
    guide.open(page, "What was known when")
    guide.fill(page, "Compared with what was known at the end of", "2025-03-31")
    guide.press(page, "Show")
    guide.see(page, "Corrections (not release)")
    page.locator("#statement").evaluate("(table) => table.scrollIntoView()")
    guide.picture(page, "statement")
    guide.see(page, "cleared")
    guide.press(page, "356,929.89")
    page.wait_for_url("**/statement/records**")
    guide.picture(page, "records")


def be_refused(guide: Guide, page: "Page") -> None:
    guide.press(page, "Programme")
    guide.press(page, "Gate")
    guide.choose(page, "Unit", "SYN-U-N2 · Unit N2 (SYNTHETIC)")
    guide.choose(page, "Work", "manual clearance")
    guide.fill(page, "First day", "2025-09-01")
    guide.fill(page, "Last day", "2025-09-30")
    guide.press(page, "Ask")
    guide.see(page, "Not allowed")
    guide.picture(page, "gate")


def print_the_papers(guide: Guide, page: "Page") -> None:
    guide.press(page, "Tasks")
    guide.press(page, "SYN-T-03")
    guide.picture(page, "task")
    with page.expect_request("**/dossier.pdf?**") as asked:
        guide.press(page, "Dossier (PDF)")
    assert page.context.request.get(asked.value.url).body().startswith(b"%PDF-")


def see_what_the_public_sees(guide: Guide, page: "Page") -> None:
    guide.says("http://127.0.0.1:8040/public/")
    while page.goto("/public/").status == HTTPStatus.SERVICE_UNAVAILABLE:  # being made; each answer waits some seconds
        pass
    guide.see(page, "Explosive ordnance in the ground")
    guide.see(page, "Land is shown larger than it is, in squares or whole areas.")
    guide.picture(page, "public")


def test_the_tour_of_the_browser_application_is_walked_word_for_word(browser, link):
    guide = Guide(TOUR.read_text("utf-8"))
    anna, boris, stranger = (window(browser, link) for _ in range(3))
    start(guide, anna, link)
    guide.press(anna, "People")
    hers = invite(guide, anna, "Anna", "information management", "operations")
    guide.picture(anna, "link")
    guide.press(anna, "To the list")
    his = invite(guide, anna, "Boris", "reviewer")
    follow(guide, anna, hers, "a heron by the river")
    follow(guide, boris, his, "two bridges and a mill")
    see_the_land(guide, anna)
    put_it_right(guide, anna)
    enter_a_report(guide, anna)
    publish(guide, anna)
    decide(guide, boris)
    read_the_statement(guide, anna)
    be_refused(guide, anna)
    print_the_papers(guide, anna)
    see_what_the_public_sees(guide, stranger)
    guide.end()
