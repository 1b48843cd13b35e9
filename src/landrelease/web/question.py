"""What somebody asks of a statement, as the address of its page says it."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from landrelease.desk.behind import Figure
from landrelease.desk.errors import BadRequestError
from landrelease.desk.reading import Reading
from landrelease.ledger.statement import Statement
from landrelease.records.text import marked as _

GROUPINGS: Final = {
    "": _("no grouping"),
    "operator": _("operator"),
    "method": _("method"),
    "unit": _("unit"),
    "admin": _("administrative area"),
    "class": _("hazard class"),
}
"""Groupings of a statement and their words."""
ALWAYS: Final = "all"
"""Year that stands for everything from the first record on."""


class Question(NamedTuple):
    """
    What is asked; every part is text, empty where nothing was said.

    Attributes
    ----------
    year : str
        A calendar year, or ``all``.
    from_, to : str
        First and last day, where there is no year.
    klass : str
        Hazard class, or ``all``.
    by : str
        One of `GROUPINGS`.
    known_at : str
        Moment of knowledge.
    against : str
        Earlier moment to compare with.
    """

    year: str = ""
    from_: str = ""
    to: str = ""
    klass: str = "all"
    by: str = ""
    known_at: str = ""
    against: str = ""

    def answered(self, register: Reading) -> Statement:
        """
        Ask a register.

        Parameters
        ----------
        register
            An open register.

        Returns
        -------
        Statement
            With every row.

        Raises
        ------
        BadRequestError
            Where a part cannot be read.
        """
        first, last = (self.from_, self.to) if self.year in {"", ALWAYS} else (self.year, self.year)
        return register.statement(
            from_=None if self.year == ALWAYS else first or None,
            to=None if self.year == ALWAYS else last or None,
            known_at=self.known_at or None, against=self.against or None, klass=self.klass, by=self.by or None,
        )  # fmt: skip

    def figure(self, found: Statement) -> Figure:
        """
        Name the closing balance of the answer, from which other figures are named.

        Parameters
        ----------
        found
            The answer.

        Returns
        -------
        Figure
            With the days of the answer.
        """
        return Figure(
            "closing", from_=found.from_, to=found.to, klass=self.klass, by=self.by, known_at=self.known_at,
            against=self.against,
        )  # fmt: skip

    def address(self, path: str, **other: str) -> str:
        """
        Write the address of a page that is asked the same.

        Parameters
        ----------
        path
            Path of the page.
        **other
            Parts that differ, by their names in addresses with ``_`` after ``from`` and ``class``.

        Returns
        -------
        str
            Path and query; parts without a word are left out.

        Examples
        --------
        >>> Question(year="2024", by="admin").address("/statement", by="", class_="mines")
        '/statement?year=2024&class=mines'
        """
        parts = {
            "year": self.year, "from": self.from_, "to": self.to, "class": "" if self.klass == "all" else self.klass,
            "by": self.by, "known_at": self.known_at, "against": self.against,
        } | {name.rstrip("_"): value for name, value in other.items()}  # fmt: skip
        query = urlencode({name: value for name, value in parts.items() if value})
        return f"{path}?{query}" if query else path


def question_of(query: Mapping[str, Any]) -> Question:
    """
    Read what is asked.

    Parameters
    ----------
    query
        Query of an address.

    Returns
    -------
    Question
        As asked; days count only where no year is named.

    Raises
    ------
    BadRequestError
        Where the grouping is none, or the year is no year.

    Examples
    --------
    >>> question_of({"year": "2024", "from": "2020-01-01", "class": "mines"})
    Question(year='2024', from_='', to='', klass='mines', by='', known_at='', against='')
    """
    year, by = str(query.get("year", "")).strip(), str(query.get("by", ""))
    if by not in GROUPINGS:
        msg = f"{by!r} is nothing to group a statement by; there are {', '.join(filter(None, GROUPINGS))}"
        raise BadRequestError(msg)
    if year not in {"", ALWAYS} and not (year.isascii() and year.isdigit() and len(year) == len("2024")):
        msg = f"{year!r} is no year; write it with four digits, or give a first and a last day"
        raise BadRequestError(msg)
    first, last = ("", "") if year else (str(query.get("from", "")), str(query.get("to", "")))
    words = (str(query.get(name, "")).strip() for name in ("known_at", "against"))
    return Question(year, first.strip(), last.strip(), str(query.get("class", "")) or "all", by, *words)
