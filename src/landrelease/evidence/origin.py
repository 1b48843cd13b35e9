"""Origins: whose own knowledge the accounts of an event rest on, and how many of them are independent."""

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import Final, NamedTuple

from landrelease.evidence.account import Account, Item
from landrelease.evidence.citation import Citations
from landrelease.evidence.house import Families, House, house, is_office, is_vague, within
from landrelease.evidence.likeness import Alike, near
from landrelease.evidence.voice import is_person
from landrelease.records.times import interval

ALIKE: Final = 0.1
"""Likeness of the names and figures of two documents from which on they may tell of one thing."""
LONG_AFTER: Final = (120, 400)
"""Days between two documents from which on they must be twice, and three times, as alike to tell of one event."""
SURELY: Final = 0.24
"""Likeness from which on a document that does not speak of ordnance itself tells of the same as one that does."""
TAKEN: Final = 0.16
"""Likeness from which on a document that names nobody is held to have been taken from the other."""
_LAST: Final = "9999"


def _last_day(published: str) -> int:
    """Give the last day on which it can have been published; without any it came after all others."""
    return interval(published).last if published else sys.maxsize


def _is_itself(name: str, account: Account) -> bool:
    """Tell whether a credit names the publisher itself, in full, in part or by its first letters."""
    publisher = account.item.publisher
    return name.lower() in publisher.lower() or name == "".join(
        word[0] for word in publisher.split() if word[0].isupper()
    )


class Event(NamedTuple):
    """
    Something of which documents tell.

    Attributes
    ----------
    kind : str
        Its kind.
    documents : tuple of str
        Ids of the documents that tell of it.
    """

    kind: str
    documents: tuple[str, ...]


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


