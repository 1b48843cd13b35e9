"""Orders at the desk: none comes in force that the gate refuses, whichever door it comes through."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import NamedTuple

from landrelease.desk.errors import OrderRefusedError
from landrelease.desk.rolling import SharedRoll, StoreRoll, rules_of
from landrelease.desk.upkeep import frame_at
from landrelease.desk.views import CHANGE_KINDS, EVER, store_view
from landrelease.ledger.force import View, named_by
from landrelease.programme.findings import WORK
from landrelease.programme.moves import RANK
from landrelease.programme.ordering import Change, Known, judge
from landrelease.programme.places import KINDS as PLACED
from landrelease.programme.places import Places
from landrelease.programme.reason import Reason
from landrelease.programme.roll import Fact, Held, facts_of, held_of
from landrelease.programme.rules import Rules
from landrelease.programme.supposed import Supposed
from landrelease.records import format1
from landrelease.records.base import Record
from landrelease.records.change import Correction, Decision, Withdrawal
from landrelease.records.kinds import PROGRAMME_KINDS, REPLACEABLE, kind_of, replacement_of
from landrelease.records.tasking import Order
from landrelease.register.store import Store

Pairs = Sequence[tuple[str, Record]]
"""Decisions that are not stored, each beside one record that it is about."""
_ON_LAND = frozenset({"release", "survey"})
BULK = 20
"""Orders from which on all that they are judged by is read once, rather than for each."""


class Refused(NamedTuple):
    """
    An order that was not accepted.

    Attributes
    ----------
    id : str
        Id of the record.
    order : Order
        The order.
    reasons : list of Reason
        Why not.
    """

    id: str
    order: Order
    reasons: list[Reason]


def order_in(record: Record | None) -> Order | None:
    """
    Read the order that a record gives.

    Parameters
    ----------
    record
        Any record.

    Returns
    -------
    Order or None
        Of a correction the corrected one; None for other kinds.

    Examples
    --------
    >>> order_in(Order(task="T-1")).task, order_in(Correction(corrects="ab"))
    ('T-1', None)
    """
    if isinstance(record, Correction):
        try:
            record = replacement_of(record)
        except ValueError:
            return None
    return record if isinstance(record, Order) else None


def order_behind(view: View, name: str) -> tuple[str, Order] | None:
    """
    Find the order that a decision on some record would touch.

    Parameters
    ----------
    view
        What is known.
    name
        Id of the record: an order, or a correction or withdrawal that leads to one.

    Returns
    -------
    tuple or None
        Id of the record first written, and the order; None for everything else.

    Examples
    --------
    >>> from landrelease.ledger.force import view_of
    >>> view = view_of({"ab": Order(task="T-1"), "cd": Withdrawal(withdraws="ab")}, "2025")
    >>> order_behind(view, "cd")[0], order_behind(view, "ef")
    ('ab', None)
    """
    record, seen, found = view.record(name), {name}, None
    while record is not None:
        found = found or order_in(record)
        if not isinstance(record, Correction | Withdrawal):
            break
        name = named_by(record)[0]
        record = None if name in seen else view.record(name)
        seen.add(name)
    return (name, found) if found else None


def apart(view: View, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """
    Set orders, and what changes them, apart from other records: they are judged when all else is decided.

    Parameters
    ----------
    view
        What is known.
    names
        Ids of records.

    Returns
    -------
    others : list of str
        In the order given.
    orders : list of str
        By date, moment of recording and place in the chain of work; else in the order given.
    """
    orders = {name: behind[1] for name in names if (behind := order_behind(view, name)) is not None}
    return [name for name in names if name not in orders], sorted(orders, key=lambda name: _turn(orders[name]))


def _turn(order: Order) -> tuple[str, str, int]:
    return order.date or "", order.recorded, RANK.get(order.action or "", 0)


def known_now(store: Store, now: str) -> Known:
    """
    Gather what an order is judged by.

    Parameters
    ----------
    store
        An open store; what an open batch added is seen.
    now
        This moment, as `times.stamp` writes it.

    Returns
    -------
    Known
        Roll, rules, plane and moment.
    """
    frame = frame_at(store, store_view(store))
    rules = rules_of(frame) if frame else Rules(lambda _key, _day: None)
    plane = frame.plane if frame else None
    return Known(StoreRoll(store), rules, plane, now, cache(lambda: Places(_placed(store), plane)))


def known_whole(store: Store, now: str, view: View | None = None) -> Known:
    """
    Gather what all tasks are judged by, in memory.

    Parameters
    ----------
    store
        An open store.
    now
        This moment.
    view
        What is known, where it is not what the store holds.

    Returns
    -------
    Known
        As `known_now`: quicker for many tasks, slower for one. Reports about land stay in the index, since there may
        be hundreds of thousands and tasks name few.
    """
    asked = (*PROGRAMME_KINDS, *WORK, *CHANGE_KINDS, "admin_area")
    records = {name: format1.decode(data) for _, name, data in store.records([k for k in asked if k not in _ON_LAND])}
    roll = StoreRoll(store)
    if view is not None:
        roll.view = view
    held = held_of(records, EVER) if view is None else _held(records, view)
    return known_now(store, now)._replace(roll=SharedRoll(held, roll, _ON_LAND))


def _held(records: Mapping[str, Record], view: View) -> Held:
    roots = (name for name, record in records.items() if kind_of(record) in REPLACEABLE)
    return Held(fact for name in roots for fact in facts_of(view, name))


def _placed(store: Store) -> Iterator[Record]:
    """Read all that may say where a task lies, in force or not."""
    for _, _, data in store.records((*PLACED, "correction")):
        record: Record = format1.decode(data)
        if isinstance(record, Correction):
            with suppress(ValueError):
                record = replacement_of(record)
        yield record


class Bench:
    """
    Judges orders one after the other, each by what was decided before it.

    Parameters
    ----------
    store
        An open store; what an open batch added is seen.
    now
        This moment.
    decided
        Decisions on other records that are not stored.
    many
        Whether many orders are to be judged.
    """

    def __init__(self, store: Store, now: str, decided: Pairs = (), *, many: bool = False) -> None:
        self._decided: dict[str, list[tuple[str, Record]]] = {}
        view = supposing(store_view(store), decided)
        self._view = view._replace(about=lambda name: (*view.about(name), *self._decided.get(name, ())))
        known = known_whole(store, now, self._view) if many else known_now(store, now)
        if isinstance(known.roll, StoreRoll):
            known.roll.view = self._view
        self._roll = Supposed(known.roll)
        self._known = known._replace(roll=self._roll)

    def refusal(self, name: str, decided: Sequence[Record], acting: str) -> Refused | None:
        """
        Judge what decisions on one record would bring in force, or take out; it counts from then on if it may.

        Parameters
        ----------
        name
            Id of the record.
        decided
            Decisions about it, with author and time.
        acting
            Person id of who decides.

        Returns
        -------
        Refused or None
            None where they may be taken.
        """
        behind = order_behind(self._view, name)
        if behind is None:
            return None
        then = supposing(self._view, [(name, one) for one in decided])
        change = _change(facts_of(self._view, behind[0]), facts_of(then, behind[0]))
        found = judge(change, self._known, acting) if any(change) else []
        if found:
            return Refused(name, behind[1], found)
        self._decided.setdefault(name, []).extend(_named(decided))
        for fact in change.gone:
            self._roll.take(fact.id)
        for fact in change.added:
            self._roll.add(fact)
        return None


def _named(decided: Sequence[Record]) -> list[tuple[str, Record]]:
    return [(format1.identity(format1.encode(one)), one) for one in decided]


def _change(before: Sequence[Fact], after: Sequence[Fact]) -> Change:
    was, will = ({fact.id for fact in facts} for facts in (before, after))
    added = tuple(fact for fact in after if fact.id not in was and isinstance(fact.record, Order))
    return Change(added, tuple(fact for fact in before if fact.id not in will and isinstance(fact.record, Order)))


def supposing(view: View, decided: Pairs) -> View:
    """
    Look at records as they would be with decisions that are not stored.

    Parameters
    ----------
    view
        What is known.
    decided
        The decisions.

    Returns
    -------
    View
        What would be known.

    Examples
    --------
    >>> from landrelease.ledger.force import view_of
    >>> view = supposing(view_of({}, "2025"), [("ab", Decision(verdict="accept", about=("ab",)))])
    >>> [one.verdict for _, one in view.about("ab")]
    ['accept']
    """
    more: dict[str, list[tuple[str, Record]]] = {}
    for name, one in decided:
        more.setdefault(name, []).extend(_named([one]))
    if not more:
        return view
    return view._replace(about=lambda name: (*view.about(name), *more.get(name, ())))


def refuse_decisions(store: Store, records: Iterable[Record], now: str) -> None:
    """
    Refuse decisions written by hand, in a table or by a program, that bring an order in force that may not be given.

    Parameters
    ----------
    store
        An open store.
    records
        Records that are not stored, with author and time; those that are no decisions are left alone.
    now
        This moment.

    Raises
    ------
    OrderRefusedError
        With every reason.
    """
    decided = [one for one in records if isinstance(one, Decision) and one.verdict in {"accept", "return", "reject"}]
    pairs = [(name, one) for one in decided for name in one.about]
    _, waiting = apart(store_view(store), list(dict.fromkeys(name for name, _ in pairs)))
    if not waiting:
        return
    bench = Bench(store, now, [pair for pair in pairs if pair[0] not in waiting], many=len(waiting) > BULK)
    about = {name: [one for named, one in pairs if named == name] for name in waiting}
    told = (bench.refusal(name, about[name], about[name][0].author) for name in waiting)
    refuse([one for one in told if one is not None])


def refuse(found: Sequence[Refused]) -> None:
    """
    Refuse where any order may not be given.

    Parameters
    ----------
    found
        Orders that are refused.

    Raises
    ------
    OrderRefusedError
        With every reason, its rule and the record behind it.

    Examples
    --------
    >>> refuse([])
    """
    if found:
        raise OrderRefusedError("\n".join(line for one in found for line in lines_of(one)))


def lines_of(refused: Refused) -> list[str]:
    """
    Say why an order is refused.

    Parameters
    ----------
    refused
        The order and the reasons.

    Returns
    -------
    list of str
        A heading, and a line for each reason.
    """
    order = refused.order
    named = f"order {order.id or refused.id[:12]}".strip()
    heading = f"{named}: {order.action or '?'} task {order.task or '?'} to unit {order.unit or '-'}"
    return [heading, *(f"  {one.text} {one.rule} [{one.code}]{_behind(one)}" for one in refused.reasons)]


def said_of(refused: Refused) -> str:
    """
    Say why an order is refused in one line.

    Parameters
    ----------
    refused
        The order and the reasons.

    Returns
    -------
    str
        Texts and codes of the reasons.
    """
    return " ".join(f"{one.text} [{one.code}]" for one in refused.reasons)


def _behind(reason: Reason) -> str:
    return f" record {reason.record[:12]}" if reason.record else ""
