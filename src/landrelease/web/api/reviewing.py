"""The queue, decisions and findings for programs."""

from collections.abc import Iterable
from typing import Annotated, Final, Literal

import msgspec
from litestar import get, post
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from landrelease.checks.catalogue import render
from landrelease.desk.checking import Checked, check
from landrelease.desk.errors import UnknownIdError
from landrelease.desk.reading import Reading
from landrelease.desk.register import Register
from landrelease.desk.settling import settle
from landrelease.geometry.geojson import geometry_of
from landrelease.records import format1
from landrelease.records.text import tr
from landrelease.web.api.problems import problems
from landrelease.web.api.reach import Reach, reach_of, statement_of, within
from landrelease.web.api.shelf import Shelf
from landrelease.web.book import Asked, reading, writing
from landrelease.web.noting import note
from landrelease.web.policy import reads
from landrelease.web.territory import answerable

_TAGS: Final = ("Review",)
_MOST: Final = 1000
_FOUND: Final[Shelf[list[Checked]]] = Shelf()
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class QueueRow(msgspec.Struct):
    """
    A record that waits.

    Attributes
    ----------
    id, kind, state : str
        Which, and how it stands.
    source_id, date, organisation : str or None
        As the source has them.
    recorded : str
        When it was written.
    author : str
        Who wrote it; empty for those who may not know.
    """

    id: str
    kind: str
    state: str
    source_id: str | None
    date: str | None
    organisation: str | None
    recorded: str
    author: str


class DecisionAsked(msgspec.Struct, forbid_unknown_fields=True):
    """
    A decision on records.

    Attributes
    ----------
    ids : list of str
        Ids of the records, or clear beginnings of them.
    verdict : str
        What is decided.
    reason : str
        Why; needed unless they are accepted.
    """

    ids: Annotated[
        list[Annotated[str, msgspec.Meta(min_length=1, max_length=64)]], msgspec.Meta(min_length=1, max_length=_MOST)
    ]
    verdict: Literal["accept", "return", "reject"]
    reason: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class DecisionsMade(msgspec.Struct):
    """
    What was decided.

    Attributes
    ----------
    decisions : list of str
        Ids of the decision records.
    """

    decisions: list[str]


class FindingRow(msgspec.Struct):
    """
    Something wrong or doubtful.

    Attributes
    ----------
    finding, code, severity : str
        Its id, what it is, and how grave.
    where, what, why, cure : str
        In words.
    settled : str
        Why it may stand; empty where nobody settled it.
    records : list of str
        Records that it is about.
    """

    finding: str
    code: str
    severity: str
    where: str
    what: str
    why: str
    cure: str
    settled: str
    records: list[str]


class FindingsAnswer(msgspec.Struct):
    """
    A page of findings.

    Attributes
    ----------
    findings : list of FindingRow
        Ordered by code and record.
    total : int
        How many there are.
    """

    findings: list[FindingRow]
    total: int


class SettlementAsked(msgspec.Struct, forbid_unknown_fields=True):
    """
    Why a finding may stand.

    Attributes
    ----------
    reason : str
        In words.
    """

    reason: Text


class Made(msgspec.Struct):
    """
    A record that was made.

    Attributes
    ----------
    id : str
        Its id.
    """

    id: str


@get("/api/queue", permission="queue.read", tags=_TAGS, responses=problems(), sync_to_thread=True)
def queue_route(request: Asked) -> list[QueueRow]:
    """List the records that wait for a decision, in the order of arrival."""
    knows = reads(request.user, "authority")
    with reading(request) as register:
        reach = reach_of(register, request.user)
        waiting = [one for one in register.queue() if _within(register, reach, [one.id])]
    return [
        QueueRow(
            one.id, one.head.kind, one.state, one.head.source_id, one.head.date, one.head.organisation,
            one.head.recorded, one.head.author if knows else "",
        )
        for one in waiting
    ]  # fmt: skip


def _within(register: Reading, reach: Reach, names: Iterable[str]) -> bool:
    return all(within(reach, format1.decode(data)) for data in register.store.get_many(names).values())


@post("/api/decisions", permission="record.decide", tags=_TAGS, responses=problems(404, 422), sync_to_thread=True)
def decisions_route(request: Asked, data: JSONBody[DecisionAsked]) -> DecisionsMade:
    """Accept, return or reject records, all in one transaction; nobody decides on their own."""
    with writing(request) as register:
        names = [register.resolve(name) for name in data.ids]
        _refuse_elsewhere(register, request, names)
        made = register.decide(names, data.verdict, data.reason or None)
    note(request, "record-decided", *names)
    return DecisionsMade(made)


def _refuse_elsewhere(register: Reading, request: Asked, names: Iterable[str]) -> None:
    """Refuse decisions on what does not lie in the areas of who decides."""
    land = reach_of(register, request.user).land
    if land is None:
        return
    records = [statement_of(format1.decode(data)) for data in register.store.get_many(names).values()]
    shapes = geometry_of([getattr(one, "shape", None) for one in records])
    if not all(answerable(land, shape) for shape in shapes):
        raise PermissionDeniedException(
            tr("One of these does not lie wholly in the areas of your account; somebody who answers for all decides.")
        )


@get("/api/findings", permission="finding.read", tags=_TAGS, responses=problems(), sync_to_thread=True)
def findings_route(
    request: Asked,
    severity: FromQuery[Literal["", "error", "warning", "note"]] = "",
    code: Annotated[str, QueryParameter(description="Only of this code.")] = "",
    settled: Annotated[bool | None, QueryParameter(description="Only settled ones, or only others.")] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=_MOST)] = 200,
    offset: Annotated[int, QueryParameter(ge=0, le=2**53)] = 0,
) -> FindingsAnswer:
    """Run every check, and list what was found."""
    with writing(request) as register:
        reach = reach_of(register, request.user)
        free = reach.land is None and reach.organisation is None
        rows = [_row(one) for one in _checked(register) if free or _within(register, reach, one.finding.about)]
    chosen = [
        row for row in rows
        if severity in {"", row.severity} and code in {"", row.code} and settled in {None, bool(row.settled)}
    ]  # fmt: skip
    return FindingsAnswer(chosen[offset : offset + limit], len(chosen))


def _checked(register: Register) -> list[Checked]:
    """Check the register, once for each state of it."""
    key = (register.store.address, register.store.root(), register.today())
    return _FOUND.get(key, lambda: check(register))


def _row(one: Checked) -> FindingRow:
    words = render(one.finding)
    return FindingRow(
        one.id, one.finding.code, words.severity, words.where, words.what, words.why, words.cure, one.settled,
        list(one.finding.about),
    )  # fmt: skip


@post(
    "/api/findings/{finding:str}/settlement", permission="finding.settle", tags=_TAGS, responses=problems(404),
    sync_to_thread=True,
)  # fmt: skip
def settlement_route(request: Asked, finding: FromPath[str], data: JSONBody[SettlementAsked]) -> Made:
    """Say why a finding may stand; nobody settles what was found about their own record."""
    with writing(request) as register:
        reach = reach_of(register, request.user)
        found = [one for one in _checked(register) if one.id.startswith(finding)]
        if len(found) != 1 or not _within(register, reach, found[0].finding.about):
            raise UnknownIdError(tr("no one finding's id begins with {name}").format(name=repr(finding[:64])))
        made = settle(register, found[0], data.reason)
    note(request, "finding-settled", made)
    return Made(made)


ROUTES: Final = (queue_route, decisions_route, findings_route, settlement_route)
