"""A roll as it would be: some statements added, others taken out, and nothing written."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from landrelease.programme.roll import Fact, Roll, in_order, names_of, plain
from landrelease.records.kinds import kind_of


class Supposed:
    """
    A roll with changes that are not in force yet.

    Parameters
    ----------
    roll
        Statements in force.
    added
        Statements that would come in force.
    gone
        Ids of records whose statements would no longer be in force.

    Examples
    --------
    >>> from landrelease.programme.roll import Held
    >>> from landrelease.records.units import Unit
    >>> roll = Held([Fact("a", Unit(id="team-3")), Fact("b", Unit(id="team-3"))])
    >>> [fact.id for fact in Supposed(roll, [Fact("c", Unit(id="team-3"))], {"a"}).called("unit", "team-3")]
    ['b', 'c']
    """

    def __init__(self, roll: Roll, added: Iterable[Fact] = (), gone: Collection[str] = ()) -> None:
        self._roll = roll
        self._gone = set(gone)
        self._called: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._naming: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
        for fact in added:
            self.add(fact)

    def add(self, fact: Fact) -> None:
        """
        Suppose one more statement.

        Parameters
        ----------
        fact
            The statement.
        """
        kind = kind_of(fact.record)
        self._gone.discard(fact.id)
        self._called[kind, plain(fact.record.id)].append(fact)
        for named, name in names_of(fact.record):
            self._naming[named, name, kind].append(fact)

    def take(self, name: str) -> None:
        """
        Suppose that a statement is no longer in force.

        Parameters
        ----------
        name
            Id of its record.
        """
        self._gone.add(name)

    def called(self, kind: str, name: str) -> list[Fact]:
        """As `programme.roll.Roll.called`."""
        return self._with(self._roll.called(kind, name), self._called.get((kind, plain(name)), []))

    def naming(self, named: str, name: str, *kinds: str) -> list[Fact]:
        """As `programme.roll.Roll.naming`."""
        added = [fact for kind in kinds for fact in self._naming.get((named, plain(name), kind), [])]
        return self._with(self._roll.naming(named, name, *kinds), added)

    def all(self, *kinds: str) -> list[Fact]:
        """As `programme.roll.Roll.all`."""
        added = [fact for (kind, _), facts in self._called.items() for fact in facts if kind in kinds]
        return self._with(self._roll.all(*kinds), added)

    def _with(self, there: list[Fact], added: list[Fact]) -> list[Fact]:
        return in_order(fact for fact in [*there, *added] if fact.id not in self._gone)
