"""Which pages and API routes there are, in the order of the menu."""

from collections.abc import Iterator
from copy import copy
from types import ModuleType
from typing import Final, NamedTuple

from litestar.handlers import BaseRouteHandler
from litestar.types import ControllerRouterHandler

from landrelease.web.api import routes as programs
from landrelease.web.pages import (
    account,
    agreements,
    audit,
    calendar,
    causes,
    changing,
    counting,
    documents,
    drafts,
    duplicates,
    entering,
    evidence,
    findings,
    forms,
    gate,
    home,
    keys,
    landfile,
    landmap,
    layers,
    meetings,
    nearby,
    offline,
    ordering,
    papermap,
    papers,
    people,
    programme,
    public,
    publicsite,
    published,
    reconciling,
    records,
    review,
    saved,
    search,
    service,
    shares,
    sheet,
    signing,
    statement,
    story,
    tasks,
    tiles,
    training,
    units,
    uploading,
    verify,
)


class Entry(NamedTuple):
    """
    An entry of the menu.

    Attributes
    ----------
    address : str
        Where it leads.
    word : str
        What it is called, for the catalogue.
    permission : str
        Who sees it, a name of `policy.PERMISSIONS`.

    Examples
    --------
    >>> programme = Entry("/programme", "Programme", "programme.read")
    >>> programme.holds("/programme/units"), programme.holds("/programmes"), Entry("/", "Today", "self").holds("/map")
    (True, False, False)
    """

    address: str
    word: str
    permission: str

    def holds(self, path: str) -> bool:
        """
        Tell whether a page lies below it.

        Parameters
        ----------
        path
            Address of the page.

        Returns
        -------
        bool
            Whether the entry is to be shown as the current one.
        """
        return path == self.address or (self.address != "/" and path.startswith(f"{self.address}/"))


MODULES: Final[tuple[ModuleType, ...]] = (
    home,
    landmap,
    tiles,
    layers,
    search,
    story,
    sheet,
    papermap,
    records,
    statement,
    causes,
    counting,
    landfile,
    forms,
    published,
    publicsite,
    reconciling,
    review,
    duplicates,
    findings,
    entering,
    changing,
    uploading,
    drafts,
    offline,
    programme,
    agreements,
    calendar,
    documents,
    evidence,
    gate,
    meetings,
    nearby,
    ordering,
    papers,
    service,
    shares,
    tasks,
    training,
    units,
    verify,
    people,
    audit,
    account,
    keys,
    saved,
    signing,
    public,
    *programs.MODULES,
)
"""A module gives `ROUTES`, and `MENU` where people should find it."""


def routes() -> list[ControllerRouterHandler]:
    """
    List what answers requests.

    Returns
    -------
    list
        Handlers of all modules.
    """
    return [one for module in MODULES for route in module.ROUTES for one in _one_by_one(route)]


def _one_by_one(route: BaseRouteHandler) -> Iterator[BaseRouteHandler]:
    """Give a handler once for each of its addresses: Litestar 2.25 wraps its function anew at every one."""
    for path in sorted(route.paths):
        one = copy(route)
        one.paths = {path}
        yield one


def menu() -> list[Entry]:
    """
    List the entries of the menu.

    Returns
    -------
    list of Entry
        In the order of the modules.
    """
    return [Entry(*entry) for module in MODULES for entry in getattr(module, "MENU", ())]
