"""Units: what each may do on a day, who is in it, and the matrix of accreditations."""

from typing import Any, Final

from litestar import Response, get
from litestar.params import FromPath

from landrelease.desk.programme import unit_rows
from landrelease.desk.tasks import task_rows
from landrelease.desk.unit import unit_story
from landrelease.programme.moves import STATES
from landrelease.records.codes import LISTS
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.noting import note
from landrelease.web.pages.programme import called, day_asked, people_named
from landrelease.web.policy import reads
from landrelease.web.sight import sight_of

_OF_QUALITY: Final = ("nonconformities", "reason")
"""What only quality reads of an inspection, by the marks of its fields."""


@get("/programme/units", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def units_page(request: Asked) -> Response[str]:
    """List the units with what each may do on a day."""
    with reading(request) as register:
        sight, on = sight_of(request.user, register), day_asked(request, register)
        rows = [row for row in unit_rows(register, on=on) if sight.unit(row["unit"])]
        return page(request, "programme/units.html", on=on, rows=rows, organisations=called(register))


@get("/programme/units/{unit:str}", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def unit_page(request: Asked, unit: FromPath[str]) -> Response[str]:
    """Show one unit: its people with their certificates, equipment, accreditation, tasks and inspections."""
    with reading(request) as register:
        sight, on = sight_of(request.user, register), day_asked(request, register)
        sight.need_unit(unit)
        story = unit_story(register, unit, on=on)
        story["inspections"] = [
            one if reads(request.user, "quality") else {**one, **dict.fromkeys(_OF_QUALITY)}
            for one in story["inspections"]
            if sight.task(one["task"])
        ]
        answer = page(
            request,
            "programme/unit.html",
            on=on,
            story=story,
            states=STATES,
            ready=next((row for row in unit_rows(register, on=on) if row["unit"] == story["unit"]), None),
            tasks=sight.rows(task_rows(register, unit=unit)),
            people=people_named(request, register),
            organisations=called(register),
        )
    note(request, "unit-read", story["record"])
    return answer


@get("/programme/accreditation", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def accreditation_page(request: Asked) -> Response[str]:
    """Show on a day which unit is accredited for what."""
    with reading(request) as register:
        sight, on = sight_of(request.user, register), day_asked(request, register)
        rows = [row for row in unit_rows(register, on=on) if sight.unit(row["unit"])]
    named = {what for row in rows for what in _standings(row)}
    columns = [what for what in LISTS["capability"] if what in named]
    cells = {row["unit"]: _standings(row) for row in rows}
    return page(request, "programme/accreditation.html", on=on, rows=rows, columns=columns, cells=cells)


def _standings(row: dict[str, Any]) -> dict[str, str]:
    return {what: state for state in ("waiting", "barred", "may") for what in row[state]}


ROUTES: Final = (units_page, unit_page, accreditation_page)
