"""Land, statements and the story of a point for programs."""

from decimal import Decimal
from typing import Annotated, Any, Final, Literal, cast

import msgspec
import numpy as np
import shapely
from litestar import Response, get
from litestar.exceptions import ClientException, PermissionDeniedException
from litestar.params import FromQuery, QueryParameter

from landrelease.desk.looking import admin_areas, explain_rows
from landrelease.desk.reading import Reading
from landrelease.geometry.geojson import geometry_of
from landrelease.publish.knowledge import day_told
from landrelease.records.text import tr
from landrelease.web.answered import answer
from landrelease.web.api.cql import FilterError
from landrelease.web.api.crs import CRS84, boxes
from landrelease.web.api.layers import EXACT, LAND, land_as_of, table_for
from landrelease.web.api.ogc_answers import Feature
from landrelease.web.api.problems import problems
from landrelease.web.api.table import Table
from landrelease.web.api.turning import features
from landrelease.web.book import Asked, reading
from landrelease.web.eyes import Eyes
from landrelease.web.noting import note
from landrelease.web.policy import reads
from landrelease.web.question import Question
from landrelease.web.reach import Reach
from landrelease.web.territory import answerable, land_of

_TAGS: Final = ("Land",)
_MOST: Final = 10_000
Class = Literal["all", "mines", "cluster", "other"]
KnownAt = Annotated[str | None, QueryParameter(description="As it was known then: a day or a moment.")]
AsOf = Annotated[str | None, QueryParameter(description="The land of this day, inclusive.")]


class ProgrammeAnswer(msgspec.Struct):
    """
    The programme of a register.

    Attributes
    ----------
    id : str
        Its id.
    name : str
        Its name.
    country : str
        ISO 3166 code.
    time_zone : str
        Its time zone.
    classes : list of str
        Hazard classes that it keeps apart.
    plane : list of float or None
        Centre of the plane in which areas are measured.
    today : str
        The day that it is there.
    last_known : str
        Moment of the latest record; to those who read no positions the day up to which they are told.
    """

    id: str
    name: str
    country: str
    time_zone: str
    classes: list[str]
    plane: list[float] | None
    today: str
    last_known: str


class LandAnswer(msgspec.Struct, tag_field="type", tag="FeatureCollection"):
    """
    Parcels as GeoJSON.

    Attributes
    ----------
    features : list of Feature
        A page of them.
    total : int
        How many there are.
    next : int or None
        ``offset`` of the next page; null at the end.
    """

    features: list[Feature]
    total: int
    next: int | None


class Posting(msgspec.Struct, rename={"from_": "from"}):
    """
    A movement of area from one status to another.

    Attributes
    ----------
    from_, to : str
        Statuses.
    movement : str
        What it was.
    area_m2 : decimal
        How much.
    """

    from_: str
    to: str
    movement: str
    area_m2: float


Amounts = dict[str, float]


class StatementRow(msgspec.Struct, rename={"class_": "class"}, omit_defaults=True):
    """
    A row of a statement.

    Attributes
    ----------
    movements, memo : dict
        Square metres by their names.
    postings : list of Posting
        Where land went.
    opening, closing, corrections : dict
        Square metres by status; empty in rows that hold movements alone.
    unmapped : dict
        The same of what has no outline.
    operator, method, unit, admin, name, class_ : str
        What the row is about.
    rounded_m2 : int
        Square metres to which each figure is rounded, for those who may not read positions.
    less_than_unit : list of str
        Figures that are more than nothing and told as 0.
    """

    movements: Amounts
    memo: Amounts
    postings: list[Posting]
    opening: Amounts = {}
    closing: Amounts = {}
    corrections: Amounts = {}
    unmapped: dict[str, Amounts] = {}
    operator: str | None = None
    method: str | None = None
    unit: str | None = None
    admin: str | None = None
    name: str | None = None
    class_: str | None = None
    rounded_m2: int | None = None
    less_than_unit: list[str] | None = None


class StatementAnswer(msgspec.Struct, rename={"from_": "from", "class_": "class"}, omit_defaults=True):
    """
    A statement of a period.

    Attributes
    ----------
    from_, to : str
        First and last day.
    known_at : str
        Moment of knowledge.
    class_ : str
        Hazard class.
    rows : list of StatementRow
        One without grouping.
    rounding : str
        How land is rounded, for those who may not read positions.
    """

    from_: str
    to: str
    known_at: str
    class_: str
    rows: list[StatementRow]
    rounding: str | None = None


class Step(msgspec.Struct):
    """
    A record that made a point of land what it is.

    Attributes
    ----------
    date : str
        Day.
    record, kind : str
        The record.
    claimed : str
        What it said.
    movements, status : dict
        What it did, and what was then, by hazard class.
    source_id, organisation : str or None
        As the source has them.
    recorded : str
        When it was written.
    recorded_claimed : bool
        Whether that is claimed.
    corrects : str or None
        What it corrects.
    findings : list of str
        Codes.
    author : str
        Who wrote it; empty for those who may not know.
    decided_by : list of str
        Who accepted it; empty likewise.
    """

    date: str
    record: str
    kind: str
    claimed: str
    movements: dict[str, str]
    status: dict[str, str]
    source_id: str | None
    organisation: str | None
    recorded: str
    recorded_claimed: bool
    corrects: str | None
    findings: list[str]
    author: str = ""
    decided_by: list[str] = []


