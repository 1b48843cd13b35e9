"""Voices: who is said to have said it. Of each passage, whose words it passes on, by which words, and through whom."""

import re
from typing import Final, NamedTuple

from landrelease.evidence import phrase
from landrelease.evidence.framing import is_abstract
from landrelease.evidence.house import House, house, is_unnamed
from landrelease.evidence.language import Language
from landrelease.evidence.phrase import is_name, tokens_of, words_of

_QUOTED: Final = re.compile(r"[\"“«„][^\"”»“]{3,}[\"”»“]|(?<!\w)[‘'][^‘’']{8,}[’'](?!\w)")
_OWNED: Final = r"[’'‘]s?\s+(?:[a-z]+\s+){0,3}"
_SHORT: Final = re.compile(r"\s\(([A-Z]{2,8})\)")
_TURN: Final = re.compile(r"([^:,“”\"«»„]{3,60}):\s*[“\"«„]")
_NEAR: Final = 100
"""Letters before a verb in which the word before it stands."""
_TITLE: Final = "[\"'“‘«]?"
_NEXT: Final = re.compile(r"[\s,]*([^\W\d_A-Z]{4,})\s+")
"""The word behind quoted words."""
_ALEF: Final = "\u0627"
_QUOTED_WORDS: Final = 3
"""So many quoted words are somebody's own."""


class Voice(NamedTuple):
    """
    Somebody whose words a passage passes on.

    Attributes
    ----------
    name : str
        As the passage names it.
    verb : str
        The words that attribute.
    how : str
        ``says`` (the voice is the subject of a verb), ``source`` (according to it) or ``chain`` (the end of a chain).
    at : int
        Where the words that attribute stand in the passage.
    """

    name: str
    verb: str
    how: str
    at: int


def voices(sentence: str, language: Language) -> list[Voice]:
    """
    List the voices of a sentence.

    Parameters
    ----------
    sentence
        A sentence.
    language
        Its rules.

    Returns
    -------
    list of Voice
        In the order of the words that attribute.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> english = languages()["en"]
    >>> [one[:3] for one in voices("The mines are old, according to the police.", english)]
    [('the police', 'according to', 'source')]
    >>> [one[:3] for one in voices("“They are old,” said Captain Ito.", english)]
    [('Captain Ito', 'said', 'says')]
    >>> voices("They found the road and told nobody.", english)
    []
    """
    quotes = [match.span() for match in _QUOTED.finditer(sentence)]
    found = [*_sources(sentence, language), *_speakers(sentence, quotes, language), *_turns(sentence)]
    found += _behind_quotes(sentence, quotes, {one.at for one in found}, language)
    found = [one for one in found if not _is_itself(one, quotes, language)]
    found = found or _by_subject(sentence, quotes, language) or _by_clause(sentence, language)
    return sorted(found, key=lambda one: one.at)


def _is_itself(one: Voice, quotes: list[tuple[int, int]], language: Language) -> bool:
    """Tell whether the writer speaks: a first person that stands in no quoted words is no voice of somebody else."""
    return one.name.lower() in language.words["first_person"] and not any(start < one.at < end for start, end in quotes)


def _behind_quotes(sentence: str, quotes: list[tuple[int, int]], known: set[int], language: Language) -> list[Voice]:
    """Read who stands behind a quoted sentence: ``“…,” grumbled Captain Ito``, whatever word stands for saying."""
    found = []
    for start, end in quotes:
        spoken = (
            sentence[start:end].rstrip("\"”»’'").endswith((",", "!", "?", ".", "…")) or sentence[end : end + 1] == ","
        )
        match = _NEXT.match(sentence, end)
        if match is None or not spoken or match.start(1) in known or _is_small(match.group(1), language):
            continue
        name = phrase.after(sentence, match.end(), language)
        if any(map(is_name, words_of(name))) and (
            is_name(name) or _speaks(name, language) or is_person(name, language)
        ):
            found.append(Voice(name, match.group(1), "says", match.start(1)))
    return found


def _is_small(word: str, language: Language) -> bool:
    small = ("stops", "determiners", "joiners", "pronouns", "relative", "days", "months")
    return any(word in language.words[name] for name in small)


