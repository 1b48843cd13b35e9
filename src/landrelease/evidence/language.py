"""What is known of a language: its words for saying, doubting and judging, as data; a new language is a new file."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

_FOLDER: Final = "languages"
_SURE: Final = 0.06
"""Least share of the words of a text that are common ones of its language."""
_LETTER: Final = re.compile("[اأإآ]")
_NEVER: Final = r"(?!)"
_BETWEEN: Final = r"[\w’'-]+"
_ARTICLES: Final = ("ال", "لل")
_ROOT: Final = 3
"""Least number of letters that a word has without its article."""
_ALIKE: Final = str.maketrans("أإآ", "ااا")  # noqa: RUF001 - alef, with and without its signs
"""Letters that people write one for the other."""
_PATTERNS: Final = frozenset({"wire.credits", "clitics", "enclitics"})
"""Lists that hold no words."""
_WORD: Final = re.compile(r"[^\W\d_]+")


class Rule(NamedTuple):
    """
    A rule by which a passage tells of a kind of event.

    Attributes
    ----------
    lists : tuple of re.Pattern
        Patterns of which each must be found.
    senses : re.Pattern
        Phrases in which words of the lists mean something else; they are left out first.
    unless : re.Pattern
        What must not be found.
    whole : bool
        Whether the patterns behind the first may be found anywhere in the document.
    """

    lists: tuple[re.Pattern[str], ...]
    senses: re.Pattern[str]
    unless: re.Pattern[str]
    whole: bool

    def tells(self, text: str, document: str) -> bool:
        """
        Tell whether a passage tells of the event.

        Parameters
        ----------
        text
            The passage.
        document
            All words of its document.

        Returns
        -------
        bool
            Whether each pattern is found, and none that speaks against it.

        Examples
        --------
        >>> rule = languages()["en"].events["training"][0]
        >>> [rule.tells(one, one) for one in ("Ten deminers were trained.", "The deminers took the train.")]
        [True, False]
        """
        meant = self.senses.sub(" ", text)
        first, *others = self.lists
        if not first.search(meant) or self.unless.search(meant):
            return False
        if self.whole:
            return _all_found(self.senses, tuple(others), document)
        return all(one.search(meant) for one in others)


@lru_cache(maxsize=256)
def _all_found(senses: re.Pattern[str], wanted: tuple[re.Pattern[str], ...], document: str) -> bool:
    """Tell whether each pattern is found in a document, which is read once for all its passages."""
    meant = senses.sub(" ", document)
    return all(one.search(meant) for one in wanted)


class Language(NamedTuple):
    """
    The rules of one language; the file ``languages/en.toml`` explains each.

    Attributes
    ----------
    code : str
        Its code.
    common : frozenset of str
        Words by which a text of it is known.
    words : mapping
        Name of a list, such as ``house.media``, to its words.
    found : mapping
        Name of a list to the pattern that finds any of its words.
    same : mapping
        Spelling to the one that stands for it.
    events : mapping
        Kind of event to its rules, of which any one suffices.
    months : tuple of tuple of str
        Names of the months, in order; countries of one language may have several for one.
    verb_first : str
        Where the verb stands before who says something, and what somebody is before the name: the pronoun for who says
        something without being named; else empty.
    byline : re.Pattern
        A line that names a reporter and a place.
    credits : tuple of re.Pattern
        How copy names the agency that it comes from, as group ``who``.
    beside : re.Pattern
        What stands between a paper and whose it is.
    """

    code: str
    common: frozenset[str]
    words: Mapping[str, frozenset[str]]
    found: Mapping[str, re.Pattern[str]]
    same: Mapping[str, str]
    events: Mapping[str, tuple[Rule, ...]]
    months: tuple[tuple[str, ...], ...]
    verb_first: str
    byline: re.Pattern[str]
    credits: tuple[re.Pattern[str], ...]
    beside: re.Pattern[str]

    def bare(self, word: str) -> str:
        """
        Leave the article away that is written together with a word, and what stands before it.

        Parameters
        ----------
        word
            A word.

        Returns
        -------
        str
            The word itself where its language writes them apart. What may be the first letter of the word stays.

        Examples
        --------
        >>> [languages()["ar"].bare(word) for word in ("والجيش", "للشرطة", "وزارة")]
        ['جيش', 'شرطة', 'وزارة']
        """
        for one in sorted(self.words["clitics"], key=len, reverse=True):
            if one.endswith(_ARTICLES) and word.startswith(one) and len(word) - len(one) >= _ROOT:
                return word[len(one) :]
        return word

    def says(self, name: str, text: str) -> bool:
        """
        Tell whether a text holds a word of a list.

        Parameters
        ----------
        name
            Name of the list.
        text
            Any text.

        Returns
        -------
        bool
            Whether one is found, in any letters.
        """
        return bool(self.found[name].search(text))


@cache
def languages() -> Mapping[str, Language]:
    """
    Read the rules of every language that there are.

    Returns
    -------
    mapping
        Code to rules.

    Examples
    --------
    >>> languages()["en"].says("hedge.words", "They are reportedly there.")
    True
    """
    folder = files("landrelease.evidence") / _FOLDER
    read = [tomllib.loads(one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".toml")]
    return {data["code"]: _language(data) for data in sorted(read, key=lambda data: str(data["code"]))}


def language_of(text: str, stated: str | None = None) -> Language | None:
    """
    Find the rules for a text.

    Parameters
    ----------
    text
        Its words.
    stated
        The language that the document states.

    Returns
    -------
    Language or None
        None where no rules are there for its language, or it is not known: then nothing is read into it.

    Examples
    --------
    >>> language_of("The field was cleared and it is to be handed over by the end of May.").code
    'en'
    >>> language_of("Notre correspondant s'est rendu à l'hôpital dans la nuit.").code
    'fr'
    >>> language_of("Unser Korrespondent fuhr nachts zum Krankenhaus.") is None
    True
    """
    known = languages()
    if stated:
        return known.get(stated.split("-")[0].lower())
    words = [word.lower() for word in _WORD.findall(text)]
    shares = {code: sum(word in one.common for word in words) / max(len(words), 1) for code, one in known.items()}
    best = max(shares, key=lambda code: shares[code])
    return known[best] if shares[best] >= _SURE else None


def _language(data: Mapping[str, Any]) -> Language:
    lists, clitics, behind = dict(_lists(data)), tuple(data["clitics"]), tuple(data["enclitics"])
    groups = data.get("group", {})
    same = {form: right for word, right in data["house"]["same"].items() for form in forms(word, clitics)}
    return Language(
        data["code"],
        frozenset(data["common"]),
        {
            name: frozenset(value if name in _PATTERNS else (form for word in value for form in forms(word, clitics)))
            for name, value in lists.items()
        },
        {name: pattern_of(value, clitics, behind) for name, value in lists.items()},
        same,
        {
            kind: tuple(
                _rule(one, groups, data["negation"], clitics, behind) for one in data["event"] if one["kind"] == kind
            )
            for kind in dict.fromkeys(one["kind"] for one in data["event"])
        },
        tuple(tuple(month.split("|")) for month in data["months"]),
        data.get("verb_first", ""),
        re.compile(data["own"]["byline"], re.MULTILINE),
        tuple(re.compile(one, re.MULTILINE) for one in data["wire"]["credits"]),
        re.compile(data["house"]["beside"].replace("OUTLET", pattern_of(data["house"]["outlets"]).pattern)),
    )


def _rule(
    data: Mapping[str, Any],
    groups: Mapping[str, Sequence[str]],
    negation: Mapping[str, Sequence[str]],
    *bound: Sequence[str],
) -> Rule:
    lists = tuple(
        pattern_of((word for name in words for word in (groups[name[1:]] if name[0] == "@" else (name,))), *bound)
        for words in data["lists"]
    )
    senses, unless = (pattern_of(data.get(name, ()), *bound) for name in ("not", "unless"))
    if data.get("negated"):
        senses = re.compile(f"{senses.pattern}|{_denied(lists[0].pattern, negation, bound[0])}", re.IGNORECASE)
    return Rule(lists, senses, unless, bool(data.get("whole")))


def _denied(told: str, negation: Mapping[str, Sequence[str]], clitics: Sequence[str]) -> str:
    """Make the pattern of what is said not to have happened: ``nobody was hurt``, ``no deaths or injuries``."""
    denying, behind, but = (pattern_of(negation[name], clitics).pattern for name in ("before", "behind", "but"))
    joined = rf"(?:\s*,\s*|\s+{pattern_of(negation['join']).pattern}\s+)(?:{_BETWEEN}\s+){{0,2}}?{told}"
    between = rf"(?:\s+(?!{but}){_BETWEEN}){{0,4}}?\s+(?!{but})"
    return rf"{denying}{between}{told}(?:{joined})*|{told}(?:{joined})*\s+{behind}"


def forms(word: str, clitics: Sequence[str] = ()) -> list[str]:
    """
    List the ways in which a word may be written.

    Parameters
    ----------
    word
        A word or a phrase.
    clitics
        What its language writes together with the word behind it.

    Returns
    -------
    list of str
        Itself, and with each of these before its first word; with and without the signs that people leave out.

    Examples
    --------
    >>> forms("army")
    ['army']
    >>> forms("أمن", ["و", "ال"])
    ['أمن', 'امن', 'وأمن', 'وامن', 'الأمن', 'الامن']
    """
    if not clitics:
        return [word]
    found = (each for one in ("", *clitics) for each in (f"{one}{word}", f"{one}{word}".translate(_ALIKE)))
    return list(dict.fromkeys(found))


def _lists(data: Mapping[str, Any]) -> Iterable[tuple[str, Sequence[str]]]:
    for name, value in data.items():
        if name == "months":
            yield name, [word for month in value for word in month.split("|")]
        elif isinstance(value, list) and name != "event":
            yield name, value
        elif isinstance(value, dict) and name != "group":
            yield from ((f"{name}.{part}", words) for part, words in value.items() if isinstance(words, list))


def pattern_of(words: Iterable[str], clitics: Sequence[str] = (), enclitics: Sequence[str] = ()) -> re.Pattern[str]:
    """
    Make the pattern that finds any of some words, whole, in any letters; the longest first.

    Parameters
    ----------
    words
        Words and phrases; ``…`` stands for any ending, ``#`` for a digit, ``_`` for up to three words, a last ``~`` for
        a word written together with them. Without any the pattern finds nothing.
    clitics
        What may be written together with the first word, before it.
    enclitics
        What may be written together with the last word, behind it.

    Returns
    -------
    re.Pattern
        The pattern.

    Examples
    --------
    >>> pattern_of(["mine", "demin…"]).findall("Deminers left the mine; mined land")
    ['Deminers', 'mine']
    >>> pattern_of(["lost _ leg…", "in ####"]).findall("In 2024 one man lost his left leg; he lost hope.")
    ['In 2024', 'lost his left leg']
    """
    parts = [_part(word, _any_of(enclitics)) for word in sorted(words, key=len, reverse=True)] or [_NEVER]
    found = "|".join(parts)
    if not clitics:
        return re.compile(rf"(?<!\w)(?:{found})", re.IGNORECASE)
    return re.compile(rf"(?<!\w){_any_of(clitics)}(?:{_LETTER.sub('[اأإآ]', found)})", re.IGNORECASE)


def _any_of(bound: Sequence[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, bound), key=len, reverse=True))})?" if bound else ""


def _part(word: str, behind: str) -> str:
    spaced = re.escape(word).replace("…", r"\w*").replace(r"\#", r"\d").replace(r"\ _\ ", r"(?:\s+[\w’'-]+){0,3}\s+")
    return spaced.replace(r"\ ", r"\s+").removesuffix("\\~") + (r"(?=\w)" if word.endswith("~") else rf"{behind}(?!\w)")
