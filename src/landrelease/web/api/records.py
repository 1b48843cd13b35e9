"""Records for programs: looked through page by page, one whole, their kinds, and how many there are."""

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

import msgspec
from litestar import get
from litestar.exceptions import ClientException, NotFoundException
from litestar.params import FromPath, QueryParameter

from landrelease.desk.looking import show
from landrelease.desk.reading import Reading
from landrelease.desk.views import EVER
from landrelease.intake.workbook import describe
from landrelease.publish.redaction.fields import personal, sees
from landrelease.records.kinds import KINDS
from landrelease.records.text import tr
from landrelease.web.api.problems import problems
from landrelease.web.book import Asked, reading
from landrelease.web.counts import counted_rows, groupings
from landrelease.web.eyes import Eyes, Told
from landrelease.web.noting import note
from landrelease.web.policy import reads

_TAGS: Final = ("Records",)
_MOST: Final = 500
_ACCEPTED: Final = "accepted"
"""State of what nobody decides on: it counts as it stands."""
State = Literal["", "proposed", "returned", "accepted", "rejected", "conflicting", "withdrawn"]


class RecordAnswer(msgspec.Struct):
    """
    A record as whoever asks may read it.

    Attributes
    ----------
    id : str
        Its identity.
    kind : str
        Its kind.
    state : str
        What became of it.
    record : dict
        Its fields by their written names, as `/api/kinds/{kind}` describes them; those that may be read.
    """

    id: str
    kind: str
    state: str
    record: dict[str, Any]


class RecordsAnswer(msgspec.Struct):
    """
    A page of records.

    Attributes
    ----------
    records : list of RecordAnswer
        In the order of arrival; below operators by id, since the order of arrival tells days.
    next : str or None
        ``after`` of the next page; null at the end.
    """

    records: list[RecordAnswer]
    next: str | None


class DecisionRow(msgspec.Struct, omit_defaults=True):
    """
    A decision on a record.

    Attributes
    ----------
    id : str
        The decision's own record.
    verdict : str
        ``accept``, ``return`` or ``reject``.
    reason : str or None
        Why.
    recorded : str
        When.
    author, author_name : str
        Who; empty for those who may not know.
    """

    id: str
    verdict: str
    reason: str | None
    recorded: str
    author: str = ""
    author_name: str = ""


class Naming(msgspec.Struct):
    """
    A record that speaks about another.

    Attributes
    ----------
    id, kind : str
        Which.
    """

    id: str
    kind: str


class WholeRecord(RecordAnswer):
    """
    A record with all that was said of it.

    Attributes
    ----------
    decisions : list of DecisionRow
        What was decided.
    named_by : list of Naming
        What speaks about it.
    personal : dict
        Values that lie beside it, as far as they may be read.
    """

    decisions: list[DecisionRow] = []
    named_by: list[Naming] = []
    personal: dict[str, str] = {}


class KindRow(msgspec.Struct):
    """
    A kind of record.

    Attributes
    ----------
    kind, meaning : str
        Its name, and in one sentence what it says.
    """

    kind: str
    meaning: str


class FieldRow(msgspec.Struct):
    """
    A field of a kind of record.

    Attributes
    ----------
    field, type : str
        Its name, and what a cell takes.
    codes : list of str
        Codes that are known.
    meaning, example : str
        One sentence, and a value.
    audience : str
        Lowest audience that may read it.
    personal : bool
        Whether its value lies beside the record.
    """

    field: str
    type: str
    codes: list[str]
    meaning: str
    example: str
    audience: str
    personal: bool


class CountRow(msgspec.Struct):
    """
    How many records a group has.

    Attributes
    ----------
    group : str
        The group; the kind where there is no grouping.
    records : int or None
        How many; null where so few would tell too much, for those who read no positions.
    quantity : int or None
        Of ordnance the sum of the stated quantities; null likewise.
    """

    group: str
    records: int | None
    quantity: int | None


@get("/api/records", permission="record.read", tags=_TAGS, responses=problems(404), sync_to_thread=True)
def records_route(
    request: Asked,
    kind: Annotated[str, QueryParameter(description="Only of this kind.")] = "",
    became: Annotated[State, QueryParameter(name="state", description="Only of this state.")] = "",
    text: Annotated[str, QueryParameter(max_length=200, description="Only with this text in what may be read.")] = "",
    after: Annotated[str, QueryParameter(max_length=64, description="Id of the last record of the page before.")] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=_MOST)] = 100,
) -> RecordsAnswer:
    """Look through the records, in the order of arrival; below operators by id."""
    if kind and kind not in KINDS:
        raise ClientException(tr("There is no kind {kind}; /api/kinds lists them.").format(kind=kind[:40]))
    with reading(request) as register:
        found = []
        for one in _matching(register, request, kind, became, text, after):
            found.append(one)
            if len(found) > limit:
                break
    more = len(found) > limit
    return RecordsAnswer(found[:limit], found[limit - 1].id if more else None)


