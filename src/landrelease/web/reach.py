"""How far somebody sees: the areas to which they are confined, and the contributor for whom they work."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from landrelease.desk.reading import Reading
from landrelease.desk.rolling import StoreRoll
from landrelease.desk.site import placed
from landrelease.programme.roll import names_of, plain
from landrelease.records.base import Record
from landrelease.records.change import Correction
from landrelease.records.kinds import PROGRAMME_KINDS, kind_of, replacement_of
from landrelease.web.actor import Actor
from landrelease.web.policy import contributor
from landrelease.web.territory import land_of, seen

Named = tuple[str, str]
_SHARED: Final = frozenset({"course", "equivalence"})
"""Kinds that are about nobody: every contributor trains by them."""
_OF_PEOPLE: Final = frozenset({"certificate", "assessment", "lapse"})
"""Kinds that follow the person; in all others persons only sign, lead or handle."""
_DECIDING: Final = (("unit", "rotation"), ("person",), ("task",), ("organisation",), ("meeting",))
"""What a record names says whose it is; the first of these that it names at all decides."""


class Reach:
    """
    How far somebody sees of a register.

    Parameters
    ----------
    register
        Open and still.
    actor
        Who asks.

    Attributes
    ----------
    land : shapely.Geometry or None
        As `territory.land_of`.
    organisation : str or None
        As `policy.contributor`.
    """

    def __init__(self, register: Reading, actor: Actor) -> None:
        self.land = land_of(register, actor)
        self.organisation = contributor(actor)
        self._roll = StoreRoll(register.store)

    def near(self, shapes: Sequence[Any] | npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
        """
        Tell which things they may see by their place.

        Parameters
        ----------
        shapes
            Where each is; None for what has no place.

        Returns
        -------
        ndarray of bool
            As `territory.seen`.
        """
        return seen(self.land, list(shapes))

    def knows(self, record: Record) -> bool:
        """
        Tell whether they may know of a statement by whose work it is.

        Parameters
        ----------
        record
            Any statement.

        Returns
        -------
        bool
            Whether they are confined to nobody's work, or it is about land, or it is of their contributor.
        """
        return self.organisation is None or kind_of(record) not in PROGRAMME_KINDS or self.owns(record)

    def owns(self, record: Record) -> bool:
        """
        Tell whether a statement is of the contributor for whom they work.

        Parameters
        ----------
        record
            Any statement.

        Returns
        -------
        bool
            As `theirs`; of everything where they work for none.
        """
        return self.organisation is None or theirs(record, self.organisation, self.own)

    def away(self, record: Record) -> bool:
        """
        Tell whether a statement is about work outside their areas.

        Parameters
        ----------
        record
            A statement without a place of its own.

        Returns
        -------
        bool
            Whether it names tasks, and all of them lie elsewhere.
        """
        tasks = {name for kind, name in names_of(record) if kind == "task"} if self.land is not None else set()
        return bool(tasks) and tasks <= self._elsewhere

    @cached_property
    def own(self) -> frozenset[Named]:
        """Kind and id of what belongs to their contributor: units with their people, tasks and meetings."""
        if self.organisation is None:
            return frozenset()
        mine = plain(self.organisation)
        units = [one for one in self._all("unit") if plain(one.organisation) == mine]
        found = {("organisation", mine), *(("unit", plain(one.id)) for one in units)}
        found |= {("rotation", plain(one.id)) for one in self._all("rotation") if ("unit", plain(one.unit)) in found}
        members = [one for one in self._all("member") if not _places(one).isdisjoint(found)]
        found |= {("person", plain(one.person)) for one in members}
        orders = [one for one in self._all("order") if ("unit", plain(one.unit)) in found]
        found |= {("task", plain(one.task)) for one in orders}
        took_part = [one for one in self._all("participant") if plain(one.party) == mine]
        return frozenset(found | {("meeting", plain(one.meeting)) for one in took_part})

    @cached_property
    def _elsewhere(self) -> frozenset[str]:
        facts = self._roll.all("task")
        near = self.near([placed(fact) for fact in facts]).tolist()
        here = {plain(fact.record.id) for fact, is_near in zip(facts, near, strict=True) if is_near}
        return frozenset(plain(fact.record.id) for fact in facts) - here

    def _all(self, kind: str) -> list[Any]:
        return [fact.record for fact in self._roll.all(kind)]


def theirs(record: Record, organisation: str, own: AbstractSet[Named]) -> bool:
    """
    Tell whether a statement is of a contributor.

    Parameters
    ----------
    record
        Any statement.
    organisation
        Id of the contributor.
    own
        Kind and id of what belongs to it.

    Returns
    -------
    bool
        Whether it reported it, or the statement is about what belongs to it. Of several units, persons or tasks that
        a statement names one is enough; a task that another unit worked on before does not open that unit's orders.

    Examples
    --------
    >>> from landrelease.records.tasking import Order
    >>> from landrelease.records.units import Rotation
    >>> own = {("organisation", "org-7"), ("unit", "team-3"), ("task", "T-1")}
    >>> theirs(Rotation(unit="team-3"), "org-7", own), theirs(Rotation(unit="team-9"), "org-7", own)
    (True, False)
    >>> theirs(Order(task="T-1", unit="team-9"), "org-7", own), theirs(Order(task="T-1"), "org-7", own)
    (False, True)
    """
    kind = kind_of(record)
    itself = {("organisation", plain(record.organisation)), (kind, plain(record.id))}
    if kind in _SHARED or not itself.isdisjoint({*own, ("organisation", plain(organisation))}):
        return True
    named = {one for one in names_of(record) if one[0] != "person" or kind in _OF_PEOPLE}
    for kinds in _DECIDING:
        if told := {one for one in named if one[0] in kinds}:
            return not told.isdisjoint(own)
    return False


def statement_of(record: Record) -> Record:
    """
    Give what a record says: of a correction the corrected statement, as far as it can be read.

    Parameters
    ----------
    record
        Any record.

    Returns
    -------
    Record
        The statement.
    """
    if not isinstance(record, Correction):
        return record
    try:
        return replacement_of(record)
    except ValueError:
        return record


def _places(member: Any) -> set[Named]:  # noqa: ANN401 - a member
    return {("unit", plain(member.unit)), ("rotation", plain(member.rotation))}