def _by_subject(sentence: str, quotes: list[tuple[int, int]], language: Language) -> list[Voice]:
    """Give words quoted within a sentence to whom it is about, where it names nobody else: ``He smiled at “…”``."""
    inner = [start for start, end in quotes if start and len(sentence[start:end].split()) >= _QUOTED_WORDS]
    name = phrase.first(sentence, language) if inner else ""
    if not name or not (is_person(name, language) or _speaks(name, language)):
        return []
    return [Voice(name, "", "says", inner[0])]


def _sources(sentence: str, language: Language) -> list[Voice]:
    found = []
    for match in language.found["say.before"].finditer(sentence):
        name = _bound(sentence, match.end(), language)
        sure = match.group().lower() not in language.words["say.weak"]
        if name and (sure or any(is_name(one.text) for one in tokens_of(name))):
            how = "chain" if language.says("say.chain", match.group()) else "source"
            found.append(Voice(name, match.group(), how, match.start()))
    for match in language.found["say.after"].finditer(sentence):
        name = phrase.before(sentence, match.start(), language)
        if name:
            found.append(Voice(name, match.group(), "source", match.start()))
    return found


def _bound(sentence: str, at: int, language: Language) -> str:
    """Read the phrase behind a place; written together with the word before it, its article has lost its alef."""
    if sentence[at : at + 1].isspace() or not language.verb_first:
        return phrase.after(sentence, at + 1, language)
    name = phrase.after(sentence[at:], 0, language)
    return f"{_ALEF}{name}" if name.startswith("ل") and sentence[at - 1] == "ل" else name


def _turns(sentence: str) -> list[Voice]:
    """Read who has the turn: a name alone before a colon and words quoted."""
    match = _TURN.match(sentence)
    if match is None:
        return []
    words = words_of(match.group(1))
    named = len(words) > 1 and all(map(is_name, words))
    return [Voice(match.group(1), ":", "says", match.end(1))] if named else []


def framing(sentence: str, language: Language) -> str:
    """
    Find the verb by which a sentence frames: one of saying whose subject is something abstract, so that nobody says it.

    Parameters
    ----------
    sentence
        A sentence.
    language
        Its rules.

    Returns
    -------
    str
        Empty where it does not.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> english = languages()["en"]
    >>> framing("The presence of such officers suggests that more was discussed.", english)
    'suggests'
    >>> framing("The report suggests that more was discussed.", english)
    ''
    """
    quotes = [match.span() for match in _QUOTED.finditer(sentence)]
    framed = (one.verb for one in _subjects(sentence, quotes, language) if is_abstract(one.name, language))
    return next(framed, "")


def _speakers(sentence: str, quotes: list[tuple[int, int]], language: Language) -> list[Voice]:
    return [one for one in _subjects(sentence, quotes, language) if not is_abstract(one.name, language)]


def _subjects(sentence: str, quotes: list[tuple[int, int]], language: Language) -> list[Voice]:
    """Read the subjects of the verbs of saying, whether they can speak or not."""
    found = []
    for match in language.found["say.verbs"].finditer(sentence):
        if any(start < match.start() < end for start, end in quotes):
            continue
        verb = match.group()
        if verb.lower() in language.words["say.weak"] and not _surely(sentence, match, quotes, language):
            continue
        name = _subject(sentence, match, quotes, language)
        if name and not _is_participle(sentence, match, language):
            found.append(Voice(name, verb, "says", match.start()))
    return found


def _surely(sentence: str, match: re.Match[str], quotes: list[tuple[int, int]], language: Language) -> bool:
    rest = sentence[match.end() :].lstrip()
    if re.search(r"\bas\s+[^,]*$", sentence[: match.start()]):
        return True
    clause = language.found["say.clause"].match(rest) is not None
    if match.group().lower() in language.words["say.counting"] and rest[:1].isdigit():
        return True
    return bool(quotes) or clause or (not rest.strip(".") and "," in sentence)


def _is_participle(sentence: str, match: re.Match[str], language: Language) -> bool:
    """Tell whether the word is no verb of a speaker: ``is said to``, ``first published by``, ``the reported``."""
    if sentence[match.end() :].lstrip().lower().partition(" ")[0] in language.words["say.by"]:
        return True
    earlier = tokens_of(sentence[max(0, match.start() - _NEAR) : match.start()])
    last = earlier[-1].text.lower() if earlier else ""
    return last in language.words["say.passive"] | language.words["determiners"]


