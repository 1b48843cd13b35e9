"""The floor: the least that any engine which starts from reports as entered must do, without folding anything."""

from importlib.metadata import version
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq
import shapely

from benchmarks.inputs import STATUSES, Inputs
from benchmarks.watch import Watch

TITLE: Final = f"floor (Shapely {version('shapely')})"
DOES: Final = {
    "fold": "parses WKB in longitude and latitude, builds a tree, asks it for the neighbours of every box, computes "
    "each report's ellipsoidal area once; folds nothing, so land counts as often as it was reported.",
}

_EQUATOR_M: Final = 6_378_137.0
_FLATTENING: Final = 1 / 298.257223563
_E2: Final = _FLATTENING * (2 - _FLATTENING)
_E: Final = _E2**0.5

Floats = npt.NDArray[np.float64]


def fold(inputs: Inputs, watch: Watch) -> dict[str, float]:
    """
    Add up the reports' areas by status.

    Parameters
    ----------
    inputs
        What to read.
    watch
        Times the parts.

    Returns
    -------
    dict
        Square metres by status, overlapping land counted every time.
    """
    table = pq.read_table(inputs.reports, columns=["status", "wkb"])
    shapes = shapely.from_wkb(table["wkb"].to_numpy(zero_copy_only=False))
    watch.lap("parse")
    shapely.STRtree(shapes).query(shapes)
    watch.lap("index and neighbours")
    area = ellipsoidal_m2(shapes)
    status = table["status"].to_numpy(zero_copy_only=False)
    total = {name: float(area[status == name].sum()) for name in STATUSES}
    watch.lap("area")
    return total


def ellipsoidal_m2(shapes: npt.NDArray[np.object_]) -> Floats:
    """
    Compute areas on WGS84, edges straight in longitude and latitude.

    Parameters
    ----------
    shapes
        Polygons and multipolygons in degrees.

    Returns
    -------
    ndarray
        Square metres of each shape: Green's integral of the authalic area below each edge, by Simpson's rule.

    Examples
    --------
    >>> degree = ellipsoidal_m2(np.array([shapely.box(44, 0, 45, 1)]))
    >>> round(float(degree[0]) / 1e6)
    12308
    """
    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(shapely.orient_polygons(parts), return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    edge = ring[1:] == ring[:-1]
    lon, lat = np.radians(points).T
    start, stop = lat[:-1][edge], lat[1:][edge]
    height = (_below(start) + 4 * _below((start + stop) / 2) + _below(stop)) / 6
    shape = owner[part[ring[:-1][edge]]]
    first = np.full(len(shapes), np.nan)
    first[shape[::-1]] = height[::-1]
    strip = (lon[1:] - lon[:-1])[edge] * (height - first[shape])
    return np.asarray(-np.bincount(shape, strip, minlength=len(shapes)), dtype=np.float64)


def _below(latitude: Floats) -> Floats:
    """Area between the equator and a latitude, per radian of longitude."""
    sine = np.sin(latitude)
    band = sine / (1 - _E2 * sine * sine) + np.arctanh(_E * sine) / _E
    return np.asarray(_EQUATOR_M**2 * (1 - _E2) / 2 * band)
