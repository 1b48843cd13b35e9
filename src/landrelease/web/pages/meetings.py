"""Meetings: who met, what was decided, and what became of the action points."""

from collections.abc import Iterable
from typing import Any, Final

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from landrelease.desk.partners import action_rows, agreement_rows, meeting_rows, meeting_story
from landrelease.desk.reading import Reading
from landrelease.programme.roll import plain
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.noting import note
from landrelease.web.pages.programme import called, day_asked, people_named
from landrelease.web.sight import Sight, sight_of


@get("/programme/meetings", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def meetings_page(request: Asked) -> Response[str]:
    """List the meetings, and the action points with their due days."""
    with reading(request) as register:
        sight, on = sight_of(request.user, register), day_asked(request, register)
        actions = [row for row in action_rows(register, on=on) if sight.party(row["party"])]
        rows = sight.meetings(meeting_rows(register), actions)
        return page(
            request,
            "programme/meetings.html",
            on=on,
            rows=rows,
            actions=actions,
            organisations=called(register),
            people=people_named(request, register),
        )


@get("/programme/meetings/{meeting:str}", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def meeting_page(request: Asked, meeting: FromPath[str]) -> Response[str]:
    """Show one meeting: who was there, what was decided, what is to be done by whom until when."""
    with reading(request) as register:
        sight, on = sight_of(request.user, register), day_asked(request, register)
        story = meeting_story(register, meeting) if sight.organisation is None else _own(register, meeting, sight, on)
        answer = page(
            request,
            "programme/meeting.html",
            on=on,
            story=story,
            organisations=called(register),
            people=people_named(request, register),
        )
    note(request, "meeting-read", story["record"])
    return answer


def _took_part(parties: Iterable[str | None], sight: Sight) -> bool:
    return sight.organisation is None or any(sight.party(party) for party in parties)


def _own(register: Reading, meeting: str, sight: Sight, on: str) -> dict[str, Any]:
    """Tell of a meeting what one of its parties may read: what all heard, and their own people and duties."""
    known = {row["meeting"]: row for row in meeting_rows(register)}
    if plain(meeting) not in known or not _took_part(known[plain(meeting)]["parties"], sight):
        raise NotFoundException(detail=tr("There is no meeting {meeting} that you may see.").format(meeting=meeting))
    story = meeting_story(register, meeting)
    agreements = {row["agreement"] for row in agreement_rows(register, on=on) if any(map(sight.party, row["parties"]))}

    def follows(name: str) -> bool:
        return plain(name) in agreements or (sight.units is not None and plain(name) in sight.units) or (
            sight.tasks is not None and plain(name) in sight.tasks
        )  # fmt: skip

    return {
        **story,
        "participants": [row for row in story["participants"] if sight.party(row["party"])],
        "decisions": [{**row, "led_to": [one for one in row["led_to"] if follows(one)]} for row in story["decisions"]],
        "actions": [row for row in story["actions"] if sight.party(row["party"])],
    }


ROUTES: Final = (meetings_page, meeting_page)
