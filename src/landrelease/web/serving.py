"""The process that serves: its address, its certificate, and the link for the first administrator."""

from pathlib import Path
from typing import NamedTuple

import uvicorn

from landrelease.web.app import application
from landrelease.web.conf import Conf

_SLOW_HEADERS_S = 30


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


def serve(conf: Conf, door: Door) -> None:
    """
    Serve a register until the process is told to end.

    Parameters
    ----------
    conf
        How this machine serves.
    door
        Where it listens.
    """
    uvicorn.run(
        application(conf),
        host=door.host,
        port=door.port,
        ssl_certfile=door.certificate,
        ssl_keyfile=door.key,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_SLOW_HEADERS_S,
    )
