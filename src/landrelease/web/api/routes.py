"""Which API routes there are, and how they are grouped in their description."""

from types import ModuleType
from typing import Final

from landrelease.records.text import marked as _
from landrelease.web.api import evidence, land, ogc, products, programme, proposing, published, records, reviewing

MODULES: Final[tuple[ModuleType, ...]] = (
    land, products, published, records, reviewing, proposing, programme, evidence, ogc,
)  # fmt: skip
"""Each gives `ROUTES`."""
TAGS: Final = (
    ("Land", _("Parcels, statements, and the story of a point.")),
    ("Records", _("What was reported, by whom, and what became of it.")),
    ("Review", _("The queue, decisions and findings.")),
    ("Proposing", _("Rows and files become proposed records.")),
    ("Programme", _("Units, tasks, the gate, training and agreements.")),
    ("Evidence", _("Documents, the origins that they rest on, and what is proposed for evidence.")),
    ("Publication", _("Forms of treaties and donors, and what was published.")),
    ("OGC API - Features", _("Layers for GIS programs.")),
)
"""Groups of routes, with their meanings."""
