"""What the gate is asked: who, what, when, with whom, with what, where."""

from typing import NamedTuple

import shapely

from landrelease.programme.span import Span


class Question(NamedTuple):
    """
    A question to the gate.

    Attributes
    ----------
    unit : str
        Id of the unit.
    activity : str
        Code of the list ``capability``.
    first, last : int
        Days of work, both inclusive, as day numbers.
    people : tuple of str
        Ids of the persons who work.
    assets : tuple of str
        Ids of the assets used.
    area : shapely geometry or None
        Where, longitude and latitude.
    depth_m : float or None
        Depth to be reached, metres below ground.
    rotation : str
        Id of the rotation that works; empty for whichever is on duty.
    authority : str
        Id of the organisation that gives the order; empty where it is not known.
    """

    unit: str
    activity: str
    first: int
    last: int
    people: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    area: shapely.Geometry | None = None
    depth_m: float | None = None
    rotation: str = ""
    authority: str = ""

    @property
    def span(self) -> Span:
        """The days of work."""
        return Span(self.first, self.last)
