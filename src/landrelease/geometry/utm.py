"""UTM zones: the plane whose coordinates people read from their instruments and printed maps."""

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from landrelease.geometry.crs import read_crs, transformer
from landrelease.geometry.plane import Floats

if TYPE_CHECKING:
    from pyproj import Transformer

_ZONE_DEG: Final = 6
_ZONES: Final = 60
_NORTH: Final = 32_600
_SOUTH: Final = 32_700


class Utm(NamedTuple):
    """
    One half of a UTM zone on WGS84.

    Attributes
    ----------
    zone : int
        Number, 1 to 60.
    north : bool
        Whether northings count from the equator; southern ones carry ten million metres more.
    """

    zone: int
    north: bool

    @property
    def crs(self) -> str:
        """
        Name of the reference system.

        Examples
        --------
        >>> Utm(34, north=True).crs
        'EPSG:32634'
        """
        return f"EPSG:{(_NORTH if self.north else _SOUTH) + self.zone}"

    @property
    def name(self) -> str:
        """
        Name as people write it.

        Examples
        --------
        >>> Utm(34, north=True).name
        'UTM 34N'
        """
        return f"UTM {self.zone}{'N' if self.north else 'S'}"

    def forward(self, lonlat: ArrayLike) -> Floats:
        """
        Give eastings and northings.

        Parameters
        ----------
        lonlat
            Positions [n, 2], degrees, longitude first.

        Returns
        -------
        ndarray
            Easting and northing [n, 2], metres.

        Examples
        --------
        >>> Utm(34, north=True).forward([[21.0, 0.0]]).round(3).tolist()
        [[500000.0, 0.0]]
        """
        flat = np.asarray(lonlat, dtype=np.float64).reshape(-1, 2)
        return np.column_stack(_way(self.crs).transform(flat[:, 0], flat[:, 1], direction="INVERSE"))

    def inverse(self, metres: ArrayLike) -> Floats:
        """
        Give longitudes and latitudes.

        Parameters
        ----------
        metres
            Easting and northing [n, 2].

        Returns
        -------
        ndarray
            Positions [n, 2], degrees.

        Examples
        --------
        >>> Utm(34, north=True).inverse([[500000.0, 0.0]]).round(6).tolist()
        [[21.0, 0.0]]
        """
        flat = np.asarray(metres, dtype=np.float64).reshape(-1, 2)
        return np.column_stack(_way(self.crs).transform(flat[:, 0], flat[:, 1]))


def utm_at(lon: float, lat: float) -> Utm:
    """
    Choose the zone of a place.

    Parameters
    ----------
    lon, lat
        The place, degrees.

    Returns
    -------
    Utm
        By longitude alone; the wider zones of Norway and Svalbard are left out, as instruments can be told.

    Examples
    --------
    >>> utm_at(18.2, 43.6), utm_at(180.0, -17.0).name
    (Utm(zone=34, north=True), 'UTM 1S')
    """
    return Utm(int((lon + _ZONES * _ZONE_DEG / 2) // _ZONE_DEG) % _ZONES + 1, lat >= 0)


@lru_cache(maxsize=8)
def _way(crs: str) -> "Transformer":
    return transformer(read_crs(crs))
