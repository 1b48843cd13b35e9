"""Rows of a statement put together, where a row of its own would tell what a reader may not know."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

OTHERS: Final = "others"
"""Group of the row that stands for several."""
_TOTAL: Final = "total"
Row = Mapping[str, Any]


def few(counts: Mapping[str, tuple[int, int]], small: int) -> set[str]:
    """
    Choose the rows by area that stand for so few records that their figures would tell where those lie.

    Parameters
    ----------
    counts
        Group to how many records moved land in the period, and how many up to its end.
    small
        Least number of records that may have a row of their own.

    Returns
    -------
    set of str
        Groups to be put together: those with few records, and as many of the next smallest as make their row stand for
        `small` records too; empty where every row may stand. Areas in which nothing ever happened tell of nobody and
        are not among them.

    Examples
    --------
    >>> sorted(few({"A": (9, 20), "B": (1, 9), "C": (0, 8), "D": (0, 0)}, 5))
    ['A', 'B']
    >>> few({"A": (9, 20), "C": (0, 8)}, 5)
    set()
    """
    return few_of_all([counts], small)


def few_of_all(tables: Iterable[Mapping[str, tuple[int, int]]], small: int, held: Iterable[str] = ()) -> set[str]:
    """
    Choose the rows that lose their place in several tables at once, so that none can be subtracted from another.

    A row that one table shows and another hides would tell the others of the one that hides it. So what is hidden in
    one is hidden in all, and the row that stands for them stands for enough records in each.

    Parameters
    ----------
    tables
        Counts of each table, as `few` takes them: the classes and the years that are published.
    small
        Least number of records that may have a row of their own.
    held
        Groups that were put together in what was published before.

    Returns
    -------
    set of str
        Groups to be put together in each of the tables.

    Examples
    --------
    >>> sorted(few_of_all([{"A": (9, 20), "B": (1, 9), "C": (9, 9)}, {"A": (1, 9), "C": (9, 30)}], 5))
    ['A', 'B', 'C']
    """
    known = [{name: count for name, count in counts.items() if count[1]} for counts in tables]
    chosen = {name for rows in known for name, count in rows.items() if _tells(count, small)} | set(held)
    more = True
    while more:
        found = [one for rows in known if (one := _next_smallest(rows, chosen, small))]
        chosen |= set(found)
        more = bool(found)
    return chosen


def _next_smallest(rows: Mapping[str, tuple[int, int]], chosen: Collection[str], small: int) -> str:
    """
    Name the row that must stand with those chosen; empty where they are several that stand for enough, or none here.

    One alone would be told under another name, however many records it stands for.
    """
    here = [name for name in rows if name in chosen]
    together = tuple(sum(rows[one][part] for one in here) for part in (0, 1))
    rest = sorted((name for name in rows if name not in chosen), key=lambda one: (rows[one][0] == 0, rows[one], one))
    return rest[0] if rest and here and (len(here) == 1 or _tells(together, small)) else ""


def _tells(count: tuple[int, ...], small: int) -> bool:
    within, ever = count
    return 0 < within < small or ever < small


def gathered(rows: Sequence[Row], by: str, groups: Collection[str]) -> list[dict[str, Any]]:
    """
    Put rows of a statement together.

    Parameters
    ----------
    rows
        Rows in one grouping, the total last.
    by
        The grouping.
    groups
        Which rows lose their own place.

    Returns
    -------
    list of dict
        The other rows, then one for `groups` where there are any, then the total. All sums stay as they were.

    Examples
    --------
    >>> [row["unit"] for row in gathered([{"unit": "A"}, {"unit": "B"}, {"unit": "total"}], "unit", {"A"})]
    ['B', 'others', 'total']
    """
    *parts, total = rows
    hidden = [row for row in parts if row[by] in groups]
    if not hidden:
        return [dict(row) for row in rows]
    name = {key: "" for key in ("name",) if key in hidden[0]}
    together = {**_sum(hidden), by: OTHERS, **name}
    return [*(dict(row) for row in parts if row[by] not in groups), together, dict(total)]


def _sum(values: Sequence[Any]) -> Any:  # noqa: ANN401 - whatever parts a row has
    """Add up what is alike: parts by name, postings by what they are, numbers; what is absent stays so."""
    first = values[0]
    if isinstance(first, Mapping):
        return {name: _sum([value[name] for value in values]) for name in first}
    if isinstance(first, list):
        return _postings([one for value in values for one in value])
    return sum(values, type(first)()) if isinstance(first, Decimal | int) else first


def _postings(postings: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    sums: dict[tuple[str, str, str], Decimal] = {}
    for one in postings:
        key = one["from"], one["to"], one["movement"]
        sums[key] = sums.get(key, Decimal()) + one["area_m2"]
    return [
        {"from": before, "to": after, "movement": name, "area_m2": area}
        for (before, after, name), area in sorted(sums.items())
    ]
