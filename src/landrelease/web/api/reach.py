"""How far somebody sees: their areas, and the contributor for whom they work."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from landrelease.desk.reading import Reading
from landrelease.desk.rolling import StoreRoll
from landrelease.programme.roll import names_of, plain
from landrelease.records.base import Record
from landrelease.records.kinds import PROGRAMME_KINDS, kind_of
from landrelease.web.actor import Actor
from landrelease.web.policy import contributor
from landrelease.web.territory import land_of, seen


class Reach(NamedTuple):
    """
    How far somebody sees.

    Attributes
    ----------
    land : shapely.Geometry or None
        As `territory.land_of`.
    organisation : str or None
        As `policy.contributor`.
    units : frozenset of str
        Units of that organisation.
    """

    land: shapely.Geometry | None
    organisation: str | None
    units: frozenset[str]

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
        Tell whether they may know of a record by whose work it is.

        Parameters
        ----------
        record
            Any record.

        Returns
        -------
        bool
            Whether they are confined to nobody's work, or it is about land, or it is of their organisation or names it
            or one of its units.

        Examples
        --------
        >>> from landrelease.records.units import Rotation
        >>> Reach(None, "org-7", frozenset({"team-3"})).knows(Rotation(unit="team-3"))
        True
        >>> Reach(None, "org-8", frozenset()).knows(Rotation(unit="team-3"))
        False
        """
        if self.organisation is None or kind_of(record) not in PROGRAMME_KINDS:
            return True
        named = names_of(record)
        ours = {("organisation", plain(self.organisation)), *(("unit", unit) for unit in self.units)}
        itself = kind_of(record) == "unit" and plain(record.id) in self.units
        return itself or plain(record.organisation) == plain(self.organisation) or not ours.isdisjoint(named)


def reach_of(register: Reading, actor: Actor) -> Reach:
    """
    Find out how far somebody sees.

    Parameters
    ----------
    register
        An open register.
    actor
        Who asks.

    Returns
    -------
    Reach
        For this state of the register.
    """
    mine = contributor(actor)
    units = StoreRoll(register.store).all("unit") if mine is not None else []
    ours = frozenset(plain(fact.record.id) for fact in units if plain(fact.record.organisation) == plain(mine))
    return Reach(land_of(register, actor), mine, ours)
