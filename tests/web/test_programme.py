"""The pages of the programme: units, the gate, tasks, orders, papers, calendar and partners."""

import io
import re
from pathlib import Path

import icalendar
import pypdf
import pytest

from landrelease.desk.opening import open_register
from landrelease.records.tasking import Order

AXE = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")
DAY = "2025-08-10"
ALLOWED = {"action": "issue", "unit": "SYN-U-N1", "from": "2025-09-01", "to": "2025-09-30"}


def shown(html):
    """The words of the main part of a page."""
    main = re.search(r"<main.*?</main>", html, re.DOTALL).group()
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def text_of(pdf):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def everybody(client):
    """The people and equipment of the unit, as the form names them for an order that is allowed."""
    answer = client.get("/programme/tasks/SYN-T-07/order", params={**ALLOWED, "fill": "1"}).text
    return {name: re.search(rf'name="{name}" value="([^"]+)"', answer).group(1) for name in ("people", "assets")}


def orders(served):
    with open_register(served.register) as register:
        return [name for name, _ in register.records(["order"])]


def noted(served):
    return [entry.what for entry in served.accounts.audit.page()]


def test_the_first_page_says_what_is_ready_late_and_stopped(sign_in):
    words = shown(sign_in("operations").get("/programme", params={"on": DAY}).text)
    assert "53 Open tasks" in re.sub(r"(Open tasks) (\d+)", r"\2 \1", words)
    assert "3 / 12" in words
    assert "Action point SYN-ACT-1 176 Send the list of interpreters" in words
    assert "Task SYN-T-07 153 Nobody is ordered to it." in words


def test_a_unit_is_ready_on_one_day_and_not_on_another(sign_in):
    client = sign_in("operations")
    found = [
        re.search(r"SYN-U-W1 Unit W1 \(SYNTHETIC\) .{0,60}?([✓○] \w+( \w+)?)", shown(client.get(address).text)).group(1)
        for address in ("/programme/units?on=2025-05-01", "/programme/units?on=2026-01-01")
    ]
    assert found == ["✓ ready battle", "○ not ready"]


def test_a_day_that_is_none_is_refused(sign_in):
    answer = sign_in("operations").get("/programme/units?on=soon")
    assert (answer.status_code, "soon" in answer.text) == (400, True)


def test_each_cell_of_the_matrix_asks_the_gate(sign_in):
    client = sign_in("operations")
    html = client.get("/programme/accreditation", params={"on": DAY}).text
    cells = re.findall(r'href="(/programme/gate\?unit=SYN-U-N1&amp;[^"]+)">(?:<span[^>]*>(.)</span> )?(\w+)</a>', html)
    assert ("✓", "accredited") in [cell[1:] for cell in cells]
    address = next(cell[0] for cell in cells if cell[2] == "none").replace("&amp;", "&")
    assert "Not allowed" in shown(client.get(address).text)


def test_the_gate_names_each_reason_with_its_rule_and_record(sign_in):
    asked = {"unit": "SYN-U-N2", "activity": "manual-clearance", "from": "2025-09-01", "to": "2025-09-30"}
    html = sign_in("operations").get("/programme/gate", params=asked).text
    assert "Nobody accredited the unit for manual-clearance on 2025-09-01..2025-09-30." in html
    assert "Who searches for explosives must have been tested for it" in html
    assert re.search(r"applied for and not granted.*?/records/[0-9a-f]{64}", html, re.DOTALL)


@pytest.mark.parametrize(
    "wrong", [{"from": "soon"}, {"depth": "deep"}, {"area": "nowhere"}, {"from": "2025-02-01", "to": "2025-01-01"}]
)
def test_a_question_that_cannot_be_read_is_refused_on_the_page(sign_in, wrong):
    answer = sign_in("operations").get("/programme/gate", params={"unit": "SYN-U-N1", "activity": "bac", **wrong})
    assert (answer.status_code, "This cannot be asked" in answer.text) == (400, True)


