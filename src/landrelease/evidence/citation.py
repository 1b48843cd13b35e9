"""Citations: the houses whose words a document passes on, passage by passage; of a chain only its end."""

from functools import cached_property

from landrelease.evidence.account import Account, Line
from landrelease.evidence.house import House, distinct, within
from landrelease.evidence.voice import house_of

_LEAD = 2
"""Number of the last paragraph in which a document begins."""


class Citations:
    """
    What one document cites.

    Parameters
    ----------
    account
        The document.

    Examples
    --------
    >>> from landrelease.evidence.account import Item
    >>> said = "Mines were cleared, the Post says, citing the Red Gazette. The Gazette said that ten were found."
    >>> [one.name for one in Citations(Account(Item("a", said))).all]
    ['the Red Gazette', 'the Red Gazette']
    """

    def __init__(self, account: Account) -> None:
        self.account = account
        self._known: dict[frozenset[str], House | None] = {}

    @cached_property
    def by_line(self) -> tuple[tuple[Line, tuple[House, ...]], ...]:
        """Each passage with the houses that it cites."""
        return tuple((line, tuple(self._cited(line))) for line in self.account.lines)

    @property
    def all(self) -> list[House]:
        """The houses that it cites, as often as it does."""
        return [one for _line, houses in self.by_line for one in houses]

    def about(self, kind: str) -> list[House]:
        """
        List the houses that are cited for an event.

        Parameters
        ----------
        kind
            Kind of the event.

        Returns
        -------
        list of House
            Those of the passages that tell of it, else of those with which the document begins, else of all.
        """
        told = [one for line, houses in self.by_line if kind in line.kinds for one in houses]
        lead = [one for line, houses in self.by_line if line.passage.paragraph <= _LEAD for one in houses]
        return told or lead or self.all

    def _cited(self, line: Line) -> list[House]:
        language = self.account.language
        if language is None:
            return []
        chain = [voice for voice in line.voices if voice.how == "chain"]
        sources = chain or [voice for voice in line.voices if voice.how == "source"] or line.voices
        found = (house_of(voice.name, language) for voice in sources)
        named = (self._fuller(one) for one in found if one is not None)
        vague = {language.same[word] for word in language.words["house.ranks"] & language.same.keys()}
        return [one for one in named if not one.words <= vague and not self._hands_on(one)]

    def _hands_on(self, one: House) -> bool:
        return any(within(one, other) or within(other, one) for other in self._between)

    @cached_property
    def _between(self) -> tuple[House, ...]:
        """Those who only hand on what another house said: before the end of a chain."""
        language = self.account.language
        chained = (line for line in self.account.lines if any(voice.how == "chain" for voice in line.voices))
        voices = (voice for line in chained for voice in line.voices if voice.how != "chain")
        found = (house_of(voice.name, language) for voice in voices if language is not None)
        return distinct(one for one in found if one is not None)

    def _fuller(self, one: House) -> House:
        """Give the house that a short name means here: the one whose full name the document gives."""
        if one.words not in self._known:
            names = self._full_names
            found = [other for other in names if len(other.words) > len(one.words) and within(one, other)]
            self._known[one.words] = found[0] if len(found) == 1 else None
        return self._known[one.words] or one

    @cached_property
    def _full_names(self) -> tuple[House, ...]:
        language = self.account.language
        voices = (voice for line in self.account.lines for voice in line.voices)
        found = (house_of(voice.name, language) for voice in voices if language is not None)
        owned = (one for pair in self.account.owners for one in pair)
        return distinct(one for one in (*found, *owned) if one is not None)
