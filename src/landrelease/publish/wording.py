"""How papers write quantities, codes, days and names, the same in every language where that is possible."""

from collections.abc import Iterable, Mapping
from typing import Final

from landrelease.programme.roll import plain
from landrelease.records.codes import LISTS
from landrelease.records.text import marked as _
from landrelease.records.text import tr

SHORT: Final = 12
"""Digits of a record id where it stands in a table; the whole ids stand at the end of a paper."""
_GAP: Final = "\u202f"


def figure(value: float, digits: int = 0) -> str:
    r"""
    Write a number.

    Parameters
    ----------
    value
        The number.
    digits
        Places after the point.

    Returns
    -------
    str
        Thousands apart by narrow blanks, a point before decimals: what the international standard of units asks for.

    Examples
    --------
    >>> figure(21169.24, 1)
    '21\u202f169.2'
    """
    return f"{value:,.{digits}f}".replace(",", _GAP)


def quantity(value: float | None, unit: str, digits: int = 0) -> str | None:
    r"""
    Write a number with its unit.

    Parameters
    ----------
    value
        The number, or None.
    unit
        Sign of the unit.
    digits
        Places after the point.

    Returns
    -------
    str or None
        None where there is none.

    Examples
    --------
    >>> quantity(0.2, "m", 2), quantity(None, "m")
    ('0.20\xa0m', None)
    """
    return None if value is None else f"{figure(value, digits)}\u00a0{unit}"


def word(of: str, code: str | None) -> str | None:
    """
    Name a code in the language in use.

    Parameters
    ----------
    of
        Name of its list.
    code
        The code.

    Returns
    -------
    str or None
        Its word, the code itself where the list lacks it; None where there is none.

    Examples
    --------
    >>> word("capability", "ts"), word("capability", "x"), word("capability", None)
    ('technical survey', 'x', None)
    """
    if not plain(code):
        return None
    term = LISTS[of].get(plain(code))
    return tr(term.word) if term else plain(code)


def listed(of: str, codes: Iterable[str]) -> str | None:
    """
    Name several codes.

    Parameters
    ----------
    of
        Name of their list.
    codes
        The codes.

    Returns
    -------
    str or None
        Words with commas; None where there are none.

    Examples
    --------
    >>> listed("contamination", ["AP", "UXO"])
    'anti-personnel mine, unexploded ordnance'
    """
    return ", ".join(word(of, code) or "" for code in codes) or None


def days(first: str | None, last: str | None) -> str | None:
    """
    Write a span of days.

    Parameters
    ----------
    first, last
        ISO days.

    Returns
    -------
    str or None
        None where neither is known.

    Examples
    --------
    >>> days("2025-03-10", "2025-06-30"), days(None, "2025"), days(None, None)
    ('2025-03-10 – 2025-06-30', '… – 2025', None)
    """
    return f"{first or '…'} – {last or '…'}" if first or last else None


def named(identifier: str | None, names: Mapping[str, str]) -> str | None:
    """
    Write an id with its name.

    Parameters
    ----------
    identifier
        An id.
    names
        Names by id.

    Returns
    -------
    str or None
        Name and id; the id alone where no name is known; None where there is none.

    Examples
    --------
    >>> named("org-1", {"org-1": "Mine Action Centre"}), named("org-2", {}), named(None, {})
    ('Mine Action Centre (org-1)', 'org-2', None)
    """
    key = plain(identifier)
    if not key:
        return None
    return f"{names[key]} ({key})" if names.get(key) else key


def degrees(lon: float, lat: float) -> str:
    """
    Write a position in degrees.

    Parameters
    ----------
    lon, lat
        Degrees.

    Returns
    -------
    str
        Latitude first, as people read positions aloud, with the letters of the halves of the earth.

    Examples
    --------
    >>> degrees(18.2, -43.6)
    '43.600000° S, 18.200000° E'
    """
    return f"{abs(lat):.6f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.6f}° {'E' if lon >= 0 else 'W'}"


def depth(value: float | None, reference: str | None = None) -> str | None:
    r"""
    Write a depth.

    Parameters
    ----------
    value
        Metres.
    reference
        Code of the list ``depth_reference``; ground level is not said.

    Returns
    -------
    str or None
        None where it is not stated.

    Examples
    --------
    >>> depth(0.2), depth(None)
    ('0.20\xa0m', None)
    """
    written = quantity(value, "m", 2)
    return written if written is None or reference in {None, "ground"} else f"{written} ({word(_DEPTHS, reference)})"


_DEPTHS: Final = "depth_reference"
YES: Final = _("yes")
NO: Final = _("no")
