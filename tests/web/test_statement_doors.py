"""The same question of a statement through the web and the command line: the same answer, for each audience."""

import contextlib
import datetime as dt
import io
import json
from decimal import Decimal

import numpy as np
import pytest
import shapely
from litestar.testing import TestClient

from landrelease.accounts.account import Profile
from landrelease.accounts.opening import Accounts
from landrelease.accounts.origin import Origin
from landrelease.accounts.password import Cost
from landrelease.cli import main as command
from landrelease.desk.opening import create
from landrelease.geometry.geojson import shape
from landrelease.records.context import AdminArea, Programme, Setting
from landrelease.records.land import Hazard, Release
from landrelease.web.app import application
from landrelease.web.book import now
from landrelease.web.conf import conf_of
from landrelease.web.policy import ROLES

SETTINGS = {
    "published": {"public.published": True, "public.layers": "land-open;figures"},
    "late": {"public.published": True, "public.layers": "land-open;figures", "public.delay_days": 30},
    "by year": {"public.published": True, "public.layers": "figures", "public.dates": "year"},
    "silent": {},
}
MONTH, DAY = {"from": "2024-11-01", "to": "2024-11-30"}, {"from": "2024-11-09", "to": "2024-11-09"}
QUESTIONS = (
    {}, {"year": "2024"}, {"year": "2024", "by": "operator"}, {"year": "2024", "by": "method", "class": "mines"},
    {"year": "2024", "by": "admin"}, {"year": "2024", "by": "unit"}, {"year": "2024", "by": "class"},
    {**MONTH, "by": "operator"}, MONTH, {**DAY, "by": "operator"}, {**DAY, "by": "method"}, DAY,
    {"to": "2024-11-09"}, {"year": "2024", "known_at": "2024-12-01"}, {"year": "2024", "known_at": "2024-11-30"},
    {"year": "2024", "known_at": "2024-11-30", "against": "2025-01-01"},
)  # fmt: skip


def square(west, south, side):
    return shape(np.array([shapely.box(west, south, west + side, south + side)], dtype=object), "EPSG:4326")[0]


def released(n, organisation, day):
    return Release(status="cleared", method="manual-clearance", date=day, depth_m=0.2, scope=("AP",),
                   organisation=organisation, shape=square(18 + n / 80, 44.02, 0.0021))  # fmt: skip


@pytest.fixture(scope="module", params=SETTINGS)
def register(request, tmp_path_factory):
    """One district; six releases of an operator, and on one day a single one of another."""
    path = tmp_path_factory.mktemp("doors") / "a.register"
    clock = lambda: dt.datetime(2025, 1, 1, tzinfo=dt.UTC)  # noqa: E731 - a clock that stands
    with create(path, Programme(id="XY", plane=(18.0, 44.0)), acting="Ana", clock=clock) as made:
        ids = made.append_all([
            AdminArea(id="A", name="A", level=1, shape=square(18, 44, 0.1)),
            *(Hazard(status="confirmed", date="2023-03-01", contamination=("AP",), organisation="org-1",
                     shape=square(18 + n / 80, 44.02, 0.003)) for n in range(7)),
            *(released(n, "org-1", f"2024-0{n + 1}-05") for n in range(6)), released(6, "org-2", "2024-11-09"),
            *(Setting(key=key, value=value, from_="2019-01-01") for key, value in SETTINGS[request.param].items()),
        ], recorded="2024-12-30T00:00:00.000Z")  # fmt: skip
        made.accept(ids, author="Boris", recorded="2024-12-30T00:00:00.000Z")
    return path


@pytest.fixture(scope="module")
def reader(register):
    """A client of somebody with every role who reads as an audience."""
    conf = conf_of(str(register), requests_per_minute=1_000_000)
    with Accounts(conf.accounts, cost=Cost(rounds=1, memory_kib=8, lanes=1)) as accounts:
        app = application(conf, accounts)

        def client(audience):
            made = accounts.roster.add(Profile(audience, "A. Reader", frozenset(ROLES), audience), now=now())
            accounts.passwords.set(made.id, "four plain words here", now=now())
            accounts.roster.put(made.id, "active", now=now())
            found = TestClient(app, base_url="http://localhost.local", raise_server_exceptions=False)
            found.cookies.set("session", accounts.signing.enter(made.id, Origin("127.0.0.1", "t"), now=now()).token)
            return found

        yield client
        app.state.jobs.close()


def by_command(register, audience, question):
    """The rows that the command line gives, or what it says."""
    words = [word for name, value in question.items() for word in (f"--{name.replace('_', '-')}", value)]
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        try:
            argv = ["statement", str(register), "--audience", audience, *words, "-o", "json"]
            command.root.main(argv, standalone_mode=False)
        except Exception as fault:  # noqa: BLE001 - what a door says is compared as well
            return str(fault)
    return [told(row) for row in json.loads(out.getvalue(), parse_float=Decimal)["rows"]]


def told(row):
    return {name: value for name, value in row.items() if value is not None}


@pytest.mark.parametrize("audience", ["public", "partner", "authority"])
def test_both_doors_answer_the_same_question_alike(register, reader, audience):
    client = reader(audience)
    for question in QUESTIONS:
        answer = client.get("/api/statement", params=question)
        found = json.loads(answer.text, parse_float=Decimal)
        said = by_command(register, audience, question)
        assert (found["rows"] if answer.status_code == 200 else found["detail"]) == said, question
        assert answer.status_code == (403 if isinstance(said, str) else 200)
        year = question or {"year": "all"}
        for page in ("/statement", "/statement/export.json", "/statement/export.html"):
            assert client.get(page, params=year).status_code == answer.status_code, (page, question)
    records = client.get("/statement/records", params={"movement": "cleared", **DAY, "by": "operator"})
    assert records.status_code == (200 if audience == "authority" else 403)
    if audience == "authority":
        return
    org_2 = client.get("/statement/records?movement=cleared&from=2024-01-01&to=2024-12-31&by=operator&group=org-2")
    assert org_2.status_code == 403
