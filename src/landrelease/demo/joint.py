"""The joint season of 2025: three partners with five rotations on sixty tasks, its rows and its steps."""

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from landrelease.demo import cast
from landrelease.demo.joint_cast import APPLICANT, TEAMS, Team
from landrelease.demo.joint_papers import PARTNERS_SHEET, PEOPLE_SHEET, RULES_SHEET, TAKEOVER_SHEET, UNITS_SHEET, papers
from landrelease.demo.joint_work import (
    DONE_SHEET,
    HANDED_SHEET,
    LIFTED_SHEET,
    ORDERS_SHEET,
    RELEASES_SHEET,
    SPRING_SHEET,
    SUSPENSION_SHEET,
    TASKS_SHEET,
    ordered,
    planned,
    work,
)
from landrelease.demo.row import Row, Sheet

Told = tuple[str, list[str], str, Literal["ok", "findings", "refused"]]
"""Title, words of the command line, reason, and how it ends."""
SHEETS: Final = (
    (PARTNERS_SHEET, "Partners, agreements, a meeting", "terms that can be checked, and action points with a day"),
    (RULES_SHEET, "What the programme demands", "national rules are settings with their source, never code"),
    (PEOPLE_SHEET, "Training", "forty people examined at two centres; certificates of another system by decision only"),
    (UNITS_SHEET, "Units, rotations, accreditation", "accredited by unit, capability and rotation"),
    (TASKS_SHEET, "Sixty tasks", "on land that is still confirmed"),
)


def rows(told: Sequence[Row]) -> list[Row]:
    """
    Write all rows of the season.

    Parameters
    ----------
    told
        What was told up to 2024.

    Returns
    -------
    list of Row
        Sheet after sheet.
    """
    return [*papers(), *work(told)]


def commands(told: Sequence[Row]) -> Iterator[Told]:
    """
    List what is done with the rows.

    Parameters
    ----------
    told
        What was told up to 2024.

    Yields
    ------
    tuple
        Title, words of the command line (a sheet stands for its import), reason, and how it ends.
    """
    for sheet, title, why in SHEETS:
        yield title, _import(sheet), why, "ok"
    tasks = planned(told)
    orders = ordered(tasks)
    yield from _refused(tasks[0].id)
    yield "Orders of the spring", _import(ORDERS_SHEET), "each is judged by the gate before it is in force", "ok"
    yield _collision(tasks[-1].id)
    yield "A suspension", _import(SUSPENSION_SHEET), "it stops two tasks the same day, and names them", "ok"
    ask = ["programme", "status", "{register}", "--on", "2025-05-13"]
    yield "Who is ready, who works where, what must stop", ask, "one screen for the morning", "ok"
    yield "The suspension is lifted", _import(LIFTED_SHEET), "the order goes on", "ok"
    yield "Weekly reports", _import(SPRING_SHEET), "what was worked is a memo; it moves no land", "ok"
    going_on = next(one for one in orders if one.team == TEAMS[0] and one.last > "2025-06-20")
    yield from _rotation(going_on.task.id)
    yield "Completion and inspection", _import(DONE_SHEET), "the one who checks is not the one who worked", "ok"
    yield "The releases", _import(RELEASES_SHEET), "accepting them is the decision to release land", "ok"
    yield "Handover", _import(HANDED_SHEET), "the land goes back to those who use it", "ok"
    story = ["task", "show", "{register}", orders[0].task.id]
    yield "One task, whole", story, "every move with who, when and why", "ok"
    shares = ["programme", "shares", "{register}", "--year", "2025"]
    yield "Who released how much", shares, "counted once; the shares add up to the whole", "ok"
    yield from _papers(orders[0].task.id, going_on.task.id)


def _papers(done: str, going_on: str) -> Iterator[Told]:
    dossier = ["task", "dossier", "{register}", going_on, "-o", "task-dossier.pdf"]
    yield "The dossier of a task", dossier, "what a unit must know before it begins, on paper", "ok"
    certificate = ["task", "certificate", "{register}", done, "--kind", "handover", "-o", "handover-certificate.pdf"]
    yield "A handover certificate", certificate, "in two languages, with map, code and the records behind it", "ok"
    proof = ["verify-document", "{register}", "handover-certificate.pdf"]
    yield "Is it genuine?", proof, "the paper leads back to the records; an altered one is told apart", "ok"
    calendar = ["task", "calendar", "{register}", "-o", "calendar.ics"]
    yield "The calendar", calendar, "tasks, rotations, expiries and what is due", "ok"


def _import(sheet: Sheet) -> list[str]:
    return ["{import}", sheet.path]


def _refused(task: str) -> Iterator[Told]:
    gate = ["gate", "{register}", "--unit", APPLICANT, "--activity", "manual-clearance", "--from", "2025-03-10"]
    yield "May this unit work?", gate, "it applied and was not accredited: no, with every reason", "findings"
    order = ["task", "order", "{register}", task, "--unit", APPLICANT, "--from", "2025-03-10", "--to", "2025-03-28"]
    why = "nothing is written, whichever door the order comes through"
    yield "It is ordered all the same", [*order, "--date", "2025-02-26", *_signed("2025-02-26T10:00Z")], why, "refused"


def _collision(task: str) -> Told:
    team = TEAMS[4]
    order = ["task", "order", "{register}", task, *_crew(team), "--from", "2025-03-17", "--to", "2025-04-04"]
    why = "another unit works there these days, nearer than the distance that the rules ask for"
    return "Two units too near", [*order, "--date", "2025-02-27", *_signed("2025-02-27T10:00Z")], why, "refused"


def _rotation(task: str) -> Iterator[Told]:
    team = TEAMS[1]
    amend = ["task", "order", "{register}", task, "--action", "amend", *_crew(team), "--from", "2025-08-04"]
    words = [*amend, "--to", "2025-08-29", "--date", "2025-08-04", "--reason", "the rotation ended in mid-task"]
    why = "the next rotation cannot begin before it has taken over everything"
    yield "A rotation ends in mid-task", [*words, *_signed("2025-08-05T10:00Z")], why, "refused"
    yield (
        "The takeover",
        _import(TAKEOVER_SHEET),
        "open work, lanes, findings, marking: a word on each, both signed",
        "ok",
    )
    yield "The order goes to the next rotation", [*words, *_signed("2025-08-07T10:00Z")], "now the gate says yes", "ok"


def _crew(team: Team) -> list[str]:
    people = [word for person in team.fit for word in ("--person", person)]
    assets = [word for asset in team.assets for word in ("--asset", asset)]
    return ["--unit", team.unit, "--rotation", team.rotation, *people, *assets]


def _signed(recorded: str) -> list[str]:
    return ["--organisation", cast.CENTRE_ID, "--recorded", recorded]
