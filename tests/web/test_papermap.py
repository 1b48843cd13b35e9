"""Maps for paper in the web application: chosen, looked at, taken, for each audience and area."""

import io
import re
from html import unescape
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from landrelease.desk.looking import admin_areas
from landrelease.desk.opening import open_register

AXE = (Path(__file__).with_name("axe.min.js")).read_text(encoding="utf-8")
VIEW = "extent=view&bbox=-25.05,39.98,-24.93,40.04"


def legend(answer):
    """How many parcels of each status there are on a sheet."""
    return [int(count.replace(",", "")) for count in re.findall(r"km² · ([\d,]+)", words_of(answer)[0])]


def words_of(answer):
    (sheet,) = PdfReader(io.BytesIO(answer.content)).pages
    return re.sub(r"\s+", " ", sheet.extract_text()), [round(float(edge) / 72 * 25.4) for edge in sheet.mediabox[2:]]


def test_a_map_has_the_place_the_paper_the_scale_the_languages_and_the_audience_that_were_asked_for(served, sign_in):
    with open_register(served.register) as register:
        area = admin_areas(register)[0]
    client = sign_in("director")
    query = f"area={area.id}&paper=A3&orientation=portrait&scale=250000&language=en&beside=fr&audience=partner"
    answer = client.get(f"/api/map.pdf?{query}")
    said, size = words_of(answer)
    assert size == [297, 420]
    for part in (area.name, "1 : 250 000", "partner", "Map of the land", "Carte du terrain"):
        assert part.lower() in said.replace("\u202f", " ").lower(), (part, said)
    assert re.fullmatch(
        r'attachment; filename="map-partner-\d{4}-\d\d-\d\d\.pdf"', answer.headers["content-disposition"]
    )
    assert client.get(f"/map/paper/export.pdf?{query}").content == answer.content


def test_the_page_shows_a_preview_of_the_sheet_that_is_downloaded(sign_in):
    client = sign_in("director")
    text = client.get(f"/map/paper?{VIEW}&as_of=2023-12-31&class=mines").text
    assert "Preview, 1 : " in text
    preview = unescape(re.search(r'src="(/map/paper/preview[^"]+)"', text)[1])
    picture = Image.open(io.BytesIO(client.get(preview).content))
    assert picture.size == pytest.approx((1100, 778), abs=8)
    sheet = unescape(re.search(r'href="(/map/paper/export.png[^"]+)"', text)[1])
    whole = Image.open(io.BytesIO(client.get(sheet).content))
    assert whole.size == pytest.approx((297 / 25.4 * 300, 210 / 25.4 * 300), abs=1)
    assert (preview.partition("?")[2], "as_of=2023-12-31" in preview) == (sheet.partition("?")[2], True)
    assert "Valid for 2023-12-31" in words_of(client.get(sheet.replace(".png", ".pdf")))[0]


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("area=no-such-area", 400, "There is no administrative area “no-such-area” with an outline."),
        ("area=", 200, ""),
        ("extent=area", 400, "There is no administrative area “” with an outline."),
        ("task=no-such-task", 400, "There is no task no-such-task with an area that you may see."),
        ("task=SYN-T-01&audience=public", 400, "A map of a task shows where it lies"),
        ("bbox=1,2,3", 400, "west,south,east,north"),
        ("paper=A9", 400, "there are A4, A3, A2, A1, A0"),
        ("language=xx", 400, "there are"),
        ("scale=12", 400, "between 1 : 500"),
        ("audience=restricted", 403, "for your own audience and for lower ones"),
    ],
)
def test_what_there_is_not_or_is_not_theirs_is_refused_in_words(sign_in, query, status, said):
    client = sign_in("director")
    told = client.get(
        f"/map/paper/export.png?paper=A4&{query}" if "paper" not in query else f"/map/paper/export.png?{query}"
    )
    assert (told.status_code, said in unescape(told.text) if said else True) == (status, True), told.text[-700:]
    page = client.get(f"/map/paper?{query}")
    assert said in unescape(page.text)


