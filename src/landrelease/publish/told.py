"""A statement as an audience may read it: which groupings are told, and which rows are put together."""

from typing import Any, Final

from landrelease.desk.register import Register
from landrelease.ledger.statement import Statement
from landrelease.publish.asked import Asked
from landrelease.publish.notice import rules_for
from landrelease.publish.redaction.audience import may_read, reads_exactly
from landrelease.publish.redaction.gathering import gathered
from landrelease.publish.redaction.publication import Publication
from landrelease.publish.statement import plain
from landrelease.publish.treaty import told_before
from landrelease.publish.writing import OutputError
from landrelease.records.text import marked as _
from landrelease.records.text import tr

_UNIT: Final = "operator"
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
_TOO_NEW: Final = _("What the public is told ends with the knowledge of {day}: ask for it with --known-at.")


def told(register: Register, found: Statement, audience: str, by: str = "", against: str = "") -> dict[str, Any]:
    """
    Give a statement as an audience may read it.

    Totals are figures of the whole programme and exact for everybody. Below the audience that reads positions, an area
    has a row only where several records stand behind it.

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
        Where the grouping, or any figure, is not for it.
    """
    if by == "unit" and not may_read(audience, _UNIT):
        raise OutputError(tr(_NO_UNITS))
    rules = rules_for(register, audience)
    if audience == "public":
        _refuse_to_public(register, rules, found, by)
    doc = plain(found)
    if by == "admin" and not reads_exactly(audience):
        hidden = few_areas(register, found, rules.small_count, against)
        doc["rows"] = gathered(doc["rows"], by, hidden) if hidden else doc["rows"]
    return doc


def _refuse_to_public(register: Register, rules: Publication, found: Statement, by: str) -> None:
    if not rules.shows("figures"):
        raise OutputError(tr(_NO_FIGURES))
    if by == "admin":
        raise OutputError(tr(_NO_AREAS))
    last = rules.known_at(register.today())
    if found.known_at[: len(last)] > last and register.last_known()[: len(last)] > last:
        raise OutputError(tr(_TOO_NEW).format(day=last))


def few_areas(register: Register, found: Statement, small: int, against: str = "") -> set[str]:
    """
    Choose the areas whose row alone would tell where single records lie, also laid beside forms that were published.

    Parameters
    ----------
    register
        An open register.
    found
        A statement by administrative area.
    small
        Least number of records that may have a row of their own.
    against
        Earlier moment of knowledge that it is compared with; empty for none.

    Returns
    -------
    set of str
        Their ids; every area where the period cuts a year in two.
    """
    year = int(found.to[:4])
    hidden: set[str] = set()
    for moment in {found.known_at, against or found.known_at}:
        held, moments = told_before(register, moment)
        asked = Asked(
            register, found.klass, year, known_at=moment, exact=False, small=small, held=held, moments=moments
        )
        hidden |= asked.gathered if _whole_years(asked, found) else {*asked.places}
    return hidden


def _whole_years(asked: Asked, found: Statement) -> bool:
    """
    Tell whether a period cuts no year in two.

    Two periods that end in one year, one a day longer, tell of what one day brought.
    """
    first, last = asked.known_days()
    return (found.from_.endswith("-01-01") or found.from_ <= first) and (
        found.to.endswith("-12-31") or found.to >= last
    )