def _subject(sentence: str, match: re.Match[str], quotes: list[tuple[int, int]], language: Language) -> str:
    start = match.start()
    helping, inverting = language.words["say.auxiliaries"], language.words["say.inverting"]
    auxiliary = re.search(rf"(?:\b(?:{'|'.join(sorted(helping))})\s+)+$", sentence[:start])
    start = auxiliary.start() if auxiliary else start
    quoted = any(not sentence[end:start].strip(" ,.—–") for _begin, end in quotes if end <= start)
    if language.verb_first:
        return _behind_verb(sentence, match, start, language)
    comma = sentence[:start].rstrip().endswith(",") and match.group().lower() not in language.words["say.told"]
    if (quoted or comma) and (auxiliary is None or inverting.issuperset(auxiliary.group().lower().split())):
        name = phrase.after(sentence, match.end() + 1, language)
        words = [one.text for one in tokens_of(name)]
        if words and (is_name(words[0]) or (quoted and any(map(is_name, words)))):
            return name
        if words and (inverting or words[0].lower() in language.words["determiners"]) and _speaks(name, language):
            return name
    name = phrase.before(sentence, start, language)
    if comma and not any(map(is_name, words_of(name))):
        name = phrase.first(sentence, language, apart=(",",)) or name
    if name.lower() in language.words["pronouns"]:
        name = phrase.first(sentence, language, apart=language.words["relative"]) or name
    if name or not inverting:
        return name
    name = phrase.after(sentence, match.end() + 1, language)
    return name if name and (is_name(name) or _acts(name, language)) else ""


def _behind_verb(sentence: str, match: re.Match[str], start: int, language: Language) -> str:
    """Find who says it where the verb stands first: behind it, else before it, else whoever spoke before."""
    name = phrase.after(sentence, match.end() + 1, language)
    if name and (_speaks(name, language) or is_person(name, language)):
        return name
    earlier = phrase.before(sentence, start, language)
    if earlier and (_speaks(earlier, language) or is_person(earlier, language)):
        return earlier
    goes_on = language.found["say.clause"].match(sentence[match.end() :].lstrip()) is not None
    return language.verb_first if goes_on and not name else ""


def _speaks(name: str, language: Language) -> bool:
    """Tell whether a phrase names a house or somebody by a rank, an office or a paper."""
    binding = language.words["joiners"] - language.words["determiners"]
    head = name
    for number, token in enumerate(tokens_of(name)):
        if number and token.text.lower() in binding:
            head = name[: token.start]
            break
    words = {word.lower() for word in words_of(head)}
    known = language.words["house.ranks"] | language.words["house.papers"] | language.words["house.unnamed"]
    return bool(words & known) or _acts(head, language)


def _by_clause(sentence: str, language: Language) -> list[Voice]:
    """Give a clause with ``that`` to whom the sentence begins with, whatever the verb: ``Ana Ito holds that``."""
    name = phrase.first(sentence, language)
    if not name or not (is_person(name, language) or _speaks(name, language)):
        return []
    rest = sentence[len(name) :]
    match = re.match(rf"(?:,[^,]*,)?\s+([^\W\d_A-Z]+)\s+(?:{language.found['say.that'].pattern})", rest)
    if match is None or match.group(1).lower() in language.words["say.unsaid"] | _stopping(language):
        return []
    return [Voice(name, match.group(1), "says", len(name) + match.start(1))]


def _stopping(language: Language) -> frozenset[str]:
    return language.words["stops"] | language.words["determiners"] | language.words["pronouns"]


