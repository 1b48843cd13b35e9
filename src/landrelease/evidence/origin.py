"""Origins: whose own knowledge the accounts of an event rest on, and how many of them are independent."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from landrelease.evidence.account import Account, Item
from landrelease.evidence.citation import Citations
from landrelease.evidence.event import Event, Events, is_itself
from landrelease.evidence.house import Families, House, distinct, house, is_office, is_vague, within
from landrelease.evidence.voice import is_person


class Origin(NamedTuple):
    """
    A house whose own knowledge accounts rest on.

    Attributes
    ----------
    name : str
        As it was named most fully.
    also : tuple of str
        Its other names, and those of houses that are one with it.
    documents : tuple of str
        Ids of the documents that rest on it.
    """

    name: str
    also: tuple[str, ...]
    documents: tuple[str, ...]


class Origins:
    """
    The documents of a register, and what they rest on.

    Parameters
    ----------
    items
        The documents, in any order.

    Examples
    --------
    >>> said = "Ten mines were found and cleared near Ebor, the Ebor police said on Monday."
    >>> told = Origins([Item("a", said, publisher="Post"), Item("b", "Police of Ebor cleared ten mines near Ebor.",
    ...     publisher="Police of Ebor")])
    >>> [(one.name, one.documents) for one in told.of(told.events[0])]
    [('Police of Ebor', ('a', 'b'))]
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self.told = Events(items)
        self.accounts = self.told.accounts
        self.by_id = self.told.by_id
        self.citations = [Citations(account) for account in self.accounts]
        self._names: dict[frozenset[str], list[str]] = {}
        self._distinct: dict[frozenset[str], tuple[House, ...]] = {}
        self._inside: dict[int, tuple[House, ...]] = {}
        self._resting: dict[tuple[int, str], frozenset[frozenset[str]]] = {}

    @property
    def events(self) -> list[Event]:
        """What the documents tell of; that of which most tell in their heading or first passages stands first."""
        return self.told.all

    @property
    def copies(self) -> Mapping[tuple[int, int], float]:
        """Pairs of documents that are copies of each other, with what they share."""
        return self.told.copies

    # -- houses --------------------------------------------------------------------------------------------------

    @cached_property
    def families(self) -> Families:
        """Which houses are one."""
        return Families(self._named, [pair for account in self.accounts for pair in account.owners])

    @cached_property
    def _named(self) -> list[House]:
        publishers = [account.publisher for account in self.accounts if account.publisher is not None]
        cited = [one for citations in self.citations for one in citations.all]
        owned = [one for account in self.accounts for pair in account.owners for one in pair]
        return [*publishers, *cited, *owned]

    # -- what a document rests on --------------------------------------------------------------------------------

    def rests(self, number: int, kind: str, seen: frozenset[int] = frozenset()) -> frozenset[frozenset[str]]:
        """
        Find the families on whose knowledge an account of an event rests.

        Parameters
        ----------
        number
            Number of the document.
        kind
            Kind of the event.
        seen
            Documents that were asked already.

        Returns
        -------
        frozenset
            Families as `Families.of` gives them; empty where it cannot be told.
        """
        if number in seen:
            return frozenset()
        if seen:
            return self._rests(number, kind, seen)
        if (number, kind) not in self._resting:
            self._resting[number, kind] = self._rests(number, kind, seen)
        return self._resting[number, kind]

    def _rests(self, number: int, kind: str, seen: frozenset[int]) -> frozenset[frozenset[str]]:
        account = self.accounts[number]
        seen |= {number}
        source = self.told.copied_from(number)
        if source is not None and source not in seen:
            return self.rests(source, kind, seen) | self._cited_origins(number, kind, seen, added_to=source)
        if account.publisher is not None and (account.acts_itself or account.saw_itself or self.is_owned(account)):
            return frozenset({self.families.of(account.publisher)})
        found = self._cited_origins(number, kind, seen)
        if not found:
            taken = self.told.taken_from(number, kind)
            found = self.rests(taken, kind, seen) if taken is not None else frozenset()
        return found or self._persons(account, kind)

    def is_owned(self, account: Account) -> bool:
        """
        Tell whether the publisher of a document is a paper of an office.

        Parameters
        ----------
        account
            The document.

        Returns
        -------
        bool
            Whether any document says so.
        """
        publisher = account.publisher
        return publisher is not None and any(within(publisher, one) or within(one, publisher) for one in self._papers)

    @cached_property
    def _papers(self) -> tuple[House, ...]:
        """Papers that belong to an office, as any document says."""
        found = {
            one.words: one
            for account in self.accounts
            for one, owner in account.owners
            if account.language is not None and is_office(owner.name, account.language)
        }
        return tuple(found.values())

    def _cited_origins(
        self, number: int, kind: str, seen: frozenset[int], added_to: int | None = None
    ) -> frozenset[frozenset[str]]:
        account = self.accounts[number]
        own = self.families.of(account.publisher) if account.publisher is not None else frozenset[str]()
        known = self.all_cited(added_to) if added_to is not None else frozenset[frozenset[str]]()
        found: frozenset[frozenset[str]] = frozenset()
        for one in self._named_for(number, kind):
            family = self.families.of(one)
            if family != own and family not in known:
                found |= self._through(one, number, kind, seen)
        return found

    def all_cited(self, number: int) -> frozenset[frozenset[str]]:
        """
        List the families that a document cites for whatever it tells of.

        Parameters
        ----------
        number
            Number of the document.

        Returns
        -------
        frozenset
            Families as `Families.of` gives them; that of its publisher is one of them.
        """
        publisher = self.accounts[number].publisher
        own = {self.families.of(publisher)} if publisher is not None else set()
        return frozenset(own | {self.families.of(self._meant_by(one, number)) for one in self.citations[number].all})

    def _named_for(self, number: int, kind: str) -> list[House]:
        """List the houses cited for an event, else the papers that it speaks of, else the agencies that it credits."""
        account = self.accounts[number]
        mine = account.publisher.words if account.publisher is not None else frozenset()
        owned = [one for one, _owner in account.owners if one.words != mine]
        names = [name for name in account.credited if not is_itself(name, account)]
        credited = [house(name, account.language) for name in names] if account.language is not None else []
        cited = [self._meant_by(one, number) for one in self.citations[number].about(kind)]
        return cited or owned or credited

    def _meant_by(self, one: House, number: int) -> House:
        """Give the house that a name of an office alone means: as this document or one of the same thing names it."""
        language = self.accounts[number].language
        if language is None or not is_vague(one, language):
            return one
        around = self.told.around(number)
        for other in (number, *around):
            fuller = [its for its in self._houses_in(other) if len(its.words) > len(one.words) and within(one, its)]
            if fuller:
                return max(fuller, key=lambda its: len(its.words))
        whole = one.words <= language.words["house.whole"]
        offices = (self.accounts[other] for other in around if whole and self.accounts[other].acts_itself)
        return next((account.publisher for account in offices if account.publisher is not None), one)

    def _houses_in(self, number: int) -> tuple[House, ...]:
        if number not in self._inside:
            account = self.accounts[number]
            publisher = [account.publisher] if account.publisher is not None else []
            owned = [one for pair in account.owners for one in pair]
            self._inside[number] = distinct([*publisher, *self.citations[number].all, *owned])
        return self._inside[number]

    def _through(self, one: House, number: int, kind: str, seen: frozenset[int]) -> frozenset[frozenset[str]]:
        """Follow a cited paper or agency to what it rests on itself, where its own document is here."""
        family, language = self.families.of(one), self.accounts[number].language
        if language is not None and is_office(one.name, language):
            return frozenset({family})
        theirs = [
            other
            for other, account in enumerate(self.accounts)
            if other != number
            and account.publisher is not None
            and self.families.of(account.publisher) == family
            and kind in account.kinds
        ]
        found: frozenset[frozenset[str]] = frozenset()
        for other in theirs:
            found |= self.rests(other, kind, seen)
        return found or frozenset({family})

    def _persons(self, account: Account, kind: str) -> frozenset[frozenset[str]]:
        """Where no house is named, whoever is named to have said it."""
        language = account.language
        if language is None:
            return frozenset()
        lines = [line for line in account.lines if kind in line.kinds] or account.lines
        names = (voice.name for line in lines for voice in line.voices if is_person(voice.name, language))
        return frozenset(house(name, language).words for name in names) - {frozenset()}

    # -- answers -------------------------------------------------------------------------------------------------

    def of(self, event: Event) -> list[Origin]:
        """
        List the independent origins of an event.

        Parameters
        ----------
        event
            One of `events`.

        Returns
        -------
        list of Origin
            That on which most accounts rest first.
        """
        resting: dict[frozenset[str], list[str]] = defaultdict(list)
        for name in event.documents:
            for family in self.rests(self.by_id[name], event.kind):
                resting[family].append(name)
        found = [self._origin(family, names) for family, names in resting.items()]
        return sorted(found, key=lambda one: (-len(one.documents), one.name))

    def _origin(self, family: frozenset[str], documents: Sequence[str]) -> Origin:
        names = self.names_of(family)
        return Origin(names[0], tuple(names[1:]), tuple(documents))

    def names_of(self, family: frozenset[str]) -> list[str]:
        """
        List the names of a family.

        Parameters
        ----------
        family
            As `Families.of` gives it.

        Returns
        -------
        list of str
            The name that tells most first: of a paper that an account names before that of the office whose it is.
        """
        if family not in self._names:
            self._names[family] = self._names_of(family)
        return self._names[family]

    def _names_of(self, family: frozenset[str]) -> list[str]:
        here = self.houses_of(family)
        papers = self._owned
        often = Counter(one.name for one in here)
        order = sorted(
            {one.name: one for one in here}.values(),
            key=lambda one: (
                one.words not in papers or one.name.isupper(),
                -len(one.words),
                -often[one.name],
                one.name,
            ),
        )
        names = {one.name.casefold(): one.name for one in reversed(order)}
        kept = [names[key] for key in dict.fromkeys(one.name.casefold() for one in order)]
        return [name for name in kept if name == kept[0] or kept[0] not in name] or self._person_names(family)

    def _person_names(self, family: frozenset[str]) -> list[str]:
        """List the names of a voice that no house is named for: a person, or a paper that is called like one."""
        return self._voices.get(family) or [" ".join(sorted(family))]

    @cached_property
    def _owned(self) -> frozenset[frozenset[str]]:
        """Words of the papers of which a document says whose they are."""
        return frozenset(owned.words for account in self.accounts for owned, _owner in account.owners)

    @cached_property
    def _voices(self) -> Mapping[frozenset[str], list[str]]:
        """Words of a voice to the names under which it speaks."""
        found: dict[frozenset[str], list[str]] = defaultdict(list)
        for account in self.accounts:
            language = account.language
            for name in (voice.name for line in account.lines for voice in line.voices):
                words = house(name, language).words if language is not None else frozenset[str]()
                found[words] += [name] if name not in found[words] else []
        return found

    def houses_of(self, family: frozenset[str]) -> list[House]:
        """
        List the houses of a family.

        Parameters
        ----------
        family
            As `Families.of` gives it.

        Returns
        -------
        list of House
            As the documents named them, each as often as it was named.
        """
        return self._by_family.get(family, [])

    def is_named_of(self, one: House, family: frozenset[str]) -> bool:
        """
        Tell whether a house may be one of a family, named more shortly.

        Parameters
        ----------
        one
            A house, as a passage names it.
        family
            As `Families.of` gives it.

        Returns
        -------
        bool
            Whether its words are among those of any house of the family.
        """
        if family not in self._distinct:
            self._distinct[family] = distinct(self.houses_of(family))
        return any(within(one, other) for other in self._distinct[family])

    @cached_property
    def _by_family(self) -> Mapping[frozenset[str], list[House]]:
        found: dict[frozenset[str], list[House]] = defaultdict(list)
        for one in self._named:
            found[self.families.of(one)].append(one)
        return found
