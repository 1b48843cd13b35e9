"""The review desk: who sees what waits, who decides on it, what they are told, and two reviewers at once."""

import csv
import re
from collections.abc import Callable
from html import unescape
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import pytest
import shapely

from landrelease.desk.looking import admin_areas, land_of_areas
from landrelease.desk.opening import open_register

STATUSES: Final = {
    "suspected_m2": "Suspected hazard", "confirmed_m2": "Confirmed hazard", "cancelled_m2": "Cancelled",
    "reduced_m2": "Reduced", "cleared_m2": "Cleared",
}  # fmt: skip
COLUMNS: Final = ("record", "status", "date", "id", "organisation", "depth_m", "method", "wkt")


@pytest.fixture
def propose(served, tmp_path) -> Callable[..., list[str]]:
    """Import a small table as somebody in the field; gives the ids of the records."""

    def proposed(name: str, shapes: list[shapely.Geometry], author: str = "Field Office", **more: str) -> list[str]:
        path = tmp_path / f"{name}.csv"
        row = {"record": "release", "status": "cleared", "organisation": "SYN-ORG-A", "depth_m": "0.2"} | more
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, restval="")
            writer.writeheader()
            for n, shape in enumerate(shapes):
                day = f"2024-06-{n % 28 + 1:02d}"
                writer.writerow(
                    {"date": day, "id": f"{name}-{n}", "method": "manual-clearance", "wkt": shape.wkt} | row
                )
        return taken(served.register, path, author)

    return proposed


def taken(register: Path, path: Path, author: str) -> list[str]:
    with open_register(register, acting=author) as book:
        return book.import_files([path], crs="EPSG:4326")[0].ids


@pytest.fixture
def fields(served) -> list[shapely.Geometry]:
    """Boxes around pieces of hazards that are open now, one for each that is not a sliver, the largest last."""
    with open_register(served.register) as register:
        land = register.land()
    rows = zip(land.area_m2, land.geometry, land.status, strict=True)
    open_now = [(area, shape.envelope) for area, shape, status in rows if status == "suspected" and area > 100]
    return [shape for _, shape in sorted(open_now, key=itemgetter(0))]


def seen(text: str, name: str) -> str:
    """What the page would send for a record: its id, and what had been decided on it."""
    return unescape(re.findall(rf'name="seen" value="({name}:[^"]*)"', text)[0])


