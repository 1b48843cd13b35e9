"""People: invitations, roles, territories, locks, links; the audit and its chain."""

import asyncio
import csv
import re
from pathlib import Path

import apsw
import pytest
from litestar.testing import TestClient

from landrelease.accounts.account import Profile
from landrelease.accounts.errors import BadValueError
from landrelease.accounts.opening import Accounts
from landrelease.accounts.origin import Origin
from landrelease.accounts.password import Cost
from landrelease.web.app import application
from landrelease.web.book import now
from landrelease.web.conf import conf_of
from landrelease.web.enrolment import ADMINISTRATOR, form_of, profile_of
from landrelease.web.sweeping import swept

AXE = Path(__file__).with_name("axe.min.js")
NOON = "2026-03-01T12:00:00.000Z"
AMELIE = {"login": "amelie", "name": "Amélie B.", "role:reviewer": "on", "area:SYN-D-1": "on"}


def alert(answer):
    found = re.search(r'role="alert">(.+?)</div>', answer.text, re.DOTALL)
    return re.findall("<p>(.+?)</p>", found[1])[0] if found else ""


def test_an_administrator_invites_somebody_by_a_link_that_is_shown_once(served, sign_in):
    client = sign_in("administrator")
    shown = client.post("/people/new", data=AMELIE)
    path = re.search(r'value="http://localhost.local(/welcome/[^"]+)"', shown.text)[1]
    account = served.accounts.roster.named("amelie")
    assert (account.roles, account.audience, account.territory, account.state) == (
        frozenset({"reviewer"}),
        "authority",
        ("SYN-D-1",),
        "invited",
    )
    assert path not in client.get(f"/people/{account.id}").text
    assert sign_in().post(path, data={"password": "some plain words of mine"}).headers["location"] == "/"
    assert served.accounts.roster.named("amelie").state == "active"
    assert [one.what for one in served.accounts.audit.page(limit=3)] == ["sign-in", "link-made", "account-invited"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"login": "AMELIE-2"}, "login: this name is taken."),
        ({"role:reviewer": None}, "roles: choose at least one role of the list."),
        ({"role:owner": "on"}, "roles: choose at least one role of the list."),
        (
            {"role:liaison": "on"},
            "organisation: a liaison sees the units of one organisation; say which.",
        ),
        (
            {"audience": "restricted"},
            "audience: restricted values are names and injuries of people; tick the box that says so.",
        ),
        ({"audience": "everything"}, "audience: there is no audience &#39;everything&#39;."),
    ],
)
def test_a_form_that_cannot_be_kept_comes_back_filled_in(served, sign_in, change, said):
    served.account("reader", login="amelie-2")
    form = {key: value for key, value in (AMELIE | {"login": "bertil"} | change).items() if value is not None}
    answer = sign_in("administrator").post("/people/new", data=form)
    assert (answer.status_code, alert(answer)) == (400, said)
    assert 'value="Amélie B."' in answer.text
    assert served.accounts.roster.named("bertil") is None


def test_restricted_values_are_for_those_of_whom_it_was_said(served, sign_in):
    form = AMELIE | {"login": "carla", "audience": "restricted", "restricted": "on"}
    sign_in("administrator").post("/people/new", data=form)
    assert served.accounts.roster.named("carla").audience == "restricted"


def test_what_an_administrator_changes_holds_from_the_next_page_on(served, sign_in):
    client, theirs = sign_in("administrator"), sign_in("reader", login="rising")
    account = served.account("reader", login="rising")
    assert theirs.get("/people").status_code == 403
    form = form_of(account) | {"role:director": "on", "audience": ""}
    assert client.post(f"/people/{account.id}", data=form).headers["location"] == f"/people/{account.id}?said=changed"
    assert theirs.get("/people").status_code == 200
    assert theirs.get(f"/people/{account.id}").status_code == 403, (
        "a director reads who may sign in, and changes nothing"
    )


