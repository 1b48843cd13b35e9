"""What a national standard decides about the gate: settings with their sources, and what holds without them."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from landrelease.checks.settings_gate import (
    BODIES,
    COMPETENCE,
    DEMANDS,
    ITEMS,
    MEDICAL,
    PEOPLE,
    PROVISIONAL,
    SAFETY_DEFAULT_M,
    SAFETY_M,
    TOOLS,
    VALIDITY_DAYS,
    Need,
    counts,
    need_of,
    words,
)
from landrelease.programme.roll import plain
from landrelease.records.codes import CAPABILITY

_DISCIPLINE: Final = MappingProxyType(
    {
        "nts": "survey:1",
        "ts": "survey:1",
        "manual-clearance": "demining:1",
        "mechanical": "mechanical:1",
        "animal": "animal:1",
        "bac": "bac:1",
        "eod-level-1": "eod:1",
        "eod-level-2": "eod:2",
        "eod-level-3": "eod:3",
        "eod-level-3plus": "eod:3plus",
        "iedd": "iedd:1",
        "eore": "risk-education:1",
        "qa": "quality:1",
    },
)
_WORKING: Final = (
    "deminer",
    "section-leader",
    "team-leader",
    "surveyor",
    "eod",
    "handler",
    "machine-operator",
    "qa",
)
Lookup = Callable[[str, int], "Ruled | None"]


class Ruled(NamedTuple):
    """
    A setting in force.

    Attributes
    ----------
    value : object
        Its value.
    record : str
        Id of the setting record.
    """

    value: Any
    record: str


class Rules(NamedTuple):
    """
    The rules of the gate.

    Attributes
    ----------
    lookup : callable
        Gives the setting of a key in force on a day, or None.
    begins : tuple of int
        Days from which settings of the gate count.
    unusable : callable
        Gives the id of the setting record of a key that would be in force on a day if it could be used; empty where
        there is none.

    Examples
    --------
    >>> Rules(lambda key, day: None).demands(738000)
    ('accreditation',)
    """

    lookup: Lookup
    begins: tuple[int, ...] = ()
    unusable: Callable[[str, int], str] = lambda _key, _day: ""

    def doubts(self, activity: str, day: int) -> list[tuple[str, str]]:
        """
        List the settings that cannot be used and may demand more of an activity than is known.

        Parameters
        ----------
        activity
            Code of the list ``capability``.
        day
            Day number.

        Returns
        -------
        list of tuple
            Key and id of the record.

        Examples
        --------
        >>> Rules(lambda key, day: None).doubts("bac", 738000)
        []
        """
        items = self.demands(day)
        keys = [DEMANDS, BODIES, PROVISIONAL, VALIDITY_DAYS]
        keys += [COMPETENCE + activity] if "certificates" in items else []
        keys += [PEOPLE + activity] if "people" in items else []
        keys += [TOOLS + activity] if "tools" in items else []
        keys += [MEDICAL] if "medical" in items else []
        found = [(key, self.unusable(key, day)) for key in keys]
        return [(key, record) for key, record in found if record]

    def demands(self, day: int) -> tuple[str, ...]:
        """
        List what the gate demands.

        Parameters
        ----------
        day
            Day number.

        Returns
        -------
        tuple of str
            Of `ITEMS`, in their order; accreditation always among them.
        """
        found = {"accreditation", *words(self._value(DEMANDS, day))}
        return tuple(item for item in ITEMS if item in found)

    def bodies(self, day: int) -> frozenset[str]:
        """
        List the bodies whose accreditation counts.

        Parameters
        ----------
        day
            Day number.

        Returns
        -------
        frozenset of str
            Ids of organisations; empty where any body's counts.
        """
        return frozenset(plain(body) for body in words(self._value(BODIES, day)))

    def provisional_counts(self, day: int) -> bool:
        """
        Tell whether a provisional accreditation is enough.

        Parameters
        ----------
        day
            Day number.

        Returns
        -------
        bool
            False by default: the field test is still to come.
        """
        return self._value(PROVISIONAL, day) is True

    def validity_days(self, day: int) -> int | None:
        """
        Give the days for which an accreditation without an end is valid.

        Parameters
        ----------
        day
            Day number.

        Returns
        -------
        int or None
            None where it stays valid until something ends it.
        """
        found = self._value(VALIDITY_DAYS, day)
        return int(found) if isinstance(found, int | float) else None

    def needs(self, activity: str, day: int) -> dict[str, Need]:
        """
        Tell what competence an activity asks of each role.

        Parameters
        ----------
        activity
            Code of the list ``capability``.
        day
            Day number.

        Returns
        -------
        dict
            Role to need; ``*`` for a person whose role is not known. A role that is not in it needs nothing.
        """
        given = self._value(COMPETENCE + activity, day)
        if given is not None:
            return dict(need_of(word) for word in words(given))
        usual = _DISCIPLINE.get(activity)
        if usual is None:
            return {}
        return dict(need_of(f"{role}={usual}") for role in (*_WORKING, "*")) | dict([need_of("medic=medical:1")])

    def people(self, activity: str, day: int) -> dict[str, int]:
        """
        Tell how many people of each role an activity asks for.

        Parameters
        ----------
        activity
            Code of the list ``capability``.
        day
            Day number.

        Returns
        -------
        dict
            Role to number; empty where nothing is set.
        """
        return counts(self._value(PEOPLE + activity, day))

    def tools(self, activity: str, day: int) -> dict[str, int]:
        """
        Tell how many assets of each type an activity asks for.

        Parameters
        ----------
        activity
            Code of the list ``capability``.
        day
            Day number.

        Returns
        -------
        dict
            Asset type to number; empty where nothing is set.
        """
        return counts(self._value(TOOLS + activity, day))

    def medical(self, day: int) -> str:
        """
        Name the least medical support.

        Parameters
        ----------
        day
            Day number.

        Returns
        -------
        str
            Code of the list ``medical_level``; first aid where nothing is set.
        """
        return str(self._value(MEDICAL, day) or "first-aid")

    def safety_distance_m(self, activity: str, day: int) -> float:
        """
        Tell how far other work must be from an activity.

        Parameters
        ----------
        activity
            Code of the list ``capability``.
        day
            Day number.

        Returns
        -------
        float
            Metres.
        """
        found = self._value(SAFETY_M + activity, day)
        return float(found) if isinstance(found, int | float) else SAFETY_DEFAULT_M

    def known(self, activity: str, day: int) -> bool:
        """
        Tell whether an activity is a capability of the programme.

        Parameters
        ----------
        activity
            A code.
        day
            Day number.

        Returns
        -------
        bool
            True for codes of the list and those that the setting ``codes.capability`` adds.
        """
        return activity in CAPABILITY or activity in words(self._value("codes.capability", day))

    def behind(self, key: str, day: int) -> str:
        """
        Name the setting record behind an answer.

        Parameters
        ----------
        key
            Name of the setting.
        day
            Day number.

        Returns
        -------
        str
            Its id; empty where the default holds.
        """
        found = self.lookup(key, day)
        return found.record if found else ""

    def _value(self, key: str, day: int) -> Any:  # noqa: ANN401 - a setting may be anything
        found = self.lookup(key, day)
        return found.value if found else None
