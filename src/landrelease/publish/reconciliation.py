"""A table beside ours as a file or page: JSON, CSV, a table for the terminal, HTML."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from landrelease.checks.catalogue import render
from landrelease.publish.markup import Markup, element
from landrelease.publish.meta import Meta
from landrelease.publish.reconciling import Difference, Reconciled, summary
from landrelease.publish.redaction.stamp import Stamp
from landrelease.publish.table import square_metres
from landrelease.publish.tablepage import records_markup, table_markup, table_page
from landrelease.records.text import tr

COLUMNS: Final = ("line", "column", "theirs", "ours", "difference", "unit", "rule", "explanation", "records")
"""Names of what is given of each figure."""
STAMPED: Final = ("audience", "valid_for", "note")
"""Names of what stands in every row of a table that has no other place for the stamp."""
_SHORT: Final = 12
_PLACES: Final = Decimal("1E-9")


def rows_of(found: Reconciled) -> list[dict[str, Any]]:
    """
    Give the rows as plain data.

    Parameters
    ----------
    found
        A table beside ours.

    Returns
    -------
    list of dict
        With the keys `COLUMNS`; figures are decimals in the unit of the column, `rule` and `records` lists.
    """
    return [
        {
            "line": row.line,
            "column": row.column,
            "theirs": row.theirs,
            "ours": _plain(row.ours),
            "difference": _plain(row.difference),
            "unit": row.unit,
            "rule": list(row.rules),
            "explanation": row.explanation,
            "records": list(row.records),
        }
        for row in found.rows
    ]


def _plain(value: Decimal | None) -> Decimal | None:
    """Leave zeros at the end out, and digits beyond the square millimetre."""
    return None if value is None else Decimal(f"{round(value, 15).normalize() + 0:f}")


def shown_rows(found: Reconciled) -> list[tuple[str, ...]]:
    """
    Give the rows for people: two decimals, records counted.

    Parameters
    ----------
    found
        A table beside ours.

    Returns
    -------
    list of tuple of str
        Line, column, theirs, ours, difference, rule and explanation.
    """
    return [
        (
            row.line,
            row.column,
            *(_figure(value, row) for value in (row.theirs, row.ours, row.difference)),
            " + ".join(row.rules),
            row.explanation,
        )
        for row in found.rows
    ]


def _figure(value: Decimal | None, row: Difference) -> str:
    if value is None:
        return ""
    if not row.unit:
        return f"{value:,}"
    return square_metres(value) if row.unit == "m2" else f"{round(value, 6) + 0:,.6f}"


def heads() -> tuple[str, ...]:
    """
    Name the columns of `shown_rows`.

    Returns
    -------
    tuple of str
        In the language in use.
    """
    return (
        tr("Line"), tr("Figure"), tr("Table"), tr("Ledger"), tr("Difference"), tr("Rule"), tr("Explanation"),
    )  # fmt: skip


def findings_lines(found: Reconciled) -> list[str]:
    """
    Say what the plausibility gate says of the table by itself.

    Parameters
    ----------
    found
        A table beside ours.

    Returns
    -------
    list of str
        One line for each finding: severity, code, what was seen.
    """
    shown = [(one.code, render(one)) for one in found.findings]
    return [f"{text.severity} {code}: {text.what}" for code, text in shown]


def reconciliation_html(found: Reconciled, meta: Meta, mark: Stamp) -> str:
    """
    Write a table beside ours as a page.

    Parameters
    ----------
    found
        A table beside ours.
    meta
        The view.
    mark
        The stamp of the page.

    Returns
    -------
    str
        A whole HTML document; each explanation links the records that it rests on.
    """
    rows = []
    listed = []
    for at, (row, texts) in enumerate(zip(found.rows, shown_rows(found), strict=True)):
        *cells, words = texts
        last: Markup | str = words
        if row.records:
            listed.append((f"r{at}", f"{row.line or found.table.title}, {row.column}", row.records))
            link = element("a", tr("records ({n})").format(n=len(row.records)), href=f"#r{at}")
            last = element("span", words, " ", link)
        rows.append(("" if row.explained else "doubt", [*cells, last]))
    figures = (False, False, True, True, True, False, False)
    title = tr("{table} beside the ledger").format(table=found.table.title)
    doubts = [element("li", line) for line in findings_lines(found)]
    parts = [
        element("p", summary(found)),
        table_markup(list(zip(heads(), figures, strict=True)), rows, label=title),
        element("section", element("h2", tr("What the table says by itself")), element("ul", doubts)) if doubts else "",
        records_markup(listed, tr("Records behind the figures")),
    ]
    return table_page(title, meta, mark, [Markup(part) for part in parts])


def document(found: Reconciled, facts: Mapping[str, str]) -> dict[str, Any]:
    """
    Give everything as plain data.

    Parameters
    ----------
    found
        A table beside ours.
    facts
        The stamp by name.

    Returns
    -------
    dict
        ``table``, the stamp, ``summary``, ``rows`` as `rows_of` gives them, and ``findings``.
    """
    return {
        "table": found.table.title,
        **facts,
        "summary": summary(found),
        "rows": rows_of(found),
        "findings": [{"code": one.code, "what": render(one).what, **one.params} for one in found.findings],
    }
