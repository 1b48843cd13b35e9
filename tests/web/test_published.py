"""Forms, publications and reconciliation on the screen and for programs, for each audience."""

import html
import io
import re
from pathlib import Path

import pypdf
import pytest

from landrelease.desk.looking import admin_areas
from landrelease.desk.opening import open_register

AXE = (Path(__file__).with_name("axe.min.js")).read_text(encoding="utf-8")
ASKED = "/statement/forms?form=apmbc-article-7&year=2024"


def token_in(text):
    return re.search(r'name="_csrf_token" value="([^"]+)"', text)[1]


def test_every_figure_of_a_form_leads_to_the_records_that_add_up_to_it(sign_in):
    client = sign_in("director")
    text = client.get(ASKED).text
    assert "What the plausibility gate says" in text
    linked = re.findall(r'<a href="(/statement/forms/figure[^"]+)">([^<]+)</a>', text)
    assert len(linked) > 100
    for address, amount in linked[:: len(linked) // 6]:
        answer = client.get(html.unescape(address))
        assert f"<strong>{amount}</strong>" in answer.text
        assert '<a class="code" href="/records/' in answer.text


def test_whoever_sees_a_part_gets_the_form_of_partners(served, sign_in):
    with open_register(served.register) as register:
        area = admin_areas(register)[0].id
    for client in (
        sign_in("director", territory=(area,), login="confined"),
        sign_in("liaison", organisation="SYN-ORG-N", login="of-a-contributor"),
    ):
        text = client.get(f"{ASKED}&audience=authority").text
        assert "For the audience partner" in text
        assert "SYN-H-" not in text
        assert "/statement/forms/figure" not in text
        assert client.post("/statement/publications", data={}).status_code in {403, 404}


def test_forms_leave_in_every_format(sign_in):
    client = sign_in("director")
    query = ASKED.partition("?")[2]
    paper = client.get(f"/statement/forms/export.pdf?{query}")
    assert "Article 7, report for 2024" in pypdf.PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()
    assert paper.headers["content-disposition"] == 'attachment; filename="apmbc-article-7-2024-authority.pdf"'
    assert client.get(f"/statement/forms/export.xlsx?{query}").content.startswith(b"PK")
    assert client.get(f"/statement/forms/export.csv?{query}").text.startswith("form,audience,")
    assert (
        client.get("/statement/forms/export.hxl?form=5w&year=2024").text.splitlines()[1].startswith("#org+impl+code,")
    )
    assert client.get("/statement/forms/export.iati?form=iati-results&year=2024").status_code == 400
    told = client.get("/api/forms/apmbc-article-7?year=2024").json()
    assert {one["part"] for one in told["figures"]} == {"C1", "C2", "F2", "F2 (method)", "G2"}


def test_a_form_is_frozen_decided_on_by_another_and_the_next_one_says_what_changed(served, sign_in):
    client = sign_in("operations")
    token = token_in(client.get("/statement/publications").text)
    asked = {"_csrf_token": token, "form": "ccm-article-7", "year": "2023", "audience": "authority"}
    made = client.post("/statement/publications", data=asked)
    name = made.headers["location"].rsplit("/", 1)[-1]
    page = client.get(made.headers["location"]).text
    assert "proposed" in page
    assert "Every figure still is what it was." in page
    assert name not in sign_in("reader").get("/statement/publications").text
    with open_register(served.register, acting="Another") as register:
        register.accept([name])
    rows = client.get("/api/publications").json()
    assert [(one["id"], one["state"], one["form"]) for one in rows] == [(name, "accepted", "ccm-article-7")]
    again = client.post("/statement/publications", data=asked)
    assert f'<a href="/statement/publications/{name}">' in client.get(again.headers["location"]).text
    with open_register(served.register) as register:
        (kept,) = [one for one, record in register.records(["attachment"]) if record.about == (name,)]
    assert sign_in("director").get(f"/records/{kept}/file").status_code == 200
    assert sign_in("liaison").get(f"/records/{kept}/file").status_code in {403, 404}


def test_who_reads_months_is_told_no_day_of_a_publication(served, sign_in):
    client = sign_in("operations")
    token = token_in(client.get("/statement/publications").text)
    asked = {"_csrf_token": token, "form": "landmine-monitor", "year": "2022", "audience": "donor"}
    name = client.post("/statement/publications", data=asked).headers["location"].rsplit("/", 1)[-1]
    with open_register(served.register, acting="Another") as register:
        register.accept([name])
    exact, coarse = (
        next(one for one in sign_in(role).get("/api/publications").json() if one["id"] == name)
        for role in ("director", "reader")
    )
    cut = {field: exact[field][:7] for field in ("date", "known_at")}
    assert coarse == {**exact, **cut}
    reader = sign_in("reader")
    assert reader.get(f"/api/publications/{name}").json()["publication"] == coarse
    for page in ("/statement/publications", f"/statement/publications/{name}"):
        assert re.search(r"\d\d:\d\d", re.search("<main.*</main>", reader.get(page).text, re.DOTALL)[0]) is None


def test_a_press_statement_that_differs_is_refused_and_one_that_fits_is_shown(sign_in):
    client = sign_in("operations")
    token = token_in(client.get("/statement/publications").text)
    asked = {"_csrf_token": token, "title": "Mines in 2024", "audience": "authority"}
    address = "/statement/publications/communique"
    wrong = client.post(address, data={**asked, "text": "[1](ledger:destroyed;year=2024;of=AP) mine went."})
    assert wrong.status_code == 409
    told = html.unescape(re.search(r'id="refused".*?</div>', wrong.text, re.DOTALL)[0])
    assert "The sentence “1 mine went.” says 1; the ledger says 34." in told
    right = client.post(address, data={**asked, "text": "[34](ledger:destroyed;year=2024;of=AP) mines went."})
    shown = client.get(right.headers["location"]).text
    assert "34 mines went." in shown
    assert 'id="corrections"' not in shown


def test_a_table_of_somebody_else_stands_beside_the_ledger(sign_in):
    client = sign_in("director")
    token = token_in(client.get("/statement/reconcile").text)
    table = {"table": ("theirs.csv", b"admin,cleared_m2\nSYN-D-1,1\n", "text/csv")}
    answer = client.post("/statement/reconcile", data={"_csrf_token": token, "year": "2024"}, files=table)
    assert answer.status_code == 200, re.sub("<[^>]+>", "", answer.text)[-900:]
    assert "SYN-D-1" in re.search(r'<table id="beside">.*</table>', answer.text, re.DOTALL)[0]
    other = {"other": ("other.txt", b"x", "text/plain")}
    missing = client.post("/statement/reconcile", data={"_csrf_token": token}, files=other)
    assert (missing.status_code, "Choose a file." in missing.text) == (422, True)


@pytest.mark.browser
def test_a_director_looks_at_a_form_and_the_publications_in_a_browser(visit):
    page = visit("director", "/statement")
    page.get_by_role("link", name="Forms", exact=True).click()
    page.get_by_label("Form", exact=True).select_option("landmine-monitor")
    page.get_by_label("Year", exact=True).fill("2024")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**form=landmine-monitor**")
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
    page.locator('a[href^="/statement/forms/figure"]').first.click()
    page.wait_for_url("**/statement/forms/figure**")
    assert page.locator("#causes tbody tr").count() > 0
    page.get_by_role("link", name="Publications", exact=True).click()
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
