"""Who may do what: the programme's intent, written out by hand, against what the application answers."""

import base64
import io
import itertools
import re
import runpy
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, NamedTuple

import msgspec
import pytest
import shapely
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.testing import TestClient

from landrelease.desk.looking import admin_areas, land_of_areas
from landrelease.desk.opening import open_register
from landrelease.geometry.geojson import geometry_of, shape_of_wkt
from landrelease.records.codes import AUDIENCES
from landrelease.records.finds import Accident
from landrelease.records.land import Hazard
from landrelease.records.tasking import Task
from landrelease.web.actor import SCOPES, SEATED, Actor
from landrelease.web.book import now
from landrelease.web.guard import permitted
from landrelease.web.policy import PERMISSIONS, ROLES, may
from landrelease.web.territory import answerable, land_of, seen

example_of: Final = runpy.run_path(str(Path(__file__).with_name("addresses.py")))["example_of"]
ALL: Final = "administrator information reviewer operations training liaison director reader"
ROLES_OF: Final = {
    "anybody": f"stranger {ALL}",
    "self": ALL,
    "account.own": ALL,
    "account.second": ALL,
    "land.read": ALL,
    "record.read": ALL,
    "queue.read": "information reviewer operations training liaison director",
    "record.propose": "information reviewer operations training liaison",
    "file.import": "information reviewer operations training liaison",
    "record.decide": "reviewer director",
    "record.comment": "information reviewer operations training liaison director",
    "finding.read": "information reviewer operations training liaison director",
    "finding.settle": "information reviewer director",
    "programme.read": "information reviewer operations training liaison director",
    "evidence.read": "information reviewer operations director",
    "evidence.add": "information operations director",
    "task.order": "operations director",
    "product.export": "information reviewer operations training liaison director reader",
    "account.administer": "administrator",
    "audit.read": "administrator director",
}
"""What the programme means: who may do each deed."""
SCOPE_OF: Final = {
    "anybody": "read",
    "self": "read",
    "account.own": "seated",
    "account.second": "seated",
    "land.read": "read",
    "record.read": "read",
    "queue.read": "read",
    "record.propose": "propose",
    "file.import": "propose",
    "record.decide": "decide",
    "record.comment": "propose",
    "finding.read": "read",
    "finding.settle": "propose",
    "programme.read": "read",
    "evidence.read": "read",
    "evidence.add": "propose",
    "task.order": "propose",
    "product.export": "read",
    "account.administer": "seated",
    "audit.read": "read",
}
"""What a key must at least be made for; ``seated``: no key does it."""
SCOPES_WITH: Final = {"read": "read", "propose": "read propose", "decide": "read propose decide"}
PARTS: Final = 4
"""Parts of a long test, so that several processes may share it."""
BY_SECRET: Final = {"anybody", "account.own", "account.second"}
"""Deeds for which a secret is asked; a wrong one is refused like a deed that is not theirs."""
REACHES: Final = ("-", "all", "part", "sums", "one")
"""What a route tells those who are confined to an area, as `routes.txt` explains it."""


class Row(NamedTuple):
    """A line of the table."""

    deed: str
    lowest: str
    reach: str
    method: str
    path: str


def table() -> list[Row]:
    """The lines of `routes.txt`."""
    found, deed = [], ""
    for line in Path(__file__).with_name("routes.txt").read_text("utf-8").splitlines():
        if line and not line.startswith(("#", " ")):
            deed = line
        elif line.startswith(" "):
            found.append(Row(deed, *line.split()))
    return found


TABLE: Final = table()
DEED_OF: Final = {(row.method, row.path): row.deed for row in TABLE}


def routes(app: Any) -> Iterator[tuple[str, str, Any]]:
    """Method, address and handler of every route; what a browser asks by HEAD and OPTIONS goes with GET."""
    for route in app.routes:
        for handler in getattr(route, "route_handlers", [getattr(route, "route_handler", None)]):
            for method in sorted(handler.http_methods - {"HEAD", "OPTIONS"}):
                yield method, route.path, handler


def stranger(served: Any) -> TestClient:
    found = TestClient(served.app, base_url="http://localhost.local", raise_server_exceptions=False)
    found.follow_redirects = False
    return found


def asked(client: TestClient, row: Row, address: str, **more: Any) -> Any:
    """The answer of a route to a request without anything in it."""
    return client.request(row.method, address, data={} if row.method != "GET" else None, **more)


