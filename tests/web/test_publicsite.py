"""The public site in the web application: seen, made, taken, by those who publish, under the rules in force."""

import io
import json
import re
import time
import zipfile
from html import unescape
from pathlib import Path

import pytest

from landrelease.desk.opening import open_register
from landrelease.records.context import Setting

AXE = (Path(__file__).with_name("axe.min.js")).read_text(encoding="utf-8")
PUBLIC = {"public.published": True, "public.layers": "land-open;land-released;figures;accidents;places"}
PATIENCE_S = 60


def say(served, settings):
    with open_register(served.register, acting="Ada Office") as one:
        ids = [one.append(Setting(key=key, value=value, from_="2020-01-01")) for key, value in settings.items()]
    with open_register(served.register, acting="Bo Review") as other:
        other.accept(ids)


def made(client, **asked):
    """Have the site made, and wait for it as the page does."""
    text = client.get("/statement/site").text
    token = re.search(r'name="_csrf_token" value="([^"]+)"', text)[1]
    files = asked.pop("files", {"before": ("", b"")})
    began = client.post("/statement/site", data={"_csrf_token": token, "first": "en", **asked}, files=files)
    assert began.headers.get("location") == "/statement/site", began.text[-600:]
    until = time.monotonic() + PATIENCE_S
    while "hx-trigger" in (text := client.get("/statement/site").text) and time.monotonic() < until:
        client.app.state.editions.wait()
    return text


def test_nothing_is_made_before_the_programme_publishes(sign_in):
    client = sign_in("operations")
    assert "The programme publishes nothing" in client.get("/statement/site").text
    assert client.get("/api/site.zip").status_code == 409
    assert client.get("/statement/site/public-site.zip").status_code == 409


def test_the_site_is_for_those_who_publish(served, sign_in):
    with open_register(served.register) as register:
        areas = register.store.heads(kinds=["admin_area"])
    confined = sign_in("operations", territory=(str(areas[0].source_id),), login="confined-to-one")
    told = [client.get("/statement/site").status_code for client in (confined, sign_in("liaison"), sign_in("director"))]
    assert told == [403, 403, 403]


@pytest.fixture(scope="module")
def published(served):
    """The programme publishes; the tests above it come first."""
    say(served, PUBLIC)


@pytest.mark.usefixtures("published")
def test_what_the_page_tells_is_what_lies_in_the_site_that_is_taken(sign_in):
    client = sign_in("operations")
    text = made(client, **{"language-fr": "1"})
    assert "For the audience public" in text
    taken = client.get("/statement/site/public-site.zip")
    assert re.fullmatch(
        r'attachment; filename="public-site-public-\d{4}-\d\d-\d\d\.zip"', taken.headers["content-disposition"]
    )
    with zipfile.ZipFile(io.BytesIO(taken.content)) as site:
        names = site.namelist()
        figures = site.read("en/figures.html").decode()
    assert {"index.html", "en/map.pdf", "fr/index.html", "data/land.geojson", "site.json"} <= set(names)
    assert not any(name.startswith(("ar/", "es/", "uk/")) for name in names)
    assert re.findall(r'class="code">([^<]+)</li>', text) == sorted(names)
    for name in re.findall(r'<th scope="row">([^<(]+)', text)[:3]:
        assert unescape(name).strip() in unescape(figures)


@pytest.mark.usefixtures("published")
def test_programs_take_the_same_site(sign_in):
    client = sign_in("operations")
    made(client, **{"language-fr": "1"})
    page = client.get("/statement/site/public-site.zip").content
    assert client.get("/api/site.zip?language=en,fr").content == page
    assert client.get("/api/site.zip?language=xx").status_code == 400


@pytest.mark.usefixtures("published")
def test_the_edition_before_says_what_changed_and_anything_else_is_refused(sign_in):
    client = sign_in("operations")
    with zipfile.ZipFile(io.BytesIO(client.get("/api/site.zip?language=en").content)) as site:
        edition = json.loads(site.read("site.json"))
    area = next(name for name in edition["open_m2"] if name != "total")
    edition["day"], edition["open_m2"][area] = "2020-01-01", 123_000_000
    made(client, files={"before": ("site.json", json.dumps(edition).encode())})
    with zipfile.ZipFile(io.BytesIO(client.get("/statement/site/public-site.zip").content)) as site:
        assert "123" in site.read("en/changes.html").decode()
    for wrong in (b"{]", b'{"more": ' + b"[" * 100_000, json.dumps(edition | {"programme": "another"}).encode()):
        text = unescape(made(client, files={"before": ("site.json", wrong)}))
        assert "The file of the edition before is no site.json" in text
        assert "/tmp" not in text


@pytest.mark.usefixtures("published")
def test_a_site_that_was_made_under_other_rules_is_not_given(served, sign_in):
    client = sign_in("operations")
    made(client)
    assert client.get("/statement/site/public-site.zip").status_code == 200
    say(served, {"public.small_count": 50})
    assert "None was made today." in client.get("/statement/site").text
    assert client.get("/statement/site/public-site.zip").status_code == 409


@pytest.mark.browser
@pytest.mark.usefixtures("published")
def test_somebody_makes_the_site_and_takes_it_in_a_browser(visit):
    page = visit("operations", "/statement/publications", width=1440)
    page.get_by_role("link", name="Public site").click()
    page.wait_for_url("**/statement/site")
    for code in ("العربية", "Español", "Українська"):
        page.get_by_role("checkbox", name=code).uncheck()
    page.get_by_role("button", name="Make the site").click()
    page.get_by_role("link", name="Download the site (ZIP)").wait_for(timeout=PATIENCE_S * 1000)
    page.evaluate(AXE)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download the site (ZIP)").click()
    assert zipfile.ZipFile(taken.value.path()).testzip() is None
