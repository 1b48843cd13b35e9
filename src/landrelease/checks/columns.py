"""The fields of proposed records as columns, each read once, so that a check looks at all rows at a time."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from numpy.typing import NDArray

from landrelease.checks.finding import Finding
from landrelease.checks.metres import area_m2
from landrelease.checks.proposed import Frame, Proposed, Shapes
from landrelease.records import times
from landrelease.records.base import Record

NO_SHAPE: Final = -1
POINT, LINE, POLYGON = 0, 1, 2


class Days(NamedTuple):
    """
    A column of dates; day numbers as `datetime.date.toordinal` counts them, 0 where there is no date.

    Attributes
    ----------
    first : ndarray
        First day that the date can mean.
    last : ndarray
        Last day that it can mean.
    unreadable : ndarray
        Where something stands that is no date.
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    unreadable: NDArray[np.bool_]

    @property
    def given(self) -> NDArray[np.bool_]:
        """
        Where there is a date.

        Returns
        -------
        ndarray
            One flag for each row.
        """
        return self.first > 0


def days_of(column: list[str | None]) -> Days:
    """
    Read a column of partial dates; each distinct text is read once.

    Parameters
    ----------
    column
        Texts as records hold them.

    Returns
    -------
    Days
        Day numbers and the faulty places.

    Examples
    --------
    >>> days = days_of(["2024-02-01", None, "2024-02", "soon"])
    >>> (days.last - days.first).tolist(), days.given.tolist(), days.unreadable.tolist()
    ([0, 0, 28, 0], [True, False, True, False], [False, False, False, True])
    """
    distinct = list(set(column))
    known = np.array([_interval(text) for text in distinct], dtype=np.int64).reshape(-1, 2)
    table = known[_positions(column, distinct)]
    return Days(np.maximum(table[:, 0], 0), np.maximum(table[:, 1], 0), table[:, 0] < 0)


def _positions(column: Sequence[Any], distinct: Sequence[Any]) -> NDArray[np.int64]:
    at = {value: position for position, value in enumerate(distinct)}
    return np.fromiter(map(at.__getitem__, column), dtype=np.int64, count=len(column))


def _interval(text: str | None) -> tuple[int, int]:
    if text is None:
        return 0, 0
    try:
        found = times.interval(text)
    except ValueError:
        return -1, -1
    return found.first, found.last


def dimensions(shapes: Shapes) -> NDArray[np.int8]:
    """
    Tell what each shape covers.

    Parameters
    ----------
    shapes
        Geometries or none.

    Returns
    -------
    ndarray
        2 for land, 1 for lines, 0 for points, -1 for nothing; a polygon without area is nothing.

    Examples
    --------
    >>> flat = shapely.from_wkt(["POINT (1 1)", "POLYGON ((0 0, 1 1, 0 0, 0 0))", "POLYGON EMPTY"])
    >>> dimensions(np.append(flat, [None])).tolist()
    [0, -1, -1, -1]
    """
    found = shapely.get_dimensions(shapes).astype(np.int8)
    found[shapely.is_missing(shapes) | shapely.is_empty(shapes)] = NO_SHAPE
    found[(found == POLYGON) & ~(shapely.area(shapes) > 0)] = NO_SHAPE
    return np.asarray(found)


