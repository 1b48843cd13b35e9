"""The review desk: the queue, one record of it, and deciding on one or many."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, NamedTuple
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath
from litestar.response import Redirect

from landrelease.desk.errors import BadRequestError, UnknownIdError
from landrelease.desk.looking import admin_areas
from landrelease.desk.orders import BULK
from landrelease.desk.reading import Queued
from landrelease.desk.register import Register
from landrelease.desk.reviewing import Decided, decide_seen, mark_of
from landrelease.desk.stopping import lines_of, stopped_by
from landrelease.desk.views import store_view
from landrelease.desk.working import Standing, standings_of
from landrelease.ledger.force import state_of, votes
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.book import Asked, now, reading, writing
from landrelease.web.desk import changes_of, sheet_of
from landrelease.web.drawing import page
from landrelease.web.naming import kind_word, people, status_word
from landrelease.web.noting import note
from landrelease.web.pages.signing import accounts
from landrelease.web.pile import pile_of, seal_of, unsealed
from landrelease.web.states import state_word
from landrelease.web.waiting import (
    Wanted,
    chosen,
    errors_of,
    gate_of,
    options,
    visible,
    waiting,
    wanted_of,
)  # fmt: skip

Sent = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
PER_PAGE: Final = 50
_NAMED: Final = 50
"""So many records are named of those that were decided on, and of those that were not."""
VERDICTS: Final = ("accept", "return", "reject")


class Row(NamedTuple):
    """
    A record in the list.

    Attributes
    ----------
    id, state, title, kind, organisation, author : str
        Which, and whose.
    date : str or None
        When it was true on the ground.
    mark : str
        What had been decided on it when the list was made.
    own : bool
        Whether whoever looks wrote it.
    errors, comments : int
        How many.
    accredited : str
        ``yes``, ``no`` or ``-``.
    looker : str
        Who else looks at it; empty where nobody does.
    """

    id: str
    state: str
    title: str
    kind: str
    organisation: str
    author: str
    date: str | None
    mark: str
    own: bool
    errors: int
    comments: int
    accredited: str
    looker: str


@get("/review", permission="queue.read", include_in_schema=False, sync_to_thread=True)
def queue_page(request: Asked) -> Response[str]:
    """Show what waits, and nothing chosen yet."""
    with reading(request) as register:
        return _desk(request, register, "")


@get("/review/{name:str}", permission="queue.read", include_in_schema=False, sync_to_thread=True)
def record_page(request: Asked, name: FromPath[str]) -> Response[str]:
    """Show one record beside what waits, and claim it for five minutes."""
    with reading(request) as register:
        whole = _within_reach(request, register, name)
        note(request, "record-read", whole)
        return _desk(request, register, whole)


@get("/review/{name:str}/claim", permission="queue.read", include_in_schema=False, sync_to_thread=True)
def claim_part(request: Asked, name: FromPath[str]) -> Response[str]:
    """Renew the claim, and say who else looks and whether somebody decided meanwhile."""
    with reading(request) as register:
        whole = _within_reach(request, register, name)
        seen = request.query_params.get("seen", "")
        return page(request, "_review_claim.html", **_claim(request, register, whole, seen))


@post("/review/{name:str}/comments", permission="record.comment", include_in_schema=False, sync_to_thread=True)
def comment(request: Asked, name: FromPath[str], data: Sent) -> Redirect:
    """Say something about a record; what is said is no part of it."""
    with reading(request) as register:
        whole = _within_reach(request, register, name)
    accounts(request).comments.say(request.user.account, whole, str(data.get("text", "")), now=now())
    note(request, "comment", whole)
    return Redirect(_address(f"/review/{whole}", _wanted(request)) + "#comments")


@post("/review", permission="record.decide", include_in_schema=False, sync_to_thread=True, status_code=200)
def decide(request: Asked, data: Sent) -> Response[str]:
    """Decide on one record or on those that were ticked; what is refused is said, with its reason."""
    verdict = _verdict(data)
    reason = str(data.get("reason") or data.get(f"reason-{verdict}") or "").strip()
    with writing(request) as register:
        before = chosen(register, waiting(register, request.user), _wanted(request))
        names = _seen(register, before, data)
        found = decide_seen(register, names, verdict, reason or None, gate=gate_of(register, request.user))
        stopped = stopped_by(register, found.applied) if found.applied else []
    _noted(request, verdict, found)
    with reading(request) as register:
        left = chosen(register, waiting(register, request.user), _wanted(request))
        goal = _next([item.id for item in before], left, names, found)
        told = _told(request, register, found, verdict) | {"stopped": lines_of(stopped)}
        return _desk(request, register, goal, told=told)


def _verdict(data: Mapping[str, Any]) -> str:
    verdict = str(data.get("verdict", ""))
    if verdict not in VERDICTS:
        raise BadRequestError(tr("a decision accepts, returns or rejects"))
    return verdict


def _seen(register: Register, listed: Sequence[Queued], data: Mapping[str, Any]) -> dict[str, str]:
    """Read which records were on the screen, each with what had been decided on it: some, or the whole list."""
    if seal := str(data.get("whole", "")):
        return unsealed(pile_of(listed, register.mine()), seal, store_view(register.store))
    sent = data.get("seen", [])
    pairs = [str(one).partition(":") for one in (sent if isinstance(sent, list) else [sent])]
    found = {name: mark for name, _colon, mark in pairs if name}
    if not found:
        raise BadRequestError(tr("no record was chosen; tick one, or open it"))
    return {register.resolve(name): mark for name, mark in found.items()}


def _noted(request: Asked, verdict: str, found: Decided) -> None:
    """Leave one line in the audit, by the decisions where they are on a whole list, and give the claims up."""
    note(request, f"record-{verdict}", *(found.applied if len(found.applied) <= PER_PAGE else found.decisions))
    claims, me = accounts(request).claims, request.user.account
    for name, claim in claims.held(found.applied, now=now()).items():
        if claim.account == me:
            claims.release(me, name)


def _wanted(request: Asked) -> Wanted:
    return wanted_of(request.query_params)


def _address(path: str, wanted: Wanted, **more: str) -> str:
    query = urlencode(wanted.query() | {name: value for name, value in more.items() if value})
    return f"{path}?{query}" if query else path


def _within_reach(request: Asked, register: Register, name: str) -> str:
    """Find a record that the actor may see; of others nothing is learned."""
    missing = NotFoundException(tr("There is no such record, or it is not among those that you see."))
    try:
        whole = register.resolve(name)
    except UnknownIdError:
        raise missing from None
    if not visible(register, request.user, [whole])[0]:
        raise missing
    return whole


def _next(before: Sequence[str], left: Sequence[Queued], names: Mapping[str, str], found: Decided) -> str:
    """Choose what is looked at next: what was refused, where it was the only one; else the next that waits."""
    if len(names) == 1 and not found.applied:
        return next(iter(names))
    rest = {item.id for item in left}
    last = max((n for n, name in enumerate(before) if name in names), default=-1)
    order = [*before[last + 1 :], *before[: last + 1]]
    return next((name for name in order if name in rest), "")


def _desk(request: Asked, register: Register, name: str, *, told: dict[str, Any] | None = None) -> Response[str]:
    """Draw the list, and the record that is looked at."""
    wanted, everything = _wanted(request), waiting(register, request.user)
    found = chosen(register, everything, wanted)
    names = people(register, request.user)
    at = next((n for n, item in enumerate(found) if item.id == name), None)
    number = at // PER_PAGE + 1 if at is not None else _number(request.query_params.get("page", "1"), len(found))
    shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    sheet = sheet_of(register, request.user, name) if name else None
    pile = pile_of(found, register.mine())
    if name and sheet is None:
        raise NotFoundException(tr("Nobody decides on this record: it is its author's own act."))
    return page(
        request, "review.html",
        rows=_rows(request, register, shown, names), total=len(found), waits=_counts(everything), number=number,
        pile=len(pile), seal=seal_of(pile),
        pages=max(1, -(-len(found) // PER_PAGE)), wanted=wanted, options=options(everything), names=names,
        areas=[(area.id or "", area.name or area.id or "") for area in admin_areas(register)],
        address=lambda path, **more: _address(path, wanted, **more), kind_word=kind_word,
        state_word=state_word, status_word=status_word, sheet=sheet, told=told,
        comments=_comments(request, name) if name else [], author=_author(names, sheet.record.author if sheet else ""),
        after=_neighbour(found, at, 1), decided_by=lambda person: _author(names, person),
        **(_claim(request, register, name, sheet.mark) if sheet else {}),
    )  # fmt: skip


def _number(text: str, total: int) -> int:
    pages = max(1, -(-total // PER_PAGE))
    return min(max(int(text), 1), pages) if text.isascii() and text.isdigit() else 1


def _neighbour(found: Sequence[Queued], at: int | None, step: int) -> str:
    return found[at + step].id if at is not None and 0 <= at + step < len(found) else ""


def _counts(items: Sequence[Queued]) -> dict[str, int]:
    states = [item.state for item in items]
    return {state: states.count(state) for state in ("proposed", "returned", "conflicting")}


def _rows(request: Asked, register: Register, shown: Sequence[Queued], names: Mapping[str, str]) -> list[Row]:
    ids = [item.id for item in shown]
    view, mine, kept = store_view(register.store), register.mine(), accounts(request)
    errors, said = errors_of(register, shown), kept.comments.counts(ids)
    standing, held = _standings(register, shown), kept.claims.held(ids, now=now())
    return [
        Row(
            id=item.id,
            state=item.state,
            title=item.head.source_id or item.id[:12],
            kind=kind_word(item.head.kind),
            organisation=item.head.organisation or "",
            author=_author(names, item.head.author),
            date=item.head.date,
            mark=mark_of(view, item.id),
            own=item.head.author == mine,
            errors=errors.get(item.id, 0),
            comments=said.get(item.id, 0),
            accredited=standing[item.id].accredited,
            looker=_looker(request, held[item.id].account) if item.id in held else "",
        )
        for item in shown
    ]


def _standings(register: Register, shown: Sequence[Queued]) -> dict[str, Standing]:
    """Ask in handfuls: of few reports only what they name is read, of many at once the whole programme."""
    found: dict[str, Standing] = {}
    for at in range(0, len(shown), BULK):
        found |= standings_of(register.store, shown[at : at + BULK])
    return found


def _author(names: Mapping[str, str], person: str) -> str:
    return names.get(person, person)


def _looker(request: Asked, account: str) -> str:
    return "" if account == request.user.account else accounts(request).roster.get(account).name


def _claim(request: Asked, register: Register, name: str, seen: str) -> dict[str, Any]:
    """Claim a record for whoever looks, and say who was there before, and who decided meanwhile."""
    held = accounts(request).claims.take(request.user.account, name, now=now())
    view, names = store_view(register.store), people(register, request.user)
    last = votes(view, name)[-1:] if mark_of(view, name) != seen else []
    return {
        "claimed": name,
        "seen": seen,
        "looker": _looker(request, held.account),
        "meanwhile": [(one.verdict, _author(names, one.author), one.recorded) for _id, one in last],
        "claim_state": state_of(view, name),
    }


def _comments(request: Asked, name: str) -> list[tuple[str, str, str]]:
    kept = accounts(request)
    return [(kept.roster.get(one.account).name, one.time, one.text) for one in kept.comments.on(name)]


def _told(request: Asked, register: Register, found: Decided, verdict: str) -> dict[str, Any]:
    names, view = people(register, request.user), store_view(register.store)
    balances, others = changes_of(found.moved)
    return {
        "verdict": verdict,
        "number": len(found.applied),
        "applied": [(name, _title(view.record(name), name)) for name in found.applied[:_NAMED]],
        "balances": balances,
        "others": others,
        "refused": [
            (
                one.id,
                one.id[:12] if one.code == "unseen" else _title(view.record(one.id), one.id),
                one.text,
                (one.decision.verdict, _author(names, one.decision.author), one.decision.recorded)
                if one.decision
                else None,
            )
            for one in found.refused[:_NAMED]
        ],
        "unmoved": len(found.refused),
    }


def _title(record: Any, name: str) -> str:  # noqa: ANN401 - a record of any kind, or none
    return getattr(record, "id", None) or name[:12]


MENU: Final = (("/review", _("Review"), "queue.read"),)
ROUTES: Final = (queue_page, record_page, claim_part, comment, decide)
