"""Reviewing: many decisions at once, each only on what the reviewer saw; of the others it is said why not."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import shapely

from landrelease.checks.catalogue import render
from landrelease.desk import upkeep
from landrelease.desk.deciding import blocking_findings
from landrelease.desk.effects import Moved, acceptances, balances, moved
from landrelease.desk.errors import BadRequestError
from landrelease.desk.orders import Bench, Refused, order_behind
from landrelease.desk.persons import known_person
from landrelease.desk.register import Register
from landrelease.desk.upkeep import UNREVIEWED
from landrelease.desk.views import store_view
from landrelease.geometry.geojson import geometry_of
from landrelease.ledger.force import View, named_by, votes
from landrelease.records.base import Record
from landrelease.records.change import Correction, Decision, Withdrawal
from landrelease.records.kinds import kind_of, replacement_of
from landrelease.records.text import tr

_DIGITS: Final = 16
"""Digits of a decision's id in a mark: enough to tell the decisions on one record apart."""


class Refusal(NamedTuple):
    """
    A record on which nothing was decided.

    Attributes
    ----------
    id : str
        Id of the record.
    code : str
        ``own``, ``meanwhile``, ``blocked``, ``gate`` or ``undecidable``; other doors add their own.
    text : str
        Why, and the way out.
    decision : Decision or None
        Who decided meanwhile, and when.
    """

    id: str
    code: str
    text: str
    decision: Decision | None = None


class Decided(NamedTuple):
    """
    What became of decisions.

    Attributes
    ----------
    decisions : tuple of str
        Ids of the decisions written.
    applied : tuple of str
        Ids of the records that were decided on.
    refused : tuple of Refusal
        The others, which are as they were.
    moved : tuple of Moved
        What changed in the books over every class.
    """

    decisions: tuple[str, ...] = ()
    applied: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    moved: tuple[Moved, ...] = ()


Gate = Callable[[View, str], Refusal | None]
"""Another reason why somebody may not decide on a record, such as where it lies."""


def anywhere(_view: View, _name: str) -> None:
    """
    Let every record pass.

    Parameters
    ----------
    _view
        The records as they are now.
    _name
        Id of the record.

    Examples
    --------
    >>> from landrelease.ledger.force import view_of
    >>> anywhere(view_of({}, "2025"), "ab") is None
    True
    """


def mark_of(view: View, name: str) -> str:
    """
    Write down what has been decided on a record, as its reviewer sees it.

    Parameters
    ----------
    view
        What is known.
    name
        Id of the record.

    Returns
    -------
    str
        Beginnings of the ids of the decisions that count; empty where there are none.

    Examples
    --------
    >>> from landrelease.ledger.force import view_of
    >>> from landrelease.records.land import Hazard
    >>> records = {"ab": Hazard(author="p-1"), "cd": Decision(verdict="accept", about=("ab",), author="p-2")}
    >>> mark_of(view_of(records, "2025"), "ab"), mark_of(view_of({}, "2025"), "ab")
    ('cd', '')
    """
    return ".".join(sorted(other[:_DIGITS] for other, _ in votes(view, name)))


def decide_seen(
    register: Register, seen: Mapping[str, str], verdict: str, reason: str | None = None, *, gate: Gate = anywhere
) -> Decided:
    """
    Decide on records as far as one may, all in one transaction, and say of the others why not.

    Parameters
    ----------
    register
        An open register; who acts decides.
    seen
        Whole id to what `mark_of` gave when the reviewer looked: a record that was decided on since is refused.
    verdict
        ``accept``, ``return`` or ``reject``.
    reason
        Why; required unless they are accepted.
    gate
        Further reasons to refuse.

    Returns
    -------
    Decided
        Nothing of a refused record is written.

    Raises
    ------
    BadRequestError
        Where the reason is missing; nothing is decided then.
    """
    if verdict != "accept" and not (reason or "").strip():
        raise BadRequestError(
            tr("to return or reject a record needs a reason, so that its author knows what to do; write one")
        )
    with register.writing() as batch:
        view, now = store_view(register.store), register.at_once()
        before = balances(register)
        refused = list(_refusals(register, view, seen, verdict, gate))
        names = [name for name in seen if name not in {one.id for one in refused}]
        orders: list[Refused] = []
        made = now.decide_in(batch, names, verdict, reason, recorded=None, refused=orders) if names else []
        refused += [Refusal(one.id, "gate", " ".join(reason.text for reason in one.reasons)) for one in orders]
        left = {one.id for one in refused}
        after = balances(register) if made else before
        return Decided(
            tuple(made),
            tuple(name for name in names if name not in left),
            tuple(refused),
            tuple(moved(before, after) if before else ()),
        )


def _refusals(register: Register, view: View, seen: Mapping[str, str], verdict: str, gate: Gate) -> Iterator[Refusal]:
    me = known_person(register.store, register.acting)
    blocked = _blocked(register, view, seen) if verdict == "accept" else {}
    for name, mark in seen.items():
        record = view.record(name)
        found = (
            own_refusal(record, name, me)
            or (_meanwhile(view, name) if mark_of(view, name) != mark else None)
            or gate(view, name)
            or blocked.get(name)
        )
        if found:
            yield found


