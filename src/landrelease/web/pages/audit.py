"""The audit: who looked at what and did what, whether its chain fits together, and a file to take out."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from litestar import Response, get
from litestar.exceptions import ClientException
from litestar.response import Stream

from landrelease.accounts.audit import Audit, Entry, Period
from landrelease.checks.columns import zone_of
from landrelease.publish.commas import csv_rows
from landrelease.records import times
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.noting import note
from landrelease.web.pages.signing import accounts

_PAGE: Final = 100
_BATCH: Final = 1000
_AT_ONCE: Final = 20_000
"""So many rows are checked each time the page is opened; more only where somebody asks for it."""
_COLUMNS: Final = ("number", "time", "account", "name", "what", "about", "network", "hash")


@get("/people/audit", permission="audit.read", include_in_schema=False, sync_to_thread=True)
def audit_page(request: Asked) -> Response[str]:
    """Show the audit, the newest first."""
    kept, asked = accounts(request), request.query_params
    before = int(asked["before"]) if asked.get("before", "").isdecimal() else 0
    head = kept.audit.head()
    with reading(request):
        rows = kept.audit.page(_period(request), before=before, limit=_PAGE + 1)
        checked = head.seq <= _AT_ONCE or "verify" in asked
        note(request, "audit-read")
        return page(
            request,
            "audit.html",
            rows=rows[:_PAGE],
            more=rows[_PAGE - 1].seq if len(rows) > _PAGE else 0,
            names={one.id: one.login for one in kept.roster.all()},
            wanted={name: asked.get(name, "") for name in ("account", "what", "since", "until")},
            head=head,
            checked=checked,
            flaws=kept.audit.verify(head) if checked else [],
            query=_query(request),
        )


@get("/people/audit.csv", permission="audit.read", include_in_schema=False, sync_to_thread=True)
def audit_file(request: Asked) -> Stream:
    """Give the rows that the page shows as a table, all of them."""
    kept = accounts(request)
    names = {one.id: one.login for one in kept.roster.all()}
    with reading(request):
        wanted = _period(request)
    note(request, "audit-exported")
    return Stream(
        _lines(kept.audit, wanted, names),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="audit.csv"'},
    )


def _period(request: Asked) -> Period:
    """Read what is wanted; days are those of the programme."""
    asked = request.query_params
    zone = zone_of(request.state["masthead"].zone)
    since, until = (_midnight(asked.get(name, ""), zone, later) for name, later in (("since", 0), ("until", 1)))
    return Period(asked.get("account", ""), asked.get("what", "").strip(), since, until)


def _midnight(day: str, zone: dt.tzinfo, later: int) -> str:
    if not day:
        return ""
    try:
        date = dt.date.fromisoformat(day) + dt.timedelta(days=later)
    except (ValueError, OverflowError) as fault:
        raise ClientException(tr("{day} is no day; write it as 2026-11-26.").format(day=day)) from fault
    return times.stamp(dt.datetime.combine(date, dt.time(), zone))


def _query(request: Asked) -> str:
    wanted = {name: value for name, value in request.query_params.items() if name not in {"before", "verify"}}
    return "".join(f"&{name}={value}" for name, value in wanted.items() if value.isprintable() and "&" not in value)


def _lines(audit: Audit, wanted: Period, names: dict[str, str]) -> Iterator[str]:
    yield _line(_COLUMNS)
    before = 0
    while rows := audit.page(wanted, before=before, limit=_BATCH):
        for row in rows:
            yield _line(_cells(row, names))
        before = rows[-1].seq


def _cells(row: Entry, names: dict[str, str]) -> tuple[str, ...]:
    return (
        str(row.seq), row.time, row.account, names.get(row.account, ""), row.what, " ".join(row.about), row.network,
        row.hash.hex(),
    )  # fmt: skip


def _line(cells: tuple[str, ...]) -> str:
    return csv_rows([cells], end="\r\n")


ROUTES: Final = (audit_page, audit_file)
