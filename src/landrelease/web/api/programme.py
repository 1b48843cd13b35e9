"""Units, tasks, the gate, training, agreements and meetings for programs."""

from typing import Annotated, Any, Final

import msgspec
from litestar import get
from litestar.params import FromPath, QueryParameter

from landrelease.checks.held import IN_FORCE
from landrelease.desk import gating
from landrelease.desk.partners import action_rows, agreement_rows, meeting_rows
from landrelease.desk.programme import session_rows, unit_rows
from landrelease.desk.tasks import stops_of, story_of, task_rows
from landrelease.publish.redaction.fields import redacted
from landrelease.web.api.problems import problems
from landrelease.web.book import Asked, reading
from landrelease.web.noting import note
from landrelease.web.sight import moves_seen, sight_of

_TAGS: Final = ("Programme",)
On = Annotated[str | None, QueryParameter(description="As it stands on this day; today without.")]


class UnitRow(msgspec.Struct):
    """
    A unit and what it may do on a day.

    Attributes
    ----------
    unit, name, organisation : str
        Which, and whose.
    also : list of str
        Other names.
    ready : bool
        Whether it may do anything.
    may, barred, waiting : list of str
        Capabilities that it may use, may not use, and that are applied for.
    until : str or None
        First day on which something runs out.
    rotation, rotation_until : str or None
        Who is there, and until when.
    people : int
        How many members.
    """

    unit: str
    name: str | None
    organisation: str
    also: list[str]
    ready: bool
    may: list[str]
    barred: list[str]
    waiting: list[str]
    until: str | None
    rotation: str | None
    rotation_until: str | None
    people: int


class TaskRow(msgspec.Struct, rename={"from_": "from"}):
    """
    A task, or a request of which none was made.

    Attributes
    ----------
    task, name, activity, state, unit : str
        Which, what, how far, and who.
    from_, to : str or None
        First and last day.
    area_m2, worked_m2 : float or None
        Areas.
    priority, request, requested : str or None
        How urgent, on whose wish, and since when.
    days_to_order, idle_days : int or None
        How long it waited.
    stopped : str
        Why nobody may work there now; empty where nothing stops it.
    """

    task: str
    name: str | None
    activity: str | None
    state: str
    unit: str
    from_: str | None
    to: str | None
    area_m2: float | None
    worked_m2: float | None
    priority: str | None
    request: str | None
    requested: str | None
    days_to_order: int | None
    idle_days: int | None
    stopped: str


class Stop(msgspec.Struct):
    """
    Why nobody may work on a task.

    Attributes
    ----------
    code, text : str
        Which rule, in words.
    record : str or None
        Record behind it.
    """

    code: str
    text: str
    record: str | None


class TaskAnswer(TaskRow):
    """
    A task with what it went through.

    Attributes
    ----------
    record : str
        The record that describes it.
    description : dict
        Its fields, those that may be read.
    moves : list of dict
        Orders and reports, oldest first.
    stops : list of Stop
        What stops it now.
    """

    record: str
    description: dict[str, Any]
    moves: list[dict[str, Any]]
    stops: list[Stop]


class Reason(msgspec.Struct):
    """
    A reason of the gate.

    Attributes
    ----------
    code, text : str
        Which, in words.
    record : str or None
        Record behind it; null where one is missing.
    allows : bool
        Whether it speaks for the work.
    rule : str
        The rule.
    """

    code: str
    text: str
    record: str | None
    allows: bool
    rule: str


class GateAnswer(msgspec.Struct):
    """
    What the gate says.

    Attributes
    ----------
    allowed : bool
        Yes or no.
    reasons : list of Reason
        All of them.
    unchecked : list of str
        What was not asked.
    """

    allowed: bool
    reasons: list[Reason]
    unchecked: list[str]


class MeetingRow(msgspec.Struct):
    """
    A meeting.

    Attributes
    ----------
    meeting, date, name, place : str
        Which, when, and where.
    parties : list of str
        Who was there.
    participants, decisions, open_actions : int
        How many.
    """

    meeting: str
    date: str | None
    name: str | None
    place: str | None
    parties: list[str]
    participants: int
    decisions: int
    open_actions: int


class AgreementRow(msgspec.Struct, rename={"from_": "from"}):
    """
    An agreement on a day.

    Attributes
    ----------
    agreement, name, state : str
        Which, and how it stands.
    parties : list of str
        Between whom.
    from_, to : str or None
        First and last day.
    capabilities, caveats : list of str
        What it covers, and what it excludes.
    depth_limit_m : float or None
        Deepest work, metres.
    tasking_authority : str or None
        Who gives orders.
    record : str
        The record in force.
    """

    agreement: str
    name: str | None
    state: str
    parties: list[str]
    from_: str | None
    to: str | None
    capabilities: list[str]
    caveats: list[str]
    depth_limit_m: float | None
    tasking_authority: str | None
    record: str


class SessionRow(msgspec.Struct, rename={"from_": "from"}):
    """
    A training session with its results.

    Attributes
    ----------
    session, course, version, centre : str
        Which, of what, and where.
    from_, to : str or None
        First and last day.
    people, passed, failed, certificates : int
        How many.
    """

    session: str
    course: str | None
    version: str | None
    centre: str | None
    from_: str | None
    to: str | None
    people: int
    passed: int
    failed: int
    certificates: int


