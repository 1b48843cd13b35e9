"""Signing in and out, invitations, and the language."""

import re

import pytest
from litestar.testing import TestClient

from landrelease.accounts.opening import Accounts
from landrelease.web.app import application
from landrelease.web.conf import conf_of
from landrelease.web.serving import Door, lines

PASSWORD = "four plain words here"


def test_a_stranger_is_led_to_the_sign_in_and_back(served, sign_in):
    client = sign_in()
    served.account("reviewer")
    assert client.get("/?day=1").headers["location"] == "/sign-in?next=%2F%3Fday%3D1"
    answer = client.post("/sign-in", data={"login": "REVIEWER", "password": PASSWORD, "next": "/?day=1"})
    assert (answer.status_code, answer.headers["location"]) == (302, "/?day=1")
    assert "Reviewer One" in client.get("/").text


def test_a_wrong_password_says_nothing_about_the_name(served, sign_in):
    client = sign_in()
    served.account("reviewer")
    said = [
        re.findall(r'role="alert">(.+?)</div>', client.post("/sign-in", data={"login": login, "password": "x"}).text)
        for login in ("reviewer", "nobody-of-that-name")
    ]
    assert said[0] == said[1] != []


def test_signing_out_ends_the_session_on_the_server(sign_in):
    client = sign_in("reader")
    token = client.cookies["session"]
    assert client.get("/").status_code == 200
    client.post("/sign-out")
    client.cookies.set("session", token)
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("goal", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example"])
def test_nobody_is_led_elsewhere(served, sign_in, goal):
    served.account("reader")
    answer = sign_in().post("/sign-in", data={"login": "reader", "password": PASSWORD, "next": goal})
    assert answer.headers["location"] == "/"


def test_a_deed_without_the_token_of_our_page_is_refused(sign_in):
    client = sign_in("reader")
    del client.headers["X-Token"]
    assert client.post("/sign-out").status_code == 403


def test_the_first_administrator_begins_by_a_link_that_works_once(tmp_path):
    with Accounts(tmp_path / "empty.accounts") as accounts:
        first, second = (list(lines(accounts, Door(port=8040)))[-1] for _ in range(2))
    assert first != second
    assert re.fullmatch(r"http://127\.0\.0\.1:8040/welcome/[\w-]{40,}", second)


def test_a_link_asks_for_a_password_and_opens_once(served, sign_in):
    account = served.account("director", login="new-director")
    link = served.accounts.links.make(account.id, "invitation", now="2026-11-26T00:00:00.000Z")
    client = sign_in()
    assert "new-director" in client.get(f"/welcome/{link}").text
    assert client.post(f"/welcome/{link}", data={"password": "short"}).status_code == 403
    answer = client.post(f"/welcome/{link}", data={"password": "another four plain words"})
    assert answer.headers["location"] == "/"
    assert sign_in().get(f"/welcome/{link}").status_code == 404


def test_who_listens_on_the_network_without_tls_is_warned(tmp_path):
    with Accounts(tmp_path / "empty.accounts") as accounts:
        said = list(lines(accounts, Door(host="0.0.0.0", port=8040)))
    assert any(line.startswith("Beware: without --tls-cert") for line in said)


def test_a_chosen_language_stays(sign_in):
    client = sign_in("reader")
    assert client.post("/language", data={"language": "fr", "next": "/"}).status_code == 302
    assert '<html lang="fr" dir="ltr"' in client.get("/").text


def test_every_answer_bears_the_headers_of_defence(sign_in):
    client = sign_in()
    for path in ("/healthz", "/sign-in", "/no/such/page", "/"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff", path


@pytest.mark.browser
def test_people_sign_in_with_a_browser(visit, served):
    served.account("operations")
    page = visit(path="/sign-in")
    page.get_by_label("Name to sign in with").fill("operations")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    assert page.get_by_role("heading", level=1).inner_text() == "Today"


def test_who_asks_too_much_is_refused_and_others_are_not(served):
    app = application(conf_of(str(served.register), requests_per_minute=3), served.accounts)
    statuses = []
    for role in ("reader", "reviewer"):
        client = TestClient(app, base_url="http://localhost.local")
        client.cookies.set("session", served.token(role))
        statuses.append([client.get("/healthz").status_code for _ in range(5)])
    assert statuses == [[200, 200, 200, 429, 429]] * 2
