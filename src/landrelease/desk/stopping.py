"""What a decision stops: the tasks on which nobody may work from now on, and why."""

from collections.abc import Iterable, Sequence

from landrelease.checks.settings_gate import GATE
from landrelease.desk.orders import known_now, known_whole
from landrelease.desk.reading import Reading
from landrelease.desk.rolling import StoreRoll
from landrelease.desk.views import EVER, store_view
from landrelease.ledger.force import Named, View, named_by
from landrelease.programme.case import Case, case_of
from landrelease.programme.findings import stopped, task_names
from landrelease.programme.ordering import Known
from landrelease.programme.reason import Reason
from landrelease.programme.roll import Fact, names_of, plain
from landrelease.records.base import Record
from landrelease.records.change import Correction, Decision, Withdrawal
from landrelease.records.context import Setting
from landrelease.records.kinds import kind_of, replacement_of

_BEARING = frozenset(
    {
        "unit", "rotation", "member", "asset", "takeover", "agreement", "certificate", "equivalence", "lapse",
        "accreditation", "task",
    }
)  # fmt: skip
"""Kinds that can make the gate change its answer about work that is ordered."""
_BY_NAME = ("unit", "person", "asset", "task")
"""What an order names itself."""
_FOUND_BY = frozenset({*_BY_NAME, "rotation", "organisation"})
Stopped = list[tuple[Case, list[Reason]]]


def stopped_by(register: Reading, records: Iterable[str]) -> Stopped:
    """
    List the tasks that must stop, or not begin, because of some decisions.

    Parameters
    ----------
    register
        An open register.
    records
        Ids of records that were just decided on.

    Returns
    -------
    list of tuple
        Task and what speaks against it, ordered by task; tasks against which nothing new speaks are left out.
    """
    names = list(records)
    view = store_view(register.store)
    statements = [one for name in names for one in _statements(view, name)]
    settings = any(isinstance(one.record, Setting) and one.record.key.startswith(GATE) for one in statements)
    bearing = [one for one in statements if kind_of(one.record) in _BEARING]
    if not bearing and not settings:
        return []
    everything = settings or not all(_FOUND_BY & {kind for kind, _ in _asked(one)} for one in bearing)
    known = known_whole(register.store, EVER) if everything else known_now(register.store, EVER)
    asked = set[tuple[str, str]]().union(*(_asked(one) for one in bearing))
    tasks = task_names(known.roll) if everything else _tasks_of(asked, known)
    now = [(case, found) for task in tasks if (case := case_of(task, known.roll)) and (found := stopped(case, known))]
    if settings or not now:
        return now
    before = known._replace(roll=_roll_before(register, view, names))
    return [(case, found) for case, found in now if _news(case.id, found, before)]


def _statements(view: View, name: str) -> list[Fact]:
    """Read what a decision is about: a record, and all that stands behind a correction or withdrawal."""
    found, seen = list[Fact](), set[str]()
    record = view.record(name)
    while record is not None and name not in seen:
        seen.add(name)
        statement = _statement(record)
        found += [Fact(name, statement)] if statement else []
        if not isinstance(record, Correction | Withdrawal):
            break
        name = named_by(record)[0]
        record = view.record(name)
    return found


def _statement(record: Record) -> Record | None:
    if not isinstance(record, Correction):
        return record
    try:
        return replacement_of(record)
    except ValueError:
        return None


def _asked(fact: Fact) -> set[tuple[str, str]]:
    own = (kind_of(fact.record), plain(fact.record.id))
    return {pair for pair in {*names_of(fact.record), own} if pair[1]}


def _tasks_of(asked: set[tuple[str, str]], known: Known) -> list[str]:
    """Find the tasks whose orders name what records are about."""
    units = set[str]()
    for kind, name in asked:
        if kind == "rotation":
            units |= {plain(one.record.unit) for one in known.roll.called("rotation", name)}
        if kind == "organisation":
            units |= {plain(one.record.id) for one in known.roll.all("unit") if plain(one.record.organisation) == name}
    named = asked | {("unit", unit) for unit in units - {""}}
    found = [
        order for kind, name in sorted(named) if kind in _BY_NAME for order in known.roll.naming(kind, name, "order")
    ]
    return sorted({plain(order.record.task) for order in found} | {name for kind, name in asked if kind == "task"})


def _roll_before(register: Reading, view: View, names: Sequence[str]) -> StoreRoll:
    """Look at a register as if the last decisions on some records had not been made."""
    last = {
        name: max((one.recorded for _, one in view.about(name) if isinstance(one, Decision)), default="")
        for name in names
    }

    def about(name: str) -> list[Named]:
        found = view.about(name)
        return [pair for pair in found if not (isinstance(pair[1], Decision) and pair[1].recorded == last.get(name))]

    roll = StoreRoll(register.store)
    roll.view = view._replace(about=about)
    return roll


def _news(task: str, found: Sequence[Reason], before: Known) -> bool:
    case = case_of(task, before.roll)
    told = {(one.code, one.text) for one in stopped(case, before)} if case else set()
    return any((one.code, one.text) not in told for one in found)


def lines_of(found: Stopped) -> list[str]:
    """
    Say which tasks must stop.

    Parameters
    ----------
    found
        What `stopped_by` gave.

    Returns
    -------
    list of str
        A line for each task.

    Examples
    --------
    >>> lines_of([])
    []
    """
    return [
        f"task {case.id} must stop, unit {case.unit or '-'}: "
        + " ".join(f"{one.text} [{one.code}]{f' record {one.record[:12]}' if one.record else ''}" for one in reasons)
        for case, reasons in found
    ]
