"""The register of a request: opened for whoever asks, and closed when the answer stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeAlias

from litestar import Request
from litestar.datastructures import State

from landrelease.desk.answers import frame_or_none
from landrelease.desk.opening import open_register
from landrelease.desk.reading import utc_now
from landrelease.desk.register import Register
from landrelease.records import times
from landrelease.web.actor import Actor
from landrelease.web.conf import Conf

Asked: TypeAlias = Request[Actor, Any, State]
"""A request of this application."""


class Masthead(NamedTuple):
    """
    What every page says of the programme.

    Attributes
    ----------
    name : str
        Its name, else its id.
    zone : str
        Its time zone.
    """

    name: str
    zone: str


UNNAMED = Masthead("landrelease", "UTC")
"""Where no register was opened, or it has no programme yet."""


def conf(request: Asked) -> Conf:
    """
    Read how this machine serves.

    Parameters
    ----------
    request
        Any request.

    Returns
    -------
    Conf
        The settings of the machine.
    """
    found: Conf = request.app.state.conf
    return found


@contextmanager
def writing(request: Asked) -> Iterator[Register]:
    """
    Open the register for deeds; whoever is signed in is the author of all of them.

    Parameters
    ----------
    request
        The request.

    Yields
    ------
    Register
        Open; every deed is a transaction of its own.
    """
    with open_register(conf(request).address, acting=request.user.person or request.user.name or "unnamed") as register:
        request.state["masthead"] = _masthead(register)
        yield register


def _masthead(register: Register) -> Masthead:
    frame = frame_or_none(register.store)
    if frame is None:
        return UNNAMED
    programme = frame.programme
    return Masthead(programme.name or programme.id or UNNAMED.name, programme.time_zone)


@contextmanager
def reading(request: Asked) -> Iterator[Register]:
    """
    Open the register for an answer that sees one state, whoever writes meanwhile.

    Parameters
    ----------
    request
        The request.

    Yields
    ------
    Register
        Open, and still.
    """
    with writing(request) as register, register.store.reading():
        yield register


def now() -> str:
    """
    Read the clock for the accounts.

    Returns
    -------
    str
        UTC, as records hold moments.
    """
    return times.stamp(utc_now())
