"""What a request of OGC API - Features asks of a layer, and the features that answer it."""

import datetime as dt
from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from landrelease.records import times
from landrelease.records.text import tr
from landrelease.web.api import crs as systems
from landrelease.web.api.cql import FilterError
from landrelease.web.api.filtering import chosen
from landrelease.web.api.table import FIRST_DAY, LAST_DAY, Field, Table

MOST: Final = 10_000
"""Features of a page at most."""
USUAL: Final = 100
LANGUAGE: Final = "cql2-text"
_OWN: Final = frozenset({
    "f", "limit", "offset", "bbox", "bbox-crs", "crs", "datetime", "filter", "filter-lang", "filter-crs",
})  # fmt: skip


class Question(NamedTuple):
    """
    What is asked of a layer.

    Attributes
    ----------
    limit, offset : int
        How many features, and after how many.
    bbox, bbox_crs : str
        Where.
    datetime : str
        When: a day, a moment, or two of them divided by ``/``, either of which may be ``..``.
    filter, filter_crs : str
        A filter in CQL2, and the system of its shapes.
    crs : str
        System of the answer.
    values : tuple
        Pairs of a property and its value.
    """

    limit: int = USUAL
    offset: int = 0
    bbox: str = ""
    bbox_crs: str = ""
    datetime: str = ""
    filter: str = ""
    filter_crs: str = ""
    crs: str = ""
    values: tuple[tuple[str, str], ...] = ()


def values_of(query: Iterable[tuple[str, str]], own: Iterable[str] = _OWN) -> tuple[tuple[str, str], ...]:
    """
    Take the properties out of the parameters of a request.

    Parameters
    ----------
    query
        Names and values.
    own
        Names that are no properties.

    Returns
    -------
    tuple
        The other pairs.

    Examples
    --------
    >>> values_of([("limit", "1"), ("status", "cleared")])
    (('status', 'cleared'),)
    """
    known = frozenset(own)
    return tuple((name, value) for name, value in query if name not in known)


def answering(table: Table, asked: Question) -> Table:
    """
    Choose the features that answer a question; paging is left to the caller.

    Parameters
    ----------
    table
        The layer.
    asked
        The question.

    Returns
    -------
    Table
        In the order of the layer.

    Raises
    ------
    FilterError
        Where a part of the question cannot be read.
    """
    keep = np.ones(len(table.id), dtype=bool)
    for name, value in asked.values:
        keep &= _equal(table, name, value)
    if asked.bbox:
        where = systems.boxes(asked.bbox, systems.checked(asked.bbox_crs, "bbox-crs"))
        keep &= np.any([shapely.intersects(box, table.geometry) for box in where], axis=0)
    if asked.datetime:
        first, last = span_of(asked.datetime)
        keep &= (table.first <= last) & (table.last >= first)
    if asked.filter:
        crs = systems.checked(asked.filter_crs, "filter-crs")
        keep &= chosen(table, asked.filter, lambda shape: systems.to_degrees(shape, crs))
    return table.take(keep)


def _equal(table: Table, name: str, value: str) -> NDArray[np.bool_]:
    field = table.field(name)
    if field is None:
        raise FilterError(tr("there is no parameter and no property {name} here").format(name=name))
    wanted = _typed(field, value)
    return np.array([one is not None and one == wanted for one in table.values[name].tolist()], dtype=bool)


def _typed(field: Field, value: str) -> str | float | bool:
    if field.type == "string":
        return value
    if field.type == "boolean" and value in {"true", "false"}:
        return value == "true"
    try:
        number = float(value) if field.type != "boolean" else None
    except ValueError:
        number = None
    if number is None:
        raise FilterError(tr("{name}: {value} is none of its values").format(name=field.name, value=value[:40]))
    return number


def span_of(text: str) -> tuple[int, int]:
    """
    Read the parameter ``datetime``.

    Parameters
    ----------
    text
        A day or moment, or two divided by ``/``; ``..`` or nothing where it is open.

    Returns
    -------
    first, last : int
        Days, both inclusive.

    Raises
    ------
    FilterError
        Where it is neither, open on both sides, or ends before it begins.

    Examples
    --------
    >>> [dt.date.fromordinal(day).isoformat() for day in span_of("2024-02-01/2024-02-29T12:00:00Z")]
    ['2024-02-01', '2024-02-29']
    >>> span_of("../2024-02-29")[0]
    1
    """
    begins, slash, ends = text.partition("/")
    if slash and {begins, ends} <= {"", ".."}:
        raise FilterError(tr("datetime: give at least one end"))
    first = FIRST_DAY if slash and begins in {"", ".."} else _day(begins)
    last = _day(begins) if not slash else LAST_DAY if ends in {"", ".."} else _day(ends)
    if last < first:
        raise FilterError(tr("datetime: it ends before it begins"))
    return first, last


def _day(text: str) -> int:
    whole = len(text) >= len("2024-01-01")
    try:
        moment = dt.datetime.fromisoformat(text) if whole else None
        if moment is not None:
            return (moment if moment.tzinfo is None else moment.astimezone(dt.UTC)).toordinal()
    except (ValueError, OverflowError):
        pass
    raise FilterError(tr("datetime: {text} is no day and no moment, such as 2024-05-17").format(text=text[:40]))


def today() -> str:
    """
    Give the moment of an answer.

    Returns
    -------
    str
        RFC 3339, UTC.
    """
    return times.stamp(dt.datetime.now(dt.UTC))
