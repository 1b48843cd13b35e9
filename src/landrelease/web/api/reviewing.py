"""The queue, decisions and findings for programs."""

from collections.abc import Sequence
from typing import Annotated, Final, Literal

import msgspec
from litestar import get, post
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from landrelease.checks.catalogue import render
from landrelease.desk.checking import Checked
from landrelease.desk.matching import rows_of
from landrelease.desk.register import Register
from landrelease.desk.settling import settle
from landrelease.desk.views import store_view
from landrelease.records.text import tr
from landrelease.web.api.problems import problems
from landrelease.web.book import Asked, reading, writing
from landrelease.web.checked import FOUND, visible_findings
from landrelease.web.duplicates import FOUND as ALIKE
from landrelease.web.duplicates import visible
from landrelease.web.noting import note
from landrelease.web.policy import reads
from landrelease.web.waiting import gate_of, waiting

_TAGS: Final = ("Review",)
_MOST: Final = 1000
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
        found = waiting(register, request.user)
    return [
        QueueRow(
            one.id, one.head.kind, one.state, one.head.source_id, one.head.date, one.head.organisation,
            one.head.recorded, one.head.author if knows else "",
        )
        for one in found
    ]  # fmt: skip


@post("/api/decisions", permission="record.decide", tags=_TAGS, responses=problems(404, 422), sync_to_thread=True)
def decisions_route(request: Asked, data: JSONBody[DecisionAsked]) -> DecisionsMade:
    """Accept, return or reject records, all in one transaction; nobody decides on their own."""
    with writing(request) as register:
        names = [register.resolve(name) for name in data.ids]
        _refuse(register, request, names)
        made = register.decide(names, data.verdict, data.reason or None)
    note(request, "record-decided", *names)
    return DecisionsMade(made)


def _refuse(register: Register, request: Asked, names: Sequence[str]) -> None:
    """Refuse decisions on what somebody does not see, or does not answer for."""
    gate, view = gate_of(register, request.user), store_view(register.store)
    for name in names:
        if refusal := gate(view, name):
            raise PermissionDeniedException(": ".join((name[:12], refusal.text)))


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
        rows = [_row(one) for one in _found(register, request)]
    chosen = [
        row for row in rows
        if severity in {"", row.severity} and code in {"", row.code} and settled in {None, bool(row.settled)}
    ]  # fmt: skip
    return FindingsAnswer(chosen[offset : offset + limit], len(chosen))


def _found(register: Register, request: Asked) -> list[Checked]:
    """Check the register, once for each state of it, and keep what is for whoever asks."""
    found = visible_findings(register, request.user, FOUND.of(register))
    return sorted(found, key=lambda one: (one.finding.code, one.finding.about))


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
        found = [one for one in _found(register, request) if one.id.startswith(finding)]
        if len(found) != 1:
            raise NotFoundException(tr("no one finding's id begins with {name}").format(name=repr(finding[:64])))
        made = settle(register, found[0], data.reason)
    note(request, "finding-settled", made)
    return Made(made)


class ReasonRow(msgspec.Struct):
    """
    What speaks for or against two records being one.

    Attributes
    ----------
    code : str
        Code of the reason.
    points : float
        What it adds to the score.
    what : str
        In words.
    """

    code: str
    points: float
    what: str


class DuplicateRow(msgspec.Struct):
    """
    Two records of several sources that may be one event or person.

    Attributes
    ----------
    kind, first, second : str
        Their kind and ids.
    score : float
        From 0 to 1.
    reasons : list of ReasonRow
        What speaks for and against.
    """

    kind: str
    first: str
    second: str
    score: float
    reasons: list[ReasonRow]


class DuplicatesAnswer(msgspec.Struct):
    """
    Candidates.

    Attributes
    ----------
    duplicates : list of DuplicateRow
        The likeliest first.
    total : int
        How many there are.
    """

    duplicates: list[DuplicateRow]
    total: int


@get("/api/duplicates", permission="finding.read", tags=_TAGS, responses=problems(), sync_to_thread=True)
def duplicates_route(
    request: Asked,
    limit: Annotated[int, QueryParameter(ge=1, le=_MOST)] = 200,
    offset: Annotated[int, QueryParameter(ge=0, le=2**53)] = 0,
) -> DuplicatesAnswer:
    """Ask which records may be one; a record of kind `match` answers, and nothing is merged by itself."""
    with reading(request) as register:
        found = visible(register, request.user, ALIKE.of(register))
    rows = rows_of(found[offset : offset + limit])
    return DuplicatesAnswer(msgspec.convert(rows, list[DuplicateRow]), len(found))


ROUTES: Final = (duplicates_route, queue_route, decisions_route, findings_route, settlement_route)