@get("/api/programme", permission="land.read", tags=_TAGS, responses=problems(), sync_to_thread=True)
def programme_route(request: Asked) -> ProgrammeAnswer:
    """Describe the programme."""
    with reading(request) as register:
        found = register.frame().programme
        return ProgrammeAnswer(
            found.id or "", found.name or "", found.country or "", found.time_zone, list(found.classes),
            list(found.plane) if found.plane else None, register.today(), day_told(register, request.user.audience),
        )  # fmt: skip


@get("/api/land", permission="land.read", tags=_TAGS, responses=problems(), sync_to_thread=True)
def land_route(
    request: Asked,
    class_: Annotated[Class, QueryParameter(name="class", description="Hazard class.")] = "all",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    bbox: Annotated[str, QueryParameter(description="Where: least and greatest longitude and latitude.")] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=_MOST)] = 1000,
    offset: Annotated[int, QueryParameter(ge=0, le=2**53)] = 0,
) -> LandAnswer:
    """Give the parcels of a day as GeoJSON; generalised for those who do not read positions exactly."""
    with reading(request) as register:
        try:
            where = boxes(bbox, CRS84) if bbox else []
        except FilterError as fault:
            raise ClientException(str(fault)) from None
        found = _parcels(register, request, class_, as_of, known_at)
    if where:
        found = found.take(shapely.intersects(shapely.union_all(where), found.geometry))
    rows = range(len(found.id))[offset : offset + limit]
    after = offset + limit if offset + limit < len(found.id) else None
    return LandAnswer(features(found.take(_places(rows)), CRS84), len(found.id), after)


def _places(rows: range) -> Any:
    return np.arange(rows.start, rows.stop)


def _parcels(register: Reading, request: Asked, klass: str, as_of: str | None, known_at: str | None) -> Table:
    actor = request.user
    if not reads(actor, EXACT):
        if as_of or known_at or klass != "all":
            raise PermissionDeniedException(tr("Your account sees the land of now, of all classes together."))
        return table_for(register, actor, LAND)
    table = land_as_of(register, klass, as_of, known_at)
    return table.take(Reach(register, actor).near(table.geometry))


@get("/api/statement", permission="land.read", tags=_TAGS, responses=problems(), sync_to_thread=True)
def statement_route(
    request: Asked,
    year: Annotated[int | None, QueryParameter(ge=1, le=9999)] = None,
    first: Annotated[str | None, QueryParameter(name="from", description="First day, inclusive.")] = None,
    to: Annotated[str | None, QueryParameter(description="Last day, inclusive.")] = None,
    known_at: KnownAt = None,
    against: Annotated[str | None, QueryParameter(description="Compare with what was known then.")] = None,
    class_: Annotated[Class, QueryParameter(name="class", description="Hazard class.")] = "all",
    by: FromQuery[Literal["", "operator", "method", "unit", "admin", "class"]] = "",
) -> Response[StatementAnswer]:
    """Give opening balance, movements and closing balance of a period, in square metres."""
    actor = request.user
    if actor.territory and by != "admin":
        raise PermissionDeniedException(tr("Your account is confined to areas; ask with by=admin."))
    named = "" if year is None else f"{year:04}"
    question = Question(named, first or "", to or "", class_, by, known_at or "", against or "")
    with reading(request) as register:
        told = answer(register, actor, question).doc
        if actor.territory:
            land = land_of(register, actor)
            areas = admin_areas(register)
            shapes = geometry_of([area.shape for area in areas])
            ours = {area.id or area.name for area, shape in zip(areas, shapes, strict=True) if answerable(land, shape)}
            told["rows"] = [row for row in told["rows"] if row.get("admin") in ours]
    told["rows"] = [{name: value for name, value in row.items() if value is not None} for row in told["rows"]]
    return Response(cast("StatementAnswer", msgspec.json.encode(_exact(told))), media_type="application/json")


def _exact(value: Any) -> Any:
    """Write amounts with all their places, which the numbers of Python would lose."""
    if isinstance(value, Decimal):
        return msgspec.Raw(format(value, "f").encode())
    if isinstance(value, dict):
        return {name: _exact(one) for name, one in value.items()}
    return [_exact(one) for one in value] if isinstance(value, list | tuple) else value


@get("/api/explain", permission="land.read", tags=_TAGS, responses=problems(), sync_to_thread=True)
def explain_route(
    request: Asked,
    lon: Annotated[float, QueryParameter(ge=-180, le=180, description="Longitude, degrees.")],
    lat: Annotated[float, QueryParameter(ge=-90, le=90, description="Latitude, degrees.")],
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> list[Step]:
    """Tell which records made a point of land what it is, oldest first."""
    actor = request.user
    if not reads(actor, EXACT):
        raise PermissionDeniedException(tr("Your account reads no exact positions, and a point is one."))
    with reading(request) as register:
        land = land_of(register, actor)
        if land is not None and not shapely.intersects(land, shapely.Point(lon, lat)):
            raise PermissionDeniedException(tr("This point lies outside the areas of your account."))
        rows = explain_rows(register, lon, lat, as_of=as_of, known_at=known_at)
        told = {one.id for one in Eyes(register, actor).told(row["record"] for row in rows)}
    note(request, "land-explained", *told)
    hidden = () if reads(actor, "authority") else ("author", "decided_by")
    return [
        msgspec.convert({name: value for name, value in row.items() if name not in hidden}, Step, strict=False)
        for row in rows
        if row["record"] in told
    ]


ROUTES: Final = (programme_route, land_route, statement_route, explain_route)
