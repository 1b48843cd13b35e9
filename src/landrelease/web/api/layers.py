"""The layers of OGC API - Features: which there are for whom, and their features."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple, get_args, get_type_hints

import msgspec
import numpy as np

from landrelease.desk.answers import iso
from landrelease.desk.reading import Reading
from landrelease.desk.rolling import StoreRoll
from landrelease.desk.versions import known, versions_near
from landrelease.geometry.geojson import geometry_of
from landrelease.ledger.table import Parcels
from landrelease.programme.roll import Fact
from landrelease.publish.columns import COLUMNS, land_table
from landrelease.publish.knowledge import knowledge_for
from landrelease.publish.notice import land_of, rules_for
from landrelease.publish.redaction.fields import readable
from landrelease.records import times
from landrelease.records.codes import LISTS, STATUSES
from landrelease.records.kinds import KINDS
from landrelease.records.marks import field_marks
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.actor import Actor
from landrelease.web.api.table import FIRST_DAY, LAST_DAY, Field, Table, Type, objects
from landrelease.web.eyes import Eyes
from landrelease.web.policy import may, reads
from landrelease.web.reach import Reach
from landrelease.web.territory import parcels_in

EXACT: Final = "operator"
"""Lowest audience that is given land as it is."""
_TYPES: Final[Mapping[type, Type]] = {str: "string", float: "number", int: "integer", bool: "boolean", tuple: "string"}
_HIDDEN: Final = frozenset({"shape", "sealed", "history"})
_DAYS: Final = frozenset({"date", "date_from", "reported", "from", "to", "since", "until"})
_OPEN: Final = ("suspected", "confirmed")


class Layer(NamedTuple):
    """
    A layer.

    Attributes
    ----------
    id : str
        Its name in addresses.
    title, meaning : str
        What people read.
    kind : str
        Kind of record that its features are; empty for land.
    permission : str
        Deed of the policy that it is to read it.
    """

    id: str
    title: str
    meaning: str
    kind: str = ""
    permission: str = "land.read"


LAND: Final = Layer("land", _("Land"), _("Land that is or was suspected or confirmed, by its present status."))
VERSIONS: Final = Layer(
    "land-versions", _("Land through time"), _("Each parcel with the days from and up to which it had each status.")
)
LAYERS: Final = (
    LAND,
    VERSIONS,
    Layer(
        "hazards", _("Hazards"), _("Suspected and confirmed areas as reported, while their records count."), "hazard"
    ),
    Layer("releases", _("Releases"), _("Land cancelled, reduced or cleared, as reported."), "release"),
    Layer("surveys", _("Surveys"), _("Where surveys looked, and what they found."), "survey"),
    Layer("ordnance", _("Ordnance"), _("Explosive ordnance found or destroyed."), "ordnance"),
    Layer("accidents", _("Accidents"), _("Explosions that hurt or endangered people."), "accident"),
    Layer("tasks", _("Tasks"), _("Work that is planned or ordered."), "task", "programme.read"),
    Layer("areas", _("Administrative areas"), _("Outlines of administrative areas."), "admin_area"),
    Layer("settlements", _("Settlements"), _("Places where people live."), "settlement"),
)
"""All layers, in the order in which they are listed."""


def layers_for(register: Reading, actor: Actor) -> list[Layer]:
    """
    List the layers that somebody may read.

    Parameters
    ----------
    register
        An open register.
    actor
        Who asks.

    Returns
    -------
    list of Layer
        All that their roles allow from operators upwards; the land in its published form below; for the public, signed
        in or not, that too where the programme publishes any land, else nothing.
    """
    if reads(actor, EXACT) and may(actor, "land.read"):
        return [layer for layer in LAYERS if may(actor, layer.permission)]
    rules = rules_for(register, actor.audience)
    return [LAND] if rules.shows("land-open") or rules.shows("land-released") else []


def table_for(register: Reading, actor: Actor, layer: Layer) -> Table:
    """
    Read the features of a layer as somebody may see them.

    Parameters
    ----------
    register
        An open register.
    actor
        Who asks.
    layer
        One of `layers_for`.

    Returns
    -------
    Table
        Ordered by id.
    """
    if layer.kind and reads(actor, EXACT):
        return _records(Eyes(register, actor), layer.kind)
    reach = Reach(register, actor)
    if not reads(actor, EXACT):
        return _published(register, actor, reach)
    table = _land(register.land()) if layer is LAND else _versions(register)
    return table.take(reach.near(table.geometry)) if reach.land is not None else table


def land_as_of(register: Reading, klass: str, as_of: str | None, known_at: str | None) -> Table:
    """
    Read the exact land of a day.

    Parameters
    ----------
    register
        An open register.
    klass
        Hazard class, or ``all``.
    as_of, known_at
        Day of the map, and moment of knowledge.

    Returns
    -------
    Table
        Ordered by id.
    """
    return _land(register.land(as_of=as_of, known_at=known_at, klass=klass))


def _published(register: Reading, actor: Actor, reach: Reach) -> Table:
    """Draw land as the public sees it; donors and partners see it also where nothing is published, without delay."""
    moment = knowledge_for(register, actor.audience)
    parcels = parcels_in(reach.land, register.land(known_at=moment))
    when = (register.today(), moment) if reach.land is None else None
    found = land_of(register, rules_for(register, actor.audience), parcels, when)
    rows = sorted(found, key=lambda row: row.group)
    values: dict[str, list[Any]] = {
        "group": [row.group for row in rows], "area_m2": [row.area_m2 for row in rows],
        "rounded_to_m2": [row.step_m2 for row in rows], "class": [row.klass for row in rows],
    }  # fmt: skip
    fields = (
        Field(
            "group",
            tr("Open: suspected or confirmed. Released: cancelled, reduced or cleared."),
            codes=("open", "released"),
        ),
        Field("area_m2", tr("Area, square metres, rounded."), "integer"),
        Field("rounded_to_m2", tr("To what areas are rounded."), "integer"),
        Field("class", tr("Class of explosive ordnance.")),
    )
    lasting = np.full(len(rows), FIRST_DAY), np.full(len(rows), LAST_DAY)
    shapes = objects([row.geometry for row in rows])
    return Table(
        fields, objects(values["group"]), shapes, {name: objects(column) for name, column in values.items()}, *lasting
    )


def _land(parcels: Parcels) -> Table:
    found = land_table(parcels)
    depth = [None if np.isnan(value) else value for value in found.values["depth_m"].tolist()]
    values = {name: objects(column.tolist()) for name, column in found.values.items() if name not in _HIDDEN}
    values["depth_m"] = objects(depth)
    numbers = {"area_m2", "depth_m"}
    fields = tuple(
        Field(
            column.name, tr(column.meaning), "number" if column.name in numbers else "string", column.name in _DAYS,
            STATUSES[1:] if column.name == "status" else (),
        )
        for column in COLUMNS if column.name not in _HIDDEN
    )  # fmt: skip
    first = np.array([dt.date.fromisoformat(day).toordinal() for day in values["since"].tolist()], dtype=np.int64)
    return Table(fields, values["id"], objects(list(found.geometry)), values, first, np.full(len(first), LAST_DAY))


def _versions(register: Reading) -> Table:
    """One feature for each parcel and period."""
    found = versions_near(known(register.store), None, "all")
    spans, shapes = found.periods, found.polygons()
    first, last = spans.first, np.minimum(spans.end - 1, LAST_DAY)
    parcel, status = found.id[spans.parcel], np.array(STATUSES, dtype=object)[spans.status]
    until = [None if day >= LAST_DAY else iso(day) for day in last.tolist()]
    since = [iso(day) for day in first.tolist()]
    values = {
        "parcel": objects(parcel.tolist()), "status": objects(status.tolist()), "since": objects(since),
        "until": objects(until), "area_m2": objects(found.area_m2[spans.parcel].tolist()),
        "record": objects(found.record.tolist()),
    }  # fmt: skip
    fields = (
        Field("parcel", tr("Id of the parcel.")),
        Field("status", tr("Status in these days."), codes=STATUSES[1:]),
        Field("since", tr("First day."), day=True),
        Field("until", tr("Last day; empty where it lasts."), day=True),
        Field("area_m2", tr("Area on the WGS 84 ellipsoid, square metres."), "number"),
        Field("record", tr("Id of the record that began it.")),
    )
    names = [f"{one}.{day}" for one, day in zip(parcel.tolist(), since, strict=True)]
    table = Table(fields, objects(names), objects(list(shapes[spans.parcel])), values, first, last)
    return table.take(np.argsort(table.id, kind="stable"))


def _records(eyes: Eyes, kind: str) -> Table:
    """Read the records of a kind that count, with the fields that the audience reads."""
    reach, audience = eyes.reach, eyes.actor.audience
    facts = [fact for fact in StoreRoll(eyes.register.store).all(kind) if reach.knows(fact.record)]
    shapes = geometry_of([getattr(fact.record, "shape", None) for fact in facts])
    near = reach.near(shapes)
    facts = [fact for fact, is_near in zip(facts, near.tolist(), strict=True) if is_near]
    facts_at = sorted(range(len(facts)), key=lambda at: facts[at].id)
    facts, shapes = [facts[at] for at in facts_at], objects([shapes[near][at] for at in facts_at])
    told = [eyes.read(fact.record) for fact in facts]
    fields = fields_of(kind, audience)
    values = {field.name: objects([_flat(one.get(field.source)) for one in told]) for field in map(_sourced, fields)}
    spans = [_days(fact) for fact in facts]
    first, last = (np.array([span[at] for span in spans], dtype=np.int64) for at in (0, 1))
    return Table(fields, objects([fact.id for fact in facts]), shapes, values, first, last)


class _Sourced(NamedTuple):
    name: str
    source: str


def _sourced(field: Field) -> _Sourced:
    return _Sourced(field.name, "id" if field.name == "source_id" else field.name)


def fields_of(kind: str, audience: str) -> tuple[Field, ...]:
    """
    List the properties of the features of a kind of record.

    Parameters
    ----------
    kind
        Key of `KINDS`.
    audience
        Who reads.

    Returns
    -------
    tuple of Field
        Those that hold one value, or a list, which is written with ``;``.

    Examples
    --------
    >>> [field.name for field in fields_of("settlement", "public")][:2]
    ['source_id', 'date']
    >>> [field.codes for field in fields_of("hazard", "public") if field.codes]
    [('suspected', 'confirmed')]
    """
    marks, types = field_marks(KINDS[kind]), _field_types(KINDS[kind])
    return tuple(
        Field(
            "source_id" if name == "id" else name, tr(marks[name].meaning), types[name], name in _DAYS,
            tuple(LISTS[marks[name].codes]) if name == "status" and marks[name].codes else (),
        )
        for name in readable(KINDS[kind], audience) if name in types
    )  # fmt: skip


@cache
def _field_types(kind: type[msgspec.Struct]) -> Mapping[str, Type]:
    """Name the fields that fit into one value, and its type."""
    hints = get_type_hints(kind)
    found: dict[str, Type] = {}
    for name, written in zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True):
        hint = hints[name]
        parts = [
            part for part in (get_args(hint) if type(None) in get_args(hint) else (hint,)) if part is not type(None)
        ]
        bare = getattr(parts[0], "__origin__", parts[0]) if len(parts) == 1 else None
        if isinstance(bare, type) and bare in _TYPES and written not in _HIDDEN:
            found[written] = _TYPES[bare]
    return MappingProxyType(found)


def _flat(value: Any) -> Any:
    return ";".join(map(str, value)) if isinstance(value, list) else value


def _days(fact: Fact) -> tuple[int, int]:
    """Give the days on which a statement may have been true: a date that is not whole is all of its days."""
    try:
        found = times.interval(fact.record.date or "")
    except ValueError:
        return FIRST_DAY, LAST_DAY
    return found.first, found.last
