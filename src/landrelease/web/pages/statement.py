"""The statement: opening, movements and closing of a period, what stands behind each figure, and files of both."""

import tempfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from litestar import Response, get

from landrelease.desk.behind import compared
from landrelease.desk.register import Register
from landrelease.desk.series import yearly
from landrelease.ledger.statement import SLOT_NAMES, Statement
from landrelease.publish.chart import balance_chart, movement_chart
from landrelease.publish.meta import notices
from landrelease.publish.notice import rules_for, unit_for
from landrelease.publish.redaction.audience import reads_exactly
from landrelease.publish.redaction.suppression import apart
from landrelease.publish.statement import plain, statement_csv, statement_json
from landrelease.publish.told import in_units
from landrelease.publish.view import meta_of
from landrelease.publish.workbook import write_statement_xlsx
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.actor import Actor
from landrelease.web.answered import Answer, answer
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import fragment, page
from landrelease.web.leaf import Leaf, account_leaf, beside, beside_moves, group_leaf, memo_lines, unlinked
from landrelease.web.noting import note
from landrelease.web.policy import reads
from landrelease.web.question import ALWAYS, GROUPINGS, Question, question_of

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMS: Final = {"csv": "text/csv", "json": "application/json", "xlsx": _XLSX, "html": "text/html"}


def _with_year(question: Question, years: list[Statement]) -> Question:
    """Ask for the last year in which a record counts where nothing was asked."""
    if question.year or question.from_ or question.to:
        return question
    return question._replace(year=years[-1].from_[:4] if years else ALWAYS)


@get("/statement", permission="land.read", include_in_schema=False, sync_to_thread=True)
def statement_page(request: Asked) -> Response[str]:
    """Show opening, movements and closing of a period, and the years in charts."""
    question = question_of(request.query_params)
    with reading(request) as register:
        years = yearly(register, klass=question.klass, known_at=question.known_at or None)
        found = answer(register, request.user, _with_year(question, years))
        changed = _changed(register, request.user, found)
        linked, docs = request.user.audience != "public", told_years(register, request.user, years)
        leaf = _leaf(found) if linked else unlinked(_leaf(found))
        return page(
            request, "statement.html", asked=found.question, doc=found.doc, leaf=leaf, hidden=found.hidden,
            total=found.doc["rows"][-1], **_besides(found), years=_years(found, docs), changed=changed,
            linked=linked, charts=_charts(docs), groupings=_groupings(request.user),
            classes=SLOT_NAMES, forms=tuple(_FORMS),
        )  # fmt: skip


def _leaf(found: Answer) -> Leaf:
    if found.question.by:
        return group_leaf(found.doc["rows"], found.figure, opened=found.opened)
    return account_leaf(found.doc["rows"][0], found.figure)


def told_years(register: Register, actor: Actor, years: Sequence[Statement]) -> list[dict[str, Any]]:
    """
    Give the years as plain data, rounded as somebody is told land.

    Parameters
    ----------
    register
        An open register.
    actor
        Who reads.
    years
        Statements of the years.

    Returns
    -------
    list of dict
        As `told.in_units` gives them, or exact.
    """
    unit = unit_for(register, actor.audience)
    return [in_units(plain(one), unit) if unit else plain(one) for one in years]


def _besides(found: Answer) -> dict[str, Any]:
    total, figure = found.doc["rows"][-1], found.figure._replace(by="")
    return {
        "unmapped": beside(total, figure),
        "unmapped_moves": beside_moves(total, figure),
        "memos": [] if found.question.by else memo_lines(total, figure),
    }


def _groupings(actor: Actor) -> dict[str, str]:
    return {name: tr(text) for name, text in GROUPINGS.items() if name != "unit" or reads(actor, "operator")}


def _changed(register: Register, actor: Actor, found: Answer) -> dict[str, int | None] | None:
    """Count the records through which the closing differs from what was known earlier; no small number to others."""
    if not found.question.against:
        return None
    small = 0 if reads_exactly(actor.audience) else rules_for(register, actor.audience).small_count
    return apart(compared(register, found.figure).counts(), small)


def _years(found: Answer, years: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each year what its line says: its own statement, the closing balances, what was released."""
    return [
        {
            "year": one["from"][:4],
            "address": found.question.address("/statement", year=one["from"][:4], from_="", to=""),
            "closing": one["rows"][0]["closing"],
            "released": released(one["rows"][0]),
        }
        for one in years
    ]


def released(row: Mapping[str, Any]) -> Decimal:
    """
    Add up the land that a period released.

    Parameters
    ----------
    row
        A row of a statement.

    Returns
    -------
    Decimal
        Cancelled, reduced and cleared, m²; corrections are no release.
    """
    return sum((row["movements"][f"{kind}_m2"] for kind in ("cancelled", "reduced", "cleared")), Decimal(0))


def _charts(docs: list[dict[str, Any]]) -> dict[str, str]:
    return {"balance": balance_chart(docs), "movement": movement_chart(docs)}


@get(
    [f"/statement/export.{form}" for form in _FORMS],
    permission="product.export",
    include_in_schema=False,
    sync_to_thread=True,
)
def statement_file(request: Asked) -> Response[bytes]:
    """Give a statement as a file."""
    form = request.url.path.rsplit(".", 1)[-1]
    question = question_of(request.query_params)
    with reading(request) as register:
        years = yearly(register, klass=question.klass, known_at=question.known_at or None)
        question = _with_year(question, years)
        found = answer(register, request.user, question)
        content = _content(request, register, form, found, years)
    note(request, "statement-export", f"/statement/export.{form}")
    name = f"statement-{found.doc['from']}-{found.doc['to']}.{form}"
    kind = _FORMS[form]
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _content(request: Asked, register: Register, form: str, found: Answer, years: list[Statement]) -> bytes:
    if form == "json":
        return statement_json(found.doc).encode()
    if form == "csv":
        return statement_csv(found.doc).encode()
    meta = meta_of(register, as_of=found.doc["to"], known_at=found.doc["known_at"])
    if form == "html":
        return fragment(
            request, "_statement_file.html", doc=found.doc, leaf=unlinked(_leaf(found)), linked=False,
            **_besides(found),
            hidden=found.hidden, charts=_charts(told_years(register, request.user, years)), notices=notices(meta),
        ).encode()  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statement.xlsx"
        write_statement_xlsx(found.doc, path, meta=meta)
        return path.read_bytes()


MENU: Final = (("/statement", _("Statement"), "land.read"),)
ROUTES: Final = (statement_page, statement_file)
