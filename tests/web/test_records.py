"""One record whole, its files, and search by text: what is shown to whom, and what is noted."""

import re

import pytest

from landrelease.desk.opening import open_register
from landrelease.records.finds import Accident
from landrelease.records.land import Hazard

SECRET = "the mill behind the two poplars"
SCRIPT = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture(scope="module")
def hazard(served) -> str:
    """A hazard with a name that donors may not read, accepted, with a file."""
    with open_register(served.register, acting="Clerk") as register:
        name = register.append(Hazard(id="H-secret", status="suspected", date="2024-05-17", name=SECRET))
        path = served.register.parent / "page.html"
        path.write_bytes(SCRIPT)
        register.attach(path, [name], caption="A page")
        register.by("Chief").accept([name])
    return name


def attachment_of(served, name: str) -> str:
    with open_register(served.register) as register:
        seqs = [link.source_seq for link in register.store.links_to([name]) if link.how == "about"]
        heads = register.store.heads(kinds=["attachment"], seqs=seqs)
        return register.store.id_of([heads[0].seq])[heads[0].seq]


def test_a_record_is_shown_whole_to_the_authority(sign_in, hazard):
    text = sign_in("reviewer").get(f"/records/{hazard[:16]}").text
    for said in ("H-secret", SECRET, "accepted", "Clerk", "Chief", "A page", hazard, "suspected"):
        assert said in text
    assert re.search(r"<h1>Hazardous area H-secret</h1>", text)


def test_a_donor_reads_what_donors_may_read(sign_in, hazard):
    text = sign_in("reader").get(f"/records/{hazard}").text
    assert "H-secret" in text
    for hidden in (SECRET, "Clerk", "Chief", "A page", "17 May 2024", "2024-05-17"):
        assert hidden not in text
    assert "Files" not in text


def test_a_shape_is_drawn_for_those_who_read_positions_alone(served, sign_in):
    path = f"/records/{served.record('release', 'SYN-R-0923')}"
    whole, donor = sign_in("liaison").get(path).text, sign_in("reader").get(path).text
    assert ("<svg" in whole, "<svg" in donor) == (True, False)
    assert ("40.0066" in whole, "40.0066" in donor) == (True, False)
    assert "Show on the map" not in donor


def test_what_waits_is_nobodys_public_statement(served, sign_in):
    with open_register(served.register, acting="Clerk") as register:
        name = register.append(Hazard(id="H-waits", status="suspected", date="2024-05-17"))
    assert sign_in("reader").get(f"/records/{name}").status_code == 404
    assert "waits for a decision" in sign_in("liaison").get(f"/records/{name}").text


def test_an_id_that_nothing_begins_with_is_not_there(sign_in):
    assert sign_in("reviewer").get("/records/ffffffffffffffffffff").status_code == 404


def test_nobody_at_a_browser_is_sent_to_the_command_line(sign_in):
    told = [sign_in("director").get(f"/api/{place}/zzz").text for place in ("records", "programme/tasks")]
    assert ["no record of this id" in told[0], *("`landrelease" in one for one in told)] == [
        True,
        False,
        False,
    ]


def test_a_file_is_saved_and_never_opened_as_a_page(served, sign_in, hazard):
    path = f"/records/{attachment_of(served, hazard)}/file"
    answer = sign_in("reviewer").get(path)
    assert (answer.content, answer.headers["content-type"]) == (SCRIPT, "application/octet-stream")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''page.html"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert served.accounts.audit.page()[0].what == "file-read"
    assert sign_in("reader").get(path).status_code == 403
    assert sign_in("reviewer").get(f"/records/{hazard}/file").status_code == 404


def test_files_about_accidents_are_for_the_authority(served, sign_in):
    with open_register(served.register, acting="Clerk") as register:
        name = register.append(Accident(id="A-file", date="2024-05-17", accident_type="civilian"))
        path = served.register.parent / "wound.jpg"
        path.write_bytes(b"\xff\xd8picture")
        register.attach(path, [name])
    file = f"/records/{attachment_of(served, name)}/file"
    clients = [sign_in("liaison"), sign_in("operations", audience="quality"), sign_in("reviewer")]
    assert [client.get(file).status_code for client in clients] == [404, 403, 200]


def test_reading_of_an_accident_is_noted_and_of_a_settlement_is_not(served, sign_in):
    client = sign_in("reviewer")
    with open_register(served.register) as register:
        heads = {kind: register.store.heads(kinds=[kind])[0].seq for kind in ("accident", "settlement")}
        names = {kind: register.store.id_of([seq])[seq] for kind, seq in heads.items()}
    client.get(f"/records/{names['accident']}")
    noted = served.accounts.audit.page()[0]
    assert (noted.what, list(noted.about)) == ("record-read", [names["accident"]])
    client.get(f"/records/{names['settlement']}")
    assert served.accounts.audit.page()[0].seq == noted.seq


def test_search_finds_by_what_may_be_read_and_tells_nothing_else(sign_in, hazard):
    found = {role: f"/records/{hazard}" in sign_in(role).get("/find", params={"q": SECRET}).text
             for role in ("reviewer", "liaison", "reader")}  # fmt: skip
    assert found == {"reviewer": True, "liaison": True, "reader": False}
    assert f"/records/{hazard}" in sign_in("reader").get("/find?q=H-secret").text
    assert f"/records/{hazard}" in sign_in("reader").get(f"/find?q={hazard[:10]}").text


def test_search_says_where_it_stopped_and_where_there_is_nothing(sign_in):
    client = sign_in("reviewer")
    assert "The first 200 records." in client.get("/find?q=SYN").text
    assert "10 records." in client.get("/find?q=SYN-T-03").text
    assert "Nothing was found" in client.get("/find?q=no+such+words").text
    assert "Nothing was found" not in client.get("/find").text
    assert "&lt;b&gt;" in client.get("/find?q=<b>").text


def test_who_is_confined_reads_no_record_of_land_elsewhere(served, sign_in):
    path = f"/records/{served.record('release', 'SYN-R-0923')}"
    outside = sign_in("reviewer", territory=("no-such-area",))
    assert outside.get(path).status_code == 404
    assert "Nothing was found" in outside.get("/find?q=SYN-R-0923").text


def test_findings_come_after_the_page(served, sign_in):
    path = f"/records/{served.record('release', 'SYN-R-0923')}"
    client = sign_in("reviewer")
    assert f'hx-get="{path}/findings"' in client.get(path).text
    assert "The record of cleared land lacks task." in client.get(f"{path}/findings").text
    assert "hx-get" not in sign_in("reader").get(path).text
    assert sign_in("reader").get(f"{path}/findings").status_code == 403
