"""What belongs to the machine that serves, not to the programme: where the register is, how much is served at once."""

from pathlib import Path
from typing import Any, NamedTuple

from landrelease.web.oidc import Service


class Conf(NamedTuple):
    """
    How a machine serves a register.

    Attributes
    ----------
    address : str
        The register.
    accounts : Path
        The file of the people who sign in.
    secure : bool
        Whether browsers reach it by TLS only, so that cookies never travel in the clear.
    requests_per_minute : int
        What one account, or one address without one, may ask for in a minute; more is refused for the rest of it.
    second_factor : frozenset of str
        Roles that must have a second factor; whoever has one of them and none yet is led to set it up first.
    sign_in : Service or None
        A sign-in service beside passwords.
    basemap : str
        Address of a PMTiles file below the map, or of online tiles with ``{z}/{x}/{y}``; empty for none.
    largest_upload_mb : int
        The largest upload, in millions of bytes; larger files go through the command line.

    Examples
    --------
    >>> conf_of("/srv/province.register").accounts.name
    'province.register.accounts'
    """

    address: str
    accounts: Path
    secure: bool = False
    requests_per_minute: int = 1200
    basemap: str = ""
    second_factor: frozenset[str] = frozenset()
    sign_in: Service | None = None
    largest_upload_mb: int = 500


def conf_of(address: str, **parts: Any) -> Conf:  # noqa: ANN401 - attributes of `Conf`
    """
    Say how a register is served where nothing else was said.

    Parameters
    ----------
    address
        The register.
    **parts
        Other attributes of `Conf`.

    Returns
    -------
    Conf
        With the accounts beside the register.
    """
    return Conf(address, Path(f"{address}.accounts"))._replace(**parts)