def refused(answer: Any) -> bool:
    """Whether the guard turned somebody away; what a handler then says of empty forms and odd ids is another matter."""
    if answer.status_code == 401 or answer.headers.get("location", "").startswith("/sign-in?next="):
        return True
    return answer.status_code == 403 and "Your roles do not include this" in answer.text


def test_every_deed_of_the_policy_is_written_out_here():
    assert set(ROLES_OF) == set(SCOPE_OF) == set(PERMISSIONS)
    assert set(ALL.split()) == set(ROLES)
    assert set(SCOPES_WITH) == set(SCOPES)


def test_no_route_is_written_out_twice_and_every_word_of_the_table_is_known():
    assert [one for one, count in Counter((row.method, row.path) for row in TABLE).items() if count > 1] == []
    assert {row.deed for row in TABLE} <= set(ROLES_OF)
    assert {row.lowest for row in TABLE} <= set(AUDIENCES)
    assert {row.reach for row in TABLE} <= set(REACHES)


def test_every_route_is_written_out_here_and_no_other(served):
    found = {(method, path) for method, path, _ in routes(served.app)}
    assert found - set(DEED_OF) == set(), "routes without a line in routes.txt"
    assert set(DEED_OF) - found == set(), "lines in routes.txt without a route"


def test_the_guard_decides_every_route_for_every_role_and_scope_as_the_table_does(served):
    wrong = []
    for method, path, handler in routes(served.app):
        deed = DEED_OF[method, path]
        for role, scopes in itertools.product(["stranger", *ALL.split()], [*SCOPES_WITH.values(), "seated"]):
            held = {*SCOPES, SEATED} if scopes == "seated" else set(scopes.split())
            known = {} if role == "stranger" else {"account": "a1", "roles": frozenset({role})}
            expected = role in ROLES_OF[deed].split() and SCOPE_OF[deed] in held
            if passes(handler, Actor(**known, scopes=frozenset(held))) != expected:
                wrong.append((method, path, role, scopes))
    assert wrong == []


@pytest.mark.parametrize("role", ["", *ALL.split()])
def test_whoever_may_not_is_turned_away_by_the_route_itself(served, sign_in, role):
    client, wrong = sign_in(role), []
    for row in TABLE:
        if (role or "stranger") not in ROLES_OF[row.deed].split():
            answer = asked(client, row, example_of(row.path, served))
            wrong += [] if refused(answer) else [(row.method, row.path, answer.status_code)]
    assert wrong == []


def test_a_key_that_was_made_for_less_or_sent_as_a_password_is_turned_away_by_the_route_itself(served):
    everything, wrong = {"roles": frozenset(ROLES), "audience": "authority", "login": "keyed"}, []
    account = served.account("director", **everything)
    keys = {scope: served.accounts.keys.make(account.id, scope, {scope}, now=now())[0] for scope in SCOPES}
    for scope, way, row in itertools.product(SCOPES, ("Bearer", "Basic"), TABLE):
        held = SCOPES_WITH["read" if way == "Basic" else scope].split()
        if SCOPE_OF[row.deed] not in held:
            told = base64.b64encode(f"x:{keys[scope]}".encode()).decode() if way == "Basic" else keys[scope]
            answer = asked(
                stranger(served), row, example_of(row.path, served), headers={"Authorization": f"{way} {told}"}
            )
            wrong += [] if refused(answer) else [(scope, way, row.method, row.path, answer.status_code)]
    assert wrong == []


@pytest.mark.parametrize("part", range(PARTS))
def test_every_route_answers_from_its_lowest_audience_on(served, sign_in, part):
    """Each route as somebody who may, by turns of the roles: at its lowest audience, and just below it."""
    wrong = []
    for at, row in enumerate(TABLE[part::PARTS]):
        roles = [role for role in ROLES_OF[row.deed].split() if role != "stranger"]
        role, lowest = roles[at % len(roles)], AUDIENCES.index(row.lowest)
        for audience in AUDIENCES[max(0, lowest - 1) : lowest + 1]:
            client = sign_in(role, audience=audience, organisation="SYN-ORG-N", login=f"{role}-{audience}")
            answer = asked(client, row, PLAIN_OF.get(row.path) or example_of(row.path, served))
            kept_out = refused(answer) or (answer.status_code == 403 and row.deed not in BY_SECRET)
            told = answer.status_code < 500 and not kept_out
            if told != (audience == row.lowest):
                wrong.append((row.method, row.path, role, audience, answer.status_code))
    assert wrong == []


