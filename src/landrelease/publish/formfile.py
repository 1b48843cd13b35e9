"""Forms as files: CSV with one line for each figure, and a page whose figures lead to their records."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from landrelease.checks.catalogue import render
from landrelease.publish.commas import csv_rows
from landrelease.publish.form import Entry, Form, Section, Spot
from landrelease.publish.markup import Markup, element
from landrelease.publish.tablepage import records_markup, table_markup, table_page
from landrelease.records.text import tr

COLUMNS: Final = ("form", "audience", "valid_for", "known_at", "part", "row", "column", "value", "unit", "records")
"""Names of the columns of the CSV."""
_SHORT: Final = 12


def gate_lines(form: Form) -> list[str]:
    """
    Say what the plausibility gate says of a form.

    Parameters
    ----------
    form
        The form.

    Returns
    -------
    list of str
        One line for each finding.
    """
    shown = [(one.code, render(one)) for one in form.findings]
    return [f"{text.severity} {code}: {text.what}" for code, text in shown]


def gate_on(form: Form) -> list[str]:
    """
    Say what of the gate stands on a form.

    Parameters
    ----------
    form
        The form.

    Returns
    -------
    list of str
        Its findings only for those who may see every figure, since they name figures of single areas; to all, why the
        form leaves in spite of errors.
    """
    lines = gate_lines(form) if form.exact else []
    return [*lines, tr("Published in spite of errors: {reason}").format(reason=form.despite)] if form.despite else lines


def value_text(entry: Entry) -> str:
    """
    Write a figure for programs.

    Parameters
    ----------
    entry
        A cell that holds a figure.

    Returns
    -------
    str
        Square metres with nine places, or whole where they are rounded; counts whole; empty for what is left out.

    Examples
    --------
    >>> value_text(Entry(Decimal(5), m2=True)), value_text(Entry(Decimal(5))), value_text(Entry(None))
    ('5.000000000', '5', '')
    >>> value_text(Entry(Decimal(5), m2=True).rounded(10_000))
    '10000'
    """
    if not isinstance(entry.value, Decimal):
        return ""
    return f"{entry.value:.9f}" if entry.m2 and not entry.unit else f"{int(entry.value)}"


def records_of(form: Form, spot: Spot) -> list[str]:
    """
    List the records behind a figure, as far as the audience may know them.

    Parameters
    ----------
    form
        The form.
    spot
        A figure in its place.

    Returns
    -------
    list of str
        Ids, each once.
    """
    return [part.record for part in spot.entry.parts] if form.exact else []


def form_csv(form: Form) -> str:
    """
    Write a form as CSV.

    Parameters
    ----------
    form
        The form.

    Returns
    -------
    str
        One line for each figure with its records, divided by ``;``; then one for each sentence of the stamp and of the
        gate, in the column ``row``.
    """
    lines: list[tuple[str, ...]] = [COLUMNS]
    head = (form.title, form.mark.audience, form.mark.valid_for, form.meta.known_at)
    for spot in form.figures():
        unit = "m2" if spot.entry.m2 else "number"
        heading = spot.section.columns[spot.column]
        records = ";".join(records_of(form, spot))
        lines.append((*head, spot.section.code, spot.name, heading, value_text(spot.entry), unit, records))
    for code, sentence in _sentences(form):
        lines.append((*head, code, sentence, "", "", "", ""))
    return csv_rows(lines)


def _sentences(form: Form) -> Iterator[tuple[str, str]]:
    for section in form.sections:
        yield from ((section.code, note) for note in section.notes)
    yield from (("", sentence) for sentence in (*form.mark.sentences, *gate_on(form)))


def form_html(form: Form) -> str:
    """
    Write a form as a page.

    Parameters
    ----------
    form
        The form.

    Returns
    -------
    str
        A whole HTML document; each figure leads to the list of its records, where the audience may know them.
    """
    anchors = {(id(spot.section), spot.row, spot.column): f"c{n}" for n, spot in enumerate(form.figures())}
    listed = []
    for spot in form.figures():
        if records_of(form, spot):
            name = f"{spot.section.code}, {spot.name}, {spot.section.columns[spot.column]}: {spot.entry.shown}"
            shown = [f"{part.record[:_SHORT]}  {Entry(part.value, spot.entry.m2).shown}" for part in spot.entry.parts]
            listed.append((anchors[id(spot.section), spot.row, spot.column], name, shown))
    linked = {at for at, _, _ in listed}
    parts = [_section(section, anchors, linked) for section in form.sections]
    gate = [element("li", line) for line in gate_on(form)]
    if gate:
        parts.insert(0, element("section", element("h2", tr("What the plausibility gate says")), element("ul", gate)))
    return table_page(
        form.title, form.meta, form.mark, [*parts, records_markup(listed, tr("Records behind the figures"))]
    )


def _section(section: Section, anchors: dict[tuple[int, int, int], str], linked: set[str]) -> Markup:
    heading = element("h2", f"{section.code}. {section.heading}")
    notes = [element("p", note, class_="note") for note in section.notes]
    if not section.columns:
        return element("section", heading, notes)
    figures = [any(not isinstance(row[at].value, str) for row in section.rows) for at in range(len(section.columns))]
    rows = []
    for number, cells in enumerate(section.rows):
        kind = "total" if section.total and number == len(section.rows) - 1 else ""
        shown: list[Markup | str] = []
        for at, cell in enumerate(cells):
            anchor = anchors.get((id(section), number, at), "")
            shown.append(element("a", cell.shown, href=f"#{anchor}") if anchor in linked else cell.shown)
        rows.append((kind, shown))
    heads = list(zip(section.columns, figures, strict=True))
    nothing = [] if rows else [element("p", tr("Nothing is recorded."), class_="note")]
    return element("section", heading, table_markup(heads, rows, label=section.heading), nothing, notes)
