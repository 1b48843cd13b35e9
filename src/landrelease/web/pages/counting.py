"""Counts of any kind of record, by year, area or field."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from litestar import Response, get
from litestar.exceptions import PermissionDeniedException

from landrelease.desk.looking import NO_GROUP, count
from landrelease.desk.register import Register
from landrelease.publish.bars import bar_chart
from landrelease.publish.redaction.audience import reads_exactly
from landrelease.publish.redaction.fields import readable
from landrelease.publish.redaction.suppression import suppressed, table
from landrelease.records.kinds import KINDS
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.actor import Actor
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.noting import note
from landrelease.web.pages.statement import least_count

_MOST_BARS: Final = 40
_FORMS: Final = {"csv": "text/csv", "json": "application/json"}
_NOT_TOLD: Final = _("This kind of record, or this field of it, is not for this audience.")
Row = dict[str, Any]


def kinds(actor: Actor) -> list[str]:
    """
    List the kinds of record that somebody may count.

    Parameters
    ----------
    actor
        Who reads.

    Returns
    -------
    list of str
        Kinds of which they may read any field.
    """
    return sorted(kind for kind, made in KINDS.items() if readable(made, actor.audience))


def groupings(actor: Actor, kind: str) -> list[str]:
    """
    List by what somebody may count a kind.

    Parameters
    ----------
    actor
        Who reads.
    kind
        Kind of record.

    Returns
    -------
    list of str
        ``year``, ``admin`` for those who read positions, and the fields that they may read.
    """
    places = ["admin"] if reads_exactly(actor.audience) else []
    return ["year", *places, *(name for name in readable(KINDS[kind], actor.audience) if name not in NO_GROUP)]


def counted_rows(register: Register, actor: Actor, query: Mapping[str, Any]) -> tuple[str, str, str, list[Row]]:
    """
    Count as somebody asks, as far as they may know.

    Parameters
    ----------
    register
        An open register.
    actor
        Who reads.
    query
        ``kind``, ``by`` and ``known_at``.

    Returns
    -------
    kind, by, known_at : str
        What was counted.
    rows : list of dict
        ``group``, ``records`` and, of ordnance, ``quantity``, the total last. Below the audience that reads
        positions, numbers that are too small, and those that would give them away, are None.

    Raises
    ------
    PermissionDeniedException
        Where the kind or the field is not for them.
    """
    kind, by = str(query.get("kind", "")) or "release", str(query.get("by", "")) or "year"
    known_at = str(query.get("known_at", "")).strip()
    if kind not in kinds(actor) or by not in groupings(actor, kind):
        raise PermissionDeniedException(tr(_NOT_TOLD))
    found = count(register, kind, by=by, known_at=known_at or None)
    columns = [name for name in ("records", "quantity") if found and name in found[0]] or ["records"]
    least = 0 if reads_exactly(actor.audience) else least_count(register)
    shown = {name: _shown({str(row[by]): int(row[name]) for row in found}, least) for name in columns}
    groups = [*(str(row[by]) for row in found), ""]
    rows = [{"group": group, **{name: shown[name][at] for name in columns}} for at, group in enumerate(groups)]
    return kind, by, known_at, rows


def _shown(numbers: Mapping[str, int], least: int) -> list[int | None]:
    """Give the numbers and their total, small ones left out."""
    whole = table(numbers)
    return [line[0] for line in (suppressed(whole, least) if least and numbers else whole).values]


@get("/statement/count", permission="record.read", include_in_schema=False, sync_to_thread=True)
def count_page(request: Asked) -> Response[str]:
    """Count records of a kind."""
    with reading(request) as register:
        kind, by, known_at, rows = counted_rows(register, request.user, request.query_params)
        bars = [(row["group"] or tr("not stated"), row["records"]) for row in rows[:-1]]
        return page(
            request, "count.html", kind=kind, by=by, known_at=known_at, rows=rows, kinds=kinds(request.user),
            groupings=groupings(request.user, kind), chart=_chart(kind, bars), forms=tuple(_FORMS),
            hidden=any(row["records"] is None for row in rows),
        )  # fmt: skip


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
        kind, by, _known_at, rows = counted_rows(register, request.user, request.query_params)
    note(request, "count-export", f"/statement/count.{form}")
    content = msgspec.json.encode({"kind": kind, "by": by, "rows": rows}) if form == "json" else _csv(by, rows)
    headers = {"Content-Disposition": f'attachment; filename="{kind}-by-{by}.{form}"'}
    return Response(content, media_type=_FORMS[form], headers=headers)


def _csv(by: str, rows: Sequence[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([by, *list(rows[0])[1:]])
    for row in rows[:-1]:
        writer.writerow(list(row.values()))
    writer.writerow(["total", *list(rows[-1].values())[1:]])
    return out.getvalue().encode()


ROUTES: Final = (count_page, count_file)
