"""Passages: the sentences of a text with the places where they stand, so that every claim can show its words."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from landrelease.evidence.language import Language

_END: Final = re.compile(r"[.!?…؟]+[\"'”’»)\]]*(?=\s|$)")
_BULLET: Final = re.compile(r"^(?:[-*•]|\d{1,2}[.)]|\([a-z]\))\s+")
DATELINE: Final = re.compile(r"^[^()]{0,60}\([^()]{2,40}\)\s*[-–—]+")
"""Where and when an agency wrote it, which is no day of the event."""
_OPEN: Final = '"“«‘'
_CLAUSES: Final = ("; ", ", ", ": ", "؛ ", "، ", " – ", " — ")
"""What stands between clauses."""
_SPACE: Final = re.compile(r"\s*")
_NEAR: Final = 100
"""Letters before and behind an end that are looked at."""
_LONGEST: Final = 2_000
"""Letters of a passage; no sentence of a person is as long, and rules take long over what never ends."""


class Passage(NamedTuple):
    """
    One sentence of a document, or a piece of one that does not end.

    Attributes
    ----------
    text : str
        Its words, letter for letter.
    start : int
        Where it begins in the text.
    end : int
        Where it ends.
    paragraph : int
        Number of its paragraph, from 0.
    """

    text: str
    start: int
    end: int
    paragraph: int


def passages(text: str, language: Language | None) -> list[Passage]:
    r"""
    Divide a text into sentences; one of more than 2,000 letters is cut between clauses, else words.

    Parameters
    ----------
    text
        As `document.tidy` writes it.
    language
        Whose abbreviations end no sentence.

    Returns
    -------
    list of Passage
        In order; ``text[start:end]`` is the passage.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> text = 'Gen. Ito left. "Why?" he asked.\nNobody knew.'
    >>> [one.text for one in passages(text, languages()["en"])]
    ['Gen. Ito left.', '"Why?" he asked.', 'Nobody knew.']
    """
    found: list[Passage] = []
    for number, line in enumerate(re.finditer(r"[^\n]+", text)):
        found += _of_line(line.group(), line.start(), number, language)
    return found


def _of_line(line: str, offset: int, number: int, language: Language | None) -> Iterator[Passage]:
    bullet = _BULLET.match(line)
    start = bullet.end() if bullet else 0
    for end in (*_ends(line, language), len(line)):
        while end - start > _LONGEST:
            cut = _border(line, start)
            yield Passage(line[start:cut], offset + start, offset + cut, number)
            start = _behind_space(line, cut)
        if end > start:
            yield Passage(line[start:end], offset + start, offset + end, number)
        start = _behind_space(line, end)


def _border(line: str, start: int) -> int:
    """Find where to cut what does not end: behind the last clause, else between words, else anywhere."""
    until = start + _LONGEST
    clause = max(line.rfind(sign, start + _LONGEST // 2, until) for sign in _CLAUSES)
    space = clause + 1 if clause >= 0 else line.rfind(" ", start, until)
    return space if space > start else until


def _behind_space(line: str, at: int) -> int:
    match = _SPACE.match(line, at)
    return match.end() if match else at


def _ends(line: str, language: Language | None) -> Iterator[int]:
    for match in _END.finditer(line):
        rest = line[match.end() : match.end() + _NEAR].lstrip()
        before = line[max(0, match.start() - _NEAR) : match.start()].split()
        last = before[-1].lstrip("(\"'“‘") if before else ""
        initial = len(last) == 1 and last.isupper()
        known = language is not None and last.lower() in language.words["abbreviations"]
        short = match.group()[0] == "." and (initial or known)
        goes_on = bool(rest) and rest[0].islower() and rest[0] not in _OPEN
        if not short and not goes_on:
            yield match.end()
