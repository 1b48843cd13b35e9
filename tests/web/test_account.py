"""One's own account: password, second step, sessions, keys."""

import re
from pathlib import Path

import pyotp
import pytest
from litestar.testing import TestClient

from landrelease.web.app import application
from landrelease.web.book import now
from landrelease.web.conf import conf_of

PASSWORD = "four plain words here"
AXE = Path(__file__).with_name("axe.min.js")


def told(answer, kind="alert"):
    """What a page says of the deed."""
    found = re.search(rf'<div class="notice [a-z]+" role="{kind}">(.+?)</div>', answer.text, re.DOTALL)
    return re.findall("<p>(.+?)</p>", found[1]) if found else []


def secret_of(answer):
    return re.search(r'<span class="code">([A-Z2-7]{32})</span>', answer.text)[1]


def test_a_password_is_changed_by_who_knows_the_old_one_and_other_sessions_end(served, sign_in):
    mine, other = (sign_in("reader", login="changing") for _ in range(2))
    wrong = mine.post("/account/password", data={"old": "x", "new": "some other plain words"})
    assert (wrong.status_code, told(wrong)[0]) == (403, "password: this name and password do not open an account.")
    assert mine.post("/account/password", data={"old": PASSWORD, "new": "short"}).status_code == 403
    done = mine.post("/account/password", data={"old": PASSWORD, "new": "some other plain words"})
    assert told(mine.get(done.headers["location"]), "status") == [
        "The password is changed; every other session of yours has ended."
    ]
    assert (mine.get("/").status_code, other.get("/").status_code) == (200, 302)
    assert [one.what for one in served.accounts.audit.page(limit=1)] == ["password-changed"]


def test_a_second_step_is_set_up_by_a_code_renewed_and_ended_with_the_password(served, sign_in):
    client = sign_in("reviewer", login="stepping")
    assert client.post("/account/second-step", data={"password": "wrong"}).status_code == 403
    shown = client.post("/account/second-step", data={"password": PASSWORD})
    assert '<svg width="240"' in shown.text
    app = pyotp.TOTP(secret_of(shown))
    assert client.post("/account/second-step/confirm", data={"code": "000000"}).status_code == 403
    codes = client.post("/account/second-step/confirm", data={"code": app.now()})
    first = re.findall(r"(?:[a-z2-9]{5}-){3}[a-z2-9]{5}", codes.text)
    assert len(first) == 10
    assert "10 recovery codes are left" in client.get("/account/second-step").text
    begun = sign_in().post("/sign-in", data={"login": "stepping", "password": PASSWORD})
    assert begun.headers["location"].startswith("/sign-in/code")
    again = client.post("/account/second-step/codes", data={"password": PASSWORD})
    assert not set(first) & set(re.findall(r"(?:[a-z2-9]{5}-){3}[a-z2-9]{5}", again.text))
    assert client.post("/account/second-step/end", data={"password": "wrong"}).status_code == 403
    ended = client.post("/account/second-step/end", data={"password": PASSWORD})
    assert told(client.get(ended.headers["location"]), "status") == ["The second step is off."]
    assert not served.accounts.factors.has(served.account("reviewer", login="stepping").id)


def test_sessions_are_listed_and_ended_but_only_ones_own(served, sign_in):
    mine, other, stranger = (
        sign_in("reader", login="one"),
        sign_in("reader", login="one"),
        sign_in("reader", login="two"),
    )
    account = served.account("reader", login="one").id
    ids = [one.id for one in served.accounts.sessions.of(account, now=now())]
    assert other.get("/account/sessions").text.count('/end"') == 1
    assert [stranger.post(f"/account/sessions/{one}/end").status_code for one in ids] == [409, 409]
    assert mine.post("/account/sessions/end-others").headers["location"] == "/account/sessions?said=others"
    assert (mine.get("/").status_code, other.get("/").status_code) == (200, 302)


