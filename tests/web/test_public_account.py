"""What an account of the audience public is told where the programme publishes nothing, or with a delay."""

import datetime as dt
import itertools
import re
import shutil

import pytest
from litestar.testing import TestClient

from landrelease.accounts.account import Profile
from landrelease.accounts.opening import Accounts
from landrelease.accounts.origin import Origin
from landrelease.accounts.password import Cost
from landrelease.desk.opening import open_register
from landrelease.records.context import Setting
from landrelease.records.publications import Publication
from landrelease.web.app import application
from landrelease.web.book import now
from landrelease.web.conf import conf_of

EXACTLY = re.compile(r"[0-9][0-9.,  \N{NO-BREAK SPACE}]*(m²|ha|km²)")


@pytest.fixture
def public(sign_in):
    """Somebody who is signed in and reads as the public."""
    return sign_in("reader", audience="public")


def test_where_nothing_is_published_an_account_of_the_public_sees_no_land_and_no_figure(public):
    today = public.get("/").text
    assert not EXACTLY.search(today)
    assert "The programme publishes no figures." in today
    assert "No land yet" not in today
    assert public.get("/api/land").json()["features"] == []
    assert public.get("/ogc/collections/land/items").status_code == 404
    settings = public.get("/map/settings.json").json()
    assert settings["days"]["first"] == f"{settings['days']['day'][:7]}-01"
    assert public.get("/statement").status_code == 403


def test_donors_are_told_of_the_land_of_a_programme_that_publishes_nothing(sign_in):
    client = sign_in("reader", audience="donor")
    assert EXACTLY.search(client.get("/").text)
    sizes = [one["properties"]["area_m2"] for one in client.get("/api/land").json()["features"]]
    assert (len(sizes), [size % 10_000 for size in sizes if size is not None]) == (2, [0] * len(sizes))


@pytest.fixture(scope="module")
def delayed(example, tmp_path_factory):
    """Clients over a programme that publishes with so long a delay that nothing of its land is published yet."""
    register = tmp_path_factory.mktemp("delayed") / "d.register"
    shutil.copy(example, register)
    said = {"public.published": True, "public.delay_days": 3650}
    with open_register(register, acting="Ada Office") as one:
        ids = [one.append(Setting(key=key, value=value, from_="2020-01-01")) for key, value in said.items()]
    with open_register(register, acting="Bo Review") as other:
        other.accept(ids)
    conf = conf_of(str(register), requests_per_minute=1_000_000)
    with Accounts(conf.accounts, cost=Cost(rounds=1, memory_kib=8, lanes=1)) as accounts:
        app = application(conf, accounts)

        def client(audience):
            made = accounts.roster.add(Profile(audience, "A. Reader", frozenset({"reader"}), audience), now=now())
            accounts.passwords.set(made.id, "four plain words here", now=now())
            accounts.roster.put(made.id, "active", now=now())
            found = TestClient(app, base_url="http://localhost.local", raise_server_exceptions=False)
            found.cookies.set("session", accounts.signing.enter(made.id, Origin("127.0.0.1", "t"), now=now()).token)
            return found

        yield {name: client(name) for name in ("public", "partner")}
        app.state.jobs.close()


TILE = "/tiles/all/6/27/24.mvt"


def test_no_address_tells_the_public_of_newer_knowledge_than_the_delay_leaves(delayed):
    public, partner = delayed["public"], delayed["partner"]
    today = dt.datetime.now(dt.UTC).date().isoformat()
    assert partner.get(TILE).content
    for query in ("", f"?known_at={today}", "?known_at=9999-12-31", f"?as_of={today}&known_at={today}"):
        assert public.get(f"{TILE}{query}").content == b"", query
        assert public.get(f"/statement{query}").status_code == 403, query
        counts = public.get(f"/statement/count.json{query or '?'}&kind=settlement&by=year")
        assert [row["records"] for row in counts.json()["rows"]] == [0], query
    drawn = public.get("/api/land").json()["features"]
    assert [(one["geometry"], one["properties"]["area_m2"]) for one in drawn] == [(None, 0)] * 2
    assert not EXACTLY.search(public.get("/").text)
    assert public.get("/map/settings.json").json()["days"]["first"] == f"{today[:7]}-01"


def test_below_operators_all_moments_of_a_month_are_one(delayed):
    tile = lambda day: delayed["partner"].get(f"{TILE}?known_at={day}").content  # noqa: E731 - a word for this test
    assert tile("2021-02-02") == tile("2021-02-28") != tile("2022-02-28")
    refused = delayed["partner"].get("/api/statement?year=2020&known_at=2021-02-02")
    assert (refused.status_code, "for the knowledge of 2021-02-28" in refused.text) == (403, True)
    told = delayed["partner"].get("/api/statement?year=2020&known_at=2021-02-28")
    assert (told.status_code, told.json()["to"]) == (200, "2020-12-31"), told.text


def test_a_record_that_may_not_be_seen_answers_as_one_that_does_not_exist(served, public):
    hidden, invented = served.waiting(), "f" * 64
    answers = {}
    for name in (hidden, invented):
        found = [
            public.get(f"{way}/{name}{end}")
            for way, end in (("/records", ""), ("/records", "/file"), ("/api/records", ""))
        ]
        answers[name] = [(one.status_code, one.text.replace(name, "ID")) for one in found]
    assert [status for status, _text in answers[hidden]] == [404] * 3
    ours = [re.sub(r'value="[^"]{20,}"', "", text) for _status, text in answers[hidden]]
    assert ours == [re.sub(r'value="[^"]{20,}"', "", text) for _status, text in answers[invented]]
    assert "landrelease find" not in "".join(ours)


