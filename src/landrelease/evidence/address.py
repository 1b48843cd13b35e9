"""Addresses and languages of documents: which may be kept, and which may be opened from a page."""

import re
from typing import Final

from landrelease.records.text import tr

LINKED: Final = ("http", "https")
"""Schemes that a page may open."""
KEPT: Final = (*LINKED, "ftp", "ftps", "doi", "hdl", "ark", "urn")
"""Schemes of addresses under which papers and archives keep documents."""
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?=\S)")
_UNSEEN: Final = re.compile(r"[\s\x00-\x1f\x7f<>\"]")
_TAG: Final = re.compile(
    # language, script, region, variants, extensions, private use: RFC 5646
    r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-(?:[a-z]{2}|\d{3}))?"
    r"(-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(-[a-wy-z\d](-[a-z\d]{2,8})+)*(-x(-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)
_SHORT: Final = 2


def scheme_of(address: str) -> str:
    """
    Read the scheme of an address.

    Parameters
    ----------
    address
        Any text.

    Returns
    -------
    str
        In small letters; empty where it has none.

    Examples
    --------
    >>> scheme_of("HTTPS://example.org/1"), scheme_of("example.org/1")
    ('https', '')
    """
    match = _SCHEME.match(address)
    return match.group(1).lower() if match else ""


def is_link(address: str | None) -> bool:
    """
    Tell whether a page may make a link of an address.

    Parameters
    ----------
    address
        Any text, such as an old record holds.

    Returns
    -------
    bool
        Only of pages on the web; a script or a file of somebody's machine is shown as words.

    Examples
    --------
    >>> is_link("https://example.org/1"), is_link("javascript:alert(1)"), is_link("doi:10.1000/1")
    (True, False, False)
    """
    return bool(address) and scheme_of(str(address)) in LINKED and not _UNSEEN.search(str(address))


def fault_of_address(address: str) -> str:
    """
    Say what is wrong with an address.

    Parameters
    ----------
    address
        As somebody gave it.

    Returns
    -------
    str
        Empty where it may be kept.

    Examples
    --------
    >>> fault_of_address("https://example.org/1")
    ''
    >>> fault_of_address("data:x")
    "'data:x' is no address of a document; it begins with one of http, https, ftp, ftps, doi, hdl, ark, urn"
    """
    if scheme_of(address) in KEPT and not _UNSEEN.search(address):
        return ""
    said = tr("{address!r} is no address of a document; it begins with one of {schemes}")
    return said.format(address=address, schemes=", ".join(KEPT))


def fault_of_language(tag: str) -> str:
    """
    Say what is wrong with the code of a language.

    Parameters
    ----------
    tag
        As somebody gave it; a tag of BCP 47.

    Returns
    -------
    str
        Empty where it is one. Of codes with two letters only those that stand for a language are taken.

    Examples
    --------
    >>> [fault_of_language(tag) for tag in ("en", "sr-Cyrl-BA", "kmr", "zh-Hant")]
    ['', '', '', '']
    >>> fault_of_language("english")
    "'english' is no code of a language; write it as BCP 47 does, such as en, ar or sr-Cyrl, or leave it out"
    """
    if _TAG.fullmatch(tag) and (
        len(tag.split("-", maxsplit=1)[0]) > _SHORT or tag.split("-", maxsplit=1)[0].lower() in _languages()
    ):
        return ""
    said = tr("{tag!r} is no code of a language; write it as BCP 47 does, such as en, ar or sr-Cyrl, or leave it out")
    return said.format(tag=tag)


def _languages() -> frozenset[str]:
    from babel import Locale  # noqa: PLC0415 - its tables are read only where somebody states a language

    return frozenset(Locale("en").languages)
