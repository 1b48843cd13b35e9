"""The programme that a register belongs to, and what its settings decide in a view."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from landrelease.checks.settings import REQUIRED_DEPTH, unfit
from landrelease.geometry.plane import Plane
from landrelease.ledger.force import View, accepted
from landrelease.records import codes, times
from landrelease.records.base import Record
from landrelease.records.context import Programme, Setting


class Ruling(NamedTuple):
    """
    One setting in force.

    Attributes
    ----------
    first : int
        First day on which it counts, 0 for always.
    recorded : str
        When it was written; of two from one day the later counts.
    key : str
        Name of the setting.
    value : object
        Its value.
    record : str
        Id of the setting record.
    """

    first: int
    recorded: str
    key: str
    value: Any
    record: str


class Frame(NamedTuple):
    """
    What every fold and every answer rests on besides the records of land.

    Attributes
    ----------
    programme : Programme
        The earliest programme record, with the earliest plane.
    rulings : tuple of Ruling
        Settings in force, in the order in which they overrule each other.
    """

    programme: Programme
    rulings: tuple[Ruling, ...] = ()

    @property
    def plane(self) -> Plane | None:
        """The equal-area plane; none before the first shape came in."""
        return Plane(*self.programme.plane) if self.programme.plane else None

    def setting(self, key: str, day: int) -> Any:  # noqa: ANN401 - a setting may be anything
        """
        Look up what a setting says on a day.

        Parameters
        ----------
        key
            Name of the setting.
        day
            Day number.

        Returns
        -------
        object
            Value of the latest setting of that name from that day or before that can be used; None where there is none.

        Examples
        --------
        >>> Frame(Programme()).setting("required_depth_m.mines", 738000) is None
        True
        """
        found = self.ruling(key, day)
        return found.value if found else None

    def ruling(self, key: str, day: int) -> Ruling | None:
        """
        Look up the setting in force on a day, with the record behind it.

        Parameters
        ----------
        key
            Name of the setting.
        day
            Day number.

        Returns
        -------
        Ruling or None
            As in `setting`.

        Examples
        --------
        >>> Frame(Programme()).ruling("gate.demands", 738000) is None
        True
        """
        found = [one for one in self.rulings if one.key == key and one.first <= day and not unfit(key, one.value)]
        return found[-1] if found else None

    def unusable(self, key: str, day: int) -> Ruling | None:
        """
        Look up the setting that would be in force on a day if its value could be used.

        Parameters
        ----------
        key
            Name of the setting.
        day
            Day number.

        Returns
        -------
        Ruling or None
            None where the last one said can be used, or nothing was said.

        Examples
        --------
        >>> Frame(Programme(), (Ruling(0, "", "gate.demands", "passport", "ab"),)).unusable("gate.demands", 1).record
        'ab'
        """
        found = [one for one in self.rulings if one.key == key and one.first <= day]
        return found[-1] if found and unfit(key, found[-1].value) else None

    def default_depth(self, klass: str, day: int) -> float | None:
        """
        Give the depth that the programme requires of a class where a hazard states none.

        Parameters
        ----------
        klass
            Hazard class.
        day
            Day of the release.

        Returns
        -------
        float or None
            Metres below ground.

        Examples
        --------
        >>> Frame(Programme(), (Ruling(0, "", "required_depth_m.mines", 0.2, "ab"),)).default_depth("mines", 1)
        0.2
        """
        value = self.setting(f"{REQUIRED_DEPTH}{klass}", day)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    @property
    def has_default_depth(self) -> bool:
        """Whether any class has a default depth at any time."""
        return any(ruling.key.startswith(REQUIRED_DEPTH) for ruling in self.rulings)


def frame_of(records: Iterable[tuple[str, Record]], view: View) -> Frame | None:
    """
    Read the frame of a view from its programme and setting records.

    Parameters
    ----------
    records
        Ids and records of these two kinds.
    view
        What is known.

    Returns
    -------
    Frame or None
        None where there is no programme record. The earliest programme record rules, and the earliest plane among
        those of
        its id, at whatever moment the view is: a plane is how land is measured, not what is known of it. Settings
        count once
        they are accepted, as known in the view.

    Notes
    -----
    Source: DESIGN section 3, "Areas".

    Examples
    --------
    >>> from landrelease.ledger.force import view_of
    >>> frame_of([], view_of({}, "2025")) is None
    True
    """
    programmes: list[tuple[str, str, Programme]] = []
    rulings: list[Ruling] = []
    for name, record in records:
        if isinstance(record, Programme):
            programmes.append((record.recorded, name, record))
        elif isinstance(record, Setting) and record.recorded <= view.known_at and accepted(view, name, cautious=True):
            first = times.interval(record.from_).first if record.from_ else 0
            rulings.append(Ruling(first, record.recorded, record.key, record.value, name))
    if not programmes:
        return None
    return Frame(_ruling_programme(programmes), tuple(sorted(rulings, key=lambda r: (r.first, r.recorded, r.record))))


def _ruling_programme(programmes: list[tuple[str, str, Programme]]) -> Programme:

    ordered = [record for _, _, record in sorted(programmes, key=lambda row: row[:2])]
    first = ordered[0]
    planes = [record.plane for record in ordered if record.plane and record.id == first.id]
    kept = tuple(name for name in codes.CLASSES if name in first.classes) or codes.CLASSES
    return msgspec.structs.replace(first, plane=planes[0] if planes else None, classes=kept)
