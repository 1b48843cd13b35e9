"""A contributor sees its own units, tasks and agreements, and nothing of another; a territory shows its own tasks."""

import io
import re
from typing import NamedTuple

import apsw
import pypdf
import pytest

from landrelease.desk.looking import admin_areas
from landrelease.desk.opening import open_register
from landrelease.desk.orders import known_whole
from landrelease.desk.views import EVER
from landrelease.programme.findings import cases_of
from landrelease.programme.roll import plain
from landrelease.records.kinds import PROGRAMME_KINDS

CONTRIBUTORS = ("SYN-ORG-N", "SYN-ORG-H", "SYN-ORG-W")
ONE_BY_ONE = (CONTRIBUTORS[0], *(pytest.param(name, marks=pytest.mark.slow) for name in CONTRIBUTORS[1:]))
"""One of them always, the others in the long run."""


OF_SEVERAL = {"takeover", "handover", "resolution"}
"""Kinds of record that several contributors were a party of, and that name them all."""


class Own(NamedTuple):
    """What belongs to one contributor, by what can be read of it."""

    units: set[str]
    tasks: set[str]
    words: set[str]


@pytest.fixture(scope="module")
def belongings(served):
    """Of each contributor: units, tasks, and every id by which anything of it could be told."""
    with open_register(served.register) as register:
        roll = known_whole(register.store, EVER).roll
        found = {}
        for organisation in CONTRIBUTORS:
            units = {plain(one.record.id) for one in roll.all("unit") if one.record.organisation == organisation}
            tasks = {case.id for case in cases_of(roll) if case.unit in units}
            kinds = ("rotation", "asset", "accreditation", "order")
            mine = [one for one in roll.all(*kinds) if plain(one.record.unit) in units]
            agreements = [one for one in roll.all("agreement") if organisation in one.record.parties]
            terms = {plain(one.record.id) for one in roll.all("rotation") if plain(one.record.unit) in units}
            members = [
                one
                for one in roll.all("member")
                if {plain(one.record.unit), plain(one.record.rotation)} & (units | terms)
            ]
            people = {plain(one.record.person) for one in members}
            certificates = [one for one in roll.all("certificate") if one.record.person in people]
            facts = [*mine, *members, *agreements, *certificates]
            names = {
                one.record.name
                for one in roll.all("unit", "organisation")
                if plain(one.record.id) in {*units, organisation}
            }
            ids = {plain(one.record.id) for one in facts} | {one.id[:12] for one in facts}
            found[organisation] = Own(units, tasks, ({organisation} | units | tasks | people | ids | names) - {""})
    return found


def addresses(own: Own):
    yield from ("", "?on=2025-08-10", "/units?on=2025-05-01", "/accreditation?on=2025-05-01", "/training?on=2025-05-01")
    yield from (
        "/tasks",
        "/tasks?view=list&on=2025-05-01",
        "/nearby?on=2025-03-20",
        "/meetings",
        "/meetings/SYN-MEET-1",
    )
    yield from ("/agreements", "/documents", "/shares?year=2025", "/calendar.ics", "/gate")
    yield from (f"/calendar?month=2025-{month:02}" for month in (3, 5, 12))
    for unit in own.units:
        yield f"/units/{unit}?on=2025-05-01"
        yield f"/gate?unit={unit}&activity=manual-clearance&from=2025-05-01&to=2025-05-02"
    for task in sorted(own.tasks)[:2]:
        yield from (f"/tasks/{task}", f"/gate?unit={min(own.units)}&task={task}", f"/tasks/{task}/dossier.pdf?lang=en")
        yield from (f"/tasks/{task}/dossier.gpkg", f"/tasks/{task}/completion.pdf?lang=en")


def readable(answer):
    """Everything that can be read in an answer."""
    if answer.headers["content-type"] == "application/pdf":
        file = pypdf.PdfReader(io.BytesIO(answer.content))
        inside = [data.decode() for many in file.attachments.values() for data in many]
        return "\n".join([*(page.extract_text() for page in file.pages), *inside])
    if answer.content.startswith(b"SQLite format 3"):
        database = apsw.Connection(":memory:")
        database.deserialize("main", answer.content)
        names = [row[0] for row in database.execute("select name from sqlite_master where type = 'table'")]
        rows = "\n".join(str(row) for name in names for row in database.execute(f'select * from "{name}"'))
        database.close()
        return rows
    return answer.text


@pytest.mark.parametrize("organisation", ONE_BY_ONE)
def test_nothing_of_another_contributor_is_in_any_page_or_paper(belongings, sign_in, organisation):
    client, own = sign_in("liaison", organisation=organisation), belongings[organisation]
    foreign = {word for name, other in belongings.items() if name != organisation for word in other.words} - own.words
    assert len(foreign) > 100, organisation
    pattern = re.compile("|".join(rf"(?<![\w-]){re.escape(word)}(?!\w)" for word in sorted(foreign, key=len)[::-1]))
    leaks, seen = [], set()
    for address in addresses(own):
        answer = client.get(f"/programme{address}")
        text = readable(answer)
        leaks += [(address, word) for word in sorted(set(pattern.findall(text)))]
        seen |= {word for word in own.units | own.tasks if word in text} if answer.status_code == 200 else set()
    assert leaks == []
    assert seen == own.units | own.tasks


def programs(own: Own):
    """Addresses for programs, and the records of the kinds that are somebody's own."""
    yield from ("/api/units?on=2025-05-01", "/api/tasks", "/api/meetings", "/api/agreements", "/api/training", "/")
    yield from ("/ogc/collections/tasks/items?limit=1000", "/map/layers/tasks", "/map/layers/units")
    yield from (f"/api/records?limit=500&kind={kind}" for kind in sorted(PROGRAMME_KINDS - OF_SEVERAL))
    yield from (f"/statement/count.json?kind={kind}&by={by}" for kind, by in (("order", "unit"), ("member", "person")))
    for task in sorted(own.tasks)[:2]:
        yield from (f"/api/tasks/{task}", f"/api/gate?unit={min(own.units)}&activity=bac&from=2025-05-01")


@pytest.mark.parametrize("organisation", ONE_BY_ONE)
def test_nothing_of_another_contributor_is_told_to_programs(belongings, sign_in, organisation):
    client, own = sign_in("liaison", organisation=organisation), belongings[organisation]
    foreign = {word for name, other in belongings.items() if name != organisation for word in other.words} - own.words
    leaks, seen = [], set()
    for address in programs(own):
        answer = client.get(address)
        words = set(re.findall(r"[\w-]+", answer.text))
        leaks += [(address, word) for word in sorted(words & foreign)]
        seen |= words & (own.units | own.tasks)
    assert leaks == []
    assert seen == own.units | own.tasks


@pytest.mark.parametrize("organisation", ONE_BY_ONE)
def test_what_is_anothers_is_answered_like_what_there_is_not(belongings, sign_in, organisation):
    client = sign_in("liaison", organisation=organisation)
    mine = min(belongings[organisation].units)
    others = [own for name, own in belongings.items() if name != organisation]
    units = [unit for own in others for unit in sorted(own.units)]
    tasks = [task for own in others for task in sorted(own.tasks)[:2]]
    asked = [*(f"units/{unit}" for unit in units), *(f"gate?unit={unit}&activity=bac" for unit in units)]
    asked += [f"gate?unit={mine}&task={task}" for task in tasks]
    papers = ("", "/dossier.pdf", "/dossier.gpkg", "/completion.pdf", "/handover.pdf")
    asked += [f"tasks/{task}{paper}" for task in tasks for paper in papers]
    found = {client.get(f"/programme/{address}").status_code for address in asked}
    assert found == {404}


def test_a_liaison_without_an_organisation_sees_nothing(sign_in):
    words = sign_in("liaison").get("/programme/units?on=2025-05-01").text
    assert ("SYN-" in words, "No unit that you may see" in words) == (False, True)


def test_names_of_persons_are_for_the_authority(sign_in):
    assert "synthetic-clerk" in sign_in("operations").get("/programme/tasks/SYN-T-03").text
    assert "synthetic-clerk" not in sign_in("liaison", organisation="SYN-ORG-N").get("/programme/tasks/SYN-T-03").text


def test_a_liaison_hears_that_an_inspection_passed_and_not_what_quality_wrote(sign_in):
    operations = sign_in("operations").get("/programme/units/SYN-U-N1?on=2025-05-01").text
    liaison = sign_in("liaison", organisation="SYN-ORG-N").get("/programme/units/SYN-U-N1?on=2025-05-01").text
    assert ("Nonconformities" in operations, "Nonconformities" in liaison) == (True, False)
    assert re.search(r"SYN-T-01</a></td><td>passed", liaison)


def test_files_of_another_contributor_are_neither_listed_nor_given(served, belongings, sign_in, tmp_path):
    files = {}
    with open_register(served.register, acting="Boris") as register:
        tasks = {one.id: name for name, one in register.records(["task"])}
        for organisation in CONTRIBUTORS[:2]:
            path = tmp_path / f"{organisation}.html"
            path.write_text(f"<script>{organisation}</script>")
            files[organisation] = register.attach(path, [tasks[min(belongings[organisation].tasks)]])
    for organisation, name in files.items():
        client = sign_in("liaison", organisation=organisation)
        [other] = set(files.values()) - {name}
        listed = client.get("/programme/documents").text
        assert (name in listed, other in listed) == (True, False)
        assert client.get(f"/programme/documents/{other}").status_code == 404
        answer = client.get(f"/programme/documents/{name}")
        assert answer.headers["content-disposition"] == f'attachment; filename="document-{name[:12]}"'
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.text == f"<script>{organisation}</script>"
    everything = sign_in("operations").get("/programme/documents").text
    assert all(name in everything for name in files.values())


def test_tasks_outside_the_land_of_somebody_are_not_shown(served, sign_in):
    client = sign_in("operations")
    whole = set(re.findall(r"SYN-T-\d+", client.get("/programme/tasks?view=list").text))
    with open_register(served.register) as register:
        areas = [area.id for area in admin_areas(register)]
    shown = {}
    for area in areas:
        there = sign_in("operations", territory=(area,), login=f"operations-{area}")
        shown[area] = set(re.findall(r"SYN-T-\d+", there.get("/programme/tasks?view=list").text))
    part, mine = max(((area, tasks) for area, tasks in shown.items() if tasks < whole), key=lambda one: len(one[1]))
    there = sign_in("operations", territory=(part,), login=f"operations-{part}")
    away = min(whole - mine)
    assert 0 < len(mine) < len(whole)
    assert {there.get(f"/programme/tasks/{task}").status_code for task in (min(mine), away)} == {200, 404}
    assert there.get(f"/programme/tasks/{away}/dossier.pdf").status_code == 404
    assert there.post(f"/programme/tasks/{away}/order", data={"action": "issue"}).status_code == 404
    for address in ("", "/tasks", "/calendar?month=2025-03", "/calendar.ics", "/nearby?on=2025-08-10"):
        assert set(re.findall(r"SYN-T-\d+", there.get(f"/programme{address}").text)) <= mine, address
