"""One unit whole: who is in it, what it works with, what it was accredited for, and how its work was judged."""

from collections.abc import Iterable, Iterator
from typing import Any

from landrelease.desk.errors import UnknownIdError
from landrelease.desk.orders import known_now
from landrelease.desk.programme import member_rows
from landrelease.desk.reading import Reading
from landrelease.desk.views import EVER
from landrelease.programme.case import case_of
from landrelease.programme.roll import Fact, Roll, latest, plain


def unit_story(register: Reading, unit: str, *, on: str) -> dict[str, Any]:
    """
    Tell everything about one unit.

    Parameters
    ----------
    register
        An open register.
    unit
        Its id.
    on
        ISO date on which its people and equipment are looked at.

    Returns
    -------
    dict
        ``unit``, ``name``, ``organisation``, ``country``, ``parent_force``, ``medical``, ``languages`` and ``record``
        as it is described that day; ``members`` as `programme.member_rows`, ``rotations``, ``assets``,
        ``accreditations`` and ``inspections`` of its work, each with its record.

    Raises
    ------
    UnknownIdError
        Where no accepted record describes the unit.
    """
    roll = known_now(register.store, EVER).roll
    facts = roll.called("unit", unit)
    fact = latest(facts, on) or latest(facts)
    if fact is None:
        msg = f"no accepted record describes unit {unit!r}"
        raise UnknownIdError(msg, "`landrelease unit list` shows those that there are")
    described = ("name", "organisation", "country", "parent_force", "medical", "languages")
    return {
        "unit": plain(unit),
        **_said(fact, described),
        "members": member_rows(register, unit, on=on),
        "rotations": [_said(one, ("id", "from", "to", "commander")) for one in _newest(roll, unit, "rotation")],
        "assets": [
            _said(one, ("id", "type", "model", "tested", "from", "to", "state", "handler"))
            for one in _newest(roll, unit, "asset", on)
        ],
        "accreditations": [
            _said(
                one, ("capability", "status", "from", "to", "rotation", "conditions", "depth_limit_m", "organisation")
            )
            for one in roll.naming("unit", unit, "accreditation")
        ],
        "inspections": list(_inspections(roll, unit)),
    }


def _newest(roll: Roll, unit: str, kind: str, on: str = "9999-12-31") -> list[Fact]:
    """Take the last statement about each thing that a unit has."""
    names = sorted({plain(fact.record.id) or fact.id for fact in roll.naming("unit", unit, kind)})
    found = [latest(roll.called(kind, name), on) for name in names]
    return [fact for fact in found if fact is not None and plain(fact.record.unit) == plain(unit)]


def _inspections(roll: Roll, unit: str) -> Iterator[dict[str, Any]]:
    """List the inspections of tasks while this unit was ordered to them."""
    tasks = sorted({plain(fact.record.task) for fact in roll.naming("unit", unit, "order")} - {""})
    for case in filter(None, (case_of(task, roll) for task in tasks)):
        for move in case.moves:
            ordered = plain(move.order.record.unit) if move.order else ""
            if move.move in {"pass", "fail"} and ordered == plain(unit):
                said = ("date", "result", "sampled_m2", "nonconformities", "reason", "organisation")
                yield {"task": case.id, "own_work": move.own_work, **_said(move.fact, said)}


def _said(fact: Fact, fields: Iterable[str]) -> dict[str, Any]:
    values = {name: getattr(fact.record, "from_" if name == "from" else name, None) for name in fields}
    said = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return {**said, "record": fact.id}
