"""Tiles of the web map: where each lies, and what lies in it in its own units.

The world in the spherical Mercator projection is one tile at zoom 0; each zoom cuts every tile in four. A tile counts
4096 units from west to east and from north to south; what lies up to 64 units outside is drawn too, so that borders of
tiles do not show as lines. Screens draw a tile on 512 pixels, so eight units are a pixel.
"""

import math
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from landrelease.geometry.plane import Plane
from landrelease.publish.vectortile import EXTENT

Floats = npt.NDArray[np.float64]
BUFFER: Final = 64
PIXEL: Final = 8
DEEPEST: Final = 24
_TURN = 360.0
_HIGHEST: Final = math.degrees(math.atan(math.sinh(math.pi)))
_WORLDWIDE: Final = 2
_SAMPLES: Final = 33
_EARTH_M: Final = 6_378_137.0


UNITS_PER_M: Final = EXTENT / (2 * math.pi * _EARTH_M)
"""Units of the tile of zoom 0 to a metre at the equator."""


class TileError(ValueError):
    """There is no such tile."""


class Tile(NamedTuple):
    """
    One tile.

    Attributes
    ----------
    z, x, y : int
        Zoom, column from the west, row from the north.
    """

    z: int
    x: int
    y: int

    def checked(self) -> "Tile":
        """
        Refuse a tile that does not exist.

        Returns
        -------
        Tile
            This tile.

        Raises
        ------
        TileError
            Where zoom, column or row is none.

        Examples
        --------
        >>> Tile(1, 2, 0).checked()
        Traceback (most recent call last):
        ...
        landrelease.publish.tilegrid.TileError: there is no tile 1/2/0: at zoom 1 columns and rows run from 0 to 1
        """
        if not 0 <= self.z <= DEEPEST:
            msg = f"there is no tile {self.z}/{self.x}/{self.y}: zooms run from 0 to {DEEPEST}"
            raise TileError(msg)
        last = (1 << self.z) - 1
        if not (0 <= self.x <= last and 0 <= self.y <= last):
            msg = f"there is no tile {self.z}/{self.x}/{self.y}: at zoom {self.z} columns and rows run from 0 to {last}"
            raise TileError(msg)
        return self

    def units(self, lonlat: Floats, plane: Plane) -> Floats:
        """
        Place positions in the tile.

        Parameters
        ----------
        lonlat
            Longitude and latitude, degrees, shape (n, 2).
        plane
            The programme's plane, see `world`.

        Returns
        -------
        ndarray of float64, shape (n, 2)
            Units from the north-west corner, x to the east and y to the south.

        Examples
        --------
        >>> Tile(0, 0, 0).units(np.array([[0.0, 0.0], [90.0, 0.0]]), Plane(18, 44)).tolist()
        [[2048.0, 2048.0], [3072.0, 2048.0]]
        >>> Tile(4, 0, 8).units(np.array([[-179.0, -17.0], [179.0, -17.0]]), Plane(180, -17))[:, 0].round(1).tolist()
        [182.0, -182.0]
        """
        return self.placed(world(lonlat, plane), plane)

    def placed(self, units: Floats, plane: Plane) -> Floats:
        """
        Place in the tile what has its place on the map of the world.

        Parameters
        ----------
        units
            What `world` gave, shape (n, 2).
        plane
            The programme's plane.

        Returns
        -------
        ndarray of float64, shape (n, 2)
            Units from the north-west corner.

        Examples
        --------
        >>> Tile(1, 1, 0).placed(np.array([[3072.0, 1024.0]]), Plane(18, 44)).tolist()
        [[2048.0, 2048.0]]
        """
        return units * (1 << self.z) - (self._column(plane) * EXTENT, self.y * EXTENT)

    def window(self, plane: Plane) -> tuple[float, float, float, float]:
        """
        Give what the tile draws on the map of the world.

        Parameters
        ----------
        plane
            The programme's plane.

        Returns
        -------
        tuple of float
            Least x, least y, greatest x, greatest y, units as `world` gives them.

        Examples
        --------
        >>> Tile(1, 0, 0).window(Plane(18, 44))
        (-32.0, -32.0, 2080.0, 2080.0)
        """
        x, y, across = self._column(plane) * EXTENT, self.y * EXTENT, 1 << self.z
        return (
            (x - BUFFER) / across,
            (y - BUFFER) / across,
            (x + EXTENT + BUFFER) / across,
            (y + EXTENT + BUFFER) / across,
        )

    def _column(self, plane: Plane) -> int:
        """Give the column counted on past the antimeridian, as near as may be to the plane's centre."""
        columns = 1 << self.z
        centre = (plane.lon / _TURN + 0.5) * columns
        return self.x + columns * round((centre - self.x - 0.5) / columns)

    def rectangle(self, plane: Plane) -> tuple[float, float, float, float] | None:
        """
        Find where in the plane the tile lies.

        Parameters
        ----------
        plane
            The programme's plane.

        Returns
        -------
        tuple of float or None
            Least x, least y, greatest x, greatest y, metres, of a rectangle that holds the tile with what is drawn
            around it; None where that is most of the world.

        Examples
        --------
        >>> x0, y0, x1, y1 = Tile(8, 140, 92).rectangle(Plane(18, 44))
        >>> -100_000 < x0 < 0 < x1 < 30_000 and 0 < y0 < y1
        True
        """
        if self.z <= _WORLDWIDE:
            return None
        side = np.linspace(-BUFFER, EXTENT + BUFFER, _SAMPLES)
        units = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
        metres = plane.forward(self.lonlat(units)).reshape(_SAMPLES, _SAMPLES, 2) / 10_000.0
        if np.abs(metres).max() > 1e8:  # noqa: PLR2004 - no place of the plane
            return None
        between = max(float(np.abs(np.diff(metres, axis=axis)).max()) for axis in (0, 1))
        x0, y0 = metres.min(axis=(0, 1)) - between
        x1, y1 = metres.max(axis=(0, 1)) + between
        return float(x0), float(y0), float(x1), float(y1)

    def lonlat(self, units: Floats) -> Floats:
        """
        Give the longitude and latitude of places in the tile.

        Parameters
        ----------
        units
            Units from the north-west corner, shape (n, 2).

        Returns
        -------
        ndarray of float64, shape (n, 2)
            Degrees.

        Examples
        --------
        >>> Tile(1, 1, 0).lonlat(np.array([[0.0, 4096.0]])).tolist()
        [[0.0, 0.0]]
        """
        across = EXTENT << self.z
        lon = ((units[:, 0] + self.x * EXTENT) / across - 0.5) * _TURN
        lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * (units[:, 1] + self.y * EXTENT) / across))))
        return np.column_stack([lon, lat])


def world(lonlat: Floats, plane: Plane) -> Floats:
    """
    Place positions on the map of the world, which is the tile of zoom 0.

    Parameters
    ----------
    lonlat
        Longitude and latitude, degrees, shape (n, 2).
    plane
        The programme's plane: what lies across the antimeridian from its centre is counted on, so that land there stays
        together. Only in the tile of zoom 0 such land lies beyond the map's end.

    Returns
    -------
    ndarray of float64, shape (n, 2)
        Units from the north-west corner, x to the east and y to the south; positions beyond the map's ends in north and
        south lie on its edge.

    Examples
    --------
    >>> world(np.array([[-179.0, 0.0], [179.0, 0.0]]), Plane(180, 0)).round(1).tolist()
    [[4107.4, 2048.0], [4084.6, 2048.0]]
    """
    lon = (lonlat[:, 0] - plane.lon + _TURN / 2) % _TURN - _TURN / 2 + plane.lon
    lat = np.radians(np.clip(lonlat[:, 1], -_HIGHEST, _HIGHEST))
    return np.column_stack([(lon / _TURN + 0.5) * EXTENT, (0.5 - np.arctanh(np.sin(lat)) / (2 * np.pi)) * EXTENT])
