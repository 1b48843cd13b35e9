"""What several documents say of one event, side by side: agreed, contradicted, and only in one."""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from landrelease.evidence.event import Event
from landrelease.evidence.language import Language
from landrelease.evidence.origin import Origins
from landrelease.evidence.passage import DATELINE
from landrelease.evidence.phrase import Token, is_name, tokens_of
from landrelease.evidence.statement import Statement, clashes_of_speakers, quotes_of

_NEAR: Final = 45
"""Signs between a name and the rank or office that shows it to be a person's."""
_ALONE: Final = 0.3
"""Share of its words that a passage may have in common with each of another document and still stand alone."""
_STEM: Final = 5
_LEAP: Final = 2000
"""A year that has every day."""
_LETTERS: Final = 3
"""Letters by which a month is known."""
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d")
_NUMBER: Final = re.compile(r"(?<![\w.,])(\d{1,3}(?:[ ,]\d{3})+|\d+(?:\.\d+)?)\s+((?:[^\W\d_]+\s+){0,2}[^\W\d_]+)")


class Side(NamedTuple):
    """
    What one document says of a point.

    Attributes
    ----------
    document : str
        Its id.
    passage : str
        Its words.
    value : str
        The point as it gives it.
    """

    document: str
    passage: str
    value: str


class Point(NamedTuple):
    """
    One point of an event.

    Attributes
    ----------
    kind : str
        ``date``, ``place``, ``person``, ``number``, ``quote``, ``speaker`` or ``explanation``.
    value : str
        What it is about.
    sides : tuple of Side
        What each document says.
    """

    kind: str
    value: str
    sides: tuple[Side, ...]


class Beside(NamedTuple):
    """
    An event, side by side.

    Attributes
    ----------
    told : tuple of Side
        How each document tells of it: in its first passage that reports without a hedge, else its first.
    agreed : tuple of Point
        What more than one document says.
    contradicted : tuple of Point
        Where they cannot both be right.
    alone : tuple of Statement
        What one document says and no other.
    """

    told: tuple[Side, ...]
    agreed: tuple[Point, ...]
    contradicted: tuple[Point, ...]
    alone: tuple[Statement, ...]


def beside(origins: Origins, event: Event, said: Sequence[Statement]) -> Beside:
    """
    Lay what documents say of an event side by side.

    Parameters
    ----------
    origins
        The documents.
    event
        One of their events.
    said
        The statements of all documents.

    Returns
    -------
    Beside
        What is agreed, contradicted, and alone.

    Examples
    --------
    >>> from landrelease.evidence.account import Item
    >>> from landrelease.evidence.statement import statements
    >>> told = Origins([Item("a", "On 6 May Minister Ana Ito met the generals in Ebor about mines.", publisher="Post"),
    ...     Item("b", "On 7 May Minister Ana Ito had talks on mines with generals in Ebor.", publisher="Times")])
    >>> found = beside(told, told.events[0], statements(told))
    >>> [(one.kind, one.value) for one in found.agreed], [one.kind for one in found.contradicted]
    ([('person', 'Ana Ito'), ('place', 'Ebor')], ['date'])
    """
    about = [one for one in said if one.event == event.kind and one.document in event.documents]
    points = _points(origins, about)
    agreed = [point for point in points if len({side.document for side in point.sides}) > 1]
    against = (*_speakers(about), *_dates(points), *_numbers(points), *_explained(origins, event, said))
    clashing = {side.passage for point in against for side in point.sides}
    order = ("date", "person", "place", "number", "quote")
    return Beside(
        tuple(_told(origins, event, about)),
        tuple(sorted(agreed, key=lambda point: (order.index(point.kind), -len(point.sides), point.value))),
        against,
        tuple(one for one in _alone(about) if one.passage not in clashing),
    )


def _told(origins: Origins, event: Event, about: Sequence[Statement]) -> Iterator[Side]:
    for name in event.documents:
        lines = [line for line in origins.accounts[origins.by_id[name]].lines if event.kind in line.kinds]
        own = {line.passage.start for line in lines}
        theirs = [one for one in about if one.document == name and one.start in own]
        first = sorted(theirs, key=lambda one: (one.opinion, one.hedged))[:1]
        yield from (Side(name, one.passage, one.speaker) for one in first)


