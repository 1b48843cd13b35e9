"""Sentences of a press statement, and the links of their figures to the ledger or to records."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from landrelease.publish.numerals import Numeral, Numerals, numerals_of
from landrelease.records.text import marked as _
from landrelease.records.text import tr

LEDGER: Final = "ledger"
RECORD: Final = "record"
_LINK: Final = re.compile(r"\[([^\[\]]+)\]\(([a-z]+):([^()\s]*)\)")
_END: Final = re.compile(r"(?<=[.!?…؟])[\"”’)]*\s+(?=[\"“‘(\[]*[^\W\d_a-z]|\[?\d)")
_HALF: Final = Decimal("0.5")
_NO_NUMBER: Final = _("the link [{label}] has no figure, or more than one")


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
    figures = numerals_of(_LINK.sub(r"\1", text))
    for at, block in enumerate(part for part in re.split(r"\n\s*\n", text) if part.strip()):
        for raw in _END.split(" ".join(block.split())):
            links = tuple(Link(*found) for found in _LINK.findall(raw))
            rest = _LINK.sub(" ", raw)
            bare = tuple(rest[one.start : one.end] for one in figures.found(rest))
            yield Sentence(at, _LINK.sub(r"\1", raw), links, bare)


def without_records(text: str) -> str:
    """
    Take the ids of records out of a text, as far as its links name them: their digits may look like a position.

    Parameters
    ----------
    text
        As `sentences_of` takes it.

    Returns
    -------
    str
        With the words of those links in their places.

    Examples
    --------
    >>> without_records("It rests on [2 reports](record:3f95,01069) of [1 ha](ledger:cleared;year=2024).")
    'It rests on 2 reports of [1 ha](ledger:cleared;year=2024).'
    """
    return _LINK.sub(lambda found: found[1] if found[2] == RECORD else found[0], text)


def number_of(label: str, text: str = "") -> Number:
    """
    Read a figure as it is printed.

    Parameters
    ----------
    label
        A figure in digits or words, perhaps with words around it and a unit.
    text
        The text in which it stands, whose language decides; empty for the label alone.

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
    >>> number_of("twenty-one mines") == number_of("21 mines")
    True
    """
    language = numerals_of(text or label)
    found = language.found(label, days=True)
    if len(found) > 1:
        found = [one for one in found if _not_article(language, label, one)]
    if len(found) != 1 or found[0].value is None:
        raise ValueError(tr(_NO_NUMBER).format(label=label))
    (one,) = found
    factor, unit = language.behind(label, one.end)
    exact = not unit and (factor == 1 or one.spelt)
    return Number(found[0].value * factor, Decimal(0) if exact else one.step * factor * _HALF, bool(unit))


def _not_article(language: Numerals, label: str, one: Numeral) -> bool:
    return label[one.start : one.end].lower() not in language.articles


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
