"""Which pages and API routes there are, in the order of the menu."""

from types import ModuleType
from typing import Final, NamedTuple

from litestar.types import ControllerRouterHandler

from landrelease.web.pages import home, signing, statement


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
    group : str
        Heading under which it stands, for the catalogue.
    """

    address: str
    word: str
    permission: str
    group: str


MODULES: Final[tuple[ModuleType, ...]] = (home, statement, signing)
"""A module gives `ROUTES`, and `MENU` where people should find it."""


def routes() -> list[ControllerRouterHandler]:
    """
    List what answers requests.

    Returns
    -------
    list
        Handlers of all modules.
    """
    return [route for module in MODULES for route in module.ROUTES]


def menu() -> list[Entry]:
    """
    List the entries of the menu.

    Returns
    -------
    list of Entry
        In the order of the modules.
    """
    return [Entry(*entry) for module in MODULES for entry in getattr(module, "MENU", ())]
