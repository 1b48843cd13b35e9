"""What the link of a figure in a press statement asks of the ledger: which measure, and of which time."""

from collections.abc import Mapping
from typing import Final

from landrelease.checks.published import AREAS, Column
from landrelease.desk.errors import BadRequestError
from landrelease.publish.sentences import Link
from landrelease.records.codes import CLASSES
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.records.times import interval

_KEYS: Final = frozenset(
    {"measure", "year", "from", "to", "class", "admin", "operator", "method", "unit", "of", "context"}
)
_NO_MEASURE: Final = _("[{label}]: {measure} is nothing that the ledger tells; there are {known}")
_NO_KEY: Final = _("[{label}]: {key} says nothing about a figure; there are {known}")
_NO_PERIOD: Final = _("[{label}]: say with year=…, or with from=… and to=…, of which time it tells")


def column_of(link: Link, asked: Mapping[str, str]) -> Column:
    """
    Say which figure a link asks for.

    Parameters
    ----------
    link
        A link to the ledger.
    asked
        What it asks, as `Link.asked` gives it.

    Returns
    -------
    Column
        Square metres of land, or ordnance destroyed.

    Raises
    ------
    BadRequestError
        Where it asks for something that the ledger does not tell.

    Examples
    --------
    >>> link = Link("12 ha", "ledger", "")
    >>> column_of(link, {"measure": "cleared", "year": "2024"}).unit, column_of(link, {"measure": "destroyed"}).unit
    ('m2', '')
    """
    unknown = sorted(asked.keys() - _KEYS)
    if unknown:
        raise BadRequestError(
            tr(_NO_KEY).format(label=link.label, key=unknown[0], known=", ".join(sorted(_KEYS - {"measure"})))
        )
    measure = asked["measure"]
    if measure == "destroyed":
        return Column("", measure, "", asked.get("of", ""), asked.get("context", ""))
    if measure not in AREAS or asked.get("class", "all") not in {*CLASSES, "all"}:
        raise no_measure(link, measure if measure not in AREAS else asked["class"])
    return Column("", measure, "m2")


def no_measure(link: Link, measure: str) -> BadRequestError:
    """
    Say that the ledger does not tell a measure.

    Parameters
    ----------
    link
        The link that asks for it.
    measure
        What it asks for.

    Returns
    -------
    BadRequestError
        Names the measures that there are.

    Examples
    --------
    >>> print(no_measure(Link("3", "ledger", "smiles?year=2024"), "smiles"))
    [3]: smiles is nothing that the ledger tells; there are destroyed...
    """
    known = ", ".join(("destroyed", *(one for one in AREAS if one != "spot")))
    return BadRequestError(tr(_NO_MEASURE).format(label=link.label, measure=measure, known=known))


def period_of(link: Link, asked: Mapping[str, str]) -> tuple[str, str]:
    """
    Say of which time a link asks.

    Parameters
    ----------
    link
        A link to the ledger.
    asked
        What it asks, as `Link.asked` gives it.

    Returns
    -------
    tuple of str
        First and last day; the first is empty for everything up to the last.

    Raises
    ------
    BadRequestError
        Where it names no time.

    Examples
    --------
    >>> period_of(Link("3", "ledger", "cleared?year=2024"), {"measure": "cleared", "year": "2024"})
    ('2024-01-01', '2024-12-31')
    """
    first, last = asked.get("from", ""), asked.get("to", "")
    if "year" in asked:
        first, last = f"{asked['year']:0>4}-01-01", f"{asked['year']:0>4}-12-31"
    try:
        interval(last)
        interval(first or last)
    except ValueError:
        raise BadRequestError(tr(_NO_PERIOD).format(label=link.label)) from None
    return first, last
