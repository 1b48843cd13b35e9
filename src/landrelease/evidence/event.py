"""Events: of what documents tell, which of them tell of one thing, and which of them came first."""

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import Final, NamedTuple

from landrelease.evidence.account import Account, Item
from landrelease.evidence.likeness import Alike, near
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


def is_itself(name: str, account: Account) -> bool:
    """
    Tell whether a credit names the publisher itself.

    Parameters
    ----------
    name
        Who is credited.
    account
        The document that credits.

    Returns
    -------
    bool
        Whether the name is that of the publisher in full, in part or by its first letters.

    Examples
    --------
    >>> from landrelease.evidence.account import Item
    >>> account = Account(Item("a", "Ten mines were cleared.", publisher="Tarn News Agency"))
    >>> [is_itself(one, account) for one in ("Tarn News", "TNA", "Ebor Post")]
    [True, True, False]
    """
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


class Events:
    """
    Documents side by side, and the events of which they tell.

    Parameters
    ----------
    items
        The documents, in any order.

    Attributes
    ----------
    accounts : list of Account
        The documents, read, the earliest first; those without a day last.
    by_id : dict
        Id of a document to its number in `accounts`.

    Examples
    --------
    >>> told = Events([Item("b", "Ten mines were found and cleared near Ebor."), Item("c", "It rained in Ebor."),
    ...     Item("a", "Police of Ebor cleared ten mines near Ebor.")])
    >>> told.all
    [Event(kind='mine-clearance', documents=('a', 'b'))]
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self.accounts = [Account(item) for item in sorted(items, key=lambda one: (one.published or _LAST, one.id))]
        self.by_id = {one.item.id: number for number, one in enumerate(self.accounts)}
        for number, kind, lines in list(self._touching()):
            self.accounts[number].tell(kind, lines)

    # -- likeness ------------------------------------------------------------------------------------------------

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

    def alike(self, one: int, other: int) -> float:
        """
        Tell how like each other the names and figures of two documents are.

        Parameters
        ----------
        one, other
            Their numbers.

        Returns
        -------
        float
            From 0 to 1.
        """
        return self.likeness.get((min(one, other), max(one, other)), 0.0)

    def around(self, number: int) -> list[int]:
        """
        List the documents that may tell of the same as one.

        Parameters
        ----------
        number
            Its number.

        Returns
        -------
        list of int
            Their numbers, the likest first.
        """
        return [other for _unlike, other in self._neighbours.get(number, ())]

    @cached_property
    def _neighbours(self) -> Mapping[int, list[tuple[float, int]]]:
        found: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for (one, other), alike in self.likeness.items():
            if alike >= ALIKE:
                found[one].append((-alike, other))
                found[other].append((-alike, one))
        return {number: sorted(others) for number, others in found.items()}

    @cached_property
    def all(self) -> list[Event]:
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
            around = [other for other in self.around(number) if self.alike(number, other) >= SURELY]
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
            if self.alike(*pair) >= ALIKE * self._apart(*pair) or pair in self.copies:
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

    # -- order ---------------------------------------------------------------------------------------------------

    def copied_from(self, number: int) -> int | None:
        """
        Find the document of which one is a copy.

        Parameters
        ----------
        number
            Number of the copy.

        Returns
        -------
        int or None
            The earliest of those like it that came before it.
        """
        return self._copied.get(number)

    @cached_property
    def _copied(self) -> Mapping[int, int]:
        """Each copy to the document of which it is one: the earliest of those that came before it."""
        others: dict[int, list[int]] = defaultdict(list)
        for one, other in self.copies:
            later, earlier = (one, other) if self.before(other, one) else (other, one)
            others[later].append(earlier)
        return {number: min(found, key=lambda one: (self._rank(one), one)) for number, found in others.items()}

    def before(self, one: int, other: int) -> bool:
        """
        Tell whether a document comes before another.

        Parameters
        ----------
        one, other
            Their numbers.

        Returns
        -------
        bool
            By the day; on one day who credits nobody and tells of its own acts comes first.
        """
        return (*self._rank(one), one) < (*self._rank(other), other)

    def in_time(self, one: int, other: int) -> bool:
        """
        Tell whether a document can have been there when another was written.

        Parameters
        ----------
        one, other
            Their numbers.

        Returns
        -------
        bool
            True also where one of them has no day.
        """
        first, then = self.accounts[one].item.published, self.accounts[other].item.published
        return not first or not then or interval(first).first <= interval(then).last

    def _rank(self, number: int) -> tuple[int, bool, bool]:
        account = self.accounts[number]
        credited = any(not is_itself(name, account) for name in account.credited)
        return (_last_day(account.item.published), credited, not account.acts_itself)

    def taken_from(self, number: int, kind: str) -> int | None:
        """
        Find the document from which one that names nobody was probably taken.

        Parameters
        ----------
        number
            Its number.
        kind
            Kind of the event that both tell of.

        Returns
        -------
        int or None
            Number of the likest that can have been there; None where none is like enough.
        """
        found = [
            (self.alike(number, other), other)
            for other, account in enumerate(self.accounts)
            if other != number and kind in account.kinds and self.in_time(other, number)
        ]
        best = max(found, default=(0.0, None), key=lambda one: (one[0], -(one[1] or 0)))
        return best[1] if best[0] >= TAKEN else None
