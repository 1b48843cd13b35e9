"""Positions, telephone numbers, addresses and names of persons in free text: what is found, and the text without it.

The scan would rather take out too much than too little: a number that only looks like a position costs a reader one
word, a position that is passed over can cost a life. It reads digits of every script, and numbers as people write
them; whether a number is a place in the programme's land is not asked.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

REMOVED: Final = "[removed]"
_WORD: Final = REMOVED[1:-1]
_SHAPES: Final = str.maketrans("−–—‐˚º′’‘´`″”“٫،\u00a0\u202f\u2009", "----°°'''''\"\"\".,   ")  # noqa: RUF001 - as people's tools write them
_LEAST_NAME: Final = 4
_DIGITS: Final = (7, 15)
KINDS_FOUND: Final = ("coordinates", "email", "square", "phone", "name")
"""What is looked for: positions, addresses, squares of a grid without their zone, telephone numbers, names."""

_CUT: Final = r"(?<![\w.,])"
_QUARTER: Final = (
    r"(?:[NSEWO]\b|north|south|east|west|nord|sud|est\b|ouest|norte|sur\b|este\b|oeste|"
    r"[сю]\.?\s?ш\b|[вз]\.?\s?д\b)"  # the last two in Cyrillic letters
)
_APART: Final = r"(?: {1,3}[,;/|]? {0,3}|[,;/|] {0,3}|(?=[+-]))"
_REAL: Final = r"\d{1,3}[.,]\d"
_SIXTIETHS: Final = r"\d{1,2}(?:[.,]\d+)?"
_BARE: Final = rf"\d{{1,3}}[ :-]\d{{1,2}}(?:[.,]\d+|[ :-]{_SIXTIETHS})"
_CLOCK: Final = rf"-?\d{{1,3}}[ :]\d{{1,2}}[ :]{_SIXTIETHS}"
_SQUARE: Final = r"[A-HJ-NP-Z] ?[A-HJ-NP-V]"
_METRES: Final = r"\d{6,8}(?:[.,]\d+)?"
_UNIT: Final = r"(?! ?(?:m|m2|m²|ha|km|km2|km²|cm|kg|%|USD|EUR)(?!\w))"
_POSITIONS: Final = (
    # the military grid with zone and band
    rf"{_CUT}\d{{1,2}} ?[C-HJ-NP-X] ?{_SQUARE}(?: ?\d){{2,10}}(?!\d)",
    # eastings and northings: with their zone, as a pair, alone with their letter
    (
        r"(?<!\d)\d{1,2} ?(?:[C-HJ-NP-X]|north|south)[ ,;]{1,4}(?:E|X|Easting)?[ :=]{0,3}"
        rf"\d{{5,7}}(?:[.,]\d+)?[^\d\n]{{1,12}}{_METRES}(?: ?m?N\b)?"
    ),
    (
        rf"{_CUT}(?:[EXYNRH]|easting|northing)?[ :=]{{0,3}}{_METRES} ?(?:m ?)?[EN]?(?!\w)[ ,;/|]{{1,4}}"
        rf"(?:(?:and|et|y) )?(?:[EXYNRH]|easting|northing)?[ :=]{{0,3}}{_METRES}(?: ?m?[EN]\b)?"
    ),
    r"\b(?:easting|northing|[XYEN]) ?[:=] ?-?\d{5,8}(?:[.,]\d+)?",
    # degrees with their mark, but not a temperature; minutes with theirs
    (
        rf"(?:\b{_QUARTER} ?)?[+-]?(?<![\d.,])\d{{1,3}}(?:[.,]\d+)? ?(?:°(?! ?[CFK]\b)|deg\b\.?|degrees?\b)"
        rf"(?: ?{_SIXTIETHS} ?(?:'|min\b\.?|minutes?\b|m\b)?(?: ?{_SIXTIETHS} ?(?:\"|''|sec\b\.?|seconds?\b|s\b)?)?)?"
        rf"(?: ?{_QUARTER})?"
    ),
    rf"(?:\b{_QUARTER} ?)?(?<![\d.,:])\d{{1,3}}[ :]{_SIXTIETHS}'(?: ?{_SIXTIETHS}\"?)?(?: ?{_QUARTER})?",
    # degrees, minutes and seconds without marks: with a letter, as a pair, as a row of digits
    rf"(?<![\d.,:]){_BARE} ?{_QUARTER}",
    rf"\b[NSEWO][ :=]?\d{{1,3}}[ :-]\d{{1,2}}(?:[.,]\d+|[ :-]{_SIXTIETHS})?(?![\d.])",
    rf"{_CUT}{_CLOCK}{_APART}{_CLOCK}",
    r"(?<!\d)\d{4,7}(?:[.,]\d+)?[NS][ ,;/]?\d{5,7}(?:[.,]\d+)?[EWO]\b",
    # decimal degrees: with a letter, with a word, as a pair, with so many places that they are nothing else
    rf"{_CUT}{_REAL}\d* ?{_QUARTER}",
    rf"\b[NSEWO][ :=]{{0,2}}[+-]?{_REAL}\d*",
    rf"{_CUT}\d{{1,3}} ?[NS]\b{_APART}\d{{1,3}} ?[EWO]\b",
    r"\b(?:lat(?:itude)?|lon(?:g|gitude)?|lng)\b\.?[ :=\"']{0,4}[+-]?\d{1,3}(?:[.,]\d+)?(?![\d.])",
    rf"{_CUT}[+-]?{_REAL}\d+{_APART}[+-]?{_REAL}\d+(?![\w.,]\d){_UNIT}",
    rf"(?<![\d.,])[+-]?{_REAL}\d{{3,}}(?!\d)",
    # places as other systems write them
    r"(?<!\w)(?:[23456789CFGHJMPQRVWX]{2}){2,4}\+[23456789CFGHJMPQRVWX]{2,3}(?!\w)",
    r"///\w+\.\w+\.\w+",
)
_COORDINATES: Final = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _POSITIONS)
_LONE_SQUARE: Final = re.compile(rf"{_CUT}{_SQUARE} ?(?:\d{{2,5}} \d{{2,5}}(?!\d)|(?:\d\d){{3,5}}(?!\w))")
_EMAIL: Final = re.compile(
    r"[\w.+%-]{1,64} ?(?:@|[\[({]at[\])}]) ?[\w-]{1,64}(?: ?(?:\.|[\[({]dot[\])}]) ?[\w-]{1,64}){1,8}",
    re.IGNORECASE,
)
_DAY: Final = re.compile(
    r"(?<![\d+])(?:(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:[T ][\d:.]+Z?)?)?"
    r"|(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d"
    r"|(?:19|20)\d\d[-/]\d{1,5}(?![ ().\-/]{0,3}\d)|\d{1,2}:\d\d(?::\d\d)?)(?!\d)"
)
_PHONE: Final = re.compile(
    rf"{_CUT}(?:tel\.? ?|phone ?)?(?:\+ ?|\(\+?)?\d(?:[ ().\-/]{{0,3}}\d){{5,16}}(?!\w){_UNIT}", re.IGNORECASE
)


class Found(NamedTuple):
    """
    Something in a text that its readers may not see.

    Attributes
    ----------
    what : str
        One of `KINDS_FOUND`.
    start : int
        Place of its first character.
    end : int
        Place behind its last one.
    """

    what: str
    start: int
    end: int


def scan(text: str, names: Iterable[str] = (), *, leaving: Collection[str] = ()) -> list[Found]:
    """
    Find what a text tells beside its words: positions, addresses, telephone numbers, names of persons.

    Parameters
    ----------
    text
        Any text; it is read in its composed form (NFC), and places count in that.
    names
        Names of persons; their parts of four letters or more are found alone as well.
    leaving
        Of `KINDS_FOUND` what is not looked for: an id such as ``BH123456`` looks like a square of a grid.

    Returns
    -------
    list of Found
        In order; what overlaps is one, named by the first in the order of `KINDS_FOUND`.

    Examples
    --------
    >>> scan("mine at 44.2512, 18.4310")
    [Found(what='coordinates', start=8, end=24)]
    >>> scan("told by Ana Petrovic on 2025-03-17", ["Ana Petrović"])
    [Found(what='name', start=8, end=20)]
    >>> scan("12 000 m², to a depth of 0.20 m")
    []
    """
    plain = _plain(unicodedata.normalize("NFC", text))
    known = _known(tuple(sorted(set(names))))
    found = [
        *_matches("coordinates", _COORDINATES, plain),
        *_matches("email", (_EMAIL,), plain),
        *_matches("square", (_LONE_SQUARE,), plain),
        *_phones(plain),
        *_matches("name", (known,) if known else (), plain),
    ]
    return _merged([one for one in found if one.what not in leaving])


def scrubbed(text: str, names: Iterable[str] = (), *, leaving: Collection[str] = ()) -> str:
    """
    Take out of a text what `scan` finds in it, until it finds nothing.

    Parameters
    ----------
    text
        Any text.
    names
        Names of persons.
    leaving
        As in `scan`.

    Returns
    -------
    str
        The text, composed (NFC), with `REMOVED` in its places.

    Examples
    --------
    >>> scrubbed("call +387 61 123 456 or write to ana@example.org")
    'call [removed] or write to [removed]'
    """
    given, text = tuple(names), unicodedata.normalize("NFC", text)
    while found := scan(text, given, leaving=leaving):
        for one in reversed(found):
            text = text[: one.start] + REMOVED + text[one.end :]
    return text


def _plain(text: str) -> str:
    """Write digits, marks and blanks of every script as ASCII has them, character by character."""
    return "".join(map(_character, text.translate(_SHAPES)))


@lru_cache(maxsize=4096)
def _character(one: str) -> str:
    """Give a digit its value, a letter without its accents, any blank as a blank."""
    if one.isascii():
        return " " if one in "\t\n\r\f\v" else one
    digit = unicodedata.digit(one, None) if unicodedata.category(one) == "Nd" else None
    if digit is not None:
        return str(digit)
    bare = unicodedata.normalize("NFD", one)[0] if one.isalpha() else unicodedata.normalize("NFKC", one)
    return bare if len(bare) == 1 else one


def _matches(what: str, patterns: Iterable[re.Pattern[str]], plain: str) -> Iterator[Found]:
    for pattern in patterns:
        for one in pattern.finditer(plain):
            blank = len(one[0]) - len(one[0].lstrip())
            yield Found(what, one.start() + blank, one.start() + len(one[0].rstrip()))


def _phones(plain: str) -> Iterator[Found]:
    """Find numbers of seven to fifteen digits that are no dates."""
    dateless = _DAY.sub(lambda day: "\n" * len(day[0]), plain)
    for one in _matches("phone", (_PHONE,), dateless):
        many = sum(letter.isdigit() for letter in dateless[one.start : one.end])
        if _DIGITS[0] <= many <= _DIGITS[1]:
            yield one


@lru_cache(maxsize=64)
def _known(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Make one pattern of all names, whole ones first, of their longer parts, and of both orders."""
    wanted: set[str] = set()
    for name in names:
        parts = [part for part in _plain(unicodedata.normalize("NFC", name)).split() if part.lower() != _WORD]
        if len("".join(parts)) > 1:
            wanted |= {r"[ ,]+".join(map(re.escape, parts)), r"[ ,]+".join(map(re.escape, reversed(parts)))}
        wanted |= {re.escape(part) for part in parts if len(part) >= _LEAST_NAME}
    longest = sorted(wanted, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)", re.IGNORECASE) if longest else None


def _merged(found: list[Found]) -> list[Found]:
    """Make one of what overlaps."""
    merged: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if merged and one.start < merged[-1].end:
            last = merged.pop()
            one = Found(min(last.what, one.what, key=KINDS_FOUND.index), last.start, max(last.end, one.end))  # noqa: PLW2901
        merged.append(one)
    return merged
