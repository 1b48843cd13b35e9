"""Turns: who speaks where nobody says so beside the words: in transcripts, in messages, in quotes that go on."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from landrelease.evidence import phrase
from landrelease.evidence.account import Account, Line
from landrelease.evidence.language import Language

_HEAD: Final = re.compile(r"^([^\W\d_][^:\n“\"«.!?]{1,40}):\s+(?=\S)", re.MULTILINE)
_OFTEN: Final = 2
"""A name that stands so often before a colon has a turn."""
_OPENING: Final = "“«„"
_CLOSING: Final = "”»"


def turns(account: Account) -> Mapping[int, str]:
    r"""
    Find who has the turn, paragraph by paragraph.

    Parameters
    ----------
    account
        A document.

    Returns
    -------
    mapping
        Number of the paragraph, as `passage.passages` counts them, to the name; empty for anything but a transcript and
        a message to a hotline.

    Examples
    --------
    >>> from landrelease.evidence.account import Item
    >>> said = "She gave her name as Ana Ito.\nCaller: A bang.\nOperator: Where?\nCaller: By the mill.\nOperator: Stay."
    >>> turns(Account(Item("a", said, publisher="Mine Hotline", language="en")))
    {1: 'Ana Ito', 2: 'Operator', 3: 'Ana Ito', 4: 'Operator'}
    >>> said = "I am a shepherd from Ebor.\nThere was a box."
    >>> turns(Account(Item("a", said, publisher="Mine Hotline", language="en")))
    {0: 'a shepherd', 1: 'a shepherd'}
    """
    language = account.language
    if language is None:
        return {}
    paragraphs = [match.group() for match in re.finditer(r"[^\n]+", account.item.text)]
    heads = [match.group(1) if (match := _HEAD.match(one)) else "" for one in paragraphs]
    often = {head for head, count in Counter(heads).items() if head and count >= _OFTEN}
    caller = _caller(account, language) if account.is_call else ""
    if len(often) >= _OFTEN:
        return {number: _named(head, caller, language) for number, head in enumerate(heads) if head in often}
    return dict.fromkeys(range(len(paragraphs)), caller) if caller else {}


def _caller(account: Account, language: Language) -> str:
    """Give the name under which somebody calls, else what the caller says to be."""
    for rule in ("say.named", "say.selves"):
        for match in language.found[rule].finditer(account.item.text):
            name = phrase.after(account.item.text, match.end() + 1, language)
            if name:
                return name
    return ""


def _named(head: str, caller: str, language: Language) -> str:
    return caller if caller and head.lower() in language.words["say.callers"] else head


def carried(lines: Sequence[Line]) -> Mapping[int, int]:
    r"""
    Find the passages that are words of a quote which another passage attributes.

    Parameters
    ----------
    lines
        The passages of a document.

    Returns
    -------
    mapping
        Number of a passage without a voice that stands in quotes to that of the one that says whose words they are: the
        nearest of its paragraph, before it first; else the last one before it, where the quote goes on from there.

    Examples
    --------
    >>> from landrelease.evidence.account import Item
    >>> said = "“It was early,” Ana Ito said. “I heard a bang.\n“Then there was smoke.” The road is shut."
    >>> dict(carried(Account(Item("a", said, language="en")).lines))
    {1: 0, 2: 0}
    """
    found: dict[int, int] = {}
    open_, spoke = False, -1
    for number, line in enumerate(lines):
        text = line.passage.text
        inside = open_ or text[0] in _OPENING or (text[0] == '"' and text.count('"') <= _OFTEN)
        if any(voice.how == "says" for voice in line.voices):
            spoke = number
        elif inside:
            near = [at for at in (number - 1, number + 1) if _attributes(lines, at, line.passage.paragraph)]
            found.update({number: found.get(near[0], near[0])} if near else {number: spoke} if spoke >= 0 else {})
            if number not in found and number - 1 in found:
                found[number] = found[number - 1]
        last = max(text.rfind(sign) for sign in _OPENING)
        open_ = (
            last > max(text.rfind(sign) for sign in _CLOSING) if last >= 0 else open_ and not set(_CLOSING) & set(text)
        )
    return found


def _attributes(lines: Sequence[Line], at: int, paragraph: int) -> bool:
    return (
        0 <= at < len(lines)
        and lines[at].passage.paragraph == paragraph
        and any(voice.how == "says" for voice in lines[at].voices)
    )
