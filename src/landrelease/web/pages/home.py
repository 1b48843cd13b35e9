"""The first page: the programme this morning, for each what concerns them."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from litestar import Response, get

from landrelease.desk.behind import Figure, Opened, compared
from landrelease.desk.programme import SOON_DAYS, status
from landrelease.desk.register import Register
from landrelease.desk.series import yearly
from landrelease.publish.chart import balance_chart
from landrelease.publish.notice import unit_for
from landrelease.publish.redaction.rounding import coarse, group_of
from landrelease.records.text import marked as _
from landrelease.web.actor import Actor
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.leaf import map_address, records_address
from landrelease.web.pages.statement import released, told_years
from landrelease.web.policy import may, reads
from landrelease.web.question import ALWAYS, Question
from landrelease.web.sight import LOWEST, sight_of
from landrelease.web.waiting import waiting

_SINCE: Final = (30, 90, 365)
_SHOWN: Final = 8
_PACE: Final = 5
_OPEN: Final = ("suspected", "confirmed")
_FREED: Final = ("cancelled", "reduced", "cleared")


@get("/", permission="self", include_in_schema=False, sync_to_thread=True)
def home_page(request: Asked) -> Response[str]:
    """Show the land and its trend, what changed, what waits, what is late and what runs out soon."""
    actor, values = request.user, dict[str, Any]()
    days = next((one for one in _SINCE if str(one) == request.query_params.get("since")), _SINCE[0])
    with reading(request) as register:
        values["land"] = _land(register, actor, days) if may(actor, "land.read") else None
        values["waiting"] = _waiting(register, actor) if may(actor, "queue.read") else None
        values["morning"] = _morning(register, actor) if may(actor, "programme.read") and reads(actor, LOWEST) else None
        return page(request, "home.html", **values, since=days, choices=_SINCE, shown=_SHOWN, soon=SOON_DAYS)


def _waiting(register: Register, actor: Actor) -> dict[str, Any]:
    queue = waiting(register, actor)
    return {"count": len(queue), "oldest": min((one.head.recorded for one in queue), default="")}


def _morning(register: Register, actor: Actor) -> dict[str, Any]:
    sight = sight_of(actor, register)
    found = status(register, on=register.today(), organisation=sight.organisation)
    tasks = sight.rows(found["tasks"])
    return found | {
        "tasks": tasks,
        "late": [row for row in found["late"] if sight.sees_late(row)],
        "ending": [row for row in found["ending"] if sight.unit(row["about"]) or sight.person(row["about"])],
        "ready": sum(unit["ready"] for unit in found["units"]),
        "stopped": [task for task in tasks if task["stopped"]],
    }


def _land(register: Register, actor: Actor, days: int) -> dict[str, Any] | None:
    """Say how much land is open and released, how the years went, and what changed lately."""
    opened = Opened(register)
    years = yearly(register, opened=opened)
    if not years:
        return None
    docs = told_years(register, actor, years)
    closing = docs[-1]["rows"][0]["closing"]
    figure = Figure("closing", from_="0001-01-01", to=years[-1].to)
    return {
        "open": _sum(closing, _OPEN),
        "released": _sum(closing, _FREED),
        "statuses": [
            (status, closing[f"{status}_m2"], map_address(figure._replace(account=status)))
            for status in (*_OPEN, *_FREED)
        ],
        "until": years[-1].to,
        "latest": register.last_known(),
        "chart": balance_chart(docs),
        "pace": _pace(docs),
        "rounding": docs[-1].get("rounding", ""),
        "changed": _changed(register, figure, days, opened, unit_for(register, actor.audience)),
    }


def _sum(balances: dict[str, Decimal], statuses: Sequence[str]) -> Decimal:
    return sum((balances[f"{one}_m2"] for one in statuses), Decimal(0))


def _pace(years: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give what the last years released and found, as plain figures; nothing is said of years to come."""
    rows = []
    for one in years[-_PACE:]:
        row, year = one["rows"][0], Question(year=one["from"][:4])
        rows.append(
            {
                "year": one["from"][:4],
                "address": year.address("/statement"),
                "released": released(row),
                "found": _sum(row["movements"], ("newly_suspected", "newly_confirmed", "reopened")),
                "open": _sum(row["closing"], _OPEN),
            }
        )
    return rows


def _changed(register: Register, figure: Figure, days: int, opened: Opened, unit: int) -> dict[str, Any]:
    """Say which records changed the balances lately: how many came, went, and count for other land."""
    then = (dt.date.fromisoformat(register.today()) - dt.timedelta(days=days)).isoformat()
    asked = figure._replace(against=then)
    found = compared(register, asked, opened)
    moved = [
        (name, coarse(area, group_of(name), unit), records_address(asked._replace(part="corrections", account=name)))
        for name, area in found.corrections.items()
        if area
    ]
    address = Question(year=ALWAYS, against=then).address("/statement")
    return {"day": then, "address": address, "moved": moved, "counts": found.counts()}


MENU: Final = (("/", _("Today"), "self"),)
ROUTES: Final = (home_page,)