def _matching(
    register: Reading, request: Asked, kind: str, state: str, text: str, after: str
) -> Iterator[RecordAnswer]:
    """Give the records that answer; texts are looked for in what may be read, so that nothing else can be guessed."""
    eyes = Eyes(register, request.user)
    last = eyes.named(after).id if after else ""
    first = max(register.store.seq_of([last]).values(), default=0) if last and eyes.exact else 0
    seqs = sorted(seq for seq, _, _ in register.store.find_text(text)) if text else None
    heads = [one for one in register.store.heads(kinds=[kind] if kind else None, seqs=seqs) if one.seq > first]
    states = {seq: name.decode() for seq, _, name, _ in register.store.read("state")}
    became = {one.seq: states.get(one.seq, _ACCEPTED) for one in heads}
    if eyes.moment >= EVER:
        became = {seq: one for seq, one in became.items() if state in {"", one} and sees(request.user.audience, one)}
    found = register.store.id_of(became)
    ids = [found[seq] for seq in became] if eyes.exact else sorted(name for name in found.values() if name > last)
    for told in eyes.told(ids):
        if state in {"", told.state} and (not text or _holds(told.fields, text.casefold())):
            yield _answer(told)


def _answer(told: Told) -> RecordAnswer:
    return RecordAnswer(told.id, told.kind, told.state, told.fields)


def _holds(value: Any, text: str) -> bool:
    if isinstance(value, dict):
        return any(_holds(one, text) for one in value.values())
    if isinstance(value, list):
        return any(_holds(one, text) for one in value)
    return text in str(value).casefold()


@get("/api/records/{name:str}", permission="record.read", tags=_TAGS, responses=problems(404), sync_to_thread=True)
def record_route(request: Asked, name: FromPath[str]) -> WholeRecord:
    """Give one record with what was decided; its id may be cut short where it stays clear."""
    actor = request.user
    with reading(request) as register:
        eyes = Eyes(register, actor)
        told = eyes.named(name)
        whole = told.id
        shown = show(register, whole)
        said = [*shown["decisions"], *shown["named_by"]] if eyes.exact else []
        near = {one.id for one in eyes.told(one["id"] for one in said)}
    knows = reads(actor, "authority")
    decisions = [
        msgspec.convert({key: one[key] for key in one if knows or not key.startswith("author")}, DecisionRow)
        for one in shown["decisions"]
        if one["id"] in near
    ]
    values = personal(told.kind, shown["personal"], actor.audience)
    if values or eyes.exact:
        note(request, "record-read", whole)
    named = [Naming(one["id"], one["kind"]) for one in shown["named_by"] if one["id"] in near]
    return WholeRecord(whole, told.kind, told.state, told.fields, decisions, named, values)


@get("/api/kinds", permission="self", tags=_TAGS, responses=problems(), sync_to_thread=True)
def kinds_route() -> list[KindRow]:
    """List the kinds of record."""
    return [KindRow(name, (KINDS[name].__doc__ or "").strip().split("\n")[0]) for name in sorted(KINDS)]


@get("/api/kinds/{kind:str}", permission="self", tags=_TAGS, responses=problems(404), sync_to_thread=True)
def kind_route(kind: FromPath[str]) -> list[FieldRow]:
    """Describe the fields of a kind of record: the columns of its plain form."""
    if kind not in KINDS:
        raise NotFoundException(tr("There is no kind {kind}; /api/kinds lists them.").format(kind=kind[:40]))
    return [msgspec.convert(column._asdict(), FieldRow) for column in describe(kind)]


@get("/api/count", permission="record.read", tags=_TAGS, responses=problems(404), sync_to_thread=True)
def count_route(
    request: Asked,
    kind: Annotated[str, QueryParameter(description="Kind of record.")],
    by: Annotated[str, QueryParameter(description="year, admin, or a field of the kind.")] = "",
    known_at: Annotated[str | None, QueryParameter(description="As it was known then.")] = None,
) -> list[CountRow]:
    """Count the accepted records of a kind."""
    if kind not in KINDS:
        raise NotFoundException(tr("There is no kind {kind}; /api/kinds lists them.").format(kind=kind[:40]))
    if by and by not in groupings(request.user, kind):
        known = ", ".join(groupings(request.user, kind))
        raise ClientException(tr("by: there are {known}").format(known=known))
    with reading(request) as register:
        rows = counted_rows(register, request.user, kind, by, known_at)
    return [CountRow(row["group"], row["records"], row.get("quantity")) for row in rows[:-1]]


ROUTES: Final = (records_route, record_route, kinds_route, kind_route, count_route)
