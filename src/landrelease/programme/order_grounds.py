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
        "out-of-turn": (False, "order", _("Task {task} is {state}; {move} does not follow."), _TURN),
        "locked": (False, "order", _("Somebody else plans task {task} until {until}: {why}."), _LOCK),
        "successor-unknown": (False, "order", _("No accepted record describes the new tasks: {tasks}."), _AREA),
        "successor-names-others": (
            False,
            "order",
            _("The new tasks do not name {task} as a parent, or name tasks that nobody knows."),
            _AREA,
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
        "exclusion-zone": (False, "order", _("The area enters an exclusion zone of task {task}."), _APART),
        "work-not-checked-by-others": (
            False,
            "order",
            _("The inspection of task {task} is by those who did the work."),
            _("Who worked on land does not pass it."),
        ),
    }
)
"""Code to whether it allows, item, text and rule; `reason.GROUNDS` holds them too."""
