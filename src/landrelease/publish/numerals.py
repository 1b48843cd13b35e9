"""How a language writes figures, in digits and in words, as data: a new language is a new file in ``numberwords``."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from landrelease.checks.published import UNIT_M2
from landrelease.evidence.language import language_of

_FOLDER: Final = "numberwords"
_PLAIN: Final = "en"
_ARABIC: Final = re.compile("[\u0620-\u064a]")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_SIGNS: Final = {"m²": "m2", "m2": "m2", "ha": "ha", "km²": "km2", "km2": "km2"}
_YEAR: Final = r"\d{4}-\d{2}(?:-\d{2})?|(?:19|20)\d{2}"
_THOUSAND, _HUNDRED, _TEN, _TWENTY = 1000, 100, 10, 20
_LONG_TENS: Final = (60, 80)
"""Tens behind which French counts on to nineteen."""


class Numeral(NamedTuple):
    """
    A figure in a text.

    Attributes
    ----------
    start, end : int
        Where it stands.
    value : Decimal or None
        What it says; None where a word names no number, such as dozens.
    step : Decimal
        Its last digit: 0.1 where it has one decimal, 1 where it has none or is written in words.
    spelt : bool
        Whether it is written in words.
    """

    start: int
    end: int
    value: Decimal | None
    step: Decimal
    spelt: bool


class Numerals(NamedTuple):
    """
    How a language writes figures; ``numberwords/en.toml`` explains the data.

    Attributes
    ----------
    code : str
        Its code.
    digits : re.Pattern
        A figure in digits.
    decimal : str
        Signs before decimals.
    words, word : re.Pattern
        Number words in a row, and one of them.
    values, times : mapping
        Number word to its value, and to what it multiplies by.
    vague, articles : frozenset of str
        Words that stand for a number and name none, and those that are articles where they stand alone.
    aside : re.Pattern
        Days, years, and phrases in which such words are no figures.
    times_units : re.Pattern
        What may stand behind a figure: a word that multiplies, a unit of area.
    units : mapping
        Unit as written to its code.
    """

    code: str
    digits: re.Pattern[str]
    decimal: str
    words: re.Pattern[str]
    word: re.Pattern[str]
    values: Mapping[str, int]
    times: Mapping[str, int]
    vague: frozenset[str]
    articles: frozenset[str]
    aside: re.Pattern[str]
    times_units: re.Pattern[str]
    units: Mapping[str, str]

    def found(self, text: str, *, days: bool = False) -> list[Numeral]:
        """
        Find the figures of a text.

        Parameters
        ----------
        text
            Any text.
        days
            Whether days, years and names of papers are figures, too.

        Returns
        -------
        list of Numeral
            In order.

        Examples
        --------
        >>> [one.value for one in numerals()["en"].found("On 3 May, twenty-one of 1,200 mines and two hundred fuzes.")]
        [Decimal('21'), Decimal('1200'), Decimal('200')]
        """
        rest = text if days else self.aside.sub(_blank, text)
        numbers = [self._number(one) for one in self.digits.finditer(rest)]
        for one in numbers:
            behind = self.times_units.match(rest, one.end)
            end = behind.end() if behind else one.end
            rest = rest[: one.start] + "0" * (end - one.start) + rest[end:]
        spelt = [one for run in self.words.finditer(rest) for one in self._spelt(run)]
        alone = [one for one in spelt if days or _plain(rest[one.start : one.end]) not in self.articles]
        return sorted((*numbers, *alone), key=lambda one: one.start)

    def _number(self, found: re.Match[str]) -> Numeral:
        signs = ("." if one in self.decimal else one for one in found.group() if one.isdigit() or one in self.decimal)
        value = Decimal("".join(signs))
        step = Decimal(1).scaleb(int(value.as_tuple().exponent))
        return Numeral(found.start(), found.end(), value, step, spelt=False)

    def _spelt(self, run: re.Match[str]) -> Iterator[Numeral]:
        """Divide number words in a row into figures: a word begins a new one where it cannot be added."""
        start, end, count = run.start(), run.start(), _Count()
        for found in self.word.finditer(run.group()):
            word = _bare(found.group(), self.code)
            at = run.start() + found.start()
            if end > start and not count.takes(word, self):
                yield self._counted(run, start, end, count)
                start, count = at, _Count()
            start = start if count.words else at
            count.take(word, self)
            end = run.start() + found.end()
        if count.words:
            yield self._counted(run, start, end, count)

    def _counted(self, run: re.Match[str], start: int, end: int, count: "_Count") -> Numeral:
        alone = count.words == 1 and _bare(run.string[start:end], self.code) in self.vague
        return Numeral(start, end, None if alone else Decimal(count.value), Decimal(1), spelt=True)

    def behind(self, text: str, at: int) -> tuple[Decimal, str]:
        """
        Read what stands behind a figure.

        Parameters
        ----------
        text
            Any text.
        at
            Where the figure ends.

        Returns
        -------
        tuple
            What it is multiplied by, and the code of its unit of area; empty where it has none.
        """
        found = self.times_units.match(text, at)
        times, unit = (found["times"], found["unit"]) if found else ("", "")
        factor = self.times.get(_plain(times), 1) if times else 1
        code = self.units[_plain(unit)] if unit else ""
        return Decimal(factor) * (UNIT_M2[code] if code else 1), code


class _Count:
    """A figure in words as far as it was read."""

    def __init__(self) -> None:
        self.done, self.now, self.words = 0, 0, 0

    @property
    def value(self) -> int:
        """
        Say what was read so far.

        Returns
        -------
        int
            Its value.
        """
        return self.done + self.now

    def takes(self, word: str, of: Numerals) -> bool:
        """
        Tell whether a word goes on with the figure.

        Parameters
        ----------
        word
            A number word.
        of
            Its language.

        Returns
        -------
        bool
            Whether it can be added or multiplied by; else it begins another one.
        """
        if word in of.vague and word not in of.times:
            return False
        if word in of.times:
            return of.times[word] > self.now or not self.now
        value, left = of.values[word], self.now % _HUNDRED
        if value >= _HUNDRED:
            return self.now == 0
        if left == 0:
            return self.words == 0 or self.value > 0
        tens = left % _TEN == 0 and left >= _TWENTY
        reversed_tens = of.code == "ar" and left < _TEN and value % _TEN == 0 and value >= _TWENTY
        return (tens and (0 < value < _TEN or (left in _LONG_TENS and value < _TWENTY))) or reversed_tens

    def take(self, word: str, of: Numerals) -> None:
        """
        Go on with a word.

        Parameters
        ----------
        word
            A number word.
        of
            Its language.
        """
        self.words += 1
        if word in of.times:
            self._times(of.times[word])
        elif (value := of.values.get(word, 0)) >= _THOUSAND:
            self.done += value
        else:
            self.now += value

    def _times(self, factor: int) -> None:
        if factor == _HUNDRED:
            self.now = max(self.now, 1) * factor
        else:
            self.done, self.now = self.done + max(self.now, 1) * factor, 0


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _bare(word: str, code: str) -> str:
    """Give a number word as the data have it, in Arabic without the letter that joins it to the one before."""
    plain = _plain(word)
    return plain.removeprefix("و") if code == "ar" and not plain.startswith("واحد") else plain


def _plain(word: str) -> str:
    """Write a word as the data do: small letters, one kind of apostrophe, a space for a hyphen."""
    return " ".join(re.sub("[\u2019\u02bc`]", "'", word.lower()).replace("-", " ").split())


@cache
def numerals() -> Mapping[str, Numerals]:
    """
    Read how every language that there is writes figures.

    Returns
    -------
    mapping
        Code to data.
    """
    folder = files("landrelease.publish") / _FOLDER
    read = {one.name.partition(".")[0]: tomllib.loads(one.read_text("utf-8")) for one in folder.iterdir()}
    return {code: _numerals(code, read[code]) for code in sorted(read)}


def numerals_of(text: str) -> Numerals:
    """
    Find how the language of a text writes figures.

    Parameters
    ----------
    text
        The text.

    Returns
    -------
    Numerals
        Of English where the language is not known.

    Examples
    --------
    >>> numerals_of("Deux villages ont été rendus aux habitants de la vallée.").code, numerals_of("٣٤ لغما").code
    ('fr', 'ar')
    """
    known = numerals()
    if _ARABIC.search(text):
        return known["ar"]
    if _CYRILLIC.search(text):
        return known["uk"]
    found = language_of(text)
    return known.get(found.code, known[_PLAIN]) if found else known[_PLAIN]


def _numerals(code: str, data: Mapping[str, Any]) -> Numerals:
    values, times = data["values"], data["times"]
    units = {_plain(word): unit for unit, words in data["units"].items() for word in words} | _SIGNS
    groups, decimal = re.escape(data["groups"]), re.escape(data["decimal"])
    one = _word([*values, *times, *data["vague"]])
    joiner = "|".join(rf"\s+{word}\s+|-{word}-" for word in data["joiners"] if code != "ar")
    joined = rf"(?:[\s-]+|{joiner})" if joiner else r"[\s-]+"
    joined, before = (r"\s+و?", r"(?<!\w)و?") if code == "ar" else (joined, r"(?<!\w)")
    orders = "|".join(data["orders"])
    behind = rf"(?!\w|-(?:{orders})\b)" if orders else r"(?!\w)"
    return Numerals(
        code,
        re.compile(rf"\d+(?:[{groups}]\d{{3}}(?!\d))*(?:[{decimal}]\d+)?"),
        data["decimal"],
        re.compile(rf"{before}{one}(?:{joined}{one})*{behind}", re.IGNORECASE),
        re.compile(rf"{before}{one}" if code == "ar" else rf"(?<!\w){one}", re.IGNORECASE),
        {_plain(word): value for word, value in values.items()},
        {_plain(word): value for word, value in times.items()},
        frozenset(map(_plain, data["vague"])),
        frozenset(_plain(phrase) for phrase in data["others"] if " " not in phrase),
        _aside(data, one),
        re.compile(rf"\s*(?:(?P<times>{_either(times)})(?!\w))?\s*(?P<unit>{_either(units)})?(?!\w)", re.IGNORECASE),
        units,
    )


def _word(words: Iterable[str]) -> str:
    return rf"(?:{_either(words)})(?!\w)"


def _either(words: Iterable[str]) -> str:
    """Write a pattern of any of some words, the longest first; a space may be a hyphen, an apostrophe any sign."""
    patterns = (re.escape(word).replace(r"\ ", r"[\s-]+").replace("'", "['\u2019\u02bc`]") for word in words)
    return "|".join(sorted(patterns, key=len, reverse=True))


def _aside(data: Mapping[str, Any], one: str) -> re.Pattern[str]:
    """Write the pattern of days, years, and phrases that are no figures."""
    english = tomllib.loads((files("landrelease.publish") / _FOLDER / "en.toml").read_text("utf-8"))["months"]
    months = _either({*data["months"], *english})
    between = "|".join(rf"{word}\s+" for word in data["between"]) or "(?!)"
    day = rf"(?:\d{{1,2}}(?:st|nd|rd|th|er|º)?|{one})"
    parts = (
        rf"(?<!\w){day}\s+(?:{between})?(?:{months})\b(?:\s+(?:{between})?\d{{4}})?",
        rf"\b(?:{months})\s+\d{{1,2}}(?:,\s*\d{{4}})?\b",
        rf"\b(?:{_YEAR})\b(?![\d,.\u00a0\u202f]*\d)",
        r"\b(?:Article|Art[ií]culo|Form|Protocole?|Protocolo|No\.?|Стаття|статті|المادة)\s+\d+\b",
        *(rf"(?<![\w-]){_either([phrase])}(?![\w-])" for phrase in data["others"] if " " in phrase),
    )
    return re.compile("|".join(parts), re.IGNORECASE)
