"""Framing: a verb of saying whose subject is something abstract, so that nobody says it."""

from collections.abc import Iterable
from typing import Final

from landrelease.evidence.language import Language
from landrelease.evidence.phrase import is_name, words_of

_NAMING: Final = (
    "abstract.not",
    "house.offices",
    "house.bodies",
    "house.media",
    "house.outlets",
    "house.papers",
    "house.unnamed",
    "house.callers",
    "house.ranks",
)
"""Lists of words that name who or what can speak, whatever their endings."""


def is_abstract(name: str, language: Language) -> bool:
    """
    Tell whether a phrase names something that cannot speak, such as a use or a presence.

    Parameters
    ----------
    name
        The phrase that stands where a speaker would.
    language
        The rules of its language: its words and endings of what is abstract.

    Returns
    -------
    bool
        Whether its noun is abstract, and no word for persons, offices, bodies, papers or groups.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> english = languages()["en"]
    >>> [is_abstract(one, english) for one in ("The use of such language", "Their deployment", "Training of sappers")]
    [True, True, True]
    >>> [is_abstract(one, english) for one in ("The statement", "The mine clearance team", "The opposition", "Keating")]
    [False, False, False, False]
    """
    head = _head(name, language)
    telling = (one for one in head if _is_of(one, ("abstract.words", *_NAMING), language))
    counting = {"abstract.words": next(telling, ""), "abstract.last": head[-1] if head else ""}
    return any(
        _is_of(word, (kind,), language) and not _is_of(word, _NAMING, language) for kind, word in counting.items()
    )


def _head(name: str, language: Language) -> list[str]:
    """List the words before the first that binds; in small letters where a phrase of several begins with one."""
    binding = language.words["joiners"] - language.words["determiners"]
    words = words_of(name)
    ends = (number for number, word in enumerate(words) if number and word.lower() in binding)
    head = words[: next(ends, len(words))]
    return [word.lower() if number == 0 and len(words) > 1 else word for number, word in enumerate(head)]


def _is_of(word: str, lists: Iterable[str], language: Language) -> bool:
    """Tell whether a word in small letters is one of a list, or ends as one of them ends."""
    return bool(word) and not is_name(word) and any(language.found[name].fullmatch(word) for name in lists)
