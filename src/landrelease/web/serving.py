"""The process that serves: its address, its certificate, and the link for the first administrator."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import uvicorn
from litestar import Litestar

from landrelease.accounts import Accounts
from landrelease.accounts.account import Profile
from landrelease.desk.opening import open_register
from landrelease.records.text import tr
from landrelease.web.app import application
from landrelease.web.book import now
from landrelease.web.conf import Conf

_KEEP_S: Final = 30
_FIRST: Final = Profile("administrator", "Administrator", frozenset({"administrator"}), "partner")


class Door(NamedTuple):
    """
    Where a process listens.

    Attributes
    ----------
    host : str
        Name or number of this machine on the network; ``127.0.0.1`` for this machine alone.
    port : int
        Number of the port; 0 for any that is free.
    certificate : Path or None
        File of the TLS certificate.
    key : Path or None
        File of its private key.
    """

    host: str = "127.0.0.1"
    port: int = 8040
    certificate: Path | None = None
    key: Path | None = None

    @property
    def address(self) -> str:
        """What a browser opens."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.certificate else 'http'}://{name}:{self.port}"


def serve(conf: Conf, door: Door, say: Callable[[str], None]) -> None:
    """
    Serve a register until the process is told to end.

    Parameters
    ----------
    conf
        How this machine serves.
    door
        Where it listens.
    say
        Told the address, the first administrator's link, and what to beware of.

    Raises
    ------
    DeskError
        Where the register cannot be opened as it stands.
    OSError
        Where the port is taken.
    """
    open_register(conf.address).close()
    family = socket.AF_INET6 if ":" in door.host else socket.AF_INET
    with socket.create_server((door.host, door.port), family=family) as listening:
        opened = door._replace(port=listening.getsockname()[1])
        app = application(conf)
        for line in lines(app.state.accounts, opened):
            say(line)
        uvicorn.Server(_config(app, opened)).run(sockets=[listening])


def lines(accounts: Accounts, door: Door) -> Iterator[str]:
    """
    Say what whoever starts the process must know.

    Parameters
    ----------
    accounts
        Who may sign in; where there is nobody yet, an administrator is added.
    door
        Where it listens.

    Yields
    ------
    str
        The address; a warning where passwords would travel in the clear; a link where nobody can sign in yet.
    """
    yield tr("Open {address} in a browser; Ctrl+C ends it.").format(address=door.address)
    if door.certificate is None and door.host not in {"127.0.0.1", "::1", "localhost"}:
        yield tr("Beware: without --tls-cert everybody on the network can read passwords and land.")
    if accounts.roster.all("active", "locked"):
        return
    for one in accounts.roster.all("invited"):
        if "administrator" in one.roles:
            break
    else:
        one = accounts.roster.add(_FIRST, now=now())
    link = accounts.links.make(one.id, "first-administrator", now=now())
    yield tr("Nobody can sign in yet. The first administrator begins here, once, within a day:")
    yield f"{door.address}/welcome/{link}"


def _config(app: Litestar, door: Door) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        ssl_certfile=door.certificate,
        ssl_keyfile=door.key,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_KEEP_S,
    )