def passes(handler: Any, actor: Actor) -> bool:
    """Whether the guard of the application lets somebody through."""
    try:
        permitted(SimpleNamespace(user=actor), handler)
    except (NotAuthorizedException, PermissionDeniedException):
        return False
    return True


LAND: Final = """
    role           territory   within        across        beyond        nowhere
    reviewer       whole       see,decide    see,decide    see,decide    see,decide
    reviewer       area        see,decide    see           -             see
    director       whole       see,decide    see,decide    see,decide    see,decide
    director       area        see,decide    see           -             see
    information    whole       see           see           see           see
    information    area        see           see           -             see
    operations     area        see           see           -             see
    training       area        see           see           -             see
    liaison        area        see           see           -             see
    reader         area        see           see           -             see
    administrator  area        see           see           -             see
"""
"""Who sees and who decides on a thing that lies within their area, across its edge, beyond it, or nowhere."""


def test_a_territory_says_what_is_seen_and_what_is_decided(served):
    with open_register(served.register) as register:
        mine, other = (one.id for one in admin_areas(register)[:2])
        area = land_of_areas(register, [mine])
        far = land_of_areas(register, [other]).difference(area.buffer(0.01)).representative_point()
        inner = area.representative_point()
        things = [inner, inner.buffer(0.001).union(far.buffer(0.001)), far, None]
        said = [["role", "territory", "within", "across", "beyond", "nowhere"]]
        for role, where in (line.split()[:2] for line in LAND.strip().splitlines()[1:]):
            territory = (mine,) if where == "area" else ()
            actor = Actor("a1", roles=frozenset({role}), territory=territory, scopes=frozenset({*SCOPES, SEATED}))
            land = land_of(register, actor)
            sees = seen(land, things)
            decides = [may(actor, "record.decide") and answerable(land, thing) for thing in things]
            cells = [
                ",".join(word for word, yes in (("see", saw), ("decide", decided)) if yes) or "-"
                for saw, decided in zip(sees, decides, strict=True)
            ]
            said.append([role, where, *cells])
    assert said == [line.split() for line in LAND.strip().splitlines()]


def test_an_area_that_was_never_drawn_shows_nothing_with_a_place(served):
    with open_register(served.register) as register:
        land = land_of(register, Actor("a1", territory=("no-such-area",)))
        inner = land_of_areas(register, [admin_areas(register)[0].id]).representative_point()
    assert (seen(land, [inner, None]).tolist(), answerable(land, inner)) == ([False, True], False)


# ---- an area, through every route ----


class Ground(NamedTuple):
    """
    An area of the example programme, with something in it and beyond it of each sort that routes speak of.

    ``words`` are the ids of all that lies beyond it.
    """

    area: str
    within: dict[str, str]
    beyond: dict[str, str]
    words: frozenset[bytes]

    def told(self, answer: Any) -> set[bytes]:
        """The ids in an answer of what lies beyond the area; what is packed is unpacked first."""
        return set(re.findall(rb"[\w-]+", unpacked(answer.content))) & self.words


