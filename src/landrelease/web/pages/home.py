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
from landrelease.desk.views import EVER
from landrelease.publish.chart import balance_chart
from landrelease.publish.knowledge import day_told, end_before, knowledge_for, tells_figures
from landrelease.publish.notice import rules_for, unit_for
from landrelease.publish.redaction.audience import reads_exactly
from landrelease.publish.redaction.rounding import coarse, group_of
from landrelease.publish.redaction.suppression import apart
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
        told = may(actor, "land.read") and tells_figures(register, actor.audience)
        values["land"] = _land(register, actor, days) if told else None
        values["untold"] = may(actor, "land.read") and not told
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
    opened, known_at = Opened(register), _moment(register, actor)
    years = yearly(register, known_at=known_at or None, opened=opened)
    if not years:
        return None
    docs = told_years(register, actor, years)
    closing = docs[-1]["rows"][0]["closing"]
    figure = Figure("closing", from_="0001-01-01", to=years[-1].to, known_at=known_at)
    return {
        "open": _sum(closing, _OPEN),
        "released": _sum(closing, _FREED),
        "statuses": [
            (status, closing[f"{status}_m2"], map_address(figure._replace(account=status)))
            for status in (*_OPEN, *_FREED)
        ],
        "until": years[-1].to,
        "latest": day_told(register, actor.audience, known_at or EVER),
        "chart": balance_chart(docs),
        "pace": _pace(docs, known_at),
        "rounding": docs[-1].get("rounding", ""),
        "changed": _changed(register, actor, figure, days, opened),
    }


def _moment(register: Register, actor: Actor) -> str:
    """Give the knowledge that is told; empty for everything known."""
    moment = knowledge_for(register, actor.audience)
    return "" if moment == EVER else moment


def _sum(balances: dict[str, Decimal], statuses: Sequence[str]) -> Decimal:
    return sum((balances[f"{one}_m2"] for one in statuses), Decimal(0))


def _pace(years: Sequence[dict[str, Any]], known_at: str) -> list[dict[str, Any]]:
    """Give what the last years released and found, as plain figures; nothing is said of years to come."""
    rows = []
    for one in years[-_PACE:]:
        row, year = one["rows"][0], Question(year=one["from"][:4], known_at=known_at[:10])
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


def _changed(register: Register, actor: Actor, figure: Figure, days: int, opened: Opened) -> dict[str, Any]:
    """
    Say which records changed the balances lately: how many came, went, and count for other land.

    Who may not read positions is told since the end of a month, and no small number; where few records changed anything
    at all, not by how much either.
    """
    then, small = (dt.date.fromisoformat(register.today()) - dt.timedelta(days=days)).isoformat(), 0
    if not reads_exactly(actor.audience):
        rules = rules_for(register, actor.audience)
        then, small = end_before(then, rules.dates), rules.small_count
    unit, asked = unit_for(register, actor.audience), figure._replace(against=then)
    found = compared(register, asked, opened)
    few = 0 < len(found.records) < small
    moved = [] if few else [
        (name, coarse(area, group_of(name), unit), records_address(asked._replace(part="corrections", account=name)))
        for name, area in found.corrections.items()
        if area
    ]  # fmt: skip
    address = Question(year=ALWAYS, known_at=figure.known_at[:10], against=then).address("/statement")
    counts = apart(found.counts(), small)
    return {"day": then, "address": address, "moved": moved, "counts": counts, "linked": actor.audience != "public"}


MENU: Final = (("/", _("Today"), "self"),)
ROUTES: Final = (home_page,)
