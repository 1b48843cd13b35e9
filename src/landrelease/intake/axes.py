"""Axes written in the other order: seen where a whole file lies far from where it belongs, and exchanged does not."""

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from landrelease.geometry.crs import lonlat, middle_of, outside_use, read_crs
from landrelease.intake.fault import IntakeError
from landrelease.intake.table import Objects
from landrelease.records.text import tr

FAR_DEG: Final = 13.5
"""Distance from the middle of the programme, about 1,500 km, from which a file may be written the other way round."""
_NEARER: Final = 3.0
_MOST: Final = 0.5
Home = tuple[float, float]


def refuse_exchanged(name: str, geometry: Objects, crs: str, near: Home | None, country: str | None) -> None:
    """
    Refuse a file most of whose shapes belong where they are only with their axes exchanged.

    Parameters
    ----------
    name
        Name of the file.
    geometry
        Shapes as entered.
    crs
        Their reference system.
    near
        Middle of the programme, longitude and latitude, degrees; that of its country where there is none.
    country
        Three-letter code of the country.

    Raises
    ------
    IntakeError
        ``axes-exchanged``.
    """
    bounds = shapely.bounds(geometry)
    middles = (bounds[:, :2] + bounds[:, 2:])[np.isfinite(bounds).all(axis=1)] / 2
    if not len(middles):
        return
    as_written, exchanged = (lonlat(points, crs) for points in (middles, middles[:, ::-1]))
    if read_crs(crs).is_geographic:
        home = near or middle_of(country)
        if home is None:
            return
        off, back = (_distances(points, home) for points in (as_written, exchanged))
        wrong = (off > FAR_DEG) & (back < FAR_DEG) & (back * _NEARER < off)
        away = tr("far from the programme")
    else:
        wrong = _outside(as_written, crs) & ~_outside(exchanged, crs)
        away = tr("outside the area for which {crs} is made").format(crs=crs)
    if wrong.sum() > _MOST * len(middles):
        west, south, east, north = shapely.total_bounds(geometry).tolist()
        shown = tr("x {west:.10g} to {east:.10g}, y {south:.10g} to {north:.10g}")
        said = shown.format(west=west, east=east, south=south, north=north)
        raise IntakeError(name, "axes-exchanged", bounds=said, away=away)


def _distances(points: NDArray[np.float64], home: Home) -> NDArray[np.float64]:
    """Distances in degrees, longitudes shortened as at the home; endless where a point lies nowhere."""
    lon, lat = (points - np.asarray(home)).T
    lon = (lon + 180.0) % 360.0 - 180.0
    found: NDArray[np.float64] = np.nan_to_num(np.hypot(lon * np.cos(np.radians(home[1])), lat), nan=np.inf)
    return found


def _outside(points: NDArray[np.float64], crs: str) -> NDArray[np.bool_]:
    lost = np.isnan(points).any(axis=1)
    return lost | outside_use(shapely.points(np.nan_to_num(points)), crs)
