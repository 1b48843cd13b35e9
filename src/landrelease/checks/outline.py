"""The boundaries of many shapes as flat arrays, so that every check of vertices is one pass over all of them."""

from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from landrelease.checks.finding import Finding
from landrelease.checks.metres import Floats, per_degree
from landrelease.checks.proposed import Frame, Proposed, Shapes

Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]
_RING_TYPE = 2
_POLYGON = 3
_FIRST_MULTI_TYPE = 4
MOST_DEG = np.array([185.0, 90.0])
"""Largest longitude and latitude; land across the antimeridian may be drawn a little past 180 degrees."""


class Outline:
    """
    Boundaries of shapes: rings of polygons and lines, one after the other; the paths of one shape stand in order.

    Shapes whose coordinates are no longitude and latitude have no boundary here, since degrees mean nothing there.

    Parameters
    ----------
    proposed
        Records and their shapes.
    frame
        What is known of the programme.

    Attributes
    ----------
    shapes : ndarray
        The shapes.
    """

    def __init__(self, proposed: Proposed, frame: Frame) -> None:
        self.proposed = proposed
        self.frame = frame
        self.shapes = proposed.shapes

    def finding(self, code: str, index: int, **params: str | float) -> Finding:
        """
        Write a finding about one of the shapes.

        Parameters
        ----------
        code
            Code of the rule.
        index
            Position of the shape.
        **params
            Values that the texts name.

        Returns
        -------
        Finding
            The finding.
        """
        return self.proposed.finding(code, index, **params)

    @cached_property
    def present(self) -> Flags:
        """
        Where there is a shape with coordinates.

        Returns
        -------
        ndarray
            One flag for each shape.
        """
        return np.asarray(~(shapely.is_missing(self.shapes) | shapely.is_empty(self.shapes)))

    @cached_property
    def off_globe(self) -> Flags:
        """
        Where coordinates are no longitude and latitude: beyond 180 or 90 degrees, or not numbers.

        Returns
        -------
        ndarray
            One flag for each shape.
        """
        xy, owner = self._vertices
        flags = np.zeros(len(self.shapes), dtype=np.bool_)
        flags[owner[~(np.abs(xy) <= MOST_DEG).all(axis=1)]] = True
        return flags

    @cached_property
    def sound(self) -> Flags:
        """
        Where there is a shape that can lie on the globe.

        Returns
        -------
        ndarray
            One flag for each shape.
        """
        return np.asarray(self.present & ~self.off_globe)

    @cached_property
    def invalid(self) -> Flags:
        """
        Where a shape breaks the rules of simple features.

        Returns
        -------
        ndarray
            One flag for each shape.
        """
        if self.proposed.unsound is not None:
            return np.asarray(self.present & self.proposed.unsound)
        return np.asarray(self.present & ~shapely.is_valid(self.shapes))

    @cached_property
    def bounds(self) -> Floats:
        """
        Bounding boxes.

        Returns
        -------
        ndarray
            West, south, east, north in degrees, not a number where there is no shape; shape (n, 4).
        """
        return np.asarray(shapely.bounds(self.shapes))

    def parts_of(self, which: Flags) -> tuple[Shapes, Indices]:
        """
        Take some shapes apart.

        Parameters
        ----------
        which
            One flag for each shape; those that cannot lie on the globe are left out.

        Returns
        -------
        tuple of ndarray
            Their single parts, and for each the position of its shape.
        """
        owner = np.flatnonzero(self.sound & which)
        parts = self.shapes[owner]
        while (shapely.get_type_id(parts) >= _FIRST_MULTI_TYPE).any():
            parts, within = shapely.get_parts(parts, return_index=True)
            owner = owner[within]
        return parts, owner

    @cached_property
    def _vertices(self) -> tuple[Floats, Indices]:
        """Vertices of all shapes, and the shape of each."""
        xy, owner = shapely.get_coordinates(self.shapes, return_index=True)
        return xy, owner

    @cached_property
    def _simple(self) -> Indices:
        """Shapes that are one ring: their own vertices are those of their only path."""
        simple = (shapely.get_type_id(self.shapes) == _POLYGON) & (shapely.get_num_interior_rings(self.shapes) == 0)
        return np.flatnonzero(simple & self.sound)

    @cached_property
    def _paths(self) -> tuple[Shapes, Indices]:
        """Shapes of one ring, then rings and then lines of all others; those of one shape stand together, in order."""
        others = np.ones(len(self.shapes), dtype=np.bool_)
        others[self._simple] = False
        parts, owner = self.parts_of(others)
        rings, of_part = shapely.get_rings(parts, return_index=True)
        lines = np.flatnonzero(shapely.get_dimensions(parts) == 1)
        return (
            np.concatenate([self.shapes[self._simple], rings, parts[lines]]),
            np.concatenate([self._simple, owner[of_part], owner[lines]]),
        )

    @property
    def owner(self) -> Indices:
        """
        The shape of each path.

        Returns
        -------
        ndarray
            Positions of shapes, one for each path.
        """
        return self._paths[1]

    @cached_property
    def is_ring(self) -> Flags:
        """
        Which paths are rings of polygons.

        Returns
        -------
        ndarray
            One flag for each path.
        """
        return np.isin(shapely.get_type_id(self._paths[0]), (_RING_TYPE, _POLYGON))

    @cached_property
    def xy(self) -> Floats:
        """
        Vertices of all paths.

        Returns
        -------
        ndarray
            Longitude and latitude in degrees, a ring's first vertex again at its end; shape (v, 2).
        """
        xy, owner = self._vertices
        simple = np.zeros(len(self.shapes), dtype=np.bool_)
        simple[self._simple] = True
        others = shapely.get_coordinates(self._paths[0][len(self._simple) :])
        return np.concatenate([xy if simple.all() else xy[simple[owner]], others])

    @cached_property
    def start(self) -> Indices:
        """
        Where each path begins in `xy`.

        Returns
        -------
        ndarray
            One figure for each path and the end of the last; length paths + 1.
        """
        return np.concatenate([[0], np.cumsum(shapely.get_num_coordinates(self._paths[0]))]).astype(np.int64)

    @cached_property
    def lengths(self) -> Indices:
        """
        Count the vertices of each path.

        Returns
        -------
        ndarray
            Counts; a ring's last vertex, which is its first again, counts.
        """
        return np.diff(self.start)

    @cached_property
    def path_of(self) -> Indices:
        """
        The path of each vertex.

        Returns
        -------
        ndarray
            Positions of paths, one for each vertex.
        """
        return np.repeat(np.arange(len(self.lengths)), self.lengths)

    @cached_property
    def steps(self) -> tuple[Indices, Floats]:
        """
        The steps from each vertex to the next of its path.

        Returns
        -------
        tuple of ndarray
            For each step the position of its first vertex, shape (s,), and its extent in degrees, shape (s, 2).
        """
        inside = np.ones(len(self.xy), dtype=np.bool_)
        inside[self.start[1:][self.lengths > 0] - 1] = False
        first = np.flatnonzero(inside)
        return first, self.xy[first + 1] - self.xy[first]

    def step_m(self, steps: Indices) -> Floats:
        """
        Measure some steps.

        Parameters
        ----------
        steps
            Positions in `steps`.

        Returns
        -------
        ndarray
            Metres.
        """
        first, extent = self.steps[0][steps], self.steps[1][steps]
        east, north = per_degree(self.xy[first, 1] + extent[:, 1] / 2)
        return np.asarray(np.hypot(extent[:, 0] * east, extent[:, 1] * north))
