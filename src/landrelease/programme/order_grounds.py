"""Grounds on which an order is refused beside the gate: moves, locks, division of tasks, and work too near."""

from types import MappingProxyType
from typing import Final

from landrelease.records.text import marked as _

_TURN: Final = _("A task goes from state to state by moves that people can follow; a move out of turn hides one.")
_LOCK: Final = _("Two people who plan one task at a time give two orders for it.")
_AREA: Final = _("Splitting and merging must neither lose land nor count it twice.")
_APART: Final = _("An accident of one unit must not hurt another, and nobody walks through the work of others.")
_SAME: Final = _("An order is for the activity and land of its task.")

ORDER_GROUNDS: Final = MappingProxyType(
    {
        "task-unknown": (False, "order", _("No accepted record describes task {task}."), _SAME),
        "task-without-activity": (False, "order", _("Task {task} does not say what is to be done."), _SAME),
        "order-without-days": (False, "order", _("Neither the order nor its task says from when to when."), _SAME),
        "order-without-unit": (False, "order", _("The order names no unit."), _SAME),
        "days-unreadable": (False, "order", _("The days {days} of the order or its task cannot be read."), _SAME),
        "days-reversed": (False, "order", _("The last day of work, {last}, is before the first, {first}."), _SAME),
        "turns-others-out": (
            False,
            "order",
            _("With this order, {move} of {day} on task {task} would no longer follow."),
            _TURN,
        ),
        "out-of-turn": (False, "order", _("Task {task} is {state}; {move} does not follow."), _TURN),
        "locked": (False, "order", _("Somebody else plans task {task} until {until}: {why}."), _LOCK),
        "successor-unknown": (False, "order", _("No accepted record describes the new tasks: {tasks}."), _AREA),
        "successor-names-others": (
            False,
            "order",
            _("The new tasks do not name {task} as a parent, or name tasks that nobody knows."),
            _AREA,
        ),
        "successors-wrong-in-number": (
            False,
            "order",
            _("A split makes two tasks or more of one, a merge one of two or more; {into} would be made of {parents}."),
            _AREA,
        ),
        "successor-in-use": (False, "order", _("Task {task} is {state}: it does not wait for land."), _AREA),
        "successor-asks-less": (
            False,
            "order",
            _("Task {task} asks for {depth} m depth, the land it takes over for {least} m."),
            _("Land never becomes safer because a task was divided."),
        ),
        "task-without-area": (False, "order", _("An old or a new task has no area."), _AREA),
        "area-not-conserved": (
            False,
            "order",
            _("Old and new land differ by {apart} m², new tasks overlap by {overlap} m²."),
            _AREA,
        ),
        "too-near": (
            False,
            "order",
            _("Unit {unit} works on task {task} on {days}, {distance} m away; {least} m are asked for."),
            _APART,
        ),
        "demolition-near": (
            False,
            "order",
            _("A demolition of task {task} is planned on {days}, {distance} m away; {least} m are asked for."),
            _APART,
        ),
        "route-through-work": (False, "order", _("The way to task {task} leads through work on {days}."), _APART),
        "exclusion-zone": (
            False,
            "order",
            _("Work or its way in enters an exclusion zone, which task {task} has on {days}."),
            _APART,
        ),
    }
)
"""Code to whether it allows, item, text and rule; `reason.GROUNDS` holds them too."""
