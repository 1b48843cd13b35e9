"""How many records stand behind the figures of each administrative area, and how many changed them since."""

import numpy as np

from landrelease.desk import answers
from landrelease.desk.accounts import OUTSIDE
from landrelease.desk.behind import ALWAYS, Figure, Opened, place_of
from landrelease.desk.reading import Reading
from landrelease.ledger.statement import concerns


def changed_by_area(opened: Opened, klass: str, moments: tuple[str, str]) -> dict[str, tuple[int, int]]:
    """
    Count the records in each administrative area that move land otherwise at one moment of knowledge than at another.

    Parameters
    ----------
    opened
        Books of the register.
    klass
        Hazard class, or ``all``.
    moments
        The two moments; empty for everything known.

    Returns
    -------
    dict
        Id of the area, or ``outside``, to that number, twice, as `records_by_area` gives pairs.
    """
    now, then = (_moved_by(opened, klass, moment) for moment in moments)
    names = [*(area.id or "" for area in opened.areas), OUTSIDE]
    counts: dict[str, int] = {}
    for key in now.keys() | then.keys():
        if now.get(key) != then.get(key):
            counts[names[key[0]]] = counts.get(names[key[0]], 0) + 1
    return {name: (count, count) for name, count in counts.items()}


def _moved_by(opened: Opened, klass: str, known_at: str) -> dict[tuple[int, str], list[tuple[int, int, int]]]:
    """Give what each record moves in each place: cell and area of each of its postings."""
    books = opened.books(known_at, by_place=True)
    names = [entry.id for entry in opened.entries(known_at)]
    found: dict[tuple[int, str], list[tuple[int, int, int]]] = {}
    mine = np.flatnonzero(concerns(books, answers.slot_of(klass)))
    columns = (place_of(books)[mine], books.row[mine], books.cell[mine], books.high[mine], books.low[mine])
    for place, row, *moved in zip(*(column.tolist() for column in columns), strict=True):
        found.setdefault((place, names[row]), []).append((moved[0], moved[1], moved[2]))
    return {key: sorted(some) for key, some in found.items()}


def records_by_area(register: Reading, figure: Figure, opened: Opened | None = None) -> dict[str, tuple[int, int]]:
    """
    Count the records behind each row of a statement by administrative area.

    Parameters
    ----------
    register
        An open register.
    figure
        Period, class and knowledge.
    opened
        Books that were opened for other figures already.

    Returns
    -------
    dict
        Id of the area, or ``outside``, to how many records moved land there within the period, and how many up to its
        end.
    """
    opened = opened or Opened(register)
    books = opened.books(figure.known_at, by_place=True)
    period = answers.period_of(figure.from_, figure.to or None, ALWAYS)
    mine = concerns(books, answers.slot_of(figure.klass))
    day = books.columns.facts["day"][books.row]
    counted: dict[str, tuple[int, int]] = {}
    for at, name in enumerate([*(area.id or "" for area in opened.areas), OUTSIDE]):
        here = mine & (place_of(books) == at) & (day <= period.last)
        within = len(np.unique(books.row[here & (day >= period.first)]))
        before = counted.get(name, (0, 0))
        counted[name] = before[0] + within, before[1] + len(np.unique(books.row[here]))
    return counted
