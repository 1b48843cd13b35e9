"""The statement: opening, movements and closing of a period, what stands behind each figure, and files of both."""

import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

from litestar import Response, get
from litestar.exceptions import PermissionDeniedException

from landrelease.checks.settings_publish import SMALL_COUNT
from landrelease.desk.accounts import TOTAL
from landrelease.desk.behind import Figure, compared, records_by_area
from landrelease.desk.programme import unit_rows
from landrelease.desk.register import Register
from landrelease.desk.series import yearly
from landrelease.ledger.statement import SLOT_NAMES, Statement
from landrelease.publish.chart import balance_chart, movement_chart
from landrelease.publish.meta import notices
from landrelease.publish.redaction.audience import reads_exactly
from landrelease.publish.redaction.gathering import few, gathered
from landrelease.publish.redaction.publication import publication
from landrelease.publish.statement import plain, statement_csv, statement_json
from landrelease.publish.view import meta_of
from landrelease.publish.workbook import write_statement_xlsx
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.records.times import interval
from landrelease.web.actor import Actor
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import fragment, page
from landrelease.web.leaf import Leaf, account_leaf, beside, beside_moves, group_leaf, memo_lines, unlinked
from landrelease.web.noting import note
from landrelease.web.policy import contributor, reads
from landrelease.web.question import ALWAYS, GROUPINGS, Question, question_of

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMS: Final = {"csv": "text/csv", "json": "application/json", "xlsx": _XLSX, "html": "text/html"}
_NO_UNITS: Final = _(
    "Which unit did what is for those who may read the positions of land. Group by operator, method or class instead."
)


class Answer(NamedTuple):
    """
    A statement as somebody may read it.

    Attributes
    ----------
    question : Question
        What was asked, with a year where nothing was.
    doc : dict
        The statement as plain data, rows put together where one alone would tell too much.
    figure : Figure
        Its closing balance, from which other figures are named.
    opened : bool
        Whether the rows of groups may be opened into records.
    hidden : bool
        Whether rows were put together.
    """

    question: Question
    doc: dict[str, Any]
    figure: Figure
    opened: bool
    hidden: bool


def answer(register: Register, actor: Actor, question: Question) -> Answer:
    """
    Make a statement for somebody.

    Totals are figures of the whole programme and exact for everybody. Below the audience that reads positions, an area
    has a row only where several records stand behind it; whose unit it is, is told only to those who may know.

    Parameters
    ----------
    register
        An open register.
    actor
        Who reads.
    question
        What is asked.

    Returns
    -------
    Answer
        Rows and what may be opened.

    Raises
    ------
    PermissionDeniedException
        Where the grouping by unit is not for this audience.
    """
    refuse_units(actor, question.by)
    found = question.answered(register)
    doc = plain(found)
    hidden = _hidden(register, actor, question, found)
    if hidden:
        doc["rows"] = gathered(doc["rows"], question.by, hidden)
    opened = question.by != "admin" or reads_exactly(actor.audience)
    return Answer(question, doc, question.figure(found), opened, bool(hidden))


def refuse_units(actor: Actor, by: str) -> None:
    """
    Refuse the grouping by unit to those who may not know which unit worked where.

    Parameters
    ----------
    actor
        Who reads.
    by
        The grouping.

    Raises
    ------
    PermissionDeniedException
        Where they may not.
    """
    if by == "unit" and not reads(actor, "operator"):
        raise PermissionDeniedException(tr(_NO_UNITS))


def _hidden(register: Register, actor: Actor, question: Question, found: Statement) -> set[str]:
    """Choose the rows that lose their own place for this reader."""
    if question.by == "admin" and not reads_exactly(actor.audience):
        moments = {question.known_at, question.against or question.known_at}
        small = least_count(register)
        figure = question.figure(found)
        return {
            name
            for moment in moments
            for name in few(records_by_area(register, figure._replace(known_at=moment)), small)
        }
    organisation = contributor(actor)
    if question.by == "unit" and organisation is not None:
        mine = {row["unit"] for row in unit_rows(register, on=register.today(), organisation=organisation)}
        return {row["unit"] for row in found.rows} - mine - {TOTAL}
    return set()


def least_count(register: Register) -> int:
    """
    Say from how many records on a number may stand by itself for readers who may not see where records lie.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    int
        The programme's setting ``public.small_count``, else its default.
    """
    said = register.frame().setting(SMALL_COUNT, interval(register.today()).last)
    return publication({} if said is None else {SMALL_COUNT: said}).small_count


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
        changed = _changed(register, found)
        return page(
            request, "statement.html", asked=found.question, doc=found.doc, leaf=_leaf(found), hidden=found.hidden,
            total=found.doc["rows"][-1], **_besides(found), years=_years(found, years), changed=changed,
            linked=True, charts=_charts([plain(one) for one in years]), groupings=_groupings(request.user),
            classes=SLOT_NAMES, forms=tuple(_FORMS),
        )  # fmt: skip


def _leaf(found: Answer) -> Leaf:
    if found.question.by:
        return group_leaf(found.doc["rows"], found.figure, opened=found.opened)
    return account_leaf(found.doc["rows"][0], found.figure)


def _besides(found: Answer) -> dict[str, Any]:
    total, figure = found.doc["rows"][-1], found.figure._replace(by="")
    return {
        "unmapped": beside(total, figure),
        "unmapped_moves": beside_moves(total, figure),
        "memos": [] if found.question.by else memo_lines(total, figure),
    }


def _groupings(actor: Actor) -> dict[str, str]:
    return {name: tr(text) for name, text in GROUPINGS.items() if name != "unit" or reads(actor, "operator")}


def _changed(register: Register, found: Answer) -> dict[str, int] | None:
    """Count the records through which the closing differs from what was known earlier."""
    return compared(register, found.figure).counts() if found.question.against else None


def _years(found: Answer, years: list[Statement]) -> list[dict[str, Any]]:
    """Give each year what its line says: its own statement, the closing balances, what was released."""
    return [
        {
            "year": one.from_[:4],
            "address": found.question.address("/statement", year=one.from_[:4], from_="", to=""),
            "closing": one.rows[0]["closing"],
            "released": released(one.rows[0]),
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
        question = _with_year(question, yearly(register, klass=question.klass))
        found = answer(register, request.user, question)
        content = _content(request, register, form, found)
    note(request, "statement-export", f"/statement/export.{form}")
    name = f"statement-{found.doc['from']}-{found.doc['to']}.{form}"
    kind = _FORMS[form]
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _content(request: Asked, register: Register, form: str, found: Answer) -> bytes:
    if form == "json":
        return statement_json(found.doc).encode()
    if form == "csv":
        return statement_csv(found.doc).encode()
    meta = meta_of(register, as_of=found.doc["to"], known_at=found.doc["known_at"])
    if form == "html":
        years = [plain(one) for one in yearly(register, klass=found.question.klass)]
        return fragment(
            request, "_statement_file.html", doc=found.doc, leaf=unlinked(_leaf(found)), linked=False,
            **_besides(found),
            hidden=found.hidden, charts=_charts(years), notices=notices(meta),
        ).encode()  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statement.xlsx"
        write_statement_xlsx(found.doc, path, meta=meta)
        return path.read_bytes()


MENU: Final = (("/statement", _("Statement"), "land.read"),)
ROUTES: Final = (statement_page, statement_file)
