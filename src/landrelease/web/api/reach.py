"""How far somebody sees: their areas, and the contributor for whom they work."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from landrelease.desk.reading import Reading
from landrelease.desk.rolling import StoreRoll
from landrelease.geometry.geojson import geometry_of
from landrelease.programme.roll import names_of, plain
from landrelease.records.base import Record
from landrelease.records.change import Correction
from landrelease.records.kinds import PROGRAMME_KINDS, kind_of, replacement_of
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


def within(reach: Reach, record: Record) -> bool:
    """
    Tell whether somebody may know of a record by its place and by whose work it is.

    Parameters
    ----------
    reach
        How far they see.
    record
        The record.

    Returns
    -------
    bool
        Whether they may.
    """
    said = statement_of(record)
    return reach.knows(said) and bool(reach.near(geometry_of([getattr(said, "shape", None)]))[0])