@get("/api/units", permission="programme.read", tags=_TAGS, responses=problems(), sync_to_thread=True)
def units_route(request: Asked, on: On = None) -> list[UnitRow]:
    """List the units with what each may do on a day."""
    with reading(request) as register:
        sight = sight_of(request.user, register)
        rows = [row for row in unit_rows(register, on=register.day(on)) if sight.unit(row["unit"])]
    return msgspec.convert(rows, list[UnitRow], strict=False)


@get("/api/tasks", permission="programme.read", tags=_TAGS, responses=problems(), sync_to_thread=True)
def tasks_route(
    request: Asked,
    standing: Annotated[str | None, QueryParameter(name="state", description="Only in this state.")] = None,
    unit: Annotated[str | None, QueryParameter(description="Only of this unit.")] = None,
    on: On = None,
) -> list[TaskRow]:
    """List the tasks."""
    with reading(request) as register:
        sight = sight_of(request.user, register)
        rows = sight.rows(task_rows(register, state=standing, unit=unit, on=on))
    return msgspec.convert(rows, list[TaskRow], strict=False)


@get("/api/tasks/{task:str}", permission="programme.read", tags=_TAGS, responses=problems(404), sync_to_thread=True)
def task_route(request: Asked, task: FromPath[str]) -> TaskAnswer:
    """Tell everything about one task."""
    actor = request.user
    with reading(request) as register:
        sight = sight_of(actor, register)
        sight.need_task(task)
        found = story_of(register, task)
        data = register.store.get(found["record"])
        stops = sight.reasons(stops_of(register, task))
    note(request, "task-read", found["record"])
    found |= {
        "description": redacted(data, actor.audience, state=IN_FORCE),
        "moves": list(moves_seen(found["moves"], actor, sight)),
        "stopped": "; ".join(one["text"] for one in stops),
    }
    return msgspec.convert(found | {"stops": stops}, TaskAnswer, strict=False)


@get("/api/gate", permission="programme.read", tags=_TAGS, responses=problems(404), sync_to_thread=True)
def gate_route(
    request: Asked,
    unit: Annotated[str, QueryParameter(description="Id of the unit.")],
    activity: Annotated[str, QueryParameter(description="Code of the capability.")],
    from_: Annotated[str, QueryParameter(name="from", description="First day of work.")],
    to: Annotated[str | None, QueryParameter(description="Last day of work, inclusive.")] = None,
    area: Annotated[str | None, QueryParameter(description="Where, as WKT in longitude and latitude.")] = None,
    depth_m: Annotated[float | None, QueryParameter(description="Depth to be reached, metres.")] = None,
    rotation: Annotated[str | None, QueryParameter(description="Id of the rotation that works.")] = None,
    authority: Annotated[str | None, QueryParameter(description="Who gives the order.")] = None,
    known_at: Annotated[str | None, QueryParameter(description="As it was known then.")] = None,
) -> GateAnswer:
    """Ask whether a unit may do a piece of work, and why."""
    with reading(request) as register:
        sight = sight_of(request.user, register)
        sight.need_unit(unit)
        found = gating.ask(
            register, unit, activity, from_, to, area=area, depth_m=depth_m, rotation=rotation, authority=authority,
            known_at=known_at,
        )  # fmt: skip
    reasons = [one | {"record": one["record"] or None} for one in sight.reasons(found.reasons)]
    return msgspec.convert(gating.shown(found) | {"reasons": reasons}, GateAnswer, strict=False)


@get("/api/meetings", permission="programme.read", tags=_TAGS, responses=problems(), sync_to_thread=True)
def meetings_route(request: Asked) -> list[MeetingRow]:
    """List the meetings."""
    with reading(request) as register:
        sight = sight_of(request.user, register)
        rows = sight.meetings(meeting_rows(register), action_rows(register, on=register.today()))
    return msgspec.convert(rows, list[MeetingRow], strict=False)


@get("/api/agreements", permission="programme.read", tags=_TAGS, responses=problems(), sync_to_thread=True)
def agreements_route(request: Asked, on: On = None) -> list[AgreementRow]:
    """List the agreements as they stand on a day."""
    with reading(request) as register:
        sight = sight_of(request.user, register)
        rows = [row for row in agreement_rows(register, on=register.day(on)) if any(map(sight.party, row["parties"]))]
    return msgspec.convert(rows, list[AgreementRow], strict=False)


@get("/api/training", permission="programme.read", tags=_TAGS, responses=problems(), sync_to_thread=True)
def training_route(request: Asked) -> list[SessionRow]:
    """List the training sessions with their results; to a contributor none, since people of several sit in each."""
    with reading(request) as register:
        if sight_of(request.user, register).organisation is not None:
            return []
        return msgspec.convert(session_rows(register), list[SessionRow], strict=False)


ROUTES: Final = (
    units_route, tasks_route, task_route, gate_route, meetings_route, agreements_route, training_route,
)  # fmt: skip
