"""The roll: statements in force about partners, units, people and tasks, found by what they name."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from landrelease.ledger.force import Version, View, versions_of, view_of
from landrelease.records.base import Record
from landrelease.records.kinds import REPLACEABLE, kind_of
from landrelease.records.marks import field_marks
from landrelease.records.units import Unit


class Fact(NamedTuple):
    """
    A statement in force.

    Attributes
    ----------
    id : str
        Id of the record that holds it.
    record : Record
        The statement; of a correction the corrected one.
    """

    id: str
    record: Any


class Roll(Protocol):
    """Where the gate and the tasks look things up; a register answers it from its index."""

    def called(self, kind: str, name: str) -> list[Fact]:
        """
        Find the statements of a kind by their source's id.

        Parameters
        ----------
        kind
            Kind of record.
        name
            The source's id.

        Returns
        -------
        list of Fact
            In force, ordered by date and id.
        """
        ...

    def naming(self, named: str, name: str, *kinds: str) -> list[Fact]:
        """
        Find the statements that name something.

        Parameters
        ----------
        named
            Kind of what is named, such as ``unit``.
        name
            Its source's id.
        *kinds
            Kinds of the statements looked for.

        Returns
        -------
        list of Fact
            In force, ordered by date and id.
        """
        ...

    def all(self, *kinds: str) -> list[Fact]:
        """
        List every statement of some kinds.

        Parameters
        ----------
        *kinds
            Kinds of record.

        Returns
        -------
        list of Fact
            In force, ordered by date and id.
        """
        ...


class Held:
    """
    A roll of records in memory.

    Parameters
    ----------
    facts
        Statements in force.

    Examples
    --------
    >>> from landrelease.records.units import Rotation
    >>> roll = Held([Fact("ab", Rotation(id="rot-7", unit=" team-3 "))])
    >>> [fact.id for fact in roll.naming("unit", "team-3", "rotation")], roll.called("rotation", "rot-8")
    (['ab'], [])
    """

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._of_kind: dict[str, list[Fact]] = defaultdict(list)
        self._called: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._naming: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
        for fact in in_order(facts):
            kind = kind_of(fact.record)
            self._of_kind[kind].append(fact)
            self._called[kind, plain(fact.record.id)].append(fact)
            for named, name in names_of(fact.record):
                self._naming[named, name, kind].append(fact)

    def called(self, kind: str, name: str) -> list[Fact]:
        """As `Roll.called`."""
        return self._called.get((kind, plain(name)), [])

    def naming(self, named: str, name: str, *kinds: str) -> list[Fact]:
        """As `Roll.naming`."""
        return in_order(fact for kind in kinds for fact in self._naming.get((named, plain(name), kind), []))

    def all(self, *kinds: str) -> list[Fact]:
        """As `Roll.all`."""
        return in_order(fact for kind in kinds for fact in self._of_kind.get(kind, []))


def held_of(records: Mapping[str, Record], known_at: str) -> Held:
    """
    Make the roll of records in memory, as it was known at a moment.

    Parameters
    ----------
    records
        Records by id.
    known_at
        Moment of the view, see `times.stamp`.

    Returns
    -------
    Held
        What is in force then.

    Examples
    --------
    >>> held_of({}, "2025-01-01T00:00:00.000Z").all("unit")
    []
    """
    view = view_of(records, known_at)
    roots = (name for name, record in records.items() if kind_of(record) in REPLACEABLE)
    return Held(fact for name in roots for fact in facts_of(view, name))


def facts_of(view: View, root: str) -> list[Fact]:
    """
    List what is in force of a record.

    Parameters
    ----------
    view
        What is known.
    root
        Id of the record first written.

    Returns
    -------
    list of Fact
        Empty where it is only proposed, rejected or withdrawn. Of corrections that conflict those that warn stay; where
        none does, none counts. Of a unit all stay: what bars any organisation that it may belong to bars it.

    Examples
    --------
    >>> facts_of(view_of({}, "2025"), "ab")
    []
    """
    found = versions_of(view, root)
    return [Fact(one.id, one.statement) for one in _agreed(found)]


def _agreed(found: list[Version]) -> list[Version]:
    if len(found) < 2:  # noqa: PLR2004 - more than one
        return found
    return [one for one in found if one.statement.warns or isinstance(one.statement, Unit)]


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """
    Order statements by date, moment of recording and id, each once.

    Parameters
    ----------
    facts
        Statements.

    Returns
    -------
    list of Fact
        Those without a date first.

    Examples
    --------
    >>> from landrelease.records.units import Unit
    >>> [fact.id for fact in in_order([Fact("b", Unit(date="2025")), Fact("a", Unit()), Fact("a", Unit())])]
    ['a', 'b']
    """
    unique = {fact.id: fact for fact in facts}
    return sorted(unique.values(), key=lambda fact: (fact.record.date or "", fact.record.recorded, fact.id))


def plain(name: str | None) -> str:
    """
    Write an id as it is looked up: trimmed and in one Unicode form.

    Parameters
    ----------
    name
        An id as a source writes it.

    Returns
    -------
    str
        Empty where there is none.

    Examples
    --------
    >>> plain(" team-3 "), plain(None)
    ('team-3', '')
    """
    return unicodedata.normalize("NFC", (name or "").strip())


def names_of(record: Record) -> set[tuple[str, str]]:
    """
    List what a record names by its source's id.

    Parameters
    ----------
    record
        Any record.

    Returns
    -------
    set of tuple
        Kind and id of each.

    Examples
    --------
    >>> from landrelease.records.units import Rotation
    >>> sorted(names_of(Rotation(unit="team-3", follows="rot-6")))
    [('rotation', 'rot-6'), ('unit', 'team-3')]
    """
    kind = type(record)
    attribute = dict(zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True))
    found = set()
    for field, mark in field_marks(kind).items():
        if mark.names:
            value = getattr(record, attribute[field]) or ()
            texts = (value,) if isinstance(value, str) else value
            found |= {(mark.names, plain(text)) for text in texts if plain(text)}
    return found


def latest(facts: Iterable[Fact], day: str = "9999-12-31") -> Fact | None:
    """
    Take the last statement of a day or before: of units, agreements and tasks the later one tells what changed.

    Parameters
    ----------
    facts
        Statements about one thing.
    day
        ISO date.

    Returns
    -------
    Fact or None
        One without a date counts from always.

    Examples
    --------
    >>> from landrelease.records.units import Unit
    >>> facts = [Fact("a", Unit(date="2025-01-01")), Fact("b", Unit(date="2026-01-01"))]
    >>> latest(facts, "2025-06-30").id, latest([])
    ('a', None)
    """
    found = [fact for fact in in_order(facts) if (fact.record.date or "") <= day]
    return found[-1] if found else None
