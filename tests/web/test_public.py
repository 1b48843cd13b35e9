"""What the public sees: nothing until the programme publishes, and then nothing that is marked for others."""

import json
import re
import shutil
from pathlib import Path

import pytest
import shapely
from litestar.testing import TestClient

from landrelease.accounts.opening import Accounts
from landrelease.accounts.password import Cost
from landrelease.desk.opening import open_register
from landrelease.publish.notice import notice_of
from landrelease.records.context import Setting
from landrelease.records.kinds import kind_of
from landrelease.web.app import application
from landrelease.web.board import Board
from landrelease.web.conf import conf_of

AXE = Path(__file__).with_name("axe.min.js")
SAID = {
    "public.published": True,
    "public.hotline": "+00 123 (free)",
    "public.hours": "day and night",
    "public.layers": "land-open;land-released;figures;accidents;risk-education",
}
PUBLIC_KINDS = {"programme", "organisation", "admin_area", "settlement"}


def say(register, settings):
    """Put settings in force: one proposes, another accepts."""
    with open_register(register, acting="Ada Office") as one:
        ids = [one.append(Setting(key=key, value=value, from_="2020-01-01")) for key, value in settings.items()]
    with open_register(register, acting="Bo Review") as other:
        other.accept(ids)


@pytest.fixture(scope="module")
def published(example, tmp_path_factory):
    """A client over a register whose programme publishes, and whose board is made."""
    register = tmp_path_factory.mktemp("public") / "p.register"
    shutil.copy(example, register)
    say(register, SAID)
    conf = conf_of(str(register), requests_per_minute=1_000_000)
    with Accounts(conf.accounts, cost=Cost(rounds=1, memory_kib=8, lanes=1)) as accounts:
        app = application(conf, accounts)
        assert app.state.board.notice(patience_s=300) is not None
        client = TestClient(app, base_url="http://localhost.local", raise_server_exceptions=False)
        client.follow_redirects = False
        client.get("/healthz")
        client.headers["X-Token"] = client.cookies["token"]
        yield register, client


def test_until_the_programme_publishes_the_page_says_so_and_takes_no_report(sign_in):
    client = sign_in()
    page = client.get("/public/")
    assert (page.status_code, "The programme has not published anything." in page.text) == (200, True)
    assert client.get("/public/land.json").json() == {"type": "FeatureCollection", "features": []}
    assert "<form class" not in client.get("/public/report").text
    assert client.post("/public/report", data={"where": "by the mill", "seen": "a box"}).status_code == 403


def test_the_published_page_says_what_to_do_whom_to_call_and_what_it_does_not_promise(published):
    page = published[1].get("/public/").text
    for words in (
        "+00 123 (free)",
        "day and night",
        "Stop. Do not go nearer",
        "Land that is not shown here was not recorded",
    ):
        assert words in page
    assert re.search(r"<svg[^>]+viewBox", page)
    assert not re.search(r"\bsafe\b", page, re.IGNORECASE)
    assert '<td class="figure">–</td>' in page, "few accidents are not counted out"


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("es", "ltr"), ("ar", "rtl"), ("uk", "ltr")])
def test_the_page_is_in_the_language_of_the_browser(published, language, direction):
    page = published[1].get("/public/", headers={"Accept-Language": language})
    assert f'<html lang="{language}" dir="{direction}"' in page.text


def test_an_edition_is_kept_by_its_tag(published):
    client = published[1]
    for path in ("/public/", "/public/land.json"):
        first = client.get(path)
        assert "max-age=300" in first.headers["cache-control"]
        again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_open_land_is_shown_larger_than_it_is_and_released_land_apart_from_it(published):
    register, client = published
    found = client.get("/public/land.json").json()
    shown = {one["properties"]["group"]: shapely.from_geojson(json.dumps(one["geometry"])) for one in found["features"]}
    with open_register(register) as opened:
        parcels = opened.land()
        exact = shapely.union_all(parcels.geometry[[str(one) in {"suspected", "confirmed"} for one in parcels.status]])
    assert shown["open"].buffer(1e-9).covers(exact)
    assert not shown["open"].equals(exact)
    assert "released" not in shown or not shown["released"].intersects(shown["open"].buffer(-1e-9))


def test_land_and_the_figures_beside_it_name_one_size(published):
    register, client = published
    found = client.get("/public/land.json").json()
    with open_register(register) as opened:
        notice = notice_of(opened)
    total = dict(zip(notice.figures.columns, notice.figures.values[-1], strict=True))
    told = {one["properties"]["group"]: one["properties"]["area_m2"] for one in found["features"]}
    assert told == {group: total[group] * notice.unit_m2 for group in told}
    assert "open" in told


def secrets_of(register):
    """Every exact coordinate, id, hash and name of the register that is not itself public."""
    words, public = set(), set()
    with open_register(register) as opened:
        for identity, record in opened.records():
            words.add(identity)
            kind = kind_of(record)
            name = getattr(record, "name", None)
            if kind in PUBLIC_KINDS:
                public |= {name, record.id}
                continue
            words |= {one for one in (record.id, name, record.author, record.remarks) if one and len(one) > 3}
            shape = getattr(record, "shape", None)
            if shape is not None:
                words |= set(re.findall(r"-?\d+\.\d{5,}", bytes(shape.wgs84).decode()))
        words |= {record for (record,) in [(row,) for row in names(opened)]}
    return {one for one in words if one} - public


