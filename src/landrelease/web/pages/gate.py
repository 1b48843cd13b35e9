"""The gate: whether a unit may do an activity on some days, with every reason."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import shapely
from litestar import Response, get

from landrelease.desk.errors import BadRequestError
from landrelease.desk.gating import ask
from landrelease.desk.orders import known_now
from landrelease.desk.programme import unit_rows
from landrelease.desk.reading import Reading
from landrelease.desk.site import placed
from landrelease.desk.tasks import case_named
from landrelease.desk.views import EVER
from landrelease.programme.gate import Answer
from landrelease.programme.roll import plain
from landrelease.records.codes import LISTS
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.sight import Sight, sight_of

ITEMS: Final = {
    "accreditation": _("accreditation"),
    "rotation": _("rotation"),
    "certificates": _("certificates"),
    "people": _("people"),
    "tools": _("tools"),
    "agreement": _("agreement"),
    "medical": _("medical support"),
    "area": _("area"),
}
"""What the gate looks at, in words."""
_FIELDS: Final = ("unit", "activity", "from", "to", "task", "depth", "area", "rotation", "people", "assets")


class _Place(NamedTuple):
    """What a task adds to a question: who orders, where, how deep, and when."""

    activity: str = ""
    first: str = ""
    last: str = ""
    depth_m: float | None = None
    area: str = ""
    authority: str = ""


@get("/programme/gate", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def gate_page(request: Asked) -> Response[str]:
    """Ask the gate; without a unit and an activity the page only shows the form."""
    asked = {name: (request.query_params.get(name) or "").strip() for name in _FIELDS}
    with reading(request) as register:
        sight, fault, answer = sight_of(request.user, register), "", None
        rows = [row for row in unit_rows(register, on=register.today()) if sight.unit(row["unit"])]
        if asked["unit"] and (asked["activity"] or asked["task"]):
            try:
                answer = _answer(register, sight, asked)
            except BadRequestError as refused:
                fault = str(refused)
        return page(
            request,
            "programme/gate.html",
            status=400 if fault else 200,
            asked=asked,
            units=[(row["unit"], row["name"]) for row in rows],
            activities=list(LISTS["capability"]),
            fault=fault,
            answer=answer,
            reasons=sight.reasons(answer.reasons) if answer else [],
            unchecked=[ITEMS[item] for item in answer.unchecked] if answer else [],
        )


def _answer(register: Reading, sight: Sight, asked: dict[str, str]) -> Answer:
    sight.need_unit(asked["unit"])
    place = _of_task(register, sight, asked["task"]) if asked["task"] else _Place()
    for name, value in (("activity", place.activity), ("from", place.first), ("to", place.last), ("area", place.area)):
        asked[name] = asked[name] or value
    return ask(
        register,
        asked["unit"],
        asked["activity"],
        asked["from"] or register.today(),
        asked["to"] or None,
        people=listed(asked, "people"),
        assets=listed(asked, "assets"),
        area=asked["area"] or None,
        depth_m=_depth(asked["depth"]) if asked["depth"] else place.depth_m,
        rotation=asked["rotation"] or None,
        authority=place.authority or None,
    )


def listed(form: Mapping[str, str], name: str) -> list[str]:
    """
    Read ids out of a field of a form.

    Parameters
    ----------
    form
        Its values.
    name
        The field.

    Returns
    -------
    list of str
        What stands between commas, semicolons and ends of lines.

    Examples
    --------
    >>> listed({"people": "p-1, p-2;;p-3"}, "people")
    ['p-1', 'p-2', 'p-3']
    """
    text = form.get(name, "").replace(";", ",").replace("\n", ",")
    return [part.strip() for part in text.split(",") if part.strip()]


def _of_task(register: Reading, sight: Sight, name: str) -> _Place:
    sight.need_task(name)
    case = case_named(known_now(register.store, EVER), name)
    task, order, shape = case.task.record, case.order.record if case.order else None, placed(case.task)
    return _Place(
        plain(task.activity),
        (order and order.from_) or task.from_ or "",
        (order and order.to) or task.to or "",
        task.required_depth_m,
        shapely.to_wkt(shape, rounding_precision=7) if shape is not None else "",
        plain(task.tasking_authority),
    )


def _depth(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        msg = tr("{text!r} is no depth; write metres below ground, such as 0.2").format(text=text)
        raise BadRequestError(msg) from None


def reasons_of(sight: Sight, answer: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - an answer, a reason or nothing
    """
    Lay out what the gate says of an order.

    Parameters
    ----------
    sight
        What somebody may see.
    answer
        An answer, the one reason why it cannot be asked, or None.

    Returns
    -------
    list of dict
        As `Sight.reasons`; empty where nobody is ordered.
    """
    if answer is None:
        return []
    return sight.reasons(answer.reasons if isinstance(answer, Answer) else [answer])


ROUTES: Final = (gate_page,)