def test_a_question_takes_from_a_task_what_is_not_said(sign_in):
    answer = sign_in("operations").get("/programme/gate", params={"unit": "SYN-U-N1", "task": "SYN-T-03"})
    assert 'value="2025-08-04"' in answer.text
    assert "The area lies in the territory of agreement SYN-AGR-N." in answer.text


def test_the_board_and_the_list_hold_the_same_tasks(sign_in):
    client = sign_in("operations")
    board, listed = (
        set(re.findall(r'/programme/tasks/(SYN-T-\d+)"', client.get("/programme/tasks", params=asked).text))
        for asked in ({"unit": "SYN-U-N1"}, {"unit": "SYN-U-N1", "view": "list"})
    )
    assert board == listed == {"SYN-T-01", "SYN-T-02", "SYN-T-03"}


def test_late_and_stopped_tasks_are_found(sign_in):
    client = sign_in("operations")
    late = client.get("/programme/tasks", params={"late": "1", "unit": "SYN-U-H1", "on": DAY, "view": "list"}).text
    assert re.findall(r'/programme/tasks/(SYN-T-\d+)"', late) == ["SYN-T-06"]
    assert "No tasks" in client.get("/programme/tasks", params={"stopped": "1", "on": DAY}).text


def test_a_task_tells_its_story_with_its_map(served, sign_in):
    html = sign_in("operations").get("/programme/tasks/SYN-T-03").text
    words = shown(html)
    assert "26 Feb 2025 ordered · SYN-U-N1 · planned → ordered" in words
    assert "4 Aug 2025 order changed · SYN-U-N1 synthetic-clerk · the rotation ended in mid-task" in words
    assert ("<svg" in html, "style=" in html, "1 : 2 000" in words.replace("\u202f", " ").replace("\xa0", " ")) == (
        True, False, True,
    )  # fmt: skip
    assert noted(served)[0] == "task-read"


def test_an_order_that_the_gate_refuses_is_not_written_and_every_reason_is_told(served, sign_in):
    before = orders(served)
    answer = sign_in("operations").post("/programme/tasks/SYN-T-07/order", data={**ALLOWED, "unit": "SYN-U-N2"})
    assert answer.status_code == 409
    assert "This order may not be given" in answer.text
    for reason in ("Nobody accredited the unit", "No rotation of the unit is on duty", "no people are named"):
        assert reason in answer.text
    assert orders(served) == before


def test_an_allowed_order_is_proposed_by_who_is_signed_in_and_waits_for_somebody_else(served, sign_in):
    client, before = sign_in("operations"), orders(served)
    form = {**ALLOWED, **everybody(client), "reason": "rain in six weeks", "author": "somebody-else"}
    answer = client.post("/programme/tasks/SYN-T-07/order", data=form)
    [name] = set(orders(served)) - set(before)
    assert (answer.status_code, answer.headers["location"]) == (302, f"/programme/tasks/SYN-T-07?proposed={name}")
    page = client.get(answer.headers["location"]).text
    assert "The order is proposed" in page
    assert "nobody ordered" in page
    with open_register(served.register, acting="Operations One") as register:
        order = dict(register.records(["order"]))[name]
        assert isinstance(order, Order)
        assert (order.unit, order.reason, order.author) == ("SYN-U-N1", "rain in six weeks", register.mine())
        assert [item.state for item in register.queue() if item.id == name] == ["proposed"]
    assert "order-proposed" in noted(served)


@pytest.mark.parametrize("role", ["reviewer", "liaison", "training", "information"])
def test_others_have_no_way_to_an_order(sign_in, role):
    client = sign_in(role, organisation="SYN-ORG-N")
    assert "Give an order" not in client.get("/programme/tasks/SYN-T-03").text
    assert client.post("/programme/tasks/SYN-T-03/order", data=ALLOWED).status_code == 403


def test_a_task_is_not_split_by_the_form(sign_in):
    answer = sign_in("operations").post("/programme/tasks/SYN-T-07/order", data={"action": "split"})
    assert (answer.status_code, "together with the records of the new tasks" in answer.text) == (400, True)


