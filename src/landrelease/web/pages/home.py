"""The first page: the programme this morning."""

from typing import Any, Final

from litestar import Response, get

from landrelease.desk.programme import status
from landrelease.records.text import marked as _
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.policy import contributor, may


@get("/", permission="self", include_in_schema=False, sync_to_thread=True)
def home_page(request: Asked) -> Response[str]:
    """Show what waits, what is late and what runs out soon."""
    values: dict[str, Any] = {"waiting": None, "morning": None}
    with reading(request) as register:
        if may(request.user, "queue.read"):
            values["waiting"] = len(register.queue())
        if may(request.user, "programme.read"):
            values["morning"] = status(register, on=register.today(), organisation=contributor(request.user))
    return page(request, "home.html", **values)


MENU: Final = (("/", _("Today"), "self"),)
ROUTES: Final = (home_page,)
