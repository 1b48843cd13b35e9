"""Land released by each contributor; the shares add up to the whole."""

from typing import Final

from litestar import Response, get

from landrelease.desk.errors import BadRequestError
from landrelease.desk.programme import NO_UNIT, share_rows
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.pages.programme import called
from landrelease.web.sight import sight_of

_FIRST, _LAST = 1900, 9999


@get("/programme/shares", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def shares_page(request: Asked) -> Response[str]:
    """Show the land released by each contributor in a year."""
    with reading(request) as register:
        sight = sight_of(request.user, register)
        year = _year(request.query_params.get("year") or register.today()[:4])
        rows = share_rows(register, year=year)
        shown = rows if sight.organisation is None else [row for row in rows if sight.party(row["contributor"])]
        return page(
            request,
            "programme/shares.html",
            year=year,
            rows=[row for row in shown if row["contributor"] != "total"],
            total=next((row for row in shown if row["contributor"] == "total"), None),
            nobody=NO_UNIT,
            organisations=called(register),
        )


def _year(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not _FIRST <= int(text) <= _LAST:
        raise BadRequestError(tr("{text!r} is no year; write four digits, such as 2025").format(text=text))
    return int(text)


ROUTES: Final = (shares_page,)
