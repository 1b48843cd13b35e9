"""Phrases that name somebody: found to the left or the right of a place in a sentence."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection
from functools import lru_cache
from typing import Final, NamedTuple

from landrelease.evidence.language import Language

_TOKEN: Final = re.compile(r"@\w+|[^\W_]+(?:[-.’'‘][^\W_]+)*[’']?|[^\w\s]")
_QUOTES: Final = frozenset("‘’'")
_BREAKS: Final = frozenset('.;:()[]!?–—-…/"“”«»„')
_COMMAS: Final = frozenset(",،")
_LONGEST: Final = 12
_OFFICES: Final = ("house.ranks", "house.offices", "house.bodies", "house.papers")
"""Lists of words in small letters that name somebody."""
_ELIDED: Final = re.compile("^(?:[ld]|qu)[’'](?=.)", re.IGNORECASE)
"""A word that leans on the next one, as French writes it."""
_LOWER: Final = 5
"""So many words in small letters may stand in a phrase without a word that begins it."""


class Token(NamedTuple):
    """
    A word or sign of a sentence.

    Attributes
    ----------
    text : str
        As it stands.
    start, end : int
        Where.
    """

    text: str
    start: int
    end: int


def tokens_of(sentence: str) -> list[Token]:
    """
    Divide a sentence into words and signs.

    Parameters
    ----------
    sentence
        Any text.

    Returns
    -------
    list of Token
        In order.

    Examples
    --------
    >>> [one.text for one in tokens_of("The army’s paper, ‘Red Star,’ said.")]
    ['The', 'army’s', 'paper', ',', '‘', 'Red', 'Star', ',', '’', 'said', '.']
    """
    return list(_tokens(sentence))


@lru_cache(maxsize=256)
def _tokens(sentence: str) -> tuple[Token, ...]:
    """Divide a sentence once for all places that are asked for in it: a long one is asked for at each of its verbs."""
    return tuple(Token(one.group(), one.start(), one.end()) for one in _TOKEN.finditer(sentence))


def _tokens_before(sentence: str, at: int) -> list[Token]:
    """Divide what stands before a place; of a word that goes on behind it what stands before it."""
    tokens = _tokens(sentence)
    whole = bisect_right(tokens, at, key=lambda one: one.end)
    found = list(tokens[:whole])
    if whole < len(tokens) and (start := tokens[whole].start) < at:
        parts = tokens_of(sentence[start:at])
        found += [Token(one.text, one.start + start, one.end + start) for one in parts]
    return found


def _tokens_from(sentence: str, at: int) -> list[Token]:
    """Divide what begins at a place or behind it."""
    tokens = _tokens(sentence)
    return list(tokens[bisect_left(tokens, at, key=lambda one: one.start) :])


def words_of(name: str) -> list[str]:
    """
    List the words of a phrase without its signs.

    Parameters
    ----------
    name
        A phrase.

    Returns
    -------
    list of str
        Without the ending of an owner, and without words that lean on the next one.

    Examples
    --------
    >>> words_of("the army’s paper, L’Étoile")
    ['the', 'army', 'paper', 'Étoile']
    """
    said = (re.sub("[’'‘]s?$", "", one.text) for one in tokens_of(name) if one.text[0].isalpha())
    return [_ELIDED.sub("", one) for one in said]


def is_name(token: str) -> bool:
    """
    Tell whether a word is written as a name.

    Parameters
    ----------
    token
        A word.

    Returns
    -------
    bool
        Whether it begins with a capital letter or ``@``.

    Examples
    --------
    >>> is_name("Star"), is_name("paper")
    (True, False)
    """
    return token[0].isupper() or token[0] == "@"


def after(sentence: str, at: int, language: Language) -> str:
    """
    Read the phrase that begins at a place.

    Parameters
    ----------
    sentence
        A sentence.
    at
        Where the phrase begins.
    language
        Its rules.

    Returns
    -------
    str
        Empty where none begins there; a name set beside it (``the paper, Red Star``) belongs to it.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> text = "according to the ministry’s newspaper, Red Star, which said so"
    >>> after(text, 13, languages()["en"])
    'the ministry’s newspaper, Red Star'
    """
    tokens = _tokens_from(sentence, at)
    end = len(_untimed(tokens[: _reach(tokens, language)], language))
    if end == 0:
        return ""
    beside = tokens[end : end + 2]
    if len(beside) == 2 and beside[0].text == "," and (is_name(beside[1].text) or beside[1].text in _QUOTES):  # noqa: PLR2004
        more = _reach(tokens[end + 1 :], language, names=True)
        lower = any(
            one.text.lower() in language.words["house.outlets"] or not is_name(one.text) for one in tokens[:end]
        )
        end += 1 + more if more and lower else 0
    return _said(sentence, tokens[:end])


def _reach(tokens: list[Token], language: Language, *, names: bool = False) -> int:
    """Count how many tokens belong to a phrase that begins with the first."""
    end = lower = 0
    for number, token in enumerate(tokens[:_LONGEST]):
        word = token.text.lower()
        if token.text in _QUOTES:
            continue
        if is_name(token.text):
            end, lower = number + 1, 0
            continue
        if token.text[0].isdigit():
            if number == 0:
                break
            end = number + 1
            continue
        if token.text in _BREAKS or not token.text[0].isalpha() or (word in _stops(language)):
            break
        lower += 1
        if names and word not in language.words["joiners"]:
            break
        if lower > _LOWER:
            break
        if word not in language.words["joiners"] and word not in language.words["determiners"]:
            end = number + 1
    return end


def _stops(language: Language) -> frozenset[str]:
    return (language.words["stops"] | language.words["say.verbs"] - language.words["say.nouns"]) - language.words[
        "joiners"
    ]


def before(sentence: str, at: int, language: Language) -> str:
    """
    Read the phrase that ends at a place, over a relative clause set between.

    Parameters
    ----------
    sentence
        A sentence.
    at
        Where the phrase ends.
    language
        Its rules.

    Returns
    -------
    str
        Empty where none ends there.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> text = "“No,” Captain Ito, who leads the team, told us"
    >>> before(text, text.index(" told"), languages()["en"])
    'Captain Ito'
    """
    tokens = _tokens_before(sentence, at)
    set_apart = _ends_apart(tokens)
    timed, tokens = tokens, _untimed(tokens, language)
    set_apart = (len(tokens) < len(timed) and _ends_apart(tokens)) or set_apart
    if set_apart:
        tokens = _without_clause(tokens, language)
    if tokens and tokens[-1].text.lower() in language.words["joiners"]:
        return ""
    start = len(tokens)
    while start and len(tokens) - start < _LONGEST and _belongs(tokens[start - 1], language):
        start -= 1
        if _begins(tokens, start, language):
            break
    return _said(sentence, _trimmed(tokens[start:], language))


def first(sentence: str, language: Language, *, apart: Collection[str] = ()) -> str:
    """
    Read the name with which a sentence begins.

    Parameters
    ----------
    sentence
        A sentence.
    language
        Its rules.
    apart
        What must stand behind it, of which any one suffices: a comma, or a word such as ``who``.

    Returns
    -------
    str
        A name, with the words in small letters for offices and ranks that belong to it; empty where none begins it.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> english = languages()["en"]
    >>> first("The Border Guard of Lethia, in a log of that day, listed one.", english, apart=",")
    'The Border Guard of Lethia'
    >>> first("The mayor smiled.", english), first("A herring swims.", english)
    ('The mayor', '')
    """
    tokens = tokens_of(sentence)
    named = 0
    for number, token in enumerate(tokens[:_LONGEST]):
        word = token.text.lower()
        small = word in language.words["determiners"] | language.words["joiners"]
        if small and (number == 0 or word in language.words["joiners"]):
            continue
        ranked = any(word in language.words[name] for name in _OFFICES)
        if not (is_name(token.text) or ranked) or (number == 0 and word in _stops(language)):
            break
        named = number + 1
    behind = tokens[named].text if named < len(tokens) else ""
    return _said(sentence, tokens[:named]) if named and (not apart or behind.lower() in apart) else ""


def _without_clause(tokens: list[Token], language: Language) -> list[Token]:
    """Leave out what is set between commas behind the phrase: a clause, or what or how old somebody with a name is."""
    commas = [number for number, one in enumerate(tokens) if one.text == "," and number + 1 < len(tokens)]
    if commas:
        word = tokens[commas[-1] + 1].text
        small = word.lower() in (language.words["relative"] | language.words["joiners"] | language.words["stops"]) - {
            *language.words["determiners"]
        }
        beside = is_name(tokens[commas[-1] - 1].text) if commas[-1] else False
        apposed = beside and (word.islower() or word.isdigit())
        return tokens[: commas[-1]] if (small or apposed) and not is_name(word) else tokens
    return tokens


def _belongs(token: Token, language: Language) -> bool:
    begins = token.start == 0 and token.text.lower() in language.words["stops"]
    if token.text in _QUOTES or (is_name(token.text) and not begins):
        return True
    return token.text[0].isalnum() and token.text.lower() not in _stops(language)


def _begins(tokens: list[Token], at: int, language: Language) -> bool:
    """Tell whether a phrase begins with this word: one that points, unless it stands behind a joiner."""
    word = tokens[at].text.lower()
    earlier = tokens[at - 1].text.lower() if at else ""
    inside = earlier in language.words["joiners"] - language.words["stops"]
    return word in language.words["pronouns"] or (word in language.words["determiners"] and not inside)


def _ends_apart(tokens: list[Token]) -> bool:
    """Take quotes and commas away from the end of a phrase, and tell whether a comma was there."""
    apart = False
    while tokens and tokens[-1].text in _QUOTES | _COMMAS:
        apart = tokens.pop().text in _COMMAS or apart
    return apart


def _untimed(tokens: list[Token], language: Language) -> list[Token]:
    """Leave out what says at the end of a phrase when somebody spoke: ``on Saturday``, ``last week``, ``on 5 May``."""
    surely, leading = language.words["when.words"] | language.words["days"], language.words["when.before"]
    months = language.words["months"]
    start = len(tokens)
    said: list[str] = []
    while start and ((word := tokens[start - 1].text.lower()) in surely | months or _counts(word, leading, said)):
        said.append(word)
        start -= 1
    timed = surely & {*said} or (months & {*said} and len(said) > 1)
    return tokens[:start] if timed and start else tokens


def _counts(word: str, leading: Collection[str], behind: Collection[str]) -> bool:
    """Tell whether a word belongs to a time that stands behind it, or is the number of a day or year."""
    return word.isdigit() or (word in leading and bool(behind))


def _trimmed(tokens: list[Token], language: Language) -> list[Token]:
    while tokens and tokens[0].text.lower() in language.words["joiners"] - language.words["determiners"]:
        tokens = tokens[1:]
    return tokens


def _said(sentence: str, tokens: list[Token]) -> str:
    said = sentence[tokens[0].start : tokens[-1].end].strip(" ,'’‘\"“”«»") if tokens else ""
    return said.replace("‘", "") if said.count("‘") > len(re.findall(r"’(?!\w)", said)) else said
