"""The records that moved no land, with the reason of each: a section of the web page."""

from collections.abc import Mapping, Sequence
from typing import Any

from landrelease.desk.still import Still
from landrelease.publish.markup import Markup, element
from landrelease.publish.pagewords import terms
from landrelease.records.text import counted, tr

_SHOWN_ID = 12


def still_section(found: Sequence[Still], records: Mapping[str, Mapping[str, Any]]) -> Markup:
    """
    Write the section of records that moved no land.

    Parameters
    ----------
    found
        The records, with the reasons.
    records
        Summaries by record id.

    Returns
    -------
    Markup
        Empty where there is none; rows have the ids ``still-<number>``, to which the search leads.

    Examples
    --------
    >>> still_section([], {})
    ''
    >>> "Repeats R-1." in still_section([Still("ab", ("Repeats R-1.",))], {})
    True
    """
    if not found:
        return Markup()
    heading = element("h2", tr("Records that moved no land"), id="still-heading")
    count = counted(
        "{count:,} record is in force and changed no status; so it has no parcel on the map.",
        "{count:,} records are in force and changed no status; so they have no parcel on the map.",
        len(found),
    )
    heads = element("tr", [element("th", text, scope="col") for text in _headings()])
    rows = [_row(number, one, records.get(one.id, {})) for number, one in enumerate(found)]
    table = element("table", element("thead", heads), element("tbody", rows))
    scroll = element("div", table, class_="scroll", tabindex=0, role="region", aria_labelledby="still-heading")
    return element("section", heading, element("p", count), scroll, class_="still", aria_labelledby="still-heading")


def _headings() -> tuple[str, ...]:
    return tr("Record"), tr("Id of the source"), tr("Date"), tr("Organisation"), tr("What it says"), tr("Why")


def _row(number: int, one: Still, summary: Mapping[str, Any]) -> Markup:
    status, said = str(summary.get("status") or ""), terms()
    cells = (
        one.id[:_SHOWN_ID], summary.get("id") or "", summary.get("date") or "", summary.get("organisation") or "",
        said.get(status, status), " ".join(one.reasons),
    )  # fmt: skip
    return element("tr", [element("td", text) for text in cells], id=f"still-{number}", tabindex=-1)
