"""How many records stand behind the figures of each administrative area or doer, and how many changed them since."""

import numpy as np
import numpy.typing as npt

from landrelease.desk import answers
from landrelease.desk.accounts import OF_ENTRY, OUTSIDE
from landrelease.desk.behind import ALWAYS, Figure, Opened, place_of
from landrelease.ledger.statement import Books, concerns, grouped


def changed_by_group(
    opened: Opened, klass: str, moments: tuple[str, str], by: str = "admin"
) -> dict[str, tuple[int, int]]:
    """
    Count the records in each group that move land otherwise at one moment of knowledge than at another.

    Parameters
    ----------
    opened
        Books of the register.
    klass
        Hazard class, or ``all``.
    moments
        The two moments; empty for everything known.
    by
        Grouping: ``admin``, ``operator``, ``method`` or ``unit``.

    Returns
    -------
    dict
        Group to that number, twice, as `records_by_group` gives pairs.
    """
    now, then = (_moved_by(opened, klass, moment, by) for moment in moments)
    counts: dict[str, int] = {}
    for key in now.keys() | then.keys():
        if now.get(key) != then.get(key):
            counts[key[0]] = counts.get(key[0], 0) + 1
    return {name: (count, count) for name, count in counts.items()}


def _moved_by(opened: Opened, klass: str, known_at: str, by: str) -> dict[tuple[str, str], list[tuple[int, int, int]]]:
    """Give what each record moves in each group: cell and area of each of its postings."""
    books, groups, of_row = _apart(opened, known_at, by)
    names = [entry.id for entry in opened.entries(known_at)]
    found: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    mine = np.flatnonzero(concerns(books, answers.slot_of(klass)))
    columns = (of_row[mine], books.row[mine], books.cell[mine], books.high[mine], books.low[mine])
    for group, row, *moved in zip(*(column.tolist() for column in columns), strict=True):
        found.setdefault((groups[group], names[row]), []).append((moved[0], moved[1], moved[2]))
    return {key: sorted(some) for key, some in found.items()}


def _apart(opened: Opened, known_at: str, by: str) -> tuple[Books, list[str], npt.NDArray[np.int64]]:
    """Open the books of a view, and give the groups with that of each posting."""
    if by == "admin":
        books = opened.books(known_at, by_place=True)
        return books, [*(area.id or "" for area in opened.areas), OUTSIDE], place_of(books)
    books = opened.books(known_at)
    return books, *grouped(books, [getattr(entry, OF_ENTRY[by]) for entry in opened.entries(known_at)])


def records_by_group(figure: Figure, opened: Opened) -> dict[str, tuple[int, int]]:
    """
    Count the records behind each row of a statement.

    Parameters
    ----------
    figure
        Period, class and knowledge; its grouping is ``admin``, ``operator``, ``method`` or ``unit``.
    opened
        Books of the register.

    Returns
    -------
    dict
        Group as in a statement to how many records moved land there within the period, and how many up to its end.
    """
    books, groups, of_row = _apart(opened, figure.known_at, figure.by)
    period = answers.period_of(figure.from_, figure.to or None, ALWAYS)
    mine = concerns(books, answers.slot_of(figure.klass))
    day = books.columns.facts["day"][books.row]
    counted: dict[str, tuple[int, int]] = {}
    for at, name in enumerate(groups):
        here = mine & (of_row == at) & (day <= period.last)
        within = len(np.unique(books.row[here & (day >= period.first)]))
        before = counted.get(name, (0, 0))
        counted[name] = before[0] + within, before[1] + len(np.unique(books.row[here]))
    return counted