def owner_of(sentence: str, language: Language) -> list[tuple[str, str]]:
    """
    List what a sentence says of papers that belong to somebody, and of letters that stand for a name.

    Parameters
    ----------
    sentence
        A sentence.
    language
        Its rules.

    Returns
    -------
    list of tuple
        Name of the paper or the letters, and of whose it is.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> english = languages()["en"]
    >>> owner_of("It stood in the army’s own paper, Red Star, on Friday.", english)
    [('Red Star', 'the army')]
    >>> owner_of("He cited the Red Star, a magazine of the country's army.", english)
    [('Red Star', "the country's army")]
    """
    outlet = language.found["house.outlets"].pattern
    found = []
    for match in re.finditer(rf"{_OWNED}{outlet}(?:,)?\s+(?={_TITLE}[A-ZÀ-ÞЀ-Я])", sentence):
        name = phrase.after(sentence, match.end(), language)
        owner = phrase.before(sentence, match.start(), language)
        found.append((name.strip("‘'"), owner))
    for match in language.beside.finditer(sentence):
        name = phrase.before(sentence, match.start(), language)
        owner = phrase.after(sentence, match.end(), language)
        found.append((_without_determiner(name, language), owner))
    for match in _SHORT.finditer(sentence):
        name = phrase.before(sentence, match.start(), language)
        initials = {word[0].upper() for word in name.split()}
        if set(match.group(1)) & initials:
            found.append((match.group(1), name))
    return [(name, owner) for name, owner in found if name and owner]


def masthead_owner(line: str, language: Language) -> str:
    """
    Read of a line at the head of a paper whose paper it is.

    Parameters
    ----------
    line
        A line without a full stop.
    language
        Its rules.

    Returns
    -------
    str
        Empty where it does not say.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> masthead_owner("Newspaper of the Ministry of Defence", languages()["en"])
    'the Ministry of Defence'
    """
    outlet = language.found["house.outlets"].pattern
    match = re.match(rf"(?i)(?:the\s+)?(?:[a-z]+\s+){{0,2}}{outlet}\s+(?:of|for)\s+", line)
    if match is None or line.rstrip().endswith((".", "!", "?")):
        return ""
    return phrase.after(line, match.end(), language)


def _without_determiner(name: str, language: Language) -> str:
    first, _space, rest = name.partition(" ")
    return rest if rest and first.lower() in language.words["determiners"] else name


def is_person(name: str, language: Language) -> bool:
    """
    Tell whether a voice is a person whose house is not named with it.

    Parameters
    ----------
    name
        As the passage names it.
    language
        Its rules.

    Returns
    -------
    bool
        Whether it is a name of persons and holds no word for a house.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> [is_person(one, languages()["en"]) for one in ("Captain Ruo Adesh", "Foreign Minister Ana Ito", "the police")]
    [True, False, False]
    """
    words = words_of(name)
    known = {language.same.get(word.lower(), word.lower()) for word in words}
    acting = language.words["house.offices"] | language.words["house.bodies"] | language.words["house.media"]
    ranked = bool(words) and words[0].lower() in language.words["house.ranks"]
    names = [word for word in words if is_name(word)]
    return not known & (acting | language.words["house.outlets"]) and (ranked or len(names) >= 2)  # noqa: PLR2004


def house_of(name: str, language: Language) -> House | None:
    """
    Read the house of a voice.

    Parameters
    ----------
    name
        As the passage names it.
    language
        Its rules.

    Returns
    -------
    House or None
        Of an office with its holder the office; None where nobody can be asked, or only a person is named.

    Examples
    --------
    >>> from landrelease.evidence.language import languages
    >>> english = languages()["en"]
    >>> sorted(house_of("Foreign Minister Ana Ito", english).words)
    ['foreign', 'ministry']
    >>> house_of("observers", english), house_of("Captain Ruo Adesh", english)
    (None, None)
    """
    if is_unnamed(name, language) or is_person(name, language) or not _acts(name, language):
        return None
    found = house(_office_only(name, language), language)
    return found if found.words else None


def _acts(name: str, language: Language) -> bool:
    """Tell whether a phrase names a house: words in small letters only where one of them is a word for houses."""
    words = words_of(name)
    names = [word for word in words if is_name(word) and word.lower() not in language.words["determiners"]]
    known = {language.same.get(word.lower(), word.lower()) for word in words}
    acting = language.words["house.offices"] | language.words["house.bodies"]
    surname = len(words) == 1 and len(names) == 1 and not names[0].isupper()
    return bool(known & (acting | language.words["house.media"])) or (bool(names) and not surname)


def _office_only(name: str, language: Language) -> str:
    """Leave the person out behind an office: a name that no joiner binds to it."""
    tokens = tokens_of(name)
    for number, token in enumerate(tokens[:-1]):
        word = token.text.lower()
        if word in language.same and word in language.words["house.ranks"] and is_name(tokens[number + 1].text):
            return name[: token.end]
    return name
