"""The parcels of one class as columns: what maps, files and pages are made of."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.object_]


class Parcels(NamedTuple):
    """
    Parcels that have a status in one class, columns of equal length.

    Attributes
    ----------
    klass : str
        Hazard class, or ``all``.
    id : ndarray of str
        Stable id.
    geometry : ndarray of shapely.Polygon
        Longitude and latitude, degrees; a valid coverage.
    area_m2 : ndarray of float64
        Area in the programme's plane.
    status : ndarray of str
        Present status.
    since : ndarray of str
        ISO date on which it began.
    record : ndarray of str
        Earliest record of an open claim at that status, else the release that gave it.
    depth_m : ndarray of float64
        Deepest done depth, metres below ground; NaN where none is stated.
    depth_record : ndarray of str
        Record that states it, empty where none does.
    history : ndarray of tuple of str
        Records that moved the land, oldest first.
    """

    klass: str
    id: Column
    geometry: Column
    area_m2: npt.NDArray[np.float64]
    status: Column
    since: Column
    record: Column
    depth_m: npt.NDArray[np.float64]
    depth_record: Column
    history: Column

    def rows(self) -> list[dict[str, Any]]:
        """
        Give the parcels as dictionaries, without their geometry.

        Returns
        -------
        list of dict
            One per parcel, in order.
        """
        names = [name for name in self._fields if name not in ("klass", "geometry")]
        columns = [getattr(self, name).tolist() for name in names]
        return [dict(zip(names, values, strict=True)) | {"class": self.klass} for values in zip(*columns, strict=True)]
