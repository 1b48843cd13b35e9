"""The documents of OGC API - Features."""

import datetime as dt
from typing import Any, Final, Literal

import msgspec
import shapely

from landrelease.records.context import Programme
from landrelease.records.text import tr
from landrelease.web.api.crs import CRS84, KNOWN
from landrelease.web.api.filtering import GEOMETRY
from landrelease.web.api.layers import Layer
from landrelease.web.api.table import FIRST_DAY, LAST_DAY, Table

_FEATURES: Final = "http://www.opengis.net/spec/ogcapi-features-"
_CQL: Final = "http://www.opengis.net/spec/cql2/1.0/conf/"
CLASSES: Final = (
    f"{_FEATURES}1/1.0/conf/core",
    f"{_FEATURES}1/1.0/conf/geojson",
    f"{_FEATURES}2/1.0/conf/crs",
    f"{_FEATURES}3/1.0/conf/queryables",
    f"{_FEATURES}3/1.0/conf/queryables-query-parameters",
    f"{_FEATURES}3/1.0/conf/filter",
    f"{_FEATURES}3/1.0/conf/features-filter",
    f"{_CQL}cql2-text",
    f"{_CQL}basic-cql2",
    f"{_CQL}advanced-comparison-operators",
    f"{_CQL}case-insensitive-comparison",
    f"{_CQL}basic-spatial-functions",
    f"{_CQL}basic-spatial-functions-plus",
    f"{_CQL}spatial-functions",
    f"{_CQL}property-property",
)
"""What is claimed; each has a test."""
_GEOJSON: Final = "application/geo+json"
_JSON: Final = "application/json"
_SCHEMA: Final = "application/schema+json"
_QUERYABLES: Final = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
_CONFORMANCE: Final = "conformance"
GeometryType = Literal[
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"
]
Value = str | float | bool | None


class Link(msgspec.Struct, omit_defaults=True):
    """
    Where something is.

    Attributes
    ----------
    href : str
        Address.
    rel : str
        What it is to this document.
    type : str
        Its form.
    title : str
        What people read.
    """

    href: str
    rel: str
    type: str
    title: str = ""


class Landing(msgspec.Struct):
    """
    The first document.

    Attributes
    ----------
    title, description : str
        The programme.
    links : list of Link
        Everything else.
    """

    title: str
    description: str
    links: list[Link]


class Conformance(msgspec.Struct, rename={"conforms_to": "conformsTo"}):
    """
    What is claimed.

    Attributes
    ----------
    conforms_to : list of str
        Conformance classes.
    """

    conforms_to: list[str]


class Spatial(msgspec.Struct):
    """
    Where the features of a layer are.

    Attributes
    ----------
    bbox : list of list of float
        One box.
    crs : str
        Its system.
    """

    bbox: list[list[float]]
    crs: str = CRS84


class Temporal(msgspec.Struct):
    """
    When the features of a layer are.

    Attributes
    ----------
    interval : list of list
        One pair of moments; null where it is open.
    """

    interval: list[list[str | None]]


class Extent(msgspec.Struct, omit_defaults=True):
    """
    Where and when the features of a layer are.

    Attributes
    ----------
    temporal : Temporal
        When.
    spatial : Spatial
        Where; unset in a layer without any place.
    """

    temporal: Temporal
    spatial: Spatial | msgspec.UnsetType = msgspec.UNSET


class Collection(msgspec.Struct, rename={"item_type": "itemType", "storage_crs": "storageCrs"}):
    """
    A layer.

    Attributes
    ----------
    id : str
        Its name in addresses.
    title, description : str
        What people read.
    links : list of Link
        Its features and what can be asked of them.
    extent : Extent
        Where and when they are.
    crs : list of str
        Systems in which they are given.
    storage_crs : str
        The one in which they are kept.
    item_type : str
        Always ``feature``.
    """

    id: str
    title: str
    description: str
    links: list[Link]
    extent: Extent
    crs: list[str]
    storage_crs: str = CRS84
    item_type: str = "feature"


class Collections(msgspec.Struct):
    """
    The layers.

    Attributes
    ----------
    links : list of Link
        This document.
    collections : list of Collection
        The layers that may be read.
    crs : list of str
        Systems in which all of them are given.
    """

    links: list[Link]
    collections: list[Collection]
    crs: list[str]


class Geometry(msgspec.Struct, omit_defaults=True):
    """
    A shape as GeoJSON.

    Attributes
    ----------
    type : str
        Kind of shape.
    coordinates : list
        Its positions.
    geometries : list
        Of a collection its shapes.
    """

    type: GeometryType
    coordinates: list[Any] | msgspec.UnsetType = msgspec.UNSET
    geometries: list[dict[str, Any]] | msgspec.UnsetType = msgspec.UNSET


