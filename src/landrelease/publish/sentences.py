"""Sentences of a press statement, and the links of their figures to the ledger or to records."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from landrelease.checks.published import UNIT_M2
from landrelease.records.text import marked as _
from landrelease.records.text import tr

LEDGER: Final = "ledger"
RECORD: Final = "record"
_LINK: Final = re.compile(r"\[([^\[\]]+)\]\(([a-z]+):([^()\s]*)\)")
_END: Final = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(\[]*[^\W\d_a-z]|\[?\d)")
_NUMBER: Final = re.compile(r"\d+(?:[,\u00a0\u202f ]\d{3})*(?:\.\d+)?")
_MONTHS: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY: Final = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})\b(?:\s+\d{{4}})?"
    rf"|\b(?:{_MONTHS})\s+\d{{1,2}}(?:,\s*\d{{4}})?\b"
    r"|\b\d{4}-\d{2}(?:-\d{2})?\b|\b(?:19|20)\d{2}\b|\b(?:Article|Form|Protocol|No\.?)\s+\d+\b"
)
"""What looks like a figure and is a day, a year or the name of a paper."""
_TIMES: Final = MappingProxyType({"hundred": Decimal(100), "thousand": Decimal(1000), "million": Decimal(1_000_000)})
_UNITS: Final = MappingProxyType({
    "m²": "m2", "m2": "m2", "square metres": "m2", "square meters": "m2", "ha": "ha", "hectares": "ha", "hectare": "ha",
    "km²": "km2", "km2": "km2", "square kilometres": "km2", "square kilometers": "km2",
})  # fmt: skip
_AFTER: Final = re.compile(
    rf"\s*(?:({'|'.join(_TIMES)})\b)?\s*({'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})?"
)
_HALF: Final = Decimal("0.5")
_NO_NUMBER: Final = _("the link [{label}] has no figure, or more than one, in digits")


class Link(NamedTuple):
    """
    A figure with what it leads to.

    Attributes
    ----------
    label : str
        As it is printed.
    scheme : str
        `LEDGER` or `RECORD`, or whatever else is written there.
    target : str
        What follows.
    """

    label: str
    scheme: str
    target: str

    def asked(self) -> dict[str, str]:
        """
        Read a figure of the ledger out of the target.

        Returns
        -------
        dict
            ``measure`` and what follows it by name.

        Examples
        --------
        >>> Link("5 km²", "ledger", "cleared;year=2024;admin=D-1").asked()
        {'measure': 'cleared', 'year': '2024', 'admin': 'D-1'}
        """
        measure, *rest = self.target.split(";")
        pairs = (part.partition("=") for part in rest if part)
        return {"measure": measure, **{name.strip(): value.strip() for name, _, value in pairs}}

    def ids(self) -> list[str]:
        """
        Read record ids out of the target.

        Returns
        -------
        list of str
            As they were written, perhaps short.
        """
        return [part.strip() for part in self.target.split(",") if part.strip()]


class Number(NamedTuple):
    """
    A figure as it is printed.

    Attributes
    ----------
    value : Decimal
        Square metres, or a count.
    half : Decimal
        Half of its last digit: how far it may lie from what was rounded to it.
    area : bool
        Whether a unit of area stands behind it.
    """

    value: Decimal
    half: Decimal
    area: bool


class Sentence(NamedTuple):
    """
    A sentence.

    Attributes
    ----------
    paragraph : int
        Its paragraph, from 0.
    text : str
        As people read it.
    links : tuple of Link
        Its links.
    bare : tuple of str
        Figures without a link.
    """

    paragraph: int
    text: str
    links: tuple[Link, ...]
    bare: tuple[str, ...]


def sentences_of(text: str) -> Iterator[Sentence]:
    """
    Divide a text into sentences.

    Parameters
    ----------
    text
        Paragraphs, divided by empty lines; links are written ``[figure](ledger:…)`` or ``[figure](record:…)``.

    Yields
    ------
    Sentence
        In order.

    Examples
    --------
    >>> text = "On 3 May 2024 work ended. Teams cleared [1.2 km²](ledger:cleared;year=2024) and found 7 mines."
    >>> [(one.text, len(one.links), one.bare) for one in sentences_of(text)]
    [('On 3 May 2024 work ended.', 0, ()), ('Teams cleared 1.2 km² and found 7 mines.', 1, ('7',))]
    """
    for at, block in enumerate(part for part in re.split(r"\n\s*\n", text) if part.strip()):
        for raw in _END.split(" ".join(block.split())):
            links = tuple(Link(*found) for found in _LINK.findall(raw))
            rest = _DAY.sub(" ", _LINK.sub(" ", raw))
            yield Sentence(at, _LINK.sub(r"\1", raw), links, tuple(_NUMBER.findall(rest)))


def number_of(label: str) -> Number:
    """
    Read a figure as it is printed.

    Parameters
    ----------
    label
        A figure in digits, perhaps with words around it and a unit.

    Returns
    -------
    Number
        Its value and how exactly it is printed.

    Raises
    ------
    ValueError
        Where there is no figure, or more than one.

    Examples
    --------
    >>> found = number_of("about 1.2 million square metres")
    >>> found.value == 1_200_000, found.half == 50_000, found.area
    (True, True, True)
    >>> number_of("12 mines").half
    Decimal('0')
    """
    found = list(_NUMBER.finditer(label))
    if len(found) != 1:
        raise ValueError(tr(_NO_NUMBER).format(label=label))
    digits = re.sub(r"[^\d.]", "", found[0].group())
    after = _AFTER.match(label, found[0].end())
    times, unit = after.groups() if after else ("", "")
    factor = (
        _TIMES.get(times or "", Decimal(1)) * UNIT_M2[_UNITS[unit]] if unit else _TIMES.get(times or "", Decimal(1))
    )
    exponent = Decimal(digits).as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent)) * factor
    exact = not unit and factor == 1
    return Number(Decimal(digits) * factor, Decimal(0) if exact else step * _HALF, bool(unit))


def named(asked: Mapping[str, str]) -> tuple[str, str]:
    """
    Say by which lines a figure is asked, and which line.

    Parameters
    ----------
    asked
        As `Link.asked` gives it.

    Returns
    -------
    tuple of str
        Grouping and group; empty for everything.

    Examples
    --------
    >>> named({"measure": "cleared", "operator": "op-1"}), named({"measure": "cleared"})
    (('operator', 'op-1'), ('', ''))
    """
    return next(((one, asked[one]) for one in ("admin", "operator", "method", "unit") if asked.get(one)), ("", ""))
