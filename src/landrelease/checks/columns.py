"""The fields of proposed records as columns, each read once, so that a check looks at all rows at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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

Flags = NDArray[np.bool_]
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
    return _days(_coded(column))


def _days(coded: "_Coded") -> Days:
    known = np.array([_interval(text) for text in coded.distinct], dtype=np.int64).reshape(-1, 2)
    table = known[coded.at]
    return Days(np.maximum(table[:, 0], 0), np.maximum(table[:, 1], 0), table[:, 0] < 0)


class _Coded(NamedTuple):
    """The different values of a column, and which of them stands in each place."""

    distinct: list[Any]
    at: NDArray[np.int64]


def _coded(column: Sequence[Any]) -> _Coded:
    distinct = list(set(column))
    if len(distinct) == 1:
        return _Coded(distinct, np.zeros(len(column), dtype=np.int64))
    return _Coded(distinct, _places(column, {value: position for position, value in enumerate(distinct)}))


def _places(column: Sequence[Any], place: Mapping[Any, int]) -> NDArray[np.int64]:
    return np.fromiter(map(place.__getitem__, column), dtype=np.int64, count=len(column))


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
        self._distinct, self._kind = _coded(self.kinds)
        self._codes: dict[str, _Coded] = {}
        self._days: dict[str, Days] = {}
        self._figures: dict[str, NDArray[np.float64]] = {}
        self._blanks: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.kinds)

    def value(self, name: str, index: int) -> Any:  # noqa: ANN401 - of any field
        """
        Give one field of one record.

        Parameters
        ----------
        name
            Name of the field.
        index
            Position of the record.

        Returns
        -------
        object
            Its value; none where the kind of record has no such field.
        """
        record = self.proposed.records[index]
        return getattr(record, name) if name in record.__struct_fields__ else None

    @cached_property
    def _of_kinds(self) -> list[tuple[NDArray[np.int64], list[Record]]]:
        """Positions and records of each kind."""
        records = self.proposed.records
        rows = [np.flatnonzero(self._kind == kind) for kind in range(len(self._distinct))]
        return [(some, list(map(records.__getitem__, some.tolist()))) for some in rows]

    def _held(self, name: str) -> Iterator[tuple[NDArray[np.int64], list[Any]]]:
        """Give positions and values of a field, kind by kind; a kind without that field says nothing once for all."""
        value_of = attrgetter(name)
        for kind, (rows, records) in zip(self._distinct, self._of_kinds, strict=True):
            yield rows, list(map(value_of, records)) if name in kind.__struct_fields__ else [None]

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
            self._days[name] = _days(self._coded(name))
        return self._days[name]

    def where(self, name: str, holds: Callable[[Any], object]) -> NDArray[np.bool_]:
        """
        Tell of which records a field is as asked; each different value is looked at once.

        Parameters
        ----------
        name
            Name of a field whose values can be compared.
        holds
            Says whether a value is as asked; it is given None where there is none.

        Returns
        -------
        ndarray
            One flag for each record.

        Examples
        --------
        >>> given = Columns(Proposed([Record(id="a"), Record()], np.array([None, None])), Frame())
        >>> given.where("id", lambda text: text is None).tolist()
        [False, True]
        """
        coded = self._coded(name)
        return np.array([bool(holds(value)) for value in coded.distinct], dtype=np.bool_)[coded.at]

    def _coded(self, name: str) -> _Coded:
        if name not in self._codes:
            place: dict[Any, int] = {}
            at = np.zeros(len(self), dtype=np.int64)
            for rows, values in self._held(name):
                here = set(values)
                for value in here:
                    place.setdefault(value, len(place))
                at[rows] = place[values[0]] if len(here) == 1 else _places(values, place)
            self._codes[name] = _Coded(list(place), at)
        return self._codes[name]

    def figures(self, name: str) -> NDArray[np.float64]:
        """
        Give one field of all records as numbers; each is read once.

        Parameters
        ----------
        name
            Name of a numeric field.

        Returns
        -------
        ndarray
            Its values, not a number where there is none.
        """
        if name not in self._figures:
            found, self._blanks[name] = np.full(len(self), np.nan), len(self)
            for rows, values in self._held(name):
                blank = values.count(None)
                self._blanks[name] -= len(values) - blank
                if blank < len(values):
                    found[rows] = np.array(values, dtype=np.float64)
            self._figures[name] = found
        return self._figures[name]

    def blanks(self, name: str) -> int:
        """
        Count the records that say nothing in a numeric field.

        Parameters
        ----------
        name
            Name of the field.

        Returns
        -------
        int
            How many; those whose kind has no such field count.
        """
        self.figures(name)
        return self._blanks[name]

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

    def findings(self, code: str, flags: Flags, **params: str | float) -> list[Finding]:
        """
        Write findings of one code about many records.

        Parameters
        ----------
        code
            Code of the rule.
        flags
            One flag for each record.
        **params
            Values that the texts name, the same for all.

        Returns
        -------
        list of Finding
            One for each record whose flag is set.
        """
        return self.proposed.findings(code, np.flatnonzero(flags).tolist(), **params)

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
        for index, names in fields.items():  # as the record has them, whatever kinds stand beside it
            names.sort(key=self.kinds[index].__struct_fields__.index)
        return [
            self.finding(
                code,
                index,
                field=", ".join(name.rstrip("_") for name in names),
                value=", ".join(_shown(self.value(name, index)) for name in names),
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
        zone, coded = zone_of(self.frame.time_zone), self._coded("recorded")
        known = np.array([local_day(text, zone) for text in coded.distinct], dtype=np.int64)
        return known[coded.at]


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


def local_day(stamp: str, zone: ZoneInfo) -> int:
    """
    Tell the day of a moment in a time zone.

    Parameters
    ----------
    stamp
        The moment, as `times.instant` reads it.
    zone
        The zone.

    Returns
    -------
    int
        Day number, 0 where it is no moment.

    Examples
    --------
    >>> kabul = zone_of("Asia/Kabul")
    >>> local_day("2025-06-01T21:00:00Z", kabul) - local_day("2025-06-01", zone_of("UTC")), local_day("", kabul)
    (1, 0)
    """
    try:
        return times.instant(stamp).astimezone(zone).toordinal()
    except (ValueError, OverflowError):
        return 0