def test_the_dossier_is_shown_in_the_browser_in_the_languages_asked_for(served, sign_in):
    answer = sign_in("operations").get("/programme/tasks/SYN-T-03/dossier.pdf?lang=en&lang=fr")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'inline; filename="SYN-T-03-dossier.pdf"'
    text = text_of(answer.content)
    for words in ("Task dossier", "SYN-T-03", "SYN-U-N1", "Dossier de t", "Signatures"):
        assert words in text
    assert noted(served)[0] == "dossier-printed"


def test_a_paper_in_a_language_without_letters_is_refused(sign_in):
    answer = sign_in("operations").get("/programme/tasks/SYN-T-03/dossier.pdf?lang=xx")
    assert (answer.status_code, "no paper can be written in xx" in answer.text) == (400, True)


@pytest.mark.parametrize(("kind", "title"), [("completion", "Completion report"), ("handover", "Handover certificate")])
def test_a_certificate_is_printed_and_its_code_is_known_here(served, sign_in, kind, title):
    client = sign_in("operations")
    answer = client.get(f"/programme/tasks/SYN-T-01/{kind}.pdf?lang=en")
    code = re.search(r"LR1(-[A-Z2-7]{4}){5}", text_of(answer.content)).group()
    by_code = client.post("/programme/verify", files={"file": ("", b"")}, data={"code": code.lower()})
    by_file = client.post("/programme/verify", files={"file": ("a.pdf", answer.content)})
    for found in (by_code, by_file):
        assert "Genuine: it says what the records say today." in found.text
        assert f"{title} " in shown(found.text)
    assert noted(served)[:2] == ["paper-checked", "paper-checked"]
    assert noted(served)[2] == f"{kind}-printed"


def test_a_paper_of_others_is_only_said_to_be_genuine(sign_in):
    code = re.search(
        r"LR1(-[A-Z2-7]{4}){5}",
        text_of(sign_in("operations").get("/programme/tasks/SYN-T-01/completion.pdf?lang=en").content),
    ).group()
    other = sign_in("liaison", organisation="SYN-ORG-H")
    words = shown(other.post("/programme/verify", files={"file": ("", b"")}, data={"code": code}).text)
    assert ("Genuine" in words, "SYN-T-01" in words) == (True, False)


@pytest.mark.parametrize("paper", [b"%PDF-1.7 no paper of ours", b"{}", b""])
def test_a_file_that_is_no_paper_is_refused(sign_in, paper):
    answer = sign_in("operations").post("/programme/verify", files={"file": ("a.pdf", paper)})
    assert (answer.status_code, "This cannot be checked" in answer.text) == (400, True)


def test_an_invented_code_is_unknown(sign_in):
    code = "LR1-AAAA-BBBB-CCCC-DDDD-EEEE"
    answer = sign_in("operations").post("/programme/verify", files={"file": ("", b"")}, data={"code": code})
    assert "no records of this register ever gave this code" in answer.text


def test_a_task_without_a_completion_report_has_no_certificate(sign_in):
    answer = sign_in("operations").get("/programme/tasks/SYN-T-07/completion.pdf")
    assert (answer.status_code, "SYN-T-07 has no completion report" in answer.text) == (400, True)


def test_the_geopackage_of_a_task_is_a_file(sign_in):
    answer = sign_in("operations").get("/programme/tasks/SYN-T-03/dossier.gpkg")
    assert answer.content.startswith(b"SQLite format 3\0")
    assert answer.headers["content-disposition"] == 'attachment; filename="SYN-T-03-dossier.gpkg"'


