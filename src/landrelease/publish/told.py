"""A statement as an audience may read it: what is refused, which rows are put together, how figures are rounded."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from landrelease.desk.accounts import OF_ENTRY, TOTAL
from landrelease.desk.register import Register
from landrelease.ledger.statement import Statement
from landrelease.publish.asked import Asked
from landrelease.publish.knowledge import end_of, knowledge_for, latest_for, start_of
from landrelease.publish.notice import rules_for, unit_for
from landrelease.publish.redaction.audience import reads_exactly
from landrelease.publish.redaction.gathering import gathered
from landrelease.publish.redaction.publication import Publication
from landrelease.publish.redaction.rounding import coarse, group_of, rounding_note, vanishes
from landrelease.publish.statement import plain
from landrelease.publish.treaty import told_before
from landrelease.publish.writing import OutputError
from landrelease.records.text import marked as _
from landrelease.records.text import tr

_NO_UNITS: Final = _(
    "Which unit did what is for those who may read the positions of land. Group by operator, method or class instead."
)
_NO_AREAS: Final = _(
    "The public is told land by area as rounded figures only, since exact ones of two periods tell where work was done."
    " Write the site or the page of the public instead, or group by operator, method or class."
)
_NO_FIGURES: Final = _(
    "The programme publishes no figures, or a setting of publication cannot be used: look at public.published and"
    " public.layers, or choose another audience."
)
_TOO_NEW: Final = _(
    "What the public is told ends with the knowledge of {day}: ask for it with --known-at, or with known_at={day} in an"
    " address."
)
_MOMENTS: Final = _(
    "Who may not read the positions of land is told what was known at the end of a month, or of a year as public.dates"
    " says, since the difference of two days tells what a single report says: ask for the knowledge of {day}."
)
_MONTHS: Final = _(
    "Who may not read the positions of land is told of whole months only, since a few days tell what a single report"
    " says: ask from {first} to {last}."
)
_YEARS: Final = _(
    "Who may not read the positions of land is told of whole years only, as public.dates says, since shorter times tell"
    " when work was done: ask from {first} to {last}."
)


def told(register: Register, found: Statement, audience: str, by: str = "", against: str = "") -> dict[str, Any]:
    """
    Give a statement as an audience may read it, whichever door it leaves by.

    Totals are figures of the whole programme. Below the audience that reads positions only whole months or years are
    told, an area, an operator or a method has a row only where several records stand behind it, and land is rounded to
    the unit of the programme.

    Parameters
    ----------
    register
        An open register.
    found
        The statement.
    audience
        Who reads.
    by
        Its grouping; empty without one.
    against
        Earlier moment of knowledge that it is compared with; empty for none.

    Returns
    -------
    dict
        As `statement.plain`, rows put together where one alone would tell too much.

    Raises
    ------
    AudienceError
        Where there is no such audience.
    OutputError
        Where the grouping, the period, or any figure, is not for it.
    """
    if reads_exactly(audience):
        return plain(found)
    if by == "unit":
        raise OutputError(tr(_NO_UNITS))
    rules = rules_for(register, audience)
    if audience == "public":
        _refuse_to_public(rules, by)
    _refuse_days(register, rules, found)
    for moment in (found.known_at, *([register.known_at(against)] if against else [])):
        _refuse_moment(register, audience, moment)
    doc = plain(found)
    hidden = _few(register, found, rules.small_count, by, against) if by == "admin" or by in OF_ENTRY else set()
    doc = doc | {"rows": gathered(doc["rows"], by, hidden)} if hidden else doc
    return in_units(doc, unit_for(register, audience))


def _refuse_to_public(rules: Publication, by: str) -> None:
    if not rules.shows("figures"):
        raise OutputError(tr(_NO_FIGURES))
    if by == "admin":
        raise OutputError(tr(_NO_AREAS))


def _refuse_moment(register: Register, audience: str, moment: str) -> None:
    """Refuse a moment of knowledge within a month, or one that is newer than what is published."""
    last = register.last_known()
    told = knowledge_for(register, audience, moment)
    if min(moment, last) == min(told, last):
        return
    latest = latest_for(register, audience)
    text = _TOO_NEW if min(moment, last) > latest else _MOMENTS
    raise OutputError(tr(text).format(day=min(told, last)[:10]))


def _refuse_days(register: Register, rules: Publication, found: Statement) -> None:
    """Refuse a period that cuts a month in two, or a year where days are told as years; now is an end as well."""
    first, last = start_of(found.from_, rules.dates), end_of(found.to, rules.dates)
    if found.from_ != first or (found.to != last and found.to < register.last_known()[:10]):
        text = _YEARS if rules.dates == "year" else _MONTHS
        raise OutputError(tr(text).format(first=first, last=last))


def _few(register: Register, found: Statement, small: int, by: str, against: str) -> set[str]:
    """
    Choose the rows that alone would tell of single records, also laid beside forms that were published.

    Every row where the period cuts a year in two: two periods of which one is a month longer tell of what the month
    brought.
    """
    year, hidden = int(found.to[:4]), set[str]()
    pair = {found.known_at, against or found.known_at}
    for moment in pair:
        held, moments = told_before(register, moment)
        asked = Asked(
            register, found.klass, year, known_at=moment, exact=False, small=small, held=held if by == "admin" else (),
            moments={*moments, *pair} - {moment}, by=by,
        )  # fmt: skip
        hidden |= asked.gathered if _whole_years(asked, found) else {str(row[by]) for row in found.rows} - {TOTAL}
    return hidden


def _whole_years(asked: Asked, found: Statement) -> bool:
    """Tell whether a period cuts no year in two."""
    first, last = asked.known_days()
    return (found.from_.endswith("-01-01") or found.from_ <= first) and (
        found.to.endswith("-12-31") or found.to >= last
    )


def in_units(doc: Mapping[str, Any], unit: int) -> dict[str, Any]:
    """
    Round the amounts of a statement, for readers who may not read positions.

    Parameters
    ----------
    doc
        A statement as plain data, exact.
    unit
        Square metres of one unit, as `notice.unit_for` gives them.

    Returns
    -------
    dict
        The same with every amount rounded by itself, as `rounding.rounded` says, postings too. ``rounding`` says so,
        ``rounded_m2`` of each row gives the unit, and ``less_than_unit`` names what is more than nothing and told as 0.

    Examples
    --------
    >>> row = in_units({"rows": [{"closing": {"cleared_m2": Decimal(4000)}}]}, 10_000)["rows"][0]
    >>> row["closing"], row["rounded_m2"], row["less_than_unit"]
    ({'cleared_m2': Decimal('0')}, 10000, ['closing_cleared_m2'])
    """
    return {**doc, "rounding": rounding_note(unit), "rows": [_row(row, unit) for row in doc["rows"]]}


def _row(row: Mapping[str, Any], unit: int) -> dict[str, Any]:
    less: list[str] = []
    return {**_rounded(row, unit, "", less), "rounded_m2": unit, "less_than_unit": less}


def _rounded(part: Mapping[str, Any], unit: int, prefix: str, less: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in part.items():
        found[name] = value
        if isinstance(value, Decimal):
            group = group_of(name)
            found[name] = coarse(value, group, unit)
            less += [prefix + name] if vanishes(value, group, unit) else []
        elif isinstance(value, Mapping):
            found[name] = _rounded(value, unit, f"{prefix}{name}_", less)
        elif name == "postings":
            found[name] = [_posting(one, unit) for one in value or ()]
    return found


def _posting(posting: Mapping[str, Any], unit: int) -> dict[str, Any]:
    return {**posting, "area_m2": coarse(posting["area_m2"], group_of(posting["movement"]), unit)}
