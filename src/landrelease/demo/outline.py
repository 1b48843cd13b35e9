"""Outlines as survey teams draw them: belts along a trace, strike footprints, blocks of a town, small patches."""

import numpy as np
import shapely
from shapely.geometry import Polygon

from landrelease.demo.trace import Points, along


def belt(
    throw: np.random.Generator, trace: Points, span_m: tuple[float, float], beside_m: float, half_m: float
) -> Polygon:
    """
    Draw a belt that follows a trace: a mine row, its margin, a mined verge.

    Parameters
    ----------
    throw
        Random stream.
    trace
        What it follows, metres.
    span_m
        First and last distance along the trace, metres.
    beside_m
        Distance of its middle to the left of the trace, metres.
    half_m
        Half its width, metres.

    Returns
    -------
    Polygon
        6 to 30 vertices; not always valid where the trace bends sharply.

    Examples
    --------
    >>> line = np.array([[0.0, 0.0], [500.0, 0.0]])
    >>> drawn = belt(np.random.default_rng(1), line, (50.0, 450.0), 0.0, 20.0)
    >>> drawn.is_valid, 6 <= drawn.exterior.xy[0].__len__() - 1 <= 30
    (True, True)
    """
    first, last = span_m
    pairs = int(np.clip((last - first) / max(45.0, 1.3 * half_m), 3, 14))
    station = np.linspace(first, last, pairs)
    station[1:-1] += throw.uniform(-0.2, 0.2, pairs - 2) * (last - first) / pairs
    skew = np.interp(np.arange(pairs), [0, pairs - 1], throw.uniform(-0.5, 0.5, 2) * half_m)
    left = along(trace, station + skew, beside_m + half_m * throw.uniform(0.8, 1.2, pairs))
    right = along(trace, station - skew, beside_m - half_m * throw.uniform(0.8, 1.2, pairs))
    return Polygon(np.round(np.concatenate([left, right[::-1]]), 2))


def footprint(
    throw: np.random.Generator, middle: Points, heading: float, half_m: tuple[float, float], vertices: int
) -> Polygon:
    """
    Draw a strike footprint: longer along the flight, rounder ahead, ragged.

    Parameters
    ----------
    throw
        Random stream.
    middle
        Its centre, metres.
    heading
        Direction of flight, radians from east.
    half_m
        Half its length and half its width, metres.
    vertices
        How many.

    Returns
    -------
    Polygon
        A star-shaped ring.

    Examples
    --------
    >>> ring = footprint(np.random.default_rng(1), np.zeros(2), 0.0, (400.0, 150.0), 16)
    >>> ring.is_valid, len(ring.exterior.coords) - 1
    (True, 16)
    """
    angle = np.linspace(0.0, 2.0 * np.pi, vertices, endpoint=False) + throw.uniform(-0.12, 0.12, vertices)
    radius = throw.uniform(0.82, 1.12, vertices) * (1.0 - 0.12 * np.cos(angle))
    ring = np.column_stack([np.cos(angle) * half_m[0], np.sin(angle) * half_m[1]]) * radius[:, None]
    return Polygon(np.round(middle + ring @ _turn(heading), 2))


def block(throw: np.random.Generator, middle: Points, heading: float, half_m: tuple[float, float]) -> Polygon:
    """
    Draw a piece of a town: a parcel along the streets, often with a corner left out.

    Parameters
    ----------
    throw
        Random stream.
    middle
        Its centre, metres.
    heading
        Direction of the streets, radians from east.
    half_m
        Half its sides, metres.

    Returns
    -------
    Polygon
        6 or 8 vertices.

    Examples
    --------
    >>> ring = block(np.random.default_rng(1), np.zeros(2), 0.3, (60.0, 40.0))
    >>> ring.is_valid, len(ring.exterior.coords) - 1 in (6, 8)
    (True, True)
    """
    cut_x, cut_y = throw.uniform(0.2, 0.65, 2)
    corners = [(-1.0, -1.0), (0.1, -1.0), (1.0, -1.0), (1.0, cut_y), (cut_x, cut_y), (cut_x, 1.0), (-0.1, 1.0)]
    if throw.integers(5) > 2:
        corners[3:6] = [(1.0, 1.0)]
    ring = np.array([*corners, (-1.0, 1.0)]) * half_m + throw.normal(0.0, 2.0, (len(corners) + 1, 2))
    return Polygon(np.round(middle + ring @ _turn(heading), 2))


def usable(shape: Polygon, inside: Polygon) -> bool:
    """
    Say whether a drawn shape can stand in a register: valid, 6 to 30 vertices, in the province.

    Parameters
    ----------
    shape
        Any polygon.
    inside
        Where it must lie.

    Returns
    -------
    bool
        True where it can.

    Examples
    --------
    >>> usable(Polygon([(0, 0), (1, 0), (1, 1)]), Polygon([(-9, -9), (9, -9), (9, 9), (-9, 9)]))
    False
    """
    count = shapely.get_num_coordinates(shape) - 1
    return bool(shape.is_valid and 6 <= count <= 30 and inside.contains(shape))


def _turn(heading: float) -> Points:
    cos, sin = float(np.cos(heading)), float(np.sin(heading))
    return np.array([[cos, sin], [-sin, cos]])
