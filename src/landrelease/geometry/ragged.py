"""Runs of unequal length in flat arrays, and the integer arithmetic of closed rings that are kept so."""

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    import shapely

Ints: TypeAlias = NDArray[np.int64]
Objects: TypeAlias = NDArray[np.object_]
Geometries: TypeAlias = "Sequence[shapely.Geometry | None] | Objects"

NANO_M2_PER_TWICE = 5
_MOST = float(2**62)


def starts(lengths: Ints) -> Ints:
    """
    Turn lengths into starts.

    Parameters
    ----------
    lengths
        Lengths [n].

    Returns
    -------
    ndarray
        Starts [n + 1], with the sum at the end.

    Examples
    --------
    >>> starts(np.array([4, 0, 3])).tolist()
    [0, 4, 4, 7]
    """
    out = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=out[1:])
    return out


def within(lengths: Ints) -> Ints:
    """
    Count the members of each run from zero.

    Parameters
    ----------
    lengths
        Length of each run [n].

    Returns
    -------
    ndarray
        Place of each member in its run.

    Examples
    --------
    >>> within(np.array([2, 0, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    begin = starts(lengths)
    return np.arange(begin[-1], dtype=np.int64) - np.repeat(begin[:-1], lengths)


def crosses(xy: Ints, ring_start: Ints) -> Ints:
    """
    Give twice the signed area between the origin and each edge, modulo 2^64.

    Sums of them wrap too, so a sum is exact wherever the result itself fits into 64 bits, however far from the origin
    the ring lies: `too_large` tells where it may not.

    Parameters
    ----------
    xy
        Vertices [v, 2] of closed rings.
    ring_start
        First vertex of each ring [r + 1].

    Returns
    -------
    ndarray
        One term for each vertex [v], 0 for the last of a ring.

    Examples
    --------
    >>> far = 10**11 + np.array([[0, 0], [4, 0], [0, 3], [0, 0]])
    >>> int(crosses(far, np.array([0, 4])).sum())
    12
    """
    ahead = np.roll(xy, -1, axis=0)
    cross: Ints = xy[:, 0] * ahead[:, 1] - ahead[:, 0] * xy[:, 1]
    cross[ring_start[1:] - 1] = 0
    return cross


def extremes(xy: Ints, begin: Ints) -> tuple[Ints, Ints]:
    """
    Bound runs of vertices.

    Parameters
    ----------
    xy
        Vertices [v, 2].
    begin
        First vertex of each run [n], none empty; the last run goes to the end.

    Returns
    -------
    tuple
        Least and greatest x and y of each run, two arrays [n, 2].

    Examples
    --------
    >>> low, high = extremes(np.array([[3, 1], [2, 9]]), np.array([0]))
    >>> low.tolist(), high.tolist()
    ([[2, 1]], [[3, 9]])
    """
    return np.minimum.reduceat(xy, begin, axis=0), np.maximum.reduceat(xy, begin, axis=0)


def too_large(low: Ints, high: Ints) -> NDArray[np.bool_]:
    """
    Tell which boxes may hold an area that 64 bits cannot hold in units of 1e-9 m² (from some 4,600 km²).

    Parameters
    ----------
    low
        Least x and y of each box [n, 2], grid units.
    high
        Greatest x and y.

    Returns
    -------
    ndarray
        Booleans [n].

    Examples
    --------
    >>> too_large(np.array([[0, 0]]), np.array([[10**9, 10**9]])).tolist()
    [True]
    """
    size = high.astype(np.float64) - low
    large: NDArray[np.bool_] = size[:, 0] * size[:, 1] * (2 * NANO_M2_PER_TWICE) > _MOST
    return large


def exact_twice_area(ring: Ints) -> int:
    """
    Measure one ring in integers without limit.

    Parameters
    ----------
    ring
        Vertices of a closed ring [n, 2].

    Returns
    -------
    int
        Twice its signed area, positive where it runs counter-clockwise.

    Examples
    --------
    >>> exact_twice_area(np.array([[0, 0], [10**11, 0], [0, 10**11], [0, 0]])) == 10**22
    True
    """
    points = ring.tolist()
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))


def turns(xy: Ints, ring_start: Ints) -> NDArray[np.int8]:
    """
    Tell which way rings run.

    Parameters
    ----------
    xy
        Vertices [v, 2].
    ring_start
        First vertex of each ring [r + 1].

    Returns
    -------
    ndarray
        1 counter-clockwise, -1 clockwise, 0 where the signed area is zero.

    Examples
    --------
    >>> turns(np.array([[0, 0], [0, 3], [4, 0], [0, 0]]), np.array([0, 4])).tolist()
    [-1]
    """
    if len(ring_start) == 1:
        return np.zeros(0, dtype=np.int8)
    out = np.sign(np.add.reduceat(crosses(xy, ring_start), ring_start[:-1])).astype(np.int8)
    for ring in np.flatnonzero(too_large(*extremes(xy, ring_start[:-1]))).tolist():
        twice = exact_twice_area(xy[ring_start[ring] : ring_start[ring + 1]])
        out[ring] = (twice > 0) - (twice < 0)
    return out
