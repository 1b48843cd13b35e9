"""The parts of forms about land: lists of areas, what remains, progress by area, land by method."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Final
from weakref import WeakKeyDictionary

from landrelease.checks.published import NEW, RELEASED, Column
from landrelease.desk.accounts import OUTSIDE, TOTAL
from landrelease.publish.asked import Asked
from landrelease.publish.form import Entry, Section, added, area, count
from landrelease.publish.openareas import OpenArea
from landrelease.publish.redaction.gathering import OTHERS, few_of_all
from landrelease.publish.style import STYLES
from landrelease.publish.teller import Amount, Part, Teller, amount_of
from landrelease.publish.wording import word
from landrelease.records.codes import CLASSES
from landrelease.records.text import marked as _
from landrelease.records.text import tr

LAND: Final = ("opening_suspected", "opening_confirmed", *NEW, *RELEASED, "suspected", "confirmed")
"""Measures of the table of progress."""
HEADS: Final = {
    "opening_suspected": _("Suspected at the beginning, m²"),
    "opening_confirmed": _("Confirmed at the beginning, m²"),
    "newly_suspected": _("Newly suspected, m²"),
    "newly_confirmed": _("Newly confirmed, m²"),
    "reopened": _("Reopened, m²"),
    "cancelled": _("Cancelled, m²"),
    "reduced": _("Reduced, m²"),
    "cleared": _("Cleared, m²"),
    "suspected": _("Suspected at the end, m²"),
    "confirmed": _("Confirmed at the end, m²"),
}
_TAGS: Final = {measure: f"#indicator+{measure.replace('_', '+')}+m2" for measure in LAND}
AREA_HEAD: Final = _("Administrative area")
TOTAL_WORD: Final = _("Total")
_NO_POLYGON: Final = _("By stated size, without a polygon, m²")
_UNKNOWN: Final = _("Of unknown size, number")
_MAPPED: Final = _("Mapped, m²")
_AREAS: Final = _("Areas, number")
_EXPECTED: Final = _("Ordnance expected")
TOGETHER: Final = _("Areas in which few records stand for the figures are put together.")
LEFT_OUT: Final = _("Small numbers are left out, and others with them so that they cannot be subtracted.")
_ON_THE_MAP: Final = _(
    "Single areas are measured on the map, progress in the books; the two agree to a tenth of a millimetre of border."
)
BALANCE: Final = _(
    "Suspected land that was confirmed changes its column and is no release; land released outside any hazard is not "
    "counted as released."
)


_LINES: Final[WeakKeyDictionary[Asked, list[tuple[Entry, ...]]]] = WeakKeyDictionary()
"""Several parts of a form tell the same lines."""


def progress_lines(asked: Asked) -> list[tuple[Entry, ...]]:
    """
    Tell the land at the beginning, what moved and the land at the end, by administrative area.

    Parameters
    ----------
    asked
        The form.

    Returns
    -------
    list of tuple of Entry
        Name, then the measures of `LAND`; the total last.
    """
    if asked not in _LINES:
        _LINES[asked] = _progress_lines(asked)
    return list(_LINES[asked])


def _progress_lines(asked: Asked) -> list[tuple[Entry, ...]]:
    teller = asked.teller("admin")
    columns = [Column(measure, measure, "m2") for measure in LAND]
    lines = {
        place: (Entry(name), *(area(told(teller, column, place, asked), column.measure) for column in columns))
        for place, name in asked.places.items()
    }
    rows = [row for place, row in lines.items() if place not in asked.gathered and (place != OUTSIDE or _any(row))]
    if asked.gathered:
        rows.append(added([lines[place] for place in lines if place in asked.gathered], tr(OTHERS)))
    total = (Entry(tr(TOTAL_WORD)), *(area(told(teller, column, TOTAL, asked), column.measure) for column in columns))
    return [*rows, total]


def told(teller: Teller, column: Column, group: str, asked: Asked) -> Amount:
    """
    Tell a figure of the form's year.

    Parameters
    ----------
    teller
        By the lines that are meant.
    column
        What it measures.
    group
        The line.
    asked
        The form.

    Returns
    -------
    Amount
        Nothing where the ledger keeps no such figure.
    """
    return teller.tell(column, group, asked.period) or Amount(Decimal(0))


def _any(row: Iterable[Entry]) -> bool:
    return any(isinstance(cell.value, Decimal) and cell.value for cell in row)


def progress(asked: Asked) -> Section:
    """
    Make the part about the status of programmes.

    Parameters
    ----------
    asked
        The form.

    Returns
    -------
    Section
        Land by administrative area, and what stands beside it.
    """
    teller = asked.teller()
    beside = [(measure, teller.unmapped(measure, TOTAL, asked.period)) for measure in (*RELEASED, "open")]
    notes = [tr(BALANCE), *([tr(TOGETHER)] if asked.gathered else [])]
    text = tr("Hazards without a polygon, not in the table: {what}.")
    few = any(0 < len(amount.parts) < asked.small for amount in _beside_by_status(asked))
    told_of = [
        (measure, amount)
        for measure, amount in beside
        if amount.value and len(amount.parts) >= asked.small and not (few and measure == "open")
    ]
    said = ", ".join(
        f"{tr(measure)} {area(amount, measure).rounded(asked.unit).shown} m²" for measure, amount in told_of
    )
    notes += [text.format(what=said)] if said else []
    heads = (tr(AREA_HEAD), *(tr(HEADS[measure]) for measure in LAND))
    return Section(
        "", tr("Land released in the year"), heads, tuple(progress_lines(asked)), total=True, notes=tuple(notes),
        tags=("#adm1+name", *(_TAGS[measure] for measure in LAND)),
    )  # fmt: skip


def _beside_by_status(asked: Asked) -> list[Amount]:
    """Tell the open land without a polygon of each status: what one lacks beside both could be subtracted."""
    teller = asked.teller()
    return [teller.unmapped(status, TOTAL, asked.period) for status in ("suspected", "confirmed")]


def methods(asked: Asked) -> Section:
    """
    Make the part about how land was released.

    Parameters
    ----------
    asked
        The form.

    Returns
    -------
    Section
        Land released by method; methods without any are left out.
    """
    teller = asked.teller("method")
    columns = [Column(measure, measure, "m2") for measure in RELEASED]
    found = asked.register.statement(
        year=asked.year, klass=asked.klass, by="method", known_at=asked.known_at or None
    ).rows
    lines = {}
    for code in (str(row["method"]) for row in found):
        cells = tuple(area(told(teller, column, code, asked), column.measure) for column in columns)
        if code == TOTAL or _any(cells):
            name = tr(TOTAL_WORD) if code == TOTAL else word("capability", code) or tr("not stated")
            lines[code] = (Entry(name), *cells)
    heads = (tr("Method"), *(tr(HEADS[measure]) for measure in RELEASED))
    return Section(
        "", tr("Land released by method"), heads, tuple(without_few(lines, asked, "method")), total=True,
        measures=("", *RELEASED), group="method",
    )  # fmt: skip


def without_few(lines: dict[str, tuple[Entry, ...]], asked: Asked, by: str) -> list[tuple[Entry, ...]]:
    """
    Put lines together that few records stand behind, in this class or in any other that may be published beside it.

    Parameters
    ----------
    lines
        Cells by group; the total is the last.
    asked
        The form.
    by
        What its groups are.

    Returns
    -------
    list of tuple of Entry
        As they are where hazards stand one by one; else those of many records, the others together, and the total.
    """
    if asked.exact:
        return list(lines.values())
    hidden = few_of_all([_counts(asked, by, klass) for klass in (*CLASSES, "all")], asked.small) & lines.keys()
    rows = [cells for code, cells in lines.items() if code not in hidden]
    together = [added([lines[code] for code in lines if code in hidden], tr(OTHERS))] if hidden else []
    return [*rows[:-1], *together, *rows[-1:]]


def _counts(asked: Asked, by: str, klass: str) -> dict[str, tuple[int, int]]:
    """Count the records that released or confirmed land in the year, by group."""
    teller = asked.teller(by).other(klass=klass)
    found = asked.register.statement(year=asked.year, klass=klass, by=by, known_at=asked.known_at or None).rows
    counts = {}
    for code in (str(row[by]) for row in found if row[by] != TOTAL):
        cells = [told(teller, Column(one, one, "m2"), code, asked) for one in (*RELEASED, "confirmed_from_suspected")]
        number = len({part.record for cell in cells for part in cell.parts})
        counts[code] = number, number
    return counts


def confirmed_list(asked: Asked) -> Section:
    """
    Make the list of areas known to be contaminated.

    Parameters
    ----------
    asked
        The form.

    Returns
    -------
    Section
        One row for each hazard, or for each administrative area where hazards do not stand one by one.
    """
    return _listed(asked, "confirmed", tr("Areas known to be contaminated (confirmed)"))


def suspected_list(asked: Asked) -> Section:
    """
    Make the list of areas suspected to be contaminated.

    Parameters
    ----------
    asked
        The form.

    Returns
    -------
    Section
        As `confirmed_list`.
    """
    return _listed(asked, "suspected", tr("Areas suspected to be contaminated"))


def _listed(asked: Asked, status: str, heading: str) -> Section:
    if not asked.exact:
        return _by_place(asked, status, heading)
    lines = [one for one in asked.open_areas if one.status == status]
    rows = [
        (Entry("; ".join(asked.places.get(place, place) for place in one.places)), Entry(one.key),
         Entry(one.contamination), *sizes([one])) for one in lines
    ]  # fmt: skip
    total = (Entry(tr(TOTAL_WORD)), Entry(""), Entry(""), *sizes(lines))
    heads = (tr(AREA_HEAD), tr("Area id"), tr(_EXPECTED), tr(_MAPPED), tr(_NO_POLYGON), tr(_UNKNOWN))
    return Section("", heading, heads, (*rows, total), total=True, notes=(tr(_ON_THE_MAP),))


def sizes(lines: Iterable[OpenArea]) -> tuple[Entry, Entry, Entry]:
    """
    Add up the sizes of areas.

    Parameters
    ----------
    lines
        The areas.

    Returns
    -------
    tuple of Entry
        Mapped land, land by stated size, and how many have no known size.
    """
    known = list(lines)
    mapped = amount_of(part for one in known for part in one.mapped.parts)
    stated = amount_of(part for one in known for part in one.stated.parts)
    unknown = amount_of(Part(one.records()[0], Decimal(one.unknown)) for one in known if one.unknown)
    return area(mapped, "open"), area(stated, "open"), count(unknown)


def _by_place(asked: Asked, status: str, heading: str) -> Section:
    """Give the land by area in the place of single hazards, for readers who may not know where each lies."""
    measure = LAND.index(status) + 1
    rows = tuple((row[0], row[measure]) for row in progress_lines(asked))
    notes = (tr(TOGETHER),) if asked.gathered else ()
    return Section("", heading, (tr(AREA_HEAD), tr(_MAPPED)), rows, total=True, notes=notes)


def extent(asked: Asked) -> Section:
    """
    Make the part about what remains.

    Parameters
    ----------
    asked
        The form.

    Returns
    -------
    Section
        Areas by status and by what is expected there; by status alone, and without small numbers, where hazards do
        not stand one by one.
    """
    groups: dict[tuple[str, str], list[OpenArea]] = defaultdict(list)
    for one in asked.open_areas:
        groups[one.status, one.contamination if asked.exact else ""].append(one)
    rows = []
    for (status, expected), lines in sorted(groups.items()):
        number = count(amount_of(Part(one.records()[0], Decimal(1)) for one in lines))
        mapped, stated, unknown = sizes(lines)
        named = Entry(_expected(expected) if asked.exact else "")
        numbers = (_least(number, asked.small), mapped, _of_few(stated, asked.small), _least(unknown, asked.small))
        rows.append((Entry(tr(STYLES[status].label)), named, *numbers))
    heads = (tr("Status"), tr(_EXPECTED), tr(_AREAS), tr(_MAPPED), tr(_NO_POLYGON), tr(_UNKNOWN))
    if not asked.exact:
        return Section("", tr("What remains"), heads, tuple(rows), notes=(tr(LEFT_OUT),))
    total = [added(rows, tr(TOTAL_WORD))] if rows else []
    return Section("", tr("What remains"), heads, (*rows, *total), total=bool(total))


def _least(cell: Entry, small: int) -> Entry:
    """Leave a small number out; it has no total that would give it away."""
    return Entry(None) if isinstance(cell.value, Decimal) and 0 < cell.value < small else cell


def _of_few(cell: Entry, small: int) -> Entry:
    """Leave an area out that few records stand behind."""
    return Entry(None, m2=True) if cell.value and len(cell.parts) < small else cell


def _expected(codes: str) -> str:
    return ", ".join(word("contamination", code) or code for code in codes.split(";") if code) or tr("not stated")