def unpacked(data: bytes) -> bytes:
    """The files in a ZIP one behind the other; anything else as it is."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())


SORTS: Final = {
    "waiting": ("/review/{name:str}", "/review/{name:str}/claim", "/review/{name:str}/comments"),
    "hazard": (
        "/records/{name:str}", "/records/{name:str}/findings", "/api/records/{name:str}", "/enter/correct/{name:str}",
        "/enter/withdraw/{name:str}", "/enter/attach/{name:str}", "/enter/sent/{name:str}",
        "/ogc/collections/{layer:str}/items/{feature:str}",
    ),
    "file": ("/records/{name:str}/file", "/programme/documents/{name:str}"),
    "point": ("/map/explain", "/api/explain"),
}  # fmt: skip
"""Which sort of thing the example of a route is; tasks where nothing is said."""
LISTS_OF: Final = {
    "/api/records": "/api/records?limit=500&kind=hazard",
    "/api/land": "/api/land?limit=10000",
    "/api/findings": "/api/findings?limit=1000",
    "/ogc/collections/{layer:str}/items": "/ogc/collections/hazards/items?limit=10000",
    "/find": "/find?q=SYN-O-00",
    "/map/search": "/map/search?q=SYN-T-",
    "/map/layers/{name:str}": "/map/layers/ordnance",
    "/programme/calendar": "/programme/calendar?month=2025-03",
    "/statement/records": "/statement/records?movement=newly_suspected&to=2026-01-01",
    "/map/print": "/map/print?lon=-24.98903&lat=40.00689&scale=100000",
    "/api/statement": "/api/statement?year=2025&by=admin",
}
"""Addresses of lists that tell much."""
PLAIN_OF: Final = {"/map/layers/{name:str}": "/map/layers/settlements"}
"""Examples for the lowest audience, where most of a route is for higher ones."""
ELSEWHERE: Final = {"account.own", "account.second", "account.administer", "audit.read"}
"""Deeds that have to do with accounts and not with land."""


@pytest.fixture(scope="module")
def ground(served, tmp_path_factory):
    """The first area of the programme; reports that wait and files are added, one of each in it and one beyond it."""
    with open_register(served.register, acting="Clerk") as register:
        area = admin_areas(register)[0].id
        land = land_of_areas(register, [area])
        kinds = ("hazard", "task", "ordnance", "survey", "release", "accident")
        things = [(name, one, geometry_of([one.shape])[0]) for name, one in register.records(kinds) if one.shape]
        sides: tuple[dict[str, str], dict[str, str]] = ({}, {})
        for at, side in enumerate(sides):
            lies = [one for one in things if one[2].intersects(land) == (at == 0)]
            name, hazard, shape = next(one for one in lies if isinstance(one[1], Hazard))
            path = tmp_path_factory.mktemp("files") / f"sketch-{at}.txt"
            path.write_text("as drawn")
            middle = shapely.point_on_surface(shape)
            side["hazard"], side["point"] = name, f"lon={middle.x}&lat={middle.y}"
            side["task"] = next(one.id for _, one, _ in lies if isinstance(one, Task))
            side["file"] = register.attach(path, [name])
            told = {"date": "2020-02-02", "killed": 1, "shape": shape_of_wkt(middle.wkt)}
            twice = register.append_all([Accident(organisation=source, **told) for source in ("police", "paper")])
            register.accept(twice, author="Somebody Else")
            side["twice"] = twice[0]
            side["waiting"] = register.append(msgspec.structs.replace(hazard, id=f"SYN-W-{at}", origin=None))
        mine, others = (
            {word for name, one, shape in things if shape.intersects(land) == near for word in (name, one.id)}
            for near in (True, False)
        )
    added = {sides[1][name] for name in ("waiting", "file", "twice")}
    return Ground(area, *sides, frozenset(map(str.encode, others - mine | added)))


def example_in(row: Row, side: dict[str, str]) -> str:
    """The address of a route that speaks of one thing of a side."""
    sort = next((sort for sort, paths in SORTS.items() if row.path in paths), "task")
    if sort == "point":
        return f"{row.path}?{side['point']}"
    path = row.path.replace("{layer:str}", "hazards")
    return re.sub(r"\{\w+:str\}", side[sort], path)


def confined(sign_in: Any, ground: Ground, row: Row) -> Any:
    """Two clients of somebody who may: one sees the whole programme, one an area of it."""
    role = next(one for one in ("director", "operations") if one in ROLES_OF[row.deed].split())
    here = {"audience": "authority", "territory": (ground.area,), "login": f"{role}-here"}
    return sign_in(role), sign_in(role, **here)


@pytest.mark.parametrize(
    "row", [row for row in TABLE if row.reach == "one"], ids=lambda row: f"{row.method} {row.path}"
)
def test_of_one_thing_that_lies_elsewhere_an_area_is_told_nothing(sign_in, ground, row):
    whole, here = confined(sign_in, ground, row)
    statuses = [
        asked(client, row, example_in(row, side)).status_code
        for client, side in ((whole, ground.beyond), (here, ground.within), (here, ground.beyond))
    ]
    assert {*statuses[:2]}.isdisjoint({403, 404, 500}), statuses
    assert statuses[2] in {403, 404}


@pytest.mark.parametrize("part", range(PARTS))
def test_no_list_tells_an_area_of_what_lies_elsewhere(served, sign_in, ground, part):
    leaks, told = [], set()
    rows = [row for row in TABLE if row.method == "GET" and row.reach != "one" and row.deed not in ELSEWHERE][
        part::PARTS
    ]
    for row in rows:
        whole, here = confined(sign_in, ground, row)
        address = LISTS_OF.get(row.path) or example_of(row.path, served)
        if found := ground.told(asked(here, row, address)):
            leaks.append((row.path, sorted(found)[:3]))
        if row.reach == "part" and ground.told(asked(whole, row, address)):
            told.add(row.path)
    assert leaks == []
    assert told == {row.path for row in rows if row.reach == "part"}, "lists in which nothing was to be found"
