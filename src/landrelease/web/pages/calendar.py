"""The calendar: tasks, last days, rotations and action points of a month, and as a file for other calendars."""

import calendar
import datetime as dt
from typing import Any, Final

from litestar import Response, get

from landrelease.desk.agenda import Entry, agenda
from landrelease.desk.errors import BadRequestError
from landrelease.publish.ical import calendar_bytes
from landrelease.publish.view import meta_of
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.pages.papers import file_answer
from landrelease.web.sight import Sight, sight_of

KINDS: Final = {
    "task": _("Tasks"),
    "accreditation": _("Accreditations"),
    "certificate": _("Certificates"),
    "rotation": _("Rotations"),
    "action": _("Action points"),
}
"""What a calendar holds, in words."""
BEGINS, ENDS, WHOLE = "begins", "ends", ""
_DAYS: Final = 7
_SHOWN: Final = 4


@get("/programme/calendar", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def calendar_page(request: Asked) -> Response[str]:
    """Show the days of a month."""
    with reading(request) as register:
        sight, today = sight_of(request.user, register), register.today()
        entries = entries_seen(agenda(register), sight)
    first = _month(request.query_params.get("month") or today[:7])
    kinds = [kind for kind in KINDS if request.query_params.get(kind)] or list(KINDS)
    chosen = [one for one in entries if one.kind in kinds]
    days = calendar.Calendar().monthdatescalendar(first.year, first.month)
    ends = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return page(
        request,
        "programme/calendar.html",
        month=first.isoformat()[:7],
        before=(first - dt.timedelta(days=1)).isoformat()[:7],
        after=(ends + dt.timedelta(days=1)).isoformat()[:7],
        today=today,
        weekdays=[day.isoformat() for day in days[0]],
        days=[_day(day, first, chosen) for week in days for day in week],
        lasting=[one for one in chosen if one.first < first.toordinal() and one.last > ends.toordinal()],
        kinds=KINDS,
        chosen=kinds,
        most=_SHOWN,
    )


@get("/programme/calendar.ics", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def calendar_file(request: Asked) -> Response[bytes]:
    """Give the days as a calendar file."""
    with reading(request) as register:
        entries = entries_seen(agenda(register), sight_of(request.user, register))
        made = calendar_bytes(entries, meta_of(register))
    return file_answer(made, "programme.ics", "text/calendar")


def entries_seen(entries: list[Entry], sight: Sight) -> list[Entry]:
    """
    Keep of the entries of a calendar those that somebody may see.

    Parameters
    ----------
    entries
        As `desk.agenda.agenda` gives them.
    sight
        What they may see.

    Returns
    -------
    list of Entry
        In the same order.
    """
    sees = {
        "task": sight.task,
        "accreditation": lambda name: sight.unit(name) or (sight.organisation is not None and sight.party(name)),
        "certificate": sight.person,
        "rotation": sight.unit,
        "action": sight.party,
    }
    return [one for one in entries if sees[one.kind](one.subject)]


def _month(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        msg = tr("{text!r} is no month; write year and month, such as 2025-03").format(text=text)
        raise BadRequestError(msg) from None


def _day(day: dt.date, first: dt.date, entries: list[Entry]) -> dict[str, Any]:
    """Lay out a day: what begins, what ends, and what is that day alone."""
    number = day.toordinal()
    shown = [(one, _edge(one, number)) for one in entries if number in {one.first, one.last}]
    return {"date": day.isoformat(), "number": day.day, "inside": day.month == first.month, "entries": shown}


def _edge(one: Entry, number: int) -> str:
    if one.first == one.last:
        return WHOLE
    return BEGINS if one.first == number else ENDS


ROUTES: Final = (calendar_page, calendar_file)
