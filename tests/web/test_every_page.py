"""Every page there is, by itself: fits the screen, has one heading, is accessible, and is kept as a picture."""

import io
import os
import re
import runpy
from pathlib import Path
from typing import Final

import pytest
from PIL import Image

from landrelease.web.policy import ROLES

ROOT: Final = Path(__file__).resolve().parents[2]
PICTURES: Final = ROOT / "docs" / "pictures" / "web"
PAGE: Final = ROOT / "docs" / "start" / "pages.md"
HERE: Final = "../pictures/web"
INTRODUCTION: Final = (
    "# Every page",
    "",
    "The pages of the web application as the tests see them, over the invented province of the example, at 1440, 1024",
    "and 390 pixels, the first screen and a half of each. To take them anew:",
    "",
    "```console",
    "$ LANDRELEASE_PICTURES=1 LANDRELEASE_LONG=1 pytest tests/web/test_every_page.py",
    "```",
    "",
)
KEEPS: Final = os.environ.get("LANDRELEASE_PICTURES", "") not in {"", "0"}
"""Whether the pictures of the documents are made anew."""
AXE: Final = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")
WIDTHS: Final = (1440, 1024, 390)
HEIGHT: Final = 900
LONG: Final = os.environ.get("LANDRELEASE_LONG", "") not in {"", "0"}
READ_OUT: Final = set(WIDTHS) if LONG else {390}
"""Widths at which accessibility is judged: all in the long run, else that of a telephone, where the menu is folded."""
PARTS: Final = 2
"""Into how many tests the pages are divided, so that two processes share them."""
NO_PAGES: Final = ("/api", "/ogc", "/tiles", "/assets", "/healthz", "/{address:path}", "/sw.js")
EVERYTHING: Final = {"roles": frozenset(ROLES), "audience": "authority", "login": "everything", "name": "A. Example"}
example_of: Final = runpy.run_path(str(Path(__file__).with_name("addresses.py")))["example_of"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(served, sign_in) -> list[tuple[str, str]]:
    """Route and example of what answers with a whole page, to somebody with every role."""
    client = sign_in("director", **EVERYTHING)
    found = []
    for route in served.app.routes:
        handlers = getattr(route, "route_handlers", [])
        if route.path.startswith(NO_PAGES) or not any("GET" in handler.http_methods for handler in handlers):
            continue
        address = example_of(route.path, served)
        answer = client.get(address)
        whole = answer.headers.get("content-type", "").startswith("text/html") and "<!doctype html>" in answer.text
        if answer.status_code == 200 and whole and "content-disposition" not in answer.headers:
            found.append((route.path, address))
    return sorted(found)


def faults(page) -> list[str]:
    """What is wrong with a page that is open; serious and critical faults of accessibility only."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    said = [
        f"{rule['id']} ({rule['impact']}): {rule['nodes'][0]['html'][:120]}"
        for rule in found["violations"]
        if rule["impact"] in {"serious", "critical"}
    ]
    if (headings := page.locator("h1:visible").count()) != 1:
        said.append(f"{headings} headings of the first level")
    return said


def too_wide(page) -> int:
    """By how many pixels a page is wider than its window."""
    return page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")


def keep(page, route: str, width: int) -> None:
    """Keep the picture of a page, of a screen and a half at most, small."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.wait_for_function("!document.querySelector('[hx-trigger^=\"load delay\"]')", timeout=90_000)
    name = re.sub(r"\W+", "-", re.sub(r"\{(\w+)[^}]*\}", r"\1", route)).strip("-") or "today"
    shot = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    shot.crop((0, 0, shot.width, min(shot.height, 1600))).save(PICTURES / f"{name}-{width}.webp", quality=55)


def shown() -> str:
    """Give the page of the documents that shows the pictures that are kept, page by page."""
    names = sorted({path.stem.rpartition("-")[0] for path in PICTURES.glob("*.webp")})
    rows = [f"| `{name}` | {' | '.join(f'![]({HERE}/{name}-{width}.webp)' for width in WIDTHS)} |" for name in names]
    heads = "".join(f" {width} px |" for width in WIDTHS)
    return "\n".join([*INTRODUCTION, f"| page |{heads}", "| --- |" + " --- |" * len(WIDTHS), *rows, ""])


@pytest.mark.skipif(KEEPS, reason="the pictures are being taken")
def test_the_documents_show_every_picture():
    assert PAGE.read_text(encoding="utf-8") == shown()


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_fits_its_window_and_is_accessible(pages, visit, part):
    page = visit("director", width=WIDTHS[0], **EVERYTHING)
    wrong = []
    for route, address in pages[part::PARTS]:
        page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        page.goto(address)
        page.wait_for_load_state("networkidle")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            wrong += [f"{route} at {width} px: {fault}" for fault in (faults(page) if width in READ_OUT else [])]
            if (more := too_wide(page)) > 0:
                wrong.append(f"{route} at {width} px: {more} px too wide")
            if KEEPS:
                keep(page, route, width)
    if KEEPS:
        PAGE.write_text(shown(), encoding="utf-8")
    assert len(pages) > 5
    assert wrong == []


def test_every_page_is_there_from_right_to_left(pages, visit):
    page = visit("director", width=390, language="ar", **EVERYTHING)
    wrong = []
    for route, address in pages:
        page.goto(address)
        if page.locator("html").get_attribute("dir") != "rtl":
            wrong.append(f"{route}: from left to right")
        if (more := too_wide(page)) > 0:
            wrong.append(f"{route}: {more} px too wide")
    assert wrong == []