class Feature(msgspec.Struct, omit_defaults=True, tag_field="type", tag="Feature"):
    """
    A feature.

    Attributes
    ----------
    id : str
        Its id.
    geometry : Geometry or None
        Where it is.
    properties : dict
        Its values, as the queryables describe them.
    links : list of Link
        Of a feature that stands alone.
    """

    id: str
    geometry: Geometry | None
    properties: dict[str, Value]
    links: list[Link] | msgspec.UnsetType = msgspec.UNSET


class FeatureCollection(
    msgspec.Struct, tag_field="type", tag="FeatureCollection",
    rename={"time_stamp": "timeStamp", "number_matched": "numberMatched", "number_returned": "numberReturned"},
):  # fmt: skip
    """
    A page of features.

    Attributes
    ----------
    features : list of Feature
        The features.
    links : list of Link
        This page and those beside it.
    time_stamp : str
        When it was made.
    number_matched : int
        How many answer the question.
    number_returned : int
        How many are here.
    """

    features: list[Feature]
    links: list[Link]
    time_stamp: str
    number_matched: int
    number_returned: int


class Queryable(msgspec.Struct, omit_defaults=True):
    """
    A property that can be asked for.

    Attributes
    ----------
    title : str
        What people read.
    type : str
        Of its values; unset for the shape.
    format : str
        ``geometry-any`` for the shape.
    enum : list of str
        What it may be, where that is known.
    """

    title: str
    type: str | msgspec.UnsetType = msgspec.UNSET
    format: str | msgspec.UnsetType = msgspec.UNSET
    enum: list[str] | msgspec.UnsetType = msgspec.UNSET


class Queryables(
    msgspec.Struct,
    rename={"dialect": "$schema", "address": "$id", "additional": "additionalProperties"},
):
    """
    The properties of a layer as a JSON schema.

    Attributes
    ----------
    dialect : str
        Edition of JSON schema.
    address : str
        Its address.
    title : str
        The layer.
    properties : dict
        Name to property.
    type : str
        Always ``object``.
    additional : bool
        Whether others can be asked for: never.
    """

    dialect: str
    address: str
    title: str
    properties: dict[str, Queryable]
    type: str = "object"
    additional: bool = False


def landing(base: str, programme: Programme) -> Landing:
    """
    Write the first document.

    Parameters
    ----------
    base
        Address of this server.
    programme
        The programme.

    Returns
    -------
    Landing
        With links to everything.
    """
    name = programme.name or programme.id or "landrelease"
    return Landing(
        name,
        tr(
            "Layers of the register of mined land. Land that is not in it was not recorded and may hold explosive "
            "ordnance."
        ),
        [
            Link(f"{base}/ogc", "self", _JSON),
            Link(f"{base}/api/openapi.json", "service-desc", "application/vnd.oai.openapi+json;version=3.1"),
            Link(f"{base}/ogc/conformance", _CONFORMANCE, _JSON),
            Link(f"{base}/ogc/collections", "data", _JSON),
        ],
    )


def collection(base: str, layer: Layer, table: Table) -> Collection:
    """
    Describe a layer.

    Parameters
    ----------
    base
        Address of this server.
    layer
        The layer.
    table
        Its features.

    Returns
    -------
    Collection
        With its extent.
    """
    here = f"{base}/ogc/collections/{layer.id}"
    links = [
        Link(here, "self", _JSON),
        Link(f"{here}/items", "items", _GEOJSON, tr(layer.title)),
        Link(f"{here}/queryables", _QUERYABLES, _SCHEMA),
    ]
    return Collection(layer.id, tr(layer.title), tr(layer.meaning), links, _extent(table), list(KNOWN))


def _extent(table: Table) -> Extent:
    begins = [day for day in table.first.tolist() if day > FIRST_DAY]
    ends = [day for day in table.last.tolist() if day < LAST_DAY]
    lasting = len(ends) < len(table.last)
    interval = [_moment(min(begins, default=None)), None if lasting else _moment(max(ends, default=None))]
    shapes = table.geometry[~(shapely.is_missing(table.geometry) | shapely.is_empty(table.geometry))]
    where = Spatial([shapely.total_bounds(shapes).tolist()]) if len(shapes) else msgspec.UNSET
    return Extent(Temporal([interval]), where)


def _moment(day: int | None) -> str | None:
    return None if day is None else f"{dt.date.fromordinal(day).isoformat()}T00:00:00Z"


def queryables(base: str, layer: Layer, table: Table) -> Queryables:
    """
    Say what can be asked of a layer.

    Parameters
    ----------
    base
        Address of this server.
    layer
        The layer.
    table
        Its features.

    Returns
    -------
    Queryables
        Every property, and the shape.
    """
    found = {GEOMETRY: Queryable(tr("Where it is."), format="geometry-any")}
    for field in table.fields:
        enum = list(field.codes) if field.codes else msgspec.UNSET
        found[field.name] = Queryable(field.meaning, field.type, msgspec.UNSET, enum)
    here = f"{base}/ogc/collections/{layer.id}/queryables"
    return Queryables("https://json-schema.org/draft/2020-12/schema", here, tr(layer.title), found)
