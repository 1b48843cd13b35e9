"""The equal-area plane of a programme and its grid: where land is compared, cut and measured.

One plane per programme, Lambert azimuthal equal-area on the WGS84 ellipsoid. Vertices stand on a grid of 0.1 mm as
64-bit integers, so that every later comparison is exact; crossings, which need more, are given in nanometres.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from pyproj import Transformer

Floats = NDArray[np.float64]

GRID_M = 1e-4
GRID_PER_M = 10_000
NM_PER_M = 1_000_000_000
NM_PER_GRID = NM_PER_M // GRID_PER_M
NOWHERE = int(np.iinfo(np.int64).min)
_NEAR_M = 1e-3
_STEP = 1e-5
_HALF_TURN = 180.0
_QUARTER_TURN = 90.0


class PlaneError(ValueError):
    """A plane cannot have this centre."""


class Plane(NamedTuple):
    """
    A Lambert azimuthal equal-area plane on WGS84.

    Attributes
    ----------
    lon : float
        Longitude of the centre, degrees.
    lat : float
        Latitude of the centre, degrees.
    """

    lon: float
    lat: float

    @classmethod
    def for_bounds(cls, bounds: Sequence[float]) -> "Plane":
        """
        Choose the plane whose centre is the whole degree nearest the middle of some land.

        Land that spans more than half a turn of longitude is taken to lie across the antimeridian, since no programme
        is wider than that.

        Parameters
        ----------
        bounds
            Least longitude, least latitude, greatest longitude, greatest latitude, degrees.

        Returns
        -------
        Plane
            The plane; the same bounds always give the same one.

        Raises
        ------
        PlaneError
            Where the bounds are not finite or no latitudes.

        Examples
        --------
        >>> Plane.for_bounds((15.7, 42.6, 19.6, 45.3))
        Plane(lon=18.0, lat=44.0)
        >>> Plane.for_bounds((-179.9, -18.2, 179.2, -16.1))
        Plane(lon=180.0, lat=-17.0)
        """
        west, south, east, north = (float(bound) for bound in bounds)
        lon, lat = (west + east) / 2, (south + north) / 2
        if not math.isfinite(lon) or not abs(lat) <= _QUARTER_TURN:
            msg = f"no plane lies in the middle of {tuple(bounds)}: give longitude and latitude in degrees"
            raise PlaneError(msg)
        if east - west > _HALF_TURN:
            lon += _HALF_TURN
        lon = _HALF_TURN - (_HALF_TURN - round(lon)) % (2 * _HALF_TURN)
        return cls(lon + 0.0, float(round(lat)) + 0.0)

    def forward(self, lonlat: ArrayLike) -> NDArray[np.int64]:
        """
        Put positions on the grid, each coordinate rounded half to even.

        Longitudes may run past 180 degrees either way, so land across the antimeridian needs no cutting.

        Parameters
        ----------
        lonlat
            Positions [n, 2], degrees, longitude first.

        Returns
        -------
        ndarray
            Positions [n, 2] in grid units (0.1 mm); both are `NOWHERE` for a position that has no image: not finite, a
            latitude beyond the pole, or the point opposite the centre.

        Examples
        --------
        >>> Plane(18, 44).forward([[18, 44], [18.00001, 44], [18, 91]]).tolist()
        [[0, 0], [8021, 0], [-9223372036854775808, -9223372036854775808]]
        """
        metres = self._metres(np.asarray(lonlat, dtype=np.float64).reshape(-1, 2))
        finite = np.isfinite(metres)
        if finite.all():
            return np.rint(metres * GRID_PER_M).astype(np.int64)
        placed = finite.all(axis=1)
        grid = np.full(metres.shape, NOWHERE, dtype=np.int64)
        grid[placed] = np.rint(metres[placed] * GRID_PER_M).astype(np.int64)
        return grid

    def inverse(self, nm: ArrayLike) -> Floats:
        """
        Give the longitude and latitude of places in the plane.

        Parameters
        ----------
        nm
            Places [n, 2], integers in nanometres (a grid unit is `NM_PER_GRID` of them).

        Returns
        -------
        ndarray
            Longitude and latitude [n, 2], degrees; not finite outside the plane.

        Examples
        --------
        >>> Plane(18, 44).inverse([[0, 0], [802_136_900, 0]]).round(7).tolist()
        [[18.0, 44.0], [18.00001, 44.0]]
        """
        metres = np.asarray(nm, dtype=np.int64).reshape(-1, 2) / NM_PER_M
        # PROJ inverts by a series, good to a millimetre; one step by what that missed makes it good to a nanometre.
        return self._lonlat(metres + (metres - self._metres(self._lonlat(metres))))

    def sketched(self, metres: ArrayLike) -> Floats:
        """
        Give the longitude and latitude of places in the plane to about a millimetre, in a third of the time.

        Parameters
        ----------
        metres
            Places [n, 2], metres.

        Returns
        -------
        ndarray
            Longitude and latitude [n, 2], degrees, good enough to draw; not finite outside the plane.

        Examples
        --------
        >>> Plane(18, 44).sketched([[0.802137, 0.0]]).round(7).tolist()
        [[18.00001, 44.0]]
        """
        return self._lonlat(np.asarray(metres, dtype=np.float64).reshape(-1, 2))

    def _metres(self, lonlat: Floats) -> Floats:
        return np.column_stack(_transformer(self.lon, self.lat).transform(lonlat[:, 0], lonlat[:, 1]))

    def _lonlat(self, metres: Floats) -> Floats:
        transformer = _transformer(self.lon, self.lat)
        lonlat = np.column_stack(transformer.transform(metres[:, 0], metres[:, 1], direction="INVERSE"))
        near = (np.abs(metres) < _NEAR_M).all(axis=1)
        if (
            near.any() and abs(self.lat) < _QUARTER_TURN
        ):  # PROJ takes all that is nearer than 0.6 mm for the centre itself
            lonlat[near] = self + metres[near] / np.diag(self._metres(self + np.eye(2) * _STEP)) * _STEP
        return lonlat

    @property
    def definition(self) -> str:
        """
        Describe the plane in PROJ's words, for outputs that name their reference system.

        Examples
        --------
        >>> Plane(18, 44).definition
        '+proj=laea +lat_0=44.0 +lon_0=18.0 +ellps=WGS84 +units=m +no_defs'
        """
        return f"+proj=laea +lat_0={float(self.lat)!r} +lon_0={float(self.lon)!r} +ellps=WGS84 +units=m +no_defs"


@lru_cache(maxsize=64)
def _transformer(lon: float, lat: float) -> "Transformer":
    from pyproj import Transformer  # noqa: PLC0415 - reading prepared rings needs no pyproj

    if not (abs(lat) <= _QUARTER_TURN and abs(lon) <= _HALF_TURN):
        msg = f"no plane is centred on longitude {lon}, latitude {lat}: they must lie within 180 and 90 degrees"
        raise PlaneError(msg)
    laea = f"+proj=laea +lat_0={lat!r} +lon_0={lon!r} +ellps=WGS84"
    return Transformer.from_pipeline(f"+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step {laea}")
