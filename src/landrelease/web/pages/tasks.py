"""Tasks: the board, the list, and one task whole."""

from typing import Any, Final

from litestar import Response, get
from litestar.params import FromPath

from landrelease.desk.dossier import dossier_of
from landrelease.desk.orders import known_whole
from landrelease.desk.programme import late_rows, unit_rows
from landrelease.desk.reading import Reading
from landrelease.desk.tasks import story_of, task_rows
from landrelease.desk.views import EVER, store_view
from landrelease.programme.gate import Answer
from landrelease.programme.moves import MOVES, OPEN, ORDERED, STATES
from landrelease.programme.roll import plain
from landrelease.publish.paper import paper_languages
from landrelease.publish.scene import scene_of
from landrelease.publish.taskmap import task_map
from landrelease.records.tasking import Order
from landrelease.records.text import marked as _
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.noting import note
from landrelease.web.pages.gate import ITEMS, reasons_of
from landrelease.web.pages.papers import shown_dossier
from landrelease.web.pages.programme import called, day_asked
from landrelease.web.sight import Sight, moves_seen, sight_of

CARDS: Final = 12
"""Cards that a column of the board shows; the list has all."""
WORDS: Final = {
    "issue": _("ordered"),
    "amend": _("order changed"),
    "resume": _("work resumed"),
    "progress": _("work reported"),
    "suspend": _("work suspended"),
    "complete": _("reported as done"),
    "fail": _("inspection failed"),
    "pass": _("inspection passed"),
    "release": _("releases accepted"),
    "handover": _("handed over"),
    "close": _("closed"),
    "cancel": _("order cancelled"),
    "split": _("split"),
    "merge": _("merged"),
}
"""The moves of a task, in words."""
_FILTERS: Final = ("unit", "state", "late", "stopped", "on")


@get("/programme/tasks", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def tasks_page(request: Asked) -> Response[str]:
    """Show the tasks as a board by state, or as a list."""
    asked = {name: request.query_params.get(name) or "" for name in _FILTERS}
    with reading(request) as register:
        sight, on = sight_of(request.user, register), day_asked(request, register)
        known = known_whole(register.store, EVER)
        rows = sight.rows(task_rows(register, on=on if asked["on"] else None, known=known))
        late = {row["id"]: row["days"] for row in late_rows(rows, known.roll, on=on)}
        for row in rows:
            row["late"] = late.get(row["task"] or row["request"], 0)
        units = [row["unit"] for row in unit_rows(register, on=on, known=known) if sight.unit(row["unit"])]
    shown = [row for row in rows if _kept(row, asked)]
    columns = [(state, [row for row in shown if row["state"] == state]) for state in STATES]
    return page(
        request,
        "programme/tasks.html",
        asked=asked,
        view="list" if request.query_params.get("view") == "list" else "board",
        rows=shown,
        columns=[(state, found) for state, found in columns if found],
        cards=CARDS,
        units=units,
        states=STATES,
        open_states=OPEN,
    )


def _kept(row: dict[str, Any], asked: dict[str, str]) -> bool:
    return (
        asked["unit"] in {"", row["unit"]}
        and asked["state"] in {"", row["state"]}
        and bool(not asked["late"] or row["late"])
        and bool(not asked["stopped"] or row["stopped"])
    )


@get("/programme/tasks/{task:str}", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def task_page(request: Asked, task: FromPath[str]) -> Response[str]:
    """Show one task: its map, orders, story, what works near it, and what stops it."""
    with reading(request) as register:
        sight = sight_of(request.user, register)
        sight.need_task(task)
        story, found = story_of(register, task), shown_dossier(dossier_of(register, task), sight)
        scene = scene_of(found.site, found.neighbours)
        answer = page(
            request,
            "programme/task.html",
            story=story,
            moves=list(moves_seen(story["moves"], request.user, sight)),
            drawing=task_map(scene) if scene else "",
            neighbours=[one._asdict() | {"open": bool(one.record)} for one in found.neighbours],
            allowed=found.answer.allowed if isinstance(found.answer, Answer) else None,
            unchecked=[ITEMS[item] for item in found.answer.unchecked] if isinstance(found.answer, Answer) else [],
            reasons=reasons_of(sight, found.answer),
            waiting=waiting_orders(register, story["task"], sight),
            proposed=request.query_params.get("proposed") or "",
            orders=sorted(MOVES.get(story["state"], {}).keys() & ORDERED),
            organisations=called(register),
            states=STATES,
            words=WORDS,
            tongues=paper_languages(),
        )
    note(request, "task-read", story["record"])
    return answer


def waiting_orders(register: Reading, task: str, sight: Sight) -> list[dict[str, Any]]:
    """
    List the orders for a task that wait for a decision.

    Parameters
    ----------
    register
        An open register.
    task
        Id of the task.
    sight
        What somebody may see.

    Returns
    -------
    list of dict
        ``record``, ``state``, ``action``, ``unit``, ``from``, ``to`` and ``reason``.
    """
    view, found = store_view(register.store), []
    for item in register.queue():
        order = view.record(item.id) if item.head.kind == "order" else None
        if isinstance(order, Order) and plain(order.task) == task and sight.unit(order.unit):
            said = {"action": order.action, "unit": order.unit, "from": order.from_, "to": order.to}
            found.append({"record": item.id, "state": item.state, **said, "reason": order.reason})
    return found


ROUTES: Final = (tasks_page, task_page)
