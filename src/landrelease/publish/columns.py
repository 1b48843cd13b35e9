"""The columns of published land: their names, what people call them, and the table of values for every format."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from landrelease.records.text import marked as _

if TYPE_CHECKING:
    from landrelease.ledger.table import Parcels

Values = NDArray[Any]


class Column(NamedTuple):
    """
    One column of published land.

    Attributes
    ----------
    name : str
        Name in the file, with its unit.
    alias : str
        What people read, where the format has room for it.
    meaning : str
        One sentence for the documentation of the file.
    """

    name: str
    alias: str
    meaning: str


COLUMNS: Final = (
    Column("id", _("Parcel"), _("Id of the parcel; the rows are ordered by it.")),
    Column("status", _("Status"), _("Suspected, confirmed, cancelled, reduced or cleared.")),
    Column("area_m2", _("Area (m²)"), _("Area on the WGS 84 ellipsoid, square metres.")),
    Column("since", _("Since"), _("Day on which the present status began.")),
    Column("record", _("Given by record"), _("Id of the record that gives the parcel its status.")),
    Column(
        "class", _("Hazard class"), _("Class of explosive ordnance that the status speaks of; all where every one.")
    ),
    Column("depth_m", _("Depth done (m)"), _("Deepest depth that work reached, metres; empty where none is stated.")),
    Column("depth_record", _("Depth by record"), _("Id of the record that states that depth.")),
    Column("history", _("Records, oldest first"), _("Ids of every record that touched the parcel, divided by ;.")),
)
COARSE: Final = (
    Column("status", _("Status"), _("Open or released; of which kind is not told.")),
    Column("area_m2", _("Area (m²)"), _("Area of the exact land, rounded; empty where few parcels make it up.")),
    Column("rounded_to_m2", _("Rounded to (m²)"), _("To what the area is rounded, open land up, released land down.")),
    Column(
        "class", _("Hazard class"), _("Class of explosive ordnance that the status speaks of; all where every one.")
    ),
)
"""The columns of land that was made coarser: nothing in them leads to a parcel, a record or a day."""


class LandTable(NamedTuple):
    """
    Land as columns, in the order of parcel ids.

    Attributes
    ----------
    geometry : numpy.ndarray
        Valid polygons, longitude and latitude (WGS 84), exterior rings counter-clockwise.
    values : dict
        Arrays by column name, in the order of `COLUMNS` or `COARSE`.
    repaired : tuple of str
        Ids of parcels whose outline crossed itself once its edges were drawn straight in degrees.
    """

    geometry: Values
    values: dict[str, Values]
    repaired: tuple[str, ...]


def land_table(parcels: "Parcels") -> LandTable:
    """
    Lay parcels out as columns.

    The order is that of the parcel ids, so that the same land always makes the same file. A parcel is valid in the
    plane of the programme; where its outline touches itself in degrees it is repaired by structure and named, so that
    no client refuses the file.

    Parameters
    ----------
    parcels
        Parcels of one class.

    Returns
    -------
    LandTable
        As many rows as parcels; texts that are empty become None.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> def array(*items): return np.array([*items, None], dtype=object)[:-1]
    >>> parcels = SimpleNamespace(
    ...     klass="all", id=array("p2", "p1"), geometry=array(shapely.box(1, 0, 2, 1), shapely.box(0, 0, 1, 1)),
    ...     area_m2=np.array([2.0, 1.0]), status=array("cleared", "suspected"), since=array("2024-05-01", "2020-01-01"),
    ...     record=array("r2", "r1"), depth_m=np.array([0.2, np.nan]), depth_record=array("r2", ""),
    ...     history=array(("r1", "r2"), ("r1",)))
    >>> values = land_table(parcels).values
    >>> values["id"].tolist(), values["history"].tolist(), values["depth_record"].tolist()
    (['p1', 'p2'], ['r1', 'r1;r2'], [None, 'r2'])
    """
    order = np.argsort(parcels.id, kind="stable")
    geometry, repaired = _valid(parcels.geometry[order])
    values = {
        "id": parcels.id[order],
        "status": parcels.status[order],
        "area_m2": parcels.area_m2[order],
        "since": parcels.since[order],
        "record": _filled(parcels.record[order]),
        "class": np.full(len(order), parcels.klass, dtype=object),
        "depth_m": parcels.depth_m[order],
        "depth_record": _filled(parcels.depth_record[order]),
        "history": _texts(";".join(records) for records in parcels.history[order]),
    }
    return LandTable(geometry, values, tuple(values["id"][repaired]))


def _valid(geometry: Values) -> tuple[Values, Values]:
    """Make every outline valid in degrees; tell which were not. Land never vanishes by it: the worst stays as it is."""
    invalid = ~shapely.is_valid(geometry)
    if invalid.any():
        geometry = geometry.copy()
        geometry[invalid] = [_repaired(shape) for shape in geometry[invalid]]
    return shapely.orient_polygons(geometry, exterior_cw=False), np.flatnonzero(invalid)


def _repaired(shape: shapely.Polygon) -> shapely.Polygon | shapely.MultiPolygon:
    """Give the first reading of a crossing outline that encloses land, by structure before by lines."""
    for method, keep in (("structure", False), ("linework", True)):
        parts = shapely.get_parts(shapely.make_valid(shape, method=method, keep_collapsed=keep))
        parts = shapely.get_parts(parts)  # a collection may hold a multipolygon
        land = parts[shapely.area(parts) > 0]
        if len(land):
            return land[0] if len(land) == 1 else shapely.multipolygons(land)
    return shape


def _filled(texts: Values) -> Values:
    return _texts(text or None for text in texts)


def _texts(texts: Iterable[str | None]) -> Values:
    found = list(texts)
    array = np.empty(len(found), dtype=object)
    array[:] = found
    return array