def test_a_key_is_shown_once_expires_within_a_year_and_can_be_revoked(served, sign_in):
    client = sign_in("information", login="keeper")
    wish = {"name": "QGIS", "scope": "propose", "days": "30", "password": PASSWORD}
    assert client.post("/account/keys", data=wish | {"password": "x"}).status_code == 403
    late = client.post("/account/keys", data=wish | {"days": "367"})
    assert (late.status_code, told(late)[0]) == (403, "days: a key lasts 1 to 366 days.")
    made = client.post("/account/keys", data=wish)
    token = re.search(r'value="(lr_[^"]+)"', made.text)[1]
    keyed = served.accounts.keys.look(token, now=now())
    assert (keyed.key.name, keyed.key.scope) == ("QGIS", frozenset({"read", "propose"}))
    assert token not in client.get("/account/keys").text
    assert sign_in("reader").post(f"/account/keys/{keyed.key.id}/revoke").status_code == 409
    client.post(f"/account/keys/{keyed.key.id}/revoke")
    assert served.accounts.keys.look(token, now=now()) is None


def test_the_last_way_in_cannot_be_taken_away(served, sign_in):
    client = sign_in("reader", login="linked")
    account = served.account("reader", login="linked").id
    served.accounts.identities.link(account, "https://sign-in.example", "s-1", now=now())
    assert "https://sign-in.example" in client.get("/account").text
    away = {"issuer": "https://sign-in.example", "subject": "s-1"}
    assert client.post("/account/unlink", data=away).status_code == 302
    assert client.post("/account/unlink", data=away).status_code == 409


@pytest.fixture
def strict(served):
    """The same application, where reviewers must have a second step."""
    app = application(conf_of(str(served.register), second_factor=frozenset({"reviewer"})), served.accounts)
    client = TestClient(app, base_url="http://localhost.local", raise_server_exceptions=False)
    client.follow_redirects = False
    return client


def test_roles_that_must_have_a_second_step_set_it_up_before_anything_else(served, strict):
    strict.cookies.set("session", served.token("reviewer", login="bound"))
    strict.get("/healthz")
    strict.headers["X-Token"] = strict.cookies["token"]
    assert (strict.get("/").headers["location"], strict.get("/account/second-step").status_code) == (
        "/account/second-step",
        200,
    )
    assert strict.post("/account/keys", data={}).status_code == 403
    app = pyotp.TOTP(secret_of(strict.post("/account/second-step", data={"password": PASSWORD})))
    strict.post("/account/second-step/confirm", data={"code": app.now()})
    assert strict.get("/").status_code == 200
    assert strict.post("/account/second-step/end", data={"password": PASSWORD}).status_code == 403


def test_a_key_of_an_account_without_the_second_step_that_it_must_have_opens_nothing(served, strict):
    account = served.account("reviewer", login="bound-with-a-key")
    token, _ = served.accounts.keys.make(account.id, "made before the rule", {"read"}, now=now())
    for address in ("/api/programme", "/ogc/collections", "/records/x"):
        answer = strict.get(address, headers={"Authorization": f"Bearer {token}", "Accept": "application/json"})
        assert (answer.status_code, "must have a second step" in answer.text) == (401, True), address
    begun = served.accounts.factors.begin(account.id)
    served.accounts.factors.confirm(account.id, pyotp.TOTP(begun.secret).now(), now=now())
    assert strict.get("/api/programme", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_somebody_without_the_second_step_that_they_must_have_is_told_what_strangers_are_told(served, strict):
    strict.cookies.set("session", served.token("reviewer", login="bound-on-layers"))
    assert strict.get("/ogc/collections").json()["collections"] == []
    assert strict.get("/ogc/collections/land/items").status_code == 404


def test_other_roles_need_no_second_step(served, strict):
    strict.cookies.set("session", served.token("reader", login="free"))
    assert strict.get("/").status_code == 200


@pytest.mark.browser
def test_somebody_sets_up_a_second_step_and_makes_a_key_with_a_browser(visit):
    page = visit("training", "/account/second-step", login="walking")
    page.get_by_label("Your password, once more").fill(PASSWORD)
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("img", name="Code to be read by the app").wait_for()
    secret = re.search(r"[A-Z2-7]{32}", page.inner_text("main"))[0]
    page.get_by_label("Code from the app").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("link", name="Keys").click()
    page.get_by_label("What for").fill("QGIS")
    page.get_by_label("Your password, once more").fill(PASSWORD)
    page.get_by_role("button", name="Make the key").click()
    assert page.get_by_label("Copy it into the program").input_value().startswith("lr_")
    for path in ("/account", "/account/second-step", "/account/sessions", "/account/keys"):
        page.goto(path)
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("axe.run()")
        assert [one["id"] for one in found["violations"]] == [], path
