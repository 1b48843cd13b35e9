"""The data of the web page: parcels of every day that it can show, each kept once, and a summary of their records.

Coordinates are written as whole ten-millionths of a degree (1.1 cm), each as the step from the one before. No vertex
is left out: what the page draws is the land as it is, finer than any pixel.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec
import numpy as np
import shapely

from landrelease.publish.columns import Values, land_table

if TYPE_CHECKING:
    from landrelease.ledger.table import Parcels

FIELDS: Final = (
    "kind", "id", "area_id", "date", "organisation", "status", "method", "depth_m", "decision", "decided",
)  # fmt: skip
UNITS_PER_DEGREE: Final = 10_000_000
# As escapes, angle brackets and ampersands cannot end a script element; the two separators are line ends to old
# JavaScript.
_ESCAPES: Final = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


class Version(NamedTuple):
    """
    The land of one day.

    Attributes
    ----------
    as_of : str
        The day.
    parcels : Parcels
        The land.
    """

    as_of: str
    parcels: "Parcels"


class Place(NamedTuple):
    """
    A name on the map, such as a settlement.

    Attributes
    ----------
    name : str
        The name.
    lon : float
        Longitude, degrees.
    lat : float
        Latitude, degrees.
    """

    name: str
    lon: float
    lat: float


def embedded(value: Any) -> str:  # noqa: ANN401 - any JSON value
    r"""
    Write JSON that can stand inside a script element.

    Parameters
    ----------
    value
        Plain data.

    Returns
    -------
    str
        JSON without any character that HTML or JavaScript could take for an end.

    Examples
    --------
    >>> print(embedded(["</script>"]))
    ["\u003c/script\u003e"]
    """
    return msgspec.json.encode(value).decode().translate(_ESCAPES)


def land_data(versions: Sequence[Version], records: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """
    Lay out the parcels of all versions and the records that they name.

    A parcel that looks the same on several days is kept once. Of each record only the fields of `FIELDS` are taken,
    so that nothing else can reach the page.

    Parameters
    ----------
    versions
        The land of each day, oldest first.
    records
        Summaries by record id; ids without one are shown as ids.

    Returns
    -------
    dict
        ``origin`` (longitude and latitude, units), ``parcels`` (columns), ``versions`` (steps between row numbers)
        and ``records`` (rows in the order of `FIELDS`, after the id).
    """
    pool = _Pool()
    shown = [{"as_of": version.as_of, "parcels": _steps(pool.rows(version.parcels))} for version in versions]
    geometry = np.array(pool.geometry, dtype=object)
    origin = _origin(geometry)
    return {
        "origin": origin,
        "parcels": pool.columns | {"rings": outlines(geometry, origin)},
        "versions": shown,
        "records": [_summary(name, records.get(name, {})) for name in pool.records],
    }


class _Pool:
    """Parcels seen so far, each once, and the row numbers of the records that they name."""

    def __init__(self) -> None:
        self.geometry: list[Any] = []
        self.records: dict[str, int] = {}
        names = ("id", "status", "area", "since", "record", "depth", "depth_record", "history")
        self.columns: dict[str, list[Any]] = {name: [] for name in names}
        self._seen: dict[tuple[Any, ...], int] = {}

    def rows(self, parcels: "Parcels") -> list[int]:
        """
        Take a version in.

        Parameters
        ----------
        parcels
            The land of one day.

        Returns
        -------
        list of int
            Rows of its parcels, ascending.
        """
        table = land_table(parcels)
        names = ("id", "status", "since", "record", "depth_record", "history")
        keys = zip(shapely.to_wkb(table.geometry), *(table.values[name].tolist() for name in names), strict=True)
        areas, depths = table.values["area_m2"].tolist(), table.values["depth_m"].tolist()
        rows = [
            self._row(key, shape, area, depth)
            for key, shape, area, depth in zip(keys, table.geometry, areas, depths, strict=True)
        ]
        return sorted(rows)

    def _row(self, key: tuple[Any, ...], shape: Any, area: float, depth: float) -> int:  # noqa: ANN401 - shapely
        row = self._seen.setdefault(key, len(self._seen))
        if row == len(self.geometry):
            self.geometry.append(shape)
            self._append(key, area, depth)
        return row

    def _append(self, key: tuple[Any, ...], area: float, depth: float) -> None:
        _, name, status, since, record, depth_record, history = key
        values = (
            name,
            status,
            round(area, 3),
            since,
            self._number(record),
            None if np.isnan(depth) else depth,
            self._number(depth_record),
            [self._number(text) for text in history.split(";") if text],
        )
        for column, value in zip(self.columns.values(), values, strict=True):
            column.append(value)

    def _number(self, record: str | None) -> int | None:
        return None if record is None else self.records.setdefault(record, len(self.records))


def _summary(name: str, record: Mapping[str, Any]) -> list[Any]:
    return [name, *(record.get(field) for field in FIELDS)]


def _steps(rows: Iterable[int]) -> list[int]:
    steps: list[int] = np.diff(np.array([0, *rows], dtype=np.int64)).tolist()
    return steps


def outlines(geometry: Values, origin: Sequence[int]) -> list[list[list[int]]]:
    """
    Write the rings of polygons as steps in whole ten-millionths of a degree.

    Parameters
    ----------
    geometry
        Polygons or multipolygons, longitude and latitude.
    origin
        What the first vertex of each ring is counted from, units.

    Returns
    -------
    list of list of list of int
        For each geometry its rings, each ``[x, y, dx, dy, …]`` without the closing vertex.

    Examples
    --------
    >>> outlines(np.array([shapely.box(0, 0, 2e-7, 1e-7)]), [0, 0])
    [[[2, 0, 0, 1, -2, 0, 0, -1]]]
    """
    if not len(geometry):
        return []
    parts, owner = shapely.get_parts(geometry, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    lonlat, ring = shapely.get_coordinates(rings, return_index=True)
    open_end = np.append(ring[1:] == ring[:-1], False)[: len(ring)]  # every vertex but the closing one
    units, ring = np.rint(lonlat[open_end] * UNITS_PER_DEGREE).astype(np.int64), ring[open_end]
    first = np.append(True, ring[1:] != ring[:-1])[: len(ring)]
    before = np.where(first[:, None], np.asarray(origin, dtype=np.int64), np.roll(units, 1, axis=0))
    ends = np.flatnonzero(first)[1:]
    found: list[list[list[int]]] = [[] for _ in range(len(geometry))]
    for place, steps in zip(owner[part].tolist(), np.split((units - before).ravel(), 2 * ends), strict=True):
        found[place].append(steps.tolist())
    return found


def _origin(geometry: Values) -> list[int]:
    """Give the south-western corner in whole units."""
    corner = shapely.total_bounds(geometry)[:2] if len(geometry) else np.zeros(2)
    found: list[int] = np.rint(corner * UNITS_PER_DEGREE).astype(np.int64).tolist()
    return found
