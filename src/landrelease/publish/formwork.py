"""The parts of forms about work: ordnance destroyed, progress by year, milestones, and what no ledger holds."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from landrelease.checks.published import NEW, RELEASED, Column
from landrelease.desk.accounts import TOTAL
from landrelease.desk.rolling import StoreRoll
from landrelease.desk.series import yearly
from landrelease.publish.asked import Asked
from landrelease.publish.form import Entry, Section, added, area, count
from landrelease.publish.formland import BALANCE, HEADS, LEFT_OUT, TOTAL_WORD, sizes, told
from landrelease.publish.redaction.suppression import Table, suppressed, suppressed_changes, table
from landrelease.publish.teller import Amount, Part, Teller, amount_of
from landrelease.publish.wording import word
from landrelease.records.codes import CONTAMINATION, ORDNANCE_CONTEXT
from landrelease.records.text import marked as _
from landrelease.records.text import tr

if TYPE_CHECKING:
    from landrelease.publish.openareas import OpenArea

_CONTEXTS: Final = (*ORDNANCE_CONTEXT, "")
_IMPROVISED: Final = _("Improvised mines that their victim sets off count as anti-personnel mines under the treaty.")


def destroyed(asked: Asked) -> Section:
    """
    Make the part about ordnance that was destroyed.

    Parameters
    ----------
    asked
        The form.

    Returns
    -------
    Section
        Numbers by kind and by the work in which it was found, area clearance and spot tasks apart.
    """
    whole_rows = _finds(asked, asked.teller())
    words = [word("ordnance_context", one) or tr("not stated") for one in _CONTEXTS]
    heads = (tr("Ordnance"), *words, tr(TOTAL_WORD))
    notes = (tr(_IMPROVISED),) if asked.klass == "mines" else ()
    if not asked.exact:
        others = [_finds(asked, asked.teller().other(known_at=moment)) for moment in asked.moments]
        whole_rows = _hidden(whole_rows, others, asked.small)
        notes = (*notes, tr(LEFT_OUT))
    return Section("", tr("Ordnance destroyed in the year"), heads, tuple(whole_rows), total=True, notes=notes)


def left_out(asked: Asked, of: str, context: str) -> bool:
    """
    Tell whether the table of ordnance leaves a number out.

    Parameters
    ----------
    asked
        The form.
    of, context
        Contamination and kind of work; empty for all of them.

    Returns
    -------
    bool
        False where hazards may stand one by one, since nothing is left out then.
    """
    row = list(CONTAMINATION).index(of) if of in CONTAMINATION else -1
    column = 1 + _CONTEXTS.index(context) if context in ORDNANCE_CONTEXT else -1
    return destroyed(asked).rows[row][column].value is None


def _finds(asked: Asked, teller: Teller) -> list[tuple[Entry, ...]]:
    """Count by kind and by work, with totals of both."""
    found: dict[str, list[Amount]] = {}
    for code in CONTAMINATION:
        whole = told(teller, Column("", "destroyed", "", code), TOTAL, asked)
        apart = [told(teller, Column("", "destroyed", "", code, one), TOTAL, asked) for one in _CONTEXTS if one]
        known = {part.record for one in apart for part in one.parts}
        found[code] = [*apart, amount_of(part for part in whole.parts if part.record not in known)]
    names = {code: word("contamination", code) or code for code in found}
    entries = {names[code]: [count(one) for one in amounts] for code, amounts in found.items()}
    rows = [(Entry(name), *cells, added([(cell,) * 2 for cell in cells], "")[1]) for name, cells in entries.items()]
    return [*rows, added(rows, tr(TOTAL_WORD))]


def _hidden(
    rows: list[tuple[Entry, ...]], others: list[list[tuple[Entry, ...]]], small: int
) -> list[tuple[Entry, ...]]:
    """Leave small numbers out, those that differ by little from what was published, and what would tell either."""
    now = _numbers(rows)
    changed = {cell for one in others for cell in suppressed_changes(now, _numbers(one), small)}
    shown = suppressed(now, small, also=changed)
    return [
        (row[0], *(cell if value is not None else Entry(None) for cell, value in zip(row[1:], values, strict=True)))
        for row, values in zip(rows, shown.values, strict=True)
    ]


def _numbers(rows: list[tuple[Entry, ...]]) -> Table:
    numbers = {
        row[0].shown: [int(cell.value) for cell in row[1:-1] if isinstance(cell.value, Decimal)] for row in rows[:-1]
    }
    return table(numbers, [str(at) for at in range(len(rows[0]) - 2)])


def elsewhere(_asked: Asked) -> Section:
    """
    Say which parts the ledger cannot fill.

    Parameters
    ----------
    _asked
        The form.

    Returns
    -------
    Section
        Without a table.
    """
    text = tr(
        "The register holds no records for these parts. The authority writes them: laws, stockpiles, mines retained or "
        "transferred, conversion, technical characteristics, warnings, assistance and cooperation."
    )
    return Section("", tr("Parts that are not in the ledger"), notes=(text,))


def years(asked: Asked) -> Section:
    """
    Make the table of progress by year.

    Parameters
    ----------
    asked
        The form; the last year shown is the one that it tells of.

    Returns
    -------
    Section
        Releases of each year and what was open at its end.
    """
    teller = asked.teller()
    measures = (*NEW, *RELEASED, "suspected", "confirmed")
    known = [doc.from_[:4] for doc in yearly(asked.register, klass=asked.klass, known_at=asked.known_at or None)]
    rows = []
    for year in (one for one in known if int(one) <= asked.year):
        period = f"{year}-01-01", f"{year}-12-31"
        amounts = [teller.tell(Column(one, one, "m2"), TOTAL, period) or Amount(Decimal(0)) for one in measures]
        rows.append((Entry(year), *map(area, amounts, measures)))
    heads = (tr("Year"), *(tr(HEADS[one]) for one in measures))
    return Section("", tr("Progress by year"), heads, tuple(rows), notes=(tr(BALANCE),))


def milestones(asked: Asked) -> Section:
    """
    Make the table of what is planned, as far as tasks tell.

    Parameters
    ----------
    asked
        The form.

    Returns
    -------
    Section
        Tasks by the year in which they are planned to end, and the open land of the hazards that they name; without a
        table where hazards do not stand one by one.
    """
    heading = tr("Milestones, as far as tasks tell")
    if not asked.exact:
        return Section("", heading, notes=(tr("Tasks are shown to operators and those above them."),))
    land: dict[str, list[OpenArea]] = defaultdict(list)
    for one in asked.open_areas:
        land[one.key].append(one)
    tasks, keys = _planned(asked, land.keys())
    rows = []
    for year in sorted(tasks):
        number = count(amount_of(Part(record, Decimal(1)) for record in tasks[year]))
        rows.append((Entry(year), number, sizes(one for key in sorted(keys[year]) for one in land[key])[0]))
    taken = {key for some in keys.values() for key in some}
    rest = sizes(one for key in sorted(land.keys() - taken) for one in land[key])[0]
    rows.append((Entry(tr("without a planned end")), Entry(""), rest))
    heads = (tr("Planned end"), tr("Tasks, number"), tr("Open land of their hazards, m²"))
    text = tr("Milestones are planned ends of tasks and no forecast. A hazard of several tasks stands at the first.")
    return Section("", heading, heads, tuple(rows), notes=(text,))


def _planned(asked: Asked, open_keys: Collection[str]) -> tuple[dict[str, list[str]], dict[str, set[str]]]:
    """Find the tasks that end after the year, and for each year the open hazards that no earlier task names."""
    tasks: dict[str, list[str]] = defaultdict(list)
    keys: dict[str, set[str]] = defaultdict(set)
    taken: set[str] = set()
    for task in sorted(_tasks(asked).values(), key=lambda one: (one.to, one.record)):
        named = {key.strip() for key in task.area_id.split(";")}.intersection(open_keys)
        if task.to[:4] > f"{asked.year:04d}" and named:
            tasks[task.to[:4]].append(task.record)
            keys[task.to[:4]] |= named - taken
            taken |= named
    return tasks, keys


class _Task(NamedTuple):
    """A task as it is planned now."""

    record: str
    area_id: str
    to: str


def _tasks(asked: Asked) -> dict[str, _Task]:
    roll = StoreRoll(asked.register.store, asked.register.known_at(asked.known_at or None))
    return {
        fact.record.id or fact.id: _Task(fact.id, fact.record.area_id or "", fact.record.to or "")
        for fact in roll.all("task")
    }