def test_who_reads_no_positions_gets_coarse_land_of_now_and_no_task(sign_in):
    client = sign_in("reader")
    text = client.get(f"/map/paper?{VIEW}&as_of=2020-12-31&class=mines").text
    assert (
        "as_of=2020" in re.search(r'src="(/map/paper/preview[^"]+)"', text)[1],
        "SYN-T-" in text,
        "/land/export" in text,
    ) == (False, False, False)
    assert client.get("/map/paper/export.pdf?as_of=2020-12-31").status_code == 403
    assert client.get("/api/map.pdf?audience=operator").status_code == 403
    said, _ = words_of(client.get(f"/map/paper/export.pdf?{VIEW}"))
    assert ("Audience donor" in said, "Confirmed hazard" in said) == (True, False)
    assert "as public" not in said


def test_the_public_gets_no_map_before_the_programme_publishes(sign_in):
    answer = sign_in("director").get("/map/paper?audience=public")
    assert (answer.status_code, "the programme publishes none" in answer.text) == (200, True)
    assert "preview.png" not in answer.text


def test_who_is_confined_to_an_area_gets_its_land_and_no_other(served, sign_in):
    with open_register(served.register) as register:
        area = admin_areas(register)[0]
    whole, mine, none = (
        sign_in("director", **parts)
        for parts in (
            {},
            {"territory": (area.id,), "login": "in-one-area"},
            {"territory": ("nowhere",), "login": "in-no-area"},
        )
    )
    whole_of, mine_of = (legend(client.get("/map/paper/export.pdf?language=en")) for client in (whole, mine))
    assert all(some <= every for every, some in zip(whole_of, mine_of, strict=True))
    assert 0 < sum(mine_of) < sum(whole_of)
    assert sum(legend(none.get("/map/paper/export.pdf?language=en"))) == 0
    donors = [
        words_of(client.get(f"/map/paper/export.png?audience=donor&area={area.id}".replace("png", "pdf")))[0]
        for client in (whole, mine)
    ]
    assert all("Audience donor" in said for said in donors)
    assert none.get(f"/map/paper/export.pdf?audience=donor&area={area.id}").status_code == 200


def test_a_task_leaves_as_a_map_and_as_a_file_for_receivers(sign_in):
    client = sign_in("operations")
    said, _ = words_of(client.get("/map/paper/export.pdf?task=SYN-T-03"))
    assert "SYN-T-03" in said
    assert client.get("/programme/tasks/SYN-T-03/dossier.gpx").text.startswith("<?xml")
    tiles = client.get("/land/export.pmtiles")
    assert (tiles.status_code, tiles.content[:7]) == (200, b"PMTiles")
    part = sign_in("director", territory=("nowhere",), login="in-none").get("/land/export.pmtiles")
    assert len(part.content) < len(tiles.content) / 2


@pytest.mark.browser
def test_somebody_takes_the_view_of_the_map_to_paper_and_keeps_it_under_a_name(visit):
    page = visit("director", "/map?as_of=2023-12-31&class=mines&at=-24.989,40.007,11", width=1440)
    page.locator("land-map[data-state=ready]").wait_for()
    page.get_by_role("button", name="Save this view").click()
    page.get_by_label("Name").fill("West at the end of 2023")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="West at the end of 2023").click()
    page.wait_for_url("**/map?as_of=2023-12-31&class=mines&**")
    page.locator("land-map[data-state=ready]").wait_for()
    page.get_by_role("link", name="A map for paper").click()
    page.wait_for_url("**/map/paper?**")
    assert page.get_by_label("what the map showed").is_checked()
    assert (page.get_by_label("Day").input_value(), page.get_by_label("Hazard class").input_value()) == (
        "2023-12-31",
        "mines",
    )
    page.get_by_label("Orientation").select_option("portrait")
    page.get_by_label("For whom").select_option("operator")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**orientation=portrait**")
    assert page.locator("img.paper-preview").evaluate(
        "(img) => img.decode().then(() => img.naturalHeight)"
    ) == pytest.approx(1100, abs=8)
    page.evaluate(AXE)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download PDF").click()
    assert re.fullmatch(r"map-operator-2023-12-31\.pdf", taken.value.suggested_filename)
