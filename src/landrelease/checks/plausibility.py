"""The gate before publication: every rule over one table, as findings."""

from collections.abc import Sequence

from landrelease.checks.breakdown import splits_missing
from landrelease.checks.catalogue import RULES
from landrelease.checks.extent import land_filled, two_units
from landrelease.checks.finding import Finding
from landrelease.checks.published import Published
from landrelease.checks.rule import SEVERITIES
from landrelease.checks.sums import lines_and_totals, parts_and_wholes
from landrelease.checks.yardstick import Yardstick
from landrelease.checks.yearly import ahead, balances, changes, revised, running_sums


def check_published(table: Published, yardstick: Yardstick | None = None) -> list[Finding]:
    """
    Check a table that is about to be published, or that somebody published.

    Parameters
    ----------
    table
        The table.
    yardstick
        What is known besides; nothing without it.

    Returns
    -------
    list of Finding
        Errors first; each names the table, and the line where it is about one.

    Examples
    --------
    >>> from landrelease.checks.published import table
    >>> headings = ["cancelled_km2", "cleared_km2", "released_km2"]
    >>> told = table("Summary 2015", "", headings, [["", "25.4", "24.18", "50.58"]], year=2015)
    >>> [finding.code for finding in check_published(told)]
    ['parts-differ-from-whole']
    """
    known = yardstick or Yardstick()
    found = [
        *parts_and_wholes(table),
        *lines_and_totals(table),
        *land_filled(table, known),
        *two_units(table),
        *ahead(table, known),
        *running_sums(table, known),
        *balances(table, known),
        *changes(table, known),
        *revised(table, known),
        *splits_missing(table),
    ]
    return sorted(found, key=lambda one: SEVERITIES.index(RULES[one.code].severity))


def stopped(findings: Sequence[Finding]) -> bool:
    """
    Tell whether a table may not leave as it stands.

    Parameters
    ----------
    findings
        As `check_published` gives them.

    Returns
    -------
    bool
        Whether one of them is an error: that waits for a person's word.
    """
    return any(RULES[found.code].severity == "error" for found in findings)