class Columns:
    """
    Proposed records by column.

    Parameters
    ----------
    proposed
        The records.
    frame
        What is known of the programme.
    """

    def __init__(self, proposed: Proposed, frame: Frame) -> None:
        self.proposed = proposed
        self.frame = frame
        self.kinds = [type(record) for record in proposed.records]
        self._distinct = list(set(self.kinds))
        self._kind = _positions(self.kinds, self._distinct)
        self._columns: dict[str, list[Any]] = {}
        self._days: dict[str, Days] = {}

    def __len__(self) -> int:
        return len(self.kinds)

    def of(self, name: str) -> list[Any]:
        """
        Give one field of all records.

        Parameters
        ----------
        name
            Name of the field.

        Returns
        -------
        list
            Its values; none where the kind of record has no such field.
        """
        if name not in self._columns:
            self._columns[name] = self._read(name)
        return self._columns[name]

    def _read(self, name: str) -> list[Any]:
        records = self.proposed.records
        holders = [name in kind.__struct_fields__ for kind in self._distinct]
        if all(holders):
            return list(map(attrgetter(name), records))
        return [getattr(record, name, None) for record in records] if any(holders) else [None] * len(records)

    def days(self, name: str) -> Days:
        """
        Give one field of all records as day numbers.

        Parameters
        ----------
        name
            Name of a field that holds partial dates.

        Returns
        -------
        Days
            Day numbers.
        """
        if name not in self._days:
            self._days[name] = days_of(self.of(name))
        return self._days[name]

    def figures(self, name: str) -> NDArray[np.float64]:
        """
        Give one field of all records as numbers.

        Parameters
        ----------
        name
            Name of a numeric field.

        Returns
        -------
        ndarray
            Its values, not a number where there is none.
        """
        return np.array(self.of(name), dtype=np.float64)

    def are(self, *kinds: type[Record]) -> NDArray[np.bool_]:
        """
        Tell which records are of some kinds.

        Parameters
        ----------
        *kinds
            Kinds of record.

        Returns
        -------
        ndarray
            One flag for each record.
        """
        wanted = np.array([kind in kinds for kind in self._distinct], dtype=np.bool_)
        return wanted[self._kind]

    def finding(self, code: str, index: int, **params: str | float) -> Finding:
        """
        Write a finding about one of the records.

        Parameters
        ----------
        code
            Code of the rule.
        index
            Position of the record.
        **params
            Values that the texts name.

        Returns
        -------
        Finding
            The finding.
        """
        return self.proposed.finding(code, index, **params)

    def by_field(self, code: str, faulty: Mapping[str, Iterable[int]], **params: str | float) -> list[Finding]:
        """
        Write one finding for each record, whatever the number of its fields at fault.

        A finding is named by its code and record, so two of one code about one record could not be settled apart.

        Parameters
        ----------
        code
            Code of the rule.
        faulty
            Name of a field to the positions of the records where it is at fault.
        **params
            Further values that the texts name.

        Returns
        -------
        list of Finding
            Findings whose `field` and `value` list all fields at fault.
        """
        fields: dict[int, list[str]] = {}
        for name, indices in faulty.items():
            for index in indices:
                fields.setdefault(int(index), []).append(name)
        return [
            self.finding(
                code,
                index,
                field=", ".join(name.rstrip("_") for name in names),
                value=", ".join(_shown(self.of(name)[index]) for name in names),
                **params,
            )
            for index, names in fields.items()
        ]

    @cached_property
    def dimension(self) -> NDArray[np.int8]:
        """
        What each shape covers, see `dimensions`.

        Returns
        -------
        ndarray
            One figure for each record.
        """
        return dimensions(self.proposed.shapes)

    @cached_property
    def computed_m2(self) -> NDArray[np.float64]:
        """
        The computed areas; rough ones where nobody computed them.

        Returns
        -------
        ndarray
            Square metres, not a number where there is no land.
        """
        if len(self.proposed.computed_m2):
            return self.proposed.computed_m2
        rough = area_m2(self.proposed.shapes)
        return np.where(rough > 0, rough, np.nan)

    @cached_property
    def recorded_day(self) -> NDArray[np.int64]:
        """
        The day of writing, as it was in the time zone of the programme.

        Returns
        -------
        ndarray
            Day numbers, 0 where the record is not stamped.
        """
        zone = zone_of(self.frame.time_zone)
        column = self.of("recorded")
        distinct = list(set(column))
        known = np.array([_local_day(text, zone) for text in distinct], dtype=np.int64)
        return known[_positions(column, distinct)]


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def zone_of(name: str) -> ZoneInfo:
    """
    Find a time zone.

    Parameters
    ----------
    name
        IANA name.

    Returns
    -------
    zoneinfo.ZoneInfo
        The zone, UTC where the name is not known (`time-zone-unknown` says so).

    Examples
    --------
    >>> zone_of("Atlantis/Poseidonis").key
    'UTC'
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def _local_day(stamp: str, zone: ZoneInfo) -> int:
    try:
        return times.instant(stamp).astimezone(zone).toordinal()
    except (ValueError, OverflowError):
        return 0