def test_a_month_shows_what_begins_and_ends_and_the_file_holds_all_of_it(sign_in):
    client = sign_in("operations")
    words = shown(client.get("/programme/calendar?month=2025-03").text)
    assert "Mon 10 10 Mar 2025 Planned: task SYN-T-07" in words
    assert "Rotation SYN-ROT-N1A of SYN-U-N1 begins" in words
    assert "Planned" not in shown(client.get("/programme/calendar?month=2025-03&rotation=1").text)
    answer = client.get("/programme/calendar.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    titles = {str(event["summary"]) for event in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}
    assert {"Rotation SYN-ROT-N1A of SYN-U-N1 begins", "Due: Send the list of interpreters (SYN-ORG-N)"} <= titles


def test_a_month_that_is_none_is_refused(sign_in):
    assert sign_in("operations").get("/programme/calendar?month=2025-13").status_code == 400


def test_who_works_where_is_shown_with_a_drawing(sign_in):
    html = sign_in("operations").get("/programme/nearby", params={"on": DAY}).text
    assert re.findall(r'class="id" href="/programme/tasks/([^"]+)"', html) == ["SYN-T-03"]
    assert ('class="nearmap"' in html, "style=" in html) == (True, False)


def test_a_meeting_tells_what_was_decided_and_what_is_overdue(sign_in):
    client = sign_in("operations")
    assert "Send the list of interpreters" in client.get("/programme/meetings").text
    words = shown(client.get("/programme/meetings/SYN-MEET-1", params={"on": DAY}).text)
    assert "North and host clear mines, West clears battle areas" in words
    assert re.search(r"15 Feb 2025 Send the list of interpreters .*? overdue", words)


def test_shares_add_up_to_the_whole(sign_in):
    words = shown(sign_in("operations").get("/programme/shares?year=2025").text)
    assert re.findall(r"([\d.]+) %", words) == ["25.6", "22.3", "52.1", "100"]
    assert sign_in("operations").get("/programme/shares?year=soon").status_code == 400


def test_certificates_are_counted_by_their_state(sign_in):
    client = sign_in("training")
    words = [shown(client.get("/programme/training", params={"on": on}).text) for on in ("2025-05-01", "2026-11-26")]
    assert [re.search(r"valid (\d+)", one) is not None for one in words] == [True, False]
    assert re.search(r"expired \d+", words[1])


def test_agreements_stand_on_one_day_and_are_over_on_another(sign_in):
    client = sign_in("operations")
    said = [shown(client.get("/programme/agreements", params={"on": on}).text) for on in ("2025-05-01", "2026-05-01")]
    assert [("in force" in one, " over " in one) for one in said] == [(True, False), (False, True)]
    assert "1 version" in shown(client.get("/programme/agreements/SYN-AGR-N").text)


@pytest.mark.parametrize("address", ["tasks/T-0", "units/U-0", "meetings/M-0", "agreements/A-0", "documents/00"])
def test_what_there_is_not_is_not_found(sign_in, address):
    assert sign_in("operations").get(f"/programme/{address}").status_code == 404


def test_who_may_not_read_names_has_no_programme(sign_in):
    answer = sign_in("operations", audience="operator", login="low").get("/programme/units")
    assert (answer.status_code, "your account may not read" in answer.text) == (403, True)


PAGES = (
    "", "/units", "/units/SYN-U-N1", "/accreditation", "/gate?unit=SYN-U-N2&activity=bac&from=2025-05-01", "/training",
    "/tasks", "/tasks?view=list", "/tasks/SYN-T-03", "/tasks/SYN-T-07/order", "/calendar?month=2025-03", "/nearby",
    "/meetings", "/meetings/SYN-MEET-1", "/agreements", "/agreements/SYN-AGR-N", "/documents", "/shares", "/verify",
)  # fmt: skip


@pytest.mark.browser
def test_every_page_is_accessible_and_none_scrolls_sideways(visit):
    page = visit("operations", "/programme", width=390)
    wrong = []
    for address in PAGES:
        page.goto(f"/programme{address}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append((address, "wider than the screen"))
        page.evaluate(AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        wrong += [
            (address, one["id"], one["nodes"][0]["html"][:120])
            for one in found["violations"]
            if one["impact"] in {"serious", "critical"}
        ]
    assert wrong == []
