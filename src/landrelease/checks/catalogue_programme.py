"""Texts of the findings about units, tasks and orders, which the room programme raises."""

from typing import Final

from landrelease.checks.rule import Rule
from landrelease.records.text import marked as _

PROGRAMME_RULES: Final = (
    Rule(
        "order-refused", "error", room="programme",
        what=_("The order of task {task} to unit {unit} was not accepted: {grounds}"),
        why=_("Nobody is sent onto mined land whom the programme has not found fit for it."),
        cure=_("Mend what the reasons name, or order another unit; the record waits in the queue."),
    ),
    Rule(
        "work-not-allowed", "warning", room="programme",
        what=_("Unit {unit} reports {activity} on {days}, which it was not allowed to do: {grounds}"),
        why=_("Work by a unit that was not accredited that day cannot carry a release without a second look."),
        cure=_("Enter the accreditation if it was there; else have the work inspected, and say why it may stand."),
    ),
    Rule(
        "task-stopped", "warning", room="programme",
        what=_("Task {task} must not be worked on by unit {unit}: {grounds}"),
        why=_("A suspension, an expired paper or a new rule stops the work the same day."),
        cure=_("Suspend or cancel the order, or mend what the reasons name."),
    ),
    Rule(
        "move-out-of-turn", "warning", room="programme",
        what=_("Task {task} was {state} when this record came: {move} does not follow, and changes nothing."),
        why=_("A task goes from state to state by moves that people can follow; a move out of turn hides one."),
        cure=_("Enter the missing move, or correct the date or the task of this one."),
    ),
    Rule(
        "work-collides", "warning", room="programme",
        what=_("Task {task} of unit {unit} is too near to other work: {grounds}"),
        why=_("An accident of one unit must not hurt another, and nobody walks through the work of others."),
        cure=_("Suspend one of the orders, or amend its days; where an area was changed since, look at it again."),
    ),
    Rule(
        "work-outside-order", "warning", room="programme",
        what=_(
            "Unit {unit} reports work on task {task} on {days}; unit {ordered} is ordered to it on {ordered_days}."
        ),
        why=_("Who works where and when without an order is in nobody's plan when something happens."),
        cure=_("Correct the unit or the days of the report, or enter the order that is missing."),
    ),
    Rule(
        "own-work-inspected", "warning", room="programme",
        what=_("The inspection of task {task} is by those who did the work, or by nobody named; it passes nothing."),
        why=_("Who worked on land does not pass it."),
        cure=_("Have another unit inspect it."),
    ),
    Rule(
        "released-without-inspection", "warning", room="programme",
        what=_("Land of task {task} was released and no inspection since the completion report passed it."),
        why=_("The inspection is the last chance to find what was missed before people use the land."),
        cure=_("Enter the inspection, or have one made and say why the release may stand."),
    ),
    Rule(
        "takeover-incomplete", "warning", room="programme",
        what=_("Rotation {rotation} follows {earlier} without a complete takeover: {missing}."),
        why=_("Unfinished lanes and open findings get lost where one rotation leaves and nobody took over."),
        cure=_("Enter the takeover with a word on every part, none where there is none, signed by both."),
    ),
    Rule(
        "explosives-unbalanced", "warning", room="programme",
        what=_("Task {task}: of {item} {drawn:g} were drawn, {used:g} used and {returned:g} returned."),
        why=_("Explosives that are neither used nor returned are lost, and lost explosives kill."),
        cure=_("Count the store, and enter or correct the missing movement."),
    ),
    Rule(
        "progress-exceeds-task", "note", room="programme",
        what=_("Progress reports of task {task} add up to {worked_m2:,.0f} m², its area is {area_m2:,.0f} m²."),
        why=_("Ground that is worked twice, or reported twice, makes the rate of work look better than it is."),
        cure=_("Look for a report entered twice; nothing where the ground was worked again on purpose."),
    ),
)  # fmt: skip
