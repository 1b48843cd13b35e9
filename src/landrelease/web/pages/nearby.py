"""Who works where on a day, and which work is too near to other work."""

from typing import Any, Final

from litestar import Response, get

from landrelease.desk.apart import WITHIN_M, Day, Pair, day_of_work
from landrelease.programme.moves import STATES
from landrelease.publish.nearmap import Spot, near_map
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.pages.programme import day_asked
from landrelease.web.sight import HIDDEN, Sight, sight_of


@get("/programme/nearby", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def nearby_page(request: Asked) -> Response[str]:
    """Show the work of a day on a map, and pairs of tasks by their distance."""
    with reading(request) as register:
        sight, on = sight_of(request.user, register), day_asked(request, register)
        found = day_of_work(register, on=on)
    rows = [row for row in found.rows if sight.task(row["task"])]
    pairs = [_shown(pair, found, sight) for pair in found.pairs if sight.task(pair.first) or sight.task(pair.second)]
    spots = [Spot(row["task"], row["place"], row["task"] in _flagged(found)) for row in rows]
    return page(
        request,
        "programme/nearby.html",
        on=on,
        rows=rows,
        pairs=pairs,
        drawing=near_map(spots),
        states=STATES,
        within_m=WITHIN_M,
    )


def _flagged(found: Day) -> set[str]:
    return {name for pair in found.pairs if pair.reasons for name in pair[:2]}


def _shown(pair: Pair, found: Day, sight: Sight) -> dict[str, Any]:
    units = {row["task"]: row["unit"] for row in found.rows}
    sides = [
        (name, units[name]) if sight.task(name) else ("", f"{tr('other work')} {HIDDEN}") for name in pair[:2]
    ]  # fmt: skip
    return {"sides": sides, "distance_m": pair.distance_m, "reasons": sight.reasons(pair.reasons)}


ROUTES: Final = (nearby_page,)
