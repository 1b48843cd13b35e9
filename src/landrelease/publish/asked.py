"""A form that is being filled: what was asked, and the books that are open for it."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from landrelease.desk.accounts import OUTSIDE, TOTAL
from landrelease.desk.answers import iso
from landrelease.desk.behind import Opened
from landrelease.desk.bygroup import changed_by_group, records_by_group
from landrelease.desk.reading import Reading
from landrelease.publish.openareas import OpenArea, open_areas
from landrelease.publish.redaction.gathering import few_of_all
from landrelease.publish.teller import Teller
from landrelease.records.codes import CLASSES
from landrelease.records.text import tr


class Asked:
    """
    A form that is being filled.

    Parameters
    ----------
    register
        An open register.
    klass
        Class of hazards.
    year
        Calendar year.
    known_at
        Moment of knowledge; empty for everything known.
    exact
        Whether hazards stand one by one.
    small
        Least number of records that may have a row of their own, where they do not.
    held
        Administrative areas that were put together in what was published before, and so stay together.
    moments
        Other moments of knowledge that something was published of for readers of this kind.
    together
        The areas that are put together, where that is already decided; None where it is not.
    opened
        Books that were opened before.
    unit
        Square metres to which land is rounded for them; 0 for others.
    by
        What the rows of readers without positions stand for: areas, or ``operator`` or ``method``.
    """

    def __init__(  # noqa: PLR0913 - the parts of one question
        self,
        register: Reading,
        klass: str,
        year: int,
        *,
        known_at: str = "",
        exact: bool = True,
        small: int = 0,
        held: Iterable[str] = (),
        moments: Iterable[str] = (),
        together: Iterable[str] | None = None,
        opened: Opened | None = None,
        unit: int = 0,
        by: str = "admin",
    ) -> None:
        self.by, self.unit = by, unit
        self.register, self.klass, self.year, self.known_at = register, klass, year, known_at
        self.exact, self.small, self.held = exact, small, frozenset(held)
        self.moments, self.together = tuple(moments), None if together is None else set(together)
        self.opened = opened or Opened(register)

    def like(self, year: int) -> "Asked":
        """
        Ask the same books about a year, hazard by hazard.

        Parameters
        ----------
        year
            Calendar year.

        Returns
        -------
        Asked
            For the plausibility gate, which sees everything.
        """
        found = Asked(self.register, self.klass, year, known_at=self.known_at, opened=self.opened)
        if year == self.year and "open_areas" in self.__dict__:
            found.__dict__["open_areas"] = self.open_areas
        return found

    @property
    def period(self) -> tuple[str, str]:
        """
        Give the first and last day.

        Returns
        -------
        tuple of str
            ISO days.
        """
        return f"{self.year:04d}-01-01", f"{self.year:04d}-12-31"

    def teller(self, by: str = "") -> Teller:
        """
        Give the teller of figures by some lines.

        Parameters
        ----------
        by
            As `Teller` takes it.

        Returns
        -------
        Teller
            With the books that are open already.
        """
        return Teller(self.register, klass=self.klass, by=by, known_at=self.known_at, opened=self.opened)

    @cached_property
    def open_areas(self) -> list[OpenArea]:
        """
        List what is open on the last day.

        Returns
        -------
        list of OpenArea
            Read once.
        """
        return open_areas(self.teller(), self.period[1])

    @cached_property
    def places(self) -> dict[str, str]:
        """
        Name the administrative areas.

        Returns
        -------
        dict of str
            Id to id and name; land outside all of them last.
        """
        named = {one.id or one.name or "": " ".join(filter(None, (one.id, one.name))) for one in self.opened.areas}
        return named | {OUTSIDE: tr("outside all areas")}

    @cached_property
    def gathered(self) -> set[str]:
        """
        Choose the areas, or doers or methods, that lose their own row.

        Whoever lays a form beside that of another class, or of the year before or after, must not learn more than from
        each alone: the closing balance of a year is the opening one of the next. So an area is put together with others
        as soon as few records stand behind it in any class in any year up to this one, or few make the difference to
        any other publication.

        Returns
        -------
        set of str
            None where hazards stand one by one.
        """
        if self.exact:
            return set()
        if self.together is not None:
            return self.together
        return few_of_all(self._counts(), self.small, self.held)

    def _counts(self) -> Iterator[dict[str, tuple[int, int]]]:
        """Count the records by row in each class and each year up to this one: all of them may be published."""
        for klass in (*CLASSES, "all"):
            teller = self.teller(self.by).other(klass=klass)
            for year in self._years():
                figure = teller.figure("closing", TOTAL, (f"{year:04d}-01-01", f"{year:04d}-12-31"))
                yield records_by_group(figure, self.opened)
            for moment in self.moments:
                yield changed_by_group(self.opened, klass, (self.known_at, moment), self.by)

    def _years(self) -> range:
        """List the years in which records count, up to the form's: in others nothing came or went."""
        first, last = (int(day[:4]) for day in self.known_days())
        return range(first, min(last, self.year) + 1)

    def known_days(self) -> tuple[str, str]:
        """
        Give the first and the last day on which land moved, as far as is known.

        Returns
        -------
        tuple of str
            ISO days; the last one before the first where nothing is known.
        """
        days = self.opened.books(self.known_at, by_place=True).columns.facts["day"]
        return (iso(int(days.min())), iso(int(days.max()))) if len(days) else ("0001-01-01", "0000-12-31")
