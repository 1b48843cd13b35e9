"""The application over the example programme, people with every role, and browsers that forgive nothing."""

import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec
import pytest
import uvicorn
from litestar.testing import TestClient

from landrelease.accounts.account import Account, Profile
from landrelease.accounts.opening import Accounts
from landrelease.accounts.origin import Origin
from landrelease.accounts.password import Cost
from landrelease.desk.opening import open_register
from landrelease.web.app import application
from landrelease.web.book import now
from landrelease.web.conf import conf_of
from landrelease.web.policy import AUDIENCE_OF

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

ROOT: Final = Path(__file__).resolve().parents[2]
PASSWORD: Final = "four plain words here"
QUICK: Final = Cost(rounds=1, memory_kib=8, lanes=1)
"""Passwords of tests are not worth the work of real ones."""
NAME: Final = "synthetic-province.register"


class Served(NamedTuple):
    """
    The application over a register of its own.

    Attributes
    ----------
    register : Path
        The file.
    accounts : Accounts
        Who may sign in: one account for each role, named as the role; `PASSWORD` opens all.
    app : litestar.Litestar
        The application.
    """

    register: Path
    accounts: Accounts
    app: Any

    def a_record(self, kind: str) -> str:
        """Id of the first record of a kind."""
        with open_register(self.register) as register:
            seq = register.store.heads(kinds=[kind])[0].seq
            return register.store.id_of([seq])[seq]

    def account(self, role: str, **parts: Any) -> Account:
        """The account of a role; with other parts, one of its own."""
        login = parts.pop("login", "-".join([role, *map(str, parts.values())]))
        found = self.accounts.roster.named(login)
        if found is None:
            profile = Profile(login, f"{role.capitalize()} One", frozenset({role}), AUDIENCE_OF[role])
            found = self.accounts.roster.add(msgspec.structs.replace(profile, **parts), now=now())
            self.accounts.passwords.set(found.id, PASSWORD, now=now())
            self.accounts.roster.put(found.id, "active", now=now())
        return self.accounts.roster.get(found.id)

    def link(self) -> str:
        """An invitation that nobody has followed yet."""
        return self.accounts.links.make(self.account("reader", login="invited").id, "invitation", now=now())

    def record(self, kind: str, source_id: str) -> str:
        """Id of the first record of a kind that its source calls so."""
        with open_register(self.register) as register:
            seqs = register.store.by_source(kind, [source_id])[source_id]
            return register.store.id_of(seqs)[seqs[0]]

    def waiting(self) -> str:
        """A record that waits for a decision."""
        with open_register(self.register) as register:
            return register.queue()[0].id

    def token(self, role: str, **parts: Any) -> str:
        """The token of a session that has begun."""
        return self.accounts.signing.enter(self.account(role, **parts).id, Origin("127.0.0.1", "test"), now=now()).token


@pytest.fixture(scope="session")
def example() -> Path:
    """
    The register of the example programme; made once for one state of the rooms below, however many processes test.

    Who works on the web alone may name one that is ready: ``LANDRELEASE_EXAMPLE``.
    """
    if ready := os.environ.get("LANDRELEASE_EXAMPLE"):
        return Path(ready)
    sources = hashlib.sha256()
    for path in sorted((ROOT / "src" / "landrelease").rglob("*.py")):
        if path.parent.name not in {"pages", "api", "web", "accounts"}:
            sources.update(path.read_bytes())
    folder = ROOT / "out" / "example" / sources.hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            shutil.rmtree(folder / "demo", ignore_errors=True)
            subprocess.run(
                [sys.executable, "-m", "landrelease", "demo", folder / "demo"], check=True, capture_output=True
            )
            (folder / "made").touch()
    return folder / "demo" / NAME


@pytest.fixture(scope="module")
def served(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The application over a copy of the example programme, one for each file of tests."""
    register = tmp_path_factory.mktemp("served") / NAME
    shutil.copy(example, register)
    conf = conf_of(str(register), requests_per_minute=1_000_000)
    with Accounts(conf.accounts, cost=QUICK) as accounts:
        app = application(conf, accounts)
        yield Served(register, accounts, app)
        app.state.jobs.close()


@pytest.fixture(scope="module")
def sign_in(served: Served) -> Callable[..., TestClient[Any]]:
    """A client that is signed in with a role, or a stranger where no role is named; it follows no redirects."""

    def client(role: str = "", **parts: Any) -> TestClient[Any]:
        found = TestClient(served.app, base_url="http://localhost.local", raise_server_exceptions=False)
        found.follow_redirects = False
        if role:
            found.cookies.set("session", served.token(role, **parts))
        found.get("/healthz")
        found.headers["X-Token"] = found.cookies["token"]
        return found

    return client


class Line:
    """
    A real server that may be cut and started again at the same address.

    Attributes
    ----------
    url : str
        The address.
    """

    def __init__(self, app: Any) -> None:
        self._app = app
        with socket.create_server(("127.0.0.1", 0)) as listening:
            self._port = listening.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Answer from now on."""
        listening = socket.create_server(("127.0.0.1", self._port))
        self._server = uvicorn.Server(uvicorn.Config(self._app, log_config=None, lifespan="off"))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listening]}, daemon=True)
        self._thread.start()

    def cut(self) -> None:
        """End every connection, and answer nothing any more."""
        if self._server and self._thread:
            self._server.should_exit = self._server.force_exit = True
            self._thread.join(timeout=30)


@pytest.fixture(scope="module")
def line(served: Served) -> Iterator[Line]:
    """A real server for `served`, which answers."""
    found = Line(served.app)
    found.start()
    yield found
    found.cut()


@pytest.fixture(scope="module")
def address(line: Line) -> str:
    """Where the real server answers."""
    return line.url


def complains(line: "ConsoleMessage") -> bool:
    """
    Whether a line of the console tells of a fault of the page.

    What the driver of the screen says does not, nor that a form was shown again with its faults (422).
    """
    expected = ("GL Driver Message", "status of 422")
    return line.type in {"error", "warning"} and not any(words in line.text for words in expected)


@pytest.fixture
def visit(browser: "Browser", address: str, served: Served) -> Iterator[Callable[..., "Page"]]:
    """A page of a browser that is signed in with a role; errors on its console fail the test at its end."""
    faults: list[str] = []
    contexts = []

    def opened(role: str = "", path: str = "/", *, width: int = 1280, language: str = "en-GB", **parts: Any) -> "Page":
        context = browser.new_context(base_url=address, viewport={"width": width, "height": 900}, locale=language)
        contexts.append(context)
        if role:
            context.add_cookies([{"name": "session", "value": served.token(role, **parts), "url": address}])
        page = context.new_page()
        page.on("console", lambda line: faults.append(line.text) if complains(line) else None)
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []
