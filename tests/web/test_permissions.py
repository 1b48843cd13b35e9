"""Who may do what: the programme's intent, written out by hand, against what the application answers."""

import runpy
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import pytest
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException

from landrelease.desk.looking import admin_areas, land_of_areas
from landrelease.desk.opening import open_register
from landrelease.web.actor import SCOPES, SEATED, Actor
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
    "task.order": "propose",
    "product.export": "read",
    "account.administer": "seated",
    "audit.read": "read",
}
"""What a key must at least be made for; ``seated``: no key does it."""
SCOPES_WITH: Final = {"read": "read", "propose": "read propose", "decide": "read propose decide"}
ROUTES: Final = {
    "anybody": """
        GET /ogc                      GET /ogc/conformance          GET /ogc/collections
        GET /ogc/collections/{layer:str}  GET /ogc/collections/{layer:str}/queryables
        GET /ogc/collections/{layer:str}/items  GET /ogc/collections/{layer:str}/items/{feature:str}
        GET /offline                  GET /sw.js                    GET /assets/{file_path:path}  GET /healthz
        GET /{address:path}           GET /sign-in                  POST /sign-in
        GET /sign-in/code             POST /sign-in/code            POST /sign-out
        GET /welcome/{link:str}       POST /welcome/{link:str}      GET /public
        GET /public/land.json         GET /public/report            POST /public/report
        GET /sign-in/service          GET /sign-in/return           POST /language                GET /api
        GET /api/{path:str}           GET /api/openapi.json
    """,
    "self": """
        GET /api/kinds                GET /api/kinds/{kind:str}     GET /
        GET /account/saved            POST /account/saved           POST /account/saved/{saved:str}/share
        POST /account/saved/{saved:str}/drop
    """,
    "land.read": """
        GET /api/programme            GET /api/land                 GET /api/statement
        GET /api/explain              GET /statement                GET /statement/records        GET /map
        GET /map/settings.json        GET /map/layers/{name:str}    GET /map/search               GET /map/print
        GET /map/ground.pmtiles       GET /tiles/{klass:str}/{z:int}/{x:int}/{row:str}
    """,
    "record.read": """
        GET /api/records              GET /api/records/{name:str}   GET /api/count
        GET /statement/count          GET /map/explain              GET /find
        GET /records/{name:str}       GET /records/{name:str}/file
    """,
    "record.propose": """
        POST /api/records             GET /enter                    POST /enter/shape
        GET /enter/new/{kind:str}     POST /enter/new/{kind:str}    GET /enter/new/{kind:str}/{number:int}
        POST /enter/new/{kind:str}/{number:int}  GET /enter/sent/{name:str}    GET /enter/correct/{name:str}
        POST /enter/correct/{name:str}  GET /enter/withdraw/{name:str}  POST /enter/withdraw/{name:str}
        GET /enter/attach/{name:str}  POST /enter/attach/{name:str}  PUT /enter/drafts/{kind:str}/{number:int}
        POST /enter/drafts/{kind:str}/{number:int}/drop
    """,
    "record.decide": """
        POST /api/decisions           POST /review
    """,
    "queue.read": """
        GET /api/queue                GET /review                   GET /review/{name:str}
        GET /review/{name:str}/claim
    """,
    "finding.read": """
        GET /api/findings             GET /review/findings          GET /review/findings/list
        GET /records/{name:str}/findings
    """,
    "finding.settle": """
        POST /api/findings/{finding:str}/settlement  POST /review/findings/{finding:str}
    """,
    "file.import": """
        POST /api/files               GET /enter/files              POST /enter/files
        GET /enter/files/{name:str}   GET /enter/files/{name:str}/events
        GET /enter/files/{name:str}/findings.csv  POST /enter/files/{name:str}/again
        POST /enter/files/{name:str}/propose  POST /enter/files/{name:str}/drop
    """,
    "programme.read": """
        GET /api/units                GET /api/tasks                GET /api/tasks/{task:str}     GET /api/gate
        GET /api/meetings             GET /api/agreements           GET /api/training             GET /programme
        GET /programme/units          GET /programme/units/{unit:str}  GET /programme/accreditation
        GET /programme/gate           GET /programme/training       GET /programme/tasks
        GET /programme/tasks/{task:str}  GET /programme/tasks/{task:str}/dossier.pdf
        GET /programme/tasks/{task:str}/dossier.gpkg  GET /programme/tasks/{task:str}/completion.pdf
        GET /programme/tasks/{task:str}/handover.pdf  GET /programme/calendar       GET /programme/calendar.ics
        GET /programme/nearby         GET /programme/meetings       GET /programme/meetings/{meeting:str}
        GET /programme/agreements     GET /programme/agreements/{agreement:str}  GET /programme/documents
        GET /programme/documents/{name:str}  GET /programme/shares         GET /programme/verify
        POST /programme/verify
    """,
    "record.comment": """
        POST /review/{name:str}/comments
    """,
    "product.export": """
        GET /statement/export.csv     GET /statement/export.json    GET /statement/export.xlsx
        GET /statement/export.html    GET /statement/count.csv      GET /statement/count.json
        GET /land/export.geojson      GET /land/export.gpkg         GET /land/export.csv
        GET /land/export.fgb
    """,
    "account.own": """
        GET /account                  POST /account/password        POST /account/unlink
        POST /account/link            GET /account/sessions         POST /account/sessions/end-others
        POST /account/sessions/{session:str}/end  GET /account/keys             POST /account/keys
        POST /account/keys/{key:str}/revoke
    """,
    "account.administer": """
        GET /people/new               POST /people/new              GET /people/{account:str}
        POST /people/{account:str}    POST /people/{account:str}/state  POST /people/{account:str}/link
        POST /people/{account:str}/sessions  POST /people/{account:str}/second-step
        POST /people/{account:str}/unlink
    """,
    "audit.read": """
        GET /people                   GET /people/audit             GET /people/audit.csv
    """,
    "account.second": """
        GET /account/second-step      POST /account/second-step     POST /account/second-step/confirm
        POST /account/second-step/codes  POST /account/second-step/end
    """,
    "task.order": """
        GET /programme/tasks/{task:str}/order  POST /programme/tasks/{task:str}/order
    """,
}
"""Which deed each route is. A new route needs a word here."""
WRITTEN: Final = [
    ((method, path), permission)
    for permission, text in ROUTES.items()
    for method, path in zip(text.split()[::2], text.split()[1::2], strict=True)
]
PERMISSION_OF: Final = dict(WRITTEN)


