"""Orders: written as proposals on the page of a task, and judged by the gate before anybody can send them."""

from typing import Any, Final

from litestar import Response, get, post
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromPath
from litestar.response import Redirect

from landrelease.desk.errors import BadRequestError, OrderRefusedError
from landrelease.desk.orders import known_now
from landrelease.desk.programme import member_rows, unit_rows
from landrelease.desk.register import Register
from landrelease.desk.site import placed
from landrelease.desk.tasks import case_named, give, order_of, refusals_of
from landrelease.desk.unit import unit_story
from landrelease.desk.views import EVER
from landrelease.programme.case import Case
from landrelease.programme.moves import MOVES, ORDERED, STATES
from landrelease.records.tasking import Order
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading, writing
from landrelease.web.drawing import page
from landrelease.web.noting import note
from landrelease.web.pages.gate import listed
from landrelease.web.pages.signing import Form
from landrelease.web.sight import Sight, sight_of
from landrelease.web.territory import answerable, land_of

_TEXTS: Final = ("action", "unit", "from", "to", "rotation", "people", "assets", "reason")
_ELSEWHERE: Final = frozenset({"split", "merge"})
"""Orders that describe new tasks; they are entered with those."""


@get("/programme/tasks/{task:str}/order", permission="task.order", include_in_schema=False, sync_to_thread=True)
def order_page(request: Asked, task: FromPath[str]) -> Response[str]:
    """Show the form of an order; with an action in the address also what would speak against it."""
    form = {name: request.query_params.get(name) or "" for name in _TEXTS}
    with reading(request) as register:
        sight, case = _case(request, register, task)
        if not form["action"]:
            return _drawn(request, register, (sight, case), form)
        if request.query_params.get("fill") and form["unit"]:
            sight.need_unit(form["unit"])
            form |= _everything(register, case, form)
        found = refusals_of(register, _order(register, sight, case, form))
        return _drawn(request, register, (sight, case), form, sight.reasons(found))


@post("/programme/tasks/{task:str}/order", permission="task.order", include_in_schema=False, sync_to_thread=True)
def propose_order(request: Asked, task: FromPath[str], data: Form) -> Response[str] | Redirect:
    """Propose an order; one that may not be given now is not written, and the page says why."""
    form = {name: (data.get(name) or "").strip() for name in _TEXTS}
    with writing(request) as register:
        sight, case = _case(request, register, task)
        order = _order(register, sight, case, form)
        try:
            given = give(register, order)
        except OrderRefusedError:
            found = sight.reasons(refusals_of(register, order))
            return _drawn(request, register, (sight, case), form, found, status=409)
    note(request, "order-proposed", given.id)
    return Redirect(f"/programme/tasks/{task}", query_params={"proposed": given.id})


def _case(request: Asked, register: Register, task: str) -> tuple[Sight, Case]:
    sight = sight_of(request.user, register)
    sight.need_task(task)
    case = case_named(known_now(register.store, EVER), task)
    if not answerable(land_of(register, request.user), placed(case.task)):
        raise PermissionDeniedException(detail=tr("Part of this task lies outside the land for which you answer."))
    return sight, case


def _everything(register: Register, case: Case, form: dict[str, str]) -> dict[str, str]:
    """Name all people and all equipment that a unit has on the first day."""
    first = register.day(form["from"] or case.task.record.from_)
    people = [row["person"] for row in member_rows(register, form["unit"], on=first)]
    assets = [row["id"] for row in unit_story(register, form["unit"], on=first)["assets"] if row["id"]]
    return {"people": ", ".join(people), "assets": ", ".join(assets)}


def _order(register: Register, sight: Sight, case: Case, form: dict[str, str]) -> Order:
    if form["action"] in _ELSEWHERE:
        raise BadRequestError(tr("A task is split or merged together with the records of the new tasks."))
    if form["unit"]:
        sight.need_unit(form["unit"])
    parts: dict[str, Any] = {name: form[name] for name in ("action", "unit", "rotation", "to", "reason")}
    lists = {name: listed(form, name) for name in ("people", "assets")}
    return order_of(register, case.id, **parts, **lists, from_=form["from"])


def _drawn(
    request: Asked, register: Register, of: tuple[Sight, Case], form: dict[str, str],
    found: list[dict[str, Any]] | None = None, *, status: int = 200,
) -> Response[str]:  # fmt: skip
    """Draw the form; `found` is what speaks against the order, None where nobody asked yet."""
    sight, case = of
    actions = [one for one in MOVES.get(case.state, {}) if one in ORDERED - _ELSEWHERE]
    rows = [row for row in unit_rows(register, on=register.today()) if sight.unit(row["unit"])]
    task = case.task.record
    return page(
        request,
        "programme/order.html",
        status=status,
        task={"id": case.id, "name": task.name, "state": case.state, "unit": case.unit, "activity": task.activity},
        days=(task.from_, task.to),
        form=form,
        actions=actions,
        units=[(row["unit"], row["name"]) for row in rows],
        reasons=found or [],
        judged=found is not None,
        states=STATES,
    )


ROUTES: Final = (order_page, propose_order)