def plain(text: str) -> str:
    """The words of a page."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", text.partition("<main")[2], flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def figures(text: str, caption: str) -> list[list[str]]:
    """The rows of a table with a caption."""
    table = re.findall(rf"<caption>{caption}</caption>(.*?)</table>", text, re.DOTALL)
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", table[0], re.DOTALL) if table else []
    return [[unescape(cell) for cell in re.split(r"(?:</t[hd]>)(?:<td[^>]*>)?", row) if cell] for row in rows]


def count(register: Path) -> int:
    with open_register(register) as book:
        return book.store.count()


def states(register: Path) -> dict[str, str]:
    with open_register(register) as book:
        return {item.id: item.state for item in book.queue()}


def test_what_the_page_says_before_is_what_it_says_after(served, sign_in, propose, fields):
    [name] = propose("before", fields[:1])
    client = sign_in("reviewer")
    before = client.get(f"/review/{name}").text
    with open_register(served.register) as register:
        closing = register.statement().rows[0]["closing"]
    told = figures(before, "Land by status, all classes together")
    after = client.post("/review", data={"verdict": "accept", "seen": seen(before, name)}).text
    assert "1 record was accepted." in after
    shown = figures(after, "The books before and after")
    assert [row for row in shown if row in told] == told != []
    with open_register(served.register) as register:
        now = register.statement().rows[0]["closing"]
    assert [[row[0], row[1], row[3]] for row in told] == [
        [word, f"{round(closing[code]):,} m²", f"{round(now[code]):,} m²"]
        for code, word in STATUSES.items()
        if round(closing[code]) != round(now[code])
    ]


def test_a_record_that_was_decided_on_meanwhile_is_refused_with_who_and_when(served, sign_in, propose, fields):
    [name] = propose("twice", fields[1:2])
    anna, boris = sign_in("reviewer", login="anna", name="Anna Example"), sign_in("director", name="Boris Example")
    hers, his = anna.get(f"/review/{name}").text, boris.get(f"/review/{name}").text
    assert "Anna Example opened this record before you and is still looking at it." in plain(his)
    assert "is still looking at it" not in plain(hers)
    assert "Anna Example is looking" in plain(boris.get("/review").text)
    boris.post("/review", data={"verdict": "return", "reason": "Depth?", "seen": seen(his, name)})
    records = count(served.register)
    refused = anna.post("/review", data={"verdict": "accept", "seen": seen(hers, name)})
    assert re.search(
        r"Nothing was decided on 1 record\. twice-0 : Somebody else decided on this record after you opened it\. "
        r"Look at it again before you decide\. It was returned by Boris Example on \d+ \w+ \d{4} \d\d:\d\d\.",
        plain(refused.text),
    )
    assert (count(served.register), states(served.register)[name]) == (records, "returned")
    polled = anna.get(f"/review/{name}/claim", params={"seen": ""}).text
    assert "Meanwhile it was returned by Boris Example" in polled


def test_nobody_decides_on_their_own_record(served, sign_in, propose, fields):
    own, other = (propose(name, fields[2:3], author=name)[0] for name in ("Carla Example", "Field Office"))
    carla = sign_in("reviewer", login="carla", name="Carla Example")
    listed = carla.get("/review").text
    assert f'value="{own}:" disabled' in listed
    shown = carla.get(f"/review/{own}").text
    assert 'id="not-yours"' in shown
    assert 'id="deed"' not in shown
    answer = plain(carla.post("/review", data={"verdict": "accept", "seen": [f"{own}:", f"{other}:"]}).text)
    assert "1 record was accepted. Field Office-0" in answer
    assert "Carla Example-0 : This record is your own, and nobody decides on their own record." in answer
    assert states(served.register)[own] == "proposed"
    assert other not in states(served.register)


def test_who_answers_for_an_area_decides_on_what_lies_wholly_in_it(served, sign_in, propose):
    with open_register(served.register) as register:
        mine, other = (one.id for one in admin_areas(register)[:2])
        area = land_of_areas(register, [mine])
        elsewhere = land_of_areas(register, [other]).difference(area.buffer(0.01)).representative_point()
    inner = area.representative_point().buffer(0.0005)
    within, across, beyond = propose(
        "area", [inner, inner.union(elsewhere.buffer(0.0005)), elsewhere.buffer(0.0005)], depth_m="0.2"
    )
    client = sign_in("reviewer", login="local", territory=(mine,))
    listed = client.get("/review").text
    assert [name in listed for name in (within, across, beyond)] == [True, True, False]
    assert client.get(f"/review/{beyond}").status_code == 404
    assert "not wholly in the areas that you answer for" in plain(client.get(f"/review/{across}").text)
    sent = {"verdict": "accept", "seen": [f"{within}:", f"{across}:", f"{beyond}:"]}
    answer = plain(client.post("/review", data=sent).text)
    assert "1 record was accepted. area-0" in answer
    assert "area-1 : This record is not wholly in the areas that you answer for." in answer
    assert f"{beyond[:12]} : There is no such record, or it is not among those that you see." in answer
    assert {name: state for name, state in states(served.register).items() if name in sent["seen"][0]} == {}
    assert {across, beyond} <= set(states(served.register))


def test_a_liaison_sees_what_their_own_organisation_reports_and_decides_on_nothing(sign_in, propose, fields):
    [own] = propose("ours", fields[3:4], organisation="SYN-ORG-B")
    [other] = propose("theirs", fields[3:4], organisation="SYN-ORG-C")
    client = sign_in("liaison", organisation="SYN-ORG-B")
    assert own in (listed := client.get("/review").text)
    assert other not in listed
    assert client.get(f"/review/{other}").status_code == 404
    assert client.get(f"/review/{other}/claim").status_code == 404
    assert client.post(f"/review/{other}/comments", data={"text": "x"}).status_code == 404
    assert "Your roles do not include deciding." in plain(client.get(f"/review/{own}").text)
    assert client.post("/review", data={"verdict": "accept", "seen": f"{own}:"}).status_code == 403


def test_an_audience_that_sees_only_what_counts_sees_nothing_that_waits(sign_in, propose, fields):
    [name] = propose("early", fields[4:5])
    client = sign_in("operations", login="outside", audience="donor")
    assert name not in client.get("/review").text
    assert client.get(f"/review/{name}").status_code == 404
    assert "0 findings" in plain("<main" + client.get("/review/findings/list").text)


def test_the_list_is_narrowed_down(served, sign_in, propose, fields):
    good = propose("good", fields[5:6], author="Dora Example")
    bad = propose("bad", fields[6:7], author="Dora Example", date="2090-01-01")
    client = sign_in("reviewer")
    with open_register(served.register, acting="Dora Example") as register:
        dora = register.mine()
    listed = {
        query: {name for name in (*good, *bad) if name in client.get(f"/review?author={dora}&{query}").text}
        for query in (
            "",
            "errors=yes",
            "errors=no",
            "kind=hazard",
            "state=returned",
            "organisation=SYN-ORG-A",
            "area=no",
        )
    }
    both = {*good, *bad}
    assert listed == {
        "": both, "errors=yes": {*bad}, "errors=no": {*good}, "kind=hazard": set(), "state=returned": set(),
        "organisation=SYN-ORG-A": both, "area=no": set(),
    }  # fmt: skip
    assert "1 error" in plain(client.get(f"/review?author={dora}&errors=yes").text)


def test_what_was_accepted_is_taken_back_by_a_new_decision_and_the_land_is_as_before(served, sign_in, propose, fields):
    [name] = propose("undo", fields[7:8])
    client = sign_in("reviewer")

    def closing():
        with open_register(served.register) as register:
            return register.statement().rows[0]["closing"]

    before = closing()
    client.post("/review", data={"verdict": "accept", "seen": f"{name}:"})
    assert closing() != before
    page = client.get(f"/review/{name}").text
    assert "If this was wrong" in page
    answer = client.post("/review", data={"verdict": "reject", "reason": "Wrong field.", "seen": seen(page, name)})
    assert "1 record was rejected." in plain(answer.text)
    assert closing() == before
    assert "rejected by Reviewer One: Wrong field." in plain(client.get(f"/review/{name}").text)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"verdict": "return"}, "needs a reason"),
        ({"verdict": "burn", "reason": "x"}, "a decision accepts, returns or rejects"),
        ({"verdict": "accept", "seen": ""}, "no record was chosen"),
        ({"verdict": "accept", "seen": "zz:"}, "no record&#39;s id begins with"),
    ],
)
def test_a_decision_that_says_too_little_is_refused_and_changes_nothing(served, sign_in, sent, said):
    records = count(served.register)
    answer = sign_in("reviewer").post("/review", data={"seen": f"{served.waiting()}:"} | sent)
    assert answer.status_code in {400, 404}
    assert said in answer.text
    assert count(served.register) == records


def test_a_whole_list_is_decided_on_at_once_as_it_was_shown_but_for_ones_own(served, sign_in, propose, fields):
    names = propose("sheaf", [fields[25]] * 60, author="Sheaf One")
    own = propose("own", fields[26:27], author="Sheaf Two", organisation="SYN-ORG-S")
    theirs = propose("other", fields[27:29], organisation="SYN-ORG-S")
    client = sign_in("reviewer", login="sheaf", name="Sheaf Two")

    def whole(address: str) -> str:
        return re.findall(r'name="whole" value="(\w+)"', client.get(address).text)[0]

    with open_register(served.register, acting="Sheaf One") as register:
        first = f"/review?author={register.mine()}"
    sealed = whole(first)
    names += propose("late", fields[29:30], author="Sheaf One")
    refused = client.post(first, data={"verdict": "accept", "whole": sealed})
    assert (refused.status_code, "The list has changed since it was shown" in refused.text) == (400, True)
    answer = plain(client.post(first, data={"verdict": "accept", "whole": whole(first)}).text)
    assert "61 records were accepted. sheaf-0 , sheaf-1 ," in answer
    assert "sheaf-49 and 11 more" in answer
    with open_register(served.register) as register:
        decided = [name for name, one in register.records(["decision"]) if {*one.about} & {*names}]
    noted = [entry.about for entry in served.accounts.audit.page(limit=5) if entry.what == "record-accept"]
    assert noted[0] == tuple(decided)
    second = "/review?organisation=SYN-ORG-S"
    missing = client.post(second, data={"verdict": "reject", "whole": whole(second)})
    assert (missing.status_code, "needs a reason" in missing.text) == (400, True)
    client.post(second, data={"verdict": "reject", "whole": whole(second), "reason": "Not ours."})
    left = states(served.register)
    assert ([*map(left.get, names)], left[own[0]], [*map(left.get, theirs)]) == ([None] * 61, "proposed", [None] * 2)


def test_comments_are_read_by_the_others_and_are_no_part_of_the_register(served, sign_in, propose, fields):
    [name] = propose("talk", fields[8:9])
    records = count(served.register)
    said = sign_in("operations").post(f"/review/{name}/comments", data={"text": "The <north> edge?"})
    assert said.headers["location"] == f"/review/{name}#comments"
    assert "Operations One : The <north> edge?" in plain(sign_in("reviewer").get(f"/review/{name}").text)
    assert "1 comment" in plain(sign_in("reviewer").get("/review").text)
    assert count(served.register) == records


def test_a_decision_and_a_look_leave_a_line_each(served, sign_in, propose, fields):
    [name] = propose("audit", fields[9:10])
    client = sign_in("reviewer")
    client.get(f"/review/{name}")
    client.post("/review", data={"verdict": "reject", "reason": "No.", "seen": f"{name}:"})
    lines = [entry.what for entry in served.accounts.audit.page(limit=20) if name in entry.about]
    assert sorted(lines)[-2:] == ["record-read", "record-reject"]


def test_findings_are_listed_filtered_and_settled_apart(served, sign_in, propose, fields):
    [name] = propose("doubt", fields[10:11], author="Reviewer Two", depth_m="")
    client = sign_in("reviewer")

    def listed(who: Any, **query: str) -> str:
        return who.get("/review/findings/list", params={"record": name, **query}).text

    assert "Checking the whole register" in client.get("/review/findings").text
    found = re.findall(r'<li id="(f-[0-9a-f]{16})">.*?<span class="code">([\w-]+)</span>', listed(client), re.DOTALL)
    code, [chosen] = "cleared-without-depth", [one for one, code in found if code == "cleared-without-depth"]
    assert "The land was cleared to no stated depth." in plain("<main" + listed(client, code=code))
    author = sign_in("reviewer", login="two", name="Reviewer Two")
    assert "It is about a record of yours" in listed(author, code=code)
    refused = author.post(f"/review/findings/{chosen}", data={"reason": "It is fine."})
    assert (refused.status_code, "which is your own" in refused.text) == (403, True)
    assert client.post(f"/review/findings/{chosen}", data={"reason": " "}).status_code == 400
    answer = client.post(f"/review/findings/{chosen}", params={"record": name}, data={"reason": "Rock below."})
    assert "The finding is settled" in answer.text
    assert chosen not in listed(client)
    assert "Settled: Rock below." in plain("<main" + listed(client, settled="yes"))
    with open_register(served.register) as register:
        assert [one.settled for one in register.check() if one.id == chosen] == ["Rock below."]


def title(page: Any) -> str:
    """What the open record is called, once the page listens to keys."""
    page.wait_for_selector("#deed")
    page.wait_for_load_state("load")
    found: str = page.locator("#record-title").inner_text()
    return found


@pytest.mark.browser
def test_a_dozen_records_are_decided_on_with_the_keyboard(served, visit, propose, fields):
    names = propose("walk", [shape.buffer(0.0001).envelope for shape in fields[11:23]], author="Walker")
    with open_register(served.register, acting="Walker") as register:
        walker = register.mine()
    page = visit("reviewer", f"/review?author={walker}")
    page.keyboard.press("o")
    for reason in (*[None] * 5, "Which task?", None, "Entered twice"):
        before = title(page)
        if reason is None:
            page.keyboard.press("a")
        else:
            page.keyboard.press("r" if "task" in reason else "x")
            page.wait_for_selector("dialog[open]")
            page.keyboard.type(reason)
            page.keyboard.press("Enter")
        page.wait_for_function("before => document.querySelector('#record-title')?.textContent !== before", arg=before)
    title(page)
    page.keyboard.press("j")
    page.keyboard.press("Space")
    page.keyboard.press("j")
    page.keyboard.press("Space")
    assert page.locator(".rows input:checked").count() == 2
    page.keyboard.press("Shift+A")
    page.wait_for_selector("#told >> text=2 records were accepted.")
    left = states(served.register)
    assert [left.get(name, "decided") for name in names] == [
        *["decided"] * 5, "returned", "decided", "decided", "proposed", "decided", "decided", "proposed",
    ]  # fmt: skip
    with open_register(served.register) as register:
        assert register.verify() == []


@pytest.mark.browser
def test_a_finding_is_settled_in_place(visit, propose, fields):
    [name] = propose("place", fields[24:25], depth_m="")
    page = visit("reviewer", f"/review/findings?record={name}&code=cleared-without-depth")
    page.locator(".findings summary").click(timeout=60_000)
    page.get_by_label("Why it may stand").fill("Rock below.")
    page.get_by_role("button", name="Settle", exact=True).click()
    page.wait_for_selector("text=The finding is settled", timeout=60_000)
    assert page.locator(".findings > li").count() == 0
