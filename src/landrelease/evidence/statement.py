"""Statements: who says what, in which words, how surely, of which event; opinion is kept apart from report."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from landrelease.evidence import phrase
from landrelease.evidence.account import Account, Line
from landrelease.evidence.language import Language
from landrelease.evidence.origin import Origins
from landrelease.evidence.phrase import is_name, tokens_of
from landrelease.evidence.turn import carried, turns
from landrelease.evidence.voice import Voice, framing, house_of

_QUOTE: Final = re.compile(r"[\"“«„]([^\"”»“„«]+)[\"”»]|(?<!\w)[‘']([^‘’']+(?:[’'](?=\w)[^‘’']+)*)[’'](?!\w)")
_TURN: Final = re.compile(r"([^:“\"]{0,24}\b[A-Z]{3,}\b[^:“\"]{0,40}):\s")
"""Who has the turn in a transcript: a name in capitals before a colon."""
_WORD: Final = re.compile(r"\w+")
_MASTHEAD: Final = 3
"""A passage of so few words says nothing."""
_SENTENCE: Final = 4
"""So many quoted words say something."""


class Statement(NamedTuple):
    """
    One statement of a document.

    Attributes
    ----------
    document : str
        Id of the document.
    passage : str
        Its words, letter for letter.
    start, end : int
        Where they stand in the text.
    speaker : str
        Who says it, as the passage names it; empty where the document says it in its own voice.
    verb : str
        The words that attribute it.
    reported_by : str
        Who had it from the speaker.
    hedged : bool
        Whether the passage weakens it.
    opinion : bool
        Whether it judges, interprets or foretells.
    event : str
        Kind of the event that it speaks of; empty where it speaks of none.
    quotes : tuple of str
        Words that it gives as somebody's own.
    origins : tuple of str
        Names of the origins that it rests on.
    """

    document: str
    passage: str
    start: int
    end: int
    speaker: str
    verb: str
    reported_by: str
    hedged: bool
    opinion: bool
    event: str
    quotes: tuple[str, ...]
    origins: tuple[str, ...]


def statements(origins: Origins) -> list[Statement]:
    """
    List what the documents say of events.

    Parameters
    ----------
    origins
        The documents.

    Returns
    -------
    list of Statement
        By document and place.

    Examples
    --------
    >>> from landrelease.evidence.account import Item
    >>> told = Origins([Item("a", "Ten mines were reportedly cleared near Ebor, the police said.", publisher="Post")])
    >>> [(one.speaker, one.verb, one.hedged, one.event) for one in statements(told)]
    [('the police', 'said', True, 'mine-clearance')]
    """
    found = []
    for account in origins.accounts:
        telling = {event.kind for event in origins.events if account.item.id in event.documents}
        last, before = "", ""
        turn, quoted, said = turns(account), carried(account.lines), dict[int, str]()
        for number, line in enumerate(account.lines):
            if len(tokens_of(line.passage.text)) <= _MASTHEAD:
                continue
            own = [kind for kind in line.kinds if kind in telling]
            last = own[0] if own else last or _main(account, telling)
            one = _statement(origins, account, line, last)
            one = _resolved(one, before, account.language)
            if not one.speaker:
                spoken = _after(account, quoted.get(number, -1), said)
                one = one._replace(speaker=turn.get(line.passage.paragraph) or spoken)
            said[number] = one.speaker
            found.append(one)
            before = one.speaker or before
    return found


def _after(account: Account, number: int, said: Mapping[int, str]) -> str:
    """Give who speaks in the passage that says whose words a quote is; it may stand behind it."""
    if number < 0 or number in said or account.language is None:
        return said.get(number, "")
    line = account.lines[number]
    voice, _through = _speaker(line.passage.text, line, account.language)
    return voice.name if voice else ""


def _resolved(one: Statement, before: str, language: Language | None) -> Statement:
    """Put for ``he`` or ``she`` whoever spoke last in the document."""
    points = language is not None and one.speaker.lower() in language.words["pronouns"] - language.words["first_person"]
    return one._replace(speaker=before) if points and before else one


def _main(account: Account, telling: set[str]) -> str:
    return next((kind for kind in account.kinds if kind in telling), "")


def _statement(origins: Origins, account: Account, line: Line, event: str) -> Statement:
    language = account.language
    assert language is not None  # noqa: S101 - lines are read by the rules of a language
    text = line.passage.text
    voice, through = _speaker(text, line, language)
    families = _families(origins, account, line, event)
    return Statement(
        account.item.id,
        text,
        line.passage.start,
        line.passage.end,
        voice.name if voice else "",
        voice.verb if voice else _doubt(text, language),
        through or account.item.publisher,
        bool(_doubt(text, language)),
        _is_opinion(text, voice, account, language, told=bool(line.kinds)),
        event,
        quotes_of(text),
        tuple(sorted(origins.names_of(family)[0] for family in families)),
    )


def _speaker(text: str, line: Line, language: Language) -> tuple[Voice | None, str]:
    """Find who says it, and through whom it came where that is somebody else."""
    says = [voice for voice in line.voices if voice.how == "says"]
    says.sort(key=lambda one: one.name.lower() in language.words["pronouns"])
    sources = [voice for voice in line.voices if voice.how != "says"]
    for one in sources:
        if re.search(r"\bquoted\s+by$", one.verb, re.IGNORECASE) and not says:
            name = phrase.before(text, one.at, language)
            if name:
                return Voice(name, one.verb, "says", one.at), one.name
    if says and sources:
        chained = any(one.how == "chain" for one in sources)
        return (sources[-1], says[0].name) if chained else (says[0], sources[0].name)
    turn = _TURN.match(text)
    if turn is not None:
        return Voice(turn.group(1).strip(), "", "says", 0), ""
    chosen = says or sources
    return (chosen[0] if chosen else None), ""


def _families(origins: Origins, account: Account, line: Line, event: str) -> frozenset[frozenset[str]]:
    """Find what a statement rests on: the house that its passage names, else what the account of the event rests on."""
    language = account.language
    whole = origins.rests(origins.by_id[account.item.id], event) if event else frozenset()
    if language is None or len(whole) < 2:  # noqa: PLR2004 - nothing to choose from
        return whole
    named = [one for voice in line.voices if (one := house_of(voice.name, language)) is not None]
    here = {origins.families.of(one) for one in named} | {
        family for one in named for family in whole if origins.is_named_of(one, family)
    }
    return frozenset(here & whole) or whole


def _doubt(text: str, language: Language) -> str:
    """Give the word by which a passage weakens what it says; a month is none."""
    meant = language.found["hedge.not"].sub(lambda match: " " * len(match.group()), text)
    for match in language.found["hedge.words"].finditer(meant):
        month = match.group()[0].isupper() and match.start() > 0 and match.group().lower() in language.words["months"]
        if not month:
            return match.group()
    return ""


def _is_opinion(text: str, voice: Voice | None, account: Account, language: Language, *, told: bool) -> bool:
    """Tell whether a passage judges; `told` is whether it tells of an event by its own words."""
    if language.says("opinion.words", text):
        return True
    if language.says("opinion.verbs", voice.verb) if voice is not None else framing(text, language):
        return True
    if voice is not None and voice.how == "says" and _judges(text, language):
        return True
    plain = not any(map(str.isdigit, text))
    return voice is None and account.judges and plain and not told


def _judges(text: str, language: Language) -> bool:
    """Tell whether the words that somebody is quoted with tell of nothing that happened, was counted or is promised."""
    whole = [one for one in quotes_of(text) if len(one.split()) >= _SENTENCE]
    return bool(whole and language.words["opinion.told"]) and not any(
        language.says("opinion.told", one) for one in whole
    )


def quotes_of(text: str) -> tuple[str, ...]:
    r"""
    List the words that a passage gives as somebody's own.

    Parameters
    ----------
    text
        A passage.

    Returns
    -------
    tuple of str
        Without the signs around them and the comma before the last.

    Examples
    --------
    >>> quotes_of("They call it ‘the army’s brotherhood,’ and \"peace\".")
    ('the army’s brotherhood', 'peace')
    """
    found = ((match.group(1) or match.group(2)).strip(" ,.") for match in _QUOTE.finditer(text))
    return tuple(one for one in found if one)


def clashes_of_speakers(found: list[Statement]) -> Iterator[tuple[Statement, Statement, str]]:
    """
    Find words that different documents give to different speakers.

    Parameters
    ----------
    found
        Statements.

    Yields
    ------
    tuple
        Two statements and the words.
    """
    spoken = [(one, quote) for one in found for quote in one.quotes if one.speaker and len(quote.split()) > 1]
    seen: set[tuple[str, str, str]] = set()
    for number, later in _sharing([quote.casefold() for _one, quote in spoken]):
        (one, words), (other, theirs) = spoken[number], spoken[later]
        key = (one.document, other.document, min(words, theirs, key=len).casefold())
        if one.document != other.document and key not in seen and _differ(one.speaker, other.speaker):
            seen.add(key)
            yield one, other, min(words, theirs, key=len)


def _sharing(quotes: Sequence[str]) -> list[tuple[int, int]]:
    """Pair quotes of which one stands in the other, by where its first two words stand side by side."""
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, quote in enumerate(quotes):
        for pair in dict.fromkeys(pairwise(_WORD.findall(quote))):
            where[pair].append(number)
    found = {
        (min(number, other), max(number, other))
        for number, quote in enumerate(quotes)
        for pair in [tuple(_WORD.findall(quote)[:2])]
        for other in where.get(pair, ())
        if other != number and quote in quotes[other]
    }
    return sorted(found)


def _differ(one: str, other: str) -> bool:
    """Tell whether two speakers share no name; of ranks and offices nothing follows."""
    names = [{word.text.casefold() for word in tokens_of(name) if is_name(word.text)} for name in (one, other)]
    return bool(names[0] and names[1]) and not names[0] & names[1]
