"""Who does what, where, when and for whom: lines of work, each with its figures and their records."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from typing import Final, NamedTuple

from landrelease.checks.published import RELEASED, Column
from landrelease.desk.accounts import OUTSIDE
from landrelease.desk.answers import iso
from landrelease.desk.behind import behind
from landrelease.desk.rolling import StoreRoll
from landrelease.desk.views import EVER
from landrelease.programme.roll import plain
from landrelease.publish.asked import Asked
from landrelease.publish.form import Entry, Section, added, area, count
from landrelease.publish.formdonor import operator_names
from landrelease.publish.formland import TOGETHER, told
from landrelease.publish.redaction.gathering import OTHERS
from landrelease.publish.teller import Amount, Part, amount_of
from landrelease.publish.wording import word
from landrelease.records import format1
from landrelease.records.change import Correction
from landrelease.records.kinds import replacement_of
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
    whom: str


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
            (*who, Entry(key.activity), Entry(how), *_where(asked, key.place), Entry(key.month),
             Entry(key.whom or tr(_WHOM)), area(released, "released"), count(destroyed), count(_each_once(reports)))
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
    causes = [
        (_activity(measure), place, cause)
        for measure in RELEASED
        for place in asked.places
        for cause in behind(asked.register, teller.figure(measure, place, asked.period), asked.opened)
    ]
    whom = _for_whom(asked, {cause.record for _, _, cause in causes})
    found: dict[_Key, list[Part]] = defaultdict(list)
    for activity, place, cause in causes:
        entry, taker = entries[cause.record], whom.get(cause.record, "")
        key = _Key(entry.organisation, activity, entry.method, place, iso(cause.day)[:_MONTH], taker)
        found[key].append(Part(cause.record, cause.area_m2))
    return found


def _for_whom(asked: Asked, names: Collection[str]) -> dict[str, str]:
    """Find who takes the land of each record back, and for which use, as the task says by which it was worked."""
    tasks = {
        name: task
        for name, data in asked.register.store.get_many(names).items()
        if (task := plain(getattr(_statement(format1.decode(data)), "task", None)))
    }
    if not tasks:
        return {}
    roll = StoreRoll(asked.register.store, asked.known_at or EVER)
    takers = {plain(fact.record.task): fact.record.recipient for fact in roll.all("handover")}
    said = {
        plain(one.id): _words(takers.get(plain(one.id)) or one.land_user, one.intended_use)
        for one in (fact.record for fact in roll.all("task"))
    }
    return {name: said.get(task) or _words(takers.get(task), None) for name, task in tasks.items()}


def _statement(record: object) -> object:
    return replacement_of(record) if isinstance(record, Correction) else record


def _words(taker: str | None, use: str | None) -> str:
    return f"{taker} ({use})" if taker and use else taker or use or ""


def _activity(measure: str) -> str:
    return tr("land {status}").format(status=word("release_status", measure) or measure)


def _finds(asked: Asked) -> dict[_Key, list[Part]]:
    """Find the ordnance that each operator destroyed in each area, under the line that it belongs to."""
    found: dict[_Key, list[Part]] = defaultdict(list)
    teller = asked.teller("admin")
    for place in asked.places:
        chosen = told(teller, Column("", "destroyed"), place, asked).records()
        wanted = set(chosen)
        finds = {one.record: one for one in teller.finds if one.record in wanted}
        whom = _for_whom(asked, chosen)
        for name in chosen:
            one = finds[name]
            context = word("ordnance_context", one.context) or tr("not stated")
            activity = tr("ordnance destroyed, {context}").format(context=context)
            key = _Key(one.groups["operator"], activity, "", place, one.day[:_MONTH], whom.get(name, ""))
            found[key].append(Part(name, Decimal(one.quantity)))
    return found


def _coarse(asked: Asked) -> list[tuple[Entry, ...]]:
    """Tell what was done in each area of many records, without who and when."""
    teller = asked.teller("admin")
    rows: list[tuple[Entry, ...]] = []
    for measure in RELEASED:
        column = Column(measure, measure, "m2")
        lines = {place: area(told(teller, column, place, asked), measure) for place in asked.places}
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
