"""How work is mapped: land cut into strips that overlap, corners that miss by a metre or two, parts of outlines."""

from itertools import pairwise
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

Land: TypeAlias = Polygon | MultiPolygon
_NOISE_M = 0.8
_WORST_M = 2.0
_LEAST_M2 = 25.0


def strips(throw: np.random.Generator, land: Land, target_m2: float) -> list[Land]:
    """
    Cut land across its long axis into strips as completion reports map them.

    Neighbours share 10 to 15 % of their length, edges run up to two metres beyond the land (the fade-out), and every
    corner is off by one or two metres, since each strip is surveyed anew.

    Parameters
    ----------
    throw
        Random stream.
    land
        What is worked, metres.
    target_m2
        Area of one strip, square metres.

    Returns
    -------
    list of Polygon or MultiPolygon
        From one end to the other; valid.

    Examples
    --------
    >>> cut = strips(np.random.default_rng(1), box(0, 0, 400, 40), 4000.0)
    >>> len(cut), 0.05 < shapely.intersection(cut[1], cut[2]).area / cut[1].area < 0.2
    (4, True)
    """
    turn, (low, high, least, most) = _frame(land)
    count = int(np.clip(round(land.area / target_m2), 1, 14))
    edges = np.linspace(low, high, count + 1)
    edges[1:-1] += throw.uniform(-0.08, 0.08, count - 1) * (high - low) / count
    worked = land.buffer(float(throw.uniform(0.5, 2.0)), join_style="mitre", mitre_limit=2.0)
    found = []
    for first, last in pairwise(edges.tolist()):
        shared = float(throw.uniform(0.10, 0.15)) * (last - first) / 2.0
        slab = _moved(box(first - shared, least - 9.0, last + shared, most + 9.0), turn.T)
        piece = polygonal(worked.intersection(slab).simplify(0.5))
        if piece.area > _LEAST_M2:
            found.append(resurveyed(throw, piece))
    return found


def _frame(land: Land) -> tuple[NDArray[np.float64], tuple[float, float, float, float]]:
    ring = np.asarray(shapely.get_coordinates(land.minimum_rotated_rectangle))
    sides = np.diff(ring, axis=0)
    long = sides[int(np.argmax(np.hypot(*sides.T)))]
    cos, sin = long / np.hypot(*long)
    turn = np.array([[cos, sin], [-sin, cos]])
    upright = shapely.get_coordinates(land) @ turn.T
    (low, least), (high, most) = upright.min(axis=0), upright.max(axis=0)
    return turn, (float(low), float(high), float(least) - 5.0, float(most) + 5.0)


def _moved(shape: Polygon, turn: NDArray[np.float64]) -> Polygon:
    return shapely.transform(shape, lambda xy: xy @ turn.T)


def resurveyed(throw: np.random.Generator, land: Land) -> Land:
    """
    Measure the same land again: every corner misses by a metre or two.

    Parameters
    ----------
    throw
        Random stream.
    land
        What is measured, metres.

    Returns
    -------
    Polygon or MultiPolygon
        To the centimetre, valid; the land itself where no noisy reading of it is valid.

    Examples
    --------
    >>> again = resurveyed(np.random.default_rng(1), box(0, 0, 100, 40))
    >>> again.is_valid, round(again.hausdorff_distance(box(0, 0, 100, 40))) <= 3
    (True, True)
    """
    for share in (1.0, 0.5, 0.2):
        noisy = _jittered(throw, land, share)
        if noisy.is_valid:
            return noisy
    return exact(land)


def _jittered(throw: np.random.Generator, land: Land, share: float) -> Land:
    def ring(coords: NDArray[np.float64]) -> NDArray[np.float64]:
        moved = coords[:-1] + share * np.clip(throw.normal(0.0, _NOISE_M, (len(coords) - 1, 2)), -_WORST_M, _WORST_M)
        return np.round(np.concatenate([moved, moved[:1]]), 2)

    parts = []
    for part in shapely.get_parts(land):
        shell, *holes = [ring(shapely.get_coordinates(one)) for one in (part.exterior, *part.interiors)]
        parts.append(Polygon(shell, holes))
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def exact(land: Land) -> Land:
    """
    Copy an outline out of the register to the centimetre.

    Parameters
    ----------
    land
        Metres.

    Returns
    -------
    Polygon or MultiPolygon
        Valid.

    Examples
    --------
    >>> exact(box(0, 0, 1.004, 1)).bounds
    (0.0, 0.0, 1.0, 1.0)
    """
    rounded = shapely.transform(land, lambda xy: np.round(xy, 2))
    return rounded if rounded.is_valid else polygonal(shapely.set_precision(land, 0.01))


def polygonal(shape: BaseGeometry) -> Land:
    """
    Keep what has an area.

    Parameters
    ----------
    shape
        Any geometry.

    Returns
    -------
    Polygon or MultiPolygon
        Its parts of at least one square metre, largest first; empty where there is none.

    Examples
    --------
    >>> polygonal(shapely.Point(0, 0)).is_empty
    True
    """
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and part.area >= 1.0]
    parts.sort(key=lambda part: -part.area)
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def rest(outer: Land, core: Land) -> Land:
    """
    Give what a survey leaves of suspected land around what it confirmed.

    Parameters
    ----------
    outer, core
        The two outlines, metres.

    Returns
    -------
    Polygon or MultiPolygon
        Their difference to the centimetre.

    Examples
    --------
    >>> rest(box(0, 0, 10, 10), box(0, 0, 10, 4)).area
    60.0
    """
    return exact(polygonal(shapely.difference(outer, core)))