def _points(origins: Origins, about: Sequence[Statement]) -> list[Point]:
    found: dict[tuple[str, str], list[Side]] = defaultdict(list)
    shown: dict[tuple[str, str], str] = {}
    for one in about:
        language = origins.accounts[origins.by_id[one.document]].language
        if language is None:
            continue
        for kind, value in _values(one.passage, language):
            key = kind, value.casefold()
            shown.setdefault(key, value)
            if all(side.document != one.document for side in found[key]):
                found[key].append(Side(one.document, one.passage, value))
    return [Point(kind, shown[kind, key], tuple(sides)) for (kind, key), sides in found.items()]


def _values(text: str, language: Language) -> Iterator[tuple[str, str]]:
    yield from (("date", one) for one in dates_in(DATELINE.sub("", text), language))
    persons = list(persons_in(text, language))
    yield from (("person", one) for one in persons)
    named = {word for one in persons for word in one.split()}
    yield from (("place", one) for one in _places(text, language) if not named & set(one.split()))
    yield from (("quote", one) for one in quotes_of(text) if len(one) < _NEAR)
    for match in _NUMBER.finditer(text):
        noun = match.group(2).split()
        if noun[0].lower() not in language.words["months"] | language.words["stops"] and not _YEAR.fullmatch(
            match.group(1)
        ):
            yield "number", f"{re.sub(r'[ ,]', '', match.group(1))} {noun[0].lower()}"


def dates_in(text: str, language: Language) -> list[str]:
    """
    List the days that a text names, without guessing a year.

    Parameters
    ----------
    text
        Any text.
    language
        Its rules; months are known by their whole names and their first letters.

    Returns
    -------
    list of str
        ``--MM-DD``, or ``YYYY-MM-DD`` where the text gives the year.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> dates_in("on November 6, after 3 to 4 Oct 2024", languages()["en"])
    ['--11-06', '2024-10-04']
    """
    known = _months(language)
    parts = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    found = []
    for match in re.finditer(
        rf"(?i)\b(?:(\d{{1,2}})\.? ({parts})\b|({parts})\.? (\d{{1,2}})\b)\.?(?: ?/ ?\w+)?(?:,? (\d{{4}}))?", text
    ):
        day, month = int(match.group(1) or match.group(4)), known[(match.group(2) or match.group(3)).lower()]
        if 1 <= day <= monthrange(_LEAP, month)[1]:
            found.append(f"{int(match.group(5)) if match.group(5) else '-'}-{month:02d}-{day:02d}")
    return list(dict.fromkeys(found))


def _months(language: Language) -> dict[str, int]:
    """Give every name of a month, and its first letters where each month has one name, with the number of the month."""
    found: dict[str, int] = {}
    for number, names in enumerate(language.months, start=1):
        short = [names[0][: _LETTERS + 1], names[0][:_LETTERS]] if len(names) == 1 and not language.verb_first else []
        found |= dict.fromkeys((*names, *short), number)
    return found


def persons_in(text: str, language: Language) -> Iterator[str]:
    """
    List the persons whom a text names with a rank or an office.

    Parameters
    ----------
    text
        Any text.
    language
        Its rules.

    Yields
    ------
    str
        A name of two words or more, without its rank.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> list(persons_in("General Ana Ito met Pak Yong-il, deputy head of the Army, in North Ebor.", languages()["en"]))
    ['Ana Ito', 'Pak Yong-il']
    """
    ranks = language.found["house.ranks"]
    tokens = tokens_of(text)
    acting = language.words["house.offices"] | language.words["house.bodies"] | language.words["house.media"]
    for start, end in _runs(tokens, language):
        words = tokens[start:end]
        around = text[max(words[0].start - _NEAR, 0) : words[0].start], text[words[-1].end : words[-1].end + _NEAR]
        known = any(word.text.lower() in acting | language.words["place.units"] for word in words)
        behind = tokens[start - 1].text.lower() if start else ""
        ranked = ranks.search(around[0]) or ranks.search(around[1])
        people = words[-1].text.endswith(tuple(language.words["place.people"]))
        elsewhere = behind in (language.words["stops"] | {"of"}) - {"and", "between", "by", "with"}
        if len(words) > 1 and not known and ranked and not people and not elsewhere:
            yield " ".join(word.text for word in words)