def names(opened):
    from landrelease.desk.persons import names_of  # noqa: PLC0415 - only here

    return names_of(opened.store).values()


STRANGERS = (
    "/public/",
    "/public/land.json",
    "/public/report",
    "/ogc/",
    "/ogc/collections",
    *(f"/ogc/collections/{layer}/items?limit=1000" for layer in ("land", "hazards", "ordnance", "accidents", "tasks")),
    "/api/openapi.json",
    "/sign-in",
)


def test_nothing_above_public_leaves_the_house(published):
    register, client = published
    secrets = secrets_of(register)
    assert len(secrets) > 1000
    for path in STRANGERS:
        told = set(re.findall(r"[\w.+-]+(?:-[\w.]+)*", client.get(path).text))
        text = client.get(path).text
        assert told & {one for one in secrets if re.fullmatch(r"[\w.+-]+", one)} == set(), path
        assert [one for one in secrets if " " in one and one in text] == [], path


def test_the_board_shows_a_new_edition_after_a_change_and_nothing_after_a_withdrawal(published):
    register, client = published
    before = client.get("/public/land.json").headers["etag"]
    say(register, {"public.hours": "by day"})
    assert client.app.state.board.notice(patience_s=300)[1].rules.hours == "by day"
    assert client.get("/public/land.json").headers["etag"] != before
    say(register, {"public.published": False})
    assert "has not published anything" in client.get("/public/").text
    say(register, SAID)
    assert client.app.state.board.notice(patience_s=300)[1].rules.hours == "day and night"


def test_a_register_without_a_programme_publishes_nothing(tmp_path):
    from landrelease.desk.opening import init  # noqa: PLC0415 - only here

    with init(tmp_path / "x.register", id="X", name="X", country="BIH") as register:
        assert (notice_of(register).rules.published, notice_of(register).land) == (False, ())


def kept(register):
    """Identities of all records."""
    with open_register(register) as opened:
        return {identity for identity, _ in opened.records()}


def test_a_report_enters_the_queue_as_a_request_with_a_sealed_contact(published):
    register, client = published
    before = kept(register)
    form = {"where": "44.5 N 18.25 E", "seen": "a grey box, half buried", "contact": "Zora, +387 61 000 000"}
    answer = client.post("/public/report", data=form)
    assert (answer.status_code, "Thank you." in answer.text) == (200, True)
    with open_register(register) as opened:
        new = {identity: one for identity, one in opened.records() if identity not in before}
        waiting = {one.id for one in opened.queue()} & set(new)
    (request,) = (one for one in new.values() if kind_of(one) == "request")
    (person,) = (one for one in new.values() if kind_of(one) == "person" and "contact" in one.sealed)
    assert [kind_of(new[identity]) for identity in waiting if new[identity] is request] == ["request"]
    assert (request.activity, request.reason) == ("nts", "reported by the public")
    assert request.remarks == f"a grey box, half buried\n44.5 N 18.25 E\n{person.id}"
    assert json.loads(bytes(request.shape.wgs84)) == {"type": "Point", "coordinates": [18.25, 44.5]}
    assert (person.contact, list(person.sealed)) == (None, ["contact"])
    assert "Zora" not in str(new)


def test_words_for_a_place_stay_words(published):
    register, client = published
    before = kept(register)
    client.post("/public/report", data={"where": "behind the old mill", "seen": "wire"})
    with open_register(register) as opened:
        new = [one for identity, one in opened.records() if identity not in before]
    assert [(one.shape, one.remarks) for one in new] == [(None, "wire\nbehind the old mill")]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"where": "", "seen": "a box"}, 400),
        ({"where": "here", "seen": ""}, 400),
        ({"where": "here", "seen": "x" * 2001}, 400),
        ({"where": "here", "seen": "x" * 20_000}, 413),
        ({"where": "here", "seen": "buy now", "website": "https://spam.example"}, 200),
    ],
)
def test_empty_endless_and_mechanical_reports_enter_nothing(published, form, status):
    register, client = published
    before = kept(register)
    assert client.post("/public/report", data=form).status_code == status
    assert kept(register) == before


def test_one_network_reports_no_more_than_a_few_times_an_hour(published):
    client = published[1]
    form = {"where": "by the mill", "seen": "a box"}
    said = [client.post("/public/report", data=form).status_code for _ in range(6)]
    assert said[-1] == 429
    assert len([one for one in said if one == 200]) <= 5


@pytest.mark.browser
def test_the_public_page_has_no_serious_fault(visit, served):
    assert served
    page = visit(path="/public/")
    page.evaluate(AXE.read_text("utf-8"))
    assert [one["id"] for one in page.evaluate("axe.run()")["violations"]] == []


def test_a_number_to_call_is_not_turned_round_where_one_writes_from_right_to_left(published):
    _register, client = published
    text = client.get("/public/", headers={"accept-language": "ar"}).text
    assert ('dir="rtl"' in text, "<bdi>+00 123 (free)</bdi>" in text) == (True, True)


def test_the_tag_of_an_edition_tells_of_nothing_that_is_not_published(published):
    register = published[0]
    before = Board(str(register)).notice(patience_s=300)
    with open_register(register, acting="Ada Office") as one:
        one.append(Setting(key="public.hours", value="by night", from_="2020-01-01"))
    after = Board(str(register)).notice(patience_s=300)
    assert (before.state == after.state, before.tag == after.tag) == (False, True)
