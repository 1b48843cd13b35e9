"""Statements of the years of a programme, all from one opening of its books."""

from typing import Final

from landrelease.desk import answers
from landrelease.desk.accounts import rows_by
from landrelease.desk.behind import Opened
from landrelease.desk.reading import Reading
from landrelease.desk.views import EVER
from landrelease.ledger.statement import Period, Statement
from landrelease.records.times import interval

MOST_YEARS: Final = 12
"""Years that are shown at once, the latest ones."""


def yearly(
    register: Reading, *, klass: str = "all", known_at: str | None = None, opened: Opened | None = None
) -> list[Statement]:
    """
    Make the statements of the latest years.

    Parameters
    ----------
    register
        An open register.
    klass
        Hazard class, or ``all``.
    known_at
        Moment of knowledge.
    opened
        Books that were opened for other figures already.

    Returns
    -------
    list of Statement
        One for each calendar year up to the last in which a record counts, oldest first, at most `MOST_YEARS`; each
        with one row. Empty where nothing counts.
    """
    now = register.known_at(known_at)
    books = (opened or Opened(register)).books(known_at or "")
    days = books.columns.facts["day"]
    if not len(days):
        return []
    last = int(answers.iso(int(days.max()))[:4])
    first = max(int(answers.iso(int(days.min()))[:4]), last - MOST_YEARS + 1)
    shown = register.last_known() if now >= EVER else now
    found = []
    for year in range(first, last + 1):
        period = Period(*interval(f"{year:04d}"))
        rows = rows_by(books, period, klass, None)
        ends = answers.iso(period.first), answers.iso(period.last)
        found.append(Statement(from_=ends[0], to=ends[1], known_at=shown, klass=klass, rows=rows))
    return found
