"""The gate at the desk: questions as people ask them, and what an order asks."""

from collections.abc import Sequence
from typing import Any

import shapely

from landrelease.desk.errors import BadRequestError
from landrelease.desk.reading import Reading
from landrelease.desk.rolling import StoreRoll, rules_of
from landrelease.programme import gate
from landrelease.programme.question import Question
from landrelease.records.times import Interval, interval

_LON, _LAT = 180.0, 90.0


def ask(  # noqa: PLR0913 - the parts of one question
    register: Reading,
    unit: str,
    activity: str,
    from_: str,
    to: str | None = None,
    *,
    people: Sequence[str] = (),
    assets: Sequence[str] = (),
    area: str | None = None,
    depth_m: float | None = None,
    rotation: str | None = None,
    authority: str | None = None,
    known_at: str | None = None,
) -> gate.Answer:
    """
    Ask whether a unit may do an activity.

    Parameters
    ----------
    register
        An open register.
    unit
        Id of the unit.
    activity
        Code of the list ``capability``.
    from_, to
        First and last day of work, ISO dates, both inclusive; one day where no last one is given.
    people, assets
        Ids of the persons who work and of the assets used.
    area
        Where, as WKT in longitude and latitude.
    depth_m
        Depth to be reached, metres.
    rotation
        Id of the rotation that works.
    authority
        Id of the organisation that gives the order.
    known_at
        As it was known at this moment.

    Returns
    -------
    Answer
        Yes or no with every reason.

    Raises
    ------
    BadRequestError
        Where the unit, a day, the depth or the area cannot be read, or the last day is before the first.
    """
    if not unit.strip() or not activity.strip():
        msg = "give the id of the unit and the activity; neither may be empty"
        raise BadRequestError(msg)
    if depth_m is not None and not 0 <= depth_m < float("inf"):
        msg = f"{depth_m} is no depth; give metres below ground, such as 0.2"
        raise BadRequestError(msg)
    first, last = _day(from_).first, _day(from_ if to is None else to).last
    if last < first:
        msg = f"the last day {to} is before the first, {from_}; --from and --to are both days of work"
        raise BadRequestError(msg)
    moment = register.known_at(known_at)
    question = Question(
        unit.strip(),
        activity.strip(),
        first,
        last,
        tuple(people),
        tuple(assets),
        _land(area),
        depth_m,
        (rotation or "").strip(),
        (authority or "").strip(),
    )
    return gate.answer(question, StoreRoll(register.store, moment), rules_of(register.frame(moment)))


def shown(found: gate.Answer) -> dict[str, Any]:
    """
    Lay out an answer as the doors give it.

    Parameters
    ----------
    found
        The answer.

    Returns
    -------
    dict
        ``allowed``; ``reasons``, each with ``code``, ``text``, ``record`` (null where a record is missing), ``allows``
        and ``rule``; ``unchecked``.

    Examples
    --------
    >>> shown(gate.Answer(True, (), ("area",)))
    {'allowed': True, 'reasons': [], 'unchecked': ['area']}
    """
    reasons = [
        {"code": one.code, "text": one.text, "record": one.record or None, "allows": one.allows, "rule": one.rule}
        for one in found.reasons
    ]
    return {"allowed": found.allowed, "reasons": reasons, "unchecked": list(found.unchecked)}


def _day(text: str) -> Interval:
    try:
        return interval(text)
    except ValueError as fault:
        raise BadRequestError(str(fault)) from None


def _land(text: str | None) -> shapely.Geometry | None:
    if text is None:
        return None
    try:
        found: shapely.Geometry = shapely.from_wkt(text)
    except shapely.errors.ShapelyError:
        found = None
    if found is None or not _on_earth(found):
        msg = (
            f"{text[:60]!r} is no WKT in longitude and latitude, such as "
            "POLYGON ((18.1 43.5, 18.2 43.5, 18.2 43.6, 18.1 43.5))"
        )
        raise BadRequestError(msg)
    return found


def _on_earth(found: shapely.Geometry) -> bool:
    places = shapely.get_coordinates(found)
    return bool(len(places)) and bool((abs(places[:, 0]) <= _LON).all() and (abs(places[:, 1]) <= _LAT).all())
