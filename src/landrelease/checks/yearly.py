"""Published figures of one year beside those of the years before: jumps, running sums, balances, revised history."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from landrelease.checks.extent import other_unit, slip
from landrelease.checks.finding import Finding
from landrelease.checks.published import NEW, RELEASED, UNIT_M2, Column, Published
from landrelease.checks.yardstick import Place, Yardstick, places
from landrelease.records.text import marked as _

_FLOWS: Final = ("released", "cleared", "cancelled", "reduced")
_MORE_THAN_OPEN: Final = _("more than was open before")
_MOST_OF_ALL: Final = _("more than half of all that was open then")
_SUM_OF_EARLIER: Final = _("as much as all years before together")
_HALF: Final = Decimal("0.5")
_SEVERAL: Final = 3


def changes(table: Published, yardstick: Yardstick) -> list[Finding]:
    """
    Compare every figure with the one of the latest year before.

    Parameters
    ----------
    table
        The table.
    yardstick
        What is known besides.

    Returns
    -------
    list of Finding
        ``unit-slip`` where another unit explains the change, else ``year-on-year-jump``.
    """
    known = _all_places(table, yardstick)
    return [
        found
        for place in places(table)
        for at, column, value in place.figures()
        if (before := _latest_before(place, column, known)) is not None
        for found in _jump(place, at, value, before, yardstick.limits.published_jump)
    ]


def ahead(table: Published, yardstick: Yardstick) -> list[Finding]:
    """
    See years that had not begun, or were not over, on the day up to which something is known.

    Parameters
    ----------
    table
        The table.
    yardstick
        What is known besides.

    Returns
    -------
    list of Finding
        ``year-not-begun`` or ``year-not-over``, one for each such year; none where nobody says the day.

    Examples
    --------
    >>> from landrelease.checks.published import table
    >>> told = table("Clearance", "", ["cleared_m2"], [["", "0"]], year=2031)
    >>> [[found.code for found in ahead(told, Yardstick(day=day))] for day in ("2025-06-30", "2031-06-30")]
    [['year-not-begun'], ['year-not-over']]
    """
    years = sorted({place.year for place in places(table) if place.year}) if yardstick.day else []
    return [
        Finding(code, params={"file": table.title, "year": year, "day": yardstick.day})
        for year in years
        if (code := _ahead(year, yardstick.day))
    ]


def _ahead(year: int, day: str) -> str:
    if day < f"{year:04d}-01-01":
        return "year-not-begun"
    return "year-not-over" if day < f"{year:04d}-12-31" else ""


def _all_places(table: Published, yardstick: Yardstick) -> list[Place]:
    return [place for one in (*yardstick.earlier, table) for place in places(one)]


def _latest_before(place: Place, column: Column, known: Iterable[Place]) -> Place | None:
    alike = [
        one
        for one in known
        if one.subject == place.subject and 0 < one.year < place.year and one.figure(*column.key) is not None
    ]
    return max(alike, key=lambda one: (one.year, one.table.edition), default=None)


def _jump(place: Place, at: int, value: Decimal, before: Place, most: float) -> Iterator[Finding]:
    column = place.table.columns[at]
    now, then = column.m2(value), before.m2(*column.key)
    if not now or not then or Decimal(1) / Decimal(most) <= now / then <= Decimal(most):
        return
    said = _said(before, *column.key)
    unit = other_unit(value, column.unit, then)
    if unit:
        yield slip(place, at, said, unit)
    else:
        shown = column.shown(value)
        yield place.finding("year-on-year-jump", column=column.heading, stated=shown, other=said, earlier=before.year)


def _said(place: Place, *key: str) -> str:
    found = place.figure(*key)
    return place.table.columns[found[0]].shown(found[1]) if found else ""


def running_sums(table: Published, yardstick: Yardstick) -> list[Finding]:
    """
    See figures of a year that look like sums since the beginning.

    Nobody can release more than was open before and was found meanwhile. Where nobody published what was open, a
    release of more than half of it within one year is doubted; and so is a figure as large as all years before
    together, where at least three are known.

    Parameters
    ----------
    table
        The table.
    yardstick
        What is known besides.

    Returns
    -------
    list of Finding
        ``cumulative-as-annual``, at most one for each line.
    """
    known = _all_places(table, yardstick)
    found = []
    for place in places(table):
        flow = next((one for one in _FLOWS if place.m2(one)), "")
        reason, other = _too_much(place, flow, known) if flow and place.year else ("", "")
        if reason:
            column, said = place.table.columns[place.table.column(flow) or 0].heading, _said(place, flow)
            doubt = place.finding(
                "cumulative-as-annual", column=column, stated=said, year=place.year, reason=reason, other=other
            )
            found.append(doubt)
    return found


def _too_much(place: Place, flow: str, known: Iterable[Place]) -> tuple[str, str]:
    value, known = place.m2(flow) or Decimal(0), list(known)
    before = _open_before(place, known)
    new = sum((place.m2(one) or Decimal(0) for one in NEW), Decimal(0))
    if before is not None:
        return (_MORE_THAN_OPEN, _like(place, flow, before + new)) if value > before + new else ("", "")
    left = _open(place)
    if left is not None and value > _HALF * (value + left):
        return _MOST_OF_ALL, _like(place, flow, value + left)
    years = {
        one.year: found
        for one in known
        if one.subject == place.subject and 0 < one.year < place.year and (found := one.m2(flow)) is not None
    }
    sum_before = sum(years.values(), Decimal(0))
    several = len(years) >= _SEVERAL and sum_before > 0
    return (_SUM_OF_EARLIER, _like(place, flow, sum_before)) if several and value >= sum_before else ("", "")


def _like(place: Place, flow: str, m2: Decimal) -> str:
    """Write an area in the unit of a column of the line."""
    column = place.table.columns[place.table.column(flow) or 0]
    return column.shown((m2 / UNIT_M2[column.unit]).normalize() + 0)


def _open(place: Place, kind: str = "open") -> Decimal | None:
    """Give open land: as stated, else the sum of suspected and confirmed."""
    stated = place.m2(kind)
    names = ("suspected", "confirmed") if kind == "open" else ("opening_suspected", "opening_confirmed")
    parts = [value for name in names if (value := place.m2(name)) is not None]
    return stated if stated is not None else sum(parts, Decimal(0)) if parts else None


def _open_before(place: Place, known: Iterable[Place]) -> Decimal | None:
    stated = _open(place, "opening")
    if stated is not None:
        return stated
    before = _before(place, known)
    return None if before is None else _open(before)


def _before(place: Place, known: Iterable[Place]) -> Place | None:
    """Find the latest earlier statement of open land about the same."""
    alike = [
        one for one in known if one.subject == place.subject and 0 < one.year < place.year and _open(one) is not None
    ]
    return max(alike, key=lambda one: (one.year, one.table.edition), default=None)


def balances(table: Published, yardstick: Yardstick) -> list[Finding]:
    """
    See open land that changed otherwise than what is stated as found and released.

    Parameters
    ----------
    table
        The table.
    yardstick
        What is known besides.

    Returns
    -------
    list of Finding
        ``balance-unexplained``; none where nothing is stated as released, or where no earlier figure is known.
    """
    known = _all_places(table, yardstick)
    return [found for place in places(table) if (found := _unbalanced(place, _before(place, known))) is not None]


def _unbalanced(place: Place, before: Place | None) -> Finding | None:
    opening = _open(place, "opening")
    earlier, begin = (place.year, opening) if opening is not None or before is None else (before.year, _open(before))
    closing, released = _open(place), _released(place)
    if begin is None or closing is None or released is None:
        return None
    computed = begin + sum((place.m2(one) or Decimal(0) for one in NEW), Decimal(0)) - released
    keys = ("open", "suspected", "confirmed", "opening", "opening_suspected", "opening_confirmed", *NEW, *_FLOWS)
    doubt = sum((place.doubt_m2(key) for key in keys), Decimal(0))
    if before is not None and opening is None:
        doubt += sum((before.doubt_m2(key) for key in ("open", "suspected", "confirmed")), Decimal(0))
    if abs(closing - computed) <= doubt:
        return None
    named = next(key for key in ("open", "confirmed", "suspected") if place.m2(key) is not None)
    texts = {"opening": begin, "computed": computed, "stated": closing, "difference": closing - computed}
    return place.finding(
        "balance-unexplained", earlier=earlier, **{name: _like(place, named, value) for name, value in texts.items()}
    )


def _released(place: Place) -> Decimal | None:
    parts = [value for name in RELEASED if (value := place.m2(name)) is not None]
    stated = place.m2("released")
    return stated if stated is not None else sum(parts, Decimal(0)) if parts else None


def revised(table: Published, yardstick: Yardstick) -> list[Finding]:
    """
    Name every figure of a year that an earlier edition stated otherwise.

    Parameters
    ----------
    table
        The table.
    yardstick
        With the earlier editions; of several the latest is compared.

    Returns
    -------
    list of Finding
        ``history-revised``, one for each figure; differences that rounding explains are none.
    """
    known = [place for one in yardstick.earlier for place in places(one)]
    found = []
    for place in places(table):
        for at, column, value in place.figures():
            alike = [
                one
                for one in known
                if (one.subject, one.year) == (place.subject, place.year) and one.figure(*column.key) is not None
            ]
            before = max(alike, key=lambda one: one.table.edition, default=None)
            if before is not None and place.year and _restated(place, at, value, before):
                found.append(_revision(place, column, value, before))
    return found


def _revision(place: Place, column: Column, value: Decimal, before: Place) -> Finding:
    return place.finding(
        "history-revised",
        column=column.heading,
        year=place.year,
        stated=column.shown(value),
        other=_said(before, *column.key),
        edition=before.table.edition or before.table.title,
    )


def _restated(place: Place, at: int, value: Decimal, before: Place) -> bool:
    column = place.table.columns[at]
    then = before.m2(*column.key) or Decimal(0)
    doubt = column.m2(place.table.half_digit(at)) + before.doubt_m2(*column.key)
    return abs(column.m2(value) - then) > doubt