def test_a_form_filled_in_from_an_account_changes_nothing(served):
    account = served.account("liaison", login="same", territory=("SYN-D-1", "SYN-D-2"), organisation="ORG-1")
    profile = Profile(**{name: getattr(account, name) for name in Profile.__struct_fields__})
    assert profile_of(form_of(account)) == profile


def test_a_locked_account_is_out_at_once_and_comes_back_when_opened(served, sign_in):
    client, theirs = sign_in("administrator"), sign_in("training", login="locked-out")
    account = served.account("training", login="locked-out").id
    assert client.post(f"/people/{account}/state", data={"state": "locked"}).status_code == 302
    assert theirs.get("/").status_code == 302
    assert client.post(f"/people/{account}/link").status_code == 400
    client.post(f"/people/{account}/state", data={"state": "active"})
    assert sign_in("training", login="locked-out").get("/").status_code == 200
    client.post(f"/people/{account}/state", data={"state": "closed"})
    assert client.post(f"/people/{account}/state", data={"state": "active"}).status_code == 400
    assert client.post(f"/people/{account}/state", data={"state": "invited"}).status_code == 400


def test_the_last_administrator_is_neither_locked_nor_demoted(served, sign_in):
    client = sign_in("administrator")
    mine = served.account("administrator")
    for deed, data in (("/state", {"state": "locked"}), ("/state", {"state": "closed"}), ("", AMELIE)):
        answer = client.post(f"/people/{mine.id}{deed}", data=data | {"login": "administrator"})
        assert (answer.status_code, alert(answer)) == (400, "account: nobody would be administrator any more.")
    served.account("administrator", login="second")
    assert client.post(f"/people/{mine.id}/state", data={"state": "locked"}).status_code == 302
    served.accounts.roster.put(mine.id, "active", now=now())
    served.accounts.roster.put(served.account("administrator", login="second").id, "closed", now=now())


def test_of_two_administrators_who_lock_each_other_one_stays(tmp_path):
    with Accounts(tmp_path / "x.accounts", cost=Cost(rounds=1, memory_kib=8, lanes=1)) as kept:
        profile = Profile("one", "One", frozenset({ADMINISTRATOR}))
        both = [kept.roster.add(profile, now=NOON), kept.roster.add(Profile("two", "Two", profile.roles), now=NOON)]
        for one in both:
            kept.passwords.set(one.id, "four plain words here", now=NOON)
            kept.roster.put(one.id, "active", now=NOON)
        kept.roster.put(both[0].id, "locked", keep=ADMINISTRATOR, now=NOON)
        with pytest.raises(BadValueError):
            kept.roster.put(both[1].id, "locked", keep=ADMINISTRATOR, now=NOON)
        with pytest.raises(BadValueError):
            kept.roster.change(both[1].id, Profile("two", "Two", frozenset({"reader"})), keep=ADMINISTRATOR, now=NOON)
        assert [one.login for one in kept.roster.all("active")] == ["two"]
        assert kept.roster.get(both[1].id).roles == {ADMINISTRATOR}


def test_sessions_second_step_and_identity_of_somebody_are_ended(served, sign_in):
    client, theirs = sign_in("administrator"), sign_in("operations", login="lost-phone")
    account = served.account("operations", login="lost-phone").id
    served.accounts.identities.link(account, "https://sign-in.example", "lost", now=now())
    assert "https://sign-in.example" in client.get(f"/people/{account}").text
    client.post(f"/people/{account}/unlink", data={"issuer": "https://sign-in.example", "subject": "lost"})
    assert served.accounts.identities.of(account) == []
    client.post(f"/people/{account}/second-step")
    client.post(f"/people/{account}/sessions")
    assert theirs.get("/").status_code == 302


