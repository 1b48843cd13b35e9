"""Houses: who stands behind words. A ministry, its press service, its officers and its newspaper are one house."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final, NamedTuple

from landrelease.evidence.language import Language, languages

_LIKE: Final = 4
"""Least length of the beginning that two forms of a name share, such as of a country and its people."""
_ENDING: Final = 4
"""Longest ending by which they differ."""
_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_POSSESSIVE: Final = re.compile(r"[’'‘]s?(?=\W|$)")
_HANDLE: Final = "@"


class House(NamedTuple):
    """
    A house as somebody named it.

    Attributes
    ----------
    name : str
        As it was named.
    words : frozenset of str
        The words by which it is known again.
    """

    name: str
    words: frozenset[str]


def house(name: str, language: Language) -> House:
    """
    Read the name of a house.

    Parameters
    ----------
    name
        As somebody wrote it.
    language
        Of the text.

    Returns
    -------
    House
        Its words are empty where nothing of the name tells it from others.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> sorted(house("the Ruritanian Defense Minister", languages()["en"]).words)
    ['defence', 'ministry', 'ruritanian']
    """
    return _house(name, language.code)


@lru_cache(maxsize=65536)
def _house(name: str, code: str) -> House:
    language = languages()[code]
    plain = _POSSESSIVE.sub("", _owned_by_the_state(name, language))
    words = (_bare(language.bare(word)) for word in _WORD.findall(plain))
    spelt = (language.same.get(word, word) for word in words if len(word) > 1)
    known = frozenset(word for word in spelt if word not in _empty(language.code))
    return House(" ".join(name.split()), known)


def _owned_by_the_state(name: str, language: Language) -> str:
    """Leave out whose an office is where it is any state's: ``the government's mine action centre``."""
    whole = "|".join(map(re.escape, sorted(language.words["house.whole"])))
    return re.sub(rf"\b(?:{whole})[’'‘]s?\s+(?=\w)", "", name, flags=re.IGNORECASE)


@cache
def _empty(code: str) -> frozenset[str]:
    return frozenset(_bare(word) for word in languages()[code].words["house.empty"])


def _bare(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(sign))


@lru_cache(maxsize=65536)
def same_word(one: str, other: str) -> bool:
    """
    Tell whether two words name the same, such as a country and its people.

    Parameters
    ----------
    one, other
        In small letters.

    Returns
    -------
    bool
        Whether they are equal, or begin alike and differ in a short ending only.

    Examples
    --------
    >>> same_word("ruritanian", "ruritania"), same_word("north", "northern"), same_word("norway", "norse")
    (True, True, False)
    """
    if one == other:
        return True
    least = min(len(one), len(other))
    alike = 0
    while alike < least and one[alike] == other[alike]:
        alike += 1
    return alike >= _LIKE and max(len(one), len(other)) - alike <= _ENDING and least - alike <= 1


def within(one: House, other: House) -> bool:
    """
    Tell whether a house may be the other, named more shortly.

    Parameters
    ----------
    one
        Named shortly.
    other
        Named in full.

    Returns
    -------
    bool
        Whether every word of the one is among those of the other.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> english = languages()["en"]
    >>> within(house("the mine action authority", english), house("Authority for Mine Action of Ruritania", english))
    True
    """
    return bool(one.words) and all(any(same_word(word, its) for its in other.words) for word in one.words)


def distinct(houses: Iterable[House]) -> tuple[House, ...]:
    """
    Leave out houses that are known by the same words as one before them.

    Parameters
    ----------
    houses
        Houses as they were named, however often.

    Returns
    -------
    tuple of House
        The first of each, in order.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> [one.name for one in distinct(house(name, languages()["en"]) for name in ("the Police", "police", "Army"))]
    ['the Police', 'Army']
    """
    found: dict[frozenset[str], House] = {}
    for one in houses:
        found.setdefault(one.words, one)
    return tuple(found.values())


def is_unnamed(name: str, language: Language) -> bool:
    """
    Tell whether a voice is nobody that can be asked: observers, sources, reports, the media of a country.

    Parameters
    ----------
    name
        As somebody wrote it.
    language
        Of the text.

    Returns
    -------
    bool
        Whether it is never an origin.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> [is_unnamed(name, languages()["en"]) for name in ("Western analysts", "the police", "she", "Ana Belic")]
    [True, False, True, False]
    """
    words = [word.lower() for word in _WORD.findall(_POSSESSIVE.sub("", name))]
    if not words or words[-1] in language.words["pronouns"]:
        return True
    unnamed = language.words["house.unnamed"]
    acting = language.words["house.offices"] | language.words["house.bodies"]
    head = words[0] if language.verb_first else words[-1]
    return (head in unnamed or " ".join(words) in unnamed) and not any(
        language.same.get(word, word) in acting for word in words
    )


def is_office(name: str, language: Language) -> bool:
    """
    Tell whether a house acts itself: an office, a service, an organisation; not a paper that tells of others.

    Parameters
    ----------
    name
        Its name.
    language
        Of the text.

    Returns
    -------
    bool
        A name that holds words of both counts as an office only where it is one of the state.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> [is_office(name, languages()["en"]) for name in ("Rescue Service", "Rescue Gazette", "Ministry Press Service")]
    [True, False, True]
    """
    words = {language.same.get(word, word) for word in (one.lower() for one in _WORD.findall(name))}
    if words & language.words["house.offices"]:
        return True
    return bool(words & language.words["house.bodies"]) and not words & language.words["house.media"]


def is_vague(one: House, language: Language) -> bool:
    """
    Tell whether a name says what an office is and not of whom.

    Parameters
    ----------
    one
        A house.
    language
        Of the text.

    Returns
    -------
    bool
        Whether any country, district or firm may have one.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> english = languages()["en"]
    >>> [is_vague(house(name, english), english) for name in ("the police", "their government", "the Ebor police")]
    [True, True, False]
    """
    lists = ("house.offices", "house.bodies", "house.whole")
    known = {language.same.get(word, word) for name in lists for word in language.words[name]}
    return bool(one.words) and one.words <= known


def is_person_on_the_net(name: str) -> bool:
    """
    Tell whether a publisher is an account of a person on the net.

    Parameters
    ----------
    name
        Its name.

    Returns
    -------
    bool
        Whether it begins with ``@``.

    Examples
    --------
    >>> is_person_on_the_net("@ana_of_the_mill")
    True
    """
    return name.startswith(_HANDLE)


class Families:
    """
    Which houses are one: what was said to belong together, and names that are parts of other names.

    Parameters
    ----------
    houses
        Every house that was named.
    owned
        Pairs of a house and the house that it belongs to.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> named = [house(name, languages()["en"]) for name in ("Red Banner", "Army of X", "the army")]
    >>> families = Families(named, [(named[0], named[2])])
    >>> families.of(named[0]) == families.of(named[1])
    True
    """

    def __init__(self, houses: Iterable[House], owned: Iterable[tuple[House, House]] = ()) -> None:
        self._above: dict[frozenset[str], frozenset[str]] = {}
        self._houses = {
            one.words: one for one in sorted(houses, key=lambda one: (len(one.words), one.name)) if one.words
        }
        for words in self._houses:
            self._above[words] = words
        for one, owner in owned:
            self._join(one, owner)
        self._beginning: dict[str, list[House]] = defaultdict(list)
        for one in self._houses.values():
            for begins in sorted({word[:_LIKE] for word in one.words}):
                self._beginning[begins].append(one)
        for one in list(self._houses.values()):
            fuller = self._fuller(one)
            if fuller is not None:
                self._join(one, fuller)

    def of(self, one: House) -> frozenset[str]:
        """
        Give what stands for the family of a house.

        Parameters
        ----------
        one
            A house.

        Returns
        -------
        frozenset of str
            The same for every house of its family.
        """
        words = one.words
        while (above := self._above.get(words, words)) != words:
            words = above
        return words

    def _join(self, one: House, other: House) -> None:
        for each in (one, other):
            self._above.setdefault(each.words, each.words)
        self._above[self.of(one)] = self.of(other)

    def _fuller(self, one: House) -> House | None:
        """Find the one house that this may be the short name of; of several families it is none."""
        lists = [self._beginning[word[:_LIKE]] for word in sorted(one.words)]
        found = [other for other in min(lists, key=len) if other.words != one.words and within(one, other)]
        families = {self.of(other) for other in found} - {self.of(one)}
        return found[0] if len(families) == 1 else None
