"""The days of a programme as a calendar file (RFC 5545): the same records make the same bytes."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from landrelease.desk.agenda import Entry
from landrelease.publish.meta import Meta, notices
from landrelease.records import times

if TYPE_CHECKING:
    from icalendar import Event

_PRODUCER: Final = "-//landrelease//tasks//EN"
_UNFIT: Final = re.compile(r"[^A-Za-z0-9._-]+")


def calendar_bytes(entries: Sequence[Entry], meta: Meta) -> bytes:
    r"""
    Write entries as a calendar.

    Parameters
    ----------
    entries
        In order.
    meta
        The view, for the name of the calendar and what must stand on it.

    Returns
    -------
    bytes
        Whole-day events with stable UIDs; their stamps are the moments of the records.

    Examples
    --------
    >>> calendar_bytes([], Meta(programme="p")).split(b"\r\n")[0]
    b'BEGIN:VCALENDAR'
    """
    from icalendar import Calendar  # noqa: PLC0415 - only where a calendar is written

    calendar = Calendar()
    calendar.add("prodid", _PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", meta.name or meta.programme)
    calendar.add("x-wr-caldesc", " ".join(notices(meta)))
    for entry in entries:
        calendar.add_component(_event(entry, meta))
    made: bytes = calendar.to_ical()
    return made


def _event(entry: Entry, meta: Meta) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - only where a calendar is written

    event = Event()
    event.add("uid", f"{_UNFIT.sub('-', entry.key)}@{_UNFIT.sub('-', meta.programme or 'programme')}.landrelease")
    event.add("dtstamp", times.instant(entry.recorded or "1970-01-01T00:00:00Z").replace(microsecond=0))
    event.add("dtstart", dt.date.fromordinal(entry.first))
    event.add("dtend", dt.date.fromordinal(entry.last + 1))
    event.add("summary", entry.title)
    event.add("description", f"record {entry.record}")
    event.add("transp", "TRANSPARENT")
    return event