def own_refusal(record: Record | None, name: str, person: str | None) -> Refusal | None:
    """
    Say why somebody may not decide on a record because of whose it is.

    Parameters
    ----------
    record
        The record; None where there is none.
    name
        Its id.
    person
        Person id of who would decide; None where they never acted here.

    Returns
    -------
    Refusal or None
        None where nothing speaks against it.

    Examples
    --------
    >>> from landrelease.records.land import Hazard
    >>> own_refusal(Hazard(author="p-1"), "ab", "p-1").code, own_refusal(Hazard(author="p-1"), "ab", "p-2")
    ('own', None)
    >>> own_refusal(Decision(author="p-1"), "ab", "p-2").code
    'undecidable'
    """
    if record is None or kind_of(record) in UNREVIEWED:
        return Refusal(name, "undecidable", tr("Nobody decides on this: it is its author's own act."))
    if record.author == person:
        text = tr("This record is your own, and nobody decides on their own record. Ask somebody else to look at it.")
        return Refusal(name, "own", text)
    return None


def _meanwhile(view: View, name: str) -> Refusal:
    text = tr("Somebody else decided on this record after you opened it. Look at it again before you decide.")
    found = votes(view, name)
    return Refusal(name, "meanwhile", text, found[-1][1] if found else None)


def _blocked(register: Register, view: View, names: Iterable[str]) -> dict[str, Refusal]:
    frame = upkeep.frame_at(register.store, view)
    records = {name: record for name in names if (record := view.record(name)) is not None}
    known = {name: record for name, record in records.items() if _readable(record)}
    empty = tr("This correction carries no statement that can be read. Return it, so that its author writes it again.")
    said: dict[str, list[str]] = {name: [empty] for name in records if name not in known}
    zone = frame.programme.time_zone if frame else "UTC"
    for one in blocking_findings(list(known), list(known.values()), zone):
        words = render(one)
        for name in one.about:
            said.setdefault(name, []).append(f"{words.what} {words.cure}")
    return {name: Refusal(name, "blocked", " ".join(texts)) for name, texts in said.items()}


def _readable(record: Record) -> bool:
    return not isinstance(record, Correction) or _replacement(record) is not None


def _replacement(record: Correction) -> Record | None:
    try:
        return replacement_of(record)
    except ValueError:
        return None


def statements_behind(view: View, name: str) -> list[Record]:
    """
    List what a record states, and what stands behind it where it corrects or withdraws others.

    Parameters
    ----------
    view
        What is known.
    name
        Id of the record.

    Returns
    -------
    list of Record
        Its own statement first; a withdrawal has none of its own.

    Examples
    --------
    >>> from landrelease.ledger.force import view_of
    >>> from landrelease.records.land import Hazard
    >>> view = view_of({"ab": Hazard(id="H-1"), "cd": Withdrawal(withdraws="ab")}, "2025")
    >>> [record.id for record in statements_behind(view, "cd")]
    ['H-1']
    """
    found, seen = list[Record](), set[str]()
    record = view.record(name)
    while record is not None and name not in seen:
        seen.add(name)
        statement = _replacement(record) if isinstance(record, Correction) else record
        found += [statement] if statement is not None and not isinstance(record, Withdrawal) else []
        if not isinstance(record, Correction | Withdrawal):
            break
        name = named_by(record)[0]
        record = view.record(name)
    return found


def land_behind(view: View, name: str) -> shapely.Geometry | None:
    """
    Draw all the land that a decision on a record touches.

    Parameters
    ----------
    view
        What is known.
    name
        Id of the record.

    Returns
    -------
    shapely.Geometry or None
        Longitude and latitude: its own shape, and those that it corrects or withdraws; None where it has no place.

    Examples
    --------
    >>> from landrelease.ledger.force import view_of
    >>> from landrelease.records.land import Hazard
    >>> land_behind(view_of({"ab": Hazard()}, "2025"), "ab") is None
    True
    """
    shapes = [shape for one in statements_behind(view, name) if (shape := getattr(one, "shape", None))]
    drawn = [one for one in geometry_of(shapes) if one is not None] if shapes else []
    if not drawn:
        return None
    return drawn[0] if len(drawn) == 1 else shapely.GeometryCollection(_parts(drawn))


def _parts(drawn: Sequence[Any]) -> list[Any]:
    return [part for one in drawn for part in shapely.get_parts(one)]


def gate_refusal(register: Register, name: str) -> Refused | None:
    """
    Ask the gate whether an order, or what changes one, could come in force now.

    Parameters
    ----------
    register
        An open register; who acts would accept.
    name
        Id of the record.

    Returns
    -------
    Refused or None
        None where it could, and for records that touch no order.
    """
    view, now = store_view(register.store), register.stamp()
    if order_behind(view, name) is None or own_refusal(
        view.record(name), name, known_person(register.store, register.acting)
    ):
        return None
    me = known_person(register.store, register.acting) or "?"
    made = [one for _, one in acceptances(view, [name], me, now)]
    return Bench(register.store, now).refusal(name, made, me)
