"""A task as a GeoPackage: its area, features, hazards, the land around it and its turning points, styled for QGIS."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pyogrio
import shapely

from landrelease.desk.dossier import Dossier, dossier_of
from landrelease.desk.register import Register
from landrelease.desk.site import placed
from landrelease.geometry.turning import turning_points
from landrelease.programme.roll import Fact
from landrelease.publish.columns import COLUMNS, Column, land_table
from landrelease.publish.geopackage import finish
from landrelease.publish.meta import Meta, facts, notices
from landrelease.publish.qml import qml
from landrelease.publish.redaction.audience import EXACT
from landrelease.publish.taskqml import feature_qml, hazard_qml, task_qml, turning_qml
from landrelease.publish.view import meta_of
from landrelease.publish.writing import replacing
from landrelease.records.text import marked as _
from landrelease.records.text import tr

_ID: Final = Column("id", _("Id"), _("The source's own id."))
_RECORD: Final = Column("record", _("Record"), _("Id of the record that says so."))
_NAME: Final = Column("name", _("Name"), _("What it is called."))
TASK: Final = (
    _ID, _NAME, Column("activity", _("Activity"), _("What is to be done.")),
    Column("state", _("State"), _("Where the task stands.")), Column("unit", _("Unit"), _("Unit that is ordered.")),
    Column("first_day", _("First day"), _("First day of work.")),
    Column("last_day", _("Last day"), _("Last day of work.")),
    Column("required_depth_m", _("Depth to be reached"), _("Metres below ground.")), _RECORD,
)  # fmt: skip
FEATURES: Final = (
    Column("type", _("Kind"), _("What it is.")), _NAME,
    Column("starts", _("Begins"), _("Moment at which it begins.")),
    Column("ends", _("Ends"), _("Moment at which it ends.")),
    Column("distance_m", _("Distance to keep"), _("Metres.")), _RECORD,
)  # fmt: skip
HAZARDS: Final = (
    _ID, _NAME, Column("status", _("Status"), _("Suspected or confirmed.")),
    Column("contamination", _("Ordnance expected"), _("Codes, divided by ;.")),
    Column("required_depth_m", _("Required depth"), _("Metres below ground.")), _RECORD,
)  # fmt: skip
TURNING: Final = (
    Column("number", _("Point"), _("Number of the corner.")), Column("ring", _("Ring"), _("Outline or hole.")),
    Column("lat", _("Latitude (WGS 84)"), _("Degrees.")), Column("lon", _("Longitude (WGS 84)"), _("Degrees.")),
    Column("easting", _("Easting (m)"), _("Metres in the UTM zone.")),
    Column("northing", _("Northing (m)"), _("Metres in the UTM zone.")),
    Column("leg_m", _("To the next (m)"), _("Metres in that plane.")),
    Column("bearing", _("Grid bearing"), _("Degrees from grid north by east.")),
)  # fmt: skip


class Layer(NamedTuple):
    """
    One layer of the file.

    Attributes
    ----------
    name : str
        Its name.
    form : str
        Type of its geometry.
    columns : tuple of Column
        Its columns.
    geometry : list
        Longitude and latitude.
    rows : sequence
        Values in the order of the columns.
    style : callable
        Gives its QML.
    """

    name: str
    form: str
    columns: tuple[Column, ...]
    geometry: list[shapely.Geometry]
    rows: Sequence[Sequence[Any]]
    style: Callable[[], str]


def write_task_package(register: Register, task: str, path: Path) -> None:
    """
    Write the map of a task as a GeoPackage.

    Parameters
    ----------
    register
        An open register.
    task
        Id of the task.
    path
        The file, replaced whole.
    """
    found, meta = dossier_of(register, task), meta_of(register, audience=EXACT)
    title = " · ".join(part for part in (tr("Task dossier"), found.case.id, found.case.task.record.name) if part)
    layers = _layers(found)
    with replacing(path) as partial:
        for number, layer in enumerate(layers):
            _write(layer, partial, title, meta, append=number > 0)
        finish(
            partial, title, meta, {one.name: one.style() for one in layers}, {one.name: one.columns for one in layers}
        )


def _layers(found: Dossier) -> list[Layer]:
    return [_task(found), _features(found), _hazards(found), _land(found), _turning(found)]


def _task(found: Dossier) -> Layer:
    task, order = found.case.task.record, found.case.order.record if found.case.order else None
    row = (
        found.case.id, task.name, task.activity, found.case.state, found.case.unit or None,
        (order and order.from_) or task.from_, (order and order.to) or task.to, task.required_depth_m,
        found.case.task.id,
    )  # fmt: skip
    area = found.site.area
    areas, rows = ([], []) if area is None else ([area], [row])
    return Layer("task", "MultiPolygon", TASK, areas, rows, task_qml)


def _features(found: Dossier) -> Layer:
    def row(fact: Fact) -> Sequence[Any]:
        record = fact.record
        return record.type, record.name, record.starts, record.ends, record.distance_m, fact.id

    return Layer("features", "Unknown", FEATURES, *_with_place(found.site.features, row), feature_qml)


def _hazards(found: Dossier) -> Layer:
    def row(fact: Fact) -> Sequence[Any]:
        record = fact.record
        return (
            record.id, record.name, record.status, ";".join(record.contamination) or None, record.required_depth_m,
            fact.id,
        )  # fmt: skip

    return Layer("hazards", "Unknown", HAZARDS, *_with_place(found.hazards, row), hazard_qml)


def _with_place(
    found: Iterable[Fact], row: Callable[[Fact], Sequence[Any]]
) -> tuple[list[shapely.Geometry], list[Sequence[Any]]]:
    pairs = [(shape, row(fact)) for fact in found if (shape := placed(fact)) is not None]
    return [shape for shape, _row in pairs], [values for _shape, values in pairs]


def _land(found: Dossier) -> Layer:
    if found.site.land is None:
        return Layer("land", "MultiPolygon", COLUMNS, [], [], qml)
    table = land_table(found.site.land)
    columns = [values.tolist() for values in table.values.values()]
    rows = [[None if value != value else value for value in row] for row in zip(*columns, strict=True)]  # noqa: PLR0124
    return Layer("land", "MultiPolygon", COLUMNS, list(table.geometry), rows, qml)


def _turning(found: Dossier) -> Layer:
    corners = turning_points(found.site.area)[1] if found.site.area is not None else []
    rows = [
        (one.number, one.ring, one.lat, one.lon, one.easting, one.northing, one.leg_m, one.bearing) for one in corners
    ]
    return Layer(
        "turning_points",
        "Point",
        TURNING,
        [shapely.Point(one.lon, one.lat) for one in corners],
        list(rows),
        turning_qml,
    )


def _write(layer: Layer, path: Path, title: str, meta: Meta, *, append: bool) -> None:
    values = list(zip(*layer.rows, strict=True)) if layer.rows else [()] * len(layer.columns)
    multi = layer.form == "MultiPolygon"
    described = {"IDENTIFIER": f"{title} · {layer.name}", "DESCRIPTION": " ".join(notices(meta))}
    pyogrio.raw.write(
        str(path),
        shapely.to_wkb(np.array(layer.geometry, dtype=object)),
        [_column(column.name, cells) for column, cells in zip(layer.columns, values, strict=True)],
        np.array([column.name for column in layer.columns], dtype=object),
        layer=layer.name, driver="GPKG", crs="EPSG:4326", geometry_type=layer.form, promote_to_multi=multi,
        append=append, layer_options=described, layer_metadata=facts(meta, "all"),
        **({} if append else {"dataset_options": {"VERSION": "1.2"}, "dataset_metadata": facts(meta, "all")}),
    )  # fmt: skip


_WHOLE: Final = frozenset({"number", "ring"})


def _column(name: str, cells: Sequence[Any]) -> Any:  # noqa: ANN401 - an array of the column's type
    if name in _WHOLE:
        return np.array(cells, dtype=np.int32)
    if name.endswith("_m") or name in {"lat", "lon", "easting", "northing", "bearing", "area_m2"}:
        return np.array([np.nan if cell is None else cell for cell in cells], dtype=np.float64)
    return np.array(cells, dtype=object)
