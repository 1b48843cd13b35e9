"""Who does what, where, when and for whom: lines of work, each with its figures and their records."""

from collections import defaultdict
from decimal import Decimal
from typing import Final, NamedTuple

from landrelease.checks.published import RELEASED, Column
from landrelease.desk.accounts import OUTSIDE
from landrelease.desk.answers import iso
from landrelease.desk.behind import behind
from landrelease.publish.asked import Asked
from landrelease.publish.form import Entry, Section, added, area, count
from landrelease.publish.formdonor import operator_names
from landrelease.publish.formland import TOGETHER, told
from landrelease.publish.redaction.gathering import OTHERS
from landrelease.publish.teller import Amount, Part, amount_of
from landrelease.publish.wording import word
from landrelease.records.text import marked as _
from landrelease.records.text import tr

_HEADS: Final = (
    _("Who, id"), _("Who"), _("What"), _("How"), _("Where, code"), _("Where"), _("When"), _("For whom"),
    _("Land released, m²"), _("Ordnance destroyed, number"), _("Reports, number"),
)  # fmt: skip
_TAGS: Final = (
    "#org+impl+code", "#org+impl+name", "#activity+type", "#activity+method", "#adm{level}+code", "#adm{level}+name",
    "#date+occurred", "#beneficiary", "#output+land+released+m2", "#output+items+destroyed", "#output+reports",
)  # fmt: skip
_WHOM: Final = _("not recorded")
_NOT_SHOWN: Final = _("not shown")
_MONTH: Final = 7
_NOTE_PILLARS: Final = _(
    "Survey, clearance and destruction are told from the ledger. Risk education, assistance, persons reached and costs "
    "are not in it."
)
_NOTE_WORK: Final = _(
    "Who worked and when is shown to operators and those above them; ordnance stands in its own table."
)


class _Key(NamedTuple):
    """What a line is about."""

    operator: str
    activity: str
    method: str
    place: str
    month: str


def activities(asked: Asked) -> Section:
    """
    Make the lines of work.

    Parameters
    ----------
    asked
        The form.

    Returns
    -------
    Section
        One line for each operator, activity, method, administrative area and month; for each activity and area of the
        year where hazards do not stand one by one.
    """
    rows = _exact(asked) if asked.exact else _coarse(asked)
    level = next((one.level for one in asked.opened.areas if one.level is not None), 1)
    notes = (tr(_NOTE_PILLARS), *(() if asked.exact else (tr(_NOTE_WORK),)))
    notes = (*notes, tr(TOGETHER)) if asked.gathered else notes
    tags = tuple(tag.format(level=level) for tag in _TAGS)
    heads = tuple(tr(head) for head in _HEADS)
    return Section("", tr("Who does what, where, when, for whom"), heads, tuple(rows), notes=notes, tags=tags)


def _exact(asked: Asked) -> list[tuple[Entry, ...]]:
    land, finds = _land(asked), _finds(asked)
    names = operator_names(asked)
    rows: list[tuple[Entry, ...]] = []
    for key in sorted(land.keys() | finds.keys()):
        released, destroyed = amount_of(land.get(key, ())), amount_of(finds.get(key, ()))
        reports = amount_of(Part(name, Decimal(1)) for name in (*released.records(), *destroyed.records()))
        who = Entry(key.operator), Entry(names.get(key.operator) or key.operator or tr("not stated"))
        how = word("capability", key.method) or key.method
        rows.append(
            (*who, Entry(key.activity), Entry(how), *_where(asked, key.place), Entry(key.month), Entry(tr(_WHOM)),
             area(released), count(destroyed), count(_each_once(reports)))
        )  # fmt: skip
    return rows


def _each_once(reports: Amount) -> Amount:
    return amount_of(Part(name, Decimal(1)) for name in reports.records())


def _where(asked: Asked, place: str) -> tuple[Entry, Entry]:
    if place == OUTSIDE:
        return Entry(""), Entry(asked.places[OUTSIDE])
    found = next(one for one in asked.opened.areas if place in {one.id, one.name})
    return Entry(found.id or ""), Entry(found.name or "")


def _land(asked: Asked) -> dict[_Key, list[Part]]:
    """Find what each record released in each area, under the line that it belongs to."""
    entries = {entry.id: entry for entry in asked.opened.entries(asked.known_at)}
    teller = asked.teller("admin")
    found: dict[_Key, list[Part]] = defaultdict(list)
    for measure in RELEASED:
        activity = _activity(measure)
        for place in asked.places:
            for cause in behind(asked.register, teller.figure(measure, place, asked.period), asked.opened):
                entry = entries[cause.record]
                key = _Key(entry.organisation, activity, entry.method, place, iso(cause.day)[:_MONTH])
                found[key].append(Part(cause.record, cause.area_m2))
    return found


def _activity(measure: str) -> str:
    return tr("land {status}").format(status=word("release_status", measure) or measure)


def _finds(asked: Asked) -> dict[_Key, list[Part]]:
    """Find the ordnance that each operator destroyed in each area, under the line that it belongs to."""
    found: dict[_Key, list[Part]] = defaultdict(list)
    teller = asked.teller("admin")
    for place in asked.places:
        chosen = told(teller, Column("", "destroyed"), place, asked).records()
        finds = {one.record: one for one in teller.finds if one.record in set(chosen)}
        for name in chosen:
            one = finds[name]
            context = word("ordnance_context", one.context) or tr("not stated")
            activity = tr("ordnance destroyed, {context}").format(context=context)
            key = _Key(one.groups["operator"], activity, "", place, one.day[:_MONTH])
            found[key].append(Part(name, Decimal(one.quantity)))
    return found


def _coarse(asked: Asked) -> list[tuple[Entry, ...]]:
    """Tell what was done in each area of many records, without who and when."""
    teller = asked.teller("admin")
    rows: list[tuple[Entry, ...]] = []
    for measure in RELEASED:
        lines = {place: area(told(teller, Column(measure, measure, "m2"), place, asked)) for place in asked.places}
        shown = [(_where(asked, place), cell) for place, cell in lines.items() if place not in asked.gathered]
        if asked.gathered:
            together = [(Entry(""), lines[place]) for place in lines if place in asked.gathered]
            shown.append(((Entry(""), Entry(tr(OTHERS))), added(together, "")[1]))
        hidden = Entry(tr(_NOT_SHOWN))
        rows += [
            (hidden, hidden, Entry(_activity(measure)), hidden, *where, Entry(str(asked.year)), Entry(tr(_WHOM)),
             cell, Entry(""), Entry(""))
            for where, cell in shown if cell.value
        ]  # fmt: skip
    return rows
