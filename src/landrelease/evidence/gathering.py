"""Which evidence items belong together: those about one hazard, and those without any hazard that lie at one place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import shapely

from landrelease.checks.metres import gap_m
from landrelease.evidence.support import Support
from landrelease.evidence.weight import Lists, class_of, grade_of, weight_of
from landrelease.programme.roll import plain
from landrelease.records.evidence import Evidence


class Weighed(NamedTuple):
    """
    An evidence item as it counts.

    Attributes
    ----------
    record : str
        Id of the record.
    name : str
        Its source's id, else the beginning of the record's.
    said : Evidence
        The statement.
    counted : str
        Direct, indirect or negative by the lists.
    weight : str
        As `weight.weight_of`.
    grade : str
        Grade of its information as it counts.
    origins : tuple of str
        The independent origins behind it.
    """

    record: str
    name: str
    said: Evidence
    counted: str
    weight: str
    grade: str
    origins: tuple[str, ...]


class Case(NamedTuple):
    """
    What is to be decided together.

    Attributes
    ----------
    about : str
        Key of the hazard; empty where the items name none.
    status : str
        ``suspected`` or ``confirmed`` where the hazard is open, ``released`` where the land was released before the
        evidence was seen, empty where there is no such hazard.
    items : tuple of Weighed
        The items, by their names.
    against : frozenset of str
        Records of the items that speak against the hazard.
    """

    about: str
    status: str
    items: tuple[Weighed, ...]
    against: frozenset[str]


_SHOWN = 12


def weighed(support: Support, lists: Lists) -> list[Weighed]:
    """
    Weigh every item.

    Parameters
    ----------
    support
        The items and what is behind them.
    lists
        The lists of the programme.

    Returns
    -------
    list of Weighed
        By name and record.
    """
    found = []
    for record, said in support.items.items():
        origins = tuple(support.names(record))
        weight = weight_of(said, len(origins), lists, lead=support.is_lead(record, lists))
        name = plain(said.id) or record[:_SHOWN]
        counted = class_of(said, lists)
        found.append(Weighed(record, name, said, counted, weight, grade_of(said, len(origins)), origins))
    return sorted(found, key=lambda one: (one.name, one.record))


def hazards_of(record: str, support: Support, seen: frozenset[str] = frozenset()) -> set[str]:
    """
    List the hazards of which an item speaks, also through other items.

    Parameters
    ----------
    record
        Id of its record.
    support
        The items.
    seen
        Items that were asked already.

    Returns
    -------
    set of str
        Keys; what is no evidence item is held to be a hazard, whether or not the register knows it.

    Examples
    --------
    >>> from landrelease.evidence.origin import Origins
    >>> from landrelease.programme.roll import Fact
    >>> told = [Fact("a", Evidence(id="E-1", supports=("H-1",))), Fact("b", Evidence(contradicts=("E-1", "H-2")))]
    >>> sorted(hazards_of("b", Support(told, Origins([]), {})))
    ['H-1', 'H-2']
    """
    if record in seen:
        return set()
    found: set[str] = set()
    for named in support.items[record].hazards:
        items = [fact.id for fact in support.called(named) if fact.id in support.items]
        found |= {plain(named)} if not items else set()
        for item in items:
            found |= hazards_of(item, support, seen | {record})
    return found


def cases(
    items: Sequence[Weighed], support: Support, shapes: Mapping[str, shapely.Geometry], status: Mapping[str, str]
) -> list[Case]:
    """
    Put items together: by hazard, else where the circles of their accuracy touch.

    Parameters
    ----------
    items
        The items.
    support
        What is behind them.
    shapes
        Record of an item to where it was, in longitude and latitude.
    status
        Key of each open hazard to its status.

    Returns
    -------
    list of Case
        Those of hazards first, by key; then the others by the name of their first item.
    """
    of_hazard: dict[str, list[Weighed]] = defaultdict(list)
    homeless = []
    for item in items:
        about = hazards_of(item.record, support)
        for key in about:
            of_hazard[key].append(item)
        if not about:
            homeless.append(item)
    named = [_case(key, status.get(key, ""), of_hazard[key]) for key in sorted(of_hazard)]
    return named + [_case("", "", group) for group in _by_place(homeless, shapes)]


def _case(about: str, status: str, items: Sequence[Weighed]) -> Case:
    against = {one.record for one in items if about in {plain(name) for name in one.said.contradicts}}
    return Case(about, status, tuple(items), frozenset(against))


def _by_place(items: Sequence[Weighed], shapes: Mapping[str, shapely.Geometry]) -> Iterable[list[Weighed]]:
    """Join items whose places lie no farther apart than their accuracies together; those without a place stay alone."""
    group = list(range(len(items)))

    def root(number: int) -> int:
        while group[number] != number:
            number = group[number]
        return number

    placed = [number for number, item in enumerate(items) if item.record in shapes]
    bounds = np.asarray(shapely.bounds([shapes[items[number].record] for number in placed])).reshape(-1, 4)
    reach = np.asarray([_accuracy(items[number].said) for number in placed])
    for at, number in enumerate(placed):
        for other in np.flatnonzero(gap_m(bounds[at], bounds[:at]) <= reach[at] + reach[:at]).tolist():
            group[root(number)] = root(placed[other])
    found: dict[int, list[Weighed]] = defaultdict(list)
    for number, item in enumerate(items):
        found[root(number)].append(item)
    return sorted(found.values(), key=lambda one: (one[0].name, one[0].record))


def _accuracy(said: Evidence) -> float:
    return (said.shape.accuracy_m or 0.0) if said.shape else 0.0
