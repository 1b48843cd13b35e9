"""Outlines made coarser: of open land outwards only, of released land inwards only, and neither to be undone.

Everything is made of the cells of a grid that is fixed in the plane of the programme, never of one that is laid around
a shape. A cell belongs to a shape that comes as near to it as a quarter of its size: so a shape beside a border takes
in the neighbour, and which cells are shown tells its place no finer than to half a cell.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from landrelease.checks.settings_publish import AreaRule
from landrelease.geometry.plane import GRID_PER_M, NM_PER_M, NOWHERE, Plane

REACH: Final = 0.25
"""How near a shape comes to a cell that counts as met, in sizes of a cell."""
ADMIN_GRID_M: Final = 1000.0
"""Cells that decide which areas a shape meets, and stand where it lies in none, metres."""
_STRAIGHT_M: Final = 1000.0
_INSET_M: Final = 1.0
_ROUNDING: Final = 0.05
_HALF_TURN: Final = 180.0
_TURN: Final = 360.0
_NOTHING: Final = shapely.MultiPolygon()


class OutlineError(ValueError):
    """A shape cannot be made coarser: it has no place in the plane, or the rule is none."""


def generalised(
    geometry: BaseGeometry, rule: AreaRule, plane: Plane, *, areas: Sequence[BaseGeometry] = ()
) -> BaseGeometry | None:
    """
    Make a shape coarser outwards: the result contains all of it.

    Parameters
    ----------
    geometry
        Any shape, longitude and latitude, degrees; across the antimeridian as records draw it.
    rule
        ``grid`` gives the cells that it meets as one shape, ``buffer`` these cells rounded, ``admin`` the whole areas
        that these cells meet (and cells where there is no area), ``none`` the shape itself, ``hidden`` nothing.
    plane
        Plane of the programme: it fixes the grid.
    areas
        Administrative areas of one set and level, for ``admin``.

    Returns
    -------
    shapely geometry or None
        Degrees, cut at the antimeridian; None where it is hidden or empty.

    Raises
    ------
    OutlineError
        Where the rule is none of these, or the shape has no place in the plane.

    Examples
    --------
    >>> point, plane = shapely.Point(18.2043, 43.6017), Plane(18, 44)
    >>> cell = generalised(point, AreaRule("grid", 1000), plane)
    >>> cell.covers(point), round(shapely.area(to_plane(cell, plane)))
    (True, 2000000)
    >>> generalised(point, AreaRule("hidden"), plane) is None
    True
    """
    if rule.form == "none":
        return geometry
    if rule.form == "hidden" or geometry.is_empty:
        return None
    return to_degrees(outer(to_plane(geometry, plane), rule, [to_plane(area, plane) for area in areas]), plane)


def outer(flat: BaseGeometry, rule: AreaRule, areas: Sequence[BaseGeometry] = ()) -> BaseGeometry:
    """
    Make a shape in the plane coarser outwards.

    Parameters
    ----------
    flat
        The shape, metres.
    rule
        ``grid``, ``buffer`` or ``admin``.
    areas
        Administrative areas, metres.

    Returns
    -------
    shapely geometry
        Metres; contains `flat`.

    Raises
    ------
    OutlineError
        Where the rule is none of these.

    Examples
    --------
    >>> outer(shapely.Point(500, 500), AreaRule("grid", 1000)).bounds
    (0.0, 0.0, 1000.0, 1000.0)
    >>> outer(shapely.Point(500, 100), AreaRule("grid", 1000)).bounds
    (0.0, -1000.0, 1000.0, 1000.0)
    """
    if rule.form == "grid":
        return cells(flat, rule.metres)
    if rule.form == "buffer":
        return _rounded(cells(flat, rule.metres), rule.metres)
    if rule.form == "admin":
        return _whole_areas(flat, areas)
    msg = f"{rule.form!r} is no rule by which a shape is made coarser: grid, buffer, admin"
    raise OutlineError(msg)


def cells(flat: BaseGeometry, size_m: float) -> BaseGeometry:
    """
    Give the cells of the fixed grid that a shape meets, or comes near to.

    Parameters
    ----------
    flat
        The shape in the plane, metres.
    size_m
        Size of a cell; the corner of one is the centre of the plane.

    Returns
    -------
    shapely geometry
        The cells as one shape, metres.

    Examples
    --------
    >>> cells(shapely.box(400, 400, 1600, 600), 1000).bounds
    (0.0, 0.0, 2000.0, 1000.0)
    """
    return _grid(flat, size_m, REACH * size_m, inside=False)


def inner(flat: BaseGeometry, size_m: float) -> BaseGeometry:
    """
    Give the cells of the fixed grid that lie wholly in a shape: released land is never shown larger than it is.

    Parameters
    ----------
    flat
        The shape in the plane, metres.
    size_m
        Size of a cell.

    Returns
    -------
    shapely geometry
        The cells as one shape, metres; empty where none fits.

    Examples
    --------
    >>> inner(shapely.box(-50, -50, 350, 250), 100).bounds
    (0.0, 0.0, 300.0, 200.0)
    """
    return _grid(flat, size_m, _INSET_M, inside=True)


def to_plane(geometry: BaseGeometry, plane: Plane) -> BaseGeometry:
    """
    Put a shape into the plane; where it is invalid there, all that either reading of it covers.

    Parameters
    ----------
    geometry
        Longitude and latitude, degrees.
    plane
        Plane of the programme.

    Returns
    -------
    shapely geometry
        Metres, valid.

    Raises
    ------
    OutlineError
        Where a vertex has no place in the plane.

    Examples
    --------
    >>> to_plane(shapely.Point(18, 44, 250), Plane(18, 44))
    <POINT (0 0)>
    """
    grid = plane.forward(shapely.get_coordinates(geometry))
    if (grid == NOWHERE).any():
        msg = "a vertex of the shape has no place in the plane of the programme; look at its longitude and latitude"
        raise OutlineError(msg)
    flat = shapely.set_coordinates(shapely.force_2d(geometry), grid / GRID_PER_M)
    if flat.is_valid:
        return flat
    return shapely.union_all([shapely.make_valid(flat, method=method) for method in ("linework", "structure")])


def to_degrees(flat: BaseGeometry, plane: Plane) -> BaseGeometry | None:
    """
    Give the longitude and latitude of a shape in the plane, with vertices so near that its edges stay where they are.

    Parameters
    ----------
    flat
        The shape, metres.
    plane
        Plane of the programme.

    Returns
    -------
    shapely geometry or None
        Degrees, cut at the antimeridian as GeoJSON wants it; None where it is empty.

    Examples
    --------
    >>> to_degrees(shapely.box(-500, -500, 500, 500), Plane(180, -17)).geom_type
    'MultiPolygon'
    """
    if flat.is_empty:
        return None
    dense = shapely.segmentize(flat, _STRAIGHT_M)
    lonlat = plane.inverse(np.rint(shapely.get_coordinates(dense) * NM_PER_M).astype(np.int64))
    lonlat[:, 0] = plane.lon + (lonlat[:, 0] - plane.lon + _HALF_TURN) % _TURN - _HALF_TURN
    return _cut(shapely.set_coordinates(dense, lonlat))


def _grid(flat: BaseGeometry, size_m: float, margin_m: float, *, inside: bool) -> BaseGeometry:
    """Halve squares until they are cells: those that hold nothing end early, and so do those that are full."""
    if flat.is_empty:
        return _NOTHING
    edges = _edges(flat)
    shapely.prepare([flat, edges])
    least, most = np.floor((np.reshape(flat.bounds, (2, 2)) + np.array([[-margin_m], [margin_m]])) / size_m).astype(
        np.int64
    )
    level = int(max(most - least)).bit_length()
    at = np.array([(x, y) for x in (0, 1) for y in (0, 1)]) + (least >> level)
    found = []
    while len(at):
        at = at[shapely.intersects(flat, _squares(at, size_m * 2**level, margin_m))]
        full = ~shapely.intersects(edges, _squares(at, size_m * 2**level, margin_m))
        kept = full | (not inside) if level == 0 else full
        found.append(_squares(at[kept], size_m * 2**level, 0.0))
        at = _quarters(at[~full]) if level else at[:0]
        level -= 1
    return shapely.union_all(np.concatenate(found))


def _edges(flat: BaseGeometry) -> BaseGeometry:
    """Give what a full square must not meet: the outlines of land, and points and lines themselves."""
    if flat.geom_type in ("Polygon", "MultiPolygon"):
        return flat.boundary
    return shapely.union_all([part.boundary if part.area else part for part in shapely.get_parts(flat)])


def _squares(at: NDArray[np.int64], size_m: float, margin_m: float) -> NDArray[np.object_]:
    low, high = at * size_m - margin_m, (at + 1) * size_m + margin_m
    squares: NDArray[np.object_] = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
    return squares


def _quarters(at: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([2 * at + (x, y) for x in (0, 1) for y in (0, 1)])


def _rounded(cover: BaseGeometry, size_m: float) -> BaseGeometry:
    """Round the corners of cells; only the cells go in, so no more than they can be read out of it."""
    step = _ROUNDING * size_m
    rounded = cover.buffer(size_m / 2).simplify(step)
    while not rounded.covers(cover.buffer(step)):
        rounded = rounded.buffer(step)
    return rounded


def _whole_areas(flat: BaseGeometry, areas: Sequence[BaseGeometry]) -> BaseGeometry:
    """Give the areas that the cells of a shape meet; where it lies in none of them, its cells."""
    cover = cells(flat, ADMIN_GRID_M)
    met = shapely.union_all([area for area in areas if area.intersects(cover)])
    outside = flat.difference(met)
    return shapely.union_all([met, cells(outside, ADMIN_GRID_M)])


def _cut(lonlat: BaseGeometry) -> BaseGeometry:
    """Cut a shape at the antimeridian, and turn each part into the range of longitudes."""
    west, _south, east, _north = lonlat.bounds
    if west >= -_HALF_TURN and east <= _HALF_TURN:
        return lonlat
    parts = []
    for turn in (-_TURN, 0.0, _TURN):
        here = shapely.box(turn - _HALF_TURN, -_HALF_TURN, turn + _HALF_TURN, _HALF_TURN)
        part = lonlat.intersection(here)
        parts.append(shapely.set_coordinates(part, shapely.get_coordinates(part) - (turn, 0.0)))
    return shapely.union_all([one for part in parts for one in shapely.get_parts(part) if one.area or not lonlat.area])
