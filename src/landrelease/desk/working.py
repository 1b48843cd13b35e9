"""Reports of work at the desk: whether the unit was accredited on the days of which they tell."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from landrelease.desk.orders import BULK, known_now, known_whole
from landrelease.desk.reading import Queued
from landrelease.desk.views import EVER
from landrelease.programme.findings import WORK, against, grounds, worked
from landrelease.records import format1
from landrelease.records.base import Record
from landrelease.records.change import Correction
from landrelease.records.kinds import kind_of, replacement_of
from landrelease.register.store import Store

if TYPE_CHECKING:
    from landrelease.programme.question import Question
    from landrelease.programme.reason import Reason


class Standing(NamedTuple):
    """
    What is known about a unit on the days of a report.

    Attributes
    ----------
    accredited : str
        ``yes``, ``no``, or ``-`` where there is nothing to say: no report of work, no unit, no day, or a programme
        without accreditations.
    grounds : str
        What speaks against it.
    """

    accredited: str
    grounds: str


NOTHING = Standing("-", "")


def standings(store: Store, records: Mapping[str, Record]) -> dict[str, Standing]:
    """
    Tell of reports of work whether the unit was accredited on every day of theirs.

    Parameters
    ----------
    store
        An open store.
    records
        Records by id, of any kind.

    Returns
    -------
    dict
        Id to standing, of every record given.
    """
    found = dict.fromkeys(records, NOTHING)
    reports = {name: one for name, record in records.items() if is_report(record) and (one := _statement(record))}
    if not reports or not store.heads(kinds=("accreditation",)):
        return found
    known = known_whole(store, EVER) if len(reports) > BULK else known_now(store, EVER)
    answers: dict[Question, list[Reason]] = {}
    for name, report in reports.items():
        question = worked(report, known.roll)
        if question is None:
            continue
        if question not in answers:
            answers[question] = against(question, known.roll, known.rules)
        found[name] = Standing("no" if answers[question] else "yes", grounds(answers[question]))
    return found


def standings_of(store: Store, waiting: Iterable[Queued]) -> dict[str, Standing]:
    """
    Tell of what waits for a decision whether the units were accredited; little is read where nothing is to be said.

    Parameters
    ----------
    store
        An open store.
    waiting
        The queue.

    Returns
    -------
    dict
        Id to standing, of everything that waits.
    """
    kinds = {item.id: item.head.kind for item in waiting}
    found = dict.fromkeys(kinds, NOTHING)
    if not store.heads(kinds=("accreditation",)):
        return found
    read = store.get_many([name for name, kind in kinds.items() if kind in {*WORK, "correction"}])
    return found | standings(store, {name: format1.decode(data) for name, data in read.items()})


def is_report(record: Record) -> bool:
    """
    Tell whether a record reports work of a unit.

    Parameters
    ----------
    record
        Any record; a correction is what it says.

    Returns
    -------
    bool
        True for the kinds of `programme.findings.WORK`.

    Examples
    --------
    >>> is_report(Correction(replacement={"kind": "progress"})), is_report(Correction())
    (True, False)
    """
    statement = _statement(record)
    return statement is not None and kind_of(statement) in WORK


def _statement(record: Record) -> Record | None:
    if not isinstance(record, Correction):
        return record
    try:
        return replacement_of(record)
    except ValueError:
        return None
