"""The parts of tables for reviewers and donors: contamination by area, survey and clearance by operator, results."""

from collections import defaultdict
from decimal import Decimal
from typing import Final

from landrelease.checks.published import RELEASED, Column
from landrelease.desk.accounts import TOTAL
from landrelease.desk.rolling import StoreRoll
from landrelease.publish.asked import Asked
from landrelease.publish.form import Entry, Section, added, area, count
from landrelease.publish.formland import (
    AREA_HEAD,
    TOGETHER,
    TOTAL_WORD,
    progress_lines,
    told,
    without_few,
)
from landrelease.publish.formwork import destroyed
from landrelease.publish.redaction.gathering import OTHERS
from landrelease.publish.teller import Part, Teller, amount_of
from landrelease.publish.wording import word
from landrelease.records.codes import CONTAMINATION
from landrelease.records.text import marked as _
from landrelease.records.text import tr

RESULTS: Final = "result"
"""Group of the parts whose rows are results: name, place, amount."""
_SURVEY: Final = ("cancelled", "confirmed_from_suspected", "reduced")
_LEVELS: Final = ("confirmed", "suspected")
_OPERATOR: Final = _("Operator")
_REPORTS: Final = _("A number of areas is a number of reports that released or confirmed land.")
_FIRST_PLACE: Final = _("A hazard that lies in several areas is counted in the first of them; its land is shared out.")
_NOT_BY_OPERATOR: Final = _("Ordnance by operator is shown to operators and those above them.")
_NUMBERS: Final = {
    "cancelled": (_("Areas cancelled, number"), _("Cancelled, m²")),
    "confirmed_from_suspected": (_("Suspected areas confirmed, number"), _("Confirmed of suspected, m²")),
    "reduced": (_("Areas reduced, number"), _("Reduced, m²")),
    "cleared": (_("Areas cleared, number"), _("Cleared, m²")),
}


def contamination(asked: Asked) -> Section:
    """
    Make the table of contamination by administrative area.

    Parameters
    ----------
    asked
        The form.

    Returns
    -------
    Section
        Confirmed and suspected areas, number and land, at the end of the year; land alone where hazards do not stand
        one by one.
    """
    columns = [Column(status, status, "m2") for status in _LEVELS]
    teller, numbers = asked.teller("admin"), _numbers(asked)
    land = {
        place: [area(told(teller, one, place, asked), one.measure) for one in columns]
        for place in (*asked.places, TOTAL)
    }
    names = {**asked.places, TOTAL: tr(TOTAL_WORD)}
    rows = []
    for place in (place for place in names if place not in asked.gathered):
        cells = [cell for pair in zip(numbers[place], land[place], strict=True) for cell in pair]
        if place == TOTAL or any(cell.value for cell in cells):
            rows.append((Entry(names[place]), *(cells if asked.exact else land[place])))
    if asked.gathered:
        together = [(Entry(""), *land[place]) for place in asked.places if place in asked.gathered]
        rows.insert(-1, added(together, tr(OTHERS)))
    heads = [tr("Confirmed areas, number"), tr("Confirmed, m²"), tr("Suspected areas, number"), tr("Suspected, m²")]
    shown = heads if asked.exact else heads[1::2]
    measures = ("confirmed_areas", "confirmed", "suspected_areas", "suspected") if asked.exact else _LEVELS
    notes = (tr(_FIRST_PLACE),) if asked.exact else ((tr(TOGETHER),) if asked.gathered else ())
    return Section(
        "", tr("Contamination at the end of the year"), (tr(AREA_HEAD), *shown), tuple(rows), total=True, notes=notes,
        measures=("", *measures), group="admin",
    )  # fmt: skip


def _numbers(asked: Asked) -> dict[str, tuple[Entry, Entry]]:
    """Count the hazards of each area, by status; each in the first area that it lies in."""
    if not asked.exact:
        return {place: (Entry(""), Entry("")) for place in (*asked.places, TOTAL)}
    parts: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for one in asked.open_areas:
        part = Part(one.records()[0], Decimal(1))
        parts[one.places[0], one.status].append(part)
        parts[TOTAL, one.status].append(part)
    return {
        place: (count(amount_of(parts[place, "confirmed"])), count(amount_of(parts[place, "suspected"])))
        for place in (*asked.places, TOTAL)
    }


def clearance(asked: Asked) -> Section:
    """
    Make the table of clearance by operator.

    Parameters
    ----------
    asked
        The form.

    Returns
    -------
    Section
        Areas and land cleared, and ordnance destroyed by kind where hazards may stand one by one.
    """
    teller = asked.teller("operator")
    kinds = list(CONTAMINATION) if asked.exact else []
    lines = {}
    for code, name in _operators(asked, teller).items():
        cleared = _released(teller, "cleared", code, asked)
        finds = [count(told(teller, Column("", "destroyed", "", kind), code, asked)) for kind in kinds]
        if code == TOTAL or any(cell.value for cell in (*cleared, *finds)):
            lines[code] = (Entry(name), *_both(asked, cleared), *finds)
    heads = (*_heads(asked, ("cleared",)), *(word("contamination", kind) or kind for kind in kinds))
    measures = (*_measures(asked, ("cleared",)), *("" for _kind in kinds))
    return _by_operator(asked, tr("Clearance by operator"), heads, lines, measures)


