"""Records that may be one event: laid side by side for those who may read of people, answered, taken back."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest

from landrelease.desk.opening import open_register
from landrelease.geometry.geojson import shape_of_wkt
from landrelease.records.casualties import Casualty

PLACE = "POINT (17.2 43.9)"


def plain(page: str) -> str:
    """What the main part of a page says."""
    main = page.partition("<main")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main.partition(">")[2])).split())


def person(source: str, date: str, **fields: Any) -> Casualty:
    place = shape_of_wkt(PLACE)
    said = {"category": "AP", "sex": "female", "age_group": "child", "outcome": "injured"}
    return Casualty(organisation=source, date=date, shape=place, **(said | fields))


@pytest.fixture
def two(served: Any) -> Callable[[str], tuple[str, str]]:
    """Write a girl down as a hospital and as a paper tell of her, accepted."""

    def made(date: str) -> tuple[str, str]:
        with open_register(served.register, acting="Clerk") as register:
            names = register.append_all([person("hospital", date), person("paper", date, outcome="killed")])
            register.accept(names, author="Somebody Else")
        return names[0], names[1]

    return made


def counted(served: Any, year: str) -> int:
    with open_register(served.register) as register:
        rows = register.count("casualty", by="year")
    return next((row["records"] for row in rows if row["year"] == year), 0)


def accept_all(served: Any, kind: str) -> None:
    with open_register(served.register, acting="Somebody Else") as register:
        register.accept([item.id for item in register.queue() if item.head.kind == kind])


def test_two_records_are_asked_about_joined_and_taken_apart_again(served, sign_in, two):
    first, second = two("2021-03-04")
    client = sign_in("information")
    page = plain(client.get("/review/duplicates").text)
    assert "Whether the person died injured killed" in page
    assert "For it: both on the same day" in page
    assert "Against it: one says injured, the other killed" in page
    (row,) = [one for one in client.get("/api/duplicates").json()["duplicates"] if one["first"] in {first, second}]
    assert (row["kind"], {row["first"], row["second"]}) == ("casualty", {first, second})
    sent = {"first": first, "second": second, "verdict": "same"}
    assert client.post("/review/duplicates", data=sent).status_code == 400
    done = client.post("/review/duplicates", data=sent | {"counts": second, "reason": "one girl"})
    assert "It is proposed" in plain(done.text)
    assert (counted(served, "2021"), "one girl" in plain(done.text)) == (2, True)
    accept_all(served, "match")
    assert counted(served, "2021") == 1
    (match,) = re.findall(r'name="match" value="(\w+)"', client.get("/review/duplicates").text)
    back = client.post("/review/duplicates/undo", data={"match": match, "reason": "two girls"})
    assert "Its withdrawal is proposed" in plain(back.text)
    accept_all(served, "withdrawal")
    assert counted(served, "2021") == 2


@pytest.mark.parametrize("role", ["liaison", "reader"])
def test_who_may_not_read_of_people_sees_and_says_nothing(served, sign_in, two, role):
    first, second = two("2020-03-04")
    client = sign_in(role)
    answer, rows = client.get("/review/duplicates"), client.get("/api/duplicates")
    assert first[:12] not in answer.text + rows.text
    assert (answer.status_code, rows.status_code) == ((403, 403) if role == "reader" else (200, 200))
    sent = {"first": first, "second": second, "verdict": "same", "reason": "guess"}
    assert client.post("/review/duplicates", data=sent).status_code in {403, 404}
    with open_register(served.register) as register:
        assert not [one for _, one in register.records(["match"]) if first in one.about]


def test_where_somebody_was_hurt_is_told_and_drawn_for_the_authority_alone(sign_in, two):
    first, _ = two("2018-03-04")
    told = {
        audience: [path for path in (f"/records/{first}", f"/review/{first}")
                   if "<svg" in client.get(path).text.partition("<main")[2]]
        for audience in ("authority", "quality", "operator")
        if (client := sign_in("operations", audience=audience, login=f"operations-{audience}"))
    }  # fmt: skip
    assert told == {"authority": [f"/records/{first}", f"/review/{first}"], "quality": [], "operator": []}


@pytest.mark.browser
def test_a_person_keeps_two_records_apart(visit, two):
    first, _ = two("2019-03-04")
    page = visit("reviewer", "/review/duplicates")
    asked = page.locator("section.sheet").filter(has=page.locator(f'input[value="{first}"]'))
    asked.locator("summary").click()
    asked.get_by_label("Why, without names").fill("Sisters.")
    asked.get_by_role("button", name="Keep them apart").click()
    page.wait_for_selector("text=It is proposed")
    assert page.locator(f'section.sheet input[value="{first}"]').count() == 0
    assert page.get_by_text("Sisters.").count() == 1
