"""Orders at the desk: none comes in force that the gate refuses, whichever door it comes through."""

from collections.abc import Sequence
from typing import NamedTuple

from landrelease.desk.errors import OrderRefusedError
from landrelease.desk.rolling import StoreRoll, rules_of
from landrelease.desk.upkeep import frame_at
from landrelease.desk.views import store_view
from landrelease.ledger.force import View
from landrelease.programme.ordering import Known, judge
from landrelease.programme.reason import Reason
from landrelease.programme.roll import Fact
from landrelease.programme.rules import Rules
from landrelease.records.base import Record
from landrelease.records.change import Correction
from landrelease.records.kinds import replacement_of
from landrelease.records.tasking import Order
from landrelease.register.store import Store


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


def apart(view: View, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """
    Set orders apart from other records: they are judged when all else is decided.

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
        By date, moment of recording and id.
    """
    orders = {name: order for name in names if (order := order_in(view.record(name))) is not None}
    in_turn = sorted(orders, key=lambda name: (orders[name].date or "", orders[name].recorded, name))
    return [name for name in names if name not in orders], in_turn


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
    return Known(StoreRoll(store), rules, frame.plane if frame else None, now)


def refusal(store: Store, name: str, now: str, acting: str) -> Refused | None:
    """
    Judge one order.

    Parameters
    ----------
    store
        An open store.
    name
        Id of the record.
    now
        This moment.
    acting
        Person id of who accepts it.

    Returns
    -------
    Refused or None
        None where it may be accepted.
    """
    record = store_view(store).record(name)
    order = order_in(record)
    if record is None or order is None:
        return None
    found = judge(Fact(name, order), known_now(store, now), acting, corrects=isinstance(record, Correction))
    return Refused(name, order, found) if found else None


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
    heading = (
        f"order {order.id or refused.id[:12]}: {order.action or '?'} task {order.task} to unit {order.unit or '-'}"
    )
    return [heading, *(f"  {one.text} {one.rule} [{one.code}] {_behind(one)}" for one in refused.reasons)]


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
    return f"record {reason.record[:12]}" if reason.record else ""