def test_the_public_is_told_of_no_record_that_came_after_the_delay(delayed):
    public, partner = delayed["public"], delayed["partner"]
    assert len(partner.get("/api/records").json()["records"]) == 100
    assert public.get("/api/records").json() == {"records": [], "next": None}
    known = partner.get("/api/records?kind=settlement").json()["records"][0]["id"]
    for way in (f"/records/{known}", f"/api/records/{known}"):
        assert (partner.get(way).status_code, public.get(way).status_code) == (200, 404)
    shown = f'href="/records/{known}"'
    assert shown in partner.get(f"/find?q={known}").text
    assert shown not in public.get(f"/find?q={known}").text


def test_below_operators_a_decision_on_a_record_that_may_not_be_seen_is_not_told(served, sign_in):
    partner, operator = sign_in("reader", audience="partner"), sign_in("reader", audience="operator")
    with open_register(served.register, acting="Ada Office") as register:
        hours = register.append(Setting(key="public.hours", value="8 to 16", from_="2020-01-01"))
    with open_register(served.register, acting="Bo Review") as register:
        accepted = register.accept([hours])[0]
        refused = register.decide([served.waiting()], "reject", "not read well")[0]
    assert [client.get(f"/api/records/{accepted}").status_code for client in (partner, operator)] == [200, 200]
    assert [client.get(f"/api/records/{refused}").status_code for client in (partner, operator)] == [404, 200]
    corrections = partner.get("/api/records?kind=correction").json()["records"]
    assert corrections
    for one in corrections:
        named = operator.get(f"/api/records/{one['record']['corrects']}").json()
        assert (one["state"], named["state"]) == ("accepted", "corrected")


def test_a_publication_is_told_to_those_for_whom_it_was_made(served, sign_in):
    made = [Publication(type="statement", title="Land", audience=audience) for audience in ("donor", "authority")]
    with open_register(served.register, acting="Ada Office") as register:
        donor, authority = register.append_all(made)
    with open_register(served.register, acting="Bo Review") as register:
        on_authority = register.accept([authority])[0]
        register.accept([donor])
    told = {
        audience: [
            sign_in("reader", audience=audience).get(f"/api/records/{one}").status_code == 200
            for one in (donor, authority, on_authority)
        ]
        for audience in ("public", "partner", "operator", "authority")
    }
    assert told == {
        "public": [False, False, False], "partner": [True, False, False], "operator": [True, False, True],
        "authority": [True, True, True],
    }  # fmt: skip


def test_below_operators_no_order_of_records_tells_when_they_came(sign_in):
    donor, partner = sign_in("reader", audience="donor"), sign_in("reader", audience="partner")
    pages, after = [], ""
    for _ in range(2):
        pages.append(partner.get(f"/api/records?kind=release&limit=4{after}").json())
        after = f"&after={pages[-1]['next']}"
    ids = [one["id"] for page in pages for one in page["records"]]
    assert (len(set(ids)), ids) == (8, sorted(ids))
    found = re.findall(r'<td><a href="/records/([0-9a-f]{64})"', partner.get("/find?q=release").text)
    assert (len(found) > 2, found) == (True, sorted(found))
    behind = donor.get("/statement/records?movement=closing&account=cleared&from=0001-01-01&to=2026-12-31").text
    rows = re.findall(r'<td>([^<]*)</td>\s*<td><a href="/records/([0-9a-f]{64})"', behind)
    months = [[one for _month, one in group] for _month, group in itertools.groupby(rows, key=lambda row: row[0])]
    assert max(map(len, months)) > 1
    assert months == [sorted(ids) for ids in months]


def test_below_operators_no_tag_tells_that_something_was_written(served, sign_in):
    clients = {name: sign_in("reader", audience=name) for name in ("partner", "operator")}

    def tags():
        return {name: client.get(TILE).headers["etag"] for name, client in clients.items()}

    before = tags()
    assert clients["partner"].get(TILE, headers={"If-None-Match": before["partner"]}).status_code == 304
    with open_register(served.register, acting="Ada Office") as register:
        register.append(Setting(key="public.hours", value="by night", from_="2020-01-01"))
    after = tags()
    assert {name: after[name] == before[name] for name in clients} == {"partner": True, "operator": False}


def test_below_operators_no_moment_tells_when_the_latest_record_came(served, sign_in, delayed):
    today = dt.datetime.now(dt.UTC).date().isoformat()
    with open_register(served.register) as register:
        here, last = register.today(), register.last_known()
    for audience, told in (("partner", here), ("operator", last)):
        client = sign_in("reader", audience=audience)
        assert client.get("/api/programme").json()["last_known"] == told
        statement = client.get("/api/statement").json()
        assert (statement["known_at"], statement["to"] if told == here else told) == (told, told)
    assert last[:13] not in sign_in("reader", audience="partner").get("/statement?year=all").text
    delay = dt.date.fromisoformat(delayed["public"].get("/api/programme").json()["last_known"])
    assert abs((dt.date.fromisoformat(today) - delay).days - 3650) <= 1
