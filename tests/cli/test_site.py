"""The public site: what it holds, that it works from a folder without a network, and what it never says."""

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from landrelease.publish.edition import NAME, Change, Edition, changes
from landrelease.publish.meta import ABSENCE

AXE = Path(__file__).resolve().parents[1] / "web" / "axe.min.js"
PAGES = ["changes.html", "figures.html", "files.html", "index.html", "map.html"]


class Links(HTMLParser):
    """Every address on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its signature
        self.found += [value or "" for name, value in attrs if name in {"href", "src", "data"}]


def links(page: Path) -> list[str]:
    reader = Links()
    reader.feed(page.read_text("utf-8"))
    return reader.found


@pytest.fixture
def site(published, run, tmp_path):
    folder = tmp_path / "public"
    done = run("site", published, folder, "--language", "en,ar")
    assert (done.code, done.out) == (0, "")
    return folder


def test_it_holds_pages_in_each_language_and_what_the_public_may_have(site):
    files = sorted(str(one.relative_to(site)) for one in site.rglob("*") if one.is_file())
    assert files == sorted([
        *(f"{code}/{page}" for code in ("en", "ar") for page in [*PAGES, "map.pdf"]),
        *(f"data/{name}.csv" for name in ("accidents", "figures")),
        *(f"data/land.{ending}" for ending in ("geojson", "gpkg", "kml", "pmtiles")),
        "index.html", NAME,
    ])  # fmt: skip


def test_every_address_is_relative_and_leads_to_a_file_and_there_is_no_script(site):
    for page in site.rglob("*.html"):
        assert "<script" not in page.read_text("utf-8")
        for address in links(page):
            assert not re.match(r"[a-z]+:|/", address), address
            assert address.startswith("#") or (page.parent / address).is_file(), address


def test_every_page_says_for_whom_it_is_of_which_day_and_that_absence_of_a_mark_is_no_absence_of_danger(site):
    for name in PAGES:
        text = (site / "en" / name).read_text("utf-8")
        assert ABSENCE in text
        assert "For the audience public; valid for" in text
        assert "safe" not in text.lower()
    assert "+387 00 123" in (site / "en" / "index.html").read_text("utf-8")
    assert 'dir="rtl"' in (site / "ar" / "index.html").read_text("utf-8")


def test_an_edition_that_lies_elsewhere_is_remembered_where_it_is_named(published, run, site, tmp_path):
    edition = json.loads((site / NAME).read_text("utf-8")) | {"day": "2020-12-31", "left_out": {"open": ["Upper Tarn"]}}
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / NAME).write_text(json.dumps(edition), encoding="utf-8")
    for folder, code in ((tmp_path, 50), (tmp_path / "old", 0)):
        done = run("site", published, tmp_path / "new", "--language", "en", "--before", folder)
        assert (done.code, done.out) == (code, "")
    written = json.loads((tmp_path / "new" / NAME).read_text("utf-8"))
    assert (written["before"]["day"], "Upper Tarn" in written["left_out"]["open"]) == ("2020-12-31", True)


def test_without_publication_there_is_no_site(province, run, tmp_path):
    done = run("site", province, tmp_path / "public")
    assert (done.code, done.out) == (50, "")
    assert "publishes nothing" in done.err
    assert list(tmp_path.glob("*public*")) == []


def test_a_folder_that_is_no_site_is_never_written_over(published, run, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear reader")
    done = run("site", published, tmp_path / "mine")
    assert (done.code, "is no site, and it would be lost" in done.err) == (50, True)
    assert [one.name for one in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_written_again_it_is_the_same(site, published, run):
    before = {one: one.read_bytes() for one in site.rglob("*") if one.is_file()}
    assert run("site", published, site, "--language", "en,ar").code == 0
    assert {one: one.read_bytes() for one in site.rglob("*") if one.is_file()} == before


def test_the_next_edition_names_the_one_before_and_tells_nothing_of_it_that_it_leaves_out_itself(site, published, run):
    old = (site / NAME).read_text("utf-8")
    day = re.search(r'"day": "([0-9-]+)"', old)[1]
    figures = list(csv.DictReader((site / "data" / "figures.csv").read_text("utf-8").splitlines()))
    assert [row["area"] for row in figures][-1] == "total"
    earlier = re.sub(r'"total": \w+', '"total": 1230000', old.replace(day, "2020-12-31"))
    (site / NAME).write_text(earlier, encoding="utf-8")
    assert run("site", published, site, "--language", "en").code == 0
    text = (site / "en" / "changes.html").read_text("utf-8")
    assert "the one before was for" in text
    assert json.loads((site / NAME).read_text("utf-8"))["open_m2"]["total"] is None
    assert "1.23 km²" not in text
    assert run("site", published, site, "--language", "en").code == 0
    assert (site / "en" / "changes.html").read_text("utf-8") == text


def test_the_size_of_land_is_the_total_of_the_figures_and_untold_where_that_is(site):
    figures = list(csv.DictReader((site / "data" / "figures.csv").read_text("utf-8").splitlines()))
    total = {group: int(figures[-1][f"{group}_m2"] or -1) for group in ("open", "released")}
    land = json.loads((site / "data" / "land.geojson").read_text("utf-8"))
    told = {one["properties"]["status"]: one["properties"]["area_m2"] for one in land["features"]}
    assert (total, told) == ({"open": -1, "released": -1}, {"open": None})  # so few parcels that no sum is told
    for page in ("index.html", "map.html"):
        assert re.findall(r"km²</li>", (site / "en" / page).read_text("utf-8")) == []


def test_changes_leave_out_what_stayed_and_what_is_not_told_stays_untold():
    before = Edition("p", "2024-12-31", {"A": 10, "B": None, "total": 30}, {"A": 5})
    now = Edition("p", "2025-12-31", {"A": 20, "B": None, "total": 30}, {"A": None}, before)
    assert changes(now) == [Change("A", "open", 10, 20), Change("A", "released", 5, None)]


def test_the_site_of_another_programme_is_not_written_over(site, published, run):
    (site / NAME).write_text('{"programme": "OTHER", "day": "2020-01-01"}')
    done = run("site", published, site)
    assert (done.code, "the site of another programme (OTHER) lies here" in done.err) == (50, True)
    (site / NAME).write_text('{"more": ' + "[" * 100_000)
    assert run("site", published, site).code == 50
    (site / NAME).write_text("{")
    assert "no edition of a site" in run("site", published, site).err


@pytest.mark.browser
def test_pages_work_from_a_folder_and_everybody_can_use_them(site, browser):
    for name, width in (("en/index.html", 1200), ("en/map.html", 390), ("ar/figures.html", 390), ("index.html", 390)):
        context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
        page = context.new_page()
        wrong: list[str] = []
        page.on("console", lambda message, wrong=wrong: wrong.append(message.text))
        page.goto((site / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("axe.run()")["violations"]
        assert [one["id"] for one in found] == [], name
        if "map" in name:
            small = page.locator(".frame svg").bounding_box()["width"]
            page.get_by_label("Very close").check()
            assert page.locator(".frame svg").bounding_box()["width"] == pytest.approx(8 * small, rel=0.02)
        page.get_by_role("link", name="Français" if "fr" in name else "English").click()
        assert page.url.startswith(site.as_uri())
        assert wrong == []
        context.close()


def test_no_language_at_all_is_a_slip(run, published, tmp_path):
    done = run("site", published, tmp_path / "out", "--language", "")
    assert (done.code, list(tmp_path.glob("out*"))) == (2, [])
