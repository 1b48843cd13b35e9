"""Counts of any kind of record, by year, area or field."""

from collections.abc import Sequence
from typing import Final

import msgspec
from litestar import Response, get

from landrelease.publish.bars import bar_chart
from landrelease.publish.commas import csv_rows
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading
from landrelease.web.counts import Row, by_month, counted_rows, groupings, kinds
from landrelease.web.drawing import page
from landrelease.web.noting import note

_MOST_BARS: Final = 40
_FORMS: Final = {"csv": "text/csv", "json": "application/json"}


@get("/statement/count", permission="record.read", include_in_schema=False, sync_to_thread=True)
def count_page(request: Asked) -> Response[str]:
    """Count records of a kind."""
    with reading(request) as register:
        kind, by, known_at = _asked(request)
        rows = counted_rows(register, request.user, kind, by, known_at or None)
        bars = [(row["group"] or tr("not stated"), row["records"]) for row in rows[:-1]]
        return page(
            request, "count.html", kind=kind, by=by, known_at=known_at, rows=rows, kinds=kinds(request.user),
            groupings=groupings(request.user, kind), chart=_chart(kind, bars), forms=tuple(_FORMS),
            hidden=any(row["records"] is None for row in rows), by_month=bool(known_at) and by_month(request.user),
        )  # fmt: skip


def _asked(request: Asked) -> tuple[str, str, str]:
    """Give kind, grouping and moment of knowledge as somebody asks; releases by year where nothing is said."""
    asked = request.query_params
    return asked.get("kind", "") or "release", asked.get("by", "") or "year", asked.get("known_at", "").strip()


def _chart(kind: str, bars: Sequence[tuple[str, int | None]]) -> str:
    return bar_chart(bars, tr("Records of the kind {kind}").format(kind=kind)) if len(bars) <= _MOST_BARS else ""


@get(
    [f"/statement/count.{form}" for form in _FORMS],
    permission="product.export",
    include_in_schema=False,
    sync_to_thread=True,
)
def count_file(request: Asked) -> Response[bytes]:
    """Give a count as a file."""
    form = request.url.path.rsplit(".", 1)[-1]
    with reading(request) as register:
        kind, by, known_at = _asked(request)
        rows = counted_rows(register, request.user, kind, by, known_at or None)
    note(request, "count-export", f"/statement/count.{form}")
    content = msgspec.json.encode({"kind": kind, "by": by, "rows": rows}) if form == "json" else _csv(by, rows)
    headers = {"Content-Disposition": f'attachment; filename="{kind}-by-{by}.{form}"'}
    return Response(content, media_type=_FORMS[form], headers=headers)


def _csv(by: str, rows: Sequence[Row]) -> bytes:
    total = ["total", *list(rows[-1].values())[1:]]
    return csv_rows([[by, *list(rows[0])[1:]], *(row.values() for row in rows[:-1]), total]).encode()


ROUTES: Final = (count_page, count_file)
