"""History of a thing: which of its records tell about it on which days; later ones change it from their date on."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from landrelease.programme.roll import Fact, Roll, plain
from landrelease.programme.span import ALWAYS, EARLIEST, Span, possible


class Chapter(NamedTuple):
    """
    Days on end about which the same records tell.

    Attributes
    ----------
    span : Span
        The days.
    facts : tuple of Fact
        Records that may tell what holds then; more than one where dates are equal or imprecise, and then only what all
        of them say can be relied on.
    """

    span: Span
    facts: tuple[Fact, ...]


Told = Callable[[Fact], Span]


def dated(fact: Fact) -> Span:
    """
    Give the days from which a record may count.

    Parameters
    ----------
    fact
        A record.

    Returns
    -------
    Span
        What its date can mean. Without a date it counts from always, and a later one replaces it; if it warns, or its
        date cannot be read, it may be the latest of all and nothing replaces it.

    Examples
    --------
    >>> from landrelease.records.units import Unit
    >>> dated(Fact("a", Unit(date="2025-03"))).text, dated(Fact("b", Unit())) == Span(EARLIEST, EARLIEST)
    ('2025-03-01..2025-03-31', True)
    """
    written = plain(fact.record.date)
    return possible(written) or (ALWAYS if written or fact.record.warns else Span(EARLIEST, EARLIEST))


def history(facts: Iterable[Fact], days: Span, told: Told = dated) -> list[Chapter]:
    """
    Tell which records tell about some days.

    Parameters
    ----------
    facts
        Records about one thing.
    days
        The days.
    told
        Gives the days from which a record may count.

    Returns
    -------
    list of Chapter
        In order, together all the days. The earliest record tells of the time before it as well.

    Examples
    --------
    >>> from landrelease.records.units import Unit
    >>> first, second = Fact("a", Unit(date="2025-01-01")), Fact("b", Unit(date="2025-03"))
    >>> for one in history([first, second], Span(738886, 739401)):
    ...     print(one.span.text, [fact.id for fact in one.facts])
    2024-01-01..2025-02-28 ['a']
    2025-03-01..2025-03-30 ['a', 'b']
    2025-03-31..2025-05-30 ['b']
    """
    timed = [(told(fact), fact) for fact in facts]
    edges = {days.first} | {edge for span, _ in timed for edge in span}
    starts = sorted(edge for edge in edges if days.holds(edge))
    ends = [*(start - 1 for start in starts[1:]), days.last]
    found: list[Chapter] = []
    for first, last in zip(starts, ends[: len(starts)], strict=True):
        telling = _telling(first, timed)
        if found and found[-1].facts == telling:
            found[-1] = Chapter(Span(found[-1].span.first, last), telling)
        else:
            found.append(Chapter(Span(first, last), telling))
    return found


def _telling(day: int, timed: list[tuple[Span, Fact]]) -> tuple[Fact, ...]:
    begun = [(span, fact) for span, fact in timed if span.first <= day]
    if not begun:
        return tuple(fact for span, fact in timed if not any(other.last < span.first for other, _ in timed))
    sure = [span.first for span, _ in begun if span.last <= day]
    return tuple(fact for span, fact in begun if not any(first > span.last for first in sure))


def organisations_of(unit: str, days: Span, roll: Roll) -> list[tuple[str, Span]]:
    """
    List the organisations that a unit belongs to, or may belong to, on some days.

    Parameters
    ----------
    unit
        Id of the unit.
    days
        The days.
    roll
        Statements in force.

    Returns
    -------
    list of tuple
        Id of each and its days; empty id where no record says so.

    Examples
    --------
    >>> from landrelease.programme.roll import Held
    >>> from landrelease.records.units import Unit
    >>> roll = Held([Fact("a", Unit(id="u", organisation="o"))])
    >>> organisations_of("u", Span(1, 9), roll), organisations_of("v", Span(1, 9), roll)
    ([('o', Span(first=1, last=9))], [('', Span(first=1, last=9))])
    """
    found = []
    for span, facts in history(roll.called("unit", unit), days):
        found += [(name, span) for name in sorted({plain(fact.record.organisation) for fact in facts} or {""})]
    return found