def routes(app: Any) -> Iterator[tuple[str, str, Any]]:
    """Method, address and handler of every route; what a browser asks by HEAD and OPTIONS goes with GET."""
    for route in app.routes:
        for handler in getattr(route, "route_handlers", [getattr(route, "route_handler", None)]):
            for method in sorted(handler.http_methods - {"HEAD", "OPTIONS"}):
                yield method, route.path, handler


def refused(answer: Any) -> bool:
    """Whether the guard turned somebody away; what a handler then says of empty forms and odd ids is another matter."""
    if answer.status_code == 401 or answer.headers.get("location", "").startswith("/sign-in?next="):
        return True
    return answer.status_code == 403 and "Your roles do not include this" in answer.text


def test_every_deed_of_the_policy_is_written_out_here():
    assert set(ROLES_OF) == set(SCOPE_OF) == set(PERMISSIONS)
    assert set(ALL.split()) == set(ROLES)
    assert set(SCOPES_WITH) == set(SCOPES)


def test_no_route_is_written_out_twice():
    assert [route for route, count in Counter(route for route, _ in WRITTEN).items() if count > 1] == []


def test_every_route_is_written_out_here_and_no_other(served):
    found = {(method, path) for method, path, _ in routes(served.app)}
    assert found - set(PERMISSION_OF) == set(), "routes without a word in ROUTES"
    assert set(PERMISSION_OF) - found == set(), "words in ROUTES without a route"


@pytest.mark.parametrize("role", ["", *ALL.split()])
def test_every_route_answers_those_whom_it_is_for_and_nobody_else(served, sign_in, role):
    wrong = []
    for (method, path), permission in PERMISSION_OF.items():
        client = sign_in(role)  # a session of its own, since some routes end it
        answer = client.request(method, example_of(path, served), data={} if method != "GET" else None)
        expected = (role or "stranger") not in ROLES_OF[permission].split()
        if refused(answer) != expected or answer.status_code >= 500:
            wrong.append((method, path, permission, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("scope", SCOPES)
def test_a_key_does_what_its_account_may_and_what_it_was_made_for(served, scope):
    wrong = []
    for method, path, handler in routes(served.app):
        permission = PERMISSION_OF[method, path]
        enough = SCOPE_OF[permission] in SCOPES_WITH[scope].split()
        for role in ALL.split():
            actor = Actor("a1", roles=frozenset({role}), scopes=frozenset(SCOPES_WITH[scope].split()))
            if passes(handler, actor) != (enough and role in ROLES_OF[permission].split()):
                wrong.append((method, path, role))
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