def test_the_audit_is_filtered_by_account_deed_and_day(served, sign_in):
    client = sign_in("director")
    account = served.account("reader", login="watched").id
    for what, time in (("record-read", "2026-02-28T23:30:00.000Z"), ("land-exported", "2026-03-02T10:00:00.000Z")):
        served.accounts.audit.write(account, what, ["/records/{id}"], origin=Origin("192.0.2.7", ""), now=time)

    def shown(query):
        return re.findall(r'<span class="code">([a-z-]+)</span></td>', client.get(f"/people/audit?{query}").text)

    assert shown(f"account={account}") == ["land-exported", "record-read"]
    assert shown(f"account={account}&what=record-read") == ["record-read"]
    assert shown(f"account={account}&since=2026-03-02&until=2026-03-02") == ["land-exported"]
    assert shown(f"account={account}&until=2025-12-31") == []
    assert client.get("/people/audit?since=yesterday").status_code == 400
    table = list(csv.reader(client.get(f"/people/audit.csv?account={account}").text.splitlines()))
    assert [row[:1] + row[3:7] for row in table] == [
        ["number", "name", "what", "about", "network"],
        [table[1][0], "watched", "land-exported", "/records/{id}", "192.0.2.0/24"],
        [table[2][0], "watched", "record-read", "/records/{id}", "192.0.2.0/24"],
    ]
    assert served.accounts.audit.page(limit=1)[0].what == "audit-exported"


def test_a_name_that_a_spreadsheet_would_compute_is_written_as_text(served, sign_in):
    account = served.account("reader", login="=1+1").id
    served.accounts.audit.write(account, "record-read", now=now())
    table = csv.reader(sign_in("director").get(f"/people/audit.csv?account={account}").text.splitlines())
    assert [row[3] for row in table] == ["name", "'=1+1"]


def test_a_changed_row_is_shown_on_the_page(tmp_path, served):
    with Accounts(tmp_path / "x.accounts", cost=Cost(rounds=1, memory_kib=8, lanes=1)) as kept:
        for _ in range(3):
            kept.audit.write("", "record-read", now=NOON)
        assert kept.audit.verify() == []
        file = apsw.Connection(str(kept.path))
        for (name,) in list(file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")):
            file.execute(f"DROP TRIGGER {name}")
        file.execute("UPDATE audit SET what = 'nothing' WHERE seq = 2")
        file.close()
        account = kept.roster.add(Profile("director", "D", frozenset({"director"}), "authority"), now=NOON)
        kept.passwords.set(account.id, "four plain words here", now=NOON)
        kept.roster.put(account.id, "active", now=NOON)
        token = kept.signing.enter(account.id, Origin("127.0.0.1", ""), now=now()).token
        client = TestClient(application(conf_of(str(served.register)), kept), base_url="http://localhost.local")
        client.cookies.set("session", token)
        assert "The first row that does not fit is number 2." in client.get("/people/audit").text


def test_what_has_run_out_is_removed_when_the_process_starts(served):
    account = served.account("reader", login="long-ago").id
    link = served.accounts.links.make(account, "invitation", now="2020-01-01T00:00:00.000Z")

    async def begin_and_end():
        async with swept(served.app):
            pass

    asyncio.run(begin_and_end())
    assert served.accounts.links.look(link, now="2020-01-01T01:00:00.000Z") is None


@pytest.mark.browser
def test_an_administrator_invites_and_locks_with_a_browser(visit):
    page = visit("administrator", "/people")
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("Name", exact=True).fill("Dora D.")
    page.get_by_label("Name to sign in with").fill("dora")
    page.get_by_label("reader").check()
    page.get_by_role("button", name="Invite, and show the link").click()
    assert "/welcome/" in page.get_by_label("Link").input_value()
    page.get_by_role("link", name="To the account").click()
    page.get_by_role("button", name="Close for ever").click()
    page.get_by_role("button", name="Yes").click()
    page.get_by_text("The account is closed for ever").wait_for()
    paths = [page.url, "/people", "/people/new", "/people/audit"]
    for path in paths:
        page.goto(path)
        page.evaluate(AXE.read_text("utf-8"))
        assert [one["id"] for one in page.evaluate("axe.run()")["violations"]] == [], path
