"""What stands behind an evidence item: the independent origins of its information, and whether all of it is a lead."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from landrelease.evidence.house import house
from landrelease.evidence.language import languages
from landrelease.evidence.origin import Origins
from landrelease.evidence.weight import Lists
from landrelease.programme.roll import Fact, plain
from landrelease.records.base import Record
from landrelease.records.evidence import Evidence
from landrelease.records.kinds import kind_of
from landrelease.records.sources import Source

FIRST_HAND: Final = frozenset({"interview", "hotline-call", "minefield-record", "imagery"})
"""Types of document that are an origin themselves: somebody's own words, or a picture."""
BASES: Final = ("source", "survey", "accident", "casualty", "ordnance", "inspection", "evidence")
"""Kinds from which an item can be taken."""

Key = frozenset[str]


class Support:
    """
    The evidence items of a register and what they were taken from.

    Parameters
    ----------
    facts
        Statements of the kinds `BASES`.
    documents
        The documents, read; by the ids of their sources.
    organisations
        Id of each organisation to its name.

    Examples
    --------
    >>> told = [Fact("a", Evidence(id="E-1", organisation="mag")), Fact("b", Evidence(id="E-2", supports=("E-1",)))]
    >>> support = Support(told, Origins([]), {"mag": "Example Demining"})
    >>> support.names("a"), support.names("b")
    (['Example Demining', 'E-2'], ['E-2', 'Example Demining'])
    """

    def __init__(self, facts: Iterable[Fact], documents: Origins, organisations: Mapping[str, str]) -> None:
        self.facts = list(facts)
        self.items = {fact.id: fact.record for fact in self.facts if isinstance(fact.record, Evidence)}
        self._documents = documents
        self._organisations = organisations
        self._called: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            if plain(fact.record.id):
                self._called[plain(fact.record.id)].append(fact)
        self._shown: dict[Key, str] = {}

    def called(self, name: str) -> list[Fact]:
        """
        Find what an item names.

        Parameters
        ----------
        name
            A source's id.

        Returns
        -------
        list of Fact
            Statements of that id, of any kind of `BASES`.
        """
        return self._called.get(plain(name), [])

    def names(self, item: str) -> list[str]:
        """
        Name the independent origins behind the information of an item: its own, and those of items that say the same.

        Parameters
        ----------
        item
            Id of the record.

        Returns
        -------
        list of str
            Its own first; what nobody can be asked for counts for nothing.
        """
        own = self._origins_of(item, frozenset())
        others = [key for other in sorted(self._agreeing.get(item, ())) for key in self._origins_of(other, frozenset())]
        return [self._shown[key] for key in dict.fromkeys([*own, *others])]

    def is_lead(self, item: str, lists: Lists) -> bool:
        """
        Tell whether an item rests on nothing but documents that only open a follow-up.

        Parameters
        ----------
        item
            Id of the record.
        lists
            The lists of the programme.

        Returns
        -------
        bool
            False where anything else is behind it, and for what the organisation that reports observed itself.
        """
        leaves = list(self._leaves(item, frozenset()))
        return bool(leaves) and all(
            isinstance(one, Source) and (one.type is None or one.type in lists.leads) for one in leaves
        )

    @cached_property
    def _agreeing(self) -> Mapping[str, set[str]]:
        """Items that say the same, either way round."""
        found: dict[str, set[str]] = defaultdict(set)
        for name, item in self.items.items():
            for other in (fact.id for named in item.supports for fact in self.called(named) if fact.id in self.items):
                found[name].add(other)
                found[other].add(name)
        return found

    def _leaves(self, item: str, seen: frozenset[str]) -> Iterable[Record]:
        for fact in self._behind(item):
            if fact.id in self.items and fact.id not in seen:
                own = list(self._leaves(fact.id, seen | {item}))
                yield from own or [fact.record]
            elif fact.id not in self.items:
                yield fact.record

    def _behind(self, item: str) -> list[Fact]:
        return [fact for name in self.items[item].derived_from for fact in self.called(name) if fact.id != item]

    def _origins_of(self, item: str, seen: frozenset[str]) -> list[Key]:
        """List the keys of the origins of an item; what it names and nobody holds is no origin."""
        if item in seen:
            return []
        if not self.items[item].derived_from:
            return [self._organisation(self.items[item], item)]
        found: list[Key] = []
        for fact in self._behind(item):
            if fact.id in self.items:
                found += self._origins_of(fact.id, seen | {item})
            elif isinstance(fact.record, Source):
                found += self._document(fact.record, fact.id)
            else:
                found.append(self._organisation(fact.record, fact.id))
        return list(dict.fromkeys(found))

    def _document(self, said: Source, name: str) -> list[Key]:
        """Give the origins of a document: the houses that it rests on, or itself where it is first hand."""
        if said.type in FIRST_HAND:
            return [self._key(frozenset({said.archive_sha256 or name}), said.id or name)]
        number = self._documents.by_id.get(said.id or name)
        kinds = self._documents.accounts[number].kinds if number is not None else ()
        families = {family for kind in kinds for family in self._documents.rests(number or 0, kind)}
        return [self._key(one, self._documents.names_of(one)[0]) for one in sorted(families, key=sorted)]

    def _organisation(self, said: Record, name: str) -> Key:
        """Give the family of the organisation that reports, so that its own press is one with it."""
        if not said.organisation:
            return self._key(frozenset({f"{kind_of(said)} {name}"}), said.id or name)
        called = self._organisations.get(plain(said.organisation), said.organisation)
        one = house(called, languages()["en"])
        return self._key(self._documents.families.of(one) or frozenset({called}), called)

    def _key(self, key: Key, shown: str) -> Key:
        self._shown.setdefault(key, shown)
        return key