class Derived(NamedTuple):
    """
    A document that was made from another.

    Attributes
    ----------
    document, of : str
        Their ids.
    how : str
        ``copy``, ``cites``, ``corrects`` (the same house puts right what it said) or ``like`` (it names nobody, and
        says what the other says).
    shared : float
        Share of the runs of words of the shorter that stand in the other.
    """

    document: str
    of: str
    how: str
    shared: float


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
        self.accounts = [Account(item) for item in sorted(items, key=lambda one: (one.published or _LAST, one.id))]
        self.by_id = {one.item.id: number for number, one in enumerate(self.accounts)}
        self.citations = [Citations(account) for account in self.accounts]
        self._names: dict[frozenset[str], list[str]] = {}
        self._resting: dict[tuple[int, str], frozenset[frozenset[str]]] = {}
        for number, kind, lines in list(self._touching()):
            self.accounts[number].tell(kind, lines)

    # -- which documents belong together -------------------------------------------------------------------------

    @cached_property
    def copies(self) -> Mapping[tuple[int, int], float]:
        """Pairs of documents that are copies of each other, with what they share."""
        found: list[Alike] = near([account.item.text for account in self.accounts])
        return {(one.one, one.other): one.shared for one in found} | dict.fromkeys(self._same_bytes(), 1.0)

    def _same_bytes(self) -> Iterator[tuple[int, int]]:
        """Give pairs of documents that were kept as the same bytes: one text, published at two places."""
        where: dict[str, list[int]] = defaultdict(list)
        for number, account in enumerate(self.accounts):
            if account.item.archive:
                where[account.item.archive].append(number)
        for numbers in where.values():
            yield from combinations(numbers, 2)

    @cached_property
    def likeness(self) -> Mapping[tuple[int, int], float]:
        """How like each other the names and figures of documents are, rare ones counting more."""
        marks = [account.marks for account in self.accounts]
        often = Counter(mark for one in marks for mark in one)
        weight = {mark: math.log(1 + len(marks) / count) for mark, count in often.items()}
        where: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(marks):
            for mark in sorted(one):
                where[mark].append(number)
        common: dict[tuple[int, int], float] = defaultdict(float)
        for mark in sorted(where):
            for pair in combinations(where[mark], 2):
                common[pair] += weight[mark] ** 2
        whole = [math.sqrt(sum(weight[mark] ** 2 for mark in sorted(one))) or 1.0 for one in marks]
        return {(one, other): value / whole[one] / whole[other] for (one, other), value in common.items()}

    def _alike(self, one: int, other: int) -> float:
        return self.likeness.get((min(one, other), max(one, other)), 0.0)

    @cached_property
    def events(self) -> list[Event]:
        """What the documents tell of; that of which most tell in their heading or first passages stands first."""
        found: list[Event] = []
        for kind in {kind: None for account in self.accounts for kind in account.kinds}:
            telling = [
                number
                for number, account in enumerate(self.accounts)
                if kind in account.kinds and number in self._meant
            ]
            groups = self._joined(telling)
            found += [Event(kind, tuple(self.accounts[number].item.id for number in group)) for group in groups]
        return sorted(found, key=lambda one: (-self._leading(one), -len(one.documents), one.documents, one.kind))

    def _touching(self) -> Iterator[tuple[int, str, list[int]]]:
        """Find documents that tell of an event in words of their own: by names and figures of those like them."""
        for number, account in enumerate(self.accounts):
            around = [other for other in self._around(number) if self._alike(number, other) >= SURELY]
            kinds = {kind: None for other in around for kind in self.accounts[other].kinds if kind not in account.kinds}
            for kind in kinds if number in self._meant else ():
                lines = account.touches(kind, self._marks_of(kind, around))
                if lines:
                    yield number, kind, lines

    def _marks_of(self, kind: str, numbers: Sequence[int]) -> frozenset[str]:
        """Collect the names and figures of the passages by which documents tell of an event."""
        told = ((self.accounts[number], at) for number in numbers for at in range(len(self.accounts[number].lines)))
        return frozenset(
            mark for account, at in told if kind in account.lines[at].kinds for mark in account.marks_by_line[at]
        )

    @cached_property
    def _meant(self) -> frozenset[int]:
        """Documents that speak of ordnance, and those that surely tell of the same as one of them."""
        plain = {number for number, account in enumerate(self.accounts) if account.about_ordnance}
        alike = {one for pair, value in self.likeness.items() if value >= SURELY and plain & {*pair} for one in pair}
        return frozenset(plain | alike)

    def _leading(self, event: Event) -> int:
        leads = (self.accounts[self.by_id[name]] for name in event.documents)
        return sum(account.kinds[:1] == (event.kind,) for account in leads)

    def _joined(self, numbers: Sequence[int]) -> list[list[int]]:
        """Join documents that are alike, and those joined to them in turn."""
        group = {number: number for number in numbers}

        def root(number: int) -> int:
            while group[number] != number:
                number = group[number]
            return number

        for pair in combinations(numbers, 2):
            if self._alike(*pair) >= ALIKE * self._apart(*pair) or pair in self.copies:
                group[root(pair[1])] = root(pair[0])
        found: dict[int, list[int]] = defaultdict(list)
        for number in numbers:
            found[root(number)].append(number)
        return list(found.values())

    def _apart(self, one: int, other: int) -> int:
        """Tell how many times more alike documents must be that were published long after each other."""
        days = [self.accounts[number].item.published for number in (one, other)]
        if not all(days):
            return 1
        (first, last), (begins, ends) = (interval(day) for day in days)
        gap = max(begins - last, first - ends, 0)
        return 1 + sum(gap > days for days in LONG_AFTER)

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
        source = self._copied_from(number)
        if source is not None and source not in seen:
            return self.rests(source, kind, seen) | self._cited_origins(number, kind, seen, added_to=source)
        if account.publisher is not None and (account.acts_itself or account.saw_itself or self._is_owned(account)):
            return frozenset({self.families.of(account.publisher)})
        found = self._cited_origins(number, kind, seen)
        if not found:
            taken = self._taken_from(number, kind)
            found = self.rests(taken, kind, seen) if taken is not None else frozenset()
        return found or self._persons(account, kind)

    def _is_owned(self, account: Account) -> bool:
        """Tell whether the publisher is a paper of an office."""
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

    def _copied_from(self, number: int) -> int | None:
        return self._copied.get(number)

    @cached_property
    def _copied(self) -> Mapping[int, int]:
        """Each copy to the document of which it is one: the earliest of those that came before it."""
        others: dict[int, list[int]] = defaultdict(list)
        for one, other in self.copies:
            later, earlier = (one, other) if self._before(other, one) else (other, one)
            others[later].append(earlier)
        return {number: min(found, key=lambda one: (self._rank(one), one)) for number, found in others.items()}

    def _before(self, one: int, other: int) -> bool:
        return (*self._rank(one), one) < (*self._rank(other), other)

    def _in_time(self, one: int, other: int) -> bool:
        """Tell whether a document can have been there when another was written."""
        first, then = self.accounts[one].item.published, self.accounts[other].item.published
        return not first or not then or interval(first).first <= interval(then).last

    def _rank(self, number: int) -> tuple[int, bool, bool]:
        account = self.accounts[number]
        credited = any(not _is_itself(name, account) for name in account.credited)
        return (_last_day(account.item.published), credited, not account.acts_itself)

    def _cited_origins(
        self, number: int, kind: str, seen: frozenset[int], added_to: int | None = None
    ) -> frozenset[frozenset[str]]:
        account = self.accounts[number]
        own = self.families.of(account.publisher) if account.publisher is not None else frozenset[str]()
        known = self._all_cited(added_to) if added_to is not None else frozenset[frozenset[str]]()
        found: frozenset[frozenset[str]] = frozenset()
        for one in self._named_for(number, kind):
            family = self.families.of(one)
            if family != own and family not in known:
                found |= self._through(one, number, kind, seen)
        return found

    def _all_cited(self, number: int) -> frozenset[frozenset[str]]:
        publisher = self.accounts[number].publisher
        own = {self.families.of(publisher)} if publisher is not None else set()
        return frozenset(own | {self.families.of(self._meant_by(one, number)) for one in self.citations[number].all})

    def _named_for(self, number: int, kind: str) -> list[House]:
        """List the houses cited for an event, else the papers that it speaks of, else the agencies that it credits."""
        account = self.accounts[number]
        mine = account.publisher.words if account.publisher is not None else frozenset()
        owned = [one for one, _owner in account.owners if one.words != mine]
        names = [name for name in account.credited if not _is_itself(name, account)]
        credited = [house(name, account.language) for name in names] if account.language is not None else []
        cited = [self._meant_by(one, number) for one in self.citations[number].about(kind)]
        return cited or owned or credited

    def _meant_by(self, one: House, number: int) -> House:
        """Give the house that a name of an office alone means: as this document or one of the same thing names it."""
        language = self.accounts[number].language
        if language is None or not is_vague(one, language):
            return one
        around = self._around(number)
        for other in (number, *around):
            fuller = [its for its in self._houses_in(other) if len(its.words) > len(one.words) and within(one, its)]
            if fuller:
                return max(fuller, key=lambda its: len(its.words))
        whole = one.words <= language.words["house.whole"]
        offices = (self.accounts[other] for other in around if whole and self.accounts[other].acts_itself)
        return next((account.publisher for account in offices if account.publisher is not None), one)

    def _around(self, number: int) -> list[int]:
        """List the documents that may tell of the same, the likest first."""
        return [other for _unlike, other in self._neighbours.get(number, ())]

    @cached_property
    def _neighbours(self) -> Mapping[int, list[tuple[float, int]]]:
        found: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for (one, other), alike in self.likeness.items():
            if alike >= ALIKE:
                found[one].append((-alike, other))
                found[other].append((-alike, one))
        return {number: sorted(others) for number, others in found.items()}

    def _houses_in(self, number: int) -> list[House]:
        account = self.accounts[number]
        owned = [one for pair in account.owners for one in pair]
        return [*([account.publisher] if account.publisher is not None else []), *self.citations[number].all, *owned]

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

    def _taken_from(self, number: int, kind: str) -> int | None:
        """Find the document from which one that names nobody was probably taken."""
        found = [
            (self._alike(number, other), other)
            for other, account in enumerate(self.accounts)
            if other != number and kind in account.kinds and self._in_time(other, number)
        ]
        best = max(found, default=(0.0, None), key=lambda one: (one[0], -(one[1] or 0)))
        return best[1] if best[0] >= TAKEN else None

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

    @cached_property
    def _by_family(self) -> Mapping[frozenset[str], list[House]]:
        found: dict[frozenset[str], list[House]] = defaultdict(list)
        for one in self._named:
            found[self.families.of(one)].append(one)
        return found

    @cached_property
    def derived(self) -> list[Derived]:
        """Which documents were made from which: copies, those that cite another's house, and those that are like it."""
        found = []
        for number, account in enumerate(self.accounts):
            source = self._copied_from(number)
            if source is not None:
                share = self.copies[min(source, number), max(source, number)]
                how = "corrects" if self._corrected(number) == source else "copy"
                found.append(Derived(account.item.id, self.accounts[source].item.id, how, share))
            found += self._citing(number, source)
            wrong = self._corrected(number)
            if wrong is not None and all(one[:2] != (account.item.id, self.accounts[wrong].item.id) for one in found):
                found.append(Derived(account.item.id, self.accounts[wrong].item.id, "corrects", 0.0))
        return found

    def _corrected(self, number: int) -> int | None:
        """Find the earlier document of its own house that one corrects, where it says that it corrects one."""
        account = self.accounts[number]
        if account.publisher is None or not account.corrects:
            return None
        family = self.families.of(account.publisher)
        earlier = [
            other
            for other in self._around(number)
            if (publisher := self.accounts[other].publisher) is not None
            and self.families.of(publisher) == family
            and self._before(other, number)
        ]
        return earlier[0] if earlier else None

    def _citing(self, number: int, source: int | None) -> list[Derived]:
        account = self.accounts[number]
        if source is None and (account.acts_itself or self._is_owned(account)):
            return []
        known = self._all_cited(source) if source is not None else frozenset[frozenset[str]]()
        own = self.families.of(account.publisher) if account.publisher is not None else frozenset[str]()
        cited = (self._all_cited(number) | self._credits(account)) - known - {own}
        found = [
            Derived(account.item.id, other.item.id, "cites", 0.0)
            for at, other in enumerate(self.accounts)
            if at not in {number, source}
            and other.publisher is not None
            and self.families.of(other.publisher) in cited
            and set(account.kinds) & set(other.kinds)
            and self._in_time(at, number)
            and self._alike(at, number) >= ALIKE
        ]
        if not found and source is None and not account.saw_itself and account.kinds:
            taken = self._taken_from(number, account.kinds[0])
            dated = account.item.published and taken is not None and self.accounts[taken].item.published
            earlier = dated and taken is not None and self._before(taken, number)
            found = (
                [Derived(account.item.id, self.accounts[taken].item.id, "like", 0.0)]
                if taken is not None and earlier
                else []
            )
        return found

    def _credits(self, account: Account) -> frozenset[frozenset[str]]:
        language = account.language
        if language is None:
            return frozenset()
        return frozenset(self.families.of(house(name, language)) for name in account.credited)
