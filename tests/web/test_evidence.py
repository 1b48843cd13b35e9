"""Evidence in the browser and for programs: taken in, read side by side, followed up; the ledger stays as it is."""

import io
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect

from landrelease.desk.opening import open_register

AXE: Final = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")
COURIER: Final = (
    "By Hanne Tov in Ebor\n\nFour engineers were clearing mines near Ebor, in Tarn Province, when the Courier came to "
    'see them. "We have found 290 mines," Captain Ruo Ade told the Courier.'
)
WIRE: Final = (
    "Some 300 mines were cleared near Ebor in Tarn Province, the Tarnian defence ministry's newspaper, Red Banner, "
    "reported. The road to the mill will reportedly open in June."
)
ITEM: Final = {
    "record": "evidence", "id": "SYN-EV-1", "date": "2025-05-02", "type": "ordnance-seen", "lon": -24.98903,
    "lat": 40.00689, "accuracy_m": 30, "information_grade": "1", "information_judged_by": "p-1",
    "information_judged": "2025-05-03",
}  # fmt: skip


def land(served):
    with open_register(served.register) as register:
        return register.statement(year=2025).rows


@pytest.fixture(scope="module")
def _taken(served):
    """Two articles and an evidence item, brought in through the doors of the application."""
    from litestar.testing import TestClient  # noqa: PLC0415 - before a signed-in client of one test there is none

    client = TestClient(served.app, base_url="http://localhost.local")
    client.cookies.set("session", served.token("information"))
    client.get("/healthz")
    client.headers["X-Token"] = client.cookies["token"]
    for publisher, text in (("Ebor Courier", COURIER), ("Far Wire", WIRE)):
        told = {"text": text, "publisher": publisher, "published": "2025-05"}
        assert client.post("/api/evidence/documents", json=told).status_code == 201
    answer = client.post("/api/records", json={"rows": [ITEM], "crs": "EPSG:4326"})
    assert [one["verdict"] for one in answer.json()["rows"]] == ["new"], answer.text


@pytest.mark.usefixtures("_taken")
def test_programs_are_told_of_origins_and_proposals(sign_in):
    client = sign_in("director")
    found = client.get("/api/evidence").json()
    assert (found["lead"]["kind"], found["independent_origins"]) == ("mine-clearance", 2)
    assert {one["name"] for one in found["origins"]} == {"Ebor Courier", "Red Banner"}
    (proposal,) = client.get("/api/evidence/proposals").json()["proposals"]
    assert [one["rule"] for one in proposal["reasons"]] == ["direct-evidence", "one-origin", "after-release"]
    places = client.get("/api/evidence/places", params={"name": "Tripoli"}).json()
    assert places["ambiguous"]
    assert {"LBN", "LBY"} <= {one["country"] for one in places["candidates"]}


@pytest.mark.usefixtures("_taken")
def test_what_was_not_taken_of_a_document_is_told_and_what_cannot_be_right_is_refused(sign_in):
    client = sign_in("director")
    client.get("/healthz")
    client.headers["X-Token"] = client.cookies["token"]
    told = {"text": COURIER, "publisher": "Ebor Courier"}
    again = client.post("/api/evidence/documents", json=told | {"published": "2025-06"}).json()
    assert (again["new"], again["copy_of"]) == (False, [])
    assert "published '2025-05', so '2025-06' was not taken" in again["notes"][0]
    copy = client.post("/api/evidence/documents", json=told | {"publisher": "Lisk Lens"}).json()
    assert (copy["new"], copy["copy_of"]) == (True, [again["document"]])
    wrong = told | {"published": "2999", "url": "javascript:alert(1)", "language": "english"}
    refused = client.post("/api/evidence/documents", json=wrong)
    assert refused.status_code == 400
    for words in ("still to come", "no address of a document", "no code of a language"):
        assert words in refused.text
    form = {"publisher": "Ebor Courier", "published": "2025-06", "_csrf_token": client.cookies["token"]}
    file = {"files": ("a.txt", COURIER.encode())}
    shown = client.post("/programme/evidence/add", data=form, files=file)
    assert (shown.status_code, "was not taken" in shown.text) == (422, True)


@pytest.mark.usefixtures("_taken")
def test_who_is_confined_to_an_area_sees_no_proposal_that_lies_elsewhere(served, sign_in):
    with open_register(served.register) as register:
        areas = [record.id for _, record in register.records(["admin_area"])]
    told = {
        area: len(sign_in("director", territory=(area,)).get("/api/evidence/proposals").json()["proposals"])
        for area in areas
    }
    assert sorted(set(told.values())) == [0, 1], "the place lies in some of the areas and not in the others"


@pytest.mark.usefixtures("_taken")
def test_the_words_of_documents_are_for_the_authority(sign_in):
    for path in ("/programme/evidence", "/api/evidence", "/programme/evidence/proposals"):
        assert sign_in("director", audience="quality").get(path).status_code == 403
    assert sign_in("reviewer").post("/api/evidence/documents", json={"text": "Words."}).status_code == 403


def test_a_document_that_cannot_be_right_is_shown_again_with_what_is_wrong(sign_in):
    client = sign_in("information")
    form = {"_csrf_token": client.headers["X-Token"], "text": "Words of nobody.", "published": "7 November"}
    answer = client.post("/programme/evidence/add", data=form, files={"files": ("", io.BytesIO(b""))})
    assert answer.status_code == 422
    assert "leave it out where you do not know it" in answer.text
    assert "Words of nobody." in answer.text
    empty = client.post(
        "/programme/evidence/add", data={"_csrf_token": form["_csrf_token"]}, files={"files": ("", b"")}
    )
    assert "Choose a file, or paste the words of the document." in empty.text
    torn = client.post(
        "/programme/evidence/add",
        data={"_csrf_token": form["_csrf_token"]},
        files={"files": ("a.pdf", b"%PDF-1.7 torn")},
    )
    assert (torn.status_code, "cannot be read" in torn.text) == (422, True)


@pytest.mark.browser
@pytest.mark.usefixtures("_taken")
def test_somebody_takes_an_article_in_reads_it_beside_others_and_asks_for_a_survey(served, visit):
    before = land(served)
    page = visit("information", "/programme/evidence")
    page.get_by_role("link", name="Take a document in").click()
    page.get_by_label("Or the words, pasted").fill(WIRE.replace("Some 300", "About 300"))
    page.get_by_label("Publisher").fill("The Coast Mail")
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("status")).to_contain_text("waits for a decision")
    expect(page.get_by_role("row", name="Mine clearance")).to_contain_text("2")
    clean(page)
    page.get_by_role("link", name="Mine clearance").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What documents tell, side by side")
    expect(page.locator(".clash")).to_contain_text("290")
    clean(page)
    page.go_back()
    page.get_by_role("button", name="Ask for a survey: Tarn Province").click()
    expect(page.get_by_text("survey asked for")).to_be_visible()
    page.get_by_role("link", name="Items and proposals").click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("Propose a confirmed area (CHA)")
    expect(page.get_by_text("read as 2", exact=True)).to_be_visible()
    clean(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= 390")
    with open_register(served.register) as register:
        waiting = [one.id for one in register.queue()]
    page.get_by_role("button", name="Write the hazard record").click()
    expect(page.get_by_label("What the claim rests on")).to_have_value("SYN-EV-1")
    with open_register(served.register) as register:
        assert waiting == [one.id for one in register.queue()], "nobody has looked at it yet"
    assert land(served) == before


def clean(page):
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
