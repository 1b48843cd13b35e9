"""The records behind a figure of a statement, with what each adds to it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from litestar import Response, get
from litestar.exceptions import PermissionDeniedException
from litestar.response import Redirect

from landrelease.desk.accounts import OF_ENTRY, TOTAL
from landrelease.desk.answers import iso
from landrelease.desk.behind import Cause, Figure, Unmapped, behind, behind_unmapped
from landrelease.desk.programme import unit_rows
from landrelease.desk.register import Register
from landrelease.geometry.geojson import geometry_of
from landrelease.ledger.force import state_of
from landrelease.publish.notice import unit_for
from landrelease.publish.redaction.audience import coarsened, detail_of, reads_exactly
from landrelease.publish.redaction.rounding import coarse, group_of, rounding_note, vanishes
from landrelease.publish.statement import MEMOS, MOVEMENTS
from landrelease.publish.style import STYLES
from landrelease.records.change import Correction
from landrelease.records.kinds import replacement_of
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.actor import Actor
from landrelease.web.answered import answer
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.eyes import Eyes
from landrelease.web.leaf import Cell
from landrelease.web.policy import contributor
from landrelease.web.question import Question

_A_PAGE: Final = 100
BALANCED: Final = frozenset({"opening", "closing", "corrections"})
"""Figures of one account."""
_NOT_TOLD: Final = _("Which records lie in which area is for those who may read the positions of land.")
_NO_RECORDS: Final = _("The public is told figures, not the single records behind them.")
_TOGETHER: Final = _(
    "Which records stand behind a row that is told together with others is for those who may read the positions of"
    " land."
)
_NOT_YOURS: Final = _("Records of units of other contributors are for those contributors and the authority.")
_PARTS: Final = {
    "opening": _("opening"), "closing": _("closing"), "corrections": _("corrections, not release"),
    "mapped": _("a polygon was drawn"), **MOVEMENTS, **{name.removesuffix("_m2"): text for name, text in MEMOS.items()},
}  # fmt: skip


class Told(NamedTuple):
    """
    A record behind a figure, as somebody may read it.

    Attributes
    ----------
    id : str
        Its id; empty where they may not open it.
    day : str
        Day on which it counts, as exactly as they read days.
    facts : dict
        What they may read of it; empty where nothing.
    amount : Cell
        What it adds, m², as exactly as they are told land.
    hazards : int
        Hazards of unknown size that it adds; 0 for land with a polygon.
    elsewhere : bool
        Whether it lies outside the areas to which they are confined.
    """

    id: str
    day: str
    facts: Mapping[str, Any]
    amount: Cell
    hazards: int
    elsewhere: bool


def figure_of(query: Mapping[str, Any]) -> Figure:
    """
    Read which figure is meant.

    Parameters
    ----------
    query
        Query of an address.

    Returns
    -------
    Figure
        The figure; a misspelt one is refused when it is looked up.

    Examples
    --------
    >>> figure_of({"movement": "cleared", "from": "2024-01-01", "group": ""}).group
    ''
    """
    words = {
        name: str(query.get(name, "")).strip() for name in ("movement", "account", "to", "by", "known_at", "against")
    }
    return Figure(
        words.pop("movement"), from_=str(query.get("from", "")) or "0001", klass=str(query.get("class", "")) or "all",
        group=str(query.get("group", TOTAL)), **words,
    )  # fmt: skip


@get("/statement/records", permission="land.read", include_in_schema=False, sync_to_thread=True)
def causes_page(request: Asked) -> Response[Any]:
    """List the records behind a figure; without one, the statement is where figures are."""
    figure = figure_of(request.query_params)
    if not figure.part:
        return Redirect("/statement")
    unmapped = bool(request.query_params.get("unmapped"))
    number = _page_number(request.query_params.get("page", "1"))
    with reading(request) as register:
        _refuse(register, request.user, figure)
        causes = _ordered((behind_unmapped if unmapped else behind)(register, figure), request.user)
        unit = unit_for(register, request.user.audience)
        total = sum((one.area_m2 for one in causes), Decimal(0))
        shown = causes[(number - 1) * _A_PAGE : number * _A_PAGE]
        return page(
            request, "statement_records.html", figure=figure, title=_title(figure), unmapped=unmapped,
            rows=told(register, request.user, shown, figure), sum=amount_of(total, figure, unit),
            exact=not unit, rounding=rounding_note(unit) if unit else "",
            hazards=sum(one.hazards for one in causes if isinstance(one, Unmapped)), count=len(causes),
            first=(number - 1) * _A_PAGE, pages=_pages(request, number, len(causes)),
        )  # fmt: skip


def _ordered(causes: Sequence[Cause | Unmapped], actor: Actor) -> list[Cause | Unmapped]:
    """Put records into the order of the days that somebody is told, then of their ids: the order tells no finer day."""
    detail = detail_of(actor.audience)
    return sorted(causes, key=lambda one: (coarsened(iso(one.day), detail), one.record))


def _page_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < _A_PAGE * _A_PAGE else 1


def _pages(request: Asked, number: int, count: int) -> list[tuple[int, str]]:
    last = max(1, -(-count // _A_PAGE))
    near = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "page"]
    return [(one, f"{request.url.path}?{urlencode([*asked, ('page', one)])}") for one in near]


def _title(figure: Figure) -> str:
    part = tr(_PARTS.get(figure.part, figure.part))
    account = STYLES.get(figure.account)
    return tr("{part}, account {account}").format(part=part, account=tr(account.label)) if account else part


def _refuse(register: Register, actor: Actor, figure: Figure) -> None:
    """Refuse what a list of records would tell and a figure does not."""
    if not reads_exactly(actor.audience):
        _refuse_below(register, actor, figure)
    organisation = contributor(actor)
    if figure.by == "unit" and figure.group != TOTAL and organisation is not None:
        mine = unit_rows(register, on=register.today(), organisation=organisation)
        if figure.group not in {row["unit"] for row in mine}:
            raise PermissionDeniedException(tr(_NOT_YOURS))


def _refuse_below(register: Register, actor: Actor, figure: Figure) -> None:
    """Refuse records behind a row that the statement of the same question would not show to this reader."""
    if actor.audience == "public":
        raise PermissionDeniedException(tr(_NO_RECORDS))
    if figure.by == "admin" and figure.group != TOTAL:
        raise PermissionDeniedException(tr(_NOT_TOLD))
    asked = Question("", figure.from_, figure.to, figure.klass, figure.by, figure.known_at, figure.against)
    rows = answer(register, actor, asked).doc["rows"]
    if figure.by in OF_ENTRY and figure.group not in {row[figure.by] for row in rows}:
        raise PermissionDeniedException(tr(_TOGETHER))


def amount_of(area_m2: Decimal, figure: Figure, unit: int) -> Cell:
    """
    Give what a record adds, as somebody is told land.

    Parameters
    ----------
    area_m2
        Square metres.
    figure
        The figure to which it is added; it says whether the land is open or released.
    unit
        Square metres to which land is rounded; 0 where it is exact.

    Returns
    -------
    Cell
        Without an address.

    Examples
    --------
    >>> amount_of(Decimal("4321.5"), Figure("closing", account="cleared"), 10_000)
    Cell(amount=Decimal('0'), address='', less=10000)
    """
    group = group_of(figure.account if figure.part in BALANCED else figure.part)
    return Cell(coarse(area_m2, group, unit), less=unit if vanishes(area_m2, group, unit) else 0)


def told(register: Register, actor: Actor, causes: Sequence[Cause | Unmapped], figure: Figure) -> list[Told]:
    """
    Tell of records what somebody may read of them.

    A place is told of none; the record behind the id tells as much as
    the audience reads. Who is confined to some areas sees of records elsewhere what they add, and nothing
    else.

    Parameters
    ----------
    register
        An open register.
    actor
        Who reads.
    causes
        The records.
    figure
        To which they add.

    Returns
    -------
    list of Told
        In the same order.
    """
    eyes = Eyes(register, actor)
    view = eyes.view
    records = [view.record(one.record) for one in causes]
    said = [replacement_of(one) if isinstance(one, Correction) else one for one in records]
    here = eyes.reach.near(geometry_of([getattr(one, "shape", None) for one in said]))
    rows, unit = [], unit_for(register, actor.audience)
    for cause, statement, near in zip(causes, said, here.tolist(), strict=True):
        state = state_of(view, cause.record)
        facts = eyes.read(statement, state) if statement is not None and near else {}
        day = coarsened(iso(cause.day), detail_of(actor.audience)) if near else ""
        hazards = cause.hazards if isinstance(cause, Unmapped) else 0
        adds = amount_of(cause.area_m2, figure, unit)
        rows.append(Told(cause.record if facts else "", day, facts, adds, hazards, not near))
    return rows


ROUTES: Final = (causes_page,)