def _runs(tokens: Sequence[Token], language: Language) -> Iterator[tuple[int, int]]:
    """Find the runs of names, without ranks; a possessive ends one and makes it none."""
    start = 0
    for at in range(len(tokens) + 1):
        word = tokens[at].text if at < len(tokens) else "."
        rank = word.lower() in language.words["house.ranks"] | language.words["determiners"]
        if is_name(word) and not rank and not re.search("[’']s?$", word):
            continue
        if at - start > 1 and not (is_name(word) and re.search("[’']s?$", word)):
            yield start, at
        start = at + 1


def _places(text: str, language: Language) -> Iterator[str]:
    dull = language.words["months"] | language.words["days"] | language.words["house.ranks"]
    for match in re.finditer(
        r"\b(?:in|at|near)\s+(?:the\s+)?((?:[A-ZÀ-Þ][\w-]+)(?:\s[A-ZÀ-Þ][\w-]+)*)(?![’'\w])", text
    ):
        words = [word for word in match.group(1).split() if word.lower() not in language.words["place.units"]]
        follows = re.match(r"\s+[a-z]", text[match.end() :])
        whose = follows is not None and match.group(1).endswith(tuple(language.words["place.people"]))
        if words and words[0].lower() not in dull and not whose:
            yield " ".join(words)


def _speakers(about: Sequence[Statement]) -> Iterator[Point]:
    for one, other, words in clashes_of_speakers(list(about)):
        yield Point("speaker", words, tuple(Side(each.document, each.passage, each.speaker) for each in (one, other)))


def _dates(points: Sequence[Point]) -> Iterator[Point]:
    """Find days that cannot both be right: each document gives one day of the event, and they differ."""
    days: dict[str, list[Side]] = defaultdict(list)
    for point in points:
        if point.kind == "date":
            for side in point.sides:
                days[side.document].append(side)
    single = [sides[0] for sides in days.values() if len(sides) == 1]
    for one, other in combinations(single, 2):
        if one.value[-5:] != other.value[-5:]:
            yield Point("date", f"{one.value} / {other.value}", (one, other))


def _numbers(points: Sequence[Point]) -> Iterator[Point]:
    """Find figures of one thing that differ; of documents that give several of it nothing is said."""
    figures: dict[str, dict[str, list[Side]]] = defaultdict(lambda: defaultdict(list))
    for point in points:
        if point.kind == "number":
            for side in point.sides:
                figures[point.value.split()[1][:_STEM]][side.document].append(side)
    for documents in figures.values():
        single = [sides[0] for sides in documents.values() if len(sides) == 1]
        for one, other in combinations(single, 2):
            if one.value.split()[0] != other.value.split()[0]:
                yield Point("number", one.value.split()[1], (one, other))
                break


def _explained(origins: Origins, event: Event, said: Sequence[Statement]) -> Iterator[Point]:
    """Find words that one document explains and another leaves open."""
    explained: dict[str, list[Side]] = defaultdict(list)
    left: dict[str, list[Side]] = defaultdict(list)
    for one in said:
        language = origins.accounts[origins.by_id[one.document]].language
        if one.document not in event.documents or language is None:
            continue
        for word in (quote for quote in one.quotes if len(quote.split()) == 1):
            side = Side(one.document, one.passage, word)
            if language.says("explain.open", one.passage):
                left[word.casefold()].append(side)
            elif language.says("explain.words", one.passage):
                explained[word.casefold()].append(side)
    for word, sides in explained.items():
        for other in left.get(word, ()):
            if (
                other.document != sides[0].document
                and event.kind == origins.accounts[origins.by_id[other.document]].kinds[0]
            ):
                yield Point("explanation", sides[0].value, (sides[0], other))


def _alone(about: Sequence[Statement]) -> Iterator[Statement]:
    """Find what stands in one document only: its words are hardly those of any passage of the others."""
    words = {id(one): _stems(one.passage) for one in about}
    documents = {one.document for one in about}
    for one in about:
        mine = words[id(one)]
        others = (words[id(other)] for other in about if other.document != one.document)
        if len(documents) > 1 and all(len(mine & theirs) <= _ALONE * max(len(mine), 1) for theirs in others):
            yield one


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.casefold()[:_STEM] for word in re.findall(r"[^\W\d_]{4,}|\d+", text))
