"""Shapes cut to a tile and snapped to its units, as the format of tiles wants them."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely

from landrelease.geometry.ragged import starts
from landrelease.publish.tilegrid import BUFFER
from landrelease.publish.vectortile import EXTENT, Form, Parts

Objects = npt.NDArray[np.object_]
Ints = npt.NDArray[np.int64]
WINDOW: Final = (-BUFFER, -BUFFER, EXTENT + BUFFER, EXTENT + BUFFER)
_NARROW: Final = 0.75


def cut(shapes: Objects) -> Objects:
    """
    Cut shapes to what a tile draws.

    Parameters
    ----------
    shapes
        Shapes in tile units.

    Returns
    -------
    ndarray of shapely.Geometry
        What of each lies in the tile or up to its buffer; an empty shape where nothing does.

    Examples
    --------
    >>> cut(np.array([shapely.box(-500, 0, 500, 10), shapely.box(9000, 0, 9999, 1)]))[0].bounds
    (-64.0, 0.0, 500.0, 10.0)
    """
    bounds = shapely.bounds(shapes)
    whole = (bounds[:, :2] >= WINDOW[0]).all(axis=1) & (bounds[:, 2:] <= WINDOW[2]).all(axis=1)
    out = shapes.copy()
    out[~whole] = shapely.intersection(_valid(shapes[~whole]), shapely.box(*WINDOW))
    return out


def _valid(shapes: Objects) -> Objects:
    wrong = ~shapely.is_valid(shapes)
    shapes[wrong] = shapely.make_valid(shapes[wrong])
    return shapes


def snapped(polygons: Objects) -> Objects:
    """
    Put polygons on the units of a tile, valid there.

    Parameters
    ----------
    polygons
        Polygons in tile units, cut.

    Returns
    -------
    ndarray of shapely.Geometry
        Polygons and multipolygons with whole numbers for coordinates. Where a shape is too thin for them, it is drawn
        a unit wide rather than left out; empty only where it was.

    Examples
    --------
    >>> snapped(np.array([shapely.box(0.2, 0.2, 9.3, 0.3)]))[0].area > 0
    True
    """
    out: Objects = shapely.transform(polygons, np.rint)
    wrong = np.flatnonzero(~shapely.is_valid(out) | (shapely.area(out) == 0))
    if len(wrong):
        out[wrong] = _on_units(shapely.make_valid(polygons[wrong]))
        thin = wrong[(shapely.area(out[wrong]) == 0) & ~shapely.is_empty(polygons[wrong])]
        out[thin] = _on_units(shapely.buffer(polygons[thin], _NARROW, cap_style="square"))
    return out


def _on_units(shapes: Objects) -> Objects:
    with np.errstate(all="ignore"):  # GEOS divides by nothing on the way and minds it itself
        found: Objects = shapely.set_precision(shapes, 1.0)
    return found


def polygon_parts(polygons: Objects) -> tuple[Parts, Ints]:
    """
    Lay out snapped polygons for a tile.

    Parameters
    ----------
    polygons
        What `snapped` gave; other parts than polygons are left out.

    Returns
    -------
    parts : Parts
        Of those that have land: shells run clockwise on the screen, holes the other way, as the format demands.
    kept : ndarray of int64
        Which these are.

    Examples
    --------
    >>> parts, kept = polygon_parts(np.array([shapely.Polygon(), shapely.box(0, 0, 4, 2)]))
    >>> parts.xy.tolist(), kept.tolist()
    ([[4, 0], [4, 2], [0, 2], [0, 0]], [1])
    """
    single, owner = _singles(polygons)
    single = shapely.orient_polygons(single, exterior_cw=False)  # turned over by y running down
    rings, of = shapely.get_rings(single, return_index=True)
    return _parts(Form.POLYGON, rings, owner[of], closed=True)


def _singles(shapes: Objects) -> tuple[Objects, Ints]:
    single, owner = shapely.get_parts(shapes, return_index=True)
    while (shapely.get_type_id(single) > shapely.GeometryType.POLYGON).any():  # a collection may hold a multipolygon
        single, at = shapely.get_parts(single, return_index=True)
        owner = owner[at]
    land = (shapely.get_type_id(single) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(single)
    return single[land], owner[land]


def _parts(form: Form, lines: Objects, owner: Ints, *, closed: bool = False) -> tuple[Parts, Ints]:
    coordinates, line = shapely.get_coordinates(lines, return_index=True)
    again = np.append(line[1:] == line[:-1], False)[: len(line)]  # of points said twice the last one stays
    again[:-1] &= (coordinates[1:] == coordinates[:-1]).all(axis=1)
    coordinates, line = coordinates[~again], line[~again]
    if closed:
        last = np.append(line[1:] != line[:-1], True)[: len(line)]
        coordinates, line = coordinates[~last], line[~last]
    kept, shape = np.unique(owner, return_inverse=True)
    part_start = starts(np.bincount(line, minlength=len(lines)))
    shape_start = starts(np.bincount(shape.ravel(), minlength=len(kept)))
    return Parts(form, np.rint(coordinates).astype(np.int64), part_start, shape_start), kept.astype(np.int64)


def line_parts(lines: Objects) -> tuple[Parts, Ints]:
    """
    Lay out lines for a tile.

    Parameters
    ----------
    lines
        Lines and multilines in tile units, cut; other parts are left out.

    Returns
    -------
    parts : Parts
        Of those that have a line.
    kept : ndarray of int64
        Which these are.

    Examples
    --------
    >>> line_parts(np.array([shapely.LineString([(0, 0), (3, 4)])]))[0].xy.tolist()
    [[0, 0], [3, 4]]
    """
    single, owner = shapely.get_parts(lines, return_index=True)
    line = (shapely.get_type_id(single) == shapely.GeometryType.LINESTRING) & ~shapely.is_empty(single)
    return _parts(Form.LINE, single[line], owner[line])


def point_parts(xy: npt.NDArray[Any]) -> Parts:
    """
    Lay out points for a tile, each a shape.

    Parameters
    ----------
    xy
        Positions in tile units.

    Returns
    -------
    Parts
        In the same order.

    Examples
    --------
    >>> point_parts(np.array([[0.4, 7.0]])).xy.tolist()
    [[0, 7]]
    """
    each = np.arange(len(xy) + 1)
    return Parts(Form.POINT, np.floor(xy).astype(np.int64), each, each)