def survey(asked: Asked) -> Section:
    """
    Make the table of survey by operator.

    Parameters
    ----------
    asked
        The form.

    Returns
    -------
    Section
        Land cancelled, suspected land confirmed, and land reduced.
    """
    teller = asked.teller("operator")
    lines = {}
    for code, name in _operators(asked, teller).items():
        cells = [_released(teller, measure, code, asked) for measure in _SURVEY]
        if code == TOTAL or any(cell.value for pair in cells for cell in pair):
            lines[code] = (Entry(name), *(cell for pair in cells for cell in _both(asked, pair)))
    return _by_operator(asked, tr("Survey by operator"), _heads(asked, _SURVEY), lines, _measures(asked, _SURVEY))


def _released(teller: Teller, measure: str, code: str, asked: Asked) -> tuple[Entry, Entry]:
    land = told(teller, Column(measure, measure, "m2"), code, asked)
    return count(amount_of(Part(part.record, Decimal(1)) for part in land.parts)), area(land, measure)


def _both(asked: Asked, pair: tuple[Entry, Entry]) -> tuple[Entry, ...]:
    """Numbers of reports stand only where the records may be known."""
    return pair if asked.exact else pair[1:]


def _heads(asked: Asked, measures: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(tr(head) for one in measures for head in (_NUMBERS[one] if asked.exact else _NUMBERS[one][1:]))


def _measures(asked: Asked, measures: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for one in measures for name in (("", one) if asked.exact else (one,)))


def _by_operator(
    asked: Asked,
    heading: str,
    heads: tuple[str, ...],
    lines: dict[str, tuple[Entry, ...]],
    measures: tuple[str, ...],
) -> Section:
    rows = without_few(lines, asked, "operator")
    notes = (tr(_REPORTS),) if asked.exact else (tr(_NOT_BY_OPERATOR),)
    return Section(
        "", heading, (tr(_OPERATOR), *heads), tuple(rows), total=True, notes=notes, measures=("", *measures),
        group="operator",
    )  # fmt: skip


def _operators(asked: Asked, teller: Teller) -> dict[str, str]:
    """Name the operators of land and of ordnance; everything last."""
    rows = asked.register.statement(
        year=asked.year, klass=asked.klass, by="operator", known_at=asked.known_at or None
    ).rows
    codes = sorted({str(row["operator"]) for row in rows} | {one.groups["operator"] for one in teller.finds})
    names = operator_names(asked)
    found = {code: names.get(code) or code or tr("not stated") for code in codes if code != TOTAL}
    return {**found, TOTAL: tr(TOTAL_WORD)}


def operator_names(asked: Asked) -> dict[str, str]:
    """
    Name the organisations.

    Parameters
    ----------
    asked
        The form.

    Returns
    -------
    dict of str
        Id to name, as known at the form's moment.
    """
    roll = StoreRoll(asked.register.store, asked.register.known_at(asked.known_at or None))
    return {
        fact.record.id: fact.record.name or fact.record.short_name or fact.record.id
        for fact in roll.all("organisation")
        if fact.record.id
    }


def land_results(asked: Asked) -> Section:
    """
    Make the results about land: what was released, by administrative area.

    Parameters
    ----------
    asked
        The form.

    Returns
    -------
    Section
        One row for each result and area, the whole of each result last.
    """
    *lines, total = progress_lines(asked)
    first = len(lines[0] if lines else total) - len(RELEASED) - len(_LEVELS)
    rows = [
        (Entry(tr(word("release_status", measure) or measure)), Entry(line[0].shown), line[first + at])
        for at, measure in enumerate(RELEASED)
        for line in (*lines, total)
    ]
    notes = (tr(TOGETHER),) if asked.gathered else ()
    heads = (tr("Result"), tr(AREA_HEAD), tr("Released, m²"))
    return Section("", tr("Land released"), heads, tuple(rows), notes=notes, group=RESULTS)


def ordnance_results(asked: Asked) -> Section:
    """
    Make the results about ordnance: what was destroyed, by kind.

    Parameters
    ----------
    asked
        The form.

    Returns
    -------
    Section
        The totals of the table of ordnance; what that leaves out is left out here.
    """
    whole = destroyed(asked)
    rows = [(row[0], Entry(tr(TOTAL_WORD)), row[-1]) for row in whole.rows]
    heads = (tr("Result"), tr(AREA_HEAD), tr("Destroyed, number"))
    return Section("", whole.heading, heads, tuple(rows), notes=whole.notes, group=RESULTS)
