"""The days of a programme: tasks, expiries, rotations and action points, for the calendars of people."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from landrelease.desk.reading import Reading
from landrelease.desk.site import known_as
from landrelease.programme.case import Case
from landrelease.programme.findings import cases_of
from landrelease.programme.moves import OPEN
from landrelease.programme.ordering import Known
from landrelease.programme.roll import Fact, latest, plain
from landrelease.programme.span import EARLIEST, LATEST, Span, barred
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.records.times import interval

_EXPIRES: Final = _("Last day: accreditation of {unit} for {capability}")
_CERTIFICATE: Final = _("Last day: certificate {id} of {person}")


class Entry(NamedTuple):
    """
    One entry of a calendar.

    Attributes
    ----------
    key : str
        Stable name: the same thing keeps it when its days change.
    first, last : int
        Days, both in it, as day numbers.
    title : str
        What people read.
    record : str
        Id of the record behind it.
    recorded : str
        When that record was written.
    kind : str
        ``task``, ``accreditation``, ``certificate``, ``rotation`` or ``action``.
    subject : str
        Id of what it concerns: the task, the unit or holder, the person, the unit, the party.
    """

    key: str
    first: int
    last: int
    title: str
    record: str
    recorded: str
    kind: str = ""
    subject: str = ""


def agenda(register: Reading) -> list[Entry]:
    """
    List the days that people of a programme must know.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    list of Entry
        Planned and ordered days of tasks that are not done, last days of accreditations and certificates, rotations,
        and open action points; ordered by first day and key.
    """
    known = known_as(register.store)
    found = [*_tasks(known), *_expiries(known), *_rotations(known), *_points(known)]
    return sorted(found, key=lambda one: (one.first, one.key))


def _tasks(known: Known) -> Iterator[Entry]:
    for case in cases_of(known.roll):
        if case.state in OPEN:
            yield from _task(case)


def _task(case: Case) -> Iterator[Entry]:
    task, name = case.task.record, " ".join(part for part in (case.id, case.task.record.name) if part)
    if case.order is None:
        title = tr("Planned: task {task}").format(task=name)
        yield from _spanning(f"task-{case.id}-planned", barred(task.from_, task.to), title, case.task, case.id)
        return
    order = case.order.record
    span = barred(order.from_ or task.from_, order.to or task.to)
    title = tr("Ordered: task {task}, unit {unit}").format(task=name, unit=case.unit)
    yield from _spanning(f"task-{case.id}-ordered", span, title, case.order, case.id)


def _spanning(key: str, span: Span, title: str, fact: Fact, task: str) -> Iterator[Entry]:
    """Give an entry for a span; one without a beginning or an end is no entry, since no day is known to stand in it."""
    first = span.first if span.first != EARLIEST else span.last
    last = span.last if span.last != LATEST else first
    if EARLIEST < first <= last < LATEST:
        yield Entry(key, first, last, title, fact.id, fact.record.recorded, "task", task)


def _expiries(known: Known) -> Iterator[Entry]:
    for fact in known.roll.all("accreditation"):
        record = fact.record
        if record.status == "accredited" and record.to:
            who = plain(record.unit) or plain(record.holder)
            title = tr(_EXPIRES).format(unit=who, capability=record.capability)
            named = (who, record.capability, record.rotation, record.id, record.from_)
            key = "-".join(["accreditation", *(part for part in map(plain, named) if part)])
            yield from _on(key, record.to, title, fact, "accreditation", who)
    for fact in known.roll.all("certificate"):
        record = fact.record
        if record.to and record.status in {None, "valid"}:
            title = tr(_CERTIFICATE).format(id=record.id or fact.id[:12], person=record.person)
            key = f"certificate-{plain(record.id) or fact.id}"
            yield from _on(key, record.to, title, fact, "certificate", plain(record.person))


def _rotations(known: Known) -> Iterator[Entry]:
    for name in sorted({plain(fact.record.id) for fact in known.roll.all("rotation")}):
        fact = latest(known.roll.called("rotation", name))
        if fact is not None:
            told = {"rotation": name, "unit": plain(fact.record.unit)}
            whose = ("rotation", told["unit"])
            first, last = tr("Rotation {rotation} of {unit} begins"), tr("Rotation {rotation} of {unit} ends")
            yield from _on(f"rotation-{name}-in", fact.record.from_, first.format(**told), fact, *whose)
            yield from _on(f"rotation-{name}-out", fact.record.to, last.format(**told), fact, *whose)


def _points(known: Known) -> Iterator[Entry]:
    for name in sorted({plain(fact.record.id) or fact.id for fact in known.roll.all("action_point")}):
        fact = latest(known.roll.called("action_point", name))
        if fact is not None and fact.record.status in {None, "open"}:
            title = tr("Due: {text} ({party})").format(text=fact.record.text or name, party=fact.record.party or "?")
            yield from _on(f"action-{name}", fact.record.due, title, fact, "action", plain(fact.record.party))


def _on(key: str, day: str | None, title: str, fact: Fact, kind: str, subject: str) -> Iterator[Entry]:
    """Give an entry for one day; of a month or year its first, so that nobody is told too late."""
    if day:
        number = interval(day).first
        yield Entry(key, number, number, title, fact.id, fact.record.recorded, kind, subject)
