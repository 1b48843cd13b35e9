"""Where a request comes from: exact enough to count failed tries, coarse in everything that is kept readable."""

import ipaddress
from typing import Final, NamedTuple

_KEPT: Final = {4: 24, 6: 48}
"""Bits of an address that sessions and the audit keep: a neighbourhood, not a house."""
_COUNTED: Final = {4: 32, 6: 64}
"""Bits by which failed tries are counted: one household has 2^64 addresses of version 6."""
_BROWSERS: Final = (
    ("QGIS", "QGIS"),
    ("ArcGIS", "ArcGIS"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chromium"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


class Origin(NamedTuple):
    """
    Where a request comes from.

    Attributes
    ----------
    address : str
        Network address, as the server sees it; empty where there is none.
    agent : str
        What the browser says of itself.

    Examples
    --------
    >>> Origin("203.0.113.77", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0").network
    '203.0.113.0/24'
    """

    address: str = ""
    agent: str = ""

    @property
    def network(self) -> str:
        """The address as it is kept: its first 24 bits (48 of version 6); empty where it is none."""
        return _cut(self.address, _KEPT)

    @property
    def counted(self) -> str:
        """The address as failed tries are counted: whole, of version 6 its first 64 bits."""
        return _cut(self.address, _COUNTED)

    @property
    def browser(self) -> str:
        """Browser and system in two words, without versions."""
        return " / ".join((_first(self.agent, _BROWSERS), _first(self.agent, _SYSTEMS)))


NOWHERE: Final = Origin()
"""A deed of this machine itself."""


def _cut(address: str, bits: dict[int, int]) -> str:
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    whole = mapped or found
    return str(ipaddress.ip_network((whole, bits[whole.version]), strict=False))


def _first(agent: str, signs: tuple[tuple[str, str], ...]) -> str:
    return next((word for sign, word in signs if sign in agent), "?")
