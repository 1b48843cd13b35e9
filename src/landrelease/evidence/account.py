"""An account: what one document tells, passage by passage: of which events, in whose words, how surely."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import Final, NamedTuple

from landrelease.evidence.house import House, house, is_office, is_person_on_the_net
from landrelease.evidence.language import Language, language_of, languages
from landrelease.evidence.passage import DATELINE, Passage, passages
from landrelease.evidence.phrase import tokens_of
from landrelease.evidence.voice import Voice, house_of, masthead_owner, owner_of, voices

_LEAD: Final = 2
"""Paragraphs in which a document says what it is about."""
_OFTEN: Final = 3
"""A document that has so many words for ordnance speaks of it, wherever they stand."""
_NAME: Final = re.compile(r"(?<![.!?:\n] )(?<![\"“«])(?<!^)\b[^\W\d_][\w’'-]+", re.MULTILINE)
_QUOTED: Final = re.compile(r"[\"“«„][^\"”»“]*[\"”»“]")
_NUMBER: Final = re.compile(r"\d[\d ,.]*\d|\d")
_STEM: Final = 6
_TOUCHING: Final = 2
"""So many names and figures of an event in one passage are no chance."""
_CALL: Final = re.compile(r"\b(?i:call|caller|message)\s+(?:[^\n.]{0,40}?\bno\.?\s*)?(\w*\d\w*)")
_MASTHEAD: Final = 160
FIGURES: Final = "figures"
"""The kind of event of totals over a period."""
FIND: Final = "ordnance-find"
"""The kind of event of which a call to a hotline tells."""


class Item(NamedTuple):
    """
    A document as the register keeps it; empty where it does not say.

    Attributes
    ----------
    id : str
        Its id.
    text : str
        Its words.
    title : str
        Its heading.
    publisher : str
        Who published it.
    published : str
        When.
    language : str
        Its code.
    archive : str
        Hash of the copy that was kept; documents with one copy are copies of each other.
    url : str
        Its address.
    """

    id: str
    text: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    archive: str = ""
    url: str = ""


class Line(NamedTuple):
    """
    A passage, read.

    Attributes
    ----------
    passage : Passage
        Its words and where they stand.
    kinds : tuple of str
        Kinds of event that it tells of by its own words.
    voices : tuple of Voice
        Whose words it passes on.
    """

    passage: Passage
    kinds: tuple[str, ...]
    voices: tuple[Voice, ...]


class Account:
    """
    One document, read.

    Parameters
    ----------
    item
        The document.

    Examples
    --------
    >>> account = Account(Item("a", "Teams cleared a minefield near the mill, the police said on Monday."))
    >>> account.kinds, [voice.name for line in account.lines for voice in line.voices]
    (('mine-clearance',), ['the police'])
    """

    def __init__(self, item: Item) -> None:
        self.item = item
        self.language: Language | None = language_of(item.text, item.language)
        self._figures_first = False

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Its passages, read; none where there are no rules for its language."""
        language = self.language
        if language is None:
            return ()
        meant, whole = not self.means_another, f"{self.item.title}\n{self.item.text}"
        found = [
            Line(one, self._told_of(one.text, whole, language) if meant else (), tuple(voices(one.text, language)))
            for one in passages(self.item.text, language)
        ]
        told = [line.passage.paragraph for line in found if FIGURES in line.kinds]
        promised = language.says("figures.headings", self.item.title)
        self._figures_first = bool(told) and (promised or min(told) <= _LEAD)
        return tuple(_as_parts(found, language) if self._figures_first else found)

    def _told_of(self, text: str, whole: str, language: Language) -> tuple[str, ...]:
        found = _kinds(text, language, whole)
        seen = self.is_call and FIND not in found and any(one.lists[0].search(text) for one in language.events[FIND])
        return (*found, FIND) if seen else found

    @cached_property
    def about_ordnance(self) -> bool:
        """Whether it speaks of explosive ordnance, in that sense, in its heading or first paragraphs or all along."""
        language = self.language
        if language is None or self.means_another:
            return False
        lead = "\n".join([self.item.title, *self.item.text.split("\n\n")[: _LEAD + 1]])
        literal = [language.found["hazard.idioms"].sub(" ", one) for one in (lead, self.item.text)]
        often = len(language.found["hazard.words"].findall(literal[1])) >= _OFTEN
        return self.is_call or often or language.says("hazard.words", literal[0])

    @cached_property
    def is_call(self) -> bool:
        """Whether it is a call to a hotline, which is about ordnance whatever words the caller has for it."""
        return self.language is not None and self.language.says("house.callers", self.item.publisher)

    @cached_property
    def means_another(self) -> bool:
        """Whether it uses a word for ordnance in another sense, such as a mine where slate is dug, and no plain one."""
        whole, language = f"{self.item.title}\n{self.item.text}", self.language
        if language is None:
            return False
        return language.says("hazard.not", whole) and not language.says("hazard.sure", whole)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of event of which it tells, that of its heading or of its first passages first."""
        found: dict[str, None] = {}
        if self.language is not None and not self.means_another:
            found.update(dict.fromkeys(_kinds(self.item.title, self.language, self.item.text)))
        for line in self.lines:
            found.update(dict.fromkeys(line.kinds))
        return tuple(found)

    @cached_property
    def publisher(self) -> House | None:
        """Its publisher as a house; of a call to a hotline the caller."""
        name, language = self.item.publisher, self.language
        if not name or language is None:
            return House(name, frozenset({name.lower()})) if name else None
        call = _CALL.search(self.item.title) or _CALL.search(self.item.text)
        if self.is_call and call:
            return House(f"Caller {call.group(1)}", frozenset({"caller", call.group(1).lower(), name.lower()}))
        if is_person_on_the_net(name):
            return House(name, frozenset({name.lower()}))
        found = house(name, language)
        return found if found.words else House(name, frozenset({name.lower()}))

    @cached_property
    def owners(self) -> tuple[tuple[House, House], ...]:
        """Pairs of a house and whose house it is, as the document says it of others and of itself."""
        language = self.language
        if language is None:
            return ()
        found = [pair for line in self.lines for pair in owner_of(line.passage.text, language)]
        head = next((line for line in self.item.text.split("\n") if line), "")
        if self.publisher is not None and len(head) <= _MASTHEAD:
            mast = masthead_owner(head, language)
            found += [(self.item.publisher, mast)] if mast else []
        pairs = ((house(name, language), house(owner, language)) for name, owner in found)
        return tuple((one, owner) for one, owner in pairs if one.words and owner.words)

    @cached_property
    def judges(self) -> bool:
        """Whether it stands where a paper prints opinions: by its heading, or by the parts of its address."""
        if self.language is None:
            return False
        parts = {part.lower() for part in re.split(r"[/?#_]", self.item.url)[1:]}
        heading = self.item.title.partition(":")[0].strip().lower()
        return bool({heading, *parts} & self.language.words["opinion.headings"])

    @cached_property
    def corrects(self) -> bool:
        """Whether its heading or its first passages say that it puts right what was said before."""
        language = self.language
        if language is None:
            return False
        lead = [line.passage.text for line in self.lines if line.passage.paragraph == 0]
        return language.says("own.corrects", "\n".join([self.item.title, *lead]))

    @cached_property
    def saw_itself(self) -> bool:
        """Whether it says that its own people were there, or asked those who were."""
        language = self.language
        if language is None:
            return False
        text = self.item.text
        own = bool(language.byline.search(text)) or language.says("own.signs", text) or self._was_told(language)
        own = own or language.says("own.eyes", _QUOTED.sub(" ", text))
        return own or (is_person_on_the_net(self.item.publisher) and self._speaks_of_itself(language))

    def _speaks_of_itself(self, language: Language) -> bool:
        """Tell whether it says ``I`` or ``we`` outside quoted words."""
        plain = _QUOTED.sub(" ", self.item.text)
        return any(word.lower() in language.words["first_person"] for word in re.findall(r"\w+", plain))

    def _was_told(self, language: Language) -> bool:
        """Tell whether somebody told it to the paper by its name, or the paper by its name came to see."""
        words = [word for word in re.findall(r"\w+", self.item.publisher) if word[0].isupper()]
        if not words:
            return False
        name = rf"(?:the\s+)?(?:{'|'.join(map(re.escape, [self.item.publisher, words[-1]]))})\b"
        told, visit, own = (language.found[one].pattern for one in ("say.told", "own.visit", "own.people"))
        there = rf"{told}\s+{name}|\b{name}\s+{visit}|\b{name}[’']s\s+{own}"
        lines = (passage.text for passage in passages(self.item.text, language))
        return any(re.search(there, one) and not language.says("own.afar", one) for one in lines)

    @cached_property
    def acts_itself(self) -> bool:
        """Whether its publisher tells of its own doing: an office, a body, a person on the net or on the line."""
        name, language = self.item.publisher, self.language
        if language is None or not name:
            return False
        if self.is_call:
            return True
        if is_person_on_the_net(name):
            return not any(self.passed_on)
        return is_office(name, language)

    @cached_property
    def passed_on(self) -> tuple[bool, ...]:
        """Of each passage, whether a voice that nobody can ask stands behind it."""
        language = self.language
        return tuple(
            any(voice.how != "chain" and house_of(voice.name, language) is None for voice in line.voices)
            if language is not None
            else False
            for line in self.lines
        )

    @cached_property
    def credited(self) -> tuple[str, ...]:
        """Agencies that it names as those from whom it has its words."""
        if self.language is None:
            return ()
        found = (match.group("who") for one in self.language.credits for match in one.finditer(self.item.text))
        cased = not self.language.words["names"]
        return tuple(dict.fromkeys(name.strip() for name in found if name[0].isupper() or not cased))

    @cached_property
    def marks(self) -> frozenset[str]:
        """Names and figures by which documents about one thing know each other, cut to their stems."""
        return self._marks_of(f"x {self.item.title}\n{self.item.text}")

    @cached_property
    def marks_by_line(self) -> tuple[frozenset[str], ...]:
        """The same of each passage."""
        return tuple(self._marks_of(f"x {line.passage.text}") for line in self.lines)

    def _marks_of(self, text: str) -> frozenset[str]:
        if self.language is not None and self.language.words["names"]:
            names = list(_names_behind(text, self.language))
        else:
            names = [match.group() for match in _NAME.finditer(text) if match.group()[0].isupper()]
        figures = (_digits(match.group()) for match in _NUMBER.finditer(text))
        dull = _dull(self.language.code) if self.language is not None else frozenset[str]()
        return frozenset(
            {stem for name in names for stem in [_stem(name)] if stem not in dull}
            | {one for one in figures if len(one) > 1}
        )

    def touches(self, kind: str, marks: frozenset[str]) -> list[int]:
        """
        Find the passages that touch an event of which other documents tell.

        Parameters
        ----------
        kind
            Kind of the event.
        marks
            Names and figures of the passages by which others tell of it.

        Returns
        -------
        list of int
            Numbers of the passages that share two of them and hold a word that goes with the kind; none where the
            document begins with figures and the event would be part of them.
        """
        language = self.language
        if language is None or self.means_another:
            return []
        if self._figures_first and kind in language.words["figures.parts"]:
            return []
        return [
            number
            for number, line in enumerate(self.lines)
            if len(self.marks_by_line[number] & marks) >= _TOUCHING
            and language.says(f"touch.{kind}", _told_only(line.passage.text, kind, language))
        ]

    def tell(self, kind: str, numbers: Sequence[int]) -> None:
        """
        Take in that passages tell of an event, as other documents show.

        Parameters
        ----------
        kind
            Kind of the event.
        numbers
            Numbers of the passages.
        """
        self.lines = tuple(
            line._replace(kinds=(*line.kinds, kind)) if number in numbers else line
            for number, line in enumerate(self.lines)
        )
        self.kinds = (*self.kinds, kind)


def _told_only(text: str, kind: str, language: Language) -> str:
    """Leave out what a passage says in another sense, or denies."""
    for rule in language.events.get(kind, ()):
        text = rule.senses.sub(" ", text)
    return text


def _as_parts(lines: Sequence[Line], language: Language) -> list[Line]:
    """Read what passages of figures tell of besides as parts of a total, unless they name a day."""
    parts = language.words["figures.parts"]
    return [
        line._replace(kinds=tuple(kind for kind in line.kinds if kind not in parts))
        if not _names_day(DATELINE.sub("", line.passage.text), language)
        else line
        for line in lines
    ]


def _names_day(text: str, language: Language) -> bool:
    months = "|".join(re.escape(name) for names in language.months for name in names)
    dated = rf"\b\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?(?:{months})\b|\b(?:{months})\s+\d{{1,2}}\b"
    return language.says("days", text) or re.search(dated, text, re.IGNORECASE) is not None


def _digits(figure: str) -> str:
    """Write a figure in digits alone, those that others write as well."""
    return "".join(str(unicodedata.digit(one)) for one in figure if one.isdigit())


def _names_behind(text: str, language: Language) -> Iterator[str]:
    """Give the words behind those that announce a name, where no capital letter shows one."""
    tokens = [one.text for one in tokens_of(text)]
    for number, word in enumerate(tokens[:-1]):
        if word in language.words["names"]:
            following = tokens[number + 1 : number + 3]
            yield from (language.bare(one) for one in following if one.isalpha() and one not in language.words["stops"])


def _stem(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.lower())
    return re.sub(r"[’'].*$", "", "".join(one for one in plain if not unicodedata.combining(one)))[:_STEM]


@cache
def _dull(code: str) -> frozenset[str]:
    """List the stems of words that are written like names and are none."""
    language = languages()[code]
    plain = ("months", "days", "determiners", "joiners", "stops", "pronouns", "abbreviations")
    houses = ("house.ranks", "house.offices", "house.bodies", "house.outlets", "house.empty")
    return frozenset(_stem(word) for name in (*plain, *houses) for word in language.words[name])


def _kinds(text: str, language: Language, whole: str) -> tuple[str, ...]:
    return tuple(kind for kind, rules in language.events.items() if any(one.tells(text, whole) for one in rules))
