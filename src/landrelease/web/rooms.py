"""Which pages and API routes there are, in the order of the menu."""

from types import ModuleType
from typing import Final, NamedTuple

from litestar.types import ControllerRouterHandler

from landrelease.web.api import land, ogc, programme, proposing, records, reviewing
from landrelease.records.text import marked as _
from landrelease.web.pages import home, signing


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


MODULES: Final[tuple[ModuleType, ...]] = (home, signing, land, records, reviewing, proposing, programme, ogc)
"""A module gives `ROUTES`, and `MENU` where people should find it."""
TAGS: Final = (
    ("Land", _("Parcels, statements, and the story of a point.")),
    ("Records", _("What was reported, by whom, and what became of it.")),
    ("Review", _("The queue, decisions and findings.")),
    ("Proposing", _("Rows and files become proposed records.")),
    ("Programme", _("Units, tasks, the gate, training and agreements.")),
    ("OGC API - Features", _("Layers for GIS programs.")),
)
"""Groups of API routes, with their meanings."""


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
