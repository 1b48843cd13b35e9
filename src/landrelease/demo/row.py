"""One row of a partner's file, the sheet it stands on, and the bag in which the story collects them."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from landrelease.demo import cast

REMARK: Final = f"{cast.LABEL}: invented for the worked example, no such place"
Cell = str | float | int
_LETTERS: Final = MappingProxyType({"accident": "X"})
"""Letter of an id where it is not the first of the kind's name."""

_MOMENTS: Final = MappingProxyType({"tables": "01-20", "declared": "02-03", "shapes": "02-05", "points": "02-10"})
_FIRST_CSV_OF_ENGINEERS: Final = 2022


class Sheet(NamedTuple):
    """
    One file of the incoming folder.

    Attributes
    ----------
    path : str
        Relative to the incoming folder.
    group : str
        What its import needs: ``tables`` (CSV in UTM, CRS to be given), ``declared`` (CRS in the file), ``shapes``
        (zipped Shapefile, organisation to be given), ``points`` (lon and lat columns), ``reference``.
    crs : str
        Of its coordinates.
    recorded : str
        Moment that its import claims.
    """

    path: str
    group: str
    crs: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Row:
    """
    One row.

    Attributes
    ----------
    record : str
        Kind of record.
    values : mapping of str to str or number
        The other columns of the plain form.
    shape : shapely geometry
        Where, in metres of the province; None where the row has no shape.
    sheet : Sheet
        The file it stands in.
    """

    record: str
    values: Mapping[str, Cell]
    shape: BaseGeometry | None
    sheet: Sheet

    @property
    def id(self) -> str:
        """The source's own id."""
        return str(self.values.get("id", ""))

    @property
    def area_id(self) -> str:
        """The hazard that it belongs to or names, empty for none."""
        own = self.id if self.record == "hazard" else ""
        return str(self.values.get("area_id", own))


def sheet_for(sender: str, year: int, record: str) -> Sheet:
    """
    Find the file in which a partner reports a kind of record of one year.

    Parameters
    ----------
    sender
        Id of the organisation.
    year
        Year of the event.
    record
        Kind of record.

    Returns
    -------
    Sheet
        One file per sender, year and way of reporting.

    Examples
    --------
    >>> sheet_for("SYN-ORG-B", 2021, "release").path
    '2021/meridian_2021.zip'
    >>> sheet_for("SYN-ORG-C", 2021, "hazard").path, sheet_for("SYN-ORG-C", 2023, "release").path
    ('2021/engineers_sketches_2021.kml', '2023/engineers_2023.csv')
    """
    if record in {"ordnance", "accident"}:
        ending = "xlsx" if record == "ordnance" else "csv"
        return _sheet(year, f"{record}_{year}.{ending}", "points", cast.WGS84)
    if sender == cast.CENTRE_ID:
        return _sheet(year, f"centre_registry_{year}.csv", "tables", cast.UTM)
    if sender == cast.KESTREL:
        return _sheet(year, f"kestrel_{year}.gpkg", "declared", cast.UTM)
    if sender == cast.MERIDIAN:
        return _sheet(year, f"meridian_{year}.zip", "shapes", cast.UTM)
    return _of_engineers(year, record)


def _of_engineers(year: int, record: str) -> Sheet:
    if record == "hazard":
        return _sheet(year, f"engineers_sketches_{year}.kml", "declared", cast.WGS84)
    if year < _FIRST_CSV_OF_ENGINEERS:
        return _sheet(year, f"engineers_{year}.geojson", "declared", cast.WGS84)
    return _sheet(year, f"engineers_{year}.csv", "tables", cast.UTM)


def _sheet(year: int, name: str, group: str, crs: str) -> Sheet:
    return Sheet(f"{year}/{name}", group, crs, f"{year + 1}-{_MOMENTS[group]}T09:00:00Z")


REFERENCE: Final = "2019-01-10T09:00:00Z"


@dataclass(slots=True)
class Mailbag:
    """
    What the partners will have sent, in the order in which the story tells it.

    Attributes
    ----------
    rows : list of Row
        All rows so far.
    """

    rows: list[Row] = field(default_factory=list)
    _serial: Counter[str] = field(default_factory=Counter)

    def next_id(self, record: str) -> str:
        """
        Give the next free id of a kind of record.

        Parameters
        ----------
        record
            Kind of record, or ``progress``.

        Returns
        -------
        str
            Such as ``SYN-H-0001``.

        Examples
        --------
        >>> bag = Mailbag()
        >>> bag.next_id("hazard"), bag.next_id("hazard"), bag.next_id("progress")
        ('SYN-H-0001', 'SYN-H-0002', 'SYN-P-0001')
        """
        letter = _LETTERS.get(record, record[0].upper())
        self._serial[letter] += 1
        return f"SYN-{letter}-{self._serial[letter]:04d}"

    def put(
        self,
        record: str,
        sender: str,
        day: dt.date,
        shape: BaseGeometry | None,
        cells: Mapping[str, Cell | None],
        *,
        sheet: Sheet | None = None,
    ) -> Row:
        """
        Put one row into the bag.

        Parameters
        ----------
        record
            Kind of record.
        sender
            Id of the reporting organisation.
        day
            When it was true; a cell ``date`` says how the reporter wrote it.
        shape
            Where, metres of the province.
        cells
            Further columns; those that are none or empty are left out.
        sheet
            Another file than the usual one.

        Returns
        -------
        Row
            As it will stand in the file.
        """
        where = sheet or sheet_for(sender, day.year, record)
        own = cells.get("id") or self.next_id(record)
        usual = {"id": own, "date": day.isoformat(), "organisation": sender, "remarks": REMARK}
        given: dict[str, Cell | None] = {**usual, **cells, "id": own}
        values = {name: cell for name, cell in given.items() if cell is not None and cell != ""}
        row = Row(record, MappingProxyType(values), shape, where)
        self.rows.append(row)
        return row


def as_sent(rows: list[Row]) -> list[BaseGeometry | None]:
    """
    Give the shapes in the coordinates of their files: UTM to the centimetre, degrees to eight places.

    Parameters
    ----------
    rows
        Any rows.

    Returns
    -------
    list of shapely geometry
        Easting and northing, or longitude and latitude, as ``row.sheet.crs`` says.
    """
    shapes = np.array([row.shape for row in rows], dtype=object)
    to_degrees = np.array([row.sheet.crs == cast.WGS84 for row in rows])
    east = shapely.transform(shapes, lambda xy: np.round(xy + cast.UTM_ORIGIN, 2))
    project = pyproj.Transformer.from_crs(cast.UTM, cast.WGS84, always_xy=True)

    def degrees(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.round(np.column_stack(project.transform(xy[:, 0], xy[:, 1])), 8)

    east[to_degrees] = shapely.transform(east[to_degrees], degrees)
    return list(east)


def lonlat(rows: list[Row]) -> list[BaseGeometry | None]:
    """
    Give the shapes in WGS84 degrees exactly as a reader of the files finds them.

    Parameters
    ----------
    rows
        Any rows.

    Returns
    -------
    list of shapely geometry
        Longitude and latitude.
    """
    shapes = np.array(as_sent(rows), dtype=object)
    in_utm = np.array([row.sheet.crs == cast.UTM for row in rows])
    project = pyproj.Transformer.from_crs(cast.UTM, cast.WGS84, always_xy=True)
    shapes[in_utm] = shapely.transform(
        shapes[in_utm], lambda xy: np.column_stack(project.transform(xy[:, 0], xy[:, 1]))
    )
    return list(shapes)
